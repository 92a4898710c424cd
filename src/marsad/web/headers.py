"""Headers that every answer carries: what the page may load, and what a browser may do with an answer.

The policy has no inline script or style and no other origin, but for the tile address in the settings.
"""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


def content_policy(tiles: str | None = None) -> str:
    """The Content-Security-Policy of the page; `tiles` is the origin of map tiles, if the owner set one."""
    images = "'self' data: blob:" + (f" {tiles}" if tiles else "")
    connect = "'self'" + (f" {tiles}" if tiles else "")
    rules = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": images,
        "font-src": "'self'",
        "connect-src": connect,
        "worker-src": "'self' blob:",  # the map's worker starts from a blob that imports a file of ours
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


class SecurityHeaders:
    """ASGI middleware: adds the headers to every HTTP answer; answers of the API are never cached."""

    def __init__(self, app: ASGIApp, *, tiles: str | None = None, is_https: bool = False) -> None:
        self.app = app
        self._fixed = {
            "Content-Security-Policy": content_policy(tiles),
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        }
        if is_https:
            self._fixed["Strict-Transport-Security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on; headers are set when the answer starts."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._fixed.items():
                    headers[name] = value
                if not path.startswith("/assets/"):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, with_headers)
