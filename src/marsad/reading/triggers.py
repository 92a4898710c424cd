"""Trigger mentions: the words of a sentence that may tell an act.

After `words`, before `coding`. Says where, which entry, and in what form; whether the act happened,
and with what arguments, is for `coding`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from typing import get_args

from marsad.lexicon.closed import closed_class
from marsad.lexicon.morphology import VERB_PARTS, Part
from marsad.lexicon.triggers import Condition, Trigger, TriggerForm
from marsad.reading.spots import concerned
from marsad.reading.words import Form, Memo, Stem, Word

_VERB_WINDOW = 8  # a long subject may stand between a verb and its object
_LONG_SUBJECT = 14  # so many at most, while no other clause begins: "سيطرت القوات الموالية لحكومة الرئيس … على"
_NOUN_WINDOW = 6
_ON_THINGS = frozenset({"take", "seize", "besiege"})  # their verbs have a party before what they are done to
_SUBJECT_REACH = 20  # words of a subject, all its names included
_SUBJECT_WINDOW = 5  # a subject with its adjectives before the verb
_BEFORE_WINDOW = 2
_STOPS = frozenset(".!?;\n:")
_CLAUSES = closed_class("relatives") | closed_class("clause_openers")
_KIN = closed_class("kin_of_theirs")  # not the article and a word of raiding: والدهم
_THAT = frozenset({"ان", "وان"})
_BEFORE_NOUNS = closed_class("before_nouns")
_BREAKS = _STOPS | {","}
_ENDINGS = ("ا", "ين", "ان", "ه")
_NOTHING: frozenset[str] = frozenset()
_PARTS = {part: frozenset({part}) for part in get_args(Part)}


@dataclass(frozen=True, slots=True)
class TriggerMention:
    """A trigger in its place.

    Args:
        first, last: word indexes, inclusive.
        trigger: the entry.
        parts: the parts of speech that the written form may be; more than one where unvowelled
            writing leaves it open.
        definite: made definite by the article or a pronoun: may point back to an act already told.
        stem: how the word was taken apart.
        specific: how much of the entry's own conditions were met; the higher, the surer.
    """

    first: int
    last: int
    trigger: Trigger
    parts: frozenset[str]
    definite: bool
    stem: Stem
    number: str
    specific: int

    @property
    def is_verb(self) -> bool:
        """Whether the form can be a finite verb."""
        return bool(self.parts & VERB_PARTS)


ANY_NUMBER = "0"  # in the words of a condition it stands for any figure: "على 0"


def holds(words: tuple[Word, ...], start: int, stop: int, condition: Condition, skip: Set[int] = frozenset()) -> bool:
    """Whether a word or sequence of the condition begins at a word of [start, stop), words in `skip` left out."""
    if not condition.width:
        return False
    firsts = condition.firsts
    for at in range(start, stop):
        word = words[at]
        if word.before and at != start and not _STOPS.isdisjoint(word.before):
            return False
        if at in skip:
            continue
        keys = word.form.keys
        if firsts.isdisjoint(keys):
            continue
        if not condition.singles.isdisjoint(keys):
            return True
        for first in keys:
            for rest in condition.sequences.get(first, ()):
                if at + len(rest) < len(words) and all(
                    k in words[at + 1 + i].form.keys or (k == ANY_NUMBER and words[at + 1 + i].form.is_number)
                    for i, k in enumerate(rest)
                ):
                    return True
    return False


def _far(words: tuple[Word, ...], start: int) -> int:
    """Where what belongs to a verb ends, from `start` on: at a sign, or a word that opens a clause."""
    end = min(len(words), start + _LONG_SUBJECT)
    for at in range(start, end):
        word = words[at]
        if (word.before and not _BREAKS.isdisjoint(word.before)) or word.form.key in _CLAUSES:
            return at
    return end


def _allowed(form: TriggerForm, stem: Stem) -> bool:
    if form.part in VERB_PARTS:
        if stem.post and form.trigger.frame == "kill_on":
            return False  # it governs by a preposition: قضية is a noun
        if stem.pre in ("", "و", "ف"):
            return True
        return form.part == "present" and stem.pre in ("ل", "ول", "فل")
    if form.number == "two" and stem.pre.endswith(("ال", "لل")) and stem.key.endswith(("ي", "تا")):
        return False  # a dual in the construct takes no article: الاجتماعي is an adjective
    return not (form.part == "active" and stem.preposition)


def _beyond_names(words: tuple[Word, ...], start: int, stop: int, names: Set[int]) -> int:
    """Where a verb's window ends, its subject's names left uncounted: "سيطرت قوات X بإسناد من قوات Y على"."""
    left, at = max(0, stop - start), start
    while left and at < min(len(words), start + _SUBJECT_REACH):
        left -= at not in names
        at += 1
    return at


def _holds_far(
    words: tuple[Word, ...], start: int, stop: int, form: TriggerForm, names: Callable[[], Set[int]]
) -> bool:
    """Whether what a verb needs stands behind its window: a long subject is between them."""
    if form.part not in VERB_PARTS:
        return False
    needed = form.trigger.with_
    if holds(words, stop, _far(words, start), needed):
        return True
    on_things = form.part == "past" and form.trigger.frame in _ON_THINGS
    return on_things and holds(words, start, _beyond_names(words, start, stop, names()), needed)


def _meant(surface: Form) -> frozenset[str]:
    """The words of an entry that a word may stand for, whatever its clitics, its case and its number."""
    out: set[str] = set()
    for stem in surface.stems:
        key = stem.key
        out.add(key)
        for ending in _ENDINGS:
            if key.endswith(ending):
                out.add(key[: -len(ending)])
        if key.endswith(("تين", "تان")):
            out.add(key[:-3] + "ه")
    return frozenset(out)


@dataclass(frozen=True, slots=True)
class _Candidates:
    """What may begin at a word, whatever stands around it.

    Args:
        forms: written forms of triggers with the way the word was taken apart, longest phrases first.
        alone: those of a single word.
        seconds: second words of the others.
    """

    forms: tuple[tuple[TriggerForm, Stem], ...]
    alone: tuple[tuple[TriggerForm, Stem], ...]
    seconds: frozenset[str]


class TriggerFinder:
    """Finds trigger mentions; holds the compiled table and a memo of surface forms."""

    def __init__(self, table: dict[str, tuple[TriggerForm, ...]]) -> None:
        self._table = table
        self._candidates = Memo(self._look_up)
        self._meant = Memo(_meant)

    def concerns(self, surface: Form) -> bool:
        """Whether a trigger may begin at a word of this form."""
        return not self._table.keys().isdisjoint(surface.keys) and surface.key not in _KIN

    def _look_up(self, surface: Form) -> _Candidates | None:
        """What may begin at a word of this form; None if nothing."""
        if not self.concerns(surface):
            return None
        out = [(form, s) for s in surface.stems for form in self._table.get(s.key, ()) if _allowed(form, s)]
        if not out:
            return None
        seconds = frozenset(form.rest[0] for form, _ in out if form.rest)
        return _Candidates(tuple(out), tuple((form, stem) for form, stem in out if not form.rest), seconds)

    def _follow(self, words: tuple[Word, ...], at: int) -> frozenset[str]:
        """The words of an entry that the word `at` may stand for as its next; none after a break or the end."""
        if at >= len(words):
            return _NOTHING
        word = words[at]
        if word.before and not _BREAKS.isdisjoint(word.before):
            return _NOTHING
        return self._meant[word.form.text]

    def find(
        self,
        words: tuple[Word, ...],
        names: Callable[[], Set[int]] = frozenset,
        spots: Sequence[int] | None = None,
    ) -> list[TriggerMention]:
        """Mentions in order of their first word, at most one for each word; [] if none.

        Args:
            words: of the sentence.
            names: gives the words inside names of parties: what an entry refuses may stand there
                ("تحالف دعم الشرعية"); called only when needed.
            spots: the words that concern this finder; None: not known.
        """
        out: list[TriggerMention] = []
        taken = -1
        known = self._candidates
        for at in concerned(words, self.concerns, spots):
            candidates = known[words[at].form.text]
            if candidates is None or at <= taken:
                continue
            follow = self._follow(words, at + 1) if candidates.seconds else _NOTHING
            forms = candidates.alone if candidates.seconds.isdisjoint(follow) else candidates.forms
            if not forms:
                continue
            best: TriggerMention | None = None
            by_trigger: dict[str, TriggerMention] = {}
            for form, stem in forms:
                if form.rest and form.rest[0] not in follow:
                    continue
                mention = self._match(words, at, form, stem, names)
                if mention is None:
                    continue
                same = by_trigger.get(form.trigger.id)
                if same is not None and same.last == mention.last:
                    if len(same.stem.pre) + len(same.stem.post) == len(stem.pre) + len(stem.post):
                        mention = TriggerMention(
                            same.first,
                            same.last,
                            same.trigger,
                            same.parts | mention.parts,
                            same.definite,
                            same.stem,
                            same.number,
                            same.specific,
                        )
                        by_trigger[form.trigger.id] = mention
                    else:
                        mention = same
                else:
                    by_trigger.setdefault(form.trigger.id, mention)
                if best is None or mention.trigger.id == best.trigger.id or self._rank(mention) > self._rank(best):
                    best = mention
            if best is not None:
                out.append(best)
                taken = best.last
        return out

    @staticmethod
    def _rank(mention: TriggerMention) -> tuple[int, int, int, int]:
        # longer phrases first, then entries whose conditions were met, the narrower the better
        narrow = -mention.trigger.with_.width if mention.specific else 0
        clitics = len(mention.stem.pre) + len(mention.stem.post)
        return (mention.last - mention.first, mention.specific, -clitics, narrow)

    def _match(
        self, words: tuple[Word, ...], at: int, form: TriggerForm, stem: Stem, names: Callable[[], Set[int]]
    ) -> TriggerMention | None:
        trigger = form.trigger
        if form.part == "present" and at and not words[at].before and words[at - 1].form.key in _BEFORE_NOUNS:
            return None
        if form.rest and any(wanted not in self._follow(words, at + 1 + n) for n, wanted in enumerate(form.rest)):
            return None
        last = at + len(form.rest)
        specific = 0
        if trigger.with_.width or trigger.before.width:
            window = _VERB_WINDOW if form.part in VERB_PARTS else _NOUN_WINDOW
            stop = min(len(words), last + 1 + window)
            near = holds(words, last + 1, stop, trigger.with_)
            near = near or holds(words, max(0, at - _SUBJECT_WINDOW), at, trigger.before)
            if not near and not _holds_far(words, last + 1, stop, form, names):
                return None
            specific = 2 if near else 1
        refused = trigger.without
        if refused.width:
            stop = min(len(words), last + 1 + trigger.window)
            if holds(words, last + 1, stop, refused) and holds(words, last + 1, stop, refused, names()):
                return None
        refused = trigger.not_after
        if refused.width:
            clause = form.part in VERB_PARTS and at > 0 and words[at - 1].form.key in _THAT
            start = max(0, at - (1 if clause else _BEFORE_WINDOW))  # "بعد أن فجر": a verb
            if holds(words, start, at, refused) and holds(words, start, at, refused, names()):
                return None
        return TriggerMention(at, last, trigger, _PARTS[form.part], stem.definite, stem, form.number, specific)
