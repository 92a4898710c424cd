"""Saved searches and what was told of them. Functions over an open connection."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from marsad.store.columns import now
from marsad.store.desk_tables import AlertRow, SearchRow

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Search:
    """A saved search; `filters` is a query as the incidents' address takes it.

    Args:
        is_masked: names and points are withheld from what it tells.
        key: opens its feed.
        secret: signs what its webhook is sent.
    """

    id: int
    owner: str
    name: str
    filters: str
    is_masked: bool
    key: str
    secret: str
    webhook: str | None
    email: str | None
    created_at: dt.datetime


def read_searches(connection: Connection, *, owner: str | None = None) -> Iterator[Search]:
    """All saved searches, or those of one person, in order."""
    query = select(SearchRow.__table__).order_by(SearchRow.id)
    if owner is not None:
        query = query.where(SearchRow.owner == owner)
    for row in connection.execute(query):
        yield Search(**row._asdict())


def read_search(connection: Connection, search_id: int) -> Search | None:
    """The saved search of that number; None for none."""
    row = connection.execute(select(SearchRow.__table__).where(SearchRow.id == search_id)).one_or_none()
    return None if row is None else Search(**row._asdict())


def add_search(connection: Connection, search: Search) -> Search:
    """Keeps a search under a number and moment of its own."""
    number = (connection.scalar(select(func.max(SearchRow.id))) or 0) + 1
    made = replace(search, id=number, created_at=now())
    connection.execute(insert(SearchRow).values(asdict(made)))
    return made


def delete_search(connection: Connection, search_id: int) -> None:
    """Forgets a search and what was told of it."""
    connection.execute(delete(AlertRow).where(AlertRow.search_id == search_id))
    connection.execute(delete(SearchRow).where(SearchRow.id == search_id))


def known_incidents(connection: Connection, search_id: int) -> set[str]:
    """Incidents that the search has found."""
    return set(connection.scalars(select(AlertRow.incident_id).where(AlertRow.search_id == search_id)))


def add_found(connection: Connection, search: Search, incidents: Iterable[str], *, tells: bool) -> None:
    """Keeps that the search found these; `tells`: its webhook and e-mail address are to hear of them."""
    at = now()
    rows = [
        {
            "search_id": search.id,
            "incident_id": name,
            "found_at": at,
            "webhook_due": at if tells and search.webhook else None,
            "email_due": at if tells and search.email else None,
            "tries": 0,
            "problem": "",
        }
        for name in incidents
    ]
    if rows:
        connection.execute(insert(AlertRow), rows)


def due(connection: Connection, search_id: int, channel: str, *, limit: int) -> list[tuple[str, int]]:
    """(incident, tries so far) of what is to be told now by "webhook" or "email"."""
    column = AlertRow.webhook_due if channel == "webhook" else AlertRow.email_due
    query = select(AlertRow.incident_id, AlertRow.tries).where(AlertRow.search_id == search_id, column <= now())
    return [
        (row.incident_id, row.tries) for row in connection.execute(query.order_by(AlertRow.incident_id).limit(limit))
    ]


def note_told(
    connection: Connection,
    search_id: int,
    channel: str,
    incidents: Sequence[str],
    *,
    again: dt.datetime | None = None,
    problem: str = "",
) -> None:
    """Keeps what became of telling.

    Args:
        connection: in a transaction.
        search_id: of the search.
        channel: "webhook" or "email".
        incidents: what was told.
        again: when to try again; None: told, or given up.
        problem: why it failed; "" when it was told.
    """
    column = "webhook_due" if channel == "webhook" else "email_due"
    values: dict[Any, Any] = {column: again, AlertRow.problem: problem}
    if problem:
        values[AlertRow.tries] = AlertRow.tries + 1
    for start in range(0, len(incidents), _PAGE):
        page = incidents[start : start + _PAGE]
        connection.execute(
            update(AlertRow).where(AlertRow.search_id == search_id, AlertRow.incident_id.in_(page)).values(values)
        )
