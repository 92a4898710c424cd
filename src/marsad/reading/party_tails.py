"""What may stand behind the head of a party, by word forms alone: its number, its make, "so-called".

For `parties`, which grows a mention over it: "اللواء 112", "طائرات (إف 16) التركية", "ما يسمى بمجلس …".
"""

from __future__ import annotations

from marsad.lexicon.closed import closed_class
from marsad.lexicon.parties import Head
from marsad.reading.words import Word

_UNITS = closed_class("numbered_units")
_THAT = closed_class("so_called_after")
_CALLED = closed_class("so_called")
_MAKES = closed_class("makes")
_WINGS = closed_class("armed_wings")
_OPENING = frozenset('"( ')
_CLOSING = frozenset('") -')
_QUOTE = '"'
_FUNCTION = closed_class("function_words")
_MAX_MAKE = 5  # words
_MAX_QUOTED = 6


def numbered(words: tuple[Word, ...], at: int, head: Head) -> bool:
    """Whether word `at`, behind the noun of a unit, is its number: "اللواء 112", "الكتيبة «55»"."""
    return head.lemma in _UNITS and words[at].form.is_number and _OPENING.issuperset(words[at].before)


def so_called(words: tuple[Word, ...], at: int) -> int | None:
    """First word of the name behind "ما يسمى", "مما يعرف بـ" that begins at word `at`, or None."""
    if words[at].form.key not in _THAT or at + 2 >= len(words) or words[at].before:
        return None
    return at + 2 if words[at + 1].form.key in _CALLED and not words[at + 1].before else None


def is_wing(words: tuple[Word, ...], last: int, first: int, aside: int) -> bool:
    """Whether words first… only say whose wing the party that ends at `last` is: "X، الجناح العسكري لحركة Y (Z)".

    `aside`: the word behind others that only did.
    """
    if first == aside and "(" in words[first].before:
        return True
    return last < first <= last + 3 and words[last + 1].form.key in _WINGS


def behind_make(words: tuple[Word, ...], at: int) -> int | None:
    """First word behind an aircraft's make that begins at word `at`: "طراز إف 16", "(سوخوي)", or None."""
    end = at
    while end < len(words) and end - at < _MAX_MAKE and _is_make(words[end]):
        if end > at and not _CLOSING.union(_OPENING).issuperset(words[end].before):
            return None
        end += 1
    if end == at or end >= len(words) or not _OPENING.issuperset(words[at].before):
        return None
    return end if _CLOSING.issuperset(words[end].before) else None


def _is_make(word: Word) -> bool:
    return word.form.is_number or word.form.key in _MAKES or word.form.text.isascii()


def quoted_end(words: tuple[Word, ...], at: int) -> int | None:
    """Last word of the name in quotation marks that begins at word `at`, or None."""
    for end in range(at, min(len(words), at + _MAX_QUOTED)):
        if end + 1 >= len(words) or _QUOTE in words[end + 1].before:
            return end
    return None


def is_community(word: Word) -> bool:
    """Whether an unlisted definite noun may name those a group is of: "مجموعة من السيخ"."""
    return not word.before and word.form.text.startswith("ال") and word.form.key not in _FUNCTION
