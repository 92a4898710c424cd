"""Ways of doing something with text, measured in turn in one process, and how they compare round by round.

A machine drifts, by a third within a minute when others use it; of two ways measured in the same round the ratio holds.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

_Measured = TypeVar("_Measured")

_FIRST = 4  # times as long as the others


@dataclass(frozen=True)
class Way:
    """A way of doing something with articles.

    Args:
        run: does it with one item.
        items: what it is done with, and how many characters of articles each stands for.
    """

    run: Callable[[Any], object]
    items: Sequence[tuple[Any, int]]

    def rate(self, seconds: float, share: float) -> float:
        """Characters a second of processor time, over at least one item and `seconds`.

        Args:
            seconds: after which no further item is begun.
            share: where among the items to begin, in 0..1.
        """
        at = int(share * len(self.items))
        done, used, began = 0, 0.0, time.process_time()
        while used < seconds or not done:
            item, characters = self.items[at % len(self.items)]
            self.run(item)
            done += characters
            at += 1
            used = time.process_time() - began
        return done / used


@dataclass(frozen=True)
class Spread:
    """Median, least and most over the rounds."""

    median: float
    least: float
    most: float

    def __str__(self) -> str:
        return f"{short(self.median)} ({short(self.least)} to {short(self.most)})"


def short(value: float) -> str:
    """A positive figure to three digits: 0.0274, 1.35, 77.1, 1,350."""
    if value >= 100:
        return f"{float(f'{value:.3g}'):,.0f}"
    return f"{value:.3g}"


def spread(values: Sequence[float]) -> Spread:
    """Of at least one value."""
    return Spread(statistics.median(values), min(values), max(values))


def ratio(of: Sequence[float], to: Sequence[float]) -> Spread:
    """How many times one way is as fast as another, from their rates in the same rounds."""
    return spread([one / other for one, other in zip(of, to, strict=True)])


def in_turn(ways: Mapping[str, Callable[[], _Measured]], *, rounds: int) -> dict[str, list[_Measured]]:
    """What each way gives in each round; ways go before each other in turn."""
    names = list(ways)
    found: dict[str, list[_Measured]] = {name: [] for name in names}
    for number in range(rounds):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            found[name].append(ways[name]())
    return found


def interleave(ways: Mapping[str, Way], *, rounds: int, seconds: float) -> dict[str, list[float]]:
    """Characters a second of each way in each round.

    A longer first round is not counted: what remembers words knows the frequent ones then, as it does after the first
    thousand of an archive. Every round begins elsewhere among the items, so that nothing is met again too soon; ways
    go before each other in turn.
    """
    names = list(ways)
    found: dict[str, list[float]] = {name: [] for name in names}
    for name in names:
        ways[name].rate(_FIRST * seconds, 0)
    for number in range(rounds):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            found[name].append(ways[name].rate(seconds, (number + 1) / (rounds + 1)))
    return found
