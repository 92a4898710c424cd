"""Connections to public addresses only, and none that outlives its deadline.

Under `web`. A host name is resolved here, every address it has is judged, and the connection goes to an
address that was judged: between check and use there is no second look-up that could answer otherwise.
Each read and write waits at most until the deadline, so a server that sends a byte now and then is left.
"""

from __future__ import annotations

import functools
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import httpcore
import httpx

from marsad.errors import ReadError

WEB_PORTS = frozenset({80, 443, 8080, 8443})

_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # an IPv4 address in its last four bytes

# (host, port, what to name in an error) to the addresses that may be connected to, in order.
Resolver = Callable[[str, int, str], list[str]]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open Internet, and so is every address wrapped in it."""
    try:
        ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and ip in _NAT64:  # how a network without IPv4 reaches it
        ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if not ip.is_global or ip.is_multicast or ip.is_reserved:
        return False
    wrapped = (ip.sixtofour, *(ip.teredo or ())) if isinstance(ip, ipaddress.IPv6Address) else ()
    return all(inner.is_global for inner in wrapped if inner is not None)


def public_addresses(host: str, port: int, source: str) -> list[str]:
    """The IP addresses of `host`, all of which are public.

    Raises:
        ReadError: when the port is none of the web's, the name is not known, or any of its addresses is
            private, local or reserved.
    """
    if port not in WEB_PORTS:
        known = ", ".join(map(str, sorted(WEB_PORTS)))
        raise ReadError(source, f"port {port} is none of the web's ({known}); only those are read")
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ReadError(source, f"the host {host!r} is not known; check the address and the connection") from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not addresses or not all(map(is_public, addresses)):
        raise ReadError(source, f"{host!r} is an address inside a private network; only public pages are read")
    return addresses


class Deadline:
    """A moment by which everything must be over."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._end = clock() + seconds

    def left(self, most: float | None = None) -> float:
        """Seconds left, at most `most`.

        Raises:
            httpcore.ReadTimeout: when none are.
        """
        left = self._end - self._clock()
        if left <= 0:
            raise httpcore.ReadTimeout("the whole answer took too long")
        return left if most is None else min(left, most)


class _Stream(httpcore.NetworkStream):
    """A network stream whose every operation ends at the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _Stream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    """Connects to addresses that the resolver let through, within the deadline."""

    def __init__(self, resolver: Resolver, deadline: Deadline, source: str) -> None:
        self._inner = httpcore.SyncBackend()
        self._resolver = resolver
        self._deadline = deadline
        self._source = source

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError("no address")
        for address in self._resolver(host, port, self._source):
            try:
                stream = self._inner.connect_tcp(
                    address, port, self._deadline.left(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error  # the next address may answer, over IPv4 say
            else:
                return _Stream(stream, self._deadline)
        raise failure

    def connect_unix_socket(self, path: str, timeout: float | None = None, socket_options: Any = None) -> Any:
        raise httpcore.ConnectError("sockets of this machine are not read")


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


@functools.cache
def _certificates() -> ssl.SSLContext:
    return httpx.create_ssl_context()


class GuardedTransport(httpx.BaseTransport):
    """What httpx sends requests through, for one fetch with its redirects."""

    def __init__(self, resolver: Resolver, deadline: Deadline, source: str) -> None:
        backend = _Backend(resolver, deadline, source)
        self._pool = httpcore.ConnectionPool(_certificates(), network_backend=backend, max_connections=2)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to a request; its body is still to be read."""
        url = request.url
        response = self._pool.handle_request(
            httpcore.Request(
                request.method,
                httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            response.status, headers=response.headers, stream=_Body(response), extensions=response.extensions
        )

    def close(self) -> None:
        """Closes what is open."""
        self._pool.close()
