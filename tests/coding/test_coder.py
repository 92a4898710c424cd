"""Whole reports: what comes out of each passage of `tests/cases/reports/*.md`: a heading, a passage and a table each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from marsad import Article
from marsad.event import Event, Toll

FOLDER = Path(__file__).parents[1] / "cases" / "reports"


@dataclass
class Report:
    """One report: the passage, its day of publication, and a row for each event that must come out."""

    name: str
    published: dt.date | None = None
    title: str = ""
    fault: str = ""
    text: str = ""
    rows: list[dict[str, str]] = field(default_factory=list)


def read_reports(path: Path) -> list[Report]:
    """The reports of a file, in order; a heading without a passage is a mistake."""
    out: list[Report] = []
    header: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            out.append(Report(f"{path.stem}: {line[3:].strip()}"))
            header = []
        elif not out or not line.strip():
            continue
        elif line.startswith("|"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if not header:
                header = cells
            elif not set(line) <= set("|-: "):
                assert len(cells) == len(header), f"{path.name}: {line}"
                out[-1].rows.append(dict(zip(header, cells, strict=True)))
        elif line.startswith("published:"):
            out[-1].published = dt.date.fromisoformat(line.split(":", 1)[1].strip())
        elif line.startswith("title:"):
            out[-1].title = line.split(":", 1)[1].strip()
        elif line.startswith("fault:"):
            out[-1].fault = line.split(":", 1)[1].strip()
        else:
            out[-1].text += ("\n" if out[-1].text else "") + line
    assert all(report.text for report in out), path.name
    return out


def all_reports() -> list[Report]:
    """Every report of every file."""
    return [report for path in sorted(FOLDER.glob("*.md")) for report in read_reports(path)]


def params() -> list:
    out = []
    for report in all_reports():
        marks = [pytest.mark.xfail(strict=True, reason=report.fault)] if report.fault else []
        out.append(pytest.param(report, marks=marks, id=report.name))
    return out


def toll(value: Toll | None) -> str:
    if value is None:
        return "-"
    return f"{value.min}..{'' if value.max is None else value.max}"


def seen(event: Event) -> dict[str, str]:
    """The event in the words of the tables."""
    date = event.date.start if event.date else None
    end = event.date.end if event.date else None
    return {
        "kind": event.kind.value,
        "status": event.status.value,
        "date": "-" if date is None else f"{date}" if date == end else f"{date} to {end}",
        "place": event.place.name if event.place else "-",
        "country": (event.place.country or "-") if event.place else "-",
        "side_a": "; ".join(p.text for p in event.side_a) or "-",
        "side_b": "; ".join(p.text for p in event.side_b) or "-",
        "fatalities": toll(event.fatalities),
        "injured": toll(event.injured),
        "sources": "; ".join(event.sources) or "-",
        "protected": "; ".join(event.protected) or "-",
    }


def test_there_are_enough_reports():
    assert len(all_reports()) >= 40


@pytest.mark.parametrize("report", params())
def test_report(coder, report):
    events = [seen(e) for e in coder.code(Article(report.text, title=report.title, published=report.published))]
    wanted = [{field: cell for field, cell in row.items() if cell} for row in report.rows]
    got = [{field: event[field] for field in row} for row, event in zip(wanted, events, strict=False)]
    assert (got, len(events)) == (wanted, len(wanted)), events


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("أعلنت حركة الشباب أنها هاجمت قاعدة للجيش في بلدة بلعد.", ()),
        ("أعلنت جماعة بوكو حرام أنها قصفت ثكنة في مايدوغوري، وفق وكالة رويترز.", ("وكالة رويترز",)),
        ("أعلن الجيش التشادي أنه هاجم معسكرا لبوكو حرام في بحيرة تشاد.", ("الجيش التشادي",)),
        ("قالت حركة الشباب إن الجيش الكيني قصف بلدة جلب.", ("حركة الشباب",)),
    ],
)
def test_who_claims_an_attack_is_no_source_for_it(coder, text, sources):
    events = coder.code(Article(text, published=dt.date(2022, 6, 5)))
    assert events
    assert all(event.sources == sources for event in events)


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("وقالت وكالة (الضفاف) المحلية إن القذائف سقطت على سوق كوستي.", ("وكالة (الضفاف)",)),
        ("استشهاد طالب مدرسة بقصف مدفعي على حي الدرجة في الفاشر.", ()),
        ("قصف الجيش مدينة ربك بالمدفعية، ولم تنف الحركة صحة ما تردد عن القتلى.", ()),
    ],
)
def test_who_speaks(coder, text, sources):
    events = coder.code(Article(text, published=dt.date(2022, 6, 5)))
    assert [event.sources for event in events] == [sources]
