"""Whether an act happened: marks of negation, plan, threat, demand, attempt over its trigger."""

from __future__ import annotations

from collections.abc import Mapping

from marsad.codebook import Kind
from marsad.coding.when import VAGUE
from marsad.lexicon.closed import closed_class
from marsad.reading.marks import Marks
from marsad.reading.realis import RealisMark
from marsad.reading.triggers import TriggerMention

# Effects under which the act did not happen, or is only spoken of.
UNREAL = frozenset(
    {
        "negated", "denied", "halted", "future", "plan", "threat", "warning", "demand", "possible", "conditional",
        "purpose", "capability", "exercise", "mock", "fiction", "accusation", "rumour", "question", "habit", "name",
        "state",
    }
)  # fmt: skip
TRIED = frozenset({"attempt", "foiled"})
# Effects that govern a verbal noun or a subjunctive: a finite past beside them tells an act of its own.
_FORWARD = frozenset(
    {
        "negated", "halted", "future", "plan", "threat", "warning", "demand", "purpose", "capability", "exercise",
        "accusation", "name", "attempt", "foiled", "habit", "before",
    }
)  # fmt: skip
# Effects that no comma ends: they hold for the whole sentence or passage.
_WIDE = frozenset({"conditional", "question", "rumour", "fiction", "history", "exercise", "mock"})
_BLASTS = frozenset({Kind.BOMBING, Kind.SUICIDE_BOMBING, Kind.GRENADE})
_LASTING = frozenset({Kind.TERRITORY_CHANGE, Kind.SIEGE, Kind.TROOP_MOVEMENT})
# Kinds that a present after "to" tells as what ensued: "لتنسحب القوات".
_ENSUING = frozenset({Kind.WITHDRAWAL, Kind.DISPLACEMENT})
# Effects that the acts coupled to one share: "may enter the town and shell it", "threatens to shell and storm it".
_SHARED = frozenset({"future", "possible", "threat", "plan", "purpose", "warning", "demand", "capability"})
_COUPLED = 8  # words between two coupled acts
_NEAR = 3
_CLAUSE = 2  # cost of boundaries that no mark reaches across
_PAST = frozenset({"past", "passive"})
_OPEN = frozenset({"present", "future"})
_NOUNS = frozenset({"masdar"})
_DEPLOYS = "troop_movement.deploy"
_PUBLISHES = "نشر"
_PUBLISHED = closed_class("published")
_ATTACKS = frozenset({"armed_attack.attack_verb", "armed_attack.attack_verb_bare"})
_SPEAKING_OF = closed_class("speaking_of")
_MEN_OF_WORDS = closed_class("men_of_words")
_OBJECT_REACH = 14  # words between a verb and its object, or what is said with it, behind a long subject


def dated(marks: Marks, trigger: TriggerMention, beside: RealisMark | None = None) -> bool:
    """Whether a day is told in the trigger's clause, other than in the words of `beside`."""
    return any(
        not (beside and beside.at <= d.last and d.first <= beside.end)
        and d.kind in ("point", "since")
        and d.start is not None
        and d.precision != "year"
        and d.rule not in VAGUE
        and marks.apart(d.first, trigger.first) < 1
        for d in marks.dates
    )


def _holds(marks: Marks, mark: RealisMark, trigger: TriggerMention, past: bool) -> bool:
    """Whether a mark whose reach covers the trigger says something of it."""
    effect = mark.effect
    apart = marks.apart(mark.end if mark.end < trigger.first else mark.at, trigger.first)
    if apart >= _CLAUSE:
        return False
    if past and (effect in _FORWARD or (apart and effect not in _WIDE)):
        return False
    if effect in ("unit_name", "place_name"):
        return trigger.definite and not trigger.is_verb and trigger.stem.pre == "ال"
    if effect == "halted" and trigger.trigger.kind is Kind.AID:
        return False  # aid that is stopped is an act of its own
    if effect == "was":
        return trigger.trigger.kind in _LASTING
    if effect == "before":
        return trigger.trigger.kind in _BLASTS
    if effect == "history":
        return not (past and dated(marks, trigger, mark))
    if effect == "habit":
        if marks.sentence.field != "text" or (trigger.definite and not trigger.is_verb) or past:
            return False
        return not dated(marks, trigger)
    return True


def _to_come(marks: Marks, trigger: TriggerMention) -> bool:
    """Whether the first day told right behind it lies ahead: "مظاهرات يوم غد"."""
    behind = [d for d in marks.dates if 0 < d.first - trigger.last <= _NEAR and marks.apart(d.first, trigger.last) == 0]
    return bool(behind) and behind[0].future and behind[0].kind == "point"


def _given(trigger: TriggerMention, tried: int) -> bool:
    """Whether the act after "to" is no purpose: a genitive, the object of an attempt, a leaving that came of it."""
    if tried >= 0 and trigger.first - tried == 1:
        return True
    if trigger.parts == {"present"}:
        return trigger.trigger.kind in _ENSUING
    return trigger.parts == {"noun"} and trigger.stem.pre.endswith("لل")


def effects(marks: Marks, trigger: TriggerMention) -> frozenset[str]:
    """Effects of all marks whose reach covers the trigger; "future" and "purpose" from its own form."""
    past = trigger.parts <= _PAST
    found = set()
    tried, undergone = -1, -_NEAR - 1
    for mark in marks.realis:
        if mark.first_in <= trigger.first <= mark.last_in and _holds(marks, mark, trigger, past):
            if mark.effect == "purpose" and 0 <= mark.at - undergone <= _NEAR:
                continue  # "أدى لوقوع إصابات": what came of it
            found.add(mark.effect)
            if mark.effect == "attempt":
                tried = mark.end
            elif mark.effect == "underwent":
                undergone = mark.end
    if trigger.parts == {"future"} or (not past and _to_come(marks, trigger)):
        found.add("future")
    if trigger.stem.preposition == "ل" and not past and "underwent" not in found and not _given(trigger, tried):
        found.add("purpose")
    if found & {"unit_name", "place_name"}:
        found.add("name")
    if "was" in found:
        found.add("state")
    if "before" in found:
        found.add("foiled")
    return frozenset(found)


def only_words(marks: Marks, trigger: TriggerMention) -> bool:
    """Whether nothing moved and nobody fought: the army published pictures, a minister attacked a speech."""
    deploys = trigger.trigger.id == _DEPLOYS and _PUBLISHES in trigger.stem.key
    if not deploys and trigger.trigger.id not in _ATTACKS:
        return False
    words = marks.sentence.words[trigger.last + 1 : trigger.last + 1 + _OBJECT_REACH]
    if not deploys and words and trigger.is_verb and not words[0].form.keys.isdisjoint(_MEN_OF_WORDS):
        return True
    wanted = _PUBLISHED if deploys else _SPEAKING_OF
    return any(not w.form.keys.isdisjoint(wanted) for w in words)


def coupled(marks: Marks, trigger: TriggerMention, found: Mapping[int, frozenset[str]]) -> frozenset[str]:
    """What the trigger shares with the act before that "and" ties it to, both presents or both verbal nouns.

    Args:
        marks: of the sentence.
        trigger: one of its triggers.
        found: effects on the triggers before it, by their first words.
    """
    if trigger.stem.conjunction not in ("و", "ف") or not (trigger.parts <= _OPEN or trigger.parts == _NOUNS):
        return frozenset()
    if marks.sentence.words[trigger.first].before:
        return frozenset()
    before = next((t for t in reversed(marks.triggers) if t.last < trigger.first), None)
    if before is None or trigger.first - before.last > _COUPLED:
        return frozenset()
    if not (before.parts <= _OPEN if trigger.parts <= _OPEN else before.parts == _NOUNS):
        return frozenset()
    if trigger.parts == _NOUNS and (trigger.definite != before.definite or dated(marks, trigger)):
        return frozenset()
    return found.get(before.first, frozenset()) & _SHARED
