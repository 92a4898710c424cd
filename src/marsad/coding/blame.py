"""Whom a report says to stand behind an attack: "اتهمت X حركة Y بالوقوف وراء", "نسب إلى Y", "يحمل بصمات Y".

For `claims`, on the marks of one sentence.
"""

from __future__ import annotations

from collections.abc import Iterator

from marsad.lexicon.closed import closed_class
from marsad.reading.marks import Marks
from marsad.reading.parties import PartyMention
from marsad.reading.words import Word

_STANDING = closed_class("standing_behind")
_BEHIND = closed_class("behind")
_ATTRIBUTED = closed_class("attributed")
_TRACES = closed_class("traces")
_UNTRUE = closed_class("untrue")
_RESPONSIBLE = closed_class("responsible")
_FOR_IT = frozenset({"عن", "عنه", "عنها", "عنهما"})
_TO = "الي"
_NEXT = 8  # words from a party to "responsible for"
_BACK = 8  # words from a party to "stands behind"
_ON = 8  # words from "was attributed" to its party
_DENIED = 12  # words back to a denial
_STOPS = frozenset(".;?!\n")


def blamed(marks: Marks) -> Iterator[PartyMention]:
    """Armed parties with a name that the sentence says to stand behind an act, where nobody denies it."""
    words = marks.sentence.words
    for at, word in enumerate(words):
        key = word.form.key
        if key in _BEHIND and at and words[at - 1].form.key in _STANDING:
            found = next((p for p in reversed(marks.parties) if 0 < at - p.last <= _BACK and p.armed), None)
        elif key in _ATTRIBUTED:
            found = next(
                (
                    p
                    for p in marks.parties
                    if 1 < p.first - at <= _ON and p.armed and words[p.first - 1].form.key == _TO
                ),
                None,
            )
        elif key in _RESPONSIBLE and at + 1 < len(words) and words[at + 1].form.key in _FOR_IT:
            near = [p for p in marks.parties if 0 < at - p.last <= _NEXT and p.armed]
            found = next((p for p in reversed(near) if "(" not in words[p.first].before), None)
        elif key in _TRACES:
            found = next((p for p in marks.parties if p.first == at + 1 and p.armed), None)
        else:
            continue
        if found is not None and found.actors and not _is_denied(words, at):
            yield found


def _is_denied(words: tuple[Word, ...], at: int) -> bool:
    """Whether a word of denial stands before word `at` in its sentence."""
    for i in range(at, max(-1, at - _DENIED), -1):
        if words[i].form.key in _UNTRUE:
            return True
        if not _STOPS.isdisjoint(words[i].before):
            return False
    return False
