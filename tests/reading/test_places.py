"""Places of sentences: names, relations, and what they resolve to (tests/cases/places.csv)."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from marsad.gazetteer.geography import distance_km
from marsad.gazetteer.lookup import Gazetteer, load
from marsad.reading.fold import fold, fold_word
from marsad.reading.place_resolution import ResolvedPlace, resolve_places
from marsad.reading.place_tables import PlaceTables, load_place_tables
from marsad.reading.places import country_cues, find_places
from marsad.reading.words import split_words

CASES = Path(__file__).parents[1] / "cases" / "places.csv"


def _cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load()


@pytest.fixture(scope="module")
def tables() -> PlaceTables:
    return load_place_tables()


def _resolved(text: str, gazetteer: Gazetteer, tables: PlaceTables) -> list[ResolvedPlace]:
    words = split_words(fold(text).text)
    found = resolve_places(find_places(words, gazetteer, tables), gazetteer, country_cues(words, gazetteer))
    return [place for place in found if place is not None]


@pytest.mark.parametrize("case", _cases(), ids=lambda case: f"{case['name']}-{case['sentence'][:40]}")
def test_case(case: dict[str, str], gazetteer: Gazetteer, tables: PlaceTables) -> None:
    places = _resolved(case["sentence"], gazetteer, tables)
    if not case["name"]:
        assert [place.name for place in places] == []
        return
    wanted = fold_word(case["name"])
    named = [place for place in places if place.name == wanted]
    assert named, f"found {[place.name for place in places]}"
    place = named[0]
    assert (place.country or "") == case["country"]
    assert place.precision == case["precision"]
    if case["lat"]:
        assert place.lat is not None
        assert place.lon is not None
        away = distance_km(place.lat, place.lon, float(case["lat"]), float(case["lon"]))
        assert away <= float(case["within_km"]), f"{place.lat}, {place.lon}: {away:.0f} km away"


def test_enough_cases() -> None:
    assert len(_cases()) >= 120


def test_offsets_point_at_the_name(gazetteer: Gazetteer, tables: PlaceTables) -> None:
    folded = fold("وصلت القافلة إلى بحلب وبالرقة ثم إلى حيّ المنشيّة").text
    mentions = find_places(split_words(folded), gazetteer, tables)
    assert [folded[m.name_start : m.name_end] for m in mentions] == ["حلب", "الرقه", "حي المنشيه"]
    assert [m.name for m in mentions] == ["حلب", "الرقه", "حي المنشيه"]


def test_blocked_words_hold_no_place(gazetteer: Gazetteer, tables: PlaceTables) -> None:
    words = split_words(fold("هاجمت قوات سوريا الديمقراطية مدينة الرقة").text)
    mentions = find_places(words, gazetteer, tables, frozenset((1, 2, 3)))
    assert [m.name for m in mentions] == ["الرقه"]


def test_no_point_for_an_uncatalogued_village(gazetteer: Gazetteer, tables: PlaceTables) -> None:
    place = _resolved("قتل مدنيان في قرية تل الورد التابعة لناحية سلوك", gazetteer, tables)[0]
    assert (place.lat, place.lon, place.country) == (None, None, "SY")
    assert place.admin1


def test_containers_decide_between_namesakes(gazetteer: Gazetteer, tables: PlaceTables) -> None:
    lebanon = _resolved("اشتباكات في طرابلس شمال لبنان", gazetteer, tables)[0]
    libya = _resolved("اشتباكات في طرابلس غرب ليبيا", gazetteer, tables)[0]
    assert (lebanon.country, libya.country) == ("LB", "LY")


def test_hints_decide_where_the_text_does_not(gazetteer: Gazetteer, tables: PlaceTables) -> None:
    words = split_words(fold("انفجار في رفح").text)
    mentions = find_places(words, gazetteer, tables)
    assert resolve_places(mentions, gazetteer, {"EG": 5.0})[0].country == "EG"
    assert resolve_places(mentions, gazetteer, {"PS": 5.0})[0].country == "PS"


def test_order_and_determinism(gazetteer: Gazetteer, tables: PlaceTables) -> None:
    text = "قصف على بلدات سراقب وكفرنبل قرب إدلب وعلى حي السكري في حلب"
    first, second = (_resolved(text, gazetteer, tables) for _ in range(2))
    assert first == second
    assert [p.mention.first for p in first] == sorted(p.mention.first for p in first)


def test_text_without_arabic_has_no_place(gazetteer: Gazetteer, tables: PlaceTables) -> None:
    assert _resolved("", gazetteer, tables) == []
    assert _resolved("London 2020 …", gazetteer, tables) == []


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        # namesakes in countries that the report never speaks of
        ("وقعت اشتباكات في مخيم اليرموك جنوب دمشق وفي حي التضامن المجاور له.", "حي التضامن", "SY"),
        ("هاجم مسلحون قرية الجديدة شمال مايدوغوري في ولاية بورنو النيجيرية.", "الجديده", "NG"),
        ("قصفت مسيّرة منطقة الرمادة في محافظة تعز، وسقطت قذائف قرب الحديدة.", "الرماده", "YE"),
        ("اعتقلت الشرطة شابا في حي المغار بعد دهم منازل في درنة شرقي ليبيا.", "حي المغار", "LY"),
        # names of two words of which the first is a place by itself
        ("انفجرت عبوة في حي سلطان غازي في إسطنبول، وقالت الشرطة التركية إن أنقرة تتابع.", "حي سلطان غازي", "TR"),
        ("اندلعت معارك في وادي نخل الرمان بالقرب من الدريهمي في محافظة الحديدة.", "وادي نخل الرمان", "YE"),
        ("أحرق المسلحون منازل في قرية دوير الأكراد شمال غرب حماة في سوريا.", "دوير الاكراد", "SY"),
    ],
)
def test_a_namesake_abroad_is_not_the_village_of_the_report(gazetteer, tables, text, name, country):
    found = {place.name: place for place in _resolved(text, gazetteer, tables)}
    assert found[name].country == country


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("نزح الأهالي من مدينة كوي سنجق وفقا لمسؤول في أربيل.", "كوي سنجق"),
        ("قصفت طائرات منطقة الشيخ بحر شمالي إدلب.", "الشيخ بحر"),
        ("سيطرت القوات على منطقة قاع الحقل شرق الحديدة.", "قاع الحقل"),
        ("هاجم مسلحون قرية برنين غواري، بولاية كادونا.", "برنين غواري"),
        ("أغلق الجيش مدخل مستوطنة ميفو دوتان غربي جنين.", "مستوطنه ميفو دوتان"),
        # a verb, an adjective or where it lies is no part of the name
        ("قال سكان إن قرية برميزة تبعد عن سوران ساعة.", "برميزه"),
        ("حرر الجيش جبل الخرشة الاستراتيجي في نهم.", "جبل الخرشه"),
        ("سقطت قذائف على مديرية سنحان بصنعاء.", "سنحان"),
    ],
)
def test_unknown_names_of_two_words_are_whole(gazetteer, tables, text, name):
    assert name in {place.name for place in _resolved(text, gazetteer, tables)}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("قال أحد شيوخ تعز لـ«الشرق الأوسط» إن المدفعية قصفت السوق.", False),
        ('علمت "الشرق الأوسط" أن الوفد غادر بنغازي.', False),
        ("تراجعت الهجمات في الشرق الأوسط هذا العام.", True),
    ],
)
def test_a_region_in_quotation_marks_is_a_newspaper(gazetteer, tables, text, named):
    assert ("الشرق الاوسط" in {place.name for place in _resolved(text, gazetteer, tables)}) is named
