"""Names that no catalogue has, taken on the word of the noun before them or the list they stand in.

After `place_phrases`, before `place_sides` and `places`.
"""

from __future__ import annotations

import re

from marsad.reading.place_mentions import PlaceMention
from marsad.reading.place_names import SHORT_KEY, Glance
from marsad.reading.place_phrases import PlacePhrases, attached, written
from marsad.reading.place_relations import Relation, is_joined, read_relation
from marsad.reading.place_tables import Head
from marsad.reading.words import Word

_SITE_KEY = 5
_PRONOUN_ENDS = ("ها", "هم", "هن", "نا", "كم", "هما", "ات")
_WITH_WAW = ("واد", "ودال")  # names whose first letter is no "and"
_DUAL_END, _DUAL_LETTERS = "تين", 7
_DONE_BY_HER = "ته"  # a verb and its object: "سجن تبنته"; so are those in ya: "حي يسكنه"
# Verbal nouns with the preposition "to" before them: by pattern.
_PURPOSE = re.compile("ل(ت..ي.|تا.ي.|ا..ا.|است..ا.|ا.ت.ا.|ان..ا.|م...ه)ه?")
_PARTICIPLE = re.compile("م..+ه")
_SECOND_ENDS = ("ه", "ون", "ين", "ات", "ان")
_TOWNS_OF = frozenset(("PPL", "PPLX", "RGN", "ADM2", "ADM3", "CMPRF"))
_SETTLED = frozenset(("PPL", "PPLX", "ADM2", "ADM3", "MT", "HLL", "VAL"))
_LISTED = frozenset(("PPL", "PPLX", "ADM2", "ADM3", "HLL"))
# Nouns that are also an adjective, a verb or another noun: a preposition has to tell.
_NEEDS_PREPOSITION = frozenset(("وادي", "عزلة", "محلية"))
_QUOTES = frozenset("\"'()“”«»")
# Ends and beginnings of adjectives, verbs and participles, which follow a name and are no part of it.
_NO_SECOND_ENDS = ("يه", "ون", "ين", "ت")
_NO_SECOND_STARTS = ("الم", "ي", "سي", "ست")
_SHORT_VERB = 4
_MOST_QUOTED = 4
_NEVER_AFTER = frozenset(("PRN", "RD"))
_MOST_PERSONS = 4


class UnknownNames(PlacePhrases):
    """Finds uncatalogued names."""

    def is_nameable(self, word: Word, key: str, site: bool) -> bool:
        """Whether a word that no catalogue has can be a name; stricter after a noun of sites."""
        form = word.form
        if form.is_number or len(key) < SHORT_KEY or form.text[0] < "\u0600":
            return False
        if key in self.tables.not_names or key in self.tables.heads or key in self.tables.relations:
            return False
        if key.startswith(("لل", "بال", "وال", "كال")) or (key[0] == "و" and not key.startswith(_WITH_WAW)):
            return False
        if key.endswith(_PRONOUN_ENDS) and len(key) > SHORT_KEY + 1:
            return False
        if key.endswith(_DUAL_END) and len(key) >= _DUAL_LETTERS:
            return False
        if key[0] == "ل" and _PURPOSE.fullmatch(key):
            return False
        definite = key.startswith("ال")
        if not definite and (key.endswith("يه") or (site and len(key) < _SITE_KEY)):
            return False
        if site and (key.endswith(_DONE_BY_HER) or (key[0] == "ي" and len(key) > SHORT_KEY)):
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

    def extent(self, words: tuple[Word, ...], at: int, key: str, noun: Head) -> int | None:
        """Index of the last word of an unknown name that begins at `at`; None when none can begin there."""
        last = self.quoted(words, at)
        if last is not None:
            first_ok = key not in self.tables.not_names and not words[at].form.is_number
            return last if first_ok and self.may_name(words[last]) else None
        if words[at].before == "_":
            last = at
            while last + 1 < len(words) and words[last + 1].before == "_":
                last += 1
            return last if last - at < _MOST_QUOTED and self.is_nameable(words[at], key, False) else None
        site = noun.feature not in _SETTLED
        follows = at + 1 < len(words) and is_joined(words[at + 1])
        next_key = words[at + 1].form.key if follows else ""
        if follows and key in self.tables.opens and self.is_opened(words[at + 1], next_key):
            return self.closed(words, at + 1)
        if site and key in self.tables.persons and noun.feature in _NEVER_AFTER:
            return None  # "the jailing of", "by way of"
        if follows and site and noun.in_name and key in self.tables.persons:
            return self.person(words, at)
        definite = next_key.startswith("ال") and not next_key.endswith(_SECOND_ENDS)
        alone = definite or not follows or self.ends_list(words[at + 1])
        if not self.is_nameable(words[at], key, site and not alone):
            return None
        if noun.feature == "RGN" and _PARTICIPLE.fullmatch(key):
            return None
        if not key.startswith("ال") and definite and not noun.many and self.is_nameable(words[at + 1], next_key, False):
            article_off = next_key[2:]
            if article_off not in self.gazetteer.demonyms and article_off not in self.tables.bearings:
                return self.closed(words, at + 1)
        return self.closed(words, self.stretched(words, at, noun))

    def is_opened(self, word: Word, key: str) -> bool:
        """Whether a word can follow the first of a name of two words; a noun of places too: "الشيخ بحر"."""
        noun = self.tables.heads.get(key.removeprefix("ال"))
        if noun is not None and key not in self.tables.not_names and not word.form.is_number:
            return not noun.many and noun.in_name and noun.feature not in _TOWNS_OF
        return self.is_nameable(word, key, False)

    def stretched(self, words: tuple[Word, ...], last: int, noun: Head) -> int:
        """With a second word that must belong to the name as the phrase ends after it: "كوي سنجق في", "سلطان غازي،"."""
        at = last + 1
        if (noun.many and noun.feature not in _LISTED) or at >= len(words) or not is_joined(words[at]):
            return last
        key = words[at].form.key
        if at + 1 < len(words) and is_joined(words[at + 1]) and not self.ends_list(words[at + 1]):
            return last
        if key in self.tables.times or key in self.tables.closes or not self.is_second(words[at], key, noun):
            return last
        return at

    def is_second(self, word: Word, key: str, noun: Head) -> bool:
        """Whether a word can be the second of an unknown name, and hardly anything else."""
        if key.endswith(_NO_SECOND_ENDS) or (key[-1] == "ه" and key[:2] != "ال") or key.startswith(_NO_SECOND_STARTS):
            return False
        if key[0] == "ت" and len(key) <= _SHORT_VERB:
            return False
        for stem in word.form.stems:
            if stem.pre in ("ب", "ل", "ف") and (stem.post or self.gazetteer.lengths(stem.key)):
                return False  # "قرية X بصنعاء"
        return self.is_nameable(word, key, noun.feature not in _SETTLED)

    def closed(self, words: tuple[Word, ...], last: int) -> int:
        """With "the eastern", "the small" after the name."""
        at = last + 1
        return at if at < len(words) and is_joined(words[at]) and words[at].form.key in self.tables.closes else last

    def may_name(self, word: Word) -> bool:
        """Whether a quoted name can end with the word."""
        return not word.form.is_number and word.form.key not in self.tables.relations

    @staticmethod
    def quoted(words: tuple[Word, ...], at: int) -> int | None:
        """Index of the last word of a quotation that begins at `at`, None where none does or it is long."""
        if not _QUOTES.intersection(words[at].before):
            return None
        for end in range(at + 1, min(at + _MOST_QUOTED + 1, len(words) + 1)):
            before = words[end].before if end < len(words) else '"'
            if _QUOTES.intersection(before):
                return end - 1
            if before:
                return None
        return None

    def person(self, words: tuple[Word, ...], at: int) -> int | None:
        """Index of the last word of a person's name after which a site is called; None for one name alone."""
        last = at
        while last + 1 < len(words) and is_joined(words[last + 1]) and last - at < _MOST_PERSONS:
            form = words[last + 1].form
            if form.key not in self.tables.persons and not self.is_nameable(words[last + 1], form.key, False):
                break
            last += 1
            if form.key not in self.tables.persons:
                break
        return last if last > at or len(words[at].form.key) > SHORT_KEY else None

    def unknown(
        self, words: tuple[Word, ...], at: int, noun: Head | None, glance: Glance | None = None
    ) -> PlaceMention | None:
        """An unknown name right after a place noun."""
        if noun is None or (noun.many and noun.feature == "RGN"):
            return None
        named_after = noun.in_name and noun.feature not in _NEVER_AFTER
        called = named_after and (words[at].form.key in self.tables.persons or self.quoted(words, at) is not None)
        if not noun.uncatalogued and (noun.many or not called):
            return None
        last = self.extent(words, at, words[at].form.key, noun)
        if last is None:
            return None
        relation = read_relation(words, at - 1, attached(glance.head_pre if glance is not None else ""), self.tables, 0)
        if not relation.cue and noun.lemma in _NEEDS_PREPOSITION:
            return None
        first = at - 1 if self.keeps(noun) else at
        cut = glance.head_cut if glance is not None and first < at else 0
        return self.unnamed(words, (first, last, cut), (at - 1, noun), relation)

    def listed(self, words: tuple[Word, ...], at: int, lister: PlaceMention) -> PlaceMention | None:
        """An unknown member of a list that goes on at `at`."""
        noun, word = lister.noun, words[at]
        if noun is None or not noun.uncatalogued or noun.feature not in _LISTED:
            return None
        conjoined = word.form.text[0] == "و"
        if not conjoined and is_joined(word):
            return None
        cut = 1 if conjoined else 0
        key = word.form.key[cut:]
        if len(key) < SHORT_KEY:
            return None
        last = at
        quoted = self.quoted(words, at)
        follows = at + 1 < len(words) and is_joined(words[at + 1])
        if quoted is not None:
            last = quoted
        elif follows and key in self.tables.opens and self.is_nameable(words[at + 1], words[at + 1].form.key, False):
            last = at + 1
        if key in self.tables.not_names or (last == at and not self.is_nameable(word, key, False)):
            return None
        last = self.closed(words, last)
        if last + 1 < len(words) and is_joined(words[last + 1]) and not self.ends_list(words[last + 1]):
            return None
        relation = Relation(lister.relation, lister.prep, None, None, lister.cue, at)
        return self.unnamed(words, (at, last, cut), (lister.head, noun), relation)

    def unnamed(
        self, words: tuple[Word, ...], span: tuple[int, int, int], phrase: tuple[int | None, Head], relation: Relation
    ) -> PlaceMention:
        """The mention of an unknown name."""
        first, last, cut = span
        head, noun = phrase
        found = PlaceMention(
            first, last, words[first].start + cut, words[last].end,
            written(words, first, last, cut), "", head, noun, (),
            relation.kind, relation.bearing_deg, relation.distance_km, relation.prep,
            3 if relation.cue else 2, relation.start,
        )  # fmt: skip
        return self.trailing(words, found)

    def ends_list(self, word: Word) -> bool:
        """Whether what follows a name shows that it was one: a container, a side, the next member."""
        form = word.form
        key = form.key
        return (
            form.text[0] in ("و", "ب")
            or key in self.tables.relations
            or key in self.tables.links
            or key in self.tables.bearings
        )
