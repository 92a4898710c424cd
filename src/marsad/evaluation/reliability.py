"""Agreement of two coders beyond chance: Cohen's kappa and Krippendorff's alpha, over nominal values.

Source: Cohen 1960, "A coefficient of agreement for nominal scales"; Krippendorff 2018, "Content analysis", ch. 12.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

Pair = tuple[Hashable, Hashable]


def cohen_kappa(pairs: Sequence[Pair]) -> float | None:
    """Kappa of two coders; None without pairs, or when both gave one and the same value throughout.

    Args:
        pairs: (value of the first coder, value of the second) for each unit.

    Example:
        >>> round(cohen_kappa([("a", "a")] * 20 + [("b", "b")] * 15 + [("a", "b")] * 5 + [("b", "a")] * 10), 2)
        0.4
    """
    if not pairs:
        return None
    total = len(pairs)
    observed = sum(one == other for one, other in pairs) / total
    left, right = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    expected = sum(count * right[value] for value, count in left.items()) / total**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def krippendorff_alpha(pairs: Sequence[Pair]) -> float | None:
    """Alpha for nominal values of units that two coders judged; None without pairs or with one value only.

    Args:
        pairs: as for `cohen_kappa`.
    """
    values = Counter(value for pair in pairs for value in pair)
    total = values.total()
    expected = sum(count * (total - count) for count in values.values())
    if not expected:
        return None
    differing = 2 * sum(one != other for one, other in pairs)
    return 1 - (total - 1) * differing / expected
