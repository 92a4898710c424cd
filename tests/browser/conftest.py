"""A real browser on an observatory with the example articles, served on this machine.

MARSAD_SCREENSHOTS=folder keeps the pictures that `Desk.look` takes (`make screenshots` puts them into docs/images).
"""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from marsad import Coder
from marsad.sources import Document, read_inputs
from marsad.store import Arrival, open_store
from marsad.web.app import STATIC, make_app

ROOT = Path(__file__).parents[2]
AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"
# What software rendering of WebGL says of itself; no fault of the page.
_DRIVER_TALK = ("GPU stall", "WebGL-0x", "GL Driver Message")
_ARGS = (
    "--no-sandbox --use-angle=swiftshader --enable-unsafe-swiftshader --disable-background-networking "
    "--disable-component-update --disable-sync --no-first-run --disable-quic"
).split()


def chromium() -> str:
    """Path of the machine's Chromium; tools/browser.sh installs it."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    pytest.fail("no Chromium on PATH: run sh tools/browser.sh")


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """A store with every example article, coded."""
    coder = Coder()
    inputs = [str(ROOT / "examples")]
    documents = [
        d for d in read_inputs(inputs, stdin=lambda: pytest.fail("no standard input")) if isinstance(d, Document)
    ]
    arrivals = [Arrival(d.article) for d in documents]
    with open_store(str(tmp_path_factory.mktemp("observatory") / "store.db")) as store:
        with store.batch(arrivals, coder_version="test", lexicon_version="test") as batch:
            for arrival in arrivals:
                batch.save_coded(batch.add(arrival), coder.code(arrival.article))
        yield store


@contextmanager
def serving(store: object) -> Iterator[str]:
    """Address of an observatory on a store, while it runs."""
    if not (STATIC / "index.html").is_file():
        pytest.fail("the page is not built: run make .venv/.ready with Node.js at hand")
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(make_app(store), log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    for _ in range(200):
        if server.started:
            break
        time.sleep(0.05)
    else:
        pytest.fail("the observatory did not start within 10 s")
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
    listening.close()


@pytest.fixture(scope="session")
def address(store: object) -> Iterator[str]:
    """Address of a running observatory."""
    with serving(store) as address:
        yield address


@pytest.fixture(scope="module")  # a running playwright keeps an event loop open, which other tests must not meet
def browser() -> Iterator[Browser]:
    """Chromium without a screen."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=_ARGS)
        yield running
        running.close()


class Desk:
    """A page of the observatory, and what went wrong on it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.faults: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("requestfailed", lambda request: self._failed(request.url, request.failure))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(words in message.text for words in _DRIVER_TALK):
            self.faults.append(message.text)

    def _failed(self, url: str, failure: str | None) -> None:
        if failure != "net::ERR_ABORTED":  # what a page no longer needs when another one opens
            self.faults.append(f"{failure}: {url}")

    def open(self, path: str) -> Page:
        """The page at a path."""
        self.page.goto(self.address + path)
        return self.page

    def look(self, name: str) -> None:
        """A screenshot, kept where MARSAD_SCREENSHOTS says."""
        folder = os.environ.get("MARSAD_SCREENSHOTS")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(folder) / f"{name}.png")

    def hurdles(self) -> list[str]:
        """Serious and critical faults that axe finds on the page as it stands."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{fault['id']}: {fault['help']} ({fault['nodes'][0]['html'][:160]})"
            for fault in found["violations"]
            if fault["impact"] in ("serious", "critical")
        ]


@pytest.fixture
def desk(browser: Browser, address: str) -> Iterator[Desk]:
    """A fresh visitor with a wide screen, who speaks Arabic."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="ar", reduced_motion="reduce")
    context.set_default_timeout(15_000)
    visitor = Desk(context.new_page(), address)
    yield visitor
    context.close()
    assert visitor.faults == []


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Desk]:
    """The same on a phone."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="ar", has_touch=True, is_mobile=True)
    context.set_default_timeout(15_000)
    visitor = Desk(context.new_page(), address)
    yield visitor
    context.close()
    assert visitor.faults == []
