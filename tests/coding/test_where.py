"""The place of an act among the places of its sentence: not where the doer stands or came from."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad import Article, Coder


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("وقصفت قوات النظام المتمركزة في تل الجموع براجمات الصواريخ بلدة جلين غرب درعا.", "جلين"),
        ("استهدفت قوات حفتر المرابطة في ترهونة بالصواريخ حي أبو سليم في طرابلس.", "حي أبو سليم"),
        ("قصفت مدفعية الدعم السريع المتمركزة شمال بارا مدينة الأبيض، فقتلت أربعة مدنيين.", "الأبيض"),
        # the struck are where the act was
        ("قصفت الطائرات مسلحي التنظيم المتمركزين في تلعفر.", "تلعفر"),
        # what holds the place that they left is not where they went
        ("نقلت قوات الدعم السريع مدافع من منطقة جبل أولياء جنوبي الخرطوم نحو الغرب.", "جبل أولياء"),
    ],
)
def test_where_the_doer_stands_is_not_where_it_was(coder, text, place):
    assert [e.place.name for e in coder.code(Article(text)) if e.place is not None] == [place]


def test_the_city_is_one_of_the_country_of_the_report(coder):
    text = (
        "أغار الطيران على مواقع في مدينة نيالا قبل أيام من محادثات في جنيف.\n"
        "وقصفت مدفعية الدعم السريع المتمركزة شمال الفاشر أمس مواقع للقوة المشتركة داخل المدينة."
    )
    events = coder.code(Article(text))
    assert [e.place.name for e in events if e.kind.value == "shelling"] == ["الفاشر"]


@pytest.mark.parametrize(
    "text",
    [
        "أصيب جنديان في هجوم على نقطة تفتيش في بلدة الحويجة، ونُقلا على إثره إلى مستشفى كركوك العام.",
        "اعتقلت الشرطة ثلاثة متظاهرين في بلدة الحويجة واقتادتهم إلى سجن الناصرية.",
        "قتل حارس بهجوم مسلح في بلدة الحويجة، وجرى نقل جثمانه إلى مدينة كركوك.",
    ],
)
def test_where_the_hurt_and_the_caught_were_taken_is_not_where_it_was(coder, text):
    assert {e.place.name for e in coder.code(Article(text)) if e.place is not None} == {"الحويجة"}


@pytest.mark.parametrize(
    ("text", "name", "town"),
    [
        ("قصفت المدفعية قرية دير العليق جنوبي حيس.", "دير العليق", (13.93, 43.48)),
        ("قصفت الطائرات قرية أم الهيل التابعة لمدينة تلعفر.", "أم الهيل", (36.38, 42.45)),
    ],
)
def test_a_place_in_no_catalogue_lies_somewhere_about_the_town_told(coder, text, name, town):
    [event] = coder.code(Article(text))
    place = event.place
    assert (place.name, place.precision.value, place.gazetteer_id) == (name, "area", None)
    assert abs(place.lat - town[0]) < 0.2
    assert abs(place.lon - town[1]) < 0.2
    assert place.radius_km >= 10


def test_a_place_in_no_catalogue_has_no_point_where_only_a_province_is_told(coder):
    [event] = coder.code(Article("قصفت الطائرات قرية أم الهيل في محافظة نينوى."))
    assert event.place.lat is None
    assert event.place.country == "IQ"


def test_where_people_fled_to_is_not_where_they_were_bombed(coder):
    events = coder.code(Article("أجبر القصف في منطقة المواصي مئات العائلات على النزوح مجددا إلى مدينة خان يونس."))
    assert {e.place.name for e in events if e.place is not None} == {"المواصي"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("قتل في محافظة ديالى ثلاثة من الشرطة جراء سقوط قذائف هاون قرب مركز انتخابي في بلدة بهرز.", "بهرز"),
        # the city that the province is called after is no narrower place
        ("قصفت الطائرات مواقع في محافظة الحديدة التي تشهد معارك للسيطرة على المدينة.", "الحديدة"),
    ],
)
def test_the_town_told_of_in_a_province_is_where_it_was(coder, text, place):
    assert [e.place.name for e in coder.code(Article(text)) if e.kind.value in ("shelling", "air_strike")] == [place]


def test_what_a_council_speaks_of_is_not_where_it_sits(coder):
    text = "عقد مجلس الأمن الدولي، الجمعة، جلسة طارئة {}لبحث الهجوم على مدينة الفاشر غربي السودان."
    [event] = coder.code(Article(text.format(""), published=dt.date(2025, 11, 2)))
    assert (event.kind.value, event.place) == ("negotiation", None)
    [event] = coder.code(Article(text.format("في نيويورك "), published=dt.date(2025, 11, 2)))
    assert event.place is not None
    assert event.place.name == "نيويورك"


def test_an_act_whose_place_is_told_first_is_no_retelling(coder):
    text = (
        "دارت معارك بين الجيش اليمني والحوثيين في مديرية البرح أمس الثلاثاء. "
        "وفي مديرية حيس تجددت المعارك بين الجيش اليمني والحوثيين."
    )
    events = coder.code(Article(text, published=dt.date(2021, 7, 28)))
    assert [event.place.name for event in events if event.place is not None] == ["البرح", "حيس"]
