"""Who did it and to whom: parties of a sentence into the slots of its acts.

A party goes to the act whose words stand nearest to it within its clause, in the role that the
act's frame gives to the way it is introduced (`links`). Acts coupled to another act of the same
doer take him over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marsad.codebook import Kind, PartyType
from marsad.coding.clauses import comes_from, driven_out, hit_before, holds_place
from marsad.coding.doers import DoerReader
from marsad.coding.draft import Draft, Ref
from marsad.coding.links import Link, link_of
from marsad.coding.pairs import first_side_ends, side_of_pair
from marsad.coding.pronouns import lead_back
from marsad.coding.slots import SlotReader, valid
from marsad.coding.standing import (
    blames,
    by_perpetrator,
    carried_out_by,
    is_blamed,
    is_harmless,
    is_member,
    is_stance_on,
    is_unknown,
    is_victim,
    named_by,
    names_nobody,
    observes,
    only_helps,
    owner_of,
    says_where,
)
from marsad.coding.struck import struck_of_nation
from marsad.coding.weapons import fired_by
from marsad.lexicon.closed import closed_class
from marsad.lexicon.grammar import Grammar
from marsad.reading.marks import Marks
from marsad.reading.parties import PartyFinder, PartyMention
from marsad.reading.triggers import TriggerMention
from marsad.reading.words import Word

_ARMED_FRAMES = frozenset(
    {"strike", "target", "clash", "take", "sweep", "hunt", "detain", "besiege", "move", "overfly", "seize"}
)
_HARMING = _ARMED_FRAMES | {"attack", "kill", "blast", "destroy"}
_MARCHES = frozenset({Kind.PROTEST, Kind.PROTEST_CRACKDOWN, Kind.RIOT})
_DEFENCE = closed_class("air_defence")
_OF_AIR = closed_class("of_air") | frozenset({"الجوي", "الجويه"})
_PILOTLESS = closed_class("pilotless")
_BY_UNKNOWN = ("kill", "attack", "target", "strike", "detain")
_UNTOLD = frozenset({"strike", "target", "attack", "kill", "detain", "take"})
_BETWEEN = "بين"
_BEFORE_SITES = closed_class("before_sites")
_BESIDE_GAP = 4  # words between a party and who helps it
_RELATIVE = closed_class("relatives")
_LOCATIVE = closed_class("locative_prepositions")
_OF_ANY = ("child", "woman", "neutral")  # categories that say nothing of which group people are of
_OURS = closed_class("ours")
_TITLED = ("office", "people")
_APPOSED = frozenset(',"( ')
_OF_PAIR = "between: of one side"


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
        self._slots = SlotReader(grammar, finder)
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
        pair: tuple[Draft, int] | None = None  # an act between two sides, and the word that ends the first of them
        for mention in marks.parties:
            if mention.category == "media" or words[mention.first].form.key in _OURS:
                continue
            if mention.first in speaking:
                speakers[mention.first] = mention
                continue
            link = link_of(words, mention.first, mention.stem, self._grammar, counted)
            if link.kind in _BEFORE_SITES or names_nobody(words, mention):
                continue
            if pair is not None and (role := side_of_pair(words, pair[1], mention, link, last.last if last else None)):
                self._put(pair[0], role, mention, 0.0, _OF_PAIR)
                last = _Told(pair[0], role, mention.last)
                continue
            if last is not None and last.role == "a" and self._beside(marks, last.last, mention, link):
                self._put(last.draft, "a", mention, 1.0, "with the party before it")
                last = _Told(last.draft, "a", mention.last)
                continue
            if only_helps(marks, link) and not _acts_itself(marks, mention):
                continue
            last = (
                None
                if self._stands_apart(marks, mention, link)
                else self._assign(marks, drafts, mention, link, last, counted)
            )
            if last is not None and last.role == "both-first" and link.kind == _BETWEEN:
                end = first_side_ends(words, mention.last)
                pair = None if end is None else (last.draft, end)
        self._doers.complete(marks, drafts, speakers, counted)
        struck_of_nation(marks, drafts, self._grammar, self._finder)
        lead_back(marks, drafts, self._grammar)

    def _stands_apart(self, marks: Marks, mention: PartyMention, link: Link) -> bool:
        """Whether a party has no part in an act: accused elsewhere, a place, behind a preposition of place."""
        accused = [m for m in marks.realis if m.effect == "accusation"]
        # whom people are thought to belong to is told with them: "مسلحين يشتبه بأنهم ينتمون إلى X هاجموا Y"
        accused = [m for m in accused if not any(p.first < m.at <= p.last for p in marks.parties)]
        if any(m.first_in <= mention.first <= m.last_in for m in accused):
            return True
        if any(m.effect == "words" and m.end == mention.first - 1 and link.kind == "bare" for m in marks.realis):
            return True  # who condemns did not do it
        if mention.cls == "state" and (
            (link.kind != _BETWEEN and says_where(marks, mention)) or self._is_adjective(marks.sentence.words, mention)
        ):
            return True
        if blames(marks.sentence.words, mention) or is_stance_on(marks.sentence.words, mention):
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
            found, hit = self._hung_on(marks, drafts, mention, link, hanging=hanging)
            if found or hanging:
                return hit
        own = next((d for d in drafts for t in d.triggers if _names_doer(t, mention)), None)
        if own is not None:
            self._put(own, "a", mention, 0.0, "doer named by the trigger")
            return None
        fired = fired_by(marks, drafts, mention, self._grammar, self._finder)
        if fired is not None:
            self._put(fired, "a", mention, 0.2, "whose weapon it was")
            return _Told(fired, "a", mention.last)
        carried = carried_out_by(marks, drafts, mention)
        if carried is not None:
            self._put(carried, "a", mention, 0.2, "who carried it out")
            drafts = [d for d in drafts if d is not carried]  # what was found at his home is an act of its own
        if _of_untold(marks, drafts, mention, link, self._grammar):
            return told  # "نفت قيام الجيش بقصف المدينة"
        owned = named_by(drafts, mention, link)
        if owned is None and link.kind == "agent":
            owned = owner_of(marks, drafts, mention.first, mention.last, told=True)
        owned = owned or owner_of(marks, drafts, mention.first, mention.last)
        if owned is None:
            return told
        draft, trigger, cost = owned
        if draft.kind in _MARCHES and mention.stem.key in _PILOTLESS:
            return told  # a march, no drone
        if observes(words, mention, trigger):
            return told
        if is_blamed(words, link):
            self._put(draft, "a", mention, 0.4, "who is blamed for it")
            return None
        if by_perpetrator(words, trigger) and mention.last < trigger.first:
            return None
        role = None
        hers = link.site and link.kind == "ل"  # "مواقع وأهدافا لـX": coupled to the site before, not to a party
        if link.joined and not hers and told is not None and told.last >= link.at - 3 and told.draft is draft:
            role = "both-second" if told.role == "both-first" else told.role
        deadly = trigger.trigger.frame in _BY_UNKNOWN
        if role is None and deadly and link.kind == "bare" and is_unknown(words, mention):
            role = valid(self._grammar.frames.get(trigger.trigger.frame, {}).get("subject"))
        role = role or self._slots.role(marks, draft, trigger, mention, link, counted)
        behind = mention.first > trigger.last and link.at != trigger.last + 1
        if role == "a" and _never_does(words, trigger.trigger.frame, mention, behind=behind):
            return None  # "مظاهرة مناهضة للصين", but "احتجاجات إيران"
        if role == "a" and is_harmless(mention):
            if trigger.trigger.frame == "free":
                role = "b"
            elif (
                trigger.trigger.kind is not Kind.SUICIDE_BOMBING
                and trigger.trigger.frame in (_HARMING if mention.actors else _ARMED_FRAMES)
                and link.kind != "agent"
            ):
                return None
        if role is None:
            return told if told is not None and told.role == "both-first" else None  # "بين محتجين مناهضين لـX وY"
        role = self._if_hit(marks, role, trigger, mention, link)
        told_of = draft.side_b if mention.category in _OF_ANY else [r for r in draft.side_b if not _is_vague(r.mention)]
        if role == "b" and told_of and is_member(words, link):
            return told
        self._put(draft, role, mention, cost, f"{trigger.trigger.frame}: {link.kind}{' site' if link.site else ''}")
        self._name(marks, draft, role, mention)
        return _Told(draft, role, mention.last)

    def _name(self, marks: Marks, draft: Draft, role: str, mention: PartyMention) -> None:
        """Put the name told right behind an office beside it: "مقتل قائد الكتيبة، سالم العلي"."""
        words = marks.sentence.words
        at = mention.last + 1
        if role != "b" or mention.cls not in _TITLED or mention.number == "many" or at >= len(words):
            return
        if not _APPOSED.issuperset(words[at].before) or any(p.first == at for p in marks.parties):
            return
        acts = {i for t in marks.triggers for i in range(t.first, t.last + 1)}
        found = self._finder.person(words, at, acts)
        if found is not None and not found.stem.pre:
            self._put(draft, "b", found, 1.0, "named behind the office")

    def _hung_on(
        self, marks: Marks, drafts: Sequence[Draft], mention: PartyMention, link: Link, *, hanging: bool
    ) -> tuple[bool, _Told | None]:
        """Put the party of a clause about a place, or of an operation's aim, on a side of the act that it hangs on.

        Whether there is such an act, and what the party was in it for those coupled to it.
        """
        source = hanging and comes_from(marks.sentence.words, link.at)
        hit = hit_before(marks, drafts, link, aim=source or not hanging)
        if hit is None:
            return False, None
        if source:
            self._put(hit[0], "a", mention, 0.4, "it came from where they are")
            return True, _Told(hit[0], "a", mention.last)
        if not hit[0].side_b:
            self._put(hit[0], "b", mention, 2.0, "holds what was hit" if hanging else "to be driven out")
        return True, None

    def _if_hit(self, marks: Marks, role: str, trigger: TriggerMention, mention: PartyMention, link: Link) -> str:
        """The side of a party: the second for those counted dead, unless they are attackers: "انتحاريان", "مسلحون"."""
        if role != "a" or link.kind == "agent" or not is_victim(marks, mention):
            return role
        means = self._grammar.means.get(mention.stem.key, ())
        blown_up = trigger.trigger.kind is Kind.SUICIDE_BOMBING or any(k is Kind.SUICIDE_BOMBING for k, _ in means)
        attacks = mention.stem.key.endswith("ون") or is_unknown(marks.sentence.words, mention)
        return role if blown_up or attacks else "b"

    def _beside(self, marks: Marks, last: int, mention: PartyMention, link: Link) -> bool:
        """Whether a party helps the one told right before it, so that it acts too: "الجيش بإسناد من X"."""
        if not 0 < link.at - last <= _BESIDE_GAP:
            return False
        if any(last < t.first < link.at for t in marks.triggers):
            return False
        return only_helps(marks, link) and not _acts_itself(marks, mention)

    def _is_adjective(self, words: tuple[Word, ...], mention: PartyMention) -> bool:
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


def _of_untold(marks: Marks, drafts: Sequence[Draft], mention: PartyMention, link: Link, grammar: Grammar) -> bool:
    """Whether the party stands by the word of an act that is denied or only spoken of: it has no part in others."""
    before = marks.sentence.words[mention.first - 1] if mention.first else None
    by_it = before is not None and grammar.light_verb(before) == "doer"  # not "متهم بقصف"
    return any(
        t.trigger.frame in _UNTOLD
        and t.stem.preposition == "ب"
        and (by_it if mention.last == t.first - 1 else link.kind == "agent" and t.last == link.at - 1)
        and not any(t.trigger is o.trigger or t.first == o.first for d in drafts for o in d.triggers)
        for t in marks.triggers
    )


def _acts_itself(marks: Marks, mention: PartyMention) -> bool:
    """Whether who helps does an act told right behind: "بإسناد من الطيران الذي حلق فوق المنطقة"."""
    at = mention.last + 1
    words = marks.sentence.words
    return at + 1 < len(words) and words[at].form.key in _RELATIVE and any(t.first == at + 1 for t in marks.triggers)


def _is_vague(mention: PartyMention) -> bool:
    """Whether the noun says of people only how many they are: أشخاص, شخصا."""
    return mention.category == "neutral" and mention.cls == "people" and not mention.actors


def _never_does(words: tuple[Word, ...], frame: str, mention: PartyMention, *, behind: bool) -> bool:
    """Whether a party can't do such an act: a state behind a protest, air defences that would shell."""
    if frame == "protest":
        return behind and _is_power(mention)
    return frame == "strike" and _is_air_defence(words, mention)


def _is_air_defence(words: tuple[Word, ...], mention: PartyMention) -> bool:
    """Whether the party shoots down what others fire: "قوات الدفاع الجوي"."""
    keys = {words[i].form.key for i in range(mention.first, mention.last + 1)}
    return not keys.isdisjoint(_DEFENCE) and not keys.isdisjoint(_OF_AIR)


def _is_power(mention: PartyMention) -> bool:
    """Whether the party is a state or a state's forces, which do not demonstrate."""
    return bool(mention.actors) and all(a.state or a.type is PartyType.STATE_FORCES for a in mention.actors)


def _names_doer(trigger: TriggerMention, mention: PartyMention) -> bool:
    """Whether the act's own words name the party: انتحاري, "قصف الطيران"."""
    inside = trigger.first < mention.first <= trigger.last
    return trigger.first == mention.first or (inside and mention.aircraft)
