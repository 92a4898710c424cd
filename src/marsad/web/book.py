"""The incidents as the web shows them: small rows in memory, kept in step with the store; whole ones on demand.

A view is made anew only when the store has changed, from what has changed; readers meanwhile see the one before.
"""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
import json
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import from_json
from sqlalchemy import Text, func, select, type_coerce

from marsad.corroboration.records import incident_from_dict, incident_to_dict
from marsad.exports.mask import mask_incident
from marsad.exports.rules import HarmRules
from marsad.store import Store
from marsad.store.columns import unescape
from marsad.store.pulse import Pulse
from marsad.store.tables import IncidentMemberRow, IncidentRow
from marsad.web.rows import Row, row_of

_PAGE = 500
_SUMMARIES = 5000  # kept in memory, some kilobytes each
_INNER = ("articles", "events", "claims", "choices", "links")
_TEXT = type_coerce(IncidentRow.data, Text).label("data")  # read here, by a faster reader


def _read_json(text: str) -> dict[str, Any]:
    plain = unescape(text)
    # The faster reader takes no lone surrogate; only an escaped text has some.
    data: dict[str, Any] = from_json(text) if plain is text else json.loads(plain)
    return data


def short(data: Mapping[str, Any]) -> dict[str, Any]:
    """An incident without what stands in its reports."""
    return {name: value for name, value in data.items() if name not in _INNER}


@dataclass(frozen=True)
class View:
    """All incidents at one state of the store, as one group of readers may see them.

    Args:
        version: equal states, equal version.
        rows: ordered by id.
        changed: when each incident was last computed to something else, by id.
        asked: rows that were lately wanted, by the question; see `find`.
        is_masked: whether names are withheld from its readers.
    """

    version: str
    rows: tuple[Row, ...]
    changed: Mapping[str, dt.datetime]
    asked: dict[str, list[Row]] = field(default_factory=dict)
    is_masked: bool = False


class Book:
    """Gives the present view. One for all requests.

    Args:
        store: where incidents are kept.
        rules: what is withheld from readers of the masked view; None: nothing, this is the view of those who code.
    """

    def __init__(self, store: Store, rules: HarmRules | None = None) -> None:
        self._store = store
        self._rules = rules
        self._is_masked = rules is not None and rules.mask_names
        self._lock = threading.Lock()
        self._view: View | None = None
        self._rows: dict[str, tuple[dt.datetime, Row]] = {}
        self._summaries: dict[str, tuple[dt.datetime, dict[str, Any]]] = {}
        self._pulse = Pulse(store.engine)
        self._seen: tuple[int, View] | None = None  # the view that was right at that beat

    def view(self) -> View:
        """The incidents as they are now."""
        beat = self._pulse.look()
        seen = self._seen
        if seen is not None and seen[0] == beat:
            return seen[1]
        if self._store.incidents_are_stale():
            self._store.refresh_incidents()
        version = self._version()
        view = self._view
        if view is None or view.version != version:
            with self._lock:
                if self._view is None or self._view.version != version:
                    self._view = self._make(version)
                view = self._view
        self._seen = None if beat is None else (beat, view)
        return view

    def _version(self) -> str:
        with self._store.reading() as connection:
            newest = connection.scalar(select(func.max(IncidentRow.changed_at)))
            count = connection.scalar(select(func.count(IncidentRow.id)))
        state = (self._store.name, str(newest), count, self._rules)
        return hashlib.sha256(repr(state).encode()).hexdigest()[:16]

    def _make(self, version: str) -> View:
        with self._store.reading() as connection:
            stamps = {
                row.id: row.changed_at for row in connection.execute(select(IncidentRow.id, IncidentRow.changed_at))
            }
        for gone in self._rows.keys() - stamps.keys():
            del self._rows[gone]
        changed = [name for name, at in stamps.items() if name not in self._rows or self._rows[name][0] != at]
        gc.disable()  # nothing of it is garbage, and looking for some would take most of the time
        try:
            for name, data in self._read(changed, self._shown):
                self._rows[name] = (stamps[name], row_of(data))
        finally:
            gc.enable()
        return View(
            version, tuple(self._rows[name][1] for name in sorted(self._rows)), stamps, is_masked=self._is_masked
        )

    def _shown(self, data: dict[str, Any]) -> dict[str, Any]:
        if self._rules is None:
            return data
        return incident_to_dict(mask_incident(incident_from_dict(data), self._rules))

    def _read(
        self, ids: Iterable[str], shown: Callable[[dict[str, Any]], dict[str, Any]]
    ) -> Iterable[tuple[str, dict[str, Any]]]:
        wanted = list(ids)
        for start in range(0, len(wanted), _PAGE):
            query = select(IncidentRow.id, _TEXT).where(IncidentRow.id.in_(wanted[start : start + _PAGE]))
            with self._store.reading() as connection:
                rows = connection.execute(query).all()
            yield from ((row.id, shown(_read_json(row.data))) for row in rows)

    def read(self, ids: Iterable[str]) -> Mapping[str, dict[str, Any]]:
        """Whole incidents, as `incident_to_dict` writes them and as this view's readers may see them, by id."""
        return dict(self._read(ids, self._shown))

    def summaries(self, rows: Sequence[Row]) -> list[dict[str, Any]]:
        """The rows' incidents as lists show them, without what stands in their reports; in the same order."""
        kept = self._summaries
        found = ((row.id, self._rows.get(row.id)) for row in rows)
        stamps = {name: stamped[0] for name, stamped in found if stamped is not None}
        missing = [name for name, at in stamps.items() if name not in kept or kept[name][0] != at]
        if len(kept) + len(missing) > _SUMMARIES:
            kept = self._summaries = {}
            missing = list(stamps)
        for name, data in self._read(missing, self._shown):
            kept[name] = (stamps[name], short(data))
        return [kept[row.id][1] for row in rows if row.id in kept]

    def incidents_of(self, article_id: str) -> Mapping[str, str]:
        """Incident id of every event of the article."""
        query = select(IncidentMemberRow.event_id, IncidentMemberRow.incident_id)
        with self._store.reading() as connection:
            found = connection.execute(query.where(IncidentMemberRow.article_id == article_id))
            return {row.event_id: row.incident_id for row in found}
