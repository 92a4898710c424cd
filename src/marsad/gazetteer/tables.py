"""Reading of the gazetteer's own tables and of tables a user imported. Before `build`."""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from marsad.errors import LexiconError

DATA = Path(__file__).parent / "data"
PLACE_HEADER = (
    "id", "name_ar", "aliases", "name_en", "feature_code", "country", "admin1",
    "lat", "lon", "radius_km", "pcode", "source", "note",
)  # fmt: skip
COUNTRY_HEADER = (
    "iso2", "name_ar", "aliases", "demonym_m", "demonym_f", "demonym_pl", "capital", "lat", "lon", "radius_km",
)  # fmt: skip
COMMON_HEADER = ("name", "cue")
PREFIX_HEADER = ("first", "joins", "splits")
REMOVED_HEADER = ("name", "country", "reason")


def cache_dir() -> Path:
    """Where compiled tables go: $MARSAD_CACHE, or `marsad` under the user's cache folder."""
    if given := os.environ.get("MARSAD_CACHE"):
        return Path(given)
    base = os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "marsad"


def user_data_dir() -> Path:
    """Where imported tables go: $MARSAD_DATA, or `marsad` under the user's data folder."""
    if given := os.environ.get("MARSAD_DATA"):
        return Path(given)
    base = os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "marsad"


def place_tables() -> list[Path]:
    """The place tables, ours first, then those the user imported; sorted by name within each."""
    ours = sorted((DATA / "places").glob("*.csv"))
    folder = user_data_dir() / "places"
    return ours + (sorted(folder.glob("*.csv")) if folder.is_dir() else [])


def read_rows(path: Path, header: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """(line, row) of a table.

    Raises:
        LexiconError: when the header is not `header`, or a row has more or fewer cells.
    """
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        if tuple(reader.fieldnames or ()) != header:
            raise LexiconError(f"{path}:1: header is {reader.fieldnames}, want {','.join(header)}")
        for row in reader:
            if None in row or None in row.values():
                raise LexiconError(f"{path}:{reader.line_num}: want {len(header)} cells")
            yield reader.line_num, row


def number(cell: str, path: Path, line: int, *, low: float, high: float) -> float:
    """The number in a cell.

    Raises:
        LexiconError: when it is no number between `low` and `high`.
    """
    try:
        value = float(cell)
    except ValueError:
        value = float("nan")
    if not low <= value <= high:
        raise LexiconError(f"{path}:{line}: {cell!r} is no number between {low:g} and {high:g}")
    return value


def split_cell(cell: str) -> list[str]:
    """The values of a cell that holds several, separated by |."""
    return [part.strip() for part in cell.split("|") if part.strip()]
