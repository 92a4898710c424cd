"""CSV: one row an event, flat columns, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import Any, TextIO

from marsad.event import Event, event_to_dict
from marsad.exports.cells import LIST_SEPARATOR, harmless
from marsad.sources.document import Document

COLUMNS = (
    *("article_id", "event_id", "outlet", "url", "published"),
    *("kind", "status", "event_type", "sub_event_type", "plover_type", "plover_mode"),
    *("date_start", "date_end", "date_precision"),
    *("place", "country", "admin1", "lat", "lon", "radius_km", "place_precision", "pcode", "gazetteer_id"),
    *("side_a", "side_b", "side_a_ids", "side_b_ids"),
    *("fatalities_min", "fatalities_max", "injured_min", "injured_max"),
    *("sources", "protected", "confidence", "anchor"),
    *("trigger_field", "trigger_start", "trigger_end"),
    *("coder_version", "lexicon_version"),
)


def flat_row(document: Document, event: Event) -> dict[str, Any]:
    """The event in `COLUMNS`; None where nothing is known, lists as lists."""
    article = document.article
    record = event_to_dict(event)
    row: dict[str, Any] = dict.fromkeys(COLUMNS)
    row.update(
        article_id=article.id,
        event_id=record["id"],
        outlet=article.source or None,
        url=article.url or None,
        published=article.published.isoformat() if article.published else None,
        event_type=record["acled"]["event_type"],
        sub_event_type=record["acled"]["sub_event_type"],
        plover_type=record["plover"]["type"],
        plover_mode=record["plover"]["mode"] or None,
        trigger_field=event.trigger.field,
        trigger_start=event.trigger.start,
        trigger_end=event.trigger.end,
    )
    for key in ("kind", "status", "sources", "protected", "confidence", "anchor", "coder_version", "lexicon_version"):
        row[key] = record[key]
    date, place = record["date"] or {}, record["place"] or {}
    row.update({f"date_{key}": date.get(key) for key in ("start", "end", "precision")})
    row.update(
        {key: place.get(key) for key in ("country", "admin1", "lat", "lon", "radius_km", "pcode", "gazetteer_id")}
    )
    row.update(place=place.get("name"), place_precision=place.get("precision"))
    for side in ("side_a", "side_b"):
        row[side] = [party["text"] for party in record[side]]
        row[f"{side}_ids"] = [party["actor_id"] for party in record[side] if party["actor_id"]]
    for toll in ("fatalities", "injured"):
        for bound in ("min", "max"):
            row[f"{toll}_{bound}"] = (record[toll] or {}).get(bound)
    return row


def _cell(value: object) -> object:
    if isinstance(value, list):
        value = LIST_SEPARATOR.join(value)
    if isinstance(value, str):
        return harmless(value.encode("utf-8", "backslashreplace").decode("utf-8"))
    return "" if value is None else value


class CsvWriter:
    """Writes a header and one row an event."""

    def __init__(self, out: TextIO) -> None:
        self._rows = csv.writer(out, lineterminator="\n")

    def begin(self) -> None:
        """Writes the header."""
        self._rows.writerow(COLUMNS)

    def write(self, document: Document, events: Sequence[Event]) -> None:
        """Writes the rows of one document."""
        for event in events:
            self._rows.writerow([_cell(value) for value in flat_row(document, event).values()])

    def end(self) -> None:
        """Writes nothing."""
