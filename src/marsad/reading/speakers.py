"""Attributions: who says so, with what force, and over which words.

After `words` and `parties`, before `coding`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marsad.codebook import Force
from marsad.lexicon.speech import SpeechTables, SpeechVerb
from marsad.reading.parties import PartyMention
from marsad.reading.words import Word

_STOP = frozenset(
    "ان انه انها انهم انهما بان بانه بانها في خلال علي عن الي مع من بعد قبل عبر اليوم امس يوم اول منذ عقب لدي حول بشان حيث كما فيما الذي التي "
    "الذين قال قالت اعلن اعلنت اكد اكدت مساء صباح فجر ظهر ليل الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت الاحد قد لم لا ما كان كانت "
    "وقوع سماع سقوط اندلاع تعرض هناك مشيرا مشيره موضحا موكدا مضيفا لافتا وقد الي ظهور وصول".split()
)
_THAT = frozenset("ان انه انها انهم بان بانه بانها انهما".split())
_BREAKS = frozenset(",.;:?!\n()[]")
_MAX_SUBJECT = 9
_MAX_NAME = 3


@dataclass(frozen=True, slots=True)
class Attribution:
    """One speaker in one sentence.

    Args:
        at: index of the verb or marker.
        first, last: word indexes of the speaker's name, inclusive; first > last when the verb goes on
            with the speaker of the sentence before.
        force: how firmly.
        lead: the speaker stands before what is said (else "according to X" behind it).
        through: word indexes of who relays the words, or None.
    """

    at: int
    first: int
    last: int
    force: Force
    lead: bool
    verbal: bool
    through: tuple[int, int] | None = None

    @property
    def continues(self) -> bool:
        """Whether the speaker is that of the sentence before."""
        return self.first > self.last


class SpeakerFinder:
    """Finds attributions; holds the tables and a memo of surface forms."""

    def __init__(self, tables: SpeechTables) -> None:
        self._tables = tables
        self._memo: dict[str, tuple[SpeechVerb | None, bool, bool]] = {}

    def _look(self, word: Word) -> tuple[SpeechVerb | None, bool, bool]:
        """(verb of saying, may begin a marker, is a noun that can speak)."""
        found = self._memo.get(word.form.text)
        if found is None:
            verb = None
            marker = noun = False
            for stem in word.form.stems:
                if stem.pre in ("", "و", "ف") and not stem.post:
                    verb = verb or self._tables.verbs.get(stem.key)
                    marker = marker or stem.key in self._tables.markers
                noun = noun or (stem.key in self._tables.nouns and stem.pre in ("", "ال", "ل", "لل"))
            found = self._memo[word.form.text] = (verb, marker, noun)
        return found

    def find(self, words: Sequence[Word], parties: Sequence[PartyMention]) -> list[Attribution]:
        """Attributions in order; [] if none."""
        starts = {p.first: p for p in parties}
        ends = {p.last: p for p in parties}
        out: list[Attribution] = []
        for at, word in enumerate(words):
            verb, marker, _ = self._look(word)
            if verb is not None:
                found = self._by_verb(words, at, verb, starts, ends)
                if found is not None and not (out and out[-1].last >= found.first and not found.continues):
                    out.append(found)
            elif marker:
                found = self._by_marker(words, at, starts)
                if found is not None:
                    out.append(found)
        if not out:
            label = self._label(words, starts)
            if label is not None:
                out.append(label)
        return out

    def _name(self, words: Sequence[Word], at: int, starts: dict[int, PartyMention]) -> int | None:
        """Last word of a speaker's name that begins at `at`, or None where no speaker begins."""
        if at >= len(words) or _BREAKS & set(words[at].before):
            return None
        if words[at].form.is_number:
            return None
        party = starts.get(at)
        last = None
        if party is not None:
            last = party.last
            if party.cls in ("office", "people") or party.category == "media" or self._look(words[at])[2]:
                last = self._tail(words, last, starts)
        elif self._look(words[at])[2]:
            last = self._tail(words, at, starts)
        return last

    def _tail(self, words: Sequence[Word], last: int, starts: dict[int, PartyMention]) -> int:
        first = last
        names = 0
        while last + 1 < len(words) and last - first < _MAX_SUBJECT:
            word = words[last + 1]
            if _BREAKS & set(word.before) or word.form.is_number or "-" in word.before:
                break
            if word.form.key in _STOP:
                if word.form.key == "في" and last + 2 < len(words) and (
                    (last + 2) in starts or self._look(words[last + 2])[2] or '"' in words[last + 2].before
                ):
                    last = starts[last + 2].last if last + 2 in starts else last + 2
                    continue
                break
            verb, _, _ = self._look(word)
            if verb is not None and last > first:
                break
            party = starts.get(last + 1)
            if party is not None and party.stem.pre in ("", "ال"):
                last = party.last
                continue
            text = word.form.text
            if text[:1] == "ل" and (last + 1 not in starts or '"' in words[last + 1].before) and (
                len(text) <= 2 or text.startswith(("لل", "لو", "لصحي", "لقنا", "لراد", "لوكا", "لسبو", "لموق", "لبي", "لفر", "لرو", "لشب"))
            ):
                break
            if text.startswith(("بـ", "بمقتل", "بان", "باصاب", "باست", "بوقوع", "بسقوط", "بتعرض", "باند", "بحدوث", "بسماع")):
                break
            if '"' in word.before and last > first and names:
                break
            names += 1
            if names > _MAX_NAME:
                break
            last += 1
        return last

    def _by_verb(
        self,
        words: Sequence[Word],
        at: int,
        verb: SpeechVerb,
        starts: dict[int, PartyMention],
        ends: dict[int, PartyMention],
    ) -> Attribution | None:
        if verb.relays:
            relay = self._name(words, at + 1, starts)
            origin_at = (relay if relay is not None else at) + 1
            if origin_at < len(words) and words[origin_at].form.key == "عن":
                last = self._name(words, origin_at + 1, starts)
                if last is not None:
                    through = (at + 1, relay) if relay is not None else None
                    return Attribution(at, origin_at + 1, last, Force.SAYS, True, True, through)
            if relay is not None:
                return Attribution(at, at + 1, relay, Force.SAYS, True, True)
            return None
        last = self._name(words, at + 1, starts)
        if last is not None:
            return Attribution(at, at + 1, last, verb.force, True, True)
        before = ends.get(at - 1)
        if before is not None and not words[at].before and before.stem.preposition == "" and (
            before.first == 0 or words[before.first].before or words[at].form.key[0] in "يتا"
        ):
            return Attribution(at, before.first, before.last, verb.force, True, True)
        for back in range(at - 1, max(-1, at - 7), -1):
            if _BREAKS & set(words[back + 1].before) and back != at - 1:
                break
            if back == 0 or _BREAKS & set(words[back].before):
                if self._look(words[back])[2] or back in starts:
                    name = self._name(words, back, starts)
                    if name is not None and name < at:
                        return Attribution(at, back, name, verb.force, True, True)
                break
        follows = at + 1 < len(words) and words[at + 1].form.key in _THAT
        if (at <= 1 and follows) or (at == 0 and verb.continues):
            return Attribution(at, at + 1, at, verb.force, True, True)
        return None

    def _by_marker(self, words: Sequence[Word], at: int, starts: dict[int, PartyMention]) -> Attribution | None:
        for stem in words[at].form.stems:
            for rest in (m.rest for m in self._tables.markers.get(stem.key, ()) if m.role == "according"):
                end = at + 1 + len(rest)
                if any(at + 1 + i >= len(words) or words[at + 1 + i].form.key != k for i, k in enumerate(rest)):
                    continue
                while end < len(words) and (
                    words[end].form.key in ("ما", "لما") or self._look(words[end])[0] is not None
                ):
                    end += 1
                last = self._name(words, end, starts)
                if last is not None:
                    lead = at == 0 or (at == 1 and len(words[0].form.text) <= 3)
                    return Attribution(at, end, last, Force.SAYS, lead, False)
        return None

    def _label(self, words: Sequence[Word], starts: dict[int, PartyMention]) -> Attribution | None:
        """ "Civil Defence: …" at the head of a post or a headline."""
        last = self._name(words, 0, starts)
        if last is not None and last + 1 < len(words) and ":" in words[last + 1].before and last < 7:
            return Attribution(0, 0, last, Force.SAYS, True, False)
        return None
