"""The model file, its features, and what it does to a coder."""

from __future__ import annotations

import datetime as dt
import json
import pickle
from importlib.resources import files

import pytest

from marsad import Article, Coder
from marsad.coding.confidence import FEATURES, NEUTRAL, Model, chosen_model, own_model, read_model
from marsad.errors import LexiconError

ARTICLE = Article(
    "قصفت قوات النظام بالمدفعية بلدة سراقب، أمس الثلاثاء، ما أدى إلى مقتل ثلاثة مدنيين، وفق الدفاع المدني. "
    "وشن الطيران الروسي غارتين قرب مدينة أريحا.",
    published=dt.date(2021, 7, 28),
)


@pytest.fixture
def record() -> dict:
    return json.loads(files("marsad.coding").joinpath("model.json").read_text(encoding="utf-8"))


def test_the_features_of_the_file_are_those_of_the_code(record):
    assert tuple(record["weights"]) == tuple(FEATURES), "run: marsad train examples -o src/marsad/coding/model.json"
    assert all(meaning for meaning in FEATURES.values())
    assert 0 <= record["threshold"] <= 1
    assert record["calibration"]["slope"] > 0


def test_the_file_tells_how_it_came_about(record):
    training = record["training"]
    assert training["documents"] == len(training["files"])
    assert not any("heldout" in name for name in training["files"])
    every, kept = training["every_act_kept"], training["acts_above_threshold_kept"]
    assert kept["event_f1"] >= every["event_f1"]
    assert kept["usable_f1"] >= every["usable_f1"]


def test_confidence_is_a_share_of_two_decimals(coder):
    events = coder.code(ARTICLE)
    assert len(events) == 2
    for event in events:
        assert 0 < event.confidence < 1
        assert event.confidence == round(event.confidence, 2)


def test_features_are_known_and_between_0_and_1():
    candidates = Coder(model=NEUTRAL).candidates(ARTICLE)
    assert [event.confidence for event, _ in candidates] == [0.5, 0.5]
    for _, found in candidates:
        assert set(found) <= set(FEATURES)
        assert list(found) == [name for name in FEATURES if name in found]
        assert all(0 < value <= 1 for value in found.values())
    shelling, strike = (found for _, found in candidates)
    assert {"finite verb", "doer catalogued", "toll told", "own date", "kind: strike"} <= set(shelling)
    assert "toll told" not in strike


LONG = Article(
    ARTICLE.text + "\n" + "هذا تقرير يومي ننشره كل مساء عن أحوال الطقس في البلاد. " * 8, published=ARTICLE.published
)


def test_unsure_acts_are_left_out():
    sure = Model(5.0, NEUTRAL.weights, 1.0, 0.0, 0.5)
    unsure = Model(-5.0, NEUTRAL.weights, 1.0, 0.0, 0.5)
    assert len(Coder(model=sure).code(LONG)) == 2
    assert Coder(model=unsure).code(LONG) == ()
    assert len(Coder(model=unsure).candidates(LONG)) == 2


def test_nothing_is_left_out_of_a_message():
    unsure = Model(-5.0, NEUTRAL.weights, 1.0, 0.0, 0.5)
    assert [event.confidence for event in Coder(model=unsure).code(ARTICLE)] == [0.01, 0.01]


def test_a_file_of_ones_own(tmp_path, monkeypatch, record):
    path = tmp_path / "own.json"
    path.write_text(json.dumps({**record, "bias": 30.0}), encoding="utf-8")
    coder = Coder(model=path)
    first = coder.code(ARTICLE)
    assert all(event.confidence > 0.99 for event in first)
    assert all("+model." in event.coder_version for event in first)
    monkeypatch.setenv("MARSAD_MODEL", str(path))
    assert Coder().code(ARTICLE) == first
    path.unlink()
    assert pickle.loads(pickle.dumps(coder)).code(ARTICLE) == first  # noqa: S301 - our own bytes
    with pytest.raises(LexiconError, match="can't be read"):
        Coder()
    monkeypatch.delenv("MARSAD_MODEL")
    assert chosen_model(None) is own_model()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"format": 0}, "marsad train"),
        ({"weights": {"a": 1.0}}, "train it again"),
        ({"weights": None}, "should be objects"),
        ({"bias": "x"}, "should be a number"),
        ({"bias": True}, "should be a number"),
        ({"threshold": None}, "should be a number"),
        ({"calibration": {"slope": 1.0}}, "'intercept'"),
    ],
)
def test_what_is_no_model_is_named(record, change, reason):
    with pytest.raises(LexiconError, match=reason):
        read_model(json.dumps({**record, **change}).encode(), "bad.json")


def test_broken_json_is_named():
    with pytest.raises(LexiconError, match=r"bad\.json: no JSON"):
        read_model(b"{", "bad.json")
