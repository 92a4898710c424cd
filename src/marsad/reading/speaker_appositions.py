"""A person's name beside his title: between commas, behind brackets; names in quotation marks; bodies one belongs to.

After `person_names`, for `speaker_names`.
"""

from __future__ import annotations

from collections.abc import Mapping

from marsad.reading.parties import PartyMention
from marsad.reading.person_names import BREAKS, PersonNames
from marsad.reading.words import Word

_QUOTE = '"'
_OPENING = frozenset('"([')
_MAX_QUOTED = 7
_MAX_FOREIGN = 4
_MAX_RANKS = 3  # "العقيد الركن"
TITLED = frozenset({"person", "rank", "people"})


class AppositionReader(PersonNames):
    """Reads what stands in apposition to a speaker's title."""

    @staticmethod
    def _quotation(words: tuple[Word, ...], at: int) -> int | None:
        """Last word inside the quotation marks that open before `at`, if it is short as a name is."""
        before = words[at].before
        if _QUOTE not in before or before[-1] not in _OPENING:
            return None  # none, or one that closes what was said before
        for end in range(at, min(len(words), at + _MAX_QUOTED)):
            after = words[end + 1].before if end + 1 < len(words) else _QUOTE
            if _QUOTE in after:
                return end
            if not BREAKS.isdisjoint(after):
                return None
        return None

    def _bracket(self, words: tuple[Word, ...], last: int, cls: str) -> int | None:
        """A person's name after the short form of his body in brackets: "قائد … (قسد) فلان"."""
        if cls not in TITLED or words[last + 1].before.strip(_QUOTE + " ") != "(":
            return None
        for end in range(last + 1, min(last + 4, len(words) - 1)):
            after = words[end + 1].before
            if after.strip() == ")" and self.look(words[end + 1]).given:
                return self._person(words, end)
            if after:
                return None
        return None

    def _apposition(self, words: tuple[Word, ...], last: int, cls: str) -> int | None:
        """A person's name between commas after his title: "وزير الدفاع، فلان الفلاني، إن"."""
        if cls != "person" or words[last + 1].before.strip() != ",":
            return None
        name = last
        while name + 2 < len(words) and name - last < _MAX_RANKS and self._is_rank(words, name + 1):
            name += 1
        if name + 1 >= len(words):
            return None
        if not (self.look(words[name + 1]).given or name > last):
            return self._foreign(words, last)
        end = self._person(words, name)
        if end + 1 >= len(words) or set(words[end + 1].before) & set(",:" + _QUOTE) or self.look(words[end + 1]).that:
            return end if end > name else None
        return end if end - name > 1 and self.look(words[name + 1]).given else None

    @staticmethod
    def _in_brackets(words: tuple[Word, ...], at: int) -> int | None:
        """Last word inside brackets that open before `at` and name what the noun before calls for: "وكالة (معا)"."""
        if words[at].before.strip() != "(":
            return None
        for end in range(at, min(len(words) - 1, at + _MAX_QUOTED)):
            after = words[end + 1].before
            if after.startswith(")"):
                return end
            if not BREAKS.isdisjoint(after):
                return None
        return None

    def _foreign(self, words: tuple[Word, ...], last: int) -> int | None:
        """A name of no table alone between commas, before who was told or what: "المتحدث، نصرت رحيمي، إن"."""
        for end in range(last + 1, min(last + 1 + _MAX_FOREIGN, len(words) - 1)):
            info = self.look(words[end])
            if info.stop or info.that or info.verb is not None or info.cls or words[end].form.is_number:
                return None
            after = words[end + 1]
            if after.before.strip() == ",":
                said = self.look(after).that or after.form.text[0] == "ل"
                return end if said and end > last + 1 else None
            if after.before:
                return None
        return None

    def _is_rank(self, words: tuple[Word, ...], at: int) -> bool:
        """Whether a rank or a title stands before a person's name: "العقيد", "الأمير زيد"."""
        info = self.look(words[at])
        return info.cls == "rank" or (info.cls == "person" and info.definite and self.look(words[at + 1]).given)

    def _member(self, words: tuple[Word, ...], at: int, cls: str, starts: Mapping[int, PartyMention]) -> int | None:
        """Last word of the body that "in" or "of" leads to, or None."""
        if at >= len(words) or not BREAKS.isdisjoint(words[at].before):
            return None
        info = self.look(words[at])
        party = starts.get(at)
        if party is not None and party.cls != "state" and party.stem.preposition == "":
            return party.last
        if info.cls in ("body", "people", "person", "outlet") and info.stem is not None and info.stem.preposition == "":
            return at
        return self._quotation(words, at)
