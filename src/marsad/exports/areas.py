"""Administrative areas of a place, as far as the gazetteer states them by OCHA P-code; nothing is guessed.

A P-code holds the codes of the areas around it, so that a place with a code of its own tells its district
and governorate; a place without one has only the governorate that its entry names.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from marsad.event import Place
from marsad.gazetteer.tables import PLACE_HEADER, place_tables, read_rows

_LEVELS = ("ADM1", "ADM2", "ADM3")


@dataclass(frozen=True, slots=True)
class Area:
    """An administrative area: English name and P-code; either may be ""."""

    name: str = ""
    pcode: str = ""


NO_AREA = Area()


@dataclass(frozen=True, slots=True)
class Areas:
    """Areas around a place, first to third level; `NO_AREA` where unknown. `level`: of the finest that is known."""

    admin1: Area
    admin2: Area
    admin3: Area

    @property
    def level(self) -> int:
        """2 when the second level is known, 1 when only the first is, 0 when neither."""
        return 2 if self.admin2 != NO_AREA else 1 if self.admin1 != NO_AREA else 0


@dataclass(frozen=True, slots=True)
class _Tables:
    english: dict[str, str]  # English name by id of the place
    codes: dict[str, str]  # P-code by id
    features: dict[str, str]  # feature code by id
    by_code: dict[tuple[str, str], Area]  # area by level and P-code
    by_name: dict[tuple[str, str], Area]  # first-level area by country and English name


@cache
def _tables() -> _Tables:
    english: dict[str, str] = {}
    codes: dict[str, str] = {}
    features: dict[str, str] = {}
    by_code: dict[tuple[str, str], Area] = {}
    by_name: dict[tuple[str, str], Area] = {}
    for path in place_tables():
        for _, row in read_rows(path, PLACE_HEADER):
            english[row["id"]] = row["name_en"]
            features[row["id"]] = row["feature_code"]
            if row["pcode"]:
                codes[row["id"]] = row["pcode"]
            if row["pcode"] and row["feature_code"] in _LEVELS:
                area = Area(row["name_en"], row["pcode"])
                by_code.setdefault((row["feature_code"], row["pcode"]), area)
                if row["feature_code"] == "ADM1":
                    by_name.setdefault((row["country"], row["name_en"]), area)
    return _Tables(english, codes, features, by_code, by_name)


def _around(code: str, level: str) -> Area:
    """The area of that level whose P-code begins the code; the longest that does."""
    known = _tables().by_code
    return next((known[level, code[:n]] for n in range(len(code), 2, -1) if (level, code[:n]) in known), NO_AREA)


def areas(place: Place | None) -> Areas:
    """The areas around the place, as far as its P-code or its entry tells."""
    if place is None:
        return Areas(NO_AREA, NO_AREA, NO_AREA)
    tables = _tables()
    code = place.pcode or tables.codes.get(place.gazetteer_id or "", "")
    found = [_around(code, level) for level in _LEVELS]
    if found[0] == NO_AREA and place.admin1:
        found[0] = tables.by_name.get((place.country or "", place.admin1), Area(place.admin1))
    return Areas(*found)


def english_name(place: Place) -> str:
    """The catalogue's English name of the place, "" when it has none or the place is not catalogued."""
    return _tables().english.get(place.gazetteer_id or "", "")


def feature_code(place: Place) -> str:
    """GeoNames feature code of the catalogued place, "" when it is not catalogued."""
    return _tables().features.get(place.gazetteer_id or "", "")
