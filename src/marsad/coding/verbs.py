"""Whether a word of an act is read as a finite verb where unvowelled writing leaves it open."""

from __future__ import annotations

from marsad.lexicon.closed import closed_class
from marsad.reading.marks import Marks
from marsad.reading.triggers import TriggerMention

_BEFORE_SUBJECTS = closed_class("before_subjects")
_BEFORE_VERBS = closed_class("before_verbs")
_IN = frozenset({"في", "وفي"})
_WHERE = 4  # words of a phrase that says where
_PAUSES = frozenset(",.:;\n")


def is_verbal(marks: Marks, trigger: TriggerMention) -> bool:
    """Whether the trigger is read as a finite verb here."""
    if not trigger.is_verb:
        return False
    if trigger.parts & {"masdar", "noun"}:
        if trigger.stem.preposition or trigger.stem.pre.endswith("ال"):
            return False
        if trigger.first == 0:
            return len(marks.sentence.words) > 1
        before = marks.sentence.words[trigger.first - 1]
        word = marks.sentence.words[trigger.first]
        if set(word.before) & _PAUSES:
            return True
        if before.form.key in _BEFORE_VERBS:
            return True
        if "past" in trigger.parts and (_behind_subject(marks, trigger.first) or _behind_where(marks, trigger.first)):
            return True
        return (
            trigger.stem.conjunction == "و"
            and trigger.parts != {"masdar"}
            and bool(trigger.parts & {"past"})
            and (marks.bounds[trigger.first] > marks.bounds[trigger.first - 1])
        )
    return True


def _behind_where(marks: Marks, at: int) -> bool:
    """Whether only where it was stands before word `at` in its clause: "وفي بورنو قتل"."""
    words = marks.sentence.words
    for place in marks.places:
        if place.last == at - 1 and place.prep:
            opens = min(place.start, place.first)
            while opens > 0 and words[opens].form.key not in _IN and place.first - opens < _WHERE:
                opens -= 1
            return words[opens].form.key in _IN and (opens == 0 or bool(set(words[opens].before) & _PAUSES))
    return False


def _behind_subject(marks: Marks, at: int) -> bool:
    """Whether a party that opens its clause stands right before word `at`: "أن الجيش الإسرائيلي قصف"."""
    words = marks.sentence.words
    for party in marks.parties:
        if party.last == at - 1 and not party.stem.preposition and party.number != "many":
            first = party.first
            return (
                first == 0 or bool(set(words[first].before) & _PAUSES) or words[first - 1].form.key in _BEFORE_SUBJECTS
            )
    return False
