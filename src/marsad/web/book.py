"""The incidents as the web shows them: rows in memory, kept in step with the store; whole ones on demand.

A view is made anew only when the store has changed, and then in one go: readers meanwhile see the one before.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import func, select

from marsad.corroboration.gather import gather
from marsad.corroboration.incident import Incident, PairJudgement
from marsad.store import Action, Store
from marsad.store.events import review_states
from marsad.store.reviews import standing_pairs
from marsad.store.tables import ArticleRow, CodingRow, ReviewRow, WithdrawalRow
from marsad.web.rows import Row, row_of


@dataclass(frozen=True)
class View:
    """All incidents at one state of the store.

    Args:
        version: equal states, equal version.
        rows: ordered by id.
        by_event: incident id of every event.
    """

    version: str
    rows: tuple[Row, ...]
    by_event: Mapping[str, str]
    incidents: Mapping[str, Incident] = field(repr=False)


class Book:
    """Gives the present view. One for all requests."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._view: View | None = None

    def view(self) -> View:
        """The incidents as they are now."""
        version = self._version()
        view = self._view
        if view is not None and view.version == version:
            return view
        with self._lock:
            if self._view is None or self._view.version != version:
                self._view = self._make(version)
            return self._view

    def _version(self) -> str:
        counted = [func.max(CodingRow.id), func.max(ReviewRow.id), func.max(WithdrawalRow.id), func.max(ArticleRow.seq)]
        with self._store.reading() as connection:
            state = [connection.scalar(select(column)) for column in counted]
        return hashlib.sha256(repr((self._store.name, state)).encode()).hexdigest()[:16]

    def _make(self, version: str) -> View:
        with self._store.reading() as connection:
            states = review_states(connection)
            pairs = [
                PairJudgement(r.event_id, r.other_id, r.action is Action.MERGE, r.who, r.at, r.why)
                for r in standing_pairs(connection)
                if r.other_id is not None
            ]
        made = gather(self._store.told(), judgements=pairs, reviews=states)
        incidents = {incident.id: incident for incident in sorted(made, key=lambda incident: incident.id)}
        by_event = {told.id: incident.id for incident in made for told in incident.members}
        return View(version, tuple(row_of(incident) for incident in incidents.values()), by_event, incidents)
