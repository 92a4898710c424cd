"""Is it Arabic?"""

from __future__ import annotations

import pytest

from marsad.sources.script import may_be_arabic, why_not_arabic


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


ARABIC = "قتل ثلاثة مدنيين في قصف على أطراف البلدة صباح اليوم الثلاثاء"


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256", "iso-8859-6", "utf-16"])
def test_arabic_bytes(encoding):
    assert may_be_arabic(f"<html><body><p>{ARABIC}</p></body></html>".encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256", "utf-16-le"])
def test_arabic_far_behind_a_latin_head(encoding):
    head = "<script>var menu = 'a long list of things';</script>" * 2000
    assert may_be_arabic(f"<html>{head}<p>{ARABIC}</p></html>".encode(encoding))


def test_references_to_arabic_letters():
    assert may_be_arabic("".join(f"&#{ord(c)};" for c in ARABIC).encode())
    assert may_be_arabic("".join(f"&#x{ord(c):04x};" for c in ARABIC).encode())


@pytest.mark.parametrize(
    "text",
    [
        "Shelling on the outskirts of the town " * 9,
        "Обстрел окраин города сегодня утром, трое убитых",
        "Des tirs d’artillerie ont été signalés à l’aube près du marché, où trois civils ont été tués, blessés évacués",
        "הפגזה על פאתי העיירה הבוקר הביאה למותם של שלושה אזרחים ולפציעתם של אחרים",
        "今朝の砲撃で民間人三人が死亡し、ほかに数人が負傷したと地元当局者が明らかにしたという",
        "",
    ],
)
def test_other_bytes(text):
    assert not may_be_arabic(text.encode())
