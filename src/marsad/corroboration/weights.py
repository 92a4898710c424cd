"""The weights of the features: read from a file, so that a team can train its own.

The shipped file is `data/weights.json`; $MARSAD_PAIRS names another.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from marsad.corroboration.features import FEATURES
from marsad.corroboration.incident import Reason
from marsad.errors import LexiconError

VARIABLE = "MARSAD_PAIRS"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Weights:
    """A linear model of a pair: the log-odds that it is one act are `bias` and the weighted features.

    Args:
        weights: by name of the feature; those left out weigh nothing.
        threshold: probability from which an event joins an incident.
        margin: probability by which the best incident must lead the next, for an event whose place is an area.
    """

    bias: float
    weights: Mapping[str, float]
    threshold: float
    margin: float

    def log_odds(self, found: Mapping[str, float]) -> float:
        """Log-odds for the features of a pair."""
        weights = self.weights
        return self.bias + sum(weights.get(name, 0.0) * value for name, value in found.items())

    def reasons(self, found: Mapping[str, float]) -> tuple[Reason, ...]:
        """What each feature adds, the weightiest first."""
        out = [Reason(name, value, self.weights.get(name, 0.0)) for name, value in found.items()]
        return tuple(sorted(out, key=lambda reason: -abs(reason.value * reason.weight)))


def probability(log_odds: float) -> float:
    """1 / (1 + e^-x)."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))


def read_weights(content: str | bytes, origin: str) -> Weights:
    """Weights from the JSON of a file.

    Raises:
        LexiconError: when the content is no such file; names `origin`.
    """
    try:
        record: Any = json.loads(content)
        if record["format"] != FORMAT:
            raise LexiconError(f"{origin}: weights of format {record['format']}, want {FORMAT}; train them again")
        weights = {str(name): float(value) for name, value in record["weights"].items()}
        made = Weights(float(record["bias"]), weights, float(record["threshold"]), float(record["margin"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise LexiconError(f"{origin}: no weights of pairs: {error}; see docs/incidents.md") from error
    known = {feature.__name__ for feature in FEATURES}
    if unknown := sorted(set(weights) - known):
        raise LexiconError(f"{origin}: no such feature: {', '.join(unknown)}")
    return made


@lru_cache(maxsize=4)
def _load(path: str | None) -> Weights:
    if path is None:
        content = files("marsad.corroboration").joinpath("data/weights.json").read_text(encoding="utf-8")
        return read_weights(content, "data/weights.json")
    try:
        return read_weights(Path(path).read_text(encoding="utf-8"), path)
    except OSError as error:
        raise LexiconError(f"{path}: can't be read: {error.strerror or error}") from error


def chosen_weights(path: str | Path | None = None) -> Weights:
    """The weights in a file: the one given, else $MARSAD_PAIRS, else the shipped one.

    Raises:
        LexiconError: when the file can't be read.
    """
    path = path or os.environ.get(VARIABLE)
    return _load(str(path) if path else None)
