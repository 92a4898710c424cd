"""POLECAT's tab-separated table of 40 columns. It has none for tolls, links, texts or precisions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from marsad import __version__
from marsad.codebook import KINDS
from marsad.corroboration.incident import Incident
from marsad.event import Place
from marsad.exports import crosswalk
from marsad.exports.actors import Typed
from marsad.exports.areas import areas, english_name, feature_code
from marsad.exports.cells import LIST_SEPARATOR, Table, unique
from marsad.exports.countries import country
from marsad.exports.format import ExportOptions, ExportReport, Format
from marsad.exports.plover import sides

COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *("Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title"),
    *("Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW"),
    *("Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw"),
    *("Wikipedia Recipient ID", "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude"),
    *("GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date"),
    *("Story People", "Story Organizations", "Story Locations", "Language", "Version"),
)
_CITIES = frozenset({"PPL", "PPLA", "PPLA2", "PPLA3", "PPLA4", "PPLC"})


def _party(role: str, parties: list[Typed]) -> dict[str, Any]:
    lands = [country(party.country) for party in parties]
    sectors = unique(party.sector for party in parties)
    return {
        f"{role} Name": unique(party.name for party in parties),
        f"{role} Country": unique(land.iso3 for land in lands if land),
        f"{role} COW": unique(str(land.cow) for land in lands if land and land.cow),
        f"Primary {role} Sector": sectors[0] if sectors else None,
        f"{role} Sectors": sectors,
        f"{role} Title": None,
        f"{role} Name Raw": unique(party.text for party in parties),
        f"Wikipedia {role} ID": None,
    }


def _where(place: Place | None) -> dict[str, Any]:
    around = areas(place)
    land = country(place.country if place else None)
    name = english_name(place) if place else ""
    feature = feature_code(place) if place else ""
    geonames = (place.gazetteer_id or "").removeprefix("geonames.") if place else ""
    return {
        "Placename": name or (place.name if place else None),
        "City": name if feature in _CITIES else None,
        "District": around.admin2.name,
        "Province": around.admin1.name,
        "Country": land.iso3 if land else None,
        "Latitude": place.lat if place else None,
        "Longitude": place.lon if place else None,
        "GeoNames ID": geonames if geonames.isdigit() else None,
        "Raw Placename": place.name if place else None,
        "Feature Type": feature,
    }


def _write(incidents: Iterable[Incident], out: BinaryIO, options: ExportOptions, report: ExportReport) -> None:
    del options
    table = Table(out, COLUMNS, tabs=True)
    for incident in incidents:
        if incident.date is None or incident.date.start is None:
            report.left_out["no day known"] += 1
            continue
        facts = KINDS[incident.kind]
        actors, recipients = sides(incident)
        row = {
            "Event ID": incident.id,
            "Event Date": incident.date.start,
            "Event Type": facts.plover,
            "Event Mode": facts.mode,
            "Intensity": None,
            "Quad Code": crosswalk.QUAD[facts.plover],
            "Contexts": LIST_SEPARATOR.join(crosswalk.contexts(incident)),
            **_party("Actor", actors),
            **_party("Recipient", recipients),
            **_where(incident.place),
            "Source": list(incident.outlets),
            "Publication Date": incident.first_reported,
            **dict.fromkeys(("Story People", "Story Organizations", "Story Locations")),
            "Language": "ar",
            "Version": f"marsad {__version__}",
        }
        table.row(row)
        report.rows += 1
        lost = {
            "tolls": incident.fatalities is not None or incident.injured is not None,
            "last day of a span": incident.date.start != incident.date.end,
            "precision of date and place, links, words of the text": True,
            "who claims what": any(claim.speaker for claim in incident.claims),
            "no point known": row["Latitude"] is None,
        }
        report.not_held.update(what for what, is_lost in lost.items() if is_lost)
    table.end()


FORMAT = Format("polecat", ".tsv", "POLECAT: tab-separated, 40 columns", _write, "text/tab-separated-values")
