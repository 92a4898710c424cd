"""Acts that are still being put together."""

from __future__ import annotations

from dataclasses import dataclass, field

from marsad.codebook import Force, Kind, Protected, Status
from marsad.reading.dates import DateMention
from marsad.reading.marks import Marks
from marsad.reading.parties import PartyMention
from marsad.reading.place_resolution import ResolvedPlace
from marsad.reading.places import PlaceMention
from marsad.reading.triggers import TriggerMention


@dataclass(slots=True)
class Ref:
    """A party as one act names it."""

    mention: PartyMention
    sentence: int
    rule: str
    score: float = 0.0


@dataclass(slots=True)
class TollRef:
    """A toll as one passage tells it; `clause` counts the clause boundaries of its sentence up to it."""

    min: int
    max: int | None
    sentence: int
    first: int
    last: int
    rule: str
    running: bool = False
    campaign: bool = False
    clause: float = 0.0


@dataclass(slots=True)
class PlaceRef:
    """A place as one act names it."""

    mention: PlaceMention
    resolved: ResolvedPlace
    sentence: int
    rule: str
    score: float = 0.0


@dataclass(slots=True)
class DateRef:
    """A date as one act has it.

    `inherited` when it is another passage's, `statement` when it is the day on which somebody said so.
    """

    mention: DateMention | None
    sentence: int
    rule: str
    inherited: bool = False
    statement: bool = False


@dataclass(slots=True)
class SpeakerRef:
    """A speaker, as named, with the force of the verb."""

    text: str
    sentence: int
    first: int
    last: int
    force: Force
    via: str | None = None


@dataclass(slots=True)
class Draft:
    """An act being put together: one trigger leads, others tell the same act.

    `another`: told as one more act ("اشتباكات أخرى", "اجتماعا آخر").
    `pointing`: a demonstrative stands with the word ("هذه الغارات").
    `elided`: the verb has a doer of its own that the sentence does not name ("وأعدمت تسعة").

    `nation_a` are the words of an adjective of nationality that names the doer ("القصف التركي"),
    in the sentence of `nation_of` when that is another draft.
    """

    kind: Kind
    marks: Marks
    lead: TriggerMention
    triggers: list[TriggerMention]
    status: Status = Status.OCCURRED
    side_a: list[Ref] = field(default_factory=list)
    side_b: list[Ref] = field(default_factory=list)
    aircraft: list[Ref] = field(default_factory=list)
    nation_a: tuple[int, int] | None = None
    nation_of: Draft | None = None
    nation: str | None = None
    place: PlaceRef | None = None
    date: DateRef | None = None
    dead: list[TollRef] = field(default_factory=list)
    hurt: list[TollRef] = field(default_factory=list)
    speakers: list[SpeakerRef] = field(default_factory=list)
    protected: dict[Protected, tuple[int, int, int]] = field(default_factory=dict)
    means: tuple[int, int] | None = None
    means_rule: str = ""
    sure: float = 0.0
    other: bool = False
    elided: bool = False
    pointing: bool = False
    another: bool = False
    anaphoric: bool = False
    merged: list[Draft] = field(default_factory=list)
    dropped: str = ""

    @property
    def sentence(self) -> int:
        """Index of the sentence of the leading trigger."""
        return self.marks.sentence.index

    @property
    def number_many(self) -> bool:
        """Whether its leading word is a plural: "raids", "attacks"."""
        return self.lead.number == "many"

    @property
    def all_toll(self) -> bool:
        """Whether only its toll is told, by "killed" and the like."""
        return all(t.trigger.toll for t in self.triggers)
