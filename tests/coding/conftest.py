"""One coder for all tests of coding."""

from __future__ import annotations

import pytest

from marsad import Coder


@pytest.fixture(scope="session")
def coder() -> Coder:
    return Coder()
