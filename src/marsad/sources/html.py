"""Title, paragraphs and date of a web page, by its own markup.

After `web`, before the coder. Knows the elements that carry an article and those that never do;
pages that say nothing of their structure give all their paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_DROPPED = frozenset(
    "script style noscript template nav footer aside form button select svg iframe figure figcaption".split()
)
_BLOCKS = frozenset("p h1 h2 h3 h4 li blockquote div section article main td br header".split())
_TEXT_BLOCKS = frozenset("p h2 h3 h4 blockquote li".split())
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
_DATE_METAS = frozenset(
    "article:published_time og:published_time datepublished date dc.date dc.date.issued pubdate publishdate".split()
)
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of itself; "" where it says nothing."""

    title: str
    text: str
    published: str
    site: str


@dataclass(slots=True)
class _Found:
    title: str = ""
    heading: str = ""
    og_title: str = ""
    published: str = ""
    site: str = ""
    inside: list[str] = field(default_factory=list)  # paragraphs within <article> or <main>
    outside: list[str] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)  # text in no paragraph at all


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = _Found()
        self._open: list[str] = []
        self._buffer: list[str] = []
        self._json = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self._meta(values)
        elif tag == "time" and values.get("datetime") and not self.found.published:
            self.found.published = values["datetime"]
        self._json = tag == "script" and "ld+json" in values.get("type", "")
        if tag in _BLOCKS or tag == "title":
            self._flush()
        if tag not in _VOID:
            self._open.append(tag)

    def _meta(self, values: dict[str, str]) -> None:
        name = (values.get("property") or values.get("name") or values.get("itemprop") or "").lower()
        content = values.get("content", "").strip()
        if name == "og:title":
            self.found.og_title = content
        elif name == "og:site_name":
            self.found.site = content
        elif name in _DATE_METAS and content:
            self.found.published = content

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS or tag == "title":
            self._flush()
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._json:
            match = _JSON_DATE.search(data)
            if match and not self.found.published:
                self.found.published = match[1]
            return
        if not _DROPPED.intersection(self._open):
            self._buffer.append(data)

    def _flush(self) -> None:
        text = " ".join("".join(self._buffer).split())
        self._buffer.clear()
        if not text:
            return
        found, stack = self.found, self._open
        if "title" in stack:
            found.title = found.title or text
        elif "h1" in stack:
            found.heading = found.heading or text
        elif _TEXT_BLOCKS.intersection(stack):
            (found.inside if {"article", "main"}.intersection(stack) else found.outside).append(text)
        elif "head" not in stack:
            found.loose.append(text)

    def parse_html_declaration(self, i: int) -> int:
        # Older releases of html.parser assert that "<![" is followed by a name; a page need not.
        try:
            return super().parse_html_declaration(i)
        except AssertionError:
            return self.parse_bogus_comment(i)

    def close(self) -> None:
        super().close()
        self._flush()


def declared_charset(data: bytes) -> str | None:
    """The encoding that the head of a page states, if any."""
    match = _CHARSET.search(data[:4096])
    return match[1].decode("ascii") if match else None


def extract(page: str) -> Page:
    """Title, paragraphs (one a line), date and site of a page; never fails, whatever the markup."""
    parser = _Parser()
    parser.feed(page)
    parser.close()
    found = parser.found
    title = found.heading or found.og_title or found.title
    paragraphs = found.inside or found.outside or found.loose
    return Page(title, "\n".join(p for p in paragraphs if p != title), found.published, found.site)
