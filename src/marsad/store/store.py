"""The store: the one door to the database for commands, exports and the web."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, select

from marsad.corroboration.incident import Incident, Told
from marsad.errors import StoreError
from marsad.store import articles, batch, engine, events, incidents, reviews, runs, schema
from marsad.store.articles import Arrival, Hit, StoredArticle, Version
from marsad.store.batch import Batch, Ledger
from marsad.store.events import CodedEvent
from marsad.store.filters import Filters
from marsad.store.incidents import Refreshed
from marsad.store.reviews import Action, Review
from marsad.store.runs import Failure, Run
from marsad.store.tables import ArticleRow


def open_store(url: str | None = None) -> Store:
    """The store at the address; its tables are made, or brought to this version's, where needed.

    Args:
        url: `sqlite:///file.db`, `postgresql://user@host/database`, or the path of a SQLite file. None: what the
            environment variable MARSAD_DB says, else a file in the user's data folder.

    Raises:
        StoreError: when it can't be reached, is newer than this Marsad, or belongs to another program.
    """
    store = unopened(url)
    try:
        with store.reading() as connection:
            current = schema.revision(connection)
        if current != schema.HEAD:
            with store.writing() as connection:
                schema.upgrade(connection)
    except StoreError as error:
        store.close()
        named = str(error) if str(error).startswith(store.name) else f"{store.name}: {error}"
        raise StoreError(named) from error
    return store


def unopened(url: str | None) -> Store:
    """The store at the address without a look at it: for making one of a backup, and for checking one.

    Raises:
        StoreError: when it is no address of a store.
    """
    address = engine.parse_url(url or engine.default_url())
    return Store(engine.make_engine(address), address)


class Store:
    """Articles, events, reviews and runs in one database. Made by `open_store`.

    Every reading method sees one state of the database; every writing one is a transaction. A process pool's
    workers each open their own.
    """

    def __init__(self, made: Engine, address: URL) -> None:
        self.engine = made
        self._address = address

    @property
    def name(self) -> str:
        """The database's address as messages show it."""
        return engine.shown(self._address)

    def close(self) -> None:
        """Gives the connections back."""
        self.engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for reading, for modules of the store and above that ask questions of their own."""
        with engine.reachable(self._address), engine.reading(self.engine) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction for writing; one at a time over all processes."""
        with engine.reachable(self._address), engine.writing(self.engine) as connection:
            yield connection

    # Articles

    def wants_coding(self, arrivals: Sequence[Arrival], *, coder_version: str, lexicon_version: str) -> list[bool]:
        """For each arrival whether it has to be coded: new, or not yet coded by these versions."""
        with self.reading() as connection:
            ledger = Ledger(connection, arrivals, coder_version=coder_version, lexicon_version=lexicon_version)
            return [ledger.wants_coding(arrival) for arrival in arrivals]

    @contextmanager
    def batch(
        self, arrivals: Sequence[Arrival], *, coder_version: str, lexicon_version: str, run_id: int | None = None
    ) -> Iterator[Batch]:
        """A transaction in which the arrivals are added and coded; all of it is kept, or nothing.

        Args:
            arrivals: all that will be added; a few hundred at most.
            coder_version: of the coder at work.
            lexicon_version: of its tables.
            run_id: the run that writes, from `start_run`.
        """
        with self.writing() as connection:
            made = batch.Batch(
                connection, arrivals, run_id=run_id, coder_version=coder_version, lexicon_version=lexicon_version
            )
            yield made
            made.flush()

    def article(self, article_id: str) -> StoredArticle | None:
        """The article with all its versions; None when the store has none of that id."""
        with self.reading() as connection:
            return articles.read_article(connection, article_id)

    def articles(self, *, after: int = 0, withdrawn: bool = False) -> Iterator[Version]:
        """The newest version of every article, in order of arrival.

        Args:
            after: order of arrival of the last article not wanted.
            withdrawn: give withdrawn articles too.
        """
        with self.reading() as connection:
            yield from articles.read_current(connection, after, withdrawn=withdrawn)

    def original(self, sha256: str) -> bytes | None:
        """The bytes of that SHA-256 as they were fetched or read; None when the store has none."""
        with self.reading() as connection:
            return articles.original(connection, sha256)

    def search(self, query: str, *, limit: int = 50, old_versions: bool = False) -> list[Hit]:
        """Articles in which all words of the query stand, last published first.

        A word is found whatever its diacritics, hamza, ta marbuta or prefixes; words between quotation marks
        have to follow each other.

        Args:
            query: words in Arabic, Latin letters or digits; [] for a query without any.
            limit: no more than so many.
            old_versions: look into superseded versions and withdrawn articles too.
        """
        with self.reading() as connection:
            return list(articles.search_articles(connection, query, limit=limit, old_versions=old_versions))

    def withdraw(self, article_id: str, *, who: str, why: str = "") -> None:
        """Keeps that the outlet withdrew the article; its events leave the present state and stay in the store.

        Raises:
            StoreError: when there is no such article.
        """
        with self.writing() as connection:
            articles.withdraw(connection, article_id, is_withdrawn=True, who=who, why=why)

    def restore_article(self, article_id: str, *, who: str, why: str = "") -> None:
        """Keeps that a withdrawn article stands again.

        Raises:
            StoreError: when there is no such article.
        """
        with self.writing() as connection:
            articles.withdraw(connection, article_id, is_withdrawn=False, who=who, why=why)

    # Events and what people say of them

    def told(self, *, articles: Sequence[str] | None = None) -> Iterator[Told]:
        """Events of the present state with their reports, in order of arrival of their articles.

        Superseded, withdrawn and rejected ones are left out, corrections applied; a corrected event keeps the id
        of the one that was coded.

        Args:
            articles: ids; only events of these articles.
        """
        with self.reading() as connection:
            yield from events.read_told(connection, articles=articles)

    def coded(self, article_id: str) -> list[CodedEvent]:
        """All events ever coded of the article, superseded ones too, as they were coded."""
        with self.reading() as connection:
            return events.read_coded(connection, article_id)

    def add_review(
        self,
        action: Action,
        event_id: str,
        *,
        who: str,
        why: str = "",
        other_id: str | None = None,
        field: str | None = None,
        value: Any = None,
    ) -> Review:
        """Keeps a decision on an event, or on two (merge, split).

        Args:
            action: accept, correct, reject, merge or split.
            event_id: the event, or the first of two.
            who: name or account of the person.
            why: in that person's words.
            other_id: the second event of a merge or split.
            field: what is corrected, one of `corrections.CORRECTABLE`.
            value: its new value, as `event_to_dict` writes it; None: nothing is known.

        Raises:
            StoreError: for an event that the store lacks, or a field or value that can't be.
        """
        with self.writing() as connection:
            return reviews.add_review(
                connection, action, event_id, who=who, why=why, other_id=other_id, field=field, value=value
            )

    def add_event(self, article_id: str, data: Mapping[str, Any], *, who: str, why: str = "") -> Review:
        """Keeps an event that the coder missed; `data` as `event_to_dict` writes it.

        Raises:
            StoreError: when the store lacks the article, or `data` is no event.
        """
        with self.writing() as connection:
            return reviews.add_event(connection, article_id, dict(data), who=who, why=why)

    def retract(self, review_id: int, *, who: str, why: str = "") -> Review:
        """Keeps that an earlier decision no longer stands.

        Raises:
            StoreError: when there is no such decision.
        """
        with self.writing() as connection:
            return reviews.retract(connection, review_id, who=who, why=why)

    def reviews(self, *, event_id: str | None = None) -> list[Review]:
        """All decisions in order, retracted ones too; or those on one event."""
        with self.reading() as connection:
            return list(reviews.read_reviews(connection, event_id=event_id))

    # Incidents

    def refresh_incidents(self, *, full: bool = False) -> Refreshed:
        """Brings the incidents up to the present state of events and decisions.

        Args:
            full: compute all of them anew, not only those concerned by what changed.
        """
        with self.writing() as connection:
            return incidents.refresh(connection, full=full)

    def incidents_are_stale(self) -> bool:
        """Whether events or decisions changed since the incidents were last refreshed."""
        with self.reading() as connection:
            return incidents.is_stale(connection)

    def incidents(self, filters: Filters | None = None) -> Iterator[Incident]:
        """Incidents that pass the filters, as last refreshed; in order of date and id, undated ones last."""
        with self.reading() as connection:
            yield from incidents.read_incidents(connection, filters or Filters())

    def count_incidents(self, filters: Filters | None = None) -> int:
        """How many incidents pass the filters."""
        with self.reading() as connection:
            return incidents.count_incidents(connection, filters or Filters())

    def incident(self, incident_id: str) -> Incident | None:
        """The incident of that id; None when there is none now."""
        with self.reading() as connection:
            return incidents.read_incident(connection, incident_id)

    # Runs

    def start_run(self, command: str, inputs: Sequence[str]) -> int:
        """Number of a new run."""
        with self.writing() as connection:
            return runs.start_run(connection, command, inputs)

    def finish_run(self, run_id: int, counts: Mapping[str, int]) -> None:
        """Notes that the run came to its end, and what it did."""
        with self.writing() as connection:
            runs.finish_run(connection, run_id, counts)

    def runs(self) -> list[Run]:
        """All runs, the last one first."""
        with self.reading() as connection:
            return list(runs.read_runs(connection))

    def failures(self) -> list[Failure]:
        """All failures in order, mended ones too."""
        with self.reading() as connection:
            return list(runs.read_failures(connection))

    def mark(self, name: str) -> Any:
        """What a source last marked under the name; None for nothing."""
        with self.reading() as connection:
            return runs.read_mark(connection, name)

    def set_mark(self, name: str, value: Any) -> None:
        """Marks how far a source was read; the value is plain JSON."""
        with self.writing() as connection:
            runs.set_mark(connection, name, value)

    def is_empty(self) -> bool:
        """Whether no article has ever come in."""
        with self.reading() as connection:
            return connection.execute(select(ArticleRow.seq).limit(1)).first() is None
