"""The shapes of answers about people's work: accounts, desk, alerts, bulletin. Beside `shapes`."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel

from marsad.codebook import Kind
from marsad.web.people import Role
from marsad.web.shapes import Event, Summary


class User(BaseModel):
    """An account."""

    name: str
    role: Role
    is_disabled: bool
    created: dt.datetime


class AuditEntry(BaseModel):
    """Something that somebody did."""

    id: int
    at: dt.datetime
    who: str
    action: str
    subject: str
    detail: str


class AuditPage(BaseModel):
    """A page of the audit log; `next` null: the last one."""

    items: list[AuditEntry]
    next: str | None


class QueueItem(BaseModel):
    """An incident that needs eyes; `why`: toll, disagreement, protected, confidence."""

    incident: Summary
    why: list[Literal["toll", "disagreement", "protected", "confidence"]]
    score: float
    claimed_by: str | None


class Queue(BaseModel):
    """What most needs eyes; `total`: how many nobody judged."""

    items: list[QueueItem]
    total: int


class Lease(BaseModel):
    """Who looks at an incident, until when."""

    incident: str
    who: str
    expires: dt.datetime


class SecondWaiting(BaseModel):
    """An article that could be coded a second time."""

    id: str
    title: str


class Seconds(BaseModel):
    """Articles that could be coded a second time; `total` counts all of them."""

    items: list[SecondWaiting]
    total: int


class Blind(BaseModel):
    """An article with its events as they were coded."""

    id: str
    title: str
    text: str
    published: dt.date | None
    events: list[Event]


class FieldAgreement(BaseModel):
    """Of one field; null where it can't be computed."""

    cohen: float | None
    krippendorff: float | None
    n: int


class Agreement(BaseModel):
    """Agreement of two coders beyond chance; `pairs`: events that both judged."""

    pairs: int
    fields: dict[str, FieldAgreement]


class SavedSearch(BaseModel):
    """A saved search; `feed` is the address of its Atom feed with its key, `secret` signs what its webhook gets."""

    id: int
    name: str
    filters: str
    feed: str
    webhook: str | None
    email: str | None
    secret: str
    is_masked: bool


class Counts(BaseModel):
    """Sums over incidents; `killed_high` null: some report has no upper bound."""

    incidents: int
    killed_low: int
    killed_best: int
    killed_high: int | None
    injured_best: int
    ids: list[str]


class CountryCounts(Counts):
    """Sums of a country; null: not known."""

    country: str | None


class KindCounts(Counts):
    """Sums of a kind."""

    kind: Kind


class Bulletin(BaseModel):
    """A day's incidents."""

    day: dt.date
    totals: Counts
    countries: list[CountryCounts]
    kinds: list[KindCounts]
    incidents: list[Summary]


class Change(BaseModel):
    """An incident that became new or other, or a decision on an event."""

    type: Literal["incident", "decision"]
    id: str
    at: dt.datetime
    who: str | None = None
    verdict: str | None = None
    event: str | None = None


class Changes(BaseModel):
    """What changed, the oldest first; `next` asks for what comes after."""

    items: list[Change]
    next: str | None
