"""Places and parties by name, for those who correct, and the codebook's words."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from marsad.codebook import KINDS, Kind
from marsad.gazetteer.lookup import PlaceEntry, load
from marsad.lexicon.parties import Actor, read_actors
from marsad.reading.fold import fold
from marsad.reading.words import split_words
from marsad.web import shapes
from marsad.web.answers import JsonAnswer
from marsad.web.people import Person, Role, needs

router = APIRouter(tags=["lookup"])
Reader = Annotated[Person, Depends(needs(Role.VIEWER))]
Words = Annotated[str, Query(min_length=1, max_length=100, description="The name or its beginning, Arabic or English.")]
_MOST = 20


def _key(name: str) -> str:
    """The name as it is compared: folded, without articles."""
    words = (word.form.key for word in split_words(fold(name).text))
    return " ".join(word.removeprefix("ال") or word for word in words) or name.strip().lower()


@lru_cache(maxsize=1)
def _places() -> list[tuple[str, str, PlaceEntry]]:
    return [(_key(place.name_ar), place.name_en.lower(), place) for place in load().places()]


@lru_cache(maxsize=1)
def _actors() -> list[tuple[list[str], str, Actor]]:
    return [([_key(name) for name in names], actor.name_en.lower(), actor) for _, _, actor, names in read_actors()]


def _fit(wanted: str, latin: str, names: list[str], english: str) -> int | None:
    """0 the name itself, 1 its beginning, 2 a part of it; None: another."""
    if wanted in names or latin == english:
        return 0
    if any(name.startswith(wanted) for name in names) or english.startswith(latin):
        return 1
    return 2 if any(f" {wanted}" in name for name in names) or f" {latin}" in english else None


@router.get("/places", summary="Places by name", response_model=list[shapes.GazetteerPlace])
def places(_person: Reader, q: Words) -> Response:
    """At most 20, those that bear just this name first, the larger before the smaller."""
    wanted, latin = _key(q), q.strip().lower()
    found = [
        (fit, -place.population, place.id, place)
        for name, english, place in _places()
        if (fit := _fit(wanted, latin, [name], english)) is not None
    ]
    return JsonAnswer([_place(place) for *_, place in sorted(found, key=lambda item: item[:3])[:_MOST]])


def _place(place: PlaceEntry) -> dict[str, Any]:
    return {
        "name": place.name_ar,
        "name_en": place.name_en,
        "country": place.country or None,
        "admin1": place.admin1 or None,
        "lat": place.lat,
        "lon": place.lon,
        "radius_km": place.radius_km,
        "gazetteer_id": place.id,
        "pcode": place.pcode or None,
    }


@router.get("/parties", summary="Parties by name", response_model=list[shapes.CatalogueParty])
def parties(_person: Reader, q: Words) -> Response:
    """At most 20 of the catalogue, those of just this name first."""
    wanted, latin = _key(q), q.strip().lower()
    found = [
        (fit, actor.id, actor)
        for names, english, actor in _actors()
        if (fit := _fit(wanted, latin, names, english)) is not None
    ]
    return JsonAnswer(
        [
            {
                "id": actor.id,
                "name_ar": actor.name_ar,
                "name_en": actor.name_en,
                "country": actor.country or None,
                "type": actor.type.value,
            }
            for *_, actor in sorted(found, key=lambda item: item[:2])[:_MOST]
        ]
    )


@router.get("/codebook", summary="Kinds and what they map to", response_model=dict[Kind, shapes.KindFacts])
def codebook() -> Response:
    """Every kind with its ACLED and PLOVER types and the family that it belongs to."""
    return JsonAnswer(
        {
            kind.value: {
                "event_type": facts.event_type,
                "sub_event_type": facts.sub_event_type,
                "plover": facts.plover,
                "mode": facts.mode,
                "family": facts.family,
            }
            for kind, facts in KINDS.items()
        }
    )
