"""Triggers of one sentence gathered into acts: several words often tell one thing.

"شنت طائرات غارات استهدفت بلدة … أسفرت عن مقتل ثلاثة": a raid, its target and its toll are one act.
"""

from __future__ import annotations

from marsad.codebook import KINDS, Kind
from marsad.coding.arms import AIR, by_guns
from marsad.coding.draft import Draft
from marsad.lexicon.closed import closed_class
from marsad.lexicon.morphology import VERB_PARTS
from marsad.reading.marks import Marks
from marsad.reading.triggers import TriggerMention, holds

# Kinds that can kill: a toll belongs to one of these before it makes an act of its own.
HARM = frozenset(
    {
        Kind.ARMED_CLASH, Kind.ARMED_ATTACK, Kind.AIR_STRIKE, Kind.DRONE_STRIKE, Kind.SHELLING, Kind.BOMBING,
        Kind.SUICIDE_BOMBING, Kind.GRENADE, Kind.CHEMICAL_ATTACK, Kind.ATTACK_ON_CIVILIANS, Kind.ASSASSINATION,
        Kind.EXECUTION, Kind.CUSTODY_ABUSE, Kind.PROTEST_CRACKDOWN, Kind.RIOT, Kind.SEXUAL_VIOLENCE,
        Kind.TERRITORY_CHANGE, Kind.SWEEP, Kind.ABDUCTION,
    }
)  # fmt: skip
REMOTE = frozenset(
    {
        Kind.AIR_STRIKE,
        Kind.DRONE_STRIKE,
        Kind.SHELLING,
        Kind.BOMBING,
        Kind.SUICIDE_BOMBING,
        Kind.GRENADE,
        Kind.CHEMICAL_ATTACK,
    }
)
STRIKES = frozenset({Kind.AIR_STRIKE, Kind.DRONE_STRIKE, Kind.SHELLING, Kind.CHEMICAL_ATTACK})
_OWN_MEANS = frozenset({Kind.ARMED_CLASH, Kind.PROTEST, Kind.RIOT, Kind.SWEEP})
_AFTER = closed_class("in_the_wake")
_ANSWERS = closed_class("in_answer")
_BY_SHOTS = closed_class("by_shots")
_INSTRUMENTS = closed_class("instruments")
_LESS_DEADLY = frozenset({Kind.SWEEP, Kind.TERRITORY_CHANGE, Kind.ABDUCTION, Kind.PROTEST, Kind.RIOT})
_VICTIM = 3  # words between a verb of killing and its victim
_COMPLEMENT = 9  # words between a verb and the noun it needs
_COUNT_WORDS = 3  # of a number and the act that it counts
_OWN_PLACE = 3  # words between an act and its place
_OUT_OF_REACH = 5  # cost of boundaries that no act reaches across
_TOLL_REACH = 45  # words between a toll and its act in one sentence
_NEAR = 7
_STRUCK = 12  # words between a verb of attack and the convoy it struck
FAR_MEANS = 22  # words between an act and what it was done with, commas between
_CONTENT = 14  # words between an agreement and what it is about
_CONTENT_LINKS = closed_class("content_links")


BLASTS = frozenset({"bombing.explosion", "bombing.blast_heard"})  # what may be the noise of another act


def _open_act(trigger: TriggerMention) -> bool:
    """Whether the trigger can carry another act's arguments instead of its own act."""
    return trigger.trigger.frame == "target" or trigger.trigger.generic


def _is_complement(marks: Marks, last: TriggerMention, trigger: TriggerMention) -> bool:
    """Whether an entry needs the word: "ألقت القوات … القبض على", "أحبطت … محاولة تفجير أربع عبوات"."""
    foiled = last.trigger.kind is Kind.WEAPONS_SEIZURE and trigger.trigger.kind is Kind.BOMBING
    kinds = trigger.trigger.kind is last.trigger.kind or foiled
    near = trigger.first - last.last <= _COMPLEMENT and marks.apart(last.last, trigger.first) == 0
    if not (kinds and near) or not trigger.parts & {"masdar", "noun"}:
        return False
    return holds(marks.sentence.words, trigger.first, trigger.first + 1, last.trigger.with_)


def _is_disposal(draft: Draft, last: TriggerMention, trigger: TriggerMention) -> bool:
    """Whether what was found is blown up: "عثرت على عبوات وفجرتها", "اكتشاف وتفجير ثلاثين عبوة"."""
    if draft.kind is not Kind.WEAPONS_SEIZURE or trigger.trigger.kind is not Kind.BOMBING:
        return False
    blown = trigger.trigger.id.startswith("bombing.detonation")
    return blown and (bool(trigger.stem.post) or trigger.first - last.last <= 1)


def _counted_on(marks: Marks, trigger: TriggerMention) -> bool:
    """Whether a number coupled by "and" counts the act: "غارتين على حرض وثلاث غارات على ميدي"."""
    words = marks.sentence.words
    return any(
        c.first < trigger.first <= c.last + 1 and trigger.first - c.first <= _COUNT_WORDS
        and (words[c.first].form.text[:1] == "و" or (c.first > 0 and words[c.first - 1].form.text == "و"))
        for c in marks.counts
    )  # fmt: skip


def _elsewhere(marks: Marks, last: TriggerMention, trigger: TriggerMention) -> bool:
    """Whether each of two words of an act has a place of its own, the second coupled: "واثنان في قصف على البارة"."""
    words = marks.sentence.words
    if trigger.definite or trigger.first - last.last < _OWN_PLACE:
        return False
    here = next((m.last for m in marks.places if last.last < m.start and m.last < trigger.first and m.prep), None)
    there = any(0 < m.start - trigger.last <= _OWN_PLACE and m.prep for m in marks.places)
    return (
        here is not None and there and any(words[at].form.text[:1] == "و" for at in range(here + 1, trigger.first + 1))
    )


def _other_arm(marks: Marks, draft: Draft, trigger: TriggerMention) -> bool:
    """Whether one strikes from the air and the other by guns: "غارات وقصف مدفعي"."""
    if trigger.trigger.kind in AIR:
        return draft.kind is Kind.SHELLING and by_guns(marks, draft.lead)
    return trigger.trigger.kind is Kind.SHELLING and draft.kind in AIR and by_guns(marks, trigger)


def _joins(marks: Marks, draft: Draft, trigger: TriggerMention) -> bool:
    last = draft.triggers[-1]
    apart = marks.apart(last.last, trigger.first)
    gap = trigger.first - last.last
    words = marks.sentence.words
    if _is_complement(marks, last, trigger) or _is_disposal(draft, last, trigger):
        return True
    coupled = trigger.stem.conjunction == "و" or _counted_on(marks, trigger)
    if _elsewhere(marks, last, trigger) or _other_arm(marks, draft, trigger):
        return False
    family = KINDS[draft.kind].family
    own = KINDS[trigger.trigger.kind].family
    if apart >= _OUT_OF_REACH:
        return False
    if _open_act(trigger) and draft.kind in HARM and not coupled and gap < 25:
        return not (draft.kind is Kind.ARMED_CLASH and apart)
    if _open_act(last) and len(draft.triggers) == 1 and trigger.trigger.kind in HARM and not coupled:
        if apart:  # "استهدف الجيش، قرية X، بـ 7 قذائف"
            return (
                trigger.trigger.kind in REMOTE
                and gap <= FAR_MEANS
                and not trigger.is_verb
                and is_means(marks, trigger.first)
            )
        return not trigger.trigger.toll and gap <= 2 * _NEAR
    if family == own or (draft.kind in STRIKES and trigger.trigger.kind in STRIKES):
        if gap <= 2 and apart == 0:
            return True
        instrument = trigger.stem.preposition == "ب" or (
            trigger.first > 0 and words[trigger.first - 1].form.key in _INSTRUMENTS
        )
        if instrument and apart == 0 and not trigger.is_verb:
            return True
        if trigger.definite and not trigger.is_verb and not coupled and apart <= 1:
            return True
        if draft.kind in REMOTE and gap <= _NEAR and not coupled and apart == 0 and not trigger.is_verb:
            return True
        if own == "explosion" and family == "explosion" and not coupled and apart <= 1:
            return True
    if own == "attack" and trigger.trigger.refine & {"target"} and draft.kind in REMOTE and not coupled:
        return trigger.definite and not trigger.is_verb
    # "أصوات انفجارات ناجمة عن غارات": the noise and what made it
    if (
        last.trigger.id == "bombing.explosion"
        and trigger.trigger.kind in STRIKES
        and not coupled
        and apart == 0
        and gap <= 12
    ):
        return True
    # "هجوم بسيارة مفخخة": the attack is told by a word, the means by another trigger
    return (
        last.trigger.frame == "attack"
        and bool(last.trigger.refine)
        and trigger.trigger.kind in REMOTE
        and not coupled
        and gap <= 4
        and apart == 0
    )


def is_means(marks: Marks, at: int) -> bool:
    """Whether word `at` is introduced as what something was done with: "استهدف …، بقذائف", "بـ 7 صواريخ"."""
    words = marks.sentence.words
    first = next((c.first for c in marks.counts if c.first < at <= c.last + 1), at)
    with_it = any(s.preposition == "ب" for s in words[first].form.stems)
    return with_it or (first > 0 and words[first - 1].form.key == "ب")


def shot(marks: Marks, first: int, last: int) -> bool:
    """Whether a word between two others says that shots did it: "برصاص قناص"."""
    return any(marks.sentence.words[i].form.key in _BY_SHOTS for i in range(first + 1, last))


def is_murder(marks: Marks, trigger: TriggerMention, sweep: Draft) -> bool:
    """Whether the killing of unarmed people is told before the search in which it was done: an act of its own."""
    if trigger.first > sweep.lead.first or not trigger.trigger.id.endswith(".kill"):
        return False
    near = [p for p in marks.parties if 0 < p.first - trigger.first <= _VICTIM and p.last < sweep.lead.first]
    if any(c.first <= trigger.first <= c.last and c.count is not None for c in marks.casualties):
        return False
    named = any(c.first <= trigger.first <= c.last and not c.zero for c in marks.casualties)
    return (bool(near) or named) and not any(p.armed or p.cls not in ("people", "person") for p in near)


def came_before(marks: Marks, first: int) -> bool:
    """Whether what is told before a toll came of it: "اشتباكات بعد مقتل شاب", "غارات ردا على مقتل جنديين"."""
    words = marks.sentence.words
    if first == 0 or words[first].before:
        return False
    if words[first - 1].form.key in _AFTER:
        return True
    answers = {s.key for w in words[max(0, first - 2) : first] for s in w.form.stems}
    to = words[first - 1].form.key == "علي" or words[first].form.text.startswith(("ل", "ب"))
    return to and not _ANSWERS.isdisjoint(answers)


def _toll_host(marks: Marks, drafts: list[Draft], trigger: TriggerMention) -> Draft | None:
    best: tuple[float, Draft] | None = None
    wake = came_before(marks, trigger.first)
    for draft in drafts:
        if draft.kind not in HARM | {Kind.PROTEST} or draft.all_toll:
            continue
        if draft.kind is Kind.SWEEP and is_murder(marks, trigger, draft):
            continue
        for other in draft.triggers:
            apart = marks.apart(other.first, trigger.first)
            gap = abs(other.first - trigger.first)
            if apart >= _OUT_OF_REACH or gap > _TOLL_REACH:
                continue
            if wake and other.first < trigger.first:
                continue
            if any(a.onward and other.last < a.at < trigger.first for a in marks.attributions) and not other.definite:
                continue  # "قصفت … المدينة بعد إعلان الجيش مقتل خمسة": what somebody announces is told apart
            other_means = draft.kind in _OWN_MEANS or (draft.kind is Kind.BOMBING and apart)
            if other_means and other.first > trigger.first and shot(marks, trigger.first, other.first):
                continue  # "أصيب ثلاثة برصاص الاحتلال خلال مواجهات": the shots made the toll
            # A new verb of killing after the act, coupled by "and", may still be its toll; before the act too.
            cost = apart + 0.05 * gap + (0.5 if draft.kind in _LESS_DEADLY else 0)
            if best is None or cost < best[0]:
                best = (cost, draft)
    return best[1] if best else None


def _is_struck(marks: Marks, draft: Draft, trigger: TriggerMention) -> bool:
    """Whether a word for troops on the move says what was struck: "استهدفت عبوة ناسفة رتلا"."""
    last = draft.triggers[-1]
    return (
        trigger.trigger.kind is Kind.TROOP_MOVEMENT
        and not trigger.is_verb
        and draft.kind in HARM
        and 0 < trigger.first - last.last <= _STRUCK
        and marks.apart(last.last, trigger.first) < 1
    )


def _is_content(marks: Marks, draft: Draft, trigger: TriggerMention) -> bool:
    """Whether the word tells what was agreed on, not what was done: "اتفاق على فك الحصار"."""
    last = draft.triggers[-1]
    if (
        draft.kind is not Kind.AGREEMENT
        or trigger.parts & VERB_PARTS - {"past"}
        or trigger.first - last.last > _CONTENT
    ):
        return False
    if trigger.is_verb and not trigger.parts & {"masdar", "noun"}:
        return False
    words = marks.sentence.words
    between = range(last.last + 1, trigger.first + 1)
    return marks.apart(last.last, trigger.first) < 1 and (
        trigger.stem.preposition in ("ل", "ب") or any(words[i].form.key in _CONTENT_LINKS for i in between)
    )


def _is_post(marks: Marks, draft: Draft, trigger: TriggerMention) -> bool:
    """Whether "ambush" is the police post that was attacked, as Egyptian reports use the word."""
    last = draft.triggers[-1]
    return last.is_verb and 0 < trigger.first - last.last <= _NEAR and marks.apart(last.last, trigger.first) == 0


def _is_foiled(marks: Marks, draft: Draft, trigger: TriggerMention) -> bool:
    """Whether the draft only tells that this act was foiled: "أحبط هجوما بزورق مفخخ" is one act, attempted."""
    lead = draft.lead
    return (
        lead.trigger.frame == "repel"
        and len(draft.triggers) == 1
        and KINDS[trigger.trigger.kind].family == "explosion"
        and not trigger.is_verb
        and 0 < trigger.first - lead.last <= _NEAR
        and marks.apart(lead.last, trigger.first) <= 1
    )


def gather(marks: Marks, triggers: list[TriggerMention]) -> list[Draft]:
    """Drafts of the acts that `triggers` tell, in order of their first trigger."""
    drafts: list[Draft] = []
    tolls: list[TriggerMention] = []
    for trigger in triggers:
        if trigger.trigger.toll:
            tolls.append(trigger)
            continue
        if trigger.trigger.id.endswith(".ambush") and drafts and _is_post(marks, drafts[-1], trigger):
            continue
        host = next((d for d in reversed(drafts[-2:]) if _joins(marks, d, trigger)), None)
        if host is None and drafts and _is_content(marks, drafts[-1], trigger):
            continue
        if host is None and drafts and _is_foiled(marks, drafts[-1], trigger):
            drafts.pop()
        if host is None and drafts and _is_struck(marks, drafts[-1], trigger):
            continue
        if host is not None:
            host.triggers.append(trigger)
            if host.kind is Kind.ARMED_ATTACK and trigger.trigger.kind is Kind.ARMED_CLASH and len(host.triggers) == 2:
                host.lead, host.kind = trigger, Kind.ARMED_CLASH
            noise = host.lead.trigger.id in BLASTS and trigger.trigger.kind in STRIKES
            if noise or (_open_act(host.lead) and not _open_act(trigger)):
                host.lead = trigger
                host.kind = trigger.trigger.kind
            continue
        drafts.append(Draft(trigger.trigger.kind, marks, trigger, [trigger]))
    alone: list[Draft] = []
    for trigger in tolls:
        host = _toll_host(marks, drafts, trigger)
        if host is None and alone and marks.apart(alone[-1].triggers[-1].first, trigger.first) < _OUT_OF_REACH:
            host = alone[-1]
        if host is None:
            alone.append(Draft(trigger.trigger.kind, marks, trigger, [trigger]))
        else:
            host.triggers.append(trigger)
    return sorted([*drafts, *alone], key=lambda d: min(t.first for t in d.triggers))
