"""Is it Arabic?"""

from __future__ import annotations

import pytest

from marsad.sources.script import why_not_arabic


@pytest.mark.parametrize(
    "text",
    [
        "قصف",
        "قصف على درعا https://example.org/a/very/long/path/that/has/more/letters/than/the/post/itself",
        "مقتل 3 في گرمیان والچبايش",
        "استهدف الطيران قرية X (Al-Qarya) in the countryside",
        "قـ ـصـ ـف مدفعي",
        "اعلنت وزاره الدفاع في بيان ان قواتها سيطرت علی البلده",
    ],
)
def test_arabic(text):
    assert why_not_arabic(text) == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Shelling of the town", "hardly any"),
        ("", "hardly any"),
        ("ترکیه پنج روز پیش گزارش داد که گروهی چریک در مرز کشته شدند", "Persian"),
        ("پولیس نے بتایا کہ گاڑی میں دھماکہ ہوا جس میں چھ افراد ہلاک ہو گئے", "Urdu"),
        ("هێزەکانی پێشمەرگە لە سنووری پارێزگای هەولێر", "Kurdish"),
    ],
)
def test_other_languages(text, reason):
    assert reason in why_not_arabic(text)
