"""Incidents: pages of them, all as columns, as GeoJSON, and one with everything said of it."""

from __future__ import annotations

from collections.abc import Set
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from starlette.responses import Response

from marsad.article import Span
from marsad.corroboration.incident import Incident
from marsad.corroboration.records import incident_to_dict
from marsad.event import spans_from_lists
from marsad.store import Store
from marsad.store.reviews import read_reviews
from marsad.web import shapes
from marsad.web.answers import JsonAnswer
from marsad.web.book import Book, View
from marsad.web.columns import ColumnsCache
from marsad.web.find import find_rows
from marsad.web.masking import redact
from marsad.web.passages import sentences_with
from marsad.web.people import Person, Role, needs
from marsad.web.rejected import rejected_incident
from marsad.web.rows import Row
from marsad.web.wanted import Page, Wanted, page_of

router = APIRouter(tags=["incidents"])
Reader = Annotated[Person, Depends(needs(Role.VIEWER))]


def wanted_rows(request: Request, view: View, wanted: Wanted) -> list[Row]:
    """The rows that are wanted, ordered by id."""
    return find_rows(request.app.state.store, view, wanted)


@router.get("/incidents", summary="A page of incidents", response_model=shapes.SummaryPage)
def page(request: Request, person: Reader, asked: Annotated[Page, Query()]) -> Response:
    """Incidents that are wanted, in the order asked for."""
    book = book_of(request, person)
    rows = wanted_rows(request, book.view(), asked)
    try:
        shown, following = page_of(rows, asked.sort, asked.limit, asked.cursor)
    except ValueError as error:
        raise HTTPException(422, f"cursor: {error}") from error
    return JsonAnswer({"items": book.summaries(shown), "next": following, "total": len(rows)})


@router.get("/incidents/columns", summary="All incidents as columns", response_model=shapes.Columns)
def columns(request: Request, person: Reader, wanted: Annotated[Wanted, Query()]) -> Response:
    """What maps, timelines and filters need of every incident that is wanted; carries an ETag."""
    view = book_of(request, person).view()
    cache: ColumnsCache = request.app.state.columns
    rows = view.rows if wanted.is_all() else wanted_rows(request, view, wanted)
    return cache.answer(request, rows, view.version, is_all=wanted.is_all(), is_masked=not person.sees_all)


@router.get("/incidents.geojson", summary="Incidents as GeoJSON", response_model=shapes.FeatureCollection)
def geojson(request: Request, person: Reader, wanted: Annotated[Wanted, Query()]) -> Response:
    """A feature an incident; its geometry is null where no point is known."""
    book = book_of(request, person)
    features = []
    for data in book.summaries(wanted_rows(request, book.view(), wanted)):
        place = data["place"]
        point = None
        if place is not None and place["lat"] is not None:
            point = {"type": "Point", "coordinates": [place["lon"], place["lat"]]}
        features.append({"type": "Feature", "id": data["id"], "geometry": point, "properties": data})
    answer = JsonAnswer({"type": "FeatureCollection", "features": features})
    answer.headers["Content-Type"] = "application/geo+json"
    return answer


@router.get("/incidents/{incident_id}", summary="An incident with all its claims", response_model=shapes.Incident)
def one(request: Request, incident_id: str, person: Reader) -> Response:
    """Claims side by side, the sentences that say it, why reports were put together, and what people decided."""
    return JsonAnswer(detail_of(request, incident_id, person))


def book_of(request: Request, person: Person) -> Book:
    """The incidents as the person may see them."""
    book: Book = request.app.state.book if person.sees_all else request.app.state.masked_book
    return book


def detail_of(request: Request, incident_id: str, person: Person) -> dict[str, Any]:
    """The incident with its sentences and the decisions on its events, as `shapes.Incident`."""
    store: Store = request.app.state.store
    book = book_of(request, person)
    book.view()  # brings the store's incidents up to date
    data = book.read([incident_id]).get(incident_id)
    if data is None and (rejected := rejected_incident(store, incident_id)) is not None and person.sees_all:
        data = incident_to_dict(rejected)
    if data is None:
        raise HTTPException(404, "no such incident: it may have been merged, split or rejected since")
    _add_sentences(store, data, None if person.sees_all else book)
    data["judgements"] = judgements(store, {event["id"] for event in data["events"]}) if person.sees_all else []
    return data


def told_by(store: Store, book: Book, article_id: str) -> list[Incident]:
    """The incidents that an article tells, with nothing withheld: what names its text has to lose."""
    ids = dict.fromkeys(book.incidents_of(article_id).values())
    return [found for found in map(store.incident, ids) if found is not None]


def judgements(store: Store, events: Set[str]) -> list[dict[str, Any]]:
    """What people decided on the events, in order."""
    with store.reading() as connection:
        found = {review.id: review for name in events for review in read_reviews(connection, event_id=name)}
    return [
        {
            "id": review.id,
            "event_id": review.event_id,
            "who": review.who,
            "at": review.at.isoformat(),
            "verdict": review.action.value,
            "field": review.field,
            "value": review.value,
            "why": review.why,
        }
        for _, review in sorted(found.items())
    ]


def _add_sentences(store: Store, data: dict[str, Any], masked: Book | None) -> None:
    """Adds the sentences of every report that tell of the incident.

    Args:
        store: where the articles are.
        data: the incident; where names are withheld, its spans are moved with the texts.
        masked: the view from which names are withheld, when they are; else None.
    """
    data["sentences"] = {}
    for article_id in data["articles"]:
        stored = store.article(article_id)
        if stored is None:
            continue
        article = stored.current.article
        if masked is not None:
            redacted = redact(article, told_by(store, masked, article_id))
            article = redacted.article(article)
            data["events"] = [
                redacted.event(e) if e["report"]["article_id"] == article_id else e for e in data["events"]
            ]
            for claim in data["claims"]:
                if claim["article_id"] == article_id:
                    claim["evidence"] = redacted.spans(claim["evidence"])
        spans = [s for c in data["claims"] if c["article_id"] == article_id for s in spans_from_lists(c["evidence"])]
        for event in data["events"]:
            if event["report"]["article_id"] == article_id:
                spans.append(Span(event["evidence"]["field"], *event["evidence"]["trigger"]))
        data["sentences"][article_id] = sentences_with(article, spans)
