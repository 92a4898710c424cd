"""Marks of what did not happen, or not yet, or is only said: negation, plans, threats, demands, attempts.

After `words`, before `coding`. A mark reaches over words beside it, to the end of its window or of
its sentence; clauses are weighed by `coding`. A negation reaches its own verb only ("لم يسفر القصف
عن ضحايا" leaves the shelling told), unless that is a verb of happening ("لم تقع اشتباكات"); right
before another mark it changes or cancels that one ("لم يتوقف القصف").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marsad.lexicon.closed import closed_class
from marsad.lexicon.realis import GAPS, RealisEntry, RealisTable
from marsad.reading.spots import concerned
from marsad.reading.words import Form, Memo, Stem, Word

_STOPS = frozenset(".;:?!\n")
# Effects that hold for what is given too.
_LASTING = frozenset({"words", "rumour", "fiction", "habit", "question", "conditional", "denied"})
_PARTICLES = frozenset({"", "و", "ف", "ل", "ب"})
_FINITE = frozenset({"", "و", "ف", "ل"})
_NOMINAL = _PARTICLES | {"ال", "وال", "فال", "بال", "لل", "ولل", "وبال", "ول", "وب"}
_THAT = frozenset({"ان", "بان"})
_SINCE = "منذ"
_SUPERLATIVES = closed_class("superlatives")
_PASTS_IN_TA = closed_class("pasts_in_ta")
_SHORT = 4  # letters up to which a final ha is rather ta marbuta than a pronoun: وقفة
_YEAR_DIGITS = 4
_LABEL = frozenset("-:")
_COMPARED = 4  # words from "the first" to "since"
_MIN_AFTER_PREPOSITION = 4  # letters of a fixed word that may carry a preposition


@dataclass(frozen=True, slots=True)
class RealisMark:
    """A mark, words at..end, and its reach: words first_in..last_in, inclusive, are under it."""

    at: int
    effect: str
    first_in: int
    last_in: int
    end: int


def _meant(surface: Form) -> frozenset[str]:
    """The words of an entry that a word may stand for: itself, without the article too."""
    return frozenset([surface.key, *(s.key for s in surface.stems if s.pre == "ال")])


def _chronicle(words: tuple[Word, ...]) -> RealisMark | None:
    """The mark of a line of a chronicle, over all of it: "1946 - …", "2011: …"."""
    if len(words) <= _SHORT or not words[0].form.is_number or words[1].form.is_number:
        return None
    year = words[0].form.text
    if len(year) != _YEAR_DIGITS or year[0] not in "12" or not _LABEL & set(words[1].before):
        return None
    return RealisMark(0, "history", 1, len(words) - 1, 0)


def _compares(words: tuple[Word, ...], at: int, *, effect: str) -> bool:
    """Whether "since" only says with what an act is compared: "في أول هجوم منذ بداية العام"."""
    if effect != "history" or words[at].form.key != _SINCE:
        return False
    return any(not _SUPERLATIVES.isdisjoint(w.form.keys) for w in words[max(0, at - _COMPARED) : at])


_NONE: tuple[tuple[RealisEntry, ...], frozenset[str] | None] = ((), frozenset())


class RealisFinder:
    """Finds marks; holds the table and memos of surface forms."""

    def __init__(self, table: RealisTable) -> None:
        self._table = table
        self._entries = Memo(self._look_up)
        self._meant = Memo(_meant)

    def concerns(self, surface: Form) -> bool:
        """Whether a mark may begin at a word of this form."""
        return not self._table.entries.keys().isdisjoint(surface.keys)

    def _look_up(self, surface: Form) -> tuple[tuple[RealisEntry, ...], frozenset[str] | None]:
        """Entries that a word may begin, longest first; the words of which one has to follow, None if none has to."""
        if not self.concerns(surface):
            return _NONE
        out: list[RealisEntry] = list(self._table.entries.get(surface.key, ()))
        for stem in surface.stems:
            if not (stem.pre or stem.post):
                continue
            for entry in self._table.entries.get(stem.key, ()):
                if entry not in out and self._allowed(entry, stem):
                    out.append(entry)
        kept = [e for e in out if not e.ending or surface.text.endswith(e.ending)]
        free = any(not e.rest or e.rest[0] in GAPS for e in kept)
        return tuple(sorted(kept, key=lambda e: -len(e.rest))), None if free else frozenset(e.rest[0] for e in kept)

    @staticmethod
    def _allowed(entry: RealisEntry, stem: Stem) -> bool:
        """Whether an entry may stand with these proclitics and this pronoun."""
        if entry.derived == "":
            return (
                not stem.post
                and stem.pre in _PARTICLES
                and not (stem.preposition and len(stem.key) < _MIN_AFTER_PREPOSITION)
            )
        if stem.post == "ه" and len(stem.key) <= _SHORT:
            return False
        return stem.pre in (_NOMINAL if entry.derived == "nominal" else _FINITE)

    def _carries(self, word: Word) -> bool:
        """Whether a negation before this word holds for what stands behind it."""
        key = word.form.key
        return key in self._table.carriers or any(
            s.key in self._table.carriers for s in word.form.stems if s.post and not s.pre
        )

    def find(self, words: tuple[Word, ...], spots: Sequence[int] | None = None) -> list[RealisMark]:
        """Marks in order of their first word; [] if none. `spots`: the words that concern this finder."""
        out: list[RealisMark] = []
        known = self._entries
        if (dated := _chronicle(words)) is not None:
            out.append(dated)
        denied = -1  # the word that a negation stands right before
        covered = -1  # last word of the marks so far
        for at in concerned(words, self.concerns, spots):
            entries, seconds = known[words[at].form.text]
            if not entries:
                continue
            if seconds is not None and (
                at + 1 >= len(words) or seconds.isdisjoint(self._meant[words[at + 1].form.text])
            ):
                continue
            length = -1
            for entry in entries:
                if len(entry.rest) < length:
                    break
                end = self._end(words, at, entry.rest) if entry.rest else at
                if end < 0 or (entry.side == "that" and at <= covered) or _compares(words, at, effect=entry.effect):
                    continue
                covered = max(covered, end)
                length = len(entry.rest)
                effect = entry.negated if at == denied and entry.negated else entry.effect
                if entry.side == "verb":
                    denied = self._verb_at(words, end + 1)
                    covered = max(covered, denied - 1)
                if effect != "none":
                    mark = self._reach(words, (at, end), entry, effect)
                    if mark is not None:
                        out.append(mark)
        return out

    def _end(self, words: tuple[Word, ...], at: int, rest: tuple[str, ...]) -> int:
        """Index of the last word of a mark that begins at `at`, -1 when its other words don't follow."""
        gap = 1
        for wanted in rest:
            if wanted in GAPS:
                gap = GAPS[wanted]
                continue
            for following in range(at + 1, min(at + 1 + gap, len(words))):
                word = words[following]
                if word.before and not _STOPS.isdisjoint(word.before):
                    return -1
                if wanted in self._meant[word.form.text]:
                    at = following
                    break
            else:
                return -1
            gap = 1
        return at

    @staticmethod
    def _verb_at(words: tuple[Word, ...], at: int) -> int:
        """Index of the word that a negation at `at - 1` denies: the next, or the one behind "that"."""
        return at + 1 if at < len(words) and words[at].form.key in _THAT else at

    def _reach(
        self, words: tuple[Word, ...], place: tuple[int, int], entry: RealisEntry, effect: str
    ) -> RealisMark | None:
        at, end = place
        first = end + 1
        window = entry.window
        if entry.side in ("present", "that") and not (first < len(words) and self._is_present(words[first])):
            return None
        if entry.side in ("verb", "that"):
            verb = self._verb_at(words, first)
            if verb >= len(words):
                return None
            if not self._carries(words[verb]):
                window = verb - first + 1
        last = first - 1
        if entry.side != "before":
            while last + 1 < len(words) and last + 1 - first < window:
                following = words[last + 1]
                if last >= first and following.before and not _STOPS.isdisjoint(following.before):
                    break
                if following.form.text[0] == "و" and following.form.key[1:] in self._table.pasts:
                    break  # "وشنت القوات": a new act begins
                if last >= first and effect not in _LASTING and self._cuts(following):
                    break
                last += 1
        if entry.side in ("both", "before"):
            first = at
            while first > 0 and at - first < window and _STOPS.isdisjoint(words[first].before):
                first -= 1
        return RealisMark(at, effect, first, last, end) if last >= first else None

    def _cuts(self, word: Word) -> bool:
        key = word.form.key
        return key in self._table.cuts or (word.form.text[0] == "و" and key[1:] in self._table.cuts)

    def _is_present(self, word: Word) -> bool:
        """Whether a word behind "qad" is a present: one in ta may be the past of a form V or VI."""
        key = word.form.key
        if len(key) <= 3:
            return False
        if key[0] == "ي":
            return True
        if key[0] != "ت" or key.endswith(("ت", "وا")):
            return False
        return key not in self._table.pasts and key not in _PASTS_IN_TA
