"""`marsad ingest`: articles into the store, coded on the way."""

from __future__ import annotations

import datetime as dt

import click

from marsad.cli import coding
from marsad.cli.code import parse_day
from marsad.cli.database import db_option, default_jobs
from marsad.cli.notices import Notices
from marsad.cli.tally import Tally


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@db_option
@click.option(
    "--published",
    callback=parse_day,
    metavar="DATE",
    help="Publication date of inputs that carry none: 2024-05-01, 01/05/2024, or as feeds write it.",
)
@click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="Processes that code. Default: the cores there are, up to 8."
)
def ingest(inputs: tuple[str, ...], db: str | None, published: dt.date | None, jobs: int | None) -> int:
    """Read articles, code them, and keep both in the store.

    INPUT is what `marsad code` takes. An article keeps the id that its input gives it. The same id with another
    text is a new version of the article, and so is another text of the same outlet at the same address, where
    the input gives no id; the events of the version before stay in the store but are no longer told.

    Articles that the store has are passed over: a run that broke off, for whatever reason, is simply started
    again, and a second run changes nothing. What can't be read or coded is named, kept with its reason, and tried
    again by the next run. Exit status: 0 all done; 1 some inputs failed; 2 wrong usage.
    """
    from marsad.sources.ingest import ingest as run
    from marsad.store import open_store

    notices = Notices()
    tally = Tally(notices)
    with open_store(db) as store:
        run_id = store.start_run("ingest", inputs)
        outcomes = coding.dated_outcomes(inputs, published, notices)
        for done in run(outcomes, store, coding.make_coder(), run_id=run_id, jobs=jobs or default_jobs()):
            tally.take(done)
        notices.finish()
        refreshed = store.refresh_incidents()
        store.finish_run(run_id, {**tally.counts, "incidents": refreshed.total})
        name = store.name
    click.echo(f"{name}: {tally}; {refreshed.total:,} incidents in the store")
    return 1 if notices.failures else 0
