"""Counts over many documents, and the shares made of them.

After `pairing`, before `report`. A pair is *usable* when an analyst would take the record without an
edit: kind (or its ACLED sub-event type), date, place, both sides and the dead are right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from marsad.evaluation.agreement import (
    Record,
    date_agrees,
    distance_km,
    has_point,
    names,
    names_found,
    place_agrees,
    sides_agree,
    sides_found,
    toll_agrees,
)
from marsad.evaluation.pairing import pair_events, same_subtype

BINS = 10
RADII_KM = (10, 25, 161)  # a town; a district; 100 miles, the measure of the geolocation literature

MISSED = "(not coded)"
EXTRA = "(not annotated)"


@dataclass(slots=True)
class Bin:
    """Coded events of like confidence: how many, the sum of their confidence, how many found and usable."""

    coded: int = 0
    confidence: float = 0.0
    found: int = 0
    usable: int = 0


@dataclass(slots=True)
class Result:
    """What was counted. `count` by name, `confusion` by (gold kind, coded kind), `bins` by confidence."""

    count: Counter[str] = field(default_factory=Counter)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    bins: list[Bin] = field(default_factory=lambda: [Bin() for _ in range(BINS)])

    def share(self, part: str, whole: str) -> float | None:
        """Count of `part` per `whole`; None when there is no `whole`."""
        return self.count[part] / self.count[whole] if self.count[whole] else None

    def f1(self, hit: str, coded: str, gold: str) -> tuple[float, float, float]:
        """(precision, recall, F1); 0 where there is nothing to divide by."""
        precision, recall = self.share(hit, coded) or 0.0, self.share(hit, gold) or 0.0
        total = precision + recall
        return precision, recall, 2 * precision * recall / total if total else 0.0

    def calibration_error(self) -> float | None:
        """Mean gap between stated confidence and the share of events found, weighted by bin; None without events."""
        total = sum(b.coded for b in self.bins)
        return sum(abs(b.confidence - b.found) for b in self.bins) / total if total else None


def _count_place(result: Result, coded: Record, gold: Record, agrees: bool) -> None:
    n, here, there = result.count, coded.get("place"), gold.get("place")
    n["place"] += agrees
    if not there:
        return
    n["place_gold"] += 1
    n["place_told"] += bool(here) and agrees
    n["country"] += bool(here) and here.get("country") == there.get("country")  # type: ignore[union-attr]
    if has_point(there) and there.get("precision") in ("exact", "near"):
        n["points"] += 1
        if here is not None and has_point(here):
            off = distance_km(here, there)
            for radius in RADII_KM:
                n[f"within_{radius}km"] += off <= radius


def _count_toll(result: Result, field_name: str, coded: Record, gold: Record) -> bool:
    agrees = toll_agrees(coded.get(field_name), gold.get(field_name))
    result.count[field_name] += agrees
    if gold.get(field_name):
        result.count[f"{field_name}_gold"] += 1
        result.count[f"{field_name}_told"] += agrees
    return agrees


def _count_pair(result: Result, coded: Record, gold: Record) -> bool:
    """Adds one pair; returns whether it is usable."""
    n = result.count
    subtype = same_subtype(coded, gold)
    date = date_agrees(coded.get("date"), gold.get("date"))
    place = place_agrees(coded.get("place"), gold.get("place"))
    n["kind"] += coded.get("kind") == gold["kind"]
    n["subevent"] += subtype
    n["date"] += date
    _count_place(result, coded, gold, place)
    dead = _count_toll(result, "fatalities", coded, gold)
    _count_toll(result, "injured", coded, gold)
    n["side_hit"] += sides_found(coded, gold)
    n["side_coded"] += len(names(coded.get("side_a"))) + len(names(coded.get("side_b")))
    n["side_gold"] += len(names(gold.get("side_a"))) + len(names(gold.get("side_b")))
    n["source_hit"] += names_found(coded.get("sources"), gold.get("sources"))
    n["source_coded"] += len(names(coded.get("sources")))
    n["source_gold"] += len(names(gold.get("sources")))
    n["status"] += coded.get("status", "occurred") == gold.get("status", "occurred")
    usable = subtype and date and place and dead and sides_agree(coded, gold)
    n["usable"] += usable
    result.confusion[gold["kind"], str(coded.get("kind"))] += 1
    return usable


def _count_confidence(result: Result, event: Record, found: bool, usable: bool) -> None:
    confidence = event.get("confidence")
    if not isinstance(confidence, int | float):
        return
    into = result.bins[min(BINS - 1, max(0, int(confidence * BINS)))]
    into.coded += 1
    into.confidence += confidence
    into.found += found
    into.usable += usable


def _count_document(result: Result, document: Mapping[str, Any], coded: Sequence[Record]) -> None:
    n, gold = result.count, document["events"]
    n["documents"] += 1
    n["gold"] += len(gold)
    n["coded"] += len(coded)
    n["document_gold"] += bool(gold)
    n["document_coded"] += bool(coded)
    n["document_hit"] += bool(gold and coded)
    if not gold:
        n["negatives"] += 1
        n["false_on_negatives"] += len(coded)
    pairing = pair_events(coded, gold, document)
    n["found"] += len(pairing.pairs)
    for event, wanted in pairing.pairs:
        _count_confidence(result, event, True, _count_pair(result, event, wanted))
    for event in pairing.extra:
        result.confusion[EXTRA, str(event.get("kind"))] += 1
        _count_confidence(result, event, False, False)
    for wanted in pairing.missed:
        result.confusion[wanted["kind"], MISSED] += 1


def evaluate(documents: Iterable[Mapping[str, Any]], coded: Mapping[str, Sequence[Record]]) -> Result:
    """The counts over annotated documents.

    Args:
        documents: objects with "id", "title", "text" and the annotated "events".
        coded: the coder's events by document id; a document that is missing counts as coded without events.
    """
    result = Result()
    for document in documents:
        result.count["documents_missing"] += document["id"] not in coded
        _count_document(result, document, coded.get(document["id"], ()))
    return result
