"""For every test: no network, and English messages whatever the machine's terminal says."""

from __future__ import annotations

import socket

import pytest


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
