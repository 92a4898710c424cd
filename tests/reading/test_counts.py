"""Counts and casualties: the table of phrases, and what the table's columns do not show."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from marsad.reading.casualties import CasualtyMention, find_casualties
from marsad.reading.count_tables import count_tables
from marsad.reading.counts import CountMention, find_counts
from marsad.reading.fold import fold
from marsad.reading.numbers import read_number
from marsad.reading.words import split_words

CASES = Path(__file__).parents[1] / "cases" / "counts.csv"


def rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def counts_of(text: str) -> list[CountMention]:
    return find_counts(split_words(fold(text).text), count_tables())


def casualties_of(text: str) -> list[CasualtyMention]:
    words = split_words(fold(text).text)
    tables = count_tables()
    return find_casualties(words, find_counts(words, tables), tables)


def told(mentions: list[CasualtyMention], role: str) -> tuple[str, str]:
    found = [m for m in mentions if m.role == role]
    if not found:
        return "", ""
    low = sum(m.min for m in found)
    high = "open" if any(m.max is None for m in found) else str(sum(m.max or 0 for m in found))
    return str(low), high


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["phrase"])
def test_phrases(row: dict[str, str]) -> None:
    mentions = casualties_of(row["phrase"])
    assert told(mentions, "dead") == (row["dead_min"], row["dead_max"])
    assert told(mentions, "wounded") == (row["wounded_min"], row["wounded_max"])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("خمسة", 5),
        ("ثلاثة عشر", 13),
        ("سبع عشرة", 17),
        ("واحد وعشرون", 21),
        ("مئتان وخمسون", 250),
        ("ثلاث مئة", 300),
        ("أربعمائة وسبعة وستين", 467),
        ("ألفان", 2000),
        ("خمسة آلاف", 5000),
        ("ألف وتسعمئة وخمسة وأربعون", 1945),
        ("مليون ونصف", 1_000_000),
        ("ثلاثة ملايين ومئتا ألف", 3_200_000),
        ("1.5 مليون", 1_500_000),
        ("12,000", 12_000),
        ("12 ألفا", 12_000),
        ("٣٤", 34),
        ("3 آلاف و200", 3200),
    ],
)
def test_numbers(text: str, value: int) -> None:
    words = split_words(fold(text).text)
    number = read_number(words, 0, count_tables())
    assert number is not None
    assert number.value == value


@pytest.mark.parametrize(
    "text",
    [
        "الساعة 10:30",
        "10/7/2018",
        "اللواء 55",
        "طائرة إف 16",
        "إف-16",
        "عام 2018",
        "5 دبابات",
        "10 يوليو",
        "3.5 كيلومتر",
        "20 بالمئة",
        "35 عاما",
    ],
)
def test_numbers_that_count_nobody(text: str) -> None:
    assert all(count.role == "things" for count in counts_of(text))


def test_parts_point_at_their_total() -> None:
    counts = counts_of("مقتل 10 أشخاص بينهم 3 أطفال وامرأتان وإصابة 20 آخرين")
    assert [(c.min, c.part_of) for c in counts] == [(10, None), (3, 0), (2, 0), (20, None)]


def test_group_holds_the_whole_people_phrase() -> None:
    text = fold("ثلاثة من عناصر قوات النظام في حلب").text
    words = split_words(text)
    (count,) = find_counts(words, count_tables())
    assert count.group is not None
    first, last = count.group
    assert text[words[first].start : words[last].end] == fold("عناصر قوات النظام").text
    assert (count.category, count.role, count.exact) == ("armed", "persons", True)


def test_positions_are_those_of_the_text_when_a_part_is_read() -> None:
    words = split_words(fold("وصلت تعزيزات. قتل ثلاثة جنود").text)[2:]
    tables = count_tables()
    counts = find_counts(words, tables)
    (mention,) = find_casualties(words, counts, tables)
    assert (counts[0].first, counts[0].last) == (3, 4)
    assert (mention.first, mention.last, mention.people) == (2, 4, (4, 4))


@pytest.mark.parametrize(
    ("text", "role", "low", "high"),
    [
        ("اعتقال 5 شبان في الخليل", "detained", 5, 5),
        ("اعتقلت قوات الاحتلال 12 فلسطينيا", "detained", 12, 12),
        ("اختطاف ثلاثة موظفين", "kidnapped", 3, 3),
        ("اختطف مسلحون طبيبا", "kidnapped", 1, 1),
        ("نزوح 300 عائلة", "displaced", 300, 300),
        ("نزوح آلاف المدنيين", "displaced", 2000, None),
        ("فقدان 4 بحارة", "missing", 4, 4),
        ("ألقت الشرطة القبض على ثلاثة مطلوبين", "detained", 3, 3),
        ("الإفراج عن 20 معتقلا", "detained", 20, 20),
    ],
)
def test_other_roles(text: str, role: str, low: int, high: int | None) -> None:
    assert [(m.role, m.min, m.max) for m in casualties_of(text)] == [(role, low, high)]


def test_joint_figures_keep_their_total() -> None:
    for mention in casualties_of("سقوط 50 قتيلا وجريحا"):
        assert mention.joint
        assert mention.total == (50, 50)


def test_flags() -> None:
    assert casualties_of("ارتفعت حصيلة القتلى إلى 12")[0].corrected
    assert casualties_of("قتل 500 ألف شخص منذ اندلاع الحرب")[0].cumulative
    assert not casualties_of("قتل 5 أشخاص في قصف")[0].cumulative
    assert all(m.zero for m in casualties_of("لم تسجل إصابات"))


def test_nothing_in_nothing() -> None:
    assert counts_of("") == []
    assert casualties_of("") == []


def test_any_cut_of_a_text_gives_sound_mentions() -> None:
    tables = count_tables()
    everything = split_words(fold(" ".join(row["phrase"] for row in rows())).text)
    for start in range(0, len(everything), 7):
        for length in (1, 2, 5, 30):
            words = everything[start : start + length]
            inside = range(words[0].index, words[-1].index + 1)
            counts = find_counts(words, tables)
            mentions = find_casualties(words, counts, tables)
            for count in counts:
                assert count.first in inside
                assert count.last in inside
                assert count.max is None or 0 <= count.min <= count.max
                assert count.part_of is None or count.part_of < len(counts)
            for mention in mentions:
                assert mention.first in inside
                assert mention.last in inside
                assert mention.first <= mention.last
                assert mention.max is None or 0 <= mention.min <= mention.max
                assert mention.people is None or mention.people[0] <= mention.people[1]


def test_during_is_not_two() -> None:
    assert counts_of("قتلوا أثناء محاولتهم التسلل") == []
    assert [c.min for c in counts_of("قتل اثنا عشر مسلحا")] == [12]
