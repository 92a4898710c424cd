"""Names that no catalogue has, taken on the word of the noun before them or the list they stand in.

After `place_phrases`, before `place_sides` and `places`.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.reading.place_mentions import PlaceMention
from marsad.reading.place_names import SHORT_KEY, Glance
from marsad.reading.place_phrases import PlacePhrases, attached, written
from marsad.reading.place_relations import Relation, is_joined, read_relation
from marsad.reading.place_tables import Head
from marsad.reading.words import Word

_SITE_KEY = 5
_PRONOUN_ENDS = ("ها", "هم", "هن", "نا", "كم", "هما", "تين", "ات")
_SETTLED = frozenset(("PPL", "PPLX", "ADM2", "ADM3", "MT", "HLL", "VAL"))
# The words for a valley and a parish are also "and it led to" and "isolation".
_NEEDS_PREPOSITION = frozenset(("VAL", "ADM3"))


class UnknownNames(PlacePhrases):
    """Finds uncatalogued names."""

    def is_nameable(self, word: Word, key: str, site: bool) -> bool:
        """Whether a word that no catalogue has can be a name; stricter after a noun of sites."""
        form = word.form
        if form.is_number or len(key) < SHORT_KEY or form.text[0] < "\u0600":
            return False
        if key in self.tables.not_names or key in self.tables.heads or key in self.tables.relations:
            return False
        if key.startswith(("لل", "بال", "وال", "كال")) or (key[0] == "و" and key[1:3] != "اد"):
            return False
        if key.endswith(_PRONOUN_ENDS) and len(key) > SHORT_KEY + 1:
            return False
        definite = key.startswith("ال")
        if not definite and (key.endswith("يه") or (site and len(key) < _SITE_KEY)):
            return False
        for stem in form.stems:
            if stem.post:
                continue
            bare = stem.key
            if bare in self.gazetteer.demonyms or bare in self.tables.bearings:
                return False
            if stem.pre and (bare in self.tables.heads or (len(stem.pre) == 1 and bare in self.tables.not_names)):
                return False
        return True

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
                words, at - 1, attached(glance.head_pre if glance is not None else ""), self.tables, 0
            )
            if not relation.cue and noun.feature in _NEEDS_PREPOSITION:
                return None
            first = at - 1 if noun.in_name and not noun.many else at
            cut = glance.head_cut if glance is not None and first < at else 0
        found = PlaceMention(
            first, last, words[first].start + cut, words[last].end,
            written(words, first, last, cut), "",
            at - 1 if list_of is None else list_of.head, noun, (),
            relation.kind, relation.bearing_deg, relation.distance_km, relation.prep,
            3 if relation.cue else 2, relation.start,
        )  # fmt: skip
        return self.trailing(words, found)

    def ends_list(self, word: Word) -> bool:
        return word.form.text[0] == "و" or word.form.key in self.tables.relations or word.form.text[0] == "ب"
