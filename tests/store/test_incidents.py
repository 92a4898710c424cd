"""Incidents: a view that is refreshed with what changed, and equals the one computed anew."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad.article import Article
from marsad.codebook import Kind
from marsad.corroboration.incident import ReviewState
from marsad.store import Action, Arrival, Box, Filters, incidents

DAYS = [dt.date(2021, 7, 20) + dt.timedelta(days=n) for n in range(4)]


def all_of(store):
    return list(store.incidents())


def refreshed(store):
    """Refreshes by what changed, and checks that computing all anew comes to the same, at once or one by one."""
    done = store.refresh_incidents()
    found = all_of(store)
    assert done.total == len(found)
    store.refresh_incidents(full=True)
    assert all_of(store) == found
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(incidents, "_LOT", 1)
        store.refresh_incidents(full=True)
    assert all_of(store) == found
    return found


@pytest.fixture
def two_reports(put):
    """Two outlets tell one shelling; a third tells one of another day."""
    put("قصف على سراقب أوقع ثلاثة قتلى", id="a", source="وكالة", published=DAYS[0])
    put("أفادت مصادر عن قصف طال أطراف المدينة وسقوط ضحايا", id="b", source="صحيفة", published=DAYS[0], dead=5)
    put("قصف في يوم آخر", id="c", source="وكالة", published=DAYS[3])


def test_reports_of_one_act_are_one_incident(store, two_reports):
    assert store.incidents_are_stale()
    first, second = refreshed(store)
    assert not store.incidents_are_stale()
    assert (first.articles, second.articles) == (("a", "b"), ("c",))
    assert (first.fatalities.low, first.fatalities.high, first.outlets) == (3, None, ("وكالة", "صحيفة"))
    assert store.incident(first.id) == first
    assert store.incident("0" * 16) is None


def test_new_reports_join_what_stands_and_ids_stay(store, put, two_reports):
    before = {incident.id for incident in refreshed(store)}
    put("قصف تحدثت عنه إذاعة", id="d", source="إذاعة", published=DAYS[0])
    assert store.refresh_incidents().changed == 1
    after = refreshed(store)
    assert {incident.id for incident in after} == before
    assert after[0].articles == ("a", "b", "d")
    done = store.refresh_incidents()
    assert (done.new, done.changed, done.gone) == (0, 0, 0)


def test_what_many_lots_did_is_told_once(store, put, two_reports, monkeypatch):
    monkeypatch.setattr(incidents, "_LOT", 1)
    done = store.refresh_incidents()
    assert (done.new, done.changed, done.gone, done.total) == (2, 0, 0, 2)
    put("لا شيء هنا", id="c", source="وكالة", published=DAYS[3])
    for name in "de":
        put("قصف تحدثت عنه إذاعة", id=name, source=f"إذاعة {name}", published=DAYS[0])
    done = store.refresh_incidents()
    assert (done.new, done.changed, done.gone, done.total) == (0, 1, 1, 1)


def test_an_incident_goes_with_its_last_report(store, put, two_reports):
    refreshed(store)
    store.withdraw("c", who="محررة")
    assert store.refresh_incidents().gone == 1
    assert [incident.articles for incident in refreshed(store)] == [("a", "b")]
    put("لا شيء هنا", id="b", source="صحيفة", published=DAYS[0])
    assert [incident.articles for incident in refreshed(store)] == [("a",)]
    store.restore_article("c", who="محررة")
    assert [incident.articles for incident in refreshed(store)] == [("a",), ("c",)]


def test_persons_merge_and_split(store, two_reports):
    first, second = refreshed(store)
    left, right = (told.id for told in first.members)
    split = store.add_review(Action.SPLIT, left, other_id=right, who="محررة", why="حيان مختلفان")
    assert sorted(i.articles for i in refreshed(store)) == [("a",), ("b",), ("c",)]
    store.add_review(Action.MERGE, right, other_id=second.members[0].id, who="محررة")
    assert sorted(i.articles for i in refreshed(store)) == [("a",), ("b", "c")]
    store.retract(split.id, who="محررة")
    assert [i.articles for i in refreshed(store)] == [("a", "b", "c")]


def test_a_merge_outlives_a_withdrawal(store, two_reports):
    first, second = refreshed(store)
    store.add_review(Action.MERGE, first.members[0].id, other_id=second.members[0].id, who="محررة")
    assert len(refreshed(store)) == 1
    store.withdraw("c", who="محررة")
    assert [i.articles for i in refreshed(store)] == [("a", "b")]
    store.restore_article("c", who="محررة")
    assert [i.articles for i in refreshed(store)] == [("a", "b", "c")]


def test_corrections_reach_the_incident_and_its_id_stays(store, two_reports):
    first, _ = refreshed(store)
    for told in first.members:
        value = {"min": 4, "max": 4}
        store.add_review(Action.CORRECT, told.id, who="محررة", field="fatalities", value=value)
    corrected, _ = refreshed(store)
    assert corrected.id == first.id
    assert (corrected.fatalities.low, corrected.fatalities.best, corrected.fatalities.high) == (4, 4, 4)
    assert corrected.review is ReviewState.CORRECTED
    for told in first.members:
        store.add_review(Action.REJECT, told.id, who="محررة")
    assert [i.articles for i in refreshed(store)] == [("c",)]


LONG = (
    "قصف مدفعي طال أطراف المدينة صباح اليوم وأوقع عددا من القتلى والجرحى بين المدنيين وفق ما أفاد به مراسلنا في المكان "
    "الذي تحدث إلى شهود عيان وإلى مسعفين في المستشفى الميداني القريب من خط التماس شرقي البلدة"
)


def test_reprints_are_one_voice(store, put):
    put(LONG, id="a", source="وكالة", published=DAYS[0])
    put(LONG + ".", id="b", source="صحيفة", published=DAYS[0])
    put("كتبت مراسلتنا عن قصف آخر رأته بعينها في المدينة", id="c", source="إذاعة", published=DAYS[0])
    assert store.refresh_incidents().total == 1
    [incident] = refreshed(store)
    assert (len(incident.outlets), incident.voices) == (3, 2)
    assert store.article("b").reprint_of == "a"
    put("قصف", id="b", source="صحيفة", published=DAYS[0])
    store.refresh_incidents()
    assert store.article("b").reprint_of == "b"


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), "ac"),
        (Filters(since=DAYS[1]), "c"),
        (Filters(until=DAYS[1]), "a"),
        (Filters(kinds=[Kind.SHELLING, Kind.ARREST]), "ac"),
        (Filters(kinds=[Kind.ARREST]), ""),
        (Filters(countries=["SY"]), "ac"),
        (Filters(countries=["IQ"]), ""),
        (Filters(admin1=["إدلب"]), "ac"),
        (Filters(box=Box(36, 35, 37, 36)), "ac"),
        (Filters(box=Box(170, 35, 37, 36)), "ac"),
        (Filters(box=Box(0, 0, 10, 10)), ""),
        (Filters(reviews=[ReviewState.ACCEPTED]), "c"),
        (Filters(min_fatalities=4), "a"),
        (Filters(outlet="صحيفة"), "a"),
        (Filters(party="قوّات النظام"), "ac"),
        (Filters(party="sy.regime"), "ac"),
        (Filters(party="sy.other"), ""),
        (Filters(speaker="الدفاع المدني"), "ac"),
        (Filters(protected=["health"]), ""),
        (Filters(text="آخر"), "c"),
        (Filters(text="؟"), ""),
        (Filters(article_id="b"), "a"),
    ],
)
def test_filters(store, two_reports, filters, expected):
    [told] = store.told(articles=["c"])
    store.add_review(Action.ACCEPT, told.id, who="محررة")
    store.refresh_incidents()
    assert "".join(incident.articles[0] for incident in store.incidents(filters)) == expected
    assert store.count_incidents(filters) == len(expected)


def test_a_box_lies_on_earth():
    with pytest.raises(ValueError, match="is no west,south,east,north"):
        Box(0, 50, 10, 40)


def test_in_many_steps_or_at_once(store, code):
    arrivals = [
        Arrival(Article(f"قصف رقم {n} كما جاء", id=str(n), published=DAYS[n % 4], source=f"منبر {n % 7}"))
        for n in range(60)
    ]
    for start in range(0, 60, 7):
        part = arrivals[start : start + 7]
        with store.batch(part, coder_version="c1", lexicon_version="l1") as batch:
            for n, arrival in enumerate(part):
                events = code(arrival.article, town=f"بلدة {n % 3}", dead=n)
                batch.save_coded(batch.add(arrival), events)
        refreshed(store) if start % 2 else store.refresh_incidents()
    assert sum(len(incident.members) for incident in refreshed(store)) == 60
