"""What a model would do on articles that it has not seen: cross-validation by article.

Every act is scored by a model that was trained without its article, several times over with other folds,
and its score is calibrated by the scores of the other folds only.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from marsad.coding.confidence import FEATURES, SHORT
from marsad.evaluation import evaluate
from marsad.training.logistic import fit, fit_line, sigmoid
from marsad.training.samples import Coded, digest

BINS = 10
_LEAST = 1e-6  # no act is so unlikely that its loss is without bounds

# What was held likely before anything was measured; learning moves the weights from here, as far as the
# articles warrant. Features that are not named start at 0.
_HELD = {
    "weak trigger": -0.6, "conditions met": 0.2, "doer told": 0.5, "other side told": 0.2, "place told": 0.5,
    "place sure": 0.4, "own date": 0.3, "toll told": 0.3, "told again": 0.5, "toll only": -0.4,
}  # fmt: skip
PRIOR = {name: _HELD.get(name, 0.0) for name in FEATURES}


@dataclass(frozen=True, slots=True)
class Round:
    """One division into folds: score and calibrated confidence of every act, by document."""

    scores: tuple[tuple[float, ...], ...]
    confidences: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What would be kept at a threshold, and the scores of that, averaged over the rounds."""

    threshold: float
    kept: float
    event_p: float
    event_r: float
    event_f1: float
    kind_f1: float
    usable_f1: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Acts of like confidence: how many on average over the rounds, the mean of it, the share that is right."""

    low: float
    high: float
    acts: float
    stated: float
    right: float


def folds_of(documents: Sequence[Coded], folds: int, number: int) -> list[int]:
    """The fold of each document in the division of that number: by digests, dealt out in turn."""
    order = sorted(range(len(documents)), key=lambda n: digest(f"{number}:{documents[n].gold['id']}"))
    out = [0] * len(documents)
    for at, n in enumerate(order):
        out[n] = at % folds
    return out


def fit_documents(documents: Sequence[Coded], l2: float) -> tuple[float, dict[str, float]]:
    """Bias and weights from all acts of the documents."""
    rows = [row for document in documents for row in document.rows]
    labels = [label for document in documents for label in document.labels]
    return fit(rows, labels, PRIOR, l2)


def score_documents(documents: Sequence[Coded], bias: float, weights: Mapping[str, float]) -> list[tuple[float, ...]]:
    """The sum of weighted features of every act, by document."""
    return [tuple(bias + sum(weights[n] * v for n, v in row.items()) for row in d.rows) for d in documents]


def cross_validate(documents: Sequence[Coded], l2: float, folds: int, number: int) -> Round:
    """Scores of every act by models that have not seen its article."""
    fold = folds_of(documents, folds, number)
    scores: list[tuple[float, ...]] = [()] * len(documents)
    for held in range(folds):
        bias, weights = fit_documents([d for d, f in zip(documents, fold, strict=True) if f != held], l2)
        left = [n for n, f in enumerate(fold) if f == held]
        for n, scored in zip(left, score_documents([documents[n] for n in left], bias, weights), strict=True):
            scores[n] = scored
    return calibrate(documents, scores, fold)


def calibrate(documents: Sequence[Coded], scores: Sequence[tuple[float, ...]], fold: Sequence[int]) -> Round:
    """The scores with confidences, each by a calibration that has not seen its fold."""
    confidences: list[tuple[float, ...]] = [()] * len(documents)
    for held in range(max(fold) + 1):
        others = [n for n, f in enumerate(fold) if f != held]
        slope, intercept = fit_line(
            [s for n in others for s in scores[n]], [label for n in others for label in documents[n].labels]
        )
        for n, f in enumerate(fold):
            if f == held:
                confidences[n] = tuple(sigmoid(slope * s + intercept) for s in scores[n])
    return Round(tuple(scores), tuple(confidences))


def losses(documents: Sequence[Coded], confidences: Sequence[Sequence[Sequence[float]]]) -> list[float]:
    """Negative log-likelihood of each document's labels, averaged over the rounds; the lower, the better."""

    def loss(document: Coded, told: Sequence[float]) -> float:
        return -sum(
            math.log(max(_LEAST, c if label else 1 - c)) for c, label in zip(told, document.labels, strict=True)
        )

    return [sum(loss(d, told[n]) for told in confidences) / len(confidences) for n, d in enumerate(documents)]


def choose_l2(losses_by_l2: Mapping[float, Sequence[float]]) -> float:
    """The strongest penalty whose loss is no more than one standard error above the least (paired by document).

    What is held before counts until the articles speak against it by more than chance.
    """
    best = min(losses_by_l2, key=lambda l2: sum(losses_by_l2[l2]))
    out = best
    for l2, loss in losses_by_l2.items():
        apart = [a - b for a, b in zip(loss, losses_by_l2[best], strict=True)]
        mean = sum(apart) / len(apart)
        error = math.sqrt(sum((a - mean) ** 2 for a in apart))
        if sum(apart) <= error and l2 > out:
            out = l2
    return out


def keep(documents: Sequence[Coded], confidences: Sequence[Sequence[Sequence[float]]], threshold: float) -> Kept:
    """The scores when acts under the threshold are left out, those of short texts excepted.

    Args:
        documents: with all their acts.
        confidences: of every act by document, for each round.
        threshold: the least confidence that is kept, 0..1.
    """
    sums = [0.0] * 6
    for told in confidences:
        coded = {
            str(d.gold["id"]): [
                e for e, r, c in zip(d.events, d.rows, row, strict=True) if SHORT in r or c >= threshold
            ]
            for d, row in zip(documents, told, strict=True)
        }
        result = evaluate((d.gold for d in documents), coded)
        event = result.f1("found", "coded", "gold")
        figures = (
            float(result.count["coded"]), *event,
            result.f1("subevent", "coded", "gold")[2], result.f1("usable", "coded", "gold")[2],
        )  # fmt: skip
        sums = [s + f for s, f in zip(sums, figures, strict=True)]
    return Kept(threshold, *(s / len(confidences) for s in sums))


def reliability(documents: Sequence[Coded], confidences: Sequence[Sequence[Sequence[float]]]) -> list[Bin]:
    """Stated confidence against the share of right acts, in bins of equal width; empty bins left out."""
    acts, stated, right = [0] * BINS, [0.0] * BINS, [0] * BINS
    for told in confidences:
        labels = chain.from_iterable(d.labels for d in documents)
        for confidence, label in zip(chain.from_iterable(told), labels, strict=True):
            at = min(BINS - 1, int(confidence * BINS))
            acts[at] += 1
            stated[at] += confidence
            right[at] += label
    return [
        Bin(at / BINS, (at + 1) / BINS, acts[at] / len(confidences), stated[at] / acts[at], right[at] / acts[at])
        for at in range(BINS)
        if acts[at]
    ]


def calibration_gap(bins: Sequence[Bin]) -> float:
    """Mean gap between stated and right, weighted by acts, 0..1."""
    total = sum(b.acts for b in bins)
    return sum(b.acts * abs(b.stated - b.right) for b in bins) / total if total else 0.0
