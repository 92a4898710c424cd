"""Tables of realis: marks of what did not happen, and words of other subjects than conflict.

A row of `grammar/realis.csv` names a mark once, as a lemma or as fixed words; `morphology` derives
the forms of a lemma. `grammar/topics.yml` names subjects, what each does to an act told in its
words, and the words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from marsad.errors import LexiconError
from marsad.lexicon.morphology import form_two, noun_forms, participle_forms, principal_parts, verb_forms
from marsad.lexicon.tables import DATA, as_list, read_csv, read_yaml
from marsad.reading.fold import fold_word, key

# In a phrase other words may stand here: within how many words the next word of the phrase has to follow.
GAPS = {"…": 8, "..": 4}
_GRAMMAR = DATA / "grammar"
_HEADER = ("phrase", "form", "present", "effect", "negated", "window", "side", "note")
_LIGHT_REACH = 5  # words between a light verb and the act that it carries
SIDES = frozenset({"", "both", "before", "verb", "present", "that"})
FORMS = frozenset({"", "verb", "verbal noun", "II", "noun", "participle"})
# What a subject does to an act told in its words.
ROLES = frozenset({"figure", "fire", "accident", "crime", "drill", "politics", "past"})


def _keys(phrase: str) -> tuple[str, ...]:
    return tuple(word if word in GAPS else key(fold_word(word)) for word in phrase.split())


@dataclass(frozen=True, slots=True)
class RealisEntry:
    """What a mark does.

    Args:
        rest: keys of its words after the first.
        effect: what it makes of the acts it reaches; "none" for words that only look like a mark.
        negated: its effect right after a negation, "" when that is the same. A verb that has one, or is
            "opaque", lets no negation through to what stands behind it.
        window: words that it reaches.
        side: "" the words after it, "before", "both"; "verb" the next word, and beyond a verb of
            happening; "present" only where a present follows; "that" both.
        derived: "finite" a form of a verb, "nominal" a form of a noun, which may take the article and
            prepositions as well as pronouns; "" fixed words.
        ending: what the written word must end in, where its key leaves a final hamza out and fixed
            words would be mistaken for others: إنهاء, not أنها.
    """

    rest: tuple[str, ...]
    effect: str
    negated: str
    window: int
    side: str
    derived: str
    ending: str = ""


@dataclass(frozen=True, slots=True)
class RealisTable:
    """The marks, compiled.

    Args:
        entries: marks by the key of their first word, longest first.
        carriers: forms of verbs of happening, which let a negation through to what stands behind them.
        cuts: words behind which something given stands, over which no mark reaches: after, in spite of.
        pasts: past forms of light verbs that nothing else is written like: in ta, or with an ending.
    """

    entries: dict[str, tuple[RealisEntry, ...]]
    carriers: frozenset[str]
    pasts: frozenset[str]
    cuts: frozenset[str]


def _forms(first: str, form: str, present: str) -> Iterator[tuple[str, str]]:
    """(key, how it is derived) of all forms of a mark's first word.

    Participles are entries of their own: many are other words as well. A "verbal noun" is a verb
    whose past is written like its masdar: رفض, منع.
    """
    if form == "":
        yield first, ""
    elif form == "noun":
        yield from ((f.key, "nominal") for f in noun_forms(first, "noun"))
    elif form == "participle":
        yield from ((f.key, "nominal") for f in participle_forms(first, "active"))
    else:
        doubled = form == "II"
        if form == "verbal noun":
            yield first, "nominal"
            yield first + "ا", "nominal"
        parts = form_two(first) if doubled else principal_parts(first)
        for masdar in parts.masdar:
            yield from ((f.key, "nominal") for f in noun_forms(key(masdar), "masdar"))
        yield from ((f.key, "finite") for f in verb_forms(first, present=present, doubled=doubled))


def _shortened(present: str) -> str:
    """The jussive of a hollow or defective present, as after "lam": يجري → يجر, يقوم → يقم; "" where none."""
    if present.endswith(("ي", "و")) and len(present) > 3:
        return present[:-1]
    if len(present) >= 4 and present[-2] in "وي":
        return present[:-2] + present[-1]
    return ""


def _light() -> tuple[dict[str, RealisEntry], frozenset[str], frozenset[str]]:
    """(marks, carriers, plain pasts) that the light verbs make.

    A future or a "so as to" of a light verb holds for the act that it carries: "ستشن غارات", "لشن هجوم".
    """
    marks: dict[str, RealisEntry] = {}
    carriers: set[str] = set()
    pasts: set[str] = set()
    for _, row in read_csv(_GRAMMAR / "light_verbs.csv", ("verb", "present", "form", "subject", "masdar", "note")):
        past, present = _keys(row["verb"])[0], _keys(row["present"])[0]
        masdars = [_keys(m)[0] for m in row["masdar"].split("|") if m]
        result = row["subject"] == "result"
        for form in verb_forms(past, present=present, doubled=row["form"] == "II"):
            if form.part == "past" and (form.key.startswith("ت") or form.key.endswith(("ت", "وا"))):
                pasts.add(form.key)
            if form.part == "future":
                marks[form.key] = RealisEntry((), "future", "", _LIGHT_REACH, "", "finite")
            elif form.part == "present" and not result:
                marks["ل" + form.key] = RealisEntry((), "purpose", "", _LIGHT_REACH, "", "")
            if not result:
                carriers.update({form.key, _shortened(form.key) if form.part == "present" else form.key})
        if not result:
            carriers.update(masdars)
            for masdar in masdars:
                marks.setdefault("ل" + masdar, RealisEntry((), "purpose", "", _LIGHT_REACH, "", ""))
    return marks, frozenset(carriers - {""}), frozenset(pasts)


def load_realis() -> RealisTable:
    """The table of marks.

    Raises:
        LexiconError: a form or a side that the schema doesn't know; names the line.
    """
    path = _GRAMMAR / "realis.csv"
    entries: dict[str, dict[tuple[tuple[str, ...], str], RealisEntry]] = {}
    light, carriers, pasts = _light()
    through = set(carriers)
    cuts: set[str] = set()
    for line, row in read_csv(path, _HEADER):
        if row["form"] not in FORMS or row["side"] not in SIDES:
            raise LexiconError(f"{path.name}:{line}: unknown form {row['form']!r} or side {row['side']!r}")
        first, *rest = _keys(row["phrase"])
        present = _keys(row["present"])[0] if row["present"] else ""
        forms = dict(reversed([*_forms(first, row["form"], present)]))
        if row["effect"] == "carrier":
            through.update({*forms, *(s for f in forms if (s := _shortened(f)) and f[:1] in "يتن")})
            continue
        if row["effect"] == "cut":
            cuts.update(forms)
            continue
        written = fold_word(row["phrase"]).split()[0]
        ending = written if not row["form"] and written != first and written.endswith("ء") else ""
        for form, derived in forms.items():
            entry = RealisEntry(
                tuple(rest), row["effect"], row["negated"], int(row["window"]), row["side"], derived, ending
            )
            known = entries.setdefault(form, {})
            same = known.get((entry.rest, entry.effect))
            if same is None or (same.derived and not derived):  # fixed words stand before a form that looks like them
                known[(entry.rest, entry.effect)] = entry
    for form, entry in light.items():
        entries.setdefault(form, {}).setdefault((entry.rest, entry.effect), entry)
    opaque = {k for k, v in entries.items() if any(e.negated or e.effect == "opaque" for e in v.values())}
    through -= opaque | {_shortened(k) for k in opaque}
    return RealisTable(
        {k: tuple(sorted(v.values(), key=lambda e: -len(e.rest))) for k, v in entries.items()},
        frozenset(through), pasts, frozenset(cuts),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class TopicWord:
    """A word or phrase of a subject: keys after the first, the subject, its role, and how surely it tells it."""

    rest: tuple[str, ...]
    topic: str
    role: str
    weight: float


def load_topics() -> dict[str, tuple[TopicWord, ...]]:
    """Words of other subjects by the key of their first word, longest first.

    Raises:
        LexiconError: a role that is not known; names the subject.
    """
    table: dict[str, list[TopicWord]] = {}
    for topic, entry in read_yaml(_GRAMMAR / "topics.yml").items():
        role = str(entry.get("role", ""))
        if role not in ROLES:
            raise LexiconError(f"topics.yml: {topic}: role {role!r} is none of {', '.join(sorted(ROLES))}")
        for field, weight in (("words", 1.0), ("weak", 0.4)):
            for phrase in as_list(entry.get(field)):
                first, *rest = _keys(phrase)
                forms = {first} if rest else {f.key for f in noun_forms(first, "noun")}
                for form in forms:
                    table.setdefault(form, []).append(TopicWord(tuple(rest), str(topic), role, weight))
    return {first: tuple(sorted(found, key=lambda w: -len(w.rest))) for first, found in table.items()}
