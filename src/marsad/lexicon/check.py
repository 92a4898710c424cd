"""The check of every table that an analyst may edit: `marsad lexicon check`.

After everything else of the lexicon. One rule, one code; each code is told in docs/lexicon-check.md.
"""

from __future__ import annotations

from marsad.lexicon.check_parties import check_parties
from marsad.lexicon.check_places import check_places, countries
from marsad.lexicon.check_text import read_rows
from marsad.lexicon.check_triggers import check_triggers
from marsad.lexicon.check_words import check_words
from marsad.lexicon.problems import Problem
from marsad.lexicon.tables import DATA

__all__ = ["Problem", "check_all"]


def check_all() -> list[Problem]:
    """Every problem of the tables, by file and line; [] when they are in order."""
    known, _ = countries()
    used = frozenset(
        row.cells.get("country", "") for path in (DATA / "parties").glob("*.csv") for row in read_rows(path)[0]
    )
    problems = [*check_triggers(), *check_parties(known), *check_places(used - {""}), *check_words()]
    return sorted(set(problems))
