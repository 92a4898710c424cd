"""The monthly table of conflict events that OCHA's HAPI has: by the finest area known, month and type of event.

An attack on civilians is political violence, too, and counts in both rows, as it does there. A sum of tolls
stands only where some incident tells one.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, BinaryIO

from marsad.codebook import KINDS
from marsad.corroboration.incident import Incident
from marsad.exports import crosswalk
from marsad.exports.actors import typed
from marsad.exports.areas import Areas, areas
from marsad.exports.cells import Table
from marsad.exports.countries import country
from marsad.exports.format import ExportOptions, ExportReport, Format

HXL = {
    "location_code": "#country+code",
    "has_hrp": "#meta+has_hrp",
    "in_gho": "#meta+in_gho",
    "provider_admin1_name": "#adm1+name+provider",
    "provider_admin2_name": "#adm2+name+provider",
    "admin1_code": "#adm1+code",
    "admin1_name": "#adm1+name",
    "admin2_code": "#adm2+code",
    "admin2_name": "#adm2+name",
    "admin_level": "#adm+level",
    "event_type": "#event+type",
    "events": "#indicator+event+num",
    "fatalities": "#affected+killed",
    "reference_period_start": "#date+start",
    "reference_period_end": "#date+end",
    "dataset_hdx_id": "#meta+dataset_id",
    "resource_hdx_id": "#meta+resource_id",
    "warning": "#meta+warning",
    "error": "#meta+error",
}
COLUMNS = tuple(HXL)
_UNKNOWN_HERE = ("has_hrp", "in_gho", "dataset_hdx_id", "resource_hdx_id", "warning", "error")


@dataclass(slots=True)
class _Sum:
    areas: Areas
    events: int = 0
    fatalities: int | None = None


_Key = tuple[str, str, str, str, str, int, int, str]


def event_types(incident: Incident) -> tuple[str, ...]:
    """HAPI's types of the incident; () for strategic developments, which it doesn't count."""
    event_type = KINDS[incident.kind].event_type
    code = incident.place.country if incident.place else None
    side_a, side_b = ([typed(p, country=code) for p in side] for side in (incident.side_a, incident.side_b))
    sub_event_type = crosswalk.acled_sub_event_type(incident, side_a)
    disorder = crosswalk.disorder_type(event_type, sub_event_type)
    out = []
    if crosswalk.targets_civilians(event_type, sub_event_type, side_b):
        out.append("civilian_targeting")
    if crosswalk.DEMONSTRATIONS in disorder:
        out.append("demonstration")
    if crosswalk.POLITICAL in disorder:
        out.append("political_violence")
    return tuple(out)


def _row(key: _Key, total: _Sum) -> dict[str, Any]:
    code, *_, year, month, event_type = key
    around = total.areas
    return {
        "location_code": code,
        "provider_admin1_name": around.admin1.name,
        "provider_admin2_name": around.admin2.name,
        "admin1_code": around.admin1.pcode,
        "admin1_name": around.admin1.name,
        "admin2_code": around.admin2.pcode,
        "admin2_name": around.admin2.name,
        "admin_level": around.level,
        "event_type": event_type,
        "events": total.events,
        "fatalities": total.fatalities,
        "reference_period_start": dt.date(year, month, 1),
        "reference_period_end": dt.date(year, month, calendar.monthrange(year, month)[1]),
        **dict.fromkeys(_UNKNOWN_HERE),
    }


def _sums(incidents: Iterable[Incident], report: ExportReport) -> dict[_Key, _Sum]:
    sums: dict[_Key, _Sum] = {}
    for incident in incidents:
        types = event_types(incident)
        land = country(incident.place.country if incident.place else None)
        day = incident.date.start if incident.date else None
        reason = (
            "a strategic development" if not types else "no country known" if land is None
            else "no day known" if day is None else ""
        )  # fmt: skip
        if reason or land is None or day is None:
            report.left_out[reason] += 1
            continue
        around = areas(incident.place)
        if around.level < 2:
            report.not_held["second-level area unknown: counted at the level above"] += 1
        if incident.fatalities is None:
            report.not_held["no toll told: adds nothing to the sum"] += 1
        if (
            incident.date
            and incident.date.end
            and (incident.date.end.year, incident.date.end.month) != (day.year, day.month)
        ):
            report.not_held["span over two months: counted in the first"] += 1
        a, b = around.admin1, around.admin2
        for event_type in types:
            key = (land.iso3, a.pcode, a.name, b.pcode, b.name, day.year, day.month, event_type)
            total = sums.setdefault(key, _Sum(around))
            total.events += 1
            if incident.fatalities is not None:
                total.fatalities = (total.fatalities or 0) + incident.fatalities.best
    return sums


def _write(incidents: Iterable[Incident], out: BinaryIO, options: ExportOptions, report: ExportReport) -> None:
    table = Table(out, COLUMNS)
    if options.hxl:
        table.tags(HXL)
    for key, total in sorted(_sums(incidents, report).items()):
        table.row(_row(key, total))
        report.rows += 1
    table.end()


FORMAT = Format("hapi", ".csv", "OCHA HAPI's monthly table by second-level area", _write, "text/csv")
