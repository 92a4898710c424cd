"""Writes the tables of docs/exports.md anew from the crosswalk in the code: `python tools/exports_page.py`.

The prose of the page is kept; each table stands between two marks that name it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from marsad.codebook import INTER, KINDS, DatePrecision, PlacePrecision
from marsad.exports import crosswalk
from marsad.exports.formats import FORMATS

PAGE = Path(__file__).parents[1] / "docs" / "exports.md"


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join("" if cell is None else str(cell) for cell in line) + " |" for line in lines)


def kinds() -> str:
    """Kinds to ACLED, UCDP, PLOVER and HAPI."""
    rows = []
    for kind, facts in KINDS.items():
        disorder = crosswalk.disorder_type(facts.event_type, facts.sub_event_type)
        rows.append(
            (
                f"`{kind.value}`",
                f"{facts.event_type}: {facts.sub_event_type}",
                disorder,
                "yes, with deaths" if kind in crosswalk.VIOLENT else "",
                f"{facts.plover}{' ' + facts.mode if facts.mode else ''}",
                crosswalk.QUAD[facts.plover].capitalize(),
            )
        )
    return _table(
        ("kind", "ACLED event: sub-event type", "disorder type", "UCDP", "PLOVER type and mode", "quad"), rows
    )


def dates() -> str:
    """Precisions of dates."""
    words = {
        DatePrecision.DAY: "1",
        DatePrecision.SPAN: "1 to 5, by its length",
        DatePrecision.WEEK: "3; 4 when longer",
        DatePrecision.MONTH: "4",
        DatePrecision.UNKNOWN: "4",
    }
    rows = [(f"`{precision.value}`", crosswalk.TIME_PRECISION[precision], told) for precision, told in words.items()]
    return _table(("precision", "ACLED time_precision", "UCDP date_prec"), rows)


def places() -> str:
    """Precisions of places."""
    special = ", ".join(f"{prec} for an {feature}" for feature, prec in crosswalk.WHERE_PREC_BY_FEATURE.items())
    rows = [
        (
            f"`{precision.value}`",
            crosswalk.GEO_PRECISION[precision],
            f"{crosswalk.WHERE_PREC[precision]}" + (f"; {special}" if precision is PlacePrecision.AREA else ""),
        )
        for precision in PlacePrecision
    ]
    return _table(("precision", "ACLED geo_precision", "UCDP where_prec"), rows)


def actors() -> str:
    """Types of actors."""
    rows = [(f"`{kind.value}`", number, crosswalk.INTER_WORDS[kind]) for kind, number in INTER.items()]
    return _table(("type in the catalogue", "number", "words"), rows)


def formats() -> str:
    """The formats."""
    return _table(("FORMAT", "what"), ((f"`{made.name}`", made.about) for made in FORMATS.values()))


TABLES: dict[str, Callable[[], str]] = {
    "formats": formats,
    "kinds": kinds,
    "dates": dates,
    "places": places,
    "actors": actors,
}


def filled(page: str) -> str:
    """The page with every table anew.

    Raises:
        ValueError: when a table has no marks in the page.
    """
    for name, make in TABLES.items():
        marks = re.compile(f"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        if not marks.search(page):
            raise ValueError(f"{PAGE}: no marks for the table {name!r}")
        page = marks.sub(lambda found, made=make: f"{found[1]}{made()}\n{found[2]}", page)  # type: ignore[misc]
    return page


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
