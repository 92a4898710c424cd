"""Those who report their own act or claim an attack are its doers; who reports that it beat one off was attacked.

For `doers`, on the acts of one sentence that name no doer.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.codebook import Force, PartyType
from marsad.coding.draft import Draft, Ref
from marsad.coding.verbs import is_thwarted
from marsad.lexicon.closed import closed_class
from marsad.reading.marks import Marks
from marsad.reading.parties import PartyMention
from marsad.reading.speakers import Attribution

_ADJACENT = 3  # words between who announces and the act announced
FALLING = frozenset({"shelling.shells_fall", "shelling.shells_hit"})  # told by whom it falls on
_NEAR = 2  # cost of clause boundaries between them
_OWN_ACTS = frozenset(
    {"strike", "detain", "sweep", "hunt", "take", "seize", "free", "leave", "move", "destroy", "kill"}
)
_FIRED = frozenset({"strike", "target", "attack"})
_PEACEFUL = frozenset({"aid", "talk"})  # done by offices and relief bodies too
_OURS = "نا"
_OWN_FIGHTERS = ("ونا", "ينا", "تنا", "رنا", "يها", "رها", "تها")  # مجاهدونا، قواتنا، عناصرها
_THAT_IT = closed_class("that_it")
_SOLDIERS = closed_class("soldiers")


def report_own(marks: Marks, drafts: Sequence[Draft], speakers: dict[int, PartyMention]) -> None:
    """A force that reports its own act is its doer: "أعلن الجيش أنه قصف", "أعلنت الداخلية القبض على".

    Args:
        marks: of the sentence.
        drafts: its acts.
        speakers: parties that stand as speakers, by their first word.
    """
    for attribution in marks.attributions:
        mention = speakers.get(attribution.first)
        if mention is None or not attribution.verbal:
            continue
        force = mention.cls != "office" and mention.category == "armed"
        for draft in drafts:
            if draft.lead.first < attribution.at or marks.apart(attribution.at, draft.lead.first) > _NEAR:
                continue
            if is_thwarted(marks, draft.lead):
                continue  # "أعلن الأمن إحباط محاولة اغتيال"
            if force and _tells_own_dead(draft):
                draft.side_b.append(Ref(mention, draft.sentence, "whose dead it reports", 0.4))
            elif force and _beats_back(draft, mention):
                draft.side_b.append(Ref(mention, draft.sentence, "reports that it beat them back", 0.5))
            elif _truce_with(draft) or (
                _is_own(marks, draft, mention, attribution, force=force)
                and not _is_anothers(marks, drafts, draft, mention, attribution)
            ):
                draft.side_a.append(Ref(mention, draft.sentence, "reports its own act", 0.5))


def first_person(marks: Marks, drafts: Sequence[Draft], speakers: dict[int, PartyMention]) -> None:
    """What a force tells as its own is its doing: "كتائب X: استهدفنا دبابة", "مجاهدونا".

    Args:
        marks: of the sentence.
        drafts: its acts.
        speakers: parties that stand as speakers, by their first word.
    """
    for attribution in marks.attributions:
        mention = speakers.get(attribution.first)
        if mention is None or mention.category != "armed" or not attribution.lead:
            continue
        for draft in drafts:
            if draft.lead.first > attribution.at and _is_ours(marks, draft, attribution):
                draft.side_a = [Ref(mention, draft.sentence, "speaks of its own act", 0.7)]


def _is_ours(marks: Marks, draft: Draft, attribution: Attribution) -> bool:
    """Whether the act is told as one's own: its verb ends in -nā, or its doers are "our" or "its" fighters."""
    words = marks.sentence.words
    if draft.side_a:
        return all(
            r.mention.first == r.mention.last
            and not r.mention.actors
            and words[r.mention.first].form.key.endswith(_OWN_FIGHTERS)
            for r in draft.side_a
        )
    return any(
        words[t.first].form.key.endswith(_OURS) and (t.is_verb or t.first == attribution.last + 1)
        for t in draft.triggers
    )  # right behind the name قصفنا is a verb, elsewhere "our shelling"


def claimed(marks: Marks, drafts: Sequence[Draft], speakers: dict[int, PartyMention]) -> None:
    """Who claims an attack has done it, as far as the text goes."""
    for attribution in marks.attributions:
        mention = speakers.get(attribution.first)
        if mention is None or attribution.force is not Force.RESPONSIBILITY or not drafts:
            continue
        draft = min(drafts, key=lambda d: (d.lead.first < attribution.first, abs(d.lead.first - attribution.at)))
        if not draft.side_a and not draft.nation_a:
            draft.side_a.append(Ref(mention, draft.sentence, "claims responsibility", 0.8))


def _is_own(marks: Marks, draft: Draft, mention: PartyMention, attribution: Attribution, *, force: bool) -> bool:
    """Whether the act is of a sort that its reporter does, and has no doer but a service of the reporter's."""
    frame = draft.lead.trigger.frame
    if not force and frame not in _PEACEFUL:
        return False
    service = bool(draft.side_a) and all(
        r.mention.cls in ("force", "name") and len(r.mention.actors) != 1 and r.mention.full is None
        for r in draft.side_a
    )  # "أعلن الجيش أن سلاح الجو هاجم": its own
    if (draft.side_a and not service) or draft.nation_a:
        return False
    enemies = force and not draft.side_a and _killed_enemies(draft, mention)
    coupled = draft.lead.stem.conjunction and not draft.lead.is_verb and any(t.trigger.toll for t in draft.triggers)
    if draft.lead.trigger.toll or (coupled and enemies):
        return enemies  # "أعلن الجيش مقتل إرهابيين واستهداف مخزن"
    at = draft.lead.first - 1
    himself = draft.lead.is_verb and at > attribution.last and marks.sentence.words[at].form.key in _THAT_IT
    return service or not force or himself or frame in _OWN_ACTS or _announced(attribution.last, draft)


def _is_anothers(
    marks: Marks, drafts: Sequence[Draft], draft: Draft, mention: PartyMention, attribution: Attribution
) -> bool:
    """Whether the act goes on with another doer, is only talked of, or was done to the reporter."""
    if draft.lead.stem.conjunction and any(
        d.side_a and attribution.at < d.lead.first < draft.lead.first for d in drafts
    ):
        return True  # "إن مسلحين اقتحموا … وخطفوا"
    shot_down = any(
        d.lead.trigger.frame == "seize" and attribution.at < d.lead.first < draft.lead.first for d in drafts
    )
    if shot_down and draft.lead.trigger.frame in _FIRED:
        return True  # "أعلن التحالف اعتراض صواريخ أطلقت"
    if any(m.effect == "words" and m.first_in <= draft.lead.first <= m.last_in for m in marks.realis):
        return True
    if draft.lead.trigger.id in FALLING:
        return True  # "قال الجيش إن الصاروخ سقط في منطقة خالية"
    victims = {a.id for r in draft.side_b for a in r.mention.actors}
    return bool(victims & {a.id for a in mention.actors}) or any(r.mention.stem.key in _SOLDIERS for r in draft.side_b)


def _tells_own_dead(draft: Draft) -> bool:
    """Whether the dead of a fight are soldiers of no named army: "أقر الجيش بمقتل جندي في معارك"."""
    if draft.lead.trigger.frame != "clash" or draft.side_a:
        return False
    fell = [r for r in draft.side_b if not r.rule.endswith(": مع")]
    return bool(fell) and all(r.mention.stem.key in _SOLDIERS and not r.mention.actors for r in fell)


def _announced(last: int, draft: Draft) -> bool:
    """Whether the act follows its announcer as a masdar without subject: "أعلن التنظيم مهاجمة ثكنة"."""
    lead = draft.lead
    return 0 < lead.first - last <= _ADJACENT and "masdar" in lead.parts and not lead.definite and not lead.is_verb


def _truce_with(draft: Draft) -> bool:
    """Whether a truce is announced that names only whom it is with: "أعلنت الحكومة هدنة مع X"."""
    if draft.lead.trigger.frame != "agree" or draft.side_a or not draft.side_b:
        return False
    at = draft.lead.first - 1
    himself = at >= 0 and draft.marks.sentence.words[at].form.key in _THAT_IT
    return himself or not draft.lead.is_verb  # "أعلنت X أنها توصلت إلى اتفاق مع Y"


def _killed_enemies(draft: Draft, speaker: PartyMention) -> bool:
    """Whether those a state's force reports dead are fighters against it: "أعلن الجيش مقتل 27 تكفيريا"."""
    if not any(a.type is PartyType.STATE_FORCES for a in speaker.actors):
        return False
    return bool(draft.side_b) and all(
        r.mention.category == "armed"
        and r.mention.cls in ("people", "name", "force")
        and r.mention.stem.key not in _SOLDIERS
        and not any(a.type is PartyType.STATE_FORCES for a in r.mention.actors)
        for r in draft.side_b
    )


def _beats_back(draft: Draft, speaker: PartyMention) -> bool:
    """Whether an attack was beaten back by someone not named, who may be the speaker: "أعلنت الفرقة أنها صدت هجوما"."""
    told = {a.id for r in draft.side_a for a in r.mention.actors}
    beaten = draft.lead.trigger.frame == "repel" and not draft.side_b
    return beaten and not told & {a.id for a in speaker.actors}
