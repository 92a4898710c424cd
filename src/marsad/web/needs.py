"""Which incidents most need eyes, and why; pure functions over rows."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from marsad.corroboration.incident import ReviewState
from marsad.web.rows import Row

LOW_CONFIDENCE = 55  # of 100: below it about as many events are wrong as right
HIGH_TOLL = 10  # killed
_WEIGHTS = {"toll": 1.0, "disagreement": 0.9, "protected": 0.8, "confidence": 1.0}


@dataclass(frozen=True, slots=True)
class Need:
    """An incident that nobody has judged.

    Args:
        why: reasons, the weightiest first: toll, disagreement, protected, confidence.
        score: sum of what the reasons weigh; 0 without any.
    """

    row: Row
    why: tuple[str, ...]
    score: float


def need_of(row: Row) -> Need:
    """How much an incident needs eyes."""
    parts: dict[str, float] = {}
    if row.best is not None and row.best >= HIGH_TOLL:
        parts["toll"] = _WEIGHTS["toll"] * math.log10(row.best)
    if row.disagreements:
        parts["disagreement"] = _WEIGHTS["disagreement"] * min(2, len(row.disagreements))
    if row.protected:
        parts["protected"] = _WEIGHTS["protected"]
    if row.confidence < LOW_CONFIDENCE:
        parts["confidence"] = _WEIGHTS["confidence"] * (LOW_CONFIDENCE - row.confidence) / LOW_CONFIDENCE
    why = sorted(parts, key=lambda reason: (-parts[reason], reason))
    return Need(row, tuple(why), round(sum(parts.values()), 3))


def queue(rows: Iterable[Row]) -> list[Need]:
    """Unreviewed incidents, those that most need eyes first; equal ones the last first."""
    found = [need_of(row) for row in rows if row.review == ReviewState.UNREVIEWED.value]
    return sorted(found, key=lambda need: (-need.score, -(need.row.end or 0), need.row.id))
