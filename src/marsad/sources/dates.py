"""Publication dates, as feeds, files and people write them.

Gives a calendar day, or an aware datetime where the hour and zone are told; None never stands for a
guess. Month names here are the English and French ones of machine-written stamps; dates inside
Arabic text are read by `marsad.reading`, not here.
"""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime

_DIGITS = {zero + digit: str(digit) for zero in (0x0660, 0x06F0) for digit in range(10)}
_INVISIBLE = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")

_ISO = re.compile(
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
    r"(?:[T ]+(?P<hour>\d{1,2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?",
    re.IGNORECASE,
)
# Collectors put every stamp of a page into one field: published, changed, then those of other articles.
# The first is meant.
_NEXT_STAMP = re.compile(r"[ ,;|]+(?=\d{4}-\d{2}-\d{2}[T ])")
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T?\d{4}(?:\d{2})?Z?)?")
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})(?:[ ,T]+\d{1,2}:\d{2}(?::\d{2})?)?"
)
_MONTH_NAMED = re.compile(
    r"(?:[a-z]+,?\s+)?(?P<day>\d{1,2})[\s-]+(?P<name>[a-zé]{3,9})\.?,?[\s-]+(?P<year>\d{4})(?:\D.*)?", re.IGNORECASE
)
_MONTH_FIRST = re.compile(
    r"(?:[a-z]+,?\s+)?(?P<name>[a-z]{3,9})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})(?:\D.*)?", re.IGNORECASE
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{13}")

_FIRST_YEAR = 1900
_LAST_YEAR = 2100

Published = dt.date | dt.datetime


def _zone(text: str | None) -> dt.tzinfo | None:
    if not text:
        return None
    if text.upper() in ("Z", "UTC", "GMT"):
        return dt.UTC
    hours, minutes = int(text[1:3]), int(text[-2:]) if len(text) > 3 else 0
    offset = dt.timedelta(hours=hours, minutes=minutes)
    return dt.timezone(-offset if text[0] == "-" else offset)


def _iso(match: re.Match[str]) -> Published:
    day = dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    zone = _zone(match["zone"])
    if match["hour"] is None or zone is None:
        return day  # an hour without a zone says no more than the day
    at = dt.time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0), tzinfo=zone)
    return dt.datetime.combine(day, at)


def _numbers(match: re.Match[str]) -> dt.date:
    return dt.date(int(match["year"]), int(match["month"]), int(match["day"]))


def _named(match: re.Match[str]) -> dt.date:
    month = _MONTHS.index(match["name"][:3].lower()) + 1
    return dt.date(int(match["year"]), month, int(match["day"]))


def _epoch(text: str) -> dt.datetime:
    seconds = float(text)
    return dt.datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, tz=dt.UTC)


def _read(text: str) -> Published | None:
    for pattern, make in (
        (_ISO, _iso),
        (_COMPACT, _numbers),
        (_DAY_FIRST, _numbers),
    ):
        match = pattern.fullmatch(text)
        if match:
            return make(match)
    if _EPOCH.fullmatch(text):
        return _epoch(text)
    if re.match(r"[A-Za-z]{3},?\s|\d{1,2}\s[A-Za-z]{3}\s\d{4}\s\d", text):
        try:
            stamp = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError):
            pass  # not the mail form: the looser ones below decide
        else:
            return stamp if stamp.tzinfo is not None else stamp.date()
    for pattern in (_MONTH_NAMED, _MONTH_FIRST):
        match = pattern.fullmatch(text)
        if match:
            return _named(match)
    return None


def read_published(value: object) -> Published | None:
    """The publication date that `value` states; None for nothing stated ("" or None).

    Accepts ISO dates and times, DD/MM/YYYY (day first, also with - or .), RFC 2822, Unix seconds or
    milliseconds, "1 May 2024", "May 1, 2024"; in Western or Arabic digits.

    Raises:
        ValueError: when something is stated that is no date.

    Example:
        >>> read_published("03/04/2021")
        datetime.date(2021, 4, 3)
    """
    if value is None or value == "":
        return None
    if isinstance(value, dt.date):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(f"a {type(value).__name__}, not a date")
    text = " ".join(_INVISIBLE.sub("", str(value)).translate(_DIGITS).split())
    text = _NEXT_STAMP.split(text, maxsplit=1)[0]
    if not text:
        return None
    try:
        found = _read(text)
    except (ValueError, OverflowError, OSError):
        found = None
    if found is None or not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        shown = text if len(text) <= 40 else text[:40] + "…"
        raise ValueError(f"{shown!r} is no date; write it as 2024-05-01 or 01/05/2024")
    return found


def day_of(published: Published | None) -> dt.date | None:
    """The calendar day at the outlet: of a datetime, the day in its own zone."""
    return published.date() if isinstance(published, dt.datetime) else published
