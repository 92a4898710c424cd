"""The parties' catalogue and the grammar tables for parties that are in no catalogue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from marsad.codebook import PartyType
from marsad.errors import LexiconError
from marsad.lexicon.closed import closed_class
from marsad.lexicon.morphology import noun_forms, participle_forms
from marsad.lexicon.tables import DATA, read_csv
from marsad.reading.fold import fold, fold_word, key
from marsad.reading.words import split_words

HEADER = ("id", "name_ar", "aliases", "name_en", "country", "type", "sector", "from", "to", "source", "note")
# A word of a name: the nodes of the words that may follow by their keys; under "" what is named here.
NameNode = dict[str, Any]
_ARMED_SECTORS = frozenset({"MIL", "COP", "REB", "SPY", "UAF", "PRM"})


@dataclass(frozen=True, slots=True, eq=False)
class Actor:
    """A catalogued party: dates of existence as far as known, PLOVER sector, ACLED actor type."""

    id: str
    name_ar: str
    name_en: str
    country: str
    type: PartyType
    sector: str
    since: int | None
    until: int | None

    @property
    def armed(self) -> bool:
        """Whether it fights, polices or commands those who do."""
        return (
            self.type
            in (
                PartyType.REBEL,
                PartyType.POLITICAL_MILITIA,
                PartyType.IDENTITY_MILITIA,
            )
            or self.sector in _ARMED_SECTORS
        )

    @property
    def state(self) -> bool:
        """Whether it is a state or its government, named for what its forces do."""
        return self.sector == "GOV"

    @property
    def media(self) -> bool:
        """Whether it speaks of acts rather than doing them: agencies, monitors."""
        return self.sector in ("JRN", "NGO")


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """A noun that may head a party that no catalogue holds."""

    lemma: str
    cls: str  # force, group, people, office, site
    category: str  # armed, civilian, neutral, protester, journalist, medical …
    complement: str  # "name" or "place" when it needs one to say who, "definite" or "article" when one may follow
    number: str


@dataclass(frozen=True, slots=True)
class PartyTables:
    """What the reader of parties looks up.

    Args:
        names: catalogue trie: a dict from a word's loose key to a node; actors under the key "".
        heads: by key.
        adjectives: keys that may follow a head and belong to it.
        demonyms: adjective key to country.
        links: participles that tie a party to another ("belonging to").
        doers: adjectives of parties that name who did it: الحوثي, الصهيوني.
        not_heads: keys that look like a head (with a pronoun: محافظة) and are something else.
        given: keys of given names, by which a person's name is known to begin.
        sites: nouns of things that belong to a party and are hit in its stead.
    """

    names: NameNode
    heads: dict[str, Head]
    adjectives: frozenset[str]
    demonyms: dict[str, str]
    links: frozenset[str]
    sites: frozenset[str]
    doers: frozenset[str]
    given: frozenset[str]
    not_heads: frozenset[str]
    actors: dict[str, Actor]


@lru_cache(maxsize=20_000)
def loose(word: str) -> str:
    """Key under which words of a party's name meet, whatever case ending or article they carry."""
    if len(word) > 4 and word.startswith("ال"):
        word = word[2:]
    if len(word) > 4 and word.endswith("ون"):
        word = word[:-2] + "ين"
    if len(word) > 4 and word.endswith("يا") and not word.endswith("يليا"):
        return word
    return word


def _year(value: str, where: str) -> int | None:
    if not value:
        return None
    try:
        return int(value[:4]) if len(value) == 4 else dt.date.fromisoformat(value).year
    except ValueError:
        digits = value[:4]
        if digits.isdigit():
            return int(digits)
        raise LexiconError(f"{where}: {value!r} is no year or ISO date") from None


def read_actors() -> Iterator[tuple[str, int, Actor, list[str]]]:
    """(file, line, actor, names) for every row of the catalogue."""
    for path in sorted((DATA / "parties").glob("*.csv")):
        for line, row in read_csv(path, HEADER):
            where = f"{path.name}:{line}"
            try:
                kind = PartyType(row["type"])
            except ValueError:
                raise LexiconError(f"{where}: type {row['type']!r} is none of {', '.join(PartyType)}") from None
            actor = Actor(
                row["id"],
                row["name_ar"],
                row["name_en"],
                row["country"],
                kind,
                row["sector"],
                _year(row["from"], where),
                _year(row["to"], where),
            )
            names = [row["name_ar"], *(alias for alias in row["aliases"].split("|") if alias)]
            yield path.name, line, actor, names


def _heads() -> dict[str, Head]:
    heads: dict[str, Head] = {}

    def add(lemma: str, plural: str, cls: str, category: str, complement: str) -> None:
        plurals = tuple(key(fold_word(p)) for p in plural.split("|") if p)
        single = key(fold_word(lemma))
        if " " in single:
            return
        for form in noun_forms(single, "noun", plurals=plurals):
            heads.setdefault(form.key, Head(single, cls, category, complement, form.number))
        for p in plurals:
            if p.endswith(("ين", "ون")):
                heads.setdefault(p[:-2] + "و", Head(single, cls, category, complement, "many"))
                heads.setdefault(p[:-2] + "ي", Head(single, cls, category, complement, "many"))
                heads.setdefault(p[:-2] + "ون", Head(single, cls, category, complement, "many"))
                heads.setdefault(p[:-2] + "ين", Head(single, cls, category, complement, "many"))

    header = ("lemma", "plural", "class", "category", "complement", "note")
    for _, row in read_csv(DATA / "grammar" / "party_heads.csv", header):
        add(row["lemma"], row["plural"], row["class"], row["category"], row["complement"])
    persons = ("lemma", "plural", "sound", "feminine", "gender", "category")
    of_things = closed_class("feminine_of_things")
    for _, row in read_csv(DATA / "casualties" / "persons.csv", persons):
        base = key(fold_word(row["lemma"]))
        plurals = [p for p in row["plural"].split("|") if p]
        if "m" in row["sound"]:
            plurals += [base + "ين", base + "ون"]
        add(row["lemma"], "|".join(plurals), "people", row["category"], "")
        # "الطفلة"; an adjective of relation, "الصحفية", is more often one of things
        if row["feminine"] and not base.endswith("ي") and base + "ه" not in of_things:
            add(base + "ه", "", "people", row["category"], "")
    for word in _not_heads():
        heads.pop(word, None)
    return heads


def _not_heads() -> frozenset[str]:
    header = ("word", "note")
    return frozenset(key(fold_word(row["word"])) for _, row in read_csv(DATA / "grammar" / "not_heads.csv", header))


def load_parties(demonyms: dict[str, str]) -> PartyTables:
    """The tables, compiled.

    Args:
        demonyms: adjective key to ISO country, from the gazetteer's country table.
    """
    names: NameNode = {}
    actors: dict[str, Actor] = {}
    for file, line, actor, aliases in read_actors():
        if actor.id in actors:
            raise LexiconError(f"{file}:{line}: id {actor.id} given twice")
        actors[actor.id] = actor
        for alias in aliases:
            node = names
            tokens = split_words(fold(alias).text)
            for token in tokens:
                node = node.setdefault(loose(token.form.key), {})
            # A one-word name stands as it is listed: النظام is a party, نظام a system.
            single = len(tokens) == 1
            article = fold_word(alias).startswith("ال")
            node.setdefault("", []).append((actor, single and article, single and not article))
    adjectives: set[str] = set()
    for _, row in read_csv(DATA / "grammar" / "party_adjectives.csv", ("word", "meaning")):
        base = key(fold_word(row["word"]))
        adjectives.update(form.key for form in participle_forms(base, "active"))
    doers = {
        form.key for word in closed_class("party_adjectives_of_doers") for form in participle_forms(word, "active")
    }
    given = frozenset(
        key(word)
        for _, row in read_csv(DATA / "grammar" / "given_names.csv", ("name", "note"))
        for word in fold_word(row["name"]).split()[:1]
    )
    links: set[str] = set()
    sites: set[str] = set()
    for _, row in read_csv(DATA / "grammar" / "party_links.csv", ("word", "role", "note")):
        word = key(fold_word(row["word"]))
        if row["role"] == "link":
            links.add(word)
        else:
            sites.update(form.key for form in noun_forms(word, "noun"))
    return PartyTables(
        names,
        _heads(),
        frozenset(adjectives),
        demonyms,
        frozenset(links),
        frozenset(sites),
        frozenset(doers),
        given,
        _not_heads(),
        actors,
    )
