"""For every test: no network, the same generated cases, and English messages whatever the machine's terminal says."""

from __future__ import annotations

import os
import socket

import pytest
from hypothesis import settings

# A run must not fail by luck: the same cases each time. HYPOTHESIS_PROFILE=search looks for new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=3000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


class NetworkUsedError(AssertionError):
    """A test tried to reach the network."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every attempt to connect or to resolve a name fails the test that makes it."""

    def refuse(*args: object, **_options: object) -> None:
        raise NetworkUsedError(f"a test tried to use the network: {args[-1] if args else ''}")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
