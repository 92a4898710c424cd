"""The review desk: who looks at what just now, and what second coders say. Functions over an open connection."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from marsad.store.columns import now
from marsad.store.desk_tables import LeaseRow, SecondRow


@dataclass(frozen=True, slots=True)
class Lease:
    """That someone looks at an incident, until when."""

    incident_id: str
    who: str
    expires_at: dt.datetime


@dataclass(frozen=True, slots=True)
class SecondCoding:
    """What a second coder says of an event: accept, correct or reject, and the fields that differ from the coded."""

    id: int
    article_id: str
    event_id: str
    who: str
    at: dt.datetime
    verdict: str
    said: Mapping[str, Any]


def read_leases(connection: Connection) -> dict[str, Lease]:
    """Leases that have not run out, by incident."""
    rows = connection.execute(select(LeaseRow.__table__).where(LeaseRow.expires_at > now()))
    return {row.incident_id: Lease(*row) for row in rows}


def take_lease(connection: Connection, incident_id: str, who: str, lasts: dt.timedelta) -> Lease:
    """The lease of the incident: this person's, made or prolonged, or that of another who was first."""
    held = read_leases(connection).get(incident_id)
    if held is not None and held.who != who:
        return held
    made = Lease(incident_id, who, now() + lasts)
    connection.execute(delete(LeaseRow).where((LeaseRow.incident_id == incident_id) | (LeaseRow.expires_at <= now())))
    connection.execute(insert(LeaseRow).values(incident_id=incident_id, who=who, expires_at=made.expires_at))
    return made


def end_lease(connection: Connection, incident_id: str, who: str) -> None:
    """Gives up a person's own lease."""
    connection.execute(delete(LeaseRow).where(LeaseRow.incident_id == incident_id, LeaseRow.who == who))


def add_second(
    connection: Connection, article_id: str, event_id: str, *, who: str, verdict: str, said: Mapping[str, Any]
) -> None:
    """Keeps what a second coder says of an event."""
    number = (connection.scalar(select(func.max(SecondRow.id))) or 0) + 1
    connection.execute(
        insert(SecondRow).values(
            id=number,
            article_id=article_id,
            event_id=event_id,
            who=who,
            at=now(),
            verdict=verdict,
            said=dict(said),
        )
    )


def read_seconds(connection: Connection) -> Iterator[SecondCoding]:
    """All second codings in order; a later one of the same person on the same event replaces the earlier."""
    for row in connection.execute(select(SecondRow.__table__).order_by(SecondRow.id)):
        yield SecondCoding(**row._asdict())
