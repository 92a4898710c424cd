"""Marsad's own flat record of an incident and of a claim: the columns of CSV, GeoJSON, Parquet and releases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from marsad.codebook import KINDS
from marsad.corroboration.incident import Incident, IncidentClaim, TollRange
from marsad.event import Party, Toll
from marsad.exports.areas import areas
from marsad.exports.cells import unique

Type = Literal["string", "integer", "number", "date", "list"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: name, type, what it says. A list holds strings."""

    name: str
    type: Type
    about: str
    required: bool = False


INCIDENT_COLUMNS: tuple[Column, ...] = (
    Column("id", "string", "Sixteen hex digits; stays when more reports arrive", required=True),
    Column("kind", "string", "Kind of act (codebook, section 2)", required=True),
    Column("status", "string", "occurred, attempted or disputed", required=True),
    Column("event_type", "string", "ACLED's event type of the kind", required=True),
    Column("sub_event_type", "string", "ACLED's sub-event type of the kind", required=True),
    Column("plover_type", "string", "PLOVER's type of the kind", required=True),
    Column("plover_mode", "string", "PLOVER's mode of the kind"),
    Column("date_start", "date", "First day"),
    Column("date_end", "date", "Last day"),
    Column("date_precision", "string", "day, span, week, month or unknown"),
    Column("place", "string", "Most specific named place, as written"),
    Column("country", "string", "ISO 3166-1 alpha-2"),
    Column("admin1", "string", "First-level area, in English"),
    Column("admin2", "string", "Second-level area, in English, where its P-code is known"),
    Column("pcode", "string", "OCHA P-code of the place or of the finest area known"),
    Column("lat", "number", "Latitude, WGS84 degrees"),
    Column("lon", "number", "Longitude, WGS84 degrees"),
    Column("place_precision", "string", "exact, near, area or country"),
    Column("radius_km", "number", "How far from the point the act may have been, in km"),
    Column("bearing_deg", "number", "Direction from the named place, clockwise from north"),
    Column("gazetteer_id", "string", "Entry of the gazetteer"),
    Column("side_a", "list", "Who acts, as written"),
    Column("side_b", "list", "Whom it is done to, as written"),
    Column("side_a_ids", "list", "Entries of the catalogue of parties; empty for a party in none"),
    Column("side_b_ids", "list", "Entries of the catalogue of parties; empty for a party in none"),
    Column("fatalities_low", "integer", "Lowest toll claimed; empty: nothing said"),
    Column("fatalities_best", "integer", "The toll chosen by fatalities_rule"),
    Column("fatalities_high", "integer", "Highest toll claimed; empty beside a best: no upper bound"),
    Column("fatalities_rule", "string", "How the best toll was chosen"),
    Column("injured_low", "integer", "Lowest number of wounded claimed"),
    Column("injured_best", "integer", "The number chosen"),
    Column("injured_high", "integer", "Highest number claimed; empty beside a best: no upper bound"),
    Column("injured_rule", "string", "How the best number was chosen"),
    Column("protected", "list", "What the act hit or hindered, where it was protected"),
    Column("outlets", "list", "Who reported it, in order"),
    Column("voices", "integer", "Number of independent reports: reprints of one text count once", required=True),
    Column("claims", "integer", "Number of claims", required=True),
    Column("first_reported", "date", "Day of the first report"),
    Column("last_reported", "date", "Day of the last report"),
    Column("disagreements", "list", "Fields on which claims contradict each other"),
    Column("confidence", "number", "0 to 1", required=True),
    Column("review", "string", "unreviewed, accepted, corrected or rejected", required=True),
    Column("articles", "list", "Ids of the articles that tell of it"),
    Column("urls", "list", "Addresses of the articles"),
    Column("anchors", "list", "The words that tell the act, one from each report"),
)

CLAIM_COLUMNS: tuple[Column, ...] = (
    Column("incident_id", "string", "Id of the incident", required=True),
    Column("number", "integer", "Position among the incident's claims, from 1", required=True),
    Column("article_id", "string", "Article that carries the claim", required=True),
    Column("event_id", "string", "The act as that article tells it", required=True),
    Column("outlet", "string", "Who published the article"),
    Column("published", "date", "Day of publication"),
    Column("speaker", "string", "Who says so; empty: the outlet itself"),
    Column("via", "string", "Who relays the words"),
    Column("force", "string", "says, claims, confirms, denies or claims_responsibility", required=True),
    Column("kind", "string", "Kind of act, as this speaker has it", required=True),
    Column("side_a", "list", "Who acts, as this speaker names them"),
    Column("side_b", "list", "Whom it is done to, as this speaker names them"),
    Column("fatalities_min", "integer", "Deaths claimed, at least"),
    Column("fatalities_max", "integer", "Deaths claimed, at most; empty beside a least: no upper bound"),
    Column("injured_min", "integer", "Wounded claimed, at least"),
    Column("injured_max", "integer", "Wounded claimed, at most; empty beside a least: no upper bound"),
)


def _range(name: str, toll: TollRange | None) -> dict[str, Any]:
    known = (toll.low, toll.best, toll.high, toll.rule) if toll else (None, None, None, None)
    return dict(zip((f"{name}_{part}" for part in ("low", "best", "high", "rule")), known, strict=True))


def _toll(name: str, toll: Toll | None) -> dict[str, Any]:
    return {f"{name}_min": toll.min if toll else None, f"{name}_max": toll.max if toll else None}


def _ids(parties: tuple[Party, ...]) -> list[str]:
    return [party.actor_id or "" for party in parties]


def incident_record(incident: Incident) -> dict[str, Any]:
    """The incident in `INCIDENT_COLUMNS`; None where nothing is known, dates as dates, lists as lists."""
    facts, when, place = KINDS[incident.kind], incident.date, incident.place
    around = areas(place)
    return {
        "id": incident.id,
        "kind": incident.kind.value,
        "status": incident.status.value,
        "event_type": facts.event_type,
        "sub_event_type": facts.sub_event_type,
        "plover_type": facts.plover,
        "plover_mode": facts.mode or None,
        "date_start": when.start if when else None,
        "date_end": when.end if when else None,
        "date_precision": when.precision.value if when else None,
        "place": place.name if place else None,
        "country": place.country if place else None,
        "admin1": (around.admin1.name or place.admin1) if place else None,
        "admin2": around.admin2.name or None,
        "pcode": (place.pcode or around.admin2.pcode or around.admin1.pcode or None) if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "place_precision": place.precision.value if place else None,
        "radius_km": place.radius_km if place else None,
        "bearing_deg": place.bearing_deg if place else None,
        "gazetteer_id": place.gazetteer_id if place else None,
        "side_a": [party.text for party in incident.side_a],
        "side_b": [party.text for party in incident.side_b],
        "side_a_ids": _ids(incident.side_a),
        "side_b_ids": _ids(incident.side_b),
        **_range("fatalities", incident.fatalities),
        **_range("injured", incident.injured),
        "protected": [what.value for what in incident.protected],
        "outlets": list(incident.outlets),
        "voices": incident.voices,
        "claims": len(incident.claims),
        "first_reported": incident.first_reported,
        "last_reported": incident.last_reported,
        "disagreements": list(incident.disagreements),
        "confidence": incident.confidence,
        "review": incident.review.value,
        "articles": list(incident.articles),
        "urls": unique(told.report.url for told in incident.members),
        "anchors": unique(told.event.anchor for told in incident.members),
    }


def claim_record(incident: Incident, number: int, claim: IncidentClaim) -> dict[str, Any]:
    """The claim in `CLAIM_COLUMNS`."""
    return {
        "incident_id": incident.id,
        "number": number,
        "article_id": claim.article_id,
        "event_id": claim.event_id,
        "outlet": claim.outlet or None,
        "published": claim.published,
        "speaker": claim.speaker,
        "via": claim.via,
        "force": claim.force.value,
        "kind": claim.kind.value,
        "side_a": list(claim.side_a),
        "side_b": list(claim.side_b),
        **_toll("fatalities", claim.fatalities),
        **_toll("injured", claim.injured),
    }
