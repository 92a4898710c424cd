"""What training found, as tables in Markdown: for the terminal and for docs/accuracy.md."""

from __future__ import annotations

import math
from collections.abc import Sequence

from marsad.coding.confidence import FEATURES
from marsad.training.samples import Coded
from marsad.training.training import Trained
from marsad.training.validation import Bin, Kept, calibration_gap, keep, reliability

_SHOWN_WEIGHTS = 14
_SEEN = 0.5  # acts, on average, below which a bin is not shown


def _percent(value: float) -> str:
    return f"{100 * value:.1f}"


def _reliability(bins: Sequence[Bin]) -> list[str]:
    lines = ["| confidence | acts | stated, mean | right |", "|---|---|---|---|"]
    lines += [
        f"| {b.low:.1f} to {b.high:.1f} | {b.acts:.0f} | {b.stated:.2f} | {b.right:.2f} |"
        for b in bins
        if b.acts >= _SEEN
    ]
    return [*lines, "", f"Mean gap between stated and right: {_percent(calibration_gap(bins))} points."]


def _thresholds(kept: Sequence[Kept], chosen: float) -> list[str]:
    lines = [
        "| threshold | acts kept | event P | event R | event F1 | kind F1 | usable F1 |",
        "|---|---|---|---|---|---|---|",
    ]
    for k in kept:
        name = f"**{k.threshold:.2f}**" if k.threshold == chosen else f"{k.threshold:.2f}"
        figures = " | ".join(_percent(v) for v in (k.event_p, k.event_r, k.event_f1, k.kind_f1, k.usable_f1))
        lines.append(f"| {name} | {k.kept:.0f} | {figures} |")
    return lines


def _weights(trained: Trained) -> list[str]:
    strongest = sorted(trained.weights.items(), key=lambda item: (-abs(item[1]), item[0]))[:_SHOWN_WEIGHTS]
    lines = ["| weight | feature | meaning |", "|---|---|---|"]
    return lines + [f"| {weight:+.2f} | {name} | {FEATURES[name]} |" for name, weight in strongest]


def _penalty(trained: Trained) -> str:
    return "Weights kept" if math.isinf(trained.l2) else f"Penalty {trained.l2:g}"


def as_text(trained: Trained) -> str:
    """What cross-validation measured, and the strongest weights."""
    return "\n".join(
        [
            f"{trained.documents} articles, {trained.annotated} annotated events; {trained.acts} acts coded, "
            f"{trained.right} of them right. {_penalty(trained)}; {trained.settings.folds} folds, "
            f"{trained.settings.rounds} times over.",
            "",
            "Reliability on articles that the weights had not seen:",
            "",
            *_reliability(trained.bins),
            "",
            "What a threshold does on them, in %:",
            "",
            *_thresholds(trained.kept, trained.threshold),
            "",
            f"Threshold: {trained.threshold:.2f}"
            + ("" if trained.threshold else " (none gains in both F1: every act is kept)"),
            "",
            "The strongest weights:",
            "",
            *_weights(trained),
            "",
        ]
    )


def check_text(trained: Trained, documents: Sequence[Coded]) -> str:
    """How the model does on other documents."""
    confidences = [trained.confidences(documents)]
    thresholds = sorted({0.0, trained.threshold, *trained.settings.thresholds})
    annotated = sum(len(document.gold["events"]) for document in documents)
    return "\n".join(
        [
            f"Check on {len(documents)} other articles, {annotated} annotated events:",
            "",
            *_reliability(reliability(documents, confidences)),
            "",
            *_thresholds([keep(documents, confidences, t) for t in thresholds], trained.threshold),
            "",
        ]
    )
