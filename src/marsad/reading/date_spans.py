"""The grammar of longer times: parts of weeks, months and years, "the last three days", seasons, feasts.

After `date_grammar`, before `dates`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from marsad.reading import calendar
from marsad.reading.date_cursor import Hit, Read
from marsad.reading.date_grammar import AS_LAST, DayGrammar

# How far back a plural without a number reaches, in days: (nearest, farthest).
_FEW: dict[str, tuple[int, int]] = {
    "minute": (0, 0),
    "hour": (0, 0),
    "day": (2, 7),
    "night": (2, 7),
    "week": (14, 35),
    "month": (60, 180),
    "year": (730, 3650),
    "decade": (7300, 18250),
    "century": (73000, 182500),
}
_YEARS_IN = {"year": 1, "decade": 10, "century": 100}
_PRECISION = {"minute": "day", "hour": "day", "day": "day", "night": "day", "week": "week", "month": "month"}
_SHIFT = {"last": -1, "recent": -1, "current": 0, "next": 1, "before_last": -2}
_HOURS_A_DAY = 24


@dataclass(slots=True)
class Quantity:
    """So many of a unit of time; `count` is None for an uncounted plural."""

    unit: str
    count: int | None
    next: int


class SpanGrammar(DayGrammar):
    """Readers of weeks, months, years and what lies between."""

    __slots__ = ()

    # ---- a point of time of any kind

    def point(self, i: int, *, bare_year: bool = False) -> Read | None:
        """Any time that can be told by itself from word `i` on."""
        if not 0 <= i < len(self.words):
            return None
        found = self._nights(i) or self._pair(i) or self._parts(i) or self._core(i, named=False)
        if not found and bare_year and (value := self.year(i)):
            span = calendar.year_in(value[1], value[0])
            found = Read(value[2], *span, "year", "year", relative=False) if span else None
        return found

    def _parts(self, i: int) -> Read | None:
        """A part of the day, or the word for day or date, before what it belongs to."""
        k, night, named = i, False, False
        while (part := self.at(k, "part")) and (k == i or self.near(k)):
            night, named = night or part.value[0] == "night", True
            k = self.after(part.next, "of")
        for role in ("date", "unit"):
            hit = self.at(k, role) if k == i or self.near(k) else None
            if hit and (role == "date" or (hit.value[:2] == ("day", 1) and not hit.definite)):
                k, named = hit.next, True
        if not named or self.gap(k) > 1 or k == i:
            return None
        return self._core(k, named=self.near(k), night=night)

    def _core(self, i: int, *, named: bool, night: bool = False) -> Read | None:
        """A point of time without a part of the day before it; readers whose opening words are not there are spared."""
        if i >= len(self.words):
            return None
        roles = self.roles(i)
        unit = "unit" in roles
        number = "number" in roles or "article" in roles or self.words[i].form.is_number
        return (
            ("relative" in roles and self.relative(i))
            or ("weekday" in roles and self.weekday(i, named=named, night=night))
            or ((number or unit or "feast" in roles) and self.feast(i))
            or ((number or "month" in roles) and self.absolute(i, loose=named))
            or ("weekend" in roles and self.weekend(i))
            or ("edge" in roles and self.edge(i))
            or ((number or unit or "this" in roles) and self.unit_span(i))
            or ("season" in roles and self.season(i))
            or ((number or unit) and self.told_year(i))
            or ((unit or "month" in roles) and self.month_alone(i))
            or None
        )

    def _nights(self, i: int) -> Read | None:
        """The night between two days."""
        hit = self.at(i, "nights")
        if not hit:
            return None
        k = hit.next
        pair = self.at(k, "pair") or self.at(k, "unit")
        k = pair.next if pair and not pair.definite else k
        return self._two(k, "night between")

    def _two(self, k: int, rule: str) -> Read | None:
        """Two points joined by "and", taken as the span from the one to the other."""
        first = self.weekday(k, named=True, night=True) or self.absolute(k)
        first = first or self.month_alone(k, held=rule == "months") or self.point(k, bare_year=True)
        if not first or first.precision in ("span",):
            return first
        k = first.next
        link = (self.at(k, "and") or self.at(k, "to")) if self.gap(k) <= 1 else None
        j = link.next if link else k
        if self.gap(j) > 1 or not (link or self.words[j].form.text[0] == "و" or self.linked(j, "-/")):
            return None
        pair = self.at(j, "unit")
        j = pair.next if pair and pair.value[:2] == ("day", 1) and not pair.definite else j
        second = self.weekday(j, named=True) or self.point(j, bare_year=True)
        return self.join(first, second, rule) if second else None

    def join(self, first: Read, second: Read, rule: str) -> Read | None:
        """The span from one point to another; a weekday moves by a week where the order asks for it."""
        start, end = first.start, second.end
        if end < start and second.weekday is not None and not second.future:
            ahead = calendar.day_shift(end, 7)
            if ahead <= self.published:
                end = ahead
            elif first.weekday is not None:
                start = calendar.day_shift(start, -7)
        if end < start and first.relative and not second.relative:
            # The year stands with the second only.
            start = calendar.month_shift(start, 12 * (end.year - start.year))
            start = calendar.month_shift(start, -12) if start > end else start
        if end < start:
            return None
        precision = "day" if start == end else "span"
        if first.precision == second.precision in ("month", "year"):
            precision = "span" if start.year == end.year else "year"
        relative = second.relative or (first.relative and second.relative)
        return Read(second.next, start, end, precision, rule, relative=relative, future=second.future)

    def _pair(self, i: int) -> Read | None:
        """The days of Saturday and Sunday; the months of March and April; the years 2011 and 2013."""
        hit = self.at(i, "pair")
        if not hit or hit.definite or not self.near(hit.next):
            return None
        k = hit.next
        if hit.value[0] != "day":
            return self._two(k, f"{hit.value[0]}s")
        dates = self.absolute(k, loose=True)
        if dates:
            return dates
        first = self.weekday(k, named=True)
        if not first or first.precision == "span":
            return first
        found, read = 1, first
        while self.near(read.next):
            link = self.at(read.next, "and")
            j = link.next if link and len(self.words[read.next].form.text) == 1 else read.next
            more = self.weekday(j, named=True) if self.words[read.next].form.text[0] == "و" else None
            joined = self.join(read, more, "weekdays") if more else None
            if not joined:
                break
            joined.weekday = first.weekday
            read, found = joined, found + 1
        return read if found > 1 else None

    # ---- parts, months, years

    def edge(self, i: int) -> Read | None:
        """The beginning, middle or end of a week, month, year or season."""
        hit = self.at(i, "edge")
        if not hit or hit.definite:
            return None
        k = self.after(hit.next, "of")
        if not self.near(k):
            return None
        low, high = (v if isinstance(v, int) else 0 for v in hit.value[:2])
        whole = self.unit_span(k, bare=True) or self.season(k) or self.told_year(k) or self.month_alone(k, held=True)
        if not whole and (value := self.year(k)):
            span = calendar.year_in(value[1], value[0])
            whole = Read(value[2], *span, "year", "year", relative=False) if span else None
        if not whole or whole.precision not in ("week", "month", "year", "span"):
            return None
        whole.start, whole.end = calendar.portion((whole.start, whole.end), low, high)
        whole.rule = f"part of {whole.rule}"
        return whole

    def month_alone(self, i: int, *, held: bool = False) -> Read | None:
        """A month without a day; `held` where the word before leaves no doubt that it is one."""
        shahr = self.at(i, "unit")
        k = i
        if shahr and shahr.value[:2] == ("month", 1) and not shahr.definite and self.near(shahr.next):
            k, held = shahr.next, True
        month = self.month(k, supported=held)
        if not month:
            return None
        if month.year is not None:
            span = calendar.month_in(month.calendar, month.year, month.month)
        else:
            when = AS_LAST.get(month.when, month.when)
            span = calendar.recent_month(month.calendar, month.month, self.published, when)
        if not span:
            return None
        return Read(
            month.next, *span, "month", f"{month.calendar} month",
            relative=month.year is None, future=month.when == "next",
        )  # fmt: skip

    def told_year(self, i: int) -> Read | None:
        """The year 2014; a year without its word is read only where an opener calls for it."""
        unit = self.at(i, "unit")
        if unit and unit.value[:2] == ("year", 1):
            value = self.year(i)
        elif self.digits(i) is not None and self.at(i - 1, "in") and self.near(i) and self.gap(i + 1) >= 0:
            value = self.year(i)
            if value and self.near(i + 1) and (self.at(i + 1, "unit") or self.at(i + 1, "month")):
                value = None
        else:
            return None
        span = calendar.year_in(value[1], value[0]) if value else None
        return Read(value[2], *span, "year", "year", relative=False) if value and span else None

    def season(self, i: int) -> Read | None:
        """Summer 2016, last summer, the summer of last year."""
        hit = self.at(i, "season")
        if not hit or not isinstance(hit.value[0], int) or not isinstance(hit.value[1], int):
            return None
        told, pub = self.year(hit.next), self.published
        if told:
            year, k = told[0], told[2]
        else:
            when, k = self.when(hit.next)
            by_word, end_of_words = self._year_by_word(hit.next)
            if when and hit.definite:
                over = date(pub.year, hit.value[0], 1) < calendar.month_shift(pub, -hit.value[1])
                year = pub.year - (when not in ("current", "next") and not over)
            elif by_word is not None and not when:
                year, k = by_word, end_of_words
            else:
                return None
        start = date(year, hit.value[0], 1)
        end = calendar.day_shift(calendar.month_shift(start, hit.value[1]), -1)
        return Read(k, start, end, "span", "season", relative=not told)

    def weekend(self, i: int) -> Read | None:
        """The weekend, "last" or not."""
        hit = self.at(i, "weekend")
        if not hit:
            return None
        when, k = self.when(hit.next)
        start, end = calendar.weekend_before(self.published)
        if when == "last" and end >= self.published:
            start, end = calendar.day_shift(start, -7), calendar.day_shift(end, -7)
        if when == "next":
            start, end = calendar.day_shift(start, 7), calendar.day_shift(end, 7)
        return Read(k, start, end, "span", "weekend", future=when == "next")

    # ---- units of time

    def quantity(self, i: int) -> Quantity | None:
        """Three days, two weeks, a month, several hours: no article."""
        k = i
        while self.near(k) and (about := self.at(k, "about")):
            k = about.next
        few = self.at(k, "few") if self.near(k) else None
        number = self.number(k) if not few and self.near(k) else None
        unit_at = few.next if few else number[1] if number else k
        unit = self.at(unit_at, "unit") if self.near(unit_at) else None
        if not unit or unit.definite or unit.pre not in ("", "و"):
            return None
        name, count = str(unit.value[0]), unit.value[1]
        k = unit.next
        if few:
            count = None
        elif number:
            count = number[0]
        k = self.after(self.after(self.after(k, "few_after"), "half"), "about")
        one = self.number(k) if not number and count == 1 and self.near(k) else None
        if one and one[0] == 1 and one[2] == "cardinal":
            k = one[1]
        part = self.at(k, "part") if self.near(k) else None
        if (part and part.definite) or (name == "year" and not number and self.near(k) and self.digits(k) is not None):
            return None  # "the hours of the morning", "the year 48"
        past = self.at(k, "last") if self.near(k) else None
        k = past.next if past and not past.definite else k
        return Quantity(name, count if isinstance(count, int) else None, k)

    def ago(self, quantity: Quantity) -> Read:
        """When so much time before publication was."""
        pub, unit, count = self.published, quantity.unit, quantity.count
        precision, slack = _PRECISION.get(unit, "year"), 0
        if count is None:
            near, far = _FEW[unit]
            precision = "day" if not far else "week" if far <= 7 else "month" if far <= 35 else "year"
            start, end = calendar.day_shift(pub, -far), calendar.day_shift(pub, -near)
        else:
            if unit in ("minute", "hour"):
                middle = calendar.day_shift(pub, -(count // _HOURS_A_DAY) if unit == "hour" else 0)
            elif unit in ("day", "night"):
                middle = calendar.day_shift(pub, -count)
            elif unit == "week":
                middle, slack = calendar.day_shift(pub, -7 * count), 3
            elif unit == "month":
                middle, slack = calendar.month_shift(pub, -count), 15
            else:
                middle = calendar.month_shift(pub, -12 * _YEARS_IN[unit] * count)
            start, end = calendar.day_shift(middle, -slack), calendar.day_shift(middle, slack)
            if precision == "year":
                start, end = calendar.year_span(middle.year)
        return Read(quantity.next, start, end, precision, f"{unit}s ago")

    def unit_span(self, i: int, *, bare: bool = False) -> Read | None:
        """Last week, this month, the last three days, the past 24 hours; `bare` admits "the month" alone."""
        this = self.at(i, "this")
        if this and self.near(this.next):
            unit = self.at(this.next, "unit")
            return self._units(unit, None, "current", unit.next) if unit and unit.definite else None
        number = self.number(i)
        if number:
            unit = self.at(number[1], "unit") if self.near(number[1]) else None
            when, end = self.when(unit.next) if unit else ("", 0)
            held = unit and when in ("last", "recent", "next") and self.words[end - 1].form.text.startswith("ال")
            return self._units(unit, number[0], when, end) if held else None
        unit = self.at(i, "unit")
        if not unit or not unit.definite or self._is_general(i, unit):
            return None
        k = unit.next
        count = self.number(k) if self.near(k) else None
        k = count[1] if count else self.after(k, "few_after")
        when, end = self.when(k)
        if not when:
            if not bare or count or k != unit.next or unit.value[1] != 1 or unit.value[0] in ("day", "hour", "minute"):
                return None
            when, end = "current", k
        return self._units(unit, count[0] if count else None, when, end)

    def _is_general(self, i: int, unit: Hit) -> bool:
        """Whether the word for "the year" at `i` is the adjective "general" instead."""
        return unit.value[0] == "year" and self.near(i) and self.at(i - 1, "not_year") is not None

    def _units(self, unit: Hit | None, count: int | None, when: str, end: int) -> Read | None:
        if not unit or when not in _SHIFT:
            return None
        name, pub, shift = str(unit.value[0]), self.published, _SHIFT[when]
        if count is None and isinstance(unit.value[1], int):
            count = unit.value[1]
        if name in ("minute", "hour", "decade", "century") and count == 1:
            return None  # the last minute of a match, the last century: no date
        if when == "recent":
            return None if (name, count) == ("day", 1) else self._back(name, count, end, f"recent {name}s")
        rule, future = f"{when.replace('_', ' ')} {name}", when == "next"
        if count == 1 and name in ("day", "night"):
            day = calendar.day_shift(pub, shift)
            return Read(end, day, day, "day", rule, future=future)
        if count == 1 and name == "week":
            start = calendar.day_shift(calendar.week_start(pub), 7 * shift)
            return Read(end, start, calendar.day_shift(start, 6), "week", rule, future=future)
        if count == 1 and name == "month":
            first = calendar.month_shift(pub.replace(day=1), shift)
            return Read(end, *calendar.month_span(first.year, first.month), "month", rule, future=future)
        if count == 1 and name == "year":
            return Read(end, *calendar.year_span(pub.year + shift), "year", rule, future=future)
        if future:
            return Read(end, calendar.day_shift(pub, 1), calendar.day_shift(pub, 7), "span", rule, future=True)
        if when == "current":
            return Read(end, calendar.day_shift(pub, -3), pub, "span", rule)
        return self._back(name, count, end, rule)

    def _back(self, name: str, count: int | None, end: int, rule: str) -> Read:
        """The last so many units up to publication."""
        pub = self.published
        if name in ("minute", "hour"):
            start = calendar.day_shift(pub, -max(1, -(-(count or 1) // _HOURS_A_DAY)) if name == "hour" else 0)
        elif name in _YEARS_IN:
            start = calendar.month_shift(pub, -12 * _YEARS_IN[name] * (count or 5))
        elif name == "month":
            start = calendar.month_shift(pub, -(count or 3))
        else:
            start = calendar.day_shift(pub, -(count * (7 if name == "week" else 1) if count else _FEW[name][1]))
        precision = "year" if name in _YEARS_IN else "week" if not count and name in ("day", "night") else "span"
        return Read(end, start, pub, "day" if start == pub else precision, rule)
