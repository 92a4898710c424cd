"""Marks of what did not happen: which effect, and how far they reach; and whole sentences, event or none."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from marsad import Article, Coder
from marsad.coding.realis import UNREAL, effects
from marsad.lexicon.realis import load_realis, load_topics
from marsad.reading.document import read_document
from marsad.reading.fold import fold
from marsad.reading.realis import RealisFinder
from marsad.reading.words import split_words

CASES = Path(__file__).parents[1] / "cases" / "realis.csv"
SUNDAY = dt.date(2023, 7, 30)


@pytest.fixture(scope="module")
def finder() -> RealisFinder:
    return RealisFinder(load_realis())


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def reach(finder: RealisFinder, text: str) -> list[tuple[str, str]]:
    words = split_words(fold(text).text)
    return [
        (m.effect, " ".join(w.text for w in words[m.first_in : m.last_in + 1]))
        for m in finder.find(words)
        if m.effect not in ("underwent", "place_name", "unit_name")
    ]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("لم تقصف الطائرات البلدة", [("negated", "تقصف")]),
        ("لم يسفر القصف عن ضحايا", [("negated", "يسفر")]),
        ("لم تشن الطائرات غارات", [("negated", "تشن الطايرات غارات")]),
        ("لم تقم القوات بقصف البلدة", [("negated", "تقم القوات بقصف البلده")]),
        ("من دون أن يسفر القصف عن ضحايا", [("negated", "ان يسفر")]),
        ("لم تقصف. قصفت المدفعية", [("negated", "تقصف")]),
        ("لم يتوقف القصف", [("negated", "يتوقف")]),
        ("توقف القصف", [("halted", "القصف")]),
        ("تهديداته بقصف البلدة", [("threat", "بقصف البلده")]),
        ("يهددون بقصف البلدة", [("threat", "بقصف البلده")]),
        ("قد يقصف الجيش", [("possible", "يقصف الجيش")]),
        ("قد قصف الجيش", []),
        ("وقد تعرضت البلدة", []),
        ("قد تقصف الطائرات", [("possible", "تقصف الطايرات")]),
        ("تراجعت تركيا عن قصف البلدة", [("halted", "قصف البلده")]),
        ("لم يتمكن المسلحون", [("negated", "يتمكن"), ("foiled", "المسلحون")]),
        ("تمكن المسلحون", []),
        ("أكد أنها قصفت", []),
        ("إنهاء القصف على البلدة", [("halted", "القصف علي")]),
        ("في المدينة هدوء", []),
        ("وقع القصف", []),
    ],
)
def test_reach(finder, text, marks):
    assert reach(finder, text) == marks


# (sentence, word that may tell an act, whether it happened)
REAL = [
    ("قصفت الطائرات البلدة", "قصفت", True),
    ("لم تقصف الطائرات البلدة", "تقصف", False),
    ("لم يسفر القصف عن ضحايا", "القصف", True),
    ("لن تنسحب القوات من المدينة", "تنسحب", False),
    ("ستقصف الطائرات البلدة", "ستقصف", False),
    ("هدد الحوثيون بقصف المطار", "بقصف", False),
    ("دعا الوسطاء إلى وقف إطلاق النار", "إطلاق", False),
    ("طالبت المنظمة بالإفراج عن المعتقلين", "بالإفراج", False),
    ("نفى الجيش قصف المستشفى", "قصف", False),
    ("في حال هاجمت القوات المدينة", "هاجمت", False),
    ("لو قصفت الطائرات البلدة", "قصفت", False),
    ("تدريب يحاكي هجوما على المدينة", "هجوما", False),
    ("قصفت الطائرات البلدة ولم يقتل أحد", "قصفت", True),
    ("أكد الجيش قصف الموقع", "قصف", True),
    ("تمكنت القوات من اعتقال المطلوب", "اعتقال", True),
    ("تعرضت المدينة لقصف عنيف", "لقصف", True),
    ("تحركت القوات لقصف المدينة", "لقصف", False),
    ("هدد القائد وقصفت الطائرات البلدة", "وقصفت", True),
    ("قال إن القوات قصفت البلدة", "قصفت", True),
]


@pytest.mark.parametrize(("text", "word", "happened"), REAL, ids=[f"{w}: {t}" for t, w, _ in REAL])
def test_whether_it_happened(reader, text, word, happened):
    told = []
    for marks in reader.read(read_document(Article(text)), None):
        words = marks.sentence.words
        told += [
            effects(marks, t)
            for t in marks.triggers
            if fold(word).text in [w.text for w in words[t.first : t.last + 1]]
        ]
    # A word that is no trigger here tells of nothing that happened either.
    assert any(not under & UNREAL for under in told) is happened


def cases() -> list:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return [pytest.param(row["sentence"], row["kinds"], id=row["sentence"]) for row in csv.DictReader(lines)]


@pytest.mark.parametrize(("sentence", "kinds"), cases())
def test_event_or_none(coder, sentence, kinds):
    """`kinds` are those any of which may come out; an empty one among them allows no event."""
    got = {event.kind.value for event in coder.code(Article(sentence + ".", published=SUNDAY))}
    wanted = set(kinds.split("|"))
    assert got & wanted or (not got and "" in wanted), got


def test_there_are_enough_cases():
    assert len(cases()) >= 200


def test_topics_have_words_for_every_role():
    roles = {word.role for words in load_topics().values() for word in words}
    assert roles == {"figure", "fire", "accident", "crime", "drill", "politics", "past"}
