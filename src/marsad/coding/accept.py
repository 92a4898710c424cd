"""Which drafts are events: what did not happen, is too old, or is only a manner of speaking is left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from marsad.codebook import Kind, PartyType, Status
from marsad.coding.draft import Draft, Ref
from marsad.coding.group import HARM
from marsad.coding.realis import TRIED, UNREAL, coupled, dated, effects, only_words
from marsad.coding.topics import Topic
from marsad.coding.when import WINDOW_DAYS
from marsad.lexicon.closed import closed_class
from marsad.lexicon.morphology import VERB_PARTS
from marsad.reading.marks import Marks
from marsad.reading.triggers import TriggerMention

__all__ = [
    "MEANT", "NOTHING_NAMED", "PAST", "POINTS_BACK", "TOO_LITTLE", "Topic", "other_subject", "real_triggers",
    "reason_to_drop", "status_of",
]  # fmt: skip

TOO_LITTLE = "too little told"
NOTHING_NAMED = "neither place, date nor party"
# Reasons under which a definite word may still point back to an act that was told.
PERIOD_DAYS = 45  # a longer span is that of a summary
HISTORY = "history"
OLD = "older than 31 days"
PAST = frozenset({HISTORY, OLD})
_UNARMED = "needs parties to a conflict"
_AMID = 6  # words of conflict in a report in which a fight needs no more than a place and a day
_MUCH_CONFLICT = 12  # words of conflict in a report that tells of a war throughout
MEANT = "only what something was meant for"
ONLY_WHEN = "only named to say when"
_TIME_LINKS = closed_class("time_links")
_SINCE = frozenset({"منذ", "ومنذ"})
_SPANS = closed_class("spans_of_time")
_BEGINNINGS = closed_class("beginnings")
_OWN_PLACE = 4  # words between an act and a place that is its own
POINTS_BACK = frozenset({ONLY_WHEN, TOO_LITTLE, NOTHING_NAMED, "needs a place", "needs an armed party", "needs people"})


_STATES = frozenset({Kind.TERRITORY_CHANGE, Kind.TROOP_MOVEMENT, Kind.SIEGE})
_RELATIVE = closed_class("relatives")
_RESULTS = closed_class("results")
_UNPROVEN = frozenset({"accusation", "rumour", "fiction", "exercise", "plan", "threat"})
_WAS = closed_class("was")
_THERE = closed_class("there")
_FAILING = closed_class("failing")
_AT_DAWN = closed_class("at_dawn")
_EXPLOSIVES = closed_class("detonated")
_OF_TWO = "هما"
_OPENING = 1  # index of the last sentence that may open a report, the title before it
_SUBJECT = 4  # words of a subject before its verb
_HELD = frozenset({"territory_change.control", "territory_change.occupy"})  # in the present, what is so already
_CARRIERS = closed_class("carriers")
_CONSTRUCT = frozenset({"", "ب", "ل", "و"})


def _describes(marks: Marks, trigger: TriggerMention) -> bool:
    """Whether the word describes a state or a thing instead of telling an act: المحاصرة, "التي تسيطر عليها"."""
    if trigger.parts == {"active"} and trigger.stem.pre.endswith(("ال", "لل")):
        return True
    if trigger.parts & {"present"} and marks.sentence.field == "text":
        before = marks.sentence.words[trigger.first - 1].form.key if trigger.first else ""
        if before in _RELATIVE and not dated(marks, trigger):
            return True
    if trigger.trigger.kind not in _STATES:
        return False
    if trigger.parts == {"present"} and trigger.first:
        carrier = marks.sentence.words[trigger.first - 1].form
        if any(s.key in _CARRIERS and s.pre in _CONSTRUCT for s in carrier.stems):
            return True  # "شاحنة تنقل جنودا": what vehicle is meant
    if trigger.trigger.kind is Kind.SIEGE and trigger.definite and not trigger.is_verb:
        behind = marks.sentence.words[trigger.last + 1 : trigger.last + 3]
        after = any(0 < d.first - trigger.last <= _NEAR_WORDS for d in marks.dates)
        if any(w.form.key in _RELATIVE for w in behind) and not (after and dated(marks, trigger)):
            return True  # "الحصار الذي تفرضه": it lasts
    if trigger.stem.key.startswith("محاصر") and trigger.stem.pre.endswith("ال"):
        return True
    if trigger.is_verb and trigger.parts <= VERB_PARTS and marks.sentence.field == "text" and not dated(marks, trigger):
        behind = marks.sentence.words[trigger.last + 1 : trigger.last + 2]
        if any(w.form.key in _THERE for w in behind) and not trigger.stem.conjunction:
            return True  # "مواقع تقدمت إليها القوات": what place is meant
    if marks.sentence.index <= _OPENING and trigger.first <= _SUBJECT and trigger.trigger.id not in _HELD:
        return False  # "قسد تستقدم تعزيزات": the news itself
    return bool(trigger.parts & {"present"}) and marks.sentence.field == "text" and not dated(marks, trigger)


def _names_place(marks: Marks, trigger: TriggerMention) -> bool:
    """Whether the word is in a name: of a party ("هيئة تحرير الشام"), a quarter ("قاطنين بحي الانطلاقة"), an hour."""
    if trigger.first != trigger.last:
        return False
    if trigger.is_verb:
        if any(d.first == d.last == trigger.first for d in marks.dates):
            return True  # "فجرا"
        return marks.sentence.words[trigger.first].form.key in _AT_DAWN and not _by_two(marks, trigger)
    if any(p.actors and p.first < trigger.first <= p.last for p in marks.parties):
        return True
    if not trigger.definite:
        return False
    return any(
        m.head is not None and m.head < trigger.first and m.first <= trigger.first <= m.last and r is not None
        for m, r in zip(marks.places, marks.resolved, strict=True)
    )


def _by_two(marks: Marks, trigger: TriggerMention) -> bool:
    """Whether a word that says "at dawn" as well is a verb of two: "انتحاريان فجرا نفسيهما"."""
    behind = marks.sentence.words[trigger.last + 1 : trigger.last + 2]
    return any(w.form.key.endswith(_OF_TWO) or w.form.keys & _EXPLOSIVES for w in behind)


def real_triggers(marks: Marks) -> tuple[list[TriggerMention], dict[int, frozenset[str]]]:
    """(triggers that tell of what happened, effects on each by its first word)."""
    kept = []
    found: dict[int, frozenset[str]] = {}
    for trigger in marks.triggers:
        under = effects(marks, trigger)
        if _describes(marks, trigger) or only_words(marks, trigger):
            under |= {"state"}
        if _names_place(marks, trigger):
            under |= {"name"}
        under |= coupled(marks, trigger, found)
        found[trigger.first] = under
        if not under & UNREAL:
            kept.append(trigger)
    return [t for t in kept if not _of_unreal(marks, t, found)], found


def _of_unreal(marks: Marks, toll: TriggerMention, found: Mapping[int, frozenset[str]]) -> bool:
    """Whether a toll is that of an act that is only charged or made up: "إدانته بالهجوم الذي أسفر عن قتل 30"."""
    if not toll.trigger.toll:
        return False
    before = [t for t in marks.triggers if t.last < toll.first and not t.trigger.toll and t.trigger.kind in HARM]
    if not before or not found[before[-1].first] & _UNPROVEN:
        return False
    words = marks.sentence.words[before[-1].last + 1 : toll.first]
    return any(w.form.keys & _RESULTS for w in words)


def status_of(draft: Draft, under: Mapping[int, frozenset[str]]) -> Status:
    """Attempted when tried or foiled, or when the trigger itself says so."""
    if draft.lead.trigger.status == "attempted" or any(under.get(t.first, frozenset()) & TRIED for t in draft.triggers):
        return Status.ATTEMPTED
    return Status.OCCURRED


# Kinds of harm that accidents do too, and kinds that ordinary crime and its pursuit fill.
_ACCIDENTAL = frozenset(
    {
        Kind.BOMBING, Kind.ATTACK_ON_CIVILIANS, Kind.MISSING, Kind.DISPLACEMENT, Kind.PROPERTY_DESTRUCTION,
        Kind.TERRITORY_CHANGE, Kind.ARMED_ATTACK, Kind.ARMED_CLASH, Kind.SIEGE, Kind.TROOP_MOVEMENT, Kind.GRENADE,
        Kind.AID, Kind.WITHDRAWAL, Kind.RELEASE,
    }
)  # fmt: skip
_CRIMINAL = frozenset(
    {
        Kind.ARREST, Kind.WEAPONS_SEIZURE, Kind.ATTACK_ON_CIVILIANS, Kind.SWEEP, Kind.PROPERTY_DESTRUCTION,
        Kind.ARMED_ATTACK, Kind.ASSASSINATION, Kind.MISSING, Kind.EXECUTION, Kind.RELEASE,
    }
)  # fmt: skip
_POLITICAL = frozenset({Kind.NEGOTIATION, Kind.AGREEMENT})
# Pursuit, in which the police are no victims.
_PURSUIT = frozenset({Kind.ARREST, Kind.RELEASE, Kind.SWEEP, Kind.WEAPONS_SEIZURE})
_NEAR_WORDS = 16
_CLAUSE_WORDS = 15
_SENTENCE_WORDS = 40
_HUNDREDS = 200
# What is an event only when it came about.
_NOT_TRIED = frozenset(
    {
        Kind.SIEGE, Kind.AID, Kind.DISPLACEMENT, Kind.WITHDRAWAL, Kind.RELEASE, Kind.TROOP_MOVEMENT,
        Kind.TERRITORY_CHANGE,
    }
)  # fmt: skip
_MASS = 5  # dead from which a killing is no private quarrel
_SURELY = 2  # weight of words that tell a subject whoever is named beside them


def _fighters(refs: Sequence[Ref]) -> bool:
    """Whether any of these is armed and neither a state's force nor its officials: gunmen, a rebel group."""
    for ref in refs:
        mention = ref.mention
        if mention.category != "armed" or mention.cls in ("state", "office"):
            continue
        if any(a.type is not PartyType.STATE_FORCES for a in mention.actors):
            return True
        if not mention.actors and mention.cls in ("people", "group"):
            return True
    return False


def other_subject(draft: Draft, topic: Topic) -> str:
    """The subject other than conflict that the act belongs to, "" when none."""
    at, sentence = draft.lead.first, draft.sentence
    sides = draft.side_a + draft.side_b
    catalogued = any(r.mention.actors and r.mention.category == "armed" and r.mention.cls != "state" for r in sides)
    toll = bool(draft.dead or draft.hurt)

    def near(role: str, reach: int) -> bool:
        return topic.near(sentence, at, role, reach) >= 1

    if topic.mostly("drill") and not toll and near("drill", _SENTENCE_WORDS):
        return "exercise"
    if topic.foreign and near("figure", _NEAR_WORDS) and not (catalogued and toll):
        return "figure of speech"
    borrowed = topic.other > topic.conflict and topic.near(sentence, at, "figure", _NEAR_WORDS) >= _SURELY
    if borrowed and not catalogued and not toll:
        return "figure of speech"
    crash = near("accident", _NEAR_WORDS if draft.side_a else _SENTENCE_WORDS)
    if draft.all_toll and crash and not _fighters(draft.side_a):
        return "accident"
    if draft.kind in _ACCIDENTAL:
        blast = draft.kind in (Kind.BOMBING, Kind.GRENADE)
        if not blast and topic.near(sentence, at, "fire", _SENTENCE_WORDS) >= _SURELY:
            return "fire"
        if not _fighters(sides) and not draft.nation_a and not catalogued:
            if near("accident", _SENTENCE_WORDS if blast else _NEAR_WORDS) or topic.mostly("accident"):
                return "accident"
            if not blast and near("fire", _NEAR_WORDS):
                return "fire"
    if draft.kind in _CRIMINAL and not _fighters(sides):
        # Officials, protesters, soldiers, journalists, health and aid workers make a crime more than that.
        exposed = bool(draft.protected) or any(
            r.mention.category == "protester"
            or r.mention.cls == "office"
            or (r.mention.category == "armed" and draft.kind not in _PURSUIT)
            for r in draft.side_b
        )
        beside = (sentence - 1, sentence, sentence + 1) if draft.kind in (Kind.ARREST, Kind.SWEEP) else (sentence,)
        reach = _SENTENCE_WORDS if draft.kind in _PURSUIT else _CLAUSE_WORDS
        told = any(topic.near(n, at, "crime", reach) >= 1 for n in beside)
        many = any(t.min >= _MASS for t in draft.dead)
        led = (
            draft.kind is Kind.PROPERTY_DESTRUCTION
            and not near("crime", _NEAR_WORDS)
            and any(r.mention.category == "armed" and r.mention.actors for r in draft.side_a)
        )
        if not exposed and not many and not led and (told or topic.mostly("crime")):
            return "ordinary crime"
    if topic.mostly("past") and not _own_day(draft) and near("past", _SENTENCE_WORDS):
        return HISTORY
    return ""


def _own_day(draft: Draft) -> bool:
    """Whether the passage dates the act itself to a day or span."""
    if draft.date is None or draft.date.inherited or draft.date.mention is None:
        return False
    return draft.date.mention.precision in ("day", "span", "week")


def _lack(draft: Draft, *, armed: bool, toll: bool) -> str:
    """What the entry of the leading trigger needs and the act has not, "" when nothing is missing."""
    needs = draft.lead.trigger.needs
    sides = draft.side_a + draft.side_b
    if "place" in needs and draft.place is None:
        return "needs a place"
    if "armed" in needs and not armed:
        return "needs an armed party"
    people = toll or any(r.mention.cls in ("people", "group", "office") for r in draft.side_b)
    if "people" in needs and not people:
        return "needs people"
    if "political" in needs and not any(r.mention.actors or r.mention.category == "armed" for r in sides):
        return _UNARMED
    if "talks" in needs and not (armed and sides):
        return _UNARMED
    return ""


def _is_war_talk(draft: Draft, topic: Topic) -> bool:
    """Whether talks or an agreement are told amid a report of fighting, and not beside elections or a government."""
    amid = draft.kind in _POLITICAL and topic.conflict >= _MUCH_CONFLICT and not topic.foreign
    return amid and topic.near(draft.sentence, draft.lead.first, "politics", _SENTENCE_WORDS) < 1


def _only_when(draft: Draft) -> bool:
    """Whether the act is named, without anything of its own, to say when another was: "بعد الهجوم"."""
    if _since(draft):
        return True
    at = draft.lead.first
    back = draft.anaphoric or ("masdar" in draft.lead.parts and bool(draft.lead.stem.post))
    if (
        draft.kind in (Kind.AGREEMENT, Kind.NEGOTIATION)
        or not back
        or not at
        or len(draft.triggers) > 1
        or draft.dead
        or draft.hurt
    ):
        return False
    if draft.marks.sentence.words[at - 1].form.key not in _TIME_LINKS:
        return False
    own = any(not r.rule.startswith(("as ", "armed party", "attacked while")) for r in (*draft.side_a, *draft.side_b))
    placed = draft.place is not None and 0 < draft.place.mention.start - draft.lead.last <= _OWN_PLACE
    return not (own or placed or draft.nation_a)


def _since(draft: Draft) -> bool:
    """Whether the act only says since when: "منذ بدء الهجوم على المدينة", "منذ سقوط العاصمة"."""
    lead = draft.lead
    if not lead.parts & {"masdar", "noun"} or draft.dead or draft.hurt:
        return False
    words = draft.marks.sentence.words
    named = {t.first for t in draft.marks.triggers}
    at = lead.first - 1
    while at > 0 and (words[at].form.key in _BEGINNINGS or at in named):
        at -= 1
    after = at > 1 and words[at].form.key == "من" and words[at - 1].form.key in _SPANS
    return (
        at >= 0
        and (after or words[at].form.key in _SINCE)
        and not any(w.before for w in words[at + 1 : lead.first + 1])
    )


def _meant_for(draft: Draft) -> bool:
    """Whether it only tells whom something was to strike: "عبوة كانت تستهدف دورية"."""
    lead = draft.lead
    if lead.trigger.frame != "target" or "present" not in lead.parts or len(draft.triggers) > 1 or not lead.first:
        return False
    return draft.marks.sentence.words[lead.first - 1].form.key in _WAS


def _is_custom(draft: Draft) -> bool:
    """Whether a present down in the report, without day, place and toll, tells what somebody does: "يعتقلون بعضهم"."""
    lead = draft.lead
    marks = draft.marks
    if lead.parts != {"present"} or marks.sentence.field != "text" or draft.sentence <= 1 or any(marks.resolved):
        return False
    if lead.first and marks.sentence.words[lead.first - 1].form.key in _WAS:
        return False
    own_day = draft.date is not None and not draft.date.inherited
    return not (own_day or draft.place or draft.dead or draft.hurt or len(draft.triggers) > 1)


def _is_sum(draft: Draft) -> bool:
    """Whether it counts hundreds of dead without a day, down in the report: "قتل المئات في هجمات"."""
    hundreds = any(t.min >= _HUNDREDS and t.max is None for t in draft.dead)
    dated_itself = draft.date is not None and not (draft.date.inherited or draft.date.statement)
    return hundreds and draft.sentence > 1 and not dated_itself and not draft.pointing


def _beaten_back(draft: Draft) -> bool:
    """Whether the sentence tells that an advance failed, which makes it an act: "حاولوا التقدم لكن المحاولة فشلت"."""
    if draft.kind is not Kind.TERRITORY_CHANGE:
        return False
    return any(w.form.keys & _FAILING for w in draft.marks.sentence.words)


def _only_named(draft: Draft, under: Mapping[int, frozenset[str]]) -> str:
    """Why the passage tells no single act as news, "" when it does."""
    own = [t for t in draft.triggers if not t.trigger.toll] or draft.triggers
    if all("history" in under.get(t.first, frozenset()) for t in own):
        return HISTORY
    if _only_when(draft):
        return ONLY_WHEN
    if draft.lead.trigger.id == "protest.rally" and draft.side_a and all(_of_state(r) for r in draft.side_a):
        return "forces taking up a place"
    if draft.status is Status.ATTEMPTED and draft.kind in _NOT_TRIED and not _beaten_back(draft):
        return "an attempt that came to nothing"
    if _is_custom(draft):
        return "a custom, not an act"
    if _is_sum(draft):
        return "a sum over many acts"
    return MEANT if _meant_for(draft) else ""


def _of_state(ref: Ref) -> bool:
    """Whether a party is a state's force, or soldiers or gunmen of nobody named."""
    mention = ref.mention
    if mention.actors:
        return all(a.type is PartyType.STATE_FORCES for a in mention.actors)
    return mention.cls in ("people", "force") and mention.category == "armed"


def _dated_behind(draft: Draft) -> bool:
    """Whether a day of its own stands behind the act: "الهجمات التي وقعت في 7 أبريل"."""
    date = draft.date
    if date is None or date.mention is None or date.inherited or date.statement:
        return False
    return date.mention.first > draft.lead.last


def reason_to_drop(draft: Draft, topic: Topic, under: Mapping[int, frozenset[str]], published: dt.date | None) -> str:
    """Why the draft is no event, "" when it is one."""
    trigger = draft.lead.trigger
    sides = draft.side_a + draft.side_b
    armed = any(r.mention.armed for r in sides) or draft.nation_a is not None
    toll = bool(draft.dead or draft.hurt)
    placed = draft.place is not None
    mention = draft.date.mention if draft.date else None
    own_date = mention is not None and not (draft.date and draft.date.inherited)
    if mention is not None and mention.start is not None and published is not None:
        oldest = mention.start if mention.kind == "since" else (mention.end or mention.start)
        if (published - oldest).days > WINDOW_DAYS:
            return OLD
        if mention.precision == "year":
            return "a year is no date of an act"
        if mention.kind != "since" and mention.end is not None and (mention.end - mention.start).days > PERIOD_DAYS:
            return "a period, not an act"
    if mention is not None and mention.precision == "year":
        return "a year is no date of an act"
    if reason := _only_named(draft, under):
        return reason
    war_talks = _is_war_talk(draft, topic)
    lack = _lack(draft, armed=armed, toll=toll)
    if lack and not (war_talks and sides and lack == _UNARMED):
        return lack
    words = all("words" in under.get(t.first, frozenset()) for t in draft.triggers)
    own = draft.place is not None and draft.place.mention.start > draft.lead.first
    if words and not (own and (toll or armed or _dated_behind(draft))):
        return "only spoken of"
    other = other_subject(draft, topic)
    if other:
        return other
    if not (placed or own_date or sides or draft.nation_a):
        return NOTHING_NAMED
    strength = 1.0 * armed + 0.7 * bool(toll) + 0.6 * placed + 0.3 * bool(own_date) + 0.3 * bool(sides)
    needed = 0.6
    if trigger.weak and draft.means is None and not war_talks:
        needed = 0.9
    if draft.all_toll:
        if not toll:
            return "a death without a toll"
        if all(t.max == 0 for t in draft.dead + draft.hurt):
            return "nobody was hurt"
        if not placed and not (draft.side_a and own_date):
            return "a toll without a place"
        needed = 1.2
    if topic.foreign:
        needed += 0.9
        if draft.kind in (Kind.PROTEST, Kind.NEGOTIATION, Kind.AGREEMENT) or trigger.weak:
            needed += 0.5
    elif topic.conflict < 2 and trigger.weak:
        needed += 0.3
    if placed and (own_date or sides) and not draft.anaphoric and topic.conflict >= _AMID and draft.kind in HARM:
        strength += 0.3  # "شهدت مديرية الدريهمي صباح الأحد مواجهات" amid news of a war
    if strength < needed:
        return TOO_LITTLE
    return ""
