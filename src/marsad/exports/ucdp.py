"""UCDP GED's table of 49 columns: acts of organised violence that killed; low <= best <= high holds in each row."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from typing import Any, BinaryIO

from marsad.codebook import PartyType, PlacePrecision
from marsad.corroboration.incident import Incident, ReviewState, TollRange
from marsad.event import Place, When
from marsad.exports import crosswalk
from marsad.exports.acled import number_of
from marsad.exports.actors import Typed, typed
from marsad.exports.areas import areas, english_name, feature_code
from marsad.exports.cells import LIST_SEPARATOR, Table, unique
from marsad.exports.countries import country
from marsad.exports.format import ExportOptions, ExportReport, Format

COLUMNS = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence"),
    *("conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name"),
    *("side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b"),
    *("number_of_sources", "source_article", "source_office", "source_date", "source_headline", "source_original"),
    *("where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt"),
    *("priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end"),
    *("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob"),
)
HXL = {
    "year": "#date+year",
    "side_a": "#group+name+first",
    "side_b": "#group+name+second",
    "source_article": "#meta+source",
    "source_headline": "#description",
    "where_coordinates": "#loc+name",
    "adm_1": "#adm1+name",
    "adm_2": "#adm2+name",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "country": "#country+name",
    "region": "#region+name",
    "date_start": "#date+start",
    "date_end": "#date+end",
    "best": "#affected+killed",
}
_CELL_DEG = 0.5
_CELLS_AROUND = 720
_UNARMED = frozenset({PartyType.CIVILIANS, PartyType.PROTESTERS, PartyType.RIOTERS})


def priogrid_gid(lat: float, lon: float) -> int:
    """Number of the PRIO-GRID cell of half a degree: 1 at 90 S 180 W, rising eastward, then northward."""
    row = min(math.floor((lat + 90) / _CELL_DEG), 359)
    column = min(math.floor((lon + 180) / _CELL_DEG), _CELLS_AROUND - 1)
    return row * _CELLS_AROUND + column + 1


def type_of_violence(incident: Incident, side_a: list[Typed], side_b: list[Typed]) -> int | None:
    """1 a state against an armed body, 2 between such bodies, 3 against those without arms; None: can't be told."""
    if incident.kind in crosswalk.ONE_SIDED or (side_b and all(p.type in _UNARMED for p in side_b)):
        return 3
    sides = [side[0] for side in (side_a, side_b) if side]
    if len(sides) < 2 or any(party.type is None for party in sides):
        return None
    return 1 if any(party.state for party in sides) else 2


def _where_prec(place: Place | None) -> int | None:
    if place is None:
        return None
    if place.precision is PlacePrecision.AREA:
        return crosswalk.WHERE_PREC_BY_FEATURE.get(feature_code(place), 5)
    return crosswalk.WHERE_PREC[place.precision]


def _government(side: list[Typed]) -> int | None:
    land = country(side[0].country) if side and side[0].state else None
    return land.gwno if land else None


def _sources(incident: Incident) -> dict[str, Any]:
    reports = [told.report for told in incident.members]
    days = [report.published for report in reports if report.published]
    return {
        "number_of_sources": incident.voices,
        "source_article": LIST_SEPARATOR.join(
            unique(
                ",".join(unique((r.outlet, r.published.isoformat() if r.published else "", r.title))) for r in reports
            )
        ),
        "source_office": list(incident.outlets),
        "source_date": unique(day.isoformat() for day in days),
        "source_headline": unique(report.title for report in reports),
        "source_original": unique(claim.speaker or "" for claim in incident.claims),
    }


def _where(place: Place | None) -> dict[str, Any]:
    land = country(place.country if place else None)
    around = areas(place)
    lat, lon = (place.lat, place.lon) if place else (None, None)
    known = lat is not None and lon is not None
    return {
        "where_prec": _where_prec(place),
        "where_coordinates": (english_name(place) or place.name) if place else None,
        "where_description": place.name if place else None,
        "adm_1": around.admin1.name,
        "adm_2": around.admin2.name,
        "latitude": lat,
        "longitude": lon,
        "geom_wkt": f"POINT ({lon} {lat})" if known else None,
        "priogrid_gid": priogrid_gid(lat, lon) if lat is not None and lon is not None else None,
        "country": land.name if land else None,
        "country_id": land.gwno if land else None,
        "region": land.ucdp_region if land else None,
    }


def _deaths(toll: TollRange, violence: int | None, side_b: list[Typed]) -> dict[str, int]:
    """Tolls: whose deaths they are is known only where those without arms are the only ones told of."""
    civilians = violence == 3 and (not side_b or all(p.type is PartyType.CIVILIANS for p in side_b))
    return {
        "deaths_a": 0,
        "deaths_b": 0,
        "deaths_civilians": toll.best if civilians else 0,
        "deaths_unknown": 0 if civilians else toll.best,
        "best": toll.best,
        "high": toll.best if toll.high is None else toll.high,
        "low": toll.low,
    }


def _row(incident: Incident, when: When, first: dt.date, toll: TollRange) -> dict[str, Any]:
    place = incident.place
    code = place.country if place else None
    side_a, side_b = ([typed(p, country=code) for p in side] for side in (incident.side_a, incident.side_b))
    land = country(code)
    violence = type_of_violence(incident, side_a, side_b)
    names = [LIST_SEPARATOR.join(party.name for party in side) for side in (side_a, side_b)]
    reviewed = incident.review in (ReviewState.ACCEPTED, ReviewState.CORRECTED)
    return {
        "id": number_of(incident),
        "relid": f"{land.iso3 if land else 'XXX'}-{first.year}-{violence or 0}-{incident.id}",
        "year": first.year,
        "active_year": None,
        "code_status": "Clear" if reviewed else "Unreviewed",
        "type_of_violence": violence,
        **dict.fromkeys(("conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id")),
        "dyad_name": " - ".join(names) if all(names) else None,
        **dict.fromkeys(("side_a_dset_id", "side_a_new_id", "side_b_dset_id", "side_b_new_id")),
        "side_a": names[0],
        "side_b": names[1],
        **_sources(incident),
        **_where(place),
        "event_clarity": 1 if when.start == when.end else 2,
        "date_prec": crosswalk.date_prec(when),
        "date_start": when.start,
        "date_end": when.end,
        **_deaths(toll, violence, side_b),
        "gwnoa": _government(side_a),
        "gwnob": _government(side_b),
    }


def _count(incident: Incident, row: dict[str, Any], report: ExportReport) -> None:
    toll = incident.fatalities
    lost = {
        "type of violence unknown": row["type_of_violence"] is None,
        "no point known": row["latitude"] is None,
        "no country known": row["country"] is None,
        "state number of the country (none in the list)": row["country"] is not None and row["country_id"] is None,
        "whose deaths they are": row["deaths_unknown"] > 0,
        "no upper bound of the toll: high is best": toll is not None and toll.high is None,
        "injured": incident.injured is not None,
        "means (kind)": True,
        "claims that disagree": bool(incident.disagreements),
        "what was hit (protected)": bool(incident.protected),
    }
    report.not_held.update(what for what, is_lost in lost.items() if is_lost)


def _write(incidents: Iterable[Incident], out: BinaryIO, options: ExportOptions, report: ExportReport) -> None:
    table = Table(out, COLUMNS)
    if options.hxl:
        table.tags(HXL)
    for incident in incidents:
        when, toll = incident.date, incident.fatalities
        if incident.kind not in crosswalk.VIOLENT:
            report.left_out["no act of organised violence"] += 1
        elif toll is None or (toll.best == 0 and not toll.high):
            report.left_out["no deaths told"] += 1
        elif when is None or when.start is None:
            report.left_out["no day known"] += 1
        else:
            row = _row(incident, when, when.start, toll)
            table.row(row)
            report.rows += 1
            _count(incident, row, report)
    table.end()


FORMAT = Format("ucdp", ".csv", "UCDP GED: CSV of 49 columns, acts that killed", _write, "text/csv")
