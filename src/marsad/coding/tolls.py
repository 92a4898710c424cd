"""Tolls to acts: the dead and wounded of a sentence go to the act that made them."""

from __future__ import annotations

from marsad.codebook import Kind
from marsad.coding.draft import Draft, Ref, TollRef
from marsad.coding.group import HARM
from marsad.reading.casualties import CasualtyMention
from marsad.reading.marks import Marks
from marsad.reading.parties import PartyMention

_FULL_STOP = 3
_REACH = 50


def _cost(marks: Marks, draft: Draft, casualty: CasualtyMention) -> float | None:
    best: float | None = None
    for trigger in draft.triggers:
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


def _people(marks: Marks, casualty: CasualtyMention) -> PartyMention | None:
    if casualty.people is None:
        return None
    first, last = casualty.people
    for mention in marks.parties:
        if mention.first <= last and first <= mention.last:
            return mention
    return None


def toll_acts(marks: Marks, drafts: list[Draft]) -> list[CasualtyMention]:
    """Give drafts the casualties of their sentence; those that found no act are returned."""
    left: list[CasualtyMention] = []
    for casualty in marks.casualties:
        if casualty.role not in ("dead", "wounded") or casualty.cumulative:
            continue
        costs = [(c, n) for n, d in enumerate(drafts) if not d.other and (c := _cost(marks, d, casualty)) is not None]
        costs = [(c, n) for c, n in costs if drafts[n].kind is not Kind.MISSING]
        if not costs:
            left.append(casualty)
            continue
        draft = drafts[min(costs)[1]]
        take(marks, draft, casualty)
    return left


def take(marks: Marks, draft: Draft, casualty: CasualtyMention) -> None:
    """Give one casualty claim to a draft, and its victims to the side acted upon."""
    toll = TollRef(
        casualty.min, casualty.max, marks.sentence.index, casualty.first, casualty.last, casualty.rule,
        running=casualty.corrected, clause=marks.bounds[casualty.first],
    )  # fmt: skip
    (draft.dead if casualty.role == "dead" else draft.hurt).append(toll)
    people = _people(marks, casualty)
    if people is None or casualty.zero:
        return
    known = {r.mention.first for r in (*draft.side_a, *draft.side_b)}
    if people.first in known or (draft.lead.trigger.frame == "clash" and (draft.side_a or draft.side_b)):
        return
    if people.cls in ("people", "group", "office", "force", "person") or people.category != "media":
        draft.side_b.append(Ref(people, marks.sentence.index, "victims of the toll", 0.7))
