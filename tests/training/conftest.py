"""A few example articles, coded once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from marsad import Coder
from marsad.coding.confidence import NEUTRAL
from marsad.sources import read_inputs
from marsad.training import Annotated, Coded, code_samples

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="session")
def samples() -> list[Coded]:
    """The examples of three registers, with their acts."""
    names = [str(EXAMPLES / name) for name in ("agency", "local_site", "telegram")]
    documents = list(read_inputs(names, stdin=lambda: pytest.fail("no standard input")))
    annotated = [Annotated(d.article, json.loads(json.dumps({**d.record, "id": d.article.id}))) for d in documents]
    return code_samples(annotated, Coder(model=NEUTRAL))
