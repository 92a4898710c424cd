"""What comparing needs of an event, worked out once: days, point, parties and words in comparable form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from marsad.codebook import DatePrecision, Kind, PlacePrecision, Protected
from marsad.corroboration.incident import Told
from marsad.event import Party, Toll
from marsad.lexicon.parties import loose
from marsad.reading.fold import fold
from marsad.reading.words import split_words

_LEAST_RADIUS_KM = 1.0
_NEAR_KM = 6.0
_LEAST_WORD = 3
_CLOSE = (PlacePrecision.EXACT, PlacePrecision.NEAR)
_INHERITED = "passage: "  # how the coder's rules begin that take the day from an earlier sentence
_SURE = (DatePrecision.DAY, DatePrecision.SPAN)


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """An event in comparable form.

    Args:
        days: first and last day as ordinals (proleptic, as `date.toordinal`); None when it has no date.
        sure_day: the text itself gives the day or span, it is not taken from the day of publication.
        own_day: the day stands with the act itself, it is not that of the passage.
        point: WGS84 degrees; None when the place has none or the event no place.
        radius_km: how far from the point it may have been.
        close: the place is the named place or near it, not an area or a country.
        name: folded name of the place; "" without one.
        doers, targets: catalogue ids of the sides, their words where not catalogued.
        words: keys of the words of the anchor and the title.
        voice: reports of one text have the same.
    """

    id: str
    told: Told
    kind: Kind
    days: tuple[int, int] | None
    sure_day: bool
    own_day: bool
    point: tuple[float, float] | None
    radius_km: float
    close: bool
    place_id: str
    name: str
    country: str
    doers: frozenset[str]
    targets: frozenset[str]
    dead: Toll | None
    wounded: Toll | None
    protected: frozenset[Protected]
    speakers: frozenset[str]
    words: frozenset[str]
    article: str
    voice: str
    published: int | None


@lru_cache(maxsize=65536)
def word_keys(text: str) -> tuple[str, ...]:
    """Keys of the words of a text, in order: folded, without the article; spelling variants meet."""
    return tuple(loose(word.form.key) for word in split_words(fold(text).text))


def folded_name(text: str) -> str:
    """A name as one string under which its spellings meet."""
    return " ".join(word_keys(text))


def _parties(parties: tuple[Party, ...]) -> frozenset[str]:
    return frozenset(party.actor_id or folded_name(party.text) for party in parties)


def facts_of(told: Told) -> Facts:
    """The event in comparable form."""
    event, report = told.event, told.report
    date, place = event.date, event.place
    days = None
    if date is not None and date.start is not None and date.end is not None:
        days = (date.start.toordinal(), date.end.toordinal())
    sure = date is not None and date.precision in _SURE
    point, radius = None, _LEAST_RADIUS_KM
    if place is not None and place.lat is not None and place.lon is not None:
        point = (place.lat, place.lon)
        radius = place.radius_km or (_NEAR_KM if place.precision is not PlacePrecision.EXACT else _LEAST_RADIUS_KM)
    words = [*word_keys(event.anchor), *word_keys(report.title)]
    speakers = [*event.sources, *(claim.speaker for claim in event.claims if claim.speaker)]
    return Facts(
        id=told.id,
        told=told,
        kind=event.kind,
        days=days,
        sure_day=sure,
        own_day=sure and not any(e.field == "date" and e.rule.startswith(_INHERITED) for e in event.evidence),
        point=point,
        radius_km=radius,
        close=place is not None and place.precision in _CLOSE,
        place_id=(place.gazetteer_id or "") if place else "",
        name=folded_name(place.name) if place else "",
        country=(place.country or "") if place else "",
        doers=_parties(event.side_a),
        targets=_parties(event.side_b),
        dead=event.fatalities,
        wounded=event.injured,
        protected=frozenset(event.protected),
        speakers=frozenset(map(folded_name, speakers)),
        words=frozenset(word for word in words if len(word) >= _LEAST_WORD),
        article=report.article_id,
        voice=report.reprint_of or report.article_id,
        published=report.published.toordinal() if report.published else None,
    )
