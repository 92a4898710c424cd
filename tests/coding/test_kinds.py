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


def test_settlers_that_are_shot_at_are_civilians(coder):
    text = "أصيب ثلاثة مستوطنين في إطلاق نار قرب مستوطنة أرئيل أمس الثلاثاء."
    assert kinds(coder, text) == ["attack_on_civilians"]


def test_people_shot_during_protests_that_are_told_again_were_shot_at_protests(coder):
    text = (
        "قتل متظاهران وأصيب عشرات برصاص قوات الأمن خلال احتجاجات في مدينة البصرة أمس الثلاثاء. "
        "وكانت الاحتجاجات في مدينة البصرة قد تجددت أمس الثلاثاء."
    )
    assert "protest_crackdown" in kinds(coder, text)
    assert "attack_on_civilians" not in kinds(coder, text)


def test_demonstrators_who_fight_the_police_riot(coder):
    assert kinds(coder, "اندلعت اشتباكات بين محتجين وقوات الأمن وسط الناصرية أمس الثلاثاء.") == ["riot"]


def test_gunmen_who_fight_the_police_do_not_riot(coder):
    text = "قالت مصادر أمنية إن 4 إرهابيين لقوا مصرعهم خلال مواجهات مع الشرطة بمدينة الفيوم أمس."
    assert kinds(coder, text) == ["armed_clash"]


def test_what_is_done_so_that_it_may_not_come_to_an_act_tells_none(coder):
    text = "يتقدم الجنود ببطء حتى لا يكونوا هدفا للعبوات الناسفة في محور الصابري ببنغازي."
    assert kinds(coder, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "أسفرت احتجاجات في مدينة أم درمان أمس الثلاثاء عن مقتل ثلاثة متظاهرين.",
        "قتل سبعة أشخاص خلال احتجاجات في مدينة الناصرية أمس الثلاثاء.",
    ],
)
def test_protests_that_cost_lives_met_force(coder, text):
    assert kinds(coder, text) == ["protest_crackdown"]


@pytest.mark.parametrize(
    "text",
    [
        "صد الجيش المالي هجوما شنه مسلحون على معسكره في بوني أمس الثلاثاء.",
        "أحبطت قوات الجيش اليمني محاولة تسلل للحوثيين في جبهة مريس أمس الثلاثاء.",
    ],
)
def test_an_attack_that_was_beaten_back_is_an_attack(coder, text):
    assert kinds(coder, text) == ["armed_attack"]


@pytest.mark.parametrize(
    "text",
    [
        "استهدفت قوات النظام سيارة مدنية قرب بلدة دارة عزة بصاروخ موجه أمس الثلاثاء.",
        "دمر مقاتلو الحزب دبابة إسرائيلية بصاروخ كورنيت قرب عيتا الشعب أمس الثلاثاء.",
    ],
)
def test_a_guided_missile_is_a_missile_from_the_ground(coder, text):
    assert kinds(coder, text) == ["shelling"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("استهدفت طائرة مسيرة سيارة بصاروخ موجه في بلدة عين قانا أمس الثلاثاء.", "drone_strike"),
        ("دمرت طائرة حربية مبنى بصاروخ موجه في خان يونس أمس الثلاثاء.", "air_strike"),
    ],
)
def test_a_guided_missile_of_an_aircraft_comes_from_the_air(coder, text, kind):
    assert kinds(coder, text) == [kind]
