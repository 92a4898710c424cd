"""How a mention hangs in its sentence: bare, after a preposition, as a doer, as the owner of a site."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.lexicon.closed import closed_class
from marsad.lexicon.grammar import Grammar
from marsad.reading.words import Stem, Word

_PREPOSITIONS = closed_class("prepositions")
_APPROXIMATE = closed_class("approximate_prepositions")
_ALIAS = {"بحق": "ضد", "باتجاه": "نحو", "تجاه": "نحو", "صوب": "نحو"}
_QUANTIFIERS = closed_class("quantifiers")
_TITLES = closed_class("titles")
_RANKS = closed_class("ranks")
_SOURCES = closed_class("sources_of_fire")
_PARTITIVE = closed_class("partitive")
_THAT_IT = closed_class("that_it")
_NUMBERS_OF = closed_class("numbers_of")
_BREAKS = frozenset(",.;:?!\n([")
_MAX_BACK = 5
_ADJECTIVES = 2
_AGREEING = ("ه", "ين", "ات")  # of adjectives with a plural


@dataclass(frozen=True, slots=True)
class Link:
    """How a mention is introduced.

    Args:
        kind: "bare", "agent", or the key of the preposition, attached or not.
        at: index of the first word that belongs to the mention with its site nouns and quantifiers.
        site: the mention owns the thing named before it: "مواقع X".
        joined: coupled to what stands before it by "and".
    """

    kind: str
    at: int
    site: bool
    joined: bool


def _owned(words: tuple[Word, ...], first: int, grammar: Grammar, counted: frozenset[int]) -> Link:
    """The link of what belongs to the mention: "على نقطة تفتيش تابعة لـX" is an act on a site of X."""
    for at in range(first - 2, max(-1, first - 2 - _MAX_BACK), -1):
        if not _BREAKS.isdisjoint(words[at + 1].before):
            break
        site = grammar.site(words[at])
        if site is not None:
            found = link_of(words, at, site, grammar, counted)
            return Link(found.kind, found.at, True, found.joined)
        if words[at].form.key in _PREPOSITIONS:
            return Link(_ALIAS.get(words[at].form.key, words[at].form.key), at, True, False)
    return Link("bare", max(0, first - 2), True, False)


def link_of(words: tuple[Word, ...], first: int, stem: Stem, grammar: Grammar, counted: frozenset[int]) -> Link:
    """The link of the mention whose first word is `first`, taken apart as `stem`.

    Args:
        words: of the sentence.
        first: index of the mention's first word.
        stem: how that word is taken apart.
        grammar: the tables.
        counted: indexes of words that belong to a count.
    """
    joined = stem.conjunction == "و" and not _pair_of_sites(words, first, grammar)
    if stem.preposition == "ل" and first and _BREAKS.isdisjoint(words[first].before):
        owned = _site_before(words, first, grammar)
        if owned is not None:
            return Link("ل", owned[0], True, owned[1].conjunction == "و")
    if (
        stem.preposition == "ل"
        and first > 1
        and grammar.belongs(words[first - 1])
        and words[first - 2].form.key in _THAT_IT
    ):
        return Link("agent", first, False, False)  # "طائرة يعتقد أنها تابعة لـX": whose the doer is
    if stem.preposition == "ل" and first and grammar.belongs(words[first - 1]):
        return _owned(words, first, grammar, counted)
    if first and words[first - 1].form.key == "ل" and not stem.pre:  # written apart: "مواقع لـ #قسد"
        owned = _site_before(words, first - 1, grammar) if first > 1 else None
        return Link("ل", owned[0] if owned else first - 1, owned is not None, False)
    if stem.preposition:
        return Link(stem.preposition, first, False, joined)
    at = first
    site = False
    for _ in range(_MAX_BACK):
        if at == 0 or joined or not _BREAKS.isdisjoint(words[at].before):
            return Link("bare", at, site, joined)
        marker = grammar.agent_before(words, at)
        if marker and (not site or words[at - 1].form.key in _SOURCES):
            return Link("agent", at, False, False)
        before = words[at - 1]
        text = before.form.key
        number = _number_of(words[at - 2]) if text in _PARTITIVE and at > 1 and not before.before else None
        if number is not None:
            at -= 2
            joined = number.conjunction == "و"
            if number.preposition:
                return Link(number.preposition, at, site, joined)
            continue
        if site and text in _PARTITIVE and at > 1 and words[at - 2].form.key in _SOURCES:
            return Link("agent", at, False, False)  # "انطلق من مواقع X"
        if text in _PREPOSITIONS and not (text in _APPROXIMATE and at in counted):
            return Link(_ALIAS.get(text, text), at, site, False)
        if text in _TITLES:
            at -= 1
            continue
        if text[:1] in "وف" and text[1:] in _PREPOSITIONS:
            return Link(_ALIAS.get(text[1:], text[1:]), at, site, False)
        if text in _RANKS and at > 1 and words[at - 2].form.key in _PREPOSITIONS and _BREAKS.isdisjoint(before.before):
            return Link("من", at - 2, False, False)  # among the dead of whose ranks: "قتلى في صفوف X"
        owner = grammar.site(before)
        if owner is not None:
            site = True
            at -= 1
            if owner.preposition:
                return Link(owner.preposition, at, True, owner.conjunction == "و")
            joined = owner.conjunction == "و" and not _pair_of_sites(words, at, grammar)
            continue
        step = _quantifier(before, at - 1, grammar, site=site, counted=at - 1 in counted)
        if isinstance(step, Link):
            return step
        if step is not None:
            joined = joined or step
            at -= 1
            continue
        return Link("bare", at, site, joined)
    return Link("bare", at, site, joined)


def _site_before(words: tuple[Word, ...], first: int, grammar: Grammar) -> tuple[int, Stem] | None:
    """Where a site stands before word `first`, adjectives or a genitive between: "ثكنات عسكرية لـ", "مخزن أسلحة لـ"."""
    for at in range(first - 1, max(-1, first - 2 - _ADJECTIVES), -1):
        owned = grammar.site(words[at])
        if owned is not None:
            return at, owned
        form = words[at].form
        genitive = at == first - 1 and form.key not in _PREPOSITIONS
        if words[at].before or form.text.startswith("ال") or not (genitive or form.text.endswith(_AGREEING)):
            break
    return None


def _pair_of_sites(words: tuple[Word, ...], at: int, grammar: Grammar) -> bool:
    """Whether word `at` is a site coupled to the one before it: "مواقع وتجمعات X"."""
    return at > 0 and grammar.site(words[at]) is not None and grammar.site(words[at - 1]) is not None


def _number_of(word: Word) -> Stem | None:
    """The stem of a noun that only says how many of those behind it: "وعدد من المحتجين"."""
    return next((s for s in word.form.stems if s.key in _NUMBERS_OF and not s.post), None)


def _quantifier(before: Word, at: int, grammar: Grammar, *, site: bool, counted: bool) -> Link | bool | None:
    """A word of number before the mention: the link it ends, whether "and" stands before it, None for other words."""
    if not counted:
        if before.form.key in _QUANTIFIERS:
            return False
        for s in before.form.stems:
            if s.pre and s.key in _QUANTIFIERS:
                joined = s.conjunction == "و"
                return Link(s.preposition, at, site, joined) if s.preposition else joined
        return None
    if before.form.stems[0].key == before.form.text:
        for s in before.form.stems:
            if s.preposition and len(s.key) > 2 and s.pre in ("ب", "ل") and s.key in grammar.numerals:
                return Link(s.preposition, at, site, False)
            if s.pre == "و" and s.key in grammar.numerals:
                return True
    return False
