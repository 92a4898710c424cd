"""The grammar of days: parts of a day, relative days, weekdays and calendar dates at one place in the words.

After `date_tables`, before `spans_of_time` and `dates`. Every reader takes the index of the word
where it shall begin and gives a `Read`, or None when no such thing begins there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from marsad.reading import calendar
from marsad.reading.date_cursor import Cursor, Hit, Read

# What "recent" and "before last" mean of a month.
AS_LAST = {"recent": "last", "before_last": "last"}
_YEARS = range(1900, 2151)
_HIJRI_YEARS = range(1343, 1501)


@dataclass(slots=True)
class MonthHit:
    """A month name with what follows it: other names, year, "last"."""

    calendar: str
    month: int
    next: int
    year: int | None
    when: str
    doubled: bool


class DayGrammar(Cursor):
    """Readers of single days."""

    __slots__ = ()

    def year(self, i: int) -> tuple[int, str, int] | None:
        """(year, calendar, next) of a year in digits, "of", "the year" and a comma before it allowed."""
        if self.gap(i) > 1:
            return None
        k = self.after(i, "of")
        unit = self.at(k, "unit") if self.gap(k) <= 1 else None
        if unit and unit.value[:2] == ("year", 1):
            k = unit.next
        elif k > i:
            return None
        value = self.digits(k)
        if value is None or self.gap(k) > 1 or (k > i and self.gap(k) > 0) or len(self.words[k].form.text) != 4:
            return None
        if (self.near(k + 1) and self.at(k + 1, "hijri")) or (value in _HIJRI_YEARS and value not in _YEARS):
            return value, "hijri", self.after(k + 1, "hijri")
        if value not in _YEARS and not (unit and 1000 <= value < 2200):
            return None
        return value, "gregorian", self.after(k + 1, "gregorian")

    # ---- months and calendar dates

    def month(self, i: int, *, supported: bool) -> MonthHit | None:
        """The month named at `i`; a name with other meanings needs `supported`, a year or a second name."""
        hit = self.at(i, "month")
        if not hit or (hit.definite and hit.value[3] != "libya") or not isinstance(hit.value[1], int):
            return None
        kind, number, needs, k, doubled = str(hit.value[0]), hit.value[1], hit.value[-1], hit.next, False
        if needs and hit.pre not in ("", "و"):
            return None
        while self.gap(k) <= 1 and (other := self.at(k, "month")) and other.value[:2] == hit.value[:2]:
            k, doubled = other.next, True
        told = self.year(k)
        when, year = "", None
        if told:
            year, k = told[0], told[2]
            kind = told[1] if kind == "hijri" else kind
        else:
            when, k = self.when(k)
            year, k = (None, k) if when else self._year_by_word(k)
        if needs == "full" and not (supported and (year or doubled)):
            return None
        if needs and not (supported or year or when or doubled):
            opener = self.at(i - 1, "opener") if self.near(i) else None
            if needs != "opener" or not opener:
                return None
        return MonthHit(kind, number, k, year, when, doubled)

    def _year_by_word(self, i: int) -> tuple[int | None, int]:
        """The year that "(of) last year" or "this year" after a month means."""
        k = self.after(i, "of")
        this = self.at(k, "this") if self.near(k) else None
        k = this.next if this else k
        unit = self.at(k, "unit") if self.near(k) else None
        if not unit or unit.value[:2] != ("year", 1) or not unit.definite:
            return None, i
        when, end = ("current", unit.next) if this else self.when(unit.next)
        shift = {"last": -1, "current": 0, "next": 1, "before_last": -2}.get(when)
        return (None, i) if shift is None else (self.published.year + shift, end)

    def numeric(self, i: int, *, loose: bool) -> Read | None:
        """A date all in digits: 28/7/2021, 2021-07-28, 28.7.2021; 28/7 only when `loose`."""
        first, second = self.digits(i), self.digits(i + 1)
        if first is None or second is None or not self.linked(i + 1, "/-.\\"):
            return None
        sign, third = self.words[i + 1].before, self.digits(i + 2)
        if third is not None and self.words[i + 2].before == sign:
            day, month, year = (third, second, first) if first > 999 else (first, second, third)
            if year < 100 and sign == "/" and loose:
                year += 2000
            kind = "hijri" if year in _HIJRI_YEARS else "gregorian"
            if kind == "gregorian" and year not in _YEARS:
                return None
            if month > 12 >= day:
                day, month = month, day
            found = calendar.day_in(kind, year, month, day)
            end = self.after(self.after(i + 3, "hijri"), "gregorian")
            return Read(end, found, found, "day", "numeric date", relative=False) if found else None
        if loose and sign in "/\\" and 1 <= first <= 31 and 1 <= second <= 12:
            found = calendar.recent_day("gregorian", second, first, self.published, "")
            return Read(i + 2, found, found, "day", "numeric date") if found else None
        return None

    def _days(self, i: int) -> tuple[list[int], int, str] | None:
        """Day numbers before a month: 5, the fifth, 3 and 5, 10-12, 10 to 12."""
        first = self.number(i)
        if not first or not 1 <= first[0] <= 31:
            return None
        days, k, kind = [first[0]], first[1], first[2]
        while self.gap(k) <= 1:
            sign = self.words[k].before.strip(" ")
            link = self.at(k, "and") or self.at(k, "to")
            j = link.next if link and not sign else k
            if j == k and sign not in ("-", "/") and not (sign in ("", ",") and self.words[k].form.text[0] == "و"):
                break
            more = self.number(j)
            if not more or not days[-1] < more[0] <= 31:
                break
            days.append(more[0])
            k = more[1]
        return days, k, kind

    def absolute(self, i: int, *, loose: bool = False) -> Read | None:
        """A day of a month, or several; `loose` where a word for day or date stands before it."""
        found = self.numeric(i, loose=loose) or self._day_of_month(i, loose=loose) or self._month_first(i)
        if not found:
            return None
        same = self.at(found.next, "equals") if self.gap(found.next) <= 1 else None
        k = same.next if same else found.next
        if self.near(k) and (same or self.words[k].before):
            other = self.numeric(k, loose=True) or self._day_of_month(k, loose=True)
            if other and (same or abs((other.start - found.start).days) <= 1):
                found = other if not other.relative or found.relative else found
                found.next = other.next
        return found

    def _day_of_month(self, i: int, *, loose: bool) -> Read | None:
        days = self._days(i)
        if not days:
            return None
        numbers, k, _ = days
        if not (self.near(k) or self.linked(k, "/-")):
            return None
        k = self.after(k, "of")
        shahr = self.at(k, "unit")
        if shahr and shahr.value[:2] == ("month", 1) and self.near(k):
            if self.near(shahr.next) and self.at(shahr.next, "month"):
                k = shahr.next
            else:
                when, end = self.when(shahr.next)
                return self._day_of_when(numbers, when or ("current" if shahr.definite else ""), end)
        elif (this := self.at(k, "this")) and (unit := self.at(this.next, "unit")) and unit.value[0] == "month":
            return self._day_of_when(numbers, "current", unit.next)
        named = self.at(k, "month")
        if named and named.value[-1] and self.linked(k, "-"):
            return None  # "3-zero", the score of a match
        month = self.month(k, supported=True)
        if not month:
            when, end = self.when(k) if loose else ("", k)
            return self._day_of_when(numbers, when, end)
        return self._resolve(numbers, month)

    def _month_first(self, i: int) -> Read | None:
        """April 26, 2022."""
        month = self.at(i, "month")
        day = self.digits(month.next) if month and self.near(month.next) else None
        told = self.year(month.next + 1) if month and day and day <= 31 else None
        if not (month and told and day and isinstance(month.value[1], int)):
            return None
        found = calendar.day_in(str(month.value[0]), told[0], month.value[1], day)
        return Read(told[2], found, found, "day", f"{month.value[0]} date", relative=False) if found else None

    def _resolve(self, numbers: list[int], month: MonthHit) -> Read | None:
        if month.year is not None:
            ends = [calendar.day_in(month.calendar, month.year, month.month, n) for n in (numbers[0], numbers[-1])]
        else:
            when = AS_LAST.get(month.when, month.when)
            last = calendar.recent_day(month.calendar, month.month, numbers[-1], self.published, when)
            first = last and calendar.day_shift(last, numbers[0] - numbers[-1])
            ends = [first, last]
        start, end = ends
        if not start or not end:
            return None
        precision = "day" if start == end else "span"
        return Read(
            month.next, start, end, precision, f"{month.calendar} date",
            relative=month.year is None, future=month.when == "next",
        )  # fmt: skip

    def _day_of_when(self, numbers: list[int], when: str, end: int) -> Read | None:
        """Days of the month that "last", "current" or "next" means."""
        shift = {"last": -1, "recent": -1, "current": 0, "next": 1}.get(when)
        if shift is None:
            return None
        first = calendar.month_shift(self.published.replace(day=1), shift)
        days = [calendar.day_in("gregorian", first.year, first.month, n) for n in (numbers[0], numbers[-1])]
        if not days[0] or not days[1]:
            return None
        precision = "day" if days[0] == days[1] else "span"
        return Read(end, days[0], days[1], precision, "day of the month", future=when == "next")

    # ---- weekdays and relative days

    def weekday_at(self, i: int, *, named: bool) -> tuple[int, Hit] | None:
        """The weekday at `i`: with the article, or after a word for day (`named`)."""
        hit = self.at(i, "weekday")
        if not hit or not isinstance(hit.value[0], int) or not (hit.definite or named):
            return None
        return None if hit.value[1] == "day" and not named else (hit.value[0], hit)

    def weekday(self, i: int, *, named: bool = False, night: bool = False) -> Read | None:
        """A weekday, or an unbroken row of them, with "last", its week or its date."""
        found = self.weekday_at(i, named=named)
        if not found:
            return None
        first = last = found[0]
        k, count = found[1].next, 1
        while more := self._next_weekday(k, last, night=night and count == 1):
            last, k, count = more[0], more[1], count + 1
        when, k = self.when(k)
        day = calendar.on_or_before(self.published, first)
        if when in ("last", "recent", "before_last"):
            day = calendar.on_or_before(calendar.day_shift(self.published, -1), first)
            # Of several the last one is the nearest past.
            while count > 1 and calendar.day_shift(day, count - 1) >= self.published:
                day = calendar.day_shift(day, -7)
            day = calendar.day_shift(day, -7) if when == "before_last" else day
        elif when == "next":
            day = calendar.day_shift(calendar.on_or_before(self.published, first), 7)
        read = Read(
            k, day, calendar.day_shift(day, count - 1), "day" if count == 1 else "span",
            "weekday" if count == 1 else "weekdays", weekday=first, future=when == "next",
        )  # fmt: skip
        if not when:
            self._of_week(read)
        if count == 1:
            self._with_date(read)
        return read

    def _next_weekday(self, k: int, last: int, *, night: bool) -> tuple[int, int] | None:
        """The weekday after `last`, when it follows as "Saturday-Sunday", "and Sunday" or, at night, "Sunday"."""
        link = self.at(k, "and") if self.near(k) else None
        j = link.next if link and link.next == k + 1 and len(self.words[k].form.text) == 1 else k
        if self.gap(j) > 1 or (self.words[j].before and not self.linked(j, "-/") and self.gap(j)):
            return None
        hit = self.at(j, "weekday")
        if not hit or hit.value[0] != (last + 1) % 7 or not hit.definite:
            return None
        sign = self.words[j].before
        if j > k or hit.pre == "وال" or sign in ("-", "/") or (night and hit.pre == "ال"):
            return (last + 1) % 7, hit.next
        return None

    def _of_week(self, read: Read) -> None:
        """Move a weekday into the week that "of last week" or "of this week" names."""
        k = self.after(read.next, "of")
        this = self.at(k, "this") if self.near(k) else None
        unit = self.at(this.next if this else k, "unit")
        if k == read.next or not unit or unit.value[:2] != ("week", 1) or not unit.definite or read.weekday is None:
            return
        when, end = ("current", unit.next) if this else self.when(unit.next)
        shift = {"last": -7, "current": 0, "next": 7, "before_last": -14}.get(when)
        if shift is not None:
            start = calendar.day_shift(calendar.week_start(self.published), shift)
            read.start = read.end = calendar.day_shift(start, (read.weekday + 1) % 7)
            read.next, read.future = end, when == "next"

    def _with_date(self, read: Read) -> None:
        """Take the calendar date that follows a weekday or a relative day."""
        k = read.next
        if self.gap(k) > 1:
            return
        for role in ("equals", "unit", "date"):
            hit = self.at(k, role) if self.gap(k) <= 1 else None
            if hit and (role != "unit" or (hit.value[:2] == ("day", 1) and not hit.definite)):
                k = hit.next
        found = self.absolute(k, loose=True) if self.gap(k) <= 1 else None
        if found and found.precision == "day":
            read.start, read.end, read.relative = found.start, found.end, found.relative
            read.next, read.rule = found.next, f"{read.rule} with {found.rule}"

    def relative(self, i: int) -> Read | None:
        """Today, yesterday and their like, with the weekday or date that may follow and settle them."""
        hit = self.at(i, "relative")
        if not hit:
            return None
        start, end, precision, rule = hit.value[:4]
        if not isinstance(start, int) or not isinstance(end, int):
            return None
        read = Read(
            hit.next, calendar.day_shift(self.published, start), calendar.day_shift(self.published, end),
            str(precision), str(rule).replace("_", " "), future=start > 0,
        )  # fmt: skip
        if precision != "day" or rule == "now":
            # "shortly before the meeting" hangs on the meeting
            event = self.at(hit.next, "of_event") if self.near(hit.next) and self.at(i, "before") else None
            return None if event else read
        k = hit.next
        if self.gap(k) <= 1:
            yawm = self.at(k, "unit")
            k = yawm.next if yawm and yawm.value[:2] == ("day", 1) and not yawm.definite else k
            found = self.weekday_at(k, named=k > hit.next)
            if found and found[1].pre in ("ال", ""):
                read.start = read.end = calendar.nearest(read.start, found[0])
                read.weekday, read.next = found[0], found[1].next
                read.rule += " with weekday"
        if read.weekday is None and hit.next == i + 1 and self._is_other_day(i, hit):
            return None
        self._with_date(read)
        return read

    def _is_other_day(self, i: int, hit: Hit) -> bool:
        """Whether "the day" at `i` is another than that of publication: the following day, that day, a day's rate."""
        k = hit.next
        if self.near(k):
            number = self.number(k)
            if self.at(k, "not_today") or (number and number[2] == "ordinal") or self.at(k, "article"):
                return True
        if hit.value[0] == 0 and hit.pre[-1:] in ("ب", "ل") and hit.pre:
            return False
        before = self.at(i - 1, "habit_before") if self.near(i) else None
        rate = self.at(i - 1, "rate_before") if self.near(i) and hit.value[0] == 0 else None
        return bool((before and not before.definite) or rate)

    # ---- feasts

    def feast(self, i: int) -> Read | None:
        """A feast, or one of its days by number."""
        day = self.at(i, "unit")
        first_day = day is not None and day.value[:2] == ("day", 1)
        number = self.number(day.next if day and first_day else i)
        k, nth = i, 0
        if number and number[2] == "ordinal" and self.near(number[1]):
            days = self.at(number[1], "feast_days")
            if not days and not first_day:
                return None
            k, nth = self.after(days.next if days else number[1], "of"), number[0]
        hit = self.at(k, "feast") if k == i or self.near(k) else None
        if not hit:
            return None
        kind, month, first, length = hit.value[:4]
        if not (isinstance(month, int) and isinstance(first, int) and isinstance(length, int)):
            return None
        told = self.year(hit.next)
        when, end = ("", told[2]) if told else self.when(hit.next)
        if told and (kind == told[1]):
            start = calendar.day_in(str(kind), told[0], month, first)
        elif told:
            start = calendar.recent_day(str(kind), month, first, date(told[0], 12, 29), "")
        else:
            start = calendar.recent_day(str(kind), month, first, self.published, when)
        if not start:
            return None
        last = calendar.day_shift(start, max(nth, 1 if nth else length) - 1)
        start = calendar.day_shift(start, nth - 1) if nth else start
        precision = "day" if start == last else "span"
        return Read(end, start, last, precision, "feast", relative=told is None, future=when == "next")
