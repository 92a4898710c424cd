"""Whose weapon an act was done with, told by "for": "استهدفت مسيرة للجيش", "سقطت قذائف لـX على", "بصواريخ لـX".

For `roles`: whoever owns what struck, or laid it, is its doer, whatever "for" tells of elsewhere. What is stored,
seized or shot down is no such weapon.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from marsad.coding.draft import Draft
from marsad.coding.standing import owner_of
from marsad.coding.verbs import is_verbal
from marsad.lexicon.closed import closed_class
from marsad.lexicon.grammar import Grammar
from marsad.reading.marks import Marks
from marsad.reading.parties import PartyFinder, PartyMention
from marsad.reading.triggers import TriggerMention
from marsad.reading.words import Word

_WEAPONS = closed_class("striking_arms") | closed_class("munitions")
_QUALIFIERS = closed_class("of_munitions")
_LEFT = closed_class("left_behind")
_BY = closed_class("by_weapon")
_DRONES = closed_class("drones")
_NAMED = 6  # words of a drone with whose it is
_BACK = 4  # words between a weapon and whose it is
_SUBJECT = 6  # words between a weapon and the verb it is the subject of
_HARMING = frozenset({"strike", "target", "attack", "blast", "kill", "death"})
_OF_ITS_OBJECT = frozenset({"target"})  # nouns whose genitive is what was hit
_FOR = "ل"


def fired_by(
    marks: Marks, drafts: Sequence[Draft], mention: PartyMention, grammar: Grammar, finder: PartyFinder
) -> Draft | None:
    """The act that was done with a weapon of the party, or None."""
    if mention.armed and _laid_it(marks.sentence.words, mention):
        near = owner_of(marks, drafts, mention.first, mention.last)
        return near[0] if near is not None and not near[0].side_a and near[1].trigger.frame in _HARMING else None
    if mention.stem.preposition != _FOR or not mention.armed:
        return None
    words = marks.sentence.words
    at = _weapon_before(words, mention.first, grammar, finder)
    if at is None:
        return None
    found = next(((d, t) for d in drafts for t in d.triggers if t.first <= at <= t.last), None)
    inside = found is not None
    if found is None:
        owned = owner_of(marks, drafts, at, mention.last)
        found = owned[:2] if owned is not None else None
    if found is None:
        return None
    draft, trigger = found
    if draft.side_a or trigger.trigger.frame not in _HARMING:
        return None
    return draft if inside or _did_it(marks, trigger, at, mention, grammar) else None


def drone_itself(marks: Marks, draft: Draft, finder: PartyFinder) -> PartyMention | None:
    """The drone that the act's own words tell of, with what follows it: "أغارت مسيّرة إسرائيلية"."""
    words = marks.sentence.words
    for trigger in draft.triggers:
        for at in range(trigger.first, min(len(words), trigger.last + 2)):
            if not any(s.key in _DRONES for s in words[at].form.stems):
                continue
            start = at - 1 if at > trigger.first and finder.head(words[at - 1]) else at  # "طائرة مسيّرة"
            found = next(iter(finder.find(words[start : start + _NAMED])), None)
            if found is not None and not found.first and found.aircraft:
                return replace(found, first=start, last=start + found.last)
    return None


def _laid_it(words: tuple[Word, ...], mention: PartyMention) -> bool:
    """Whether a mine is said to be the party's: "لغم خلفه التنظيم", "لغم كان التنظيم قد خلفه"."""
    if mention.first and words[mention.first - 1].form.key in _LEFT and not words[mention.first].before:
        return True
    return any(w.form.key in _LEFT for w in words[mention.last + 1 : mention.last + 3])


def _weapon_before(words: tuple[Word, ...], first: int, grammar: Grammar, finder: PartyFinder) -> int | None:
    """The first word of the weapon that belongs to the party at word `first`, or None."""
    found: int | None = None
    for at in range(first - 1, max(-1, first - 1 - _BACK), -1):
        if words[at + 1].before:
            break
        if any(s.key in _WEAPONS and not s.post for s in words[at].form.stems):
            found = at
        elif not (words[at].form.key in _QUALIFIERS or grammar.belongs(words[at]) or finder.is_adjective(words[at])):
            break
    return found


def _did_it(marks: Marks, trigger: TriggerMention, at: int, mention: PartyMention, grammar: Grammar) -> bool:
    """Whether the weapon at word `at` did the act of the trigger: its means, its subject, its doer's genitive."""
    words = marks.sentence.words
    if trigger.trigger.toll or any(s.preposition == "ب" and s.key in _WEAPONS for s in words[at].form.stems):
        return True
    before = words[at - 1] if at and not words[at].before else None
    if before is not None and before.form.key in _BY:
        return True
    if at > trigger.last:
        gap = words[trigger.last + 1 : at]
        if any(not (w.form.is_number or w.form.key in grammar.numerals) for w in gap):
            return False
        if is_verbal(marks, trigger):
            return trigger.parts != {"passive"}
        another = any(p.stem.preposition == _FOR and 0 < p.first - mention.last <= 2 for p in marks.parties)
        return trigger.trigger.frame not in _OF_ITS_OBJECT or another
    owned = before is not None and grammar.site(before) is not None  # "منصة صواريخ لـX"
    near = trigger.first - mention.last <= _SUBJECT and marks.apart(at, trigger.first) <= 1
    return near and not owned and is_verbal(marks, trigger)
