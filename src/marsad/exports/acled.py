"""ACLED's export of 31 columns. An incident without a day has no row; docs/exports.md says what fits where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, BinaryIO

from marsad.codebook import INTER, KINDS, DatePrecision, Status
from marsad.corroboration.incident import Incident
from marsad.exports import crosswalk
from marsad.exports.actors import Typed, typed
from marsad.exports.areas import areas, english_name
from marsad.exports.cells import LIST_SEPARATOR, Table, unique
from marsad.exports.countries import country
from marsad.exports.format import ExportOptions, ExportReport, Format

COLUMNS = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type"),
    *("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting"),
    *("iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision"),
    *("source", "source_scale", "notes", "fatalities", "tags", "timestamp"),
)
HXL = {
    "event_id_cnty": "#event+code",
    "event_date": "#date+occurred",
    "year": "#date+year",
    "event_type": "#event+type",
    "sub_event_type": "#event+type+sub",
    "actor1": "#group+name+first",
    "assoc_actor_1": "#group+name+first+assoc",
    "actor2": "#group+name+second",
    "assoc_actor_2": "#group+name+second+assoc",
    "region": "#region+name",
    "country": "#country+name",
    "admin1": "#adm1+name",
    "admin2": "#adm2+name",
    "admin3": "#adm3+name",
    "location": "#loc+name",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "source": "#meta+source",
    "notes": "#description",
    "fatalities": "#affected+killed",
}
_ID_DIGITS = 12  # hex digits of an id that fit in a number every program holds exactly
_UNKNOWN_COUNTRY = "XXX"


def number_of(incident: Incident) -> int:
    """A whole number below 2**48 that stands for the incident where a dataset wants numbers for ids."""
    return int(incident.id[:_ID_DIGITS], 16)


def _inter(side: list[Typed], *, numeric: bool) -> Any:
    """The type of a side's first party: none (0, or empty in words) without one, None where it can't be told."""
    if not side:
        return 0 if numeric else None
    first = side[0].type
    return None if first is None else INTER[first] if numeric else crosswalk.INTER_WORDS[first]


def _interaction(side_a: list[Typed], side_b: list[Typed], *, numeric: bool) -> Any:
    if not side_a or (side_b and side_b[0].type is None):
        return None
    return crosswalk.interaction(side_a[0].type, side_b[0].type if side_b else None, numeric=numeric)


def _names(side: list[Typed]) -> tuple[str | None, str]:
    return (side[0].name if side else None), LIST_SEPARATOR.join(party.name for party in side[1:])


def _row(incident: Incident, first: dt.date, options: ExportOptions) -> dict[str, Any]:
    place, when = incident.place, incident.date
    land = country(place.country if place else None)
    code = place.country if place else None
    side_a, side_b = ([typed(p, country=code) for p in side] for side in (incident.side_a, incident.side_b))
    event_type = KINDS[incident.kind].event_type
    sub_event_type = crosswalk.acled_sub_event_type(incident, side_a)
    around = areas(place)
    numeric = options.inter == "numeric"
    actor1, with1 = _names(side_a)
    actor2, with2 = _names(side_b)
    updated = incident.last_reported
    return {
        "event_id_cnty": f"{land.iso3 if land else _UNKNOWN_COUNTRY}{number_of(incident)}",
        "event_date": first,
        "year": first.year,
        "time_precision": crosswalk.time_precision(when) if when else None,
        "disorder_type": crosswalk.disorder_type(event_type, sub_event_type),
        "event_type": event_type,
        "sub_event_type": sub_event_type,
        "actor1": actor1,
        "assoc_actor_1": with1,
        "inter1": _inter(side_a, numeric=numeric) if side_a else None,
        "actor2": actor2,
        "assoc_actor_2": with2,
        "inter2": _inter(side_b, numeric=numeric),
        "interaction": _interaction(side_a, side_b, numeric=numeric),
        "civilian_targeting": "Civilian targeting"
        if crosswalk.targets_civilians(event_type, sub_event_type, side_b)
        else "",
        "iso": land.iso_number if land else None,
        "region": land.acled_region if land else None,
        "country": land.acled_name if land else None,
        "admin1": around.admin1.name,
        "admin2": around.admin2.name,
        "admin3": around.admin3.name,
        "location": (english_name(place) or place.name) if place else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "geo_precision": crosswalk.GEO_PRECISION[place.precision] if place else None,
        "source": list(incident.outlets),
        "source_scale": None,
        "notes": " | ".join(unique(told.event.anchor for told in incident.members)),
        "fatalities": incident.fatalities.best if incident.fatalities else None,
        "tags": f"marsad={incident.id}",
        "timestamp": int(dt.datetime.combine(updated, dt.time(), dt.UTC).timestamp()) if updated else None,
    }


def _count(incident: Incident, row: dict[str, Any], report: ExportReport) -> None:
    """What of the incident its row doesn't say."""
    place, when, toll = incident.place, incident.date, incident.fatalities
    lost = {
        "no point known": row["latitude"] is None,
        "no country known": row["country"] is None,
        "no death told and none denied: empty, where ACLED writes 0": toll is None,
        "lowest and highest toll": toll is not None and (toll.low, toll.high) != (toll.best, toll.best),
        "injured": incident.injured is not None,
        "last day of a span": bool(when and when.start != when.end),
        "date is that of publication": bool(when and when.precision is DatePrecision.UNKNOWN),
        "no first actor known: empty, where ACLED always names one": not incident.side_a,
        "type of the first actor": bool(incident.side_a) and row["inter1"] is None,
        "type of the second actor": bool(incident.side_b) and row["inter2"] is None,
        "status attempted or disputed": incident.status is not Status.OCCURRED,
        "claims that disagree": bool(incident.disagreements),
        "what was hit (protected)": bool(incident.protected),
        "second-level area unknown": place is not None and not row["admin2"],
        "radius and bearing of the place": bool(place and (place.radius_km or place.bearing_deg)),
    }
    report.not_held.update(what for what, is_lost in lost.items() if is_lost)


def _write(incidents: Iterable[Incident], out: BinaryIO, options: ExportOptions, report: ExportReport) -> None:
    table = Table(out, COLUMNS)
    if options.hxl:
        table.tags(HXL)
    for incident in incidents:
        if incident.date is None or incident.date.start is None:
            report.left_out["no day known"] += 1
            continue
        row = _row(incident, incident.date.start, options)
        table.row(row)
        report.rows += 1
        _count(incident, row, report)
    table.end()


FORMAT = Format("acled", ".csv", "ACLED's export: CSV of 31 columns", _write, "text/csv")
