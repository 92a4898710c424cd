"""Twice-told acts: drafts that tell one act become one, with what every passage says of it.

A merge is a judgement with a score: how well kind, place, day and parties of two drafts agree, and
whether the later passage points back ("the bombardment", not "another bombardment").
"""

from __future__ import annotations

import datetime as dt
import math

from marsad.codebook import KINDS, SYMMETRIC, Kind, PartyType
from marsad.coding.draft import Draft, PlaceRef, Ref, TollRef
from marsad.coding.group import HARM, STRIKES
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
)
# A vague word for an attack may tell again an attack whose means are told elsewhere.
_VAGUE = frozenset({Kind.ARMED_ATTACK, Kind.ATTACK_ON_CIVILIANS})
_VAGUE_OF = frozenset(
    {*STRIKES, Kind.BOMBING, Kind.SUICIDE_BOMBING, Kind.GRENADE, Kind.ASSASSINATION, Kind.ARMED_CLASH}
)
_CLAIMED = frozenset({Kind.SUICIDE_BOMBING, Kind.BOMBING, Kind.ASSASSINATION})
_PLACE_GAP = 12  # words between an act that points back and a place that is still its own
_KM_PART = 15.0  # between a city and its quarters and sites
_CITY_PARTS = closed_class("city_parts")
_KM_SAME = 6.0
_KM_HEADLINE = 150.0  # a headline's "north-west of the country" against the village of the body
_HEADLINE_THRESHOLD = 0.2
_THRESHOLD = 1.0
_THRESHOLD_ONLY = 0.55


def _km(one: PlaceRef, other: PlaceRef) -> float | None:
    a, b = one.resolved, other.resolved
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    la1, lo1, la2, lo2 = map(math.radians, (a.lat, a.lon, b.lat, b.lon))
    h = math.sin((la2 - la1) / 2) ** 2 + math.cos(la1) * math.cos(la2) * math.sin((lo2 - lo1) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, h)))


def _part_of(one: str, other: str) -> bool:
    """Whether one name is that of a part or a site of the other: a quarter, an airport, "ريف" of it."""
    mine, theirs = one.split(), other.split()
    if len(mine) < len(theirs):
        mine, theirs = theirs, mine
    if len(mine) > len(theirs) and mine[-len(theirs) :] == theirs:
        return True
    return (mine[0] in _CITY_PARTS) != (theirs[0] in _CITY_PARTS)


def place_agreement(one: PlaceRef | None, other: PlaceRef | None) -> float:
    """1 the same place, 0.6 one within the other, 0 nothing to compare, -3 different places."""
    if one is None or other is None:
        return 0.0
    a, b = one.resolved, other.resolved
    if a.name == b.name or (a.gazetteer_id and a.gazetteer_id == b.gazetteer_id):
        return 1.0
    if a.country and b.country and a.country != b.country:
        return -3.0
    if "country" in (a.precision, b.precision):
        return 0.4
    distance = _km(one, other)
    if distance is not None and distance <= _KM_PART and _part_of(a.name, b.name):
        return 0.6
    wide = [r for r in (a, b) if r.precision == "area"]
    if distance is None:
        return 0.2 if wide and a.admin1 == b.admin1 and a.admin1 else -3.0
    if distance <= _KM_SAME and not (
        a.lat == b.lat and a.name not in b.name and b.name not in a.name and len(a.name) < 3
    ):
        return 0.8
    if wide and distance <= max((r.radius_km or 0) for r in wide):
        return 0.6
    return -3.0


def _days(draft: Draft) -> tuple[dt.date, dt.date] | None:
    mention = draft.date.mention if draft.date else None
    if mention is None or mention.start is None:
        return None
    return mention.start, mention.end or mention.start


def date_agreement(one: Draft, other: Draft) -> float:
    """0.6 days meet, 0 nothing to compare or inherited, -3 different days."""
    a, b = _days(one), _days(other)
    if a is None or b is None:
        return 0.0
    meets = a[0] <= b[1] and b[0] <= a[1]
    inherited = any(d.date is not None and (d.date.inherited or d.date.statement) for d in (one, other))
    if meets:
        return 0.3 if inherited else 0.6
    if any(d.date is not None and d.date.statement for d in (one, other)):
        return -0.6  # announced on one day, done on another
    return -1.5 if inherited else -3.0


def _loose_place(draft: Draft) -> bool:
    """Whether the place stands too far from a word that points back to be that act's."""
    if draft.place is None or not draft.anaphoric or draft.other:
        return False
    gap = draft.place.mention.start - draft.lead.last
    return draft.pointing or gap < 0 or gap > _PLACE_GAP


def _same_country(one: PlaceRef | None, other: PlaceRef | None) -> bool:
    return one is not None and other is not None and one.resolved.country == other.resolved.country


def _same_party(one: Ref, other: Ref) -> bool | None:
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
    """0.4 a party in common, 0 nothing to compare, -0.8 other parties."""
    if not one or not other:
        return 0.0
    verdicts = [_same_party(a, b) for a in one for b in other]
    if True in verdicts:
        return 0.4
    return -0.8 if False in verdicts and None not in verdicts else 0.0


def _sides(one: Draft, other: Draft) -> float:
    """Agreement of both sides, in the better order where a fight may be told from either side."""
    straight = side_agreement(one.side_a, other.side_a) + side_agreement(one.side_b, other.side_b)
    if {one.kind, other.kind} & SYMMETRIC:
        crossed = side_agreement(one.side_a, other.side_b) + side_agreement(one.side_b, other.side_a)
        return max(straight, crossed)
    return straight


def _tolls_clash(one: list[TollRef], other: list[TollRef]) -> bool:
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
    verdicts = [_same_party(a, b) for a in one.side_a for b in other.side_a]
    if {one.kind, other.kind} & _CLAIMED:
        return any(v is not False for v in verdicts)  # a bomber and the group that claims his attack
    return any(verdicts)


def kind_agreement(one: Draft, other: Draft) -> float | None:
    """How well two kinds can tell one act; None when they can't."""
    if one.kind is other.kind:
        return 0.6
    pair = {one.kind, other.kind}
    if any(pair <= alike for alike in _ALIKE):
        return 0.35
    if KINDS[one.kind].family == KINDS[other.kind].family:
        return 0.3
    for vague, told in ((one, other), (other, one)):
        if (
            vague.kind in _VAGUE
            and told.kind in _VAGUE_OF
            and _one_doer(vague, told)
            and (
                vague.all_toll or vague.anaphoric or vague.lead.trigger.generic or "means" in vague.lead.trigger.refine
            )
        ):
            return 0.2
    return None


def _two_towns(one: Draft, other: Draft) -> bool:
    """Whether one sentence tells the acts of two places by name, however near to each other."""
    if one.place is None or other.place is None or other.anaphoric:
        return False
    a, b = one.place.resolved, other.place.resolved
    named = a.precision == b.precision == "exact" and a.lat is not None and b.lat is not None
    return named and (a.lat, a.lon) != (b.lat, b.lon) and not _part_of(a.name, b.name) and one.kind is other.kind


def agreement(one: Draft, other: Draft) -> float | None:
    """Score of the judgement that `other`, told later, is the act of `one`; None when it can't be."""
    kind = kind_agreement(one, other)
    if kind is None or (other.other and one.sentence == other.sentence):
        return None
    if other.another and not one.marks.sentence.headline:
        return None
    place = place_agreement(one.place, other.place)
    date = date_agreement(one, other)
    equal = _tolls_equal(one.dead, other.dead)
    if one.sentence == other.sentence and _two_towns(one, other):
        return None
    if place <= -3 and (_loose_place(other) or (equal and _same_country(one.place, other.place))):
        place = 0.0  # the later passage names a place that is not this act's, or the wider one
    if one.kind is Kind.AGREEMENT and other.kind is Kind.AGREEMENT and (other.anaphoric or not other.side_a):
        date = max(date, 0.0)  # signed on one day, in force on another
    if place <= -3 or date <= -3:
        return None
    sides = _sides(one, other)
    score = kind + place + date + sides
    if other.anaphoric:
        score += 0.5
    if equal:
        score += 0.5
    if other.all_toll or one.all_toll:
        score += 0.1
    headline = one.marks.sentence.headline
    if headline:
        score += 0.5
    if other.sentence - one.sentence <= 1:
        score += 0.2
    elif not headline:
        score -= 0.05 * min(10, other.sentence - one.sentence)
    if _tolls_clash(one.dead, other.dead):
        score -= 0.8
    if other.place is None and not other.anaphoric and not headline:
        score -= 0.15
    return score


def _weak_date(draft: Draft) -> bool:
    return draft.date is None or draft.date.inherited or draft.date.statement


def absorb(one: Draft, other: Draft) -> None:
    """Take over what the later telling adds."""
    one.merged.append(other)
    better_place = other.place is not None and (
        one.place is None
        or (one.place.resolved.precision in ("country", "area") and other.place.resolved.precision in ("exact", "near"))
        or (one.place.resolved.precision == "country" and other.place.resolved.precision == "area")
    )
    if better_place:
        one.place = other.place
    if other.date is not None and (one.date is None or (_weak_date(one) and not _weak_date(other))):
        one.date = other.date
    for mine, theirs in ((one.side_a, other.side_a), (one.side_b, other.side_b)):
        if not mine:
            mine.extend(theirs)
        else:
            mine.extend(
                r for r in theirs if all(_same_party(r, m) is None and r.score >= 0.5 for m in mine) and len(mine) < 3
            )
    if not one.side_a and not one.nation_a and other.nation_a:
        one.nation_a, one.nation_of, one.nation = other.nation_a, other.nation_of or other, other.nation
    one.dead.extend(other.dead)
    one.hurt.extend(other.hurt)
    known = {s.text for s in one.speakers}
    one.speakers.extend(s for s in other.speakers if s.text not in known)
    one.protected |= {k: v for k, v in other.protected.items() if k not in one.protected}
    specific = {Kind.ARMED_ATTACK, Kind.ATTACK_ON_CIVILIANS}
    if (
        (one.kind in specific and other.kind not in specific)
        or (one.kind is Kind.SHELLING and other.kind in (Kind.AIR_STRIKE, Kind.DRONE_STRIKE))
        or (one.kind is Kind.AIR_STRIKE and other.kind is Kind.DRONE_STRIKE)
        or (one.kind is Kind.BOMBING and other.kind is Kind.SUICIDE_BOMBING)
        or (one.kind is Kind.PROTEST and other.kind is Kind.PROTEST_CRACKDOWN)
        or (one.all_toll and not other.all_toll)
    ):
        one.kind = other.kind
        one.means, one.means_rule = other.means, other.means_rule


def _tolls_equal(one: list[TollRef], other: list[TollRef]) -> bool:
    mine = {(t.min, t.max) for t in one if t.max is not None and t.min > 0}
    return any((t.min, t.max) in mine for t in other)


def headline_agreement(title: Draft, act: Draft) -> float | None:
    """Score of the judgement that a headline tells `act`; None when it can't.

    Headlines are vague: a region for a town, "an attack" for a bombing, a toll without its act.
    """
    kind = kind_agreement(title, act)
    if kind is None:
        vague = title.all_toll or act.all_toll or title.kind in _VAGUE
        if not (title.kind in HARM and act.kind in HARM and vague):
            return None
        kind = 0.1
    place = place_agreement(title.place, act.place)
    if place <= -3 and title.place is not None and act.place is not None:
        a, b = title.place.resolved, act.place.resolved
        if a.country and b.country and a.country != b.country and a.precision != "country":
            return None
        distance = _km(title.place, act.place)
        vague = a.precision != "exact" or title.place.mention.relation != "exact" or a.lat is None
        place = 0.2 if vague and (distance is None or distance < _KM_HEADLINE) else -0.7
    date = date_agreement(title, act)
    if date <= -3:
        return None
    sides = side_agreement(title.side_a, act.side_a) + side_agreement(title.side_b, act.side_b)
    score = kind + 0.5 * place + date + max(-0.5, sides)
    if _tolls_equal(title.dead, act.dead) or _tolls_equal(title.hurt, act.hurt):
        score += 0.6
    elif _tolls_clash(title.dead, act.dead):
        score -= 0.5
    return score


def merge(drafts: list[Draft]) -> list[Draft]:
    """Drafts in order of telling, each act once; headlines join the act they announce."""
    titles = _gather([d for d in drafts if d.marks.sentence.headline])
    acts = _gather([d for d in drafts if not d.marks.sentence.headline])
    alone: list[Draft] = []
    for title in titles:
        scored = [(s, -n) for n, act in enumerate(acts) if (s := headline_agreement(title, act)) is not None]
        if scored and max(scored)[0] >= _HEADLINE_THRESHOLD:
            absorb(acts[-max(scored)[1]], title)
        else:
            alone.append(title)
    return _without_leads([*alone, *acts])


def _without_leads(acts: list[Draft]) -> list[Draft]:
    """Acts less the general leads: a region told first, whose places are then named one by one."""
    out: list[Draft] = []
    for n, act in enumerate(acts):
        part = None
        if (act.place is not None and act.place.resolved.precision in ("area", "country")) or act.place is None:
            part = next((other for other in acts[n + 1 :] if _details(act, other)), None)
        if part is not None:
            absorb(part, act)
        else:
            out.append(act)
    return out


def _details(lead: Draft, act: Draft) -> bool:
    """Whether `act` names one of the places that `lead` speaks of in general."""
    if lead.kind is not act.kind and (kind_agreement(lead, act) or 0) < 0.3:
        return False
    if act.place is None or act.place.resolved.precision not in ("exact", "near"):
        return False
    if lead.lead.trigger.frame not in ("strike", "target", "attack", "sweep", "detain", "clash"):
        return False
    if date_agreement(lead, act) <= -3 or _sides(lead, act) < 0:
        return False
    if lead.place is None:
        return lead.lead.definite or lead.number_many
    if place_agreement(lead.place, act.place) >= 0.4:
        return True
    distance = _km(lead.place, act.place)
    a, b = lead.place.resolved, act.place.resolved
    if a.country != b.country:
        return False
    if distance is None:
        return _sides(lead, act) > 0
    return distance <= 1.3 * (a.radius_km or 0)


def _gather(drafts: list[Draft]) -> list[Draft]:
    acts: list[Draft] = []
    for draft in drafts:
        scored = [(score, -n) for n, act in enumerate(acts) if (score := agreement(act, draft)) is not None]
        # Told again without a place of its own, and only one act that it can be: surer than the words show.
        vague = (
            draft.place is None
            or draft.place.resolved.precision in ("country", "area")
            or draft.place.mention.relation != "exact"
        )
        threshold = _THRESHOLD_ONLY if len(scored) == 1 and vague and not draft.other else _THRESHOLD
        best = (max(scored)[0], acts[-max(scored)[1]]) if scored and max(scored)[0] >= threshold else None
        if best is not None:
            absorb(best[1], draft)
        else:
            acts.append(draft)
    return acts
