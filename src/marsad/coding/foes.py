"""The other side of a fight, where its own words name one: an enemy of that party elsewhere in the report.

For `discourse`. A state's forces and the militias that side with them are one camp, rebels against them another:
nobody is matched with one of his own camp.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from marsad.codebook import Kind, PartyType
from marsad.coding.draft import Draft, Ref
from marsad.lexicon.closed import closed_class
from marsad.reading.marks import Marks
from marsad.reading.parties import PartyMention

_FOUGHT = frozenset({Kind.ARMED_CLASH, Kind.ARMED_ATTACK, Kind.TERRITORY_CHANGE, Kind.AGREEMENT})
_FIGHTS = frozenset({Kind.ARMED_CLASH, Kind.ARMED_ATTACK})
_MUTUAL = closed_class("mutual")
_LONG = 4  # words of a naming that says more than who
_MUTUAL_REACH = 3  # words behind a strike
_TOLD_NEAR = frozenset({Kind.ARMED_CLASH, Kind.TERRITORY_CHANGE})
_HUNTS = frozenset({Kind.SIEGE, Kind.SWEEP})
_NEAR = (0, 1, -1, 2, -2)  # sentences from the act, in the order in which they are asked
_TELLING = 3  # countries that a name may belong to and still tell of which state a force is
_LOYAL = "PRM"  # sector of militias that side with a government
_NO_ONE_COUNTRY = "XX"
_WHO_FIGHTS = ("name", "force", "people", "group")


@dataclass(slots=True)
class Enemies:
    """Who stands against whom in the acts of an article.

    Args:
        counts: for each party, its enemies by the key of their reference, with how many acts tell of them.
        refs: the references by that key.
    """

    counts: dict[tuple[str, ...], Counter[int]] = field(default_factory=dict)
    refs: dict[int, Ref] = field(default_factory=dict)


def mark_of(ref: Ref) -> tuple[str, ...]:
    """What parties are told apart by: their catalogue entries, else their noun."""
    ids = tuple(sorted(a.id for a in ref.mention.actors))
    return ids or (ref.mention.stem.key,)


def enemies_of(acts: Sequence[Draft]) -> Enemies:
    """Who stands against whom in the acts, as far as their own words tell."""
    out = Enemies()
    allies = {
        frozenset((mark_of(one), mark_of(other)))
        for act in acts
        for side in (act.side_a, act.side_b)
        for one in side
        for other in side
    }
    for act in acts:
        for a in act.side_a:
            for b in act.side_b:
                if a.mention.aircraft or b.mention.aircraft:
                    continue  # aircraft strike, they are neither struck nor met on the ground
                if a.mention.armed and b.mention.armed and frozenset((mark_of(a), mark_of(b))) not in allies:
                    for one, other in ((a, b), (b, a)):
                        out.refs[id(other)] = other
                        out.counts.setdefault(mark_of(one), Counter())[id(other)] += 1
    return out


def both_strike(act: Draft, acts: Sequence[Draft]) -> None:
    """Give a strike that both sides did, "قصف متبادل", the two sides of the fight told with it, in place."""
    if act.side_a and act.side_b:
        return
    words = act.marks.sentence.words
    near = words[max(0, act.lead.first - 1) : act.lead.last + 1 + _MUTUAL_REACH]
    if not any(s.key in _MUTUAL for w in near for s in w.form.stems):
        return
    fights = [a for a in acts if a.kind in _FIGHTS and a.side_a and a.side_b and abs(a.sentence - act.sentence) <= 1]
    if fights:
        fight = min(fights, key=lambda a: (abs(a.sentence - act.sentence), abs(a.lead.first - act.lead.first)))
        rule = "both sides of the fight told with it"
        act.side_a = [Ref(r.mention, r.sentence, rule, 0.3) for r in fight.side_a]
        act.side_b = [Ref(r.mention, r.sentence, rule, 0.3) for r in fight.side_b]


def find_foe(act: Draft, known: Enemies, marks: Sequence[Marks]) -> None:
    """Give an act with one side the other one, in place; `marks` are those of the whole article."""
    if act.kind not in _FOUGHT and act.kind not in _HUNTS:
        return
    for mine, theirs in ((act.side_a, act.side_b), (act.side_b, act.side_a)):
        if not mine or theirs or not mine[0].mention.armed:
            continue
        here = told_near(mine, act, marks, (0,)) if act.kind in _TOLD_NEAR else None
        if here is not None and _in_reach(here, mine[0], act):
            theirs.append(here)
            return
        if act.kind in _FOUGHT:
            found = _known(mine[0], known)
            if found is not None:
                foe = Ref(found.mention, found.sentence, "its enemy elsewhere in the report", 0.3)
                theirs.append(_in_full(foe, marks))
                return
        near = _NEAR if act.kind in _TOLD_NEAR else (0,) if act.kind in _HUNTS and mine is act.side_a else ()
        found = told_near(mine, act, marks, near)
        if found is not None and _in_reach(found, mine[0], act):
            theirs.append(_in_full(found, marks))
        return


def _in_full(foe: Ref, marks: Sequence[Marks]) -> Ref:
    """A foe from elsewhere by the first naming of several words that the report has for him."""
    actors = foe.mention.actors
    if foe.mention.first < foe.mention.last or not actors:
        return foe
    for sentence in marks:
        for mention in sentence.parties:
            full = mention.cls == "name" and 0 < mention.last - mention.first < _LONG
            if full and mention.actors == actors:
                return Ref(mention, sentence.sentence.index, foe.rule, foe.score)
    return foe


def _known(mine: Ref, known: Enemies) -> Ref | None:
    """The party that most acts tell as an enemy of `mine`, or of others of its camp."""
    camp = _camp(mine.mention)
    direct: Counter[int] = Counter()
    for at, count in known.counts.get(mark_of(mine), Counter()).items():
        if not allied(mine.mention, known.refs[at].mention):
            direct[at] += count
    if not direct and camp:
        for counts in known.counts.values():
            for at, count in counts.items():
                if _opposed(camp, _camp(known.refs[at].mention)):
                    direct[at] += count
    best = max(direct, key=lambda at: (direct[at], bool(known.refs[at].mention.actors)), default=None)
    return known.refs[best] if best is not None else None


def _in_reach(foe: Ref, mine: Ref, act: Draft) -> bool:
    """Whether the rebels of the two are of no one country, of their foe's, or of that where the act was."""
    rebels, force = (foe, mine) if _camp(mine.mention) == "state" else (mine, foe)
    countries = {a.country for a in force.mention.actors} | {_NO_ONE_COUNTRY}
    if act.place is not None and act.place.resolved.country:
        countries.add(act.place.resolved.country)
    return any(a.country in countries for a in rebels.mention.actors)


def told_near(mine: Sequence[Ref], act: Draft, marks: Sequence[Marks], near: Sequence[int]) -> Ref | None:
    """A catalogued party of the other camp named in the act's sentence, or in one near it."""
    camp = _camp(mine[0].mention)
    if not camp:
        return None
    told = {m.sentence.index: m for m in marks}
    for step in near:
        sentence = told.get(act.sentence + step)
        if sentence is None:
            continue
        foes = [
            p
            for p in sentence.parties
            if p.cls in _WHO_FIGHTS and not p.aircraft and p.armed and _opposed(camp, _camp(p))
        ]
        if foes:
            nearest = min(foes, key=lambda p: abs(p.first - act.lead.first)) if step == 0 else foes[0]
            return Ref(nearest, sentence.sentence.index, "of the other camp, told near it", 0.3)
    return None


def _camp(mention: PartyMention) -> str:
    """The camp: "state" for a state's forces and militias that side with it, "rebel" for their foes, "" if unknown."""
    if not mention.actors:
        return ""
    if all(a.type is PartyType.STATE_FORCES or a.sector == _LOYAL for a in mention.actors):
        return "state"
    return "rebel" if all(a.type is PartyType.REBEL for a in mention.actors) else ""


def _opposed(one: str, other: str) -> bool:
    return bool(one and other) and one != other


def side_with(act: Draft) -> None:
    """Move those of the first side's camp over to it, where the second side holds its foes too, in place."""
    if act.kind not in _FOUGHT or not act.side_a or len(act.side_b) < 2:
        return
    mine = act.side_a[0].mention
    ours = [r for r in act.side_b if allied(mine, r.mention)]
    if ours and any(_opposed(_camp(mine), _camp(r.mention)) for r in act.side_b):
        act.side_a.extend(ours)
        act.side_b = [r for r in act.side_b if r not in ours]


def allied(one: PartyMention, other: PartyMention) -> bool:
    """Whether both are forces of one state."""
    if _camp(one) != "state" or _camp(other) != "state":
        return False
    ours, theirs = {a.country for a in one.actors}, {a.country for a in other.actors}
    return bool(ours & theirs) and max(len(ours), len(theirs)) <= _TELLING
