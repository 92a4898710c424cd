"""The audit log: who did what, when. Rows are only ever added."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from marsad.store.columns import now
from marsad.store.desk_tables import AuditRow


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing done; `subject` is what it was done to."""

    id: int
    at: dt.datetime
    who: str
    action: str
    subject: str
    detail: str


def write_audit(connection: Connection, who: str, action: str, subject: str, detail: str = "") -> None:
    """Keeps that somebody did something."""
    number = (connection.scalar(select(func.max(AuditRow.id))) or 0) + 1
    connection.execute(
        insert(AuditRow).values(id=number, at=now(), who=who, action=action, subject=subject, detail=detail)
    )


def read_audit(connection: Connection, *, before: int | None = None, limit: int = 100) -> Iterator[Entry]:
    """Entries, the last one first, those before the one of number `before`."""
    query = select(AuditRow.__table__).order_by(AuditRow.id.desc()).limit(limit)
    if before is not None:
        query = query.where(AuditRow.id < before)
    for row in connection.execute(query):
        yield Entry(**row._asdict())


def count_since(
    connection: Connection, action: str, subject: str, since: dt.datetime, *, detail: str | None = None
) -> int:
    """How often it was done to the subject since then, with that detail if one is given."""
    query = select(func.count()).select_from(AuditRow)
    if detail is not None:
        query = query.where(AuditRow.detail == detail)
    return (
        connection.scalar(query.where(AuditRow.action == action, AuditRow.subject == subject, AuditRow.at >= since))
        or 0
    )
