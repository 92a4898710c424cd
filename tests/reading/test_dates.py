"""Dates: what words of time mean, resolved against the day of publication."""

from __future__ import annotations

import csv
import time
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import LexiconError
from marsad.reading import calendar
from marsad.reading.date_tables import DateTables, date_tables
from marsad.reading.dates import DateMention, find_dates
from marsad.reading.fold import fold
from marsad.reading.words import split_words

CASES = Path(__file__).parents[1] / "cases" / "dates.csv"
WEDNESDAY = date(2021, 7, 28)


def read(text: str, published: date | None = WEDNESDAY) -> list[DateMention]:
    return find_dates(split_words(fold(text).text), published, date_tables())


def surface(text: str, mention: DateMention) -> str:
    words = split_words(fold(text).text)
    return " ".join(w.text for w in words[mention.first : mention.last + 1])


def _cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 260
    return rows


@pytest.mark.parametrize("case", _cases(), ids=lambda c: f"{c['phrase']} @{c['published']}")
def test_case(case: dict[str, str]) -> None:
    published = date.fromisoformat(case["published"]) if case["published"] else None
    mentions = read(case["phrase"], published)
    if not case["precision"]:
        assert mentions == []
        return
    first = mentions[0]
    assert (str(first.start or ""), str(first.end or ""), first.precision) == (
        case["start"],
        case["end"],
        case["precision"],
    )
    if case["note"] in {"since", "until", "duration"}:
        assert first.kind == case["note"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("قصف الطيران المدينة مساء أمس الثلاثاء بالصواريخ", "مساء امس الثلاثاء"),
        ("وبتاريخ 5/6/2021 اعتقل شاب", "وبتاريخ 5 6 2021"),
        ("قتل جندي ليل السبت-الأحد في سيناء", "ليل السبت الاحد"),
        ("اندلعت منذ عام 2011 احتجاجات", "منذ عام 2011"),
        ("هجوم في نيسان/أبريل الماضي على الحاجز", "نيسان ابريل الماضي"),
        ("وصل في يونيو (حزيران) الماضي", "يونيو حزيران الماضي"),
    ],
)
def test_mention_covers_its_words(text: str, words: str) -> None:
    (mention,) = read(text)
    assert surface(text, mention) == words


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("قصف أمس", "point"),
        ("منذ 2011", "since"),
        ("منذ يومين", "since"),
        ("اعتبارا من الأحد", "since"),
        ("حتى مساء السبت", "until"),
        ("قبل شهر رمضان", "until"),
        ("خلال يومين", "duration"),
        ("لمدة ثلاثة أيام", "duration"),
        ("خلال اليومين الماضيين", "point"),
        ("منذ السبت وحتى الاثنين", "point"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert [m.kind for m in read(text)] == [kind]


@pytest.mark.parametrize("text", ["غدا", "الاثنين المقبل", "الأسبوع القادم", "بعد غد", "الأيام المقبلة"])
def test_future_is_marked(text: str) -> None:
    assert [m.future for m in read(text)] == [True]


def test_several_mentions_do_not_overlap() -> None:
    mentions = read("قصف صباح اليوم حيا، وكان قتل الاثنين مدنيين، وفي 5 حزيران قصف المخيم")
    assert [m.start for m in mentions] == [date(2021, 7, 28), date(2021, 7, 26), date(2021, 6, 5)]
    assert all(a.last < b.first for a, b in pairwise(mentions))


def test_sentence_end_separates() -> None:
    mentions = read("وقع الهجوم أمس. الأحد المدينة هادئة")
    assert [m.start for m in mentions] == [date(2021, 7, 27), date(2021, 7, 25)]


def test_today_with_weekday_tells_the_day_of_writing() -> None:
    """Written on Tuesday, published on Wednesday: "yesterday" is Monday."""
    mentions = read("قصف الجيش اليوم الثلاثاء بلدة، وكان قصفها أمس")
    assert [m.start for m in mentions] == [date(2021, 7, 27), date(2021, 7, 26)]


def test_without_publication_only_told_dates_resolve() -> None:
    mentions = read("قتل أمس، وفي 5 مايو 2019 جرح، ومنذ عام 2011", None)
    assert [(m.start, m.precision, m.relative) for m in mentions] == [
        (None, "unknown", True),
        (date(2019, 5, 5), "day", False),
        (date(2011, 1, 1), "year", False),
    ]
    assert mentions[2].end is None


def test_weekday_is_told() -> None:
    assert [m.weekday for m in read("قتل الخميس")] == [3]


@pytest.mark.parametrize("text", ["", "قتل رجل", "!!", "٣", "الـ", "و", "28/", "قبل", "منذ", "بين", "ليل"])
def test_fragments_are_no_dates(text: str) -> None:
    assert read(text) == []


_WORDS = st.sampled_from(
    "اليوم أمس الأحد الاثنين ليل مساء منذ حتى قبل بين و إلى من 5 15 2021 آذار رمضان الماضي المقبل أول ثلاثة أيام "
    "شهر عام الشهر الأسبوع نهاية مطلع / - ، ( ) . عيد الفطر الـ ساعة الماضية هذا يومي عامي صيف 30 شباط 9999 0".split()
)


@given(st.lists(_WORDS, max_size=12), st.sampled_from([None, WEDNESDAY, date(2020, 2, 29), date(1950, 1, 1)]))
def test_any_order_of_words_gives_ordered_days(words: list[str], published: date | None) -> None:
    mentions = read(" ".join(words), published)
    last = -1
    for m in mentions:
        assert last < m.first <= m.last
        last = m.last
        assert m.start is None or m.end is None or m.start <= m.end
        if published is None and m.relative:
            assert (m.start, m.end, m.precision) == (None, None, "unknown")


def test_bad_table_names_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "months.csv").write_text("name,month\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"months\.csv:1"):
        DateTables(tmp_path)


def test_plain_text_is_fast() -> None:
    words = split_words(fold("وقالت مصادر محلية للموقع إن قوات النظام استهدفت منازل المدنيين " * 10).text)
    tables = date_tables()
    find_dates(words, WEDNESDAY, tables)
    best = min(_timed(words, tables) for _ in range(20))
    # 60 microseconds for 100 words is the budget; five times that leaves room for a busy machine.
    assert best / len(words) * 100 < 300e-6


def _timed(words: list, tables: DateTables) -> float:  # type: ignore[type-arg]
    start = time.perf_counter()
    find_dates(words, WEDNESDAY, tables)
    return time.perf_counter() - start


def test_weekend_and_week() -> None:
    assert calendar.weekend_before(WEDNESDAY) == (date(2021, 7, 23), date(2021, 7, 24))
    assert calendar.week_start(WEDNESDAY) == date(2021, 7, 25)


def test_portion_of_a_month() -> None:
    month = calendar.month_span(2021, 6)
    assert calendar.portion(month, 33, 67) == (date(2021, 6, 11), date(2021, 6, 20))


def test_no_such_day() -> None:
    assert calendar.day_in("gregorian", 2021, 2, 30) is None
    assert calendar.day_in("hijri", 1300, 1, 1) is None


def test_publication_agrees_with_one_of_several_days_of_writing() -> None:
    mentions = read("نشرت الصحف اليوم الثلاثاء صورا، وأقيمت الجنازة أمس الثلاثاء، وكتبت أمس رسالة", date(2015, 7, 22))
    assert mentions[-1].start == date(2015, 7, 21)
