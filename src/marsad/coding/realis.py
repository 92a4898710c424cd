"""Whether an act happened: marks of negation, plan, threat, demand, attempt over its trigger."""

from __future__ import annotations
from marsad.reading.marks import Marks
from marsad.reading.triggers import TriggerMention

# Effects under which the act did not happen, or is only spoken of.
UNREAL = frozenset(
    {"negated", "future", "plan", "threat", "warning", "demand", "possible", "conditional", "purpose", "exercise", "accusation", "state"}
)
TRIED = frozenset({"attempt", "foiled"})
_CLAUSE = 2  # cost of boundaries that no mark reaches across


_SUFFERED = ("تعرض", "خضع", "ادي", "ادت", "يودي", "تودي", "نتيجه", "نظرا", "اضافه", "بالاضافه", "شهد", "تصدي", "يتصدي", "تصدت", "اضطر",
             "وفقا", "طبقا", "انتهي", "انتهت", "توصل", "تحول", "تحولت", "بالنسبه", "اثر", "مودي", "موديا", "موديه")  # fmt: skip


def _suffered(marks: Marks, trigger: TriggerMention) -> bool:
    """Whether "to" before the act is what somebody underwent or what came of it, and not a purpose."""
    words = marks.sentence.words
    for at in range(trigger.first - 1, max(-1, trigger.first - 9), -1):
        if any(s.key.startswith(_SUFFERED) for s in words[at].form.stems):
            return True
    return False


def effects(marks: Marks, trigger: TriggerMention) -> frozenset[str]:
    """Effects of all marks whose reach covers the trigger; "future" from its own form."""
    found = {
        mark.effect
        for mark in marks.realis
        if mark.first_in <= trigger.first <= mark.last_in and marks.apart(mark.at, trigger.first) < _CLAUSE
    }
    if trigger.parts == {"future"}:
        found.add("future")
    if trigger.parts == {"present"} and trigger.stem.preposition == "ل":
        found.add("purpose")
    if trigger.stem.preposition == "ل" and trigger.parts <= {"masdar", "noun"} and not _suffered(marks, trigger):
        found.add("purpose")
    return frozenset(found)
