"""Acts told of several places: one event for each."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad import Article

DAY = dt.date(2021, 7, 28)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "شن الطيران الحربي غارات على الأتارب بريف حلب و خان شيخون في ريف إدلب أمس الثلاثاء.",
            {"الأتارب", "خان شيخون"},
        ),
        ("ضبطت قوات الجيش أسلحة وذخائر في الشيخ زويد ورفح أمس الثلاثاء.", {"الشيخ زويد", "رفح"}),
        ("قصفت مدفعية الجيش مواقع المسلحين في جلولاء وأطراف خانقين أمس الثلاثاء.", {"جلولاء", "خانقين"}),
    ],
)
def test_each_member_of_a_list_is_an_act(coder, text, places):
    events = coder.code(Article(text, published=DAY))
    assert {event.place.name for event in events if event.place is not None} == places


def test_where_a_place_lies_is_no_member(coder):
    events = coder.code(Article("قصفت قوات النظام بلدة اللطامنة في ريف حماة الشمالي أمس الثلاثاء.", published=DAY))
    assert [event.place.name for event in events if event.place is not None] == ["اللطامنة"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "حرر الجيش اليمني أمس الثلاثاء عددا من المواقع شمال مديرية ميدي من بينها جبل النار وتبة الخزان.",
            {"جبل النار", "تبة الخزان"},
        ),
        ("قصفت الطائرات أمس الثلاثاء بلدات في ريف إدلب بينها سرمين وأريحا.", {"سرمين", "أريحا"}),
    ],
)
def test_places_named_among_others_are_those_of_the_act(coder, text, places):
    events = coder.code(Article(text, published=DAY))
    assert {event.place.name for event in events if event.place is not None} == places


def test_what_lies_near_a_place_is_not_named_among_others(coder):
    text = "قصفت قوات النظام بلدة كفرنوران وقرية القصر القريبة منها شمال حلب أمس الثلاثاء."
    events = coder.code(Article(text, published=DAY))
    assert {event.place.name for event in events if event.place is not None} == {"كفرنوران", "القصر"}
