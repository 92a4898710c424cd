"""A row a page: its columns, and the rows of a part, kept so that each batch holds one week.

A part is an Arrow file: of its batches nothing is held until the end but where they stand, while Parquet holds what it
knows of every column of every row group.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, BinaryIO

import pyarrow as pa

from marsad.event import Event, event_to_dict
from marsad.sources.document import Document

NO_WEEK = "unknown"
COMPRESSION = "zstd"

_BATCH = 256  # rows of one week that are written together
_HELD = 1024  # rows held in memory over all weeks, at most

_TOLL = pa.struct([("min", pa.int64()), ("max", pa.int64())])
_PARTIES = pa.list_(pa.struct([("text", pa.string()), ("actor_id", pa.string())]))
_STRINGS = pa.list_(pa.string())
_SPANS = pa.list_(pa.struct([("field", pa.string()), ("start", pa.int64()), ("end", pa.int64())]))
_CLAIM = pa.struct(
    [
        *((name, pa.string()) for name in ("speaker", "via", "force", "kind")),
        *((name, _STRINGS) for name in ("side_a", "side_b")),
        *((name, _TOLL) for name in ("fatalities", "injured")),
        ("evidence", _SPANS),
    ]
)
_PLACE = pa.struct(
    [
        *((name, pa.string()) for name in ("name", "country")),
        *((name, pa.float64()) for name in ("lat", "lon")),
        ("precision", pa.string()),
        *((name, pa.float64()) for name in ("radius_km", "bearing_deg")),
        *((name, pa.string()) for name in ("gazetteer_id", "admin1", "pcode")),
    ]
)
# The fields of `event_to_dict` under their names. Evidence, whose keys differ from event to event, is its JSON;
# the versions stand once in the row.
EVENT = pa.struct(
    [
        *((name, pa.string()) for name in ("id", "kind", "status", "anchor")),
        ("date", pa.struct([("start", pa.date32()), ("end", pa.date32()), ("precision", pa.string())])),
        ("place", _PLACE),
        *((name, _PARTIES) for name in ("side_a", "side_b")),
        *((name, _TOLL) for name in ("fatalities", "injured")),
        *((name, _STRINGS) for name in ("sources", "protected")),
        ("acled", pa.struct([("event_type", pa.string()), ("sub_event_type", pa.string())])),
        ("plover", pa.struct([("type", pa.string()), ("mode", pa.string())])),
        ("confidence", pa.float64()),
        ("claims", pa.list_(_CLAIM)),
        ("evidence", pa.string()),
    ]
)
PAGE = pa.schema(
    [
        ("article_id", pa.string()),
        ("origin", pa.string()),
        ("record", pa.int64()),
        *((name, pa.string()) for name in ("outlet", "url", "title")),
        ("published", pa.date32()),
        ("fetched_at", pa.timestamp("s", tz="UTC")),
        ("language", pa.string()),
        ("text", pa.string()),
        ("notes", _STRINGS),
        ("events", pa.list_(EVENT)),
        *((name, pa.string()) for name in ("coder_version", "lexicon_version")),
    ]
)
# What the second pass needs besides: when the page came, to find what was printed again soon after.
PART = pa.schema([*PAGE, ("week", pa.string()), ("day", pa.date32()), ("row", pa.int64()), ("signature", pa.binary())])


def day_of(document: Document) -> dt.date | None:
    """The day of publication, or else the day on which the page was fetched."""
    if document.article.published is not None:
        return document.article.published
    return document.fetched_at.astimezone(dt.UTC).date() if document.fetched_at else None


def week_of(day: dt.date | None) -> str:
    """ISO week like "2024-W07"; `NO_WEEK` without a day."""
    if day is None:
        return NO_WEEK
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


_to_json = json.JSONEncoder(ensure_ascii=False).encode


def _event(event: Event) -> dict[str, Any]:
    record = event_to_dict(event)
    if record["date"]:
        record["date"] = {**record["date"], "start": _day(record["date"]["start"]), "end": _day(record["date"]["end"])}
    for claim in record["claims"]:
        claim["evidence"] = [{"field": f, "start": start, "end": end} for f, start, end in claim["evidence"]]
    record["evidence"] = _to_json(record["evidence"])
    return record  # Arrow takes the fields of its type and leaves the others, the versions


def make_row(
    document: Document, events: Sequence[Event], *, signature: bytes, versions: tuple[str, str], row: int
) -> dict[str, Any]:
    """The row of a page, in the columns of `PART`.

    Args:
        document: the page.
        events: coded in it; its text is kept when there are some, for the spans to count in.
        signature: for near-duplicate detection.
        versions: (coder version, lexicon version).
        row: number of the page in its file, from 0.
    """
    article = document.article
    day = day_of(document)
    return {
        "article_id": article.id,
        "origin": document.origin,
        "record": document.line,
        "outlet": article.source or None,
        "url": article.url or None,
        "title": article.title or None,
        "published": article.published,
        "fetched_at": document.fetched_at,
        "language": document.language or None,
        "text": article.text if events else None,
        "notes": list(document.notes),
        "events": [_event(event) for event in events],
        "coder_version": versions[0],
        "lexicon_version": versions[1],
        "week": week_of(day),
        "day": day,
        "row": row,
        "signature": signature,
    }


def _whole(value: Any) -> Any:
    """The value with lone surrogates, which no UTF-8 holds, replaced one by one, so that spans still count."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: _whole(item) for key, item in value.items()}
    return [_whole(item) for item in value] if isinstance(value, list) else value


def _batch(rows: list[dict[str, Any]]) -> Any:
    try:
        return pa.RecordBatch.from_pylist(rows, schema=PART)
    except UnicodeEncodeError:
        return pa.RecordBatch.from_pylist([_whole(row) for row in rows], schema=PART)


class PartWriter:
    """Writes the rows of one file; a batch holds pages of one week, in the order of the file.

    Holds a thousand rows or so, however long the file is. Equal rows in equal order give equal bytes.
    """

    def __init__(self, out: BinaryIO) -> None:
        # In this thread: others would keep a heap of their own each, and the order of nothing hangs on them.
        options = pa.ipc.IpcWriteOptions(compression=COMPRESSION, use_threads=False)
        self._writer = pa.ipc.new_file(out, PART, options=options)
        self._held: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        self._number = 0
        self.weeks: list[tuple[str, int]] = []

    def add(self, row: dict[str, Any]) -> None:
        """One more row."""
        rows = self._held[row["week"]]
        rows.append(row)
        self._number += 1
        if len(rows) >= _BATCH:
            self._write(row["week"])
        elif self._number >= _HELD:
            self._write(max(self._held, key=lambda week: len(self._held[week])))  # the first of equals

    def _write(self, week: str) -> None:
        rows = self._held.pop(week)
        self._writer.write_batch(_batch(rows))
        self._number -= len(rows)
        self.weeks.append((week, len(rows)))

    def close(self) -> None:
        """Writes what is held, and the end of the file."""
        for week in sorted(self._held):
            self._write(week)
        self._writer.close()
