"""Pairing and figures, on events small enough to foresee."""

from __future__ import annotations

import pytest

from marsad.codebook import Kind
from marsad.evaluation import as_dict, as_text, evaluate
from marsad.evaluation.agreement import (
    date_agrees,
    likeness,
    names_found,
    place_agrees,
    sides_agree,
    sides_found,
    toll_agrees,
)
from marsad.evaluation.pairing import kind_likeness, pair_events

TEXT = "قصفت قوات النظام مدينة سراقب أمس. وفي إدلب خرجت مظاهرة. ثم قصفت قوات النظام بلدة النيرب."
SARAQIB = {"name": "سراقب", "country": "SY", "lat": 35.86, "lon": 36.80, "precision": "exact"}
NAYRAB = {"name": "النيرب", "country": "SY", "lat": 35.91, "lon": 36.77, "precision": "exact"}
DAY = {"start": "2021-07-27", "end": "2021-07-27", "precision": "day"}


def event(kind="shelling", anchor="قصفت قوات النظام مدينة سراقب", **fields):
    return {
        "kind": kind,
        "anchor": anchor,
        "date": DAY,
        "place": SARAQIB,
        "side_a": ["قوات النظام"],
        "side_b": [],
        "fatalities": None,
        "injured": None,
        "sources": [],
        **fields,
    }


GOLD = (
    event(),
    event("protest", "خرجت مظاهرة", place={"name": "إدلب", "country": "SY"}, side_a=["متظاهرون"]),
    event(anchor="قصفت قوات النظام بلدة النيرب", place=NAYRAB),
)


def document(events=GOLD):
    return {"id": "d", "title": "", "text": TEXT, "events": list(events)}


def test_the_best_pair_is_made_first():
    pairing = pair_events([GOLD[2], GOLD[0]], GOLD, document())
    assert [(c["place"]["name"], g["place"]["name"]) for c, g in pairing.pairs] == [
        ("النيرب", "النيرب"),
        ("سراقب", "سراقب"),
    ]
    assert [g["kind"] for g in pairing.missed] == ["protest"]


def test_a_pair_needs_the_sentence_or_place_and_date():
    elsewhere = event(anchor="ثم", place={"name": "حلب", "country": "SY"})
    assert not pair_events([elsewhere], GOLD[:1], document()).pairs
    assert pair_events([event(anchor="ثم")], GOLD[:1], document()).pairs
    by_span = event(place=None, date=None, evidence={"field": "text", "trigger": [0, 4]})
    assert pair_events([by_span], GOLD[:1], document()).pairs


@pytest.mark.parametrize(
    ("coded", "gold", "score"),
    [
        ("shelling", "shelling", 1.0),
        ("armed_attack", "armed_clash", 0.8),
        ("shelling", "air_strike", 0.5),
        ("protest", "riot", 0.5),
        ("sweep", "arrest", 0.4),
        ("aid", "arrest", 0.0),
        ("aid", "siege", 0.4),
        ("protest", "shelling", 0.0),
        ("no_such_kind", "shelling", 0.0),
    ],
)
def test_likeness_of_kinds(coded, gold, score):
    assert kind_likeness(coded, gold) == score


def test_every_kind_is_like_itself_and_likeness_has_no_direction():
    for one in Kind:
        assert kind_likeness(one.value, one.value) == 1.0
        assert all(kind_likeness(one.value, other.value) == kind_likeness(other.value, one.value) for other in Kind)


def test_names():
    assert likeness("قوّات النظام السوري", "قوات النظام") == 1.0
    assert likeness("والمدنيين", "مدنيين") == 1.0
    assert likeness("الجيش", "الشرطة") == 0.0
    assert likeness("", "الشرطة") == 0.0
    assert names_found(["قوات النظام", {"text": "مدنيين"}], ["مدنيين", "قوات"]) == 2
    assert names_found(["قوات النظام"], ["قوات النظام", "قوات النظام"]) == 1


def test_places():
    assert place_agrees({"name": "مدينة سراقب", "country": "SY"}, SARAQIB)
    assert not place_agrees({"name": "مدينة حلب", "country": "SY"}, {"name": "مدينة حماة", "country": "SY"})
    assert not place_agrees({"name": "سراقب", "country": "IQ"}, SARAQIB)
    assert place_agrees({"name": "Saraqib", "country": None, "lat": 35.9, "lon": 36.8}, SARAQIB)
    assert not place_agrees({"name": "Saraqib", "lat": 36.9, "lon": 36.8}, SARAQIB)
    assert place_agrees(None, None)
    assert not place_agrees(None, SARAQIB)
    country = {"name": "السوري", "country": "SY", "precision": "country"}
    assert place_agrees({"name": "سوريا", "country": "SY", "precision": "country"}, country)
    assert not place_agrees({"name": "السوري", "country": "SY", "precision": "exact"}, country)


def test_dates_and_tolls():
    span = {"start": "2021-07-26", "end": "2021-07-28", "precision": "span"}
    assert date_agrees(DAY, span)
    assert not date_agrees(span, DAY)
    assert not date_agrees(None, DAY)
    assert not date_agrees(None, span)
    assert toll_agrees(None, None)
    assert toll_agrees({"min": 0, "max": 0}, None)
    assert not toll_agrees({"min": 1, "max": None}, None)
    assert not toll_agrees(None, {"min": 0, "max": 0})
    assert toll_agrees({"min": 7, "max": None}, {"min": 7, "max": None})


def test_sides_of_a_clash_may_be_exchanged():
    gold = event("armed_clash", side_a=["الجيش"], side_b=["داعش"])
    coded = event("armed_clash", side_a=["داعش"], side_b=["الجيش"])
    assert sides_agree(coded, gold)
    assert sides_found(coded, gold) == 2
    assert not sides_agree({**coded, "kind": "shelling"}, {**gold, "kind": "shelling"})


def test_figures():
    coded = [
        {**GOLD[0], "confidence": 0.9},
        {**GOLD[2], "kind": "air_strike", "confidence": 0.35},
        event("aid", "ثم", confidence=1.0),
    ]
    result = evaluate([document(), {**document(()), "id": "none"}], {"d": coded, "none": [event(confidence=0.0)]})
    figures = as_dict(result)
    assert (figures["documents"], figures["gold_events"], figures["coded_events"]) == (2, 3, 4)
    assert (figures["event_p"], figures["event_r"]) == (0.5, 0.6667)
    assert (figures["kind_p"], figures["usable_p"]) == (0.25, 0.25)
    assert figures["false_events_per_negative"] == 1.0
    assert figures["within_10km"] == 1.0
    assert figures["injured_told_acc"] is None
    assert {"gold": "shelling", "coded": "air_strike", "events": 1} in figures["confusion"]
    assert figures["kinds"]["shelling"] == {"gold": 2, "coded": 2, "right": 1}
    assert [(b["from"], b["coded"], b["found"], b["usable"]) for b in figures["reliability"]] == [
        (0.0, 1, 0.0, 0.0),
        (0.3, 1, 1.0, 0.0),
        (0.9, 2, 0.5, 0.5),
    ]
    page = as_text(result)
    for words in ("usable as they are", "point within 161 km", "Is the confidence", "air_strike"):
        assert words in page


def test_nothing_to_measure():
    assert as_dict(evaluate([], {}))["event_f1"] == 0.0
    assert "0 documents" in as_text(evaluate([], {}))
