"""The day of an act that has none of its own: that of the passage, as long as the passage tells of one matter."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad import Article, Coder

PUBLISHED = dt.date(2022, 3, 10)  # a Thursday
LEAD = "قصفت مدفعية الجيش بلدة سراقب يوم الثلاثاء، فقتل فيها ثلاثة مدنيين."
LONG = "وتقع البلدة على الطريق الدولي بين حلب ودمشق وفيها مدارس وبساتين زيتون وجسر قديم فوق النهر. " * 13


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def _days(coder: Coder, text: str) -> list[tuple[str, str]]:
    events = coder.code(Article(text, published=PUBLISHED))
    return [(e.date.start.isoformat(), e.date.precision.value) for e in events if e.date is not None]


@pytest.mark.parametrize(
    "later",
    [
        "وأضاف السكان أن مسلحين هاجموا حاجزا للشرطة في الموصل.",
        "وفي هذه الأثناء هاجم مسلحون حاجزا للشرطة في الموصل.",
    ],
)
def test_what_goes_on_is_of_the_day_told(coder, later):
    assert _days(coder, f"{LEAD}\n{later}")[-1] == ("2022-03-08", "day")


def test_the_day_of_what_something_followed_stands_behind_it(coder):
    text = "سقطت قذائف على أحياء أم درمان السبت، غداة احتجاجات الجمعة في مدينة بحري شمالي الخرطوم."
    told = {e.kind.value: e.date.start.day for e in coder.code(Article(text, published=dt.date(2023, 4, 16)))}
    assert told == {"shelling": 15, "protest": 14}


@pytest.mark.parametrize(
    "text",
    [
        f"{LEAD}\nمن جهة أخرى، هاجم مسلحون حاجزا للشرطة في الموصل.",
        f"{LEAD}\nوفي حادث منفصل هاجم مسلحون حاجزا للشرطة في غاو.",
        f"{LEAD}\n{LONG}\nوهاجم مسلحون حاجزا للشرطة في الموصل.",
        "سيطرت القوات على قريتي نهم وأرحب خلال الأيام الأربعة الماضية.\nوهاجم مسلحون حاجزا للشرطة في عدن.",
        "قصفت مدفعية الجيش بلدة سراقب في 20 شباط/فبراير.\nوهاجم مسلحون حاجزا للشرطة في الموصل.",
    ],
)
def test_another_matter_has_no_day_of_that(coder, text):
    assert _days(coder, text)[-1] == ("2022-03-10", "unknown")


def test_a_report_of_a_whole_day_stays_with_it(coder):
    text = (
        f"قصفت مدفعية الجيش بلدة سراقب أمس، فقتل فيها ثلاثة مدنيين.\n{LONG}\n"
        "من جهة أخرى، هاجم مسلحون حاجزا للشرطة في الموصل."
    )
    assert _days(coder, text) == [("2022-03-09", "day"), ("2022-03-09", "day")]


def test_a_day_told_further_on_is_not_that_of_the_report(coder):
    text = f"هاجم مسلحون حاجزا للشرطة في الموصل.\n{LONG}\nوكانت الشرطة قد اعتقلت شابين في تلعفر يوم أمس الثلاثاء."
    assert _days(coder, text) == [("2022-03-10", "unknown"), ("2022-03-08", "day")]


def test_the_opening_tells_the_day_of_the_report(coder):
    text = "تظاهر مئات في الناصرية، اليوم الأربعاء، ضد الفساد.\n" + LONG + "\nوهاجم مسلحون حاجزا للشرطة في الموصل."
    assert _days(coder, text) == [("2022-03-09", "day"), ("2022-03-09", "unknown")]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("شيعت بلدة طمون الأربعاء جثامين أبنائها بعد يومين على غارة إسرائيلية استهدفت البلدة.", "2022-03-07"),
        ("زار المحافظ مدينة نيالا الأحد بعد ثلاثة أيام من هجوم شنه مسلحون على سوق المدينة.", "2022-03-03"),
    ],
)
def test_what_something_came_so_long_after_is_dated_before_it(coder, text, day):
    assert (day, "day") in _days(coder, text)


def test_what_something_came_long_after_is_background(coder):
    assert _days(coder, "أعيد فتح سوق نيالا الأحد بعد شهرين على هجوم شنه مسلحون على السوق.") == []


def test_so_many_days_of_fighting_tell_how_long(coder):
    text = "سيطر الجيش على مدينة سراقب الأحد بعد عشرة أيام من المعارك مع المسلحين."
    assert set(_days(coder, text)) == {("2022-03-06", "day")}


def test_a_day_told_later_stands_for_the_weeks_told_first(coder):
    text = "خطف مسلحون طبيبا في مدينة سبها قبل أسبوع. وخطف المسلحون الطبيب في مدينة سبها مساء الأربعاء 2 آذار/مارس."
    assert _days(coder, text) == [("2022-03-02", "day")]
