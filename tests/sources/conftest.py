"""A web server on this machine that a test starts itself: the only place that these tests may connect to."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from marsad.sources.web import Answer, ask

_connect = socket.socket.connect
_create_connection = socket.create_connection
_getaddrinfo = socket.getaddrinfo

Reply = tuple[int, Mapping[str, str], bytes] | Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """What a server answers: replies by path, and the requests that came."""

    port: int
    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)

    def url(self, path: str, host: str = "news.example") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def resolver(self, host: str, port: int, source: str) -> list[str]:
        return ["127.0.0.1"]

    def ask(self, address: str, headers: Mapping[str, str]) -> Answer:
        return ask(address, headers=headers, resolver=self.resolver)


@pytest.fixture
def site(no_network: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A running server; connections to its port on 127.0.0.1 are let through, all others stay refused."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            here.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            reply = here.replies.get(self.path, (404, {}, b""))
            if callable(reply):
                self.close_connection = True
                reply(self)
                return
            status, headers, body = reply
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            pass

        def handle(self) -> None:
            with contextlib.suppress(OSError):  # the client hung up, as some tests want
                super().handle()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    here = Site(server.server_address[1])
    allowed = ("127.0.0.1", here.port)
    refuse = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        (_connect if address == allowed else refuse)(self, address)

    def resolve(host: str, port: int, *rest: object, **options: object) -> object:
        return _getaddrinfo(host, port, *rest, **options) if (host, port) == allowed else refuse(host)

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", _create_connection)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield here
    server.shutdown()
    server.server_close()
    thread.join()
