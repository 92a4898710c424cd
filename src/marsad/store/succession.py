"""Which event of an article's present coding tells what a superseded one told, so that decisions outlive both.

An event's id comes from its content: a newer coder that reads one field otherwise, or an outlet that edits the
text, gives the same telling another id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from marsad.store.tables import ArticleRow, CodingRow, EventRow, VersionRow

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Successor:
    """The event that now tells it.

    Args:
        id: its id.
        same_text: it was read from the text that the superseded one was read from.
    """

    id: str
    same_text: bool


def _pages(values: Iterable[str]) -> Iterator[list[str]]:
    listed = sorted(values)
    for start in range(0, len(listed), _PAGE):
        yield listed[start : start + _PAGE]


def successors(connection: Connection, event_ids: Iterable[str]) -> dict[str, Successor]:
    """By id of a superseded event, what tells it now; events that stand, and those without successor, are left out."""
    out: dict[str, Successor] = {}
    for page in _pages(set(event_ids)):
        current = (
            select(EventRow.id)
            .join(ArticleRow, ArticleRow.coding_id == EventRow.coding_id)
            .where(EventRow.id.in_(page))
        )
        stale = set(page) - set(connection.scalars(current))
        query = (
            select(EventRow.id, EventRow.data, EventRow.coding_id, CodingRow.version_id, VersionRow.article_id)
            .join(CodingRow, CodingRow.id == EventRow.coding_id)
            .join(VersionRow, VersionRow.id == CodingRow.version_id)
            .where(EventRow.id.in_(stale))
            .order_by(EventRow.coding_id)  # the last coding that had it decides
        )
        for row in connection.execute(query):
            found = _successor(connection, row)
            out.pop(row.id, None)
            if found is not None:
                out[row.id] = found
    return out


def _successor(connection: Connection, old: Any) -> Successor | None:
    article = connection.execute(
        select(ArticleRow.coding_id, ArticleRow.version_id).where(ArticleRow.id == old.article_id)
    ).one()
    beside = select(EventRow.id).where(EventRow.coding_id == old.coding_id)
    query = select(EventRow.id, EventRow.data).where(
        EventRow.coding_id == article.coding_id, EventRow.id.not_in(beside)
    )
    new = connection.execute(query.order_by(EventRow.position)).all()
    same_text = article.version_id == old.version_id
    for likeness in (_trigger,) if same_text else (_words, _act):
        alike = [row.id for row in new if likeness(row.data) == likeness(old.data)]
        if len(alike) == 1:
            return Successor(alike[0], same_text)
    return None


def _trigger(data: dict[str, Any]) -> tuple[Any, ...]:
    return data["evidence"]["field"], data["evidence"]["trigger"]


def _words(data: dict[str, Any]) -> tuple[Any, ...]:
    return data["kind"], data["anchor"]


def _act(data: dict[str, Any]) -> tuple[Any, ...]:
    place, date = data["place"] or {}, data["date"] or {}
    return data["kind"], place.get("name"), date.get("start")
