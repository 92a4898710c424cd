"""How well a partition agrees with the true one: B-cubed, MUC, CEAF over entities, and CoNLL's mean of the three.

A partition is a mapping from each thing to the label of its group; both partitions are of the same things.

Sources: Bagga and Baldwin 1998 (B-cubed), Vilain et al. 1995 (MUC), Luo 2005 (CEAF with entity similarity phi4),
Pradhan et al. 2012 (the mean).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Partition = Mapping[Any, Hashable]


@dataclass(frozen=True, slots=True)
class Share:
    """Precision and recall, 0..1; of nothing both are 0."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """The three measures of one partition against the true one."""

    b_cubed: Share
    muc: Share
    ceaf: Share
    things: int

    @property
    def conll_f1(self) -> float:
        """Mean F1 of the three."""
        return (self.b_cubed.f1 + self.muc.f1 + self.ceaf.f1) / 3


def groups(partition: Partition) -> list[frozenset[Hashable]]:
    """The groups of a partition, in order of their first things."""
    found: defaultdict[Hashable, set[Hashable]] = defaultdict(set)
    for thing, label in partition.items():
        found[label].add(thing)
    return [frozenset(group) for group in found.values()]


def _b_cubed(mine: Partition, true: Partition) -> Share:
    of_mine = {thing: group for group in groups(mine) for thing in group}
    of_true = {thing: group for group in groups(true) for thing in group}
    if not of_true:
        return Share(0.0, 0.0)
    shared = {thing: len(of_mine[thing] & of_true[thing]) for thing in of_true}
    return Share(
        sum(count / len(of_mine[thing]) for thing, count in shared.items()) / len(shared),
        sum(count / len(of_true[thing]) for thing, count in shared.items()) / len(shared),
    )


def _links(of: Sequence[frozenset[Hashable]], other: Partition) -> tuple[int, int]:
    """(links that the other partition keeps, all links) of the groups."""
    kept = sum(len(group) - len({other[thing] for thing in group}) for group in of)
    return kept, sum(len(group) - 1 for group in of)


def _muc(mine: Partition, true: Partition) -> Share:
    right, made = _links(groups(mine), true)
    found, wanted = _links(groups(true), mine)
    return Share(right / made if made else 0.0, found / wanted if wanted else 0.0)


def best_assignment(gain: Sequence[Sequence[float]]) -> float:
    """The greatest sum of gains when each row takes at most one column and no column is taken twice.

    The Hungarian method, in rows * rows * columns steps; `gain` has at least one row and no more rows than columns.
    """
    rows, columns = len(gain), len(gain[0])
    by_row, by_column = [0.0] * (rows + 1), [0.0] * (columns + 1)
    taken, way = [0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        taken[0], at = row, 0
        least, used = [float("inf")] * (columns + 1), [False] * (columns + 1)
        while taken[at]:
            used[at] = True
            step, following = float("inf"), 0
            for column in range(1, columns + 1):
                if used[column]:
                    continue
                now = -gain[taken[at] - 1][column - 1] - by_row[taken[at]] - by_column[column]
                if now < least[column]:
                    least[column], way[column] = now, at
                if least[column] < step:
                    step, following = least[column], column
            for column in range(columns + 1):
                if used[column]:
                    by_row[taken[column]] += step
                    by_column[column] -= step
                else:
                    least[column] -= step
            at = following
        while at:
            taken[at] = taken[way[at]]
            at = way[at]
    return sum(gain[taken[column] - 1][column - 1] for column in range(1, columns + 1) if taken[column])


def _ceaf(mine: Partition, true: Partition) -> Share:
    """Only groups that share a thing can be assigned to each other: each connected part by itself."""
    ours, theirs = groups(mine), groups(true)
    of_mine = {thing: at for at, group in enumerate(ours) for thing in group}
    total, done = 0.0, set[int]()
    for start in range(len(theirs)):
        if start in done:
            continue
        right, left, todo = [start], set[int](), [start]
        done.add(start)
        while todo:
            for at in {of_mine[thing] for thing in theirs[todo.pop()]} - left:
                left.add(at)
                for other, group in enumerate(theirs):
                    if other not in done and group & ours[at]:
                        done.add(other)
                        right.append(other)
                        todo.append(other)
        rows = [
            [2 * len(theirs[b] & ours[a]) / (len(theirs[b]) + len(ours[a])) for a in sorted(left)]
            for b in sorted(right)
        ]
        total += best_assignment(rows if len(right) <= len(left) else [list(row) for row in zip(*rows, strict=True)])
    return Share(total / len(ours) if ours else 0.0, total / len(theirs) if theirs else 0.0)


def agreement(mine: Partition, true: Partition) -> Agreement:
    """The measures.

    Raises:
        ValueError: when the two are not of the same things.
    """
    if mine.keys() != true.keys():
        raise ValueError("the partitions are of different things")
    return Agreement(_b_cubed(mine, true), _muc(mine, true), _ceaf(mine, true), len(true))
