"""How far the name of a speaker reaches: noun, adjectives, genitives, title, a person's name.

After `words` and `parties`, for `speakers`. A noun in the construct state is open: what follows belongs
to it. The article, or a whole name from the catalogue, closes it; then only adjectives follow, and after
a title the name of a person. Never decides whether anybody speaks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from marsad.lexicon.closed import closed_class
from marsad.reading.parties import PartyMention
from marsad.reading.person_names import ALI as _ALI
from marsad.reading.person_names import BREAKS, NO_SURNAMES
from marsad.reading.speaker_appositions import TITLED as _TITLED
from marsad.reading.speaker_appositions import AppositionReader
from marsad.reading.speech_words import NAMED as _NAMED
from marsad.reading.speech_words import Info
from marsad.reading.words import Stem, Word

_QUOTE = '"'
_MAX_WORDS = 14
_MAX_PLAIN = 3
_MAX_TITLED = 5  # of an office with a foreign name: "المتحدث باسم حاكم ولاية X فلان الفلاني"
_APPOSED = 6  # words between a title and the comma before its bearer's name
# Classes whose members are said to be in, from or of a body: "مصدر في قيادة الشرطة", "قيادي بالجيش".
_MEMBERS = frozenset({"source", "person", "people"})
_IN = frozenset({"في", "من", "لدي", "ضمن", "داخل"})
_ABSOLUTE = "ون"
_IN_TITLES = closed_class("in_titles")
_AREAS = closed_class("areas_of_office")
_ENDINGS = closed_class("outlet_endings")
_REPORTERS = closed_class("reporters")
_NISBA = ("ي", "يه", "يون", "يين", "يات", "ان")


@dataclass(frozen=True, slots=True)
class Name:
    """A speaker's name: word indexes, inclusive; class of its head; how its first word is taken apart."""

    first: int
    last: int
    cls: str
    stem: Stem | None
    bare: bool  # nothing but its head
    party: PartyMention | None = None


@dataclass(slots=True)
class _Growing:
    """A name while it is read.

    Args:
        words, first, cls: of the sentence; index of the name's first word; class of its head.
        starts: parties by the index of their first word.
        indefinite: its head is without article or pronoun.
        last: index of its last word so far.
        opened: a genitive may follow.
        described: an adjective without the article has followed: no genitive can.
        plain: words of no table that it has taken in.
        closed: nothing more belongs to it.
    """

    words: tuple[Word, ...]
    first: int
    cls: str
    starts: Mapping[int, PartyMention]
    indefinite: bool
    last: int
    opened: bool
    described: bool = False
    plain: int = 0
    closed: bool = False

    def go_on(self, last: int, *, opened: bool) -> None:
        """Reach as far as `last`."""
        self.last, self.opened = last, opened
        self.described = self.described and not opened

    def close(self, last: int | None = None) -> None:
        """End at `last`, or where it has come to."""
        self.last = self.last if last is None else last
        self.closed = True


class NameReader(AppositionReader):
    """Reads names of speakers."""

    def read(
        self, words: tuple[Word, ...], at: int, starts: Mapping[int, PartyMention], pre: tuple[str, ...] = ("", "ال")
    ) -> Name | None:
        """The name that begins at `at`, or None where no speaker begins.

        Args:
            words: of the sentence.
            at: index of its first word.
            starts: parties by the index of their first word.
            pre: proclitics that its first word may carry.
        """
        if at >= len(words):
            return None
        word = words[at]
        if word.form.is_number:
            return None
        quoted = self._quotation(words, at)
        info = self.look(word)
        party = starts.get(at)
        if party is not None and party.stem.preposition and party.stem.pre not in pre:
            party = None  # "أكدت للسويداء 24": to whom
        stem = party.stem if party is not None else info.stem
        if stem is not None and stem.pre not in pre:
            stem = next((s for s in word.form.stems if s.pre in pre and (info.cls or party)), None)
            if stem is None:
                return None
        if info.that or (info.stop and party is None):
            return Name(at, self._person(words, at - 1), "name", None, False) if self._called_ali(words, at) else None
        cls = info.cls
        if cls == "anaphor" and not (party is None and self._alone(words, at)):
            cls = self.tables.nouns.get(word.form.key[2:], "source")
        if cls == "rank" and party is not None and party.last > at and party.cls == "name":
            cls = "body"
        if party is not None and not cls:
            cls = "outlet" if party.category == "media" else "body"
            if party.cls == "people":
                cls = "people"
            elif party.cls == "office":
                cls = "person"
            elif party.cls == "state":
                cls = "state"
        if (not cls and info.given and not info.particle) or self._kunya(words, at):
            last = self._unheard(words, at, self._person(words, at - 1), starts)
            return None if last < at else Name(at, last, "name", stem, last == at)
        if not cls and quoted is None:
            return None
        if quoted is not None and (party is None or party.last <= quoted):
            return Name(at, quoted, cls or "body", stem, quoted == at, party)
        last = self._unheard(words, at, self._grow(words, at, cls, party, starts), starts)
        return Name(at, last, cls, stem, last == at, party)

    @staticmethod
    def _unheard(words: tuple[Word, ...], first: int, last: int, starts: Mapping[int, PartyMention]) -> int:
        """Last word of a name less the outlet that its bearer speaks to: "قال فلان لفرانس برس"."""
        reporter = any(s.key in _REPORTERS for s in words[first].form.stems)
        for at in range(first + 1 + reporter, last + 1):
            heard = starts.get(at)
            if heard is not None and heard.stem.preposition == "ل" and heard.category == "media":
                return at - 1
        return last

    def _alone(self, words: tuple[Word, ...], at: int) -> bool:
        """Nothing that could belong to the noun follows it."""
        if at + 1 >= len(words) or words[at + 1].before:
            return True
        after = self.look(words[at + 1])
        if after.that or (after.stop and words[at + 1].form.key not in _IN | _NAMED):
            return True
        return words[at + 1].form.key not in _NAMED and not after.definite and not after.given and not after.cls

    def _grow(
        self, words: tuple[Word, ...], at: int, cls: str, party: PartyMention | None, starts: Mapping[int, PartyMention]
    ) -> int:
        """Last word of the name that begins at `at`."""
        name = self._begin(words, at, cls, party, starts)
        while not name.closed and name.last + 1 < len(words) and name.last - at < _MAX_WORDS:
            self._take_next(name)
        return self._apposed(words, name) if cls in ("person", "rank") else name.last

    def _apposed(self, words: tuple[Word, ...], name: _Growing) -> int:
        """With the person's name between commas, a little behind his title: "حاكم الحركة في مناطق جوبا، فلان:"."""
        for at in range(name.last + 1, min(name.last + _APPOSED, len(words))):
            info = self.look(words[at])
            before = words[at].before.strip()
            if before == "," and at > name.last + 1:
                return self._apposition(words, at - 1, "person") or name.last
            if before or info.that or info.verb is not None or info.cls == "document":
                break
        return name.last

    def _begin(
        self, words: tuple[Word, ...], at: int, cls: str, party: PartyMention | None, starts: Mapping[int, PartyMention]
    ) -> _Growing:
        """The name as far as its head, or the party that its head begins, reaches."""
        info = self.look(words[at])
        last = self._reach(words, party, cls) if party is not None else at
        opened = not info.definite and (party is None or party.last == at or party.cls not in ("name", "state"))
        if cls in _TITLED and words[last].form.key.endswith(_ABSOLUTE):
            opened = False  # "ناشطون": a plural in -un governs no genitive
        if party is not None and party.last > at:
            opened = opened and not self.look(words[last]).definite and party.cls not in ("force", "group")
        name = _Growing(words, at, cls, starts, not info.definite, last, opened)
        if (party is not None and last < party.last) or cls in ("agency", "capital"):
            name.close()
        elif words[last].form.key in _NAMED:
            name.opened = True
        elif last > at and words[last - 1].form.key in _NAMED and not self.look(words[last]).definite:
            name.opened = bool(self.look(words[last]).cls)  # "المتحدث باسم حاكم" الولاية
        elif last > at and cls in _TITLED and self.look(words[last]).given:
            while last > at + 1 and self.look(words[last - 1]).given:
                last -= 1
            name.close(self._person(words, last - 1))
        return name

    def _take_next(self, name: _Growing) -> None:
        """Take the next word, or the name that it begins, into the name; close the name where it can't be."""
        after = self.look(name.words[name.last + 1])
        inner = name.starts.get(name.last + 1)
        if (
            self._past_sign(name)
            or self._past_small_word(name, after, inner)
            or self._past_link(name, inner)
            or self._past_person(name, after, inner)
            or self._past_genitive(name, after, inner)
            or self._past_adjective(name, after)
        ):
            return
        title = name.cls == "rank" and name.last == name.first and not after.cls
        name.close(self._person(name.words, name.last) if title else None)

    def _past_sign(self, name: _Growing) -> bool:
        """Whether punctuation stands before the next word: it closes the name, or quotes more of it."""
        words, last, cls = name.words, name.last, name.cls
        before = words[last + 1].before
        if not BREAKS.isdisjoint(before):
            end = self._in_brackets(words, last + 1) if name.opened else None
            if end is not None:
                name.go_on(end, opened=False)
                return True
            name.close(self._bracket(words, last, cls) or self._apposition(words, last, cls))
            return True
        if _QUOTE not in before or words[last].before.count(_QUOTE) % 2:
            return False
        end = self._quotation(words, last + 1)
        if end is None or not (name.opened or (cls == "rank" and last == name.first)):
            name.close()
        else:
            name.go_on(end, opened=False)
        return True

    def _past_small_word(self, name: _Growing, after: Info, inner: PartyMention | None) -> bool:
        """Whether the next word is a verb, a number or a function word: few of them lead on."""
        words, last, cls = name.words, name.last, name.cls
        word = words[last + 1]
        key = word.form.key
        said = after.that or key in NO_SURNAMES
        if said or word.form.is_number or (after.verb is not None and not after.cls and not after.given):
            name.close()
        elif key in _NAMED and cls == "person":
            name.go_on(last + 1, opened=True)
            name.plain = 0
        elif key in _IN:
            step = self._member(words, last + 2, cls, name.starts) if cls in _MEMBERS else None
            if step is None:
                name.close()
            else:
                name.go_on(step, opened=not self.look(words[step]).definite)
        elif key in _ENDINGS and not (after.stop or after.verb):
            name.go_on(last + 1, opened=False)
        elif key in _IN_TITLES and name.opened and not (last + 2 < len(words) and words[last + 2].form.is_number):
            name.go_on(last + 1, opened=True)
        elif after.stop and inner is None:
            called = key == _ALI and cls in _TITLED and self._ali(words, last + 1)
            name.close(self._person(words, last) if called else None)
        else:
            return False
        return True

    def _past_link(self, name: _Growing, inner: PartyMention | None) -> bool:
        """Whether the next word carries ل or ب, which tie a body to the name or close it."""
        linked = self._linked(name.words, name.last + 1, name.cls, name.indefinite, inner)
        if linked is None and self._of_office(name, inner):
            linked = True
        if linked is None:
            name.close()
        elif linked:
            step = inner.last if inner is not None else name.last + 1
            whole = inner is not None and inner.cls in ("name", "state")
            name.go_on(step, opened=not self.look(name.words[step]).definite and not whole)
        return linked is not False

    @staticmethod
    def _of_office(name: _Growing, inner: PartyMention | None) -> bool:
        """Whether an area of the office follows, "المتحدث بمنطقة جازان", or whose reporter it is, "مراسل لوكالة"."""
        stems = name.words[name.last + 1].form.stems
        if name.cls in _TITLED and any(s.preposition and s.key in _AREAS for s in stems):
            return True
        alone = name.last == name.first and any(s.key in _REPORTERS for s in name.words[name.first].form.stems)
        return alone and any(s.preposition == "ل" for s in stems)

    def _past_person(self, name: _Growing, after: Info, inner: PartyMention | None) -> bool:
        """Whether a person's name follows, bare or after a rank: it is the last part."""
        words, last, cls = name.words, name.last, name.cls
        if (
            (after.given or self._kunya(words, last + 1))
            and (cls in _TITLED or (cls == "body" and name.opened))
            and (inner is None or inner.cls != "force")
        ):
            name.close(self._person(words, last))
            return True
        if (
            after.cls == "rank"
            and cls == "person"
            and not name.opened
            and last + 2 < len(words)
            and not words[last + 2].before
        ):
            end = self._person(words, last + 1)
            if end == last + 1 and self._nisba(words[last + 1]):
                return False  # "المتحدث الإعلامي لوزارة الدفاع"
            name.close(end if end > last + 1 else None)
            return True
        return False

    def _past_genitive(self, name: _Growing, after: Info, inner: PartyMention | None) -> bool:
        """Whether the name is open, so that a noun or a party may complete it."""
        if not name.opened or name.described:
            return False
        words, last, cls = name.words, name.last, name.cls
        word = words[last + 1]
        if inner is not None and inner.stem.pre in ("", "ال"):
            end = self._reach(words, inner, cls)
            chained = inner.cls in ("office", "people", "group") and end == inner.first
            name.go_on(end, opened=not self.look(words[end]).definite and chained)
            if end < inner.last:
                name.close()
            return True
        joined = after.stem is not None and word.form.key[:1] == "و" and bool(after.stem.conjunction)
        if joined or (after.stem is not None and after.stem.preposition and not after.adjective):
            name.close()
            return True
        if not after.definite and (after.adjective or self._nisba(word)) and not (after.cls and not after.adjective):
            name.described = cls != "body"
        elif after.definite:
            name.opened = False
        elif not after.cls:
            name.plain += 1
            name.opened = name.plain < _MAX_PLAIN - 1
        name.last += 1
        return True

    def _past_adjective(self, name: _Growing, after: Info) -> bool:
        """Whether the next word is an adjective that agrees with the name in being definite or not."""
        word = name.words[name.last + 1]
        agrees = word.form.key.startswith("ال") or (name.described and not after.definite)
        if not agrees or not (after.definite or name.described) or not (after.adjective or self._nisba(word)):
            return False
        name.last += 1
        return True

    def _reach(self, words: tuple[Word, ...], party: PartyMention, cls: str) -> int:
        """Last word of a mention that is the speaker's, without a listener or another party told right after it."""
        for i in range(party.first + 1, party.last + 1):
            inner = self.look(words[i])
            # an open noun after a closed one begins another party: "الجيش السوداني قوات …"
            other = (
                inner.cls in ("body", "people", "person")
                and not inner.definite
                and inner.stem is not None
                and not inner.stem.pre
            )
            said = cls in _MEMBERS and words[i].form.key not in _NAMED and self._begins_said(words[i])
            before = words[i - 1].form.key
            own = party.cls == "name" or words[i].form.key in _IN | _NAMED | _IN_TITLES
            if inner.that or (inner.stop and not own):
                return i - 1
            if said or (other and before.startswith("ال")):
                return i - 1
            bare = inner.stem is not None and inner.stem.pre in ("", "ال")
            if (
                inner.cls in ("body", "people")
                and bare
                and before.startswith("ال")
                and self.look(words[i - 1]).adjective
            ):
                return i - 1
        return party.last

    def _nisba(self, word: Word) -> bool:
        text = word.form.key
        return len(text) >= 4 and text.endswith(_NISBA[:-1])

    def _linked(
        self, words: tuple[Word, ...], at: int, cls: str, indefinite: bool, party: PartyMention | None
    ) -> bool | None:
        """Whether a word with ل or ب belongs to the name; None: it ends the name; False: it carries neither."""
        info = self.look(words[at])
        stem = party.stem if party is not None else info.stem
        text = words[at].form.text
        if stem is None or not stem.preposition:
            if (
                text[:1] == "ل"
                and len(text) > 3
                and not info.cls
                and not info.given
                and any(s.pre in ("لل",) for s in words[at].form.stems)
            ):
                return True if not indefinite and cls in ("person", "body", "outlet") else None
            if text.startswith("لحقوق") or text == "لحقوق":
                return True
            said = text[:1] == "ب" and not info.cls and self._begins_said(words[at])  # "أفاد مصدر بمقتل ثلاثة"
            return None if said or text in ("ل", "ب") else False
        media = info.cls in ("outlet", "agency") or (party is not None and party.category == "media")
        if stem.preposition == "ل":
            if media or _QUOTE in words[at].before or (indefinite and cls in ("source", "people")):
                return None
            return cls in ("person", "body", "outlet") or None
        if stem.preposition == "ب":
            return (cls in _MEMBERS and (info.cls in ("body", "outlet") or party is not None)) or None
        return None

    def stretch(self, words: tuple[Word, ...], name: Name, limit: int) -> Name:
        """The name as far as `limit` (exclusive) where nothing but plain words stands between: foreign names."""
        reach = _MAX_TITLED if name.cls in _TITLED else _MAX_PLAIN
        if not 0 < limit - 1 - name.last <= reach or name.cls in ("agency", "capital"):
            return name
        for at in range(name.last + 1, limit):
            info = self.look(words[at])
            if words[at].before or info.stop or info.verb or words[at].form.is_number or self._begins_said(words[at]):
                return name
            if (
                words[at].form.text in ("ل", "ب")
                or (words[at].form.key[:1] == "و" and at == name.last + 1)
                or (info.stem is not None and info.stem.preposition)
            ):
                return name
        return Name(name.first, limit - 1, name.cls, name.stem, False, name.party)
