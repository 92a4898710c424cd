"""Who claims an attack in a later sentence: "وأعلنت حركة X مسؤوليتها عن الهجوم".

After `merge`, for `discourse`: the claim goes to the attack told last before it, which has no doer or one without
a name ("انتحاري", "مسلحون").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marsad.codebook import Force, Kind
from marsad.coding.draft import Draft, Ref
from marsad.reading.marks import Marks
from marsad.reading.parties import PartyMention

_CLAIMED = frozenset(
    {
        Kind.ARMED_ATTACK, Kind.BOMBING, Kind.SUICIDE_BOMBING, Kind.GRENADE, Kind.ATTACK_ON_CIVILIANS,
        Kind.ASSASSINATION, Kind.ABDUCTION, Kind.SHELLING, Kind.DRONE_STRIKE,
    }
)  # fmt: skip


def claimed_later(acts: Sequence[Draft], marks: Sequence[Marks]) -> None:
    """Give attacks of unnamed doers to those who claim them in a later sentence, in place.

    Args:
        acts: of the article, merged.
        marks: of all its sentences.
    """
    open_acts = [a for a in acts if a.kind in _CLAIMED and not a.nation_a and all(_is_nameless(r) for r in a.side_a)]
    if not open_acts:
        return
    for at, mention in _claims(marks):
        before = [(s, a) for a in open_acts if (s := _told_before(a, at)) is not None]
        if not before:
            continue
        last = max(s for s, _ in before)
        for told, act in before:
            if told == last and not any(r.mention.actors for r in act.side_a):
                act.side_a.append(Ref(mention, at, "claims it later in the report", 0.6))


def _claims(marks: Sequence[Marks]) -> Iterator[tuple[int, PartyMention]]:
    """Sentence and party of every claim of responsibility by a party with a name."""
    for sentence in marks:
        for attribution in sentence.attributions:
            if attribution.force is not Force.RESPONSIBILITY:
                continue
            mention = next((p for p in sentence.parties if p.first == attribution.first and p.actors), None)
            if mention is not None:
                yield sentence.sentence.index, mention


def _told_before(act: Draft, at: int) -> int | None:
    """The last sentence before sentence `at` that tells the act, or None."""
    told = [a.sentence for a in (act, *act.merged) if a.sentence < at]
    return max(told, default=None)


def _is_nameless(ref: Ref) -> bool:
    """Whether a doer is known by no name: "انتحاري", "مسلحون", "مجموعة"."""
    return not ref.mention.actors and ref.mention.cls in ("people", "group")
