"""The measures of partitions, on cases counted by hand, and what must hold of any."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.evaluation.clustering import agreement, best_assignment


def partition(text: str) -> dict[int, int]:
    """ "1 2 / 3" puts 1 and 2 together and 3 alone."""
    return {int(thing): at for at, group in enumerate(text.split("/")) for thing in group.split()}


def test_what_is_the_same_is_perfect():
    found = agreement(partition("1 2 / 3 4 5"), partition("4 3 5 / 2 1"))
    assert found.conll_f1 == found.b_cubed.f1 == found.ceaf.f1 == 1


def test_all_in_one_group():
    found = agreement(partition("1 2 3 4"), partition("1 2 / 3 4"))
    assert (found.b_cubed.precision, found.b_cubed.recall) == (0.5, 1)
    assert (found.muc.precision, found.muc.recall) == (pytest.approx(2 / 3), 1)
    # one group of four against one of two: 2 * 2 / 6
    assert (found.ceaf.precision, found.ceaf.recall) == (pytest.approx(2 / 3), pytest.approx(1 / 3))


def test_all_alone():
    found = agreement(partition("1 / 2 / 3 / 4"), partition("1 2 / 3 4"))
    assert (found.b_cubed.precision, found.b_cubed.recall) == (1, 0.5)
    assert found.muc.f1 == 0
    assert (found.ceaf.precision, found.ceaf.recall) == (pytest.approx(1 / 3), pytest.approx(2 / 3))


def test_one_thing_in_the_wrong_group():
    found = agreement(partition("1 2 / 3 4 5"), partition("1 2 3 / 4 5"))
    assert found.b_cubed.precision == pytest.approx((1 + 1 + 1 / 3 + 2 / 3 + 2 / 3) / 5)
    assert found.b_cubed.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5)
    assert found.ceaf.f1 == pytest.approx((4 / 5 + 4 / 5) / 2)


def test_partitions_of_other_things_are_refused():
    with pytest.raises(ValueError, match="different things"):
        agreement(partition("1 2"), partition("1 3"))


@given(st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=1, max_size=4))
def test_the_assignment_is_the_best_of_all(gain):
    best = max(
        sum(gain[row][column] for row, column in enumerate(order)) for order in permutations(range(4), len(gain))
    )
    assert best_assignment(gain) == best


labels = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=12)


@given(labels)
def test_turning_the_two_round_turns_precision_and_recall_round(pairs):
    mine, true = ({at: pair[side] for at, pair in enumerate(pairs)} for side in (0, 1))
    one, other = agreement(mine, true), agreement(true, mine)
    for measure in ("b_cubed", "muc", "ceaf"):
        a, b = getattr(one, measure), getattr(other, measure)
        assert a.precision == pytest.approx(b.recall)
        assert 0 <= a.f1 <= 1
    assert one.conll_f1 == pytest.approx(other.conll_f1)
