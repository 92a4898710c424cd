"""A model from annotated articles: the penalty, the weights, the calibration and the threshold, each by measure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from marsad.coding.confidence import FORMAT, Model
from marsad.training.logistic import fit_line, sigmoid
from marsad.training.samples import Coded
from marsad.training.validation import (
    Bin,
    Kept,
    Round,
    calibrate,
    calibration_gap,
    choose_l2,
    cross_validate,
    fit_documents,
    folds_of,
    keep,
    losses,
    reliability,
    score_documents,
)

_DIGITS = 4
# Both F1 have to gain by so much, else every act is kept: less is chance in a hundred articles.
_LEAST_GAIN = 0.003
_AS_GOOD = 0.008  # of both gains together: three of 400 events, well within the spread of the rounds

ABOUT = (
    "How sure Marsad is of a coded act. The weights of the features that hold, and the bias, add up; slope * sum + "
    "intercept are the log-odds of the confidence; acts below the threshold are left out, except in short texts. What "
    "the features mean stands in coding/confidence.py. Written by `marsad train`; do not edit."
)


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train.

    Args:
        folds: parts of the articles, each scored by what the others teach.
        rounds: divisions into folds over which figures are averaged.
        penalties: of which the best is chosen. Strong ones only: the rules were tried on the examples, so that what a
            weak one learns there is their style, and orders the acts of other reports worse.
        thresholds: of which the best is chosen.
    """

    folds: int = 10
    rounds: int = 5
    penalties: tuple[float, ...] = (32.0, 64.0, 128.0, 256.0)
    thresholds: tuple[float, ...] = tuple(n / 20 for n in range(2, 13))


@dataclass(frozen=True, slots=True)
class Trained:
    """A model and how it did on articles that it had not seen (cross-validation)."""

    bias: float
    weights: dict[str, float]
    slope: float
    intercept: float
    threshold: float
    l2: float
    documents: int
    annotated: int
    acts: int
    right: int
    settings: Settings
    loss: dict[float, float]
    kept: list[Kept]
    bins: list[Bin]
    files: Mapping[str, str] = field(default_factory=dict)

    def confidences(self, documents: Sequence[Coded]) -> list[tuple[float, ...]]:
        """The confidence of every act of other documents, by document."""
        scores = score_documents(documents, self.bias, self.weights)
        return [tuple(round(sigmoid(self.slope * s + self.intercept), 2) for s in row) for row in scores]


def choose_threshold(kept: Sequence[Kept]) -> float:
    """The lowest threshold whose gain in event and usable F1 together is near the greatest; 0 unless both gain.

    Between two that do as well, the lower one leaves out less: whoever reviews can drop an act, not find one.

    Args:
        kept: the first keeps every act; thresholds rise.
    """
    every = kept[0]
    gains = {one.threshold: (one.event_f1 - every.event_f1, one.usable_f1 - every.usable_f1) for one in kept[1:]}
    fair = {threshold: sum(gain) for threshold, gain in gains.items() if min(gain) >= _LEAST_GAIN}
    most = max(fair.values(), default=0.0)
    return next((threshold for threshold, gain in fair.items() if gain >= most - _AS_GOOD), 0.0)


def _round(documents: Sequence[Coded], l2: float, settings: Settings, number: int, base: Model | None) -> Round:
    if base is None:
        return cross_validate(documents, l2, settings.folds, number)
    scores = score_documents(documents, base.bias, base.weights)
    return calibrate(documents, scores, folds_of(documents, settings.folds, number))


def train(documents: Sequence[Coded], settings: Settings | None = None, *, base: Model | None = None) -> Trained:
    """The model that the documents teach.

    Args:
        documents: at least as many as there are folds, in a fixed order, with right and wrong acts among them.
        settings: how to train; the usual ones when None.
        base: its weights are kept, and only calibration and threshold learnt: a few dozen articles do for that.

    Raises:
        ValueError: when there is too little to learn from.
    """
    settings = settings or Settings()
    labels = [label for document in documents for label in document.labels]
    if len(documents) < settings.folds:
        raise ValueError(f"{len(documents)} articles are too few for {settings.folds} folds")
    if min(sum(labels), len(labels) - sum(labels)) < settings.folds:
        raise ValueError(f"{sum(labels)} right and {len(labels) - sum(labels)} wrong acts are too few to learn from")
    rounds: dict[float, list[Round]] = {}
    loss: dict[float, list[float]] = {}
    for l2 in settings.penalties if base is None else (math.inf,):
        rounds[l2] = [_round(documents, l2, settings, number, base) for number in range(settings.rounds)]
        loss[l2] = losses(documents, [r.confidences for r in rounds[l2]])
    l2 = choose_l2(loss)
    confidences = [r.confidences for r in rounds[l2]]
    kept = [keep(documents, confidences, threshold) for threshold in (0.0, *settings.thresholds)]
    bias, weights = fit_documents(documents, l2) if base is None else (base.bias, dict(base.weights))
    slope, intercept = fit_line([s for r in rounds[l2] for row in r.scores for s in row], labels * settings.rounds)
    return Trained(
        bias=round(bias, _DIGITS),
        weights={name: round(weight, _DIGITS) + 0.0 for name, weight in weights.items()},
        slope=round(slope, _DIGITS),
        intercept=round(intercept, _DIGITS),
        threshold=choose_threshold(kept),
        l2=l2,
        documents=len(documents),
        annotated=sum(len(document.gold["events"]) for document in documents),
        acts=len(labels),
        right=sum(labels),
        settings=settings,
        loss={penalty: sum(by_document) / len(labels) for penalty, by_document in loss.items()},
        kept=kept,
        bins=reliability(documents, confidences),
    )


def _rounded(record: Mapping[str, Any]) -> dict[str, Any]:
    return {name: round(value, _DIGITS) for name, value in record.items()}


def _named(l2: float) -> str:
    return "weights kept" if math.isinf(l2) else f"{l2:g}"


def as_record(trained: Trained) -> dict[str, Any]:
    """The model with its training record as a JSON object: what `model.json` holds."""
    chosen = next(one for one in trained.kept if one.threshold == trained.threshold)
    return {
        "format": FORMAT,
        "about": ABOUT,
        "threshold": trained.threshold,
        "calibration": {"slope": trained.slope, "intercept": trained.intercept},
        "bias": trained.bias,
        "weights": trained.weights,
        "training": {
            "documents": trained.documents,
            "annotated_events": trained.annotated,
            "acts": trained.acts,
            "right_acts": trained.right,
            "penalty": None if math.isinf(trained.l2) else trained.l2,
            "folds": trained.settings.folds,
            "rounds": trained.settings.rounds,
            "loss_by_penalty": {
                "weights kept" if math.isinf(l2) else f"{l2:g}": round(loss, _DIGITS)
                for l2, loss in trained.loss.items()
            },
            "every_act_kept": _rounded(asdict(trained.kept[0])),
            "acts_above_threshold_kept": _rounded(asdict(chosen)),
            "reliability": [_rounded(asdict(one)) for one in trained.bins],
            "calibration_gap": round(calibration_gap(trained.bins), _DIGITS),
            "files": dict(trained.files),
        },
    }
