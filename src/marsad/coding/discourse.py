"""Sides that the passage tells and the sentence leaves out.

"… وقصفت الطائرات أيضا": an act without a doer takes the doer of the act told just before it, when
both are of one family; a fight or a capture with one side takes the other side of that enemy
elsewhere in the article. Never across another named party, and said so in the evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from marsad.codebook import KINDS, SYMMETRIC, Kind, PartyType
from marsad.coding.claims import claimed_later
from marsad.coding.draft import Draft, Ref
from marsad.coding.foes import allied, both_strike, enemies_of, find_foe, mark_of, side_with, told_near
from marsad.coding.group import HARM, STRIKES
from marsad.coding.verbs import is_verbal
from marsad.coding.when import opens_other_matter
from marsad.lexicon.closed import closed_class
from marsad.reading.marks import Marks
from marsad.reading.parties import PartyMention

_NEAR_SENTENCES = 3
_PLACELESS = frozenset({Kind.NEGOTIATION, Kind.AGREEMENT})
_NAMES_REACH = 3  # sentences from the act on
_NAMING = closed_class("naming")
_OTHERS = closed_class("others")
_FEARED = closed_class("fled_from") | closed_class("causing")
_FIRED = 6  # sentences from what was shot down to who fired it
_AROUND = tuple(sorted(range(-_FIRED, _FIRED + 1), key=abs))
_COUPLED = 12  # words from a fight to the strike told with it
_FELL = ("kill", "death", "victims")  # how the rules begin of those told dead or wounded
_PROTESTER = "protester"
_UNKNOWN = closed_class("unknown")
_BATTLES = frozenset({Kind.ARMED_CLASH, Kind.ARMED_ATTACK, Kind.TERRITORY_CHANGE})
_ON = ": علي"
_WITH = ": مع"  # the end of the rule of a party told as the other side of a fight
_DRIVING = STRIKES | _BATTLES | {Kind.SIEGE, Kind.PROPERTY_DESTRUCTION}  # what people flee
_FOUND_WITH = _BATTLES | {Kind.ARREST}  # with whom arms are found
_CATCHES = frozenset({Kind.ARREST, Kind.ATTACK_ON_CIVILIANS, Kind.ARMED_CLASH})
_WAR_ABROAD = frozenset({"IL", "SA", "AE", "KW", "QA", "BH"})  # states whose forces shell nothing in their own land
_SHOT_DOWN = frozenset({"weapons_seizure.intercept", "weapons_seizure.confront_air", "weapons_seizure.destroy_air"})
_SINGLE = frozenset(
    {
        Kind.SWEEP,
        Kind.ARREST,
        Kind.RECONNAISSANCE,
        Kind.SIEGE,
        Kind.TROOP_MOVEMENT,
        Kind.WEAPONS_SEIZURE,
        Kind.PROPERTY_DESTRUCTION,
    }
)


def _group(kind: Kind) -> str:
    if kind in STRIKES:
        return "strike"
    if kind in _BATTLES:
        return "battle"
    return KINDS[kind].family


def _copy(refs: list[Ref], rule: str) -> list[Ref]:
    return [Ref(r.mention, r.sentence, rule, 0.3) for r in refs]


def complete(acts: list[Draft], marks: Sequence[Marks]) -> None:
    """Fill sides from the passage, in place; `marks` are those of the whole article."""
    for act in acts:
        _tidy(act)
    known = enemies_of(acts)
    _named(acts, marks)
    claimed_later(acts, marks)
    for act in acts:
        if act.nation_a and not act.side_a:
            _nation(act, acts, marks)
    for at, act in enumerate(acts):
        vague = act.place is None or act.place.resolved.precision == "country"
        if vague and act.kind not in _PLACELESS:
            _place(acts, at)
        if act.kind in STRIKES:
            both_strike(act, acts)
        if not act.side_a and not act.nation_a:
            _doer(acts, at)
        if act.kind is Kind.DISPLACEMENT and not act.side_a and not act.nation_a:
            _driver(act, acts)
        if act.kind is Kind.PROTEST and not act.side_a:
            _protesters(act, marks)
        if not act.side_b:
            _caught(act, acts, marks)
        if act.kind in STRIKES and not act.side_b:
            _fallen(act, acts)
        if act.kind in STRIKES and not act.side_b:
            _struck(acts, at)
        find_foe(act, known, marks)
    _launched(acts)


def _driver(act: Draft, acts: Sequence[Draft]) -> None:
    """Who drove people out: the armed doer of what was told with their flight, or right before it."""
    near = [
        (act.sentence - told.sentence, abs(act.lead.first - told.lead.first), at, other)
        for at, other in enumerate(acts)
        for told in (other, *other.merged)
        if other.kind in _DRIVING and 0 <= act.sentence - told.sentence <= 1
    ]
    feared = any(not _FEARED.isdisjoint(w.form.keys) for w in act.marks.sentence.words)
    for apart, *_, other in sorted(near, key=lambda n: n[:3]):
        if apart and not feared:
            return
        fled = {mark_of(r) for r in act.side_b}
        doers = [r for r in other.side_a if r.mention.armed and mark_of(r) not in fled]
        if doers:
            act.side_a = _copy(doers, "drove them out by what is told before")
            return


def _protesters(act: Draft, marks: Sequence[Marks]) -> None:
    """Who protested, where the act's own words leave it out: those called protesters nearest to it."""
    for sentence in sorted(marks, key=lambda m: abs(m.sentence.index - act.sentence)):
        for mention in sentence.parties:
            if mention.category == _PROTESTER and abs(sentence.sentence.index - act.sentence) <= _NEAR_SENTENCES:
                act.side_a = [Ref(mention, sentence.sentence.index, "protesters told of near it", 0.3)]
                return


def _named(acts: list[Draft], marks: Sequence[Marks]) -> None:
    """Who the people counted in an act were, told right after it: "الشخصان هما X وY"."""
    told = {m.sentence.index: m for m in marks}
    for act in acts:
        if not act.side_b or any(r.mention.cls != "people" or r.mention.actors for r in act.side_b):
            continue
        for at in range(act.sentence, act.sentence + _NAMES_REACH):
            names = _names_in(told[at]) if at in told else []
            if names:
                act.side_b.extend(Ref(p, at, "named after the act", 0.4) for p in names)
                break


def _names_in(marks: Marks) -> list[PartyMention]:
    """Persons whose names a sentence gives to those told of: the first behind a pronoun, others coupled to it."""
    words = marks.sentence.words
    out: list[PartyMention] = []
    for mention in marks.parties:
        if mention.cls != "person":
            continue
        introduced = mention.first > 0 and words[mention.first - 1].form.key in _NAMING
        if introduced or (out and out[-1].last == mention.first - 1):
            out.append(mention)
    return out


def _tidy(act: Draft) -> None:
    """Both sides of a fight apart; nobody on both sides of another act; no "others" beside those named."""
    two_sided = act.kind in SYMMETRIC
    if two_sided and len(act.side_a) >= 2 and not act.side_b:
        act.side_b = act.side_a[1:]
        act.side_a = act.side_a[:1]
    if two_sided and len(act.side_b) >= 2 and not act.side_a and not act.nation_a:
        other = next((r for r in act.side_b if r.rule.endswith(_WITH)), None)
        if other is not None:  # "مقتل مسلحين خلال اشتباك مع قوات الأمن"; else all are victims of one side
            act.side_a = [r for r in act.side_b if mark_of(r) != mark_of(other)]
            act.side_b = [other]
        else:
            _split_foes(act)
    if len(act.side_b) > 1:
        act.side_b = [r for r in act.side_b if r.mention.stem.key not in _OTHERS] or act.side_b
    act.side_b = [r for r in act.side_b if not _is_thing(r.mention)]
    if len(act.side_b) > 1:  # "غارات على سوريا" says where, when it is also told whom they hit
        act.side_b = [r for r in act.side_b if r.mention.cls != "state" or not r.rule.endswith(_ON)] or act.side_b
    side_with(act)
    if act.kind is Kind.ARMED_CLASH:  # who bombs beside a fight is not in it
        act.side_a = [r for r in act.side_a if not r.mention.aircraft]
        act.side_b = [r for r in act.side_b if not r.mention.aircraft]
    if not two_sided or len(act.side_b) > 1:
        _part(act)
    elif act.side_b and all(r.mention.actors and mark_of(r) == mark_of(act.side_b[0]) for r in act.side_a):
        act.side_a = []  # nobody fights himself: who fell in it was not the other side


def _is_thing(mention: PartyMention) -> bool:
    """Whether what was hit is an aircraft of which nothing says whose it is."""
    return mention.aircraft and mention.first == mention.last and not mention.actors


def _part(act: Draft) -> None:
    """Nobody does it to himself: a catalogued party that acts is not among those it was done to."""
    doers = {mark_of(r) for r in act.side_a if r.mention.actors}
    act.side_b = [r for r in act.side_b if mark_of(r) not in doers]


def _split_foes(act: Draft) -> None:
    """The dead of both sides of a fight apart: "عشرة في صفوف الفصائل مقابل سبعة من قوات النظام"."""
    state = [r for r in act.side_b if any(a.type is PartyType.STATE_FORCES for a in r.mention.actors)]
    rebels = [r for r in act.side_b if r not in state and r.mention.armed and _is_band(r.mention)]
    if state and rebels:
        first, second = (state, rebels) if act.side_b[0] in state else (rebels, state)
        act.side_a, act.side_b = first, second


def _is_band(mention: PartyMention) -> bool:
    """Whether a party fights as one: a force, a name, people whom the catalogue knows, "الحوثيين"."""
    return mention.cls in ("force", "name") or (mention.cls == "people" and bool(mention.actors))


def _caught(act: Draft, acts: list[Draft], marks: Sequence[Marks]) -> None:
    """Whom a raid was on: those arrested or killed in it; whose arms were found; whose missile was shot down."""
    near = sorted(
        (
            (min(abs(told.sentence - act.sentence) for told in (o, *o.merged)), at, o)
            for at, o in enumerate(acts)
            if o is not act
        ),
        key=lambda n: n[:2],
    )
    mine = {mark_of(r) for r in act.side_a}
    if act.lead.trigger.id in _SHOT_DOWN:
        _fired(act, [o for apart, _, o in near if apart <= _FIRED])
        found = told_near(act.side_a, act, marks, _AROUND) if act.side_a and not act.side_b else None
        act.side_b.extend([found] if found is not None else [])
        return
    for apart, _, other in near:
        if apart > 1:
            return
        ours = mine & {mark_of(r) for r in other.side_a}
        if act.kind is Kind.SWEEP and other.kind in _CATCHES and other.side_b and ours:
            act.side_b = _copy(other.side_b[:2], "who was caught in it")
            return
        told_on = ours and bool(act.lead.stem.conjunction)  # "وضبطت القوات …"
        if act.kind is Kind.WEAPONS_SEIZURE and (told_on or not apart) and other.kind in _FOUND_WITH:
            foes = other.side_b if ours else other.side_a if mine & {mark_of(r) for r in other.side_b} else []
            foes = [r for r in foes if not any(allied(r.mention, m.mention) for m in act.side_a)]
            if foes:
                act.side_b = _copy(foes, "whom they fought when they seized it")
                return


def _launched(acts: Sequence[Draft]) -> None:
    """Who fired what was shot down fired what hit, told in the same sentence."""
    for act in acts:
        if act.lead.trigger.id not in _SHOT_DOWN or not act.side_b:
            continue
        for other in acts:
            unknown = not (other.side_a or other.nation_a)
            if other.kind in STRIKES and other.sentence == act.sentence and unknown:
                other.side_a = _copy([r for r in act.side_b if r.mention.armed], "who fired what was shot down")


def _fired(act: Draft, near: Sequence[Draft]) -> None:
    """Whose missile was shot down: who fired one, told nearest, and not of those who shot it down."""
    for other in near:
        fired = [
            r
            for r in other.side_a
            if r.mention.armed
            and (r.mention.actors or not r.mention.aircraft)
            and not any(allied(r.mention, m.mention) or mark_of(r) == mark_of(m) for m in act.side_a)
        ]
        if other.kind in STRIKES and fired:
            act.side_b = _copy(fired, "who fired what was shot down")
            return


def _nation(act: Draft, acts: list[Draft], marks: Sequence[Marks]) -> None:
    """An adjective of nationality gives way to the state or army that the report names as doer elsewhere."""
    nation = act.nation
    if nation is None:
        _party_of(act, marks)
        return
    for other in acts:
        for ref in other.side_a:
            if _is_army_of(nation, ref.mention):
                act.side_a = _copy([ref], "named for the adjective of nationality")
                return
    near = sorted(marks, key=lambda m: abs(m.sentence.index - act.sentence))
    for sentence in near:
        for mention in sentence.parties:
            if _is_army_of(nation, mention):
                act.side_a = [Ref(mention, sentence.sentence.index, "named for the adjective of nationality", 0.3)]
                return


def _party_of(act: Draft, marks: Sequence[Marks]) -> None:
    """An adjective of a party gives way to the party that has it elsewhere: "القصف الحكومي", "القوات الحكومية"."""
    if act.nation_a is None:
        return
    words = (act.nation_of or act).marks.sentence.words
    roots = {s.key for s in words[act.nation_a[0]].form.stems if s.pre in ("", "ال") and not s.post}
    for sentence in sorted(marks, key=lambda m: abs(m.sentence.index - act.sentence)):
        for mention in sentence.parties:
            if not mention.armed or mention.cls not in ("name", "force"):
                continue
            told = sentence.sentence.words[mention.first : mention.last + 1]
            if any(s.key.removesuffix("ه") in roots for w in told for s in w.form.stems):
                act.side_a = [Ref(mention, sentence.sentence.index, "named for the adjective of a party", 0.3)]
                return


def _is_army_of(nation: str, mention: PartyMention) -> bool:
    """Whether a party can only be forces of that state."""
    return bool(mention.actors) and all(
        a.country == nation and a.type is PartyType.STATE_FORCES and (a.armed or mention.cls == "state")
        for a in mention.actors
    )


def _place(acts: list[Draft], at: int) -> None:
    """An act without a place stands where the passage does: the place of the act told, or told again, before it."""
    act = acts[at]
    best: Draft | None = None
    latest = (0, 0)
    for other in acts:
        if other is act or other.place is None or other.place.resolved.precision == "country":
            continue
        told = [(t.sentence, t.lead.first) for t in (other, *other.merged)]
        last = max((at for at in told if at <= (act.sentence, act.lead.first)), default=None)
        if last is None or act.sentence - last[0] > _NEAR_SENTENCES:
            continue
        if best is None or last > latest:
            best, latest = other, last
    if best is not None and best.place is not None:
        if latest[0] < act.sentence and opens_other_matter(act.marks):
            return
        if act.place is not None and (
            act.place.resolved.country != best.place.resolved.country or act.sentence - latest[0] > 1
        ):
            return
        act.place = replace(best.place, rule="place of the passage", score=0.2)


def _fallen(act: Draft, acts: Sequence[Draft]) -> None:
    """Whom a strike told beside a fight hit: those who fell in both, "قتل مسلحون من X في معارك وقصف لـY"."""
    if is_verbal(act.marks, act.lead) or not act.lead.stem.conjunction:
        return
    for other in (told for o in acts for told in (o, *o.merged)):
        beside = other.sentence == act.sentence and 0 < act.lead.first - other.lead.first <= _COUPLED
        if not beside or other.kind not in HARM:
            continue
        fell = [r for r in (*other.side_a, *other.side_b) if r.rule.startswith(_FELL) and r.mention.armed]
        if fell and not {mark_of(r) for r in fell} & {mark_of(r) for r in act.side_a}:
            act.side_b = _copy(fell, "who fell in it")
            return


def _struck(acts: list[Draft], at: int) -> None:
    """A strike told again of a place, "غاراتها على القاعدة", is on those that the same doer struck before."""
    act = acts[at]
    if act.lead.is_verb or not (act.lead.definite or act.lead.stem.post):
        return
    mine = {a.country for r in act.side_a if r.mention.armed for a in r.mention.actors}
    for other in reversed(acts[:at]):
        if not 0 <= act.sentence - other.sentence <= _NEAR_SENTENCES or other.kind not in STRIKES:
            continue
        theirs = {a.country for r in other.side_a if r.mention.armed for a in r.mention.actors}
        foes = [r for r in other.side_b if r.mention.armed]
        if foes and mine and mine == theirs:
            act.side_b = _copy(foes, "whom the same doer struck before")
            return


def _flies_not(other: Draft) -> bool:
    """Whether the doers of an act on the ground are all known to be no state's, so that an air strike isn't theirs."""
    if other.kind is Kind.AIR_STRIKE or not other.side_a:
        return False
    actors = [a for r in other.side_a for a in r.mention.actors]
    return bool(actors) and not any(a.state or a.type is PartyType.STATE_FORCES for a in actors)


def _at_home(act: Draft, other: Draft) -> bool:
    """Whether the doers of another act are forces of the very state that was struck, one at war only abroad."""
    country = act.place.resolved.country if act.place is not None else None
    return country in _WAR_ABROAD and any(a.country == country for r in other.side_a for a in r.mention.actors)


def _doer(acts: list[Draft], at: int) -> None:
    act = acts[at]
    if any(w.form.key in _UNKNOWN for w in act.marks.sentence.words[act.lead.first : act.lead.last + 6]):
        return
    group = _group(act.kind)
    if group not in ("strike",) and act.kind not in _SINGLE and not act.elided:
        return
    for other in sorted(
        acts[:at] + acts[at + 1 :], key=lambda d: (abs(d.sentence - act.sentence), d.sentence > act.sentence)
    ):
        if not (other.side_a or other.nation_a) or (
            _group(other.kind) != group and act.kind not in _SINGLE and not act.elided
        ):
            continue
        if other.sentence - act.sentence > 1 or act.sentence - other.sentence > _NEAR_SENTENCES:
            continue
        victims = {mark_of(r) for r in act.side_b}
        if any(allied(r.mention, v.mention) for r in other.side_a for v in act.side_b):
            continue
        if any(mark_of(r) in victims for r in other.side_a) or (act.kind is Kind.AIR_STRIKE and _flies_not(other)):
            continue
        if act.kind is Kind.SHELLING and other.side_a and all(r.mention.aircraft for r in other.side_a):
            continue
        if group == "strike" and _at_home(act, other):
            continue
        if (act.kind in _SINGLE or act.elided) and not any(r.mention.armed for r in other.side_a):
            continue
        if other.side_a:
            act.side_a = _copy(other.side_a, "doer told in the passage")
        else:
            act.nation_a, act.nation_of, act.nation = other.nation_a, other.nation_of or other, other.nation
        return
