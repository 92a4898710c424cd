"""The codebook in code and the codebook in prose say the same."""

from __future__ import annotations

import re
from pathlib import Path

from marsad.codebook import (
    INTER,
    KINDS,
    SYMMETRIC,
    VERSION,
    DatePrecision,
    Kind,
    PartyType,
    PlacePrecision,
    Protected,
    Status,
)

PAGE = (Path(__file__).parents[1] / "docs" / "codebook.md").read_text(encoding="utf-8")


def section(number: int) -> str:
    found = re.search(rf"^## {number}\. .*?(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, f"section {number}"
    return found.group()


def rows(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_same_version():
    assert re.search(r"Version (\d+\.\d+)", PAGE).group(1) == VERSION


def test_same_kinds_in_the_same_order():
    assert [row[0].strip("`") for row in rows(section(2))] == [kind.value for kind in Kind]


def test_same_acled_types():
    for row in rows(section(2)):
        facts = KINDS[Kind(row[0].strip("`"))]
        assert row[2] == facts.event_type
        assert facts.sub_event_type in row[3]


def test_every_field_is_told():
    told = {row[0].strip("`") for row in rows(section(3))}
    assert told == {
        "kind", "status", "anchor", "date", "place", "side_a", "side_b", "fatalities", "injured", "sources", "protected",
    }  # fmt: skip


def test_every_value_is_told():
    fields = section(3)
    for value in [*Status, *DatePrecision, *PlacePrecision, *Protected]:
        assert f"`{value}`" in fields, value


def test_kinds_have_facts():
    assert set(KINDS) == set(Kind)
    assert set(Kind) >= SYMMETRIC
    assert set(INTER) == set(PartyType)
