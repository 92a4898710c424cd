"""Bodies are capped before anything reads them."""

from __future__ import annotations

import asyncio

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY_S = 60.0  # a body that takes longer keeps a connection, and nothing else, busy
MAX_BODY_BYTES = 2 * 1024 * 1024  # a long report of 200,000 Arabic characters has 400 kB


class _TooLongError(Exception):
    """More bytes than may be."""


class BodyLimit:
    """ASGI middleware: refuses with 413 what is longer than `limit` bytes, or says so, with 408 what takes too long."""

    def __init__(self, app: ASGIApp, *, limit: int = MAX_BODY_BYTES, longest_s: float = MAX_BODY_S) -> None:
        self.app = app
        self._limit = limit
        self._longest_s = longest_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Reads the body up to the limit, then lets the application see it."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self.app(scope, receive, send)
            return
        try:
            async with asyncio.timeout(self._longest_s):
                read = await self._read(scope, receive)
        except TimeoutError:
            said = f"the body did not come within {self._longest_s:.0f} s: send it again"
            error = {"code": "too_slow", "message": said}
            await JSONResponse({"error": error}, status_code=408)(scope, receive, send)
            return
        except _TooLongError:
            error = {"code": "too_large", "message": f"the body is longer than {self._limit:,} bytes: send it in parts"}
            await JSONResponse({"error": error}, status_code=413)(scope, receive, send)
            return
        if read is None:
            return
        body: Message = {"type": "http.request", "body": read, "more_body": False}
        given = False

        async def replay() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return body

        await self.app(scope, replay, send)

    async def _read(self, scope: Scope, receive: Receive) -> bytes | None:
        """The body; None when the client is gone."""
        if self._says_too_long(scope):
            raise _TooLongError
        chunks: list[bytes] = []
        size, more = 0, True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            chunks.append(message.get("body", b""))
            size += len(chunks[-1])
            if size > self._limit:
                raise _TooLongError
            more = message.get("more_body", False)
        return b"".join(chunks)

    def _says_too_long(self, scope: Scope) -> bool:
        for name, value in scope["headers"]:
            if name == b"content-length":
                return not value.isdigit() or int(value) > self._limit
        return False
