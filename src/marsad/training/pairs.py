"""The weights by which two events are one act, from a set of reports that says which tell of which.

Pairs are those that `gather` would compare: they share a block and nothing forbids them. The penalty draws every
weight to the one it had before, so that a small set moves only what it has evidence for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from marsad.corroboration.blocks import keys_of
from marsad.corroboration.clusters import parted
from marsad.corroboration.facts import Facts, facts_of
from marsad.corroboration.features import FEATURES, compare, explain
from marsad.corroboration.gather import gather
from marsad.corroboration.incident import Told
from marsad.corroboration.weights import FORMAT, Weights
from marsad.evaluation.incidents import IncidentSet, mentions, score
from marsad.training.logistic import fit

_DIGITS = 3
PENALTY = 2.0
THRESHOLDS = tuple(n / 20 for n in range(6, 17))

ABOUT = (
    "How sure Marsad is that two reported events are one act. The weights of the features that hold, and the bias, add "
    "up to the log-odds. What the features mean stands in corroboration/features.py. An event joins an incident from "
    "the threshold on; one told only of an area must fit it better than the next by the margin. Written by "
    "`marsad train --incidents`; how it was learned stands under `training`."
)


@dataclass(frozen=True, slots=True)
class TrainedPairs:
    """Weights and how they were learned: pairs, how many of them one act, and what thresholds gave.

    `scores` has, by threshold, B-cubed F1 over the mentions of the set itself.
    """

    weights: Weights
    pairs: int
    same: int
    penalty: float
    scores: dict[float, float]


def _labelled(told: Sequence[Told], told_set: IncidentSet) -> list[tuple[Facts, str]]:
    act_of = {event: name for (_, name), event in mentions(told, told_set).items() if event is not None}
    return [(facts_of(item), act_of[item.id]) for item in told if item.id in act_of]


def comparable_pairs(labelled: Sequence[tuple[Facts, str]]) -> list[tuple[dict[str, float], bool]]:
    """(features, whether it is one act) of each pair that `gather` would compare, in order of arrival."""
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for at, (facts, _) in enumerate(labelled):
        for key in keys_of(facts):
            blocks[key].append(at)
    pairs = sorted({pair for members in blocks.values() for pair in combinations(members, 2)})
    found = ((labelled[a], labelled[b]) for a, b in pairs)
    return [(compare(a, b), one == other) for (a, one), (b, other) in found if not parted(a, b)]


def train_pairs(
    told: Sequence[Told], told_set: IncidentSet, *, before: Weights, penalty: float = PENALTY
) -> TrainedPairs:
    """Weights learned from a set; the same set gives the same weights.

    Args:
        told: the coded events of the set's articles, in order of arrival.
        told_set: the set.
        before: weights from which learning starts and to which the penalty draws.
        penalty: above 0; the higher, the less the set moves the weights.

    Raises:
        ValueError: when the set has no pairs of one act, or none of two.
    """
    pairs = comparable_pairs(_labelled(told, told_set))
    same = sum(label for _, label in pairs)
    if not 0 < same < len(pairs):
        raise ValueError(f"{len(pairs)} pairs, {same} of them one act: want some of both; add reports")
    prior = {feature.__name__: before.weights.get(feature.__name__, 0.0) for feature in FEATURES}
    bias, weights = fit([row for row, _ in pairs], [label for _, label in pairs], prior, penalty)
    rounded = {name: round(weight, _DIGITS) for name, weight in weights.items()}
    made = replace(before, bias=round(bias, _DIGITS), weights=rounded)
    scores = {}
    for threshold in THRESHOLDS:
        found = score(gather(told, weights=replace(made, threshold=threshold)), told_set)
        scores[threshold] = round(found.all_mentions.b_cubed.f1, _DIGITS)
    best = max(scores.values())
    fair = [threshold for threshold, value in scores.items() if value == best]
    return TrainedPairs(replace(made, threshold=fair[len(fair) // 2]), len(pairs), same, penalty, scores)


def pairs_record(trained: TrainedPairs, files: dict[str, str]) -> dict[str, object]:
    """The weights as the file that `corroboration.weights` reads, with how they were learned.

    Args:
        trained: the weights.
        files: by name of each file of the set, its digest.
    """
    return {
        "format": FORMAT,
        "about": ABOUT,
        "bias": trained.weights.bias,
        "threshold": trained.weights.threshold,
        "margin": trained.weights.margin,
        "weights": dict(trained.weights.weights),
        "training": {
            "pairs": trained.pairs,
            "one_act": trained.same,
            "penalty": trained.penalty,
            "b_cubed_f1_by_threshold": {f"{threshold:.2f}": value for threshold, value in trained.scores.items()},
            "files": files,
        },
    }


def pairs_text(trained: TrainedPairs) -> str:
    """The weights and how they were learned, for a person."""
    lines = [f"{trained.pairs} pairs, {trained.same} of them one act", "", f"{'bias':18}{trained.weights.bias:8.3f}"]
    lines += [
        f"{name:18}{weight:8.3f}  {explain(name)}"
        for name, weight in sorted(trained.weights.weights.items(), key=lambda item: -abs(item[1]))
    ]
    lines.append("\nthreshold  B-cubed F1")
    for threshold, value in trained.scores.items():
        mark = " *" if threshold == trained.weights.threshold else ""
        lines.append(f"{threshold:9.2f}{value:12.3f}{mark}")
    return "\n".join(lines) + "\n"
