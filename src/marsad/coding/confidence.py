"""How sure a draft is, 0 to 1, from what was told of it."""

from __future__ import annotations

import math

from marsad.coding.draft import Draft

# Weights of a logistic sum; see docs/accuracy.md for how they were set and how the result is calibrated.
_BIAS = -0.9


def features(draft: Draft) -> dict[str, float]:
    """Named features of a draft, each 0..1 or a small count."""
    return {
        "strong trigger": float(not draft.lead.trigger.weak),
        "conditions met": float(draft.lead.specific > 0),
        "doer told": float(bool(draft.side_a or draft.nation_a)),
        "other side told": float(bool(draft.side_b)),
        "place told": float(draft.place is not None),
        "place sure": draft.place.resolved.score if draft.place else 0.0,
        "own date": float(draft.date is not None and not draft.date.inherited),
        "toll told": float(bool(draft.dead or draft.hurt)),
        "told again": min(3.0, float(len(draft.merged))) / 3,
        "toll only": float(draft.all_toll),
    }


_WEIGHTS = {
    "strong trigger": 0.6,
    "conditions met": 0.2,
    "doer told": 0.5,
    "other side told": 0.2,
    "place told": 0.5,
    "place sure": 0.4,
    "own date": 0.3,
    "toll told": 0.3,
    "told again": 0.5,
    "toll only": -0.4,
}


def confidence(draft: Draft) -> float:
    """Share of such drafts expected to be real events of this kind, two decimals."""
    score = _BIAS + sum(_WEIGHTS[name] * value for name, value in features(draft).items())
    return round(1 / (1 + math.exp(-score)), 2)
