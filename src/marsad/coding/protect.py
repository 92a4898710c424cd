"""Protected objects that an act hit: hospitals, schools, camps and the like in its clause."""

from __future__ import annotations

from marsad.coding.draft import Draft
from marsad.lexicon.grammar import Grammar
from marsad.reading.marks import Marks

_REACH = 14
_INHABITED = ("PPL", "ADM", "RGN")
_CAMP = "مخيم"
_SHORT = 3  # letters of a noun that with a pronoun is more often something else


def protect(marks: Marks, drafts: list[Draft], grammar: Grammar) -> None:
    """Give drafts the protected objects named close after (or right before) their triggers."""
    if not drafts:
        return
    words = marks.sentence.words
    named = marks.spots["protected"]
    if not named:
        return
    speaking = {i for a in marks.attributions for i in range(a.first, a.last + 1)}
    towns = {
        i
        for mention, place in zip(marks.places, marks.resolved, strict=True)
        if place is not None and place.entry is not None and place.entry.feature_code.startswith(_INHABITED)
        for i in range(mention.first, mention.last + 1)
    }
    for at in named:
        word = words[at]
        if at in speaking or (at in towns and not any(s.pre == "" and s.key == _CAMP for s in word.form.stems)):
            continue  # دير الزور is no monastery
        found = None
        for stem in word.form.stems:
            if stem.post and not stem.preposition and len(stem.key) <= _SHORT:
                continue  # "لسوقهم": to drive them
            for rest, protected in grammar.protected.get(stem.key, ()):
                if all(
                    at + 1 + i < len(words) and any(s.key == k for s in words[at + 1 + i].form.stems)
                    for i, k in enumerate(rest)
                ):
                    found = (protected, at + len(rest))
                    break
            if found:
                break
        if found is None:
            continue
        near = []
        for number, draft in enumerate(drafts):
            gap = min((at - t.last if at > t.last else (t.first - at) * 2) for t in draft.triggers)
            if 0 < gap <= _REACH and marks.apart(draft.lead.first, at) <= 1:
                near.append((gap, number))
        if near:
            draft = drafts[min(near)[1]]
            draft.protected.setdefault(found[0], (marks.sentence.index, at, found[1]))
