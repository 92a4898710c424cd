"""Articles as published, with their events, and how each field was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from starlette.responses import Response

from marsad.article import Article, Span
from marsad.corroboration.incident import ReviewState
from marsad.event import Event, event_from_dict, event_to_dict
from marsad.store import Store, StoredArticle
from marsad.store.events import review_states
from marsad.web import shapes
from marsad.web.answers import JsonAnswer
from marsad.web.api.incidents import book_of, told_by
from marsad.web.masking import redact
from marsad.web.people import Person, Role, needs

router = APIRouter(tags=["articles"])
Reader = Annotated[Person, Depends(needs(Role.VIEWER))]


def stored_article(request: Request, article_id: str) -> StoredArticle:
    """The article of that id, or an answer that there is none."""
    store: Store = request.app.state.store
    stored = store.article(article_id)
    if stored is None:
        raise HTTPException(404, "no such article")
    return stored


def events_of(store: Store, articles: Sequence[str]) -> dict[str, list[tuple[str, Event, ReviewState]]]:
    """Events of articles: (id that stays, event, what people said of it).

    The present ones, corrected, then the rejected as coded.
    """
    with store.reading() as connection:
        states = review_states(connection)
    found: dict[str, list[tuple[str, Event, ReviewState]]] = {article_id: [] for article_id in articles}
    shown = set()
    for told in store.told(articles=articles):
        state = states.get(told.id, ReviewState.UNREVIEWED)
        found[told.report.article_id].append((told.id, told.event, state))
        shown.add(told.id)
    for article_id, events in found.items():
        events += [
            (coded.event.id, coded.event, ReviewState.REJECTED)
            for coded in store.coded(article_id)
            if coded.is_current and coded.event.id not in shown and states.get(coded.event.id) is ReviewState.REJECTED
        ]
    return found


@router.get(
    "/articles/{article_id:path}/derivation/{event_id}",
    summary="How an event's fields were read",
    response_model=shapes.Derivation,
)
def derivation(request: Request, article_id: str, event_id: str, person: Reader) -> Response:
    """The rule and the words behind every field, as a tree under the event's kind."""
    stored = stored_article(request, article_id)
    article, events = _shown(request, stored, person)
    for data in events:
        if data["id"] == event_id:
            return JsonAnswer(derive(article, event_from_dict(stored.id, data)))
    raise HTTPException(404, "no such event in this article")


@router.get("/articles/{article_id:path}", summary="An article with its events", response_model=shapes.StoredArticle)
def one(request: Request, article_id: str, person: Reader) -> Response:
    """The text as published; events of its newest version as reviewers left them."""
    return JsonAnswer(article_detail(request, stored_article(request, article_id), person))


def article_detail(request: Request, stored: StoredArticle, person: Person) -> dict[str, Any]:
    """The article as `shapes.StoredArticle`."""
    article, events = _shown(request, stored, person)
    return {
        "id": stored.id,
        "title": article.title,
        "text": article.text,
        "outlet": article.source,
        "url": article.url,
        "published": article.published.isoformat() if article.published else None,
        "version": stored.current.number,
        "versions": [
            {"version": v.number, "seen": v.first_seen.isoformat(), "is_current": v.is_current} for v in stored.versions
        ],
        "is_withdrawn": stored.is_withdrawn,
        "is_masked": not person.sees_all,
        "events": events,
    }


def _shown(request: Request, stored: StoredArticle, person: Person) -> tuple[Article, list[dict[str, Any]]]:
    """The article and its events as the person may see them."""
    store: Store = request.app.state.store
    book = book_of(request, person)
    book.view()  # brings the store's incidents up to date
    by_event = book.incidents_of(stored.id)
    events = [
        {**event_to_dict(event), "id": name, "review": state.value, "incident": by_event.get(name)}
        for name, event, state in events_of(store, [stored.id])[stored.id]
    ]
    if person.sees_all:
        return stored.current.article, events
    ids = dict.fromkeys(by_event.values())
    redacted = redact(stored.current.article, told_by(store, book, stored.id))
    article = redacted.article(stored.current.article)
    masked = {e["id"]: e for data in book.read(ids).values() for e in data["events"]}
    shown = [
        {
            **redacted.event({k: v for k, v in masked[e["id"]].items() if k != "report"}),
            "review": e["review"],
            "incident": e["incident"],
        }
        for e in events
        if e["id"] in masked
    ]
    for event in masked.values():
        if event["report"]["article_id"] == stored.id:
            article = replace(article, source=event["report"]["outlet"], url=event["report"]["url"])
    return article, shown


def derive(article: Article, event: Event) -> dict[str, Any]:
    """The tree of an event: its kind on top, below it every field that was read, and who claims what."""

    def node(field: str, rule: str, spans: tuple[Span, ...], children: list[dict[str, Any]]) -> dict[str, Any]:
        words = " … ".join(dict.fromkeys(article.words(span) for span in spans))
        return {"rule": rule, "field": field, "words": words, "children": children}

    told = {item.field: item for item in event.evidence}
    kind = told.pop("kind", None)
    claims = [node("claim", claim.force.value, claim.spans, []) for claim in event.claims if claim.speaker is not None]
    fields = [node(item.field, item.rule, item.spans, []) for item in told.values() if item.field != "trigger"]
    spans = tuple(dict.fromkeys((event.trigger, *(kind.spans if kind else ()))))
    return node("kind", kind.rule if kind else "", spans, fields + claims)
