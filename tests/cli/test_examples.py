"""The command line with the real coder, on the example articles and on bad input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from marsad.cli.main import run

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def example() -> Path:
    """One example article that tells events."""
    return next(path for path in sorted(EXAMPLES.rglob("*.json")) if json.loads(path.read_text("utf-8"))["events"])


def test_every_example_is_coded(capsys):
    assert run(["code", str(EXAMPLES), "--format", "jsonl"]) == 0
    coded = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    texts = {}
    for path in EXAMPLES.rglob("*.json"):
        record = json.loads(path.read_text("utf-8"))
        texts[record["id"]] = record
    assert {record["id"] for record in coded} == set(texts)
    for record in coded:
        for event in record["events"]:
            evidence = event["evidence"]
            start, end = evidence["trigger"]
            assert texts[record["id"]][evidence["field"]][start:end].strip()


@pytest.mark.parametrize("form", ["table", "jsonl", "csv", "geojson"])
def test_every_format(example, form, capsys):
    assert run(["code", str(example), "--format", form, "--explain"]) == 0
    captured = capsys.readouterr()
    assert "←" in (captured.out if form == "table" else captured.err)


@pytest.mark.parametrize(
    "text",
    ["قصف", "ق" * 50_000, "قصف " * 5_000, "قتل 9" + "9" * 5_000, "\u202e\u0640" * 5_000 + "قصف", "قصف\n" * 3_000, "((((«" * 3_000 + "قصف"],
    ids=["word", "letters", "words", "digits", "marks", "lines", "brackets"],
)  # fmt: skip
def test_odd_texts_are_coded_in_time(text, tmp_path, capsys):
    path = tmp_path / "odd.txt"
    path.write_text(text, encoding="utf-8")
    assert run(["code", str(path), "--published", "2021-07-28", "--format", "jsonl"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
