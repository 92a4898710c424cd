"""Logistic regression with a quadratic penalty, by Newton's method, in plain Python.

Deterministic: no random start, a fixed order of sums. Rows are sparse, so that hundreds of articles take
a second.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial

_STEPS = 50
_ENOUGH = 1e-9  # the largest change of a weight at which it has settled
_HALVINGS = 30
_FLOOR = 1e-9


def sigmoid(value: float) -> float:
    """1 / (1 + e^-value), for any finite value."""
    if value >= 0:
        return 1 / (1 + math.exp(-min(value, 500.0)))
    power = math.exp(max(value, -500.0))
    return power / (1 + power)


def _cost(score: float, label: float) -> float:
    """Negative log-likelihood of a label, 0..1, at a score."""
    return max(score, 0.0) - label * score + math.log1p(math.exp(-abs(score)))


def _step(cost: Callable[[float], float], now: float) -> tuple[float, float]:
    """(share of Newton's step that makes the cost less, the cost there); (0, `now`) when none does."""
    share = 1.0
    for _ in range(_HALVINGS):
        if (there := cost(share)) <= now:
            return share, there
        share /= 2
    return 0.0, now


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


def _along(
    cost: Callable[[Sequence[float]], float], weights: Sequence[float], step: Sequence[float], share: float
) -> float:
    return cost([w + share * s for w, s in zip(weights, step, strict=True)])


def fit(
    rows: Sequence[Mapping[str, float]], labels: Sequence[bool], prior: Mapping[str, float], l2: float
) -> tuple[float, dict[str, float]]:
    """(bias, weight by name) that make the labels likeliest, at a cost for weights far from `prior`.

    The cost is `l2` / 2 times the squared distance; the bias is free.

    Args:
        rows: the features of each sample; those left out are 0.
        labels: whether each sample is right.
        prior: by name of every feature, its weight before anything is known; a feature that no row has keeps it.
        l2: above 0.
    """
    place = {name: at for at, name in enumerate(prior, start=1)}
    size = len(prior) + 1
    sparse = [[(0, 1.0), *((place[name], value) for name, value in row.items())] for row in rows]
    before = [0.0, *prior.values()]
    weights = list(before)

    def cost(at: Sequence[float]) -> float:
        off = sum((w - b) ** 2 for w, b in zip(at[1:], before[1:], strict=True))
        told = sum(_cost(sum(at[n] * v for n, v in row), label) for row, label in zip(sparse, labels, strict=True))
        return told + l2 / 2 * off

    now = cost(weights)
    for _ in range(_STEPS):
        slope = [l2 * (b - w) for b, w in zip(before, weights, strict=True)]
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
        share, now = _step(partial(_along, cost, weights, step), now)
        weights = [w + share * s for w, s in zip(weights, step, strict=True)]
        if share * max(map(abs, step)) < _ENOUGH:
            break
    return weights[0], dict(zip(prior, weights[1:], strict=True))


def fit_line(scores: Sequence[float], labels: Sequence[bool]) -> tuple[float, float]:
    """(slope, intercept) of Platt's calibration: log-odds of a label from a score.

    The labels are smoothed as Platt does, so that perfectly parted scores have finite odds; a slope that
    would turn the order round is 0.
    """
    right = sum(labels)
    high, low = (right + 1) / (right + 2), 1 / (len(labels) - right + 2)
    points = [(score, high if label else low) for score, label in zip(scores, labels, strict=True)]

    def cost(line: Sequence[float]) -> float:
        return sum(_cost(line[0] + line[1] * score, share) for score, share in points)

    line = [0.0, 0.0]
    now = cost(line)
    for _ in range(_STEPS):
        slope = [0.0, 0.0]
        curve = [[_FLOOR, 0.0], [0.0, _FLOOR]]
        for score, label in points:
            told = sigmoid(line[0] + line[1] * score)
            off, steep = label - told, told * (1 - told)
            slope = [slope[0] + off, slope[1] + off * score]
            curve[0][0] += steep
            curve[0][1] += steep * score
            curve[1][0] += steep * score
            curve[1][1] += steep * score * score
        step = solve(curve, slope)
        share, now = _step(partial(_along, cost, line, step), now)
        line = [w + share * s for w, s in zip(line, step, strict=True)]
        if share * max(map(abs, step)) < _ENOUGH:
            break
    return max(0.0, line[1]), line[0]
