"""Sides of several parties each: "بين X وY من جهة، وZ من جهة أخرى", "بين X وY وبين Z".

For `roles`: all that stand before the words that end the first side belong to it, all that are coupled behind them to
the second.
"""

from __future__ import annotations

from marsad.coding.links import Link
from marsad.lexicon.closed import closed_class
from marsad.reading.parties import PartyMention
from marsad.reading.words import Word

_REACH = 40  # words from the first party to the end of its side
_COUPLED = 4  # words between the parties of one side
_SIDES = closed_class("one_side")
_OF = "من"
_AND_BETWEEN = "وبين"
_ENDS = frozenset(".;:?!\n")


def first_side_ends(words: tuple[Word, ...], last: int) -> int | None:
    """The word that ends the first of two sides told behind word `last`, or None if nothing says where it ends."""
    for at in range(last + 1, min(len(words), last + 1 + _REACH)):
        if not _ENDS.isdisjoint(words[at].before):
            return None
        key = words[at].form.key
        if key == _AND_BETWEEN:
            return at
        if key in _SIDES and words[at - 1].form.key == _OF and (at + 1 == len(words) or _goes_on(words[at + 1])):
            return at
    return None


def _goes_on(word: Word) -> bool:
    """Whether the second side is coupled by this word, so that no genitive tells by whom it was done."""
    return bool(word.before) or word.form.key.startswith("و")


def side_of_pair(
    words: tuple[Word, ...], end: int, mention: PartyMention, link: Link, before: int | None
) -> str | None:
    """The side of a party told near the word that ends the first side; None for one that belongs to neither.

    Args:
        words: of the sentence.
        end: the word that ends the first side.
        mention: the party.
        link: how it is introduced.
        before: last word of the party placed before it, if it was of the pair.
    """
    if mention.last < end:
        return "a"
    coupled = link.joined or words[end].form.key == _AND_BETWEEN
    if before is None or not coupled:
        return None
    return "b" if link.at - max(end, before) <= _COUPLED else None
