"""`feeds.toml`: what it may hold, and what is said when it holds something else."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad.errors import ReadError
from marsad.sources.feed_list import Feed, load_feeds

GOOD = """
[defaults]
language = "ar"
minutes = 20

[[feed]]
url = "https://north.example/feed"
outlet = "نداء الشمال"
country = "sy"

[[feed]]
url = "https://nile.example/atom.xml"
outlet = "راديو النيل"
minutes = 60
full_text = false
"""


def load(tmp_path, text):
    path = tmp_path / "feeds.toml"
    path.write_text(text, encoding="utf-8")
    return load_feeds(path)


def test_feeds(tmp_path):
    assert load(tmp_path, GOOD) == (
        Feed("https://north.example/feed", "نداء الشمال", "ar", "SY", dt.timedelta(minutes=20)),
        Feed("https://nile.example/atom.xml", "راديو النيل", "ar", "", dt.timedelta(minutes=60), full_text=False),
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no feed in it"),
        ("feed = 5", "no feed in it"),
        ("[[feed]]\nurl =", "no valid TOML"),
        ("[[feeds]]\nurl = 'x'", "unknown key 'feeds'"),
        (GOOD.replace("country", "contry"), "feed 1: unknown key 'contry'"),
        (GOOD.replace("minutes = 60", "minutes = '60'"), "feed 2: minutes should be a whole number"),
        (GOOD.replace("minutes = 60", "minutes = true"), "feed 2: minutes should be a whole number"),
        (GOOD.replace("minutes = 60", "minutes = 1"), "feed 2: minutes should lie between 5"),
        (GOOD.replace('"نداء الشمال"', '" "'), "feed 1: no outlet"),
        (GOOD.replace("https://nile.example/atom.xml", "nile.example/atom"), "feed 2: url should be"),
        (GOOD.replace("https://nile.example/atom.xml", "file:///etc/hosts"), "feed 2: url should be"),
        (GOOD.replace("https://nile.example/atom.xml", "https://north.example/feed"), "listed twice"),
        (GOOD.replace('language = "ar"', 'language = "Arabic"'), "no language code"),
        (GOOD.replace("minutes = 20", "url = 'x'"), r"\[defaults\] holds"),
    ],
)
def test_mistakes(tmp_path, text, reason):
    with pytest.raises(ReadError, match=reason):
        load(tmp_path, text)


def test_no_file(tmp_path):
    with pytest.raises(ReadError, match="can't be opened"):
        load_feeds(tmp_path / "none.toml")
