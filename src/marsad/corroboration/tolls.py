"""The dead or wounded of an incident: a range over what is claimed, and the rule that chose the best figure.

The rules are written out in docs/incidents.md; the names of the rules stand in `TollRange.rule`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marsad.codebook import Force
from marsad.corroboration.incident import IncidentClaim, Told, TollRange
from marsad.event import Toll

LAST = "last figures of a toll that has risen"
MEDIAN = "median over independent voices"
ONLY = "the only figure"
SAME = "the figure that all give"
AT_LEAST = "highest lower bound: nobody gives an exact figure"
BOUND = "lower bound told later than the exact figures"
UNCOUNTED = "dead or wounded told without a number"


@dataclass(frozen=True, slots=True)
class Figure:
    """What one voice says last.

    Args:
        low, high: persons; high None for "at least".
        day: ordinal of publication; 0 when unknown.
    """

    low: int
    high: int | None
    day: int

    @property
    def value(self) -> int:
        """The figure, or the middle of its bounds, rounded down."""
        return self.low if self.high is None else (self.low + self.high) // 2


def _uncounted(toll: Toll) -> bool:
    return toll.min == 1 and toll.max is None


def _of_report(told: Told, claims: Sequence[IncidentClaim], field: str) -> list[Toll]:
    """What a report says: the figures of its claims, or of the event where no claim has one."""
    own = [c for c in claims if c.event_id == told.id and c.force is not Force.DENIES]
    tolls = [toll for claim in own if (toll := getattr(claim, field)) is not None]
    if not tolls and (toll := getattr(told.event, field)) is not None:
        tolls = [toll]
    counted = [toll for toll in tolls if not _uncounted(toll)]
    return counted or tolls[:1]


def figures(members: Sequence[Told], claims: Sequence[IncidentClaim], field: str) -> list[Figure]:
    """The figures that stand: what each outlet said last, outlets that only reprint one text counted once.

    Args:
        members: in order of publication.
        claims: of the incident.
        field: "fatalities" or "injured".
    """
    last: dict[str, tuple[str, list[Figure]]] = {}
    for told in members:
        report = told.report
        day = report.published.toordinal() if report.published else 0
        said = list(dict.fromkeys(Figure(toll.min, toll.max, day) for toll in _of_report(told, claims, field)))
        if said:
            source = report.outlet or report.reprint_of
            last.pop(source, None)
            last[source] = (report.reprint_of, said)
    voices: dict[str, list[Figure]] = {}
    for voice, said in reversed(last.values()):
        voices.setdefault(voice, said)
    found = [figure for said in voices.values() for figure in said]
    return [figure for figure in found if not (figure.low == 1 and figure.high is None)] or found


def _median(values: Sequence[int]) -> int:
    """The middle value; of two middle ones the lower, for the careful count is the lower."""
    return sorted(values)[(len(values) - 1) // 2]


def toll_range(members: Sequence[Told], claims: Sequence[IncidentClaim], field: str) -> TollRange | None:
    """The range and the best figure; None when nobody says anything.

    Args:
        members: in order of publication.
        claims: of the incident.
        field: "fatalities" or "injured".
    """
    found = figures(members, claims, field)
    if not found:
        return None
    low = min(f.low for f in found)
    high = None if any(f.high is None for f in found) else max(f.high or 0 for f in found)
    best, rule = _best(found)
    return TollRange(low, best, None if high is None else max(high, best), rule)


def _best(found: Sequence[Figure]) -> tuple[int, str]:
    exact = [f for f in found if f.high is not None]
    bounds = [f for f in found if f.high is None]
    if not exact:
        most = max(f.low for f in bounds)
        return most, UNCOUNTED if most == 1 else AT_LEAST
    chosen, rule = exact, MEDIAN
    if risen(exact):
        chosen, rule = [f for f in exact if f.day == max(e.day for e in exact)], LAST
    elif len({f.value for f in exact}) == 1:
        rule = ONLY if len(exact) == 1 else SAME
    best = _median([f.value for f in chosen])
    later = [f.low for f in bounds if f.low > best and f.day > max(c.day for c in chosen)]
    return (max(later), BOUND) if later else (best, rule)


def risen(exact: Sequence[Figure]) -> bool:
    """Whether the figures of the last day are all above those of the days before: a toll that grew, no quarrel."""
    last = max(f.day for f in exact)
    before = [f.value for f in exact if f.day < last]
    return bool(before) and min(f.value for f in exact if f.day == last) > max(before)


def quarrel(members: Sequence[Told], claims: Sequence[IncidentClaim], field: str) -> bool:
    """Whether two figures that stand can't both be right, and it is not that a toll has risen."""
    found = figures(members, claims, field)
    exact = [f for f in found if f.high is not None]
    if not exact:
        return False
    top = max(f.value for f in exact) if risen(exact) else min(f.high or 0 for f in exact)
    return max(f.low for f in found) > top
