"""How well two drafts agree: in kind, place, day, sides and toll, each as a number that adds to a score.

`merge` weighs them when it judges whether two passages tell one act; `confidence` asks the same of acts apart.
"""

from __future__ import annotations

import datetime as dt
import math
import unicodedata
from functools import lru_cache

from marsad.codebook import KINDS, SYMMETRIC, Kind, PartyType
from marsad.coding.arms import other_arm
from marsad.coding.draft import Draft, PlaceRef, Ref, TollRef
from marsad.coding.group import STRIKES
from marsad.lexicon.closed import closed_class

# Kinds that reports use of one act when they tell it again in other words.
_ALIKE = (
    frozenset(STRIKES),
    frozenset({Kind.BOMBING, Kind.SUICIDE_BOMBING, Kind.GRENADE}),
    frozenset({Kind.ARMED_ATTACK, Kind.ARMED_CLASH}),
    frozenset({Kind.ATTACK_ON_CIVILIANS, Kind.ASSASSINATION, Kind.EXECUTION}),
    frozenset({Kind.ARMED_ATTACK, Kind.ATTACK_ON_CIVILIANS}),
    frozenset({Kind.PROTEST, Kind.RIOT}),
    frozenset({Kind.PROTEST_CRACKDOWN, Kind.PROTEST}),
    frozenset({Kind.ASSASSINATION, Kind.BOMBING}),
)
_TOLD_AGAIN = frozenset((one, other) for alike in _ALIKE for one in alike for other in alike)
# A vague word for an attack may tell again an attack whose means are told elsewhere.
VAGUE = frozenset({Kind.ARMED_ATTACK, Kind.ATTACK_ON_CIVILIANS})
_VAGUE_OF = frozenset(
    {*STRIKES, Kind.BOMBING, Kind.SUICIDE_BOMBING, Kind.GRENADE, Kind.ASSASSINATION, Kind.ARMED_CLASH}
)
_CLAIMED = frozenset({Kind.SUICIDE_BOMBING, Kind.BOMBING, Kind.ASSASSINATION})
_PLACE_GAP = 8  # words between an act that points back and a place that is still its own
_KM_PART = 22.0  # between a city and its quarters and sites
_FRONT = 1  # index of the word with which a place begins that opens its sentence: "أما في حلب"
_AT = ("في", "ب")
_CITY_PARTS = closed_class("city_parts")
_QUARTERS = closed_class("quarters")
_KM_SAME = 1.2
_ANNOUNCED = -0.3  # the day of a statement is seldom that of the act


def km(one: PlaceRef, other: PlaceRef) -> float | None:
    """Kilometres between two places, None where one has no point."""
    a, b = one.resolved, other.resolved
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    la1, lo1, la2, lo2 = map(math.radians, (a.lat, a.lon, b.lat, b.lon))
    h = math.sin((la2 - la1) / 2) ** 2 + math.cos(la1) * math.cos(la2) * math.sin((lo2 - lo1) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, h)))


def is_outside(area: PlaceRef, place: PlaceRef) -> bool:
    """Whether a place surely lies beyond an area: two reaches of it from its middle, and 60 km."""
    distance = km(area, place)
    return distance is not None and distance > max(60.0, 2 * (area.resolved.radius_km or 0))


def _part_of(one: str, other: str) -> bool:
    """Whether one name is that of a part or a site of the other: a quarter, an airport, "ريف" of it."""
    mine, theirs = one.split(), other.split()
    if len(mine) < len(theirs):
        mine, theirs = theirs, mine
    if len(mine) > len(theirs) and mine[-len(theirs) :] == theirs:
        return True
    return (mine[0] in _CITY_PARTS) != (theirs[0] in _CITY_PARTS)


def quarter_of(part: PlaceRef | None, city: PlaceRef | None) -> bool:
    """Whether one is a quarter, street or market and the other may be its city: "حي كشكول", "دمشق"."""
    if part is None or city is None or part.resolved.country != city.resolved.country:
        return False
    if part.resolved.name.split()[0] not in _QUARTERS or city.resolved.name.split()[0] in _CITY_PARTS:
        return False
    distance = km(part, city)
    return city.resolved.gazetteer_id is not None and (distance is None or distance <= _KM_PART)


def beside_city(city: PlaceRef | None, place: PlaceRef | None) -> bool:
    """Whether one is only told to be near a city, and the other is a place there: "قرب دمشق", "الكسوة"."""
    if city is None or place is None or city.resolved.precision != "near" or place.resolved.precision != "exact":
        return False
    distance = km(city, place)
    return distance is not None and distance <= (city.resolved.radius_km or 0) + _KM_SAME


def by_capital(city: PlaceRef | None, place: PlaceRef | None) -> bool:
    """Whether a city lends its name to the province in which a place lies: "في إدلب", "في سراقب"."""
    if city is None or place is None or city.resolved.country != place.resolved.country:
        return False
    entry, province = city.resolved.entry, place.resolved.admin1
    if entry is None or not province or not entry.feature_code.startswith("PPL"):
        return False
    if place.resolved.precision not in ("exact", "near") or place.resolved.gazetteer_id == entry.id:
        return False
    return bool(_latin(entry.name_en)) and _latin(entry.name_en) in _latin(province)


@lru_cache(maxsize=4096)
def _latin(name: str) -> str:
    """A Latin name by its plain letters: "Dar‘ā" and "Dara" are one."""
    return "".join(c for c in unicodedata.normalize("NFKD", name).lower() if "a" <= c <= "z")


def place_agreement(one: PlaceRef | None, other: PlaceRef | None) -> float:
    """1 the same place, 0.9 a part and its whole, 0 nothing to compare, -3 different places."""
    if one is None or other is None:
        return 0.0
    a, b = one.resolved, other.resolved
    if a.name == b.name or (a.gazetteer_id and a.gazetteer_id == b.gazetteer_id):
        return 1.0
    if a.country and b.country and a.country != b.country:
        return -3.0
    if "country" in (a.precision, b.precision):
        return 0.4
    distance = km(one, other)
    if distance is not None and distance <= _KM_PART and _part_of(a.name, b.name):
        return 0.9
    wide = [r for r in (a, b) if r.precision == "area"]
    if distance is None:
        return 0.2 if wide and a.admin1 == b.admin1 and a.admin1 else -3.0
    if distance <= _KM_SAME and not (
        a.lat == b.lat and a.name not in b.name and b.name not in a.name and len(a.name) < 3
    ):
        return 0.8
    if wide and distance <= max((r.radius_km or 0) for r in wide):
        return 1.0
    return -3.0


def _days(draft: Draft) -> tuple[dt.date, dt.date] | None:
    mention = draft.date.mention if draft.date else None
    if mention is None or mention.start is None:
        return None
    return mention.start, mention.end or mention.start


def date_agreement(one: Draft, other: Draft) -> float:
    """0.6 days meet, 0 nothing to compare, less than 0 different days: -3 where both are the acts' own."""
    a, b = _days(one), _days(other)
    if a is None or b is None:
        return 0.0
    meets = a[0] <= b[1] and b[0] <= a[1]
    inherited = any(d.date is not None and (d.date.inherited or d.date.statement) for d in (one, other))
    if meets:
        return 0.3 if inherited else 0.6
    if any(d.date is not None and d.date.statement for d in (one, other)):
        return _ANNOUNCED
    return -1.5 if inherited else -3.0


def loose_place(draft: Draft) -> bool:
    """Whether the place stands too far from a word that points back to be that act's."""
    if draft.place is None or not draft.anaphoric or draft.other:
        return False
    mention = draft.place.mention
    gap = mention.start - draft.lead.last
    if gap < 0 and mention.start <= _FRONT and mention.prep.removeprefix("و") in _AT:
        return draft.pointing  # "وفي الحديدة تجددت المعارك": where it was is told first
    return draft.pointing or gap < 0 or gap > _PLACE_GAP


def two_towns(one: Draft, other: Draft) -> bool:
    """Whether one sentence tells the acts of two places by name, however near to each other."""
    if one.sentence != other.sentence or one.place is None or other.place is None or other.anaphoric:
        return False
    a, b = one.place.resolved, other.place.resolved
    named = a.precision == b.precision == "exact" and a.lat is not None and b.lat is not None
    return named and (a.lat, a.lon) != (b.lat, b.lon) and not _part_of(a.name, b.name) and one.kind is other.kind


def same_country(one: PlaceRef | None, other: PlaceRef | None) -> bool:
    """Whether both places are told and lie in one country."""
    return one is not None and other is not None and one.resolved.country == other.resolved.country


def same_party(one: Ref, other: Ref) -> bool | None:
    """True or False where it can be told, None where not."""
    a = {x.id for x in one.mention.actors}
    b = {x.id for x in other.mention.actors}
    if a and b:
        if a & b:
            return True
        states = [{x.country for x in r.mention.actors if x.type is PartyType.STATE_FORCES} for r in (one, other)]
        return None if states[0] & states[1] or one.mention.aircraft or other.mention.aircraft else False
    if one.mention.stem.key == other.mention.stem.key:
        return True
    return None


def side_agreement(one: list[Ref], other: list[Ref]) -> float:
    """0.4 a party in common, 0 nothing to compare, -1.8 other parties."""
    if not one or not other:
        return 0.0
    verdicts = [same_party(a, b) for a in one for b in other]
    if True in verdicts:
        return 0.4
    return -1.8 if False in verdicts and None not in verdicts else 0.0


def sides_agreement(one: Draft, other: Draft) -> float:
    """Agreement of both sides, in the better order where a fight may be told from either side."""
    straight = side_agreement(one.side_a, other.side_a) + side_agreement(one.side_b, other.side_b)
    if {one.kind, other.kind} & SYMMETRIC:
        crossed = side_agreement(one.side_a, other.side_b) + side_agreement(one.side_b, other.side_a)
        return max(straight, crossed)
    return straight


def tolls_clash(one: list[TollRef], other: list[TollRef]) -> bool:
    """Whether both tell a toll, no two of which can be meant of one act."""
    if not one or not other:
        return False
    if any(t.running for t in other):
        return False
    for a in one:
        for b in other:
            high_a = a.max if a.max is not None else math.inf
            high_b = b.max if b.max is not None else math.inf
            if a.min <= high_b and b.min <= high_a:
                return False
    return True


def _one_doer(one: Draft, other: Draft) -> bool:
    """Whether nothing speaks against one doer: not both told, or the same."""
    if not one.side_a or not other.side_a:
        return True
    verdicts = [same_party(a, b) for a in one.side_a for b in other.side_a]
    if {one.kind, other.kind} & _CLAIMED:
        return any(v is not False for v in verdicts)  # a bomber and the group that claims his attack
    return any(verdicts)


def kind_agreement(one: Draft, other: Draft) -> float | None:
    """How well two kinds can tell one act; None when they can't."""
    if one.kind is other.kind:
        return 1.3
    if other_arm(one, other):
        return None
    again = one.kind is Kind.RIOT and other.kind is Kind.ARMED_CLASH and other.anaphoric
    if again or (one.kind, other.kind) in _TOLD_AGAIN:
        return 0.35
    if KINDS[one.kind].family == KINDS[other.kind].family:
        return 0.3
    for vague, told in ((one, other), (other, one)):
        if (
            vague.kind in VAGUE
            and told.kind in _VAGUE_OF
            and _one_doer(vague, told)
            and (
                vague.all_toll or vague.anaphoric or vague.lead.trigger.generic or "means" in vague.lead.trigger.refine
            )
        ):
            return 0.2
    return None


def tolls_equal(one: list[TollRef], other: list[TollRef]) -> bool:
    """Whether both tell the same figure, other than none."""
    mine = {(t.min, t.max) for t in one if t.max is not None and t.min > 0}
    return any((t.min, t.max) in mine for t in other)
