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
from marsad.corroboration.incident import ReviewState
from marsad.lexicon.parties import read_actors

_EPOCH = dt.date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Row:
    """What is looked for, drawn and counted of an incident.

    Args:
        start, end, first_reported: days since 1970-01-01.
        radius_km, bearing_deg: as the place has them.
        best: killed; None where nobody says anything.
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


def day_number(day: dt.date | str | None) -> int | None:
    """Days since 1970-01-01 of a day or its ISO form."""
    if day is None:
        return None
    return (dt.date.fromisoformat(day) if isinstance(day, str) else day).toordinal() - _EPOCH


@lru_cache(maxsize=1)
def actor_names() -> Mapping[str, str]:
    """The Arabic name of every catalogued party, by id."""
    return {actor.id: actor.name_ar for _, _, actor, _ in read_actors()}


def party_name(party: Mapping[str, Any]) -> str:
    """The catalogue's name where the party is in it, else the words."""
    text: str = party["text"]
    return actor_names().get(party["actor_id"], text) if party["actor_id"] else text


def _once(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def row_of(data: Mapping[str, Any]) -> Row:
    """The row of an incident as `incident_to_dict` writes it."""
    date, place, dead = data["date"] or {}, data["place"] or {}, data["fatalities"] or {}
    parties = (*data["side_a"], *data["side_b"])
    return Row(
        id=data["id"],
        kind=data["kind"],
        status=data["status"],
        start=day_number(date.get("start")),
        end=day_number(date.get("end")),
        place=place.get("name"),
        country=place.get("country"),
        admin1=place.get("admin1"),
        lat=place.get("lat"),
        lon=place.get("lon"),
        precision=place.get("precision"),
        radius_km=place.get("radius_km"),
        bearing_deg=place.get("bearing_deg"),
        best=dead.get("best"),
        confidence=round(data["confidence"] * 100),
        review=data["review"],
        voices=data["voices"],
        disagreements=tuple(data["disagreements"]),
        protected=tuple(data["protected"]),
        outlets=_once(data["outlets"]),
        parties=_once(party_name(party) for party in parties),
        actors=frozenset(party["actor_id"] for party in parties if party["actor_id"]),
        speakers=_once(name for claim in data["claims"] for name in (claim["speaker"], claim["via"])),
        first_reported=day_number(data["first_reported"]),
        articles=tuple(data["articles"]),
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
