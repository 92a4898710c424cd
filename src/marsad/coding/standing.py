"""How a party stands in its sentence: as a place, a helper, one of a group, the owner of a prison.

For `roles`: questions about single mentions, answered from the words around them.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.coding.draft import Draft
from marsad.coding.links import Link
from marsad.coding.verbs import is_verbal
from marsad.lexicon.closed import closed_class
from marsad.lexicon.morphology import VERB_PARTS
from marsad.reading.marks import Marks
from marsad.reading.parties import PartyMention
from marsad.reading.triggers import TriggerMention
from marsad.reading.words import Word

_REACH = 40
_NEXT_VERB = 0.7  # cost of a coupled verb, which begins a clause of its own
_LEAST = closed_class("at_least")
_BOUND = 2  # words of "at least" behind a count
_BETWEEN = "بين"
_OUT_OF_REACH = 3
_ADJECTIVES = 3  # words of its own that may stand behind a noun
_STRIKING = frozenset(
    {"strike", "target", "clash", "take", "sweep", "hunt", "detain", "besiege", "move", "overfly", "seize"}
)
_HUNTED = closed_class("hunted")
_AS = closed_class("as_what")
_COMPASS = closed_class("compass")
_QUANTITIES = closed_class("quantities")
_AMONG = closed_class("among")
_SUPPORT = closed_class("support")
_PERPETRATORS = closed_class("perpetrators")
_FELL = closed_class("fell_into")
_SITES = closed_class("struck_sites")
_VEHICLES = closed_class("war_vehicles")
_FEMININE = "ت"
_SITE_SLOT = "موقع"
_STANCES = closed_class("stances")
_BLAME = closed_class("blame")
_RELATIVE = closed_class("relatives")
_OWN_MEN = closed_class("own_men")
_OF_OBJECTS = ("", "ال", "ل", "لل")
_HELP_REACH = 5  # words from "with the support" to who gives it
_UNKNOWN = closed_class("unknown")
_ANSWERING = closed_class("answering")
_ANSWER = 6  # words from "answered" with its subject to the act
_ON = "علي"
_OBSERVING = closed_class("observing")
_OWN = frozenset({"seize", "take"})  # what one records of oneself: "حقق الجيش تقدما"
_LOST = 8  # words from a verb of losing to what was lost
_LOSING = closed_class("losing")
_HARMED = ("dead", "wounded")
_MUTUAL = closed_class("mutual")
_PRISONS = closed_class("prisons")


def names_nobody(words: tuple[Word, ...], mention: PartyMention) -> bool:
    """Whether the words only count others ("عشرات القتلى") or say what someone is ("برتبة رقيب")."""
    if mention.first and words[mention.first - 1].form.key in _AS:
        return True
    return mention.first == mention.last and mention.stem.key in _QUANTITIES and not mention.stem.definite


def is_member(words: tuple[Word, ...], link: Link) -> bool:
    """Whether people are some of those told of before: "بينهم ثلاثة أطفال"."""
    return any(words[i].form.key in _AMONG for i in range(max(0, link.at - 2), link.at + 1))


def by_perpetrator(words: tuple[Word, ...], trigger: TriggerMention) -> bool:
    """Whether the act is only named to say who carried it out: "منفذ الهجوم"."""
    return trigger.first > 0 and any(s.key in _PERPETRATORS for s in words[trigger.first - 1].form.stems if not s.post)


def carried_out_by(marks: Marks, drafts: Sequence[Draft], mention: PartyMention) -> Draft | None:
    """The act that is named right behind a party to say that they did it: "X منفذ الهجوم"."""
    words = marks.sentence.words
    for draft in drafts:
        for trigger in draft.triggers:
            named = mention.last == trigger.first - 2 and not words[trigger.first - 1].before
            if named and by_perpetrator(words, trigger):
                return draft
    return None


def only_helps(marks: Marks, link: Link) -> bool:
    """Whether a party only helps: "بإسناد من X", "بالتنسيق مع X"; no sign where it is part of a name: دعم الاستقرار."""
    words = marks.sentence.words
    first = link.at - 2
    while first > 0 and link.at - first < _HELP_REACH and not words[first].before and _is_indefinite(words[first]):
        first -= 1  # "بدعم جوي مكثف من X"
    return any(
        s.key in _SUPPORT
        for i in range(max(0, first), link.at)
        if not any(p.first < i <= p.last for p in marks.parties)
        for s in words[i].form.stems
        if s.preposition == "ب" or (i >= link.at - 2 and not s.pre)
    )


def _is_indefinite(word: Word) -> bool:
    """Whether a word may be an adjective of an indefinite noun: neither with the article nor with a pronoun."""
    stem = word.form.stems[0]
    return not (stem.definite or stem.preposition or stem.post)


def says_where(marks: Marks, mention: PartyMention) -> bool:
    """Whether a state's name says where: "غربي النيجر", "في سوريا"."""
    if mention.first and any(s.key in _COMPASS for s in marks.sentence.words[mention.first - 1].form.stems):
        return True
    return any(
        m.first <= mention.last
        and mention.first <= m.last
        and (m.relation != "exact" or m.prep in ("في", "ب") or m.first < mention.first)
        for m in marks.places
    )


def owns_prison(marks: Marks, mention: PartyMention) -> bool:
    """Whether the party owns the prison in which it happened: "في سجن للنظام", "في سجون الحوثيين"."""
    before = marks.sentence.words[mention.first - 1].form
    return mention.armed and any(s.key in _PRISONS for s in before.stems)


def counted_out(marks: Marks, at: int) -> bool:
    """Whether "of" before word `at` follows a count of dead or wounded: "14 قتيلا من X", "21 عنصرا على الأقل من X"."""
    words = marks.sentence.words
    if at > _BOUND + 2 and words[at - 2].form.key in _LEAST:
        noun = at - 2 - _BOUND
        if any(p.last == noun and p.cls == "people" for p in marks.parties):
            return True
    return any(c.first <= at - 2 <= c.last or (c.people and c.people[0] <= at <= c.people[1]) for c in marks.casualties)


def done_by_noun(words: tuple[Word, ...], draft: Draft, trigger: TriggerMention) -> bool:
    """Whether the verb's subject is a noun of the same act right before it: "هجوم استهدف …"."""
    return trigger.trigger.frame in ("strike", "target", "attack") and any(
        t is not trigger
        and not t.parts & VERB_PARTS
        and 0 < trigger.first - t.last <= _ADJECTIVES
        and not _is_means(words, t)
        for t in draft.triggers
    )


def _is_means(words: tuple[Word, ...], trigger: TriggerMention) -> bool:
    """Whether an act's noun opens a clause to say how it was done: "وبهجوم مماثل استهدفت قوات X", not "قتل بهجوم"."""
    return trigger.stem.preposition == "ب" and (not trigger.first or bool(words[trigger.first].before))


def is_struck_by(marks: Marks, trigger: TriggerMention) -> bool:
    """Whether the noun is the subject of a verb of attack right before it: "استهدفت الحملة …"."""
    return any(
        t.last in (trigger.first - 1, trigger.first - 2) and is_verbal(marks, t) and t.trigger.frame in _STRIKING
        for t in marks.triggers
    )


def acts_for(marks: Marks, mention: PartyMention) -> bool:
    """Whether what is acted on stands behind, so that the genitive is the doer.

    With ل, "قصف الجيش لحي …", or bare: "استهداف الجيش النقطة الطبية", "قصف الجيش بلدة …".
    """
    at = mention.last + 1
    words = marks.sentence.words
    if not ((mention.armed or mention.cls == "group") and at < len(words)) or words[at].before:
        return False
    text = words[at].form.text
    if words[at].form.key in _RELATIVE or any(d.first == at for d in marks.dates):
        return False
    if mention.stem.post and mention.stem.key in _OWN_MEN:  # "استهداف مقاتليها آلية", "جنود X", "للآليات"
        struck = any(p.first in (at, at + 1) and not p.stem.conjunction for p in marks.parties)
        return struck or any(s.pre in _OF_OBJECTS and s.key in _SITES for s in words[at].form.stems)
    named = any(p.first == at for p in marks.parties) or any(at in (m.first, m.head) for m in marks.places)
    if (text.startswith("ال") and named) or any(s.pre in ("", "ال") and s.key in _SITES for s in words[at].form.stems):
        return mention.cls in ("name", "force", "state", "group")
    if not text.startswith("ل"):
        return False
    if text == "ل":
        return True  # 'اغتيال الاحتلال لـ"أبو شجاع"'
    return any(p.first == at and p.stem.preposition == "ل" for p in marks.parties) or any(
        m.first == at for m in marks.places
    )


def site_slot(marks: Marks, trigger: TriggerMention, mention: PartyMention, link: Link) -> str:
    """The slot of whose site stands behind an act: vehicles may strike themselves, "قصفت دبابات الجيش بلدة"."""
    words = marks.sentence.words
    agrees = words[trigger.first].form.text.endswith(_FEMININE) or "present" in trigger.parts
    behind = link.kind == "bare" and link.at == trigger.last + 1 and is_verbal(marks, trigger)
    itself = agrees and behind and words[link.at].form.key in _VEHICLES and acts_for(marks, mention)
    return "subject" if itself else _SITE_SLOT


def is_stance_on(words: tuple[Word, ...], mention: PartyMention) -> bool:
    """Whether an act is only said to be for or against the party: "احتجاجات مناهضة للحكومة"."""
    opposed = mention.stem.preposition == "ل" and mention.first > 0 and not words[mention.first].before
    return opposed and words[mention.first - 1].form.key in _STANCES


def is_unknown(words: tuple[Word, ...], mention: PartyMention) -> bool:
    """Whether nobody knows who they are, so that they did it: "مسلحون مجهولون"."""
    return any(words[i].form.key in _UNKNOWN for i in range(mention.first, mention.last + 1))


def fell_into(words: tuple[Word, ...], at: int, trigger: TriggerMention) -> bool:
    """Whether those named from word `at` fell into it: "وقع عناصر من التنظيم في كمين"."""
    if not trigger.first or words[trigger.first - 1].form.key != "في":
        return False
    return any(words[i].form.key in _FELL for i in range(max(0, at - 3), at))


def opens_clause(words: tuple[Word, ...], link: Link) -> bool:
    """Whether the mention with its site opens the sentence or a clause."""
    return link.at == 0 or bool(set(words[link.at].before) & set(",:;\n"))


def has_object(marks: Marks, trigger: TriggerMention) -> bool:
    """Whether a party stands bare right behind the verb, or behind a number."""
    return any(
        trigger.last < p.first <= trigger.last + 2 and not p.stem.preposition and not p.stem.conjunction
        for p in marks.parties
    )


def is_answered(words: tuple[Word, ...], trigger: TriggerMention) -> bool:
    """Whether the act is only what somebody answers: "ردت X على قصف Y"."""
    at = trigger.first - 1
    if at < 1 or words[at].form.key != _ON:
        return False
    return any(words[i].form.key in _ANSWERING for i in range(max(0, at - _ANSWER), at))


def is_harmless(mention: PartyMention) -> bool:
    """Whether a party can't be the doer of an armed act: civilians, medics, children."""
    return not mention.armed and mention.category in ("civilian", "child", "woman", "medical", "journalist", "media")


def is_blamed(words: tuple[Word, ...], link: Link) -> bool:
    """Whether the blame is put on the party: "باللوم على روسيا", "أصابع الاتهام إلى الجماعة"."""
    if link.kind not in ("علي", "الي", "نحو") or link.at < 2:
        return False
    return any(s.key in _BLAME for s in words[link.at - 2].form.stems)


def observes(words: tuple[Word, ...], mention: PartyMention, trigger: TriggerMention) -> bool:
    """Whether the party only saw the act, or detected it: "رصدت قوات الدفاع الجوي إطلاق صاروخ"."""
    if (
        mention.last >= trigger.first
        or trigger.trigger.frame in _OWN
        or (trigger.is_verb and "masdar" not in trigger.parts)
    ):
        return False
    return any(
        0 <= i < trigger.first and any(s.key in _OBSERVING and not s.post for s in words[i].form.stems)
        for i in (mention.first - 1, mention.last + 1)
    )


def loses(words: tuple[Word, ...], mention: PartyMention) -> bool:
    """Whether the party is told of as losing by the act: "خسرت الميليشيا عددا من عناصرها جراء هجمات"."""
    behind = words[mention.last + 1 : mention.last + 2]
    return any(
        s.key in _LOSING and not s.post
        for w in (*words[max(0, mention.first - _LOST) : mention.first], *behind)
        for s in w.form.stems
    )


def is_victim(marks: Marks, mention: PartyMention) -> bool:
    """Whether a toll counts the party: "عشرة من منسوبي القوات استشهدوا في تفجير"."""
    for casualty in marks.casualties:
        people = casualty.people
        if people is None or casualty.role not in _HARMED or not people[0] <= mention.first <= people[1]:
            continue
        first = next((p for p in marks.parties if p.first >= people[0]), mention)
        if first.first == mention.first or mention.stem.conjunction or first.last + 1 == mention.first:
            return True  # else they are told of behind it: "مقتل قائدها شنت الجماعة هجوما"
    return False


def blames(words: tuple[Word, ...], mention: PartyMention) -> bool:
    """Whether the party puts the blame on another: "ألقت بريطانيا باللوم على"."""
    following = words[mention.last + 1 : mention.last + 3]
    return any(s.key in _BLAME and s.pre != "و" for w in following for s in w.form.stems if not w.before)


def is_mutual(marks: Marks, trigger: TriggerMention, link: Link) -> bool:
    """Whether the act is one that both sides do: "القصف المتبادل بين X وY"."""
    words = marks.sentence.words
    return any(s.key in _MUTUAL for i in range(trigger.last + 1, min(link.at, len(words))) for s in words[i].form.stems)


def named_by(drafts: Sequence[Draft], mention: PartyMention, link: Link) -> tuple[Draft, TriggerMention, float] | None:
    """The act whose own words hold the first of its two sides: "مواجهات بين قوات الأمن"."""
    if link.kind != _BETWEEN:
        return None
    return next(((d, t, 0.0) for d in drafts for t in d.triggers if t.first < mention.first <= t.last), None)


def owner_of(
    marks: Marks, drafts: Sequence[Draft], first: int, last: int, *, told: bool = False
) -> tuple[Draft, TriggerMention, float] | None:
    """The act whose words stand nearest to words first..last, the nearest of its triggers, and the cost.

    `told`: only acts told before those words.
    """
    best: tuple[float, Draft, TriggerMention] | None = None
    for draft in drafts:
        for trigger in draft.triggers:
            if trigger.first <= first <= trigger.last:
                return None
            after = first > trigger.last
            if told and not after:
                continue
            gap = first - trigger.last if after else trigger.first - last
            apart = marks.apart(trigger.first, first)
            if gap > _REACH or apart >= _OUT_OF_REACH:
                continue
            between = sum(
                1
                for d in drafts
                if d is not draft
                for t in d.triggers
                if min(trigger.first, first) < t.first < max(trigger.first, first)
            )
            cost = 0.08 * gap + 0.4 * apart + 1.2 * between + (0.0 if after else 0.6)
            if not after and trigger.stem.conjunction and trigger.is_verb:
                cost += _NEXT_VERB  # "داهمت الشرطة منازل X وألقت القبض عليهم"
            if trigger.trigger.toll and len(draft.triggers) > 1:
                cost += 0.1
            if best is None or cost < best[0]:
                best = (cost, draft, trigger)
    return (best[1], best[2], best[0]) if best else None


def _is_hunted(mention: PartyMention) -> bool:
    """Whether the party is what forces search for: a cell, a gang, people wanted."""
    return not mention.actors and (mention.cls == "people" or mention.stem.key in _HUNTED)


def by_the_second(marks: Marks, trigger: TriggerMention, mention: PartyMention) -> str | None:
    """The side of a party behind "for" where what it is, or another behind it, tells: None where neither does."""
    if trigger.trigger.frame == "sweep" and _is_hunted(mention):
        return "b"  # "مداهمات لمطلوبين"
    if trigger.trigger.frame == "target" and mention.armed and _another_for(marks, mention):
        return "a"  # "استهداف للتحالف لعنصر في التنظيم"
    return None


def _another_for(marks: Marks, mention: PartyMention) -> bool:
    """Whether another party stands right behind the mention with the same preposition."""
    return any(p.stem.preposition == "ل" and 0 < p.first - mention.last <= 2 for p in marks.parties)
