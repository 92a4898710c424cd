"""Runs, failures, and marks of how far a source was read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from marsad.store.columns import now
from marsad.store.tables import ArticleRow, CodingRow, FailureRow, MarkRow, RunRow, VersionRow


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a command that writes; `finished_at` None: it goes on, or was killed."""

    id: int
    command: str
    inputs: tuple[str, ...]
    started_at: dt.datetime
    finished_at: dt.datetime | None
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an input could not be read ("read") or an article not be coded ("code").

    Args:
        is_mended: the article has been coded since.
    """

    id: int
    step: str
    origin: str
    line: int | None
    article_id: str | None
    reason: str
    at: dt.datetime
    is_mended: bool


def start_run(connection: Connection, command: str, inputs: Sequence[str]) -> int:
    """Number of a new run."""
    number = (connection.scalar(select(func.max(RunRow.id))) or 0) + 1
    connection.execute(
        insert(RunRow).values(id=number, command=command, inputs=list(inputs), started_at=now(), finished_at=None)
    )
    return number


def finish_run(connection: Connection, run_id: int, counts: Mapping[str, int]) -> None:
    """Notes that the run came to its end, and what it did."""
    connection.execute(update(RunRow).where(RunRow.id == run_id).values(finished_at=now(), counts=dict(counts)))


def read_runs(connection: Connection) -> Iterator[Run]:
    """All runs, the last one first."""
    for row in connection.execute(select(RunRow.__table__).order_by(RunRow.id.desc())):
        yield Run(row.id, row.command, tuple(row.inputs), row.started_at, row.finished_at, row.counts or {})


def read_failures(connection: Connection) -> Iterator[Failure]:
    """All failures in order."""
    coded = select(CodingRow.version_id).where(CodingRow.version_id == FailureRow.version_id).exists()
    query = (
        select(FailureRow.__table__, ArticleRow.id.label("article_id"), coded.label("is_mended"))
        .join(VersionRow, VersionRow.id == FailureRow.version_id, isouter=True)
        .join(ArticleRow, ArticleRow.id == VersionRow.article_id, isouter=True)
        .order_by(FailureRow.id)
    )
    for row in connection.execute(query):
        yield Failure(row.id, row.step, row.origin, row.line, row.article_id, row.reason, row.at, bool(row.is_mended))


def read_mark(connection: Connection, name: str) -> Any:
    """What was last marked under the name; None for nothing."""
    return connection.scalar(select(MarkRow.value).where(MarkRow.name == name))


def set_mark(connection: Connection, name: str, value: Any) -> None:
    """Marks how far a source was read; the value is plain JSON."""
    connection.execute(delete(MarkRow).where(MarkRow.name == name))
    connection.execute(insert(MarkRow).values(name=name, value=value, at=now()))
