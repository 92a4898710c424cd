"""Acts told of several places: the lists that places stand in.

Before `where`, which chooses the place of an act.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.coding.draft import Draft
from marsad.lexicon.closed import closed_class
from marsad.reading.marks import Marks
from marsad.reading.places import PlaceMention
from marsad.reading.words import Word

_GAP = 6  # words between one member and the next
_FULL_STOP = 3
_OPENERS = closed_class("list_openers")
_OF_ITS_OWN = closed_class("begin_with_waw")
_HARMED = ("dead", "wounded")
_AND = "و"
_COMPASS = closed_class("compass")
_PARTS = closed_class("parts_of_places") | {""}
_AMONG = closed_class("among_them")
_LINKS = _OPENERS | closed_class("list_links")


def coupled(marks: Marks, last: int, mention: PlaceMention) -> bool:
    """Whether a place goes on with a list whose last member, or what holds that, ends at word `last`."""
    words = marks.sentence.words
    gap = mention.start - last
    if not 0 < gap <= _GAP:
        return False
    if _is_second_compass(marks, mention):
        return False
    keys = [w.form.key for w in words[last + 1 : mention.start]]
    if keys and {keys[0], keys[0].removeprefix("و")} & _OPENERS and all(k in _LINKS for k in keys[1:]):
        return True  # "بالإضافة إلى قرية الفطيرة", "وآخر في بلدة بليدا"
    if marks.apart(last, mention.start) >= _FULL_STOP:
        return False
    if keys and keys[0][:1] == _AND and {keys[0].removeprefix(_AND), *keys[1:]} <= _PARTS:
        return True  # "جبل صوران وقمم جبال الحمراء"; "و" may stand alone
    if mention.prep in ("في", "ب") and any(
        last < c.first and c.last < mention.start and c.role in _HARMED for c in marks.casualties
    ):
        return True  # "قتل طفل في سراقب وطفلان في معرة النعمان"
    return (
        _has_and(words[mention.start], mention)
        or _has_and(words[mention.first], mention)
        or ("," in words[mention.start].before and mention.prep == "" and mention.relation == "exact")
    )


def _has_and(word: Word, mention: PlaceMention) -> bool:
    """Whether a word of a place begins with "and", not with a letter of its own: واسط, "وسط العاصمة"."""
    text = word.form.text
    return text[:1] == _AND and word.form.key not in _OF_ITS_OWN and not mention.name.startswith(word.form.key)


def _is_second_compass(marks: Marks, mention: PlaceMention) -> bool:
    """Whether two points of the compass are coupled in one name: "شمال وشرق سوريا"."""
    words = marks.sentence.words
    at = mention.first
    if at < 1 or words[at].before:
        return False
    second = any(s.conjunction == _AND and s.key in _COMPASS for s in words[at].form.stems)
    return second and any(s.key in _COMPASS for s in words[at - 1].form.stems)


def first_member(marks: Marks, drafts: Sequence[Draft], draft: Draft, chosen: int) -> int:
    """The place with which the list begins that a draft's place stands in, announces or is."""
    named = _named_among(marks, drafts, draft, chosen)
    return named if named is not None else _list_head(marks, drafts, chosen)


def _list_head(marks: Marks, drafts: Sequence[Draft], chosen: int) -> int:
    """The first member of the list that a place ends or goes on: "بلدتا حيان وبيانون لقصف"."""
    at, held = chosen, marks.resolved[chosen]
    for before in range(chosen - 1, -1, -1):
        mention, other, resolved = marks.places[at], marks.places[before], marks.resolved[before]
        shared = any(other.last < c.first and c.last < mention.start for c in marks.casualties)
        if mention.start - other.last > (_GAP if shared else 1) or not coupled(marks, other.last, mention):
            break
        if resolved is None or held is None or resolved.precision == "country" or other.relation == "between":
            break
        with_and = _has_and(marks.sentence.words[mention.start], mention)
        if resolved.precision == "area" and held.precision != "area" and not with_and:
            break  # "في ريف حماة، بلدة اللطامنة": where it lies
        if any(other.last < t.first < mention.first for d in drafts for t in d.triggers):
            break
        at = before
    return at


def _named_among(marks: Marks, drafts: Sequence[Draft], draft: Draft, chosen: int) -> int | None:
    """The first of the places that are named of those told in general: "مواقع غرب كرش من بينها جبل شيفان"; or None."""
    general = marks.resolved[chosen]
    if general is None:
        return None
    words = marks.sentence.words
    for at in range(chosen + 1, len(marks.places)):
        mention, resolved = marks.places[at], marks.resolved[at]
        first = mention.start if mention.head is None else min(mention.head, mention.start)
        if first <= draft.lead.last or resolved is None or mention.relation == "direction":
            continue
        before = first if words[first].form.key in _AMONG else first - 1
        while before > draft.lead.last and words[before].form.key in _PARTS and not words[before + 1].before:
            before -= 1
        if words[before].form.key not in _AMONG or resolved.precision == "country":
            continue
        if any(draft.lead.last < t.first < before for d in drafts if d is not draft for t in d.triggers):
            return None
        listed = at + 1 < len(marks.places) and coupled(marks, mention.last, marks.places[at + 1])
        return at if listed or general.precision != "exact" else None
    return None
