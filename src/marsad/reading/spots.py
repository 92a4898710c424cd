"""Where in a sentence each finder has to look: one look-up a word for all of them, not one for each.

After `words`, before the finders. Few words begin anything; what a word may begin hangs on its form alone, and is
worked out once for each form that a process meets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from marsad.reading.words import Form, Memo, Word

Concern = Callable[[Form], bool]
Spots = Mapping[str, Sequence[int]]  # indexes of words, ascending, by name of the finder


def concerned(words: tuple[Word, ...], concern: Concern, spots: Sequence[int] | None = None) -> Sequence[int]:
    """The words that concern one finder: `spots` where they are known already."""
    return [at for at, word in enumerate(words) if concern(word.form)] if spots is None else spots


def begins_with(keys: Iterable[str]) -> Concern:
    """Whether a form may be one of the words of a table, however it is taken apart."""
    known = frozenset(keys)

    def concern(form: Form) -> bool:
        return not known.isdisjoint(form.keys)

    return concern


class SpotFinder:
    """Tells for each finder the words of a sentence that it has to look at.

    Args:
        concerns: by name of the finder, whether something that it finds may begin at a word of this form. It may say
            so too often, never too seldom.
    """

    def __init__(self, concerns: Mapping[str, Concern]) -> None:
        self._names = tuple(concerns)
        self._concerns = tuple(concerns.values())
        self._known = Memo(self._ask)

    def _ask(self, form: Form) -> tuple[int, ...]:
        return tuple([number for number, concern in enumerate(self._concerns) if concern(form)])

    def find(self, words: tuple[Word, ...]) -> Spots:
        """The words that each finder has to look at."""
        found: dict[str, list[int]] = {name: [] for name in self._names}
        lists = list(found.values())
        known = self._known
        for at, word in enumerate(words):
            for number in known[word.form.text]:
                lists[number].append(at)
        return found
