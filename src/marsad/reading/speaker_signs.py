"""Speakers told by signs alone: labels, credits in brackets, datelines; and what an attribution is.

After `speaker_names`, for `speakers`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from marsad.codebook import Force
from marsad.reading.parties import PartyMention
from marsad.reading.speaker_names import NameReader
from marsad.reading.words import Stem, Word

VOICES = frozenset({"source", "people", "person", "rank", "outlet", "agency", "document", "name", "anaphor"})
LABELS = VOICES | {"body"}


@dataclass(frozen=True, slots=True)
class Attribution:
    """One speaker in one sentence.

    Args:
        at: index of the verb or marker.
        first, last: word indexes of the speaker's name, inclusive; first > last when the verb goes on
            with the speaker before.
        force: how firmly.
        lead: the speaker stands before what is said (else "according to X" behind it).
        verbal: by a verb.
        through: word indexes of who relays the words, or None.
        stem: how the first word of the name is taken apart, None when it stands whole.
        credit: an agency's credit or dateline, over the whole report.
        onward: says only what stands after it.
        anaphor: word indexes of a noun that points to a speaker told before ("the sources"), or None.
    """

    at: int
    first: int
    last: int
    force: Force
    lead: bool
    verbal: bool
    through: tuple[int, int] | None = None
    stem: Stem | None = None
    credit: bool = False
    onward: bool = False
    anaphor: tuple[int, int] | None = None

    @property
    def continues(self) -> bool:
        """Whether the speaker is the one before."""
        return self.first > self.last


class SignReader:
    """Reads labels and credits."""

    def __init__(self, names: NameReader) -> None:
        self._names = names

    def read(self, words: tuple[Word, ...], starts: Mapping[int, PartyMention], out: list[Attribution]) -> None:
        """Labels at the head or the end of a line, credits in brackets, datelines."""
        taken = {i for a in out for i in range(a.first, a.last + 1)}
        label = self._label(words, starts)
        if label is not None and label.first not in taken:
            out.insert(0, label)
            taken.update(range(label.first, label.last + 1))
        for at in range(1, len(words)):
            mark = words[at].before
            if not mark or not set(mark) & set("-(|/:") or at in taken or ("(" in mark and at - 1 in taken):
                continue
            name = self._names.read(words, at, starts)
            if name is None or name.cls in ("state", "name", "anaphor", "document"):
                continue
            after = words[name.last + 1].before if name.last + 1 < len(words) else None
            media = name.cls in ("agency", "outlet") or (name.party is not None and name.party.category == "media")
            if media and at <= 4 and after is not None and (("(" in mark and ")" in after) or set(after) & set("-:)")):
                out.append(Attribution(at, name.first, name.last, Force.SAYS, True, False, None, None, credit=True))
            elif media and "(" in mark and (after is None or ")" in after):
                if name.cls == "body" or words[at - 1].form.is_number:
                    continue  # whose the picture is: "قصف على إدلب - 8 أيلول 2021 (الدفاع المدني)"
                out.append(Attribution(at, name.first, name.last, Force.SAYS, False, False, None, None, credit=True))
            elif (
                after is None
                and (at > 2 or (len(words) <= 4 and "-" in mark))
                and (media or (name.cls in VOICES and ":" not in mark))
            ):
                out.append(Attribution(at, name.first, name.last, Force.SAYS, False, False, None, None, credit=media))

    def _label(self, words: tuple[Word, ...], starts: Mapping[int, PartyMention]) -> Attribution | None:
        """Who stands before a colon at the head of a post or a headline."""
        name = self._names.read(words, 0, starts)
        if name is None or name.cls not in LABELS or (name.party is not None and name.party.cls == "state"):
            return None
        after = name.last + 1
        for at in range(after, min(after + 5, len(words))):
            if ":" in words[at].before:
                return Attribution(
                    0,
                    0,
                    name.last,
                    Force.SAYS,
                    True,
                    False,
                    None,
                    name.stem if name.stem is not None and name.stem.pre else None,
                )
            if set(words[at].before) & set(",.;?!-()") or (
                at == after and not words[at].form.text.startswith(("ل", "في", "ب"))
            ):
                return None
        return None
