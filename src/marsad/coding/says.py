"""Who says so: the speakers of a sentence to its acts."""

from __future__ import annotations

from marsad.coding.draft import Draft, SpeakerRef
from marsad.reading.marks import Marks
from marsad.codebook import Force
from marsad.reading.speakers import Attribution

_FULL_STOP = 3


def speak(marks: Marks, drafts: list[Draft], name: dict[int, str], before: SpeakerRef | None) -> SpeakerRef | None:
    """Give drafts their speakers; the last speaker of the sentence is returned, for one that goes on.

    Args:
        name: text of the speaker by index of the attribution.
        before: speaker of the sentence before, or None.
    """
    current: SpeakerRef | None = None
    refs: list[tuple[Attribution, SpeakerRef]] = []
    for number, attribution in enumerate(marks.attributions):
        if attribution.continues:
            if before is None:
                continue
            ref = SpeakerRef(before.text, before.sentence, before.first, before.last, attribution.force, before.via)
        else:
            ref = SpeakerRef(
                name[number], marks.sentence.index, attribution.first, attribution.last, attribution.force
            )
        refs.append((attribution, ref))
        current = ref
    for draft in drafts:
        found: list[SpeakerRef] = []
        for attribution, ref in refs:
            at = draft.lead.first
            inside = attribution.first <= at <= attribution.last
            if inside or ref.force is Force.RESPONSIBILITY:
                continue
            if attribution.lead and attribution.at > at:
                # a later speaker in the sentence confirms what stands before only across no clause
                if marks.apart(attribution.at, at) >= 1:
                    continue
            if not attribution.lead and attribution.at < at and marks.apart(attribution.at, at) >= _FULL_STOP:
                continue
            found.append(ref)
        leads = [r for (a, r) in refs if r in found and a.verbal and a.at < draft.lead.first]
        if len(leads) > 1:
            nearest = leads[-1]
            found = [r for r in found if r not in leads or r is nearest]
        draft.speakers = found
    return current
