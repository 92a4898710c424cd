"""Tables of text: cells that no spreadsheet takes for a formula, values that pandas and R read back."""

from __future__ import annotations

import csv
import datetime as dt
import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO

LIST_SEPARATOR = "; "
# Spreadsheets run a cell that begins so as a formula; some take the wide forms of East Asian keyboards for the same.
_FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
_LINE_ENDS = ("\t", "\r", "\n")


def harmless(cell: str) -> str:
    """The cell, with an apostrophe before it if a spreadsheet would take it for a formula, unseen signs aside."""
    first = next((sign for sign in cell if not sign.isspace() and unicodedata.category(sign) != "Cf"), "")
    return f"'{cell}" if first in _FORMULA or cell.startswith(_LINE_ENDS) else cell


def cell(value: Any) -> str:
    """A value as a cell: "" for None, lists joined, numbers as they are, text made harmless.

    Only text is guarded: a negative longitude is a number.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str):
        return harmless(value)
    return harmless(LIST_SEPARATOR.join(map(str, value)))


class Table:
    """Writes rows of a table as UTF-8: comma-separated, or tab-separated with cells freed of tabs and line ends."""

    def __init__(self, out: BinaryIO, columns: Sequence[str], *, tabs: bool = False) -> None:
        self._text = io.TextIOWrapper(out, encoding="utf-8", errors="backslashreplace", newline="", write_through=True)
        self._columns = tuple(columns)
        self._tabs = tabs
        style: dict[str, Any] = {"delimiter": "\t", "quoting": csv.QUOTE_NONE, "quotechar": None} if tabs else {}
        self._rows = csv.writer(self._text, lineterminator="\n", **style)
        self._rows.writerow(self._columns)

    def tags(self, tags: Mapping[str, str]) -> None:
        """A row of HXL tags; columns without a tag stay empty."""
        self._rows.writerow([tags.get(column, "") for column in self._columns])

    def row(self, values: Mapping[str, Any]) -> None:
        """One row.

        Raises:
            KeyError: when a value is for no column, or a column has none.
        """
        if len(values) != len(self._columns):
            raise KeyError(f"values {sorted(set(values) ^ set(self._columns))} without column, or the reverse")
        cells = (cell(values[column]) for column in self._columns)
        self._rows.writerow([" ".join(c.split()) for c in cells] if self._tabs else list(cells))

    def end(self) -> None:
        """Hands everything over; the stream below stays open."""
        self._text.flush()
        self._text.detach()


def unique(values: Iterable[str]) -> list[str]:
    """The values that say anything, each once, in order."""
    return list(dict.fromkeys(value for value in values if value))
