"""Whom a pronoun stands for where it is all that names those hit: "وألقت القبض عليهم", "اعتقلتهما".

For `roles`, after the sides that parties give: the pronoun leads back to those hit by the act told before, or to the
people named last.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.codebook import PartyType
from marsad.coding.draft import Draft, Ref
from marsad.lexicon.closed import closed_class
from marsad.lexicon.grammar import Grammar
from marsad.reading.marks import Marks
from marsad.reading.parties import PartyMention
from marsad.reading.triggers import TriggerMention

RULE = "whom the pronoun stands for"
_FRAMES = frozenset({"detain", "free", "kill"})
_STRUCK = frozenset({"strike", "target", "attack", "destroy"})
_SITE_REACH = 6  # words from such an act to the site with its pronoun
_AFTER = 4  # words from the act's word to its pronoun
_BACK = 30  # words back to those it stands for
_ON_THEM = closed_class("pronouns_of_object")
_PLURAL = ("هم", "هن")
_ITS = ("ه", "ها", "هم")
_HIS = "ه"
_FEMININE = ("ه", "ات")
_DUAL = "هما"
_PERSONS = ("people", "person", "office", "group")


def lead_back(marks: Marks, drafts: Sequence[Draft], grammar: Grammar) -> None:
    """Give acts that name those hit by a pronoun alone the people it stands for, in place."""
    for draft in drafts:
        if not draft.side_b and draft.side_a and draft.lead.trigger.frame in _STRUCK:
            _owner(marks, drafts, draft, grammar)
        if draft.side_b or draft.lead.trigger.frame not in _FRAMES:
            continue
        pronoun = next((p for t in draft.triggers if (p := _pronoun(marks, t)) is not None), None)
        if pronoun is None:
            continue
        told = [d for d in drafts if d is not draft and d.lead.first < draft.lead.first and _fits(d.side_b, pronoun)]
        if told:
            draft.side_b = [Ref(r.mention, r.sentence, RULE, 0.4) for r in told[-1].side_b]
            continue
        doers = {r.mention.first for d in drafts for r in d.side_a}
        for mention in reversed(marks.parties):
            near = 0 < draft.lead.first - mention.last <= _BACK
            if near and mention.cls in _PERSONS and mention.first not in doers and _agrees(mention, pronoun):
                draft.side_b = [Ref(mention, draft.sentence, RULE, 0.4)]
                break


def _owner(marks: Marks, drafts: Sequence[Draft], draft: Draft, grammar: Grammar) -> None:
    """Whose sites were struck, where a pronoun tells it: "ردت X على قصف Y واستهدفت مواقعها"."""
    words = marks.sentence.words
    last = draft.triggers[0].last
    doers = {r.mention.first for r in draft.side_a}
    told = {r.mention.first for d in drafts for r in d.side_a}
    ours = {a.id for r in draft.side_a for a in r.mention.actors}
    for at in range(last + 1, min(len(words), last + 1 + _SITE_REACH)):
        if marks.apart(last, at) >= 1:
            return
        stem = next((s for s in words[at].form.stems if s.post in _ITS and s.key in grammar.sites), None)
        if stem is None or stem.preposition not in ("", "ل"):
            continue
        for mention in reversed(marks.parties):
            known = mention.actors or mention.stem.definite
            if mention.last >= draft.lead.first or not (mention.armed and known) or mention.aircraft:
                continue
            silent = mention.cls in ("state", "office") and mention.first not in told
            if silent or mention.first in doers or ours & {a.id for a in mention.actors}:
                continue
            if stem.post != _HIS or not mention.stem.key.endswith(_FEMININE):
                draft.side_b = [Ref(mention, draft.sentence, RULE, 0.4)]
                return
        return


def _pronoun(marks: Marks, trigger: TriggerMention) -> str | None:
    """The pronoun that is the object of an act's word, or None."""
    if trigger.stem.post and trigger.is_verb and trigger.first == trigger.last:
        return trigger.stem.post
    words = marks.sentence.words
    for at in range(trigger.first + 1, min(len(words), trigger.last + _AFTER)):
        if words[at].before:
            return None
        stem = next((s for s in words[at].form.stems if s.post and s.key in _ON_THEM), None)
        if stem is not None:
            return stem.post
    return None


def _fits(side: Sequence[Ref], pronoun: str) -> bool:
    """Whether those hit by another act may be meant: people, or a group that is no state's."""
    for ref in side:
        ours = ref.mention.actors and any(a.type is PartyType.STATE_FORCES or a.state for a in ref.mention.actors)
        if ours or not (ref.mention.cls in _PERSONS or ref.mention.armed):
            return False
    return bool(side) and (len(side) > 1 or _agrees(side[0].mention, pronoun))


def _agrees(mention: PartyMention, pronoun: str) -> bool:
    """Whether a pronoun can stand for the party by its number."""
    if pronoun == _DUAL:
        return mention.number in ("two", "")
    if pronoun in _PLURAL:
        return mention.number != "one" or mention.cls in ("group", "name")
    return mention.number in ("one", "")
