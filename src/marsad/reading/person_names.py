"""Names of people, from their given names and particles.

After `speech_words`, for `speaker_names`. A given name opens, a surname or two follow; علي is a name
only where another name follows, for the preposition is written alike.
"""

from __future__ import annotations

from marsad.lexicon.closed import closed_class
from marsad.reading.speech_words import SpeechWords
from marsad.reading.words import Word

BREAKS = frozenset(",.;:?!\n()[]/-|")
_QUOTE = '"'
ALI = "علي"  # a name and the preposition على in one spelling
_MAX_PLAIN = 3
NO_SURNAMES = closed_class("no_surnames")
_FUNCTION = closed_class("function_words")  # never behind a preposition: بلدي is not بـ لدى


class PersonNames(SpeechWords):
    """Reads names of people."""

    def _kunya(self, words: tuple[Word, ...], at: int) -> bool:
        return (
            words[at].form.key in ("ابو", "ابي", "عبد", "بن", "ابن")
            and at + 1 < len(words)
            and not words[at + 1].before
        )

    def _ali(self, words: tuple[Word, ...], at: int) -> bool:
        """Whether علي here is the name: what follows is a name too."""
        if at + 1 >= len(words) or words[at + 1].before:
            return False
        after = self.look(words[at + 1])
        return (
            after.given
            or after.particle
            or (words[at + 1].form.key.startswith("ال") and words[at + 1].form.key.endswith("ي"))
        )

    def _called_ali(self, words: tuple[Word, ...], at: int) -> bool:
        """علي at the head of a name: a name, or a plain word and a surname in -i, follows."""
        if words[at].form.key != ALI or at + 1 >= len(words) or words[at + 1].before:
            return False
        if self.look(words[at + 1]).given or self.look(words[at + 1]).particle:
            return True
        return (
            at + 2 < len(words) and not words[at + 2].before and not self.look(words[at + 1]).cls
            and words[at + 2].form.key.startswith("ال") and words[at + 2].form.key.endswith("ي")
            and not self.look(words[at + 2]).cls and self._boundary(words, at + 3)
        )  # fmt: skip

    def _person(self, words: tuple[Word, ...], last: int) -> int:
        """Last word of a person's name that begins after `last`."""
        first = last + 1
        plain = 0
        while last + 1 < len(words) and last + 1 - first < 6:
            word = words[last + 1]
            key = word.form.key
            before = "" if last + 1 == first else word.before
            if not BREAKS.isdisjoint(before) or _QUOTE in before or key in NO_SURNAMES:
                break
            info = self.look(word)
            after_particle = last >= first and (self.look(words[last]).particle or words[last].form.key == "عبد")
            if key == ALI:
                if not (after_particle or (last >= first and self._ali(words, last + 1))) and last + 1 != first:
                    break
            elif after_particle or info.given or info.particle:
                pass
            elif (
                info.that
                or info.stop
                or info.verb is not None
                or word.form.is_number
                or word.form.text in ("ل", "ب")
                or (info.stem is not None and info.stem.preposition)
                or self._begins_said(word)
            ):
                break
            elif (
                last < first
                or (plain == 0 and not info.cls)
                or (key.startswith("ال") and plain < _MAX_PLAIN)
                or (plain < _MAX_PLAIN - 1 and self._boundary(words, last + 2))
            ):
                plain += 1
            else:
                break
            last += 1
        return last

    def _begins_said(self, word: Word) -> bool:
        """A preposition on a noun that begins what is said: بمقتل, بسقوط, or on the listener: لرويترز."""
        stops = self.tables.stops
        return any(
            s.preposition
            and s.key not in _FUNCTION
            and (s.key in stops or self.tables.nouns.get(s.key) in ("agency", "outlet"))
            for s in word.form.stems
        )

    def _boundary(self, words: tuple[Word, ...], at: int) -> bool:
        if at >= len(words) or words[at].before:
            return True
        info = self.look(words[at])
        return info.that or info.stop or info.verb is not None or self._begins_said(words[at])
