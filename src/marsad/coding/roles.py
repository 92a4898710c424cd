"""Who did it and to whom: parties of a sentence into the slots of its acts.

A party goes to the act whose words stand nearest to it within its clause, in the role that the
act's frame gives to the way it is introduced (`links`). Acts coupled to another act of the same
doer take him over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marsad.codebook import Kind
from marsad.coding.clauses import driven_out, hit_before, holds_place
from marsad.coding.doers import DoerReader
from marsad.coding.draft import Draft, Ref
from marsad.coding.links import Link, link_of
from marsad.coding.standing import (
    acts_for,
    blames,
    by_perpetrator,
    carried_out_by,
    counted_out,
    done_by_noun,
    fell_into,
    has_object,
    is_blamed,
    is_harmless,
    is_member,
    is_mutual,
    is_struck_by,
    is_unknown,
    named_by,
    names_nobody,
    only_helps,
    opens_clause,
    owner_of,
    owns_prison,
    says_where,
)
from marsad.coding.verbs import is_verbal
from marsad.lexicon.closed import closed_class
from marsad.lexicon.grammar import Grammar
from marsad.reading.marks import Marks
from marsad.reading.parties import PartyFinder, PartyMention
from marsad.reading.triggers import TriggerMention
from marsad.reading.words import Word

_ADJECTIVES = 3  # words of its own that may stand between a masdar and its genitive
_PERSONS = ("people", "group", "office", "person")
_RELATIVE = closed_class("relatives")
_ARMED_FRAMES = frozenset(
    {"strike", "target", "clash", "take", "sweep", "detain", "besiege", "move", "overfly", "seize"}
)
_MARCHES = frozenset({Kind.PROTEST, Kind.PROTEST_CRACKDOWN, Kind.RIOT})
_PILOTLESS = closed_class("pilotless")
_BY_UNKNOWN = ("kill", "attack", "target", "strike", "detain")
_TAKING = ("take", "lose", "forfeit")
_FAVOUR = closed_class("in_favour")
_BETWEEN = "بين"
_BEFORE_SITES = closed_class("before_sites")
_BESIDE_GAP = 4  # words between a party and who helps it
_BESIDE = closed_class("beside")
_PREPOSITIONS = closed_class("prepositions")
_INSIDE = ("في", "ب", "داخل")
_SEARCHING = ("seize", "sweep")
_BEFORE_SUBJECTS = closed_class("before_subjects")
_PARTITIVE = closed_class("partitive")
_LOCATIVE = closed_class("locative_prepositions")


@dataclass(frozen=True, slots=True)
class _Told:
    """The party placed last: its act, its role, its last word."""

    draft: Draft
    role: str
    last: int


class RoleReader:
    """Fills the sides of drafts; holds the grammar and the finder of parties."""

    def __init__(self, grammar: Grammar, finder: PartyFinder) -> None:
        self._grammar = grammar
        self._finder = finder
        self._doers = DoerReader(grammar, finder)

    def fill(self, marks: Marks, drafts: Sequence[Draft]) -> None:
        """Give the sides of every draft of one sentence their parties."""
        words = marks.sentence.words
        counted = frozenset(
            i for c in marks.counts for i in range(c.first, (c.noun_index if c.noun_index is not None else c.last + 1))
        )
        speaking = {i for a in marks.attributions for i in range(a.first, a.last + 1)}
        speakers: dict[int, PartyMention] = {}
        last: _Told | None = None
        for mention in marks.parties:
            if mention.category == "media":
                continue
            if mention.first in speaking:
                speakers[mention.first] = mention
                continue
            link = link_of(words, mention.first, mention.stem, self._grammar, counted)
            if link.kind in _BEFORE_SITES or names_nobody(words, mention):
                continue
            if last is not None and last.role == "a" and self._beside(marks, last.last, mention, link):
                self._put(last.draft, "a", mention, 1.0, "with the party before it")
                last = _Told(last.draft, "a", mention.last)
                continue
            if only_helps(marks, link):
                continue
            last = (
                None
                if self._stands_apart(marks, mention, link)
                else self._assign(marks, drafts, mention, link, last, counted)
            )
        self._doers.complete(marks, drafts, speakers, counted)

    def _stands_apart(self, marks: Marks, mention: PartyMention, link: Link) -> bool:
        """Whether a party has no part in an act: accused elsewhere, a place, behind a preposition of place."""
        if any(m.effect == "accusation" and m.first_in <= mention.first <= m.last_in for m in marks.realis):
            return True
        if any(m.effect == "words" and m.end == mention.first - 1 and link.kind == "bare" for m in marks.realis):
            return True  # who condemns did not do it
        if mention.cls == "state" and (
            (link.kind != _BETWEEN and says_where(marks, mention)) or self._is_adjective(marks.sentence.words, mention)
        ):
            return True
        if blames(marks.sentence.words, mention):
            return True
        return link.kind in _LOCATIVE and mention.cls in ("state", "name", "force") and not link.site

    def _assign(
        self,
        marks: Marks,
        drafts: Sequence[Draft],
        mention: PartyMention,
        link: Link,
        told: _Told | None,
        counted: frozenset[int],
    ) -> _Told | None:
        """Put a party on a side of the act it belongs to; what it was, for those coupled to it."""
        words = marks.sentence.words
        hanging = holds_place(words, link)
        if hanging or driven_out(marks, drafts, link):
            hit = hit_before(marks, drafts, link)
            if hit is not None and not hit[0].side_b:
                self._put(hit[0], "b", mention, 2.0, "holds what was hit" if hanging else "to be driven out")
            if hit is not None or hanging:
                return None
        own = next((d for d in drafts for t in d.triggers if t.first == mention.first), None)
        if own is not None:
            self._put(own, "a", mention, 0.0, "doer named by the trigger")
            return None
        carried = carried_out_by(marks, drafts, mention)
        if carried is not None:
            self._put(carried, "a", mention, 0.2, "who carried it out")
            return None
        owned = named_by(drafts, mention, link) or owner_of(marks, drafts, mention.first, mention.last)
        if owned is None:
            return told
        draft, trigger, cost = owned
        if draft.kind in _MARCHES and mention.stem.key in _PILOTLESS:
            return told  # a march, no drone
        if is_blamed(words, link):
            self._put(draft, "a", mention, 0.4, "who is blamed for it")
            return None
        if by_perpetrator(words, trigger) and mention.last < trigger.first:
            return None
        role = None
        if link.joined and told is not None and told.last >= link.at - 3 and told.draft is draft:
            role = "both-second" if told.role == "both-first" else told.role
        deadly = trigger.trigger.frame in _BY_UNKNOWN
        if role is None and deadly and link.kind == "bare" and is_unknown(words, mention):
            role = _valid(self._grammar.frames.get(trigger.trigger.frame, {}).get("subject"))
        role = role or self._role(marks, draft, trigger, mention, link, counted)
        if role == "a" and is_harmless(mention):
            if trigger.trigger.frame == "free":
                role = "b"
            elif (
                trigger.trigger.kind is not Kind.SUICIDE_BOMBING
                and trigger.trigger.frame in _ARMED_FRAMES
                and link.kind != "agent"
            ):
                return None
        if role is None:
            return None
        if role == "b" and draft.side_b and is_member(words, link):
            return told
        self._put(draft, role, mention, cost, f"{trigger.trigger.frame}: {link.kind}{' site' if link.site else ''}")
        return _Told(draft, role, mention.last)

    def _beside(self, marks: Marks, last: int, mention: PartyMention, link: Link) -> bool:
        """Whether a party helps the one told right before it, so that it acts too: "الجيش بإسناد من X"."""
        words = marks.sentence.words
        if not 0 < link.at - last <= _BESIDE_GAP:
            return False
        if any(last < t.first < link.at for t in marks.triggers):
            return False
        return only_helps(marks, link)

    def _is_adjective(self, words: Sequence[Word], mention: PartyMention) -> bool:
        """Whether the name of a state is the second of two adjectives: "غارات روسية وسورية"."""
        return bool(
            mention.first == mention.last
            and mention.stem.conjunction == "و"
            and not mention.stem.definite
            and self._finder.nation(words[mention.first - 1])
            and self._finder.demonym(words[mention.first])
        )

    @staticmethod
    def _put(draft: Draft, role: str, mention: PartyMention, cost: float, rule: str) -> None:
        ref = Ref(mention, draft.sentence, rule, 1.0 - min(0.9, cost / 10))
        if role in ("a", "both-first"):
            draft.side_a.append(ref)
        elif role in ("b", "both-second"):
            draft.side_b.append(ref)

    def _role(
        self,
        marks: Marks,
        draft: Draft,
        trigger: TriggerMention,
        mention: PartyMention,
        link: Link,
        counted: frozenset[int],
    ) -> str | None:
        slots = self._grammar.frames.get(trigger.trigger.frame, {})
        if link.kind == "agent":
            return "a"
        if trigger.trigger.frame in _TAKING and link.at and marks.sentence.words[link.at - 1].form.key in _FAVOUR:
            return "a"
        after = mention.first > trigger.last
        armed = mention.armed
        role: str | None
        if link.kind == "بين":
            role = slots.get("بين", "-")
            if role == "-" and is_mutual(marks, trigger, link) and armed:
                return "both-first"
            if role == "b" and mention.cls == "state":
                return None  # "بعد توتر بين تركيا والعراق"
            if role == "both":
                return "both-first"
            return role if role != "-" else None
        if link.kind != "bare":
            if link.site and trigger.trigger.frame in ("death", "detain", "kill") and owns_prison(marks, mention):
                return "a"
            if link.site and link.kind in _INSIDE and trigger.trigger.frame in _SEARCHING and mention.cls in _PERSONS:
                return "b"  # "أسلحة في منزل X"
            if link.site and link.kind in ("علي", "ل"):
                role = slots.get("موقع") or slots.get(link.kind)
                return role if role in ("a", "b") else None
            of = any(p.last == mention.first - 1 for p in marks.parties)  # "قيادي بالحركة" is one of hers
            if link.kind == "ب" and (not armed or draft.side_a or of):
                return None  # by means of whom only fighters act: بقناصة النظام
            wanted = slots.get(f"{link.kind}_armed") if armed and mention.cls not in _PERSONS else None
            role = wanted or slots.get(link.kind)
            if link.kind == "ل" and not after:
                return None
            if link.kind == "من" and not after and slots.get("من") == "b" and not counted_out(marks, link.at):
                return None  # "الأنباء الواردة من X"
            if link.kind == "من" and (counted_out(marks, link.at) or (trigger.trigger.frame == "free" and not armed)):
                return "b"
            if link.kind == "من" and trigger.trigger.frame == "sweep" and mention.cls == "people":
                return None  # "استهدفت الحملة العناصر التكفيرية بالجهة من المطلوبين"
            if (
                link.kind == "من"
                and after
                and trigger.trigger.frame in ("kill", "death", "detain")
                and mention.cls in ("state",)
            ):
                return None
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
            return _valid(slots.get("موقع") or slots.get("object"))
        light = self._light_between(marks, trigger.last, mention.first)
        if light == "doer":
            return "b" if trigger.trigger.frame == "seize" else "a"
        if light == "target":
            return _valid(slots.get("object"))
        gap = link.at - trigger.last - 1
        adjectives = sum(1 for i in range(trigger.last + 1, link.at) if self._finder.is_adjective(words[i]))
        adjacent = gap - adjectives <= 0 or (gap <= _ADJECTIVES and not verbal and gap <= adjectives + 1)
        is_counted = (mention.first - 1) in counted or mention.first in counted
        individuals = mention.cls in _PERSONS or is_counted or mention.number in ("one", "two")
        if trigger.parts == {"passive"}:
            return _valid(slots.get("passive"))
        if verbal and (self._finder.accusative(words[mention.first]) or done_by_noun(draft, trigger)):
            return _valid(slots.get("object"))
        if verbal:
            if trigger.trigger.frame in ("kill", "detain"):
                if individuals and not (
                    not draft.side_a and adjacent and not is_counted and self._object_after(marks, mention, counted)
                ):
                    return _valid(slots.get("object"))
                if individuals:
                    return _valid(slots.get("subject"))
                if not draft.side_a and not individuals:
                    return _valid(slots.get("subject"))
                return _valid(slots.get("object"))
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
                    )
                )
                if trigger.trigger.frame in ("strike", "target", "attack") and not mention.armed and not crowd:
                    return _valid(slots.get("object"))
                return _valid(slots.get("subject"))
            return _valid(slots.get("object"))
        if not adjacent:
            if individuals and trigger.trigger.frame in ("kill", "death") and gap <= 6:
                return _valid(slots.get("genitive"))
            return None
        if trigger.definite and link.at == trigger.last + 1 + adjectives and not link.joined:
            # a noun with its article takes no genitive: what stands bare behind it is the object of the verb before
            return _valid(slots.get("object")) or "b" if is_struck_by(marks, trigger) else None
        armed = mention.armed and not is_counted and mention.cls not in ("office",)
        slot = "genitive_armed" if armed else "genitive"
        if slots.get(slot) == "b" and slots.get("subject") == "a" and acts_for(marks, mention):
            return "a"
        if draft.side_a and slots.get(slot) == "a" and trigger.trigger.frame in ("strike", "attack", "target"):
            return _valid(slots.get("object"))
        if draft.side_a and trigger.trigger.frame == "sweep":
            return "b"  # "عملية أمنية لملاحقة فلول داعش"
        return _valid(slots.get(slot))

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
        if fell_into(words, link.at, trigger):
            return _valid(slots.get("object"))
        if link.site and verbal and trigger.stem.post and opens_clause(words, link):
            return _valid(slots.get("object"))  # "مواقع التنظيم هاجمها الجيش"
        light = self._light_before(marks, mention, trigger, link.at)
        if link.site:
            return _valid(slots.get("object")) if light == "target" else None
        if light is not None:
            if light == "doer":
                return _valid(slots.get("subject")) or "a"
            if light == "target":
                role = slots.get("object")
                return _valid(role)
            return None
        if link.site:
            return None
        if trigger.stem.preposition == "ب" and not verbal and mention.last == trigger.first - 1:
            return _valid(slots.get("subject"))  # "اتهم ناشطون قوات النظام بقصف", "قام الجيش بقصف"
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
                return _valid(slots.get("object"))  # "المقاتلون الذين استهدفتهم"
            if trigger.trigger.frame in ("kill", "detain") and (
                not mention.armed
                or ((mention.number == "two" or mention.first - 1 in counted) and not has_object(marks, trigger))
            ):
                return "b"
            return _valid(slots.get("subject"))
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
                return sort
        return None


def _valid(role: str | None) -> str | None:
    return role if role in ("a", "b") else None
