"""Tables of speech: who says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from marsad.codebook import Force
from marsad.errors import LexiconError
from marsad.lexicon.morphology import noun_forms, participle_forms, verb_forms
from marsad.lexicon.tables import DATA, read_csv
from marsad.reading.fold import fold_word, key

_GRAMMAR = DATA / "grammar"
_USES = frozenset({"continues", "strict", "that", "bare", "blame"})
_ROLES = ("according", "relay", "statement", "listener", "that", "responsibility", "stop")
_CLASSES = (
    "source", "people", "person", "rank", "outlet", "agency", "body", "document", "anaphor", "adjective", "capital",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SpeechVerb:
    """A verb of saying.

    Args:
        lemma: as the table has it.
        force: how firmly.
        relays: "نقلت … عن": what another says.
        uses: continues (may lack a subject: the speaker before goes on), strict (also an everyday verb:
            only a voice speaks by it), that (only before "that" or a colon), bare (its bare past is
            another word), blame (only with responsibility near it).
    """

    lemma: str
    force: Force
    relays: bool
    uses: frozenset[str]

    @property
    def continues(self) -> bool:
        """Whether it may go on with the speaker before."""
        return "continues" in self.uses


@dataclass(frozen=True, slots=True)
class Marker:
    """A phrase that speakers stand by: the keys after its first, its role, the force it gives."""

    rest: tuple[str, ...]
    role: str
    force: Force


@dataclass(frozen=True, slots=True)
class SpeechTables:
    """What the reader of speakers looks up.

    Args:
        verbs: by key of their forms.
        markers: by first key, longest first.
        nouns: class of a noun that can speak, by key without the article.
        adjectives: keys that may follow such a noun.
        given: keys of given names and particles that begin a person's name; those of particles that
            never begin one alone are in `particles` too.
        that: words that open what is said.
        responsibility: what a claimer of an attack takes on.
        stops: words that belong to no speaker's name.
    """

    verbs: dict[str, SpeechVerb]
    markers: dict[str, tuple[Marker, ...]]
    nouns: dict[str, str]
    adjectives: frozenset[str]
    given: frozenset[str]
    particles: frozenset[str]
    that: frozenset[str]
    responsibility: frozenset[str]
    stops: frozenset[str]


def _keys(phrase: str) -> tuple[str, ...]:
    return tuple(key(word) for word in fold_word(phrase).split())


def _verbs() -> dict[str, SpeechVerb]:
    verbs: dict[str, SpeechVerb] = {}
    path = _GRAMMAR / "speech_verbs.csv"
    for line, row in read_csv(path, ("verb", "present", "form", "force", "use", "note")):
        relays = row["force"] == "relays"
        uses = frozenset(u for u in row["use"].split("|") if u)
        if not uses <= _USES:
            raise LexiconError(
                f"{path.name}:{line}: use {', '.join(uses - _USES)!r} is none of {', '.join(sorted(_USES))}"
            )
        entry = SpeechVerb(row["verb"], Force.SAYS if relays else Force(row["force"]), relays, uses)
        past, present = _keys(row["verb"])[0], _keys(row["present"])[0]
        impersonal = ""  # يقال, يشار: nobody is named as the speaker
        if past[-2:-1] == "ا" and present[-2:-1] in ("و", "ي"):
            impersonal = present[1:-2] + "ا" + present[-1]
        for form in verb_forms(past, present=present, doubled=row["form"] == "II"):
            if form.part in ("present", "future") and impersonal and impersonal in form.key:
                continue
            if form.part in ("present", "future") and form.key.removeprefix("س").startswith("ن"):
                continue  # "we say" is heard inside quotations only, and is written as other words are
            if form.part != "passive" and not ("bare" in uses and form.key == past):
                verbs.setdefault(form.key, entry)
    return verbs


def _nouns() -> tuple[dict[str, str], frozenset[str]]:
    nouns: dict[str, str] = {}
    adjectives: set[str] = set()
    path = _GRAMMAR / "source_nouns.csv"
    for line, row in read_csv(path, ("lemma", "plural", "class", "note")):
        if row["class"] not in _CLASSES:
            raise LexiconError(f"{path.name}:{line}: class {row['class']!r} is none of {', '.join(_CLASSES)}")
        lemma = _keys(row["lemma"])[0]
        if row["class"] == "adjective":
            adjectives.update(form.key for form in participle_forms(lemma, "active"))
        elif row["class"] in ("agency", "rank", "anaphor", "capital"):
            nouns[lemma] = row["class"]
        else:
            plurals = tuple(_keys(p)[0] for p in row["plural"].split("|") if p)
            for form in noun_forms(lemma, "noun", plurals=plurals):
                nouns.setdefault(form.key, row["class"])
    return nouns, frozenset(adjectives)


def _names() -> Iterator[tuple[str, bool]]:
    for _, row in read_csv(_GRAMMAR / "given_names.csv", ("name", "note")):
        yield _keys(row["name"])[0], row["note"].startswith("particle")


def load_speech() -> SpeechTables:
    """The tables of speech, compiled."""
    markers: dict[str, list[Marker]] = {}
    words: dict[str, set[str]] = {"that": set(), "responsibility": set(), "stop": set()}
    path = _GRAMMAR / "speech_markers.csv"
    for line, row in read_csv(path, ("phrase", "role", "force", "note")):
        if row["role"] not in _ROLES:
            raise LexiconError(f"{path.name}:{line}: role {row['role']!r} is none of {', '.join(_ROLES)}")
        first, *rest = _keys(row["phrase"])
        if row["role"] in words:
            words[row["role"]].add(first)
        else:
            markers.setdefault(first, []).append(Marker(tuple(rest), row["role"], Force(row["force"])))
    nouns, adjectives = _nouns()
    names = list(_names())
    stops = words["stop"] | words["responsibility"]
    return SpeechTables(
        verbs=_verbs(),
        markers={f: tuple(sorted(found, key=lambda m: len(m.rest), reverse=True)) for f, found in markers.items()},
        nouns=nouns,
        adjectives=adjectives,
        given=frozenset(name for name, _ in names if name not in stops),
        particles=frozenset(name for name, particle in names if particle),
        that=frozenset(words["that"]),
        responsibility=frozenset(words["responsibility"]),
        stops=frozenset(stops),
    )
