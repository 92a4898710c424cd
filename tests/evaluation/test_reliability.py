"""Kappa and alpha against worked examples."""

from __future__ import annotations

import pytest

from marsad.evaluation.reliability import cohen_kappa, krippendorff_alpha


def test_cohens_worked_example():
    pairs = [("y", "y")] * 20 + [("n", "n")] * 15 + [("y", "n")] * 5 + [("n", "y")] * 10
    assert cohen_kappa(pairs) == pytest.approx(0.4)


def test_krippendorffs_worked_example_of_two_observers_and_binary_data():
    # Computing Krippendorff's Alpha-Reliability (2011), section A: ten units, alpha 0.095.
    meg = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    owen = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert krippendorff_alpha(list(zip(meg, owen, strict=True))) == pytest.approx(0.095, abs=0.001)


@pytest.mark.parametrize("measure", [cohen_kappa, krippendorff_alpha])
def test_bounds(measure):
    assert measure([]) is None
    assert measure([("a", "a"), ("a", "a")]) is None
    assert measure([("a", "a"), ("b", "b"), ("c", "c")]) == 1
    assert measure([("a", "b"), ("b", "a")]) < 0
