"""An incident as lists, the map and filters need it: a small row, and all rows as columns.

Rows are made of incidents as the person may see them: what is masked can't be filtered by.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from marsad.codebook import Kind, PlacePrecision
from marsad.corroboration.incident import Incident, ReviewState
from marsad.event import Party
from marsad.lexicon.parties import read_actors

_EPOCH = dt.date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Row:
    """What is looked for, drawn and counted of an incident.

    Args:
        start, end, first_reported: days since 1970-01-01.
        radius_km, bearing_deg: as the place has them.
        best, high: killed; None where nobody says anything, or without a bound.
        confidence: 0..100.
        parties: names of both sides: the catalogue's where it has one, else as written.
        actors: catalogue ids of both sides.
        speakers: who says something of it, and through whom.
        articles: ids of the articles that tell of it.
    """

    id: str
    kind: str
    status: str
    start: int | None
    end: int | None
    place: str | None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: str | None
    radius_km: float | None
    bearing_deg: float | None
    best: int | None
    high: int | None
    confidence: int
    review: str
    voices: int
    disagreements: tuple[str, ...]
    protected: tuple[str, ...]
    outlets: tuple[str, ...]
    parties: tuple[str, ...]
    actors: frozenset[str]
    speakers: tuple[str, ...]
    first_reported: int | None
    articles: tuple[str, ...]


def day_number(day: dt.date | None) -> int | None:
    """Days since 1970-01-01."""
    return None if day is None else day.toordinal() - _EPOCH


@lru_cache(maxsize=1)
def actor_names() -> Mapping[str, str]:
    """The Arabic name of every catalogued party, by id."""
    return {actor.id: actor.name_ar for _, _, actor, _ in read_actors()}


def party_name(party: Party) -> str:
    """The catalogue's name where the party is in it, else the words."""
    return actor_names().get(party.actor_id, party.text) if party.actor_id else party.text


def _once(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def row_of(incident: Incident) -> Row:
    """The row of an incident."""
    date, place, dead = incident.date, incident.place, incident.fatalities
    parties = (*incident.side_a, *incident.side_b)
    return Row(
        id=incident.id,
        kind=incident.kind.value,
        status=incident.status.value,
        start=day_number(date.start) if date else None,
        end=day_number(date.end) if date else None,
        place=place.name if place else None,
        country=place.country if place else None,
        admin1=place.admin1 if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        precision=place.precision.value if place else None,
        radius_km=place.radius_km if place else None,
        bearing_deg=place.bearing_deg if place else None,
        best=dead.best if dead else None,
        high=dead.high if dead else None,
        confidence=round(incident.confidence * 100),
        review=incident.review.value,
        voices=incident.voices,
        disagreements=incident.disagreements,
        protected=tuple(what.value for what in incident.protected),
        outlets=_once(incident.outlets),
        parties=_once(party_name(party) for party in parties),
        actors=frozenset(party.actor_id for party in parties if party.actor_id),
        speakers=_once(name for claim in incident.claims for name in (claim.speaker, claim.via)),
        first_reported=day_number(incident.first_reported),
        articles=incident.articles,
    )


class _Names:
    """A dictionary of names that columns point into."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        self._index: dict[str, int] = {}
        for name in known:
            self.index(name)

    def index(self, name: str) -> int:
        return self._index.setdefault(name, len(self._index))

    def maybe(self, name: str | None) -> int | None:
        return None if not name else self.index(name)

    @property
    def names(self) -> list[str]:
        return list(self._index)


_PLAIN = ("id", "start", "end", "lat", "lon", "radius_km", "bearing_deg", "best", "confidence", "voices")


def columns(rows: Sequence[Row], version: str) -> dict[str, Any]:
    """The rows as columns of equal length with the dictionaries that they point into.

    Args:
        rows: in the order wanted.
        version: of the view that they were taken from.
    """
    kinds, reviews = _Names(kind.value for kind in Kind), _Names(state.value for state in ReviewState)
    precisions = _Names(precision.value for precision in PlacePrecision)
    countries, admin1s, places, outlets, parties, speakers = (_Names() for _ in range(6))
    return {
        "n": len(rows),
        "version": version,
        **{name: [getattr(row, name) for row in rows] for name in _PLAIN},
        "kind": [kinds.index(row.kind) for row in rows],
        "precision": [precisions.maybe(row.precision) for row in rows],
        "country": [countries.maybe(row.country) for row in rows],
        "admin1": [admin1s.maybe(row.admin1) for row in rows],
        "place": [places.maybe(row.place) for row in rows],
        "review": [reviews.index(row.review) for row in rows],
        "disagreement": [int(bool(row.disagreements)) for row in rows],
        "protected": [int(bool(row.protected)) for row in rows],
        "outlets": [[outlets.index(name) for name in row.outlets] for row in rows],
        "parties": [[parties.index(name) for name in row.parties] for row in rows],
        "speakers": [[speakers.index(name) for name in row.speakers] for row in rows],
        "kinds": kinds.names,
        "precisions": precisions.names,
        "countries": countries.names,
        "admin1s": admin1s.names,
        "places": places.names,
        "reviews": reviews.names,
        "outlet_names": outlets.names,
        "party_names": parties.names,
        "speaker_names": speakers.names,
    }
