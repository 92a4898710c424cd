"""Sides of short reports: who did it and to whom, by how the sentence introduces them."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from marsad import Article, Coder
from marsad.event import Party

CASES = Path(__file__).parents[1] / "cases" / "sides.csv"
PUBLISHED = dt.date(2021, 7, 28)


def rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(side: tuple[Party, ...]) -> str:
    return ";".join(party.text for party in side)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["text"])
def test_reports(row: dict[str, str], coder: Coder) -> None:
    events = coder.code(Article(row["text"], published=PUBLISHED))
    assert "|".join(written(e.side_a) for e in events) == row["side_a"], events
    assert "|".join(written(e.side_b) for e in events) == row["side_b"], events
