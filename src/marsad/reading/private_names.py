"""Names of private persons in a text or in the words of one field: what must not leave the house unasked.

After `words`, `person_names` and the parties' catalogue; before whoever masks. A name is private unless the
words before it give its bearer an office, or the tables list him as a public figure; names of places, of
bodies and of catalogued parties are no persons. In doubt a name counts as private.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from marsad.gazetteer.lookup import Gazetteer
from marsad.gazetteer.lookup import load as load_gazetteer
from marsad.lexicon.closed import closed_class
from marsad.lexicon.grammar import load_grammar
from marsad.lexicon.parties import PartyTables, load_parties
from marsad.lexicon.persons import PersonTables, Role, load_persons
from marsad.lexicon.speech import SpeechTables, load_speech
from marsad.lexicon.tables import DATA, read_csv
from marsad.reading.fold import fold, fold_word, key
from marsad.reading.party_words import PartyWords
from marsad.reading.person_names import ALI, BREAKS, PersonNames
from marsad.reading.words import Word, split_words

_PUBLIC_CLASSES = frozenset({"body", "outlet", "agency", "capital", "document", "source", "anaphor"})
_BODY_CLASSES = frozenset({"force", "group"})
# Leads after which even a word that no table knows is a name.
_NAMING = frozenset({"private", "called", "kin"})
# Titles whose second tells of somebody else.
_UNLED = frozenset({("kin", "office"), ("office", "private")})
_MAX_PARTS = 4  # of a name that no family's name ends
_SHORT = 4
_REACH = 8  # words over which the title before a name may be told
_ARTICLE = "ال"
_LOCATIVE = closed_class("locative_prepositions") | closed_class("compass") | closed_class("ways")
_FUNCTION = closed_class("function_words") | closed_class("prepositions") | closed_class("demonstratives")
_MOTHER = closed_class("mother")
_SECONDS = closed_class("name_seconds")
_QUANTITIES = closed_class("quantifiers") | closed_class("quantities") | closed_class("others")

_AND_KUNYA, _COMMAS, _TATWEEL = ("وابو", "وام"), frozenset(","), "ـ"

Range = tuple[int, int]


def spelt_out(text: str, start: int, end: int) -> Range:
    """The range with the vowel signs and lengthening after its last letter, which belong to the word."""
    while end < len(text) and (text[end] == _TATWEEL or unicodedata.combining(text[end])):
        end += 1
    return start, end


class PrivateNames(PersonNames):
    """Finds names of private persons; holds the tables. Make it once a process: `private_names()`."""

    def __init__(self, speech: SpeechTables, persons: PersonTables, parties: PartyTables, gazetteer: Gazetteer) -> None:
        super().__init__(speech)
        self._persons = persons
        self._parties = parties
        self._catalogue = PartyWords(parties)
        self._gazetteer = gazetteer
        self._sites = _site_nouns()
        self._common = parties.adjectives.union(
            parties.demonyms, parties.heads, persons.roles, self._sites,
            _FUNCTION, _QUANTITIES, load_grammar(parties.sites).numerals,
        )  # fmt: skip

    def find(self, text: str) -> tuple[Range, ...]:
        """Half-open code-point ranges of private names in running text, in order."""
        words = split_words(fold(text).text)
        return self._ranges(text, words, self._scan(words, names_one=False))

    def find_in_field(self, text: str) -> tuple[Range, ...]:
        """As `find`, for the words of one field that names a party: one given name alone is a name there."""
        words = split_words(fold(text).text)
        return self._ranges(text, words, self._scan(words, names_one=True))

    def find_in_speaker(self, text: str) -> tuple[Range, ...]:
        """As `find_in_field`, for who says so: words that no table knows are taken for a name, too."""
        words = split_words(fold(text).text)
        found = self._scan(words, names_one=True, lead="voice")
        if not found and words and not self._is_known(words, 0):
            found = [(0, len(words) - 1)]
        return self._ranges(text, words, found)

    @staticmethod
    def _ranges(text: str, words: tuple[Word, ...], found: list[Range]) -> tuple[Range, ...]:
        return tuple(spelt_out(text, *fold(text).span(words[first].start, words[last].end)) for first, last in found)

    def _scan(self, words: tuple[Word, ...], *, names_one: bool, lead: Role | None = None) -> list[Range]:
        """Inclusive word ranges of private names; `lead` is what stands before the first word."""
        found: list[Range] = []
        public = False  # the word before heads the name of a site or a body
        since = at = 0
        while at < len(words):
            word = words[at]
            apposed = False  # between commas after whom it names: قريب الضحية، فلان الفلاني،
            if breaks := BREAKS & set(word.before):
                named = lead == "office" or (lead in ("private", "kin") and since == 0)
                apposed = named and at > 0 and breaks <= _COMMAS
                lead, public = (lead if lead == "called" or apposed else None), False
            since += 1
            if since > _REACH:
                lead = None
            end = self._public(words, at, lead, near=since == 1)
            if end is not None:
                at, public = end + 1, False
                continue
            end = self._name(words, at, lead, since, names_one=names_one and at == 0)
            if apposed and not self._closed(words, end):
                lead, end = None, self._name(words, at, None, since, names_one=False)
            if end is not None:
                if lead != "office" and not public:
                    found.append((at, end))
                joined = lead != "office" and self._joined(words, end + 1)
                at, lead, public, since = end + 1, ("called" if joined else None), False, 0
                continue
            role = self._role(words, at)
            if role is not None and (lead, role) not in _UNLED:
                lead, since = role, 0
            elif role is not None:
                since = 0
            elif self._ends_lead(word):
                lead = None
            public = self._heads_public(words, at, role) or (
                public and role == "private" and self._is_site(words, at - 1)
            )
            at += 1
        return found

    def _public(self, words: tuple[Word, ...], at: int, lead: Role | None, *, near: bool) -> int | None:
        """Last word of a public figure, of a catalogued party, or of a place that begins at `at`."""
        for stem in words[at].form.stems:
            if stem.post or stem.pre.endswith(_ARTICLE):
                continue
            for name in self._persons.figures.get(stem.key, ()):
                last = at + len(name) - 1
                if last < len(words) and all(words[at + i].form.key == part for i, part in enumerate(name) if i):
                    return last
        if lead in _NAMING and near:
            return None
        party = self._catalogue.catalogued(words, at)
        if party is not None and party[0] > at:
            return party[0]
        return self._place(words, at, lead)

    def _place(self, words: tuple[Word, ...], at: int, lead: Role | None) -> int | None:
        """Last word of a place's name of several words; one that a person could bear only after a word of place."""
        keys = [w.form.key for w in words[at : at + 6]]
        told = at > 0 and not words[at].before and words[at - 1].form.key in _LOCATIVE | self._sites
        for stem in words[at].form.stems:
            attached = stem.preposition == "ب"
            if stem.pre not in ("", "ب", "و", "ل", "وب"):
                continue
            count, _ = self._gazetteer.longest([stem.key, *keys[1:]])
            person = stem.key in self.tables.given or stem.key in self.tables.particles
            if count and (told or attached or (count > 1 and (lead is None or not person))):
                return at + count - 1
        return None

    def _name(self, words: tuple[Word, ...], at: int, lead: Role | None, since: int, *, names_one: bool) -> int | None:
        """Last word of a person's name that begins at `at`, None where none does."""
        word = words[at]
        key_ = word.form.key
        if key_ == _ARTICLE and at + 1 < len(words) and words[at + 1].form.is_number:
            return None  # الـ29, no house of آل
        if lead == "called" and key_ in _AND_KUNYA and at + 1 < len(words) and not words[at + 1].before:
            return self._extent(words, at + 1)
        kunya = self._mother(words, at) or (
            self._kunya(words, at)
            and (self.look(words[at + 1]).given or not self._tabled(words[at + 1], everyday=False))
        )
        if key_ == ALI:  # after a title it is the name, and so where a name goes on behind it
            given = self._called_ali(words, at) or (lead in _NAMING and since == 1 and self._bare_next(words, at))
        else:
            given = self._given(word)
        if given or kunya:
            end = self._extent(words, at)
            everyday = key_ in self._persons.not_alone or key_ in self._persons.roles
            if end > at:
                sure = kunya or self._sure(words, at, end) or (lead in _NAMING and (since == 1 or not everyday))
                sure = sure or (names_one and end == len(words) - 1)
                return end if sure else None
            sure = lead in _NAMING and since <= 2
            return end if sure or (names_one and len(words) == 1) or (lead is not None and not everyday) else None
        if since > 1 and lead == "private" and self._far_name(words, at):
            return self._extent(words, at)  # رجل الأعمال فلان الفلاني
        if since != 1 and not names_one:
            return None
        if lead in _NAMING and self._unknown(words, at) and self._after_title(words, at, lead):
            return self._extent(words, at)
        follows = at + 1 < len(words) and not words[at + 1].before and self._surname(words[at + 1])
        if lead in _NAMING and follows and self._titled(words, at) and not self._is_small(word):
            return self._extent(words, at)  # المواطن رائد …: no noun without the article follows a title with it
        pair = lead in ("victim", "voice", "home", "pair") or names_one
        if pair and self._unknown(words, at) and not key_.startswith(_ARTICLE):
            end = self._extent(words, at)
            if end > at and self._surname(words[at + 1]):
                return end
            if lead == "pair" and at + 1 < len(words) and self._and_given(words[at + 1]):
                return at
        return None

    @staticmethod
    def _closed(words: tuple[Word, ...], end: int | None) -> bool:
        """Whether a name ends at `end`, and the clause with it."""
        return end is not None and (end + 1 == len(words) or bool(BREAKS & set(words[end + 1].before)))

    def _joined(self, words: tuple[Word, ...], at: int) -> bool:
        """Whether a list of names goes on here: with "and", after a comma only with a given name."""
        breaks = BREAKS & set(words[at].before) if at < len(words) else BREAKS
        return words[at].form.key.startswith("و") if not breaks else breaks <= _COMMAS and self._and_given(words[at])

    def _and_given(self, word: Word) -> bool:
        """Whether the word is "and" with a given name."""
        return any(s.pre == "و" and not s.post and s.key in self.tables.given for s in word.form.stems)

    def _far_name(self, words: tuple[Word, ...], at: int) -> bool:
        """Whether a word without the article stands between one with it and a family's name."""
        return (
            at + 1 < len(words)
            and not words[at].before
            and not words[at + 1].before
            and self._titled(words, at)
            and not self._is_small(words[at])
            and words[at + 1].form.key.endswith("ي")
            and self._surname(words[at + 1])
            and not words[at].form.keys & self._sites
        )

    def _extent(self, words: tuple[Word, ...], at: int) -> int:
        """Last word of the name that begins at `at`; everyday words at its end are left out."""
        end = max(self._person(words, at - 1), at)
        while end + 1 < len(words) and words[end + 1].form.key == ALI and not words[end + 1].before:
            if end + 2 >= len(words) or words[end + 2].before or self._is_small(words[end + 2]):
                end += 1  # a preposition would have its noun
                break
            if not self._surname(words[end + 2]):
                break
            end = max(self._person(words, end + 1), end + 2)  # محمد علي الحداد
        while (
            self._given(words[at])
            and end + 1 < len(words)
            and end - at < _MAX_PARTS - 1
            and not words[end + 1].before
            and not (self._is_family(words, end) and end > at)  # a family's name is the last
            and (self._continues(words, end) or self._unknown(words, end + 1))
        ):
            end += 1
        while end > at:
            word, before = words[end], self.look(words[end - 1])
            info = self.look(word)
            if info.given or before.particle or self._continues(words, end - 1) or word.form.key == ALI:
                break
            if not (self._tabled(word, everyday=False) or word.form.keys & self._persons.no_part):
                break
            end -= 1
        return end

    def _is_family(self, words: tuple[Word, ...], at: int) -> bool:
        """Whether the word is a family's name, not the second half of a given one: بدر الدين."""
        return words[at].form.key not in _SECONDS and not self.look(words[at]).given and self._surname(words[at])

    def _continues(self, words: tuple[Word, ...], end: int) -> bool:
        """Whether the word after `end` goes on with a name: what has the article right after a given name does."""
        after = words[end + 1]
        if self._surname(after):
            return True
        given = self.look(words[end]).given or words[end].form.key.startswith("و")
        return given and after.form.key.startswith(_ARTICLE) and not self._is_small(after)

    def _mother(self, words: tuple[Word, ...], at: int) -> bool:
        """Whether a woman's kunya begins here: أم خالد."""
        return (
            words[at].form.key in _MOTHER
            and at + 1 < len(words)
            and not words[at + 1].before
            and self.look(words[at + 1]).given
        )

    def _given(self, word: Word) -> bool:
        tables = self.tables
        if word.form.key in tables.given:
            return word.form.key not in self._persons.not_alone or word.form.key not in _FUNCTION
        return any(
            s.pre in ("ل", "ب", "و", "ول", "وب", "ف") and not s.post and s.key in tables.given and len(s.key) > 3
            and s.key not in self._persons.not_alone
            for s in word.form.stems
        ) and not self._tabled(word)  # fmt: skip

    def _sure(self, words: tuple[Word, ...], at: int, end: int) -> bool:
        """Whether a given name and what follows it are a name, not an everyday word and another."""
        after = words[at + 1]
        info = self.look(after)
        if info.given or info.particle or after.form.key == ALI or (at == 0 and after.form.key in _SECONDS):
            return True
        if words[at].form.key in self._persons.not_alone:
            return after.form.key.endswith("ي") and self._surname(after)
        return self._surname(after) or not self._tabled(after)

    def _surname(self, word: Word) -> bool:
        """Whether the word has the form of a family name that no table knows as anything else."""
        info = self.look(word)
        if info.given or info.particle:
            return True
        if info.stop or info.that or not word.form.key.startswith(_ARTICLE) or len(word.form.key) <= _SHORT:
            return False
        if word.form.key.endswith("ي"):  # no dual in the construct state bears the article: الخطيبي is of a family
            keys = {s.key for s in word.form.stems if not s.post}
            named = keys & self._parties.adjectives or keys & self._parties.demonyms.keys()
            return not (named or info.adjective or keys & self._persons.roles.keys() or self._catalogue.nation(word))
        return info.cls == "agency" or not self._tabled(word, everyday=False)

    def _unknown(self, words: tuple[Word, ...], at: int) -> bool:
        """Whether no table knows the word as anything but a name; after a definite title no everyday noun stands."""
        word = words[at]
        return not (self._is_small(word) or self._tabled(word, everyday=not self._titled(words, at)))

    @staticmethod
    def _titled(words: tuple[Word, ...], at: int) -> bool:
        """Whether a word without the article follows one that has it."""
        return at > 0 and _is_definite(words[at - 1]) and not words[at].form.key.startswith(_ARTICLE)

    def _is_small(self, word: Word) -> bool:
        """Whether the word is a verb of saying, a number, a particle or a preposition with its noun."""
        info = self.look(word)
        return bool(
            info.that or info.stop or info.verb is not None or info.object_verb is not None or word.form.is_number
            or word.form.key in _FUNCTION | _QUANTITIES or self._begins_said(word)
        )  # fmt: skip

    def _tabled(self, word: Word, *, everyday: bool = True) -> bool:
        """Whether some table of nouns, adjectives, nations or (when asked) everyday words has it."""
        info = self.look(word)
        if info.cls or info.adjective or info.stop or info.that or info.verb is not None:
            return True
        if not word.form.keys.isdisjoint(self._common):
            return True
        return self._catalogue.head(word) is not None or (everyday and word.form.key in self._gazetteer.common)

    def _after_title(self, words: tuple[Word, ...], at: int, lead: Role) -> bool:
        """Whether an unknown word after a title is a name: after a definite one, or where names always follow."""
        key_ = words[at].form.key
        if key_[0] == "و" and key_[1:2] == "ا" and len(key_) > 4:
            return False  # "and" and another noun
        title = words[at - 1].form
        definite = _is_definite(words[at - 1])
        if lead == "called":
            return not self._gazetteer.has(key_)
        if lead == "private":
            return definite
        if definite or self._gazetteer.has(key_):
            return False
        if title.key not in self._persons.roles:  # with a pronoun: زوجته فلانة الفلانية
            return self._two_more(words, at)
        return self._surname(words[at]) or not key_.endswith(("ين", "ون", "ات", "ه", "يه"))

    def _two_more(self, words: tuple[Word, ...], at: int) -> bool:
        """Whether a word and the one after it can be a person's names: unknown ones, without a preposition."""
        if at + 1 >= len(words) or words[at + 1].before:
            return False
        prepositions = any(s.preposition and len(s.key) > 3 for s in words[at].form.stems)
        after = words[at + 1]
        return not prepositions and (self._surname(after) or self._unknown(words, at + 1))

    def _bare_next(self, words: tuple[Word, ...], at: int) -> bool:
        """Whether a word without the article, no particle, follows."""
        if at + 1 >= len(words) or words[at + 1].before:
            return False
        return not words[at + 1].form.key.startswith(_ARTICLE) and not self._is_small(words[at + 1])

    def _role(self, words: tuple[Word, ...], at: int) -> Role | None:
        roles = self._persons.roles
        form = words[at].form
        if form.key in roles:
            return roles[form.key]
        for stem in form.stems:
            if stem.key in roles and (not stem.post or roles[stem.key] in ("kin", "office", "home")):
                return roles[stem.key]
        return None

    def _ends_lead(self, word: Word) -> bool:
        info = self.look(word)
        return info.that or (info.verb is not None and not info.cls) or word.form.key in closed_class("before_verbs")

    def _heads_public(self, words: tuple[Word, ...], at: int, role: Role | None) -> bool:
        """Whether the name right after the word is that of a site or a body: شارع …, كتائب …."""
        if role is not None and role != "office":
            return False
        if self._is_site(words, at):
            return True
        word = words[at]
        info = self.look(word)
        if info.cls in ("body", "outlet", "agency") and not info.definite:
            return True
        return any(
            s.key in self._parties.heads and self._parties.heads[s.key].cls in _BODY_CLASSES and not s.definite
            for s in word.form.stems
        )

    def _is_site(self, words: tuple[Word, ...], at: int) -> bool:
        return any(s.key in self._sites and not s.definite for s in words[at].form.stems)

    def _is_known(self, words: tuple[Word, ...], at: int) -> bool:
        """Whether the first word of a speaker's name is one that names no person."""
        word = words[at]
        if self._public(words, at, "voice", near=True) is not None:
            return True
        both = at + 1 < len(words) and all(w.form.key.startswith(_ARTICLE) for w in words[at : at + 2])
        if both and self._tabled(words[at + 1]):
            return True  # a noun and its adjective: no person
        if word.form.key[:1].isascii():
            return word.form.is_number or len(words) == 1  # a host's name or an abbreviation
        if self._tabled(word, everyday=False) or self._catalogue.catalogued(words, at) is not None:
            return True
        lemma = word.form.key[:-2]
        if word.form.key.endswith(("ون", "ين")) and (lemma in self.tables.nouns or lemma in self._parties.heads):
            return True
        return any(
            self._gazetteer.longest([s.key, *(w.form.key for w in words[at + 1 : at + 5])])[0]
            for s in word.form.stems
            if not s.post
        )


def _is_definite(word: Word) -> bool:
    """Whether the word has the article, also behind "and"."""
    return word.form.key.startswith((_ARTICLE, f"و{_ARTICLE}"))


def _site_nouns() -> frozenset[str]:
    header = (
        *("lemma", "singular", "dual", "plural", "feature"),
        *("precision", "radius_km", "part_of_name", "uncatalogued"),
    )
    homes = {name for name, role in load_persons().roles.items() if role == "home"}
    out: set[str] = set()
    for _, row in read_csv(DATA / "places" / "head_nouns.csv", header):
        for column in ("lemma", "singular", "dual", "plural"):
            out.update(key(fold_word(form)) for form in row[column].split("|") if form)
    return frozenset(out - homes)


@lru_cache(maxsize=1)
def private_names() -> PrivateNames:
    """The finder with the tables of this installation."""
    gazetteer = load_gazetteer()
    return PrivateNames(load_speech(), load_persons(), load_parties(gazetteer.demonyms), gazetteer)
