"""Incidents that somebody rejected: they are in no view any more, but can still be looked at and accepted again."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, select

from marsad.corroboration.facts import facts_of
from marsad.corroboration.incident import Incident, Report, ReviewState, Told
from marsad.corroboration.synthesis import make_incident
from marsad.event import Event
from marsad.store import Store
from marsad.store.desk_tables import AuditRow
from marsad.store.events import review_states
from marsad.store.reviews import read_reviews

REJECTED = "incident.reject"


def rejected_incident(store: Store, incident_id: str) -> Incident | None:
    """The incident as it was coded, of those of its events that are still rejected; None when it was never rejected."""
    with store.reading() as connection:
        told = _last_events(connection, incident_id)
        states = review_states(connection) if told else {}
        articles = {}
        for event_id in told:
            for review in read_reviews(connection, event_id=event_id):
                articles[event_id] = review.article_id
    found = [
        one
        for event_id in told
        if states.get(event_id) is ReviewState.REJECTED and (one := _told(store, articles[event_id], event_id))
    ]
    if not found:
        return None
    made = make_incident(found[0].id, [facts_of(one) for one in found], [], ReviewState.REJECTED)
    return replace(made, id=incident_id)


def _last_events(connection: Connection, incident_id: str) -> list[str]:
    """Ids of the events that were rejected with the incident, when it last was."""
    query = select(AuditRow.detail).where(AuditRow.action == REJECTED, AuditRow.subject == incident_id)
    return (connection.scalar(query.order_by(AuditRow.id.desc()).limit(1)) or "").split()


def _told(store: Store, article_id: str, event_id: str) -> Told | None:
    stored = store.article(article_id)
    events: dict[str, Event] = {coded.event.id: coded.event for coded in store.coded(article_id)}
    if stored is None or event_id not in events:
        return None
    article = stored.current.article
    report = Report(
        article_id=stored.id,
        outlet=article.source,
        published=article.published,
        url=article.url,
        title=article.title,
        reprint_of=stored.reprint_of,
    )
    return Told(events[event_id], report)
