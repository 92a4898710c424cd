"""Parties of a clause that hangs on an act: who holds the place that was hit, whom an operation is to drive out.

For `roles`: such a clause names a party in the grammar of its own verb ("التي تسيطر عليها قوات X",
"بهدف طرد مسلحي X"), which says what the party is to the act before it.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.coding.draft import Draft
from marsad.coding.links import Link
from marsad.lexicon.closed import closed_class
from marsad.reading.marks import Marks
from marsad.reading.triggers import TriggerMention
from marsad.reading.words import Word

_QUOTE = '"'
_FULL_STOP = 3
_REACH = 30  # words back to the act
_NEXT_CLAUSE = 1.0  # cost of boundaries across which a clause about a place belongs to another act
_HITTING = frozenset({"strike", "target", "attack", "take", "blast", "destroy"})
_SOURCES = closed_class("sources_of_fire")
_SOURCE_REACH = 7  # words from "its source was" to the party of the clause
_ON_IT = closed_class("on_it")
_OCCUPYING = closed_class("occupying")
_USING = closed_class("using")
_CONTROL = closed_class("control")
_UNDER = closed_class("under")
_DRIVING_OUT = closed_class("driving_out")


def holds_place(words: tuple[Word, ...], link: Link) -> bool:
    """Whether the party is the subject of a clause about a place: "التي تسيطر عليها X", "تتمركز فيها X"."""
    at = link.at
    if link.site and _under_control(words, at):
        return True
    if link.kind != "bare" or at < 2 or set(words[at].before) - {_QUOTE}:
        return False
    if words[at - 1].form.key in _USING:
        return True
    return words[at - 1].form.key in _ON_IT and words[at - 2].form.key in _OCCUPYING


def _under_control(words: tuple[Word, ...], at: int) -> bool:
    """Whether the site at word `at` is a hold on a place told of: "تحت سيطرة X", "الخاضعة لسيطرة X"."""
    return (
        at > 0
        and any(s.key in _CONTROL for s in words[at].form.stems)
        and any(s.key in _UNDER for s in words[at - 1].form.stems)
    )


def comes_from(words: tuple[Word, ...], at: int) -> bool:
    """Whether the place of a clause is where the act came from: "مصدره المناطق التي تسيطر عليها X"."""
    return any(words[i].form.key in _SOURCES for i in range(max(0, at - _SOURCE_REACH), at))


def driven_out(marks: Marks, drafts: Sequence[Draft], link: Link) -> bool:
    """Whether the party is whom an operation is to drive out: "بهدف طرد X", "للقضاء على X"."""
    at = link.at - (2 if link.kind == "علي" else 1)
    if at < 1 or link.kind not in ("bare", "علي") or any(t.first <= at <= t.last for d in drafts for t in d.triggers):
        return False
    words = marks.sentence.words
    return any(s.key in _DRIVING_OUT for s in words[at].form.stems)


def hit_before(
    marks: Marks, drafts: Sequence[Draft], link: Link, *, aim: bool = False
) -> tuple[Draft, TriggerMention] | None:
    """The act before the clause if it is one that hits: the last in the sentence whose words do not open the clause."""
    best: tuple[Draft, TriggerMention] | None = None
    for draft in drafts:
        for trigger in draft.triggers:
            if trigger.last >= link.at - 2 or link.at - trigger.last > _REACH:
                continue
            if marks.apart(trigger.first, link.at) < (_FULL_STOP if aim else _NEXT_CLAUSE) and (
                best is None or trigger.first > best[1].first
            ):
                best = (draft, trigger)
    return best if best is not None and best[1].trigger.frame in _HITTING else None
