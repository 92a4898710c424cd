"""Words of time, read from the lexicon's `dates` folder, and which of them a surface form can be.

Before `date_grammar`. Phrases of several words are kept under their first word; a surface is
analysed once and remembered.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from marsad.errors import LexiconError
from marsad.lexicon.tables import DATA, read_csv
from marsad.reading.fold import fold_word, key
from marsad.reading.words import Form, Memo

Value = tuple[str | int | None, ...]

# What a mention of time can begin with; all other roles only go on.
STARTERS = frozenset(
    "relative weekday part unit month number since until before after ago between during pair edge "
    "season feast weekend nights date this article".split()
)
_FILES: dict[str, tuple[str, ...]] = {
    "months.csv": ("name", "calendar", "month", "region", "needs"),
    "weekdays.csv": ("name", "weekday", "needs", "note"),
    "parts_of_day.csv": ("name", "when"),
    "units.csv": ("name", "unit", "count"),
    "numbers.csv": ("name", "value", "type"),
    "relative.csv": ("phrase", "start", "end", "precision", "rule"),
    "seasons.csv": ("name", "month", "length"),
    "feasts.csv": ("name", "calendar", "month", "day", "length"),
    "words.csv": ("role", "word", "value"),
}
_ROLES = {
    "months.csv": "month",
    "weekdays.csv": "weekday",
    "parts_of_day.csv": "part",
    "units.csv": "unit",
    "numbers.csv": "number",
    "relative.csv": "relative",
    "seasons.csv": "season",
    "feasts.csv": "feast",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or phrase of the tables.

    Args:
        value: what it means; which cells these are depends on its role.
        rest: keys of the words after its first.
    """

    value: Value
    rest: tuple[str, ...]


Senses = dict[str, tuple[tuple[Entry, str], ...]]


class DateTables:
    """The tables under `folder`, compiled for look-up by surface form.

    Args:
        folder: holds the tables.

    Attributes:
        senses: role to (entry, proclitics) of every entry that may begin with a form, longest first.
        starts: whether a mention of time can begin with a form: surely, never, or before one of these keys.
    """

    __slots__ = ("_first", "senses", "starts")

    def __init__(self, folder: Path) -> None:
        self._first: dict[str, list[tuple[str, Entry]]] = {}
        self.senses: Memo[Senses] = Memo(self._analyse)
        self.starts: Memo[bool | frozenset[str]] = Memo(self._openings)
        for name, header in _FILES.items():
            for line, row in read_csv(folder / name, header):
                try:
                    self._add(name, list(row.values()))
                except (ValueError, IndexError) as error:
                    raise LexiconError(f"{folder / name}:{line}: {error}") from error

    def _add(self, file: str, cells: list[str]) -> None:
        role = _ROLES.get(file) or cells.pop(0)
        keys = [key(word) for word in fold_word(cells[0]).split()]
        values: list[str | int | None] = []
        for cell in cells[1:]:
            for part in cell.split() or [""]:
                digits = part.removeprefix("-").isdigit()
                values.append(int(part) if digits else part)
        self._first.setdefault(keys[0], []).append((role, Entry(tuple(values), tuple(keys[1:]))))

    def _analyse(self, form: Form) -> Senses:
        raw: dict[str, list[tuple[Entry, str]]] = {}
        for stem in form.stems:
            if not stem.post:
                for role, entry in self._first.get(stem.key, ()):
                    raw.setdefault(role, []).append((entry, stem.pre))
        return {r: tuple(sorted(found, key=lambda c: (-len(c[0].rest), len(c[1])))) for r, found in raw.items()}

    def concerns(self, form: Form) -> bool:
        """Whether a mention of time may begin at a word of this form."""
        return form.is_number or not self._first.keys().isdisjoint(form.keys)

    def _openings(self, form: Form) -> bool | frozenset[str]:
        if form.is_number:
            return True
        if self._first.keys().isdisjoint(form.keys):
            return False  # most words: not worth remembering what they may be
        entries = [e for role, found in self.senses[form.text].items() if role in STARTERS for e, _ in found]
        if not entries:
            return False
        return True if any(not e.rest for e in entries) else frozenset(e.rest[0] for e in entries)


@cache
def date_tables() -> DateTables:
    """The tables of the lexicon that is shipped with the package."""
    return DateTables(DATA / "dates")
