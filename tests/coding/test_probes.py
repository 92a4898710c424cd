"""Short reports, one row each in `tests/cases/probes/*.tsv`: the act that must come out of them, field by field.

How a row is read:

- `kind`: the kinds of all events of the text, joined by ` + `; the other columns tell of the first of them. `-`: none.
- `a/b` in a cell: either will do; `a|b`: both, and no other. Empty: nothing may be there. `*`: not looked at.
- `place` with several names: as many events of the first kind, one at each; what the row says stands on the first.
- a party or a speaker matches when its first word is that of the row and one of the two says all that the other says.
- `fault`: why the row still fails; it must fail until the reason is gone.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from marsad import Article
from marsad.event import Event, Toll
from marsad.reading.fold import fold_word, key

FOLDER = Path(__file__).parents[1] / "cases" / "probes"
PUBLISHED = dt.date(2021, 7, 28)
ANY = "*"


def read_rows() -> list[tuple[str, dict[str, str]]]:
    """(name, row) of every file; a row with a cell too many or too few is a mistake."""
    out = []
    for path in sorted(FOLDER.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                assert None not in row, f"{path.name}: {row}"
                assert row.get("sources") is not None, f"{path.name}: {row}"
                out.append((f"{path.stem}: {row['text'][:60]}", {name: cell or "" for name, cell in row.items()}))
    return out


def params() -> list:
    out = []
    for name, row in read_rows():
        fault = row.get("fault", "")
        marks = [pytest.mark.xfail(strict=True, reason=fault)] if fault else []
        out.append(pytest.param(row, marks=marks, id=name))
    return out


def folded(text: str) -> list[str]:
    """The words of a name, folded, without the article."""
    keys = [key(fold_word(word)) for word in text.split()]
    return [k[2:] if k.startswith("ال") and len(k) > 4 else k for k in keys]


def same_name(wanted: str, got: str) -> bool:
    a, b = folded(wanted), folded(got)
    return bool(a and b) and a[0] == b[0] and (set(a) <= set(b) or set(b) <= set(a))


def same_names(cell: str, got: list[str]) -> bool:
    """Whether the names are those of the cell, in any order; a `*` among them stands for any others."""
    if cell == ANY:
        return True
    return any(_one_reading(reading, got) for reading in cell.split("/"))


def _one_reading(reading: str, got: list[str]) -> bool:
    wanted = [name for name in reading.split("|") if name]
    left = list(got)
    for name in wanted:
        hit = next((g for g in left if same_name(name, g)), None)
        if hit is None and name != ANY:
            return False
        if hit is not None:
            left.remove(hit)
    return not left or ANY in wanted


def same_place(cell: str, event: Event) -> bool:
    got = folded(event.place.name) if event.place else []
    for name in cell.split("/"):
        wanted = folded(name)
        if wanted == got or (wanted and got and (set(wanted) <= set(got) or set(got) <= set(wanted))):
            return True
    return cell == ANY


def toll(value: Toll | None) -> str:
    if value is None:
        return ""
    return f"{value.min},{'' if value.max is None else value.max}"


def same_toll(cell: str, value: Toll | None) -> bool:
    return cell == ANY or toll(value) in cell.split("/")


def misses(row: dict[str, str], event: Event) -> list[str]:
    """The columns in which the event is not what the row says."""
    checks = {
        "status": row["status"] in (ANY, event.status.value),
        "side_a": same_names(row["side_a"], [p.text for p in event.side_a]),
        "side_b": same_names(row["side_b"], [p.text for p in event.side_b]),
        "country": row["country"] in (ANY, (event.place.country or "") if event.place else ""),
        "start": ANY in row["start"] or str(event.date.start if event.date else "") in row["start"].split("/"),
        "fatalities": same_toll(row["fatalities"], event.fatalities),
        "injured": same_toll(row["injured"], event.injured),
        "sources": same_names(row["sources"], list(event.sources)),
    }
    return [name for name, good in checks.items() if not good]


def faults(row: dict[str, str], events: tuple[Event, ...]) -> list[str]:
    """What is wrong with the events of the row's text, [] when nothing."""
    if row["kind"] == "-":
        return ["kind"] if events else []
    kinds = row["kind"].split(" + ")
    places = row["place"].split("|")
    wanted = [set(kinds[0].split("/"))] * len(places) + [set(kind.split("/")) for kind in kinds[1:]]
    kinds_got = Counter(event.kind.value for event in events)
    out = []
    for options in wanted:
        hit = next((kind for kind in sorted(options) if kinds_got[kind]), None)
        if hit is None:
            out.append("kind")
        else:
            kinds_got[hit] -= 1
    if sum(kinds_got.values()):
        out.append("more events")
    acts = [event for event in events if event.kind.value in wanted[0]]
    if not acts:
        return out
    for place in places:
        if not any(same_place(place, act) for act in acts):
            out.append(f"place {place}")
    return out + min((misses(row, act) for act in acts), key=len)


def test_there_are_enough_probes():
    assert len(read_rows()) >= 160


@pytest.mark.parametrize("row", params())
def test_probe(coder, row):
    events = coder.code(Article(row["text"], published=PUBLISHED))
    assert faults(row, events) == [], events
