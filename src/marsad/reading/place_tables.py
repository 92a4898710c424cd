"""The tables of place reading: nouns before names, directions, relations, units, what is no name.

Before `places`. Read once a process; every form is kept by its look-up key.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from marsad.errors import LexiconError
from marsad.lexicon.tables import DATA, read_csv
from marsad.reading.fold import fold_word
from marsad.reading.words import split_words

_HEAD_HEADER = (
    "lemma", "singular", "dual", "plural", "feature", "precision", "radius_km", "part_of_name", "uncatalogued",
)  # fmt: skip
_LISTED = frozenset(("PPL", "PPLX", "ADM2", "ADM3", "HLL", "MT"))
PRECISIONS = ("exact", "near", "area", "country")


@dataclass(frozen=True, slots=True)
class Head:
    """A noun that stands before a place name.

    Args:
        lemma: singular, as the table writes it.
        feature: GeoNames code of what it names.
        precision: codebook precision of such a place.
        radius_km: how far such a place reaches from its point.
        in_name: it belongs to the name (a camp, a quarter), or only announces it (a town).
        uncatalogued: an unknown word after it is taken as a name.
        many: this form is dual or plural, so a list may follow.
    """

    lemma: str
    feature: str
    precision: str
    radius_km: float
    in_name: bool
    uncatalogued: bool
    many: bool


@dataclass(frozen=True, slots=True, eq=False)
class PlaceTables:
    """The tables, by look-up key; multi-word relations are keyed by their keys joined by a space.

    Args:
        heads: key of a form -> head.
        bearings: key of a direction noun or adjective, without article -> degrees from north.
        relations: key -> near, around, in, toward or between.
        units: key -> kilometres.
        opens: first words of names of two words; closes: adjectives that end a name.
        not_names: words that follow a place noun without naming the place.
        again: nouns with the article that point back to a place; links: words between a place and its container.
        times: days that stand after a place; capital_words: adjectives between "the capital" and its name.
        persons: keys of given names, titles and kunya words.
        related: first words of all that tells a relation: directions, relations, units.
        sights: memory of `place_relations.sight`, by surface form.
    """

    heads: dict[str, Head]
    bearings: dict[str, float]
    relations: dict[str, str]
    units: dict[str, float]
    opens: frozenset[str]
    closes: frozenset[str]
    not_names: frozenset[str]
    again: frozenset[str]
    links: frozenset[str]
    capital_words: frozenset[str]
    times: frozenset[str]
    persons: dict[str, str]
    related: frozenset[str]
    sights: dict[str, Any] = field(default_factory=dict, repr=False)


def joined_key(phrase: str) -> str:
    """Look-up keys of a phrase's words, joined by one space."""
    return " ".join(word.key for word in split_words(fold_word(phrase)))


def _heads(path: Path) -> Iterator[tuple[str, Head]]:
    for line, row in read_csv(path, _HEAD_HEADER):
        if row["precision"] not in PRECISIONS:
            raise LexiconError(f"{path}:{line}: precision {row['precision']!r} is none of {', '.join(PRECISIONS)}")
        for column in ("part_of_name", "uncatalogued"):
            if row[column] not in ("yes", "no"):
                raise LexiconError(f"{path}:{line}: {column} is {row[column]!r}, want yes or no")
        for column in ("singular", "dual", "plural"):
            head = Head(
                row["lemma"],
                row["feature"],
                row["precision"],
                float(row["radius_km"]),
                row["part_of_name"] == "yes",
                # masculine duals look like an accusative or an adjective: they announce known names only
                # and sites in the plural are followed by whose they are
                row["uncatalogued"] == "yes"
                and (column != "dual" or row["lemma"].endswith("ة"))
                and (column != "plural" or row["feature"] in _LISTED),
                column != "singular",
            )
            for form in filter(None, row[column].split("|")):
                yield joined_key(form), head


def _pairs(path: Path, header: tuple[str, str]) -> dict[str, str]:
    return {joined_key(row[header[0]]): row[header[1]] for _, row in read_csv(path, header)}


@lru_cache(maxsize=4)
def load_place_tables(folder: Path = DATA / "places") -> PlaceTables:
    """The tables of `folder`.

    Raises:
        LexiconError: a table is not as its header says; names file and line.
    """
    heads: dict[str, Head] = {}
    for form, head in _heads(folder / "head_nouns.csv"):
        heads.setdefault(form, head)
    parts = _pairs(folder / "name_parts.csv", ("form", "role"))
    bearings = {k: float(v) for k, v in _pairs(folder / "directions.csv", ("form", "bearing_deg")).items()}
    relations = _pairs(folder / "relations.csv", ("phrase", "relation"))
    units = {k: float(v) for k, v in _pairs(folder / "units.csv", ("form", "km")).items()}
    return PlaceTables(
        heads=heads,
        bearings=bearings,
        relations=relations,
        units=units,
        opens=frozenset(k for k, role in parts.items() if role == "opens"),
        closes=frozenset(k for k, role in parts.items() if role == "closes"),
        not_names=frozenset(joined_key(row["form"]) for _, row in read_csv(folder / "not_names.csv", ("form",))),
        again=frozenset(k for k, role in parts.items() if role == "again"),
        links=frozenset(k for k, role in parts.items() if role == "link"),
        times=frozenset(k for k, role in parts.items() if role == "time"),
        capital_words=frozenset(k for k, role in parts.items() if role == "capital"),
        persons=_pairs(folder / "person_cues.csv", ("form", "role")),
        related=frozenset(k.split(" ")[0] for k in (*bearings, *relations, *units)),
    )
