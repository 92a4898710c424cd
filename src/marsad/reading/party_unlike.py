"""Words that look like the head of a party and are none where they stand: the front, the power, who lives in a place.

For `parties`.
"""

from __future__ import annotations

from marsad.lexicon.closed import closed_class
from marsad.reading.words import Stem, Word

_PASSERS_BY = frozenset({"سابله"})
_SISTERLY = frozenset({"شقيقه"})
_POWER = frozenset({"سلطه"})
_BEFORE_POWER = closed_class("before_power")
_SERVICE = frozenset({"جهاز"})
_DEVICES = closed_class("devices")
_DEMANDING = frozenset({"طالب"})
_NOT = "عدم"
_POPULATED = closed_class("populated")
_ABSTRACT_HEADS = closed_class("abstract_heads")
_ABSTRACT_GENITIVES = closed_class("abstract_genitives")
_DEFENCE = frozenset({"دفاع"})
_DEFENDED = closed_class("behind_defence")
_BEFORE_DEFENCE = closed_class("before_defence")
_FRONTS = closed_class("fronts")
_COMPASS = closed_class("compass")


def is_no_party(words: tuple[Word, ...], at: int, stem: Stem, lemma: str) -> bool:
    """Whether the noun at word `at`, taken apart as `stem`, names nobody there.

    Args:
        words: of the sentence.
        at: index of the noun.
        stem: how it is taken apart.
        lemma: its key in the tables.
    """
    if lemma in (_SISTERLY if stem.pre.endswith("ال") else _PASSERS_BY if not stem.definite else ()):
        return True  # "المملكة الشقيقة"; "مارة بالقرية": passing through
    if at and lemma in _POWER and any(s.key in _BEFORE_POWER for s in words[at - 1].form.stems):
        return True  # "تقاسم السلطة"
    if at and stem.preposition == "ب" and any(s.key in _POPULATED for s in words[at - 1].form.stems):
        return True  # "الآهلة بالسكان"
    if stem.key in _ABSTRACT_HEADS and not stem.definite and _is_abstract(words, at):
        return True  # "وحدة الأمة", "حركة المرور"
    if lemma in _DEFENCE and _is_defending(words, at, stem):
        return True
    following = words[at + 1].form if at + 1 < len(words) else None
    if following is not None and lemma in _SERVICE and not stem.definite:
        return any(s.key in _DEVICES for s in following.stems)  # "أجهزة الاتصال", "جهاز تحكم"
    if following is not None and lemma in _DEMANDING and following.key == _NOT:
        return True  # "طالبا عدم كشف هويته": he asks
    return _is_front(words, at, stem)


def _is_abstract(words: tuple[Word, ...], at: int) -> bool:
    """Whether what stands behind a noun makes it none of people."""
    if at + 1 >= len(words) or words[at + 1].before:
        return False
    return any(s.key in _ABSTRACT_GENITIVES and s.pre in ("", "ال") for s in words[at + 1].form.stems)


def _is_defending(words: tuple[Word, ...], at: int, stem: Stem) -> bool:
    """Whether the words tell of defending, not of those who do: "للدفاع عن", "حق الدفاع", "وزير الدفاع"."""
    behind = at + 1 < len(words) and not words[at + 1].before and words[at + 1].form.key in _DEFENDED
    return behind or (at > 0 and stem.pre == "ال" and words[at - 1].form.key in _BEFORE_DEFENCE)


def _is_front(words: tuple[Word, ...], at: int, stem: Stem) -> bool:
    """Whether the words name a line of battle: "على الجبهة الشرقية"."""
    return (
        stem.definite
        and "ال" + stem.key in _FRONTS
        and at + 1 < len(words)
        and any(s.key.removesuffix("ه") in _COMPASS for s in words[at + 1].form.stems)
    )
