"""Strikes from the air and from guns are two acts, however close they are told."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad import Article

DAY = dt.date(2021, 7, 28)


def strikes(coder, text: str) -> list[tuple[str, str]]:
    events = coder.code(Article(text, published=DAY))
    return [(e.kind.value, e.place.name) for e in events if e.place is not None]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("تجدد القصف الجوي والمدفعي على مدينة حرستا اليوم الأربعاء.", "حرستا"),
        ("قتل أربعة مدنيين في غارات جوية وقصف مدفعي على مدينة كادقلي أمس الثلاثاء.", "كادقلي"),
        ("تعرضت بلدة الخيام لقصف مدفعي وجوي إسرائيلي عنيف فجر اليوم الأربعاء.", "الخيام"),
    ],
)
def test_raids_and_shelling_are_two_acts_at_one_place(coder, text, place):
    assert sorted(strikes(coder, text)) == [("air_strike", place), ("shelling", place)]


def test_the_toll_of_both_is_told_once(coder):
    text = "قتل أربعة مدنيين في غارات جوية وقصف مدفعي على مدينة كادقلي أمس الثلاثاء."
    tolls = [e.fatalities for e in coder.code(Article(text, published=DAY))]
    assert [t.min if t else None for t in tolls] == [4, None]


@pytest.mark.parametrize(
    "text",
    [
        "قصفت طائرات حربية روسية بالصواريخ بلدة كنصفرة اليوم الأربعاء.",
        "شن الطيران الحربي غارات جوية عنيفة ومكثفة على مدينة صعدة اليوم الأربعاء.",
    ],
)
def test_missiles_of_aircraft_and_other_adjectives_are_no_second_act(coder, text):
    assert [kind for kind, _ in strikes(coder, text)] == ["air_strike"]


def test_a_raid_and_guns_of_two_sentences_stay_apart(coder):
    text = (
        "شنت مقاتلات التحالف غارات استهدفت الحوثيين في حرض اليوم الأربعاء. "
        "وقصفت مدفعية الجيش مواقع الحوثيين في حرض اليوم الأربعاء."
    )
    assert sorted(kind for kind, _ in strikes(coder, text)) == ["air_strike", "shelling"]
