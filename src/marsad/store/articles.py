"""Articles as they come in and as they are kept: every version that an outlet published stays."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from marsad.article import Article
from marsad.errors import StoreError
from marsad.store.columns import now
from marsad.store.search import Snippet, find_spans, make_snippet, matches, parse_query
from marsad.store.tables import ArticleRow, OriginalRow, TouchedRow, VersionRow, WithdrawalRow

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article as a source gives it, with what is known of how it came.

    Args:
        article: as read; its id is kept if the source gave it one.
        original: the bytes that it was read from, where there are such.
        published_at: the moment of publication with the outlet's offset, where known.
        edited_at: the moment of the last change that the source tells of.
        fetched_at: when it was taken from the web.
        language: code of the language that the source states; "" for none.
        origin, line: where the user's input has it.
        notes: what the user should know of it.
        is_codable: False when the text is in no language that Marsad reads.
        signature: what near-duplicate detection keeps of the text.
    """

    article: Article
    original: bytes | None = field(default=None, repr=False)
    content_type: str = ""
    published_at: dt.datetime | None = None
    edited_at: dt.datetime | None = None
    fetched_at: dt.datetime | None = None
    language: str = ""
    origin: str = ""
    line: int | None = None
    notes: tuple[str, ...] = ()
    is_codable: bool = True
    signature: bytes | None = field(default=None, repr=False)

    @property
    def has_own_id(self) -> bool:
        """Whether the source gave the id; else it was derived from the content, and an edit changes it."""
        return replace(self.article, id="").id != self.article.id

    @property
    def content_sha256(self) -> str:
        """SHA-256 of what makes a version: title, text, day of publication, outlet, address."""
        article = self.article
        day = article.published.isoformat() if article.published else None
        recipe = json.dumps([article.title, article.text, day, article.source, article.url])
        return hashlib.sha256(recipe.encode()).hexdigest()


def text_sha256(text: str) -> str:
    """SHA-256 of a text; equal texts, equal hash."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an article, as it is kept.

    Args:
        id: number of the version in order of arrival, over all articles.
        number: 1 for the article's first version.
        article: as it was coded; its id is that of the article.
        is_current: the article's newest version.
        original_sha256: of the bytes that it was read from; `Store.original` gives them.
    """

    id: int
    number: int
    article: Article
    is_current: bool
    published_at: dt.datetime | None
    edited_at: dt.datetime | None
    fetched_at: dt.datetime | None
    language: str
    content_type: str
    origin: str
    line: int | None
    notes: tuple[str, ...]
    is_codable: bool
    original_sha256: str | None
    first_seen: dt.datetime


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article with all its versions, the first one first."""

    id: str
    seq: int
    versions: tuple[Version, ...]
    is_withdrawn: bool
    reprint_of: str

    @property
    def current(self) -> Version:
        """The newest version."""
        return self.versions[-1]


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that a search found, and where."""

    version: Version
    snippet: Snippet


_COLUMNS = (VersionRow, ArticleRow.version_id.label("current_id"))


def _moment(value: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(value) if value else None


def _version(row: Any) -> Version:
    article = Article(
        text=row.text, title=row.title, published=row.published, source=row.outlet, url=row.url, id=row.article_id
    )
    return Version(
        id=row.id,
        number=row.number,
        article=article,
        is_current=row.id == row.current_id,
        published_at=_moment(row.published_at),
        edited_at=_moment(row.edited_at),
        fetched_at=row.fetched_at,
        language=row.language,
        content_type=row.content_type,
        origin=row.origin,
        line=row.line,
        notes=tuple(row.notes),
        is_codable=row.is_codable,
        original_sha256=row.original_sha256,
        first_seen=row.first_seen,
    )


def _versions(connection: Connection, *conditions: ColumnElement[bool]) -> list[Version]:
    query = select(*_COLUMNS).join(ArticleRow, ArticleRow.id == VersionRow.article_id).where(*conditions)
    return [_version(row) for row in connection.execute(query.order_by(VersionRow.id))]


def read_article(connection: Connection, article_id: str) -> StoredArticle | None:
    """The article with its versions; None when the store has none of that id."""
    row = connection.execute(select(ArticleRow.__table__).where(ArticleRow.id == article_id)).one_or_none()
    if row is None:
        return None
    versions = tuple(_versions(connection, VersionRow.article_id == article_id))
    return StoredArticle(row.id, row.seq, versions, row.is_withdrawn, row.reprint_of)


def read_current(connection: Connection, after: int = 0, *, withdrawn: bool = False) -> Iterator[Version]:
    """Current versions in order of arrival of their articles, those after the `after`-th article.

    Args:
        connection: an open connection.
        after: order of arrival (`StoredArticle.seq`) of the last article not wanted.
        withdrawn: give withdrawn articles too.
    """
    while True:
        wanted = (
            (ArticleRow.seq > after,) if withdrawn else (ArticleRow.seq > after, ArticleRow.is_withdrawn.is_(False))
        )
        query = (
            select(*_COLUMNS, ArticleRow.seq)
            .join(ArticleRow, ArticleRow.version_id == VersionRow.id)
            .where(*wanted)
            .order_by(ArticleRow.seq)
            .limit(_PAGE)
        )
        rows = connection.execute(query).all()
        for row in rows:
            yield _version(row)
        if len(rows) < _PAGE:
            return
        after = rows[-1].seq


def search_articles(connection: Connection, query: str, *, limit: int, old_versions: bool = False) -> Iterator[Hit]:
    """Articles in which all words of the query stand, last published first, those without a day at the end."""
    asked = parse_query(query)
    if not asked.phrases:
        return
    conditions = [matches(asked, connection.dialect.name)]
    if not old_versions:
        conditions += [ArticleRow.version_id == VersionRow.id, ArticleRow.is_withdrawn.is_(False)]
    listed = (
        select(VersionRow.id)
        .join(ArticleRow, ArticleRow.id == VersionRow.article_id)
        .where(*conditions)
        .order_by(VersionRow.published.is_(None), VersionRow.published.desc(), VersionRow.id.desc())
    )
    ids = connection.scalars(listed).all()
    found = 0
    for start in range(0, len(ids), 50):
        page = ids[start : start + 50]
        versions = {version.id: version for version in _versions(connection, VersionRow.id.in_(page))}
        for version_id in page:
            version = versions[version_id]
            spans = find_spans(asked, version.article.title, version.article.text)
            if not spans:
                continue
            yield Hit(version, make_snippet(spans, version.article.title, version.article.text))
            found += 1
            if found >= limit:
                return


def original(connection: Connection, sha256: str) -> bytes | None:
    """The bytes of that SHA-256; None when the store has none."""
    data = connection.scalar(select(OriginalRow.data).where(OriginalRow.sha256 == sha256))
    return None if data is None else zlib.decompress(data)


def withdraw(connection: Connection, article_id: str, *, is_withdrawn: bool, who: str, why: str) -> None:
    """Keeps that an article was withdrawn by its outlet, or stands again; its events leave the present state.

    Raises:
        StoreError: when there is no such article.
    """
    if not connection.scalar(select(func.count()).where(ArticleRow.id == article_id)):
        raise StoreError(f"no article {article_id!r} in the store")
    number = (connection.scalar(select(func.max(WithdrawalRow.id))) or 0) + 1
    connection.execute(
        insert(WithdrawalRow).values(
            id=number, article_id=article_id, is_withdrawn=is_withdrawn, who=who, at=now(), why=why
        )
    )
    connection.execute(update(ArticleRow).where(ArticleRow.id == article_id).values(is_withdrawn=is_withdrawn))
    touch(connection, [article_id])


def touch(connection: Connection, article_ids: Sequence[str]) -> None:
    """Notes that the incidents of these articles have to be computed again."""
    wanted = dict.fromkeys(article_ids)
    for start in range(0, len(article_ids), _PAGE):
        page = list(wanted)[start : start + _PAGE]
        known = set(connection.scalars(select(TouchedRow.article_id).where(TouchedRow.article_id.in_(page))))
        new = [{"article_id": i} for i in page if i not in known]
        if new:
            connection.execute(insert(TouchedRow), new)
