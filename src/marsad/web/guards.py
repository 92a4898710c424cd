"""Who may talk to the server at all: known host names, and changes from its own pages only."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from marsad.web.errors import error_response

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
_SAFE = ("GET", "HEAD", "OPTIONS")


def _name(host: str) -> str:
    """The host without its port."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].lower()


class RequestGuard:
    """ASGI middleware. A name that is none of ours means that someone's DNS points at this machine (rebinding).

    Args:
        app: what is guarded.
        hosts: names under which the server is reached, without port; None: any, for where accounts keep strangers out.
    """

    def __init__(self, app: ASGIApp, *, hosts: Collection[str] | None) -> None:
        self.app = app
        self._hosts = None if hosts is None else frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers what may not pass; passes the rest on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self._hosts is not None and _name(host) not in self._hosts:
            said = f"this server does not answer under the name {_name(host)!r}: start it with --allow-host"
            await error_response(400, said)(scope, receive, send)
            return
        if scope["method"] not in _SAFE and not _is_own(headers, host):
            await error_response(403, "changes come from this server's own pages only")(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _is_own(headers: Headers, host: str) -> bool:
    """Whether a browser sent the request from a page of this server; programs send neither header."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or (origin != "null" and urlsplit(origin).netloc.lower() == host.lower())
