"""People as phrases: what a count or a person noun at one place says of how many.

After `counts`, before `people`, which sums phrases and tells victims from doers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marsad.reading.count_context import cues_at, group_end, is_break
from marsad.reading.count_tables import ActForm, CountTables, Entry
from marsad.reading.counts import CountMention
from marsad.reading.words import Word

BOTH = ("dead", "wounded")
FALLS = frozenset({"سقوط", "سقط"})  # also of shells and towns
_NAMES_REACH = 24  # words that a row of names may have


@dataclass(slots=True)
class People:
    """Victims as read: how many, where, and which count."""

    min: int
    max: int | None
    first: int
    last: int
    span: tuple[int, int]
    count: int | None
    plural_only: bool = False
    far: bool = False
    sg_accusative: bool = False


class ItemReader:
    """Words, counts and look-ups of one text, and the reading of people in it."""

    def __init__(self, words: tuple[Word, ...], counts: Sequence[CountMention], tables: CountTables) -> None:
        self.words = words
        self.n = len(words)
        self.tables = tables
        self.counts = counts
        base = words[0].index if words else 0
        self.base = base
        self.at: dict[int, int] = {}
        for index, count in enumerate(counts):
            for position in range(count.first - base, count.last - base + 1):
                self.at.setdefault(position, index)
        self.used: set[int] = set()

    def entry(self, at: int) -> Entry | None:
        """What the tables know of the word at `at`."""
        return self.tables.entry(self.words[at])

    def cues(self, at: int) -> frozenset[str]:
        """Cue uses of the word at `at`."""
        return cues_at(self.words, at, self.tables)

    def _ill(self, last: int) -> bool:
        for pos in range(last + 1, min(self.n, last + 6)):
            if is_break(self.words[pos]):
                return False
            if "illness" in self.cues(pos):
                return True
        return False

    def _from_count(self, index: int) -> People:
        count = self.counts[index]
        first, last = count.first - self.base, count.last - self.base
        span = (count.group[0] - self.base, count.group[1] - self.base) if count.group else (first, last)
        return People(count.min, count.max, first, last, span, index)

    def _usable(self, count: CountMention, act: ActForm | None) -> bool:
        if count.role == "things" or count.part_of is not None:
            return False
        if count.role in (None, "persons"):
            return True
        # "Three martyrs were killed", "arrest of five wounded"
        if act is None or count.role == act.role or not {act.role, count.role} <= set(BOTH) or act.lemma in FALLS:
            return True
        noun = self.entry(count.noun_index - self.base) if count.noun_index is not None else None
        return act.role == "dead" and noun is not None and noun.casualty is not None and noun.casualty.definite

    def _item(self, at: int, act: ActForm | None, *, first: bool) -> People | None:
        """The people noun phrase that starts at `at`."""
        if at >= self.n:
            return None
        index = self.at.get(at)
        if index is not None:
            count = self.counts[index]
            if count.first - self.base != at or not self._usable(count, act) or (index in self.used and first):
                return None
            if not first and count.role not in (None, "persons", act.role if act else None):
                return None
            return self._from_count(index)
        entry = self.entry(at)
        if entry is None:
            return self._himself(at)
        noun = entry.person
        if noun is None and entry.casualty is not None and act is not None and entry.casualty.sort == "person":
            same = entry.casualty.kind == act.role
            noun = entry.casualty if same or entry.casualty.kind not in BOTH else None
        if noun is None or (first and entry.number is not None):
            return None
        if self.words[at].text.startswith(("لل", "ولل")):  # الموت للطغاة
            return None
        if noun.lemma == "امام" and (act is None or act.frame != "masdar" or act.role not in BOTH):
            return None  # in front of
        if first and noun.conjunction and self.words[at].key not in self.tables.persons:
            return None
        if noun.kind == "family":
            low, high = 2, None
        else:
            low, high = (1, 1) if noun.number == 1 else (2, 2) if noun.number in (2, 3) else (1, None)
        end = group_end(self.words, at, self.tables)
        plural = high is None
        if high == 1 and self._at_least(at, end):
            high = None
        if noun.number == 0:
            low = self.by_dozens(at) or low
        return People(low, high, at, at, (at, end), None, plural_only=plural, sg_accusative=noun.accusative)

    def by_dozens(self, at: int) -> int | None:
        """قتلى بالعشرات: the least that a plural counted afterwards stands for."""
        follow = self.words[at + 1] if at + 1 < self.n else None
        if follow is None or follow.before or not follow.text.startswith("بال"):
            return None
        return next((low for phrase, low in self.tables.vague.get(follow.text[1:], ()) if len(phrase) == 1), None)

    def _himself(self, at: int) -> People | None:
        """قتل هو وزوجته: the man told of before."""
        if self.words[at].text not in ("هو", "هي") or at + 1 >= self.n:
            return None
        entry = self.entry(at + 1)
        noun = entry.person if entry is not None else None
        if noun is None or not noun.conjunction or not noun.pronoun:
            return None
        return People(1, 1, at, at, (at, at), None)

    def each_of(self, at: int) -> People | None:
        """كل من فلان وابنه: as many as are named, where it is plain that they are two; else two or more."""
        first = at + 2
        if first >= self.n or "stop" in self.cues(first):
            return None  # كل من كان على متنها
        entry = self.entry(first)
        two = entry is not None and entry.person is not None and entry.person.number == 2
        joined: list[int] = []
        for pos in range(first + 1, min(self.n, first + _NAMES_REACH)):
            entry = self.entry(pos)
            if is_break(self.words[pos]) or (entry is not None and ("stop" in entry.cues or entry.acts)):
                break
            if self.words[pos].text[0] == "و":
                joined.append(pos)
        if len(joined) == 1 and not two:
            entry = self.entry(joined[0])
            two = entry is not None and entry.person is not None and entry.person.number == 1
        return People(2, 2 if two else None, at, at + 1, (at, group_end(self.words, at + 1, self.tables)), None)

    def _at_least(self, first: int, last: int) -> bool:
        """قتل شخص على الأقل: one and perhaps more."""
        for pos in range(first + 1, min(self.n - 1, last + 3)):
            if self.words[pos].text == "علي" and not self.words[pos].before:
                return self.words[pos + 1].text in ("الاقل", "اقل")
        return False
