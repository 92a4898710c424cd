"""How the places of two events stand to each other. After `facts`, before `features`."""

from __future__ import annotations

from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from marsad.corroboration.facts import Facts
from marsad.gazetteer.geography import distance_km

_NAMESAKE_KM = 25.0  # places of one name farther apart than this are namesakes
_RESPELLED_KM = 5.0  # within this, a camp and its town, "the town of X" and X are one place
_TIMES = 2.0  # a town is so many times as wide as its quarters; places of one size are neighbours
_SLACK_KM = 1.0  # gazetteers put a town's point where they like
_WIDE_KM = 30.0
_LIKE = 0.8  # share of letters in common from which two spellings are one name


class PlaceRelation(StrEnum):
    """What is known of two places."""

    SAME = "same"  # one entry of the gazetteer, or one name at nearly one point
    LIKE = "like"  # not all resolved, and the names are nearly the same
    SAME_AREA = "same area"  # one name, but at least one means an area by it
    INSIDE = "inside"  # one lies in the other, a quarter in its town
    AREA = "area"  # one is an area that reaches the other, or both are areas that meet
    OPEN = "open"  # nothing can be told
    APART = "apart"  # two places


def names_alike(one: str, other: str) -> bool:
    """Whether two folded names are spellings of one: equal, one the end of the other, or nearly the same letters."""
    if not one or not other:
        return False
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if f" {long} ".endswith(f" {short} ") or f" {long} ".startswith(f" {short} "):
        return True
    if len(short) < 4 or len(long) - len(short) > 2:
        return False
    return SequenceMatcher(None, short, long, autojunk=False).ratio() >= _LIKE


@lru_cache(maxsize=256)  # several features ask in turn for the same two
def relation(a: Facts, b: Facts) -> PlaceRelation:
    """How the places of two events stand to each other; the order of the two does not matter."""
    if a.country and b.country and a.country != b.country and (a.close or b.close):
        return PlaceRelation.APART
    if a.point is None or b.point is None:
        if names_alike(a.name, b.name):
            return PlaceRelation.LIKE
        return PlaceRelation.OPEN
    km = distance_km(*a.point, *b.point)
    if a.close and b.close:
        if km <= _NAMESAKE_KM and (a.name == b.name or (a.place_id and a.place_id == b.place_id)):
            return PlaceRelation.SAME
        if km <= _RESPELLED_KM and names_alike(a.name, b.name):
            return PlaceRelation.SAME
        small, large = sorted((a.radius_km, b.radius_km))
        return PlaceRelation.INSIDE if km <= large and large >= _TIMES * small else PlaceRelation.APART
    if km <= _NAMESAKE_KM and (a.name == b.name or (a.place_id and a.place_id == b.place_id)):
        return PlaceRelation.SAME_AREA
    wide = max(a.radius_km if not a.close else 0.0, b.radius_km if not b.close else 0.0)
    narrow = min(a.radius_km, b.radius_km)
    if km > wide + (narrow if not a.close and not b.close else _SLACK_KM):
        return PlaceRelation.APART
    return PlaceRelation.AREA if wide > _WIDE_KM or not (a.close or b.close) else PlaceRelation.INSIDE
