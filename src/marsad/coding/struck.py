"""Whose what was struck is, told by an adjective of nationality: "آلية عسكرية إسرائيلية", "مواقع إيرانية".

After `roles`, for acts of one sentence that name nobody hit. The site or vehicle stands with its adjectives as the
party.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.coding.draft import Draft, Ref
from marsad.lexicon.closed import closed_class
from marsad.lexicon.grammar import Grammar
from marsad.reading.marks import Marks
from marsad.reading.parties import PartyFinder, PartyMention
from marsad.reading.words import Word

RULE = "whose nation's it is"
_FRAMES = frozenset({"strike", "target", "attack", "destroy", "blast"})
_REACH = 9  # words from the act to what it struck
_ADJECTIVES = 3
_NEXT_CLAUSE = 1.0
_CIVIL = closed_class("civil_sites")
_OFFICIAL = closed_class("official_adjectives")
_ELSEWHERE = closed_class("locative_prepositions") | closed_class("before_sites")


def struck_of_nation(marks: Marks, drafts: Sequence[Draft], grammar: Grammar, finder: PartyFinder) -> None:
    """Give acts without a second side the site or vehicle of a nation that they struck, in place."""
    for draft in drafts:
        if draft.side_b or draft.lead.trigger.frame not in _FRAMES or not (draft.side_a or draft.nation_a):
            continue
        mention = _struck(marks, draft, grammar, finder)
        if mention is not None:
            draft.side_b.append(Ref(mention, draft.sentence, RULE, 0.4))


def _struck(marks: Marks, draft: Draft, grammar: Grammar, finder: PartyFinder) -> PartyMention | None:
    words = marks.sentence.words
    start = draft.triggers[-1].last + 1
    for at in range(start, min(len(words), start + _REACH)):
        if marks.apart(draft.triggers[-1].first, at) >= _NEXT_CLAUSE:
            return None
        stem = grammar.site(words[at])
        if stem is None or stem.pre not in ("", "ل", "ال") or stem.key in _CIVIL:
            continue
        if words[at - 1].form.key in _ELSEWHERE:
            continue
        last = _nation_after(words, at, finder)
        if last is None:
            continue
        country = finder.demonym(words[last])
        if country is not None and any(a.country == country for r in draft.side_a for a in r.mention.actors):
            return None
        if country is not None and draft.nation == country:
            return None
        return PartyMention(at, last, stem, "force", "armed", (), False, "one")
    return None


def _nation_after(words: tuple[Word, ...], at: int, finder: PartyFinder) -> int | None:
    """The adjective of a country or a party among those behind the noun at `at`, or None."""
    for i in range(at + 1, min(len(words), at + 1 + _ADJECTIVES)):
        if words[i].before:
            return None
        if any(s.key in _OFFICIAL for s in words[i].form.stems):
            return None
        if finder.nation(words[i]) and not words[i].form.key.startswith("و"):
            return i
        if not finder.is_adjective(words[i]):
            return None
    return None
