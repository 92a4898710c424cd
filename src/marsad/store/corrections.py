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
_CLAIMED = ("kind", "side_a", "side_b", "fatalities", "injured")


@dataclasses.dataclass(frozen=True, slots=True)
class CorrectedEvent(Event):
    """An event with fields that a person corrected; it keeps the id of the one that was coded.

    Judgements, links and incidents name events by id, and must not lose them with a correction.
    """

    coded_id: str = ""

    @property
    def id(self) -> str:
        """Id of the event as coded."""
        return self.coded_id


def _claim_value(claim: dict[str, Any], field: str, coded: Any) -> bool:
    """Whether the claim says of the field what was coded of the event."""
    if field.startswith("side"):
        return bool(claim[field]) and claim[field] == [party["text"] for party in coded]
    return claim[field] is not None and claim[field] == coded


def _correct_claims(claims: list[dict[str, Any]], field: str, coded: Any, value: Any) -> None:
    """Corrects claims too: what was misread of the event was misread of those who said just that.

    A toll that only one speaker tells is his, also where bounds differ.
    """
    if field not in _CLAIMED:
        return
    telling = [claim for claim in claims if claim[field]]
    agreeing = [claim for claim in telling if _claim_value(claim, field, coded)]
    if field in ("fatalities", "injured") and len(telling) == 1:
        agreeing = telling
    if field in ("fatalities", "injured") and not telling and value is not None and len(claims) == 1:
        agreeing = claims
    for claim in agreeing:
        claim[field] = [party["text"] for party in value] if field.startswith("side") else value


def corrected(event: Event, field: str, value: Any, *, rule: str = "review") -> CorrectedEvent:
    """The event with one field corrected.

    The field's evidence keeps the words that the coder read, under `rule`: they are where to look, not what
    says so.

    Args:
        event: as coded, or as corrected before.
        field: one of `CORRECTABLE`.
        value: as `event_to_dict` writes it.
        rule: what is shown as the field's rule.

    Raises:
        KeyError, ValueError, TypeError: when the value is none that the field can have.
    """
    data = event_to_dict(event)
    _correct_claims(data["claims"], field, data[field], value)
    data[field] = value
    made = event_from_dict(event.article_id, data)
    evidence = tuple(e for e in made.evidence if e.field != field)
    if value:
        spans = next((e.spans for e in made.evidence if e.field == field), ())
        evidence = (*evidence, Evidence(field, spans, rule))
    values = {f.name: getattr(made, f.name) for f in dataclasses.fields(made)}
    return CorrectedEvent(**{**values, "evidence": evidence, "coded_id": event.id})


def apply_reviews(article_id: str, events: Sequence[Event], reviews: Sequence[Review]) -> Iterator[Event]:
    """An article's events as the reviews left them: corrected, without the rejected, with the added.

    Args:
        article_id: the article.
        events: as coded, in order.
        reviews: those that stand of this article's events, in order.
    """
    every = list(events)
    for review in reviews:
        if review.action == "add" and all(event.id != review.event_id for event in every):
            every.append(event_from_dict(article_id, review.value))
    for event in every:
        present = event
        is_rejected = False
        for review in reviews:
            if review.event_id != event.id:
                continue
            is_rejected = review.action == "reject" or (is_rejected and review.action not in ("accept", "correct"))
            if review.action == "correct" and review.field is not None:
                present = corrected(present, review.field, review.value, rule=f"review.{review.id}")
        if not is_rejected:
            yield present
