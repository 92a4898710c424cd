"""One reader for all tests of reading: its tables take a second to load."""

from __future__ import annotations

import pytest

from marsad.reading.reader import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()
