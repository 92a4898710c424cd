"""What words can begin a place name, and what makes a word that looks like one none.

Before `places`. Everything that depends on a surface form alone is remembered by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marsad.gazetteer.lookup import Gazetteer, PlaceEntry
from marsad.reading.place_mentions import PlaceMention
from marsad.reading.place_relations import is_joined
from marsad.reading.place_tables import Head, PlaceTables
from marsad.reading.words import Form, Memo, Word

# A single bare name without any cue is taken only when it is well known: least population.
_KNOWN_POPULATION = 20_000
_KNOWN_ABROAD_POPULATION = 500_000
_KNOWN_SHORT_POPULATION = 100_000
SHORT_KEY = 3
NEVER = 9
_SPEAKS_OF = ("عن", "ضد")  # what is spoken of is seldom a place: no cue for an everyday word
_CUT_KEY = 5
_NISBA_KEY = 6
_MINOR_FEATURES = frozenset(("ADM3", "ADM4"))
WHOLE_COUNTRY = "البلاد"
CAPITAL = "العاصمه"
BORDER = ("الحدود", "حدود")


@dataclass(frozen=True, slots=True)
class Start:
    """One way in which a surface form can begin a name; mask and seconds as in the gazetteer."""

    key: str
    pre: str
    cut: int
    mask: int
    seconds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Glance:
    """What a surface form can begin: a name, a phrase with a place noun, the side of a country.

    Args:
        bare: those of `names` without proclitic.
        follower: words of which one has to follow; None when the form is enough by itself.
        head, head_pre, head_cut: the place noun, its proclitics and their letters.
        side: key of a word for a side, the capital or the border.
    """

    names: tuple[Start, ...]
    bare: tuple[Start, ...]
    follower: frozenset[str] | None
    head: Head | None
    head_pre: str
    head_cut: int
    side: str


@dataclass(frozen=True, slots=True)
class Name:
    """A catalogued name as it stands in a text: keys, proclitics, their letters, words, its bearers."""

    key: str
    pre: str
    cut: int
    count: int
    candidates: tuple[PlaceEntry, ...]


class PlaceNames:
    """The names of a gazetteer as they can stand in a text."""

    def __init__(self, gazetteer: Gazetteer, tables: PlaceTables) -> None:
        self.gazetteer = gazetteer
        self.tables = tables
        self.seen = Memo(self.glance)
        self.least: dict[tuple[str, bool], int] = {}

    def glance(self, form: Form) -> Glance | None:
        """What the form can begin; None for most words."""
        names: list[Start] = []
        head, head_pre, head_cut = None, "", 0
        for stem in form.stems:
            if stem.post or "ك" in stem.pre:
                continue
            key, cut, pre = stem.key, len(stem.pre), stem.pre
            if pre.endswith("لل"):
                key, pre = "ال" + key, pre[:-1]
            elif pre.endswith("ال"):
                continue  # the stem before this one keeps the article in the key
            elif head is None and key in self.tables.heads:
                head, head_pre, head_cut = self.tables.heads[key], pre, cut
            mask = self.gazetteer.lengths(key)
            if pre and len(key) < SHORT_KEY:
                mask &= ~2  # "Tell" or "Umm" after "and" begins a longer name only
            if mask:
                names.append(Start(key, pre, cut, mask, self.gazetteer.seconds(key)))
        side = ""
        key = form.key[1:] if form.key[:1] in ("ب", "و", "ل") and form.key[1:3] == "ال" else form.key
        sided = key.startswith("ال") and key[2:] in self.tables.bearings
        if sided or key in self.tables.again or key == CAPITAL or key in BORDER:
            side = key
        elif key in self.tables.bearings or key == WHOLE_COUNTRY:
            side = key if key == WHOLE_COUNTRY else ""
        if names or head or side:
            follower = None
            if not head and not side and not any(name.mask & 2 for name in names):
                follower = frozenset().union(*(name.seconds for name in names))
            return Glance(tuple(names), tuple(n for n in names if not n.pre), follower, head, head_pre, head_cut, side)
        return None

    def concerns(self, form: Form) -> bool:
        """Whether a place may begin at a word of this form."""
        glance = self.glance(form)
        if glance is not None:
            self.seen[form.text] = glance
        return glance is not None

    def glance_of(self, form: Form) -> Glance | None:
        """As `glance`, remembered by surface form."""
        return self.seen[form.text]

    def name_at(self, words: tuple[Word, ...], at: int, starts: Sequence[Start]) -> Name | None:
        """The longest catalogued name that begins at a word; fewest letters cut among equals."""
        best: tuple[int, str, Start] | None = None
        follower = words[at + 1].form.key if at + 1 < len(words) else ""
        for start in starts:
            if follower in start.seconds and is_joined(words[at + 1]):
                found = self.long_name(words, at, start)
                if found is not None and (best is None or found[0] > best[0]):
                    best = (*found, start)
            if best is None and start.mask & 2:
                best = (1, start.key, start)
        if best is None:
            return None
        count, joined, start = best
        return Name(joined, start.pre, start.cut, count, self.gazetteer.named(joined))

    def long_name(self, words: tuple[Word, ...], at: int, start: Start) -> tuple[int, str] | None:
        """(words, joined keys) of the longest name of several words."""
        for count in range(min(start.mask.bit_length() - 1, len(words) - at), 1, -1):
            if start.mask >> count & 1:
                rest = words[at + 1 : at + count]
                joined = " ".join([start.key, *[word.form.key for word in rest]])
                if self.gazetteer.has(joined) and all(is_joined(word) for word in rest):
                    return count, joined
        return None

    def belongs_before(self, words: tuple[Word, ...], at: int, name: Name) -> bool:
        """Whether the name follows a given name, title or noun to which it belongs: a person, an adjective."""
        if at == 0 or name.pre or not is_joined(words[at]):
            return False
        before = words[at - 1].form
        if before.key in self.tables.relations:
            return False  # the preposition that looks like a given name
        if name.key.startswith("ال") and name.key[2:] in self.gazetteer.demonyms:
            # "the Saudi (forces)" after a definite noun, but "Saudi Arabia (said)" after a verb
            return before.key.startswith(("ال", "وال", "بال", "لل"))
        return any(stem.key in self.tables.persons for stem in before.stems if not stem.post)

    def needed(self, mention: PlaceMention) -> int:
        """The least cue with which the mention is taken for a place."""
        key = mention.joined
        if not key or mention.noun is not None:
            return 0  # of "the town" too, whose noun is itself
        if mention.prep in _SPEAKS_OF and key in self.gazetteer.common:
            return NEVER
        known = self.least.get((key, mention.cut > 0))
        if known is None:
            known = self.least[key, mention.cut > 0] = self.least_cue(mention, key)
        return known

    def least_cue(self, mention: PlaceMention, key: str) -> int:
        """As `needed`, for a catalogued name without a noun; depends on the name and its proclitics alone."""
        if key.startswith("ال") and key[2:] in self.tables.bearings:
            return NEVER  # "the eastern": a province only where the noun says so
        level = self.gazetteer.common.get(key)
        if level is not None:
            return NEVER if level == "head" else 2 if mention.cut else 1
        if " " in key:
            return 0
        best = max((entry.population for entry in mention.candidates), default=0)
        if any(entry.feature_code in ("PCLI", "PPLC", "ADM1") for entry in mention.candidates):
            return 1 if key in self.gazetteer.demonyms else 0
        if mention.cut and best < _KNOWN_ABROAD_POPULATION and not self.is_home(mention):
            return 2
        if mention.cut and best < _KNOWN_POPULATION and len(key) < _CUT_KEY:
            return 2
        if len(key) <= SHORT_KEY and best < _KNOWN_SHORT_POPULATION:
            return 1
        if key.startswith("ال") and key.endswith("ي") and len(key) >= _NISBA_KEY and best < _KNOWN_SHORT_POPULATION:
            return 1
        ours = any(
            not entry.id.startswith("geonames.") and entry.feature_code not in _MINOR_FEATURES
            for entry in mention.candidates
        )
        home = self.is_home(mention)
        return 0 if best >= (_KNOWN_POPULATION if home else _KNOWN_ABROAD_POPULATION) or (ours and home) else 1

    def is_conjoined(self, word: Word) -> bool:
        """Whether the word begins with "and" rather than with a letter of its own that looks like it."""
        if word.form.text[0] != "و":
            return False
        key = word.form.key
        return not (key in self.tables.relations or key in self.tables.heads or self.gazetteer.lengths(key))

    def is_home(self, mention: PlaceMention) -> bool:
        """Whether a candidate lies in a country whose every town is catalogued."""
        return any(entry.country in self.gazetteer.home or not entry.country for entry in mention.candidates)

    def demonym(self, word: Word) -> str:
        """Country code of an adjective of nationality with the article, "" if it is none."""
        for stem in word.form.stems:
            if stem.pre == "ال":
                return self.gazetteer.demonyms.get(stem.key, "")
        return ""
