"""What people decide: on events, on missed ones, on which events are one act. Every decision is a row; none is undone
but by another.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, HTTPException, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection
from starlette.responses import Response

from marsad.article import Span
from marsad.codebook import Force, Kind, Protected, Status
from marsad.corroboration.incident import Incident
from marsad.errors import StoreError
from marsad.event import Claim, Event, Evidence, Party, date_from_dict, event_to_dict, place_from_dict, toll_from_dict
from marsad.store import Action, Review, Store
from marsad.store.audit import write_audit
from marsad.store.reviews import add_event, add_review, retract, standing_pairs
from marsad.web import shapes
from marsad.web.answers import JsonAnswer
from marsad.web.api.articles import article_detail, stored_article
from marsad.web.api.incidents import book_of, detail_of
from marsad.web.people import Person, Role, needs
from marsad.web.rejected import rejected_incident
from marsad.web.values import Objects, Parties, PlaceValue, Sources, TollValue, WhenValue, checked

router = APIRouter(tags=["decisions"])
Coder = Annotated[Person, Depends(needs(Role.CODER))]
Why = Annotated[str, Field(max_length=500)]
EventId = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid")

    why: Why = ""


class EventReview(_Given):
    """A verdict on an event; a correction names the field and its value."""

    verdict: Literal["accept", "reject", "correct"]
    field: Annotated[str | None, Field(max_length=40)] = None
    value: Any = None


class IncidentReview(_Given):
    """A verdict on all events of an incident."""

    verdict: Literal["accept", "reject"]


class Merge(_Given):
    """Which incident tells the same act."""

    other: EventId


class Split(_Given):
    """Which events of the incident tell another act."""

    events: Annotated[list[EventId], Field(min_length=1, max_length=500)]


class Missed(_Given):
    """An event that the coder missed: its words, its kind, and what else is known."""

    field: Literal["title", "text"]
    start: Annotated[int, Field(ge=0, le=10_000_000)]
    end: Annotated[int, Field(ge=1, le=10_000_000)]
    kind: Kind
    status: Status = Status.OCCURRED
    date: WhenValue | None = None
    place: PlaceValue | None = None
    side_a: Parties = []
    side_b: Parties = []
    fatalities: TollValue | None = None
    injured: TollValue | None = None
    sources: Sources = []
    protected: Objects = []


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


@router.post("/events/{event_id}/review", summary="Judge an event", response_model=shapes.StoredArticle)
def review_event(request: Request, event_id: str, person: Coder, given: EventReview) -> Response:
    """Accept it, reject it, or correct one field; answers with the article as it stands then."""
    store = _store(request)
    value = None
    if given.verdict == "correct":
        try:
            value = checked(given.field or "", given.value)
        except ValueError as error:
            raise HTTPException(422, str(error)) from error
    try:
        with store.writing() as connection:
            field = given.field if given.verdict == "correct" else None
            review = add_review(
                connection,
                Action(given.verdict),
                event_id,
                who=person.name,
                why=given.why,
                field=field,
                value=value,
            )
            write_audit(connection, person.name, f"event.{given.verdict}", event_id, field or "")
    except StoreError as error:
        raise HTTPException(404 if "no event" in str(error) else 422, str(error)) from error
    return JsonAnswer(article_detail(request, stored_article(request, review.article_id), person))


@router.post(
    "/articles/{article_id:path}/events",
    summary="Add a missed event",
    response_model=shapes.StoredArticle,
    status_code=201,
)
def add_missed(request: Request, article_id: str, person: Coder, given: Missed) -> Response:
    """The words are its trigger; answers with the article as it stands then."""
    store = _store(request)
    stored = stored_article(request, article_id)
    article = stored.current.article
    body = article.title if given.field == "title" else article.text
    if not given.start < given.end <= len(body) or not body[given.start : given.end].strip():
        raise HTTPException(422, f"end: no words stand at {given.start} to {given.end} of the {given.field}")
    try:
        event = _missed(article_id, body, given)
        with store.writing() as connection:
            add_event(connection, article_id, event_to_dict(event), who=person.name, why=given.why)
            write_audit(connection, person.name, "event.add", event.id, article_id)
    except (StoreError, ValueError) as error:
        raise HTTPException(422, str(error)) from error
    return JsonAnswer(article_detail(request, stored, person), status_code=201)


def _missed(article_id: str, body: str, given: Missed) -> Event:
    """The event that a person read; every field that is known has the words that were chosen."""
    data = given.model_dump(mode="json")
    trigger = Span(given.field, given.start, given.end)
    fields = ("kind", "date", "place", "side_a", "side_b", "fatalities", "injured", "sources", "protected")
    sides = {side: tuple(Party(**party) for party in data[side]) for side in ("side_a", "side_b")}
    dead, hurt = toll_from_dict(data["fatalities"]), toll_from_dict(data["injured"])
    names = {side: tuple(party.text for party in parties) for side, parties in sides.items()}
    speakers = tuple(given.sources) or (None,)
    return Event(
        article_id=article_id,
        kind=given.kind,
        status=given.status,
        anchor=body[given.start : given.end],
        trigger=trigger,
        date=date_from_dict(data["date"]),
        place=place_from_dict(data["place"]),
        fatalities=dead,
        injured=hurt,
        sources=tuple(given.sources),
        protected=tuple(Protected(what) for what in data["protected"]),
        claims=tuple(
            Claim(speaker, None, Force.SAYS, given.kind, names["side_a"], names["side_b"], dead, hurt, (trigger,))
            for speaker in speakers
        ),
        evidence=tuple(Evidence(field, (trigger,), "review.added") for field in fields if data[field]),
        confidence=1.0,
        coder_version="review",
        lexicon_version="",
        **sides,
    )


def _incident(store: Store, incident_id: str) -> Incident:
    if store.incidents_are_stale():
        store.refresh_incidents()
    incident = store.incident(incident_id)
    if incident is None:
        raise HTTPException(404, "no such incident: it may have been merged, split or rejected since")
    return incident


@router.post("/incidents/{incident_id}/review", summary="Judge an incident", response_model=shapes.Incident)
def review_incident(request: Request, incident_id: str, person: Coder, given: IncidentReview) -> Response:
    """Accepts or rejects all its events. A rejected one is in no list any more; its id still leads to it."""
    store = _store(request)
    detail_of(request, incident_id, person)  # not found, where there is none
    incident = store.incident(incident_id) or rejected_incident(store, incident_id)
    if incident is None:
        raise HTTPException(404, "no such incident: it may have been merged or split since")
    with store.writing() as connection:
        for told in incident.members:
            add_review(connection, Action(given.verdict), told.id, who=person.name, why=given.why)
        events = " ".join(told.id for told in incident.members)
        write_audit(connection, person.name, f"incident.{given.verdict}", incident_id, events)
    if given.verdict == "accept":  # of an incident that was rejected, another event may be the first now
        return _with_event(request, person, incident.members[0].id, incident.members[0].report.article_id)
    return JsonAnswer(detail_of(request, incident_id, person))


def _pairs_between(connection: Connection, left: Iterable[str], right: Iterable[str]) -> list[Review]:
    """Standing merges and splits between the two groups of events."""
    wanted = {frozenset(pair) for pair in itertools.product(left, right)}
    return [r for r in standing_pairs(connection) if frozenset((r.event_id, r.other_id or "")) in wanted]


@router.post("/incidents/{incident_id}/merge", summary="Say that two incidents are one", response_model=shapes.Incident)
def merge(request: Request, incident_id: str, person: Coder, given: Merge) -> Response:
    """Answers with the one that they are then. Splits between their events no longer stand."""
    store = _store(request)
    if given.other == incident_id:
        raise HTTPException(422, "other: an incident can't be merged with itself")
    one, other = _incident(store, incident_id), _incident(store, given.other)
    with store.writing() as connection:
        for old in _pairs_between(connection, (t.id for t in one.members), [t.id for t in other.members]):
            if old.action is Action.SPLIT:
                retract(connection, old.id, who=person.name, why=given.why)
        left, right = one.members[0].id, other.members[0].id
        add_review(connection, Action.MERGE, left, other_id=right, who=person.name, why=given.why)
        write_audit(connection, person.name, "incident.merge", incident_id, given.other)
    return _with_event(request, person, one.members[0].id, one.members[0].report.article_id)


@router.post("/incidents/{incident_id}/split", summary="Split events off an incident", response_model=shapes.Incident)
def split(request: Request, incident_id: str, person: Coder, given: Split) -> Response:
    """Answers with the incident that the events make. Merges between them and the rest no longer stand."""
    store = _store(request)
    incident = _incident(store, incident_id)
    inside = {told.id: told for told in incident.members}
    off = list(dict.fromkeys(given.events))
    rest = [name for name in inside if name not in set(off)]
    if not set(off) <= inside.keys() or not rest:
        raise HTTPException(422, "events: some of the incident's own, but not all of them")
    with store.writing() as connection:
        for old in _pairs_between(connection, off, rest):
            if old.action is Action.MERGE:
                retract(connection, old.id, who=person.name, why=given.why)
        for left, right in itertools.product(off, rest):
            add_review(connection, Action.SPLIT, left, other_id=right, who=person.name, why=given.why)
        for right in off[1:]:  # who splits them off says that they are one act
            add_review(connection, Action.MERGE, off[0], other_id=right, who=person.name, why=given.why)
        write_audit(connection, person.name, "incident.split", incident_id, " ".join(off))
    return _with_event(request, person, off[0], inside[off[0]].report.article_id)


def _with_event(request: Request, person: Person, event_id: str, article_id: str) -> Response:
    """The incident in which the event stands now."""
    book = book_of(request, person)
    book.view()
    return JsonAnswer(detail_of(request, book.incidents_of(article_id)[event_id], person))
