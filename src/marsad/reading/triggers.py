"""Trigger mentions: the words of a sentence that may tell an act.

After `words`, before `coding`. Says where, which entry, and in what form; whether the act happened,
and with what arguments, is for `coding`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

from marsad.lexicon.morphology import VERB_PARTS
from marsad.lexicon.triggers import Condition, Trigger, TriggerForm
from marsad.reading.words import Stem, Word

_VERB_WINDOW = 8  # a long subject may stand between a verb and its object
_NOUN_WINDOW = 6
_SUBJECT_WINDOW = 5  # a subject with its adjectives before the verb
_BEFORE_WINDOW = 2
_STOPS = frozenset(".!?;\n:")


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


def holds(words: Sequence[Word], window: range, condition: Condition, skip: Set[int] = frozenset()) -> bool:
    """Whether a word or sequence of the condition begins at a word of the window, words in `skip` left out."""
    singles, sequences = condition.singles, condition.sequences
    for at in window:
        word = words[at]
        if at != window.start and _STOPS & set(word.before):
            return False
        if at in skip:
            continue
        keys = word.form.keys
        if not singles.isdisjoint(keys):
            return True
        if sequences:
            for first in keys:
                for rest in sequences.get(first, ()):
                    if at + len(rest) < len(words) and all(
                        k in words[at + 1 + i].form.keys or (k == ANY_NUMBER and words[at + 1 + i].form.is_number)
                        for i, k in enumerate(rest)
                    ):
                        return True
    return False


def _allowed(form: TriggerForm, stem: Stem) -> bool:
    if form.part in VERB_PARTS:
        if stem.pre in ("", "و", "ف"):
            return True
        return form.part == "present" and stem.pre in ("ل", "ول", "فل")
    if form.number == "two" and stem.pre.endswith(("ال", "لل")) and stem.key.endswith(("ي", "تا")):
        return False  # a dual in the construct takes no article: الاجتماعي is an adjective
    return not (form.part == "active" and stem.preposition)


def _rest_matches(words: Sequence[Word], at: int, rest: tuple[str, ...]) -> bool:
    if at + len(rest) > len(words):
        return False
    for offset, wanted in enumerate(rest):
        word = words[at + offset]
        if word.before and set(word.before) & set(".!?;:\n,"):
            return False
        if not any(
            s.key == wanted
            or (s.key.startswith(wanted) and s.key[len(wanted) :] in ("ا", "ين", "ان", "ه"))
            or (wanted.endswith("ه") and s.key in (wanted[:-1] + "تين", wanted[:-1] + "تان"))
            for s in word.stems
        ):
            return False
    return True


class TriggerFinder:
    """Finds trigger mentions; holds the compiled table and a memo of surface forms."""

    def __init__(self, table: dict[str, tuple[TriggerForm, ...]]) -> None:
        self._table = table
        self._memo: dict[str, tuple[tuple[TriggerForm, Stem], ...]] = {}

    def _forms(self, word: Word) -> tuple[tuple[TriggerForm, Stem], ...]:
        found = self._memo.get(word.form.text)
        if found is None:
            out = []
            for stem in word.form.stems:
                for form in self._table.get(stem.key, ()):
                    if _allowed(form, stem):
                        out.append((form, stem))
            found = tuple(out)
            if len(self._memo) < 400_000:
                self._memo[word.form.text] = found
        return found

    def any(self, words: Sequence[Word]) -> bool:
        """Whether any word could begin a trigger; cheap."""
        forms = self._forms
        return any(forms(word) for word in words)

    def find(self, words: Sequence[Word], names: Callable[[], Set[int]] = frozenset) -> list[TriggerMention]:
        """Mentions in order of their first word, at most one for each word; [] if none.

        Args:
            words: of the sentence.
            names: gives the words inside names of parties: what an entry refuses may stand there
                ("تحالف دعم الشرعية"); called only when needed.
        """
        out: list[TriggerMention] = []
        taken = -1
        for at, word in enumerate(words):
            candidates = self._forms(word)
            if not candidates or at <= taken:
                continue
            best: TriggerMention | None = None
            by_trigger: dict[str, TriggerMention] = {}
            for form, stem in candidates:
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

    @staticmethod
    def _match(
        words: Sequence[Word], at: int, form: TriggerForm, stem: Stem, names: Callable[[], Set[int]]
    ) -> TriggerMention | None:
        trigger = form.trigger
        if form.rest and not _rest_matches(words, at + 1, form.rest):
            return None
        last = at + len(form.rest)
        specific = 0
        if trigger.with_ or trigger.before:
            window = _VERB_WINDOW if form.part in VERB_PARTS else _NOUN_WINDOW
            follows = trigger.with_ and holds(words, range(last + 1, min(len(words), last + 1 + window)), trigger.with_)
            if not follows and not (
                trigger.before and holds(words, range(max(0, at - _SUBJECT_WINDOW), at), trigger.before)
            ):
                return None
            specific += 1
        after = range(last + 1, min(len(words), last + 1 + trigger.window))
        if trigger.without and holds(words, after, trigger.without) and holds(words, after, trigger.without, names()):
            return None
        before = range(max(0, at - _BEFORE_WINDOW), at)
        if (
            trigger.not_after
            and holds(words, before, trigger.not_after)
            and holds(words, before, trigger.not_after, names())
        ):
            return None
        return TriggerMention(at, last, trigger, frozenset({form.part}), stem.definite, stem, form.number, specific)
