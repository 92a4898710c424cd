"""Tables that tell private persons from public ones: roles of the words before a name, and public figures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from marsad.errors import LexiconError
from marsad.lexicon.closed import closed_class
from marsad.lexicon.tables import DATA, read_csv
from marsad.reading.fold import fold_word, key

Role = Literal["office", "private", "kin", "called", "home", "victim", "voice", "pair"]
ROLES = frozenset(get_args(Role))
NO_ROLE = frozenset({"no name", "no part"})
_FOLDER = DATA / "persons"


@dataclass(frozen=True, slots=True)
class PersonTables:
    """What the finder of private names looks up.

    Args:
        roles: what a word makes of the name after it, by key: "office" (public), "private", "kin" (of
            somebody), "called" (a name follows), "home" (of somebody), "victim" (an act on somebody),
            "voice" (somebody says), "pair" (of several).
        not_alone: given names that are everyday words, too: names only before another part of a name.
        no_part: small words that end no name.
        figures: names of public figures as key sequences, longest first, by first key.
    """

    roles: dict[str, Role]
    not_alone: frozenset[str]
    no_part: frozenset[str]
    figures: dict[str, tuple[tuple[str, ...], ...]]


def _keys(phrase: str) -> tuple[str, ...]:
    return tuple(key(word) for word in fold_word(phrase).split())


@cache
def load_persons() -> PersonTables:
    """The tables, compiled.

    Raises:
        LexiconError: a role that is none; names file and line.
    """
    roles: dict[str, Role] = {}
    not_alone: set[str] = set()
    no_part: set[str] = set()
    path = _FOLDER / "roles.csv"
    for line, row in read_csv(path, ("word", "role", "note")):
        role = row["role"]
        if role not in ROLES | NO_ROLE:
            raise LexiconError(f"{path.name}:{line}: role {role!r} is none of {', '.join(sorted(ROLES | NO_ROLE))}")
        first = _keys(row["word"])[0]
        if role in NO_ROLE:
            (not_alone if role == "no name" else no_part).add(first)
            continue
        roles[first] = role  # type: ignore[assignment]
    figures: dict[str, list[tuple[str, ...]]] = {}
    for _, row in read_csv(_FOLDER / "public_figures.csv", ("name", "note")):
        name = _keys(row["name"])
        figures.setdefault(name[0], []).append(name)
    return PersonTables(
        roles,
        frozenset(not_alone) | closed_class("function_words"),
        frozenset(no_part),
        {first: tuple(sorted(names, key=len, reverse=True)) for first, names in figures.items()},
    )
