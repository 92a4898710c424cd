"""Marks of what did not happen: which effect, and over which trigger."""

from __future__ import annotations

import pytest

from marsad.article import Article
from marsad.coding.realis import UNREAL, effects
from marsad.reading.document import read_document
from marsad.reading.fold import fold
from marsad.reading.realis import RealisFinder
from marsad.reading.words import split_words

TABLE = {
    "لم": (((), "negated", 3),),
    "من": ((("المقرر",), "plan", 4), (("المتوقع",), "possible", 4)),
    "نفي": (((), "negated", 6),),
}


def reach(text: str) -> list[tuple[str, list[str]]]:
    words = split_words(fold(text).text)
    return [(m.effect, [w.text for w in words[m.first_in : m.last_in + 1]]) for m in RealisFinder(TABLE).find(words)]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("لم تقصف الطائرات البلدة اليوم", [("negated", ["تقصف", "الطائرات".replace("ئ", "ي"), "البلده"])]),
        ("ولم تقصف", [("negated", ["تقصف"])]),
        ("من المقرر أن تنسحب القوات", [("plan", ["ان", "تنسحب", "القوات"])]),
        ("من البلدة", []),
        ("لم تقصف. قصفت المدفعية", [("negated", ["تقصف"])]),
        ("قد يقصف الجيش", [("possible", ["يقصف", "الجيش"])]),
        ("قد قصف الجيش", []),
        ("وقع القصف", []),
    ],
)
def test_reach(text, marks):
    assert reach(text) == marks


# (sentence, word that may tell an act, whether it happened)
REAL = [
    ("قصفت الطائرات البلدة", "قصفت", True),
    ("لم تقصف الطائرات البلدة", "تقصف", False),
    ("لن تنسحب القوات من المدينة", "تنسحب", False),
    ("ستقصف الطائرات البلدة", "ستقصف", False),
    ("سوف تهاجم القوات المدينة", "تهاجم", False),
    ("هدد الحوثيون بقصف المطار", "بقصف", False),
    ("توعد التنظيم بمهاجمة القوات", "بمهاجمة", False),
    ("دعا الوسطاء إلى وقف إطلاق النار", "إطلاق", False),
    ("طالبت المنظمة بالإفراج عن المعتقلين", "بالإفراج", False),
    ("حذرت الأمم المتحدة من هجوم على المدينة", "هجوم", False),
    ("نفى الجيش قصف المستشفى", "قصف", False),
    ("يعتزم الجيش اقتحام المخيم", "اقتحام", False),
    ("في حال هاجمت القوات المدينة", "هاجمت", False),
    ("لو قصفت الطائرات البلدة", "قصفت", False),
    ("قد تهاجم القوات المدينة", "تهاجم", False),
    ("تدريب يحاكي هجوما على المدينة", "هجوما", False),
    ("قصفت الطائرات البلدة ولم يقتل أحد", "قصفت", True),
    ("أكد الجيش قصف الموقع", "قصف", True),
    ("تمكنت القوات من اعتقال المطلوب", "اعتقال", True),
    ("بعد أن قصفت الطائرات البلدة", "قصفت", True),
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
