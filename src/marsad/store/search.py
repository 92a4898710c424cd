"""Arabic full-text search: a word is found whatever its diacritics, hamza, ta marbuta or prefixes.

What is indexed of an article is the set of its folded words and of what is left of each when proclitics
(و ف ب ل ك ال …) are taken off; the text itself is kept untouched, and what is found is shown in it.
The database gives candidates; where a phrase is asked for, or two readings of one word could be meant,
the article's words decide, so that SQLite and PostgreSQL find the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, column, insert, literal_column, select, table, text
from sqlalchemy.dialects.postgresql import ARRAY, TEXT

from marsad.article import Field, Span
from marsad.reading.fold import Folded, fold
from marsad.reading.words import Form, Memo, Word, split_words
from marsad.store.tables import VersionRow

_PAGE = 500
_AROUND = 90  # code points of text shown on either side of what was found
_LONGEST = 64  # letters of a word that count; PostgreSQL's index takes no endless ones
# On SQLite an index of FTS5, `version_id` its rowid; on PostgreSQL a table with an index over the array.
_WORDS = table("article_words", column("version_id"), column("words", ARRAY(TEXT)))
_QUOTED = re.compile(r'"([^"]*)"')


def _bare(form: Form) -> tuple[str, ...]:
    """Keys of a word as it stands and without proclitics; pronouns stay, or a school would be a teacher."""
    return tuple({key[:_LONGEST]: None for key in (form.key, *(stem.key for stem in form.stems if not stem.post))})


_BARE = Memo(_bare)


def index_words(title: str, body: str) -> list[str]:
    """What is indexed of an article: sorted, each once."""
    keys: set[str] = set()
    for part in (title, body):
        for word in split_words(fold(part).text):
            keys.update(_BARE[word.form.text])
    return sorted(keys)


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for: every phrase has to stand in the article, its words one after the other.

    Args:
        phrases: for each phrase the words, for each word the keys any of which finds it.
    """

    phrases: tuple[tuple[frozenset[str], ...], ...]


def _wanted(form: Form) -> frozenset[str]:
    """Keys that find a word asked for: as written, and without the article and what stands before that.

    A lone letter at its beginning is taken as part of it: who asks for ولد means no لد.
    """
    bare = (stem.key for stem in form.stems if not stem.post and stem.pre.endswith(("ال", "لل")))
    return frozenset(key[:_LONGEST] for key in (form.key, *bare))


def parse_query(query: str) -> Query:
    """The query that the words tell: each on its own, those between quotation marks as a phrase."""
    folded = fold(query).text
    phrases: list[tuple[frozenset[str], ...]] = []
    quoted = [found[1] for found in _QUOTED.finditer(folded)]
    for piece in [*quoted, *_QUOTED.sub(" ", folded).split()]:
        words = tuple(_wanted(word.form) for word in split_words(piece))
        if words:
            phrases.append(words)
    return Query(tuple(phrases))


def matches(query: Query, dialect: str) -> ColumnElement[bool]:
    """Condition on `versions.id`: every word of the query stands in the version."""
    groups = [sorted(keys) for phrase in query.phrases for keys in phrase]
    if dialect == "sqlite":
        # Keys are letters and digits only; quoting keeps FTS5 from reading OR, AND, NOT in them.
        asked = " AND ".join("(" + " OR ".join(f'"{key}"' for key in keys) + ")" for keys in groups)
        fits = text("article_words MATCH :asked").bindparams(asked=asked)
        return VersionRow.id.in_(select(literal_column("rowid")).select_from(_WORDS).where(fits))
    return VersionRow.id.in_(select(_WORDS.c.version_id).where(*(_WORDS.c.words.overlap(keys) for keys in groups)))


def add_words(connection: Connection, rows: Sequence[tuple[int, list[str]]]) -> None:
    """Indexes versions by their words."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(
            text("INSERT INTO article_words (rowid, words) VALUES (:id, :words)"),
            [{"id": version, "words": " ".join(words)} for version, words in rows],
        )
    else:
        connection.execute(insert(_WORDS), [{"version_id": version, "words": words} for version, words in rows])


def index_all(connection: Connection) -> None:
    """Indexes every version there is; for a store that has no index yet."""
    last = 0
    while True:
        query = select(VersionRow.id, VersionRow.title, VersionRow.text).where(VersionRow.id > last)
        rows = connection.execute(query.order_by(VersionRow.id).limit(_PAGE)).all()
        add_words(connection, [(row.id, index_words(row.title, row.text)) for row in rows])
        if len(rows) < _PAGE:
            return
        last = rows[-1].id


def indexed(connection: Connection) -> Iterator[tuple[int, str]]:
    """(version, word) for all that is indexed, in no order."""
    if connection.dialect.name == "sqlite":
        connection.execute(
            text("CREATE VIRTUAL TABLE IF NOT EXISTS temp.indexed_words USING fts5vocab(main, article_words, instance)")
        )
        query = "SELECT doc, term FROM temp.indexed_words"
    else:
        query = "SELECT version_id, unnest(words) FROM article_words"
    rows = connection.execution_options(yield_per=_PAGE).execute(text(query))
    yield from ((int(version), str(word)) for version, word in rows)


def _phrase_at(words: Sequence[Word], keys: Sequence[frozenset[str]], start: int) -> bool:
    if start + len(keys) > len(words):
        return False
    return all(not wanted.isdisjoint(_BARE[words[start + n].text]) for n, wanted in enumerate(keys))


def _found_in(field: Field, folded: Folded, query: Query) -> Iterable[tuple[int, Span]]:
    words = split_words(folded.text)
    for number, phrase in enumerate(query.phrases):
        for at in range(len(words)):
            if _phrase_at(words, phrase, at):
                yield number, Span(field, *folded.span(words[at].start, words[at + len(phrase) - 1].end))


def find_spans(query: Query, title: str, body: str) -> tuple[Span, ...]:
    """Where the query's words stand, in title and text; () unless each phrase stands in one of the two."""
    found = [*_found_in("title", fold(title), query), *_found_in("text", fold(body), query)]
    if len({number for number, _ in found}) < len(query.phrases):
        return ()
    return tuple(sorted({span for _, span in found}, key=lambda span: (span.field != "title", span.start, span.end)))


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of the untouched text around what was found.

    Args:
        text: the piece, as it stands in the article.
        start: offset of the piece in that field.
        spans: what was found of the query in the piece; offsets in the article.
    """

    text: str
    start: int
    field: Field
    spans: tuple[Span, ...]


def _edge(body: str, at: int, step: int) -> int:
    """The nearest offset from `at`, in the direction of `step`, at which no word is cut; looks 20 code points far."""
    for _ in range(20):
        if not 0 < at < len(body) or body[at - 1].isspace() or body[at].isspace():
            break
        at += step
    return max(0, min(at, len(body)))


def make_snippet(spans: Sequence[Span], title: str, body: str) -> Snippet:
    """The piece of text around the first place found in the body, else in the title.

    Args:
        spans: what `find_spans` gave; not empty.
        title: of the article that they stand in.
        body: its text.
    """
    first = next((span for span in spans if span.field == "text"), spans[0])
    whole = body if first.field == "text" else title
    start = _edge(whole, max(0, first.start - _AROUND), 1)
    start = min(start, first.start)
    end = max(_edge(whole, min(len(whole), first.start + _AROUND), -1), first.end)
    inside = tuple(s for s in spans if s.field == first.field and start <= s.start and s.end <= end)
    return Snippet(whole[start:end], start, first.field, inside)
