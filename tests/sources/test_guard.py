"""Which addresses may be connected to, and until when."""

from __future__ import annotations

import socket

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import ReadError
from marsad.sources.guard import Deadline, is_public, public_addresses

PUBLIC = "93.184.215.14"


@pytest.mark.parametrize("address", [PUBLIC, "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"])
def test_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.5", "172.16.3.3", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1"),  # noqa: S104
        *("224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.7", "198.18.0.1", "::1", "::", "fe80::1%eth0"),
        *("fc00::1", "ff02::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::a00:1", "64:ff9b::7f00:1"),
        *("2002:a00:1::", "2002:7f00:1::", "2001:0:0:0:0:0:f5ff:fffe", "not an address", ""),
    ],
)
def test_not_public(address):
    assert not is_public(address)


@given(st.ip_addresses(network="10.0.0.0/8") | st.ip_addresses(network="127.0.0.0/8"))
def test_wrapped_private_addresses_are_private(inner):
    assert not is_public(f"::ffff:{inner}")
    assert not is_public(str(type(inner)(int(inner))))


def table(monkeypatch, answers):
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda _host, port, **_: [(0, 0, 0, "", (address, port)) for address in answers]
    )


def test_all_addresses_of_a_name_must_be_public(monkeypatch):
    table(monkeypatch, [PUBLIC, PUBLIC, "93.184.215.15"])
    assert public_addresses("news.example", 443, "x") == [PUBLIC, "93.184.215.15"]
    table(monkeypatch, [PUBLIC, "127.0.0.1"])
    with pytest.raises(ReadError, match="private network"):
        public_addresses("news.example", 443, "x")
    table(monkeypatch, [])
    with pytest.raises(ReadError, match="private network"):
        public_addresses("news.example", 443, "x")


@pytest.mark.parametrize("port", [22, 25, 3306, 6379, 11211, 0, 65535])
def test_odd_ports(monkeypatch, port):
    table(monkeypatch, [PUBLIC])
    with pytest.raises(ReadError, match="none of the web's"):
        public_addresses("news.example", port, "x")


def test_unknown_name(monkeypatch):
    def fail(*_arguments, **_options):
        raise socket.gaierror("unknown")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(ReadError, match="is not known"):
        public_addresses("nowhere.invalid", 80, "x")


def test_deadline():
    now = [0.0]
    deadline = Deadline(10.0, lambda: now[0])
    assert (deadline.left(), deadline.left(3.0)) == (10.0, 3.0)
    now[0] = 9.0
    assert deadline.left(3.0) == 1.0
    now[0] = 10.0
    with pytest.raises(httpcore.ReadTimeout):
        deadline.left()
