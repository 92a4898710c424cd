"""From the codebook to the codes of ACLED, UCDP, PLOVER and HAPI: the one place that knows what maps to what.

docs/exports.md is generated from these tables and held in step by a test.
"""

from __future__ import annotations

from marsad.codebook import INTER, KINDS, SYMMETRIC, DatePrecision, Kind, PartyType, PlacePrecision, Protected
from marsad.corroboration.incident import Incident
from marsad.event import When
from marsad.exports.actors import Typed

POLITICAL, DEMONSTRATIONS, STRATEGIC = "Political violence", "Demonstrations", "Strategic developments"
_GAINS, _OVERTAKES = "Government regains territory", "Non-state actor overtakes territory"
_EXCESSIVE, _INTERVENED = "Excessive force against protesters", "Protest with intervention"

# ACLED's words for its actor types, as its interface gives them.
INTER_WORDS: dict[PartyType, str] = {
    PartyType.STATE_FORCES: "State forces",
    PartyType.REBEL: "Rebel group",
    PartyType.POLITICAL_MILITIA: "Political militia",
    PartyType.IDENTITY_MILITIA: "Identity militia",
    PartyType.RIOTERS: "Rioters",
    PartyType.PROTESTERS: "Protesters",
    PartyType.CIVILIANS: "Civilians",
    PartyType.EXTERNAL: "External/Other forces",
}

# ACLED knows three precisions of time and of place.
TIME_PRECISION: dict[DatePrecision, int] = {
    DatePrecision.DAY: 1,
    DatePrecision.SPAN: 2,
    DatePrecision.WEEK: 2,
    DatePrecision.MONTH: 3,
    DatePrecision.UNKNOWN: 3,
}
GEO_PRECISION: dict[PlacePrecision, int] = {
    PlacePrecision.EXACT: 1,
    PlacePrecision.NEAR: 2,
    PlacePrecision.AREA: 3,
    PlacePrecision.COUNTRY: 3,
}
# UCDP's precision of place; an area that is a district is 3, a governorate 4, any other 5.
WHERE_PREC: dict[PlacePrecision, int] = {
    PlacePrecision.EXACT: 1,
    PlacePrecision.NEAR: 2,
    PlacePrecision.AREA: 5,
    PlacePrecision.COUNTRY: 6,
}
WHERE_PREC_BY_FEATURE: dict[str, int] = {"ADM2": 3, "ADM1": 4}

# UCDP counts acts that kill: fighting, and attacks on those who do not fight.
VIOLENT: frozenset[Kind] = frozenset(
    kind
    for kind, facts in KINDS.items()
    if facts.event_type in ("Battles", "Explosions/Remote violence", "Violence against civilians")
)
ONE_SIDED: frozenset[Kind] = frozenset(
    kind for kind, facts in KINDS.items() if facts.event_type == "Violence against civilians"
)

_VERBAL_COOPERATION, _MATERIAL_COOPERATION = "VERBAL COOPERATION", "MATERIAL COOPERATION"
_VERBAL_CONFLICT, _MATERIAL_CONFLICT = "VERBAL CONFLICT", "MATERIAL CONFLICT"
QUAD: dict[str, str] = {
    "AGREE": _VERBAL_COOPERATION,
    "CONSULT": _VERBAL_COOPERATION,
    "AID": _MATERIAL_COOPERATION,
    "RETREAT": _MATERIAL_COOPERATION,
    "ACCUSE": _VERBAL_CONFLICT,
    "PROTEST": _MATERIAL_CONFLICT,
    "SANCTION": _MATERIAL_CONFLICT,
    "MOBILIZE": _MATERIAL_CONFLICT,
    "COERCE": _MATERIAL_CONFLICT,
    "ASSAULT": _MATERIAL_CONFLICT,
}

# PLOVER's contexts that follow from the kind and from what was hit.
KIND_CONTEXTS: dict[Kind, str] = {
    Kind.ARMED_CLASH: "military",
    Kind.ARMED_ATTACK: "military",
    Kind.TERRITORY_CHANGE: "territory",
    Kind.AIR_STRIKE: "military",
    Kind.DRONE_STRIKE: "military",
    Kind.SHELLING: "military",
    Kind.CHEMICAL_ATTACK: "cbrn",
    Kind.EXECUTION: "human_rights",
    Kind.CUSTODY_ABUSE: "human_rights",
    Kind.ABDUCTION: "human_rights",
    Kind.SEXUAL_VIOLENCE: "human_rights",
    Kind.PROTEST_CRACKDOWN: "repression",
    Kind.TROOP_MOVEMENT: "military",
    Kind.WITHDRAWAL: "military",
    Kind.RECONNAISSANCE: "military",
    Kind.DISPLACEMENT: "migration",
    Kind.AID: "human_security",
}
PROTECTED_CONTEXTS: dict[Protected, str] = {
    Protected.HEALTH: "health",
    Protected.WORSHIP: "religion_ethnicity",
    Protected.CAMP: "asylum",
    Protected.MEDIA: "rights_freedoms",
    Protected.HUMANITARIAN: "human_security",
}


def acled_sub_event_type(incident: Incident, side_a: list[Typed]) -> str:
    """ACLED's sub-event type, with what the incident tells beyond its kind: who took a place, who was hurt."""
    kind = incident.kind
    if kind is Kind.TERRITORY_CHANGE:
        return _GAINS if side_a and side_a[0].state else _OVERTAKES
    if kind is Kind.PROTEST_CRACKDOWN:
        hurt = any(toll is not None and toll.best > 0 for toll in (incident.fatalities, incident.injured))
        return _EXCESSIVE if hurt else _INTERVENED
    return KINDS[kind].sub_event_type


def disorder_type(event_type: str, sub_event_type: str) -> str:
    """ACLED's disorder type of an event and sub-event type."""
    if event_type == "Protests":
        return f"{POLITICAL}; {DEMONSTRATIONS}" if sub_event_type == _EXCESSIVE else DEMONSTRATIONS
    if event_type == "Riots":
        return POLITICAL if sub_event_type == "Mob violence" else DEMONSTRATIONS
    return STRATEGIC if event_type == "Strategic developments" else POLITICAL


def targets_civilians(event_type: str, sub_event_type: str, side_b: list[Typed]) -> bool:
    """Whether ACLED marks civilians as the main target."""
    if event_type == "Violence against civilians" or sub_event_type == _EXCESSIVE:
        return True
    return (
        event_type == "Explosions/Remote violence"
        and bool(side_b)
        and all(party.type is PartyType.CIVILIANS for party in side_b)
    )


def interaction(first: PartyType | None, second: PartyType | None, *, numeric: bool) -> str | int | None:
    """ACLED's interaction of two actor types, lower code first; None where an actor's type is unknown."""
    if first is None:
        return None
    if second is None:
        return INTER[first] * 10 if numeric else f"{INTER_WORDS[first]} only"
    low, high = sorted((first, second), key=INTER.__getitem__)
    if numeric:
        return INTER[low] * 10 + INTER[high]
    if low is PartyType.CIVILIANS:  # in words civilians stand last
        low, high = high, low
    return f"{INTER_WORDS[low]}-{INTER_WORDS[high]}"


def time_precision(when: When) -> int:
    """ACLED's precision of time: a span of more than a week counts as a month."""
    if when.precision is DatePrecision.SPAN and when.start and when.end:
        days = (when.end - when.start).days + 1
        return 1 if days == 1 else 2 if days <= 7 else 3
    return TIME_PRECISION[when.precision]


def date_prec(when: When) -> int:
    """UCDP's: 1 day, 2 two to six days, 3 a week, 4 up to a month, 5 more."""
    if when.start is None or when.end is None:
        return 5
    days = (when.end - when.start).days + 1
    if when.precision in (DatePrecision.MONTH, DatePrecision.UNKNOWN):
        return 4 if days <= 31 else 5
    if when.precision is DatePrecision.WEEK:
        return 3 if days <= 7 else 4
    return 1 if days == 1 else 2 if days < 7 else 3 if days == 7 else 4 if days <= 31 else 5


def plover_sides(incident: Incident) -> bool:
    """Whether PLOVER puts both sides under `actor`: fights and talks of two sides."""
    return incident.kind in SYMMETRIC


def contexts(incident: Incident) -> list[str]:
    """PLOVER's contexts of the incident, each once."""
    found = [KIND_CONTEXTS.get(incident.kind, ""), *(PROTECTED_CONTEXTS.get(what, "") for what in incident.protected)]
    return list(dict.fromkeys(context for context in found if context))
