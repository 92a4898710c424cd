"""Arabic on a terminal: who orders it from right to left, and how lines are cut.

Three cases. Into a file or pipe the text goes in logical order, untouched. A terminal that lays out
both directions itself gets logical order too, with left-to-right marks around each piece, or it
would exchange the columns of a table. For any other terminal each line is put into visual order
here, after it has been cut to its width.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TextIO

from bidi.algorithm import get_display  # mirrors brackets, as `bidi.get_display` does not
from rich.cells import cell_len, chop_cells

MODES = ("auto", "on", "off")

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_OUTSIDE, _INSIDE = "\N{LEFT-TO-RIGHT MARK}", "\N{RIGHT-TO-LEFT MARK}"  # the second keeps a full stop at the end
_VTE_WITH_BIDI = 5800  # GNOME's terminal library lays out both directions since 0.58


class Order(Enum):
    """Order in which right-to-left text is written."""

    LOGICAL = "logical"
    GUARDED = "guarded"
    VISUAL = "visual"


def terminal_orders(environment: Mapping[str, str]) -> bool:
    """Whether the terminal that these variables describe lays out right-to-left text itself."""
    if environment.get("VTE_VERSION", "").isdigit():
        return int(environment["VTE_VERSION"]) >= _VTE_WITH_BIDI
    if "KONSOLE_VERSION" in environment or "MLTERM" in environment:
        return True
    return environment.get("TERM_PROGRAM") in ("Apple_Terminal", "mintty") or environment.get("TERM") == "mlterm"


@dataclass(frozen=True, slots=True)
class Layout:
    """How pieces of text are laid out on one output."""

    order: Order

    @classmethod
    def choose(cls, mode: str, out: TextIO, environment: Mapping[str, str] | None = None) -> Layout:
        """The layout for an output, by the mode that the user asked for (one of `MODES`)."""
        if mode == "on":
            return cls(Order.VISUAL)
        if not out.isatty():
            return cls(Order.LOGICAL)
        if mode == "off" or terminal_orders(os.environ if environment is None else environment):
            return cls(Order.GUARDED)
        return cls(Order.VISUAL)

    def line(self, text: str) -> str:
        """One line, ready to be written between others on the same row."""
        if not _RIGHT_TO_LEFT.search(text) or self.order is Order.LOGICAL:
            return text
        if self.order is Order.GUARDED:
            return f"{_OUTSIDE}{_INSIDE}{text}{_INSIDE}{_OUTSIDE}"
        return str(get_display(text, base_dir="R"))

    def block(self, text: str, width: int, first: str = "", rest: str = "") -> str:
        """The text in lines of at most `width` cells.

        Args:
            text: white space counts as one space; controls are dropped.
            width: cells, prefixes included.
            first: put before the first line, outside its direction.
            rest: put before the other lines.
        """
        room = max(8, width - max(cell_len(first), cell_len(rest)))
        lines = wrap(clean(text), room)
        return "\n".join((rest if at else first) + self.line(line) for at, line in enumerate(lines))


def clean(text: str) -> str:
    """The text on one line, without controls that could move the cursor or turn the direction."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return " ".join(_CONTROL.sub(" ", text).split())


def _pieces(word: str, width: int) -> list[str]:
    return [word] if cell_len(word) <= width else chop_cells(word, width)


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` cells, cut between words where there are any; [""] for no text."""
    lines: list[str] = []
    line = ""
    for piece in (piece for word in text.split() for piece in _pieces(word, width)):
        joined = f"{line} {piece}" if line else piece
        if line and cell_len(joined) > width:
            lines.append(line)
            line = piece
        else:
            line = joined
    return [*lines, line] if line or not lines else lines
