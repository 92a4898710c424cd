"""Mentions of time in the words of a text, resolved against the day of publication.

After `words`, before the coder's step for dates. A mention is a day or an unbroken span of days
with a precision (codebook, section 3: date); what cannot be known stays None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from marsad.lexicon.closed import closed_class
from marsad.reading import calendar
from marsad.reading.date_cursor import Read
from marsad.reading.date_spans import SpanGrammar
from marsad.reading.date_tables import DateTables
from marsad.reading.words import Word

# Stands for the publication day where none is told: what hangs on it is dropped afterwards.
_NO_DAY = date(2000, 1, 5)
# Rules whose spans may reach past publication though the report can only know what is over.
_OPEN_ENDED = ("week", "month", "year")
# Rules that tell the day of writing, with the days from the mention to it, and how far that day may
# lie from publication: a site's clock is off by a day, seldom by two.
_ANCHORS = {"today with weekday": 0, "yesterday with weekday": 1}
_WRITING_DAYS = 2
_OPENING = 60  # words
_UPON = "علي"
_SINCE = "منذ"
_AFTER = frozenset({"من", "علي"})  # before what something came so long after
_ONLY = frozenset({"فقط", "كامل", "كاملين", "كامله"})
_SUPERLATIVES = closed_class("superlatives")
_COMPARED = 4  # words from "the worst" to "since"
_REMEMBERED = 4  # and from there to the time: "since the war on Gaza in 2014"
_AWAITED = closed_class("awaited")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A mention of time.

    Args:
        first, last: indexes of its first and last word, both within.
        start, end: first and last day it can mean; None where that can't be known, and for the open
            side of `until` and the whole of `duration`.
        precision: "day" | "span" | "week" | "month" | "year" | "unknown".
        relative: whether the day of publication was needed to resolve it.
        rule: readable name of what was recognised.
        weekday: the weekday named, Monday is 0.
        kind: "point" a day or span; "since" from `start` to publication; "until" up to `end`;
            "duration" so much time, without a place in the calendar; "after" so long before publication as
            something came after what is told behind it.
        future: whether it lies after publication.
    """

    first: int
    last: int
    start: date | None
    end: date | None
    precision: str
    relative: bool
    rule: str
    weekday: int | None = None
    kind: str = "point"
    future: bool = False

    def moved(self, first: int, last: int) -> DateMention:
        """The mention at other words."""
        return DateMention(
            first, last, self.start, self.end,
            self.precision, self.relative, self.rule,
            self.weekday, self.kind, self.future,
        )  # fmt: skip


def find_dates(
    words: Sequence[Word], published: date | None, tables: DateTables, spots: Sequence[int] | None = None
) -> list[DateMention]:
    """Mentions of time among `words`, in order, none overlapping; [] when there is none.

    Args:
        words: the words of one folded text, in order.
        published: day of publication; without it relative mentions stay unresolved.
        tables: `date_tables()`.
        spots: the words that concern the tables; None: not known.
    """
    spots = [at for at, word in enumerate(words) if tables.starts[word.form.text]] if spots is None else spots
    out, written = _find(words, published or _NO_DAY, tables, spots)
    if published is None:
        return [_without_day(mention) for mention in out]
    if written != published:
        out, _ = _find(words, written, tables, spots)
    return out


def _find(
    words: Sequence[Word], published: date, tables: DateTables, spots: Sequence[int]
) -> tuple[list[DateMention], date]:
    """Mentions, and the day on which the text shows that it was written: "today, Wednesday" on a Thursday."""
    starts = tables.starts
    out: list[DateMention] = []
    finder: _Finder | None = None
    done = 0
    for i in spots:
        begins = starts[words[i].form.text]
        if begins is False or i < done:
            continue
        if begins is not True and (i + 1 >= len(words) or words[i + 1].form.key not in begins):
            continue
        if finder is None:
            finder = _Finder(words, published, tables)
        mention, done = finder.mention(i)
        if mention is not None:
            out.append(_of_comparison(mention) if _compares(words, mention) else mention)
    return out, day_of_writing(out, published)


def _compares(words: Sequence[Word], mention: DateMention) -> bool:
    """Whether the time is only what an act is compared with: "the worst since the war of 2014"."""
    first = max(0, mention.first - _REMEMBERED)
    since = next((at for at in range(mention.first, first - 1, -1) if words[at].form.key == _SINCE), None)
    if since is None or any("." in words[at].before for at in range(since + 1, mention.first + 1)):
        return False
    return any(not _SUPERLATIVES.isdisjoint(w.form.keys) for w in words[max(0, since - _COMPARED) : since])


def _of_comparison(mention: DateMention) -> DateMention:
    return DateMention(mention.first, mention.last, None, None, "unknown", False, mention.rule, kind="duration")


def day_of_writing(mentions: Iterable[DateMention], published: date) -> date:
    """The day that "today, Wednesday" or "yesterday, Tuesday" shows; that of publication where one of them agrees.

    Only what opens a text tells when it was written: further on, reports of other days are quoted.
    """
    days = [
        calendar.day_shift(mention.start, shift)
        for mention in mentions
        if (shift := _ANCHORS.get(mention.rule)) is not None and mention.start is not None
        and mention.start == mention.end and mention.first <= _OPENING
    ]  # fmt: skip
    near = [day for day in days if abs((day - published).days) <= _WRITING_DAYS]
    return published if not near or published in near else near[0]


def _without_day(mention: DateMention) -> DateMention:
    """The mention as it is when the day of publication is not known."""
    relative, start, end = mention.relative, mention.start, mention.end
    if mention.kind == "since" and not relative:
        end = None
    if relative:
        start = end = None
    precision = "unknown" if relative else mention.precision
    if mention.kind == "since" and precision == "day":
        precision = "span"
    return DateMention(
        mention.first, mention.last, start, end,
        precision, relative, mention.rule,
        mention.weekday, mention.kind, mention.future and relative and mention.rule.startswith(("tomorrow", "next")),
    )  # fmt: skip


# Days of a common year.
_YEAR_DAYS = {"gregorian": 365, "hijri": 354}
# Roles with which a point of time begins.
_POINTS = frozenset(
    "relative weekday part unit month number pair edge season feast weekend nights date this article".split()
)
_OPENERS = frozenset("between ago since until before during after".split())
_Opener = Callable[[int, int], tuple["DateMention | None", int] | None]


class _Finder(SpanGrammar):
    """Openers (since, until, between) and ranges around the points of time."""

    __slots__ = ()

    def mention(self, i: int) -> tuple[DateMention | None, int]:
        """The mention that begins at word `i`, and where to read on."""
        roles = self.roles(i)
        read = self.point(i) if not roles or not _POINTS.isdisjoint(roles) else None
        if read:
            if self._is_name(i, read):
                return None, read.next
            return self._made(i, self._range(read), "point")
        if _OPENERS.isdisjoint(roles):
            return None, i + 1
        openers: dict[str, _Opener] = {
            "between": self._between,
            "ago": self._ago,
            "since": self._since,
            "until": self._until,
            "before": self._until,
            "during": self._during,
            "after": self._after,
        }
        for role, reader in openers.items():
            hit = self.at(i, role) if role in roles else None
            if hit and self.near(hit.next) and (found := reader(i, hit.next)):
                return found
        return None, i + 1

    def _made(self, first: int, read: Read, kind: str) -> tuple[DateMention, int]:
        start: date | None = read.start
        end: date | None = read.end
        precision = read.precision
        future = read.future or read.start > calendar.day_shift(self.published, 1)
        if not future and read.relative and read.end > self.published and precision in _OPEN_ENDED:
            end = max(read.start, self.published)
        if kind == "since":
            end = max(read.start, self.published)
            if precision not in _OPEN_ENDED:
                precision = "day" if start == end else "span"
        elif kind == "until":
            start = None
        elif kind == "duration":
            start = end = None
            precision, future = "unknown", False
        return DateMention(
            first, read.next - 1, start, end, precision, read.relative, read.rule, read.weekday, kind, future
        ), read.next  # fmt: skip

    def _is_name(self, i: int, read: Read) -> bool:
        """Whether the word before makes a name of it: Tuesday Market, 14 July Street."""
        before = self.at(i - 1, "name_before") if self.near(i) else None
        if not before or before.definite or before.next != i or not read.relative:
            return False
        roles = self.roles(i)
        if before.value[0] == "every":
            return self.at(i, "relative") is None
        if "weekday" in roles:
            return before.value[0] == "name"
        return self.number(i) is not None or "month" in roles

    def _range(self, read: Read) -> Read:
        """The point stretched to the one that follows after "to", a dash, or "and" with the next day."""
        k = read.next
        if self.gap(k) > 1 or read.rule == "now":
            return read
        link = self.at(k, "to")
        bare = read.precision == "year"
        if (link and self.near(k)) or self.linked(k, "-"):
            j = link.next if link else k
            # "of the day" between the two ends: from Saturday evening until Sunday morning
            second = self.point(j, bare_year=bare) if self.near(j) or not link else None
            if second and (link or second.precision == read.precision):
                return self.join(read, second, f"{read.rule} to {second.rule}") or read
        if self.near(k) and self.words[k].form.text[0] == "و" and read.precision == "day":
            single = len(self.words[k].form.text) == 1
            second = self.point(k + 1 if single else k)
            if second and second.precision == "day" and not (second.future and not read.future):
                apart = (second.start - read.start).days
                if read.weekday is not None and second.weekday == (read.weekday + 1) % 7 and apart != 1:
                    joined = self.join(read, second, "day and next day")
                    return joined or read
                if -1 <= apart <= 1:
                    low, high = min(read.start, second.start), max(read.end, second.end)
                    return Read(
                        second.next, low, high, "day" if low == high else "span", "day and next day",
                        relative=read.relative or second.relative, weekday=read.weekday, future=read.future,
                    )  # fmt: skip
        return read

    def _between(self, i: int, k: int) -> tuple[DateMention | None, int] | None:
        pair = self.at(k, "pair")
        unit = self.at(k, "unit")
        j = pair.next if pair else unit.next if unit and unit.value[:2] == ("day", 1) and not unit.definite else k
        days = self.absolute(j, loose=True)
        read = days if days and days.precision == "span" else self._two(j, "between")
        if read and read.precision != "day":
            return self._made(i, read, "point")
        only = self.weekday(k)
        return (None, only.next) if only else None

    def _ago(self, i: int, k: int) -> tuple[DateMention | None, int] | None:
        quantity = self.quantity(k) if not (self.told_year(k) or self.month_alone(k)) else None
        if not quantity:
            return None
        event = self.at(quantity.next, "of_event") if self.near(quantity.next) else None
        if event and not self._upon(i, event.next):
            now = self.at(event.next, "from_now") if self.near(event.next) else None
            if now:
                quantity.next = now.next
            elif not self.at(i, "since"):
                return None, quantity.next
        read = self.ago(quantity)
        if self.at(i, "since"):
            # "for two weeks" begins at the middle of what "two weeks ago" may mean
            middle = calendar.day_shift(read.start, (read.end - read.start).days // 2)
            known = quantity.unit == "week" or (quantity.count is not None and quantity.unit == "month")
            read.start = middle if known else read.start
            return self._made(i, read, "since")
        return self._made(i, read, "point")

    def _upon(self, i: int, k: int) -> bool:
        """Whether "upon" tells whom the act hit, no event it came before: "شنت قبل يومين على مدينة …"."""
        if self.at(i, "since") or self.words[k - 1].form.key != _UPON or k >= len(self.words):
            return False
        stems = self.words[k].form.stems
        return not self.at(k, "from_now") and not any(s.key in _AWAITED for s in stems)

    def _since(self, i: int, k: int) -> tuple[DateMention | None, int] | None:
        read = self.point(k, bare_year=True)
        if not read:
            return None
        ranged = self._range(read)
        return self._made(i, ranged, "since" if ranged is read else "point")

    def _until(self, i: int, k: int) -> tuple[DateMention | None, int] | None:
        read = self.point(k, bare_year=True)
        if not read:
            return None
        if read.relative and read.rule.startswith(("gregorian", "hijri", "feast")):
            # a term without a year is as soon to come as it may be long gone: the nearer one
            year = _YEAR_DAYS["gregorian" if read.rule.startswith("gregorian") else "hijri"]
            ahead = calendar.day_shift(read.end, year)
            if (ahead - self.published).days < (self.published - read.end).days:
                read.start, read.end, read.future = calendar.day_shift(read.start, year), ahead, True
        if not self.at(i, "until"):
            read.end = calendar.day_shift(read.start, -1)  # before it began
            read.start = min(read.start, read.end)
        return self._made(i, read, "until")

    def _after(self, i: int, k: int) -> tuple[DateMention | None, int] | None:
        """So long after something else: "بعد يومين على الهجوم"; its days are counted from publication."""
        quantity = self.quantity(k)
        if not quantity or quantity.unit in ("minute", "hour") or quantity.next >= len(self.words):
            return None
        end = quantity.next + (self.words[quantity.next].form.key in _ONLY)
        if end >= len(self.words) or self.words[end].before or self.words[end].form.key not in _AFTER:
            return None
        read = self.ago(quantity)
        read.next = end
        return self._made(i, read, "after")

    def _during(self, i: int, k: int) -> tuple[DateMention | None, int] | None:
        read = self.point(k, bare_year=True)
        if read:
            return self._made(i, self._range(read), "point")
        quantity = self.quantity(k)
        if not quantity:
            return None
        read = self.ago(quantity)
        read.rule = f"{quantity.unit}s long"
        return self._made(i, read, "duration")
