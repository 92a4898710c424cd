"""Arithmetic of the Gregorian and Hijri calendars as news uses them: weeks, months, "the last such day".

Beside `date_grammar`, which calls it; knows no Arabic and reads no clock.
"""

from __future__ import annotations

from datetime import date, timedelta

from hijridate import Gregorian, Hijri

DAY = timedelta(days=1)
Span = tuple[date, date]

# An article may name a day that begins before its own clock does (time zones, late evenings).
AHEAD_DAYS = 2
SATURDAY = 5
FRIDAY = 4
# Years that the Hijri tables cover: the whole of 1343 to 1500.
_HIJRI_YEARS = range(1343, 1501)


def day_shift(day: date, count: int) -> date:
    """`day` moved by `count` days, kept within what a date can hold."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return date.min if count < 0 else date.max


def month_shift(day: date, count: int) -> date:
    """`day` moved by whole months, on the last day of a shorter month."""
    total = day.year * 12 + day.month - 1 + count
    year, month = max(1, min(9999, total // 12)), total % 12 + 1
    return min(date(year, month, 1) + DAY * (day.day - 1), month_span(year, month)[1])


def month_span(year: int, month: int) -> Span:
    """First and last day of a Gregorian month."""
    after = date(year + month // 12, month % 12 + 1, 1) if (year, month) != (9999, 12) else date.max
    return date(year, month, 1), after - DAY


def year_span(year: int) -> Span:
    """First and last day of a Gregorian year."""
    return date(year, 1, 1), date(year, 12, 31)


def week_start(day: date) -> date:
    """The Sunday on or before `day`: weeks end with the Friday and Saturday of rest."""
    return day_shift(day, -((day.weekday() + 1) % 7))


def weekend_before(day: date) -> Span:
    """The latest Friday and Saturday of which the Friday is on or before `day`."""
    friday = on_or_before(day, FRIDAY)
    return friday, day_shift(friday, 1)


def on_or_before(day: date, weekday: int) -> date:
    """The latest `weekday` (Monday is 0) on or before `day`."""
    return day_shift(day, -((day.weekday() - weekday) % 7))


def nearest(day: date, weekday: int) -> date:
    """The `weekday` that a report means by "today, Wednesday": at most one day after `day`, else before it."""
    ahead = (weekday - day.weekday()) % 7
    return day_shift(day, ahead if ahead <= 1 else ahead - 7)


def portion(span: Span, low: int, high: int) -> Span:
    """The part of a span from `low` to `high` per cent of its length, at least one day."""
    days = (span[1] - span[0]).days + 1
    first = round(days * low / 100)
    last = max(first, round(days * high / 100) - 1)
    return day_shift(span[0], first), day_shift(span[0], last)


def day_in(calendar: str, year: int, month: int, day: int) -> date | None:
    """The Gregorian date of a day of either calendar; None when there is no such day."""
    try:
        if calendar == "hijri":
            if year not in _HIJRI_YEARS:
                return None
            length = Hijri(year, month, 1).month_length()
            return Hijri(year, month, min(day, length) if day == 30 else day).to_gregorian()
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def month_in(calendar: str, year: int, month: int) -> Span | None:
    """First and last Gregorian day of a month of either calendar; None outside the tables."""
    if calendar == "hijri":
        if year not in _HIJRI_YEARS:
            return None
        first = Hijri(year, month, 1)
        start = first.to_gregorian()
        return start, day_shift(start, first.month_length() - 1)
    return month_span(year, month) if 1 <= year <= 9999 else None


def year_in(calendar: str, year: int) -> Span | None:
    """First and last Gregorian day of a year of either calendar; None outside the tables."""
    if calendar == "hijri":
        first, last = month_in(calendar, year, 1), month_in(calendar, year, 12)
        return (first[0], last[1]) if first and last else None
    return year_span(year) if 1 <= year <= 9999 else None


def year_of(calendar: str, day: date) -> int:
    """The year of `day` in a calendar."""
    if calendar == "hijri":
        try:
            return Gregorian(day.year, day.month, day.day).to_hijri().year
        except OverflowError:
            return 0
    return day.year


def recent(spans: list[Span], published: date, when: str) -> Span | None:
    """Of like spans in ascending order, the one that is meant.

    Args:
        spans: the same day or month in years around publication.
        published: day of publication.
        when: "" the latest begun by then (a single day has two days of grace), "last" the latest that is over,
            "current" the one that holds or is next to `published`, "next" the first to come.
    """
    if when == "next":
        return next((s for s in spans if s[0] > published), None)
    if when == "last":
        return next((s for s in reversed(spans) if s[1] < published), None)
    if when == "current":
        return min(spans, key=lambda s: abs((s[0] - published).days), default=None)
    grace = day_shift(published, AHEAD_DAYS)
    return next((s for s in reversed(spans) if s[0] <= (grace if s[0] == s[1] else published)), None)


def recent_day(calendar: str, month: int, day: int, published: date, when: str) -> date | None:
    """The day `day`/`month` of no told year that a report of `published` means."""
    year = year_of(calendar, published)
    # Back to a leap year when the day is 29 February.
    found = [day_in(calendar, y, month, day) for y in range(year - 8, year + 2)]
    span = recent([(d, d) for d in found if d], published, when)
    return span[0] if span else None


def recent_month(calendar: str, month: int, published: date, when: str) -> Span | None:
    """The month of no told year that a report of `published` means."""
    year = year_of(calendar, published)
    spans = [month_in(calendar, y, month) for y in range(year - 2, year + 2)]
    return recent([s for s in spans if s], published, when)
