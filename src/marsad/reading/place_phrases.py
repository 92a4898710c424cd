"""Place phrases: a name with the noun and the relation before it and the adjectives after it.

After `place_names`, before `place_unknown` and `places`.
"""

from __future__ import annotations

from dataclasses import replace

from marsad.reading.place_mentions import PlaceMention
from marsad.reading.place_names import CAPITAL, Name, PlaceNames
from marsad.reading.place_relations import (
    Relation,
    bearing_of,
    combined,
    is_joined,
    read_distance_after,
    read_relation,
)
from marsad.reading.place_tables import Head
from marsad.reading.words import Word

_MIDDLE = "وسط "
_NAMED_IN_PLURAL = ("HLL", "FRM", "OILF")
_SHARED_RELATIONS = ("near", "between", "direction")

Phrase = tuple[int | None, Head | None, int, int]
"""Index of the place noun, its table entry, first word of the name, how far back the relation may reach."""


def attached(pre: str) -> str:
    """The preposition letter among proclitics, "" if none."""
    core = pre[1:] if pre[:1] in ("و", "ف") else pre
    return core[:1] if core[:1] in ("ب", "ل") else ""


def written(words: tuple[Word, ...], first: int, last: int, cut: int) -> str:
    """The folded name from one word to another, the first without its proclitics."""
    head = words[first].form.text[cut:]
    return " ".join([head, *[word.form.text for word in words[first + 1 : last + 1]]]) if last > first else head


class PlacePhrases(PlaceNames):
    """Puts mentions together from names, nouns and relations."""

    @staticmethod
    def keeps(noun: Head) -> bool:
        """Whether the noun belongs to the name: of a plural only in "the hills of", "the farms of"."""
        return noun.in_name and (not noun.many or noun.feature in _NAMED_IN_PLURAL)

    def mention(
        self, words: tuple[Word, ...], at: int, name: Name, phrase: Phrase, listed: PlaceMention | None
    ) -> PlaceMention:
        """The mention of a name at a word, with the relation before it and what follows."""
        head, noun, first, stop = phrase
        last = at + name.count - 1
        begin = words[first].start + name.cut
        start = head if head is not None and listed is None else at
        relation = read_relation(words, start, attached(name.pre), self.tables, stop)
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
            first, last, begin, words[last].end, written(words, first, last, name.cut), name.key, head, noun,
            name.candidates,
            relation.kind, relation.bearing_deg, relation.distance_km, relation.prep, cue, relation.start,
            name.cut if noun is None else 0,
        )  # fmt: skip
        return self.trailing(words, found)

    def trailing(self, words: tuple[Word, ...], found: PlaceMention) -> PlaceMention:
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
