"""The rows that a question wants, its text search included."""

from __future__ import annotations

from marsad.exports.mask import mask_text
from marsad.store import Store
from marsad.web.book import View
from marsad.web.rows import Row
from marsad.web.wanted import Wanted, conditions, select_rows

_MAX_FOUND = 10_000  # articles that a text search may give
_KEPT = 64  # questions whose rows are kept with a view: their pages follow each other


def find_rows(store: Store, view: View, wanted: Wanted) -> list[Row]:
    """The rows of the view that are wanted, ordered by id."""
    if wanted.q is not None:  # what stands in articles can change while incidents stay
        if view.is_masked and mask_text(wanted.q) != wanted.q:
            return []  # whether a private person is told of is withheld, too
        found = frozenset(hit.version.article.id for hit in store.search(wanted.q, limit=_MAX_FOUND))
        return select_rows(view.rows, conditions(wanted, found))
    asked = wanted.model_dump_json(include=set(Wanted.model_fields))
    rows = view.asked.get(asked)
    if rows is None:
        rows = select_rows(view.rows, conditions(wanted))
        if len(view.asked) >= _KEPT:
            view.asked.pop(next(iter(view.asked)), None)
        view.asked[asked] = rows
    return rows
