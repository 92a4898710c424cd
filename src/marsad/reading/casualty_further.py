"""Casualties that a sentence goes on with and tells in short: "... and two in X", "a third by a mine".

After `casualty_nouns`, before `casualties`. Takes the role of the figure told right before.
"""

from __future__ import annotations

from marsad.lexicon.closed import closed_class
from marsad.reading.casualty_nouns import NounReader
from marsad.reading.count_context import is_break
from marsad.reading.people import BOTH, People

_REACH = 14  # words between a figure and its continuation
_VERB_REACH = 7
_PLACED = closed_class("where_or_how")
_NOT_THERE = closed_class("states_of_health")
ONE_MORE = closed_class("one_more")


class FurtherReader(NounReader):
    """Reads figures that share the verb or noun before them."""

    def further(self, at: int) -> int | None:
        """A figure coupled by "and" that a place or a cause follows: "قتل ثلاثة في كنصفرة واثنان في البارة".

        Asked of words in waw only, once something has been told.
        """
        told = self.out[-1]
        if told.zero or told.role not in BOTH or not 0 < at - told.last <= _REACH:
            return None
        between = range(told.last + 1, at)
        if is_break(self.words[at]) or any(is_break(self.words[k]) or k in self.at for k in between):
            return None
        if not any(self._tells_where(k) for k in between):
            return None  # "five civilians: three women and two children in ..."
        people = self._more_people(at)
        if people is None or not self._placed(people.last + 1):
            return None
        self._add(told.role, people, at, "goes on with the figure before", 0.7)
        return people.last + 1

    def _more_people(self, at: int) -> People | None:
        index = self.at.get(at)
        if index is not None:
            count = self.counts[index]
            fits = count.role in (None, "persons") and count.part_of is None and count.max is not None
            return self._from_count(index) if fits and index not in self.used else None
        if self.words[at].text[1:] in ONE_MORE:
            return People(1, 1, at, at, (at, at), None)
        entry = self.entry(at)
        noun = entry.person if entry is not None else None
        if noun is None or not noun.conjunction or noun.definite or noun.number not in (1, 2) or noun.pronoun:
            return None
        return People(noun.number, noun.number, at, at, (at, at), None)

    def _tells_where(self, at: int) -> bool:
        text = self.words[at].text
        return text in _PLACED or (text[0] == "ب" and text[1:] in _PLACED)

    def _placed(self, at: int) -> bool:
        """Whether where or how it was follows at once, and no verb of its own."""
        if at + 1 >= self.n or self.words[at].before:
            return False
        if not self._tells_where(at):
            return False
        if self.words[at + 1].text in _NOT_THERE:
            return False
        for pos in range(at + 1, min(self.n, at + _VERB_REACH)):
            entry = self.entry(pos)
            if is_break(self.words[pos]):
                return True
            if entry is not None and any(a.frame != "masdar" for a in entry.acts):
                return False
        return True
