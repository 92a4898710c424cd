"""Folds, measures and the model that comes of them."""

from __future__ import annotations

import dataclasses
import json

import pytest

from marsad.coding.confidence import FEATURES, read_model
from marsad.training import Settings, as_record, as_text, check_text, train
from marsad.training.training import choose_threshold
from marsad.training.validation import Kept, calibration_gap, choose_l2, cross_validate, folds_of, keep, reliability

QUICK = Settings(folds=3, rounds=1, penalties=(4.0, 16.0), thresholds=(0.3, 0.5))


@pytest.fixture(scope="module")
def trained(samples):
    return train(samples, QUICK)


def test_every_document_has_one_fold(samples):
    fold = folds_of(samples, 4, 0)
    assert set(fold) == {0, 1, 2, 3}
    assert max(map(fold.count, fold)) - min(map(fold.count, fold)) <= 1
    assert fold != folds_of(samples, 4, 1)
    assert fold == folds_of(samples, 4, 0)


def test_an_article_is_scored_without_its_own_labels(samples):
    before = cross_validate(samples, 4.0, 3, 0)
    at = next(n for n, d in enumerate(samples) if len(d.labels) >= 2)
    turned = [*samples]
    turned[at] = dataclasses.replace(samples[at], labels=[not label for label in samples[at].labels])
    after = cross_validate(turned, 4.0, 3, 0)
    assert after.scores[at] == before.scores[at]
    assert after.scores != before.scores


def test_the_file_is_valid_and_the_same_each_time(samples, trained):
    content = json.dumps(as_record(trained))
    assert json.dumps(as_record(train(samples, QUICK))) == content
    model = read_model(content.encode(), "new.json")
    assert tuple(model.weights) == tuple(FEATURES)
    record = as_record(trained)["training"]
    assert record["documents"] == len(samples)
    assert record["right_acts"] == sum(sum(d.labels) for d in samples)


def test_the_model_says_what_training_says(samples, trained):
    model = read_model(json.dumps(as_record(trained)).encode(), "new.json")
    for document, told in zip(samples, trained.confidences(samples), strict=True):
        assert tuple(model.confidence(row) for row in document.rows) == told


def test_tables(samples, trained):
    text = as_text(trained)
    assert "| confidence | acts |" in text
    assert "usable F1" in text
    assert f"Check on {len(samples)} other articles" in check_text(trained, samples)


def test_keeping_all_is_what_evaluation_says(samples):
    told = [tuple(0.4 for _ in d.labels) for d in samples]
    every = keep(samples, [told], 0.0)
    assert every.kept == sum(len(d.labels) for d in samples)
    short = sum(len(d.labels) for d in samples if any("short text" in row for row in d.rows))
    assert keep(samples, [told], 0.5).kept == short
    bins = reliability(samples, [told])
    assert [(b.low, b.acts) for b in bins] == [(0.4, every.kept)]
    assert calibration_gap(bins) == pytest.approx(abs(0.4 - bins[0].right))


def test_the_penalty_is_as_strong_as_the_articles_allow():
    assert choose_l2({1.0: [1.0, 1.0, 1.0], 2.0: [1.2, 0.9, 1.0], 4.0: [2.0, 2.0, 2.1]}) == 2.0


def kept(threshold, event, usable):
    return Kept(threshold, 10, 0.5, 0.5, event, event, usable)


def test_a_threshold_needs_both_gains():
    every = kept(0.0, 0.6, 0.3)
    assert choose_threshold([every, kept(0.3, 0.61, 0.31), kept(0.4, 0.62, 0.32), kept(0.5, 0.7, 0.29)]) == 0.4
    assert choose_threshold([every, kept(0.3, 0.6, 0.35)]) == 0.0
    assert choose_threshold([every, kept(0.3, 0.62, 0.32), kept(0.4, 0.622, 0.322)]) == 0.3


def test_weights_can_be_kept(samples, trained):
    base = read_model(json.dumps(as_record(trained)).encode(), "new.json")
    again = train(samples, QUICK, base=base)
    assert again.weights == trained.weights
    assert (again.slope, again.intercept) != (trained.slope, trained.intercept)
    read_model(json.dumps(as_record(again)).encode(), "again.json")
    assert "Weights kept" in as_text(again)


def test_too_little_to_learn_from(samples):
    with pytest.raises(ValueError, match="too few"):
        train(samples[:2], QUICK)
    with pytest.raises(ValueError, match="too few to learn from"):
        train([dataclasses.replace(d, labels=[True] * len(d.labels)) for d in samples], QUICK)
