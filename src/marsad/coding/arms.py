"""Strikes from the air and from guns: two acts, however close they are told.

After `group` and `kinds`: "غارات وقصف مدفعي" are a raid and a shelling, and so is "قصف جوي ومدفعي", one word for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

from marsad.codebook import Kind
from marsad.coding.draft import Draft
from marsad.lexicon.closed import closed_class
from marsad.reading.marks import Marks
from marsad.reading.triggers import TriggerMention

AIR = frozenset({Kind.AIR_STRIKE, Kind.DRONE_STRIKE})
_GUNS = closed_class("guns")
_OF_GUNS = closed_class("of_guns")
_OF_AIR = closed_class("of_air")
_BEHIND = 3  # words behind an act, or before a verb, that still say what it was done with
_COUPLED = 2  # words from the one adjective to the other
_TOLD_ANYWAY = 8  # words behind the act in which another word tells the other strike


def by_guns(marks: Marks, trigger: TriggerMention) -> bool:
    """Whether the words around the trigger say that guns, mortars or tanks did it."""
    words = marks.sentence.words
    first = max(0, trigger.first - _BEHIND) if trigger.is_verb else trigger.first
    return any(
        not _GUNS.isdisjoint(words[at].form.keys) and marks.apart(at, trigger.first) < 1
        for at in range(first, min(len(words), trigger.last + 1 + _BEHIND))
    )


def other_arm(one: Draft, other: Draft) -> bool:
    """Whether one is a strike from the air and the other is told to be by guns."""
    for air, guns in ((one, other), (other, one)):
        if air.kind in AIR and guns.kind is Kind.SHELLING and by_guns(guns.marks, guns.lead):
            return True
    return False


def _both(marks: Marks, draft: Draft) -> Kind | None:
    """The kind that a second adjective tells: shelling behind "جوي ومدفعي", an air strike behind "مدفعي وجوي"."""
    words = marks.sentence.words
    seen: Kind | None = None
    left = 0
    for at in range(draft.lead.first + 1, min(len(words), draft.lead.last + 2 + _COUPLED)):
        form = words[at].form
        air, guns = not _OF_AIR.isdisjoint(form.keys), not _OF_GUNS.isdisjoint(form.keys)
        if seen is None:
            if air or guns:
                seen, left = (Kind.AIR_STRIKE if air else Kind.SHELLING), _COUPLED
            continue
        left -= 1
        coupled = form.text[:1] == "و"
        if coupled and air and seen is Kind.SHELLING:
            return Kind.AIR_STRIKE
        if coupled and guns and seen is Kind.AIR_STRIKE:
            return Kind.SHELLING
        if not left:
            return None
    return None


def by_both_arms(marks: Marks, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, each followed by the other strike that its adjectives tell; the toll of both is with the first."""
    out: list[Draft] = []
    flown = any(d.kind in AIR for d in drafts)
    for draft in drafts:
        out.append(draft)
        if flown and draft.kind is Kind.SHELLING and by_guns(marks, draft.lead):
            draft.side_a = [r for r in draft.side_a if not r.mention.aircraft]
        if draft.lead.is_verb or draft.kind not in (Kind.AIR_STRIKE, Kind.SHELLING):
            continue
        kind = _both(marks, draft)
        if kind is None or any(
            d.kind is kind and 0 < d.lead.first - draft.lead.first <= _TOLD_ANYWAY for d in drafts if d is not draft
        ):
            continue
        further = copy(draft)
        further.kind = kind
        further.triggers = list(draft.triggers)
        further.side_a, further.side_b = [r for r in draft.side_a if not r.mention.aircraft], list(draft.side_b)
        further.dead, further.hurt, further.merged = [], [], []
        further.speakers, further.protected = list(draft.speakers), dict(draft.protected)
        further.other = True
        out.append(further)
    return out
