"""Which coded event is which annotated one.

Within a document, events are paired one to one. Two events can be a pair when their kinds are related
and they share the sentence of the trigger, or else both the place and the date. Of all possible pairs
the one that agrees most is made first, then the best of those left, until none is possible.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marsad.codebook import KINDS, Kind
from marsad.evaluation.agreement import Record, date_agrees, names, place_agrees, sides_found, toll_agrees

_SENTENCE_END = re.compile(r"[.!?\u061f\u06d4\n]+(?:\s|$)")

_SAME_KIND = 1.0
_SAME_SUBTYPE = 0.8
_SAME_TYPE = 0.5
_CONFUSED = 0.4

_STRATEGIC = "Strategic developments"

# Kinds of different ACLED types that careful coders confuse, for the text often leaves the means,
# the target or the stage open.
_CONFUSABLE: frozenset[frozenset[str]] = frozenset(
    frozenset((one, other))
    for one, others in {
        "armed_attack": "attack_on_civilians assassination bombing suicide_bombing shelling air_strike",
        "attack_on_civilians": "protest_crackdown shelling bombing",
        "bombing": "assassination",
        "armed_clash": "territory_change sweep",
        "sweep": "arrest weapons_seizure",
        "withdrawal": "troop_movement agreement",
        "agreement": "release negotiation",
        "siege": "aid",
    }.items()
    for other in others.split()
)


@dataclass(frozen=True, slots=True)
class Pairing:
    """The events of one document: pairs (coded, gold), coded ones without a partner, gold ones without."""

    pairs: tuple[tuple[Record, Record], ...]
    extra: tuple[Record, ...]
    missed: tuple[Record, ...]


def _types(kind: str) -> tuple[str, str]:
    """(type, sub-type) for comparing kinds.

    As in ACLED, but: its one group of demonstrations; a sub-type for gained ground and for riots apart from
    the rest; and strategic developments, a group only by what they are not, are each a type of its own.
    """
    facts = KINDS[Kind(kind)]
    if facts.event_type == _STRATEGIC:
        return kind, kind
    if facts.event_type in ("Protests", "Riots"):
        return "Demonstrations", facts.sub_event_type
    return facts.event_type, facts.sub_event_type


def is_kind(name: object) -> bool:
    """Whether the codebook has such a kind."""
    return isinstance(name, str) and name in Kind.__members__.values()


def same_subtype(coded: Record, gold: Record) -> bool:
    """Whether two kinds fall under one ACLED sub-event type."""
    return is_kind(coded.get("kind")) and _types(coded["kind"]) == _types(gold["kind"])


def kind_likeness(coded: object, gold: str) -> float:
    """How near two kinds are, 0..1; 0 when they can't be the same act."""
    if not isinstance(coded, str) or not is_kind(coded):
        return 0.0
    if coded == gold:
        return _SAME_KIND
    (type_a, subtype_a), (type_b, subtype_b) = _types(coded), _types(gold)
    if type_a == type_b:
        return _SAME_SUBTYPE if subtype_a == subtype_b else _SAME_TYPE
    return _CONFUSED if frozenset((coded, gold)) in _CONFUSABLE else 0.0


def _sentence(event: Record, document: Mapping[str, Any]) -> tuple[str, int] | None:
    """(field, number of the sentence) in which the event is told; None when it can't be found."""
    evidence = event.get("evidence") or {}
    field, start = evidence.get("field") or "text", None
    if evidence.get("trigger"):
        start = evidence["trigger"][0]
    elif event.get("anchor"):
        for field in ("text", "title"):
            at = (document.get(field) or "").find(event["anchor"])
            if at >= 0:
                start = at
                break
    if start is None:
        return None
    body = document.get(field) or ""
    return field, sum(1 for end in _SENTENCE_END.finditer(body) if end.end() <= start)


def _agreement(coded: Record, gold: Record, same_sentence: bool) -> float:
    """How well a possible pair agrees; 0 when it is none."""
    kind = kind_likeness(coded.get("kind"), gold["kind"])
    if not kind:
        return 0.0
    place = place_agrees(coded.get("place"), gold.get("place"))
    date = date_agrees(coded.get("date"), gold.get("date"))
    if not (same_sentence or (place and date)):
        return 0.0
    wanted = len(names(gold.get("side_a"))) + len(names(gold.get("side_b")))
    return (
        kind
        + 1.0 * same_sentence
        + 0.5 * place
        + 0.25 * date
        + (0.25 * sides_found(coded, gold) / wanted if wanted else 0.0)
        + 0.2 * toll_agrees(coded.get("fatalities"), gold.get("fatalities"))
    )


def pair_events(coded: Sequence[Record], gold: Sequence[Record], document: Mapping[str, Any]) -> Pairing:
    """The pairing of one document's events.

    Args:
        coded: events of the coder.
        gold: annotated events; their kinds are the codebook's.
        document: its "text" and "title", in which anchors and triggers stand.
    """
    told_coded = [_sentence(event, document) for event in coded]
    told_gold = [_sentence(event, document) for event in gold]
    possible = []
    for i, event in enumerate(coded):
        for j, wanted in enumerate(gold):
            together = told_coded[i] is not None and told_coded[i] == told_gold[j]
            agreement = _agreement(event, wanted, together)
            if agreement:
                possible.append((-agreement, i, j))
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(possible):
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    return Pairing(
        pairs=tuple((coded[i], gold[j]) for i, j in partner.items()),
        extra=tuple(event for i, event in enumerate(coded) if i not in partner),
        missed=tuple(event for j, event in enumerate(gold) if j not in taken),
    )
