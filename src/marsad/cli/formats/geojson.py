"""GeoJSON: one FeatureCollection, a feature an event; no geometry where no point is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TextIO

from marsad.cli.formats.flat import flat_row
from marsad.cli.formats.lines import dump
from marsad.event import Event
from marsad.sources.document import Document


def feature(document: Document, event: Event) -> dict[str, Any]:
    """The event as a feature."""
    properties = flat_row(document, event)
    lat, lon = properties.pop("lat"), properties.pop("lon")
    geometry = None if lat is None else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": properties["event_id"], "geometry": geometry, "properties": properties}


class GeoJsonWriter:
    """Writes the collection feature by feature."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._first = True

    def begin(self) -> None:
        """Opens the collection."""
        self._out.write('{"type": "FeatureCollection", "features": [')

    def write(self, document: Document, events: Sequence[Event]) -> None:
        """Writes the features of one document, each on its line."""
        for event in events:
            self._out.write(("\n" if self._first else ",\n") + dump(feature(document, event)))
            self._first = False

    def end(self) -> None:
        """Closes the collection."""
        self._out.write("\n]}\n")
