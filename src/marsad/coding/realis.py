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
    return frozenset(found)
