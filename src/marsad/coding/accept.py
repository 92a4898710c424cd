"""Which drafts are events: what did not happen, is too old, or is only a manner of speaking is left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marsad.codebook import Kind, Status
from marsad.coding.draft import Draft
from marsad.coding.realis import TRIED, UNREAL, effects
from marsad.coding.when import WINDOW_DAYS
from marsad.reading.marks import Marks
from marsad.reading.triggers import TriggerMention

_OFF_TOPICS = ("sport", "culture", "technology")


TOO_LITTLE = "too little told"
NOTHING_NAMED = "neither place, date nor party"
# Reasons under which a definite word may still point back to an act that was told.
POINTS_BACK = frozenset({TOO_LITTLE, NOTHING_NAMED, "needs a place", "needs an armed party", "needs people"})


@dataclass(frozen=True, slots=True)
class Topic:
    """What an article is about, in counts of words.

    Args:
        conflict: strong triggers, armed parties and casualties.
        other: words of sport, culture and technology.
        words: all words.
    """

    conflict: float
    other: int
    words: int

    @property
    def foreign(self) -> bool:
        """Whether war words in it are likely to be figures of speech."""
        return self.other >= 3 and self.other > 1.2 * self.conflict


def topic_of(marks: Sequence[Marks], sets: Mapping[str, frozenset[str]]) -> Topic:
    """The topic of an article from its marks and the word sets of other fields."""
    conflict = 0.0
    other = words = 0
    off = frozenset().union(*(sets[name] for name in _OFF_TOPICS))
    for sentence in marks:
        words += len(sentence.sentence.words)
        conflict += sum(1.0 for t in sentence.triggers if not t.trigger.weak)
        conflict += sum(1.0 for p in sentence.parties if p.category == "armed" and p.cls != "state")
        conflict += sum(1.0 for c in sentence.casualties if not c.zero)
        for word in sentence.sentence.words:
            if any(s.key in off for s in word.form.stems[:4]):
                other += 1
    return Topic(conflict, other, words)


_STATES = frozenset({Kind.TERRITORY_CHANGE, Kind.TROOP_MOVEMENT, Kind.SIEGE})
_RELATIVE = frozenset("التي الذي الذين اللتين اللذين اللتان اللذان".split())


def _describes(marks: Marks, trigger: TriggerMention) -> bool:
    """Whether the word describes a state or a thing instead of telling an act: المحاصرة, "التي تسيطر عليها"."""
    if trigger.parts == {"active"} and trigger.stem.pre.endswith(("ال", "لل")):
        return True
    if trigger.trigger.kind not in _STATES:
        return False
    if trigger.stem.key.startswith("محاصر") and trigger.stem.pre.endswith("ال"):
        return True
    if trigger.parts & {"present"} and marks.sentence.field == "text":
        before = marks.sentence.words[trigger.first - 1].form.key if trigger.first else ""
        dated = any(d.kind == "point" and marks.apart(d.first, trigger.first) == 0 for d in marks.dates)
        return before in _RELATIVE or not dated
    return False


def real_triggers(marks: Marks) -> tuple[list, dict[int, frozenset[str]]]:  # type: ignore[type-arg]
    """(triggers that tell of what happened, effects on each by its first word)."""
    kept = []
    found: dict[int, frozenset[str]] = {}
    for trigger in marks.triggers:
        under = effects(marks, trigger)
        if _describes(marks, trigger):
            under |= {"state"}
        found[trigger.first] = under
        if not under & UNREAL:
            kept.append(trigger)
    return kept, found


def status_of(draft: Draft, under: Mapping[int, frozenset[str]]) -> Status:
    """Attempted when tried or foiled, or when the trigger itself says so."""
    if draft.lead.trigger.status == "attempted" or any(under.get(t.first, frozenset()) & TRIED for t in draft.triggers):
        return Status.ATTEMPTED
    return Status.OCCURRED


def reason_to_drop(draft: Draft, topic: Topic, under: Mapping[int, frozenset[str]], published: dt.date | None) -> str:
    """Why the draft is no event, "" when it is one."""
    trigger = draft.lead.trigger
    sides = draft.side_a + draft.side_b
    armed = any(r.mention.armed for r in sides) or draft.nation_a is not None
    named = any(r.mention.actors or r.mention.category == "armed" for r in sides)
    toll = bool(draft.dead or draft.hurt)
    placed = draft.place is not None
    mention = draft.date.mention if draft.date else None
    own_date = mention is not None and not (draft.date and draft.date.inherited)
    if mention is not None and mention.start is not None and published is not None:
        oldest = mention.start if mention.kind == "since" else (mention.end or mention.start)
        if (published - oldest).days > WINDOW_DAYS:
            return "older than 31 days"
        if mention.precision == "year":
            return "a year is no date of an act"
    if mention is not None and mention.precision == "year":
        return "a year is no date of an act"
    if any("history" in under.get(t.first, frozenset()) for t in draft.triggers):
        return "history"
    if "place" in trigger.needs and not placed:
        return "needs a place"
    if "armed" in trigger.needs and not armed:
        return "needs an armed party"
    if "people" in trigger.needs and not any(r.mention.cls in ("people", "group", "office") for r in draft.side_b) and not toll:
        return "needs people"
    if "political" in trigger.needs and not named:
        return "needs parties to a conflict"
    if "talks" in trigger.needs and not (armed and len(sides) >= 1):
        return "needs parties to a conflict"
    words = any("words" in under.get(t.first, frozenset()) for t in draft.triggers)
    if words and not (placed and (toll or armed)):
        return "only spoken of"
    if not (placed or own_date or sides or draft.nation_a):
        return NOTHING_NAMED
    strength = 1.0 * armed + 0.7 * bool(toll) + 0.6 * placed + 0.3 * bool(own_date) + 0.3 * bool(sides)
    needed = 0.6
    if trigger.weak:
        needed = 0.9
    if draft.all_toll:
        if not toll:
            return "a death without a toll"
        if not placed and not (draft.side_a and own_date):
            return "a toll without a place"
        needed = 1.2
    if topic.foreign:
        needed += 0.9
        if draft.kind in (Kind.PROTEST, Kind.NEGOTIATION, Kind.AGREEMENT) or trigger.weak:
            needed += 0.5
    elif topic.conflict < 2 and trigger.weak:
        needed += 0.3
    if strength < needed:
        return TOO_LITTLE
    return ""
