"""Which kind an act is: the trigger's own, refined by means, target and victims (codebook, section 2)."""

from __future__ import annotations

from marsad.codebook import Kind, Protected
from marsad.coding.draft import Draft
from marsad.coding.group import FAR_MEANS, STRIKES, is_means
from marsad.coding.topics import IN_FIGHT
from marsad.lexicon.closed import closed_class
from marsad.lexicon.grammar import Grammar
from marsad.reading.marks import Marks
from marsad.reading.words import Word

_REACH = 16
_FULL_STOP = 3
# The means that killed: the first of these that the clause names wins.
_ORDER = (
    Kind.SUICIDE_BOMBING,
    Kind.CHEMICAL_ATTACK,
    Kind.DRONE_STRIKE,
    Kind.AIR_STRIKE,
    Kind.GRENADE,
    Kind.BOMBING,
    Kind.SHELLING,
)
_REFINABLE = frozenset({*_ORDER, Kind.ARMED_ATTACK, Kind.ATTACK_ON_CIVILIANS, Kind.ASSASSINATION, Kind.CUSTODY_ABUSE})
_OWNED = closed_class("means_with_pronouns")
_STORES = closed_class("stores_of_means")
_STORED = 3  # words between a store and what it holds
_CARRYING = closed_class("carrying")
_CARRIED = 2  # words between carrying and what carries
_ARMS = "small arms"
_GUIDED = "armed_attack.anti_tank"
_MILITANTS = closed_class("militants")
_SETTLERS = closed_class("settlers")
_BY_SHOTS = closed_class("by_shots")


def find_means(marks: Marks, grammar: Grammar) -> list[tuple[int, int, Kind | str]]:
    """(first word, last word, kind or "small arms") of every word of means in a sentence."""
    out: list[tuple[int, int, Kind | str]] = []
    words = marks.sentence.words
    for at in marks.spots["means"]:
        for stem in words[at].form.stems:
            if stem.post and stem.key not in _OWNED:
                continue
            best: tuple[int, Kind] | None = None
            for kind, rest in grammar.means.get(stem.key, ()):
                if all(
                    at + 1 + i < len(words) and any(s.key == k for s in words[at + 1 + i].form.stems)
                    for i, k in enumerate(rest)
                ) and (best is None or len(rest) > best[0]):
                    best = (len(rest), kind)
            if best is not None:
                carried = any(s.key in _CARRYING for w in words[max(0, at - _CARRIED) : at] for s in w.form.stems)
                if not carried and not (best[1] is Kind.CHEMICAL_ATTACK and _is_stored(words, at)):
                    out.append((at, at + best[0], best[1]))  # not "نقلوا بمروحية لتلقي العلاج"
                break
            if stem.key in grammar.arms:
                out.append((at, at, _ARMS))
                break
    return out


def _is_stored(words: tuple[Word, ...], at: int) -> bool:
    """Whether the word of means at `at` says what a place or a programme holds: "منشآت البرنامج الكيماوي"."""
    return any(s.key in _STORES for w in words[max(0, at - _STORED) : at] for s in w.form.stems if s.preposition != "ب")


def _near_means(
    draft: Draft, means: list[tuple[int, int, Kind | str]], drafts: list[Draft]
) -> list[tuple[int, int, Kind | str]]:
    marks = draft.marks
    near = []
    for first, last, kind in means:
        gap = min(
            (first - t.last if first > t.last else t.first - last if last < t.first else 0) for t in draft.triggers
        )
        apart = min(marks.apart(t.first, first) for t in draft.triggers)
        far = FAR_MEANS if is_means(marks, first) else _REACH
        if gap > far or apart >= _FULL_STOP or (apart and gap > 9 and far == _REACH):
            continue
        nearer = any(
            other is not draft
            and any(
                min(t.first, first) <= o.first <= max(t.first, first)
                for o in other.triggers
                for t in draft.triggers[:1]
            )
            for other in drafts
        )
        if nearer and gap > 3:
            continue
        near.append((first, last, kind))
    return near


def refine(draft: Draft, means: list[tuple[int, int, Kind | str]], drafts: list[Draft], *, fought: bool) -> None:
    """Set the draft's kind, and the words of means that decided it; `fought`: the report tells of a fight."""
    if IN_FIGHT in draft.lead.trigger.refine and not fought:
        draft.kind = Kind.TROOP_MOVEMENT
        return
    rules = frozenset().union(*(t.trigger.refine for t in draft.triggers)) if draft.triggers else frozenset()
    own = [t for t in draft.triggers if not t.trigger.toll]
    refine_set = frozenset().union(*(t.trigger.refine for t in own)) if own else rules
    if draft.kind not in _REFINABLE:
        if "storm" in refine_set:
            _storm(draft)
        if draft.kind is Kind.ARMED_CLASH and _by_protesters(draft):
            draft.kind = Kind.RIOT
        elif draft.kind is Kind.RIOT and draft.lead.trigger.frame == "clash" and _with_fighters(draft):
            draft.kind = Kind.ARMED_CLASH
        if draft.kind is Kind.PROTEST and draft.dead and (shot_dead(draft) or _cost_lives(draft)):
            draft.kind = Kind.PROTEST_CRACKDOWN
        return
    near = _near_means(draft, means, drafts)
    kinds = {k for _, _, k in near}
    aircraft = [r for r in draft.side_a if r.mention.aircraft]
    if refine_set & {"means", "air", "explosive", "victim", "vehicle"}:
        for kind in _ORDER:
            if kind in kinds and _fits(draft, kind, refine_set):
                draft.kind = kind
                draft.means = next((first, last) for first, last, k in near if k == kind)
                draft.means_rule = f"means: {kind.value}"
                break
        else:
            if aircraft and refine_set & {"means"}:
                draft.kind = Kind.AIR_STRIKE
                draft.means_rule = "done by aircraft"
    if draft.kind in (Kind.ARMED_ATTACK, Kind.ATTACK_ON_CIVILIANS) and refine_set & {"target", "victim"}:
        _by_target(draft, arms=_ARMS in kinds)
    if "storm" in refine_set:
        _storm(draft)


def _fits(draft: Draft, kind: Kind, rules: frozenset[str]) -> bool:
    """Whether the words of means can refine this act: an air raid stays one, an explosion is no artillery."""
    if "air" in rules:
        return kind is Kind.DRONE_STRIKE
    if "explosive" in rules:
        return kind in (Kind.SUICIDE_BOMBING, Kind.CHEMICAL_ATTACK, Kind.GRENADE, Kind.DRONE_STRIKE)
    if draft.kind in STRIKES and "target" not in rules:
        return kind not in (Kind.BOMBING, Kind.SUICIDE_BOMBING, Kind.GRENADE) or draft.kind not in (
            Kind.SHELLING,
            Kind.AIR_STRIKE,
        )
    return True


def _by_target(draft: Draft, *, arms: bool) -> None:
    people = [r.mention for r in draft.side_b]
    if any(m.armed and m.stem.key not in _SETTLERS for m in people):
        soft = [m for m in people if m.category in ("civilian", "child", "woman", "medical", "journalist", "protester")]
        draft.kind = Kind.ATTACK_ON_CIVILIANS if soft and people[0] in soft else Kind.ARMED_ATTACK
        return
    if people:
        if any(m.category == "protester" for m in people):
            draft.kind = Kind.PROTEST_CRACKDOWN
            return
        draft.kind = Kind.ATTACK_ON_CIVILIANS
        return
    if (
        Protected.HEALTH in draft.protected
        or Protected.WORSHIP in draft.protected
        or Protected.MARKET in draft.protected
    ) or (arms and draft.all_toll):
        draft.kind = Kind.ATTACK_ON_CIVILIANS


def by_victims(act: Draft) -> None:
    """Set the kind of a merged act by those to whom all its tellings say it was done, none of whom is armed."""
    if act.kind is not Kind.ARMED_ATTACK or not act.side_b or any(r.mention.armed for r in act.side_b):
        return
    rules = frozenset().union(*(t.trigger.refine for t in act.triggers))
    if act.lead.trigger.id == _GUIDED:
        act.kind = Kind.SHELLING
    elif rules & {"target", "victim"} and "storm" not in rules:
        act.kind = Kind.ATTACK_ON_CIVILIANS


def _by_protesters(draft: Draft) -> bool:
    """Whether demonstrators fought the forces: "اشتباكات بين محتجين وقوات الأمن"."""
    first = draft.side_a[:1] + draft.side_b[:1]
    return len(first) == 2 and any(r.mention.category == "protester" for r in first)


def _with_fighters(draft: Draft) -> bool:
    """Whether gunmen fought the police, and no demonstrators: "12 إرهابيا … خلال مواجهات مع الشرطة"."""
    people = [r.mention for r in (*draft.side_a, *draft.side_b)]
    return any(m.stem.key in _MILITANTS for m in people) and all(m.armed or m.category == "neutral" for m in people)


def shot_dead(draft: Draft) -> bool:
    """Whether words say that the people of its toll were shot: "برصاص قوات الأمن"."""
    own = [t for t in draft.dead if t.sentence == draft.sentence and t.min > 0]
    if not own:
        return False
    behind = max(t.last for t in own)
    return any(w.form.key in _BY_SHOTS for w in draft.marks.sentence.words[behind : behind + _REACH])


def _cost_lives(draft: Draft) -> bool:
    """Whether protests are told with the dead among those who protest: "احتجاجات خلفت قتيلين"."""
    own = [t for t in draft.dead if t.sentence == draft.sentence and t.min > 0]
    return bool(own) and not any(r.mention.category == "armed" for r in draft.side_b)


def _storm(draft: Draft) -> None:
    """Storming: a crowd riots, a state's force sweeps, an armed group attacks."""
    doers = [r.mention for r in draft.side_a]
    if any(m.category in ("protester", "civilian") and not m.armed for m in doers):
        draft.kind = Kind.RIOT
    elif any(
        a.type.value in ("rebel", "political_militia", "identity_militia") for m in doers for a in m.actors
    ) or any(m.cls == "people" and m.armed for m in doers):
        draft.kind = Kind.ARMED_ATTACK
    else:
        draft.kind = Kind.SWEEP
