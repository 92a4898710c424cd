"""Which kinds reports use for one and the same act, and how readily.

A monitor says "shelling", a resident "an attack on civilians", a party "a drone strike": the kinds differ, the act
does not. The likeness says how often careful coders of different reports end at these two kinds for one act; it
is a prior by the codebook's definitions, and the trained weights say how much it counts.
"""

from __future__ import annotations

from marsad.codebook import Kind

_ALIKE: dict[tuple[str, str], float] = {
    # the means told differently
    ("air_strike", "drone_strike"): 0.8,
    ("air_strike", "shelling"): 0.6,
    ("drone_strike", "shelling"): 0.5,
    ("bombing", "suicide_bombing"): 0.8,
    ("bombing", "grenade"): 0.6,
    ("bombing", "drone_strike"): 0.4,
    ("bombing", "air_strike"): 0.3,
    ("bombing", "shelling"): 0.4,
    ("grenade", "attack_on_civilians"): 0.4,
    ("chemical_attack", "shelling"): 0.5,
    ("chemical_attack", "air_strike"): 0.5,
    # the means left open by one
    ("attack_on_civilians", "air_strike"): 0.5,
    ("attack_on_civilians", "drone_strike"): 0.5,
    ("attack_on_civilians", "shelling"): 0.5,
    ("attack_on_civilians", "bombing"): 0.4,
    ("attack_on_civilians", "suicide_bombing"): 0.3,
    ("attack_on_civilians", "chemical_attack"): 0.3,
    ("armed_attack", "air_strike"): 0.4,
    ("armed_attack", "drone_strike"): 0.5,
    ("armed_attack", "shelling"): 0.5,
    ("armed_attack", "bombing"): 0.4,
    ("armed_attack", "suicide_bombing"): 0.4,
    ("armed_attack", "grenade"): 0.4,
    # the target or the aim told differently
    ("armed_attack", "attack_on_civilians"): 0.6,
    ("armed_attack", "assassination"): 0.5,
    ("attack_on_civilians", "assassination"): 0.7,
    ("assassination", "bombing"): 0.5,
    ("assassination", "drone_strike"): 0.5,
    ("assassination", "air_strike"): 0.3,
    ("assassination", "execution"): 0.4,
    ("attack_on_civilians", "execution"): 0.5,
    ("armed_clash", "attack_on_civilians"): 0.3,
    ("execution", "custody_abuse"): 0.3,
    ("execution", "missing"): 0.3,
    # one or two sides told to fight
    ("armed_clash", "armed_attack"): 0.8,
    ("armed_clash", "shelling"): 0.2,
    ("territory_change", "armed_attack"): 0.3,
    ("territory_change", "armed_clash"): 0.2,
    ("territory_change", "withdrawal"): 0.6,
    # raids: search, arrest, fight
    ("sweep", "arrest"): 0.6,
    ("sweep", "armed_attack"): 0.5,
    ("sweep", "armed_clash"): 0.4,
    ("sweep", "weapons_seizure"): 0.4,
    ("sweep", "property_destruction"): 0.3,
    ("sweep", "siege"): 0.3,
    ("arrest", "armed_attack"): 0.3,
    ("arrest", "abduction"): 0.6,
    ("abduction", "missing"): 0.4,
    ("attack_on_civilians", "property_destruction"): 0.4,
    ("armed_attack", "property_destruction"): 0.2,
    ("assassination", "sweep"): 0.3,
    ("weapons_seizure", "drone_strike"): 0.4,
    ("weapons_seizure", "bombing"): 0.4,
    ("weapons_seizure", "air_strike"): 0.2,
    ("weapons_seizure", "shelling"): 0.3,
    # crowds
    ("protest", "riot"): 0.6,
    ("protest", "protest_crackdown"): 0.5,
    ("riot", "protest_crackdown"): 0.5,
    ("attack_on_civilians", "protest_crackdown"): 0.5,
    ("arrest", "protest_crackdown"): 0.3,
    # words and moves
    ("agreement", "negotiation"): 0.6,
    ("agreement", "release"): 0.4,
    ("agreement", "withdrawal"): 0.3,
    ("withdrawal", "troop_movement"): 0.5,
    ("siege", "aid"): 0.4,
    ("custody_abuse", "attack_on_civilians"): 0.3,
    ("custody_abuse", "arrest"): 0.2,
}

_LIKENESS: dict[tuple[Kind, Kind], float] = {
    **{(kind, kind): 1.0 for kind in Kind},
    **{(Kind(a), Kind(b)): value for (a, b), value in _ALIKE.items()},
    **{(Kind(b), Kind(a)): value for (a, b), value in _ALIKE.items()},
}
# Kinds that leave the means open, or name the aim instead: beside one that names the means they contradict nothing.
_OPEN = frozenset({Kind.ATTACK_ON_CIVILIANS, Kind.ARMED_ATTACK, Kind.ASSASSINATION})
_CONTRADICTING = 0.5


def kind_likeness(one: Kind, other: Kind) -> float:
    """1 the same kind, above 0 kinds that reports use of one act, 0 kinds of different acts."""
    return _LIKENESS.get((one, other), 0.0)


def kinds_contradict(one: Kind, other: Kind) -> bool:
    """Whether both can't be right of one act: different means, or acts that hardly go together.

    A kind that leaves the means open contradicts nothing that it may stand for.
    """
    if one is other:
        return False
    likeness = kind_likeness(one, other)
    if likeness and (one in _OPEN or other in _OPEN):
        return False
    return likeness <= _CONTRADICTING


def _groups() -> dict[Kind, tuple[str, ...]]:
    """By kind, the names of the groups of kinds whose pairs may be one act: a group for each pair of related kinds
    would make too many blocks, one for all would make them too large.
    """
    wide = {
        "harm": "air_strike drone_strike shelling bombing suicide_bombing grenade chemical_attack attack_on_civilians "
        "armed_attack assassination armed_clash territory_change execution weapons_seizure property_destruction "
        "custody_abuse sweep arrest abduction missing protest_crackdown",
        "crowd": "protest riot protest_crackdown",
        "ground": "territory_change withdrawal troop_movement agreement",
        "talks": "agreement negotiation release withdrawal",
        "cut": "siege aid sweep",
    }
    out: dict[Kind, list[str]] = {kind: [] for kind in Kind}
    for name, kinds in wide.items():
        for kind in kinds.split():
            out[Kind(kind)].append(name)
    return {kind: tuple(names) or (kind.value,) for kind, names in out.items()}


GROUPS: dict[Kind, tuple[str, ...]] = _groups()
