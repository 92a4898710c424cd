"""One party named several times on a side of an act is one: the fuller naming stays.

After `discourse`, when every passage's parties stand on the sides: "النظام" beside "قوات النظام", "مواطنين" beside
"مواطنان" of the headline.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.coding.draft import Draft, Ref
from marsad.lexicon.parties import loose
from marsad.reading.marks import Marks

_ENDINGS = ("ان", "ين", "ون", "ات", "ا", "ه")
_MIN_STEM = 3


def name_once(acts: Sequence[Draft], marks: Sequence[Marks]) -> None:
    """Leave one naming of every party on each side, in place; `marks` are those of the whole article."""
    told = {m.sentence.index: m for m in marks}
    for act in acts:
        for side in (act.side_a, act.side_b):
            if len(side) > 1:
                side[:] = _named_once(side, told)


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
