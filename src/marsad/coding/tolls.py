"""Tolls to acts: the dead and wounded of a sentence go to the act that made them."""

from __future__ import annotations

from marsad.codebook import Kind
from marsad.coding.draft import Draft, Ref, TollRef
from marsad.coding.group import HARM, came_before, is_murder, shot
from marsad.reading.casualties import CasualtyMention
from marsad.reading.marks import Marks
from marsad.reading.parties import PartyMention

HEADLINE = ", headline"  # ends the rule of a toll that a headline tells
_FULL_STOP = 3
_REACH = 50
_ADDS = frozenset("كما كذلك ايضا اضافه بالاضافه فضلا".split())  # what follows belongs to the act before
# Kinds that can have a toll without being what kills; the rest never have one of their own.
_BEARS = HARM | {Kind.PROTEST, Kind.WEAPONS_SEIZURE, Kind.PROPERTY_DESTRUCTION}
_COUPLED = 2  # words between two acts that one toll is told of
_PLACE_GAP = 3  # words between a toll and the place that it is told of


def _hard(marks: Marks, toll: int, act: int) -> bool:
    """Whether a conjunction of clauses parts a toll from an act: "while", not a row of commas, nor "also" after it."""
    bounds = marks.bounds
    if any(a.onward and act < a.at < toll for a in marks.attributions):
        return True  # what somebody announces is told apart
    for at in range(min(toll, act) + 1, max(toll, act) + 1):
        if bounds[at] - bounds[at - 1] >= _FULL_STOP and not (act < toll and _is_added(marks, at)):
            return True
    return False


def _is_added(marks: Marks, at: int) -> bool:
    text = marks.sentence.words[at].form.key
    return text in _ADDS or (text[:1] == "و" and text[1:] in _ADDS)


def _cost(marks: Marks, draft: Draft, casualty: CasualtyMention) -> float | None:
    best: float | None = None
    wake = came_before(marks, casualty.first)
    for trigger in draft.triggers:
        if wake and trigger.last < casualty.first:
            continue
        if trigger.first <= casualty.last and casualty.first <= trigger.last:
            return 0.0
        gap = casualty.first - trigger.last if casualty.first > trigger.last else trigger.first - casualty.last
        apart = marks.apart(trigger.first, casualty.first)
        if gap > _REACH or apart >= _FULL_STOP + 2:
            continue
        cost = 0.05 * gap + 0.5 * apart
        if best is None or cost < best:
            best = cost
    if best is not None and draft.kind not in HARM:
        best += 1.5
    return best


def _host(marks: Marks, drafts: list[Draft], toll: Draft) -> Draft | None:
    """The act of a toll that commas or "also" part from it: "قتل ستة، معظمهم نساء، … في قصف"."""
    at = toll.lead.first
    if toll.side_a and any(_is_added(marks, k) for k in range(max(0, at - 4), at)):
        return None  # "unknown men also killed a driver": a deed of others
    if any(m.first > at and m.first - at < 12 and not _hard(marks, at, m.first) for m in marks.places) and any(
        _is_added(marks, k) for k in range(max(0, at - 2), at)
    ):
        return None  # "as well, three were killed in X": elsewhere
    best: tuple[float, Draft] | None = None
    wake = came_before(marks, at)
    for draft in drafts:
        if draft.kind not in HARM or draft.all_toll or draft.other:
            continue
        if draft.kind is Kind.SWEEP and is_murder(marks, toll.lead, draft):
            continue
        for trigger in draft.triggers:
            if wake and trigger.first < at:
                continue
            later = draft.kind is Kind.BOMBING and trigger.first > at and marks.apart(at, trigger.first)
            if later and shot(marks, at, trigger.first):
                continue  # "قتل مدني برصاص قناص، وأصيب طفل بانفجار لغم": shots killed him
            if not _hard(marks, at, trigger.first):
                cost = float(abs(at - trigger.first))
                if cost <= _REACH and (best is None or cost < best[0]):
                    best = (cost, draft)
    return best[1] if best else None


def _people(marks: Marks, casualty: CasualtyMention) -> PartyMention | None:
    if casualty.people is None:
        return None
    first, last = casualty.people
    for mention in marks.parties:
        if mention.first <= last and first <= mention.last:
            return mention
    return None


def _first_of(marks: Marks, drafts: list[Draft], number: int, casualty: CasualtyMention) -> int:
    """The first of two coupled acts with one toll: "أسفرت المعارك وغارات التحالف عن سقوط قتلى"."""
    if number == 0:
        return number
    one, two = drafts[number - 1], drafts[number]
    end = max(t.last for t in one.triggers)
    start = two.lead.first
    coupled = two.lead.stem.conjunction == "و" and not two.lead.is_verb and not one.all_toll
    near = 0 < start - end <= _COUPLED and marks.apart(end, start) == 0 and casualty.first > start
    return number - 1 if coupled and near and one.kind in HARM and two.kind in HARM else number


def toll_acts(marks: Marks, drafts: list[Draft]) -> list[CasualtyMention]:
    """Give drafts the casualties of their sentence; those that found no act are returned."""
    left: list[CasualtyMention] = []
    hosts = {n: host for n, d in enumerate(drafts) if d.all_toll and (host := _host(marks, drafts, d)) is not None}
    for casualty in marks.casualties:
        if casualty.role not in ("dead", "wounded") or casualty.cumulative:
            continue
        costs = [(c, n) for n, d in enumerate(drafts) if not d.other and (c := _cost(marks, d, casualty)) is not None]
        costs = [(c, n) for c, n in costs if drafts[n].kind in _BEARS]
        if not costs:
            if not came_before(marks, casualty.first):
                left.append(casualty)
            continue
        number = _first_of(marks, drafts, min(costs)[1], casualty)
        take(marks, hosts.get(number, drafts[number]), casualty)
    for draft in drafts:
        _count_victim(marks, draft)
    return left


def _count_victim(marks: Marks, draft: Draft) -> None:
    """Whom a force killed is a toll of one where no number is told: "قتلت قوات X الشاب فلان"."""
    lead = draft.lead
    told = lead.trigger.frame == "kill" and lead.parts == {"past"} and draft.all_toll and not draft.dead
    if not told or not any(r.mention.armed for r in draft.side_a) or not _is_one(draft):
        return
    victim = draft.side_b[0].mention
    draft.dead.append(TollRef(1, 1, marks.sentence.index, victim.first, victim.last, "one victim named"))


def tell_on(marks: Marks, kept: list[Draft], drafts: list[Draft], left: list[CasualtyMention]) -> None:
    """Give casualties of a sentence without an act of its own to the act told right before; the first of several."""
    if not left or not kept or any(d.kind in HARM or d.kind is Kind.MISSING for d in drafts):
        return  # bodies that were found are no toll
    last = kept[-1]
    if last.kind not in HARM or marks.sentence.index - last.sentence > 1:
        return
    if any(m.precision in ("month", "year") for m in marks.dates):
        return  # history or statistics
    first = next(d for d in kept if d.lead is last.lead)
    for casualty in left:
        if casualty.zero and marks.places:
            continue  # nobody was hurt there: another place
        take(marks, first, casualty)


def _claim(marks: Marks, casualty: CasualtyMention) -> float:
    """Number, within its sentence, of the speaker whose claim it is: "بينما تحدثت شبكة أطباء عن 14" is another's."""
    number = 0.0
    for attribution in marks.attributions:
        at = attribution.at
        if not attribution.verbal or attribution.continues or not 0 < at < casualty.first:
            continue
        if any(_is_added(marks, k) for k in range(max(0, at - 3), at + 1)):
            continue
        earlier = any(o.role == casualty.role and o.last < at for o in marks.casualties)
        if earlier and marks.bounds[at] - marks.bounds[max(0, at - 3)] >= _FULL_STOP:
            number += 1
    return number


def split_by_place(marks: Marks, drafts: list[Draft]) -> None:
    """Move tolls among acts told of several places: "مقتل رجل في الهبيط، في حين لم تسجل خسائر في خان شيخون"."""
    for role in ("dead", "hurt"):
        for draft in drafts:
            here = draft.place
            told: list[TollRef] = getattr(draft, role)
            if here is None or not told:
                continue
            others = [d for d in drafts if d.lead is draft.lead and d is not draft and d.place is not None]
            for ref in list(told) if others else ():
                name = _place_after(marks, ref.last)
                target = next((d for d in others if d.place is not None and d.place.resolved.name == name), None)
                if target is not None and name != here.resolved.name:
                    told.remove(ref)
                    getattr(target, role).append(ref)


def hurt_nowhere(acts: list[Draft]) -> None:
    """Where one act is told of several places, "no victims" holds for all of which nothing else is told."""
    for act in [act for act in acts if act.dead and all(ref.max == 0 for ref in (*act.dead, *act.hurt))]:
        for other in acts:
            same = {id(told.lead) for told in (act, *act.merged)} & {id(told.lead) for told in (other, *other.merged)}
            if same and not other.dead and not other.hurt:
                other.dead, other.hurt = list(act.dead), list(act.hurt)


def tell_part(marks: Marks, drafts: list[Draft]) -> None:
    """The part of a toll that the act's own place had: "29 قتلوا، من بينهم 17 في بلدة دوما"."""
    for draft in drafts:
        place = draft.place.mention if draft.place is not None else None
        if place is None or place.prep not in ("في", "ب"):
            continue
        for part in marks.counts:
            if part.part_of is None or not 0 < place.start - part.last <= _PLACE_GAP:
                continue
            whole = marks.counts[part.part_of]
            if part.category not in (None, "neutral", whole.category):
                continue  # "53 dead, 41 of them civilians, in X": who they were, not where
            for ref in (*draft.dead, *draft.hurt):
                if ref.first <= whole.last and whole.first <= ref.last and ref.min == whole.min:
                    ref.min, ref.max = part.min, part.max


def _place_after(marks: Marks, last: int) -> str | None:
    for mention, resolved in zip(marks.places, marks.resolved, strict=True):
        if resolved is not None and mention.prep in ("في", "ب") and 0 < mention.start - last <= _PLACE_GAP:
            return resolved.name
    return None


def _is_killer(draft: Draft, people: PartyMention) -> bool:
    """Whether the people right after a verb of killing are its doers: "اغتال مسلحون مدير المكتب"."""
    return bool(draft.side_b) and any(r.mention.first == people.first for r in draft.side_a)


def _is_one(draft: Draft) -> bool:
    """Whether the only victim named is one person."""
    victims = [r.mention for r in draft.side_b]
    return len(victims) == 1 and (victims[0].cls in ("office", "person") or victims[0].number == "one")


def take(marks: Marks, draft: Draft, casualty: CasualtyMention) -> None:
    """Give one casualty claim to a draft, and its victims to the side acted upon."""
    toll = TollRef(
        casualty.min, casualty.max, marks.sentence.index, casualty.first, casualty.last,
        casualty.rule + (HEADLINE if marks.sentence.headline else ""),
        running=casualty.corrected, campaign=casualty.campaign, clause=_claim(marks, casualty),
    )  # fmt: skip
    people = _people(marks, casualty)
    if people is not None and casualty.count is None and casualty.max is None and _is_killer(draft, people):
        toll.min, toll.max = 1, 1 if _is_one(draft) else None
        (draft.dead if casualty.role == "dead" else draft.hurt).append(toll)
        return
    (draft.dead if casualty.role == "dead" else draft.hurt).append(toll)
    if people is None or casualty.zero:
        return
    known = {r.mention.first for r in (*draft.side_a, *draft.side_b)}
    if people.first in known or (draft.lead.trigger.frame == "clash" and (draft.side_a or draft.side_b)):
        return
    if people.cls in ("people", "group", "office", "force", "person") or people.category != "media":
        draft.side_b.append(Ref(people, marks.sentence.index, "victims of the toll", 0.7))
