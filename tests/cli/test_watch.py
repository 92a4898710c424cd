"""`marsad watch` as a desk meets it, against a feed server on this machine."""

from __future__ import annotations

import os
import signal
import time

import pytest

from marsad.cli import watch
from marsad.sources import polite
from marsad.store import open_store


@pytest.fixture
def feeds(site, tmp_path, monkeypatch):
    """A `feeds.toml` that lists a feed of the server; returns its path."""
    monkeypatch.setattr(polite, "ask_web", site.ask)
    site.replies["/robots.txt"] = (404, {}, b"")
    path = tmp_path / "feeds.toml"
    path.write_text(
        f'[[feed]]\nurl = "{site.url("/feed")}"\noutlet = "نداء الشمال"\nfull_text = false\nminutes = 5\n', "utf-8"
    )
    return path


def feed(*texts, tag='"1"'):
    entries = "".join(
        f"<item><title>خبر</title><guid>n{number}</guid><link>https://news.example/{number}</link>"
        f"<pubDate>Wed, 28 Jul 2021 0{number}:00:00 +0300</pubDate><description>{text}</description></item>"
        for number, text in enumerate(texts, 1)
    )
    return 200, {"ETag": tag}, f'<rss version="2.0"><channel><title>x</title>{entries}</channel></rss>'.encode()


def told(url):
    with open_store(url) as store:
        return [version.article.text for version in store.articles()], len(list(store.told()))


def due_now(url):
    """Makes every feed due."""
    with open_store(url) as store, store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM marks")


def test_a_round_keeps_and_codes_what_is_new(marsad, site, feeds, url, report):
    site.replies["/feed"] = feed(report, "لا حدث في هذا الخبر")
    ran = marsad("watch", feeds, "--db", url, "--once")
    assert (ran.status, ran.err) == (0, "")
    assert "UTC: 1 feeds due; 2 articles read: 2 new, 0 new versions, 0 known; 1 events coded; 0 failures" in ran.out
    assert "1 incidents in the store; next look at " in ran.out
    assert len(ran.out.splitlines()) == 1
    assert told(url) == ([report, "لا حدث في هذا الخبر"], 1)
    with open_store(url) as store:
        assert next(store.incidents()).articles == (next(store.articles()).article.id,)
        assert (store.runs()[0].command, store.runs()[0].counts["new"]) == ("watch", 2)


def test_what_is_not_due_is_left_alone_and_what_is_known_is_not_coded_again(marsad, site, feeds, url, report):
    site.replies["/feed"] = feed(report)
    marsad("watch", feeds, "--db", url, "--once")
    ran = marsad("watch", feeds, "--db", url, "--once")
    assert "0 feeds due; 0 articles read" in ran.out
    assert site.paths() == ["/robots.txt", "/feed"]
    due_now(url)  # as if all that is remembered of the feed were lost
    ran = marsad("watch", feeds, "--db", url, "--once")
    assert "1 feeds due; 1 articles read: 0 new, 0 new versions, 1 known; 0 events coded" in ran.out
    assert told(url) == ([report], 1)


def test_an_edited_entry_is_a_new_version(marsad, site, feeds, url, report):
    site.replies["/feed"] = feed(report)
    marsad("watch", feeds, "--db", url, "--once")
    due_now(url)
    site.replies["/feed"] = feed("تراجعت الوكالة عن الخبر")
    assert "0 new, 1 new versions" in marsad("watch", feeds, "--db", url, "--once").out
    assert told(url) == (["تراجعت الوكالة عن الخبر"], 0)


def test_failures_are_named_and_kept_and_the_next_entry_is_read(marsad, site, feeds, url, report):
    site.replies["/feed"] = feed("عطل في هذا النص العربي", "", report)
    ran = marsad("watch", feeds, "--db", url, "--once")
    assert ran.status == 1
    assert "places: a step failed" in ran.err
    assert len(told(url)[0]) == 3
    site.replies["/feed"] = (500, {}, b"")
    due_now(url)
    ran = marsad("watch", feeds, "--db", url, "--once")
    assert ran.status == 1
    assert "the server answers 500; tried again in 5 minutes" in ran.err
    with open_store(url) as store:
        assert [(f.step, f.origin) for f in store.failures()] == [
            ("code", "https://news.example/1"),
            ("read", site.url("/feed")),
        ]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_while_it_waits_for_the_next_round(marsad, site, feeds, url, report, monkeypatch, number):
    site.replies["/feed"] = feed(report)
    monkeypatch.setattr(watch.time, "sleep", lambda _seconds: os.kill(os.getpid(), number))
    before = signal.getsignal(number)
    ran = marsad("watch", feeds, "--db", url)
    assert (ran.status, ran.err) == (0, "marsad: stopped; the next run goes on from here\n")
    assert "1 articles read: 1 new" in ran.out
    assert signal.getsignal(number) is before
    with open_store(url) as store:
        assert store.runs()[0].finished_at is not None


def test_it_ends_while_a_server_keeps_it_waiting(marsad, site, feeds, url):
    def hang(_handler):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(3)

    site.replies["/feed"] = hang
    began = time.monotonic()
    ran = marsad("watch", feeds, "--db", url)
    assert (ran.status, ran.err) == (0, "marsad: stopped; the next run goes on from here\n")
    assert time.monotonic() - began < 2.5


class _Interrupted:
    """Codes nothing; the second article brings a signal, or the end of the process."""

    versions = ("0", "0")

    def __init__(self, end):
        self.texts = []
        self._end = end

    def code(self, article):
        self.texts.append(article.text)
        if len(self.texts) == 2:
            self._end()
        return ()


def test_what_is_being_written_when_it_is_stopped_is_finished(marsad, site, feeds, url, monkeypatch):
    site.replies["/feed"] = feed("الخبر الأول", "الخبر الثاني", "الخبر الثالث")
    coder = _Interrupted(lambda: os.kill(os.getpid(), signal.SIGINT))
    monkeypatch.setattr(watch.coding, "make_coder", lambda: coder)
    ran = marsad("watch", feeds, "--db", url)
    assert ran.status == 0
    assert "2 articles read" in ran.out
    assert told(url)[0] == ["الخبر الأول", "الخبر الثاني"]
    ran = marsad("watch", feeds, "--db", url, "--once")
    assert "2 articles read: 1 new, 0 new versions, 1 known" in ran.out
    assert told(url)[0] == ["الخبر الأول", "الخبر الثاني", "الخبر الثالث"]


class _KilledError(BaseException):
    pass


def test_a_killed_run_loses_nothing(marsad, site, feeds, url, monkeypatch):
    site.replies["/feed"] = feed("الخبر الأول", "الخبر الثاني", "الخبر الثالث")

    def kill():
        raise _KilledError

    coder = _Interrupted(kill)
    monkeypatch.setattr(watch.coding, "make_coder", lambda: coder)
    with pytest.raises(_KilledError):
        marsad("watch", feeds, "--db", url, "--once")
    assert told(url)[0] == ["الخبر الأول"]
    marsad("watch", feeds, "--db", url, "--once")
    assert coder.texts == ["الخبر الأول", "الخبر الثاني", "الخبر الثاني", "الخبر الثالث"]
    assert told(url)[0] == ["الخبر الأول", "الخبر الثاني", "الخبر الثالث"]


def test_a_list_that_is_none_is_named(marsad, tmp_path, url):
    path = tmp_path / "feeds.toml"
    path.write_text("[[feed]]\nurl = 'https://news.example/'\n")
    ran = marsad("watch", path, "--db", url)
    assert (ran.status, ran.out) == (1, "")
    assert "feed 1: no outlet" in ran.err
