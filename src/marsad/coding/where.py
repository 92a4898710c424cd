"""Where it happened: the place of an act among the places of its sentence, and acts told of several places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from marsad.codebook import Kind
from marsad.coding.draft import Draft, PlaceRef
from marsad.coding.place_lists import coupled, first_member
from marsad.lexicon.closed import closed_class, closed_phrases
from marsad.reading.marks import Marks
from marsad.reading.place_mentions import PlaceMention

_REACH = 45
_OUT_OF_REACH = 5
_FROM_WORD = "من"
_SEVERAL = 6  # words of an agreement and its number
_AGREEMENTS = closed_class("agreements")
_THAT = frozenset({"ان", "بان"})
_BEFORE_THAT = frozenset({"بعد", "قبل", "دون", "بدون", "منذ", "الي", "حتي", "غير", "من", "على", "علي"})
_WAYS = closed_class("ways")
_COMPASS = closed_class("compass")
_ALL_OF = closed_class("all_of")
# Frames whose place follows a preposition that elsewhere names only where something came from or went to.
_FROM = frozenset({"leave", "flee"})
_AWAY = frozenset({"الي", "نحو", "باتجاه", "صوب", "تجاه"})
_TO = frozenset({"move", "aid", "take"})
_STATIONED = closed_class("stationed")
_CARRIED_OFF = closed_class("carried_off")
_FARTHER = 1.6  # cost that a place within an area may have beyond that of the area
_COUNCILS = frozenset(closed_phrases("councils"))
_SEATS = closed_class("council_seats")
_COUNCIL_REACH = 6  # words between a session and the council that holds it
_DOUBTFUL = 0.3  # score below which a word is likelier no place
_IN = ("في", "ب")
_AT = (*_IN, "علي")  # but for one behind these
_CARRIED_BACK = 5  # words from a place back to "to", and from there to "was taken"
_SPLIT = frozenset(
    "strike target attack clash blast sweep hunt take kill detain protest overfly besiege "
    "destroy move leave repel death seize".split()
)


def _cost(marks: Marks, draft: Draft, first: int, last: int, prep: str) -> float | None:
    best: float | None = None
    frames = {t.trigger.frame for t in draft.triggers}
    for trigger in draft.triggers:
        after = first > trigger.last
        gap = first - trigger.last if after else trigger.first - last
        apart = marks.apart(trigger.first, first)
        if gap > _REACH or apart >= _OUT_OF_REACH:
            continue
        cost = 0.075 * max(0, gap) + 0.6 * apart + (0.0 if after else 0.5)
        if not after and _is_said(marks, last, trigger.first):
            cost += 1.0
        if trigger.trigger.toll and not draft.all_toll:
            cost += 0.2
        if best is None or cost < best:
            best = cost
    if best is None:
        return None
    members = prep == _FROM_WORD and first > 1 and _of_all(marks, first)
    if prep == _FROM_WORD and not frames & _FROM and not members:
        best += 1.5
    if frames & _FROM and prep in _AWAY:
        return None  # where they went, not what they left
    if not frames & _TO and _taken_there(marks, first):
        return None
    if prep == _FROM_WORD and frames & _FROM:
        best -= 0.8  # what people leave
    if prep in ("الي", "نحو", "باتجاه", "ل") and not frames & _TO:
        best += 1.0
    if prep != _FROM_WORD and not frames & _FROM and _from(marks, first) and not members:
        best += 1.5
    if prep in ("مع", "عن"):
        best += 1.0
    return best


def _is_said(marks: Marks, place: int, act: int) -> bool:
    """Whether what is said begins between a place and an act: "ذكرت البعثة في صنعاء بأن الغارة …"."""
    words = marks.sentence.words
    return any(
        words[at].form.key in _THAT and words[at - 1].form.key not in _BEFORE_THAT for at in range(place + 1, act)
    )


def _of_all(marks: Marks, first: int) -> bool:
    """Whether "all of" stands before a list that begins here: "كلا من بلدة الهبيط وقرية عابدين"."""
    words = marks.sentence.words
    return any(words[at].form.key == _FROM_WORD and words[at - 1].form.key in _ALL_OF for at in (first - 1, first - 2))


def _from(marks: Marks, first: int) -> bool:
    """Whether a place is where something came from: "من اتجاه الجولان", "من العاصمة لندن"."""
    words = marks.sentence.words
    for at in range(first - 1, max(-1, first - 4), -1):
        if words[at + 1].before:
            return False
        key = words[at].form.key
        if key == _FROM_WORD:
            return True
        if key in _COMPASS and words[at - 1].form.key in _WAYS:
            continue
        if key not in _WAYS and not key.startswith("ال"):
            return False
    return False


def _taken_there(marks: Marks, first: int) -> bool:
    """Whether a place is where those who were hurt or caught were taken: "ونقل الجرحى إلى مستشفى الشفاء"."""
    words = marks.sentence.words
    to = next((at for at in range(first - 1, max(-1, first - _CARRIED_BACK), -1) if words[at].form.key in _AWAY), None)
    if to is None or any(words[at].before for at in range(to + 1, first + 1)):
        return False
    before = range(to - 1, max(-1, to - _CARRIED_BACK), -1)
    return any(s.key in _CARRIED_OFF for at in before for s in words[at].form.stems)


def _is_whence(marks: Marks, mention: PlaceMention) -> bool:
    """Whether something came from a place, which stands in no list of "all of"."""
    if mention.prep != _FROM_WORD and not _from(marks, mention.first):
        return False
    return not (mention.first > 1 and _of_all(marks, mention.first))


def _doer_stands(marks: Marks, draft: Draft, start: int) -> bool:
    """Whether a place is only where those stand who act: "وقصفت القوات المتمركزة في التل قرية …"."""
    words = marks.sentence.words
    if start < 2 or words[start].before or words[start - 1].form.key not in _STATIONED:
        return False
    return any(r.sentence == draft.sentence and 0 < start - 1 - r.mention.last <= 2 for r in draft.side_a)


def place_acts(marks: Marks, drafts: list[Draft], blocked: frozenset[int]) -> list[Draft]:
    """The drafts with their places; a draft told of several places becomes several.

    Args:
        marks: of the sentence.
        drafts: its acts.
        blocked: words inside names of speakers; a place there says whose spokesman speaks.
    """
    contained = {c for m in marks.places for c in m.containers}
    owners: dict[int, list[tuple[float, int]]] = {}
    holds_whence = {
        outer
        for m, resolved in zip(marks.places, marks.resolved, strict=True)
        if m.containers and resolved is not None and resolved.precision != "country" and _is_whence(marks, m)
        for outer in m.containers
    }
    for at, mention in enumerate(marks.places):
        resolved = marks.resolved[at]
        if resolved is None or mention.first in blocked or (resolved.score < _DOUBTFUL and mention.prep not in _AT):
            continue
        if resolved.precision == "country" and any(
            p.first < mention.first <= p.last and p.cls != "state" for p in marks.parties
        ):
            continue  # whose ally a party is: "الموالية لإيران"
        if resolved.precision == "country" and _is_partner(drafts, mention):
            continue
        costs = []
        for number, draft in enumerate(drafts):
            cost = _cost(marks, draft, mention.first, mention.last, mention.prep)
            if cost is None:
                continue
            if _doer_stands(marks, draft, mention.start):
                cost += 1.5
            elif at in holds_whence and not _FROM.intersection(t.trigger.frame for t in draft.triggers):
                cost += 1.5  # what holds the place that something came from
            costs.append((cost, number))
        owners[at] = sorted(costs)
    for number, draft in enumerate(drafts):
        best: tuple[float, int] | None = None
        told: list[tuple[float, int]] = []
        for at, costs in owners.items():
            mine = next((c for c, n in costs if n == number), None)
            if mine is None:
                continue
            cost = mine + _vagueness(marks, at) + (0.9 if at in contained else 0.0)
            if costs[0][1] != number:
                cost += 0.5  # nearer to another act; shared only for want of a better one
            if costs[0][1] == number:
                told.append((cost, at))
            if best is None or cost < best[0]:
                best = (cost, at)
        if best is not None:
            best = _narrower(marks, best, told)
            at = first_member(marks, drafts, draft, best[1]) if _may_spread(marks, draft) else best[1]
            draft.place = _ref(marks, draft, at, best[0])
    out: list[Draft] = []
    for draft in drafts:
        out.append(draft)
        out.extend(_spread(marks, draft, drafts, contained, owners))
    return out


def _vagueness(marks: Marks, at: int) -> float:
    """Cost of a place that is wide, or doubtful as a place."""
    mention, resolved = marks.places[at], marks.resolved[at]
    assert resolved is not None  # noqa: S101 - callers pass resolved places only
    cost = 0.0
    if resolved.precision == "country":
        cost += 1.6
    elif resolved.precision == "area":
        cost += 0.25 if not (resolved.gazetteer_id or "").startswith("country.") else 2.6
    if mention.cue == 0:
        cost += 0.5
    if resolved.lat is None and not mention.head:
        cost += 0.4
    return cost


def in_council(act: Draft) -> bool:
    """Whether a council of states sits, of which reports tell what it speaks of: "جلسة لمجلس الأمن حول سوريا"."""
    if act.kind is not Kind.NEGOTIATION or act.place is None or act.place.resolved.name in _SEATS:
        return False
    lead = act.lead
    words = act.marks.sentence.words[max(0, lead.first - _COUNCIL_REACH) : lead.last + _COUNCIL_REACH]
    keys = [w.form.key for w in words]
    return any((one.removeprefix("ل"), two) in _COUNCILS for one, two in pairwise(keys))


def _narrower(marks: Marks, best: tuple[float, int], told: Sequence[tuple[float, int]]) -> tuple[float, int]:
    """The place within the area chosen, where the sentence tells the act of one: "قتل في محافظة ديالى … في بلدة"."""
    cost, at = best
    area = marks.resolved[at]
    noun = marks.places[at].noun
    if area is None or area.precision != "area" or noun is None or not noun.feature.startswith("ADM"):
        return best
    inside = [
        (other_cost, other)
        for other_cost, other in told
        if other != at and other_cost - cost <= _FARTHER and _lies_in(marks, other, at)
    ]
    return min(inside, default=best)


def _lies_in(marks: Marks, inner: int, outer: int) -> bool:
    """Whether a place named for itself lies in an area."""
    place, area = marks.resolved[inner], marks.resolved[outer]
    mention = marks.places[inner]
    if place is None or area is None or place.precision != "exact":
        return False
    if mention.noun is None or mention.prep not in _IN or area.name in place.name:
        return False  # the city that the province is called after, or a site of it
    if outer in mention.containers or inner in marks.places[outer].containers:
        return outer in mention.containers
    if place.radius_km is not None and area.radius_km is not None and place.radius_km >= area.radius_km:
        return False
    return bool(place.admin1) and place.admin1 == area.admin1 and place.country == area.country


def _is_partner(drafts: Sequence[Draft], mention: PlaceMention) -> bool:
    """Whether a country is a party, not where: "دعما من إيران", "الحدود مع الأردن", "قصفت إسرائيل صور"."""
    if not mention.prep:
        return any(r.mention.first == mention.first for d in drafts for r in d.side_a)
    if mention.prep in ("مع", "ضد"):
        return True
    if mention.prep == "بين":
        return any(r.mention.first == mention.first for d in drafts for r in (*d.side_a, *d.side_b))
    return mention.prep == _FROM_WORD and not any(t.trigger.frame in _FROM for d in drafts for t in d.triggers)


def _ref(marks: Marks, draft: Draft, at: int, cost: float) -> PlaceRef:
    resolved = marks.resolved[at]
    assert resolved is not None  # noqa: S101 - callers pass resolved places only
    return PlaceRef(marks.places[at], resolved, draft.sentence, resolved.rule, 1.0 - min(0.9, cost / 5))


def _may_spread(marks: Marks, draft: Draft) -> bool:
    """Whether several places are as many acts: not so of talks; of agreements when they are several."""
    if draft.kind is Kind.NEGOTIATION:
        return False
    if draft.kind is Kind.AGREEMENT:
        words = marks.sentence.words[draft.lead.first : draft.lead.last + _SEVERAL]
        return any(w.form.key in _AGREEMENTS for w in words)
    return draft.lead.trigger.frame in _SPLIT


def _spread(
    marks: Marks, draft: Draft, drafts: Sequence[Draft], contained: set[int], owners: dict[int, list[tuple[float, int]]]
) -> list[Draft]:
    """One more draft for each further place coupled to the first: "قصف X وY وZ"."""
    if draft.place is None or not _may_spread(marks, draft):
        return []
    if draft.place.mention.relation == "between" or draft.place.mention.prep == "بين":
        return []
    chosen = next(i for i, m in enumerate(marks.places) if m is draft.place.mention)
    out: list[Draft] = []
    number = drafts.index(draft)
    last = marks.places[chosen]
    last_end = last.last
    within = False
    for at in range(chosen + 1, len(marks.places)):
        mention = marks.places[at]
        if at in contained or (
            mention.containers == () and mention.prep in ("ب", "في") and at in _containers_of(marks, chosen)
        ):
            last_end = max(last_end, mention.last)
            within = True
            continue
        if marks.resolved[at] is None:
            continue
        nearer = at not in owners or not owners[at] or owners[at][0][1] != number
        if nearer and not (mention.start - last_end <= 1 and coupled(marks, last_end, mention)):
            break
        if not coupled(marks, last_end, mention):
            if (
                mention.start - last_end <= 1
                or mention.relation in ("direction", "area")
                or mention.prep in ("ب", "في")
            ):
                last_end = max(last_end, mention.last)  # where the place before it lies
                within = True
                continue
            break
        if any(t.first > last_end and t.last < mention.first for d in drafts for t in d.triggers if d is not draft):
            break
        resolved = marks.resolved[at]
        if resolved is None or resolved.precision == "country":
            break
        if resolved.precision == "area" and within:
            last_end = max(last_end, mention.last)  # coupled to where the places lie: "في إقليم شمال وشرق سوريا"
            continue
        if any(d.place is not None and d.place.resolved.name == resolved.name for d in (draft, *out)):
            continue
        further = replace(
            draft,
            triggers=list(draft.triggers),
            side_a=list(draft.side_a),
            side_b=list(draft.side_b),
            dead=[],
            hurt=[],
            speakers=list(draft.speakers),
            protected=dict(draft.protected),
            merged=[],
            place=_ref(marks, draft, at, 0.5),
            other=True,
        )
        out.append(further)
        last_end = mention.last
    return out


def _containers_of(marks: Marks, at: int) -> frozenset[int]:
    return frozenset(marks.places[at].containers)
