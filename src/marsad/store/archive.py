"""The portable form of a store: JSON lines with checksums, gzipped, the same from SQLite and PostgreSQL.

    {"format": "marsad-store", "version": 1, "revision": "0002", ...}
    {"table": "articles", "columns": [["id", "text"], ...]}
    ["a1", 1, ...]                            a row of the table named last
    {"rows": 123, "sha256": "..."}            the end: rows, and SHA-256 of every line before

What is computed from other tables (incidents, the index of words) is left out and made anew.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Date, LargeBinary, column, insert, select, table
from sqlalchemy.types import NullType, TypeEngine

from marsad.errors import StoreError
from marsad.store import schema
from marsad.store.columns import ExactText, Json, Moment, now
from marsad.store.tables import DERIVED, Base

_FORMAT, _VERSION = "marsad-store", 1
_ROWS = 500
_TYPES: dict[str, type[TypeEngine[Any]]] = {
    "text": ExactText,
    "json": Json,
    "moment": Moment,
    "date": Date,
    "bytes": LargeBinary,
    "plain": NullType,
}


def _type_name(of: Column[Any]) -> str:
    return next((name for name, kind in _TYPES.items() if isinstance(of.type, kind)), "plain")


def _encode(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    return value.isoformat() if isinstance(value, dt.date) else value


def _decode(value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind == "bytes":
        return base64.b64decode(value, validate=True)
    if kind == "date":
        return dt.date.fromisoformat(value)
    return dt.datetime.fromisoformat(value) if kind == "moment" else value


def _lines(connection: Connection) -> Iterator[Any]:
    yield {
        "format": _FORMAT,
        "version": _VERSION,
        "revision": schema.revision(connection),
        "made_at": now().isoformat(timespec="seconds"),
    }
    for made in Base.metadata.sorted_tables:
        if made.name in DERIVED:
            continue
        yield {"table": made.name, "columns": [[c.name, _type_name(c)] for c in made.columns]}
        ordered = select(made).order_by(*made.primary_key.columns)
        for row in connection.execution_options(yield_per=_ROWS).execute(ordered):
            yield [_encode(value) for value in row]


def write_archive(connection: Connection, path: Path) -> int:
    """Writes the store to the file; the number of rows written."""
    rows = 0
    digest = hashlib.sha256()
    with gzip.open(path, "wb") as out:
        for record in _lines(connection):
            line = json.dumps(record).encode() + b"\n"
            digest.update(line)
            out.write(line)
            rows += isinstance(record, list)
        out.write(json.dumps({"rows": rows, "sha256": digest.hexdigest()}).encode() + b"\n")
    return rows


def _read(path: Path) -> Iterator[Any]:
    """The records of an archive, its end last checked.

    Raises:
        StoreError: when it is none, is broken or cut off.
    """
    rows = 0
    digest = hashlib.sha256()
    end = None
    try:
        with gzip.open(path, "rb") as lines:
            for number, line in enumerate(lines):
                record = json.loads(line)
                if number == 0 and (not isinstance(record, dict) or record.get("format") != _FORMAT):
                    raise StoreError(f"{path}: no backup that `marsad db backup` wrote")
                if isinstance(record, dict) and "sha256" in record:
                    end = record
                    break
                digest.update(line)
                rows += isinstance(record, list)
                yield record
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise StoreError(f"{path}: the backup is broken or cut off: {error}") from error
    if end is None or end != {"rows": rows, "sha256": digest.hexdigest()}:
        raise StoreError(f"{path}: the backup is broken or cut off: its checksum is not that of its content")


def read_header(path: Path) -> dict[str, Any]:
    """The first record, after the whole archive was read and its checksum found right.

    Raises:
        StoreError: when it is no archive, is broken, or was written by a newer Marsad.
    """
    header: dict[str, Any] = {}
    for record in _read(path):
        header = header or record
    if header.get("version") != _VERSION or header.get("revision") not in schema.revisions():
        raise StoreError(f"{path}: written by a newer Marsad: upgrade Marsad to restore it")
    return header


def load_archive(connection: Connection, path: Path) -> int:
    """Fills a database whose schema is that of the archive; the number of rows.

    Raises:
        StoreError: when the archive is broken.
    """
    rows = 0
    pending: list[dict[str, Any]] = []
    target = table("")
    columns: list[tuple[str, str]] = []

    def flush() -> None:
        if pending:
            connection.execute(insert(target), pending)
            pending.clear()

    for record in _read(path):
        if isinstance(record, list):
            try:
                values = [_decode(value, kind) for value, (_, kind) in zip(record, columns, strict=True)]
            except (ValueError, TypeError, binascii.Error) as error:
                raise StoreError(f"{path}: a row of {target.name} is broken: {error}") from error
            pending.append({name: value for (name, _), value in zip(columns, values, strict=True)})
            rows += 1
            if len(pending) >= _ROWS:
                flush()
        elif "table" in record:
            flush()
            columns = [(name, kind) for name, kind in record["columns"]]
            target = table(record["table"], *(column(name, _TYPES[kind]()) for name, kind in columns))
    flush()
    return rows
