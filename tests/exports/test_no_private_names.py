"""No private person's name of any report is in any default export.

`tests/cases/private_reports.jsonl` holds invented reports of six registers with the names in each; the example
articles come along, whose one private source stands below. Every report is coded and gathered as a user's would be.
"""

from __future__ import annotations

import io
import json
import re
from functools import cache
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from marsad import Coder
from marsad.article import Article
from marsad.corroboration.gather import gather
from marsad.corroboration.incident import Incident, Report, Told
from marsad.exports import FORMATS, ExportOptions, HarmRules, mask_text
from marsad.exports.release import ReleaseFacts, write_release
from marsad.reading.fold import fold
from marsad.sources.dates import day_of, read_published

ROOT = Path(__file__).parents[2]
REPORTS = [
    json.loads(line)
    for line in (ROOT / "tests" / "cases" / "private_reports.jsonl").read_text(encoding="utf-8").splitlines()
]
IN_EXAMPLES = ["مروان"]  # a journalist under an assumed name, in heldout-monitor-yemen-journalists
NAMES = sorted({name for report in REPORTS for name in report["private"]} | set(IN_EXAMPLES))
# The name of a village that a person of the reports bears too would be no leak.
WORD = "[\\u0621-\\u064a]"


@cache
def incidents() -> tuple[Incident, ...]:
    coder = Coder()
    told = []
    examples = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "examples").rglob("*.json"))]
    for record in [*REPORTS, *examples]:
        published = day_of(read_published(record["published"]))
        article = Article(record["text"], record["title"], published, record["source"], "", record["id"])
        report = Report(article.id, article.source, published, "", article.title, article.id)
        told += [Told(event, report) for event in coder.code(article)]
    return gather(told)


def text_of(name: str, options: ExportOptions) -> str:
    out = io.BytesIO()
    FORMATS[name].write(incidents(), out, options)
    if name == "parquet":
        return json.dumps(pq.read_table(out).to_pylist(), ensure_ascii=False, default=str)
    return out.getvalue().decode("utf-8")


def leaks(text: str) -> list[str]:
    folded = fold(text).text
    return [name for name in NAMES if re.search(f"(?<!{WORD}){fold(name).text}(?!{WORD})", folded)]


def test_the_list_is_long_enough_and_every_name_stands_in_its_report() -> None:
    assert len(NAMES) >= 25
    assert len({report["id"].split("-")[0] for report in REPORTS}) == 6
    for report in REPORTS:
        assert all(name in report["title"] + report["text"] for name in report["private"])
    assert leaks(" ".join(report["text"] for report in REPORTS) + " مروان ") == NAMES


def test_most_reports_become_incidents_so_that_there_is_something_to_mask() -> None:
    told = {article for incident in incidents() for article in incident.articles}
    assert len(told & {report["id"] for report in REPORTS}) >= 24


def test_without_the_rules_names_would_be_told() -> None:
    assert len(leaks(text_of("jsonl", ExportOptions(rules=HarmRules(mask_names=False))))) >= 15


@pytest.mark.parametrize("name", FORMATS)
def test_no_private_name_is_in_a_default_export(name: str) -> None:
    assert leaks(text_of(name, ExportOptions())) == []


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report["id"])
def test_no_private_name_stays_in_running_text_that_is_masked(report: dict) -> None:
    assert not set(leaks(mask_text(f"{report['title']}\n{report['text']}"))) & set(report["private"])


def test_no_private_name_is_in_a_release(tmp_path: Path) -> None:
    write_release(incidents(), tmp_path / "r", ReleaseFacts("1", "2024-06-01T00:00:00Z"), ExportOptions())
    for path in (tmp_path / "r").iterdir():
        assert leaks(path.read_text(encoding="utf-8")) == []
