"""When a coded field agrees with an annotated one.

Works on events as plain JSON objects, the shape of the annotated files and of `event_to_dict`. Names
are compared as sets of folded words, because coders rightly differ in how much of a name they take.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from marsad.codebook import SYMMETRIC
from marsad.reading.fold import fold

Record = Mapping[str, Any]

_WORD = re.compile(r"[^\W_]+")
# The article, alone or behind a one-letter proclitic; ل and the article are written لل.
_ARTICLE = re.compile("(?:[\u0648\u0641\u0628\u0643]?\u0627\u0644|\u0644\u0644)(?=..)")

_SAME_NAME = 0.5  # share of the shorter name's words
_SAME_TOWN_KM = 10.0  # the points of one town in two gazetteers differ by less
_SAME_AREA_KM = 100.0  # the point that stands for a province or desert is a matter of choice
_EARTH_KM = 6371.0

_COUNTRY = "country"
_SYMMETRIC = frozenset(kind.value for kind in SYMMETRIC)


def bare_words(name: str | None) -> frozenset[str]:
    """The folded words of a name, without the article and without single letters."""
    found = (
        _ARTICLE.sub("", word, count=1) if _ARTICLE.match(word) else word
        for word in _WORD.findall(fold(name or "").text.lower())
    )
    return frozenset(word for word in found if len(word) > 1)


@lru_cache(maxsize=1)
def _place_words() -> frozenset[str]:
    table = files("marsad.evaluation").joinpath("data", "place_words.csv")
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    return frozenset().union(*(bare_words(row["word"]) for row in rows))


def likeness(one: str | None, other: str | None, ignored: frozenset[str] = frozenset()) -> float:
    """Share of the shorter name's words that the longer one has too, 0..1; `ignored` words count only if alone."""
    first = bare_words(one) - ignored or bare_words(one)
    second = bare_words(other) - ignored or bare_words(other)
    if not first or not second:
        return 0.0
    return len(first & second) / min(len(first), len(second))


def has_point(place: Record | None) -> bool:
    """Whether a place has coordinates."""
    return bool(place) and place.get("lat") is not None and place.get("lon") is not None  # type: ignore[union-attr]


def distance_km(one: Record, other: Record) -> float:
    """Great-circle distance of two places that have points, in kilometres."""
    lat1, lon1, lat2, lon2 = (math.radians(p[axis]) for p in (one, other) for axis in ("lat", "lon"))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def place_agrees(coded: Record | None, gold: Record | None) -> bool:
    """The same place: both none, or one country and either like names or near points."""
    if not coded or not gold:
        return not coded and not gold
    here, there = coded.get("country"), gold.get("country")
    if gold.get("precision") == _COUNTRY and here and here == there:
        return coded.get("precision") in (_COUNTRY, "area")
    if here and there and here != there:
        return False
    if likeness(coded.get("name"), gold.get("name"), _place_words()) >= _SAME_NAME:
        return True
    if not (has_point(coded) and has_point(gold)):
        return False
    limit = _SAME_AREA_KM if gold.get("precision") == "area" else _SAME_TOWN_KM
    return distance_km(coded, gold) <= limit


def _ends(date: Record | None) -> tuple[str, str]:
    date = date or {}
    start = (date.get("start") or "")[:10]
    return start, (date.get("end") or start)[:10]


def date_agrees(coded: Record | None, gold: Record | None) -> bool:
    """The same first day; for an annotated span, week or month it is enough that the two meet."""
    start, end = _ends(coded)
    gold_start, gold_end = _ends(gold)
    if (gold or {}).get("precision") in ("day", "unknown", None):
        return start == gold_start
    return start <= gold_end and gold_start <= end


def toll_agrees(coded: Record | None, gold: Record | None) -> bool:
    """Equal bounds. Where nothing is annotated, a coded zero is as good as nothing."""
    if gold is None:
        return coded is None or not (coded.get("min") or coded.get("max"))
    return coded is not None and all(coded.get(bound) == gold.get(bound) for bound in ("min", "max"))


def names(side: Iterable[Any] | None) -> list[str]:
    """The words of each party or source, given as strings or as objects with a "text"."""
    return [item if isinstance(item, str) else (item.get("text") or item.get("name") or "") for item in side or ()]


def names_found(coded: Iterable[Any] | None, gold: Iterable[Any] | None) -> int:
    """How many annotated names have a coded one like them; each coded name serves once."""
    left = names(coded)
    found = 0
    for wanted in names(gold):
        best = max(left, key=lambda name: likeness(name, wanted), default=None)
        if best is not None and likeness(best, wanted) >= _SAME_NAME:
            left.remove(best)
            found += 1
    return found


def _ways(coded: Record, gold: Record) -> tuple[tuple[str, str], ...]:
    """Which coded side may stand for side_a and side_b: of an act between equals, either way."""
    straight = ("side_a", "side_b")
    return (straight, straight[::-1]) if gold.get("kind") in _SYMMETRIC else (straight,)


def sides_found(coded: Record, gold: Record) -> int:
    """How many annotated party names were found on their side."""
    return max(
        names_found(coded.get(a), gold.get("side_a")) + names_found(coded.get(b), gold.get("side_b"))
        for a, b in _ways(coded, gold)
    )


def sides_agree(coded: Record, gold: Record) -> bool:
    """Each side that is annotated has at least one of its names right."""

    def right(coded_side: str, gold_side: str) -> bool:
        wanted = gold.get(gold_side)
        return not names(wanted) or names_found(coded.get(coded_side), wanted) > 0

    return any(right(a, "side_a") and right(b, "side_b") for a, b in _ways(coded, gold))
