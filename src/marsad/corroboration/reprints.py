"""Near-duplicate texts: one agency's report, printed by many, is one voice.

A signature (MinHash) is made of each article once and stored with it; two signatures tell how many short runs of
words two texts share. Before `gather`, which counts reports with equal `Report.reprint_of` as one voice.

A reprint is known whatever its headline, an outlet's name put before it, links and menus around it, or paragraphs
added after it: the headline is left out, lines too short for a sentence are left out, and the beginning of a text is
compared by itself besides the whole.
"""

from __future__ import annotations

import datetime as dt
import re
import struct
from collections import defaultdict
from collections.abc import Sequence, Set
from operator import eq

from rensa import RMinHash

from marsad.reading.fold import fold, key

_PERMUTATIONS = 64  # a signature of two halves of so many 32-bit numbers
_SEED = 7
_RUN = 3  # words in a run
_LEAST_WORDS = 10  # shorter texts are alike by chance: "shelling on the town of X"
_LINE_WORDS = 6  # shorter lines are menus, dates, credits, captions
_LEAD_WORDS = 60
_ROWS = 3  # of a band: pairs above the thresholds share a band with a probability above 0.99
_WHOLE, _LEAD = 0.5, 0.6  # shares of runs in common from which two texts are one
_DAYS = 7  # an agency's text is reprinted within days; a form letter comes again every month
_WORD = re.compile("[\u0621-\u064a]+|[0-9]+|[A-Za-z]+")  # as `split_words` tells words, without their places
_HALF = struct.Struct(f"<{_PERMUTATIONS}I")


def _content(text: str) -> list[str]:
    """Folded words of the lines that are long enough for a sentence; of all when there is none such."""
    lines = [_WORD.findall(line) for line in fold(text).text.split("\n")]
    long = [line for line in lines if len(line) >= _LINE_WORDS]
    words = [word for line in long or lines for word in line]
    # As `form(word).key`, for which a word need not be taken apart; letters without case come after those that have it.
    return [key(word) if "ء" in word else word if word > "z" else word.lower() for word in words]


def _digest(runs: list[str]) -> bytes:
    made = RMinHash(_PERMUTATIONS, _SEED)
    made.update(runs)
    return _HALF.pack(*made.digest())


def signature(text: str) -> bytes:
    """The signature of an article's text: 512 bytes, or none for a text too short to tell a reprint by.

    Depends on nothing but the text; equal on every machine.
    """
    words = _content(text)
    if len(words) < _LEAST_WORDS:
        return b""
    runs = list(map(" ".join, zip(*(words[at:] for at in range(_RUN)), strict=False)))
    return _digest(runs) + _digest(runs[: _LEAD_WORDS - _RUN + 1])


def likeness(one: bytes, other: bytes) -> tuple[float, float]:
    """(share of runs that two whole texts have in common, share that their beginnings have); 0 for a short text."""
    if not one or not other:
        return 0.0, 0.0
    same = list(map(eq, memoryview(one).cast("I"), memoryview(other).cast("I")))
    return same[:_PERMUTATIONS].count(True) / _PERMUTATIONS, same[_PERMUTATIONS:].count(True) / _PERMUTATIONS


def nearly_same(one: bytes, other: bytes) -> bool:
    """Whether two signatures are those of one text, reprinted."""
    whole, lead = likeness(one, other)
    return whole >= _WHOLE or lead >= _LEAD


def bands(value: bytes) -> tuple[bytes, ...]:
    """Keys of which two nearly same texts share at least one; for an index of signatures."""
    size = 4 * _ROWS
    halves = value[: _HALF.size], value[_HALF.size :]
    return tuple(
        bytes((half, at // size)) + part[at : at + size]
        for half, part in enumerate(halves)
        for at in range(0, len(part) - size + 1, size)
    )


class Reprints:
    """An index of signatures that says of each new article whose reprint it is.

    To go on with articles of an earlier run, add those of the last week again, in order of arrival.

    Args:
        asked: bands of the signatures that will be asked about, when all of these are known before; other bands
            are then left out of the index. None: all are kept.
    """

    def __init__(self, asked: Set[bytes] | None = None) -> None:
        self._asked = asked
        self._known: dict[str, tuple[bytes, dt.date | None, str]] = {}
        self._bands: defaultdict[bytes, list[str]] = defaultdict(list)

    def add(self, article_id: str, value: bytes, published: dt.date | None = None, *, of: str = "") -> str:
        """The id of the earliest known article with nearly the same text, or the article's own.

        Args:
            article_id: of the new article; one that is known already is answered as before.
            value: its signature.
            published: its day; texts printed more than a week apart are no reprints.
            of: the answer, where an earlier run gave it.
        """
        if article_id in self._known:
            return self._known[article_id][2]
        keys = [key for key in bands(value) if self._asked is None or key in self._asked]
        first = of or self._first(value, published, keys) or article_id
        self._known[article_id] = (value, published, first)
        for band in keys:
            self._bands[band].append(article_id)
        return first

    def _first(self, value: bytes, published: dt.date | None, keys: Sequence[bytes]) -> str:
        """What the first known article with nearly the same text is a reprint of; "" when there is none."""
        for other in dict.fromkeys(name for band in keys for name in self._bands.get(band, ())):
            theirs, day, of = self._known[other]
            near = day is None or published is None or abs((day - published).days) <= _DAYS
            if near and nearly_same(value, theirs):
                return of
        return ""
