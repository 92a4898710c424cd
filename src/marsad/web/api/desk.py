"""The review desk: what needs eyes, who looks at it, double coding, and the gold that comes of it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response, StreamingResponse

from marsad.corroboration.incident import ReviewState
from marsad.event import Event, event_to_dict
from marsad.store import Store, StoredArticle
from marsad.store.audit import write_audit
from marsad.store.desk import add_second, end_lease, read_leases, read_seconds, take_lease
from marsad.web import work_shapes
from marsad.web.agreement import agreement, by_reviews, pairs_of
from marsad.web.answers import JsonAnswer
from marsad.web.api.articles import events_of, stored_article
from marsad.web.api.decisions import EventId
from marsad.web.api.incidents import book_of
from marsad.web.needs import queue
from marsad.web.people import Person, Role, needs
from marsad.web.values import checked

router = APIRouter(tags=["desk"])
Coder = Annotated[Person, Depends(needs(Role.CODER))]
Reviewer = Annotated[Person, Depends(needs(Role.REVIEWER))]
LEASE = dt.timedelta(minutes=15)
_PAGE = 200


class Claim(BaseModel):
    """Which incident the person looks at."""

    model_config = ConfigDict(extra="forbid")

    incident: EventId


class SecondJudgement(BaseModel):
    """What a second coder says of an event as it was coded."""

    model_config = ConfigDict(extra="forbid")

    event: EventId
    verdict: Literal["accept", "reject", "correct"]
    values: Annotated[dict[str, Any], Field(max_length=10, description="By field, where it should be another.")] = {}


class Second(BaseModel):
    """A second coder's judgements on an article's events."""

    model_config = ConfigDict(extra="forbid")

    judgements: Annotated[list[SecondJudgement], Field(min_length=1, max_length=500)]


@router.get("/desk/queue", summary="What most needs eyes", response_model=work_shapes.Queue)
def needed(request: Request, person: Coder, limit: Annotated[int, Query(ge=1, le=200)] = 30) -> Response:
    """Incidents that nobody judged, those first that need it most, each with the reasons."""
    store: Store = request.app.state.store
    book = book_of(request, person)
    found = queue(book.view().rows)
    with store.reading() as connection:
        leases = read_leases(connection)
    page = found[:limit]
    shown = {data["id"]: data for data in book.summaries([need.row for need in page])}
    items = [
        {
            "incident": shown[need.row.id],
            "why": list(need.why),
            "score": need.score,
            "claimed_by": leases[need.row.id].who if need.row.id in leases else None,
        }
        for need in page
        if need.row.id in shown
    ]
    return JsonAnswer({"items": items, "total": len(found)})


@router.post("/desk/claims", summary="Take an incident", response_model=work_shapes.Lease)
def claim(request: Request, person: Coder, given: Claim) -> Response:
    """For a quarter of an hour nobody else gets it; 409 when somebody has it."""
    store: Store = request.app.state.store
    if not book_of(request, person).read([given.incident]):
        raise HTTPException(404, "no such incident: it may have been merged, split or rejected since")
    with store.writing() as connection:
        lease = take_lease(connection, given.incident, person.name, LEASE)
    if lease.who != person.name:
        raise HTTPException(409, f"{lease.who} looks at it just now")
    return JsonAnswer({"incident": given.incident, "who": lease.who, "expires": lease.expires_at.isoformat()})


@router.delete("/desk/claims/{incident_id}", summary="Give an incident back", status_code=204)
def give_back(request: Request, incident_id: str, person: Coder) -> Response:
    """Ends one's own claim; nothing happens when there is none."""
    store: Store = request.app.state.store
    with store.writing() as connection:
        end_lease(connection, incident_id, person.name)
    return Response(status_code=204)


@router.get("/desk/seconds", summary="Articles to be coded a second time", response_model=work_shapes.Seconds)
def waiting(request: Request, person: Coder, limit: Annotated[int, Query(ge=1, le=200)] = 20) -> Response:
    """Articles that somebody else judged, and this person neither judged nor coded, the last judged first."""
    store: Store = request.app.state.store
    judged = list(store.reviews())
    with store.reading() as connection:
        own = {second.article_id for second in read_seconds(connection) if second.who == person.name}
    own |= {review.article_id for review in judged if review.who == person.name}
    found = [a for a in dict.fromkeys(review.article_id for review in reversed(judged)) if a not in own]
    listed = [(name, stored) for name in found[:limit] if (stored := store.article(name)) is not None]
    items = [{"id": name, "title": stored.current.article.title} for name, stored in listed]
    return JsonAnswer({"items": items, "total": len(found)})


@router.get(
    "/desk/second/{article_id:path}", summary="An article to be coded a second time", response_model=work_shapes.Blind
)
def blind(request: Request, article_id: str, _person: Coder) -> Response:
    """The article with its events as they were coded, without what anybody said of them."""
    stored = stored_article(request, article_id)
    article = stored.current.article
    return JsonAnswer(
        {
            "id": stored.id,
            "title": article.title,
            "text": article.text,
            "published": article.published.isoformat() if article.published else None,
            "events": [event_to_dict(event) for event in _coded(request.app.state.store, stored.id).values()],
        }
    )


@router.post("/desk/second/{article_id:path}", summary="Code an article a second time", status_code=204)
def second(request: Request, article_id: str, person: Coder, given: Second) -> Response:
    """Keeps what a second coder says; it changes nothing of what stands, and counts for the agreement only."""
    store: Store = request.app.state.store
    stored = stored_article(request, article_id)
    events = _coded(store, stored.id)
    rows = []
    for judgement in given.judgements:
        if judgement.event not in events:
            raise HTTPException(422, f"judgements: {judgement.event} is no event of this article")
        if (judgement.verdict == "correct") != bool(judgement.values):
            raise HTTPException(422, "judgements: a correction says which values, nothing else does")
        try:
            rows.append((judgement, {field: checked(field, value) for field, value in judgement.values.items()}))
        except ValueError as error:
            raise HTTPException(422, str(error)) from error
    with store.writing() as connection:
        for judgement, said in rows:
            add_second(connection, stored.id, judgement.event, who=person.name, verdict=judgement.verdict, said=said)
        write_audit(connection, person.name, "desk.second", stored.id)
    return Response(status_code=204)


def _coded(store: Store, article_id: str) -> dict[str, Event]:
    return {coded.event.id: coded.event for coded in store.coded(article_id) if coded.is_current}


@router.get("/desk/agreement", summary="Agreement of two coders", response_model=work_shapes.Agreement)
def agreed(request: Request, _person: Reviewer) -> Response:
    """Cohen's kappa and Krippendorff's alpha (nominal) for each field, over events that two people judged."""
    store: Store = request.app.state.store
    with store.reading() as connection:
        seconds = list(read_seconds(connection))
    events: dict[str, Event] = {}
    for article_id in dict.fromkeys(second.article_id for second in seconds):
        events.update(_coded(store, article_id))
    first = by_reviews(store.reviews(), events)
    return JsonAnswer(agreement(pairs_of(first, seconds, events)))


@router.get("/desk/gold", summary="Judged articles as gold", response_class=StreamingResponse)
def gold(request: Request, _person: Reviewer) -> Response:
    """JSON lines as `marsad evaluate` and `marsad train` read them: articles of which every event was judged."""
    store: Store = request.app.state.store
    articles = list(dict.fromkeys(review.article_id for review in store.reviews()))
    lines = (json.dumps(line, ensure_ascii=False) + "\n" for line in _gold(store, articles))
    headers = {"Content-Disposition": 'attachment; filename="gold.jsonl"'}
    encoded = (line.encode("utf-8", "replace") for line in lines)
    return StreamingResponse(encoded, media_type="application/x-ndjson", headers=headers)


def _gold(store: Store, articles: Sequence[str]) -> Iterator[dict[str, Any]]:
    for start in range(0, len(articles), _PAGE):
        for article_id, events in events_of(store, articles[start : start + _PAGE]).items():
            stored = store.article(article_id)
            if stored is not None and all(state is not ReviewState.UNREVIEWED for _, _, state in events):
                yield _gold_line(stored, [event for _, event, state in events if state is not ReviewState.REJECTED])


_GOLD = ("kind", "status", "anchor", "date", "place", "fatalities", "injured", "sources", "protected")


def _gold_line(stored: StoredArticle, events: Iterable[Event]) -> dict[str, Any]:
    """An article with its events in the codebook's fields; sides by their words."""
    article = stored.current.article
    lines = []
    for event in events:
        data = event_to_dict(event)
        sides = {side: [party["text"] for party in data[side]] for side in ("side_a", "side_b")}
        evidence = {name: data["evidence"][name] for name in ("field", "trigger")}
        lines.append({**{field: data[field] for field in _GOLD}, **sides, "evidence": evidence})
    return {
        "id": stored.id,
        "source": article.source,
        "url": article.url,
        "published": article.published.isoformat() if article.published else None,
        "title": article.title,
        "text": article.text,
        "events": lines,
    }
