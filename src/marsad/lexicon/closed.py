"""Closed classes of function words, by name, from `data/ar/grammar/closed_classes.yml`."""

from __future__ import annotations

from functools import cache

from marsad.errors import LexiconError
from marsad.lexicon.tables import DATA, as_list, read_yaml
from marsad.reading.fold import fold, key

_PATH = DATA / "grammar" / "closed_classes.yml"


@cache
def _classes() -> dict[str, tuple[tuple[str, ...], ...]]:
    return {
        name: tuple(tuple(key(word) for word in fold(entry).text.split()) for entry in as_list(entries))
        for name, entries in read_yaml(_PATH).items()
    }


def closed_phrases(name: str) -> tuple[tuple[str, ...], ...]:
    """Entries of a class as key sequences, in the order of the file.

    Raises:
        LexiconError: no class of that name.
    """
    found = _classes().get(name)
    if found is None:
        raise LexiconError(f"{_PATH.name}: no class {name!r}")
    return found


@cache
def closed_class(name: str) -> frozenset[str]:
    """Look-up keys of a class of single words.

    Raises:
        LexiconError: no class of that name.
    """
    return frozenset(entry[0] for entry in closed_phrases(name))
