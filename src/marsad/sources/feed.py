"""The bytes of an RSS or Atom feed to its entries.

Feedparser reads what is well formed and much that is not; what comes before is Marsad's own look at the
encoding, for Arabic feeds state the wrong one often. Dates that can't be read are left out, with a note.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import feedparser

from marsad.article import Article
from marsad.errors import ReadError
from marsad.sources.dates import Published, day_of, read_published
from marsad.sources.decode import decode
from marsad.sources.document import Document, Outcome, language_code, make_document, storable
from marsad.sources.html import TangledPageError, declared_charset, refuse_stuffed_tags, to_lines
from marsad.sources.page import shown_day

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_STATED = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9_-]{3,20})")
# References to halves of a surrogate pair, which feedparser does not survive.
_HALF = re.compile(
    r"&#(?:[xX]0*[dD][89a-fA-F][0-9a-fA-F]{2}|0*5(?:529[6-9]|5[3-9]\d{2}|6\d{3}|7[0-2]\d{2}|73[0-3]\d|734[0-3]));"
)
# Feedparser needs some 70 microseconds an element: here about a quarter of a minute. Real feeds have a few thousand.
_MAX_TAGS = 200_000
_TANGLED = 10_000  # characters of markup; shorter ones without a word are pictures and the like
_FEED_STARTS = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)


class NoFeedError(ReadError):
    """A file or answer that is something else than a feed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed.

    Args:
        key: what the feed calls it, or its link, or a digest of its words.
        url: the page that it announces; "" when none.
        title: headline.
        text: its own text, paragraphs as lines.
        published: when it says it was published.
        edited_at: when it says it was changed.
        notes: what is odd about it.
        digest: changes when title, text or date of change do.
    """

    key: str
    url: str
    title: str
    text: str
    published: Published | None
    edited_at: dt.datetime | None
    notes: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class FeedText:
    """What a feed says.

    Args:
        title: its name.
        language: code of its language; "" when not stated.
        entries: in its order.
    """

    title: str
    language: str
    entries: tuple[Entry, ...]


def is_feed(head: bytes) -> bool:
    """Whether the beginning of a file looks like a feed."""
    return bool(_FEED_STARTS.search(head[:4096]))


def parse_feed(data: bytes, origin: str, charset: str | None = None) -> FeedText:
    """The entries of a feed.

    Args:
        data: its bytes.
        origin: what to name in an error.
        charset: encoding that the server states.

    Raises:
        NoFeedError: when it is something else.
        ReadError: when it can't be read.
    """
    stated = _STATED.match(data[:200])
    text = decode(data, origin, charset or (stated[1].decode("ascii") if stated else declared_charset(data)))
    # As UTF-8 and without the declaration, which may say otherwise.
    clean = _HALF.sub("\ufffd", _DECLARATION.sub("", text.lstrip("\ufeff"), count=1)).encode("utf-8", "replace")
    try:
        refuse_stuffed_tags(text)
        if text.count("<") > _MAX_TAGS:
            raise TangledPageError(f"it has more than {_MAX_TAGS:,} tags")
        parsed = feedparser.parse(clean, sanitize_html=False, resolve_relative_uris=False)
    except TangledPageError as error:
        raise ReadError(origin, f"this feed can't be taken apart: {error}; check the address") from error
    except Exception as error:  # what a feed holds must not end a desk
        reason = f"this feed can't be taken apart ({type(error).__name__}: {error}); please report it"
        raise ReadError(origin, reason) from error
    if not parsed.get("version") and not parsed.entries:
        kind = "a web page" if "<html" in text[:2000].lower() else "no RSS or Atom"
        raise NoFeedError(origin, f"this is {kind}, not a feed; check the address")
    # As plain dicts: feedparser's own answer with another date where one is missing.
    entries = [_entry(dict(entry)) for entry in parsed.entries]
    used = Counter(entry.key for entry in entries)
    return FeedText(
        title=_plain(parsed.feed.get("title")),
        language=language_code(parsed.feed.get("language")),
        # Some feeds give all their entries one id, that of the site.
        entries=tuple(replace(e, key=e.url or e.digest) if used[e.key] > 1 else e for e in entries),
    )


def _lines(value: object) -> list[str]:
    """The lines of a field; none of one whose markup can't be taken apart."""
    try:
        return to_lines(storable(value)) if isinstance(value, str) else []
    except TangledPageError:
        return []


def _plain(value: object) -> str:
    return " ".join(" ".join(_lines(value)).split())


def _own_text(entry: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """The longest of the texts that an entry carries, and a note when all of them are unreadable."""
    contents = entry.get("content") or []
    values = [part.get("value") for part in contents if isinstance(part, Mapping)] + [entry.get("summary")]
    stated = [value for value in values if isinstance(value, str) and value]
    text = max(("\n".join(_lines(value)) for value in stated), key=len, default="")
    tangled = not text and any(len(value) > _TANGLED for value in stated)
    return text, ("the entry's own text can't be taken apart: its markup is nested too deeply",) if tangled else ()


def _stated(entry: Mapping[str, Any], name: str) -> tuple[Published | None, str]:
    """A date of an entry, and what was written when that is none."""
    written = entry.get(name)
    if not isinstance(written, str) or not written.strip():
        return None, ""
    try:
        return read_published(written), ""
    except ValueError:
        pass
    parsed = entry.get(f"{name}_parsed")  # UTC, from the many forms that feedparser knows
    if parsed is not None:
        try:
            year, month, day, hour, minute, second = parsed[:6]
            return dt.datetime(year, month, day, hour, minute, min(second, 59), tzinfo=dt.UTC), ""
        except (TypeError, ValueError):
            pass  # a 31 February
    return shown_day([written[:200]]), written


def _entry(entry: Mapping[str, Any]) -> Entry:
    title = _plain(entry.get("title"))
    text, odd_text = _own_text(entry)
    published, odd = _stated(entry, "published")
    edited, _ = _stated(entry, "updated")
    notes = (f"the feed's date is not understood: {odd[:40]!r}",) if odd and published is None else ()
    link = storable(str(entry.get("link") or ""))
    url = link if link.startswith(("http://", "https://")) else ""
    digest = hashlib.sha256(f"{title}\x1f{text}\x1f{entry.get('updated', '')}".encode(errors="replace")).hexdigest()[
        :16
    ]
    return Entry(
        key=(storable(str(entry.get("id") or "")) or url or digest)[:500],
        url=url,
        title=title,
        text=text,
        published=published if published is not None else edited,
        edited_at=edited if isinstance(edited, dt.datetime) else None,
        notes=notes + odd_text,
        digest=digest,
    )


def entry_to_document(entry: Entry, origin: str, outlet: str, language: str = "", line: int | None = None) -> Document:
    """The document of an entry's own text.

    Raises:
        ReadError: when it has neither title nor text.
    """
    if not (entry.text or entry.title):
        raise ReadError(origin, "an entry of this feed has neither title nor text; it is left out", line)
    article = Article(
        text=entry.text, title=entry.title, published=day_of(entry.published), source=outlet, url=entry.url
    )
    return replace(
        make_document(article, origin, line, entry.notes),
        language=language,
        published_at=entry.published if isinstance(entry.published, dt.datetime) else None,
        edited_at=entry.edited_at,
    )


def read_feed(data: bytes, origin: str) -> Iterator[Outcome]:
    """The documents of a feed kept as a file; nothing is fetched."""
    try:
        feed = parse_feed(data, origin)
    except ReadError as error:
        yield error
        return
    if not feed.entries:
        yield ReadError(origin, "empty: there is no entry in this feed; get it again later")
    for number, entry in enumerate(feed.entries, start=1):
        try:
            yield entry_to_document(entry, origin, feed.title, feed.language, number)
        except ReadError as error:
            yield error
