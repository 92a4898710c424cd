"""Place mentions: names of places in a text, with the noun before them and the relation they stand in.

After `words`, before `place_resolution`. Finds names by the gazetteer's look-up and unknown names
by the noun before them; decides nothing about which of several places of one name is meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from functools import lru_cache

from marsad.gazetteer.lookup import Gazetteer
from marsad.reading.place_mentions import PlaceMention, link_mentions
from marsad.reading.place_names import BORDER, CAPITAL, SHORT_KEY, WHOLE_COUNTRY, Glance, Name, PlaceNames
from marsad.reading.place_relations import (
    Relation,
    bearing_of,
    combined,
    is_joined,
    read_distance_after,
    read_relation,
)
from marsad.reading.place_resolution import ResolvedPlace, resolve_places
from marsad.reading.place_tables import Head, PlaceTables
from marsad.reading.words import Word

__all__ = [
    "PlaceMention",
    "ResolvedPlace",
    "country_cues",
    "find_demonyms",
    "find_places",
    "resolve_places",
]


_MIDDLE = "وسط "
_SHARED_RELATIONS = ("near", "between", "direction")
_SETTLED = frozenset(("PPL", "PPLX", "ADM2", "ADM3", "MT", "HLL", "VAL"))
# The words for a valley and a parish are also "and it led to" and "isolation".
_NEEDS_PREPOSITION = frozenset(("VAL", "ADM3"))


_Phrase = tuple[int | None, Head | None, int, int]
"""Index of the place noun, its table entry, first word of the name, how far back the relation may reach."""


def _attached(pre: str) -> str:
    core = pre[1:] if pre[:1] in ("و", "ف") else pre
    return core[:1] if core[:1] in ("ب", "ل") else ""


def _written(words: Sequence[Word], first: int, last: int, cut: int) -> str:
    """The folded name from one word to another, the first without its proclitics."""
    head = words[first].form.text[cut:]
    return " ".join([head, *[word.form.text for word in words[first + 1 : last + 1]]]) if last > first else head


class _Finder(PlaceNames):
    """Finds mentions; one for each gazetteer and set of tables."""

    # -- one place ---------------------------------------------------------------------------------

    def find(self, words: Sequence[Word], blocked: Set[int]) -> list[PlaceMention]:
        out: list[PlaceMention] = []
        held: list[PlaceMention] = []
        seen = self.seen
        at, count = 0, len(words)
        item = -1  # where an unknown member of a list may stand
        while at < count:
            form = words[at].form
            text = form.text
            try:
                glance = seen[text]
            except KeyError:
                glance = seen[text] = self.glance(form)
            if glance is None or at in blocked:
                if at == item and glance is None and at not in blocked and text[0] == "و" and is_joined(words[at]):
                    found = self.unknown(words, at, out[-1].noun, list_of=out[-1])
                    if found is not None:
                        out.append(found)
                        at = found.last
                        item = at + 1
                at += 1
                continue
            if glance.follower is not None and (at + 1 >= count or words[at + 1].form.key not in glance.follower):
                at += 1
                continue
            found = self.at(words, at, glance, out[-1] if out else None)
            if found is None or not blocked.isdisjoint(range(found.first, found.last + 1)):
                at += 1
                continue
            at = found.last + 1
            if found.cue >= self.needed(found):
                out.append(found)
                item = at if found.noun is not None and found.noun.many and found.noun.uncatalogued else -1
            else:
                held.append(found)
        return self.recall(out, held)

    def at(self, words: Sequence[Word], at: int, glance: Glance, before: PlaceMention | None) -> PlaceMention | None:
        stop = before.last + 1 if before is not None else 0
        name = self.name_at(words, at, glance.names) if glance.names else None
        if glance.head is not None and (name is None or name.count == 1 or self.announces(glance.head)):
            found = self.after_head(words, at, glance, stop)
            if found is not None and (found.candidates or name is None or name.count == 1):
                return found
        if glance.side:
            found = self.side(words, at, glance.side, stop)
            if found is not None:
                return found
        if name is None or self.belongs_before(words, at, name):
            return None
        listed = before if before is not None and self.continues(words, at, name.pre, before) else None
        noun = head = None
        if glance.head is not None and name.count > 1 and glance.head_pre == name.pre:
            noun, head = glance.head, at
        elif listed is not None and listed.noun is not None and listed.noun.many:
            noun, head = listed.noun, listed.head
        return self.mention(words, at, name, (head, noun, at, stop), listed)

    @staticmethod
    def announces(noun: Head) -> bool:
        """Whether the noun stands before the name without being part of it."""
        return not noun.in_name and noun.feature != "PCLI"

    def after_head(self, words: Sequence[Word], at: int, glance: Glance, stop: int) -> PlaceMention | None:
        noun = glance.head
        if noun is None or at + 1 >= len(words) or not is_joined(words[at + 1]):
            return None
        next_form = words[at + 1].form
        inner = self.glance_of(next_form)
        name = None
        if inner is not None:
            name = self.name_at(words, at + 1, inner.bare)
            if inner.head is not None and not inner.head_pre and (name is None or name.count == 1):
                nested = self.after_head(words, at + 1, inner, at + 1)
                if nested is not None:
                    return self.wrapped(words, at, glance, nested, stop)
            if name is None and inner.side == WHOLE_COUNTRY:
                return None
        if name is not None and name.count == 1 and name.key in self.tables.opens:
            # "Ain" alone is a town, but "the village of Ain Salimo" names another
            longer = self.unknown(words, at + 1, noun, glance=glance)
            if longer is not None and longer.last > at + 1:
                return longer
        if name is None:
            other = self.gazetteer.respelled(next_form.key)
            if other is not None and other not in self.gazetteer.common and len(next_form.key) > SHORT_KEY:
                name = Name(other, "", 0, 1, self.gazetteer.named(other))
        if name is None:
            return self.unknown(words, at + 1, noun, glance=glance)
        first = at if noun.in_name and not noun.many else at + 1
        cut = glance.head_cut if first == at else 0
        name = Name(name.key, glance.head_pre, cut, name.count, name.candidates)
        return self.mention(words, at + 1, name, (at, noun, first, stop), None)

    def wrapped(
        self, words: Sequence[Word], at: int, glance: Glance, nested: PlaceMention, stop: int
    ) -> PlaceMention | None:
        """A noun before another place phrase: the countryside of the city of X, the villages of Y."""
        noun = glance.head
        relation = read_relation(words, at, _attached(glance.head_pre), self.tables, stop)
        found = replace(nested, prep=relation.prep, start=relation.start, cue=3 if relation.cue else 2)
        if noun is None or noun.many or not noun.in_name:
            kind = relation.kind if nested.relation == "exact" else nested.relation
            return replace(found, relation=kind, bearing_deg=relation.bearing_deg or nested.bearing_deg)
        begin = words[at].start + glance.head_cut
        name = _written(words, at, nested.last, glance.head_cut)
        found = replace(found, first=at, name_start=begin, name=name, head=at, noun=noun)
        return self.trailing(words, found)

    def mention(
        self, words: Sequence[Word], at: int, name: Name, phrase: _Phrase, listed: PlaceMention | None
    ) -> PlaceMention:
        head, noun, first, stop = phrase
        last = at + name.count - 1
        begin = words[first].start + name.cut
        start = head if head is not None and listed is None else at
        relation = read_relation(words, start, _attached(name.pre), self.tables, stop)
        cue = min(3, relation.cue + 2) if noun is not None and listed is None else relation.cue
        if listed is not None and relation.kind == "exact":
            conjoined = name.pre[:1] == "و" or words[at - 1].form.key == "و"
            many = listed.noun is not None and listed.noun.many and conjoined
            inherited = listed.cue if many else min(listed.cue, 1)
            kind = listed.relation if listed.relation in _SHARED_RELATIONS else "exact"
            bearing = listed.bearing_deg if kind == "direction" else None
            relation = Relation(kind, relation.prep or listed.prep, bearing, None, relation.cue, relation.start)
            cue = max(cue, inherited)
        if name.count > 1 and noun is None and bearing_of(words[at], self.tables) is not None:
            # a region that is called after its direction: "the south of Lebanon"
            relation, cue = Relation("area", relation.prep, None, None, 2, relation.start), max(cue, 2)
        elif name.count > 1 and noun is None and name.key.startswith(_MIDDLE):
            relation, cue = Relation(relation.kind, _MIDDLE.strip(), None, None, 2, relation.start), max(cue, 2)
        found = PlaceMention(
            first, last, begin, words[last].end, _written(words, first, last, name.cut), name.key, head, noun,
            name.candidates,
            relation.kind, relation.bearing_deg, relation.distance_km, relation.prep, cue, relation.start,
            name.cut if noun is None else 0,
        )  # fmt: skip
        return self.trailing(words, found)

    def trailing(self, words: Sequence[Word], found: PlaceMention) -> PlaceMention:
        """With what follows the name: "the eastern", "the Syrian", "by 20 km"."""
        at = found.last + 1
        if found.noun is not None and found.noun.feature == "RD":
            found = replace(found, relation="road")
        elif found.noun is not None and found.noun.lemma == "ريف" and found.relation == "exact":
            found = replace(found, relation="area")
        if at >= len(words) or not is_joined(words[at]):
            return found
        sided = found.noun is not None and found.noun.lemma in ("ريف", "محور", "قطاع", "جهه", "جبهه")
        if sided or found.relation == "near":
            bearing = bearing_of(words[at], self.tables, definite=True)
            if bearing is not None:
                end = at
                if at + 1 < len(words) and is_joined(words[at + 1]) and not words[at + 1].form.text.startswith("و"):
                    second = bearing_of(words[at + 1], self.tables, definite=True)
                    if second is not None:
                        bearing, end = combined(bearing, second), at + 1
                found = replace(found, bearing_deg=bearing)
                if sided:
                    name = " ".join([found.name, *[w.form.text for w in words[at : end + 1]]])
                    found = replace(found, last=end, name_end=words[end].end, name=name, relation="area")
                at = end + 1
        if at < len(words) and words[at].form.key == CAPITAL and found.candidates:
            name = f"{found.name} {words[at].form.text}"
            return replace(found, last=at, name_end=words[at].end, name=name, noun=self.tables.heads.get(CAPITAL[2:]))
        if at < len(words) and is_joined(words[at]):
            country = self.demonym(words[at])
            if country:
                found = replace(found, country=country)
            elif found.bearing_deg is not None and found.distance_km is None:
                found = replace(found, distance_km=read_distance_after(words, at, self.tables))
        return found

    # -- lists, unknown names, sides of a country ----------------------------------------------------

    def continues(self, words: Sequence[Word], at: int, pre: str, before: PlaceMention) -> bool:
        """Whether a name at `at` continues the list that `before` stands in."""
        if before.last == at - 1:
            comma = words[at].before in (",", "-", "/")
            return (pre == "و" and (is_joined(words[at]) or comma)) or (not pre and comma)
        return before.last == at - 2 and words[at - 1].form.key == "و" and not pre

    def unknown(
        self,
        words: Sequence[Word],
        at: int,
        noun: Head | None,
        *,
        glance: Glance | None = None,
        list_of: PlaceMention | None = None,
    ) -> PlaceMention | None:
        """A name that no catalogue has, taken on the word of the noun before it."""
        if noun is None or not noun.uncatalogued or (noun.many and noun.feature == "RGN"):
            return None
        cut = 1 if list_of is not None else 0
        last = at
        key = words[at].form.key[cut:]
        if key in self.tables.opens and at + 1 < len(words) and is_joined(words[at + 1]):
            last = at + 1
        site = noun.feature not in _SETTLED
        if not self.is_nameable(words[last], words[last].form.key if last > at else key, site and last == at):
            return None
        if last + 1 < len(words) and is_joined(words[last + 1]) and words[last + 1].form.key in self.tables.closes:
            last += 1
        if list_of is not None:
            ended = last + 1 >= len(words) or not is_joined(words[last + 1]) or self.ends_list(words[last + 1])
            if not ended:
                return None
            relation = Relation(list_of.relation, list_of.prep, None, None, list_of.cue, at)
            first = at
        else:
            relation = read_relation(
                words, at - 1, _attached(glance.head_pre if glance is not None else ""), self.tables, 0
            )
            if not relation.cue and noun.feature in _NEEDS_PREPOSITION:
                return None
            first = at - 1 if noun.in_name and not noun.many else at
            cut = glance.head_cut if glance is not None and first < at else 0
        found = PlaceMention(
            first, last, words[first].start + cut, words[last].end,
            _written(words, first, last, cut), "",
            at - 1 if list_of is None else list_of.head, noun, (),
            relation.kind, relation.bearing_deg, relation.distance_km, relation.prep,
            3 if relation.cue else 2, relation.start,
        )  # fmt: skip
        return self.trailing(words, found)

    def ends_list(self, word: Word) -> bool:
        return word.form.text[0] == "و" or word.form.key in self.tables.relations or word.form.text[0] == "ب"

    def side(self, words: Sequence[Word], at: int, side: str, stop: int) -> PlaceMention | None:
        """The capital of a country, a side of it or its border, told with its adjective; sides of "the country"."""
        cut = len(words[at].form.text) - len(side)
        attached = _attached(words[at].form.text[:cut])
        if side == WHOLE_COUNTRY:
            relation = read_relation(words, at, attached, self.tables, stop)
            if relation.kind != "direction" and relation.prep not in ("في", "ب", "انحا", "عموم", "داخل"):
                return None
            return self._sided(words, (at, at), cut, relation, "")
        last = at
        bearing = self.tables.bearings.get(side[2:])
        if bearing is not None and at + 1 < len(words) and is_joined(words[at + 1]):
            second = bearing_of(words[at + 1], self.tables, definite=True)
            if second is not None:
                bearing, last = combined(bearing, second), at + 1
        follows = last + 1 < len(words) and is_joined(words[last + 1])
        country = self.demonym(words[last + 1]) if follows else ""
        if side == CAPITAL:
            return self.capital(words, at, cut, country, stop)
        if not country:
            return None
        last += 1
        relation = read_relation(words, at, attached, self.tables, stop)
        if side in BORDER:
            while last + 1 < len(words) and is_joined(words[last + 1]) and self.demonym(words[last + 1]):
                last += 1
            return replace(self._sided(words, (at, last), cut, relation, country), relation="area")
        found = self._sided(words, (at, last), cut, relation, country)
        return replace(found, relation="direction", bearing_deg=bearing)

    def capital(self, words: Sequence[Word], at: int, cut: int, country: str, stop: int) -> PlaceMention | None:
        """A capital, named after the word for it, or told by the country's adjective alone."""
        after = at + 2 if country else at + 1
        pre = words[at].form.text[:cut]
        glance = self.glance_of(words[after].form) if after < len(words) and is_joined(words[after]) else None
        name = self.name_at(words, after, glance.bare) if glance is not None else None
        if name is not None:
            name = Name(name.key, pre, 0, name.count, name.candidates)
            return self.mention(words, after, name, (at, self.tables.heads.get(CAPITAL[2:]), after, stop), None)
        relation = read_relation(words, at, _attached(pre), self.tables, stop)
        if not country:
            return self._sided(words, (at, at), cut, relation, "") if relation.cue else None
        found = self._sided(words, (at, at + 1), cut, relation, country)
        entry = self.gazetteer.capital(country)
        return replace(found, candidates=(entry,) if entry is not None else ())

    def _sided(
        self, words: Sequence[Word], span: tuple[int, int], cut: int, relation: Relation, country: str
    ) -> PlaceMention:
        at, last = span
        entry = self.gazetteer.country(country) if country else None
        return PlaceMention(
            at, last, words[at].start + cut, words[last].end, _written(words, at, last, cut), "", None, None,
            (entry,) if entry is not None else (), relation.kind, relation.bearing_deg, relation.distance_km,
            relation.prep, 2, relation.start, 0, country,
        )  # fmt: skip

    def recall(self, out: list[PlaceMention], held: list[PlaceMention]) -> list[PlaceMention]:
        """With the doubtful ones whose name is a place elsewhere in the same text."""
        if held:
            certain = {mention.joined for mention in out}
            out += [m for m in held if m.joined in certain and self.gazetteer.common.get(m.joined) != "head"]
            out.sort(key=lambda mention: mention.first)
        return out


@lru_cache(maxsize=4)
def _finder(gazetteer: Gazetteer, tables: PlaceTables) -> _Finder:
    return _Finder(gazetteer, tables)


def find_places(
    words: Sequence[Word], gazetteer: Gazetteer, tables: PlaceTables, blocked: Set[int] = frozenset()
) -> list[PlaceMention]:
    """Places that the words name, in order of the text; [] when there are none.

    Args:
        words: those of one field of an article.
        gazetteer: where names are looked up.
        tables: the nouns, directions and relations.
        blocked: indexes of words that belong to names of parties, in which no place is looked for.
    """
    finder = _finder(gazetteer, tables)
    return link_mentions(finder.find(words, blocked), words, finder.is_conjoined)


def find_demonyms(words: Sequence[Word], gazetteer: Gazetteer) -> Iterator[tuple[int, str]]:
    """(word index, country code) of every adjective or noun of nationality, in order."""
    demonyms = gazetteer.demonyms
    for index, word in enumerate(words):
        for stem in word.form.stems:
            if not stem.post and stem.key in demonyms:
                yield index, demonyms[stem.key]
                break


def country_cues(words: Sequence[Word], gazetteer: Gazetteer) -> Counter[str]:
    """How often adjectives of nationality point to each country."""
    return Counter(country for _, country in find_demonyms(words, gazetteer))
