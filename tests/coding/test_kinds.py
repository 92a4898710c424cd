"""What decides the kind of an act beyond its words."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad import Article

DAY = dt.date(2021, 7, 28)
ENTERED = (
    "دخلت وحدات من الجيش مدينة عين عيسى فجر الأربعاء.",
    "دخل مقاتلو الحركة بلدة هرارديري مساء الثلاثاء.",
)


def kinds(coder, text: str) -> list[str]:
    return [event.kind.value for event in coder.code(Article(text, published=DAY))]


@pytest.mark.parametrize("text", ENTERED)
def test_forces_that_enter_a_town_move(coder, text):
    assert kinds(coder, text) == ["troop_movement"]


@pytest.mark.parametrize("text", ENTERED)
def test_where_a_fight_is_told_they_take_it(coder, text):
    assert "territory_change" in kinds(coder, f"{text} وكانت معارك عنيفة قد دارت عند أطرافها يوم الاثنين.")
