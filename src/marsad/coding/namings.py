"""One party named several times on a side of an act is one: the fuller naming stays.

After `discourse`, when every passage's parties stand on the sides: "النظام" beside "قوات النظام", "مواطنين" beside
"مواطنان" of the headline. Men and aircraft that act, told of with a pronoun, "جنوده", "طائراتها", are named by
whose they are; those who suffer stay: "أربعة من جنوده".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from marsad.coding.draft import Draft, Ref
from marsad.coding.foes import mark_of
from marsad.coding.standing import says_where
from marsad.lexicon.closed import closed_class
from marsad.lexicon.parties import loose
from marsad.reading.marks import Marks
from marsad.reading.parties import PartyMention

_ENDINGS = ("ان", "ين", "ون", "ات", "ا", "ه")
_MIN_STEM = 3
_SUBMITTING = ("hand_over", "surrender")  # what single men do: "سلم 60 من عناصرها أسلحتهم"
_OTHERS = closed_class("others")
_SEVERAL = ("people", "group")
_ONE_OF = closed_class("one_of_them")
_OWN_MEN = closed_class("own_men")
_MASCULINE = closed_class("masculine_forces")
_HIS, _HERS, _THEIRS = "ه", "ها", "هم"
_OWNERS = ("name", "force", "state", "group", "people")


def name_once(acts: Sequence[Draft], marks: Sequence[Marks]) -> None:
    """Leave one naming of every party on each side, in place; `marks` are those of the whole article."""
    told = {m.sentence.index: m for m in marks}
    for act in acts:
        if act.lead.trigger.frame not in _SUBMITTING:
            act.side_a = [_owner(ref, act.side_b, told) for ref in act.side_a]
        for side in (act.side_a, act.side_b):
            side[:] = [_of_whom(ref, told) for ref in side]
            if len(side) > 1:
                side[:] = _named_once(side, told)


def _owner(ref: Ref, other: Sequence[Ref], told: dict[int, Marks]) -> Ref:
    """Whose men a doer is, where a pronoun tells it; himself if that party stands on the other side."""
    mention = ref.mention
    pronoun = mention.stem.post
    if not pronoun or mention.stem.key not in _OWN_MEN or ref.sentence not in told:
        return ref
    marks = told[ref.sentence]
    for party in reversed(marks.parties):
        if party.last < mention.first and _may_own(party, pronoun) and not says_where(marks, party):
            owner = replace(ref, mention=party, rule=f"{ref.rule}, whose they are")
            return ref if mark_of(owner) in {mark_of(r) for r in other} else owner
    return ref


def _of_whom(ref: Ref, told: dict[int, Marks]) -> Ref:
    """Whom "one of them" is one of: the people told last before."""
    mention = ref.mention
    if mention.stem.key not in _ONE_OF or mention.first < mention.last:
        return ref
    for sentence in (ref.sentence, ref.sentence - 1):
        for party in reversed(told[sentence].parties if sentence in told else ()):
            before = sentence < ref.sentence or party.last < mention.first
            if before and party.cls in _SEVERAL and party.number in ("many", "two") and party.stem.key not in _OTHERS:
                return replace(ref, mention=party, sentence=sentence, rule=f"{ref.rule}, one of those told before")
    return ref


def _may_own(mention: PartyMention, pronoun: str) -> bool:
    """Whether a pronoun can stand for a party, by its gender and number; an indefinite noun of no name owns nobody."""
    if not mention.armed or mention.cls not in _OWNERS or mention.stem.post:
        return False
    if not (mention.actors or mention.stem.definite):
        return False
    if mention.cls == "people":
        return pronoun == _THEIRS and mention.number != "one"
    return pronoun == (_HIS if loose(mention.stem.key) in _MASCULINE else _HERS)


def _named_once(side: Sequence[Ref], told: dict[int, Marks]) -> list[Ref]:
    out: list[tuple[Ref, frozenset[str]]] = []
    for ref in side:
        words = _words(ref, told)
        for at, (other, known) in enumerate(out):
            if _same(ref, words, other, known):
                if len(words) > len(known):
                    out[at] = (ref, words)
                break
        else:
            out.append((ref, words))
    return [ref for ref, _ in out]


def _same(one: Ref, words: frozenset[str], other: Ref, known: frozenset[str]) -> bool:
    """Whether two namings are of one party: its words are among the other's, or people of the same noun."""
    if words and known and (words <= known or known <= words):
        return True
    people = one.mention.cls == other.mention.cls == "people" and not (one.mention.actors or other.mention.actors)
    return people and _root(one) == _root(other)


def _words(ref: Ref, told: dict[int, Marks]) -> frozenset[str]:
    marks = told.get(ref.sentence)
    if marks is None:
        return frozenset()
    mention = ref.mention
    behind = marks.sentence.words[mention.first + 1 : mention.last + 1]
    return frozenset({loose(mention.stem.key), *(loose(w.form.key) for w in behind)})


def _root(ref: Ref) -> str:
    """The noun of people without its ending of number or case."""
    key = ref.mention.stem.key
    for ending in _ENDINGS:
        if key.endswith(ending) and len(key) - len(ending) >= _MIN_STEM:
            return key.removesuffix(ending)
    return key
