"""Party mentions: a table of phrases, with the words, the class and the catalogue entry of the first party in them."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import pytest

from marsad.reading.fold import fold
from marsad.reading.words import split_words

CASES = Path(__file__).parents[1] / "cases" / "parties.csv"


def cases() -> list:
    out = []
    with CASES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            marks = [pytest.mark.xfail(strict=True, reason=row["fault"])] if row["fault"] else []
            wanted = (row["mention"], row["class"], set(row["actors"].split("|")) - {""})
            out.append(pytest.param(row["phrase"], *wanted, marks=marks, id=row["phrase"]))
    return out


def mentions(reader, text: str) -> list[tuple[str, object]]:
    folded = fold(text)
    words = split_words(folded.text)
    out = []
    for mention in reader.parties.find(words):
        # Prepositions and conjunctions are no part of the name; the article is.
        cut = len(mention.stem.pre.removesuffix("ال"))
        start, end = folded.span(words[mention.first].start + cut, words[mention.last].end)
        out.append((text[start:end], mention))
    return out


def test_the_table_is_wide_enough():
    assert len(cases()) >= 60


@pytest.mark.parametrize(("phrase", "words", "cls", "actors"), cases())
def test_phrase(reader, phrase, words, cls, actors):
    found = mentions(reader, phrase)
    if not words:
        assert found == []
        return
    by_words = dict(found)
    assert words in by_words
    mention = by_words[words]
    assert cls in ("*", mention.cls)
    assert {actor.id for actor in mention.actors} == actors


@pytest.mark.parametrize(
    ("phrase", "preposition", "words"),
    [
        ("قتل بنيران الجيش السوري", "", "الجيش السوري"),
        ("تعزيزات للجيش السوري", "ل", "جيش السوري"),
        ("ووصل مقاتلو حزب الله", "", "مقاتلو حزب الله"),
        ("وقوات النظام السوري", "", "قوات النظام السوري"),
        ("بالجيش اللبناني", "ب", "الجيش اللبناني"),
    ],
)
def test_proclitics_are_no_part_of_the_name(reader, phrase, preposition, words):
    found, mention = mentions(reader, phrase)[0]
    assert (mention.stem.preposition, found) == (preposition, words)


@pytest.mark.parametrize(
    ("phrase", "armed"),
    [
        ("مسلحون", True),
        ("جنود", True),
        ("تنظيم داعش", True),
        ("الجيش اللبناني", True),
        ("مدنيون", False),
        ("متظاهرون", False),
        ("صحفيون", False),
        ("أطفال", False),
        ("عناصر الدفاع المدني", False),
        ("التحالف الدولي", True),
    ],
)
def test_who_bears_arms(reader, phrase, armed):
    _, mention = mentions(reader, phrase)[0]
    assert mention.armed is armed


@pytest.mark.parametrize(
    ("phrase", "aircraft"),
    [
        ("الطيران الحربي", True),
        ("طائرات حربية", True),
        ("مروحيات", True),
        ("سلاح الجو الإسرائيلي", True),
        ("قوات برية", False),
        ("مقاتلة في صفوف التنظيم", False),
    ],
)
def test_aircraft(reader, phrase, aircraft):
    found = mentions(reader, phrase)
    assert any(mention.aircraft for _, mention in found) is aircraft


def test_actors_differ_only_by_country(reader):
    [(_, mention)] = mentions(reader, "الجيش")
    countries = [actor.country for actor in mention.actors]
    assert len(countries) > 5
    assert len(set(countries)) == len(countries)


def test_no_actor_is_given_twice(reader):
    _, mention = mentions(reader, "القوات الروسية")[0]
    assert len({actor.id for actor in mention.actors}) == len(mention.actors)


def test_mentions_lie_in_order_and_apart(reader):
    text = "اشتبك الجيش السوري مع خلايا تنظيم داعش وقتل ثلاثة جنود ومدنيان بنيران مسلحين مجهولين"
    words = split_words(fold(text).text)
    found = reader.parties.find(words)
    assert len(found) >= 4
    assert all(one.last < other.first for one, other in pairwise(found))
