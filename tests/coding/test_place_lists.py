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
