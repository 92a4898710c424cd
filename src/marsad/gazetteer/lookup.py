"""Look-up of place names: from word keys to the places that bear the name.

After `build`, before `reading.places`. Holds no judgement about which of several places is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from marsad.gazetteer.build import Compiled, Entry, compiled

_ARTICLE = "ال"
_MIN_BARE = 3


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """One catalogued place.

    Args:
        id: catalogue id, e.g. "sy.raqqa", "geonames.172955", "country.sy".
        feature_code: GeoNames feature code; "PCLI" for countries.
        country: ISO 3166-1 alpha-2; "" for regions of several countries.
        lat, lon: WGS84 degrees.
        radius_km: how far the named thing reaches from its point.
        population: 0 when unknown.
        pcode: OCHA P-code, or "".
    """

    id: str
    name_ar: str
    name_en: str
    feature_code: str
    country: str
    admin1: str
    lat: float
    lon: float
    radius_km: float
    population: int
    pcode: str
    source: str


class Gazetteer:
    """The places, by name. Make it once a process: `load()`.

    Args:
        data: what `build.compiled()` gives.
    """

    def __init__(self, data: Compiled) -> None:
        self._entries: list[Entry] = data["entries"]
        self._names: dict[str, tuple[int, ...]] = data["names"]
        self._firsts: dict[str, int] = data["firsts"]
        self._seconds: dict[str, str] = data["seconds"]
        self._made: dict[int, PlaceEntry] = {}
        self._found: dict[str, tuple[PlaceEntry, ...]] = {}
        self._countries = {entry[4]: at for at, entry in enumerate(self._entries) if entry[3] == "PCLI"}
        self._capitals: dict[str, int] = data["capitals"]
        self.home = frozenset(data["home"])
        self.demonyms: dict[str, str] = data["demonyms"]
        self.common: dict[str, str] = data["common"]
        self.version: str = data.get("version", "")

    def __len__(self) -> int:
        return len(self._entries)

    def _entry(self, index: int) -> PlaceEntry:
        made = self._made.get(index)
        if made is None:
            made = self._made[index] = PlaceEntry(*self._entries[index])
        return made

    def places(self) -> Iterator[PlaceEntry]:
        """All places, in the order of the tables."""
        return (self._entry(index) for index in range(len(self._entries)))

    def candidates(self, keys: Sequence[str]) -> tuple[PlaceEntry, ...]:
        """Places whose name has exactly these word keys; () when there is none."""
        return self.named(" ".join(keys))

    def named(self, joined: str) -> tuple[PlaceEntry, ...]:
        """As `candidates`, the keys joined by one space."""
        known = self._found.get(joined)
        if known is None:
            known = self._found[joined] = tuple([self._entry(index) for index in self._names.get(joined, ())])
        return known

    def has(self, joined: str) -> bool:
        """Whether some place bears the name."""
        return joined in self._names

    def lengths(self, first: str) -> int:
        """Bit mask of the word counts of names that begin with this key (bit 1: one word)."""
        return self._firsts.get(first, 0)

    def seconds(self, first: str) -> frozenset[str]:
        """Second words of the names of several words that begin with this key."""
        return frozenset(self._seconds.get(first, "").split())

    def country(self, iso: str) -> PlaceEntry | None:
        """The country with this code, None for an unknown code."""
        index = self._countries.get(iso)
        return None if index is None else self._entry(index)

    def capital(self, iso: str) -> PlaceEntry | None:
        """The capital of the country with this code, None when it is not catalogued."""
        index = self._capitals.get(iso)
        return None if index is None else self._entry(index)

    def longest(self, keys: Sequence[str], start: int = 0) -> tuple[int, tuple[PlaceEntry, ...]]:
        """(number of words, places) of the longest name that begins at `start`; (0, ()) for none."""
        mask = self._firsts.get(keys[start], 0)
        for count in range(min(mask.bit_length() - 1, len(keys) - start), 0, -1):
            if mask >> count & 1:
                joined = " ".join(keys[start : start + count])
                if joined in self._names:
                    return count, self.named(joined)
        return 0, ()

    def respelled(self, joined: str) -> str | None:
        """The name with the article put before its first word, or taken off it, if some place bears that."""
        if joined.startswith(_ARTICLE):
            other = joined[len(_ARTICLE) :]
            if len(other.split(" ", 1)[0]) < _MIN_BARE:
                return None
        else:
            other = _ARTICLE + joined
        return other if other in self._names else None


@lru_cache(maxsize=1)
def load() -> Gazetteer:
    """The gazetteer of this installation; built on first use, then read from the cache."""
    return Gazetteer(compiled())
