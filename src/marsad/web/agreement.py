"""What two people said of the same events, field by field."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from marsad.evaluation.reliability import Pair, cohen_kappa, krippendorff_alpha
from marsad.event import Event, event_to_dict
from marsad.store import Action, Review
from marsad.store.desk import SecondCoding

FIELDS = ("verdict", "kind", "status", "date", "place", "side_a", "side_b", "fatalities", "injured")

Said = dict[str, Any]
"""An event's fields as one person has them, and `verdict`: event or none."""


def _value(field: str, value: Any) -> Hashable:
    """A field's value as it is compared: places by catalogue entry or name, dates by their days, sides as sets."""
    if field == "place" and value:
        return str(value["gazetteer_id"] or value["name"])
    if field == "date" and value:
        return (value["start"], value["end"])
    if field in ("side_a", "side_b"):
        return frozenset(party["actor_id"] or party["text"] for party in value)
    return json.dumps(value, sort_keys=True)


def said_by(event: Event, verdict: str, changes: Mapping[str, Any]) -> Said:
    """An event as a person has it who accepts, corrects or rejects what was coded."""
    return {**event_to_dict(event), **changes, "verdict": "none" if verdict == "reject" else "event"}


def by_reviews(reviews: Iterable[Review], events: Mapping[str, Event]) -> dict[str, dict[str, Said]]:
    """Event id: person: what the person's own reviews make of the event as coded. Retracted ones don't count."""
    every = list(reviews)
    gone = {review.retracts for review in every if review.retracts is not None}
    verdicts: dict[tuple[str, str], str] = {}
    changes: dict[tuple[str, str], dict[str, Any]] = {}
    for review in every:
        if review.id in gone or review.event_id not in events:
            continue
        key = (review.event_id, review.who)
        if review.action in (Action.ACCEPT, Action.REJECT, Action.CORRECT):
            verdicts[key] = review.action.value
        if review.action is Action.CORRECT and review.field is not None:
            changes.setdefault(key, {})[review.field] = review.value
    out: dict[str, dict[str, Said]] = {}
    for (event_id, who), verdict in verdicts.items():
        said = said_by(events[event_id], verdict, changes.get((event_id, who), {}))
        out.setdefault(event_id, {})[who] = said
    return out


def pairs_of(
    first: Mapping[str, Mapping[str, Said]], seconds: Iterable[SecondCoding], events: Mapping[str, Event]
) -> list[tuple[Said, Said]]:
    """What a reviewer and a second coder said of the same event; without a review, two second coders."""
    found: dict[str, dict[str, Said]] = {}
    for second in seconds:
        if second.event_id in events:
            said = said_by(events[second.event_id], second.verdict, second.said)
            found.setdefault(second.event_id, {})[second.who] = said
    pairs = []
    for event_id, coders in sorted(found.items()):
        others = {who: said for who, said in first.get(event_id, {}).items() if who not in coders}
        listed = [*(others[who] for who in sorted(others)), *(coders[who] for who in sorted(coders))]
        pairs += [(listed[0], other) for other in listed[1:]]
    return pairs


def agreement(pairs: Iterable[tuple[Said, Said]]) -> dict[str, Any]:
    """Kappa and alpha for each field; fields are compared where both say that there is an event."""
    listed = list(pairs)
    both = [(one, other) for one, other in listed if one["verdict"] == other["verdict"] == "event"]
    fields = {}
    for field in FIELDS:
        values: list[Pair] = [
            (_value(field, one[field]), _value(field, other[field]))
            for one, other in (listed if field == "verdict" else both)
        ]
        fields[field] = {
            "cohen": cohen_kappa(values),
            "krippendorff": krippendorff_alpha(values),
            "n": len(values),
        }
    return {"pairs": len(listed), "fields": fields}
