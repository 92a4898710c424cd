"""Reviews are only ever added; the present state is the view over them."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad.codebook import Kind
from marsad.errors import StoreError
from marsad.event import Toll, event_to_dict
from marsad.store import Action

TEXT = "قصف أول ثم قصف ثان على سراقب"


@pytest.fixture
def ids(store, put):
    put(TEXT, id="a")
    return [coded.event.id for coded in store.coded("a")]


def present(store):
    return [told.id for told in store.told()]


def test_rejected_events_are_not_told_and_stay_in_the_store(store, ids):
    review = store.add_review(Action.REJECT, ids[0], who="محررة", why="تدريب لا قصف")
    assert present(store) == ids[1:]
    assert len(store.coded("a")) == 2
    assert store.reviews(event_id=ids[0]) == [review]
    assert (review.id, review.who, review.why, review.article_id) == (1, "محررة", "تدريب لا قصف", "a")
    store.retract(review.id, who="محررة")
    assert present(store) == ids
    assert [r.action for r in store.reviews()] == [Action.REJECT, Action.RETRACT]


def test_a_later_acceptance_takes_a_rejection_back(store, ids):
    store.add_review(Action.REJECT, ids[0], who="أ")
    store.add_review(Action.ACCEPT, ids[0], who="ب")
    assert present(store) == ids


def test_corrections_are_applied_and_the_id_stays(store, ids):
    store.add_review(Action.CORRECT, ids[0], who="محررة", field="fatalities", value={"min": 7, "max": 7})
    store.add_review(Action.CORRECT, ids[0], who="محررة", field="kind", value="air_strike")
    store.add_review(Action.CORRECT, ids[0], who="محررة", field="place", value=None)
    assert present(store) == ids
    first = next(store.told()).event
    assert (first.fatalities, first.kind, first.place) == (Toll(7, 7), Kind.AIR_STRIKE, None)
    assert first.claims[0].fatalities == Toll(7, 7)
    assert first.claims[0].kind is Kind.AIR_STRIKE
    rules = {evidence.field: evidence.rule for evidence in first.evidence}
    assert rules["fatalities"] == "review.1"
    assert rules["kind"] == "review.2"
    assert "place" not in rules
    assert store.coded("a")[0].event.fatalities == Toll(3, None)


def test_a_correction_holds_when_the_same_event_is_coded_again(store, put, ids):
    store.add_review(Action.CORRECT, ids[0], who="محررة", field="injured", value={"min": 2, "max": 2})
    put(TEXT, id="a", versions={"coder_version": "c2", "lexicon_version": "l2"})
    assert [told.event.injured for told in store.told()] == [Toll(2, 2), None]


def test_an_event_that_was_missed_is_added(store, ids):
    data = event_to_dict(store.coded("a")[0].event)
    missed = {**data, "kind": "arrest", "fatalities": None}
    review = store.add_event("a", missed, who="محررة", why="فات البرنامج")
    assert [told.event.kind for told in store.told()] == [Kind.SHELLING, Kind.SHELLING, Kind.ARREST]
    store.add_review(Action.CORRECT, review.event_id, who="محررة", field="status", value="attempted")
    store.add_review(Action.REJECT, ids[0], who="محررة")
    assert [told.event.status.value for told in store.told()] == ["occurred", "attempted"]


def test_merges_and_splits_name_two_events(store, ids):
    review = store.add_review(Action.MERGE, ids[0], other_id=ids[1], who="محررة")
    assert store.reviews(event_id=ids[1]) == [review]
    assert present(store) == ids


@pytest.mark.parametrize(
    ("action", "options", "message"),
    [
        (Action.ACCEPT, {"who": " "}, "needs the name"),
        (Action.MERGE, {}, "two different events"),
        (Action.ACCEPT, {"other_id": "0" * 16}, "two different events"),
        (Action.CORRECT, {"field": "colour", "value": 1}, "'colour' is no field"),
        (Action.CORRECT, {"field": "fatalities", "value": {"min": 5, "max": 2}}, "fatalities can't be"),
        (Action.CORRECT, {"field": "kind", "value": None}, "kind can't be"),
        (Action.CORRECT, {"field": "place", "value": "سراقب"}, "place can't be"),
        (Action.RETRACT, {}, "use add_event or retract"),
    ],
)
def test_what_can_not_be_is_refused(store, ids, action, options, message):
    with pytest.raises(StoreError, match=message):
        store.add_review(action, ids[0], **{"who": "محررة", **options})
    assert store.reviews() == []


def test_unknown_events_and_decisions_are_refused(store, ids):
    with pytest.raises(StoreError, match="no event 'x'"):
        store.add_review(Action.ACCEPT, "x", who="محررة")
    with pytest.raises(StoreError, match="no decision 9"):
        store.retract(9, who="محررة")
    with pytest.raises(StoreError, match="no article 'x'"):
        store.add_event("x", {}, who="محررة")
    with pytest.raises(StoreError, match="no event can be made"):
        store.add_event("a", {}, who="محررة")


NEWER = {"coder_version": "c2", "lexicon_version": "l2"}


def test_decisions_survive_a_coder_that_reads_another_toll(store, put, ids):
    store.add_review(Action.REJECT, ids[0], who="محررة")
    store.add_review(Action.CORRECT, ids[1], who="محررة", field="injured", value={"min": 2, "max": 2})
    put(TEXT, id="a", dead=5, versions=NEWER)
    (told,) = store.told()
    assert told.id not in ids
    assert (told.event.fatalities, told.event.injured) == (Toll(5, None), Toll(2, 2))
    assert len(store.coded("a")) == 4


def test_what_was_accepted_is_not_accepted_when_it_is_read_otherwise(store, put, ids):
    store.add_review(Action.ACCEPT, ids[0], who="محررة")
    store.refresh_incidents()
    put(TEXT, id="a", dead=5, versions=NEWER)
    store.refresh_incidents()
    assert {incident.review.value for incident in store.incidents()} == {"unreviewed"}


def test_splits_survive_a_newer_coder(store, put):
    for name in ("a", "b"):
        put("قصف على سراقب", id=name)
    one, other = present(store)
    store.refresh_incidents()
    assert store.count_incidents() == 1
    store.add_review(Action.SPLIT, one, other_id=other, who="محررة")
    for name in ("a", "b"):
        put("قصف على سراقب", id=name, dead=4, versions=NEWER)
    store.refresh_incidents()
    assert not {one, other} & set(present(store))
    assert [incident.articles for incident in store.incidents()] in ([("a",), ("b",)], [("b",), ("a",)])


def test_merges_survive_an_edit(store, put):
    put("قصف على سراقب", id="a")
    put("قصف على سراقب", id="b", published=dt.date(2021, 8, 20))
    one, other = present(store)
    store.add_review(Action.MERGE, one, other_id=other, who="محررة")
    put("بيان جديد: قصف على سراقب", id="a", dead=9)
    store.refresh_incidents()
    (incident,) = store.incidents()
    assert incident.articles == ("a", "b")


def test_a_correction_against_an_old_text_does_not_change_an_edited_one_a_rejection_stands(store, put):
    put("قصف على سراقب", id="a")
    put("قصف على سراقب", id="b")
    one, other = (told.id for told in store.told())
    store.add_review(Action.CORRECT, one, who="محررة", field="fatalities", value={"min": 7, "max": 7})
    store.add_review(Action.REJECT, other, who="محررة")
    for name in ("a", "b"):
        put("بيان جديد: قصف على سراقب", id=name, dead=9)
    (told,) = store.told()
    assert (told.report.article_id, told.event.fatalities) == ("a", Toll(9, None))


def test_a_decision_goes_to_nobody_when_two_could_be_meant(store, put):
    put("قصف على سراقب", id="a")
    (told,) = store.told()
    store.add_review(Action.REJECT, told.id, who="محررة")
    put("بيان جديد: قصف ثم قصف على سراقب", id="a", dead=9)
    assert len(present(store)) == 2
