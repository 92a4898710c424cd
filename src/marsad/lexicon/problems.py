"""What the check of the tables reports, and which of it fails.

Before every `check_*` module. The meaning of each code is told in docs/lexicon-check.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).parents[1]

# Codes that point at something worth a look but break nothing.
WARNINGS: frozenset[str] = frozenset({"LX007", "LX109", "LX113", "LX203", "LX306"})


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in a table.

    Args:
        file: path within the package, with forward slashes.
        line: 1-based; 1 where the mistake is the whole file's.
        code: "LX" and three digits.
        message: one sentence: what is wrong.
    """

    file: str
    line: int
    code: str
    message: str

    @property
    def is_warning(self) -> bool:
        """Whether the tables still work as they stand."""
        return self.code in WARNINGS


Problems = Iterator[Problem]


def name_of(path: Path) -> str:
    """The path within the package, or the whole path for a file elsewhere."""
    return path.relative_to(PACKAGE).as_posix() if path.is_relative_to(PACKAGE) else path.as_posix()
