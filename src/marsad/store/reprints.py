"""Which articles are reprints of one text: computed when incidents are, from signatures kept with the versions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, or_, select, update

from marsad.corroboration.reprints import Reprints, bands, signature
from marsad.store.tables import ArticleRow, SignatureRow, VersionRow

_DAYS = 7  # texts printed further apart are no reprints (corroboration.reprints)


def _present() -> Any:
    # Neither ordered nor joined by what would make SQLite go through all articles in their order.
    return (
        select(
            ArticleRow.id,
            ArticleRow.seq,
            ArticleRow.reprint_of,
            VersionRow.published,
            VersionRow.id.label("version"),
            SignatureRow.signature,
        )
        .select_from(VersionRow)
        .join(ArticleRow, (ArticleRow.id == VersionRow.article_id) & (ArticleRow.version_id == VersionRow.id))
        .join(SignatureRow, SignatureRow.version_id == VersionRow.id, isouter=True)
    )


def refresh_reprints(connection: Connection, touched: Sequence[str]) -> None:
    """Finds anew whose reprints the touched articles are.

    Args:
        connection: in a writing transaction.
        touched: ids of articles that came, or came in a new version.
    """
    new = set(touched)
    near = sorted(connection.execute(_near(connection, touched)).all(), key=lambda row: row.seq)
    rows = [(row, _signature(connection, row)) for row in near]
    index = Reprints({key for row, value in rows if row.id in new for key in bands(value)})
    for row, value in rows:
        first = index.add(row.id, value, row.published, of="" if row.id in new else row.reprint_of)
        if first != row.reprint_of:
            connection.execute(update(ArticleRow).where(ArticleRow.id == row.id).values(reprint_of=first))


def _signature(connection: Connection, row: Any) -> bytes:
    if row.signature is not None:
        return bytes(row.signature)
    return signature(connection.scalar(select(VersionRow.text).where(VersionRow.id == row.version)) or "")


def _near(connection: Connection, touched: Sequence[str]) -> Any:
    """The articles published about as the touched ones, in any order; all of them when some has no day."""
    days: list[dt.date | None] = []
    for start in range(0, len(touched), 500):
        page = touched[start : start + 500]
        query = (
            select(VersionRow.published)
            .join(ArticleRow, ArticleRow.version_id == VersionRow.id)
            .where(ArticleRow.id.in_(page))
            .distinct()
        )
        days += connection.scalars(query)
    known = [day for day in days if day is not None]
    if not known or len(known) < len(days):
        return _present()
    reach = dt.timedelta(days=_DAYS)
    return _present().where(
        or_(VersionRow.published.between(min(known) - reach, max(known) + reach), VersionRow.published.is_(None))
    )
