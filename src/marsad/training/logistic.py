"""Logistic regression with a quadratic penalty, by Newton's method, in plain Python.

Deterministic: no random start, a fixed order of sums. Rows are sparse, so that hundreds of articles take
a second.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

_STEPS = 50
_ENOUGH = 1e-9  # the largest change of a weight at which it has settled
_LONGEST_STEP = 4.0
_FLOOR = 1e-9


def sigmoid(value: float) -> float:
    """1 / (1 + e^-value), for any finite value."""
    if value >= 0:
        return 1 / (1 + math.exp(-min(value, 500.0)))
    power = math.exp(max(value, -500.0))
    return power / (1 + power)


def solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a symmetric positive definite system; its arguments are used up."""
    size = len(right)
    for k in range(size):
        pivot = matrix[k][k]
        for i in range(k + 1, size):
            factor = matrix[i][k] / pivot
            if factor:
                row, top = matrix[i], matrix[k]
                for j in range(k, size):
                    row[j] -= factor * top[j]
                right[i] -= factor * right[k]
    for k in range(size - 1, -1, -1):
        known = sum(matrix[k][j] * right[j] for j in range(k + 1, size))
        right[k] = (right[k] - known) / matrix[k][k]
    return right


def fit(
    rows: Sequence[Mapping[str, float]], labels: Sequence[bool], names: Sequence[str], l2: float
) -> tuple[float, dict[str, float]]:
    """(bias, weight by name) that make the labels likeliest, less `l2` / 2 times the sum of squared weights.

    Args:
        rows: the features of each sample; those left out are 0.
        labels: whether each sample is right.
        names: of the features; the weight of one that no row has is 0.
        l2: above 0. The bias is not penalised.
    """
    place = {name: at for at, name in enumerate(names, start=1)}
    size = len(names) + 1
    sparse = [[(0, 1.0), *((place[name], value) for name, value in row.items())] for row in rows]
    weights = [0.0] * size
    for _ in range(_STEPS):
        slope = [-l2 * w for w in weights]
        slope[0] = 0.0
        curve = [[0.0] * size for _ in range(size)]
        for at in range(1, size):
            curve[at][at] = l2
        curve[0][0] = _FLOOR
        for row, label in zip(sparse, labels, strict=True):
            share = sigmoid(sum(weights[at] * value for at, value in row))
            off, steep = float(label) - share, share * (1 - share)
            for at, value in row:
                slope[at] += off * value
                into, weight = curve[at], steep * value
                for other, also in row:
                    into[other] += weight * also
        step = solve(curve, slope)
        longest = max(map(abs, step))
        scale = min(1.0, _LONGEST_STEP / longest) if longest else 1.0
        weights = [w + scale * s for w, s in zip(weights, step, strict=True)]
        if longest < _ENOUGH:
            break
    return weights[0], dict(zip(names, weights[1:], strict=True))


def fit_line(scores: Sequence[float], labels: Sequence[bool]) -> tuple[float, float]:
    """(slope, intercept) of Platt's calibration: log-odds of a label from a score.

    The labels are smoothed as Platt does, so that perfectly parted scores have finite odds; a slope that
    would turn the order round is 0.
    """
    right = sum(labels)
    high, low = (right + 1) / (right + 2), 1 / (len(labels) - right + 2)
    slope, intercept = 1.0, 0.0
    for _ in range(_STEPS):
        g0 = g1 = 0.0
        h00 = h11 = _FLOOR
        h01 = 0.0
        for score, label in zip(scores, labels, strict=True):
            share = sigmoid(slope * score + intercept)
            off, steep = (high if label else low) - share, share * (1 - share)
            g0, g1 = g0 + off, g1 + off * score
            h00, h01, h11 = h00 + steep, h01 + steep * score, h11 + steep * score * score
        det = h00 * h11 - h01 * h01
        if det <= 0:
            break
        move0, move1 = (h11 * g0 - h01 * g1) / det, (h00 * g1 - h01 * g0) / det
        longest = max(abs(move0), abs(move1))
        scale = min(1.0, _LONGEST_STEP / longest) if longest else 1.0
        intercept, slope = intercept + scale * move0, slope + scale * move1
        if longest < _ENOUGH:
            break
    return max(0.0, slope), intercept
