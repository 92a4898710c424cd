"""The codebook in code: kinds, statuses, precisions, protected objects, and their crosswalks.

`docs/codebook.md` is the prose; a test holds the two in step.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

VERSION = "1.2"


class Kind(StrEnum):
    """The 33 kinds of event (docs/codebook.md, section 2)."""

    ARMED_CLASH = "armed_clash"
    ARMED_ATTACK = "armed_attack"
    TERRITORY_CHANGE = "territory_change"
    AIR_STRIKE = "air_strike"
    DRONE_STRIKE = "drone_strike"
    SHELLING = "shelling"
    BOMBING = "bombing"
    SUICIDE_BOMBING = "suicide_bombing"
    GRENADE = "grenade"
    CHEMICAL_ATTACK = "chemical_attack"
    ATTACK_ON_CIVILIANS = "attack_on_civilians"
    ASSASSINATION = "assassination"
    EXECUTION = "execution"
    CUSTODY_ABUSE = "custody_abuse"
    ABDUCTION = "abduction"
    SEXUAL_VIOLENCE = "sexual_violence"
    PROTEST = "protest"
    PROTEST_CRACKDOWN = "protest_crackdown"
    RIOT = "riot"
    AGREEMENT = "agreement"
    NEGOTIATION = "negotiation"
    ARREST = "arrest"
    RELEASE = "release"
    SIEGE = "siege"
    TROOP_MOVEMENT = "troop_movement"
    WITHDRAWAL = "withdrawal"
    SWEEP = "sweep"
    RECONNAISSANCE = "reconnaissance"
    WEAPONS_SEIZURE = "weapons_seizure"
    PROPERTY_DESTRUCTION = "property_destruction"
    DISPLACEMENT = "displacement"
    AID = "aid"
    MISSING = "missing"


class Status(StrEnum):
    """Whether the act happened as told."""

    OCCURRED = "occurred"
    ATTEMPTED = "attempted"
    DISPUTED = "disputed"


class DatePrecision(StrEnum):
    """How closely a date is known."""

    DAY = "day"
    SPAN = "span"
    WEEK = "week"
    MONTH = "month"
    UNKNOWN = "unknown"


class PlacePrecision(StrEnum):
    """How closely a place is known."""

    EXACT = "exact"
    NEAR = "near"
    AREA = "area"
    COUNTRY = "country"


class Force(StrEnum):
    """How firmly a speaker says it."""

    SAYS = "says"
    CLAIMS = "claims"
    CONFIRMS = "confirms"
    DENIES = "denies"
    RESPONSIBILITY = "claims_responsibility"


class Protected(StrEnum):
    """What the act hit or hindered, when it was of these."""

    HEALTH = "health"
    EDUCATION = "education"
    WORSHIP = "worship"
    MEDIA = "media"
    HUMANITARIAN = "humanitarian"
    CAMP = "camp"
    MARKET = "market"
    INFRASTRUCTURE = "infrastructure"


class PartyType(StrEnum):
    """Kinds of party, after ACLED's actor types."""

    STATE_FORCES = "state_forces"
    REBEL = "rebel"
    POLITICAL_MILITIA = "political_militia"
    IDENTITY_MILITIA = "identity_militia"
    RIOTERS = "rioters"
    PROTESTERS = "protesters"
    CIVILIANS = "civilians"
    EXTERNAL = "external"


# ACLED's numeric actor codes ("inter").
INTER: dict[PartyType, int] = {
    PartyType.STATE_FORCES: 1,
    PartyType.REBEL: 2,
    PartyType.POLITICAL_MILITIA: 3,
    PartyType.IDENTITY_MILITIA: 4,
    PartyType.RIOTERS: 5,
    PartyType.PROTESTERS: 6,
    PartyType.CIVILIANS: 7,
    PartyType.EXTERNAL: 8,
}


@dataclass(frozen=True, slots=True)
class KindFacts:
    """What a kind maps to: ACLED event and sub-event type, PLOVER type and mode; and its family.

    `family` groups kinds that reports use for one and the same act, for merging and incidents.
    """

    event_type: str
    sub_event_type: str
    plover: str
    mode: str
    family: str


_BATTLES = "Battles"
_REMOTE = "Explosions/Remote violence"
_VAC = "Violence against civilians"
_STRATEGIC = "Strategic developments"

KINDS: dict[Kind, KindFacts] = {
    Kind.ARMED_CLASH: KindFacts(_BATTLES, "Armed clash", "ASSAULT", "firearms", "battle"),
    Kind.ARMED_ATTACK: KindFacts(_BATTLES, "Armed clash", "ASSAULT", "firearms", "battle"),
    Kind.TERRITORY_CHANGE: KindFacts(_BATTLES, "Non-state actor overtakes territory", "ASSAULT", "", "territory"),
    Kind.AIR_STRIKE: KindFacts(_REMOTE, "Air/drone strike", "ASSAULT", "aerial", "strike"),
    Kind.DRONE_STRIKE: KindFacts(_REMOTE, "Air/drone strike", "ASSAULT", "drone", "strike"),
    Kind.SHELLING: KindFacts(_REMOTE, "Shelling/artillery/missile attack", "ASSAULT", "heavy-weapons", "strike"),
    Kind.BOMBING: KindFacts(_REMOTE, "Remote explosive/landmine/IED", "ASSAULT", "explosives", "explosion"),
    Kind.SUICIDE_BOMBING: KindFacts(_REMOTE, "Suicide bomb", "ASSAULT", "suicide-attack", "explosion"),
    Kind.GRENADE: KindFacts(_REMOTE, "Grenade", "ASSAULT", "explosives", "explosion"),
    Kind.CHEMICAL_ATTACK: KindFacts(_REMOTE, "Chemical weapon", "ASSAULT", "unconventional", "strike"),
    Kind.ATTACK_ON_CIVILIANS: KindFacts(_VAC, "Attack", "ASSAULT", "", "attack"),
    Kind.ASSASSINATION: KindFacts(_VAC, "Attack", "ASSAULT", "targeted", "attack"),
    Kind.EXECUTION: KindFacts(_VAC, "Attack", "ASSAULT", "targeted", "execution"),
    Kind.CUSTODY_ABUSE: KindFacts(_VAC, "Attack", "ASSAULT", "torture", "custody"),
    Kind.ABDUCTION: KindFacts(_VAC, "Abduction/forced disappearance", "ASSAULT", "abduct", "abduction"),
    Kind.SEXUAL_VIOLENCE: KindFacts(_VAC, "Sexual violence", "ASSAULT", "sexual", "sexual"),
    Kind.PROTEST: KindFacts("Protests", "Peaceful protest", "PROTEST", "demo", "protest"),
    Kind.PROTEST_CRACKDOWN: KindFacts(
        "Protests", "Excessive force against protesters", "ASSAULT", "crowd-control", "crackdown"
    ),
    Kind.RIOT: KindFacts("Riots", "Violent demonstration", "PROTEST", "riot", "riot"),
    Kind.AGREEMENT: KindFacts(_STRATEGIC, "Agreement", "AGREE", "", "agreement"),
    Kind.NEGOTIATION: KindFacts(_STRATEGIC, "Other", "CONSULT", "", "negotiation"),
    Kind.ARREST: KindFacts(_STRATEGIC, "Arrests", "COERCE", "arrest", "arrest"),
    Kind.RELEASE: KindFacts(_STRATEGIC, "Other", "RETREAT", "release", "release"),
    Kind.SIEGE: KindFacts(_STRATEGIC, "Other", "COERCE", "restrict", "siege"),
    Kind.TROOP_MOVEMENT: KindFacts(_STRATEGIC, "Other", "MOBILIZE", "troops", "movement"),
    Kind.WITHDRAWAL: KindFacts(_STRATEGIC, "Non-violent transfer of territory", "RETREAT", "withdraw", "withdrawal"),
    Kind.SWEEP: KindFacts(_STRATEGIC, "Other", "COERCE", "seize", "sweep"),
    Kind.RECONNAISSANCE: KindFacts(_STRATEGIC, "Other", "MOBILIZE", "troops", "reconnaissance"),
    Kind.WEAPONS_SEIZURE: KindFacts(_STRATEGIC, "Disrupted weapons use", "COERCE", "seize", "weapons"),
    Kind.PROPERTY_DESTRUCTION: KindFacts(
        _STRATEGIC, "Looting/property destruction", "ASSAULT", "destroy", "destruction"
    ),
    Kind.DISPLACEMENT: KindFacts(_STRATEGIC, "Other", "SANCTION", "expel", "displacement"),
    Kind.AID: KindFacts(_STRATEGIC, "Other", "AID", "", "aid"),
    Kind.MISSING: KindFacts(_STRATEGIC, "Other", "ACCUSE", "allege", "missing"),
}

# Kinds between two sides of which neither is the doer: sides may be read in either order.
SYMMETRIC: frozenset[Kind] = frozenset({Kind.ARMED_CLASH, Kind.AGREEMENT, Kind.NEGOTIATION, Kind.RELEASE})
