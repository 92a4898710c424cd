"""Which events come together and which never do, whatever the order; what persons judged stands."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.codebook import DatePrecision, Kind
from marsad.corroboration.blocks import keys
from marsad.corroboration.clusters import parted
from marsad.corroboration.facts import facts_of
from marsad.corroboration.gather import gather
from marsad.corroboration.incident import PairJudgement, ReviewState
from marsad.event import Party, Place, Toll

from .build import COUNTRYSIDE, NAWA, QUARTER, SAQLA, days, told

NOON = dt.datetime(2024, 6, 1, 12, tzinfo=dt.UTC)
UNRESOLVED = Place("مخيم الأمل", None, None, None, SAQLA.precision)
RUSSIA, ARMY = Party("الطيران الروسي", "ru.air-force"), Party("قوات النظام", "sy.syrian-army")


def groups(incidents) -> set[frozenset[str]]:
    return {frozenset(t.report.article_id for t in incident.members) for incident in incidents}


def judged(left, right, *, same, hours=0) -> PairJudgement:
    return PairJudgement(left.id, right.id, same, "محللة", NOON + dt.timedelta(hours=hours), "")


TOGETHER = {
    "the same act in two outlets": (told("a", dead=3), told("b", dead=3)),
    "the means told differently": (
        told("a", kind=Kind.SHELLING),
        told("b", kind=Kind.AIR_STRIKE, anchor="قصف طال البلدة"),
    ),
    "the means left open": (told("a", dead=4), told("b", dead=4, kind=Kind.ATTACK_ON_CIVILIANS)),
    "a quarter of the town": (
        told("a", place=Place("سقلا", "SY", 35.70, 36.50, SAQLA.precision, 4.0), dead=5),
        told("b", place=QUARTER, dead=5),
    ),
    "a toll that grows": (told("a", dead=3), told("b", dead=5, published=1)),
    "a day told by one, publication of the other": (
        told("a"),
        told("b", date=days(1, DatePrecision.UNKNOWN), published=1, dead=2),
    ),
    "names in no gazetteer": (told("a", place=UNRESOLVED, dead=2), told("b", place=UNRESOLVED, dead=2)),
    "who did it is denied": (told("a", dead=9, side_a=(ARMY,)), told("b", dead=9, side_a=(RUSSIA,))),
}
APART = {
    "the same town on the next day": (told("a", dead=3), told("b", date=days(1), published=1, dead=3)),
    "the town next to it": (told("a", dead=3), told("b", place=NAWA, dead=3)),
    "acts of other kinds": (told("a"), told("b", kind=Kind.PROTEST)),
    "an arrest and a bombardment": (told("a", kind=Kind.ARREST), told("b", kind=Kind.SHELLING)),
    "an area around the town and nothing else": (told("a"), told("b", place=COUNTRYSIDE, anchor="غارات ليلية")),
    "tolls that differ wildly, told as other kinds": (
        told("a", dead=1, kind=Kind.ASSASSINATION),
        told("b", dead=40, kind=Kind.AIR_STRIKE),
    ),
    "names of other camps": (
        told("a", place=UNRESOLVED),
        told("b", place=Place("مخيم الكرامة", None, None, None, SAQLA.precision)),
    ),
    "a month later": (told("a"), told("b", date=days(30), published=30)),
}


@pytest.mark.parametrize("pair", TOGETHER.values(), ids=TOGETHER)
def test_one_act_told_twice_is_one_incident(pair):
    assert len(gather(pair)) == 1
    assert len(gather(pair[::-1])) == 1
    (incident,) = gather(pair)
    assert incident.links[0].reasons
    assert 0.5 <= incident.links[0].score <= 1
    assert keys(pair[0]) & keys(pair[1])


@pytest.mark.parametrize("pair", APART.values(), ids=APART)
def test_two_acts_are_two_incidents(pair):
    assert len(gather(pair)) == len(gather(pair[::-1])) == 2


def test_a_vague_event_chains_no_two_towns():
    vague = told("v", place=COUNTRYSIDE, date=days(0, DatePrecision.UNKNOWN), dead=3, anchor="قصف على ريف المحافظة")
    for order in (
        [vague, told("a", dead=3), told("b", place=NAWA, dead=3)],
        [told("a", dead=3), vague, told("b", place=NAWA, dead=3)],
    ):
        for incident in gather(order):
            assert len({t.event.place.name for t in incident.members if t.event.place is not COUNTRYSIDE}) <= 1


def test_what_fits_two_incidents_equally_joins_neither_when_it_names_only_an_area():
    events = [told("a", dead=3), told("b", place=NAWA, dead=3), told("v", place=COUNTRYSIDE, dead=3)]
    assert groups(gather(events)) == {frozenset("a"), frozenset("b"), frozenset("v")}


def test_days_do_not_chain():
    events = [
        told("a"),
        told("u", date=days(1, DatePrecision.UNKNOWN), published=1),
        told("b", date=days(1), published=1),
    ]
    for incident in gather(events):
        assert {"a", "b"} - set(incident.articles)


# Events of a small world: what the properties below are tried on.
places = st.sampled_from([SAQLA, NAWA, QUARTER, COUNTRYSIDE, UNRESOLVED, None])
kinds = st.sampled_from([Kind.SHELLING, Kind.AIR_STRIKE, Kind.ARMED_ATTACK, Kind.ARREST, Kind.PROTEST, Kind.BOMBING])
tolls = st.sampled_from([None, Toll(1, None), Toll(2, 2), Toll(5, 5), Toll(9, None)])
dates = st.builds(days, st.integers(-2, 2), st.sampled_from([DatePrecision.DAY, DatePrecision.UNKNOWN]))


@st.composite
def worlds(draw):
    count = draw(st.integers(1, 12))
    return [
        told(
            f"n{at // 2}",
            place=draw(places),
            kind=draw(kinds),
            dead=draw(tolls),
            date=draw(dates),
            published=draw(st.integers(0, 2)),
            start=at,
            reprint_of=draw(st.sampled_from([None, "n0"])),
        )
        for at in range(count)
    ]


@given(worlds(), st.data())
@settings(max_examples=120)
def test_adding_reports_reshuffles_nothing(world, data):
    cut = data.draw(st.integers(0, len(world)))
    before, after = gather(world[:cut]), gather(world)
    of = {t.id: incident.id for incident in after for t in incident.members}
    assert [sum(t.id == name for i in after for t in i.members) for name in of] == [1] * len(of), "each event in one"
    for incident in before:
        assert {of[t.id] for t in incident.members} == {incident.id}, "members stay together, the id stays"
    ids = [incident.id for incident in before]
    assert len({of[i.members[0].id] for i in before}) == len(ids), "no two incidents become one"
    assert gather(world[cut:], standing=before) == after, "adding to what stands is gathering it all"


@given(worlds())
@settings(max_examples=120)
def test_no_incident_holds_what_is_parted(world):
    for incident in gather(world):
        facts = [facts_of(t) for t in incident.members]
        assert not any(parted(a, b) for a in facts for b in facts)


@given(worlds())
@settings(max_examples=60)
def test_whatever_may_be_linked_shares_a_block(world):
    by_id = {t.id: t for t in world}
    for incident in gather(world):
        for link in incident.links:
            assert keys(by_id[link.right]) & frozenset().union(
                *(keys(t) for t in incident.members if t.id != link.right)
            )


@given(worlds(), st.randoms(use_true_random=False))
@settings(max_examples=80)
def test_reports_of_one_day_may_come_in_any_order_where_nothing_is_vague(world, random):
    clear = [
        t
        for t in world
        if t.event.place in (SAQLA, NAWA)
        and t.event.kind is Kind.SHELLING
        and t.event.date.precision is DatePrecision.DAY
        and t.event.fatalities is None
    ]
    shuffled = list(clear)
    random.shuffle(shuffled)
    partition = {frozenset(t.id for t in incident.members) for incident in gather(clear)}
    assert partition == {frozenset(t.id for t in incident.members) for incident in gather(shuffled)}


@given(worlds(), st.data())
@settings(max_examples=120)
def test_judgements_stand(world, data):
    world = list({t.id: t for t in world}.values())
    pairs = [(a, b) for a in world for b in world if a.id < b.id]
    if not pairs:
        return
    chosen = data.draw(st.lists(st.sampled_from(pairs), max_size=4, unique_by=lambda p: (p[0].id, p[1].id)))
    said = [judged(a, b, same=data.draw(st.booleans()), hours=n) for n, (a, b) in enumerate(chosen)]
    incidents = gather(world, judgements=said)
    of = {t.id: incident.id for incident in incidents for t in incident.members}
    for judgement in said:
        if not judgement.same:
            assert of[judgement.left] != of[judgement.right]
    if all(j.same for j in said):
        assert all(of[j.left] == of[j.right] for j in said)
    cut = len(world) // 2
    assert gather(world[cut:], standing=gather(world[:cut], judgements=said), judgements=said) == incidents


def test_a_merge_unites_whole_incidents_and_names_who_said_so():
    events = [told("a"), told("b"), told("c", place=NAWA), told("d", place=NAWA)]
    said = [judged(events[0], events[3], same=True)]
    (incident,) = gather(events, judgements=said)
    assert incident.articles == ("a", "b", "c", "d")
    assert next(link for link in incident.links if link.judged_by).judged_by == "محللة"
    assert incident.id == gather(events[:1])[0].id
    assert "place" in incident.disagreements


def test_a_split_sends_later_reports_to_the_half_they_fit():
    events = [told("a", dead=2), told("b", dead=9), told("c", dead=9)]
    said = [judged(events[0], events[1], same=False)]
    assert groups(gather(events, judgements=said)) == {frozenset("a"), frozenset("bc")}


def test_the_later_of_two_judgements_on_a_pair_stands():
    events = [told("a"), told("b", place=NAWA)]
    split, merge = judged(events[0], events[1], same=False, hours=1), judged(events[1], events[0], same=True, hours=2)
    assert len(gather(events, judgements=[merge, split])) == 1
    assert len(gather(events, judgements=[judged(events[0], events[1], same=True), split])) == 2


def test_a_merge_across_a_split_is_not_made():
    a, b, c = told("a"), told("b", place=NAWA), told("c", place=UNRESOLVED)
    said = [judged(a, b, same=False), judged(a, c, same=True, hours=1), judged(b, c, same=True, hours=2)]
    assert groups(gather([a, b, c], judgements=said)) == {frozenset("ac"), frozenset("b")}


def test_review_states_come_from_the_incident_or_its_events():
    events = [told("a"), told("b", place=NAWA), told("c", place=UNRESOLVED)]
    first, second, third = (gather([event])[0].id for event in events)
    reviews = {first: ReviewState.REJECTED, events[0].id: ReviewState.ACCEPTED, events[1].id: ReviewState.CORRECTED}
    states = {incident.id: incident.review for incident in gather(events, reviews=reviews)}
    assert states == {first: ReviewState.REJECTED, second: ReviewState.CORRECTED, third: ReviewState.UNREVIEWED}


def test_a_judgement_is_about_two_events():
    with pytest.raises(ValueError, match="two events"):
        PairJudgement("a", "a", True, "x", NOON, "")
