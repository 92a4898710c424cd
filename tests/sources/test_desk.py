"""A running desk, against a server on this machine, with a clock of its own."""

from __future__ import annotations

import datetime as dt
from email.utils import format_datetime

import pytest

from marsad.errors import ReadError
from marsad.sources.desk import Desk
from marsad.sources.document import Document
from marsad.sources.feed_list import Feed
from marsad.sources.feed_state import FeedState, FileStates, MemoryStates
from marsad.sources.web import USER_AGENT

BEGAN = dt.datetime(2024, 5, 1, 12, 0, tzinfo=dt.UTC)
WORDS = "قُتل ثلاثة مدنيين بقصف مدفعي على أطراف البلدة صباح اليوم بحسب مصادر محلية"


class Time:
    """A clock that moves when someone sleeps."""

    def __init__(self):
        self.now = BEGAN
        self.slept = []

    def clock(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += dt.timedelta(seconds=seconds)


def items(site, *numbers, host="news.example", words="ملخص"):
    entries = "".join(
        f"<item><title>خبر {n}</title><guid>n{n}</guid><link>{site.url(f'/{n}', host)}</link>"
        f"<pubDate>Wed, 01 May 2024 0{n}:00:00 +0300</pubDate><description>{words} {n}</description></item>"
        for n in numbers
    )
    return f'<rss version="2.0"><channel><title>x</title><language>ar</language>{entries}</channel></rss>'.encode()


def page(number):
    return (
        200,
        {"Content-Type": "text/html"},
        (
            f"<html lang='ar'><head><title>خبر {number}</title></head><body><p>{WORDS} {number}.</p></body></html>".encode()
        ),
    )


@pytest.fixture
def time():
    return Time()


def desk(site, time, states=None, **options):
    feed = Feed(site.url("/feed"), "نداء الشمال", "ar", "SY", dt.timedelta(minutes=30), **options)
    made = Desk(
        [feed], MemoryStates() if states is None else states, asker=site.ask, clock=time.clock, sleeper=time.sleep
    )
    return made, feed


def test_new_entries_are_handed_on_once(site, time):
    site.replies |= {"/feed": (200, {"ETag": '"a"'}, items(site, 1, 2)), "/1": page(1), "/2": page(2)}
    watcher, feed = desk(site, time)
    first, second = watcher.look(feed)
    assert first.article.text == f"{WORDS} 1."
    assert (first.article.source, first.article.title) == ("نداء الشمال", "خبر 1")
    assert (first.article.url, first.origin) == (site.url("/1"), site.url("/1"))
    assert first.article.published == dt.date(2024, 5, 1)
    assert first.published_at == dt.datetime(2024, 4, 30, 22, 0, tzinfo=dt.UTC)
    assert first.original.data == page(1)[2]
    assert first.record == {"feed": feed.url, "country": "SY"}
    assert second.article.title == "خبر 2"
    assert list(watcher.look(feed)) == []
    assert site.paths() == ["/robots.txt", "/feed", "/1", "/2", "/feed"]
    assert site.asked[-1][1]["if-none-match"] == '"a"'
    assert {headers["user-agent"] for _, headers in site.asked} == {USER_AGENT}


def test_not_modified(site, time):
    stamp = format_datetime(BEGAN, usegmt=True)
    site.replies |= {"/feed": (200, {"Last-Modified": stamp}, items(site)), "/robots.txt": (200, {}, b"")}
    watcher, feed = desk(site, time)
    list(watcher.look(feed))
    site.replies["/feed"] = (304, {}, b"")
    assert list(watcher.look(feed)) == []
    assert site.asked[-1][1]["if-modified-since"] == stamp
    assert watcher.due() == ()
    time.now += dt.timedelta(minutes=31)
    assert watcher.due() == (feed,)


def test_a_changed_entry_is_handed_on_again(site, time):
    site.replies["/feed"] = (200, {}, items(site, 1))
    watcher, feed = desk(site, time, full_text=False)
    (before,) = watcher.look(feed)
    site.replies["/feed"] = (200, {}, items(site, 1, words="ملخص مصحح"))
    (after,) = watcher.look(feed)
    assert [before.article.text, after.article.text] == ["ملخص 1", "ملخص مصحح 1"]
    assert site.paths().count("/1") == 0


def test_a_killed_run_loses_nothing_and_repeats_at_most_one(site, time, tmp_path):
    site.replies |= {"/feed": (200, {"ETag": '"a"'}, items(site, 1, 2, 3)), **{f"/{n}": page(n) for n in (1, 2, 3)}}
    path = tmp_path / "feeds.json"
    watcher, feed = desk(site, time, FileStates(path))
    taken = watcher.look(feed)
    got = [next(taken).article.title, next(taken).article.title]
    taken.close()  # killed while the second is worked on
    again, _ = desk(site, time, FileStates(path))
    got += [document.article.title for document in again.look(feed)]
    assert got == ["خبر 1", "خبر 2", "خبر 2", "خبر 3"]
    assert "if-none-match" not in site.asked[-3][1]
    assert list(again.look(feed)) == []


def test_a_page_that_fails_is_tried_again_and_then_told_by_the_feed(site, time):
    site.replies |= {"/feed": (200, {"ETag": '"a"'}, items(site, 1, 2)), "/1": (500, {}, b""), "/2": page(2)}
    watcher, feed = desk(site, time)
    failure, document = watcher.look(feed)
    assert isinstance(failure, ReadError)
    assert document.article.title == "خبر 2"
    (failure,) = watcher.look(feed)
    (document,) = watcher.look(feed)
    assert document.article.text == "ملخص 1"
    assert "as the feed tells it" in document.notes[-1]
    assert list(watcher.look(feed)) == []
    assert site.paths().count("/2") == 1


def test_back_off(site, time):
    site.replies |= {"/feed": (500, {}, b""), "/robots.txt": (404, {}, b"")}
    watcher, feed = desk(site, time)
    waits = []
    for _ in range(8):
        (failure,) = watcher.look(feed)
        assert "answers 500" in str(failure)
        due = next(minutes for minutes in range(0, 3000, 10) if not later(time, minutes, watcher))
        waits.append(due)
        time.now += dt.timedelta(minutes=due)
    assert waits == [30, 60, 120, 240, 480, 960, 1440, 1440]
    site.replies["/feed"] = (200, {}, items(site))
    assert list(watcher.look(feed)) == []
    assert later(time, 20, watcher)
    assert not later(time, 30, watcher)


def later(time, minutes, watcher):
    """Whether nothing is due so many minutes from now."""
    now = time.now
    time.now += dt.timedelta(minutes=minutes)
    nothing = watcher.due() == ()
    time.now = now
    return nothing


@pytest.mark.parametrize("stated", ["7200", format_datetime(BEGAN + dt.timedelta(hours=2), usegmt=True)])
def test_retry_after(site, time, stated):
    site.replies["/feed"] = (503, {"Retry-After": stated}, b"")
    watcher, feed = desk(site, time)
    (failure,) = watcher.look(feed)
    assert "answers 503; tried again in 2 hours" in str(failure)
    assert later(time, 115, watcher)
    assert not later(time, 121, watcher)


@pytest.mark.parametrize("stated", ["-5", "soon", "9" * 30, "", "Mon, 99 Foo 2024"])
def test_odd_retry_after(site, time, stated):
    site.replies["/feed"] = (429, {"Retry-After": stated}, b"")
    watcher, feed = desk(site, time)
    (failure,) = watcher.look(feed)
    assert "answers 429" in str(failure)
    assert not later(time, 24 * 60, watcher)


def test_gone_and_moved(site, time):
    site.replies |= {"/feed": (301, {"Location": "/new"}, b""), "/new": (200, {}, items(site))}
    watcher, feed = desk(site, time)
    list(watcher.look(feed))
    list(watcher.look(feed))
    assert site.paths() == ["/robots.txt", "/feed", "/new", "/new"]
    site.replies["/new"] = (410, {}, b"")
    (failure,) = watcher.look(feed)
    assert "gone for good" in str(failure)
    assert later(time, 6 * 24 * 60, watcher)


def test_robots(site, time):
    site.replies |= {
        "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /2\nCrawl-delay: 7\n\nUser-agent: other\nDisallow: /"),
        "/feed": (200, {}, items(site, 1, 2)),
        "/1": page(1),
    }
    watcher, feed = desk(site, time)
    document, failure = watcher.look(feed)
    assert isinstance(document, Document)
    assert "stay away" in str(failure)
    assert "/2" not in site.paths()
    assert time.slept == [pytest.approx(7.0)]


def test_robots_for_this_program(site, time):
    site.replies |= {"/robots.txt": (200, {}, b"User-agent: marsad\nDisallow: /"), "/feed": (200, {}, items(site, 1))}
    watcher, feed = desk(site, time)
    (failure,) = watcher.look(feed)
    assert "stay away" in str(failure)
    assert site.paths() == ["/robots.txt"]


def test_nothing_is_fetched_while_robots_fails(site, time):
    site.replies |= {"/robots.txt": (503, {}, b""), "/feed": (200, {}, items(site))}
    watcher, feed = desk(site, time)
    (failure,) = watcher.look(feed)
    assert "can't be had" in str(failure)
    assert site.paths() == ["/robots.txt"]
    time.now += dt.timedelta(hours=1)
    site.replies["/robots.txt"] = (200, {}, b"\xff\xfe broken \x00")
    assert list(watcher.look(feed)) == []


@pytest.mark.parametrize("body", [b"", b"<html><p>login</p></html>", b"\x00\x01\x02" * 99])
def test_no_feed_there(site, time, body):
    site.replies["/feed"] = (200, {}, body)
    watcher, feed = desk(site, time)
    (failure,) = watcher.look(feed)
    assert str(failure).startswith(feed.url)
    assert later(time, 25, watcher)


def test_the_loop_waits_and_ends(site, time):
    site.replies["/feed"] = (200, {}, items(site, 1))
    watcher, _ = desk(site, time, full_text=False)
    got = []
    for document in watcher.watch(until=lambda: time.now > BEGAN + dt.timedelta(hours=2)):
        got.append(document.article.title)
        site.replies["/feed"] = (200, {}, items(site, 1, 2))
    assert got == ["خبر 1", "خبر 2"]
    assert site.paths().count("/feed") == 5
    assert max(time.slept) <= 60


def test_states_file(tmp_path):
    path = tmp_path / "feeds.json"
    state = FeedState('"a"', "x", BEGAN, 2, "https://new.example/", {"n1": "d"}, {"n2": 1})
    FileStates(path).put("https://news.example/feed", state)
    assert FileStates(path).get("https://news.example/feed") == state
    assert FileStates(path).get("https://other.example/") == FeedState()
    for text in ("{", "[]", '{"x": 5}', '{"x": {}}'):
        path.write_text(text)
        with pytest.raises(ReadError, match="no states of feeds"):
            FileStates(path)


def test_a_host_that_is_asked_too_much_is_left_alone(site, time):
    site.replies |= {"/feed": (200, {}, items(site, 1, 2)), "/1": (429, {"Retry-After": "600"}, b""), "/2": page(2)}
    watcher, feed = desk(site, time)
    first, second = watcher.look(feed)
    assert "answers 429" in str(first)
    assert "asked too much" in str(second)
    assert "/2" not in site.paths()
    time.now += dt.timedelta(minutes=11)
    assert [type(outcome) for outcome in watcher.look(feed)] == [ReadError, ReadError]
    time.now += dt.timedelta(minutes=11)
    site.replies["/1"] = page(1)
    assert [document.article.title for document in watcher.look(feed)] == ["خبر 1", "خبر 2"]


def test_robots_with_a_mark_or_asked_too_often(site, time):
    site.replies |= {
        "/robots.txt": (200, {}, b"\xef\xbb\xbfUser-agent: *\nDisallow: /"),
        "/feed": (200, {}, items(site)),
    }
    watcher, feed = desk(site, time)
    assert ["stay away" in str(failure) for failure in watcher.look(feed)] == [True]
    site.replies["/robots.txt"] = (429, {}, b"")
    watcher, feed = desk(site, time)
    assert ["can't be had" in str(failure) for failure in watcher.look(feed)] == [True]
