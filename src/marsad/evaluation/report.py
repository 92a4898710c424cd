"""The figures of an evaluation, as a JSON object and as text for a terminal."""

from __future__ import annotations

from typing import Any

from marsad.evaluation.metrics import BINS, EXTRA, MISSED, RADII_KM, Result

_F1 = (
    ("event", "found", "coded", "gold"),
    ("subevent", "subevent", "coded", "gold"),
    ("kind", "kind", "coded", "gold"),
    ("usable", "usable", "coded", "gold"),
    ("side", "side_hit", "side_coded", "side_gold"),
    ("source", "source_hit", "source_coded", "source_gold"),
    ("document", "document_hit", "document_coded", "document_gold"),
)
_SHARES = (
    ("false_events_per_negative", "false_on_negatives", "negatives"),
    ("date_acc", "date", "found"),
    ("place_acc", "place", "found"),
    ("place_told_acc", "place_told", "place_gold"),
    ("country_acc", "country", "place_gold"),
    *((f"within_{radius}km", f"within_{radius}km", "points") for radius in RADII_KM),
    ("fatalities_acc", "fatalities", "found"),
    ("fatalities_told_acc", "fatalities_told", "fatalities_gold"),
    ("injured_acc", "injured", "found"),
    ("injured_told_acc", "injured_told", "injured_gold"),
    ("status_acc", "status", "found"),
)
_SHOWN_CONFUSIONS = 20
_LABELS = {
    "event": "events",
    "kind": "kinds",
    "subevent": "kinds (ACLED sub-event type)",
    "usable": "usable as they are",
    "side": "sides",
    "source": "sources",
    "document": "documents with an event",
}


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _kinds(result: Result) -> dict[str, dict[str, int]]:
    rows: dict[str, dict[str, int]] = {}
    for (gold, coded), number in result.confusion.items():
        if gold != EXTRA:
            rows.setdefault(gold, {"gold": 0, "coded": 0, "right": 0})["gold"] += number
        if coded != MISSED:
            rows.setdefault(coded, {"gold": 0, "coded": 0, "right": 0})["coded"] += number
        if gold == coded:
            rows[gold]["right"] += number
    return dict(sorted(rows.items(), key=lambda row: (-row[1]["gold"], row[0])))


def as_dict(result: Result) -> dict[str, Any]:
    """Every figure by name, shares rounded to four digits; None where there was nothing to measure."""
    n = result.count
    out: dict[str, Any] = {
        "documents": n["documents"],
        "documents_missing": n["documents_missing"],
        "gold_events": n["gold"],
        "coded_events": n["coded"],
    }
    for name, hit, coded, gold in _F1:
        for suffix, value in zip(("p", "r", "f1"), result.f1(hit, coded, gold), strict=True):
            out[f"{name}_{suffix}"] = _round(value)
    out.update({name: _round(result.share(part, whole)) for name, part, whole in _SHARES})
    out["calibration_error"] = _round(result.calibration_error())
    out["kinds"] = _kinds(result)
    out["confusion"] = [
        {"gold": gold, "coded": coded, "events": number}
        for (gold, coded), number in sorted(result.confusion.items(), key=lambda row: (-row[1], row[0]))
        if gold != coded
    ]
    out["reliability"] = [
        {
            "from": index / BINS,
            "to": (index + 1) / BINS,
            "coded": b.coded,
            "confidence": _round(b.confidence / b.coded),
            "found": _round(b.found / b.coded),
            "usable": _round(b.usable / b.coded),
        }
        for index, b in enumerate(result.bins)
        if b.coded
    ]
    return out


def _percent(value: float | None) -> str:
    return "   –" if value is None else f"{100 * value:4.0f}"


def _sections(figures: dict[str, Any]) -> list[str]:
    lines = [
        f"{figures['documents']} documents, {figures['gold_events']} events annotated, "
        f"{figures['coded_events']} coded"
        + (f"; {figures['documents_missing']} documents not coded" if figures["documents_missing"] else ""),
        "",
        f"{'in %':28} precision  recall    F1",
    ]
    for name, label in _LABELS.items():
        p, r, f = (_percent(figures[f"{name}_{suffix}"]) for suffix in ("p", "r", "f1"))
        lines.append(f"{label:28} {p:>9}  {r:>6}  {f:>4}")
    lines += ["", f"{'of the events found, in %':44} right"]
    for label, name in (
        ("date", "date_acc"),
        ("place", "place_acc"),
        ("place, where the text names one", "place_told_acc"),
        ("country", "country_acc"),
        *((f"point within {radius} km", f"within_{radius}km") for radius in RADII_KM),
        ("dead", "fatalities_acc"),
        ("dead, where the text tells", "fatalities_told_acc"),
        ("wounded", "injured_acc"),
        ("wounded, where the text tells", "injured_told_acc"),
        ("status", "status_acc"),
    ):
        lines.append(f"{label:44} {_percent(figures[name]):>5}")
    per_negative = figures["false_events_per_negative"]
    if per_negative is not None:
        lines += ["", f"events coded per document that tells none: {per_negative:.3f}"]
    return lines


def as_text(result: Result) -> str:
    """The figures as a page of text."""
    figures = as_dict(result)
    lines = _sections(figures)
    lines += ["", f"{'kind':24} annotated  coded  right"]
    lines += [f"{k:24} {c['gold']:>9}  {c['coded']:>5}  {c['right']:>5}" for k, c in figures["kinds"].items()]
    if figures["confusion"]:
        lines += ["", f"{'annotated':24} {'coded':24} events"]
        lines += [f"{c['gold']:24} {c['coded']:24} {c['events']:>6}" for c in figures["confusion"][:_SHOWN_CONFUSIONS]]
        more = len(figures["confusion"]) - _SHOWN_CONFUSIONS
        if more > 0:
            lines.append(f"and {more} rarer ones (--json has them all)")
    if figures["reliability"]:
        lines += ["", "Is the confidence to be relied on?", "confidence    coded  stated  found  usable"]
        lines += [
            f"{b['from']:.1f} to {b['to']:.1f}  {b['coded']:>7}  {_percent(b['confidence']):>6}  "
            f"{_percent(b['found']):>5}  {_percent(b['usable']):>6}"
            for b in figures["reliability"]
        ]
        lines.append(f"mean gap between stated and found: {100 * figures['calibration_error']:.1f} points")
    return "\n".join(lines) + "\n"
