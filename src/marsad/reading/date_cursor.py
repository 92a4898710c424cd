"""Looking at the words of a text for entries of the tables of time: the cursor of the date grammar.

After `date_tables`, before `date_grammar`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from marsad.reading.date_tables import DateTables, Senses, Value
from marsad.reading.words import Word

_SOFT = frozenset("\"()[]'{}#")
_LINKS = frozenset(",-/:\\|")


@dataclass(slots=True)
class Read:
    """What was read from one index up to `next`: a span of days and how closely it is known."""

    next: int
    start: date
    end: date
    precision: str
    rule: str
    relative: bool = True
    weekday: int | None = None
    future: bool = False


@dataclass(slots=True)
class Hit:
    """An entry of the tables found in the words, up to `next`."""

    value: Value
    next: int
    pre: str

    @property
    def definite(self) -> bool:
        """Whether it bears the article."""
        return self.pre.endswith(("ال", "لل"))

    @property
    def joined(self) -> bool:
        """Whether "and" is written onto it."""
        return self.pre.startswith("و")


class Cursor:
    """Entries of the tables of time among the words of one text.

    Args:
        words: words of one folded text.
        published: day of publication.
        tables: the words of time.
    """

    __slots__ = ("_senses", "published", "tables", "words")

    def __init__(self, words: Sequence[Word], published: date, tables: DateTables) -> None:
        self.words = words
        self.published = published
        self.tables = tables
        self._senses: dict[int, Senses] = {}

    def gap(self, i: int) -> int:
        """0 when word `i` follows on without a stop, 1 after a comma, dash or slash, 2 after a break or at the end."""
        if i >= len(self.words):
            return 2
        before = self.words[i].before
        if not before or _SOFT.issuperset(before):
            return 0
        return 1 if all(c in _SOFT or c in _LINKS or c == " " for c in before) else 2

    def near(self, i: int) -> bool:
        """Whether word `i` exists and follows on without a stop."""
        if i >= len(self.words):
            return False
        before = self.words[i].before
        return not before or _SOFT.issuperset(before)

    def linked(self, i: int, signs: str) -> bool:
        """Whether one of `signs` and no more stands before word `i`."""
        return i < len(self.words) and self.words[i].before.strip(" ") in tuple(signs)

    def roles(self, i: int) -> Senses:
        """What word `i` may be the beginning of."""
        senses = self._senses.get(i)
        if senses is None:
            senses = self._senses[i] = self.tables.senses[self.words[i].form.text]
        return senses

    def at(self, i: int, role: str) -> Hit | None:
        """The longest entry of `role` that begins at word `i`."""
        if not 0 <= i < len(self.words):
            return None
        found = self.roles(i).get(role)
        if not found:
            return None
        for entry, pre in found:
            if not entry.rest:
                return Hit(entry.value, i + 1, pre)
            for offset, wanted in enumerate(entry.rest, i + 1):
                if not self.near(offset) or self.words[offset].form.key != wanted:
                    break
            else:
                return Hit(entry.value, i + 1 + len(entry.rest), pre)
        return None

    def after(self, i: int, role: str) -> int:
        """Where reading goes on when an entry of `role` may stand at `i`, nothing between."""
        hit = self.at(i, role) if self.near(i) else None
        return hit.next if hit else i

    def when(self, i: int) -> tuple[str, int]:
        """("last" | "recent" | "current" | "next" | "before_last" | "", next) for the adjective at `i`."""
        if self.near(i):
            for role in ("before_last", "last", "recent", "current", "next"):
                hit = self.at(i, role)
                if hit and (hit.definite or role == "before_last" or hit.pre == ""):
                    return role, hit.next
        return "", i

    def digits(self, i: int) -> int | None:
        """The number that word `i` is in digits, at most four."""
        if i < len(self.words) and self.words[i].form.is_number and len(self.words[i].form.text) <= 4:
            return int(self.words[i].form.text)
        return None

    def number(self, i: int) -> tuple[int, int, str] | None:
        """(value, next, "digits" | "cardinal" | "ordinal" | "day") of the number at `i`."""
        start = self.after(i, "article") if self.at(i, "article") else i
        if start > i and self.digits(start) is None:
            return None
        value = self.digits(start)
        if value is not None:
            return value, start + 1, "digits"
        hit = self.at(i, "number")
        if not hit or not isinstance(hit.value[0], int):
            return None
        total, kind, k = hit.value[0], str(hit.value[1]), hit.next
        other = self.at(k, "number") if total <= 10 and self.near(k) else None
        if other and isinstance(other.value[0], int):
            if other.value[0] == 10 and other.value[1] == "cardinal" and not other.pre and total < 10:
                return total + 10, other.next, kind
            if 20 <= other.value[0] <= 90 and other.joined:
                return total + other.value[0], other.next, kind
        return total, k, kind
