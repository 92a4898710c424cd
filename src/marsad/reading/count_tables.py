"""What is known of each word for counting people: number words, people, casualty words, cues.

After `words`, before `numbers`, `counts` and `casualties`. Rows are folded when they are loaded, and
what a surface form means is worked out once and remembered. Knows nothing of a word's neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from marsad.lexicon.tables import DATA, read_csv
from marsad.reading.fold import fold_word, key
from marsad.reading.words import Stem, Word, make_room

_NUMBER_PRE = frozenset({"", "و", "ف", "ب", "ل", "ال", "وال", "بال", "لل", "وب", "ول", "فال", "ك"})
_NOT_THEIRS = frozenset({"ي", "ك", "كم", "كما", "نا"})  # read as part of the word, not as a pronoun
_THEIRS = frozenset({"ها", "هما", "هم"})  # pronouns that no ta marbuta can be taken for
_KIN = frozenset({"شقيق", "نجل", "ابن", "ابنه", "حفيد", "مرافق", "زميل"})  # whose dual takes ه: شقيقيه
_CONSTRUCT = frozenset({"armed", "official", "medical", "journalist", "protester", "dead", "wounded"})
OVER_NOUNS = frozenset({"قضا", "اجهاز"})  # verbal nouns that take على before their people
_CONJ = frozenset({"", "و", "ف"})


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A number word: `kind` is unit, tens, hundred, hundreds, scale, sum or digits."""

    value: int
    kind: str
    conjunction: str
    definite: bool


@dataclass(frozen=True, slots=True)
class NounForm:
    """A person or casualty noun as one surface writes it.

    Args:
        lemma: key of the lemma.
        number: 1, 2, 0 for a plural, -1 where dual and plural are written alike, 3 for a dual before
            its genitive (ضابطي شرطة), which looks like an adjective and counts only where people stand.
        kind: category of a person; role of a casualty noun.
        sort: "person", "act", "body".
        accusative: written with the alef of an indefinite object.
        pronoun: attached pronoun or "".
    """

    lemma: str
    number: int
    kind: str
    sort: str
    conjunction: str
    definite: bool
    accusative: bool
    pronoun: str


@dataclass(frozen=True, slots=True)
class ActForm:
    """A casualty verb or verbal noun as one surface writes it; `frame` is "masdar" or "over" for the latter."""

    lemma: str
    role: str
    frame: str
    complement: frozenset[str]
    many: bool
    present: bool
    conjunction: str
    pronoun: str


@dataclass(frozen=True, slots=True)
class Entry:
    """All that the tables say of one surface form; None and empty where they say nothing."""

    number: NumberWord | None
    person: NounForm | None
    casualty: NounForm | None
    acts: tuple[ActForm, ...]
    thing: str | None
    label: str | None
    cues: frozenset[str]
    cue_phrases: tuple[tuple[tuple[str, ...], str], ...]
    vague: tuple[tuple[tuple[str, ...], int], ...]
    bounds_before: tuple[tuple[tuple[str, ...], str], ...]
    bounds_after: tuple[tuple[tuple[str, ...], str], ...]
    conjunction: bool
    counts: bool = field(init=False)  # whether a count may start here or change meaning here

    def __post_init__(self) -> None:
        counts = bool(self.number or self.vague or self.person or self.casualty or "part" in self.cues or self.acts)
        object.__setattr__(self, "counts", counts)  # asked of every word: worked out once a form


Phrases = dict[str, list[tuple[tuple[str, ...], str]]]
_Noun = tuple[str, int, str, str, bool]


def _k(text: str) -> str:
    return key(fold_word(text))


def _keys(text: str) -> tuple[str, ...]:
    return tuple(key(w) for w in fold_word(text).split())


def _split(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _noun_forms(lemma: str, plurals: Iterable[str], sound: str, feminine: bool) -> Iterator[tuple[str, int, bool]]:
    """(form, number, accusative): derived forms first, so that listed plurals replace them."""
    if lemma.endswith("ه"):
        stem = lemma[:-1]
        for dual, number in (("تان", 2), ("تين", 2), ("تا", 3), ("تي", 3)):
            yield stem + dual, number, False
        yield stem + "ات", 0, False
    else:
        yield lemma + "ان", 2, False
        yield lemma + "ين", (-1 if sound == "m" else 2), False
        yield lemma + "ا", 1, True
        if sound != "m":
            yield lemma + "ي", 3, False
        if sound == "m":
            for plural in ("ون", "و", "ي"):
                yield lemma + plural, 0, False
        if sound == "f":
            yield lemma + "ات", 0, False
    if feminine:
        yield from _noun_forms(lemma + "ه", (), "f", False)
    yield lemma, 1, False
    for plural in plurals:
        yield plural, 0, False
        if plural.endswith("ا") and len(plural) > 3:
            yield plural + "ي", 4, False  # أبنائها, زملاؤه: as it stands before a pronoun
            yield plural + "و", 4, False
        if not plural.endswith(("ه", "ا", "ي", "ون", "ين", "ات")):
            yield plural + "ا", 0, False


def _verb_forms(past: str, present: str) -> Iterator[tuple[str, bool, bool]]:
    """(form, many, present)."""
    short = past[:-1] if past.endswith("ي") and len(past) > 3 else past
    waw = past[:-1] if past.endswith("ي") else past
    yield past, False, False
    yield short + "ت", False, False
    if past.endswith("ي") and len(past) == 3:
        yield past[:-1] + "ت", False, False  # قضت beside لقيت
    if past.endswith("ي"):
        yield past + "ت", False, False  # توفيت, لقيت
    yield waw + "وا", True, False
    yield past + "ا", True, False
    yield short + "تا", True, False
    yield past + "ن", True, False
    if present:
        for person in "يت":
            yield person + present, False, True
            base = present[:-1] if present.endswith("ي") else present
            yield person + base + "ون", True, True
            yield person + base + "وا", True, True
        yield "سي" + present, False, True


@dataclass(slots=True)
class CountTables:
    """The tables as look-ups. `entry` is all that readers call."""

    numbers: dict[str, tuple[int, str]] = field(default_factory=dict)
    persons: dict[str, _Noun] = field(default_factory=dict)
    casualties: dict[str, _Noun] = field(default_factory=dict)
    acts: dict[str, list[tuple[str, str, str, frozenset[str], bool, bool]]] = field(default_factory=dict)
    things: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    cues: dict[str, set[str]] = field(default_factory=dict)
    cue_phrases: Phrases = field(default_factory=dict)
    vague: dict[str, list[tuple[tuple[str, ...], int]]] = field(default_factory=dict)
    before: Phrases = field(default_factory=dict)
    after: Phrases = field(default_factory=dict)
    memo: dict[str, Entry | None] = field(default_factory=dict)
    _known: frozenset[str] = frozenset()

    def entry(self, word: Word) -> Entry | None:
        """What is known of a word's surface, None for most words."""
        text = word.form.text
        try:
            return self.memo[text]
        except KeyError:
            make_room(self.memo)
            found = self.memo[text] = self._make(word)
            return found

    def _number(self, word: Word) -> NumberWord | None:
        if word.is_number:
            return NumberWord(int(word.text), "digits", "", False) if len(word.text) <= 9 else None
        for stem in word.stems:
            if not stem.post and stem.pre in _NUMBER_PRE and stem.key in self.numbers:
                value, kind = self.numbers[stem.key]
                return NumberWord(value, kind, stem.conjunction, stem.definite)
        return None

    @staticmethod
    def _noun(word: Word, table: dict[str, _Noun]) -> NounForm | None:
        for stem in word.stems:
            if stem.post in _NOT_THEIRS or stem.key not in table:
                continue
            lemma, number, kind, sort, accusative = table[stem.key]
            if number == 4:
                if not stem.post:
                    continue
                number = 0
            theirs = stem.post in _THEIRS or (stem.post == "ه" and (kind == "child" or lemma in _KIN))
            if accusative and theirs and number == 1 and not stem.pre.endswith(("ال", "لل")):
                number, accusative = 2, False  # طفلاها: the dual before its pronoun
            if accusative and (stem.post or stem.definite):
                continue
            if number == 3 and theirs and not stem.pre.endswith(("ال", "لل")) and stem.key != "ولدي":
                number = 2  # طفليها; ولديه is "and he has"
            if number == 3 and (stem.post or stem.definite or (kind not in _CONSTRUCT and stem.key != "رجلي")):
                continue  # زميلي, زوجتي: mine, not two
            return NounForm(lemma, number, kind, sort, stem.conjunction, stem.definite, accusative, stem.post)
        return None

    def _acts(self, word: Word) -> tuple[ActForm, ...]:
        out: list[ActForm] = []
        for stem in word.stems:
            for lemma, role, frame, complement, many, present in self.acts.get(stem.key, ()):
                core = stem.pre[1:] if stem.conjunction else stem.pre
                if frame == "masdar":
                    if stem.post in _NOT_THEIRS:
                        continue
                elif stem.post or (core and not (frame == "over" and lemma in OVER_NOUNS)):
                    continue
                out.append(ActForm(lemma, role, frame, complement, many, present, stem.conjunction, stem.post))
        return tuple(out)

    def _make(self, word: Word) -> Entry | None:
        number = self._number(word)
        if word.is_number:
            return Entry(number, None, None, (), None, None, frozenset(), (), (), (), (), False) if number else None
        if not self._known:
            tables = (self.numbers, self.persons, self.casualties, self.acts, self.things, self.labels)
            more = (self.cues, self.cue_phrases, self.vague, self.before, self.after)
            self._known = frozenset().union(*tables, *more)
        if self._known.isdisjoint(word.form.keys):
            return None  # most words are in none of the tables
        person, casualty = self._noun(word, self.persons), self._noun(word, self.casualties)
        acts = self._acts(word)
        plain = [s for s in word.stems if not s.post]
        thing = next((self.things[s.key] for s in plain if s.key in self.things), None)
        if thing == "country":  # سوريا is Syria before it is one Syrian
            thing = person = None
        label = next((self.labels[s.key] for s in plain if s.key in self.labels and _bare(s)), None)
        near = [s for s in plain if s.pre in _CONJ]
        cues = frozenset(use for s in near for use in self.cues.get(s.key, ()))
        # Proclitics that a phrase writes itself (وأكثر, بنحو) are found on the whole surface.
        phrases = tuple(p for s in near for p in self.cue_phrases.get(s.key, ()))
        vague = sorted((v for s in plain for v in self.vague.get(s.key, ())), key=lambda v: -len(v[0]))
        before = tuple(sorted((b for s in plain for b in self.before.get(s.key, ())), key=lambda b: -len(b[0])))
        after = tuple(sorted(self.after.get(word.key, ()), key=lambda b: -len(b[0])))
        conjunction = any(s.conjunction for s in word.stems)
        made = Entry(
            number, person, casualty, acts, thing, label, cues, phrases, tuple(vague), before, after, conjunction
        )
        empty = not (
            number or person or casualty or acts or thing or label or cues or phrases or vague or before or after
        )
        return None if empty else made


def _bare(stem: Stem) -> bool:
    return not stem.preposition or stem.definite


def _load_numbers(tables: CountTables, folder: Path) -> None:
    for _, row in read_csv(folder / "cardinals.csv", ("word", "value", "gender")):
        tables.numbers[_k(row["word"])] = (int(row["value"]), "unit")
    for _, row in read_csv(folder / "tens.csv", ("word", "value", "gender")):
        tables.numbers[_k(row["word"])] = (int(row["value"]), "tens")
    for _, row in read_csv(folder / "hundreds.csv", ("word", "value", "gender")):
        value = int(row["value"])
        tables.numbers[_k(row["word"])] = (value, "hundred" if value == 100 else "hundreds")
    for _, row in read_csv(folder / "thousands.csv", ("word", "value", "use")):
        tables.numbers[_k(row["word"])] = (int(row["value"]), row["use"])
    for _, row in read_csv(folder / "vague.csv", ("phrase", "min", "max", "note")):
        words = _keys(row["phrase"])
        tables.vague.setdefault(words[0], []).append((words, int(row["min"])))
    for _, row in read_csv(folder / "bounds.csv", ("phrase", "place", "effect", "note")):
        words = _keys(row["phrase"])
        if row["place"] == "before":
            tables.before.setdefault(words[-1], []).append((words, row["effect"]))
        else:
            tables.after.setdefault(words[0], []).append((words, row["effect"]))
    for _, row in read_csv(folder / "labels.csv", ("word", "use", "note")):
        tables.labels[_k(row["word"])] = row["use"]
    for _, row in read_csv(folder / "things.csv", ("lemma", "plural", "class")):
        lemma = _k(row["lemma"])
        forms = [lemma, *map(_k, _split(row["plural"]))]
        if row["class"] != "month":
            stem = lemma[:-1] + "ت" if lemma.endswith("ه") else lemma
            forms += [stem + "ان", stem + "ين", lemma + "ا"]
        for form in forms:
            tables.things.setdefault(form, row["class"])


def _load_people(tables: CountTables, folder: Path) -> None:
    header = ("lemma", "plural", "sound", "feminine", "gender", "category")
    late: list[tuple[str, _Noun]] = []
    for _, row in read_csv(folder / "persons.csv", header):
        lemma, plurals = _k(row["lemma"]), [_k(p) for p in _split(row["plural"])]
        for form, number, accusative in _noun_forms(lemma, plurals, row["sound"], bool(row["feminine"])):
            noun = (lemma, number, row["category"], "person", accusative)
            if form == lemma or form in plurals:
                late.append((form, noun))
            else:
                tables.persons.setdefault(form, noun)
    for form, noun in late:
        tables.persons[form] = noun
    for _, row in read_csv(folder / "nouns.csv", ("lemma", "plural", "sound", "role", "class")):
        lemma, plurals = _k(row["lemma"]), [_k(p) for p in _split(row["plural"])]
        for form, number, accusative in _noun_forms(lemma, plurals, row["sound"], False):
            tables.casualties[form] = (lemma, number, row["role"], row["class"], accusative)


def _load_acts(tables: CountTables, folder: Path) -> None:
    for _, row in read_csv(folder / "verbs.csv", ("past", "present", "role", "frame", "complement", "note")):
        past = _k(row["past"])
        complement = frozenset(_k(c) for c in _split(row["complement"]))
        for form, many, present in _verb_forms(past, _k(row["present"])):
            act = (past, row["role"], row["frame"], complement, many, present)
            acts = tables.acts.setdefault(form, [])
            if act not in acts:
                acts.append(act)
    for _, row in read_csv(folder / "masdars.csv", ("lemma", "role", "joins", "note")):
        lemma = _k(row["lemma"])
        frame = "over" if row["joins"] == "over" else "masdar"
        tables.acts.setdefault(lemma, []).append((lemma, row["role"], frame, frozenset(), False, False))
    for _, row in read_csv(folder / "cues.csv", ("phrase", "use", "note")):
        words = _keys(row["phrase"])
        if len(words) == 1:
            tables.cues.setdefault(words[0], set()).add(row["use"])
        else:
            tables.cue_phrases.setdefault(words[0], []).append((words, row["use"]))


def load_count_tables(folder: Path) -> CountTables:
    """Tables of a language folder that holds `numbers` and `casualties`.

    Raises:
        LexiconError: a file with a wrong header or row; names file and line.
    """
    tables = CountTables()
    _load_numbers(tables, folder / "numbers")
    _load_people(tables, folder / "casualties")
    _load_acts(tables, folder / "casualties")
    return tables


@cache
def count_tables() -> CountTables:
    """The tables that come with the package, read once."""
    return load_count_tables(DATA)
