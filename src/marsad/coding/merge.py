"""Twice-told acts: drafts that tell one act become one, with what every passage says of it.

A merge is a judgement with a score: how well kind, place, day and parties of two drafts agree, and
whether the later passage points back ("the bombardment", not "another bombardment").
"""

from __future__ import annotations

from marsad.codebook import Kind
from marsad.coding.draft import Draft
from marsad.coding.group import HARM, REMOTE, came_before
from marsad.coding.kinds import shot_dead
from marsad.coding.likeness import (
    VAGUE,
    beside_city,
    by_capital,
    date_agreement,
    is_outside,
    kind_agreement,
    km,
    loose_place,
    place_agreement,
    quarter_of,
    same_country,
    same_party,
    side_agreement,
    sides_agreement,
    tolls_clash,
    tolls_equal,
    two_towns,
)
from marsad.coding.objects import OF_PERSONS, named_objects
from marsad.coding.when import opens_further_act

_TOLD_OF_A_REGION = frozenset("strike target attack sweep hunt detain clash take move".split())
_KM_HEADLINE = 30.0  # a headline's "north-west of the country" against the village of the body
_HEADLINE_THRESHOLD = 0.2
_HEADLINE_DATE = -0.4  # a headline dates the news rather than the act
_THRESHOLD = 1.0
_FURTHER = 0.6  # cost of a passage that opens with "in another development" being of the act before
_VAGUE_SPANS = frozenset({"week", "month"})
_TALKS = frozenset({Kind.NEGOTIATION, Kind.AGREEMENT})
_BOTH_SIDES = 0.8
_LEAD = 1  # index of the first sentence of the body, behind the headline
_THRESHOLD_ONLY = 0.55
_PAST = 0.3
_NEXT = 2  # sentences
_PASSAGE = 4  # sentences


def agreement(one: Draft, other: Draft) -> float | None:
    """Score of the judgement that `other`, told later, is the act of `one`; None when it can't be."""
    kind = kind_agreement(one, other)
    if kind is None or (other.other and one.sentence == other.sentence and not _one_name(one, other)):
        return None
    if two_towns(one, other) or (
        one.sentence == other.sentence and other.all_toll and came_before(other.marks, other.lead.first)
    ):
        return None
    if other.another and not one.marks.sentence.headline:
        return None
    date = date_agreement(one, other)
    equal = tolls_equal(one.dead, other.dead)
    same_person = _same_person(one, other)
    place = _place(one, other, same=equal and same_country(one.place, other.place), person=same_person)
    if one.kind is Kind.AGREEMENT and other.kind is Kind.AGREEMENT and (other.anaphoric or not other.side_a):
        date = max(date, 0.0)  # signed on one day, in force on another
    if other.pointing and other.date is not None and other.date.inherited:
        date = max(date, 0.0)  # "this attack", told under the day of what was said of it
    if _spoken_of_later(one, other):
        date = max(date, -0.3)
    if place <= -3 or date <= -3:
        return None
    sides = sides_agreement(one, other)
    if other.pointing:
        sides = max(sides, 0.0)
    if same_person or _his_own(one, other):
        sides = max(sides, 0.0) + 0.75  # whose arrest it was, was told
    score = kind + place + date + sides
    if other.anaphoric:
        score += 0.1
    if equal:
        score += 0.5
    headline = one.marks.sentence.headline
    if headline:
        score += 0.5
    if other.sentence - one.sentence <= 1:
        score += 0.2
    elif not headline:
        score -= 0.05 * min(10, other.sentence - one.sentence)
    if tolls_clash(one.dead, other.dead) or tolls_clash(one.hurt, other.hurt):
        score -= 0.8
    if other.place is None and not other.anaphoric and not headline:
        score -= 0.15
    if not (headline or equal or same_person or other.pointing) and opens_further_act(other.marks):
        score -= _FURTHER
    return score


def _one_name(one: Draft, other: Draft) -> bool:
    """Whether two words of a sentence tell an act at one of its several places: "combing and hunting in X and Y"."""
    if one.place is None or other.place is None:
        return False
    return one.place.resolved.name == other.place.resolved.name


def _place(one: Draft, other: Draft, *, same: bool, person: bool) -> float:
    """Agreement in place; 0 where another place speaks against nothing.

    So it is where the later passage names a place that is not its act's, or a wider or narrower one; where a toll
    (`same`) or the name of whom it was done to (`person`) tells that it is one act; and in talks between the same two:
    where each of them stands is no second place.
    """
    place = place_agreement(one.place, other.place)
    if place > -3:
        return place
    excused = (
        same
        or person
        or loose_place(other)
        or _narrows(one, other)
        or (other.anaphoric and _beside(one, other))
        or _unplaced_detail(one, other)
        or ({one.kind, other.kind} <= _TALKS and sides_agreement(one, other) >= _BOTH_SIDES)
    )
    return 0.0 if excused else place


def _his_own(one: Draft, other: Draft) -> bool:
    """Whether the later word says by a pronoun whom it was done to: "اعتقاله"."""
    return other.anaphoric and bool(other.lead.stem.post) and one.kind is other.kind and other.kind in OF_PERSONS


def _same_person(one: Draft, other: Draft) -> bool:
    """Whether both tell by name whom the act was done to, and it is one person."""
    if one.kind is not other.kind or other.kind not in OF_PERSONS or one.sentence == other.sentence:
        return False
    return not named_objects(one).isdisjoint(named_objects(other))


def _spoken_of_later(one: Draft, other: Draft) -> bool:
    """Whether a noun that points back stands behind a day later than the act's: that of what is said of it."""
    if not other.anaphoric or other.other or other.date is None or other.date.mention is None or one.date is None:
        return False
    mine, theirs = one.date.mention, other.date.mention
    if mine is None or mine.start is None or theirs.start is None or theirs.start < (mine.end or mine.start):
        return False
    return other.date.inherited or theirs.last < other.lead.first


def _beside(one: Draft, other: Draft) -> bool:
    return beside_city(one.place, other.place) or beside_city(other.place, one.place)


def _unplaced_detail(one: Draft, other: Draft) -> bool:
    """Whether "the attack" of the next sentences names a place that no gazetteer knows, in the country of the first."""
    if not other.anaphoric or other.other or other.kind not in REMOTE | VAGUE or other.place is None:
        return False
    if other.sentence - one.sentence > _NEXT or one.place is None:
        return False
    unknown = other.place.resolved.lat is None and other.place.resolved.gazetteer_id is None
    return unknown and one.place.resolved.country == other.place.resolved.country


def _narrows(lead: Draft, other: Draft) -> bool:
    """Whether a lead names the city, or the province by its capital, and a later sentence the quarter or village."""
    if lead.sentence > _LEAD or other.sentence <= lead.sentence:
        return False
    place = lead.place
    return quarter_of(other.place, place) or by_capital(place, other.place) or beside_city(place, other.place)


def _weak_date(draft: Draft) -> bool:
    return draft.date is None or draft.date.inherited or draft.date.statement


def _is_day_of(other: Draft, one: Draft) -> bool:
    """Whether the later telling names the day within the weeks that the first one gives."""
    mine, theirs = (d.date.mention if d.date is not None else None for d in (one, other))
    if mine is None or theirs is None or _weak_date(other):
        return False
    return mine.precision in _VAGUE_SPANS and theirs.precision == "day" and date_agreement(one, other) > 0


def absorb(one: Draft, other: Draft) -> None:
    """Take over what the later telling adds."""
    one.merged.append(other)
    better_place = other.place is not None and (
        one.place is None
        or (
            one.place.resolved.precision in ("country", "area")
            and other.place.resolved.precision in ("exact", "near")
            and not is_outside(one.place, other.place)
        )
        or (one.place.resolved.precision == "country" and other.place.resolved.precision == "area")
        or _narrows(one, other)
    )
    if better_place:
        one.place = other.place
    if other.date is not None and (
        one.date is None or (_weak_date(one) and not _weak_date(other)) or _is_day_of(other, one)
    ):
        one.date = other.date
    for mine, theirs in ((one.side_a, other.side_a), (one.side_b, other.side_b)):
        if not mine:
            mine.extend(theirs)
        else:
            for r in theirs:  # one by one: two of theirs may be the same party too
                if len(mine) < 3 and all(same_party(r, m) is None and r.score >= 0.5 for m in mine):
                    mine.append(r)
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
        or (one.kind is Kind.BOMBING and other.kind is Kind.ASSASSINATION)
        or (one.kind is Kind.PROTEST and other.kind is Kind.PROTEST_CRACKDOWN)
        or (one.all_toll and not other.all_toll and not (one.kind is Kind.PROTEST_CRACKDOWN and shot_dead(one)))
    ):
        one.kind = other.kind
        one.means, one.means_rule = other.means, other.means_rule


def headline_agreement(title: Draft, act: Draft) -> float | None:
    """Score of the judgement that a headline tells `act`; None when it can't.

    Headlines are vague: a region for a town, "an attack" for a bombing, a toll without its act.
    """
    kind = kind_agreement(title, act)
    if kind is None:
        vague = title.all_toll or act.all_toll or title.kind in VAGUE
        if not (title.kind in HARM and act.kind in HARM and vague):
            return None
        kind = 0.1
    place = place_agreement(title.place, act.place)
    if place <= -3 and title.place is not None and act.place is not None:
        a, b = title.place.resolved, act.place.resolved
        if a.country and b.country and a.country != b.country and a.precision != "country":
            return None
        distance = km(title.place, act.place)
        vague = a.precision != "exact" or title.place.mention.relation != "exact" or a.lat is None
        place = 0.2 if vague and (distance is None or distance < _KM_HEADLINE) else -0.7
    date = date_agreement(title, act)
    if date <= -3:
        return None
    date = max(date, _HEADLINE_DATE)
    sides = side_agreement(title.side_a, act.side_a) + side_agreement(title.side_b, act.side_b)
    score = kind + 0.3 * place + date + max(-0.5, sides)
    if tolls_equal(title.dead, act.dead) or tolls_equal(title.hurt, act.hurt):
        score += 0.9
    elif tolls_clash(title.dead, act.dead):
        score -= 0.5
    return score


def told_as_past(past: list[Draft], kept: list[Draft], draft: Draft) -> bool:
    """Whether an act without a day of its own tells again one that was just told as long past, and none of the news."""
    if not past or draft.sentence - past[-1].sentence > _PASSAGE or not _weak_date(draft) or draft.another:
        return False
    date, draft.date = draft.date, None
    back = draft.anaphoric or draft.place is None
    there = [act for act in past if back or (act.place and place_agreement(act.place, draft.place) > 0)]
    old = [s for act in there if (s := agreement(act, draft)) is not None]
    new = [s for act in kept if (s := agreement(act, draft)) is not None]
    draft.date = date
    return max(old, default=0.0) >= _PAST and max(old, default=0.0) > max(new, default=0.0)


def merge(drafts: list[Draft]) -> list[Draft]:
    """Drafts in order of telling, each act once; headlines join the act they announce.

    A headline that joins none is an act where the body repeats it or tells none: else it sums up, or puts in words
    of its own, what the body tells.
    """
    titles = _gather([d for d in drafts if d.marks.sentence.headline])
    acts = _gather([d for d in drafts if not d.marks.sentence.headline])
    alone: list[Draft] = []
    for title in titles:
        scored = [(s, -n) for n, act in enumerate(acts) if (s := headline_agreement(title, act)) is not None]
        if scored and max(scored)[0] >= _HEADLINE_THRESHOLD:
            absorb(acts[-max(scored)[1]], title)
        else:
            alone.append(title)
    told = [t for t in alone if not acts or any(d.marks.sentence.field == "text" for d in (t, *t.merged))]
    return _without_leads([*told, *acts])


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
    if lead.lead.trigger.frame not in _TOLD_OF_A_REGION:
        return False
    if date_agreement(lead, act) <= -3 or sides_agreement(lead, act) < 0:
        return False
    if lead.place is None:
        return lead.lead.definite or lead.number_many
    if place_agreement(lead.place, act.place) >= 0.4:
        return True
    distance = km(lead.place, act.place)
    a, b = lead.place.resolved, act.place.resolved
    if a.country != b.country:
        return False
    if distance is None:
        return a.lat is not None and sides_agreement(lead, act) > 0
    return distance <= 1.6 * (a.radius_km or 0)


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
        vague = vague or any(_unplaced_detail(acts[-n], draft) for _, n in scored)
        one = len({id(acts[-n].lead) for _, n in scored}) == 1  # one act, or one act told at several places
        threshold = _THRESHOLD_ONLY if draft.pointing or (one and vague and not draft.other) else _THRESHOLD
        best = (max(scored)[0], acts[-max(scored)[1]]) if scored and max(scored)[0] >= threshold else None
        if best is not None:
            absorb(best[1], draft)
        else:
            acts.append(draft)
    return acts
