"""Marks of what did not happen, or not yet, or is only said: negation, plans, threats, demands, attempts.

After `words`, before `coding`. A mark reaches over the words after it, to the end of its window or
of its clause, whichever comes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marsad.reading.words import Word

_CLAUSE = frozenset(".;:?!\n")
RealisTable = dict[str, tuple[tuple[tuple[str, ...], str, int], ...]]


@dataclass(frozen=True, slots=True)
class RealisMark:
    """A mark and its reach: words first_in..last_in, inclusive, are under it."""

    at: int
    effect: str
    first_in: int
    last_in: int


class RealisFinder:
    """Finds marks; holds the table and a memo of surface forms."""

    def __init__(self, table: RealisTable) -> None:
        self._table = table
        self._memo: dict[str, tuple[tuple[tuple[str, ...], str, int], ...]] = {}

    def find(self, words: Sequence[Word]) -> list[RealisMark]:
        """Marks in order; [] if none."""
        out: list[RealisMark] = []
        for at, word in enumerate(words):
            entries = self._memo.get(word.form.text)
            if entries is None:
                entries = self._table.get(word.form.key, ())
                if not entries:
                    for stem in word.form.stems:
                        if stem.pre in ("و", "ف", "ال", "وال", "ب", "ل") and not stem.post and stem.key in self._table:
                            if stem.pre in ("ب", "ل") and len(stem.key) < 4:
                                continue
                            entries = self._table[stem.key]
                            break
                self._memo[word.form.text] = entries
            for rest, effect, window in entries:
                if all(at + 1 + i < len(words) and words[at + 1 + i].form.key == k for i, k in enumerate(rest)):
                    first = at + 1 + len(rest)
                    last = first - 1
                    while last + 1 < len(words) and last + 1 - first < window:
                        if _CLAUSE & set(words[last + 1].before) and last >= first:
                            break
                        last += 1
                    if last >= first:
                        out.append(RealisMark(at, effect, first, last))
                    break
            if word.form.key == "قد" and at + 1 < len(words) and words[at + 1].form.key[:1] in "يت" and len(
                words[at + 1].form.key
            ) > 3:
                out.append(RealisMark(at, "possible", at + 1, min(len(words) - 1, at + 3)))
        return out
