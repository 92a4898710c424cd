"""PLOVER records, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from marsad import __version__
from marsad.codebook import KINDS, PlacePrecision
from marsad.codebook import VERSION as CODEBOOK_VERSION
from marsad.corroboration.incident import Incident
from marsad.event import Place, When
from marsad.exports import crosswalk
from marsad.exports.actors import Typed, typed
from marsad.exports.areas import areas, english_name, feature_code
from marsad.exports.cells import unique
from marsad.exports.countries import country
from marsad.exports.format import ExportOptions, ExportReport, Format

# 1 country, 2 province, 3 district, 4 city, 5 finer
_RESOLUTION = {PlacePrecision.EXACT: 4, PlacePrecision.NEAR: 4, PlacePrecision.AREA: 3, PlacePrecision.COUNTRY: 1}
_FINER = frozenset({"PPLX", "HSP", "SCH", "MSQE", "CH", "SQR", "ST", "CHKP", "BLDG", "MKT", "BDG", "PRN"})


def sides(incident: Incident) -> tuple[list[Typed], list[Typed]]:
    """Actors and recipients: both sides of a fight or of talks are actors."""
    code = incident.place.country if incident.place else None
    actors = [typed(party, country=code) for party in incident.side_a]
    others = [typed(party, country=code) for party in incident.side_b]
    return ([*actors, *others], []) if crosswalk.plover_sides(incident) else (actors, others)


def _entity(party: Typed) -> dict[str, Any]:
    land = country(party.country)
    return {
        "raw_text": party.text,
        "entity_name": party.name if party.catalogued else None,
        "code": land.iso3 if land else None,
        "country_name": land.name if land else None,
        "sector_code": party.sector or None,
    }


def resolution(place: Place) -> int:
    """PLOVER's: 1 country, 2 province, 3 district, 4 city, 5 finer than a city."""
    feature = feature_code(place)
    if feature in _FINER:
        return 5
    return 2 if feature == "ADM1" and place.precision is PlacePrecision.AREA else _RESOLUTION[place.precision]


def _location(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    land = country(place.country)
    around = areas(place)
    geonames = (place.gazetteer_id or "").removeprefix("geonames.")
    return {
        "extracted_place": place.name,
        "resolved_place": english_name(place) or None,
        "geonameid": geonames if geonames.isdigit() else None,
        "lat": place.lat,
        "lon": place.lon,
        "district": around.admin2.name or None,
        "province": around.admin1.name or None,
        "country": land.name if land else None,
        "country_code": land.iso3 if land else None,
        "feature_code": feature_code(place) or None,
        "resolution": resolution(place),
    }


def _record(incident: Incident, when: When, options: ExportOptions) -> dict[str, Any]:
    facts = KINDS[incident.kind]
    actors, recipients = sides(incident)
    reports = [told.report for told in incident.members]
    dead, injured = incident.fatalities, incident.injured
    return {
        "id": incident.id,
        "has_event": True,
        "date": when.start.isoformat() if when.start else None,
        "enddate": when.end.isoformat() if when.end and when.end != when.start else None,
        "actor": [_entity(party) for party in actors],
        "recipient": [_entity(party) for party in recipients],
        "event": [facts.plover],
        "mode": [facts.mode] if facts.mode else [],
        "context": crosswalk.contexts(incident),
        "quad_code": crosswalk.QUAD[facts.plover],
        "event_loc": _location(incident.place),
        "event_text": " | ".join(unique(told.event.anchor for told in incident.members)),
        "size": {"dead": dead.best if dead else None, "injured": injured.best if injured else None},
        "link": unique(report.url for report in reports),
        "cite_info": [
            {"publication": report.outlet, "title": report.title, "url": report.url, "language": "ar"}
            for report in reports
        ],
        "coder": f"marsad {__version__}",
        "comment": f"codebook {CODEBOOK_VERSION}; {options.rules.sentence()}",
    }


def _write(incidents: Iterable[Incident], out: BinaryIO, options: ExportOptions, report: ExportReport) -> None:
    for incident in incidents:
        if incident.date is None or incident.date.start is None:
            report.left_out["no day known"] += 1
            continue
        record = _record(incident, incident.date, options)
        out.write(json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
        report.rows += 1
        lost = {
            "lowest and highest toll": any(
                t is not None and t.low != t.high for t in (incident.fatalities, incident.injured)
            ),
            "who claims what": any(claim.speaker for claim in incident.claims),
            "precision of the date": True,
            "no actor known (a field PLOVER asks for)": not record["actor"],
            "sector of a party": any(not e["sector_code"] for e in (*record["actor"], *record["recipient"])),
        }
        report.not_held.update(what for what, is_lost in lost.items() if is_lost)


FORMAT = Format("plover", ".jsonl", "PLOVER records, one JSON object a line", _write, "application/x-ndjson")
