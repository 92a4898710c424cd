"""Events as they were coded, and the reports that tell them as reviewers left them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from marsad.corroboration.incident import Report, ReviewState, Told
from marsad.event import Event, event_from_dict, event_to_dict
from marsad.store.corrections import apply_reviews
from marsad.store.reviews import Review, standing_reviews
from marsad.store.tables import ArticleRow, CodingRow, EventRow, VersionRow

_PAGE = 500


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """An event as it was coded, however much later work replaced it.

    Args:
        event: never changed since.
        version_id, version_number: the version of the article that tells it.
        is_current: it is of the newest version's newest coding; the others are superseded.
    """

    event: Event
    version_id: int
    version_number: int
    is_current: bool


def event_rows(coding_id: int, events: Sequence[Event]) -> list[dict[str, Any]]:
    """Rows of the events of one coding, in order; of events with equal content the first."""
    rows: dict[str, dict[str, Any]] = {}
    for event in events:
        data = event_to_dict(event)
        place, dead = event.place, event.fatalities
        rows.setdefault(
            data["id"],
            {
                "coding_id": coding_id,
                "position": len(rows),
                "id": data["id"],
                "kind": event.kind.value,
                "status": event.status.value,
                "date_start": event.date.start if event.date else None,
                "date_end": event.date.end if event.date else None,
                "country": place.country if place else None,
                "admin1": place.admin1 if place else None,
                "lat": place.lat if place else None,
                "lon": place.lon if place else None,
                "fatalities_min": dead.min if dead else None,
                "fatalities_max": dead.max if dead else None,
                "confidence": event.confidence,
                "data": data,
            },
        )
    return list(rows.values())


def read_coded(connection: Connection, article_id: str) -> list[CodedEvent]:
    """All events ever coded of the article, in order of coding; superseded ones too."""
    query = (
        select(EventRow.data, VersionRow.id, VersionRow.number, CodingRow.id.label("coding"), ArticleRow.coding_id)
        .join(CodingRow, CodingRow.id == EventRow.coding_id)
        .join(VersionRow, VersionRow.id == CodingRow.version_id)
        .join(ArticleRow, ArticleRow.id == VersionRow.article_id)
        .where(ArticleRow.id == article_id)
        .order_by(EventRow.coding_id, EventRow.position)
    )
    return [
        CodedEvent(event_from_dict(article_id, row.data), row.id, row.number, row.coding == row.coding_id)
        for row in connection.execute(query)
    ]


def _report(row: Any) -> Report:
    return Report(
        article_id=row.article_id,
        outlet=row.outlet,
        published=row.published,
        url=row.url,
        title=row.title,
        reprint_of=row.reprint_of,
    )


def _articles(connection: Connection, after: int, only: Sequence[str] | None) -> Sequence[Any]:
    query = (
        select(
            ArticleRow.seq,
            ArticleRow.coding_id,
            ArticleRow.reprint_of,
            VersionRow.article_id,
            VersionRow.outlet,
            VersionRow.published,
            VersionRow.url,
            VersionRow.title,
        )
        .join(VersionRow, VersionRow.id == ArticleRow.version_id)
        .where(ArticleRow.seq > after, ArticleRow.is_withdrawn.is_(False))
        .order_by(ArticleRow.seq)
        .limit(_PAGE)
    )
    if only is not None:
        query = query.where(ArticleRow.id.in_(only))
    return connection.execute(query).all()


def read_told(connection: Connection, *, articles: Sequence[str] | None = None) -> Iterator[Told]:
    """Events of the present state with their reports, in order of arrival of the articles.

    Superseded, withdrawn and rejected ones are left out, reviewers' corrections applied, events that they
    added included after those of the coder.

    Args:
        connection: an open connection.
        articles: only those of these articles; at most a few thousand.
    """
    reviews = standing_reviews(connection)
    after = 0
    while True:
        page = _articles(connection, after, articles)
        coded = _coded(connection, [row.coding_id for row in page if row.coding_id is not None])
        for row in page:
            report = _report(row)
            of_article = reviews.get(row.article_id, ())
            for event, coded_id in _present(row.article_id, coded.get(row.coding_id, ()), of_article):
                yield Told(event, report, coded_id)
        if len(page) < _PAGE:
            return
        after = page[-1].seq


def _coded(connection: Connection, codings: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    out: dict[int, list[dict[str, Any]]] = {}
    query = select(EventRow.coding_id, EventRow.data).where(EventRow.coding_id.in_(codings))
    for row in connection.execute(query.order_by(EventRow.coding_id, EventRow.position)):
        out.setdefault(row.coding_id, []).append(row.data)
    return out


def _present(
    article_id: str, coded: Sequence[dict[str, Any]], reviews: Sequence[Review]
) -> Iterator[tuple[Event, str]]:
    events = [event_from_dict(article_id, data) for data in coded]
    return apply_reviews(article_id, events, reviews) if reviews else ((event, "") for event in events)


def review_states(connection: Connection) -> dict[str, ReviewState]:
    """What people have said of each event that they said something of, by event id."""
    states: dict[str, ReviewState] = {}
    for reviews in standing_reviews(connection).values():
        for review in reviews:
            state = review.state
            if state is not None:
                states[review.event_id] = state
    return states
