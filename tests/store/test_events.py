"""Events: as coded, and as told in the present state."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from marsad.article import Article
from marsad.corroboration.incident import Report
from marsad.store import Action, Arrival

TEXT = "قصف أول ثم قصف ثان على سراقب"


def test_an_event_comes_back_equal(store, put, code):
    article = Article(TEXT, title="عنوان", published=dt.date(2021, 7, 28), source="وكالة", url="u", id="a")
    put("", arrival=Arrival(article))
    told = list(store.told())
    assert [t.event for t in told] == list(code(article))
    assert told[0].report == Report("a", "وكالة", dt.date(2021, 7, 28), "u", "عنوان", "a")


def test_coded_by_a_newer_coder_the_old_events_are_superseded(store, put):
    put(TEXT, id="a", dead=3)
    newer = {"coder_version": "c2", "lexicon_version": "l1"}
    arrival = Arrival(store.article("a").current.article)
    assert store.wants_coding([arrival], coder_version="c1", lexicon_version="l1") == [False]
    assert store.wants_coding([arrival], **newer) == [True]
    put("", arrival=arrival, dead=4, versions=newer)
    assert [told.event.fatalities.min for told in store.told()] == [4, 4]
    assert [c.is_current for c in store.coded("a")] == [False, False, True, True]
    assert store.wants_coding([arrival], **newer) == [False]


def test_a_superseded_version_is_not_coded_anew(store, put):
    put(TEXT, id="a")
    put(TEXT + ".", id="a")
    old, new = (Arrival(version.article) for version in store.article("a").versions)
    assert store.wants_coding([old, new], coder_version="c2", lexicon_version="l1") == [False, True]


def test_events_of_some_articles(store, put):
    for name in "abc":
        put(TEXT + name, id=name)
    assert [t.report.article_id for t in store.told(articles=["c", "a"])] == ["a", "a", "c", "c"]


def test_equal_content_is_kept_once(store, code):
    arrival = Arrival(Article("قصف", id="a"))
    with store.batch([arrival], coder_version="c1", lexicon_version="l1") as batch:
        batch.save_coded(batch.add(arrival), code(arrival.article) * 2)
    assert len(store.coded("a")) == 1


@pytest.mark.parametrize("table", ["events", "versions", "codings", "reviews", "withdrawals", "originals"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET {}"])
def test_the_database_refuses_to_change_what_is_immutable(store, put, table, change):
    put("", arrival=Arrival(Article(TEXT, id="a"), original=b"x"))
    store.add_review(Action.ACCEPT, store.coded("a")[0].event.id, who="محررة")
    store.withdraw("a", who="محررة")
    column = {"originals": "size = 0", "codings": "event_count = 0", "events": "confidence = 0"}
    sql = change.format(table, column.get(table, "id = 7"))
    with pytest.raises(DatabaseError, match=f"rows of {table} are never changed or deleted"), store.engine.begin() as c:
        c.execute(text(sql))
