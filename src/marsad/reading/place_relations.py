"""How a place phrase hangs on what stands before and after it, and the geometry of that.

Before `places` (which reads relations with it) and `place_resolution` (which moves points with it).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from marsad.gazetteer.geography import distance_km, moved
from marsad.reading.place_tables import PlaceTables
from marsad.reading.words import MEMO, Form, Word

# How far from a town's point "south of it" is taken to be, and the belt around it; kilometres. A
# report seldom says; the belt is kept so small that the point stays in reach of the town itself.
_DIRECTION_STEP_KM = 5.0
_NEAR_BELT_KM = 5.0
_COUNTRYSIDE_STEP_KM = 25.0
_COUNTRYSIDE_RADIUS_KM = 30.0

_QUOTES = " \"'()[]_-#"
_MAX_STEPS = 4


@dataclass(frozen=True, slots=True)
class Relation:
    """What was read before a place phrase.

    Args:
        kind: exact, near, direction or between.
        prep: key of the preposition, "" if none.
        bearing_deg, distance_km: where told.
        cue: 0 nothing, 1 a preposition, 2 a word that only goes with places.
        start: index of the first word that belongs to the relation (the phrase's own first if none).
    """

    kind: str
    prep: str
    bearing_deg: float | None
    distance_km: float | None
    cue: int
    start: int


def combined(first: float, second: float) -> float:
    """The bearing between two, as in north-east.

    Example:
        >>> combined(0, 270)
        315.0
    """
    x = math.cos(math.radians(first)) + math.cos(math.radians(second))
    y = math.sin(math.radians(first)) + math.sin(math.radians(second))
    return round(math.degrees(math.atan2(y, x)) % 360, 1)


def is_joined(word: Word) -> bool:
    """Whether nothing but space, quotes or a hyphen stands before the word."""
    return not word.before or not word.before.strip(_QUOTES)


@dataclass(frozen=True, slots=True)
class _Sight:
    """What one surface form can be in a relation: a direction, a relational word, a unit."""

    bearing: float | None
    definite: bool
    relation: tuple[str, str] | None
    unit: float | None


def _sight(form: Form, tables: PlaceTables) -> _Sight | None:
    if tables.related.isdisjoint(form.keys):
        return None
    bearing, definite, relation, unit = None, False, None, None
    for stem in form.stems:
        if stem.post:
            continue
        if bearing is None and stem.key in tables.bearings:
            bearing, definite = tables.bearings[stem.key], stem.pre.endswith(("ال", "لل"))
        if relation is None and stem.key in tables.relations:
            relation = (tables.relations[stem.key], stem.preposition)
        if unit is None and stem.key in tables.units:
            unit = tables.units[stem.key]
    phrase = any(s.key + tail in tables.relations for s in form.stems for tail in (" من", " عن"))
    if bearing is None and relation is None and unit is None and not phrase:
        return None
    return _Sight(bearing, definite, relation, unit)


def sight(word: Word, tables: PlaceTables) -> _Sight | None:
    """What the word can be in a relation, remembered by surface form; None for most words."""
    text = word.form.text
    try:
        return tables.sights[text]  # type: ignore[no-any-return]
    except KeyError:
        if len(tables.sights) >= MEMO:
            tables.sights.clear()
        found = tables.sights[text] = _sight(word.form, tables)
        return found


def bearing_of(word: Word, tables: PlaceTables, *, definite: bool | None = None) -> float | None:
    """Degrees from north of a direction noun or adjective; None when the word is none."""
    found = sight(word, tables)
    if found is None or (definite is not None and found.definite != definite):
        return None
    return found.bearing


def _phrase_of(word: Word, tables: PlaceTables, tail: str) -> tuple[str, str] | None:
    """(relation, attached preposition) of a word together with the preposition after it."""
    for stem in word.form.stems:
        if not stem.post:
            found = tables.relations.get(f"{stem.key} {tail}")
            if found is not None:
                return found, stem.preposition
    return None


def _distance_before(words: tuple[Word, ...], at: int, tables: PlaceTables) -> tuple[float, int] | None:
    """(kilometres, index of the first word) of a distance that ends at `at`."""
    if at < 0:
        return None
    seen = sight(words[at], tables)
    if seen is None or seen.unit is None:
        return None
    unit = seen.unit
    if at and words[at - 1].form.is_number:
        whole, start = float(words[at - 1].form.text), at - 1
        if start and words[start].before in (".", ",") and words[start - 1].form.is_number:
            whole = float(f"{words[start - 1].form.text}.{words[start].form.text}")
            start -= 1
        return whole * unit, start
    return (unit, at) if unit >= 1 else None


def read_relation(words: tuple[Word, ...], start: int, attached: str, tables: PlaceTables, stop: int) -> Relation:
    """The relation before a place phrase.

    Args:
        words: those of the text.
        start: index of the first word of the phrase.
        tables: directions, relations, units.
        stop: index before which nothing is read.
        attached: preposition letter written together with the phrase, "" if none.
    """
    if start <= stop or not is_joined(words[start]) or sight(words[start - 1], tables) is None:
        return Relation("exact", attached, None, None, 1 if attached else 0, start)
    kind, prep, bearing, distance = "exact", attached, None, None
    cue = 1 if attached else 0
    at = start - 1
    first = start
    for _ in range(_MAX_STEPS):
        if at < stop or not is_joined(words[at + 1]):
            break
        word = words[at]
        seen = sight(word, tables)
        if seen is None:
            break
        text = word.form.key
        if text in ("من", "عن") and at > stop:
            two = _phrase_of(words[at - 1], tables, text)
            if two is not None:
                kind, cue, prep = "near", 2, two[1] or prep
                at -= 2
                first = at + 1
                continue
        straight = seen.bearing
        after = words[at + 1].form.key
        if straight is not None and (after in ("من", "عن") or attached == "ل" or not word.form.text.startswith("ال")):
            kind, cue, bearing = "direction", 2, straight
            if at > stop and is_joined(word) and (second := bearing_of(words[at - 1], tables)) is not None:
                bearing = combined(second, straight)
                at -= 1
            at -= 1
            first = at + 1
            continue
        far = _distance_before(words, at, tables)
        if far is not None and (bearing is not None or after in ("من", "عن")):
            distance, at = far[0], far[1] - 1
            kind = kind if bearing is not None else "distance"
            cue, first = 2, at + 1
            while at >= stop and words[at].form.key in ("بعد", "مسافه", "نحو", "حوالي", "علي"):
                first = at
                at -= 1
            break
        if seen.relation is None:
            break
        relation, glued = seen.relation
        first = at
        if relation in ("near", "around"):
            # "around" is also "about": it proves no place
            kind = "near" if kind == "exact" else kind
            cue = max(cue, 2 if relation == "near" else 1)
        elif relation == "between":
            kind, prep, cue = "between", prep or text, max(cue, 1)
            break
        else:
            cue = max(cue, 1)
            prep = prep or text
        prep = glued or prep
        if relation in ("in", "toward") and text not in ("من", "عن", "وسط", "داخل", "قلب", "عمق"):
            break
        at -= 1
    return Relation(kind, prep, bearing, distance, cue, first)


def read_distance_after(words: tuple[Word, ...], at: int, tables: PlaceTables) -> float | None:
    """Kilometres of "by 20 km" right after a place phrase that ends before `at`."""
    for number_at in range(at, min(at + 3, len(words) - 1)):
        word = words[number_at]
        if not is_joined(word):
            return None
        digits = word.form.text
        if word.form.is_number:
            unit = words[number_at + 1].form.key
            return float(digits) * tables.units[unit] if unit in tables.units else None
        if word.form.key not in ("ب", "بنحو", "بحوالي", "بمسافه", "علي", "بعد", "مسافه", "نحو", "حوالي"):
            return None
    return None


@dataclass(frozen=True, slots=True)
class Spot:
    """A point with the radius that the words leave open; kilometres."""

    lat: float
    lon: float
    radius_km: float


def near(lat: float, lon: float, radius_km: float) -> Spot:
    """Around a place: its own point, a wider radius."""
    return Spot(lat, lon, radius_km + _NEAR_BELT_KM)


def towards(lat: float, lon: float, radius_km: float, bearing_deg: float, km: float | None) -> Spot:
    """Away from a town in a direction, by a told distance or a small step."""
    step = min(_DIRECTION_STEP_KM, radius_km + 2) if km is None else km
    new_lat, new_lon = moved(lat, lon, bearing_deg=bearing_deg, km=step)
    return Spot(new_lat, new_lon, radius_km + _NEAR_BELT_KM if km is None else max(2.0, km * 0.2))


def part_of(lat: float, lon: float, radius_km: float, bearing_deg: float) -> Spot:
    """The side of a region or country that lies in a direction from its middle."""
    new_lat, new_lon = moved(lat, lon, bearing_deg=bearing_deg, km=radius_km * 0.5)
    return Spot(new_lat, new_lon, radius_km * 0.5)


def countryside(lat: float, lon: float, bearing_deg: float | None) -> Spot:
    """The land around a city, on one side of it where a direction is told."""
    if bearing_deg is None:
        return Spot(lat, lon, _COUNTRYSIDE_RADIUS_KM + _COUNTRYSIDE_STEP_KM)
    new_lat, new_lon = moved(lat, lon, bearing_deg=bearing_deg, km=_COUNTRYSIDE_STEP_KM)
    return Spot(new_lat, new_lon, _COUNTRYSIDE_RADIUS_KM)


def halfway(lat1: float, lon1: float, lat2: float, lon2: float) -> Spot:
    """The middle between two towns, with half their distance as radius."""
    return Spot(round((lat1 + lat2) / 2, 5), round((lon1 + lon2) / 2, 5), distance_km(lat1, lon1, lat2, lon2) / 2)
