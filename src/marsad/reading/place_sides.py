"""Places told without a name of their own: the capital, a side of the country, the border, "the town".

After `place_unknown`, before `places`.
"""

from __future__ import annotations

from dataclasses import replace

from marsad.reading.place_mentions import PlaceMention
from marsad.reading.place_names import BORDER, CAPITAL, WHOLE_COUNTRY, Name
from marsad.reading.place_phrases import attached, written
from marsad.reading.place_relations import Relation, bearing_of, combined, is_joined, read_relation
from marsad.reading.place_unknown import UnknownNames
from marsad.reading.words import Word

_ARTICLE = "ال"
_NOT_BACK = ("بين", "حتي", "ضد")


class SideNames(UnknownNames):
    """Finds sides, capitals, borders and second mentions."""

    def side(self, words: tuple[Word, ...], at: int, side: str, stop: int) -> PlaceMention | None:
        """A place told by a noun or side alone: "the town", "the capital", "the Syrian north", "the border"."""
        cut = len(words[at].form.key) - len(side)
        letter = attached(words[at].form.text[:cut])
        if side in self.tables.again:
            return self.again(words, at, cut, letter, stop)
        if side == WHOLE_COUNTRY:
            relation = read_relation(words, at, letter, self.tables, stop)
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
        relation = read_relation(words, at, letter, self.tables, stop)
        if side in BORDER:
            while last + 1 < len(words) and is_joined(words[last + 1]) and self.demonym(words[last + 1]):
                last += 1
            return replace(self._sided(words, (at, last), cut, relation, country), relation="area")
        found = self._sided(words, (at, last), cut, relation, country)
        return replace(found, relation="direction", bearing_deg=bearing)

    def again(
        self, words: tuple[Word, ...], at: int, cut: int, letter: str, stop: int, *, cued: bool = False
    ) -> PlaceMention | None:
        """A noun that points back: "in the town", "south of the city"; not "the private sector".

        `cued` when the noun before it says that it is a place: "the quarters of the town".
        """
        if at + 1 < len(words) and is_joined(words[at + 1]) and self.qualifies(words[at + 1]):
            return None
        relation = read_relation(words, at, letter, self.tables, stop)
        if (not relation.cue and not cued) or relation.prep in _NOT_BACK:
            return None
        noun = self.tables.heads.get(words[at].form.key[cut + len(_ARTICLE) :])
        if noun is None:
            return None
        found = self._sided(words, (at, at), cut, relation, "")
        return replace(found, noun=noun, again=True, cue=0)

    def qualifies(self, word: Word) -> bool:
        """Whether the word makes "the town" something else ("the old", "the private")."""
        return word.form.text.startswith(_ARTICLE) and word.form.key not in self.tables.times

    def capital(self, words: tuple[Word, ...], at: int, cut: int, country: str, stop: int) -> PlaceMention | None:
        """A capital, named after the word for it, or told by the country's adjective alone."""
        after = at + 2 if country else at + 1
        if after + 1 < len(words) and words[after].form.key in self.tables.capital_words:
            after += 1
        pre = words[at].form.text[:cut]
        glance = self.glance_of(words[after].form) if after < len(words) and is_joined(words[after]) else None
        name = self.name_at(words, after, glance.bare) if glance is not None else None
        if name is not None:
            name = Name(name.key, pre, 0, name.count, name.candidates)
            return self.mention(words, after, name, (at, self.tables.heads.get(CAPITAL[2:]), after, stop), None)
        relation = read_relation(words, at, attached(pre), self.tables, stop)
        if not country:
            return self._sided(words, (at, at), cut, relation, "") if relation.cue or stop == at else None
        found = self._sided(words, (at, at + 1), cut, relation, country)
        entry = self.gazetteer.capital(country)
        return replace(found, candidates=(entry,) if entry is not None else ())

    def _sided(
        self, words: tuple[Word, ...], span: tuple[int, int], cut: int, relation: Relation, country: str
    ) -> PlaceMention:
        at, last = span
        entry = self.gazetteer.country(country) if country else None
        return PlaceMention(
            at, last, words[at].start + cut, words[last].end, written(words, at, last, cut), "", None, None,
            (entry,) if entry is not None else (), relation.kind, relation.bearing_deg, relation.distance_km,
            relation.prep, 2, relation.start, 0, country,
        )  # fmt: skip
