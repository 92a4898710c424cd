"""`marsad watch`: a running desk. What its feeds bring comes into the store, coded on the way."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from marsad.cli import coding
from marsad.cli.database import db_option
from marsad.cli.notices import Notices
from marsad.cli.stderr import say
from marsad.cli.stopping import Stop, StoppedError
from marsad.cli.tally import Tally
from marsad.errors import ReadError

if TYPE_CHECKING:
    from marsad.sources.desk import Desk
    from marsad.sources.document import Document
    from marsad.store import Store


@click.command()
@click.argument("feeds", metavar="FEEDS.toml", type=click.Path(path_type=Path))
@db_option
@click.option("--once", is_flag=True, help="One round of the feeds that are due, then end: for a scheduler.")
def watch(feeds: Path, db: str | None, once: bool) -> int:
    """Follow feeds and keep what they bring in the store, coded.

    FEEDS.toml lists the feeds, each with its outlet (docs/sources.md). Each is looked at when it is due; after a
    round the incidents are brought up to date, and one line says what came. When each feed was last looked at is
    kept in the store: a run that was stopped, or killed, goes on where it was, and a feed that failed is left alone
    for as long as it should be, also by --once.

    Ends with Ctrl+C or SIGTERM; what is being written is finished first. Exit status: 0 stopped, or, with --once,
    all done; 1 with --once, when a feed or entry failed; 2 wrong usage.
    """
    from marsad.sources.desk import Desk
    from marsad.sources.feed_list import load_feeds
    from marsad.sources.feed_marks import StoredStates
    from marsad.sources.polite import ask_web
    from marsad.store import open_store

    listed = load_feeds(feeds)
    with open_store(db) as store, Stop() as stop:
        desk = Desk(listed, StoredStates(store), asker=stop.waiting(ask_web), sleeper=stop.waiting(time.sleep))
        rounds = _Rounds(desk, store, stop)
        run_id = store.start_run("watch", [str(feeds)])
        try:
            while not stop.asked:
                rounds.go(run_id)
                if once:
                    break
                desk.wait(until=lambda: stop.asked)
        except StoppedError:
            pass  # in the wait between two rounds
        store.finish_run(run_id, rounds.counts)
    if stop.asked:
        say("stopped; the next run goes on from here")
        return 0
    return 1 if rounds.counts["failed"] else 0


class _Rounds:
    """Goes round the feeds that are due; counts what came of all rounds.

    Args:
        desk: which feeds, and what is remembered of them.
        store: where to.
        stop: whether to end.
    """

    def __init__(self, desk: Desk, store: Store, stop: Stop) -> None:
        self.counts: Counter[str] = Counter()
        self._desk = desk
        self._store = store
        self._stop = stop
        self._coder = coding.make_coder()

    def go(self, run_id: int) -> None:
        """One round, its end told; broken off when an end is asked for."""
        from marsad.sources.desk import utc_now
        from marsad.sources.ingest import ingest

        looked_at = len(self._desk.due())
        notices = Notices()
        tally = Tally(notices)
        # One document a transaction, here and now: an entry counts as seen once the next is asked for, so what is
        # asked for ahead would be lost with a killed run.
        for done in ingest(self._brought(), self._store, self._coder, run_id=run_id, jobs=1, lot_size=1):
            tally.take(done)
        notices.finish()
        incidents = self._store.refresh_incidents().total
        self.counts += tally.counts
        line = f"{utc_now():%Y-%m-%d %H:%M} UTC: {looked_at:,} feeds due; {tally}; {incidents:,} incidents in the store"
        due = self._desk.next_due()
        click.echo(line if due is None or self._stop.asked else f"{line}; next look at {due:%H:%M} UTC")

    def _brought(self) -> Iterator[Document | ReadError]:
        """What the feeds bring in this round, until an end is asked for."""
        from marsad.sources.desk import utc_now

        try:
            for outcome in self._desk.look_at_due():
                if isinstance(outcome, ReadError):
                    yield outcome
                else:
                    yield outcome.with_default_date(None, utc_now().date())
                if self._stop.asked:
                    return
        except StoppedError:
            return
