"""Whether a store is sound: everything that can be computed again is, and compared."""

from __future__ import annotations

import hashlib
import zlib
from collections import Counter
from collections.abc import Callable, Iterator

from sqlalchemy import Connection, func, select, text

from marsad.article import Article
from marsad.event import event_from_dict
from marsad.store import schema
from marsad.store.articles import Arrival, text_sha256
from marsad.store.events import event_rows, read_told
from marsad.store.search import index_words, indexed
from marsad.store.store import Store
from marsad.store.tables import (
    ArticleRow,
    CodingRow,
    EventRow,
    IncidentMemberRow,
    OriginalRow,
    ReviewRow,
    TouchedRow,
    VersionRow,
)

_ROWS = 500


def check(store: Store, *, progress: Callable[[str], None] = lambda _step: None) -> list[str]:
    """What is wrong with the store, a sentence each; [] for a sound one.

    Args:
        store: may be one that `open_store` refuses.
        progress: told the name of each step before it begins.
    """
    steps = (
        ("database", _database),
        ("articles", _articles),
        ("originals", _originals),
        ("versions", _versions),
        ("events", _events),
        ("reviews", _reviews),
        ("index of words", _words),
        ("incidents", _incidents),
    )
    found: list[str] = []
    with store.reading() as connection:
        revision = schema.revision(connection)
        if revision != schema.HEAD:
            have = "no tables of Marsad" if revision is None else f"schema revision {revision}"
            return [f"{have}, this Marsad works with {schema.HEAD}: run `marsad db upgrade`"]
        for name, step in steps:
            progress(name)
            found += step(connection)
    return found


def _database(connection: Connection) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return  # PostgreSQL holds its foreign keys and page checksums by itself
    for (line,) in connection.execute(text("PRAGMA integrity_check")):
        if line != "ok":
            yield f"the file is damaged: {line}"
    for table, row, target, _ in connection.execute(text("PRAGMA foreign_key_check")):
        yield f"{table}: row {row} names a row of {target} that is not there"


def _articles(connection: Connection) -> Iterator[str]:
    last = select(VersionRow.article_id, func.max(VersionRow.id).label("id")).group_by(VersionRow.article_id)
    newest: dict[str, int] = {row.article_id: row.id for row in connection.execute(last)}
    coded: dict[int, int] = {
        row.id: row.version_id for row in connection.execute(select(CodingRow.id, CodingRow.version_id))
    }
    for row in connection.execute(select(ArticleRow.id, ArticleRow.version_id, ArticleRow.coding_id)):
        if row.version_id != newest.get(row.id):
            yield f"article {row.id}: its newest version is {newest.get(row.id)}, but {row.version_id} counts as such"
        if row.coding_id is not None and coded.get(row.coding_id) != row.version_id:
            yield f"article {row.id}: coding {row.coding_id} is not one of its newest version"


def _originals(connection: Connection) -> Iterator[str]:
    for row in connection.execution_options(yield_per=20).execute(select(OriginalRow.__table__)):
        try:
            data = zlib.decompress(row.data)
        except zlib.error as error:
            yield f"original {row.sha256}: can't be unpacked: {error}"
            continue
        if hashlib.sha256(data).hexdigest() != row.sha256 or len(data) != row.size:
            yield f"original {row.sha256}: its bytes have another SHA-256"


def _versions(connection: Connection) -> Iterator[str]:
    for row in connection.execution_options(yield_per=_ROWS).execute(select(VersionRow.__table__)):
        article = Article(row.text, row.title, row.published, row.outlet, row.url, row.article_id)
        if text_sha256(row.text) != row.text_sha256 or Arrival(article).content_sha256 != row.content_sha256:
            yield f"article {row.article_id}, version {row.number}: not the text that came in (other SHA-256)"


def _events(connection: Connection) -> Iterator[str]:
    query = (
        select(EventRow.__table__, VersionRow.article_id)
        .join(CodingRow, CodingRow.id == EventRow.coding_id)
        .join(VersionRow, VersionRow.id == CodingRow.version_id)
    )
    counted: Counter[int] = Counter()
    for row in connection.execution_options(yield_per=_ROWS).execute(query):
        counted[row.coding_id] += 1
        try:
            [expected] = event_rows(row.coding_id, [event_from_dict(row.article_id, row.data)])
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            yield f"event {row.id} of article {row.article_id}: can't be read: {error}"
            continue
        if expected["id"] != row.id or row.data["id"] != row.id:
            yield f"event {row.id} of article {row.article_id}: its content has the id {expected['id']}"
        elif any(expected[name] != getattr(row, name) for name in expected if name not in ("position", "data")):
            yield f"event {row.id} of article {row.article_id}: its columns are not those of its content"
    for row in connection.execute(select(CodingRow.id, CodingRow.event_count)):
        if counted[row.id] != row.event_count:
            yield f"coding {row.id}: has {counted[row.id]} events, but gave {row.event_count}"


def _reviews(connection: Connection) -> Iterator[str]:
    known = set(connection.scalars(select(EventRow.id).distinct()))
    known |= set(connection.scalars(select(ReviewRow.event_id).where(ReviewRow.action == "add")))
    for row in connection.execute(select(ReviewRow.id, ReviewRow.event_id, ReviewRow.other_id)):
        for event in (row.event_id, row.other_id):
            if event is not None and event not in known:
                yield f"review {row.id}: there is no event {event}"


def _mark(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest())


def _words(connection: Connection) -> Iterator[str]:
    """Compares sums over the words of each version: few numbers, whatever the size of the store."""
    have: Counter[int] = Counter()
    for version, word in indexed(connection):
        have[version] += _mark(word)
    query = select(VersionRow.id, VersionRow.article_id, VersionRow.number, VersionRow.title, VersionRow.text)
    for row in connection.execution_options(yield_per=_ROWS).execute(query):
        if have.pop(row.id, 0) != sum(map(_mark, index_words(row.title, row.text))):
            yield f"article {row.article_id}, version {row.number}: the index of words is not that of its text"
    for version in have:
        yield f"the index of words has a version {version} that is not there"


def _incidents(connection: Connection) -> Iterator[str]:
    if connection.execute(select(TouchedRow.article_id).limit(1)).first() is not None:
        return  # to be refreshed: differences are as they should be
    told = {item.id for item in read_told(connection)}
    members = set(connection.scalars(select(IncidentMemberRow.event_id)))
    if told != members:
        yield (
            f"incidents: {len(told - members)} events stand in none, {len(members - told)} that are no longer told "
            "stand in one: run `marsad db check --mend`"
        )
