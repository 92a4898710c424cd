"""Measuring in turn, and the tables made of it."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from performance import Alone, Beside, aligned, alone_table, beside_table, markdown, missed, verdict
from rounds import Way, in_turn, interleave, ratio, short, spread

ALONE = Alone(
    "examples",
    distinct=10,
    coded=100,
    words=1000,
    events=20,
    wall_s=0.5,
    cpu_s=0.2,
    memory_mb=120.0,
    start_s=1.5,
    start_cpu_s=0.7,
)
RATES = {"coder": [400.0, 200.0, 300.0], "scan": [4000.0, 4000.0, 6000.0], "model": [4.0, 1.0, 2.0]}
SCAN, MODEL = Beside("coder", "scan", "coding", is_limit=True, asked=15), Beside("coder", "model", "coding", asked=160)


@pytest.fixture
def clock(monkeypatch):
    """A clock on which every look takes a second."""
    monkeypatch.setattr("time.process_time", itertools.count().__next__)


def test_a_way_is_measured_over_one_item_at_least(clock):
    seen = []
    way = Way(seen.append, [("a", 10), ("b", 30)])
    assert way.rate(0.5, 0) == 10
    assert way.rate(2, 0.5) == 20, "40 characters in two seconds, from the second item on"
    assert seen == ["a", "b", "a"]


def test_ways_take_turns_and_begin_elsewhere_in_each_round(clock):
    seen = []
    ways = {
        name: Way(lambda item, name=name: seen.append(name + item), [("0", 1), ("1", 1), ("2", 1)]) for name in "ab"
    }
    assert interleave(ways, rounds=2, seconds=0.25) == {"a": [1, 1], "b": [1, 1]}
    assert seen == ["a0", "b0", "a1", "b1", "b2", "a2"], "the first time of each is not counted"


def test_in_turn_each_goes_first_once():
    seen = []
    ways = {name: lambda name=name: seen.append(name) or len(seen) for name in "abc"}
    assert in_turn(ways, rounds=3) == {"a": [1, 6, 8], "b": [2, 4, 9], "c": [3, 5, 7]}
    assert "".join(seen) == "abcbcacab"


def test_ratios_are_of_one_round_each():
    found = ratio(RATES["coder"], RATES["model"])
    assert (found.median, found.least, found.most) == (150, 100, 200)
    assert str(spread([1.0, 3.0, 1234.5])) == "3 (1 to 1,230)"
    assert [short(value) for value in (0.02741, 1.3549, 77.12, 99.96, 1234567.0)] == [
        "0.0274", "1.35", "77.1", "100", "1,230,000",
    ]  # fmt: skip


def test_the_table_says_which_way_round_it_is():
    assert beside_table(RATES, [SCAN, MODEL]) == [
        ("", "articles a second", "Marsad beside it", "aim"),
        ("coder", "300 (200 to 400)", "", ""),
        ("scan", "4,000 (4,000 to 6,000)", "coding takes 20 (10 to 20) times as long", "≤ 15"),
        ("model", "2 (1 to 4)", "coding: 150 (100 to 200) times as fast", "≥ 160"),
    ]
    assert len(beside_table({"coder": RATES["coder"], "model": RATES["model"]}, [SCAN, MODEL])) == 3


def test_what_falls_short_is_said():
    short_of = missed([ALONE], RATES, [SCAN, MODEL])
    assert short_of == [
        "examples: 1.50 s to the first article (≤ 1.0)",
        "scan: coding takes 20 times as long (≤ 15)",
        "model: coding: 150 times as fast (≥ 160)",
    ]
    assert verdict(short_of).startswith("Short of the aims: examples: 1.50 s to the first article (≤ 1.0); scan")
    met = [Beside("coder", "scan", "coding", is_limit=True, asked=20), Beside("coder", "model", "coding", asked=150)]
    assert verdict(missed([replace(ALONE, start_s=0.9)], RATES, met)) == "All aims are met."
    slow = Alone("corpus", 10, 100, 1000, 20, 0.5, 0.5, 301.0, 0.9, 0.7)
    assert missed([slow], {}, met) == ["corpus: 200 articles a second (≥ 400)", "corpus: 301 MB (≤ 300)"]


def test_marsad_alone():
    table = alone_table([ALONE])
    assert table[4] == ("articles a second, processor time", "500", "≥ 400")
    assert ("highest memory", "120 MB", "≤ 300 MB") in table
    assert ("import and first article", "1.50 s", "≤ 1.0 s") in table
    assert not any(line[0].startswith("times as fast") for line in table), "there is but one build"
    both = alone_table([ALONE, replace(ALONE, faster=ratio([1.0, 1.25], [0.5, 0.5]))])
    assert ("times as fast as written, in the same round", "", "2.25 (2 to 2.5)", "") in both
    lines = markdown(table).splitlines()
    assert lines[:2] == ["|  | examples | aim |", "|---|---|---|"]
    assert len({line.count("|") for line in lines}) == 1
    assert aligned([("a", "b"), ("long", "c")]) == "a     b\nlong  c"
