"""Trigger entries: which words tell an act, compiled from `data/ar/kinds/*.yml`.

An entry names lemmas; `morphology` derives their written forms. The table maps the look-up key of
a form (or of the first word of a phrase) to the forms that begin there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from marsad.codebook import Kind
from marsad.errors import LexiconError
from marsad.lexicon.morphology import (
    Inflected,
    Part,
    form_two,
    noun_forms,
    participle_forms,
    principal_parts,
    verb_forms,
)
from marsad.lexicon.tables import DATA, as_list, as_mappings, read_yaml
from marsad.reading.fold import fold_word, key

FIELDS = frozenset(
    "id kind verb present passive form masdar noun phrase active with before without window not_after frame refine "
    "weak needs toll generic status examples not_events note".split()
)
_WITHOUT_WINDOW = 3  # words after a trigger that `without` looks through, unless the entry says otherwise
REFINEMENTS = frozenset("means target victim air explosive storm vehicle agree fight".split())
NEEDS = frozenset("place armed people political talks".split())


def keys_of(phrase: str) -> tuple[str, ...]:
    """Look-up keys of the words of an entry."""
    return tuple(key(word) for word in fold_word(phrase).split())


@dataclass(frozen=True, slots=True)
class Condition:
    """Words of which one must (or must not) stand near: single keys, and sequences (the rest by the first key)."""

    singles: frozenset[str]
    sequences: dict[str, tuple[tuple[str, ...], ...]]
    width: int = field(init=False)  # how many words and sequences it admits
    firsts: frozenset[str] = field(init=False)  # the words, and the first words of sequences

    def __post_init__(self) -> None:
        width = len(self.singles) + sum(len(rests) for rests in self.sequences.values())
        object.__setattr__(self, "width", width)
        firsts = self.singles.union(self.sequences) if self.sequences else self.singles
        object.__setattr__(self, "firsts", firsts)

    def __bool__(self) -> bool:
        return self.width > 0


@dataclass(frozen=True, slots=True, eq=False)
class Trigger:
    """One entry of a kind file.

    Args:
        id: `<kind>.<slug>`.
        kind: the kind it tells when nothing refines it.
        frame: name of its argument slots in `frames.yml`.
        refine: what may change its kind: means, target, victim …
        weak: needs a party, a toll or a place of its own to be believed.
        needs: what must be among its arguments.
        toll: tells dead or wounded, not the act that made them.
        generic: carries arguments of another act in its sentence, and is an act only without one.
        with_, before: words of which one must follow, or stand before; either will do where both are given.
        without, window: words none of which may follow within so many words.
        not_after: words none of which may stand right before.
        status: `attempted` where the words themselves say so, else "".
    """

    id: str
    kind: Kind
    frame: str
    refine: frozenset[str]
    weak: bool
    needs: frozenset[str]
    toll: bool
    generic: bool
    status: str
    with_: Condition
    before: Condition
    window: int
    without: Condition
    not_after: Condition


@dataclass(frozen=True, slots=True, eq=False)
class TriggerForm:
    """A written form of a trigger: the keys after the first word, its part of speech and number."""

    trigger: Trigger
    rest: tuple[str, ...]
    part: Part
    number: str


def _noun_keys(lemma: str) -> list[str]:
    return [form.key for form in noun_forms(lemma, "noun")]


def _condition(words: Iterable[str], sets: Mapping[str, frozenset[str]], where: str) -> Condition:
    singles: set[str] = set()
    sequences: dict[str, tuple[tuple[str, ...], ...]] = {}
    for word in words:
        if word.startswith("@"):
            if word[1:] not in sets:
                raise LexiconError(f"{where}: no word set {word[1:]!r} in sets.yml")
            singles |= sets[word[1:]]
            continue
        found = keys_of(word)
        if len(found) == 1:
            singles.update(_noun_keys(found[0]))
        elif found:
            sequences[found[0]] = (*sequences.get(found[0], ()), found[1:])
    return Condition(frozenset(singles), sequences)


def _verbs(entry: Mapping[str, Any], where: str) -> Iterator[Inflected]:
    verbs = [keys_of(v)[0] for v in as_list(entry.get("verb"))]
    presents = [keys_of(v)[0] for v in as_list(entry.get("present"))]
    passives = [keys_of(v)[0] for v in as_list(entry.get("passive"))]
    if presents and len(presents) != len(verbs):
        raise LexiconError(f"{where}: {len(presents)} presents for {len(verbs)} verbs")
    two = entry.get("form") == "II"
    for at, verb in enumerate(verbs):
        present = presents[at] if presents else ""
        passive = passives[at] if at < len(passives) else ""
        doubled = two and len(verb) == 3
        yield from verb_forms(verb, present=present, passive=passive, doubled=doubled)
        parts = form_two(verb) if doubled else principal_parts(verb)
        if entry.get("active") == "yes" and parts.active:
            yield from participle_forms(parts.active, "active")
        if "masdar" not in entry:
            for masdar in parts.masdar:
                yield from noun_forms(key(masdar), "masdar")
    for masdar in as_list(entry.get("masdar")):
        yield from noun_forms(keys_of(masdar)[0], "masdar")


def _entry(kind: Kind, entry: Mapping[str, Any], sets: Mapping[str, frozenset[str]], where: str) -> Trigger:
    unknown = set(entry) - FIELDS
    if unknown:
        raise LexiconError(f"{where}: unknown field {', '.join(sorted(unknown))}")
    refine = frozenset(as_list(entry.get("refine")))
    needs = frozenset(as_list(entry.get("needs")))
    if refine - REFINEMENTS or needs - NEEDS:
        raise LexiconError(
            f"{where}: unknown word in refine or needs: {sorted((refine - REFINEMENTS) | (needs - NEEDS))}"
        )
    return Trigger(
        id=str(entry["id"]),
        kind=Kind(entry.get("kind", kind)),
        frame=str(entry["frame"]) if "frame" in entry else "attack",
        refine=refine,
        weak=entry.get("weak") == "yes",
        needs=needs,
        toll=entry.get("toll") == "yes",
        generic=entry.get("generic") == "yes",
        status=str(entry.get("status", "")),
        with_=_condition(as_list(entry.get("with")), sets, where),
        before=_condition(as_list(entry.get("before")), sets, where),
        window=int(entry.get("window", _WITHOUT_WINDOW)),
        without=_condition(as_list(entry.get("without")), sets, where),
        not_after=_condition(as_list(entry.get("not_after")), sets, where),
    )


def load_sets() -> dict[str, list[str]]:
    """The named word sets of `sets.yml`."""
    return {name: as_list(words) for name, words in read_yaml(DATA / "sets.yml").items()}


def load_triggers() -> dict[str, tuple[TriggerForm, ...]]:
    """Forms by the key of their first word; longest phrases first.

    Raises:
        LexiconError: an entry that is not as the schema says; names file and entry.
    """
    # Worked out once: hundreds of entries name the same sets.
    sets = {
        name: frozenset(form for word in words for form in _noun_keys(key(fold_word(word))))
        for name, words in load_sets().items()
    }
    table: dict[str, dict[tuple[str, tuple[str, ...], str], TriggerForm]] = {}

    def add(trigger: Trigger, first: str, rest: tuple[str, ...], part: Part, number: str) -> None:
        table.setdefault(first, {}).setdefault((trigger.id, rest, part), TriggerForm(trigger, rest, part, number))

    for path in sorted((DATA / "kinds").glob("*.yml")):
        data = read_yaml(path)
        kind = Kind(data["kind"])
        for entry in as_mappings(data.get("triggers")):
            where = f"{path.name}: {entry.get('id', '?')}"
            trigger = _entry(kind, entry, sets, where)
            for form in _verbs(entry, where):
                add(trigger, form.key, (), form.part, form.number)
            for noun in as_list(entry.get("noun")):
                singular, *plurals = (keys_of(n) for n in noun.split("|"))
                if len(singular) == 1 and all(len(p) == 1 for p in plurals):
                    for form in noun_forms(singular[0], "noun", plurals=tuple(p[0] for p in plurals)):
                        add(trigger, form.key, (), "noun", form.number)
                    continue
                for words, number in [(singular, "one"), *((p, "many") for p in plurals)]:
                    for form in noun_forms(words[0], "noun"):
                        add(trigger, form.key, words[1:], "noun", number)
            for phrase in as_list(entry.get("phrase")):
                first, *rest = keys_of(phrase)
                add(trigger, first, tuple(rest), "noun", "")
    return {
        first: tuple(sorted(forms.values(), key=lambda f: (-len(f.rest), f.trigger.id, f.part)))
        for first, forms in table.items()
    }


def load_frames() -> tuple[dict[str, dict[str, str]], tuple[tuple[str, ...], ...]]:
    """(slots by frame name, agent markers as key sequences) of `frames.yml`."""
    data = read_yaml(DATA / "frames.yml")
    frames = {
        name: {
            keys_of(slot)[0] if not slot.isascii() and "_" not in slot else slot: role for slot, role in slots.items()
        }
        for name, slots in data["frames"].items()
    }
    return frames, tuple(keys_of(marker) for marker in as_list(data.get("agent_markers")))


def load_means() -> tuple[dict[str, tuple[tuple[Kind, tuple[str, ...]], ...]], frozenset[str]]:
    """(means by first key: kind and remaining keys, in order of precedence; keys of small arms)."""
    data = read_yaml(DATA / "means.yml")
    table: dict[str, list[tuple[Kind, tuple[str, ...]]]] = {}
    for group in as_mappings(data["means"]):
        for word in as_list(group["words"]):
            first, *rest = keys_of(word)
            for form in {first, first + "ا"} if not rest else {first}:
                table.setdefault(form, []).append((Kind(group["kind"]), tuple(rest)))
    arms = {k for word in as_list(data["small_arms"]) for k in keys_of(word)[:1]}
    return {first: tuple(found) for first, found in table.items()}, frozenset(arms)
