"""Answers in JSON, whatever the texts hold."""

from __future__ import annotations

import json
from typing import Any

from starlette.responses import Response


class JsonAnswer(Response):
    """JSON in UTF-8. A lone surrogate, which no UTF-8 can hold, is shown as `?`: one code point, so offsets stay."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """The body."""
        text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return text.encode("utf-8", "replace")
