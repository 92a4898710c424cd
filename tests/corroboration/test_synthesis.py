"""What an incident says when its reports differ: tolls by rule, the chosen values, what is flagged."""

from __future__ import annotations

import pytest

from marsad.codebook import DatePrecision, Force, Kind, Status
from marsad.corroboration import tolls
from marsad.corroboration.gather import gather
from marsad.event import Party, Toll

from .build import COUNTRYSIDE, QUARTER, SAQLA, claim, days, told

ARMY, RUSSIA = Party("قوات النظام", "sy.syrian-army"), Party("الطيران الروسي", "ru.air-force")


def one(*events):
    (incident,) = gather(events)
    return incident


def dead(*figures, **same):
    """The range over reports a, b, …; each figure is (toll, day of publication)."""
    events = [told("abcdefg"[at], dead=toll, published=day, **same) for at, (toll, day) in enumerate(figures)]
    return one(*events).fatalities


CASES = {
    "one figure": ([(4, 0)], (4, 4, 4, tolls.ONLY)),
    "all the same": ([(4, 0), (4, 1)], (4, 4, 4, tolls.SAME)),
    "the middle of three": ([(4, 0), (5, 0), (7, 0)], (4, 5, 7, tolls.MEDIAN)),
    "of two middle ones the lower": ([(4, 0), (6, 0)], (4, 4, 6, tolls.MEDIAN)),
    "a toll that rises is its last": ([(4, 0), (4, 0), (6, 1)], (4, 6, 6, tolls.LAST)),
    "a lower figure later is no rise": ([(6, 0), (6, 0), (5, 1)], (5, 6, 6, tolls.MEDIAN)),
    "at least, and nothing exact": ([(Toll(5, None), 0), (Toll(7, None), 0)], (5, 7, None, tolls.AT_LEAST)),
    "at least, below what is exact": ([(Toll(3, None), 0), (5, 0)], (3, 5, None, tolls.ONLY)),
    "at least, later and above": ([(5, 0), (Toll(8, None), 1)], (5, 8, None, tolls.BOUND)),
    "dead without a number": ([(Toll(1, None), 0)], (1, 1, None, tolls.UNCOUNTED)),
    "dead without a number beside one": ([(Toll(1, None), 0), (6, 0)], (6, 6, 6, tolls.ONLY)),
    "none": ([(0, 0), (0, 0)], (0, 0, 0, tolls.SAME)),
    "between two bounds": ([(Toll(4, 6), 0)], (4, 5, 6, tolls.ONLY)),
}


@pytest.mark.parametrize(("figures", "wanted"), CASES.values(), ids=CASES)
def test_the_toll_follows_its_rules(figures, wanted):
    found = dead(*figures)
    assert (found.low, found.best, found.high, found.rule) == wanted


def test_nothing_said_is_no_toll():
    assert dead((None, 0), (None, 0)) is None


def test_reprints_have_one_vote():
    events = [
        told("a", dead=4),
        *(told(name, dead=4, reprint_of="a") for name in "bcd"),
        told("e", dead=6),
        told("f", dead=6),
    ]
    incident = one(*events)
    assert incident.voices == 3
    assert incident.fatalities.best == 6
    assert len(incident.outlets) == 6


def test_an_outlet_that_corrects_itself_counts_with_its_last_figure():
    events = [told("a", dead=9, outlet="وكالة"), told("b", dead=5, outlet="وكالة", published=1), told("c", dead=5)]
    found = one(*events).fatalities
    assert (found.low, found.best, found.high) == (5, 5, 5)


def test_a_denial_gives_no_figure():
    events = [
        told("a", dead=4, claims=(claim(Toll(4, 4)), claim(Toll(0, 0), speaker="الجيش", force=Force.DENIES))),
        told("b", dead=4),
    ]
    incident = one(*events)
    assert (incident.fatalities.low, incident.fatalities.high) == (4, 4)
    assert incident.status is Status.DISPUTED
    assert "status" in incident.disagreements


@pytest.mark.parametrize(
    ("figures", "flagged"),
    [([(4, 0), (7, 0)], True), ([(4, 0), (7, 1)], False), ([(7, 0), (4, 1)], True), ([(4, 0), (Toll(3, None), 0)], False), ([(4, 0), (Toll(9, None), 0)], True)],
)  # fmt: skip
def test_figures_that_cannot_both_be_right_are_flagged(figures, flagged):
    events = [told("ab"[at], dead=toll, published=day) for at, (toll, day) in enumerate(figures)]
    assert ("fatalities" in one(*events).disagreements) is flagged


def test_the_kind_that_names_the_means_is_chosen_and_contradicts_nothing():
    events = [
        told("a", kind=Kind.ATTACK_ON_CIVILIANS, dead=4),
        told("b", kind=Kind.ATTACK_ON_CIVILIANS, dead=4),
        told("c", dead=4),
    ]
    incident = one(*events)
    assert incident.kind is Kind.SHELLING
    assert "kind" not in incident.disagreements
    choice = next(c for c in incident.choices if c.field == "kind")
    assert choice.events == (events[2].id,)
    assert "means" in choice.rule


def test_means_that_differ_are_flagged_and_most_voices_decide():
    events = [
        told("a", dead=4),
        told("b", kind=Kind.BOMBING, dead=4),
        told("c", kind=Kind.BOMBING, dead=4),
        told("d", kind=Kind.BOMBING, dead=4, reprint_of="a"),
    ]
    incident = one(*events)
    assert incident.kind is Kind.BOMBING
    assert incident.disagreements == ("kind",)


def test_sides_that_blame_each_other_are_flagged():
    incident = one(
        told("a", dead=9, side_a=(ARMY,)), told("b", dead=9, side_a=(RUSSIA,)), told("c", dead=9, side_a=(ARMY,))
    )
    assert incident.side_a == (ARMY,)
    assert incident.disagreements == ("side_a",)


def test_the_most_precise_place_and_a_day_of_the_text_are_chosen():
    events = [
        told("a", place=COUNTRYSIDE, dead=5, date=days(1, DatePrecision.UNKNOWN), published=1),
        told("b", dead=5),
        told("c", dead=5),
    ]
    incident = one(*events)
    assert incident.place == SAQLA
    assert incident.date == days()


def test_claims_of_all_reports_stand_side_by_side_in_order_of_publication():
    late = told("a", claims=(claim(Toll(5, 5), speaker="المرصد"),), dead=5, published=1)
    early = told("b", claims=(claim(Toll(5, 5)), claim(None, speaker="شهود")), dead=5)
    incident = one(late, early)
    assert [(c.article_id, c.speaker) for c in incident.claims] == [("b", None), ("b", "شهود"), ("a", "المرصد")]
    assert incident.first_reported == early.report.published
    assert incident.last_reported == late.report.published


def test_more_voices_make_surer_and_disagreement_less_sure():
    single, several = one(told("a", dead=4)), one(told("a", dead=4), told("b", dead=4), told("c", dead=4))
    reprinted = one(told("a", dead=4), told("b", dead=4, reprint_of="a"))
    quarrelling = one(told("a", dead=4), told("b", dead=7), told("c", dead=4))
    assert single.confidence == reprinted.confidence < several.confidence
    assert quarrelling.confidence < several.confidence
    assert 0 < single.confidence < 1


def test_undated_reports_come_last():
    incident = one(told("a", dead=4, published=None), told("b", dead=4), told("c", place=QUARTER, dead=4))
    assert incident.articles[-1] == "a"
    assert incident.first_reported is not None
