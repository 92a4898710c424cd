"""Place mentions: names of places in a text, with the noun before them and the relation they stand in.

After `words`, before `place_resolution`. Finds names by the gazetteer's look-up and unknown names
by the noun before them; decides nothing about which of several places of one name is meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import replace
from functools import lru_cache

from marsad.gazetteer.geography import distance_km
from marsad.gazetteer.lookup import Gazetteer, PlaceEntry
from marsad.reading.place_choice import fits
from marsad.reading.place_mentions import PlaceMention, link_mentions
from marsad.reading.place_names import BORDER, CAPITAL, SHORT_KEY, WHOLE_COUNTRY, Glance, Name
from marsad.reading.place_phrases import attached, written
from marsad.reading.place_relations import is_joined, read_relation, sight
from marsad.reading.place_resolution import ResolvedPlace, resolve_places
from marsad.reading.place_sides import SideNames
from marsad.reading.place_tables import Head, PlaceTables
from marsad.reading.spots import Concern, concerned
from marsad.reading.words import Form, Memo, Word

__all__ = [
    "PlaceMention",
    "ResolvedPlace",
    "country_cues",
    "find_demonyms",
    "find_places",
    "resolve_places",
]


_HELD_KM = 60.0
_INSIDE = ("في", "ب")
_CENTRE = "مركز"  # of a town; in Egypt a district
_CITY_POPULATION = 150_000
_QUOTE = '"'
_CONTINENT_KM = 1000.0


class _Finder(SideNames):
    """Finds mentions; one for each gazetteer and set of tables."""

    # -- one place ---------------------------------------------------------------------------------

    def find(self, words: tuple[Word, ...], blocked: Set[int], spots: Sequence[int] | None) -> list[PlaceMention]:
        out: list[PlaceMention] = []
        held: list[PlaceMention] = []
        seen = self.seen
        live = [*concerned(words, self.concerns, spots), len(words)]
        at, step, count = 0, 0, len(words)
        item = -1  # where a member of a list may stand, and the mention that opened the list
        lister: PlaceMention | None = None
        while True:
            while live[step] < at:
                step += 1
            at = item if at <= item < live[step] else live[step]
            if at >= count:
                break
            found, glance = None, seen[words[at].form.text] if at == live[step] else None
            free = at not in blocked
            followed = glance is not None and (
                glance.follower is None or (at + 1 < count and words[at + 1].form.key in glance.follower)
            )
            if free and followed and glance is not None:
                found = self.at(words, at, glance, out[-1] if out else None, lister if at == item else None)
            bare = found is None and (glance is None or not glance.head)
            if free and bare and at == item and lister is not None and _may_go_on(words[at]):
                found = self.listed(words, at, lister)
            if found is None or not blocked.isdisjoint(range(found.first, found.last + 1)) or _is_outlet(words, found):
                at += 1
                continue
            begun, at = found.start, found.last + 1
            if found.cue >= self.needed(found):
                out.append(found)
                if found.noun is not None and found.noun.many and found.noun.uncatalogued:
                    lister, item = found, at
                elif lister is not None and begun <= item:
                    item = at
                else:
                    lister, item = None, -1
            else:
                held.append(found)
        return self.recall(out, held, words)

    def at(
        self, words: tuple[Word, ...], at: int, glance: Glance, before: PlaceMention | None, lister: PlaceMention | None
    ) -> PlaceMention | None:
        stop = before.last + 1 if before is not None else 0
        name = self.name_at(words, at, glance.names) if glance.names else None
        if glance.head is not None and (name is None or name.count == 1 or self.announces(glance.head)):
            found = self.after_head(words, at, glance, stop)
            if found is not None and (found.candidates or name is None or name.count == 1):
                return self.with_whole(found, at, name)
        if glance.side and (name is None or name.count == 1 or glance.side not in self.tables.again):
            found = self.side(words, at, glance.side, stop)
            if found is not None and name is not None and name.count > 1 and glance.side in BORDER:
                return replace(found, candidates=name.candidates)  # a border that is catalogued as such
            if found is not None:
                return found
        if name is None or self.belongs_before(words, at, name):
            return None
        listed = before if before is not None and self.continues(words, at, name.pre, before) else None
        if lister is not None and lister is not before and not is_joined(words[at]) and _may_go_on(words[at]):
            listed = lister
        noun = head = None
        if glance.head is not None and name.count > 1 and glance.head_pre == name.pre:
            noun, head = glance.head, at
            name = self.with_bare(noun, name)
        elif listed is not None and listed.noun is not None and listed.noun.many and self.suits(listed.noun, name):
            noun, head = listed.noun, listed.head
        if (
            noun is None
            and self.gazetteer.common.get(name.key) == "head"
            and not self.may_be_held(words, at + name.count)
        ):
            return None
        return self.mention(words, at, name, (head, noun, at, stop), listed)

    def may_be_held(self, words: tuple[Word, ...], at: int) -> bool:
        """Whether a phrase that could say where an everyday word lies can begin at a word."""
        if at >= len(words) or not is_joined(words[at]):
            return False
        text = words[at].form.text
        return text[0] == "ب" or text == "في" or sight(words[at], self.tables) is not None

    def with_bare(self, noun: Head, name: Name) -> Name:
        """With those of its sort that bear the name without its noun: "حي التضامن" here is "التضامن" elsewhere."""
        bare = name.key.partition(" ")[2]
        if not self.gazetteer.has(bare):
            return name
        lands = {entry.country for entry in name.candidates}
        bearers = self.gazetteer.named(bare)
        others = [e for e in bearers if e.country not in lands and fits(noun.feature, e.feature_code)]
        return replace(name, candidates=(*name.candidates, *others)) if others else name

    @staticmethod
    def with_whole(found: PlaceMention, at: int, name: Name | None) -> PlaceMention:
        """With those that bear the name with its noun: "إقليم كردستان", "ولاية الوحدة"."""
        if name is None or name.count == 1 or found.last != at + name.count - 1:
            return found
        others = [entry for entry in name.candidates if entry not in found.candidates]
        return replace(found, candidates=(*others, *found.candidates)) if others else found

    @staticmethod
    def announces(noun: Head) -> bool:
        """Whether the noun stands before the name without being part of it."""
        return not noun.in_name and noun.feature != "PCLI"

    def after_head(self, words: tuple[Word, ...], at: int, glance: Glance, stop: int) -> PlaceMention | None:
        noun = glance.head
        if noun is None or at + 1 >= len(words) or not is_joined(words[at + 1]):
            return None
        next_form = words[at + 1].form
        inner = self.glance_of(next_form)
        name = None
        if inner is not None:
            name = self.name_at(words, at + 1, inner.bare)
            coupled = inner.head_pre == "و" and noun.many and inner.head is not None and inner.head.many
            if inner.head is not None and (not inner.head_pre or coupled) and (name is None or name.count == 1):
                nested = self.after_head(words, at + 1, inner, at + 1)
                if nested is not None:
                    return self.wrapped(words, at, glance, nested, stop)
            if name is None and inner.side == WHOLE_COUNTRY:
                return None
            district = name is not None and noun.feature[:3] == "ADM" and noun.lemma != _CENTRE
            if inner.side in self.tables.again and (name is None or name.count == 1) and not district:
                nested = self.again(words, at + 1, 0, "", at + 1, cued=True)  # "the quarters of the town"
                if nested is not None:
                    relation = read_relation(words, at, attached(glance.head_pre), self.tables, stop)
                    return replace(nested, prep=relation.prep, start=relation.start)
            if inner.side == CAPITAL and noun.feature != "ADM1":  # "the suburbs of the capital Damascus"
                nested = self.side(words, at + 1, inner.side, at + 1)
                return self.wrapped(words, at, glance, nested, stop) if nested is not None else None
        if name is not None and name.count == 1 and (noun.many or noun.feature == "ADM2"):
            everyday_word = name.key in self.tables.not_names and self.gazetteer.common.get(name.key) == "head"
            if everyday_word:
                return None  # "centres of refuge" are not in Iowa
        if name is not None and not self.suits(noun, name):
            return self.unknown(words, at + 1, noun, glance)
        if name is not None and name.count == 1 and name.key in self.tables.opens:
            # "Ain" alone is a town, but "the village of Ain Salimo" names another
            longer = self.unknown(words, at + 1, noun, glance)
            if longer is not None and longer.last > at + 1:
                return longer
        if name is None:
            other = self.gazetteer.respelled(next_form.key)
            everyday = other in self.gazetteer.common and noun.feature != "PPL"
            if other is not None and not everyday and len(next_form.key) > SHORT_KEY:
                name = Name(other, "", 0, 1, self.gazetteer.named(other))
        if name is None:
            return self.unknown(words, at + 1, noun, glance)
        first = at if self.keeps(noun) else at + 1
        cut = glance.head_cut if first == at else 0
        one = name.count == 1
        name = Name(name.key, glance.head_pre, cut, name.count, name.candidates)
        found = self.mention(words, at + 1, name, (at, noun, first, stop), None)
        last = self.stretched(words, at + 1, noun) if one and noun.uncatalogued and found.last == at + 1 else at + 1
        if last == at + 1:
            return found
        return replace(found, longer=(last, words[last].end, written(words, first, last, cut)))

    def suits(self, noun: Head, name: Name) -> bool:
        """Whether a catalogued name can stand after a noun: an everyday word needs a noun of its own kind."""
        if noun.feature == "PCLI":
            return any(entry.feature_code == "PCLI" for entry in name.candidates)
        if name.key.startswith("ال") and name.key[2:] in self.tables.bearings:
            return noun.feature == "ADM1"  # a governorate called "the North", not "areas of the north"
        if name.count > 1 or noun.feature[:3] in ("PPL", "ADM") or self.gazetteer.common.get(name.key) != "head":
            return True
        return any(fits(noun.feature, entry.feature_code) for entry in name.candidates)

    def wrapped(
        self, words: tuple[Word, ...], at: int, glance: Glance, nested: PlaceMention, stop: int
    ) -> PlaceMention | None:
        """A noun before another place phrase: the countryside of the city of X, the villages of Y."""
        noun = glance.head
        relation = read_relation(words, at, attached(glance.head_pre), self.tables, stop)
        found = replace(nested, prep=relation.prep, start=relation.start, cue=3 if relation.cue else 2)
        if noun is None or noun.many or not noun.in_name:
            kind = relation.kind if nested.relation == "exact" else nested.relation
            return replace(found, relation=kind, bearing_deg=relation.bearing_deg or nested.bearing_deg)
        begin = words[at].start + glance.head_cut
        name = written(words, at, nested.last, glance.head_cut)
        found = replace(found, first=at, name_start=begin, name=name, head=at, noun=noun)
        return self.trailing(words, found)

    def continues(self, words: tuple[Word, ...], at: int, pre: str, before: PlaceMention) -> bool:
        """Whether a name at `at` continues the list that `before` stands in."""
        if before.last == at - 1:
            comma = words[at].before in (",", "-", "/")
            return (pre == "و" and (is_joined(words[at]) or comma)) or (not pre and comma)
        return before.last == at - 2 and words[at - 1].form.key == "و" and not pre

    def recall(self, out: list[PlaceMention], held: list[PlaceMention], words: tuple[Word, ...]) -> list[PlaceMention]:
        """With the doubtful ones that are a place elsewhere in the text, or whose container is told beside them."""
        if held:
            told: set[str] | None = None
            certain = {mention.joined for mention in out}
            holders = {mention.start: mention for mention in out}
            kept = []
            for mention in held:
                holder = holders.get(mention.last + 1)
                level = self.gazetteer.common.get(mention.joined)
                everyday = level == "head"
                if (mention.joined in certain and not everyday) or (holder is not None and _holds(holder, mention)):
                    kept.append(mention)
                elif level == "prep" and mention.prep in _INSIDE:
                    # "in Rabat", in a sentence that speaks of Morocco
                    if told is None:
                        told = {country for _, country in find_demonyms(words, self.gazetteer)}
                        told |= {entry.country for other in out for entry in other.candidates[:1]}
                    if any(_is_city(e) and e.country in told for e in mention.candidates):
                        kept.append(mention)
            out += kept
            out.sort(key=lambda mention: mention.first)
        return out


def _is_outlet(words: tuple[Word, ...], found: PlaceMention) -> bool:
    """Whether quotation marks stand around the name of half a continent: a newspaper called after it."""
    if _QUOTE not in words[found.first].before or not found.candidates:
        return False
    behind = words[found.last + 1].before if found.last + 1 < len(words) else _QUOTE
    return _QUOTE in behind and all(entry.radius_km >= _CONTINENT_KM for entry in found.candidates)


def _may_go_on(word: Word) -> bool:
    """Whether a list can go on with the word: "and" before it, or a comma."""
    mark = word.before.strip(" \"'«»“”()_#")
    return mark in (",", "-", "/") or (not mark and word.form.text[0] == "و")


def _is_city(entry: PlaceEntry) -> bool:
    """Whether the place is a capital or a large city."""
    return entry.feature_code == "PPLC" or (entry.feature_code[:3] == "PPL" and entry.population >= _CITY_POPULATION)


def _holds(holder: PlaceMention, inner: PlaceMention) -> bool:
    """Whether a phrase right after a doubtful name says where it lies, and it does lie there."""
    said = holder.relation in ("direction", "area", "near") or (holder.noun is not None and holder.prep in ("ب", "في"))
    return said and any(
        a.country == b.country and distance_km(a.lat, a.lon, b.lat, b.lon) <= max(_HELD_KM, b.radius_km)
        for a in inner.candidates
        for b in holder.candidates
    )


@lru_cache(maxsize=4)
def _finder(gazetteer: Gazetteer, tables: PlaceTables) -> _Finder:
    return _Finder(gazetteer, tables)


def find_places(
    words: tuple[Word, ...],
    gazetteer: Gazetteer,
    tables: PlaceTables,
    blocked: Set[int] = frozenset(),
    spots: Sequence[int] | None = None,
) -> list[PlaceMention]:
    """Places that the words name, in order of the text; [] when there are none.

    Args:
        words: those of one field of an article.
        gazetteer: where names are looked up.
        tables: the nouns, directions and relations.
        blocked: indexes of words that belong to names of parties, in which no place is looked for.
        spots: the words that may begin a place (`place_concern`); None: not known.
    """
    finder = _finder(gazetteer, tables)
    return link_mentions(finder.find(words, blocked, spots), words, finder.is_conjoined)


def place_concern(gazetteer: Gazetteer, tables: PlaceTables) -> Concern:
    """Whether a place may begin at a word of a form."""
    return _finder(gazetteer, tables).concerns


@lru_cache(maxsize=4)
def _nations(gazetteer: Gazetteer) -> Memo[str]:
    """The country whose adjective or noun of nationality a surface form is, "" if it is none."""
    demonyms = gazetteer.demonyms

    def nation(surface: Form) -> str:
        if demonyms.keys().isdisjoint(surface.keys):
            return ""
        return next((demonyms[s.key] for s in surface.stems if not s.post and s.key in demonyms), "")

    return Memo(nation)


def find_demonyms(
    words: tuple[Word, ...], gazetteer: Gazetteer, spots: Sequence[int] | None = None
) -> list[tuple[int, str]]:
    """(word index, country code) of every adjective or noun of nationality, in order; `spots`: where one may be."""
    nations = _nations(gazetteer)
    where = range(len(words)) if spots is None else spots
    return [(at, country) for at in where if (country := nations[words[at].form.text])]


def country_cues(words: tuple[Word, ...], gazetteer: Gazetteer) -> Counter[str]:
    """How often adjectives of nationality point to each country."""
    return Counter([country for _, country in find_demonyms(words, gazetteer)])
