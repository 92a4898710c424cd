"""Which slot of an act's frame a party fills, from how and where it stands to the act's word.

Between `links`, which say how a party is introduced, and `roles`, which puts it on a side: a party behind
a verb or a masdar, one before it, the subject of a light verb whose object the act is.
"""

from __future__ import annotations

from marsad.coding.draft import Draft
from marsad.coding.links import Link, link_of
from marsad.coding.standing import (
    acts_for,
    by_the_second,
    counted_out,
    done_by_noun,
    fell_into,
    has_object,
    is_answered,
    is_mutual,
    is_struck_by,
    opens_clause,
    owns_prison,
    site_slot,
)
from marsad.coding.verbs import forced_to, is_oblique, is_thwarted, is_verbal, subject_behind
from marsad.lexicon.closed import closed_class
from marsad.lexicon.grammar import Grammar
from marsad.reading.marks import Marks
from marsad.reading.parties import PartyFinder, PartyMention
from marsad.reading.triggers import TriggerMention

_ADJECTIVES = 3  # words of its own that may stand between a masdar and its genitive
_PERSONS = ("people", "group", "office", "person")
_RELATIVE = closed_class("relatives")
_ASSAULTS = frozenset({"attack", "target"})
_TAKING = ("take", "lose", "forfeit")
_FAVOUR = closed_class("in_favour")
_BETWEEN = "بين"
_BESIDE = closed_class("beside")
_PREPOSITIONS = closed_class("prepositions")
_TO_ANOTHER = ("detain", "free", "surrender")  # done for those who stand far behind: "سلم نفسه … للسلطات"
_REACH_AFTER = 6  # words
_REACH_BEFORE = 3
_NEED_OBJECT = ("besiege", "kill", "detain", "target", "attack")
_NOT_FOR = ("besiege", "attack")  # as verbs, what follows "for" is what they were done to
_INSIDE = ("في", "ب", "داخل")
_SEARCHING = ("seize", "sweep")
_BEFORE_SUBJECTS = closed_class("before_subjects")
_UPON = closed_class("upon_them")
_REACH_UPON = 14  # words from people to what was done "to them"
_ON = frozenset({"علي", "ضد"})
_PARTITIVE = closed_class("partitive")
_FIRING = frozenset({"strike", "target", "seize", "attack"})
_OTHERS_FIRE = frozenset({"YE", "LB", "SY", "IQ", "PS", "LY", "SO"})  # what comes from there is seldom of their armies


class SlotReader:
    """Chooses the slot; holds the grammar and the finder of parties."""

    def __init__(self, grammar: Grammar, finder: PartyFinder) -> None:
        self._grammar = grammar
        self._finder = finder

    def role(
        self,
        marks: Marks,
        draft: Draft,
        trigger: TriggerMention,
        mention: PartyMention,
        link: Link,
        counted: frozenset[int],
    ) -> str | None:
        """The side of a party by its place at the act's word: "a", "b", "both-first"; None for no part in it.

        Args:
            marks: of the sentence.
            draft: the act, as far as its sides are filled.
            trigger: the word of the act that stands nearest.
            mention: the party.
            link: how the party is introduced.
            counted: indexes of words that belong to a count.
        """
        slots = self._grammar.frames.get(trigger.trigger.frame, {})
        link = _without_act(link, trigger, mention)
        if link.kind == "agent":
            return "a"
        if trigger.trigger.frame in _TAKING and link.at and marks.sentence.words[link.at - 1].form.key in _FAVOUR:
            return "a"
        after = mention.first > trigger.last
        armed = mention.armed
        role: str | None
        if link.kind == _BETWEEN:
            return _between(marks, trigger, mention, link, slots)
        if link.kind != "bare":
            if link.site and trigger.trigger.frame in ("death", "detain", "kill") and owns_prison(marks, mention):
                return "a"
            if link.site and link.kind in _INSIDE and trigger.trigger.frame in _SEARCHING and mention.cls in _PERSONS:
                return "b"  # "أسلحة في منزل X"
            if link.site and link.kind in ("علي", "ل", "نحو"):
                role = slots.get("موقع") or slots.get(link.kind)
                return role if role in ("a", "b") else None
            of = any(p.last == mention.first - 1 for p in marks.parties)  # "قيادي بالحركة" is one of hers
            whither = link.kind == "نحو" and mention.cls == "state"  # "أطلقت نحو إسرائيل" tells where to
            if whither or (link.kind == "ب" and trigger.trigger.frame != "talk" and (not armed or draft.side_a or of)):
                return None  # by means of whom only fighters act: بقناصة النظام
            near_only = link.kind == "من" or (link.kind == "ل" and trigger.trigger.frame not in _TO_ANOTHER)
            if near_only and slots.get(link.kind) == "a" and not _is_near(marks, trigger, mention, link):
                return None
            if link.kind == "ل" and after and trigger.trigger.frame in _NOT_FOR and is_verbal(marks, trigger):
                return "b"  # "قطعت خطوط الإمداد للمليشيات"
            if after and link.kind == "ل" and (told := by_the_second(marks, trigger, mention)):
                return told
            wanted = slots.get(f"{link.kind}_armed") if armed and mention.cls not in _PERSONS else None
            role = wanted or slots.get(link.kind)
            another = role == "a" and bool(draft.side_a) and trigger.trigger.frame in _ASSAULTS
            if link.kind == "ل" and (not after or another):
                return "b" if after else None  # "نفذ مقاتلو X كمينا لقوة Y"
            if link.kind == "من" and not after and slots.get("من") == "b" and not counted_out(marks, link.at):
                return None  # "الأنباء الواردة من X"
            if link.kind == "من" and (counted_out(marks, link.at) or (trigger.trigger.frame == "free" and not armed)):
                return "b"
            whence = link.kind == "من" and mention.cls == "state"
            if whence and trigger.trigger.frame in _FIRING and {a.country for a in mention.actors} <= _OTHERS_FIRE:
                return None
            if whence and self._another_nation(marks, trigger, mention, link):
                return None  # fired from there: "إطلاق صواريخ من سوريا"
            if link.kind == "من" and trigger.trigger.frame == "sweep" and mention.cls == "people":
                return None if draft.side_b else "b"  # "استهدفت الحملة العناصر التكفيرية بالجهة من المطلوبين"
            if (
                link.kind == "من"
                and after
                and trigger.trigger.frame in ("kill", "death", "detain")
                and mention.cls in ("state",)
            ):
                return None
            if link.kind == "من" and role == "a" and not armed and mention.cls in _PERSONS:
                return None if draft.side_b else "b"  # "خمسة من عائلة واحدة في قصف"
            return role if role in ("a", "b") else None
        verbal = is_verbal(marks, trigger)
        if after:
            return self._after(marks, draft, trigger, mention, link, slots, verbal=verbal, counted=counted)
        return self._before(marks, draft, trigger, mention, link, slots, verbal=verbal, counted=counted)

    def _after(
        self,
        marks: Marks,
        draft: Draft,
        trigger: TriggerMention,
        mention: PartyMention,
        link: Link,
        slots: dict[str, str],
        *,
        verbal: bool,
        counted: frozenset[int],
    ) -> str | None:
        words = marks.sentence.words
        if link.site:
            return valid(slots.get(site_slot(marks, trigger, mention, link)) or slots.get("object"))
        light = self._light_between(marks, trigger.last, mention.first)
        if light == "doer":
            return "b" if trigger.trigger.frame == "seize" else "a"
        if light == "target":
            return valid(slots.get("object"))
        gap = link.at - trigger.last - 1
        adjectives = sum(1 for i in range(trigger.last + 1, link.at) if self._finder.is_adjective(words[i]))
        adjacent = gap - adjectives <= 0 or (gap <= _ADJECTIVES and not verbal and gap <= adjectives + 1)
        is_counted = (mention.first - 1) in counted or mention.first in counted
        individuals = mention.cls in _PERSONS or is_counted or mention.number in ("one", "two")
        if trigger.parts == {"passive"}:
            return valid(slots.get("passive"))
        if mention.aircraft and (told := self._of_aircraft(marks, draft, trigger, mention, counted, adjacent=adjacent)):
            return told
        if verbal and self._is_object(marks, draft, trigger, mention, link, counted):
            return valid(slots.get("object"))
        if verbal:
            if trigger.trigger.frame in ("kill", "detain"):
                if individuals and not (
                    not draft.side_a and adjacent and not is_counted and self._object_after(marks, mention, counted)
                ):
                    return valid(slots.get("object"))
                if individuals:
                    return valid(slots.get("subject"))
                if not draft.side_a and not individuals:
                    return valid(slots.get("subject"))
                return valid(slots.get("object"))
            if trigger.trigger.frame in ("death",):
                return "b"
            if not draft.side_a and (mention.armed or mention.cls in ("office", "people", "group", "name", "state")):
                crowd = (
                    adjacent
                    and not is_counted
                    and (
                        mention.cls == "group"
                        or (mention.cls == "people" and mention.stem.key.endswith("ون"))
                        or self._object_after(marks, mention, counted)
                        or self._means_after(marks, mention)
                    )
                )
                if trigger.trigger.frame in ("strike", "target", "attack") and not mention.armed and not crowd:
                    return valid(slots.get("object"))
                return valid(slots.get("subject"))
            return valid(slots.get("object"))
        if not adjacent:
            if individuals and trigger.trigger.frame in ("kill", "death") and gap <= 6:
                return valid(slots.get("genitive"))
            return None
        if trigger.definite and link.at == trigger.last + 1 + adjectives and not link.joined:
            # a noun with its article takes no genitive: what stands bare behind it is the object of the verb before
            return valid(slots.get("object")) or "b" if is_struck_by(marks, trigger) else None
        armed = mention.armed and not is_counted and mention.cls not in ("office",)
        foiling = trigger.trigger.frame == "repel" and not gap  # "إحباط الجيش محاولة", but "إحباط هجوم الحوثيين"
        slot = "subject" if foiling else "genitive_armed" if armed else "genitive"
        if not is_counted and slots.get(slot) == "b" and slots.get("subject") == "a" and acts_for(marks, mention):
            return "a"
        if draft.side_a and slots.get(slot) == "a" and trigger.trigger.frame in ("strike", "attack", "target"):
            return valid(slots.get("object"))
        if draft.side_a and trigger.trigger.frame == "sweep":
            return "b"  # "عملية أمنية لملاحقة فلول داعش"
        return valid(slots.get(slot))

    def _is_object(
        self,
        marks: Marks,
        draft: Draft,
        trigger: TriggerMention,
        mention: PartyMention,
        link: Link,
        counted: frozenset[int],
    ) -> bool:
        """Whether what stands behind a verb can't be its subject, by its own form or because the verb has one."""
        return (
            _has_its_doer(trigger)
            or self._finder.accusative(marks.sentence.words[mention.first])
            or (is_oblique(marks, mention, link, trigger) and not counted & {mention.first, mention.first - 1})
            or done_by_noun(marks.sentence.words, draft, trigger)
            or self._goes_on(marks, draft, trigger, mention, counted)
        )

    def _goes_on(
        self, marks: Marks, draft: Draft, trigger: TriggerMention, mention: PartyMention, counted: frozenset[int]
    ) -> bool:
        """Whether a coupled verb keeps its doer, so that the party is its object: "سيطرت القوات … وحاصرت المليشيات"."""
        if trigger.stem.conjunction != "و" or trigger.trigger.frame not in _NEED_OBJECT or draft.side_a:
            return False
        at = mention.last + 1
        words = marks.sentence.words
        if at == len(words) or words[at].before or not self._object_stands_at(marks, at):
            earlier = any(p.last < trigger.first and p.armed for p in marks.parties)
            return earlier and not self._object_after(marks, mention, counted)
        return False

    def _object_stands_at(self, marks: Marks, at: int) -> bool:
        """Whether a place or a site stands bare at word `at`: the object of the verb before."""
        return any(m.first == at and not m.prep for m in marks.places) or (
            self._grammar.site(marks.sentence.words[at]) is not None
        )

    def _another_nation(self, marks: Marks, trigger: TriggerMention, mention: PartyMention, link: Link) -> bool:
        """Whether what was fired is another state's than the one it came from: "إطلاق صواريخ إيرانية من سوريا"."""
        told = {self._finder.demonym(marks.sentence.words[i]) for i in range(trigger.last + 1, link.at - 1)} - {None}
        return bool(told) and not told & {a.country for a in mention.actors}

    def _means_after(self, marks: Marks, mention: PartyMention) -> bool:
        """Whether what was fired or thrown stands right behind the party: "ألقى أحد الأشخاص قنبلة"."""
        words = marks.sentence.words
        at = mention.last + 1
        return (
            at < len(words)
            and not words[at].before
            and any(s.key in self._grammar.means for s in words[at].form.stems if not s.pre)
        )

    def _of_aircraft(
        self,
        marks: Marks,
        draft: Draft,
        trigger: TriggerMention,
        mention: PartyMention,
        counted: frozenset[int],
        *,
        adjacent: bool,
    ) -> str | None:
        """Aircraft right behind an act did it, whoever else has a part, unless they are what was shot down."""
        frame = trigger.trigger.frame
        if frame == "seize":
            return "b" if adjacent or draft.side_a else None  # "إسقاط طائرة روسية"
        if not adjacent:
            return None
        if frame in _ASSAULTS:
            at = mention.last + 1  # "استهداف طائرات شاحنة", not "استهداف طائرات رابضة"
            behind = at < len(marks.sentence.words) and self._object_stands_at(marks, at)
            return "a" if behind or self._object_after(marks, mention, counted) else None
        return "a" if frame == "strike" else None  # "قصفت طائرات بلدة X"

    def _object_after(self, marks: Marks, mention: PartyMention, counted: frozenset[int]) -> bool:
        """Whether another party stands bare soon after: then this one may be the subject."""
        words = marks.sentence.words
        for p in marks.parties:
            if not mention.last < p.first <= mention.last + 8 or marks.apart(mention.first, p.first):
                continue
            before = words[p.first - 1].form.key
            if before in _PARTITIVE and p.first - 2 in counted and p.first - 2 > mention.last:
                return True  # "ثلاثة من عمال الإغاثة" is an object as a whole
            if link_of(words, p.first, p.stem, self._grammar, counted).kind != "bare":
                continue
            if any(self._grammar.light_verb(words[i]) for i in range(mention.last + 1, p.first)) or any(
                mention.last < t.first < p.first for t in marks.triggers
            ):
                return False
            if not p.stem.preposition and not p.stem.conjunction and before not in _PREPOSITIONS | _BESIDE:
                return True
        return False

    def _before(
        self,
        marks: Marks,
        draft: Draft,
        trigger: TriggerMention,
        mention: PartyMention,
        link: Link,
        slots: dict[str, str],
        *,
        verbal: bool,
        counted: frozenset[int],
    ) -> str | None:
        words = marks.sentence.words
        if is_answered(words, trigger):
            return None
        if verbal and subject_behind(marks, trigger):
            return valid(slots.get("علي")) if mention.last + _REACH_UPON >= trigger.first else None
        if fell_into(words, link.at, trigger):
            return valid(slots.get("object"))
        if link.site and verbal and trigger.stem.post and opens_clause(words, link):
            return valid(slots.get("object"))  # "مواقع التنظيم هاجمها الجيش"
        if not verbal and forced_to(marks, mention, trigger):
            return valid(slots.get("subject"))
        light = self._light_before(marks, mention, trigger, link.at)
        if link.site:
            return valid(slots.get("object")) if light == "target" else None
        if light is not None:
            if light == "doer":
                return None if is_thwarted(marks, trigger) else valid(slots.get("subject")) or "a"
            if light == "target":
                role = slots.get("object")
                return valid(role)
            return None
        if trigger.stem.preposition == "ب" and not verbal and mention.last == trigger.first - 1:
            return valid(slots.get("subject"))  # "اتهم ناشطون قوات النظام بقصف", "قام الجيش بقصف"
        if verbal:
            opens = (
                link.at == 0
                or bool(set(words[link.at].before) & set(",:;\n"))
                or link.joined
                or (words[trigger.first - 1].form.key in _RELATIVE and mention.last >= trigger.first - 2)
                or (words[link.at - 1].form.key in _BEFORE_SUBJECTS)
            )
            if not opens or marks.apart(mention.first, trigger.first) > 1:
                return None
            if trigger.parts == {"passive"} or trigger.trigger.frame == "death":
                return "b"
            if trigger.stem.post and words[trigger.first - 1].form.key in _RELATIVE:
                return valid(slots.get("object"))  # "المقاتلون الذين استهدفتهم"
            antecedent = words[trigger.first - 1].form.key in _RELATIVE
            few = antecedent or mention.number == "two" or mention.first - 1 in counted
            if trigger.trigger.frame in ("kill", "detain") and (
                not mention.armed or (few and mention.cls != "state" and not has_object(marks, trigger))
            ):
                return "b"
            return valid(slots.get("subject"))
        return None

    def _light_between(self, marks: Marks, start: int, end: int) -> str | None:
        """Sort of a light verb right before word `end`, after word `start`: "الذي شنه X"."""
        words = marks.sentence.words
        for i in range(end - 1, max(start, end - 3), -1):
            sort = self._grammar.light_verb(words[i])
            if sort is not None:
                return sort
        return None

    def _light_before(self, marks: Marks, mention: PartyMention, trigger: TriggerMention, at: int) -> str | None:
        """Sort of the light verb whose subject the mention is and whose object the trigger is."""
        words = marks.sentence.words
        inside = {i for t in marks.triggers for i in range(t.first, t.last + 1)}
        for i in range(at - 1, max(-1, at - 4), -1):
            if set(words[i + 1].before) & set(".;:?!\n"):
                break
            sort = self._grammar.light_verb(words[i])
            if sort is not None and i not in inside and not self._grammar.has_own_object(words[i]):
                return sort
        for i in range(mention.last + 1, trigger.first):
            sort = self._grammar.light_verb(words[i])
            if set(words[i].before) & set(",;:"):
                break
            if sort is not None and i not in inside and i - mention.last <= 3:
                spoken_of = trigger.trigger.toll and words[trigger.first - 1].form.key == "في"
                return None if spoken_of else sort  # "دعت X إلى إجراء تحقيق في مقتل"
        return None


def _without_act(link: Link, trigger: TriggerMention, mention: PartyMention) -> Link:
    """The link of a party, the act's own word no site of theirs: "عقب سيطرة الجيش"."""
    own = link.site and link.at <= trigger.first and trigger.last < mention.first
    return Link("bare", mention.first, False, False) if own else link


def _between(
    marks: Marks, trigger: TriggerMention, mention: PartyMention, link: Link, slots: dict[str, str]
) -> str | None:
    """The side of a party behind "between"."""
    role = slots.get("بين", "-")
    if role == "-" and is_mutual(marks, trigger, link) and mention.armed:
        return "both-first"
    if role == "b" and mention.cls == "state":
        return None  # "بعد توتر بين تركيا والعراق"
    if role == "both":
        return "both-first"
    return role if role != "-" else None


def _is_near(marks: Marks, trigger: TriggerMention, mention: PartyMention, link: Link) -> bool:
    """Whether a doer behind "of" or "for" stands by the act's word: "غارات للتحالف", "هجوم عنيف من مسلحين"."""
    if mention.first > trigger.last:
        between = marks.sentence.words[trigger.last + 1 : link.at]
        if link.kind == "ل" and any(w.form.key in _ON for w in between):
            return False  # "الهجوم على الوفد المفاوض للحركة": what was attacked is theirs
        return link.at - trigger.last <= _REACH_AFTER
    return trigger.first - mention.last <= _REACH_BEFORE


def _has_its_doer(trigger: TriggerMention) -> bool:
    """Whether the verb's ending is its subject, so that a party behind it is the object: "كانوا يرشقون جنوده"."""
    return trigger.first == trigger.last and trigger.stem.key.endswith(("ون", "وا")) and trigger.is_verb


def valid(role: str | None) -> str | None:
    """A slot's role if it is a side, None for "-" and where the frame has no such slot."""
    return role if role in ("a", "b") else None
