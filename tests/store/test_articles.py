"""Articles: exact, in versions, withdrawn and back."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest

from marsad.article import Article
from marsad.errors import StoreError
from marsad.store import Arrival

TEXT = "قصف مدفعي على سراقب"


@pytest.mark.parametrize(
    "text",
    [
        "قَصْفٌ  على\u00a0سراقب\r\n\tوأريحا\u200f",
        "قبل\x00بعد \ud800 \x1a \x1a0000 🙂",
        "ﻗﺼﻒ ـــ ٣ قتلى",
        " " * 3,
    ],
)
def test_a_text_comes_back_code_point_by_code_point(store, put, text):
    kept = store.article(put(text, id="a", title=text + "ع", source=text, url="u" + text))
    article = kept.current.article
    assert (article.text, article.title, article.source, article.url) == (text, text + "ع", text, "u" + text)


def test_everything_that_came_with_it_is_kept(store, put):
    at = dt.datetime(2021, 7, 28, 1, 30, tzinfo=dt.timezone(dt.timedelta(hours=3)))
    arrival = Arrival(
        Article(TEXT, published=at.date(), source="وكالة", url="https://agency.example/1"),
        original=b"<html>" + b"x" * 5000,
        content_type="text/html",
        published_at=at,
        edited_at=at + dt.timedelta(hours=1),
        fetched_at=at + dt.timedelta(hours=2),
        language="ar",
        origin="page.html",
        line=3,
        notes=("a note",),
    )
    version = store.article(put("", arrival=arrival)).current
    assert version.article == arrival.article
    assert (version.published_at, version.published_at.isoformat()) == (at, "2021-07-28T01:30:00+03:00")
    assert (version.edited_at, version.fetched_at) == (arrival.edited_at, arrival.fetched_at)
    assert (version.language, version.content_type) == ("ar", "text/html")
    assert (version.origin, version.line, version.notes, version.is_codable) == ("page.html", 3, ("a note",), True)
    assert version.original_sha256 == hashlib.sha256(arrival.original).hexdigest()
    assert store.original(version.original_sha256) == arrival.original
    assert store.original("0" * 64) is None


def test_the_same_again_is_nothing_new(store, put):
    put(TEXT, id="a")
    put(TEXT, id="a")
    assert [v.number for v in store.article("a").versions] == [1]
    assert len(list(store.told())) == 1


def test_an_edit_under_the_same_id_is_a_new_version_and_replaces_its_events(store, put):
    put(TEXT, id="a", dead=3)
    put("صدر تصحيح: قصف على سراقب", id="a", dead=5)
    article = store.article("a")
    assert [v.is_current for v in article.versions] == [False, True]
    assert article.versions[0].article.text == TEXT
    assert [told.event.fatalities.min for told in store.told()] == [5]
    assert [(c.event.fatalities.min, c.version_number, c.is_current) for c in store.coded("a")] == [
        (3, 1, False),
        (5, 2, True),
    ]


def test_without_an_id_of_its_own_an_article_is_known_by_outlet_and_address(store, put):
    first = put(TEXT, source="وكالة", url="https://agency.example/1")
    edited = put(TEXT + "، وفق مصدر طبي", source="وكالة", url="https://agency.example/1")
    elsewhere = put(TEXT + " كما قيل", source="صحيفة", url="https://agency.example/1")
    assert edited == first != elsewhere
    assert len(store.article(first).versions) == 2
    assert put(TEXT, source="وكالة", url="https://agency.example/1") == first
    assert len(store.article(first).versions) == 2


def test_an_id_that_the_source_gave_is_believed(store, put):
    put(TEXT, id="a", source="وكالة", url="https://agency.example/1")
    put(TEXT, id="b", source="وكالة", url="https://agency.example/1")
    assert len(store.article("a").versions) == len(store.article("b").versions) == 1


def test_an_edit_within_one_batch(store, code):
    arrivals = [Arrival(Article(text, id="a")) for text in (TEXT, TEXT + ".", TEXT)]
    with store.batch(arrivals, coder_version="c1", lexicon_version="l1") as batch:
        added = [batch.add(arrival) for arrival in arrivals]
        for one, arrival in zip(added, arrivals, strict=True):
            if one.wants_coding:
                batch.save_coded(one, code(arrival.article))
    assert [(a.version_id, a.number, a.is_new) for a in added] == [(1, 1, True), (2, 2, True), (1, 1, False)]
    assert [c.is_current for c in store.coded("a")] == [False, True]


def test_a_batch_that_fails_leaves_nothing(store, code):
    arrival = Arrival(Article(TEXT, id="a"))

    def killed():
        with store.batch([arrival], coder_version="c1", lexicon_version="l1") as batch:
            batch.save_coded(batch.add(arrival), code(arrival.article))
            batch.flush()
            raise RuntimeError("killed")

    with pytest.raises(RuntimeError, match="killed"):
        killed()
    assert store.is_empty()
    assert store.article("a") is None


def test_withdrawn_articles_leave_the_present_and_stay(store, put):
    put(TEXT, id="a")
    store.withdraw("a", who="محررة", why="سحبته الوكالة")
    assert list(store.told()) == []
    assert store.article("a").is_withdrawn
    assert len(store.coded("a")) == 1
    assert list(store.articles()) == []
    assert [v.article.id for v in store.articles(withdrawn=True)] == ["a"]
    store.restore_article("a", who="محررة")
    assert len(list(store.told())) == 1
    with pytest.raises(StoreError, match="no article 'x'"):
        store.withdraw("x", who="محررة")


def test_articles_come_in_order_of_arrival(store, put):
    for name in ("ج", "ا", "ب"):
        put(TEXT + name, id=name)
    put(TEXT + " معدل", id="ج")
    assert [v.article.id for v in store.articles()] == ["ج", "ا", "ب"]
    assert [v.article.id for v in store.articles(after=1)] == ["ا", "ب"]
    assert [told.report.article_id for told in store.told()] == ["ج", "ا", "ب"]
