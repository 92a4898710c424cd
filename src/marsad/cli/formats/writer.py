"""What every format does, and which formats there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TextIO

from marsad.cli.formats.bidi import Layout
from marsad.event import Event
from marsad.sources.document import Document

FORMATS = ("table", "jsonl", "csv", "geojson")


class Writer(Protocol):
    """Writes documents as they come; holds none of them."""

    def begin(self) -> None:
        """Writes what stands before the first document."""

    def write(self, document: Document, events: Sequence[Event]) -> None:
        """Writes one document's events."""

    def end(self) -> None:
        """Writes what stands after the last document."""


def make_writer(form: str, out: TextIO, layout: Layout) -> Writer:
    """The writer of a format, one of `FORMATS`."""
    # Each loads what it needs: rich for tables, the exports for CSV; JSON lines need neither.
    if form == "table":
        from marsad.cli.formats.table import TableWriter

        return TableWriter(out, layout)
    if form == "csv":
        from marsad.cli.formats.flat import CsvWriter

        return CsvWriter(out)
    if form == "geojson":
        from marsad.cli.formats.geojson import GeoJsonWriter

        return GeoJsonWriter(out)
    from marsad.cli.formats.lines import JsonLinesWriter

    return JsonLinesWriter(out)
