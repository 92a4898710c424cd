"""The regression behind `marsad train`."""

from __future__ import annotations

import pytest

from marsad.training.logistic import fit, fit_line, sigmoid, solve


def test_solves():
    assert solve([[4.0, 1.0], [1.0, 3.0]], [1.0, 2.0]) == pytest.approx([1 / 11, 7 / 11])


@pytest.mark.parametrize(("value", "share"), [(0.0, 0.5), (-1e6, 0.0), (1e6, 1.0)])
def test_sigmoid(value, share):
    assert sigmoid(value) == pytest.approx(share)


def test_finds_the_odds():
    # three in four right with the feature, one in four without: log-odds of ln 3 and -ln 3
    rows = [{"a": 1.0}] * 4 + [{}] * 4
    bias, weights = fit(rows, [True, True, True, False, False, False, False, True], {"a": 0.0, "b": 0.5}, 1e-6)
    assert bias == pytest.approx(-1.0986, abs=1e-3)
    assert weights["a"] == pytest.approx(2.1972, abs=1e-3)
    assert weights["b"] == pytest.approx(0.5)


def test_a_strong_penalty_keeps_what_was_held_before():
    rows = [{"a": 1.0}, {}] * 20
    _, weights = fit(rows, [True, False] * 20, {"a": -1.0}, 1e6)
    assert weights["a"] == pytest.approx(-1.0, abs=1e-3)
    _, weights = fit(rows, [True, False] * 20, {"a": -1.0}, 1.0)
    assert weights["a"] > 1


def test_calibration_undoes_boasting():
    scores = [4.0, 4.0, 4.0, 4.0, -4.0, -4.0, -4.0, -4.0] * 10
    labels = [True, True, True, False, False, False, False, True] * 10
    slope, intercept = fit_line(scores, labels)
    assert sigmoid(slope * 4 + intercept) == pytest.approx(0.75, abs=0.02)


def test_calibration_never_turns_the_order_round():
    slope, _ = fit_line([1.0, 2.0, 3.0, 4.0], [True, True, False, False])
    assert slope == 0
