"""Everything that reading found in one sentence: what coding works on."""

from __future__ import annotations

from dataclasses import dataclass

from marsad.reading.casualties import CasualtyMention
from marsad.reading.counts import CountMention
from marsad.reading.dates import DateMention
from marsad.reading.document import Sentence
from marsad.reading.parties import PartyMention
from marsad.reading.place_resolution import ResolvedPlace
from marsad.reading.places import PlaceMention
from marsad.reading.realis import RealisMark
from marsad.reading.speakers import Attribution
from marsad.reading.spots import Spots
from marsad.reading.triggers import TriggerMention


@dataclass(slots=True)
class Marks:
    """Everything read in one sentence. `places` and `resolved` run parallel."""

    sentence: Sentence
    triggers: list[TriggerMention]
    parties: list[PartyMention]
    dates: list[DateMention]
    counts: list[CountMention]
    casualties: list[CasualtyMention]
    places: list[PlaceMention]
    resolved: list[ResolvedPlace | None]
    attributions: list[Attribution]
    realis: list[RealisMark]
    spots: Spots  # words that may begin what a finder looks for
    bounds: list[float]  # cost of the clause boundaries up to each word, cumulative

    def apart(self, one: int, other: int) -> float:
        """Cost of the clause boundaries between two words: 0 in one clause, 0.5 a comma, 3 a conjunction of clauses."""
        return abs(self.bounds[one] - self.bounds[other])
