"""Grammar tables that coding looks up: frames, agent markers, light verbs, clause openers, protected objects, means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marsad.codebook import Kind, Protected
from marsad.lexicon.closed import closed_class
from marsad.lexicon.morphology import noun_forms, verb_forms
from marsad.lexicon.tables import DATA, read_csv
from marsad.lexicon.triggers import load_frames, load_means
from marsad.reading.fold import fold_word, key
from marsad.reading.words import Stem, Word, make_room

_GRAMMAR = DATA / "grammar"
_THAT = closed_class("conjunctions_that")
_OWNED = closed_class("owned_by")


def _keys(phrase: str) -> tuple[str, ...]:
    return tuple(key(word) for word in fold_word(phrase).split())


@dataclass(slots=True)
class Grammar:
    """The tables, compiled; and memos of surface forms.

    Args:
        frames: role by slot, by frame.
        agents: agent markers, as key sequences, by their last key.
        means: kind and remaining keys by first key, in order of precedence.
        arms: keys of small arms.
        light: role of the subject by key of a light verb's form: doer, target, scene, result, happen.
        openers: cost of the clause boundary by key.
        protected: remaining keys and class by first key.
        sites: keys of nouns of sites.
        numerals: keys of number words.
    """

    frames: dict[str, dict[str, str]]
    agents: dict[str, tuple[tuple[str, ...], ...]]
    means: dict[str, tuple[tuple[Kind, tuple[str, ...]], ...]]
    arms: frozenset[str]
    light: dict[str, str]
    openers: dict[str, int]
    protected: dict[str, tuple[tuple[tuple[str, ...], Protected], ...]]
    sites: frozenset[str]
    numerals: frozenset[str]
    _light_memo: dict[str, str | None]
    _site_memo: dict[str, Stem | None]

    def agent_before(self, words: Sequence[Word], at: int) -> bool:
        """Whether an agent marker ends right before word `at`."""
        if words[at].form.key in _THAT:
            return False  # "بيد أن" is "however"
        for marker in self.agents.get(words[at - 1].form.key, ()):
            n = len(marker)
            if n == 1:
                return True
            if at >= n and all(
                words[at - n + i].form.key == k or (i == 0 and words[at - n].form.key in ("و" + k, "ف" + k))
                for i, k in enumerate(marker)
            ):
                return True
        return False

    def light_verb(self, word: Word) -> str | None:
        """What the subject of a light verb is to the act it carries; None for other words."""
        text = word.form.text
        if text not in self._light_memo:
            found = None
            for stem in word.form.stems:
                if stem.pre in ("", "و", "ف", "ب", "ل") and stem.key in self.light:
                    found = self.light[stem.key]
                    break
            make_room(self._light_memo)
            self._light_memo[text] = found
        return self._light_memo[text]

    def has_own_object(self, word: Word) -> bool:
        """Whether a light verb carries a pronoun for its object, so that no act after it is that: بدأتها."""
        return any(s.post and s.key in self.light for s in word.form.stems)

    def site(self, word: Word) -> Stem | None:
        """The stem of a noun of a site, None for other words."""
        text = word.form.text
        if text not in self._site_memo:
            make_room(self._site_memo)
            self._site_memo[text] = next((s for s in word.form.stems if s.key in self.sites and not s.post), None)
        return self._site_memo[text]

    @staticmethod
    def belongs(word: Word) -> bool:
        """Whether a word says whose what stands before it is: تابعة."""
        return word.form.key in _OWNED


def load_grammar(sites: frozenset[str]) -> Grammar:
    """The tables, compiled; `sites` come with the parties' tables."""
    frames, markers = load_frames()
    agents: dict[str, tuple[tuple[str, ...], ...]] = {}
    for marker in markers:
        agents[marker[-1]] = (*agents.get(marker[-1], ()), marker)
        if len(marker) == 1:
            agents["و" + marker[0]] = (marker,)
    means, arms = load_means()
    light: dict[str, str] = {}
    for _, row in read_csv(_GRAMMAR / "light_verbs.csv", ("verb", "present", "form", "subject", "masdar", "note")):
        past, present = _keys(row["verb"])[0], _keys(row["present"])[0]
        for form in verb_forms(past, present=present, doubled=row["form"] == "II"):
            light.setdefault(form.key, row["subject"])
        for masdar in row["masdar"].split("|"):
            if masdar:
                light.setdefault(_keys(masdar)[0], row["subject"])
    cost = {"strong": 3, "weak": 1, "none": 0}
    openers: dict[str, int] = {}
    for _, row in read_csv(_GRAMMAR / "clauses.csv", ("word", "strength", "note")):
        openers[_keys(row["word"])[0]] = cost[row["strength"]]
    protected: dict[str, list[tuple[tuple[str, ...], Protected]]] = {}
    for _, row in read_csv(_GRAMMAR / "protected.csv", ("word", "class", "note")):
        first, *rest = _keys(row["word"])
        forms = {f.key for f in noun_forms(first, "noun")} if not rest else {first}
        for form_key in forms:
            protected.setdefault(form_key, []).append((tuple(rest), Protected(row["class"])))
    numerals: set[str] = set()
    for name in ("cardinals", "tens", "hundreds", "thousands"):
        header = ("word", "value", "use" if name == "thousands" else "gender")
        for _, row in read_csv(DATA / "numbers" / f"{name}.csv", header):
            numerals.add(_keys(row["word"])[0])
    return Grammar(
        frames,
        agents,
        means,
        arms,
        light,
        openers,
        {k: tuple(sorted(v, key=lambda e: -len(e[0]))) for k, v in protected.items()},
        sites,
        frozenset(numerals),
        {},
        {},
    )
