"""Protected objects that an act hit: hospitals, schools, camps and the like in its clause."""

from __future__ import annotations

from marsad.coding.draft import Draft
from marsad.lexicon.grammar import Grammar
from marsad.reading.marks import Marks

_REACH = 14


def protect(marks: Marks, drafts: list[Draft], grammar: Grammar) -> None:
    """Give drafts the protected objects named close after (or right before) their triggers."""
    words = marks.sentence.words
    speaking = {i for a in marks.attributions for i in range(a.first, a.last + 1)}
    for at, word in enumerate(words):
        if at in speaking:
            continue
        found = None
        for stem in word.form.stems:
            for rest, protected in grammar.protected.get(stem.key, ()):
                if all(
                    at + 1 + i < len(words) and any(s.key == k for s in words[at + 1 + i].form.stems)
                    for i, k in enumerate(rest)
                ):
                    found = (protected, at + len(rest))
                    break
            if found:
                break
        if found is None or not drafts:
            continue
        near = []
        for number, draft in enumerate(drafts):
            gap = min((at - t.last if at > t.last else (t.first - at) * 2) for t in draft.triggers)
            if 0 < gap <= _REACH and marks.apart(draft.lead.first, at) <= 1:
                near.append((gap, number))
        if near:
            draft = drafts[min(near)[1]]
            draft.protected.setdefault(found[0], (marks.sentence.index, at, found[1]))
