"""Values of corroboration: an event as a report tells it, and the incident that several tell.

After coding, before the store's views, exports and the web. An incident is a view: it can be
computed again at any time from the events, the reports and what reviewers judged. Everything is frozen.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from marsad.article import Span
from marsad.codebook import Force, Kind, Protected, Status
from marsad.event import Event, Party, Place, Toll, When


class ReviewState(StrEnum):
    """What people have said of an incident or event; the last judgement that stands."""

    UNREVIEWED = "unreviewed"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Report:
    """What corroboration knows of the article behind an event.

    Args:
        article_id: id of the article.
        outlet: who published it; "" when unknown.
        published: day of publication, None when unknown.
        url, title: as the article has them; may be empty.
        reprint_of: id of the earliest article with nearly the same text, its own id when it is that one.
            Reports with equal `reprint_of` are one voice.
    """

    article_id: str
    outlet: str
    published: dt.date | None
    url: str
    title: str
    reprint_of: str


@dataclass(frozen=True, slots=True)
class Told:
    """One act as one report tells it: the event as coded or as reviewers corrected it, and its report.

    Args:
        event: the event, with corrections if there are any.
        report: the article behind it.
        coded_id: id of the event as it was coded, when reviewers corrected it; an event's id comes from its content,
            and judgements and incidents go by the id that stays.
    """

    event: Event
    report: Report
    coded_id: str = ""

    @property
    def id(self) -> str:
        """Id by which judgements, links and incidents name the event."""
        return self.coded_id or self.event.id


@dataclass(frozen=True, slots=True)
class IncidentClaim:
    """What one speaker says of the incident in one report. Speaker None: the outlet itself.

    `spans` are the words in the article `article_id` that say it.
    """

    speaker: str | None
    via: str | None
    force: Force
    kind: Kind
    side_a: tuple[str, ...]
    side_b: tuple[str, ...]
    fatalities: Toll | None
    injured: Toll | None
    outlet: str
    article_id: str
    event_id: str
    published: dt.date | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class TollRange:
    """Persons: low <= best <= high over the claims; high None: some claim has no upper bound.

    `rule` names how `best` was chosen.

    Raises:
        ValueError: when the order does not hold.
    """

    low: int
    best: int
    high: int | None
    rule: str

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.best or (self.high is not None and self.high < self.best):
            raise ValueError(f"toll {self.low} <= {self.best} <= {self.high} does not hold")


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature of a pair of events: what it is, how it stands, and what it adds to the score."""

    feature: str
    value: float
    weight: float


@dataclass(frozen=True, slots=True)
class Link:
    """Why two events stand in one incident.

    `score` is the probability in 0..1 that they tell the same act; `judged_by` names the person who
    said so, and then the score is 1 and there are no reasons.
    """

    left: str
    right: str
    score: float
    reasons: tuple[Reason, ...]
    judged_by: str | None = None


@dataclass(frozen=True, slots=True)
class PairJudgement:
    """What a person says of two events: the same act (a merge) or not (a split).

    Args:
        left, right: event ids.
        who, at, why: the person, the time, the reason; of two judgements on one pair the later stands.

    Raises:
        ValueError: when both ids are the same.
    """

    left: str
    right: str
    same: bool
    who: str
    at: dt.datetime
    why: str

    def __post_init__(self) -> None:
        if self.left == self.right:
            raise ValueError(f"a judgement is about two events, not {self.left} twice")


@dataclass(frozen=True, slots=True)
class Choice:
    """Where the value of a field of an incident comes from.

    Args:
        field: name of the field.
        rule: why this value and no other, in words for the reader.
        events: ids of the events that have it.
    """

    field: str
    rule: str
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """One act in the world with all that the reports say of it.

    Args:
        id: sixteen hex digits; stays when more reports arrive (derived from the first event of the incident).
        kind, status, date, place, side_a, side_b, protected: what the reports together support; each is a
            value that at least one member has, or null.
        fatalities, injured: range over the claims; None when nobody says anything.
        claims: all claims of all members, in order of publication.
        members: the events with their reports, in order of publication; never empty.
        outlets: names of the outlets, in order of first report.
        voices: number of independent reports (reprints of one text count once).
        disagreements: names of the fields on which claims contradict each other ("fatalities", "kind",
            "side_a", "status", "place", "date"), in the order of the codebook.
        links: why the members were put together.
        confidence: 0..1, that the incident happened as the fields say.
        review: what people said of it.
        choices: where the value of each field comes from, in the order of the codebook.
    """

    id: str
    kind: Kind
    status: Status
    date: When | None
    place: Place | None
    side_a: tuple[Party, ...]
    side_b: tuple[Party, ...]
    fatalities: TollRange | None
    injured: TollRange | None
    protected: tuple[Protected, ...]
    claims: tuple[IncidentClaim, ...]
    members: tuple[Told, ...]
    outlets: tuple[str, ...]
    voices: int
    disagreements: tuple[str, ...]
    links: tuple[Link, ...]
    confidence: float
    review: ReviewState = ReviewState.UNREVIEWED
    choices: tuple[Choice, ...] = ()

    @property
    def articles(self) -> tuple[str, ...]:
        """Ids of the articles that tell of it, each once, in order of publication."""
        return tuple(dict.fromkeys(told.report.article_id for told in self.members))

    @property
    def first_reported(self) -> dt.date | None:
        """Day of the first dated report."""
        return min((t.report.published for t in self.members if t.report.published), default=None)

    @property
    def last_reported(self) -> dt.date | None:
        """Day of the last dated report."""
        return max((t.report.published for t in self.members if t.report.published), default=None)
