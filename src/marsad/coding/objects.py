"""Whom an act was done to by name: words behind it that no reader took for anything else.

For `merge`: who is arrested or killed in two passages under one name was so once.
"""

from __future__ import annotations

from marsad.codebook import Kind
from marsad.coding.draft import Draft
from marsad.lexicon.closed import closed_class

# Acts that are done to one person once.
OF_PERSONS = frozenset(
    {Kind.ARREST, Kind.ABDUCTION, Kind.RELEASE, Kind.ASSASSINATION, Kind.EXECUTION, Kind.CUSTODY_ABUSE}
)
_BEFORE_OBJECT = closed_class("before_persons")
_FUNCTION = closed_class("function_words") | closed_class("quantifiers")
_REACH = 4  # words of a rank and a name
_SHORTEST = 4  # letters
_STOPS = frozenset('.,;:!?()[]"')
_PROCLITICS = frozenset({"", "ل", "ال"})


def named_objects(draft: Draft) -> frozenset[str]:
    """Keys of the words behind the act that may be the name of whom it was done to."""
    marks, words = draft.marks, draft.marks.sentence.words
    taken: set[int] = set()
    for mentions in (marks.dates, marks.counts, marks.casualties, marks.triggers):
        for mention in mentions:
            taken.update(range(mention.first, mention.last + 1))
    for place in marks.places:
        taken.update(range(place.start, place.last + 1))
    for party in marks.parties:
        taken.update(range(party.first, (party.last if party.actors else party.first) + 1))
    at = draft.lead.last + 1
    if at < len(words) and words[at].form.key in _BEFORE_OBJECT:
        at += 1
    found: set[str] = set()
    for index in range(at, min(at + _REACH, len(words))):
        word = words[index]
        if word.form.key in _FUNCTION or (index > at and not _STOPS.isdisjoint(word.before)):
            break
        if index not in taken and not word.form.is_number:
            found.update(
                s.key for s in word.form.stems if len(s.key) >= _SHORTEST and not s.post and s.pre in _PROCLITICS
            )
    return frozenset(found)
