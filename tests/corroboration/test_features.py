"""Features explain themselves, say nothing of silence, and do not depend on who comes first."""

from __future__ import annotations

import json

import pytest

from marsad.corroboration.facts import facts_of
from marsad.corroboration.features import FEATURES, compare, explain
from marsad.corroboration.incident import Report, Told
from marsad.corroboration.weights import VARIABLE, chosen_weights, read_weights
from marsad.errors import LexiconError
from marsad.event import Party, Place, Toll

from .build import COUNTRYSIDE, NAWA, QUARTER, SAQLA, days, told

PAIRS = [
    (told("a", dead=3, wounded=Toll(7, 7)), told("b", dead=5, wounded=Toll(7, 7), published=1)),
    (told("a", place=COUNTRYSIDE), told("b", place=QUARTER, side_a=(Party("مسلحون مجهولون"),))),
    (told("a", place=None), told("b", place=Place("مكان", None, None, None, SAQLA.precision))),
    (told("a", date=days(-1)), told("b", date=days(1))),
    (told("a", side_a=(Party("x", "ru.air-force"),)), told("b", place=NAWA)),
]


@pytest.mark.parametrize("feature", FEATURES, ids=lambda f: f.__name__)
def test_every_feature_is_explained_in_a_sentence_and_has_a_weight(feature):
    assert explain(feature.__name__).endswith(".")
    assert len(explain(feature.__name__)) > 20
    assert feature.__name__ in chosen_weights().weights


@pytest.mark.parametrize("pair", PAIRS)
def test_the_order_of_two_events_does_not_matter(pair):
    a, b = map(facts_of, pair)
    assert compare(a, b) == compare(b, a)


def test_silence_says_nothing():
    one = facts_of(told("a", place=None, side_a=(), dead=None, published=None))
    found = compare(one, facts_of(told("b", side_a=(), published=None)))
    assert not {name for name in found if name.startswith(("dead", "wounded", "same_doer", "other_doer", "late"))}


def test_a_state_is_told_for_its_army():
    state, army = (
        facts_of(told(n, side_a=(Party(n, actor),))) for n, actor in (("a", "ru.russia"), ("b", "ru.air-force"))
    )
    assert 0 < compare(state, army)["same_doer"] < 1


def test_a_reprint_matches_where_the_words_match():
    a, b = told("a", anchor="قصف مدفعي على السوق"), told("b", anchor="قصف مدفعي على السوق", reprint_of="a")
    other = Told(told("b", anchor="اعتقال عشرة في المدينة").event, Report("b", "", None, "", "", "a"))
    assert compare(facts_of(a), facts_of(b))["same_text"] == 1
    assert "same_text" not in compare(facts_of(a), facts_of(other))


def test_weights_of_ones_own_are_read(tmp_path, monkeypatch):
    path = tmp_path / "own.json"
    path.write_text(json.dumps({"format": 1, "bias": -1, "threshold": 0.7, "margin": 0.1, "weights": {"same_day": 2}}))
    monkeypatch.setenv(VARIABLE, str(path))
    assert chosen_weights().threshold == 0.7
    monkeypatch.setenv(VARIABLE, str(tmp_path / "none.json"))
    with pytest.raises(LexiconError, match=r"none\.json"):
        chosen_weights()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"format": 2}',
        '{"format": 1, "bias": 0, "threshold": 1, "margin": 0, "weights": {"unheard": 1}}',
    ],
)
def test_a_file_that_holds_no_weights_is_named(content):
    with pytest.raises(LexiconError, match=r"own\.json"):
        read_weights(content, "own.json")
