"""What is compared of two events, each thing a small function whose first line is what an analyst reads of it.

A feature gives 0 where there is nothing to compare, so that silence neither joins nor parts. Weights are learned
(`weights`); the name of a feature is that of its function.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import lru_cache

from marsad.codebook import SYMMETRIC
from marsad.corroboration.facts import Facts
from marsad.corroboration.kinds import kind_likeness, kinds_contradict
from marsad.corroboration.places import PlaceRelation, relation
from marsad.event import Toll
from marsad.lexicon.parties import read_actors

Feature = Callable[[Facts, Facts], float]

_NARROW_AREA_KM = 10.0
_GROWTH = 3.0  # a toll told later may be so many times the first


def day_gap(a: Facts, b: Facts) -> int | None:
    """Days between the nearest days of two events, 0 when they meet; None when one has no date."""
    if a.days is None or b.days is None:
        return None
    return max(0, a.days[0] - b.days[1], b.days[0] - a.days[1])


def same_kind(a: Facts, b: Facts) -> float:
    """Both reports tell the same kind of act."""
    return float(a.kind is b.kind)


def related_kind(a: Facts, b: Facts) -> float:
    """The kinds differ, but reports use them of one act: how readily they do, 0 to 1."""
    return 0.0 if a.kind is b.kind else kind_likeness(a.kind, b.kind)


def other_means(a: Facts, b: Facts) -> float:
    """The kinds name different means or acts, and neither leaves the means open."""
    return float(kinds_contradict(a.kind, b.kind))


def same_day(a: Facts, b: Facts) -> float:
    """Both texts give the day, and it is the same."""
    return float(a.sure_day and b.sure_day and day_gap(a, b) == 0)


def likely_day(a: Facts, b: Facts) -> float:
    """One text gives no day of its own; the day of its publication meets the other's."""
    return float(not (a.sure_day and b.sure_day) and day_gap(a, b) == 0)


def days_apart(a: Facts, b: Facts) -> float:
    """Days between the two, where one of them stands in another sentence or is only known from the publication."""
    return float(day_gap(a, b) or 0)


def long_span(a: Facts, b: Facts) -> float:
    """One of the dates is not a day but a span of several, a week or a month."""
    return float(any(f.days is not None and f.days[1] - f.days[0] > 1 for f in (a, b)))


def no_day(a: Facts, b: Facts) -> float:
    """One of the two has no date at all."""
    return float(day_gap(a, b) is None)


def same_place(a: Facts, b: Facts) -> float:
    """Both name the same town, village or site."""
    return float(relation(a, b) is PlaceRelation.SAME)


def like_name(a: Facts, b: Facts) -> float:
    """One place is in no gazetteer, and the two names are spellings of one."""
    return float(relation(a, b) is PlaceRelation.LIKE)


def inside(a: Facts, b: Facts) -> float:
    """One place lies within the other or its surroundings: a quarter in its town, a village near it."""
    return float(relation(a, b) is PlaceRelation.INSIDE)


def in_area(a: Facts, b: Facts) -> float:
    """One names only an area, in which the other lies."""
    return float(relation(a, b) is PlaceRelation.AREA)


def same_area(a: Facts, b: Facts) -> float:
    """Both name the same district, region or wider city; the wider it is, the less it says, from 1 to 0."""
    if relation(a, b) is not PlaceRelation.SAME_AREA:
        return 0.0
    return min(1.0, _NARROW_AREA_KM / max(a.radius_km, b.radius_km))


def place_open(a: Facts, b: Facts) -> float:
    """Nothing can be told of whether the places are the same."""
    return float(relation(a, b) is PlaceRelation.OPEN)


@lru_cache(maxsize=1)
def _states() -> dict[str, str]:
    """By id of a state's actor, the country: a state's army, air force and government are told for each other."""
    return {actor.id: actor.country for _, _, actor, _ in read_actors() if actor.type.value == "state_forces"}


@lru_cache(maxsize=65536)
def side_agreement(one: frozenset[str], other: frozenset[str]) -> float:
    """1 a party in common, 0.6 parties of one state or names with a word in common, -1 other parties, 0 unknown."""
    if not one or not other:
        return 0.0
    if one & other:
        return 1.0
    states = _states()
    if {states[x] for x in one if x in states} & {states[x] for x in other if x in states}:
        return 0.6
    mine = {word for party in one if "." not in party for word in party.split()}
    theirs = {word for party in other if "." not in party for word in party.split()}
    if mine & theirs:
        return 0.6
    return -1.0 if any("." in x for x in one) and any("." in x for x in other) else 0.0


@lru_cache(maxsize=256)  # four features ask in turn for the same two
def _sides(a: Facts, b: Facts) -> tuple[float, float]:
    straight = side_agreement(a.doers, b.doers), side_agreement(a.targets, b.targets)
    if a.kind not in SYMMETRIC and b.kind not in SYMMETRIC:
        return straight
    turned = side_agreement(a.doers, b.targets), side_agreement(a.targets, b.doers)
    return max(straight, turned, key=sum)


def same_doer(a: Facts, b: Facts) -> float:
    """Both name the same party as the one who acts; 0.6 for parties of one state."""
    return max(0.0, _sides(a, b)[0])


def other_doer(a: Facts, b: Facts) -> float:
    """They name different parties as the ones who act."""
    return max(0.0, -_sides(a, b)[0])


def same_target(a: Facts, b: Facts) -> float:
    """Both name the same party or people as those to whom it was done."""
    return max(0.0, _sides(a, b)[1])


def other_target(a: Facts, b: Facts) -> float:
    """They name different parties as those to whom it was done."""
    return max(0.0, -_sides(a, b)[1])


def _equal(one: Toll | None, other: Toll | None) -> float:
    if one is None or other is None or one != other or one.max is None:
        return 0.0
    return min(1.0, math.log1p(one.min) / math.log(11))


def _clash(one: Toll | None, other: Toll | None) -> float:
    """0 where both can be right or one has grown into the other, to 2 for figures far apart."""
    if one is None or other is None:
        return 0.0
    low, high = sorted((one, other), key=lambda toll: (toll.min, toll.max is None, toll.max or 0))
    if low.max is None or low.max >= high.min:
        return 0.0
    return min(2.0, math.log((high.min + 0.5) / (low.max + 0.5)))


def _grown(earlier: Toll | None, later: Toll | None) -> float:
    if earlier is None or later is None or earlier.min == 0 or earlier == later:
        return 0.0
    return float(earlier.min < later.min <= earlier.min * _GROWTH + 1)


def dead_equal(a: Facts, b: Facts) -> float:
    """Both tell the same exact number of dead; the higher the number, the more it says."""
    return _equal(a.dead, b.dead)


def dead_clash(a: Facts, b: Facts) -> float:
    """The numbers of dead can't both be right: the logarithm of how far they are apart."""
    return _clash(a.dead, b.dead)


def dead_grown(a: Facts, b: Facts) -> float:
    """The report published later tells more dead, as a running toll grows."""
    if a.published is None or b.published is None:
        return 0.0
    first, last = (a, b) if a.published <= b.published else (b, a)
    return _grown(first.dead, last.dead)


def wounded_equal(a: Facts, b: Facts) -> float:
    """Both tell the same exact number of wounded; the higher the number, the more it says."""
    return _equal(a.wounded, b.wounded)


def wounded_clash(a: Facts, b: Facts) -> float:
    """The numbers of wounded can't both be right: the logarithm of how far they are apart."""
    return _clash(a.wounded, b.wounded)


def same_protected(a: Facts, b: Facts) -> float:
    """Both tell that the same protected thing was hit: a hospital, a school, a camp."""
    return float(bool(a.protected & b.protected))


def other_protected(a: Facts, b: Facts) -> float:
    """One tells a hospital, the other a school, or the like."""
    return float(bool(a.protected and b.protected and not a.protected & b.protected))


def same_speaker(a: Facts, b: Facts) -> float:
    """Both go back to the same source."""
    return float(bool(a.speakers & b.speakers))


def words_shared(a: Facts, b: Facts) -> float:
    """Share of words that the two tellings and headlines have in common, 0 to 1."""
    if not a.words or not b.words:
        return 0.0
    return len(a.words & b.words) / math.sqrt(len(a.words) * len(b.words))


def same_text(a: Facts, b: Facts) -> float:
    """Two reports with nearly the same text, in nearly the same words at this place of it."""
    if a.voice != b.voice or a.article == b.article:
        return 0.0
    return float(words_shared(a, b) >= 0.5)


def same_report(a: Facts, b: Facts) -> float:
    """One report tells both, and told them as two acts."""
    return float(a.article == b.article)


def late(a: Facts, b: Facts) -> float:
    """Days between the two publications, up to 7, as a share of 7."""
    if a.published is None or b.published is None:
        return 0.0
    return min(7, abs(a.published - b.published)) / 7


FEATURES: tuple[Feature, ...] = (
    same_kind, related_kind, other_means,
    same_day, likely_day, days_apart, long_span, no_day,
    same_place, like_name, inside, same_area, in_area, place_open,
    same_doer, other_doer, same_target, other_target,
    dead_equal, dead_clash, dead_grown, wounded_equal, wounded_clash,
    same_protected, other_protected,
    same_speaker, words_shared, same_text, same_report, late,
)  # fmt: skip


def compare(a: Facts, b: Facts) -> dict[str, float]:
    """The features of a pair that are not 0, by name, in the order of `FEATURES`."""
    return {feature.__name__: value for feature in FEATURES if (value := feature(a, b))}


# What makes two tellings of one kind and day more than alike, and from which value on.
_TELLING = {
    "same_place": 0.0, "like_name": 0.0, "inside": 0.0, "same_area": 0.0, "same_text": 0.0, "same_protected": 0.0,
    "dead_equal": 0.4, "wounded_equal": 0.4, "words_shared": 0.35,
}  # fmt: skip


def tells_one_act(found: Mapping[str, float]) -> bool:
    """Whether anything but kind, day and sides joins a pair: the place, or the same figures, words or thing hit.

    Two bombardments of one day in one countryside are alike and need not be one.
    """
    return any(found.get(name, 0.0) > least for name, least in _TELLING.items())


def explain(name: str) -> str:
    """What a feature is, in a sentence for an analyst.

    Raises:
        KeyError: for a name that is no feature's.
    """
    return _EXPLAINED[name]


_EXPLAINED = {feature.__name__: (feature.__doc__ or "").strip().splitlines()[0] for feature in FEATURES}
