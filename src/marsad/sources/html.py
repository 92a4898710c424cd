"""Title, paragraphs and what else a web page says of itself.

After the bytes are decoded, before the document is made. Resiliparse parses the page and finds its main
content; here is decided which elements never belong to a report, and which line is the title. The words
are kept as they stand: only the markup's white space goes, a paragraph is a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import DocumentNode, ElementNode, HTMLTree

from marsad.sources.page_facts import Facts, read_facts, shown_dates

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.IGNORECASE)

# Elements that stand inside the main content and are no part of the report, on the systems that Arabic
# outlets use: what else to read, sharing, tags, captions, bylines, comments.
_ASIDE = [
    *("nav", "aside", "footer", "figcaption", "time", "abbr", "button", "amp-sidebar", "amp-list"),
    *('[class*="related"]', '[id*="related"]', '[class*="more-on"]', '[class*="read-more"]', '[class*="readmore"]'),
    *('[class*="share"]', '[class*="social"]', '[class*="breadcrumb"]', '[class*="sidebar"]', '[class*="widget-area"]'),
    *(
        '[class*="tagcloud"]',
        '[class*="tags"]',
        '[class*="post-tag"]',
        '[class*="post-cat"]',
        '[class*="entry-utility"]',
    ),
    *('[class*="comment"]', '[id*="comment"]', '[class*="author"]', '[class*="byline"]', '[class*="meta-item"]'),
    *('[class*="-date"]', '[class*="_date"]', '[class*="Date"]', ".date", ".submitted", '[id$="lblDate"]'),
    *('[class^="ads"]', '[class*="-ads"]', '[class*="advert"]', '[class*="screen-reader"]', '[class*="copyright"]'),
    *(
        '[class*="toolbar"]',
        '[class*="Toolbar"]',
        '[class*="newsletter"]',
        '[class*="subscribe"]',
        '[class*="caption"]',
    ),
]
# A line that is nothing but links leads elsewhere: menus, tags, headlines of other reports. Rows of two
# links, "send, print", are no longer than this.
_LINK_ROW_WORDS = 8

# At the end of a text, lines this short that end no sentence are labels of what the page shows next.
_LABEL_WORDS = 4
_SENTENCE_WORDS = 8
_DATE_WORDS = 8  # at most, in a line that states when the report was published
_ENDS = tuple('.!?؟…»")،:؛')

# A name joined to the headline in a page's <title>.
_JOINTS = re.compile(r"\s+[|:\-–—»·]{1,2}\s+")

# Walking a tree costs the square of its depth: 100,000 elements in one another took two minutes, 3,000 a
# tenth of a second. Checked only where so many tags stand on the page; real pages stay under 100.
_MANY_TAGS = 3000
_TOO_DEEP = " > ".join("*" * 300)
# So does reading a tag, by the number of its attributes: 200,000 took two minutes. They are counted, as HTML
# delimits them, only where the page has room for many: a long stretch without ">" in which many characters part
# words, or many a "=".
_ATTRIBUTE = r"""[^\s/>][^\s/>=]*(?:\s*=\s*(?:"[^"]*(?:"|\Z)|'[^']*(?:'|\Z)|[^\s"'>][^\s>]*)?)?"""
_TAG = re.compile(rf"<[A-Za-z][^\s/>]*(?P<attributes>(?:[\s/]+|{_ATTRIBUTE})*)")
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_LONG_STRETCH = 10_000
_PARTING = b" \t\n\r\f/\"'"
_MANY_EQUALS = 20_000
_MAX_ATTRIBUTES = 1000


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of itself; "" where it says nothing.

    Args:
        title: the headline.
        text: the paragraphs, one a line.
        facts: dates, outlet, language and address, as the page states them.
        shown_dates: short texts of elements that are named for a date, where that was looked for.
    """

    title: str
    text: str
    facts: Facts
    shown_dates: tuple[str, ...] = ()


class TangledPageError(ValueError):
    """A page whose markup is nested or stuffed beyond anything that a site writes."""


def declared_charset(data: bytes) -> str | None:
    """The encoding that the head of a page states, if any."""
    match = _CHARSET.search(data[:4096])
    return match[1].decode("ascii") if match else None


def _document(tree: HTMLTree) -> DocumentNode:
    if tree.document is None:
        raise TangledPageError("it has no root")
    return tree.document


def _long_stretches(markup: str) -> Iterator[str]:
    """The parts of a page between one ">" and the next that are long."""
    half = _LONG_STRETCH // 2  # a long stretch covers one of the halves whole
    end = 0
    for at in range(0, len(markup), half):
        if at >= end and markup.find(">", at, at + half) < 0:
            start = markup.rfind(">", 0, at) + 1
            end = markup.find(">", at)
            end = end if end >= 0 else len(markup)
            if end - start >= _LONG_STRETCH:
                yield markup[start:end]


def _has_room(stretch: str) -> bool:
    written = stretch.encode("utf-8", "replace")  # of bytes they are all counted in one go
    return len(written) - len(written.translate(None, _PARTING)) >= _MAX_ATTRIBUTES


def refuse_stuffed_tags(markup: str) -> None:
    """Looks for a tag with so many attributes that reading it would take minutes; for HTML and XML.

    Raises:
        TangledPageError: when there is one.
    """
    if markup.count("=") < _MANY_EQUALS and not any(map(_has_room, _long_stretches(markup))):
        return
    for tag in _TAG.finditer(markup):
        inside = tag["attributes"]
        if len(inside) > 2 * _MAX_ATTRIBUTES and sum(1 for _ in _ATTRIBUTES.finditer(inside)) > _MAX_ATTRIBUTES:
            raise TangledPageError("one of its tags has thousands of attributes")


def _parse(page: str) -> HTMLTree:
    refuse_stuffed_tags(page)
    tree = HTMLTree.parse(page)
    if page.count("<") > _MANY_TAGS and _document(tree).query_selector(_TOO_DEEP) is not None:
        raise TangledPageError("its elements are nested hundreds deep")
    return tree


def _squeezed(text: str | None) -> str:
    return " ".join((text or "").split())


def _link_texts(body: ElementNode) -> frozenset[str]:
    """What the page's links say, each by itself."""
    # `values()`, here and elsewhere: walking these live lists one by one takes the square of their length.
    return frozenset(_squeezed(link.text) for link in body.get_elements_by_tag_name("a").values())


def _is_loose(line: str) -> bool:
    return not line.endswith(_ENDS)


def _is_links(line: str, links: frozenset[str]) -> bool:
    """Whether a line is nothing but the words of one link or of two side by side."""
    whole = _squeezed(line)
    if whole in links:
        return True
    words = whole.split(" ")
    if not 1 < len(words) <= _LINK_ROW_WORDS:
        return False
    cuts = range(1, len(words))
    return any(" ".join(words[:cut]) in links and " ".join(words[cut:]) in links for cut in cuts)


def _without_labels(lines: list[str]) -> list[str]:
    """The lines up to the last that is more than a label; all of them where none is a sentence."""
    end = len(lines)
    while end and _is_loose(lines[end - 1]) and len(lines[end - 1].split()) <= _LABEL_WORDS:
        end -= 1
    return lines[:end] if any(len(line.split()) >= _SENTENCE_WORDS for line in lines[:end]) else lines


def _lines(tree: HTMLTree, *, main: bool) -> list[str]:
    text = extract_plain_text(
        tree,
        preserve_formatting=True,
        main_content=main,
        list_bullets=False,
        alt_texts=False,
        comments=False,
        post_meta=False,
        skip_elements=_ASIDE if main else None,
    )
    return _split(text)


def _split(text: str) -> list[str]:
    """Lines that are not blank. White space at their ends is the markup's; what stands within is the author's."""
    return [line for line in (part.strip(" \t\r\xa0") for part in text.split("\n")) if line]


def to_lines(markup: str) -> list[str]:
    """The lines of text in a piece of HTML, or of a text that is none."""
    return _lines(_parse(markup), main=False) if "<" in markup or "&" in markup else _split(markup)


def _title(tree: HTMLTree, facts: Facts) -> str:
    """The headline: of the page's headings the longest that its stated title holds."""
    stated = _squeezed(tree.title)
    headings = [
        _squeezed(h.text)
        for h in _document(tree).query_selector_all('h1, h2[class*="title"], h3[class*="title"]').values()
    ]
    within = [h for h in headings if h and (h in stated or h in facts.title)]
    if within:
        return max(within, key=len)
    if facts.headline:
        return facts.headline
    first = [_squeezed(h.text) for h in _document(tree).query_selector_all("h1").values()]
    if len(first) == 1 and first[0] and first[0] != facts.site:
        return first[0]
    whole = facts.title or stated
    parts = [part for part in _JOINTS.split(whole) if part and part != facts.site]
    shown = [part for part in parts if len(parts) > 1 and part in _lines(tree, main=False)]
    return max(shown or ([parts[0]] if len(parts) == 1 else [whole]), key=len, default="")


def extract(page: str) -> Page:
    """Headline, paragraphs and facts of a page; text of "" where it has none.

    Raises:
        TangledPageError: when the markup would take minutes to walk.
    """
    tree = _parse(page)
    body = tree.body
    if body is None:
        return Page("", "", Facts())
    document = _document(tree)
    facts = read_facts(document)
    title = _title(tree, facts)
    lines = [line for line in _lines(tree, main=True) or _lines(tree, main=False) if _squeezed(line) != title]
    dates: tuple[str, ...] = ()
    # Most pages need neither look: their date is stated, and every line of theirs ends a sentence.
    if not facts.published or any(_is_loose(line) for line in lines):
        # Where nothing is named for it, the date stands in a short line before the first paragraph.
        named = shown_dates(document)
        dates = named + tuple(line for line in lines[:3] if _is_loose(line) and len(line.split()) <= _DATE_WORDS)
        links = _link_texts(body)
        sentences = [line for line in lines if line not in named and not (_is_loose(line) and _is_links(line, links))]
        # A page of nothing but links keeps them: it may be the report itself that is linked.
        lines = _without_labels(sentences or lines)
    return Page(title, "\n".join(lines), facts, dates)
