"""Publication dates in the forms that reach us."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.sources.dates import day_of, read_published

DAY = dt.date(2021, 7, 4)


@pytest.mark.parametrize(
    "stated",
    [
        "2021-07-04",
        "2021/07/04",
        "2021-7-4",
        "20210704",
        "20210704T101500Z",
        "2021-07-04 10:15",
        "2021-07-04T10:15:00",
        "2021-07-04T23:59:59.123+03:00",
        "2021-07-04T23:59:59+0300",
        "2021-07-04T00:10:00Z",
        "2021-07-04T182900",
        "2021-07-04T14:37:12+00:00 2021-07-05T08:00:00+00:00",
        "2021-07-04 14:37:12+03:00 2021-07-05 08:00:00+03:00 2021-07-06 00:00:00Z",
        "04/07/2021",
        "4/7/2021",
        "04-07-2021",
        "04.07.2021 18:20",
        "٠٤/٠٧/٢٠٢١",
        "۲۰۲۱-۰۷-۰۴",
        "\u200f04/07/2021\u200f",
        "Sun, 04 Jul 2021 23:10:00 +0300",
        "Sun, 4 Jul 2021 10:00:00 GMT",
        "4 Jul 2021 10:00:00 -0000",
        "4 July 2021",
        "July 4, 2021",
        "Sunday, July 4, 2021",
        " 2021-07-04 ",
        1625392800,
        1625392800.5,
        1625392800000,
        "1625392800",
        dt.date(2021, 7, 4),
        dt.datetime(2021, 7, 4, 23, tzinfo=dt.timezone(dt.timedelta(hours=3))),
    ],
)
def test_day(stated):
    assert day_of(read_published(stated)) == DAY


def test_hours_are_kept_only_with_their_zone():
    assert read_published("2021-07-04T10:15:00") == DAY
    assert type(read_published("2021-07-04T10:15:00")) is dt.date
    aware = read_published("2021-07-04T10:15:00+03:00")
    assert isinstance(aware, dt.datetime)
    assert aware.utcoffset() == dt.timedelta(hours=3)


@pytest.mark.parametrize("nothing", [None, "", "  ", "\u200f"])
def test_nothing_stated(nothing):
    assert read_published(nothing) is None


@pytest.mark.parametrize(
    "wrong",
    ["soon", "2021-13-01", "2021-02-30", "31/02/2021", "07/2021", "0001-01-01", "99999999999999", True, [], {}, "4 Foo 2021",
     float("nan"), float("inf"), 10**400, "2021-07-04T99:99:00Z", "Sun, 99 Jul 2021 10:00:00 GMT", "x" * 10_000],
)  # fmt: skip
def test_no_date(wrong):
    with pytest.raises(ValueError, match="date"):
        read_published(wrong)


@given(
    st.one_of(st.text(max_size=40), st.integers(), st.floats(), st.from_regex(r"[0-9:/+TZ. -]{6,30}", fullmatch=True))
)
def test_a_date_a_none_or_a_clear_word(stated):
    try:
        found = read_published(stated)
    except ValueError:
        return
    assert found is None or isinstance(found, dt.date)


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2099, 12, 31)))
def test_every_day_in_both_forms(day):
    assert read_published(day.isoformat()) == day
    assert read_published(f"{day:%d/%m/%Y}") == day
