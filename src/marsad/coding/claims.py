"""Who claims an attack in a later sentence, or is said to stand behind it: "وأعلنت حركة X مسؤوليتها عن الهجوم".

After `merge`, for `discourse`: the claim goes to the attack told last before it, which has no doer or one without
a name ("انتحاري", "مسلحون"); the blame also to one in its own sentence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from marsad.codebook import Force, Kind
from marsad.coding.blame import blamed
from marsad.coding.draft import Draft, Ref
from marsad.coding.when import WINDOW_DAYS
from marsad.reading.dates import DateMention
from marsad.reading.marks import Marks
from marsad.reading.parties import PartyMention

_CLAIMED = frozenset(
    {
        Kind.ARMED_ATTACK, Kind.BOMBING, Kind.SUICIDE_BOMBING, Kind.GRENADE, Kind.ATTACK_ON_CIVILIANS,
        Kind.ASSASSINATION, Kind.ABDUCTION, Kind.SHELLING, Kind.DRONE_STRIKE,
    }
)  # fmt: skip


_REACH = 8  # sentences from an attack to its claim
_LEAD = 2  # sentences that open a report: the headline and the first
_RETOLD = 4  # sentences from the lead in which its attack is told in full


def claimed_later(acts: Sequence[Draft], marks: Sequence[Marks]) -> None:
    """Give attacks of unnamed doers to those who claim them in a later sentence, in place.

    Args:
        acts: of the article, merged.
        marks: of all its sentences.
    """
    open_acts = [a for a in acts if a.kind in _CLAIMED and not a.nation_a and all(_is_nameless(r) for r in a.side_a)]
    if not open_acts:
        return
    days = {m.sentence.index: m.dates for m in marks}
    for at, mention in _claims(marks):
        of_now = [a for a in open_acts if not _is_of_old(days[at], a)]
        _give(of_now, at, mention, "claims it later in the report", before=at)
        if at < _LEAD:
            for act in of_now:
                if at < act.sentence <= at + _RETOLD:
                    _put(act, at, mention, "claims it in the lead")
    for sentence in marks:
        for mention in blamed(sentence):
            at = sentence.sentence.index
            _give(open_acts, at, mention, "said to stand behind it", before=at + 1)


def _give(acts: Sequence[Draft], at: int, mention: PartyMention, rule: str, *, before: int) -> None:
    """Put a party of sentence `at` on the first side of the acts told last before sentence `before`."""
    told = [(s, a) for a in acts if (s := _told_before(a, before)) is not None]
    last = max((s for s, _ in told), default=None)
    if last is None or at - last > _REACH:
        return
    for sentence, act in told:
        if sentence == last:
            _put(act, at, mention, rule)


def _put(act: Draft, at: int, mention: PartyMention, rule: str) -> None:
    """Put a party of sentence `at` on the first side of an act, unless it was hit or a named one stands there."""
    struck = any(r.mention.actors == mention.actors for r in act.side_b)
    if not struck and not any(r.mention.actors for r in act.side_a):
        act.side_a.append(Ref(mention, at, rule, 0.6))


def _claims(marks: Sequence[Marks]) -> Iterator[tuple[int, PartyMention]]:
    """Sentence and party of every claim of responsibility by a party with a name."""
    for sentence in marks:
        for attribution in sentence.attributions:
            if attribution.force is not Force.RESPONSIBILITY:
                continue
            mention = next((p for p in sentence.parties if p.first == attribution.first and p.actors), None)
            if mention is not None:
                yield sentence.sentence.index, mention


def _is_of_old(dates: Sequence[DateMention], act: Draft) -> bool:
    """Whether the claim's sentence tells an attack long before the act: "في ديسمبر 2016 … وتبناه التنظيم"."""
    day = act.date.mention.start if act.date and act.date.mention else None
    old = day - dt.timedelta(days=WINDOW_DAYS) if day else None
    return any(d.kind == "point" and (d.precision == "year" or (old and d.end and d.end < old)) for d in dates)


def _told_before(act: Draft, at: int) -> int | None:
    """The last sentence before sentence `at` that tells the act, or None."""
    told = [a.sentence for a in (act, *act.merged) if a.sentence < at]
    return max(told, default=None)


def _is_nameless(ref: Ref) -> bool:
    """Whether a doer is known by no name: "انتحاري", "مسلحون", "مجموعة"."""
    return not (ref.mention.actors or ref.mention.stem.post) and ref.mention.cls in ("people", "group")
