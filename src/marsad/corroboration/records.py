"""An incident as plain JSON and back: the contract of `marsad incidents --format jsonl`.

After `gather`; what `incident_to_dict` writes holds all of the incident, members with their events included.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from marsad.codebook import Force, Kind, Protected, Status
from marsad.corroboration.incident import (
    Choice,
    Incident,
    IncidentClaim,
    Link,
    Reason,
    Report,
    ReviewState,
    Told,
    TollRange,
)
from marsad.event import (
    Party,
    date_from_dict,
    date_to_dict,
    event_from_dict,
    event_to_dict,
    party_to_dict,
    place_from_dict,
    place_to_dict,
    spans_from_lists,
    toll_from_dict,
    toll_to_dict,
)


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _read_day(value: str | None) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(value)


def _range(toll: TollRange | None) -> dict[str, Any] | None:
    return None if toll is None else {"low": toll.low, "best": toll.best, "high": toll.high, "rule": toll.rule}


def _report(report: Report) -> dict[str, Any]:
    return {
        "article_id": report.article_id,
        "outlet": report.outlet,
        "published": _day(report.published),
        "url": report.url,
        "title": report.title,
        "reprint_of": report.reprint_of,
    }


def _told(told: Told) -> dict[str, Any]:
    return {**event_to_dict(told.event), "id": told.id, "report": _report(told.report)}


def _claim(claim: IncidentClaim) -> dict[str, Any]:
    return {
        "speaker": claim.speaker,
        "via": claim.via,
        "force": claim.force.value,
        "kind": claim.kind.value,
        "side_a": list(claim.side_a),
        "side_b": list(claim.side_b),
        "fatalities": toll_to_dict(claim.fatalities),
        "injured": toll_to_dict(claim.injured),
        "outlet": claim.outlet,
        "article_id": claim.article_id,
        "event_id": claim.event_id,
        "published": _day(claim.published),
        "evidence": [[span.field, span.start, span.end] for span in claim.spans],
    }


def _link(link: Link) -> dict[str, Any]:
    return {
        "left": link.left,
        "right": link.right,
        "score": link.score,
        "reasons": [{"feature": r.feature, "value": r.value, "weight": r.weight} for r in link.reasons],
        "judged_by": link.judged_by,
    }


def incident_to_dict(incident: Incident) -> dict[str, Any]:
    """The incident as the contract has it; keys in a fixed order, values plain JSON.

    `events` are the members: each the event as `event_to_dict` writes it, under the id that stays when reviewers
    correct it, with its `report`.
    """
    return {
        "id": incident.id,
        "kind": incident.kind.value,
        "status": incident.status.value,
        "date": date_to_dict(incident.date),
        "place": place_to_dict(incident.place),
        "side_a": [party_to_dict(party) for party in incident.side_a],
        "side_b": [party_to_dict(party) for party in incident.side_b],
        "fatalities": _range(incident.fatalities),
        "injured": _range(incident.injured),
        "protected": [what.value for what in incident.protected],
        "articles": list(incident.articles),
        "events": [_told(told) for told in incident.members],
        "outlets": list(incident.outlets),
        "voices": incident.voices,
        "first_reported": _day(incident.first_reported),
        "last_reported": _day(incident.last_reported),
        "claims": [_claim(claim) for claim in incident.claims],
        "disagreements": list(incident.disagreements),
        "choices": [{"field": c.field, "rule": c.rule, "events": list(c.events)} for c in incident.choices],
        "links": [_link(link) for link in incident.links],
        "confidence": incident.confidence,
        "review": incident.review.value,
    }


def _read_range(value: dict[str, Any] | None) -> TollRange | None:
    return None if value is None else TollRange(**value)


def _read_told(value: dict[str, Any]) -> Told:
    report = Report(**{**value["report"], "published": _read_day(value["report"]["published"])})
    event = event_from_dict(report.article_id, value)
    return Told(event, report, "" if value["id"] == event.id else value["id"])


def _read_claim(value: dict[str, Any]) -> IncidentClaim:
    return IncidentClaim(
        speaker=value["speaker"],
        via=value["via"],
        force=Force(value["force"]),
        kind=Kind(value["kind"]),
        side_a=tuple(value["side_a"]),
        side_b=tuple(value["side_b"]),
        fatalities=toll_from_dict(value["fatalities"]),
        injured=toll_from_dict(value["injured"]),
        outlet=value["outlet"],
        article_id=value["article_id"],
        event_id=value["event_id"],
        published=_read_day(value["published"]),
        spans=spans_from_lists(value["evidence"]),
    )


def _read_link(value: dict[str, Any]) -> Link:
    reasons = tuple(Reason(**reason) for reason in value["reasons"])
    return Link(value["left"], value["right"], value["score"], reasons, value["judged_by"])


def incident_from_dict(value: dict[str, Any]) -> Incident:
    """The incident that `incident_to_dict` wrote, or JSON made of it; equal to the one written.

    Raises:
        KeyError, ValueError, TypeError: when the value is not what `incident_to_dict` writes.
    """
    return Incident(
        id=value["id"],
        kind=Kind(value["kind"]),
        status=Status(value["status"]),
        date=date_from_dict(value["date"]),
        place=place_from_dict(value["place"]),
        side_a=tuple(Party(**party) for party in value["side_a"]),
        side_b=tuple(Party(**party) for party in value["side_b"]),
        fatalities=_read_range(value["fatalities"]),
        injured=_read_range(value["injured"]),
        protected=tuple(Protected(what) for what in value["protected"]),
        claims=tuple(_read_claim(claim) for claim in value["claims"]),
        members=tuple(_read_told(event) for event in value["events"]),
        outlets=tuple(value["outlets"]),
        voices=value["voices"],
        disagreements=tuple(value["disagreements"]),
        links=tuple(_read_link(link) for link in value["links"]),
        confidence=value["confidence"],
        review=ReviewState(value["review"]),
        choices=tuple(Choice(c["field"], c["rule"], tuple(c["events"])) for c in value["choices"]),
    )
