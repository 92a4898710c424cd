"""Feeds: well formed, malformed, in the wrong encoding, with broken dates, hostile."""

from __future__ import annotations

import contextlib
import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import ReadError
from marsad.sources.document import Document
from marsad.sources.feed import is_feed, parse_feed, read_feed

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>نداء الشمال</title><link>https://news.example/</link><language>ar-SY</language>
<item><title>قصف على &quot;أريحا&quot; &amp; محيطها</title><link>https://news.example/1</link><guid isPermaLink="false">n-1</guid>
<pubDate>Tue, 07 Sep 2021 14:12:09 +0300</pubDate><description>&lt;p&gt;ملخص&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>قُتل خمسة مدنيين.</p><p>وأصيب <b>تسع</b>ة آخرون.</p>]]></content:encoded></item>
<item><title>خبر بلا تاريخ</title><link>https://news.example/2</link><description>نص قصير</description></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>راديو النيل</title><id>urn:x</id>
<entry><id>urn:x:1</id><title type="html">قصف &lt;b&gt;الجيلي&lt;/b&gt;</title><link rel="alternate" href="https://nile.example/1"/>
<published>2024-01-30T11:20:00Z</published><updated>2024-01-30T12:00:00+02:00</updated><content type="html">&lt;p&gt;أول&lt;/p&gt;&lt;p&gt;ثان&lt;/p&gt;</content></entry></feed>"""


def test_rss():
    feed = parse_feed(RSS.encode(), "x")
    assert (feed.title, feed.language) == ("نداء الشمال", "ar")
    first, second = feed.entries
    assert first.title == 'قصف على "أريحا" & محيطها'
    assert first.text == "قُتل خمسة مدنيين.\nوأصيب تسعة آخرون."
    assert (first.key, first.url) == ("n-1", "https://news.example/1")
    assert first.published == dt.datetime(2021, 9, 7, 11, 12, 9, tzinfo=dt.UTC)
    assert (second.published, second.notes, second.key) == (None, (), "https://news.example/2")


def test_atom():
    (entry,) = parse_feed(ATOM.encode(), "x").entries
    assert (entry.title, entry.text) == ("قصف الجيلي", "أول\nثان")
    assert entry.edited_at == dt.datetime(2024, 1, 30, 10, 0, tzinfo=dt.UTC)


def test_documents_of_a_file():
    first, second = read_feed(RSS.encode(), "feed.xml")
    assert isinstance(first, Document)
    assert (first.article.source, first.article.published) == ("نداء الشمال", dt.date(2021, 9, 7))
    assert (first.language, first.line, first.origin) == ("ar", 1, "feed.xml")
    assert second.article.published is None


@pytest.mark.parametrize(
    ("declared", "used"),
    [
        ("windows-1256", "cp1256"),
        ("utf-8", "cp1256"),
        ("windows-1256", "utf-8"),
        ("nonsense", "utf-8"),
        ("utf-16", "utf-8"),
    ],
)
def test_encodings_right_and_wrong(declared, used):
    text = RSS.replace("utf-8", declared).replace("قُتل", "قتل")
    assert parse_feed(text.encode(used), "x").entries[0].text.startswith("قتل خمسة مدنيين")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Tue, 07 Sep 2021 23:30:00 +0300", "2021-09-07"),
        ("2021-09-07 14:12", "2021-09-07"),
        ("07/09/2021", "2021-09-07"),
        ("الثلاثاء، 7 أيلول 2021", "2021-09-07"),
        ("7 سبتمبر 2021 - 14:12", "2021-09-07"),
        ("Tue, 07 Sep 2021 14:12:09 AST", "2021-09-07"),
        ("Wed, 31 Feb 2021 14:12:09 GMT", "None"),
        ("قبل قليل", "None"),
        ("0000-00-00 00:00:00", "None"),
    ],
)
def test_dates(written, day):
    entry = parse_feed(RSS.replace("Tue, 07 Sep 2021 14:12:09 +0300", written).encode(), "x").entries[0]
    published = entry.published.date() if isinstance(entry.published, dt.datetime) else entry.published
    assert str(published) == day
    assert bool(entry.notes) == (day == "None")


@pytest.mark.parametrize(
    "text",
    [
        RSS.replace("</channel></rss>", ""),
        RSS.replace("&quot;", "&nbsp;&laquo;").replace("<guid", "<guid x=1"),
        RSS.replace("<channel>", "<channel>\x0b\x00"),
        "\n\n  " + RSS,
        RSS.replace("خبر بلا تاريخ", "خبر & تاريخ < اليوم"),
        RSS.split("<item><title>خبر", maxsplit=1)[0],
    ],
)
def test_malformed_feeds_give_what_they_hold(text):
    feed = parse_feed(text.encode(), "x")
    assert feed.entries[0].text == "قُتل خمسة مدنيين.\nوأصيب تسعة آخرون."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"<html><body><p>x</p></body></html>", "a web page, not a feed"),
        (b"<urlset><url>x</url></urlset>", "not a feed"),
        (b"hello", "not a feed"),
        (b"\x89PNG\r\n", "an image"),
    ],
)
def test_no_feed(data, reason):
    with pytest.raises(ReadError, match=reason):
        parse_feed(data, "x")


def test_an_empty_feed():
    (failure,) = read_feed(b'<rss version="2.0"><channel><title>x</title></channel></rss>', "x")
    assert "no entry" in str(failure)


def test_entities_do_not_explode_and_read_no_files():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12))
    data = RSS.replace("<rss", f'<!DOCTYPE x [{laughs}<!ENTITY f SYSTEM "file:///etc/hostname">]><rss')
    data = data.replace("ملخص", "&l11;&f;").replace("خبر بلا تاريخ", "خبر &l11; &f;")
    began = time.monotonic()
    feed = parse_feed(data.encode(), "x")
    assert time.monotonic() - began < 5
    assert sum(len(entry.title) + len(entry.text) for entry in feed.entries) < 1000
    with open("/etc/hostname") as file:
        assert file.read().strip() not in feed.entries[1].title


def test_digests_change_with_the_words():
    before, after = (parse_feed(text.encode(), "x").entries for text in (RSS, RSS.replace("تسع", "عشر")))
    assert before[0].digest != after[0].digest
    assert before[1].digest == after[1].digest


def test_recognised():
    assert is_feed(RSS.encode())
    assert is_feed(ATOM.encode())
    assert not is_feed(b"<html><p>x</p></html>")


@given(st.text(alphabet="<>/!-rssitemtle ='\"&;#\u0642[]?", max_size=120))
def test_a_feed_or_a_clear_word(markup):
    for text in (markup, f"<rss version='2.0'><channel><item>{markup}</item></channel></rss>"):
        with contextlib.suppress(ReadError):
            parse_feed(text.encode(), "x")


def rss(items):
    return f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()


def test_markup_that_would_take_minutes():
    stuffed = " ".join(f'a{n}="<"' for n in range(30_000))
    for items in (f"<item><title {stuffed}>x</title></item>", "<item>" + "<a>" * 250_000):
        with pytest.raises(ReadError, match="can't be taken apart"):
            parse_feed(rss(items), "x")
    (entry,) = parse_feed(
        rss(f"<item><title>خبر</title><description><![CDATA[{'<b>' * 9000}]]></description></item>"), "x"
    ).entries
    assert (entry.title, entry.text) == ("خبر", "")
    assert "taken apart" in entry.notes[0]


def test_halves_of_a_pair_and_ids_given_twice():
    feed = parse_feed(
        rss("<item><guid>a</guid><title>أ &#xD800; ب</title></item><item><guid>a</guid><title>ت</title></item>"), "x"
    )
    assert "\ud800" not in feed.entries[0].title
    assert len({entry.key for entry in feed.entries}) == 2
