"""Rules for the gazetteer's own tables: places and countries.

After `check_text`, beside the other `check_*` modules. Reads the files themselves; the gazetteer's
code is a neighbour, not a room below.
"""

from __future__ import annotations

import math
from collections import defaultdict
from pathlib import Path

from marsad.lexicon.check_text import Cell, Row, letters, read_rows, variants
from marsad.lexicon.problems import PACKAGE, Problem, Problems, name_of
from marsad.reading.fold import fold_word
from marsad.reading.words import split_words

DATA = PACKAGE / "gazetteer" / "data"
_SAME_KM = 5.0
_EARTH_KM = 6371.0
_OCEAN_KM = 7000  # the Pacific, the widest thing named
# Codes of one family name one sort of thing: a town given twice, as seat and as populated place, is one.
_FAMILIES = {"PPL": "PPL", "PPLA": "PPL", "PPLC": "PPL", "PPLX": "PPL", "PPLL": "PPL"}
_COLUMNS = ("id", "name_ar", "aliases", "feature_code", "country", "lat", "lon", "radius_km")

Names = dict[tuple[str, str, tuple[str, ...]], list[tuple[str, Row]]]


def countries() -> tuple[frozenset[str], list[Problem]]:
    """(ISO codes of the table of countries, what is wrong with its shape)."""
    rows, problems = read_rows(DATA / "countries.csv")
    return frozenset(row.cells.get("iso2", "") for row in rows) - {""}, problems


def check_places(used: frozenset[str]) -> Problems:
    """Problems of the tables of places and countries.

    Args:
        used: ISO codes of countries that have parties of their own.
    """
    known, problems = countries()
    yield from problems
    ids: dict[str, str] = {}
    names: Names = defaultdict(list)
    placed: set[str] = set()
    for path in sorted((DATA / "places").glob("*.csv")):
        rows, problems = read_rows(path)
        yield from problems
        if rows and not set(_COLUMNS) <= set(rows[0].cells):
            yield Problem(name_of(path), 1, "LX001", f"want the columns {', '.join(_COLUMNS)}")
            continue
        for row in rows:
            id_ = row.cells["id"]
            if id_ in ids:
                yield Problem(name_of(path), row.line, "LX301", f"id {id_} is taken by {ids[id_]}")
            ids[id_] = f"{name_of(path)}:{row.line}"
            placed.update({row.cells["country"]} - {""})
            yield from letters((Cell(text, row.line, column) for column, text in row.cells.items()), name_of(path))
            yield from _values(row, path, known)
            yield from _near(row, path, names)
    yield from _countries(used | placed)


def _values(row: Row, path: Path, known: frozenset[str]) -> Problems:
    cells = row.cells

    def problem(code: str, message: str) -> Problem:
        return Problem(name_of(path), row.line, code, f"{cells['id']}: {message}")

    if not cells["id"] or not cells["name_ar"]:
        yield problem("LX302", "id and name_ar must be given")
    for column, low, high in (("lat", -90, 90), ("lon", -180, 180), ("radius_km", 0, _OCEAN_KM)):
        value = _number(cells[column])
        if value is None or not low <= value <= high:
            yield problem("LX302", f"{column} {cells[column]!r} is no number between {low} and {high}")
    if _number(cells["lat"]) == 0 and _number(cells["lon"]) == 0:
        yield problem("LX302", "0/0 is not a place but a missing value")
    if _number(cells["radius_km"]) == 0:
        yield problem("LX302", "a radius of 0 km covers nothing")
    if cells["country"] and cells["country"] not in known:
        yield problem("LX303", f"country {cells['country']!r} is not in the table of countries")
    all_names = [cells["name_ar"], *(alias for alias in cells["aliases"].split("|") if alias)]
    yield from variants((Cell(name, row.line) for name in all_names), name_of(path))


def _near(row: Row, path: Path, names: Names) -> Problems:
    """LX304: the same name for the same sort of place within five kilometres."""
    cells = row.cells
    code = cells["feature_code"]
    told: set[str] = set()
    for name in (cells["name_ar"], *(alias for alias in cells["aliases"].split("|") if alias)):
        at = (cells["country"], _FAMILIES.get(code, code), tuple(word.key for word in split_words(fold_word(name))))
        for file, other in names[at]:
            km = _distance(row, other)
            if other is not row and other.cells["id"] not in told and km is not None and km <= _SAME_KM:
                told.add(other.cells["id"])
                where = f"{other.cells['id']} ({file}:{other.line})"
                text = f"{cells['id']}: «{name}» is {km:.1f} km from {where}, of the same name"
                yield Problem(name_of(path), row.line, "LX304", text)
        names[at].append((name_of(path), row))


def _number(cell: str) -> float | None:
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _distance(one: Row, other: Row) -> float | None:
    found = [_number(row.cells[column]) for row in (one, other) for column in ("lat", "lon")]
    if None in found:
        return None
    la1, lo1, la2, lo2 = (math.radians(value) for value in found if value is not None)
    h = math.sin((la2 - la1) / 2) ** 2 + math.cos(la1) * math.cos(la2) * math.sin((lo2 - lo1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, h)))


def _countries(used: frozenset[str]) -> Problems:
    path = DATA / "countries.csv"
    name = name_of(path)
    seen: dict[str, int] = {}
    for row in read_rows(path)[0]:
        cells = row.cells
        iso = cells["iso2"]
        yield from letters((Cell(text, row.line, column) for column, text in cells.items()), name)
        if len(iso) != 2 or not iso.isascii() or not iso.isupper():
            yield Problem(name, row.line, "LX305", f"{iso!r} is no two-letter country code")
        if iso in seen:
            yield Problem(name, row.line, "LX305", f"{iso} stands in line {seen[iso]} already")
        seen[iso] = row.line
        lacking = [column for column in ("name_ar", "capital", "lat", "lon", "radius_km") if not cells[column]]
        if lacking:
            yield Problem(name, row.line, "LX305", f"{iso}: {', '.join(lacking)} must be given")
        lacking = [column for column in ("demonym_m", "demonym_f", "demonym_pl") if not cells[column]]
        if lacking:
            code = "LX305" if iso in used and lacking != ["demonym_pl"] else "LX306"
            text = f"{iso}: {', '.join(lacking)} not given, so its people are not known by that adjective"
            yield Problem(name, row.line, code, text)
    for iso in sorted(used - set(seen) - {"XX"}):
        yield Problem(name, 1, "LX305", f"{iso} has places or parties but no row")
