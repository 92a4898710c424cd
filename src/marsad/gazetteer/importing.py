"""Import of place catalogues a user fetched: GeoNames country dumps and OCHA COD-AB tables.

After nothing, before `build`, which takes up the tables written here at its next use. Nothing is
fetched from anywhere; the files are the user's.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from marsad.errors import ReadError
from marsad.gazetteer.geography import country_of
from marsad.gazetteer.names import arabic_names
from marsad.gazetteer.tables import PLACE_HEADER, user_data_dir

_GEONAMES_COLUMNS = 19
_ALTERNATE_COLUMNS = 4
_ID, _NAME, _ASCII, _ALTERNATES, _LAT, _LON, _CLASS, _CODE, _COUNTRY = range(9)
_POPULATION = 14
_GEONAMES_SOURCE = "GeoNames, CC BY 4.0"
_COD_SOURCE = "OCHA COD-AB"
_RADIUS_BY_CLASS = {"A": 20.0, "P": 3.0, "T": 4.0, "H": 4.0, "L": 5.0, "S": 1.0, "R": 2.0, "V": 4.0, "U": 20.0}
_RADIUS_BY_LEVEL = {0: 400.0, 1: 60.0, 2: 20.0, 3: 8.0, 4: 4.0}
_LAT_COLUMNS = ("lat", "latitude", "center_lat", "centroid_lat", "y_coord", "y")
_LON_COLUMNS = ("lon", "lng", "long", "longitude", "center_lon", "centroid_lon", "x_coord", "x")

Row = dict[str, str]


def import_geonames(path: Path | str, alternate_names: Path | str | None = None) -> int:
    """Number of places taken from a GeoNames dump (SY.txt, SY.zip, allCountries…): those with an Arabic name.

    Args:
        path: tab-separated dump of 19 columns, or the zip that holds it.
        alternate_names: alternateNamesV2.txt or its zip, for Arabic names that the dump lacks.

    Raises:
        ReadError: the file can't be read, or a line is not as GeoNames writes it; names file and line.
    """
    path = Path(path)
    more: dict[str, list[str]] = {}
    if alternate_names is not None:
        for line, cells in _tab_lines(Path(alternate_names)):
            if len(cells) < _ALTERNATE_COLUMNS:
                raise ReadError(str(alternate_names), f"want at least {_ALTERNATE_COLUMNS} tab-separated columns", line)
            if cells[2] == "ar":
                more.setdefault(cells[1], []).append(cells[3])
    return _write(f"geonames_{_slug(path)}", _geonames_rows(path, more))


def _geonames_rows(path: Path, more: dict[str, list[str]]) -> Iterator[Row]:
    for line, cells in _tab_lines(path):
        if len(cells) != _GEONAMES_COLUMNS:
            reason = f"{len(cells)} tab-separated columns, want {_GEONAMES_COLUMNS}: is this a GeoNames dump?"
            raise ReadError(str(path), reason, line)
        names = arabic_names([*cells[_ALTERNATES].split(","), cells[_NAME], *more.get(cells[_ID], ())])
        if not names or cells[_CODE].endswith("H"):  # H: historical
            continue
        lat = _number(cells[_LAT], 90, path, line)
        lon = _number(cells[_LON], 180, path, line)
        population = cells[_POPULATION] if cells[_POPULATION].isdigit() else "0"
        yield {
            "id": f"geonames.{cells[_ID]}",
            "name_ar": names[0],
            "aliases": "|".join(names[1:]),
            "name_en": cells[_ASCII] or cells[_NAME],
            "feature_code": cells[_CODE],
            "country": country_of(cells[_COUNTRY], lat, lon),
            "admin1": "",
            "lat": cells[_LAT],
            "lon": cells[_LON],
            "radius_km": f"{_RADIUS_BY_CLASS.get(cells[_CLASS], 3.0):g}",
            "pcode": "",
            "source": _GEONAMES_SOURCE,
            "note": f"population {population}" if population != "0" else "",
        }


def import_cod(path: Path | str) -> int:
    """Number of areas taken from an OCHA COD-AB table with Arabic names.

    Args:
        path: CSV or JSON lines, with headers of either style: admin1Name_ar, admin1Pcode … or
            ADM1_AR, ADM1_PCODE …; or lines of pcode, level, name_ar, name_en, lat, lon.

    Raises:
        ReadError: the file can't be read, lacks a column it needs, or a row is wrong; names file and line.
    """
    path = Path(path)
    return _write(f"cod_{_slug(path)}", _cod_rows(path))


def _cod_rows(path: Path) -> Iterator[Row]:
    found = False
    for line, record in _records(path):
        found = True
        row = {key.strip().lower(): value.strip() for key, value in record.items()}
        level = _level(row, path, line)
        pcode = _cell(row, level, "pcode")
        names = arabic_names([_cell(row, level, "ar")])
        if not names:
            continue
        lat = _number(_first(row, _LAT_COLUMNS, path, line), 90, path, line)
        lon = _number(_first(row, _LON_COLUMNS, path, line), 180, path, line)
        yield {
            "id": f"cod.{pcode.lower()}",
            "name_ar": names[0],
            "aliases": "",
            "name_en": _cell(row, level, "en"),
            "feature_code": f"ADM{level}" if level else "PCLI",
            "country": row.get("country") or (_cell(row, 0, "pcode") or pcode)[:2].upper(),
            "admin1": _cell(row, 1, "en") if level > 0 else "",
            "lat": f"{lat:.5f}",
            "lon": f"{lon:.5f}",
            "radius_km": f"{_RADIUS_BY_LEVEL[level]:g}",
            "pcode": pcode,
            "source": _COD_SOURCE,
            "note": "",
        }
    if not found:
        raise ReadError(str(path), "no rows: want a COD-AB table as CSV with a header, or JSON lines")


def _level(row: Row, path: Path, line: int) -> int:
    if row.get("level", "").isdigit():
        level = int(row["level"])
        if level in _RADIUS_BY_LEVEL:
            return level
    for level in (4, 3, 2, 1):
        if _cell(row, level, "pcode"):
            return level
    raise ReadError(str(path), "no P-code: want a column such as admin2Pcode, ADM2_PCODE, or pcode and level", line)


def _cell(row: Row, level: int, what: str) -> str:
    """The cell of one level: what is ar, en or pcode; "" when no column of either style has it."""
    names: tuple[str, ...]
    if what == "pcode":
        names = (f"admin{level}pcode", f"adm{level}_pcode")
    else:
        names = (f"admin{level}name_{what}", f"adm{level}_{what}", f"admin{level}alt_{what}")
    for name in names:
        if row.get(name):
            return row[name]
    if row.get("level") == str(level):
        return row.get("pcode" if what == "pcode" else f"name_{what}", "")
    return ""


def _first(row: Row, columns: tuple[str, ...], path: Path, line: int) -> str:
    for column in columns:
        if row.get(column):
            return row[column]
    raise ReadError(str(path), f"no point: want one of the columns {', '.join(columns)}", line)


def _number(cell: str, limit: float, path: Path, line: int) -> float:
    try:
        value = float(cell)
    except ValueError:
        value = float("nan")
    if not -limit <= value <= limit:
        raise ReadError(str(path), f"{cell!r} is no coordinate between -{limit:g} and {limit:g}", line)
    return value


def _text_lines(path: Path) -> Iterator[tuple[int, str]]:
    """(line, text) of a UTF-8 file or of the one table in a zip."""
    try:
        if path.suffix.lower() == ".zip":
            with zipfile.ZipFile(path) as archive:
                members = [n for n in archive.namelist() if n.endswith(".txt") and "readme" not in n.lower()]
                wanted = [n for n in members if Path(n).stem == path.stem] or members
                if not wanted:
                    raise ReadError(str(path), "the zip holds no .txt table")
                with archive.open(wanted[0]) as raw:
                    yield from enumerate(io.TextIOWrapper(raw, encoding="utf-8-sig"), 1)
        else:
            with path.open(encoding="utf-8-sig") as stream:
                yield from enumerate(stream, 1)
    except (OSError, zipfile.BadZipFile) as error:
        raise ReadError(str(path), f"can't be read: {error}") from error
    except UnicodeDecodeError as error:
        raise ReadError(str(path), "is not UTF-8 text") from error


def _tab_lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    for line, text in _text_lines(path):
        if text.strip() and not text.startswith("#"):
            yield line, text.rstrip("\r\n").split("\t")


def _records(path: Path) -> Iterator[tuple[int, Row]]:
    if path.suffix.lower() in (".jsonl", ".ndjson", ".json"):
        for line, text in _text_lines(path):
            if not text.strip():
                continue
            try:
                value = json.loads(text)
            except json.JSONDecodeError as error:
                raise ReadError(str(path), f"is not JSON: {error.msg}", line) from error
            if not isinstance(value, dict):
                raise ReadError(str(path), "want one JSON object a line", line)
            yield line, {str(key): "" if cell is None else str(cell) for key, cell in value.items()}
        return
    reader = csv.DictReader(text for _, text in _text_lines(path))
    for row in reader:
        if None in row:
            raise ReadError(str(path), "more cells than the header has", reader.line_num)
        yield reader.line_num, {key: cell or "" for key, cell in row.items()}


def _slug(path: Path) -> str:
    return re.sub(r"[^a-z0-9]+", "_", path.stem.lower()).strip("_") or "table"


def _write(name: str, rows: Iterable[Row]) -> int:
    """Number of rows written to the user's table of that name; the table appears whole or not at all."""
    folder = user_data_dir() / "places"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=".import-")
    except OSError as error:
        raise ReadError(str(folder), f"can't be written: {error}") from error
    count = 0
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, PLACE_HEADER, lineterminator="\n")
            writer.writeheader()
            for row in rows:
                writer.writerow(row)
                count += 1
        os.replace(temporary, folder / f"{name}.csv")
    except BaseException:
        os.unlink(temporary)
        raise
    return count
