"""Acts that are part of another act told beside them, and no events of their own.

After `merge`: the cordon around a raid, the arrests of a campaign of raids, the blast of a strike, the device that was
found, the bodies of those whose killing is told, the protest in which people were shot.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from marsad.codebook import Kind
from marsad.coding.draft import Draft
from marsad.coding.group import BLASTS, HARM, STRIKES
from marsad.coding.likeness import place_agreement
from marsad.lexicon.closed import closed_class

_CORDON = "siege.cordon"
_CORDONS = closed_class("cordons")
_RAIDS = HARM | {Kind.SWEEP, Kind.ARREST}
_DEVICES = frozenset({"bombing.ied_noun", "bombing.remnant"})
_INTERCEPTIONS = frozenset({"weapons_seizure.intercept", "weapons_seizure.confront_air"})
_CAUSES = closed_class("causes_of_noise")
_BODIES = frozenset({"missing.bodies", "missing.recovered"})
_BODY_OF = closed_class("body_of")
_OCCASIONS = closed_class("occasions")
_KILLINGS = frozenset({Kind.ATTACK_ON_CIVILIANS, Kind.PROTEST_CRACKDOWN})
_NEAR = 3  # words between "raids" and "arrests", or before a body and whose it is
_FAR = 99
_BACK = 2  # sentences
_CLAUSE = 2  # cost of boundaries beyond which another clause speaks of others


def _cordon(part: Draft, act: Draft) -> bool:
    """A cordon in the same or the next sentence as the raid or the attack that it served."""
    words = part.marks.sentence.words[part.lead.first : part.lead.last + _NEAR]
    told = part.lead.trigger.id == _CORDON or any(w.form.key in _CORDONS for w in words)
    return told and act.kind in _RAIDS and abs(act.sentence - part.sentence) <= 1


def _raided(part: Draft, act: Draft) -> bool:
    """Arrests told in one breath with raids: "حملة دهم واعتقالات"."""
    bare = not (part.side_b or part.dead or part.lead.is_verb) and part.lead.stem.conjunction == "و"
    return bare and act.kind is Kind.SWEEP and act.sentence == part.sentence and _behind(part, act) <= _NEAR


def _behind(part: Draft, act: Draft) -> int:
    """How many words the part stands behind a trigger of the act; a large number when behind none."""
    gaps = [part.lead.first - t.last for t in act.triggers]
    return min((g for g in gaps if g > 0), default=_FAR)


def _told_beside(part: Draft, act: Draft) -> Draft | None:
    """The telling of the act in the sentence of the part."""
    return next((t for t in (act, *act.merged) if t.sentence == part.sentence), None)


def _blast(part: Draft, act: Draft) -> bool:
    """The noise of a strike or of an interception: a bare explosion in its sentence, or at its place in the next."""
    bare = part.lead.trigger.id in BLASTS and part.means is None and not part.side_a
    if not bare or (act.kind not in STRIKES and act.lead.trigger.id not in _INTERCEPTIONS):
        return False
    told = _told_beside(part, act)
    if told is not None:
        return _behind(part, told) <= _NEAR * _NEAR or _caused(part, told)
    return abs(act.sentence - part.sentence) <= 1 and place_agreement(part.place, act.place) > 0


def _caused(part: Draft, act: Draft) -> bool:
    """Whether the act behind is told as what caused it: "سمع دوي انفجار جراء قصف"."""
    at = part.lead.last + 1
    cause = act.marks.sentence.words[at : act.lead.first] if act.lead.first - at <= _NEAR * _BACK * _BACK else ()
    return any(w.form.keys & _CAUSES for w in cause) and not part.dead


def _device(part: Draft, act: Draft) -> bool:
    """The device that was found or defused, spoken of again."""
    if part.lead.trigger.id not in _DEVICES or not part.anaphoric or part.dead or part.hurt:
        return False
    return act.kind is Kind.WEAPONS_SEIZURE and 0 <= part.sentence - act.sentence <= _BACK


def _bodies(part: Draft, act: Draft) -> bool:
    """Bodies of people whose killing is told in the sentence, or before when they are "his" or "their" bodies."""
    if part.lead.trigger.id not in _BODIES or act.kind not in HARM:
        return False
    if act.sentence == part.sentence:
        return part.marks.apart(part.lead.first, act.lead.first) < _CLAUSE
    words = part.marks.sentence.words[part.lead.first : part.lead.last + _NEAR]
    return 0 < part.sentence - act.sentence <= _BACK and any(w.form.key in _BODY_OF for w in words)


def _shot_at(part: Draft, act: Draft) -> bool:
    """Whether a protest is named right there to say when people were shot: "قتل ثلاثة برصاص الشرطة خلال احتجاجات"."""
    if part.lead.is_verb or not part.lead.first:
        return False
    named = part.marks.sentence.words[part.lead.first - 1].form.key in _OCCASIONS
    shot = act.kind in _KILLINGS and act.sentence == part.sentence and bool(act.dead or act.hurt)
    return named and shot and act.lead.first < part.lead.first


def _occasion(part: Draft, act: Draft) -> bool:
    """The protest that is only named to say when people were shot."""
    return part.kind is Kind.PROTEST and not part.merged and _shot_at(part, act)


_RULES: dict[Kind, tuple[Callable[[Draft, Draft], bool], ...]] = {
    Kind.SIEGE: (_cordon,),
    Kind.ARREST: (_raided,),
    Kind.BOMBING: (_blast, _device),
    Kind.MISSING: (_bodies,),
    Kind.PROTEST: (_occasion,),
}


def without_parts(acts: Sequence[Draft]) -> list[Draft]:
    """The acts in order less those that are part of another, whose passages and tolls the other takes over."""
    out: list[Draft] = []
    for part in acts:
        if part.kind is Kind.PROTEST and part.merged:  # told by itself too
            for killing in acts:
                if any(_shot_at(told, killing) for told in (part, *part.merged)):
                    killing.kind = Kind.PROTEST_CRACKDOWN
        rules = _RULES.get(part.kind, ())
        act = next((a for a in acts if a is not part and any(rule(part, a) for rule in rules)), None)
        if act is None:
            out.append(part)
            continue
        act.merged.append(part)
        if part.kind is Kind.PROTEST:
            act.kind = Kind.PROTEST_CRACKDOWN
        if not act.dead:
            act.dead.extend(part.dead)
        if not act.hurt:
            act.hurt.extend(part.hurt)
    return out
