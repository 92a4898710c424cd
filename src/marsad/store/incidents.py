"""Incidents: a view over events and judgements, kept so that it need not be computed at every look.

It can be thrown away and computed anew at any time (`refresh(..., full=True)`). Otherwise only what changed
since the last time is computed: new events are put to the incidents that share a block with them; incidents of
which an event was superseded, withdrawn or judged are taken apart and their events gathered again.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from marsad.corroboration.blocks import keys
from marsad.corroboration.gather import gather
from marsad.corroboration.incident import Incident, PairJudgement, Told
from marsad.corroboration.records import incident_from_dict, incident_to_dict
from marsad.store.columns import now
from marsad.store.events import read_told, review_states
from marsad.store.filters import Filters, conditions, facet_value
from marsad.store.reprints import refresh_reprints
from marsad.store.reviews import Action, standing_pairs
from marsad.store.tables import (
    ArticleRow,
    IncidentBlockRow,
    IncidentFacetRow,
    IncidentMemberRow,
    IncidentRow,
    TouchedRow,
)

_PAGE = 500
_LOT = 2000  # new articles gathered at a time: what a refresh needs of memory goes by it


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh did: incidents made new, changed, gone, and how many stand now."""

    new: int
    changed: int
    gone: int
    total: int


def _pages(values: Iterable[Any]) -> Iterator[list[Any]]:
    listed = list(dict.fromkeys(values))
    for start in range(0, len(listed), _PAGE):
        yield listed[start : start + _PAGE]


def judgements(connection: Connection) -> list[PairJudgement]:
    """Merges and splits that stand."""
    return [
        PairJudgement(
            review.event_id, review.other_id or "", review.action is Action.MERGE, review.who, review.at, review.why
        )
        for review in standing_pairs(connection)
    ]


def _block(key: str) -> int:
    """A block's key as a number; two keys with one number only cost a comparison."""
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1


def _incidents_of(connection: Connection, column: Any, values: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for page in _pages(values):
        found.update(connection.scalars(select(IncidentMemberRow.incident_id).where(column.in_(page))))
    return found


def _members(connection: Connection, incidents: Iterable[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for page in _pages(incidents):
        query = select(IncidentMemberRow.event_id, IncidentMemberRow.article_id)
        rows = connection.execute(query.where(IncidentMemberRow.incident_id.in_(page)))
        found += [(row.event_id, row.article_id) for row in rows]
    return found


@dataclass
class _Names:
    """Ids of the incidents that a refresh made, changed and dropped, over all its lots."""

    new: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)


class _Refresh:
    """A lot of touched articles, in order of arrival, brought into the incidents."""

    def __init__(self, connection: Connection, touched: Sequence[str], names: _Names) -> None:
        self._connection = connection
        self._touched = touched
        self._judgements = judgements(connection)
        self._names = names

    def run(self) -> None:
        refresh_reprints(self._connection, self._touched)
        apart = self._taken_apart()
        told = self._told(apart)
        blocks = {item.id: {_block(key) for key in keys(item)} for item in told}
        standing = self._standing(set().union(*blocks.values()) if blocks else set(), apart)
        made = gather(
            told,
            judgements=self._judgements,
            reviews=review_states(self._connection),
            standing=[incident for incident, _ in standing.values()],
        )
        self._write(made, standing, apart)

    def _taken_apart(self) -> set[str]:
        """Incidents with an event of a touched article, or with one that a person paired with an event of such."""
        apart = _incidents_of(self._connection, IncidentMemberRow.article_id, self._touched)
        while True:
            inside = {event for event, _ in _members(self._connection, apart)}
            inside |= self._events_of_touched
            paired = {
                other
                for judged in self._judgements
                for one, other in ((judged.left, judged.right), (judged.right, judged.left))
                if one in inside
            }
            more = _incidents_of(self._connection, IncidentMemberRow.event_id, paired) - apart
            if not more:
                return apart
            apart |= more

    @property
    def _events_of_touched(self) -> set[str]:
        if not self._judgements:
            return set()
        return {item.id for page in _pages(self._touched) for item in read_told(self._connection, articles=page)}

    def _told(self, apart: set[str]) -> list[Told]:
        """Events to be gathered, in order of arrival: those of touched articles and of incidents taken apart."""
        members = _members(self._connection, apart)
        wanted = {event for event, _ in members}
        touched = set(self._touched)
        articles = touched | {article for _, article in members}
        order: dict[str, int] = {}
        for page in _pages(articles):
            query = select(ArticleRow.id, ArticleRow.seq).where(ArticleRow.id.in_(page))
            order.update((row.id, row.seq) for row in self._connection.execute(query))
        return [
            item
            for page in _pages(sorted(order, key=order.__getitem__))
            for item in read_told(self._connection, articles=page)
            if item.report.article_id in touched or item.id in wanted
        ]

    def _standing(self, blocks: set[int], apart: set[str]) -> dict[str, tuple[Incident, dict[str, Any]]]:
        """Incidents that share a block with the events to be gathered, in order of arrival."""
        near: set[str] = set()
        for page in _pages(blocks):
            query = select(IncidentBlockRow.incident_id).where(IncidentBlockRow.block.in_(page))
            near.update(self._connection.scalars(query))
        rows: list[Any] = []
        for page in _pages(near - apart):
            query = select(IncidentRow.id, IncidentRow.seq, IncidentRow.data).where(IncidentRow.id.in_(page))
            rows += self._connection.execute(query).all()
        rows.sort(key=lambda row: (row.seq, row.id))
        return {row.id: (incident_from_dict(row.data), row.data) for row in rows}

    def _write(
        self, made: Sequence[Incident], standing: dict[str, tuple[Incident, dict[str, Any]]], apart: set[str]
    ) -> None:
        before = {name: data for name, (_, data) in standing.items()}
        for page in _pages(apart):
            query = select(IncidentRow.id, IncidentRow.data).where(IncidentRow.id.in_(page))
            before.update((row.id, row.data) for row in self._connection.execute(query))
        written = {incident.id: incident for incident in made}
        after = {name: incident_to_dict(incident) for name, incident in written.items()}
        changed = [name for name, data in after.items() if before.get(name) != data]
        gone = before.keys() - after.keys()
        self._drop([*gone, *(name for name in changed if name in before)])
        self._insert([(written[name], after[name]) for name in changed])
        self._names.new.update(name for name in changed if name not in before)
        self._names.changed.update(name for name in changed if name in before)
        self._names.gone |= gone

    def _drop(self, incidents: list[str]) -> None:
        for page in _pages(incidents):
            for table in (IncidentBlockRow, IncidentFacetRow, IncidentMemberRow):
                self._connection.execute(delete(table).where(table.incident_id.in_(page)))
            self._connection.execute(delete(IncidentRow).where(IncidentRow.id.in_(page)))

    def _insert(self, made: list[tuple[Incident, dict[str, Any]]]) -> None:
        at = now()
        for start in range(0, len(made), _PAGE):
            page = made[start : start + _PAGE]
            articles = [told.report.article_id for incident, _ in page for told in incident.members]
            seqs: dict[str, int] = {}
            for ids in _pages(articles):
                query = select(ArticleRow.id, ArticleRow.seq).where(ArticleRow.id.in_(ids))
                seqs.update((row.id, row.seq) for row in self._connection.execute(query))
            for table, rows in (
                (IncidentRow, [{**_row(i, data, seqs), "changed_at": at} for i, data in page]),
                (IncidentMemberRow, [row for i, _ in page for row in _member_rows(i)]),
                (IncidentFacetRow, [row for i, _ in page for row in _facet_rows(i)]),
                (IncidentBlockRow, [row for i, _ in page for row in _block_rows(i)]),
            ):
                if rows:
                    self._connection.execute(insert(table), rows)


def _row(incident: Incident, data: dict[str, Any], seqs: dict[str, int]) -> dict[str, Any]:
    date, place, dead = incident.date, incident.place, incident.fatalities
    return {
        "id": incident.id,
        "seq": min(seqs[told.report.article_id] for told in incident.members),
        "kind": incident.kind.value,
        "status": incident.status.value,
        "date_start": date.start if date else None,
        "date_end": date.end if date else None,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "fatalities_low": dead.low if dead else None,
        "fatalities_best": dead.best if dead else None,
        "fatalities_high": dead.high if dead else None,
        "voices": incident.voices,
        "confidence": incident.confidence,
        "review": incident.review.value,
        "data": data,
    }


def _member_rows(incident: Incident) -> list[dict[str, Any]]:
    return [
        {"incident_id": incident.id, "event_id": told.id, "article_id": told.report.article_id}
        for told in incident.members
    ]


def _facet_rows(incident: Incident) -> list[dict[str, Any]]:
    events = [told.event for told in incident.members]
    parties = [party for event in events for party in (*event.side_a, *event.side_b)]
    facets = [
        *(("outlet", outlet) for outlet in incident.outlets),
        *(("party", party.text) for party in parties),
        *(("actor", party.actor_id) for party in parties if party.actor_id),
        *(("speaker", claim.speaker) for claim in incident.claims if claim.speaker),
        *(("protected", what.value) for what in incident.protected),
    ]
    unique = {(facet, facet_value(facet, value)) for facet, value in facets}
    return [{"incident_id": incident.id, "facet": facet, "value": value} for facet, value in sorted(unique)]


def _block_rows(incident: Incident) -> list[dict[str, Any]]:
    blocks = {_block(key) for told in incident.members for key in keys(told)}
    return [{"incident_id": incident.id, "block": block} for block in sorted(blocks)]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without Python's search for cycles: events and incidents have none, and it would walk all of them many times."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def refresh(connection: Connection, *, full: bool = False) -> Refreshed:
    """Brings the incidents up to the present state of events and judgements.

    Args:
        connection: in a writing transaction.
        full: compute all of them anew.
    """
    if full:
        for table in (IncidentBlockRow, IncidentFacetRow, IncidentMemberRow, IncidentRow):
            connection.execute(delete(table))
        touched = list(connection.scalars(select(ArticleRow.id).order_by(ArticleRow.seq)))
    else:
        query = select(ArticleRow.id).join(TouchedRow, TouchedRow.article_id == ArticleRow.id)
        touched = list(connection.scalars(query.order_by(ArticleRow.seq)))
    names = _Names()
    for lot in _lots(connection, touched):
        with _uncollected():
            _Refresh(connection, lot, names).run()
    connection.execute(delete(TouchedRow))
    total = connection.scalar(select(func.count()).select_from(IncidentRow)) or 0
    passing = names.new & names.gone
    return Refreshed(
        len(names.new - passing), len(names.changed - names.new - names.gone), len(names.gone - passing), total
    )


def _lots(connection: Connection, touched: Sequence[str]) -> Iterator[Sequence[str]]:
    """The articles in lots, in order of arrival: events added in order give what they give at once.

    Not so those of incidents that are taken apart: up to the last article told in incidents, all are one lot.
    """
    told: set[str] = set()
    for page in _pages(touched):
        told.update(
            connection.scalars(select(IncidentMemberRow.article_id).where(IncidentMemberRow.article_id.in_(page)))
        )
    start = max((at + 1 for at, name in enumerate(touched) if name in told), default=0)
    if start:
        yield touched[:start]
    for at in range(start, len(touched), _LOT):
        yield touched[at : at + _LOT]


def is_stale(connection: Connection) -> bool:
    """Whether events or judgements changed since the incidents were last computed."""
    return connection.execute(select(TouchedRow.article_id).limit(1)).first() is not None


def read_incidents(connection: Connection, filters: Filters) -> Iterator[Incident]:
    """Incidents that pass the filters, in order of date and id; undated ones last."""
    ordered = (
        select(IncidentRow.id)
        .where(*conditions(filters, connection))
        .order_by(IncidentRow.date_start.is_(None), IncidentRow.date_start, IncidentRow.id)
    )
    for page in _pages(connection.scalars(ordered).all()):
        rows = connection.execute(select(IncidentRow.id, IncidentRow.data).where(IncidentRow.id.in_(page)))
        data = {row.id: row.data for row in rows}
        for name in page:
            yield incident_from_dict(data[name])


def count_incidents(connection: Connection, filters: Filters) -> int:
    """How many incidents pass the filters."""
    query = select(func.count()).select_from(IncidentRow).where(*conditions(filters, connection))
    return connection.scalar(query) or 0


def read_incident(connection: Connection, incident_id: str) -> Incident | None:
    """The incident of that id; None when there is none now."""
    data = connection.scalar(select(IncidentRow.data).where(IncidentRow.id == incident_id))
    return None if data is None else incident_from_dict(data)
