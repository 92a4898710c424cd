"""JSON lines: one line a document, in input order."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TextIO

from marsad.event import Event, event_to_dict
from marsad.sources.document import Document


def dump(value: object) -> str:
    """JSON on one line, Arabic as it is; a text with broken characters is escaped, so that the line stays valid."""
    line = json.dumps(value, ensure_ascii=False)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value)
    return line


class JsonLinesWriter:
    """Writes `{"id": …, "events": […]}`, with "notes" where there is something to know."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def begin(self) -> None:
        """Writes nothing."""

    def write(self, document: Document, events: Sequence[Event]) -> None:
        """Writes one line."""
        record: dict[str, Any] = {"id": document.article.id, "events": [event_to_dict(event) for event in events]}
        if document.notes:
            record["notes"] = list(document.notes)
        self._out.write(dump(record) + "\n")

    def end(self) -> None:
        """Writes nothing."""
