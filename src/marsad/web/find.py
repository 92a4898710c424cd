"""The rows that a question wants, its text search included."""

from __future__ import annotations

from collections.abc import Iterable

from marsad.store import Store
from marsad.web.rows import Row
from marsad.web.wanted import Wanted, conditions, select_rows

_MAX_FOUND = 10_000  # articles that a text search may give


def find_rows(store: Store, rows: Iterable[Row], wanted: Wanted) -> list[Row]:
    """The rows that are wanted, in the order given."""
    articles = None
    if wanted.q is not None:
        articles = frozenset(hit.version.article.id for hit in store.search(wanted.q, limit=_MAX_FOUND))
    return select_rows(rows, conditions(wanted, articles))
