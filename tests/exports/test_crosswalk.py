"""The crosswalk covers the codebook, and docs/exports.md says what it says."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from marsad.codebook import INTER, KINDS, DatePrecision, Kind, PartyType, PlacePrecision
from marsad.exports import crosswalk
from marsad.exports.formats import FORMATS

ROOT = Path(__file__).parents[2]


def test_every_code_of_the_codebook_has_its_counterparts() -> None:
    assert {facts.plover for facts in KINDS.values()} <= crosswalk.QUAD.keys()
    assert crosswalk.INTER_WORDS.keys() == INTER.keys() == set(PartyType)
    assert crosswalk.TIME_PRECISION.keys() == set(DatePrecision)
    assert crosswalk.GEO_PRECISION.keys() == crosswalk.WHERE_PREC.keys() == set(PlacePrecision)


def test_the_page_is_in_step_with_the_code() -> None:
    spec = importlib.util.spec_from_file_location("exports_page", ROOT / "tools" / "exports_page.py")
    assert spec is not None
    page = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(page)
    written = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    assert page.filled(written) == written, "run: .venv/bin/python tools/exports_page.py"
    for name in FORMATS:
        assert f"`{name}`" in written
    for kind in Kind:
        assert f"| `{kind.value}` |" in written


@pytest.mark.parametrize(
    ("first", "second", "number", "words"),
    [
        (PartyType.REBEL, PartyType.STATE_FORCES, 12, "State forces-Rebel group"),
        (PartyType.CIVILIANS, None, 70, "Civilians only"),
        (PartyType.CIVILIANS, PartyType.EXTERNAL, 78, "External/Other forces-Civilians"),
        (PartyType.STATE_FORCES, PartyType.EXTERNAL, 18, "State forces-External/Other forces"),
        (PartyType.EXTERNAL, PartyType.EXTERNAL, 88, "External/Other forces-External/Other forces"),
        (None, PartyType.REBEL, None, None),
    ],
)
def test_interactions_have_the_lower_code_first(first, second, number, words) -> None:
    assert crosswalk.interaction(first, second, numeric=True) == number
    assert crosswalk.interaction(first, second, numeric=False) == words
