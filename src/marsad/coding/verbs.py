"""Whether a word of an act is read as a finite verb where unvowelled writing leaves it open."""

from __future__ import annotations

from marsad.coding.links import Link
from marsad.lexicon.closed import closed_class
from marsad.reading.marks import Marks
from marsad.reading.parties import PartyMention
from marsad.reading.triggers import TriggerMention

_BEFORE_SUBJECTS = closed_class("before_subjects")
_BEFORE_VERBS = closed_class("before_verbs")
_IN = frozenset({"في", "وفي"})
_WHERE = 4  # words of a phrase that says where
_PAUSES = frozenset(",.:;\n")
_SEVERAL = ("two", "many")
_OBLIQUE = "ين"  # the ending of plurals and duals that are no subject: "استهدفت متمردين"
_FORCING = closed_class("forcing")
_UPON = closed_class("upon_them")
_TOWARDS = frozenset({"علي", "الي"})
_FORCED = 3  # words between who is forced and "to"
_FOILING = closed_class("foiling")
_DONE_TO = frozenset({"strike", "target", "attack", "clash", "kill", "blast", "take", "destroy"})
_FORCED_BACK = 8  # words between the verb and who is forced


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


def is_oblique(marks: Marks, mention: PartyMention, link: Link, verb: TriggerMention) -> bool:
    """Whether a plural or dual stands bare in the case of objects: "استهدفت متمردين"."""
    bare = link.at == mention.first and mention.number in _SEVERAL and not mention.stem.pre.startswith("و")
    bare = bare and "masdar" not in verb.parts  # "زرع المسلحين ألغاما"
    return bare and marks.sentence.words[mention.first].form.text.endswith(_OBLIQUE)


def forced_to(marks: Marks, mention: PartyMention, trigger: TriggerMention) -> bool:
    """Whether the party was made to do the act: "أجبر الجيش المسلحين على الانسحاب"."""
    words, to = marks.sentence.words, trigger.first - 1
    if not 0 < to - mention.last <= _FORCED or words[to].form.key not in _TOWARDS:
        return False
    if any(mention.last < p.first < to for p in marks.parties):
        return False
    before = range(mention.first - 1, max(-1, mention.first - 1 - _FORCED_BACK), -1)
    return any(words[at].form.keys & _FORCING for at in before)


def subject_behind(marks: Marks, trigger: TriggerMention) -> bool:
    """Whether the verb's subject stands behind a pronoun for those before: "فأطلقت عليهم القوة الرصاص"."""
    at = trigger.first + 1
    words = marks.sentence.words
    return (
        at + 1 < len(words)
        and words[at].form.key in _UPON
        and not words[at].before
        and any(p.first == at + 1 and p.armed and not p.stem.preposition for p in marks.parties)
    )


def is_thwarted(marks: Marks, trigger: TriggerMention) -> bool:
    """Whether others kept the act from being done, so that whoever stands before it is no doer: "أحبط الأمن اغتيال"."""
    if trigger.trigger.frame not in _DONE_TO:
        return False  # "أحبط الجيش تهريب أسلحة": who foils it seizes them
    words = marks.sentence.words
    foils = (m for m in marks.realis if m.effect == "foiled" and m.at < trigger.first <= m.last_in)
    return any(words[m.at].form.keys & _FOILING for m in foils)
