"""Events as reviewers left them. What was coded stays as it was; this is made anew from it each time."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from marsad.event import Event, Evidence, event_from_dict, event_to_dict

if TYPE_CHECKING:
    from marsad.store.reviews import Review

CORRECTABLE = (
    "kind",
    "status",
    "date",
    "place",
    "side_a",
    "side_b",
    "fatalities",
    "injured",
    "sources",
    "protected",
)
_SIDES = ("side_a", "side_b")
_TOLLS = ("fatalities", "injured")
_CLAIMED = ("kind", *_SIDES, *_TOLLS)


def _correct_claims(claims: list[dict[str, Any]], field: str, coded: Any, value: Any) -> None:
    """Corrects claims too: what was misread of the event was misread of those who said just that.

    A toll that only one speaker tells is his, also where bounds differ; so is one that the only claim lacks.
    """
    if field not in _CLAIMED:
        return
    if field in _SIDES:
        coded, value = ([party["text"] for party in parties] for parties in (coded, value))
    agreeing = [claim for claim in claims if claim[field] and claim[field] == coded]
    if field in _TOLLS:
        telling = [claim for claim in claims if claim[field]]
        if len(telling) == 1 or (not telling and len(claims) == 1):
            agreeing = telling or claims
    for claim in agreeing:
        claim[field] = value


def corrected(event: Event, field: str, value: Any, *, rule: str = "review") -> Event:
    """The event with one field corrected; its id is another, as its content is.

    The field's evidence keeps the words that the coder read, under `rule`: they are where to look, not what
    says so.

    Args:
        event: as coded, or as corrected before.
        field: one of `CORRECTABLE`.
        value: as `event_to_dict` writes it.
        rule: what is shown as the field's rule.

    Raises:
        KeyError, ValueError, TypeError, AttributeError: when the value is none that the field can have.
    """
    data = event_to_dict(event)
    _correct_claims(data["claims"], field, data[field], value)
    made = event_from_dict(event.article_id, {**data, field: value})
    evidence = tuple(e for e in made.evidence if e.field != field)
    if value:
        spans = next((e.spans for e in made.evidence if e.field == field), ())
        evidence = (*evidence, Evidence(field, spans, rule))
    return dataclasses.replace(made, evidence=evidence)


def apply_reviews(article_id: str, events: Sequence[Event], reviews: Sequence[Review]) -> Iterator[tuple[Event, str]]:
    """An article's events as the reviews left them: corrected, without the rejected, with the added.

    Args:
        article_id: the article.
        events: as coded, in order.
        reviews: those that stand of this article's events, in order.

    Yields:
        The event, and the id that it was coded under when it was corrected, else "".
    """
    every = {event.id: event for event in events}
    for review in reviews:
        if review.action == "add":
            every.setdefault(review.event_id, event_from_dict(article_id, review.value))
    for coded_id, event in every.items():
        present = event
        is_rejected = False
        for review in (review for review in reviews if review.event_id == coded_id):
            is_rejected = review.action == "reject"
            if review.action == "correct" and review.field is not None:
                present = corrected(present, review.field, review.value, rule=f"review.{review.id}")
        if not is_rejected:
            yield present, "" if present.id == coded_id else coded_id
