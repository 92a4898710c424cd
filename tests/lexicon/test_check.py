"""The check of the tables: each rule on a small mistake of its own, and its codes against their page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import marsad.lexicon.check_parties as parties
import marsad.lexicon.check_places as places
import marsad.lexicon.check_triggers as triggers
import marsad.lexicon.check_words as words
import marsad.lexicon.triggers as compiled
from marsad.coding.realis import TRIED, UNREAL
from marsad.lexicon.check import check_all
from marsad.lexicon.check_text import Cell, letters, variants
from marsad.lexicon.parties import HEADER
from marsad.lexicon.problems import WARNINGS

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "lexicon-check.md"


def codes(problems) -> list[str]:
    return sorted(problem.code for problem in problems)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("\N{RIGHT-TO-LEFT MARK}قصف", "LX002"),
        ("قـصف", "LX003"),
        ("ﻗﺘﻞ", "LX003"),
        ("کردستان", "LX004"),
        ("ایران", "LX004"),
        ("لواء 5٢", "LX005"),
        (" قصف", "LX006"),
        ("قصف  مدفعي", "LX006"),
        ("قصف||رمي", "LX006"),
    ],
)
def test_letters(text, code):
    assert codes(letters(iter([Cell(text, 1)]), "x.csv")) == [code]


@pytest.mark.parametrize("text", ["قصفٌ مدفعي", "أُطلق", "پاراچنار", "ISIS", "لواء 52", "لواء ٥٢", ""])
def test_letters_that_are_right(text):
    assert codes(letters(iter([Cell(text, 1)]), "x.csv")) == []


def test_variants():
    assert codes(variants(iter([Cell("إدلب", 1), Cell("ادلب", 1), Cell("حلب", 1)]), "x.csv")) == ["LX007"]


def trigger_problems(tmp_path, monkeypatch, *files: str, sets: str = "arms:\n  - سلاح\n") -> list[tuple[str, int]]:
    (tmp_path / "kinds").mkdir()
    (tmp_path / "sets.yml").write_text(sets, encoding="utf-8")
    (tmp_path / "frames.yml").write_text("frames:\n  strike: {subject: a}\n  attack: {subject: a}\n", encoding="utf-8")
    (tmp_path / "means.yml").write_text("means: []\n", encoding="utf-8")
    for text in files:
        (tmp_path / "kinds" / f"{text.split()[1]}.yml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(triggers, "DATA", tmp_path)
    monkeypatch.setattr(compiled, "DATA", tmp_path)
    return [(p.code, p.line) for p in triggers.check_triggers() if p.code != "LX109"]


ENTRY = "kind: shelling\ntriggers:\n  - id: shelling.pound\n    verb:\n      - قصف\n    frame: strike\n"


def test_a_table_in_order(tmp_path, monkeypatch):
    assert trigger_problems(tmp_path, monkeypatch, ENTRY) == []


@pytest.mark.parametrize(
    ("added", "found"),
    [
        ("    frame: strike\n", [("LX001", 1), ("LX001", 7)]),
        ("    colour: red\n", [("LX001", 1), ("LX102", 7)]),
        ("  - id: shelling.pound\n    verb: رمى\n", [("LX101", 7)]),
        ("  - id: strike.hurl\n    verb: رمى\n", [("LX103", 7)]),
        ("  - id: shelling.empty\n    frame: strike\n", [("LX102", 7)]),
        ("    kind: rain\n", [("LX001", 1), ("LX103", 7)]),
        ("  - id: shelling.hurl\n    verb: رمى\n    frame: absent\n", [("LX104", 9)]),
        ("    refine: weather\n", [("LX001", 1), ("LX104", 7)]),
        ("    needs: luck\n", [("LX001", 1), ("LX104", 7)]),
        ('    with: "@absent"\n', [("LX001", 1), ("LX104", 7)]),
        ("    weak: true\n", [("LX104", 7)]),
        ("    form: IV\n", [("LX104", 7)]),
        ("    with:\n      - سلاح\n    without:\n      - سلاح\n", [("LX107", 3)]),
        ("    phrase:\n      - سيارة - مفخخة\n", [("LX108", 8)]),
        ("    examples:\n      - انسحبت القوات من البلدة\n", [("LX110", 8)]),
        ("    before:\n      - طائرات\n    examples:\n      - طائرات قصفت البلدة\n", []),
        ("    before:\n      - طائرات\n    examples:\n      - قصفت البلدة\n", [("LX110", 10)]),
        ("    examples:\n      - قصفت البلدة\n    not_events:\n      - قصفت البلدة\n", [("LX111", 10)]),
        ("    masdar:\n      - إطلاق\n      - اطلاق\n", [("LX007", 9)]),
        ("  - id: shelling.again\n    verb: قصف\n    frame: strike\n", [("LX106", 3)]),
    ],
)
def test_a_wrong_entry(tmp_path, monkeypatch, added, found):
    assert sorted(trigger_problems(tmp_path, monkeypatch, ENTRY + added)) == found


def test_a_set_holds_single_words(tmp_path, monkeypatch):
    assert trigger_problems(tmp_path, monkeypatch, ENTRY, sets="arms:\n  - قاذف صواريخ\n") == [("LX107", 2)]


def test_one_word_in_two_kinds(tmp_path, monkeypatch):
    other = ENTRY.replace("shelling", "air_strike")
    assert trigger_problems(tmp_path, monkeypatch, ENTRY, other) == [("LX112", 3)]


def test_two_kinds_told_apart(tmp_path, monkeypatch):
    other = ENTRY.replace("shelling", "air_strike") + '    with: "@arms"\n'
    assert trigger_problems(tmp_path, monkeypatch, ENTRY, other) == []


@pytest.mark.parametrize(("condition", "found"), [("طائرة", [("LX113", 3)]), ("@arms", [])])
def test_two_kinds_share_a_condition(tmp_path, monkeypatch, condition, found):
    one, other = (f"    with:\n      - مدفع\n      - {word}\n" for word in ("دبابة", f'"{condition}"'))
    entries = (ENTRY + one, ENTRY.replace("shelling", "air_strike") + other)
    assert trigger_problems(tmp_path, monkeypatch, *entries, sets="arms:\n  - صاروخ\n  - قذيفة\n") == found


def party_problems(tmp_path, monkeypatch, *rows: str) -> list[str]:
    for folder in ("parties", "check"):
        (tmp_path / folder).mkdir()
    (tmp_path / "check" / "everyday_words.csv").write_text("word,note\nفجر,dawn\n", encoding="utf-8")
    (tmp_path / "parties" / "x.csv").write_text("\n".join([",".join(HEADER), *rows, ""]), encoding="utf-8")
    monkeypatch.setattr(parties, "DATA", tmp_path)
    return codes(parties.check_parties(frozenset({"SY", "LY"})))


GROUP = "sy.one,لواء الشمال,فرقة الشمال,North Brigade,SY,rebel,REB,2012,2016,own,"


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("sy.two,لواء الجنوب,,South Brigade,SY,rebel,REB,,,own,", []),
        ("sy.one,لواء الجنوب,,South Brigade,SY,rebel,REB,,,own,", ["LX201"]),
        ("sy.two,فرقة الشمال,,South Brigade,SY,rebel,REB,,,own,", ["LX202"]),
        ("sy.two,فرقة الشمال,,South Brigade,SY,rebel,REB,2017,,own,", ["LX203"]),
        ("ly.two,فرقة الشمال,,South Brigade,LY,rebel,REB,,,own,", []),
        ("sy.two,لواء الجنوب,,South Brigade,SY,knights,REB,,,own,", ["LX204"]),
        ("sy.two,لواء الجنوب,,South Brigade,SY,rebel,ABC,,,own,", ["LX204"]),
        ("sy.two,لواء الجنوب,,South Brigade,ZZ,rebel,REB,,,own,", ["LX204"]),
        ("sy.two,لواء الجنوب,,South Brigade,SY,rebel,REB,2016,2012,own,", ["LX205"]),
        ("sy.two,لواء الجنوب,,South Brigade,SY,rebel,REB,spring,,own,", ["LX205"]),
        ("sy.two,لواء الجنوب,فجر,South Brigade,SY,rebel,REB,,,own,", ["LX206"]),
        ("sy.two,لواء الجنوب,لجنة 5+5|SOB,South Brigade,SY,rebel,REB,,,own,", []),
        ("sy.two,لواء الجنوب,الجنوب.نت,South Brigade,SY,rebel,REB,,,own,", ["LX108"]),
        ("sy.two,لواء الجنوب,لوا ء الجنوب", ["LX001"]),
    ],
)
def test_a_wrong_party(tmp_path, monkeypatch, row, found):
    assert party_problems(tmp_path, monkeypatch, GROUP, row) == found


COUNTRIES = """\
iso2,name_ar,aliases,demonym_m,demonym_f,demonym_pl,capital,lat,lon,radius_km
SY,سوريا,,سوري,سورية,سوريون,Damascus,35,38,300
"""
TOWN = "sy.a,النبع,,Al Nab',PPL,SY,,35.5,38.5,3,,own,"


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("sy.b,التل,,Al Tall,PPL,SY,,35.5,38.5,3,,own,", []),
        ("sy.a,التل,,Al Tall,PPL,SY,,35.5,38.5,3,,own,", ["LX301"]),
        ("sy.b,التل,,Al Tall,PPL,SY,,135.5,38.5,3,,own,", ["LX302"]),
        ("sy.b,التل,,Al Tall,PPL,SY,,0,0,3,,own,", ["LX302"]),
        ("sy.b,التل,,Al Tall,PPL,ZZ,,35.5,38.5,3,,own,", ["LX303", "LX305"]),
        ("sy.b,النبع,,Al Nab',PPLX,SY,,35.51,38.5,3,,own,", ["LX304"]),
        ("sy.b,النبع,,Al Nab',PPL,SY,,36.5,38.5,3,,own,", []),
        ("sy.b,النبع,,Al Nab',ADM2,SY,,35.5,38.5,3,,own,", []),
    ],
)
def test_a_wrong_place(tmp_path, monkeypatch, row, found):
    (tmp_path / "places").mkdir()
    (tmp_path / "countries.csv").write_text(COUNTRIES, encoding="utf-8")
    header = "id,name_ar,aliases,name_en,feature_code,country,admin1,lat,lon,radius_km,pcode,source,note"
    (tmp_path / "places" / "x.csv").write_text("\n".join([header, TOWN, row, ""]), encoding="utf-8")
    monkeypatch.setattr(places, "DATA", tmp_path)
    assert codes(places.check_places(frozenset({"SY"}))) == found


def test_a_wrong_word(tmp_path, monkeypatch):
    (tmp_path / "grammar").mkdir()
    table = "phrase,effect,window,note\nلم,negated,3,\nلم,negated,3,\nربما,perhaps,3,\nكاد,attempt,far,\n"
    (tmp_path / "grammar" / "realis.csv").write_text(table, encoding="utf-8")
    monkeypatch.setattr(words, "DATA", tmp_path)
    assert codes(words.check_words()) == ["LX401", "LX402", "LX402"]


def test_effects_are_those_that_coding_knows():
    assert UNREAL | TRIED <= words.EFFECTS


def test_the_tables_can_be_checked():
    problems = check_all()
    assert problems == sorted(problems)
    assert all(p.line >= 1 and not p.file.startswith("/") and p.message for p in problems)


def test_every_code_has_its_part_of_the_page_and_every_part_its_code():
    told = set(re.findall(r"^### (LX\d{3})\b", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    source = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "src/marsad/lexicon").glob("check*.py"))
    used = set(re.findall(r'"(LX\d{3})"', source))
    assert told == used
    assert used >= WARNINGS
