"""The bytes of a page to a document: decoded, its text taken out, its date and outlet read.

After `web`, `warc` or a file, before the coder. The bytes travel with the document.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from marsad.article import Article
from marsad.errors import ReadError
from marsad.reading.date_tables import date_tables
from marsad.reading.dates import find_dates
from marsad.reading.fold import fold
from marsad.reading.words import split_words
from marsad.sources.dates import Published, day_of, read_published
from marsad.sources.decode import decode
from marsad.sources.document import Document, Original, language_code, make_document
from marsad.sources.html import Page, TangledPageError, declared_charset, extract

_HTML_STARTS = ("<!doctype html", "<html")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered, or a file holds.

    Args:
        data: the body, unpacked.
        media_type: "text/html"; "" when not stated.
        charset: the encoding that the server states.
        url: address at which it was found, after redirects; "" for a file.
        fetched_at: when it was taken from the web.
    """

    data: bytes
    media_type: str
    charset: str | None
    url: str
    fetched_at: dt.datetime | None = None


def shown_day(texts: Sequence[str]) -> dt.date | None:
    """The first calendar day written out in full in one of the texts ("7 September 2021", in Arabic)."""
    for text in texts:
        try:
            return day_of(read_published(text))
        except ValueError:
            pass  # not a stamp: words
        for mention in find_dates(split_words(fold(text).text), None, date_tables()):
            if mention.precision == "day" and mention.kind == "point" and not mention.relative and mention.start:
                return mention.start
    return None


def _published(page: Page) -> tuple[Published | None, tuple[str, ...]]:
    facts = page.facts
    notes: tuple[str, ...] = ()
    try:
        stated = read_published(facts.published)
    except ValueError as error:
        stated, notes = None, (f"the page's date is not understood: {error}",)
    return (stated, notes) if stated is not None else (shown_day(page.shown_dates), notes)


def _moment(value: str) -> dt.datetime | None:
    try:
        stated = read_published(value)
    except ValueError:
        return None
    return stated if isinstance(stated, dt.datetime) else None


def _is_page(media_type: str, body: str) -> bool:
    return "html" in media_type or body.lstrip("\ufeff \t\r\n")[:200].lower().startswith(_HTML_STARTS)


def page_to_document(fetched: Fetched, origin: str, line: int | None = None) -> Document:
    """The document of a fetched page or text.

    Args:
        fetched: the answer.
        origin: the input, as the user named it.
        line: number of the record in the input, where it has such.

    Raises:
        ReadError: when it is neither, or holds no words.
    """
    original = Original(fetched.data, fetched.media_type)
    try:
        body = decode(fetched.data, origin, fetched.charset or declared_charset(fetched.data))
        host = urlsplit(fetched.url).hostname or "" if fetched.url else ""
        if not _is_page(fetched.media_type, body):
            document = make_document(Article(text=body, source=host, url=fetched.url), origin, line)
            return replace(document, original=original, fetched_at=fetched.fetched_at)
        page = extract(body)
    except TangledPageError as error:
        reason = f"this page can't be taken apart: {error}; save the article as text and read that"
        raise ReadError(origin, reason, line) from error
    except ReadError as error:
        raise ReadError(origin, error.reason, line) from error
    if not (page.text or page.title):
        raise ReadError(origin, "the page has no paragraphs of text; save the article as text and read that", line)
    published, notes = _published(page)
    article = Article(
        text=page.text,
        title=page.title,
        published=day_of(published),
        source=page.facts.site or host,
        url=fetched.url or page.facts.url,
    )
    return replace(
        make_document(article, origin, line, notes),
        original=original,
        language=language_code(page.facts.language),
        published_at=published if isinstance(published, dt.datetime) else None,
        edited_at=_moment(page.facts.modified),
        fetched_at=fetched.fetched_at,
    )
