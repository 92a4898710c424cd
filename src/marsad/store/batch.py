"""Writing articles and their events: a batch is one transaction, so a killed run leaves whole batches.

What is known already is not written again, and ids follow the order of arrival: a run that was killed and
started again leaves the same store as one that was not.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from marsad.event import Event
from marsad.store.articles import Arrival, text_sha256, touch
from marsad.store.columns import now
from marsad.store.events import event_rows
from marsad.store.search import add_words, index_words
from marsad.store.tables import (
    ArticleRow,
    Base,
    CodingRow,
    EventRow,
    FailureRow,
    OriginalRow,
    SignatureRow,
    VersionRow,
)

_PAGE = 500  # ids in one question; SQLite takes 32,766 parameters


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an arrival.

    Args:
        article_id: under which it is kept: that of an earlier article when this is a version of it.
        version_id: number of the version, over all articles.
        number: of the version within its article, from 1.
        is_new: False when the store had this version already.
        wants_coding: it has not been coded by the coder and lexicon of the batch, and is the newest.
    """

    article_id: str
    version_id: int
    number: int
    is_new: bool
    wants_coding: bool


@dataclass(slots=True)
class _Known:
    """An article as far as the batch has to know it."""

    seq: int
    version_id: int | None = None
    coding_id: int | None = None
    versions: dict[str, tuple[int, int]] = field(default_factory=dict)  # content: id, number


def _pages(values: Sequence[Any]) -> list[Sequence[Any]]:
    unique = list(dict.fromkeys(values))
    return [unique[start : start + _PAGE] for start in range(0, len(unique), _PAGE)]


class Ledger:
    """What the store knows of some arrivals: under which article each is kept, which versions are coded.

    Args:
        connection: an open connection.
        arrivals: those that will be asked for.
        coder_version, lexicon_version: of the coder at work.
    """

    def __init__(
        self, connection: Connection, arrivals: Sequence[Arrival], *, coder_version: str, lexicon_version: str
    ) -> None:
        self._articles: dict[str, _Known] = {}
        self._addresses: dict[tuple[str, str], str] = {}
        self._codings: dict[int, int] = {}  # version: its coding by the coder at work
        for ids in _pages([a.article.id for a in arrivals]):
            self._load(connection, ArticleRow.id.in_(ids))
        for urls in _pages([a.article.url for a in arrivals if a.article.url and not a.has_own_id]):
            self._load(connection, ArticleRow.url.in_(urls))
        versions = [number for known in self._articles.values() for number, _ in known.versions.values()]
        for page in _pages(versions):
            query = select(CodingRow.version_id, CodingRow.id).where(
                CodingRow.version_id.in_(page),
                CodingRow.coder_version == coder_version,
                CodingRow.lexicon_version == lexicon_version,
            )
            self._codings.update((row.version_id, row.id) for row in connection.execute(query))

    def _load(self, connection: Connection, condition: Any) -> None:
        ids = []
        for row in connection.execute(select(ArticleRow.__table__).where(condition).order_by(ArticleRow.seq)):
            self._articles[row.id] = _Known(row.seq, row.version_id, row.coding_id)
            if row.url:
                self._addresses.setdefault((row.url, row.outlet), row.id)
            ids.append(row.id)
        for page in _pages(ids):
            query = select(VersionRow.article_id, VersionRow.content_sha256, VersionRow.id, VersionRow.number)
            for row in connection.execute(query.where(VersionRow.article_id.in_(page))):
                self._articles[row.article_id].versions[row.content_sha256] = (row.id, row.number)

    def article_id(self, arrival: Arrival) -> str:
        """Id under which the arrival is kept.

        An id that the source gave is believed. One derived from the content changes with every edit: then the
        article of the same outlet at the same address is meant.
        """
        article = arrival.article
        if article.id in self._articles or arrival.has_own_id or not article.url:
            return article.id
        return self._addresses.get((article.url, article.source), article.id)

    def known(self, article_id: str) -> _Known | None:
        """What is known of the article; None for a new one."""
        return self._articles.get(article_id)

    def keep(self, article_id: str, address: tuple[str, str], known: _Known) -> None:
        """Takes a new article in."""
        self._articles[article_id] = known
        if address[0]:
            self._addresses.setdefault(address, article_id)

    def coding(self, version_id: int) -> int | None:
        """The version's coding by the coder at work."""
        return self._codings.get(version_id)

    def wants_coding(self, arrival: Arrival) -> bool:
        """Whether the arrival is new, or the newest version of its article and not coded by the coder at work."""
        known = self.known(self.article_id(arrival))
        if known is None or arrival.content_sha256 not in known.versions:
            return True
        version_id, _ = known.versions[arrival.content_sha256]
        return version_id == known.version_id and version_id not in self._codings


class Batch:
    """One transaction of articles, events and failures. Made by `Store.batch`.

    Args:
        connection: in a writing transaction.
        arrivals: all that will be added.
        run_id: the run that writes.
        coder_version, lexicon_version: of the coder at work.
    """

    def __init__(
        self,
        connection: Connection,
        arrivals: Sequence[Arrival],
        *,
        run_id: int | None,
        coder_version: str,
        lexicon_version: str,
    ) -> None:
        self._connection = connection
        self._run_id = run_id
        self._coder = {"coder_version": coder_version, "lexicon_version": lexicon_version}
        self._ledger = Ledger(connection, arrivals, **self._coder)
        self._at = now()
        self._rows: dict[type[Base], list[dict[str, Any]]] = {}
        self._words: list[tuple[int, list[str]]] = []
        self._touched: list[str] = []
        self._next: dict[type[Base], int] = {
            row: (connection.scalar(select(func.max(column))) or 0) + 1
            for row, column in (
                (ArticleRow, ArticleRow.seq),
                (VersionRow, VersionRow.id),
                (CodingRow, CodingRow.id),
                (FailureRow, FailureRow.id),
            )
        }
        self._pointers: dict[str, _Known] = {}
        self._originals: set[str] = set()
        self._failures: set[str] = set()

    def _number(self, row: type[Base]) -> int:
        self._next[row] += 1
        return self._next[row] - 1

    def _insert(self, row: type[Base], **values: Any) -> None:
        self._rows.setdefault(row, []).append(values)

    def add(self, arrival: Arrival) -> Added:
        """Keeps the arrival: as a new article, a new version of one, or not at all when it is known."""
        article_id = self._ledger.article_id(arrival)
        content = arrival.content_sha256
        known = self._ledger.known(article_id)
        if known is None:
            known = self._new_article(article_id, arrival)
        if content in known.versions:
            version_id, number = known.versions[content]
            return Added(article_id, version_id, number, False, self._ledger.wants_coding(arrival))
        version_id, number = self._number(VersionRow), len(known.versions) + 1
        known.versions[content] = (version_id, number)
        known.version_id, known.coding_id = version_id, None
        self._pointers[article_id] = known
        self._new_version(article_id, version_id, number, arrival)
        self._touched.append(article_id)
        return Added(article_id, version_id, number, True, True)

    def _new_article(self, article_id: str, arrival: Arrival) -> _Known:
        article = arrival.article
        known = _Known(self._number(ArticleRow))
        self._ledger.keep(article_id, (article.url, article.source), known)
        self._insert(
            ArticleRow,
            id=article_id,
            seq=known.seq,
            outlet=article.source,
            url=article.url,
            version_id=None,
            coding_id=None,
            is_withdrawn=False,
            reprint_of=article_id,
        )
        return known

    def _new_version(self, article_id: str, version_id: int, number: int, arrival: Arrival) -> None:
        article = arrival.article
        self._insert(
            VersionRow,
            id=version_id,
            article_id=article_id,
            number=number,
            title=article.title,
            text=article.text,
            outlet=article.source,
            url=article.url,
            published=article.published,
            published_at=_iso(arrival.published_at),
            edited_at=_iso(arrival.edited_at),
            fetched_at=arrival.fetched_at,
            language=arrival.language,
            content_type=arrival.content_type,
            is_codable=arrival.is_codable,
            notes=list(arrival.notes),
            origin=arrival.origin,
            line=arrival.line,
            original_sha256=self._original(arrival.original),
            text_sha256=text_sha256(article.text),
            content_sha256=arrival.content_sha256,
            first_seen=self._at,
            run_id=self._run_id,
        )
        if arrival.signature is not None:
            self._insert(SignatureRow, version_id=version_id, signature=arrival.signature)
        self._words.append((version_id, index_words(article.title, article.text)))

    def _original(self, data: bytes | None) -> str | None:
        if data is None:
            return None
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 not in self._originals:
            self._originals.add(sha256)
            if not self._connection.scalar(select(func.count()).where(OriginalRow.sha256 == sha256)):
                self._insert(OriginalRow, sha256=sha256, size=len(data), data=zlib.compress(data))
        return sha256

    def save_coded(self, added: Added, events: Sequence[Event]) -> None:
        """Keeps the events of a version as its coding by the coder at work; () too. Once coded, nothing is written."""
        known = self._ledger.known(added.article_id)
        if known is None or self._ledger.coding(added.version_id) is not None:
            return
        coding_id = self._number(CodingRow)
        rows = event_rows(coding_id, [replace(event, article_id=added.article_id) for event in events])
        self._insert(
            CodingRow,
            id=coding_id,
            version_id=added.version_id,
            event_count=len(rows),
            coded_at=self._at,
            run_id=self._run_id,
            **self._coder,
        )
        for row in rows:
            self._insert(EventRow, **row)
        if added.version_id == known.version_id:
            known.coding_id = coding_id
            self._pointers[added.article_id] = known
            self._touched.append(added.article_id)

    def fail(self, step: str, reason: str, *, origin: str, line: int | None, version_id: int | None = None) -> None:
        """Keeps why an input or an article failed; the same failure is kept once."""
        recipe = json.dumps([step, origin, line, version_id, reason])
        digest = hashlib.sha256(recipe.encode()).hexdigest()
        if digest in self._failures:
            return
        self._failures.add(digest)
        if self._connection.scalar(select(func.count()).where(FailureRow.digest == digest)):
            return
        self._insert(
            FailureRow,
            id=self._number(FailureRow),
            digest=digest,
            step=step,
            origin=origin,
            line=line,
            version_id=version_id,
            reason=reason,
            at=self._at,
            run_id=self._run_id,
        )

    def flush(self) -> None:
        """Writes what was gathered; called once, before the transaction ends."""
        for row in (ArticleRow, OriginalRow, VersionRow, SignatureRow, CodingRow, EventRow, FailureRow):
            rows = self._rows.get(row)
            if rows:
                self._connection.execute(insert(row), rows)
        add_words(self._connection, self._words)
        for article_id, known in self._pointers.items():
            self._connection.execute(
                update(ArticleRow)
                .where(ArticleRow.id == article_id)
                .values(version_id=known.version_id, coding_id=known.coding_id)
            )
        touch(self._connection, self._touched)


def _iso(moment: dt.datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
