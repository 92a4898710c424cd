"""Bodies are capped before anything reads them."""

from __future__ import annotations

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY_BYTES = 2 * 1024 * 1024  # a long report of 200,000 Arabic characters has 400 kB


class BodyLimit:
    """ASGI middleware: refuses with 413 what is, or says it is, longer than `limit` bytes."""

    def __init__(self, app: ASGIApp, *, limit: int = MAX_BODY_BYTES) -> None:
        self.app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Reads the body up to the limit, then lets the application see it."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self.app(scope, receive, send)
            return
        chunks: list[bytes] = []
        size = 0
        more = not self._says_too_long(scope)
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            chunks.append(message.get("body", b""))
            size += len(chunks[-1])
            if size > self._limit:
                break
            more = message.get("more_body", False)
        if size > self._limit or self._says_too_long(scope):
            error = {"code": "too_large", "message": f"the body is longer than {self._limit:,} bytes: send it in parts"}
            await JSONResponse({"error": error}, status_code=413)(scope, receive, send)
            return
        body: Message = {"type": "http.request", "body": b"".join(chunks), "more_body": False}
        given = False

        async def replay() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return body

        await self.app(scope, replay, send)

    def _says_too_long(self, scope: Scope) -> bool:
        for name, value in scope["headers"]:
            if name == b"content-length":
                return not value.isdigit() or int(value) > self._limit
        return False
