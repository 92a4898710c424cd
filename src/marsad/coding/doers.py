"""Who did it, where the words next to the act do not say: the doer from the clause, the claim, the speaker.

After `roles`, on the acts of one sentence. In order of trust: an adjective of nationality on the
act, who claims it, a force that reports its own act, the doer of the act it is told with, and last
the armed party named bare before it.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.codebook import Kind
from marsad.coding.clauses import holds_place
from marsad.coding.draft import Draft, Ref
from marsad.coding.foes import allied
from marsad.coding.links import link_of
from marsad.coding.reporters import FALLING, claimed, first_person, report_own
from marsad.coding.standing import is_answered, is_victim, loses, observes, only_helps
from marsad.coding.verbs import is_thwarted, is_verbal
from marsad.coding.weapons import drone_itself
from marsad.lexicon.closed import closed_class
from marsad.lexicon.grammar import Grammar
from marsad.reading.marks import Marks
from marsad.reading.parties import PartyFinder, PartyMention
from marsad.reading.words import Word

_OUT_OF_REACH = 4
_ADJECTIVES = 3  # words after the act among which its adjectives stand
_SHARING = frozenset("clash strike target attack detain sweep hunt seize destroy take move besiege kill".split())
_RELEASING = frozenset({"free"})  # by who holds them, if the verb goes on
_FIRING = frozenset({"strike", "target", "attack"})  # never by those who shot it down
_BRINGING_DOWN = frozenset({"seize", "destroy"})  # what is done to an aircraft told of before
_ASSAULTED = frozenset({"attack", "target", "strike", "blast", "kill", "death"})
_LINK_REACH = 3  # words between "after" and the act
_TIME_LINKS = closed_class("time_links") | closed_class("reactions")
_HARMING = frozenset({"strike", "target", "attack", "blast", "kill", "death"})
_UNARMED = ("civilian", "child", "woman", "medical")
_DURING = closed_class("during")
_PEOPLE_REACH = 25  # words
_ASSAULTS = frozenset({"attack", "target", "kill"})
_ATTRIBUTED = closed_class("attributed")
_OTHERS = frozenset({"غير"})
_CAUSING = closed_class("causing")
_SPARING = closed_class("sparing")
_OURS = closed_class("ours")
_NEXT = 3  # words from its verb to whose doing it was
_LIGHT = 2  # words from a light verb to its act
_CAUSE_REACH = 20  # words from what made people flee to their flight


class DoerReader:
    """Completes the first side of drafts; holds the grammar and the finder of parties."""

    def __init__(self, grammar: Grammar, finder: PartyFinder) -> None:
        self._grammar = grammar
        self._finder = finder

    def complete(
        self, marks: Marks, drafts: Sequence[Draft], speakers: dict[int, PartyMention], counted: frozenset[int]
    ) -> None:
        """Give doers to the acts of one sentence that have none.

        Args:
            marks: of the sentence.
            drafts: its acts, sides filled from their own words.
            speakers: parties that stand as speakers, by their first word.
            counted: indexes of words that belong to a count.
        """
        for draft in drafts:
            if draft.side_a and all(_ownerless(r) for r in draft.side_a):
                draft.aircraft, draft.side_a = draft.side_a, []
        self._nations(marks, drafts)
        claimed(marks, drafts, speakers)
        first_person(marks, drafts, speakers)
        report_own(marks, drafts, speakers)
        self._share(marks, drafts)
        self._nearest(marks, drafts, counted)
        _driven(marks, drafts)
        self._harmed(marks, drafts)
        for draft in drafts:
            if draft.kind is Kind.DRONE_STRIKE and not (draft.side_a or draft.nation_a or draft.aircraft):
                drone = drone_itself(marks, draft, self._finder)
                if drone is not None:
                    draft.aircraft = [Ref(drone, draft.sentence, "the drone itself", 0.3)]
            if any(not r.mention.aircraft or r.mention.actors for r in draft.side_a):
                draft.side_a = [r for r in draft.side_a if not _ownerless(r)]
            elif not draft.nation_a:
                draft.side_a = draft.side_a or draft.aircraft

    def _spared(self, marks: Marks, people: PartyMention) -> bool:
        """Whether people are told of but not hit: whose houses those were, among whom nobody was hurt."""
        before = marks.sentence.words[people.first - 1] if people.first else None
        if before is None or marks.sentence.words[people.first].before:
            return False
        return before.form.key in _SPARING or (people.stem.definite and self._grammar.site(before) is not None)

    def _harmed(self, marks: Marks, drafts: Sequence[Draft]) -> None:
        """People told of with an attack that names nobody hit are those it hit: "أثناء أداء المصلين"."""
        used = {r.mention.first for d in drafts for r in (*d.side_a, *d.side_b)}
        speaking = {i for a in marks.attributions for i in range(a.first, a.last + 1)}
        for draft in drafts:
            if draft.side_b or draft.lead.trigger.frame not in _HARMING:
                continue
            near = [
                (abs(p.first - draft.lead.first), p)
                for p in marks.parties
                if p.cls == "people"
                and not p.stem.post
                and p.category in _UNARMED
                and p.first not in used
                and p.first not in speaking
                and marks.sentence.words[p.first].form.key not in _OURS
                and not self._spared(marks, p)
                and abs(p.first - draft.lead.first) <= _PEOPLE_REACH
                and marks.apart(draft.lead.first, p.first) <= 2
            ]
            if near:
                mention = min(near, key=lambda n: n[0])[1]
                used.add(mention.first)
                draft.side_b.append(Ref(mention, draft.sentence, "people told of with the act", 0.3))

    def _nations(self, marks: Marks, drafts: Sequence[Draft]) -> None:
        """An adjective of nationality on the act itself names its doer: "القصف التركي"."""
        words = marks.sentence.words
        for draft in drafts:
            if draft.side_a:
                continue
            slots = self._grammar.frames.get(draft.lead.trigger.frame, {})
            if slots.get("adjective") != "a":
                continue
            for trigger in draft.triggers:
                if trigger.trigger.toll or (trigger.is_verb and not trigger.parts & {"masdar", "noun"}):
                    continue  # "مقتل فلسطينيين" tells of whom it was done to
                at = trigger.last + 1
                if at < len(words) and not words[at].before and self._grammar.means.keys() & words[at].form.keys:
                    at += 1  # "إطلاق صواريخ إيرانية"
                while at < len(words) and at <= trigger.last + _ADJECTIVES and not words[at].before:
                    if self._finder.nation(words[at]):
                        draft.nation_a = (at, at)
                        draft.nation = self._finder.demonym(words[at])
                        break
                    if not self._finder.is_adjective(words[at]):
                        break
                    at += 1
                if draft.nation_a:
                    break

    def _nearest(self, marks: Marks, drafts: Sequence[Draft], counted: frozenset[int]) -> None:
        """Last resort: the armed party named bare before the act in its clause, if no act has it yet."""
        words = marks.sentence.words
        used = {r.mention.first for d in drafts for r in (*d.side_a, *d.side_b)}
        speaking = {i for a in marks.attributions for i in range(a.first, a.last + 1)}
        for draft in drafts:
            if draft.side_a or draft.nation_a or draft.lead.trigger.frame not in _SHARING:
                continue
            if (draft.lead.trigger.toll and not _goes_on(draft)) or draft.lead.trigger.id in FALLING:
                continue
            if is_thwarted(marks, draft.lead):
                continue
            for mention in reversed(marks.parties):
                if mention.first in used or mention.last >= draft.lead.first or mention.first in speaking:
                    continue
                if mention.cls in ("state", "office"):
                    continue  # bare before an act they say where it was or who spoke
                if not mention.armed or mention.category == "media" or marks.apart(mention.first, draft.lead.first) > 2:
                    continue
                if any(m.effect == "words" and m.first_in <= draft.lead.first <= m.last_in for m in marks.realis):
                    break
                if any(allied(mention, r.mention) for r in draft.side_b):
                    continue
                shot_down = mention.aircraft and not mention.actors and draft.lead.trigger.frame in _BRINGING_DOWN
                if shot_down or observes(words, mention, draft.lead):
                    continue
                if loses(words, mention) or is_victim(marks, mention):
                    if not draft.side_b:
                        draft.side_b.append(Ref(mention, draft.sentence, "whose losses it was", 0.3))
                    continue
                if any(
                    t.trigger.frame == "death" and mention.last < t.first < draft.lead.first for t in marks.triggers
                ):
                    continue  # "عشرة من منسوبي القوات استشهدوا في تفجير"
                if mention.first and words[mention.first - 1].form.key in _ATTRIBUTED:
                    continue  # "نسبت السلطات الهجوم إلى X"
                link = link_of(words, mention.first, mention.stem, self._grammar, counted)
                if only_helps(marks, link) or _among_others(words, link.at) or holds_place(words, link):
                    continue
                verbal = is_verbal(marks, draft.lead) or self._brought_about(words, draft)
                bare = link.kind == "bare" and draft.lead.first - mention.last <= 14
                pronoun = verbal and link.kind in ("bare", "ل", "من") and draft.lead.first - mention.last <= 30
                if (bare or pronoun) and not link.site:
                    draft.side_a.append(Ref(mention, draft.sentence, "armed party named before the act", 0.3))
                break

    def _brought_about(self, words: tuple[Word, ...], draft: Draft) -> bool:
        """Whether a verb whose subject stood before brings the act about: "تمكنت من السيطرة", "نجحوا في قطع"."""
        first = draft.lead.first
        return any(self._grammar.light_verb(words[i]) == "doer" for i in range(max(0, first - _LIGHT), first))

    @staticmethod
    def _share(marks: Marks, drafts: Sequence[Draft]) -> None:
        """An act without a doer takes the doer of the act it is told with."""
        for draft in drafts:
            if draft.side_a or draft.nation_a or draft.lead.trigger.frame not in _SHARING | _RELEASING:
                continue
            goes_on = _goes_on(draft)
            if (draft.lead.trigger.frame in _RELEASING and not goes_on) or (
                draft.lead.trigger.toll and not goes_on and not any(_during(marks, draft, d) for d in drafts)
            ):
                continue
            if draft.kind is Kind.ABDUCTION and draft.lead.parts == {"passive"}:
                continue
            fallen = _fallen_foes(draft, drafts)
            if fallen:
                draft.side_a = [Ref(r.mention, r.sentence, "who fell in it", 0.4) for r in fallen]
                continue
            donors = [
                d
                for d in drafts
                if d is not draft
                and (d.side_a or d.nation_a)
                and d.lead.trigger.frame in _SHARING
                and not (d.lead.trigger.frame == "seize" and draft.lead.trigger.frame in _FIRING)
                and not (draft.lead.trigger.toll and not goes_on and not _during(marks, draft, d))
                and not _another_time(marks, d, draft)
                and marks.apart(d.lead.first, draft.lead.first) < _OUT_OF_REACH
            ]
            if draft.lead.trigger.frame == "clash" and _both_told(draft):
                donors = [d for d in donors if d.lead.trigger.frame != "strike"]  # who bombs is not in the fight
            if draft.lead.trigger.frame == "clash" and draft.side_b:
                mine = {r.mention.first for r in draft.side_b}
                donors = [d for d in donors if not any(r.mention.first in mine for r in d.side_a)]
            if donors:
                if draft.lead.trigger.frame == "sweep":
                    struck = next((d for d in donors if d.lead.trigger.frame in _ASSAULTS), None)
                    if struck is not None and any(r.mention.armed for r in struck.side_b):
                        draft.side_a = [
                            Ref(r.mention, r.sentence, "attacked while sweeping", 0.4) for r in struck.side_b
                        ]
                        continue
                fight = draft.lead.trigger.frame == "clash"
                donor = min(
                    donors,
                    key=lambda d: (
                        fight and d.lead.trigger.frame != "clash",
                        goes_on and all(r.rule.endswith("agent") for r in d.side_a),
                        d.lead.first > draft.lead.first,
                        abs(d.lead.first - draft.lead.first),
                    ),
                )
                if fight and not draft.side_b and donor.lead.trigger.frame == "clash":
                    draft.side_b = [Ref(r.mention, r.sentence, f"as {r.rule}", r.score - 0.2) for r in donor.side_b]
                draft.side_a = [Ref(r.mention, r.sentence, f"as {r.rule}", r.score - 0.2) for r in donor.side_a]
                draft.nation_a = donor.nation_a


def _among_others(words: tuple[Word, ...], at: int) -> bool:
    """Whether "others of" stands before: "X وغيرها من الفصائل" acts by its own name."""
    return at > 1 and any(s.key in _OTHERS for i in (at - 1, at - 2) for s in words[i].form.stems if s.post)


def _driven(marks: Marks, drafts: Sequence[Draft]) -> None:
    """Who drove people out: the armed party of what made them flee, "أدى تقدم X إلى نزوح", or the act told with it."""
    words = marks.sentence.words
    for draft in drafts:
        if draft.side_a or draft.nation_a or draft.lead.trigger.frame != "flee":
            continue
        first = draft.lead.first
        cause = next((i for i in range(first - 1, max(-1, first - _CAUSE_REACH), -1) if _causes(words[i])), None)
        if cause is None or marks.apart(cause, first) >= _OUT_OF_REACH:
            continue
        donor = next(
            (d for d in drafts if d.side_a and d.lead.trigger.frame in _HARMING and d.lead.first < first), None
        )
        near = [
            p for p in marks.parties if p.armed and p.cls not in ("state", "office") and 1 < p.first - cause <= _NEXT
        ]
        if near:
            draft.side_a.append(Ref(near[0], draft.sentence, "what it does drove them out", 0.4))
        elif donor is not None:
            draft.side_a = [Ref(r.mention, r.sentence, f"as {r.rule}", r.score - 0.2) for r in donor.side_a]


def _causes(word: Word) -> bool:
    return any(s.key in _CAUSING and not s.post for s in word.form.stems)


def _fallen_foes(draft: Draft, drafts: Sequence[Draft]) -> list[Ref]:
    """Who fought those told with "with", killed in raids beside the fight: "مقتل X في غارات لـY ومواجهات مع Z"."""
    if draft.lead.trigger.frame != "clash" or not any(r.rule.endswith(": مع") for r in draft.side_b):
        return []
    known = {a.id for r in draft.side_b for a in r.mention.actors}
    return [
        r
        for d in drafts
        if d is not draft and d.lead.trigger.frame in _FIRING and (d.dead or any(t.trigger.toll for t in d.triggers))
        for r in d.side_b
        if r.mention.armed and r.mention.actors and not known & {a.id for a in r.mention.actors}
    ][:1]


def _during(marks: Marks, draft: Draft, raid: Draft) -> bool:
    """Whether someone was killed in a raid that is told right after: "قتل شاب … خلال مداهمة نفذتها X"."""
    at = raid.lead.first
    before = marks.sentence.words[at - 1].form.key if at else ""
    return raid is not draft and raid.lead.trigger.frame == "sweep" and at > draft.lead.first and before in _DURING


def _another_time(marks: Marks, donor: Draft, draft: Draft) -> bool:
    """Whether an attack is only named as what came before: the army that besieges did not kill "بعد اغتيال …"."""
    words = marks.sentence.words
    if is_answered(words, donor.lead):
        return True
    for act in (donor, draft):
        before = words[max(0, act.lead.first - _LINK_REACH) : act.lead.first]
        if act.lead.trigger.frame in _ASSAULTED and any(w.form.key in _TIME_LINKS for w in before):
            return True
    return False


def _both_told(draft: Draft) -> bool:
    """Whether a fight's second side holds both: "المواجهات مع قوات X عن مقتل 96 من مسلحي Y"."""
    armed = [r for r in draft.side_b if r.mention.armed]
    return len(armed) > 1 and any(r.rule.endswith(": مع") for r in armed)


def _goes_on(draft: Draft) -> bool:
    """Whether the verb shows that it has the doer told before: "وقتلت 17 مسلحا", "وخطفوا"."""
    lead = draft.lead
    return lead.parts == {"past"} and lead.stem.key.endswith(("ت", "وا")) and bool(lead.stem.conjunction)


def _ownerless(ref: Ref) -> bool:
    """Whether a party is aircraft of which the words do not say whose they are: not "طائرات تابعة للجيش"."""
    mention = ref.mention
    return mention.aircraft and not mention.actors and mention.last - mention.first < 2
