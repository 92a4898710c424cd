"""Cleaning of Arabic place names from open catalogues; nothing here reads a file.

Before `build`, after nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from marsad.reading.fold import LETTER, fold_word
from marsad.reading.words import split_words

_ARABIC = re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
_PLAIN = re.compile("[\u0621-\u063a\u0641-\u064a ]+")  # letters that Arabic itself is written with
_NAME = re.compile(f"[{LETTER}' -]+")
_PERSIAN_YE_KAF = re.compile("[\u06cc\u06a9]")
_GENERIC = ("مدينه ", "بلده ", "قريه ", "بلديه ", "شهر ", "محافظه ")
_MIN_LETTERS = 2


def name_key(name: str) -> tuple[str, ...]:
    """Look-up keys of a name's words; () when it has none."""
    return tuple(word.key for word in split_words(fold_word(name)))


def clean_name(name: str) -> str | None:
    """The name without generic noun or trailing qualifier; None when it is no Arabic-script name.

    Example:
        >>> clean_name("مدينة حلب")
        'حلب'
    """
    if not _ARABIC.search(name):
        return None
    name = re.split("[،(]", name, maxsplit=1)[0]
    folded = fold_word(name)
    for generic in _GENERIC:
        if folded.startswith(generic) and len(folded) - len(generic) >= _MIN_LETTERS:
            name = name.split(maxsplit=1)[1]
            folded = folded[len(generic) :]
            break
    if len(folded) < _MIN_LETTERS or not _NAME.fullmatch(folded):
        return None
    return " ".join(name.split())


def plainness(name: str) -> int:
    """0: written with Arabic's own letters; 1: Persian ye or kaf; 2: letters of other languages."""
    bare = re.sub("[\u064b-\u065f\u0670\u0671\u200b-\u200f]", "", name)
    if _PLAIN.fullmatch(bare):
        return 0
    if _PLAIN.fullmatch(_PERSIAN_YE_KAF.sub("ي", bare)):
        return 1
    return 2


def arabic_names(alternates: Iterable[str]) -> list[str]:
    """Usable Arabic names among alternates, plain spellings only where there is one, each key once."""
    found = [(plainness(raw), name) for raw in alternates if (name := clean_name(raw)) is not None]
    if not found:
        return []
    best = min(rank for rank, _ in found)
    out: dict[tuple[str, ...], str] = {}
    for rank, name in sorted(found, key=lambda pair: (pair[0], len(pair[1]), pair[1])):
        parts = name_key(name)
        if rank == best and parts:
            out.setdefault(parts, name)
    return list(out.values())
