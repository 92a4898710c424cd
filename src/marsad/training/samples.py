"""What there is to learn from: the coder's acts in annotated articles, each right or wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from marsad.article import Article
from marsad.evaluation.pairing import pair_events, same_subtype
from marsad.event import Event, event_to_dict


class CandidateCoder(Protocol):
    """What tells the acts of an article with their features: `marsad.Coder`."""

    def candidates(self, article: Article) -> Sequence[tuple[Event, dict[str, float]]]:
        """The acts, however unsure, and the features of each."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article and what annotators made of it: an object with "id", "title", "text" and "events"."""

    article: Article
    gold: Mapping[str, Any]


@dataclass(slots=True)
class Coded:
    """An annotated document with the coder's acts, their features, and which of them are right."""

    gold: Mapping[str, Any]
    events: list[dict[str, Any]] = field(default_factory=list)
    rows: list[dict[str, float]] = field(default_factory=list)
    labels: list[bool] = field(default_factory=list)


def right_events(events: Sequence[Mapping[str, Any]], gold: Mapping[str, Any]) -> list[bool]:
    """For each coded event, whether an annotated one pairs with it and is of its kind (ACLED sub-event type)."""
    pairing = pair_events(events, gold["events"], gold)
    good = {id(event) for event, wanted in pairing.pairs if same_subtype(event, wanted)}
    return [id(event) in good for event in events]


def code_samples(documents: Iterable[Annotated], coder: CandidateCoder) -> list[Coded]:
    """Every document with its acts, in the order of the digests of their ids: that of the files does not matter."""
    out = []
    for document in documents:
        coded = Coded(document.gold)
        for event, row in coder.candidates(document.article):
            coded.events.append(event_to_dict(event))
            coded.rows.append(row)
        coded.labels = right_events(coded.events, document.gold)
        out.append(coded)
    return sorted(out, key=lambda c: digest(str(c.gold["id"])))


def digest(text: str) -> str:
    """Hex digits that depend on nothing but the text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
