"""Blocks: keys that two events share whenever they could be one act. What shares none is never compared.

A key joins a group of kinds, a day and a place: a cell of a grid of a quarter of a degree for towns, of two degrees
for areas, or the folded name where the place is in no gazetteer. The keys of an event cover a day more and some
kilometres more than it says, so that a border between two cells parts nothing.
"""

from __future__ import annotations

import math

from marsad.corroboration.facts import Facts, facts_of
from marsad.corroboration.incident import Told
from marsad.corroboration.kinds import GROUPS

_FINE, _COARSE = 0.25, 2.0  # degrees
_MARGIN_KM = 8.0
_WIDE_KM = 30.0  # above this radius a place is an area
_WIDEST_KM = 400.0  # above this it is a country: no cell says anything
_KM_A_DEGREE = 111.2
_LONGEST = 8  # days of a span that make keys of their own; longer ones are put in by their first days
_UNDATED_DAYS = 2


def days_of(facts: Facts) -> range:
    """Ordinals of the days under which the event is looked for: its own and the one after."""
    if facts.days is None:
        at = facts.published
        return range(0) if at is None else range(at - _UNDATED_DAYS, at + 2)
    first, last = facts.days
    if not facts.sure_day and last == first:
        first -= 1  # told without a day: it may have been the day before
    return range(first, min(last, first + _LONGEST) + 2)


def _cells(point: tuple[float, float], km: float, size: float) -> list[tuple[int, int]]:
    """The cells of the grid that a square of `km` around the point meets."""
    lat, lon = point
    high = km / _KM_A_DEGREE
    wide = high / max(0.05, math.cos(math.radians(lat)))
    rows = range(math.floor((lat - high) / size), math.floor((lat + high) / size) + 1)
    columns = range(math.floor((lon - wide) / size), math.floor((lon + wide) / size) + 1)
    return [(row, column) for row in rows for column in columns]


def is_wide(facts: Facts) -> bool:
    """Whether the place is so wide that only the coarse grid holds it."""
    return facts.point is not None and (facts.radius_km > _WIDE_KM)


def places_of(facts: Facts) -> tuple[list[str], list[str]]:
    """(keys of the place for events at towns, keys for comparing with areas)."""
    near, far = [], []
    if facts.point is not None and facts.radius_km <= _WIDEST_KM:
        if not is_wide(facts):
            near = [f"{a}.{b}" for a, b in _cells(facts.point, facts.radius_km + _MARGIN_KM, _FINE)]
        far = [f"*{a}.{b}" for a, b in _cells(facts.point, facts.radius_km, _COARSE)]
    if facts.name and facts.close:
        near.append(facts.name)
    return near, far


def keys_of(facts: Facts) -> frozenset[str]:
    """All keys of an event in comparable form."""
    near, far = places_of(facts)
    days = days_of(facts)
    keys = {f"{group}|{at}|{place}" for group in GROUPS[facts.kind] for at in days for place in near + far}
    keys.add(f"text|{facts.voice}")
    return frozenset(keys)


def keys(told: Told) -> frozenset[str]:
    """The keys of the blocks in which an event stands.

    An event can only come into an incident of which some member shares a key with it; so whoever adds events needs
    no more than the incidents that share a key with the new ones (see `gather.gather`, `standing`).
    """
    return keys_of(facts_of(told))
