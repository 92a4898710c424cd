"""What every source gives: an article, where it came from, and what was noticed on the way.

After the readers of single formats, before the coder. A record that can't be read is a `ReadError`
in the stream, so that one bad line does not end a run.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from marsad.article import Article
from marsad.errors import ReadError
from marsad.sources.dates import Published, day_of, read_published
from marsad.sources.decode import is_mojibake
from marsad.sources.script import why_not_arabic

# A newspaper page has about 5,000 characters, a long report 200,000. What is longer is a book or an
# archive in one piece; its first part is read, and the notice says so.
MAX_CHARACTERS = 1_000_000

# Halves of a surrogate pair, as character references of feeds bring them, are no characters: UTF-8 has no bytes for
# them. An article that holds them in its own text keeps them; ids and addresses that we make do not.
_NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")

NO_DATE = "no publication date: relative dates (today, Tuesday) stay unresolved; give one with --published"


@dataclass(frozen=True)
class Original:
    """The bytes that came, unchanged: what shows later that the text was on that page.

    Args:
        data: the body of the page or file, unpacked but not decoded.
        content_type: media type without parameters ("text/html"); "" when nobody said.
    """

    data: bytes = field(repr=False)
    content_type: str = ""

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the bytes, 64 hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Document:
    """One article as it was read.

    Args:
        article: what is to be coded.
        origin: the input that held it, as the user named it.
        line: 1-based line or record in that input, where it has such.
        notes: what the user should know, one sentence each; the first reason for coding nothing included.
        is_codable: False when the text is in no language that Marsad reads; it then has no events.
        record: everything that the input said of it (its annotated events, for `marsad evaluate`).
        original: the page that held it, where it came as one; None for texts, JSON records and messages.
        language: code of the language ("ar", "fa", "en") that the page or feed states, the region left out;
            "" where nothing is stated. `is_codable` goes by the letters, not by this.
        published_at: the moment of publication, with its zone, where the input tells the hour.
        edited_at: the moment of the last change that the input tells of; a later one is a new version.
        fetched_at: when the bytes were taken from the web, where that is known.
    """

    article: Article
    origin: str
    line: int | None = None
    notes: tuple[str, ...] = ()
    is_codable: bool = True
    record: Mapping[str, Any] | None = None
    original: Original | None = None
    language: str = ""
    published_at: dt.datetime | None = None
    edited_at: dt.datetime | None = None
    fetched_at: dt.datetime | None = None

    def with_default_date(self, published: dt.date | None, today: dt.date) -> Document:
        """The same, dated `published` where the input gave no date, and with notes on what is wrong with its date."""
        article = self.article
        if article.published is None and published is not None:
            article = replace(article, published=published)
        notes = self.notes
        if article.published is None:
            notes = (*notes, NO_DATE)
        elif article.published > today + dt.timedelta(days=1):  # a day ahead is a time zone, not a mistake
            notes = (*notes, f"published on {article.published}, which lies in the future: check the date")
        return replace(self, article=article, notes=notes)


@dataclass(frozen=True, slots=True)
class Skipped:
    """What an input held that is no report to read, counted: no failure, but not silence either.

    Args:
        origin: the input, as the user named it.
        counts: how many of what, by a short plural ("not HTML").
    """

    origin: str
    counts: Mapping[str, int]

    def __str__(self) -> str:
        return ", ".join(f"{number:,} {what}" for what, number in self.counts.items())


# What reading an input gives, in order.
Outcome = Document | ReadError | Skipped


def storable(text: str) -> str:
    """The text, each code point that can't be stored replaced by one U+FFFD: offsets stay."""
    return _NO_CHARACTER.sub("\ufffd", text)


def make_document(article: Article, origin: str, line: int | None = None, notes: tuple[str, ...] = ()) -> Document:
    """The document of an article, its text capped and its language judged."""
    if len(article.text) > MAX_CHARACTERS:
        cut = article.text.rfind("\n", MAX_CHARACTERS // 2, MAX_CHARACTERS)
        cut = cut if cut > 0 else MAX_CHARACTERS
        notes = (*notes, f"only the first {cut:,} of {len(article.text):,} characters are read; split the text")
        article = replace(article, text=article.text[:cut])
    both = f"{article.title}\n{article.text}"
    why = why_not_arabic(both)
    if why and is_mojibake(both[:20_000]):
        why = "its Arabic was broken by a wrong encoding before it came here; get the original and read that"
    if why:
        notes = (f"{why}; no events", *notes)
    return Document(article, origin, line, notes, is_codable=not why)


def language_code(stated: object) -> str:
    """The language of a tag like "ar-SY" or "ar_EG": its first part in lower case; "" when it is no tag."""
    first = stated.strip().replace("_", "-").split("-")[0].lower() if isinstance(stated, str) else ""
    return first if first.isascii() and first.isalpha() and len(first) in (2, 3) else ""


def _text(record: Mapping[str, Any], key: str, origin: str, line: int | None) -> str:
    value = record.get(key)
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool) and key in ("id", "source"):
        return str(value)
    raise ReadError(origin, f"{key!r} should be a string, but is {_kind(value)}", line)


def _kind(value: object) -> str:
    names = {
        dict: "an object",
        list: "a list",
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "a string",
    }
    return names.get(type(value), type(value).__name__)


def record_to_document(record: object, origin: str, line: int | None = None) -> Document:
    """The document of one JSON record `{id, url, source, published, title, text}`; other keys are kept aside.

    Raises:
        ReadError: when it is no object, a field has the wrong type, or it has neither text nor title.
    """
    if not isinstance(record, Mapping):
        raise ReadError(origin, f"an article is a JSON object, this is {_kind(record)}", line)
    fields = {key: _text(record, key, origin, line) for key in ("id", "url", "source", "title", "text")}
    if not (fields["text"].strip() or fields["title"].strip()):
        if "text" in record or "title" in record:
            raise ReadError(origin, "empty: neither 'text' nor 'title' has anything in it; take it out", line)
        keys = ", ".join(sorted(map(str, record))[:8]) or "none"
        raise ReadError(origin, f"no 'text' and no 'title'; the keys are: {keys}; name the report's 'text'", line)
    notes: tuple[str, ...] = ()
    published: Published | None = None
    try:
        published = read_published(record.get("published"))
    except ValueError as error:
        notes = (f"'published' is not understood: {error}",)
    article = Article(published=day_of(published), **fields)
    return replace(
        make_document(article, origin, line, notes),
        record=record,
        language=language_code(record.get("language")),
        published_at=published if isinstance(published, dt.datetime) else None,
    )
