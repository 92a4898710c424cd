"""What a page states of itself in its markup: dates, outlet, language, address.

Part of `html`. Structured data is believed first, then the head's own fields, then what is marked up in
the body; values are given as written, `dates` reads them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from resiliparse.parse.html import DocumentNode, ElementNode

_PUBLISHED = (
    *("article:published_time", "og:published_time", "datepublished", "dcterms.date", "dcterms.issued"),
    *("dc.date.issued", "dc.date", "parsely-pub-date", "sailthru.date", "publishdate", "publish_date"),
    *("pubdate", "article.published", "cxenseparse:recs:publishtime", "date"),
)
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified")
_SITE = ("og:site_name", "application-name")
_HEADLINE_KINDS = ("Article", "BlogPosting", "LiveBlogPosting", "SocialMediaPosting", "WebPage")
_SHOWN_DATES = ", ".join(
    [
        *('[class*="date"]', '[class*="Date"]', '[id*="date"]', '[id*="Date"]', '[class*="timestamp"]'),
        *('[class*="tmstmp"]', '[class$="time"]', ".submitted", ".post-meta", ".entry-meta"),
    ]
)
_MAX_SHOWN = 120  # characters; what is longer is no line that states a date
_MAX_JSON = 500_000
_MAX_DEPTH = 6


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page states; "" where it says nothing.

    Args:
        headline: the title of the report in structured data.
        title: the title for sharing, often with the outlet's name joined to it.
        published, modified: dates as written.
        site: name of the outlet.
        language: language tag.
        url: absolute address that the page calls its own.
    """

    headline: str = ""
    title: str = ""
    published: str = ""
    modified: str = ""
    site: str = ""
    language: str = ""
    url: str = ""


def _nodes(value: object, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """All objects of a structured-data block, outer ones first."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(value.get(key), depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)


def _structured(document: DocumentNode) -> list[Mapping[str, Any]]:
    """The objects of all structured-data blocks, those that are reports first."""
    found: list[Mapping[str, Any]] = []
    for script in document.query_selector_all('script[type="application/ld+json"]').values():
        text = script.text or ""
        if len(text) > _MAX_JSON:
            continue
        try:
            found.extend(_nodes(json.loads(text, strict=False)))
        except (ValueError, RecursionError):
            continue  # broken blocks are common; what they would say is looked for elsewhere
    return sorted(found, key=lambda node: not _is_report(node))


def _kinds(node: Mapping[str, Any]) -> tuple[str, ...]:
    kind = node.get("@type")
    return tuple(str(k) for k in (kind if isinstance(kind, list) else [kind]))


def _is_report(node: Mapping[str, Any]) -> bool:
    return any(kind.endswith(_HEADLINE_KINDS) and kind != "WebPage" for kind in _kinds(node))


def _first(nodes: list[Mapping[str, Any]], key: str) -> str:
    for node in nodes:
        value = node.get(key)
        if isinstance(value, str) and value.strip() and any(k.endswith(_HEADLINE_KINDS) for k in _kinds(node)):
            return value.strip()
    return ""


def _publisher(nodes: list[Mapping[str, Any]]) -> str:
    for node in nodes:
        publisher = node.get("publisher")
        name = publisher.get("name") if isinstance(publisher, dict) else None
        if isinstance(name, str) and name.strip():
            return name.strip()
    return ""


def _metas(document: DocumentNode) -> dict[str, str]:
    """Fields of the head by lower-case name; the first of a name counts."""
    found: dict[str, str] = {}
    for meta in document.query_selector_all("meta[content]").values():
        name = meta.getattr("property") or meta.getattr("name") or meta.getattr("itemprop") or ""
        content = (meta.getattr("content") or "").strip()
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _of(metas: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((metas[name] for name in names if name in metas), "")


def _attribute(node: ElementNode | None, *names: str) -> str:
    if node is None:
        return ""
    return next((value for name in names if (value := (node.getattr(name) or "").strip())), "")


def _marked_date(document: DocumentNode) -> str:
    """A date that an element of the body states in an attribute, those of comments left aside."""
    marked = document.query_selector('[itemprop="datePublished"]')
    stated = _attribute(marked, "content", "datetime", "title")
    if stated:
        return stated
    for time in document.query_selector_all("time[datetime]").values():
        above = time.parent_element
        while above is not None and "comment" not in (above.getattr("class") or ""):
            above = above.parent_element
        if above is None:
            return (time.getattr("datetime") or "").strip()
    return ""


def shown_dates(document: DocumentNode) -> tuple[str, ...]:
    """Short texts of elements that are named for a date, in page order."""
    shown = (" ".join((node.text or "").split()) for node in document.query_selector_all(_SHOWN_DATES).values())
    return tuple(text for text in shown if 6 <= len(text) <= _MAX_SHOWN)[:5]


def read_facts(document: DocumentNode) -> Facts:
    """What the page states of itself."""
    metas = _metas(document)
    nodes = _structured(document)
    published = _first(nodes, "datePublished") or _of(metas, _PUBLISHED) or _marked_date(document)
    root = document.query_selector("html")
    own = _attribute(document.query_selector('link[rel="canonical"]'), "href") or metas.get("og:url", "")
    return Facts(
        headline=" ".join(_first(nodes, "headline").split()),
        title=" ".join(metas.get("og:title", "").split()),
        published=published,
        modified=_first(nodes, "dateModified") or _of(metas, _MODIFIED),
        site=_of(metas, _SITE) or _publisher(nodes),
        language=_attribute(root, "lang", "xml:lang") or metas.get("og:locale", "") or _first(nodes, "inLanguage"),
        url=own if own.startswith(("http://", "https://")) else "",
    )
