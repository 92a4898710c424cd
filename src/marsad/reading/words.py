"""Words of a folded text, with proclitics and pronouns separated by mechanism.

After `fold`, before every reader of mentions. A word keeps all its possible segmentations; which
one holds is decided by whoever finds the stem in a lexicon table. Segmentations are memoised by
surface form: most words of a text have been seen before.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from sys import intern
from typing import TypeVar

from marsad.reading.fold import key

_TOKEN = re.compile(r"[\u0621-\u064a]+|[0-9]+|[A-Za-z]+")

# Proclitics in the order in which they are tried. The article may follow each of the prepositions;
# ل and ال merge to لل.
_CONJUNCTIONS = ("و", "ف")
_PREPOSITIONS = ("ب", "ل", "ك")
_PRONOUNS = ("هما", "كما", "هم", "هن", "ها", "نا", "كم", "ه", "ك", "ي")
_BY_LAST = {last: tuple(p for p in _PRONOUNS if p[-1] == last) for last in {p[-1] for p in _PRONOUNS}}
_MIN_STEM = 2
# Surface forms of which a process remembers what they are, 1.5 kB each. A dictionary of more takes twice the room.
MEMO = 43_600

T = TypeVar("T")


@dataclass(slots=True, unsafe_hash=True)
class Stem:
    """One way to take a word apart. Treated as immutable once made: a frozen one takes twice as long to make.

    Args:
        key: look-up key of the stem.
        pre: proclitics as letters, conjunction first: "", "و", "ب", "ال", "وال", "بال", "لل", "ولل" …
        post: pronoun, or "".
    """

    key: str
    pre: str
    post: str

    @property
    def definite(self) -> bool:
        """Whether the article or a pronoun makes it definite."""
        return bool(self.post) or self.pre.endswith(("ال", "لل"))

    @property
    def preposition(self) -> str:
        """The attached preposition, "" if none: ب, ل or ك."""
        core = self.pre[1:] if self.pre[:1] in _CONJUNCTIONS else self.pre
        return core[:1] if core[:1] in _PREPOSITIONS else ""

    @property
    def conjunction(self) -> str:
        """The attached conjunction, "" if none: و or ف."""
        return self.pre[:1] if self.pre[:1] in _CONJUNCTIONS else ""


@dataclass(frozen=True, slots=True)
class Form:
    """What is known of a surface form whatever its place: shared by all words that look alike.

    Args:
        text: folded surface.
        key: look-up key of the whole surface.
        stems: segmentations, whole word first, then by growing number of letters taken off.
        is_number: written in digits.
        keys: keys of the surface and of every stem.
    """

    text: str
    key: str
    stems: tuple[Stem, ...]
    is_number: bool
    keys: frozenset[str] = frozenset()


@dataclass(slots=True)
class Word:
    """A word in its place. Treated as immutable once made.

    Args:
        form: its shared form.
        start, end: half-open range in the folded text.
        before: what stands between the word before and this one, other than one plain space:
            punctuation, quotes, line breaks; "" when only a space or nothing.
        index: position among the words of its text.
    """

    form: Form
    start: int
    end: int
    before: str
    index: int

    @property
    def text(self) -> str:
        """Folded surface."""
        return self.form.text

    @property
    def key(self) -> str:
        """Look-up key of the whole surface."""
        return self.form.key

    @property
    def stems(self) -> tuple[Stem, ...]:
        """Segmentations, whole word first."""
        return self.form.stems

    @property
    def is_number(self) -> bool:
        """Written in digits."""
        return self.form.is_number


def _proclitics(word: str) -> list[tuple[str, str]]:
    """(proclitics, rest) for every way to take proclitics off, none first."""
    out = [("", word)]
    heads = [("", word)]
    if word[:1] in _CONJUNCTIONS and len(word) > _MIN_STEM:
        heads.append((word[0], word[1:]))
    for conjunction, rest in heads:
        if conjunction:
            out.append((conjunction, rest))
        if rest.startswith("ال") and len(rest) - 2 >= _MIN_STEM:
            out.append((conjunction + "ال", rest[2:]))
        elif rest.startswith("لل") and len(rest) - 2 >= _MIN_STEM:
            out.append((conjunction + "لل", rest[2:]))
            out.append((conjunction + "لل", rest[1:]))  # the noun itself begins with lam
        if rest[:1] in _PREPOSITIONS and len(rest) - 1 >= _MIN_STEM:
            out.append((conjunction + rest[0], rest[1:]))
            if rest[1:3] == "ال" and len(rest) - 3 >= _MIN_STEM:
                out.append((conjunction + rest[:3], rest[3:]))
    return out


_forms: dict[str, Form] = {}


def form(text: str) -> Form:
    """The form of a folded surface, worked out once a process."""
    known = _forms.get(text)
    if known is None:
        make_room(_forms)
        known = _forms[text] = _taken_apart(text)
    return known


def _taken_apart(text: str) -> Form:
    if text[0].isdigit():
        return Form(text, text, (Stem(text, "", ""),), True, frozenset((text,)))
    if text[0] < "\u0600":
        return Form(text, text.lower(), (Stem(text.lower(), "", ""),), False, frozenset((text.lower(),)))
    cut = _proclitics(text)
    stems = [(intern(key(rest)), pre, "") for pre, rest in cut]
    for pre, rest in cut:
        if pre.endswith(("ال", "لل")):
            continue  # the article and a pronoun exclude each other
        for pronoun in _BY_LAST.get(rest[-1:], ()):
            if rest.endswith(pronoun) and len(rest) - len(pronoun) >= _MIN_STEM:
                base = rest[: -len(pronoun)]
                bases = [base]
                if base.endswith("ت"):
                    bases.append(base[:-1] + "ه")  # ta marbuta opens before a pronoun
                elif base.endswith("ا") and len(base) > _MIN_STEM:
                    bases.append(base[:-1] + "ي")  # alif maqsura becomes alif before a pronoun
                elif base.endswith("و") and len(base) > _MIN_STEM:
                    bases.append(base + "ا")  # قتلوا + ه
                stems += [(intern(key(b)), pre, pronoun) for b in bases]
    whole, stems = stems[0][0], list(dict.fromkeys(stems))
    keys = frozenset([stem[0] for stem in stems])
    return Form(text, whole, tuple([Stem(stem, pre, post) for stem, pre, post in stems]), False, keys)


def make_room(memo: dict[str, T]) -> None:
    """Forgets the last tenth of a memo of surface forms that is full, so that memory stays flat over any archive.

    What came first is kept: it is what comes most often. That misses hardly more than forgetting what was not met for
    longest, which would have to note each meeting.
    """
    if len(memo) >= MEMO:
        for text in list(memo)[MEMO * 9 // 10 :]:
            memo.pop(text, None)  # another thread may have been here


class Memo(dict[str, T]):
    """What a reader knows of surface forms, worked out once each: `memo[word.form.text]`.

    Args:
        make: works it out.
    """

    def __init__(self, make: Callable[[Form], T]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: str) -> T:
        make_room(self)
        found = self[text] = self._make(form(text))
        return found


def split_words(text: str) -> tuple[Word, ...]:
    """Words of a folded text, in order; none for a text without letters or digits."""
    out: list[Word] = []
    end = at = 0
    for piece in text.split(" "):
        known = _forms.get(piece)
        if known is not None:  # most pieces are a word met before and nothing else
            out.append(Word(known, at, at + len(piece), text[end:at].strip(" ") if at > end + 1 else "", len(out)))
            end = at + len(piece)
        elif piece:
            for surface in _TOKEN.findall(piece):
                start = text.index(surface, max(at, end))
                out.append(Word(form(surface), start, start + len(surface), text[end:start].strip(" "), len(out)))
                end = start + len(surface)
        at += len(piece) + 1
    return tuple(out)
