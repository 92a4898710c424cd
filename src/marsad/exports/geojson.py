"""GeoJSON (RFC 7946): a feature an incident, without geometry where no point is known."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from marsad.corroboration.incident import Incident
from marsad.exports.fields import incident_record
from marsad.exports.format import ExportOptions, ExportReport, Format


def feature(incident: Incident) -> dict[str, Any]:
    """The incident as a feature: the point in longitude and latitude, all else as properties."""
    properties = {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in incident_record(incident).items()
        if name not in ("lat", "lon")
    }
    place = incident.place
    known = place is not None and place.lat is not None
    geometry = {"type": "Point", "coordinates": [place.lon, place.lat]} if place is not None and known else None
    return {"type": "Feature", "id": incident.id, "geometry": geometry, "properties": properties}


def _write(incidents: Iterable[Incident], out: BinaryIO, options: ExportOptions, report: ExportReport) -> None:
    head = json.dumps(options.rules.statement(), ensure_ascii=False)
    out.write(f'{{"type": "FeatureCollection", "marsad": {{"rules": {head}}}, "features": ['.encode())
    for number, incident in enumerate(incidents):
        line = json.dumps(feature(incident), ensure_ascii=False).encode("utf-8", "backslashreplace")
        out.write((b",\n" if number else b"\n") + line)
        report.rows += 1
        if incident.claims:
            report.not_held["the claims themselves: their number stands in the properties"] += 1
        if incident.place is None or incident.place.lat is None:
            report.not_held["no point known: geometry is null"] += 1
    out.write(b"\n]}\n")


FORMAT = Format("geojson", ".geojson", "GeoJSON: a feature an incident", _write, "application/geo+json")
