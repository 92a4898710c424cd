"""Persons by their names: behind a trigger, a title or words that announce them, and coupled to another name.

Between `party_words` and `parties`. A name begins with a given name that the tables know.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from marsad.lexicon.closed import closed_class
from marsad.reading.party_words import PartyMention, PartyWords
from marsad.reading.words import Word

_QUOTE = '"'
_OPENING = frozenset('"( ')  # may stand before a name: المدعو (سليم العمر)
_LISTING = frozenset('," ')  # between the names of a list
_MAX_NAME = 4
_KUNYA = frozenset({"ابو", "ابي", "ام"})
_NAME_PRE = ("", "و", "ل", "ب")
_FUNCTION = closed_class("function_words")
_PARTITIVE = closed_class("partitive")
_PARTICLES = closed_class("name_particles")
_INTRODUCING = closed_class("introducing")
_EACH = closed_class("each")
_PERPETRATORS = closed_class("perpetrators")
_TITLES = closed_class("titles")


class PersonNames(PartyWords):
    """Finds persons' names in the words of a sentence."""

    def announced(
        self, words: tuple[Word, ...], at: int, acts: Set[int], before: Sequence[PartyMention]
    ) -> PartyMention | None:
        """A person's name that the words around it announce: "المدعو X", "كل من X وY", "X منفذ الهجوم"."""
        coupled = bool(before) and before[-1].last == at - 1 and before[-1].cls == "person"
        word = words[at]
        if coupled and not word.before and word.form.key.startswith("و"):
            return self.person(words, at, acts) or self._second(words, at, acts)
        if coupled and _LISTING.issuperset(word.before):
            return self.person(words, at, acts)
        each = at > 1 and words[at - 1].form.key in _PARTITIVE and words[at - 2].form.key in _EACH
        if not at or set(word.before) - (_OPENING | {":"} if each else _OPENING):
            return None
        if each or words[at - 1].form.key in _INTRODUCING:
            return self.person(words, at, acts)
        found = self.person(words, at, acts) if word.form.key in self._tables.given else None
        if found is None or found.last + 2 >= len(words) or words[found.last + 1].form.key not in _PERPETRATORS:
            return None
        return found

    def _second(self, words: tuple[Word, ...], at: int, acts: Set[int]) -> PartyMention | None:
        """An unlisted name coupled to a person's, known by its surname: "ماجد البوري وعذاب الحسوني"."""
        if at + 1 >= len(words) or {at, at + 1} & acts or words[at + 1].before:
            return None
        stem = next((s for s in words[at].form.stems if s.pre == "و" and not s.post), None)
        surname = words[at + 1].form.text
        plain = stem is not None and len(stem.key) > 2 and self.head(words[at]) is None
        if not plain or stem is None or not (surname.startswith("ال") and surname.endswith("ي")):
            return None
        if self.is_adjective(words[at + 1]):
            return None
        return PartyMention(at, at + 1, stem, "person", "neutral", (), False, "one")

    def person(self, words: tuple[Word, ...], at: int, acts: Set[int]) -> PartyMention | None:
        """A person's name without a title: two or more words, the first a given name."""
        word = words[at]
        stem = next(
            (
                s
                for s in word.form.stems
                if s.key in self._tables.given and s.key not in _FUNCTION and not s.post and s.pre in _NAME_PRE
            ),
            None,
        )
        if stem is None or at in acts:
            return None
        last = self.name_after(words, at, acts, known=True)
        if last == at:
            return None
        return PartyMention(at, last, stem, "person", "neutral", (), False, "one")

    def name_after(self, words: tuple[Word, ...], last: int, acts: Set[int], *, known: bool = False) -> int:
        """Last word of the person's name that follows word `last` (or, `known`, begins at it)."""
        titled = not known and last + 2 < len(words) and words[last + 1].form.key in _TITLES
        if titled and words[last + 2].form.key in self._tables.given and not words[last + 1].before:
            last += 1
        first = last
        strong = known
        while last + 1 < len(words) and last - first < _MAX_NAME:
            at = last + 1
            word = words[at]
            if (word.before and set(word.before) - {_QUOTE}) or at in acts or word.form.is_number:
                break
            key = word.form.key
            if (
                last > (first if not known else first - 1)
                and words[last].form.key in _KUNYA
                and not word.form.is_number
            ):
                last = at  # "أبو علي": no preposition behind it
                continue
            if key in _FUNCTION:
                break
            if key in self._tables.given or key in _PARTICLES:
                last, strong = at, True
                continue
            if last > first and words[last].form.key in _PARTICLES:
                last = at
                continue
            if not strong:
                break
            given = words[last].form.key in self._tables.given
            surname = key.startswith("ال") and (given or key.endswith(("ي", "ه", "يه")) or self.head(word) is None)
            plain = last == first + (0 if known else 1) and self.head(word) is None and len(key) > 2
            if (
                (surname or plain)
                and not self.catalogued(words, at)
                and key[:1] not in "وبلف"
                and not self.is_adjective(word)
            ):
                last = at
                continue
            break
        if words[last].form.key in _PARTICLES:
            last -= 1
        return max(first, last)
