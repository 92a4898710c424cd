"""An incident from its events: what all reports together support, and why.

After `clusters`. Each field of the incident is a value that some member has; nothing is averaged but tolls.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import combinations

from marsad.codebook import DatePrecision, Force, Kind, PlacePrecision, Protected, Status
from marsad.corroboration.facts import Facts
from marsad.corroboration.features import side_agreement
from marsad.corroboration.incident import (
    Choice,
    Incident,
    IncidentClaim,
    Link,
    ReviewState,
    Told,
)
from marsad.corroboration.kinds import kinds_contradict
from marsad.corroboration.places import PlaceRelation, relation
from marsad.corroboration.tolls import quarrel, toll_range
from marsad.event import Party, Place, When

_VAGUE = (Kind.ATTACK_ON_CIVILIANS, Kind.ARMED_ATTACK)
_KINDS = list(Kind)
_PRECISE = list(PlacePrecision)
_DAY_RANK = {DatePrecision.DAY: 0, DatePrecision.SPAN: 1, DatePrecision.UNKNOWN: 2, DatePrecision.WEEK: 3}
_ECHO = 0.5  # each further voice counts so much of the one before: reporters read each other
_DOUBT = 0.05  # of each field on which claims contradict each other


def incident_id(first: str) -> str:
    """The id of the incident that began with the event of this id."""
    return hashlib.sha256(f"incident {first}".encode()).hexdigest()[:16]


def _voices(members: Iterable[Facts]) -> int:
    return len({facts.voice for facts in members})


def _published(facts: Facts) -> int:
    return facts.published if facts.published is not None else 10**7  # undated reports come last


def _claims(members: Sequence[Facts]) -> tuple[IncidentClaim, ...]:
    return tuple(
        IncidentClaim(
            speaker=claim.speaker,
            via=claim.via,
            force=claim.force,
            kind=claim.kind,
            side_a=claim.side_a,
            side_b=claim.side_b,
            fatalities=claim.fatalities,
            injured=claim.injured,
            outlet=facts.told.report.outlet,
            article_id=facts.article,
            event_id=facts.id,
            published=facts.told.report.published,
            spans=claim.spans,
        )
        for facts in members
        for claim in facts.told.event.claims
    )


def _grouped(members: Sequence[Facts], value: Callable[[Facts], Hashable]) -> dict[Hashable, list[Facts]]:
    """Members by a value of theirs; those for which it is None are left out."""
    groups: dict[Hashable, list[Facts]] = {}
    for facts in members:
        if (key := value(facts)) is not None:
            groups.setdefault(key, []).append(facts)
    return groups


def _choice(field: str, rule: str, members: Sequence[Facts]) -> Choice:
    return Choice(field, rule, tuple(facts.id for facts in members))


def _kind(members: Sequence[Facts]) -> tuple[Kind, Choice]:
    """The kind that most voices give; one that leaves the means open only when all do."""
    groups = _grouped(members, lambda facts: facts.kind)
    clear = {kind: found for kind, found in groups.items() if kind not in _VAGUE} or groups
    kind, found = max(clear.items(), key=lambda item: (_voices(item[1]), -_KINDS.index(Kind(str(item[0])))))
    rule = f"told by {_voices(found)} of {_voices(members)} voices"
    if len(clear) < len(groups):
        rule += "; names the means, which others leave open"
    return Kind(str(kind)), _choice("kind", rule, found)


def _status(members: Sequence[Facts], claims: Sequence[IncidentClaim]) -> tuple[Status, Choice]:
    denied = {claim.event_id for claim in claims if claim.force is Force.DENIES}
    disputed = [f for f in members if f.told.event.status is Status.DISPUTED or f.id in denied]
    if disputed:
        return Status.DISPUTED, _choice("status", "a side denies it, or its own part", disputed)
    done = [f for f in members if f.told.event.status is Status.OCCURRED]
    if done:
        return Status.OCCURRED, _choice("status", "told to have happened, and not denied", done)
    return Status.ATTEMPTED, _choice("status", "all tell of an attempt", members)


def _date(members: Sequence[Facts]) -> tuple[When | None, list[Choice]]:
    """A day that a text itself gives, told by most voices; else the day of the first report."""
    dated = [facts for facts in members if facts.days is not None]
    if not dated:
        return None, []

    def rank(found: list[Facts]) -> tuple[int, int, int, int]:
        first = found[0]
        days = first.days or (0, 0)
        when = first.told.event.date
        sure = _DAY_RANK.get(when.precision, 4) if when else 5
        return (sure > 1, days[1] - days[0] if sure > 1 else -_voices(found), sure, days[0])

    groups = _grouped(dated, lambda facts: facts.told.event.date)
    found = min(groups.values(), key=rank)
    rule = f"the day is in the text of {_voices(found)} of {_voices(members)} voices"
    if not found[0].sure_day:
        rule = "no text gives the day: the narrowest and earliest that publication allows"
    return found[0].told.event.date, [_choice("date", rule, found)]


def _place_key(facts: Facts) -> Hashable:
    place = facts.told.event.place
    return (facts.place_id or facts.name, place.precision) if place and facts.name else None


def _place(members: Sequence[Facts]) -> tuple[Place | None, list[Choice]]:
    """The most precise place, of equally precise ones the one of most voices, then the smaller."""
    groups = _grouped(members, _place_key)
    if not groups:
        return None, []

    def rank(found: list[Facts]) -> tuple[int, bool, int, float]:
        place = found[0].told.event.place
        precision = _PRECISE.index(place.precision) if place else len(_PRECISE)
        return (found[0].point is None, precision > 1, precision - _voices(found), found[0].radius_km)

    found = min(groups.values(), key=rank)
    place = found[0].told.event.place
    what = place.precision.value if place else ""
    rule = f"the most precise ({what}), told by {_voices(found)} of {_voices(members)} voices"
    return place, [_choice("place", rule, found)]


def _side(members: Sequence[Facts], field: str) -> tuple[tuple[Party, ...], list[Choice]]:
    """The parties of the report that most voices agree with; catalogued ones before words."""

    def keys(facts: Facts) -> frozenset[str]:
        return facts.doers if field == "side_a" else facts.targets

    named = [facts for facts in members if keys(facts)]
    if not named:
        return (), []

    def rank(facts: Facts) -> tuple[int, bool, int]:
        agreeing = [other for other in named if keys(other) & keys(facts)]
        return _voices(agreeing), any("." in key for key in keys(facts)), -len(keys(facts))

    best = max(named, key=rank)  # the first of equals, so the first published
    agreeing = [facts for facts in named if keys(facts) & keys(best)]
    rule = f"{_voices(agreeing)} of {_voices(named)} voices that name one"
    return getattr(best.told.event, field), [_choice(field, rule, agreeing)]


def _disagreements(members: Sequence[Facts], claims: Sequence[IncidentClaim]) -> tuple[str, ...]:
    pairs = list(combinations(_distinct(members), 2))
    told = [facts.told for facts in members]
    denied = any(claim.force is Force.DENIES for claim in claims)
    statuses = {facts.told.event.status for facts in members}
    found = {
        "kind": any(kinds_contradict(a.kind, b.kind) for a, b in pairs),
        "status": denied or len(statuses) > 1,
        "date": any(a.sure_day and b.sure_day and _disjoint(a, b) for a, b in pairs),
        "place": any(relation(a, b) is PlaceRelation.APART for a, b in pairs),
        "side_a": any(side_agreement(a.doers, b.doers) < 0 for a, b in pairs),
        "side_b": any(side_agreement(a.targets, b.targets) < 0 for a, b in pairs),
        "fatalities": quarrel(told, claims, "fatalities"),
        "injured": quarrel(told, claims, "injured"),
    }
    return tuple(field for field, holds in found.items() if holds)


def _distinct(members: Sequence[Facts]) -> list[Facts]:
    """Members that differ in what disagreement is about, so that a large incident takes no square of its size."""
    seen: dict[Hashable, Facts] = {}
    for f in members:
        seen.setdefault((f.kind, f.days, f.sure_day, f.point, f.name, f.doers, f.targets), f)
    return list(seen.values())


def _disjoint(a: Facts, b: Facts) -> bool:
    return a.days is not None and b.days is not None and (a.days[1] < b.days[0] or b.days[1] < a.days[0])


def _confidence(members: Sequence[Facts], doubts: int) -> float:
    """That it happened as told: the surest report, and of what is left each further voice takes half as much."""
    best: dict[str, float] = {}
    for facts in members:
        best[facts.voice] = max(best.get(facts.voice, 0.0), facts.told.event.confidence)
    left, weight = 1.0, 1.0
    for value in sorted(best.values(), reverse=True):
        left *= 1 - value * weight
        weight *= _ECHO
    return round((1 - left) * (1 - _DOUBT * doubts), 4)


def make_incident(first: str, members: Sequence[Facts], links: Sequence[Link], review: ReviewState) -> Incident:
    """The incident that these events tell.

    Args:
        first: id of the event that arrived first.
        members: the events, in order of arrival.
        links: why they are together.
        review: what people said of it.
    """
    ordered = sorted(members, key=_published)  # stable: of one day, in order of arrival
    claims = _claims(ordered)
    told: tuple[Told, ...] = tuple(facts.told for facts in ordered)
    kind, kind_choice = _kind(ordered)
    status, status_choice = _status(ordered, claims)
    date, date_choice = _date(ordered)
    place, place_choice = _place(ordered)
    side_a, doers = _side(ordered, "side_a")
    side_b, targets = _side(ordered, "side_b")
    disagreements = _disagreements(ordered, claims)
    hit = {what for facts in ordered for what in facts.protected}
    return Incident(
        id=incident_id(first),
        kind=kind,
        status=status,
        date=date,
        place=place,
        side_a=side_a,
        side_b=side_b,
        fatalities=toll_range(told, claims, "fatalities"),
        injured=toll_range(told, claims, "injured"),
        protected=tuple(what for what in Protected if what in hit),
        claims=claims,
        members=told,
        outlets=tuple(dict.fromkeys(t.report.outlet for t in told if t.report.outlet)),
        voices=_voices(ordered),
        disagreements=disagreements,
        links=tuple(links),
        confidence=_confidence(ordered, len(disagreements)),
        review=review,
        choices=(kind_choice, status_choice, *date_choice, *place_choice, *doers, *targets),
    )
