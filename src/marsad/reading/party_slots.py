"""Whom an act was done to, by a name that no table need know: "القبض على X", "اعتقلت الشرطة X", "X الذي خطف".

Between `party_persons` and `parties`. Where the act's grammar leaves a place for a person, a noun without its article
that is no other word known here names him, and so does a given name.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

from marsad.lexicon.closed import closed_class
from marsad.lexicon.grammar import load_grammar
from marsad.lexicon.parties import PartyTables
from marsad.reading.party_persons import PersonNames
from marsad.reading.party_words import PartyMention
from marsad.reading.words import Word

_QUOTE = '"'
_MAX_NAME = 4
_MIN_NAME = 3  # letters
_HOLDING = frozenset({"detain", "free"})  # acts done to persons alone
_FUNCTION = closed_class("function_words")
_PREPOSITIONS = closed_class("prepositions")
_RELATIVE = closed_class("relatives")
_QUANTIFIERS = closed_class("quantifiers")
_ADVERBS = closed_class("adverbs_of_acts")
_NO_NAMES = closed_class("no_names")
_SEIZING = closed_class("seizing_nouns")
_OWN = ("هم", "ها", "هما", "ته")  # what somebody has is no person: أسلحتهم
_SHORT = 5  # letters: فاهم is a name
_NOT_BEHIND_SUBJECTS = ("ب", "ل", "ي", "ت")
_NEVER_SECOND = ("و", "ي", "ت", "بال", "لل", "في")
_ENDS = frozenset({"ل", "ب", "م", "د"}) | closed_class("by_shots")
_ON = frozenset({"علي", "عن"})
_PARTICLES = closed_class("name_particles")


class DoneTo(PersonNames):
    """Finds persons where an act has a place for whom it was done to."""

    def __init__(self, tables: PartyTables) -> None:
        super().__init__(tables)
        self._numerals = load_grammar(tables.sites).numerals

    def slots(self, words: tuple[Word, ...], victims: Mapping[int, str], dated: Set[int]) -> dict[int, str]:
        """Words at which such a person may be named, and what will do there: a "given" name, "any" noun.

        Args:
            words: of the sentence.
            victims: last words of the acts that are done to people, with their frames.
            dated: words of dates, over which a slot moves on.
        """
        out: dict[int, str] = {}
        for last, frame in victims.items():
            if frame == "free":  # "أفرجت السلطات عن X"
                out.update({i + 1: "any" for i in range(last + 1, min(len(words), last + 6)) if _is_on(words, i)})
            out.setdefault(self._over(words, last + 1, dated), "given")
        for at in range(1, len(words) - 1 if victims else 0):
            if words[at].form.key in _ON and words[at - 1].form.keys & _SEIZING and not words[at].before:
                out[at + 1] = "any"
        return out

    def slot_after(
        self, words: tuple[Word, ...], subject: PartyMention, victims: Mapping[int, str], dated: Set[int]
    ) -> dict[int, str]:
        """As `slots`: the word behind the subject of such an act, where its object stands, or behind a title there."""
        before = subject.first - 1
        whole = subject.stem.definite or subject.cls in ("name", "state")
        whole = whole or words[subject.last].form.text.startswith("ال")
        if whole and victims.get(before) in _HOLDING and not subject.stem.preposition:
            return {self._over(words, subject.last + 1, dated): "any"}
        if subject.number != "one" or not subject.stem.definite or subject.cls not in ("people", "office"):
            return {}
        if before in victims or (before > 0 and words[before].form.key in _ON and before - 1 in victims):
            return {subject.last + 1: "surname"}  # "اعتقال الشيخ X الفلاني"
        return {}

    @staticmethod
    def _over(words: tuple[Word, ...], at: int, dated: Set[int]) -> int:
        while at < len(words) and not words[at].before and (at in dated or words[at].form.key in _ADVERBS):
            at += 1
        return at

    def done_to(self, words: tuple[Word, ...], at: int, closed: Set[int], wants: str) -> PartyMention | None:
        """The person named at word `at`, where whom the act was done to stands.

        Args:
            words: of the sentence.
            at: the first word of the name.
            closed: words of acts and dates, which end a name.
            wants: what will do: a "given" name of the tables, a "surname" behind another word, "any" noun.
        """
        if set(words[at].before) - {_QUOTE}:
            return None
        known = self.person(words, at, closed)
        if known is not None or wants == "given" or not self._may_name(words, at, closed):
            return known
        if wants == "surname" and not (at + 1 < len(words) and self._is_surname(words[at + 1])):
            return None
        last = at
        while last + 1 < len(words) and last - at < _MAX_NAME - 1 and self._goes_on(words, last + 1, closed):
            last += 1
        stem = words[at].form.stems[0]
        return PartyMention(at, last, stem, "person", "neutral", (), False, "one")

    def _may_name(self, words: tuple[Word, ...], at: int, closed: Set[int]) -> bool:
        """Whether a noun without article is no word known here, so that it can only name whoever stands there."""
        form = words[at].form
        if form.is_number or at in closed or len(form.key) < _MIN_NAME:
            return False
        if form.text.startswith(("ال", "وال", "لل", "و")) or (len(form.text) > _SHORT and form.text.endswith(_OWN)):
            return False
        if form.text.startswith(_NOT_BEHIND_SUBJECTS) and words[at - 1].form.key not in _ON:
            return False  # a preposition or a verb in the present
        if form.text.endswith("ا") and form.key not in self._tables.given:
            return False  # an adverb: ليلا
        if form.keys & _FUNCTION or form.keys & _QUANTIFIERS or form.key in _PREPOSITIONS:
            return False
        return self.head(words[at]) is None and not self.catalogued(words, at) and not self._is_other(words[at])

    def _goes_on(self, words: tuple[Word, ...], at: int, closed: Set[int]) -> bool:
        word = words[at]
        key = word.form.key
        if word.before or at in closed or word.form.is_number or key in _FUNCTION or key in _RELATIVE:
            return False
        if key in _PARTICLES or key in self._tables.given:
            return True
        if self.head(word) is not None or self.catalogued(words, at) or self._is_other(word):
            return False
        whole = at > 1 and words[at - 1].form.text.startswith("ال")  # a surname ends the name
        return not (whole and key.startswith("ب")) and not key.startswith(_NEVER_SECOND) and key not in _ENDS

    def _is_surname(self, word: Word) -> bool:
        text = word.form.text
        return not word.before and text.startswith("ال") and text.endswith("ي") and not self._is_other(word)

    def _is_other(self, word: Word) -> bool:
        """Whether a word is an adjective, a number, a site or another word that names no person."""
        return self.is_adjective(word) or any(
            s.key in self._tables.sites or s.key in self._numerals or s.key in _NO_NAMES
            for s in word.form.stems
            if not s.post
        )


def _is_on(words: tuple[Word, ...], at: int) -> bool:
    return words[at].form.key == "عن" and not words[at].before
