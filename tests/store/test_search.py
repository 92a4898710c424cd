"""A word is found whatever its diacritics, hamza, ta marbuta or prefixes, and shown in the untouched text."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad.article import Article
from marsad.store import Arrival
from marsad.store.search import find_spans, make_snippet, parse_query


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("قصف", "قَصْفٌ على سراقب"),
        ("قصف", "والقصف مستمر"),
        ("قصف", "بالقصف المدفعي"),
        ("قصف", "للقصف أثره"),
        ("القصف", "تجدد قصف المدينة"),
        ("قَصْف", "قـــصـــف عنيف"),
        ("مدرسة", "استهدف مدرسه"),
        ("المدرسه", "في مدرسةٍ"),
        ("إدلب", "ريف ادلب"),
        ("ادلب", "وبإدلب"),
        ("مسؤول", "قال مسئول".replace("ئ", "ؤ")),
        ("الأطفال", "وللأطفال"),
        ("على", "علي المدينة"),
        ("٣ قتلى", "سقط 3 قتلى"),
        ('"قوات النظام"', "شنتها قوّات النظامِ فجراً"),
        ('"قوات النظام"', "وقوات النظام"),
        ("hama", "قرب Hama اليوم"),
        ("ﻗﺼﻒ", "قصف"),
    ],
)
def test_found(store, put, query, text):
    put(text, id="a")
    [hit] = store.search(query)
    assert hit.version.article.text == text
    assert hit.snippet.text in text
    assert all(text[s.start : s.end].strip() == text[s.start : s.end] for s in hit.snippet.spans)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("مدرس", "في مدرسة"),  # a pronoun is no prefix, and ta marbuta no pronoun
        ("ولد", "مدينة اللد"),
        ('"النظام قوات"', "قوات النظام"),
        ('"قوات سوريا"', "قوات النظام في سوريا"),
        ("قصف حلب", "قصف على إدلب"),
        ("", "قصف"),
        ("؟!", "قصف"),
        ("OR", "قصف"),
    ],
)
def test_not_found(store, put, query, text):
    put(text, id="a")
    assert store.search(query) == []


def test_the_untouched_words_are_marked(store, put):
    text = "في المساء. " * 40 + "وَالقَصْــفُ على «سراقب» مستمر. " + "انتهى الخبر. " * 40
    put(text, id="a", title="عنوان")
    [hit] = store.search("قصف سراقب")
    assert [text[s.start : s.end] for s in hit.snippet.spans] == ["وَالقَصْــفُ"[:-1], "سراقب"]
    assert text[hit.snippet.start : hit.snippet.start + len(hit.snippet.text)] == hit.snippet.text
    assert len(hit.snippet.text) < 200


def test_titles_are_searched(store, put):
    put("نص", id="a", title="قصف على سراقب")
    [hit] = store.search("سراقب")
    assert (hit.snippet.field, hit.snippet.text) == ("title", "قصف على سراقب")


def test_last_published_first_and_no_more_than_asked_for(store, put):
    for day in (3, 5, 4):
        put(f"قصف {day}", id=str(day), published=dt.date(2021, 7, day))
    put("قصف بلا تاريخ", id="0", published=None)
    assert [hit.version.article.id for hit in store.search("قصف")] == ["5", "4", "3", "0"]
    assert [hit.version.article.id for hit in store.search("قصف", limit=2)] == ["5", "4"]


def test_superseded_and_withdrawn_articles_are_found_on_request(store, put):
    put("قصف حلب", id="a")
    put("قصف إدلب", id="a")
    put("قصف حلب أيضا", id="b")
    store.withdraw("b", who="محررة")
    assert store.search("حلب") == []
    assert [hit.version.id for hit in store.search("حلب", old_versions=True)] == [3, 1]


def test_endless_words_are_taken(store, put):
    put("ا" * 100_000 + " " + "x" * 50_000, id="a")
    assert len(store.search("ا" * 100_000)) == 1


def test_a_snippet_of_a_single_endless_word():
    text = "قصف" * 500
    [span] = find_spans(parse_query(text), "", text)
    assert make_snippet([span], "", text).text == text


def test_many_arrivals_in_one_batch(store):
    arrivals = [Arrival(Article(f"قصف رقم {n}", id=str(n))) for n in range(700)]
    with store.batch(arrivals, coder_version="c1", lexicon_version="l1") as batch:
        for arrival in arrivals:
            batch.save_coded(batch.add(arrival), ())
    assert len(store.search("قصف", limit=1000)) == 700
    assert [v.article.id for v in store.articles()] == [str(n) for n in range(700)]
