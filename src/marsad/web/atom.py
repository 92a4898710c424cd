"""Incidents as an Atom feed (RFC 4287)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree import ElementTree

_ATOM = "http://www.w3.org/2005/Atom"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ElementTree.register_namespace("", _ATOM)


def headline(data: Mapping[str, Any]) -> str:
    """An incident in one line: kind, place, day, toll."""
    place, date, dead = data["place"], data["date"], data["fatalities"]
    parts = [data["kind"].replace("_", " ")]
    if place:
        parts.append(place["name"] + (f" ({place['country']})" if place["country"] else ""))
    if date and date["start"]:
        parts.append(date["start"] if date["start"] == date["end"] else f"{date['start']} to {date['end']}")
    if dead:
        high = "more" if dead["high"] is None else dead["high"]
        spread = "" if dead["low"] == dead["best"] == dead["high"] else f" ({dead['low']} to {high})"
        parts.append(f"killed: {dead['best']}{spread}")
    return ", ".join(parts)


def lines(data: Mapping[str, Any]) -> list[str]:
    """What else is to be said of an incident, a line each."""
    sides = [", ".join(party["text"] for party in data[side]) for side in ("side_a", "side_b")]
    out = [" → ".join(side or "?" for side in sides)] if any(sides) else []
    out.append(f"reported by: {', '.join(data['outlets']) or '?'}")
    if data["disagreements"]:
        out.append(f"reports disagree on: {', '.join(data['disagreements'])}")
    return out


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> None:
    element = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text) or None


def feed(
    title: str,
    address: str,
    base: str,
    incidents: Iterable[tuple[Mapping[str, Any], dt.datetime]],
    *,
    made_at: dt.datetime,
) -> bytes:
    """The feed.

    Args:
        title: of the search.
        address: of the feed itself, without its key.
        base: address of the observatory, without a slash at the end.
        incidents: as summaries, with the moment of the last change, in order.
        made_at: last change of a feed without incidents.
    """
    listed = list(incidents)
    root = ElementTree.Element(f"{{{_ATOM}}}feed")
    _add(root, "title", title)
    _add(root, "id", address)
    _add(root, "link", rel="self", href=address)
    _add(root, "updated", max((at for _, at in listed), default=made_at).isoformat())
    author = ElementTree.SubElement(root, f"{{{_ATOM}}}author")
    _add(author, "name", "Marsad")
    for data, at in listed:
        entry = ElementTree.SubElement(root, f"{{{_ATOM}}}entry")
        _add(entry, "title", headline(data))
        _add(entry, "id", f"urn:marsad:incident:{data['id']}")
        _add(entry, "link", rel="alternate", href=f"{base}/incidents/{data['id']}")
        _add(entry, "updated", at.isoformat())
        _add(entry, "content", "\n".join(lines(data)), type="text")
    body: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return body
