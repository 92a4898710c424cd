"""Parties as other datasets type them: names in English, ACLED's actor types, PLOVER's sectors and countries.

From the catalogue of parties where the party is in it, else from the noun that heads its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from marsad.codebook import PartyType
from marsad.event import Party
from marsad.gazetteer.lookup import load as load_gazetteer
from marsad.lexicon.closed import closed_class
from marsad.lexicon.parties import PartyTables, load_parties
from marsad.reading.fold import fold
from marsad.reading.party_words import PartyWords
from marsad.reading.words import split_words

# What a noun that heads a party's name says of its type: unidentified armed men are a militia to ACLED, and
# whoever bears no arms is a civilian, in whatever office.
_TYPES: dict[str, PartyType] = {
    "armed": PartyType.POLITICAL_MILITIA,
    "protester": PartyType.PROTESTERS,
    "civilian": PartyType.CIVILIANS,
    "child": PartyType.CIVILIANS,
    "woman": PartyType.CIVILIANS,
    "family": PartyType.CIVILIANS,
    "journalist": PartyType.CIVILIANS,
    "medical": PartyType.CIVILIANS,
    "official": PartyType.CIVILIANS,
}
_SECTORS: dict[str, str] = {
    "armed": "UAF",
    "protester": "OPP",
    "civilian": "CVL",
    "child": "CVL",
    "woman": "CVL",
    "family": "CVL",
    "journalist": "JRN",
    "medical": "MED",
    "official": "GOV",
}
_FOREIGN = "XX"
_ARMY = closed_class("armies")
_POLICE = closed_class("police")


@dataclass(frozen=True, slots=True)
class Typed:
    """A party as a dataset needs it.

    Args:
        name: English name of the catalogue, else the words of the text.
        text: the words of the text.
        type: ACLED's actor type; None where neither catalogue nor head noun tells.
        sector: PLOVER's; "" where neither tells.
        country: ISO 3166-1 alpha-2 of the catalogued party; "" else, and for those of no one country.
        state: it is a state, or forces of one.
        catalogued: it is in the catalogue.
    """

    name: str
    text: str
    type: PartyType | None
    sector: str
    country: str
    state: bool
    catalogued: bool


@cache
def _tables() -> PartyTables:
    return load_parties(load_gazetteer().demonyms)


@cache
def _words() -> PartyWords:
    return PartyWords(_tables())


def typed(party: Party, *, country: str | None) -> Typed:
    """The party, typed as one that acts in `country` (alpha-2): a state's forces abroad are external."""
    actor = _tables().actors.get(party.actor_id or "")
    if actor is None:
        sector = _state_sector(party.text)
        if sector:
            return Typed(party.text, party.text, PartyType.STATE_FORCES, sector, "", True, False)
        category = _category(party.text)
        return Typed(party.text, party.text, _TYPES.get(category), _SECTORS.get(category, ""), "", False, False)
    home = "" if actor.country == _FOREIGN else actor.country
    state = actor.type is PartyType.STATE_FORCES
    abroad = state and country is not None and home != country
    kind = PartyType.EXTERNAL if abroad else actor.type
    return Typed(actor.name_en or party.text, party.text, kind, actor.sector, home, state, True)


def _state_sector(text: str) -> str:
    """PLOVER's sector of an army's or police's people named by noun alone: "soldiers", "units of the army"."""
    keys = {stem.key for word in split_words(fold(text).text)[:3] for stem in word.form.stems if not stem.post}
    return "COP" if keys & _POLICE else "MIL" if keys & _ARMY else ""


def _category(text: str) -> str:
    words = split_words(fold(text).text)
    for word in words[:3]:  # "three of the fighters"
        head = _words().head(word)
        if head is not None:
            return "civilian" if head[1].category == "neutral" and head[1].cls == "people" else head[1].category
    return ""
