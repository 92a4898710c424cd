"""Rules for the catalogue of parties (`parties/*.csv`).

After `check_text`, beside the other `check_*` modules.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from pathlib import Path

from marsad.codebook import PartyType
from marsad.lexicon.check_text import Cell, Row, letters, read_rows, variants
from marsad.lexicon.parties import HEADER, loose
from marsad.lexicon.problems import Problem, Problems, name_of
from marsad.lexicon.tables import DATA
from marsad.reading.fold import fold, fold_word
from marsad.reading.words import split_words

# PLOVER's sectors (agent codes), as far as the tables may use them.
SECTORS: frozenset[str] = frozenset(
    "GOV MIL REB OPP PTY COP JUD SPY MED EDU BUS CRM CVL JRN NGO IGO UNO REL LEG UAF PRM IMG REF SOC LAB MNC ELI AGR "
    "UNK".split()
)
_WIDE = frozenset({"", "XX"})  # the country of a party that is of none or many
_ENDS = frozenset(",.;:?!\n()[]/")  # signs at which the reader of parties ends a name


def check_parties(countries: frozenset[str]) -> Problems:
    """Problems of the catalogue.

    Args:
        countries: ISO codes of the table of countries.
    """
    everyday = {fold_word(row.cells["word"]) for row in read_rows(DATA / "check" / "everyday_words.csv")[0]}
    ids: dict[str, str] = {}
    names: dict[tuple[str, tuple[str, ...]], list[tuple[str, Row]]] = defaultdict(list)
    for path in sorted((DATA / "parties").glob("*.csv")):
        rows, problems = read_rows(path)
        yield from problems
        if rows and tuple(rows[0].cells) != HEADER:
            yield Problem(name_of(path), 1, "LX001", f"want the header {','.join(HEADER)}")
            continue
        for row in rows:
            at = f"{name_of(path)}:{row.line}"
            id_ = row.cells["id"]
            if id_ in ids:
                yield Problem(name_of(path), row.line, "LX201", f"id {id_} is taken by {ids[id_]}")
            ids[id_] = at
            yield from letters((Cell(text, row.line, column) for column, text in row.cells.items()), name_of(path))
            yield from _values(row, path, countries)
            yield from _names(row, path, everyday)
            for name in _all_names(row):
                same = tuple(loose(word.key) for word in split_words(fold(name).text))
                if not any(other is row for _, other in names[row.cells["country"], same]):
                    names[row.cells["country"], same].append((name_of(path), row))
    yield from _shared(names)


def _all_names(row: Row) -> list[str]:
    return [row.cells["name_ar"], *(alias for alias in row.cells["aliases"].split("|") if alias)]


def _values(row: Row, path: Path, countries: frozenset[str]) -> Problems:
    cells = row.cells

    def problem(message: str) -> Problem:
        return Problem(name_of(path), row.line, "LX204", f"{cells['id']}: {message}")

    if not cells["id"] or not cells["id"].isascii() or not cells["name_ar"] or not cells["name_en"]:
        yield problem("id (in ASCII), name_ar and name_en must be given")
    if cells["type"] not in set(PartyType):
        yield problem(f"type {cells['type']!r} is none of {', '.join(PartyType)}")
    if cells["sector"] not in SECTORS:
        yield problem(f"sector {cells['sector']!r} is none of PLOVER's")
    if cells["country"] not in countries | _WIDE:
        yield problem(f"country {cells['country']!r} is not in the table of countries")
    bounds = [_day(cells["from"], first=True), _day(cells["to"], first=False)]
    for name, found in zip(("from", "to"), bounds, strict=True):
        if cells[name] and found is None:
            yield Problem(
                name_of(path), row.line, "LX205", f"{cells['id']}: {name} {cells[name]!r} is no year or ISO date"
            )
    if bounds[0] and bounds[1] and bounds[0] > bounds[1]:
        yield Problem(
            name_of(path), row.line, "LX205", f"{cells['id']}: begins {cells['from']} after it ends {cells['to']}"
        )


def _day(cell: str, *, first: bool) -> dt.date | None:
    try:
        if len(cell) == 4:
            return dt.date(int(cell), *((1, 1) if first else (12, 31)))
        if len(cell) == 7:
            return dt.date.fromisoformat(f"{cell}-{'01' if first else '28'}")
        return dt.date.fromisoformat(cell)
    except ValueError:
        return None


def _names(row: Row, path: Path, everyday: set[str]) -> Problems:
    names = _all_names(row)
    yield from variants((Cell(name, row.line) for name in names), name_of(path))
    for name in names:
        folded = fold_word(name)
        words = split_words(fold(name).text)
        if not words or any(_ENDS & set(word.before) for word in words[1:]):
            text = f"{row.cells['id']}: «{name}» is never found: no name goes on after a stop, a slash or a bracket"
            yield Problem(name_of(path), row.line, "LX108", text)
        if folded in everyday:
            text = f"{row.cells['id']}: «{name}» alone is an everyday word; give it with the word that makes it a name"
            yield Problem(name_of(path), row.line, "LX206", text)


def _shared(names: dict[tuple[str, tuple[str, ...]], list[tuple[str, Row]]]) -> Problems:
    """LX202 and LX203: one name for two parties of one country, at one time or one after the other."""
    for (country, words), holders in names.items():
        for at, (file, row) in enumerate(holders[1:], start=1):
            _, other = holders[at - 1]
            name, where = " ".join(words), country or "no country"
            text = f"{row.cells['id']}: «{name}» is a name of {other.cells['id']} too, in {where}"
            apart = _apart(row, other) or _apart(other, row)
            yield Problem(file, row.line, "LX203" if apart else "LX202", text)


def _apart(one: Row, other: Row) -> bool:
    end, start = _day(one.cells["to"], first=False), _day(other.cells["from"], first=True)
    return end is not None and start is not None and end <= start
