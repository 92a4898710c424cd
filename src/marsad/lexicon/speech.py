"""Tables of speech (who says so) and of realis (whether it happened)."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.codebook import Force
from marsad.lexicon.morphology import noun_forms, verb_forms
from marsad.lexicon.tables import DATA, read_csv
from marsad.reading.fold import fold_word, key

_GRAMMAR = DATA / "grammar"


@dataclass(frozen=True, slots=True)
class SpeechVerb:
    """A verb of saying: its force; relays ("نقلت … عن") and continues ("وأضاف") are told apart."""

    lemma: str
    force: Force
    relays: bool
    continues: bool


@dataclass(frozen=True, slots=True)
class SpeechTables:
    """Verbs by key of their forms, markers by first key, keys of nouns that can speak."""

    verbs: dict[str, SpeechVerb]
    markers: dict[str, tuple[tuple[str, ...], ...]]
    nouns: frozenset[str]


def _keys(phrase: str) -> tuple[str, ...]:
    return tuple(key(word) for word in fold_word(phrase).split())


def load_speech() -> SpeechTables:
    """The tables of speech, compiled."""
    verbs: dict[str, SpeechVerb] = {}
    for _, row in read_csv(_GRAMMAR / "speech_verbs.csv", ("verb", "present", "form", "force", "note")):
        relays = row["force"] == "relays"
        force = Force.SAYS if relays else Force(row["force"])
        entry = SpeechVerb(row["verb"], force, relays, row["note"] == "continues")
        past, present = _keys(row["verb"])[0], _keys(row["present"])[0]
        for form in verb_forms(past, present=present, doubled=row["form"] == "II"):
            if form.part != "passive":
                verbs.setdefault(form.key, entry)
    markers: dict[str, list[tuple[str, ...]]] = {}
    for _, row in read_csv(_GRAMMAR / "speech_markers.csv", ("phrase", "force", "note")):
        first, *rest = _keys(row["phrase"])
        markers.setdefault(first, []).append(tuple(rest))
    nouns: set[str] = set()
    for _, row in read_csv(_GRAMMAR / "source_nouns.csv", ("lemma", "plural", "note")):
        plurals = tuple(_keys(p)[0] for p in row["plural"].split("|") if p)
        nouns.update(form.key for form in noun_forms(_keys(row["lemma"])[0], "noun", plurals=plurals))
    return SpeechTables(
        verbs, {first: tuple(sorted(rests, key=len, reverse=True)) for first, rests in markers.items()}, frozenset(nouns)
    )


def load_realis() -> dict[str, tuple[tuple[tuple[str, ...], str, int], ...]]:
    """(remaining keys, effect, window in words) by first key; longest phrases first."""
    table: dict[str, list[tuple[tuple[str, ...], str, int]]] = {}
    for _, row in read_csv(_GRAMMAR / "realis.csv", ("phrase", "effect", "window", "note")):
        first, *rest = _keys(row["phrase"])
        table.setdefault(first, []).append((tuple(rest), row["effect"], int(row["window"])))
    return {first: tuple(sorted(found, key=lambda f: -len(f[0]))) for first, found in table.items()}
