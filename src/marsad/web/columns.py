"""The answer with all incidents as columns: made once for a state of the store, compressed, and kept."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Sequence

from fastapi import Request
from starlette.responses import Response

from marsad.web.answers import JsonAnswer
from marsad.web.rows import Row, columns

_LEVEL = 6


class ColumnsCache:
    """Keeps the compressed answer for all incidents, that for readers of masked ones beside it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[bool, tuple[str, bytes]] = {}

    def answer(
        self, request: Request, rows: Sequence[Row], version: str, *, is_all: bool, is_masked: bool = False
    ) -> Response:
        """The rows as columns.

        Args:
            request: its `If-None-Match` may spare the body, its `Accept-Encoding` chooses the packing.
            rows: ordered by id.
            version: of the view that they were taken from.
            is_all: whether they are all rows of the view.
            is_masked: whether the view is masked.
        """
        tag = f'W/"{version}{"-m" if is_masked else ""}"'
        headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Accept-Encoding, Cookie"}
        if tag in request.headers.get("If-None-Match", ""):
            return Response(status_code=304, headers=headers)
        packed = self._packed(rows, version, is_masked) if is_all else _pack(rows, version)
        if "gzip" not in request.headers.get("Accept-Encoding", ""):
            return Response(gzip.decompress(packed), media_type=JsonAnswer.media_type, headers=headers)
        headers["Content-Encoding"] = "gzip"
        return Response(packed, media_type=JsonAnswer.media_type, headers=headers)

    def _packed(self, rows: Sequence[Row], version: str, is_masked: bool) -> bytes:
        kept = self._kept.get(is_masked)
        if kept is not None and kept[0] == version:
            return kept[1]
        with self._lock:
            kept = self._kept.get(is_masked)
            if kept is None or kept[0] != version:
                kept = self._kept[is_masked] = (version, _pack(rows, version))
            return kept[1]


def _pack(rows: Sequence[Row], version: str) -> bytes:
    return gzip.compress(JsonAnswer(columns(rows, version)).body, _LEVEL, mtime=0)
