"""Attributions: who says so, with what force, and over which words.

After `words`, `parties` and `speaker_names`, before `coding`. A verb of saying takes the speaker that
follows it or, at the head of its clause, the one before it; a phrase ("according to") the one after it;
a label, an agency's credit and a dateline stand alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marsad.codebook import Force
from marsad.lexicon.closed import closed_class
from marsad.lexicon.speech import Marker, SpeechTables
from marsad.reading.parties import PartyMention
from marsad.reading.person_names import BREAKS
from marsad.reading.speaker_names import Name
from marsad.reading.speaker_signs import VOICES, Attribution, SignReader
from marsad.reading.speaker_verbs import VerbReader
from marsad.reading.speech_words import HAVING_SAID
from marsad.reading.spots import concerned
from marsad.reading.words import Word

__all__ = ["Attribution", "SpeakerFinder"]

_QUOTE = '"'
_TOLD_REACH = 7  # words between who spoke and the agency that heard it
_OBJECTS = ("ه", "ها", "هم", "هما")
_SHOWS = frozenset({"people", "outlet", "agency", "source"})
_WATCHERS = _SHOWS | {"person", "rank", "name"}
_AIMS = frozenset({"في", "من", "علي", "الي", "بعد", "قبل", "خلال", "منذ"})
_AGENCY = closed_class("agencies")
# No past verb of saying follows these: what looks like one is a noun, or is denied.
_NOT_VERBS = closed_class("not_speech_verbs")
_NO_VERB = closed_class("no_past_verb_after")


class SpeakerFinder(VerbReader):
    """Finds attributions; holds the tables and a memo of surface forms."""

    def __init__(self, tables: SpeechTables) -> None:
        super().__init__(tables)
        self._signs = SignReader(self._names)
        self.concerns = self._names.concerns

    def find(
        self, words: tuple[Word, ...], parties: Sequence[PartyMention], spots: Sequence[int] | None = None
    ) -> list[Attribution]:
        """Attributions in order; [] if none. `spots`: the words that concern this finder; None: not known."""
        memo = self._names.memo
        active = []
        for at in concerned(words, self.concerns, spots):
            info = memo[words[at].form.text]
            if info.active and (
                info.seconds is None or (at + 1 < len(words) and words[at + 1].form.key in info.seconds)
            ):
                active.append(at)
        signs = any(word.before for word in words)
        if not active and not signs:
            return []
        starts = {p.first: p for p in parties}
        out: list[Attribution] = []
        done = -1
        for at in active:
            if at <= done:
                continue
            found = self._at(words, at, starts)
            found = [*found, *self._told_agency(words, found, starts)]
            for attribution in found:
                done = max(done, attribution.last)
            out.extend(found)
        if signs:
            self._signs.read(words, starts, out)
        return out

    def _told_agency(
        self, words: tuple[Word, ...], found: Sequence[Attribution], starts: Mapping[int, PartyMention]
    ) -> list[Attribution]:
        """The agency that someone spoke to, which reports it: "قال المحامي لوكالة الأنباء الفرنسية"."""
        if not found or not found[-1].verbal:
            return []
        last = found[-1]
        begin = max(last.last, last.at) + 1
        for at in range(begin, min(begin + _TOLD_REACH, len(words))):
            told = at > begin and words[at - 1].form.key == "مع"  # "in a talk with the agency"
            if words[at].before.strip(' "') or self._names.look(words[at]).that:
                break
            if not told and words[at].form.text[0] != "ل":
                continue
            name = self._names.read(words, at, starts, ("", "ال") if told else ("ل", "لل"))
            if name is not None and self._is_agency(words, name):
                stem = self._stem(words, name)
                return [Attribution(last.at, name.first, name.last, last.force, False, False, None, stem)]
        return []

    @staticmethod
    def _is_agency(words: tuple[Word, ...], name: Name) -> bool:
        """Whether the name is that of an agency, which spreads what it is told."""
        noun = any(s.key in _AGENCY for s in words[name.first].form.stems)
        named = name.last > name.first and (name.party is not None or words[name.first + 1].form.text.startswith("ال"))
        return name.cls == "agency" or (noun and named)  # not "وكالة محلية"

    def _at(self, words: tuple[Word, ...], at: int, starts: Mapping[int, PartyMention]) -> list[Attribution]:
        info = self._names.look(words[at])
        if words[at].form.key in _NOT_VERBS:
            return []
        for marker in info.markers:
            end = at + 1 + len(marker.rest)
            if end <= len(words) and all(words[at + 1 + i].form.key == k for i, k in enumerate(marker.rest)):
                found = self._by_marker(words, at, end, marker, starts)
                if found:
                    return found
        if info.saying and info.verb is None:
            by = self._having_said if words[at].form.key in HAVING_SAID else self._by_saying
            if said := by(words, at, starts):
                return said
        if info.verb is None and not info.markers:
            return self._spread_by(words, at, starts)
        if info.verb is None or (at > 0 and words[at - 1].form.key in _NO_VERB and not words[at].before):
            return []
        if info.verb.relays:
            return self._by_relay(words, at, info.verb, starts)
        return self._by_verb(words, at, info.verb, starts)

    def _by_saying(self, words: tuple[Word, ...], at: int, starts: Mapping[int, PartyMention]) -> list[Attribution]:
        """Who says it by a verbal noun: "بعد إعلان التحالف اعتراض", "رغم تأكيد المسؤولين أن"."""
        first = self._past_number(words, at + 1)
        name = self._names.read(words, first, starts) if first < len(words) and not words[first].before else None
        if name is None or name.cls not in VOICES | {"body", "state", "capital"} or name.last + 1 >= len(words):
            return []
        after = words[name.last + 1]
        info = self._names.look(after)
        if set(after.before.strip()) - {","} or not (info.that or info.stop) or after.form.key in _AIMS:
            return []
        return [
            Attribution(at, name.first, name.last, Force.SAYS, True, True, None, self._stem(words, name), onward=True)
        ]

    def _spread_by(self, words: tuple[Word, ...], at: int, starts: Mapping[int, PartyMention]) -> list[Attribution]:
        """Who shows what happened: "مقاطع فيديو نشرها ناشطون"."""
        name = self._names.read(words, at + 1, starts) if at + 1 < len(words) and not words[at + 1].before else None
        media = name is not None and name.party is not None and name.party.category == "media"
        if name is None or not (media or name.cls in _SHOWS):
            return []
        return [Attribution(at, name.first, name.last, Force.SAYS, False, False, None, self._stem(words, name))]

    def _by_marker(
        self, words: tuple[Word, ...], at: int, end: int, marker: Marker, starts: Mapping[int, PartyMention]
    ) -> list[Attribution]:
        if marker.role in ("statement", "listener"):
            return self._by_statement(words, at, end, marker, starts)
        while end < len(words) and words[end].form.key in ("ما", "لما", "ل") and not words[end].before:
            end += 1
        if end < len(words) and not words[end].before:
            info = self._names.look(words[end])
            verb = info.verb or info.object_verb
            if verb is not None and verb.relays:
                return self._by_relay(words, end, verb, starts)
            end += verb is not None
        while end < len(words) and words[end].form.key in ("به", "عن", "عنه", "نفس", "ذات") and not words[end].before:
            end += 1
        if words[end - 1].form.key in ("ما", "لما") and self._is_seen(words, end, starts):
            end += 1
        if end >= len(words) or not BREAKS.isdisjoint(words[end].before):
            return []
        name = self._names.read(words, end, starts, ("", "ال", "ل", "لل"))
        if name is None:
            return []
        name = self._issuer(words, name, starts)
        lead = at == 0 or (at == 1 and len(words[0].form.text) <= 3)
        if name.cls == "anaphor":
            return [Attribution(at, at + 1, at, marker.force, lead, False, anaphor=(name.first, name.last))]
        one = Attribution(at, name.first, name.last, marker.force, lead, False, None, self._stem(words, name))
        return [one, *self._joined(words, one, starts)]

    def _is_seen(self, words: tuple[Word, ...], at: int, starts: Mapping[int, PartyMention]) -> bool:
        """Whether a verb of no saying carries an object, its subject behind it: "بحسب ما شاهده مراسل"."""
        if at + 1 >= len(words) or words[at + 1].before.strip(_QUOTE):
            return False
        seen = any(s.post in _OBJECTS for s in words[at].form.stems)
        name = self._names.read(words, at + 1, starts) if seen else None
        return name is not None and name.cls in _WATCHERS

    def _by_statement(
        self, words: tuple[Word, ...], at: int, end: int, marker: Marker, starts: Mapping[int, PartyMention]
    ) -> list[Attribution]:
        """Who issues it: "في بيان لوزارة الداخلية"; in "في تصريح لـ" an outlet only listens."""
        if end < len(words) and words[end].form.key in ("ل", "عن", "صادر") and not words[end].before:
            end += 1 + (words[end].form.key == "صادر")
            name = self._names.read(words, end, starts)
        else:
            name = self._names.read(words, end, starts, ("ل", "لل"))
        if name is None or name.cls in ("document", "unknown", "state"):
            return []
        outlet = name.cls in ("outlet", "agency") or (name.party is not None and name.party.category == "media")
        if marker.role == "listener" and (
            outlet or _QUOTE in words[end].before or name.cls not in ("person", "rank", "name")
        ):
            return []
        return [Attribution(at, name.first, name.last, marker.force, False, False, None, self._stem(words, name))]
