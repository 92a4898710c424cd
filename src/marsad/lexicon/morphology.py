"""Arabic word forms from lemmas: what a trigger entry names once, this derives.

Input and output are folded keys (`reading.fold.key`). Only what differs in unvowelled writing is
told apart: an active and a passive past that are written alike are one form, `past`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Part = Literal["past", "passive", "present", "future", "masdar", "noun", "active", "patient"]
Number = Literal["", "one", "two", "many"]

VERB_PARTS: frozenset[str] = frozenset({"past", "passive", "present", "future"})


@dataclass(frozen=True, slots=True)
class Inflected:
    """One written form of a lemma: its key, part of speech, and number where the form shows it."""

    key: str
    part: Part
    number: Number


def _past(stem: str, part: Part) -> Iterator[Inflected]:
    """`stem` is the third person masculine singular."""
    if stem.endswith("ي") and len(stem) > 2:  # defective: رمى, القى
        short = stem[:-1]
        yield Inflected(stem, part, "one")
        if part == "passive":  # لقي, نفي: the ya stays
            for suffix in ("ت", "تا", "ا"):
                yield Inflected(stem + suffix, part, "")
            yield Inflected(short + "وا", part, "many")
            return
        yield Inflected(short + "ت", part, "one")
        yield Inflected(short + "وا", part, "many")
        yield Inflected(short + "تا", part, "two")
        yield Inflected(stem + "ا", part, "two")
        yield Inflected(short + "ا", part, "one")  # before a pronoun: رماه
        return
    if stem.endswith("ا") and len(stem) == 3:  # defective with waw: دعا, شكا
        yield Inflected(stem, part, "one")
        yield Inflected(stem[:-1] + "ت", part, "one")
        yield Inflected(stem[:-1] + "وا", part, "many")
        yield Inflected(stem + "ت", part, "one")  # where the alif is a hamza: لجأت, بدأت
        yield Inflected(stem + "وا", part, "many")
        return
    yield Inflected(stem, part, "one")
    yield Inflected(stem + "ت", part, "one")
    yield Inflected(stem + "وا", part, "many")
    yield Inflected(stem + "و", part, "many")  # its alif left out, as posts do: قصفو
    yield Inflected(stem + "ا", part, "two")
    yield Inflected(stem + "تا", part, "two")
    yield Inflected(stem + "ن", part, "many")
    yield Inflected(stem + "نا", part, "many")


def _present(stem: str) -> Iterator[Inflected]:
    """`stem` is the third person masculine singular, with its ya."""
    rest = stem[1:]
    bare = rest[:-1] if rest.endswith(("ي", "و")) and len(rest) > 2 else rest
    for lead, part in (("", "present"), ("س", "future")):
        for person in ("ي", "ت", "ن"):
            yield Inflected(lead + person + rest, part, "one")  # type: ignore[arg-type]
        for person in ("ي", "ت"):
            yield Inflected(lead + person + bare + "ون", part, "many")  # type: ignore[arg-type]
            yield Inflected(lead + person + bare + "وا", part, "many")  # type: ignore[arg-type]
            yield Inflected(lead + person + rest + "ان", part, "two")  # type: ignore[arg-type]
            yield Inflected(lead + person + rest + "ا", part, "two")  # type: ignore[arg-type]
        yield Inflected(lead + "ي" + rest + "ن", part, "many")  # type: ignore[arg-type]


_SHORT_MASDAR = 2  # letters of a verbal noun too short for a dual that anyone would recognise


def noun_forms(lemma: str, part: Part, *, plurals: tuple[str, ...] = ()) -> Iterator[Inflected]:
    """Singular, indefinite accusative, dual, sound plurals and the given broken plurals of a noun."""
    yield Inflected(lemma, part, "one")
    if lemma.endswith("ه"):
        stem = lemma[:-1]
        yield Inflected(stem + "ات", part, "many")
        for dual in ("تان", "تين", "تا", "تي"):
            yield Inflected(stem + dual, part, "two")
    else:
        yield Inflected(lemma + "ا", part, "one")
        yield Inflected(lemma + "ات", part, "many")
        if part != "masdar" or len(lemma) > _SHORT_MASDAR:  # دك: دكان is a shop, ضمان a warrant
            for dual in ("ان", "ين", "ي"):
                yield Inflected(lemma + dual, part, "two")
    for plural in plurals:
        yield Inflected(plural, part, "many")
        if not plural.endswith(("ات", "ه", "ا")):
            yield Inflected(plural + "ا", part, "many")


def participle_forms(lemma: str, part: Part) -> Iterator[Inflected]:
    """Gender and number forms of a participle or adjective."""
    yield Inflected(lemma, part, "one")
    yield Inflected(lemma + "ا", part, "one")
    yield Inflected(lemma + "ه", part, "one")
    for many in ("ون", "ين", "ات", "وا", "ي"):
        yield Inflected(lemma + many, part, "many")
    for two in ("ان", "تان", "تين"):
        yield Inflected(lemma + two, part, "two")


@dataclass(frozen=True, slots=True)
class Principal:
    """The principal parts of a verb, as far as they are regular; "" or () where there is none."""

    present: str
    passive: str
    masdar: tuple[str, ...]
    active: str
    patient: str


def principal_parts(past: str) -> Principal:
    """The regular principal parts that belong to a folded past, read off its shape.

    Form I gives no masdar (it is not regular) and no present for hollow, defective or assimilated
    roots: their entries name them.
    """
    n = len(past)
    if past.startswith("است") and n >= 5:
        root = past[3:]
        if root[-2:-1] == "ا" and n == 6:  # hollow: استعاد, استجاب
            base = root[:-2] + "ي" + root[-1]
            return Principal("يست" + base, "است" + base, ("استعا"[:3] + root + "ه",), "مست" + base, "مست" + root)
        if root.endswith("ي"):
            head = "ي" if root[0] == "و" else root[0]  # استولى: استيلاء
            return Principal("يست" + root, "", ("است" + head + root[1:-1] + "ا",), "مست" + root, "مست" + root)
        return Principal("يست" + root, "", ("است" + root[:-1] + "ا" + root[-1],), "مست" + root, "مست" + root)
    if past.startswith("ان") and n == 5:
        root = past[2:]
        if root[1] == "ا":  # hollow: انهار
            return Principal("ي" + past[1:], "", ("ان" + root[0] + "ي" + root[1:],), "م" + past[1:], "")
        if root.endswith("ي"):
            return Principal("ي" + past[1:], "", ("ان" + root[:-1] + "ا",), "م" + past[1:], "")
        return Principal("ي" + past[1:], "", ("ان" + root[:2] + "ا" + root[2],), "م" + past[1:], "")
    if past.startswith("ا") and n == 5 and past[2] in "تطدذ":  # VIII: اعتقل, اقتحم, اصطدم
        head, tail = past[1:3], past[3:]
        if tail[0] == "ا":  # hollow: اغتال
            return Principal(
                "ي" + past[1:], "ا" + head + "ي" + tail[1], ("ا" + head + "ي" + tail,), "م" + past[1:], "م" + past[1:]
            )
        if tail.endswith("ي"):
            return Principal("ي" + past[1:], "", ("ا" + head + tail[0] + "ا",), "م" + past[1:], "")
        return Principal("ي" + past[1:], "", ("ا" + head + tail[0] + "ا" + tail[1],), "م" + past[1:], "م" + past[1:])
    if past.startswith("ات") and n == 4:  # VIII of assimilated roots: اتخذ, اتهم
        return Principal("ي" + past[1:], "", ("ات" + past[2] + "ا" + past[3],), "م" + past[1:], "م" + past[1:])
    if past.startswith("ا") and n == 4 and past[2] == "ت":  # VIII of doubled roots: احتل
        return Principal("ي" + past[1:], "", (past + "ا" + past[3],), "م" + past[1:], "م" + past[1:])
    if past.startswith("ا") and n == 4:
        root = past[1:]
        if root[1] == "ا":  # hollow IV: اصاب, ادان
            return Principal(
                "ي" + root[0] + "ي" + root[2],
                "ا" + root[0] + "ي" + root[2],
                ("ا" + root[0] + "ا" + root[2] + "ه",),
                "م" + root[0] + "ي" + root[2],
                "م" + root,
            )
        if root.endswith("ي"):
            return Principal("ي" + root, "", ("ا" + root[:2] + "ا",), "م" + root, "م" + root)
        return Principal("ي" + root, "", ("ا" + root[:2] + "ا" + root[2],), "م" + root, "م" + root)
    if past.startswith("ت") and n in (4, 5):  # V and VI
        return Principal("ي" + past, "", (past[:-1] + "ي" if past.endswith("ي") else past,), "م" + past, "")
    if n == 4 and past[1] == "ا":  # III: هاجم
        root = past
        masdar = ("م" + root + "ه",) if not root.endswith("ي") else ("م" + root[:-1] + "اه",)
        return Principal("ي" + root, root[0] + "و" + root[2:], masdar, "م" + root, "")
    if n == 4:  # quadriliteral: سيطر
        return Principal("ي" + past, "", (past + "ه",), "م" + past, "م" + past)
    if n == 3 and past[1] not in "اوي" and past[2] != "ي" and past[0] != "و":
        return Principal("ي" + past, "", (), past[0] + "ا" + past[1:], "م" + past[:2] + "و" + past[2])
    return Principal("", "", (), "", "")


def form_two(past: str) -> Principal:
    """Principal parts of a form II verb, whose past is written like form I: فجّر, دمّر, فكّك."""
    if past.endswith("ي"):
        return Principal("ي" + past, "", ("ت" + past[:-1] + "يه",), "م" + past, "م" + past)
    return Principal("ي" + past, "", ("ت" + past[:-1] + "ي" + past[-1],), "م" + past, "م" + past)


def verb_forms(past: str, *, present: str = "", passive: str = "", doubled: bool = False) -> Iterator[Inflected]:
    """Past, passive, present and future forms of a verb.

    Args:
        past: third person masculine singular, folded key.
        present: the same of the present; read off `past` where regular; "-" for none, where it is written like
            that of another verb: يخرج is more often "leaves" than "drives out".
        passive: past passive, when written otherwise than the active.
        doubled: form II, written with a shadda (`form: II` in an entry).
    """
    parts = form_two(past) if doubled else principal_parts(past)
    yield from _past(past, "past")
    if passive or parts.passive:
        yield from _past(passive or parts.passive, "passive")
    shape = present or parts.present
    if shape and shape != "-":
        yield from _present(shape)
        if len(shape) >= 4 and shape[-2] in "وي" and past[-2:-1] == "ا":
            yield from _present(shape[:-2] + "ا" + shape[-1])  # passive of a hollow verb: يُقال, يُصاب
