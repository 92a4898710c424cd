"""What goes out: an event with its evidence. Everything here is frozen.

Every field of an event that is not null has evidence: the spans of the words it was read from
and the name of the rule that read them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from marsad.article import Span
from marsad.codebook import KINDS, DatePrecision, Force, Kind, PlacePrecision, Protected, Status


@dataclass(frozen=True, slots=True)
class When:
    """Inclusive span of days. Both ends None: told, but not resolvable without a publication date.

    Raises:
        ValueError: when start > end, or only one end is given.
    """

    start: dt.date | None
    end: dt.date | None
    precision: DatePrecision

    def __post_init__(self) -> None:
        if (self.start is None) != (self.end is None):
            raise ValueError("a date has both ends or none")
        if self.start is not None and self.end is not None and self.start > self.end:
            raise ValueError(f"date starts {self.start} after it ends {self.end}")


@dataclass(frozen=True, slots=True)
class Place:
    """A named place.

    Args:
        name: as the text writes it, without preposition.
        country: ISO 3166-1 alpha-2, or None.
        lat, lon: WGS84 degrees; both or neither; never 0/0.
        radius_km: how far from the point the act may have been, in kilometres; None without a point.
    """

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: PlacePrecision
    radius_km: float | None = None
    bearing_deg: float | None = None
    gazetteer_id: str | None = None
    admin1: str | None = None
    pcode: str | None = None

    def __post_init__(self) -> None:
        if (self.lat is None) != (self.lon is None):
            raise ValueError(f"place {self.name}: lat and lon, both or neither")
        if self.lat is not None and self.lon is not None:
            if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
                raise ValueError(f"place {self.name}: {self.lat}, {self.lon} is no point on Earth")
            if self.lat == 0 and self.lon == 0:
                raise ValueError(f"place {self.name}: 0/0 is not a place but a missing value")


@dataclass(frozen=True, slots=True)
class Party:
    """Who acts or is acted upon: the words, and the catalogue entry they were resolved to, if any."""

    text: str
    actor_id: str | None = None


@dataclass(frozen=True, slots=True)
class Toll:
    """Persons, min and max inclusive; max None: no upper bound told."""

    min: int
    max: int | None

    def __post_init__(self) -> None:
        if self.min < 0 or (self.max is not None and self.max < self.min):
            raise ValueError(f"toll {self.min}..{self.max}")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words a field was read from, and the rule that read them."""

    field: str
    spans: tuple[Span, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What one speaker says of the act. Speaker None: the outlet itself."""

    speaker: str | None
    via: str | None
    force: Force
    kind: Kind
    side_a: tuple[str, ...]
    side_b: tuple[str, ...]
    fatalities: Toll | None
    injured: Toll | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One act, as one document reports it (docs/codebook.md, sections 1 and 3)."""

    article_id: str
    kind: Kind
    status: Status
    anchor: str
    trigger: Span
    date: When | None
    place: Place | None
    side_a: tuple[Party, ...]
    side_b: tuple[Party, ...]
    fatalities: Toll | None
    injured: Toll | None
    sources: tuple[str, ...]
    protected: tuple[Protected, ...]
    claims: tuple[Claim, ...]
    evidence: tuple[Evidence, ...]
    confidence: float
    coder_version: str
    lexicon_version: str
    _id: str = field(default="", init=False, repr=False, compare=False)

    @property
    def id(self) -> str:
        """Sixteen hex digits derived from the content; equal content, equal id."""
        if not self._id:  # worked out once: gathering asks for it all the time
            recipe = json.dumps(
                [self.article_id, _fields(self), [self.trigger.field, self.trigger.start, self.trigger.end]],
                ensure_ascii=False,
                sort_keys=True,
            )
            digest = hashlib.sha256(recipe.encode("utf-8", "surrogatepass")).hexdigest()
            object.__setattr__(self, "_id", digest[:16])
        return self._id


def date_to_dict(when: When | None) -> dict[str, Any] | None:
    """The date as plain JSON."""
    if when is None:
        return None
    return {
        "start": when.start.isoformat() if when.start else None,
        "end": when.end.isoformat() if when.end else None,
        "precision": when.precision.value,
    }


def place_to_dict(place: Place | None) -> dict[str, Any] | None:
    """The place as plain JSON."""
    if place is None:
        return None
    return {
        "name": place.name,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision.value,
        "radius_km": place.radius_km,
        "bearing_deg": place.bearing_deg,
        "gazetteer_id": place.gazetteer_id,
        "admin1": place.admin1,
        "pcode": place.pcode,
    }


def toll_to_dict(toll: Toll | None) -> dict[str, int | None] | None:
    """The toll as plain JSON."""
    return None if toll is None else {"min": toll.min, "max": toll.max}


def party_to_dict(party: Party) -> dict[str, Any]:
    """The party as plain JSON."""
    return {"text": party.text, "actor_id": party.actor_id}


def _fields(event: Event) -> dict[str, Any]:
    return {
        "kind": event.kind.value,
        "status": event.status.value,
        "anchor": event.anchor,
        "date": date_to_dict(event.date),
        "place": place_to_dict(event.place),
        "side_a": [party_to_dict(p) for p in event.side_a],
        "side_b": [party_to_dict(p) for p in event.side_b],
        "fatalities": toll_to_dict(event.fatalities),
        "injured": toll_to_dict(event.injured),
        "sources": list(event.sources),
        "protected": [p.value for p in event.protected],
    }


def event_to_dict(event: Event) -> dict[str, Any]:
    """The event as the JSON lines contract has it; keys in a fixed order, values plain JSON."""
    facts = KINDS[event.kind]
    evidence: dict[str, Any] = {
        "field": event.trigger.field,
        "trigger": [event.trigger.start, event.trigger.end],
    }
    rules: dict[str, str] = {}
    for item in event.evidence:
        evidence[item.field] = [[s.field, s.start, s.end] for s in item.spans]
        rules[item.field] = item.rule
    evidence["rules"] = rules
    return {
        "id": event.id,
        **_fields(event),
        "acled": {"event_type": facts.event_type, "sub_event_type": facts.sub_event_type},
        "plover": {"type": facts.plover, "mode": facts.mode},
        "confidence": event.confidence,
        "claims": [
            {
                "speaker": claim.speaker,
                "via": claim.via,
                "force": claim.force.value,
                "kind": claim.kind.value,
                "side_a": list(claim.side_a),
                "side_b": list(claim.side_b),
                "fatalities": toll_to_dict(claim.fatalities),
                "injured": toll_to_dict(claim.injured),
                "evidence": [[s.field, s.start, s.end] for s in claim.spans],
            }
            for claim in event.claims
        ],
        "evidence": evidence,
        "coder_version": event.coder_version,
        "lexicon_version": event.lexicon_version,
    }


def date_from_dict(value: dict[str, Any] | None) -> When | None:
    """What `date_to_dict` wrote."""
    if value is None:
        return None
    start, end = (dt.date.fromisoformat(value[k]) if value[k] else None for k in ("start", "end"))
    return When(start, end, DatePrecision(value["precision"]))


def place_from_dict(value: dict[str, Any] | None) -> Place | None:
    """What `place_to_dict` wrote."""
    return None if value is None else Place(**{**value, "precision": PlacePrecision(value["precision"])})


def toll_from_dict(value: dict[str, Any] | None) -> Toll | None:
    """What `toll_to_dict` wrote."""
    return None if value is None else Toll(value["min"], value["max"])


def spans_from_lists(values: list[list[Any]]) -> tuple[Span, ...]:
    """Spans from lists [field, start, end]."""
    return tuple(Span(field, start, end) for field, start, end in values)


def _read_claim(value: dict[str, Any]) -> Claim:
    return Claim(
        speaker=value["speaker"],
        via=value["via"],
        force=Force(value["force"]),
        kind=Kind(value["kind"]),
        side_a=tuple(value["side_a"]),
        side_b=tuple(value["side_b"]),
        fatalities=toll_from_dict(value["fatalities"]),
        injured=toll_from_dict(value["injured"]),
        spans=spans_from_lists(value["evidence"]),
    )


def event_from_dict(article_id: str, value: dict[str, Any]) -> Event:
    """The event of the article that `event_to_dict` wrote, or JSON made of it; equal to the one written.

    Raises:
        KeyError, ValueError, TypeError: when the value is not what `event_to_dict` writes.
    """
    evidence = value["evidence"]
    rules = evidence["rules"]
    return Event(
        article_id=article_id,
        kind=Kind(value["kind"]),
        status=Status(value["status"]),
        anchor=value["anchor"],
        trigger=Span(evidence["field"], *evidence["trigger"]),
        date=date_from_dict(value["date"]),
        place=place_from_dict(value["place"]),
        side_a=tuple(Party(**p) for p in value["side_a"]),
        side_b=tuple(Party(**p) for p in value["side_b"]),
        fatalities=toll_from_dict(value["fatalities"]),
        injured=toll_from_dict(value["injured"]),
        sources=tuple(value["sources"]),
        protected=tuple(Protected(p) for p in value["protected"]),
        claims=tuple(_read_claim(c) for c in value["claims"]),
        evidence=tuple(Evidence(field, spans_from_lists(evidence[field]), rule) for field, rule in rules.items()),
        confidence=value["confidence"],
        coder_version=value["coder_version"],
        lexicon_version=value["lexicon_version"],
    )
