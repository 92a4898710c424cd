"""The application: middleware, routes and the page, put together.

Everything it needs comes in as settings; it reads no environment and starts nothing by itself.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.middleware.gzip import GZipMiddleware

from marsad import __version__
from marsad.exports.rules import HarmRules
from marsad.store import Store
from marsad.web.alerts import Alerts
from marsad.web.api import alerts as searches
from marsad.web.api import (
    articles,
    basemap,
    bulletin,
    coding,
    decisions,
    desk,
    incidents,
    leaving,
    lookup,
    session,
    users,
)
from marsad.web.book import Book
from marsad.web.columns import ColumnsCache
from marsad.web.errors import add_error_handlers, error_response
from marsad.web.guards import LOCAL_HOSTS, RequestGuard
from marsad.web.headers import SecurityHeaders
from marsad.web.limits import MAX_BODY_BYTES, BodyLimit
from marsad.web.people import Gate
from marsad.web.tell import Smtp

STATIC = Path(__file__).parent / "static"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the owner chooses.

    Args:
        static: folder of the built page.
        tiles: origin of a tile server that the map may use, as `https://host`; None draws the built-in outlines.
        is_https: whether the page is reached over TLS (behind a proxy).
        hosts: names under which the server is reached; None: any.
        rules: what is withheld from viewers.
        base: address under which others reach the page, for links in alerts; None: this machine's.
        smtp: mail server for alerts; None: no mail.
        alerts_every_s: seconds between looks at the saved searches; None: never.
    """

    static: Path = STATIC
    tiles: str | None = None
    is_https: bool = False
    hosts: tuple[str, ...] | None = LOCAL_HOSTS
    rules: HarmRules = field(default_factory=HarmRules)
    base: str | None = None
    smtp: Smtp | None = None
    alerts_every_s: float | None = None


_WITH_IDS = ("articles/", "second/")  # ids may hold dots

_ROUTERS = (
    session.router,
    users.router,
    coding.router,
    incidents.router,
    decisions.router,
    desk.router,
    articles.router,
    lookup.router,
    searches.router,
    bulletin.router,
    leaving.router,
    basemap.router,
)


def make_app(store: Store, settings: Settings | None = None) -> FastAPI:
    """The application with its API under /api/v1 and the page on every other path.

    Args:
        store: what is shown; stays the caller's to close.
        settings: what the owner chooses.
    """
    settings = settings or Settings()
    book, masked = Book(store), Book(store, settings.rules)
    alerts = Alerts(store, (book, masked), base=settings.base or "http://localhost:8600", smtp=settings.smtp)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        if settings.alerts_every_s is not None:
            alerts.start(settings.alerts_every_s)
        yield
        alerts.stop()

    app = FastAPI(
        lifespan=lifespan,
        title="Marsad",
        version=__version__,
        summary="Events read from Arabic reporting on conflict, with the words behind every field.",
        docs_url=None,  # its page loads scripts from elsewhere
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    app.state.settings = settings
    app.state.coder = coding.SharedCoder()
    app.state.store = store
    app.state.book = book
    app.state.masked_book = masked
    app.state.columns = ColumnsCache()
    app.state.alerts = alerts
    app.state.gate = Gate(store, is_https=settings.is_https)
    add_error_handlers(app)
    for router in _ROUTERS:
        app.include_router(router, prefix="/api/v1")
    _add_page(app, settings.static)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=6)
    app.add_middleware(BodyLimit, limit=MAX_BODY_BYTES)
    app.add_middleware(RequestGuard, hosts=settings.hosts)
    app.add_middleware(SecurityHeaders, tiles=settings.tiles, is_https=settings.is_https)
    return app


def _add_page(app: FastAPI, static: Path) -> None:
    """The built page: its files under /assets, and itself for every address that the page knows how to show."""
    if (static / "assets").is_dir():
        app.mount("/assets", StaticFiles(directory=static / "assets"), name="assets")

    @app.get("/mark.svg", include_in_schema=False)
    def mark() -> Response:
        return FileResponse(static / "mark.svg", media_type="image/svg+xml")

    @app.get("/{path:path}", include_in_schema=False)
    def page(path: str) -> Response:
        is_file = "." in path.rpartition("/")[2] and not path.startswith(_WITH_IDS)
        if path.startswith("api/") or is_file:
            return error_response(404, "nothing stands at this address")
        index = static / "index.html"
        if not index.is_file():
            return error_response(503, "the page was not built: install the package again with Node.js at hand")
        return FileResponse(index, media_type="text/html; charset=utf-8")
