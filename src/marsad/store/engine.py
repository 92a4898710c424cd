"""Connections: a SQLite file (the default) or a PostgreSQL server, and transactions on them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import platformdirs
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.pool import NullPool

from marsad.errors import StoreError

_BUSY_MS = 30_000
# Any number that other programs on the same PostgreSQL database don't use: "marsad" in ASCII.
_WRITE_LOCK = 0x6D6172736164


def default_url() -> str:
    """The database in the environment variable MARSAD_DB, else a SQLite file in the user's data folder."""
    named = os.environ.get("MARSAD_DB")
    if named:
        return named
    return f"sqlite:///{Path(platformdirs.user_data_dir('marsad', appauthor=False)) / 'marsad.db'}"


def parse_url(text_or_path: str) -> URL:
    """The database address; a plain path is a SQLite file, and `postgres://` means psycopg.

    Raises:
        StoreError: when it is neither.
    """
    if "://" not in text_or_path:
        return URL.create("sqlite", database=text_or_path)
    try:
        url = make_url(text_or_path)
    except (ArgumentError, ValueError) as error:
        raise StoreError(f"{text_or_path}: no database address; write sqlite:///file.db or postgresql://…") from error
    backend = {"postgres": "postgresql"}.get(url.get_backend_name(), url.get_backend_name())
    if backend not in ("sqlite", "postgresql"):
        raise StoreError(f"{shown(url)}: Marsad keeps its store in SQLite or PostgreSQL, not in {backend}")
    return url.set(drivername="sqlite" if backend == "sqlite" else "postgresql+psycopg")


def shown(url: URL) -> str:
    """The address as messages show it: without its password."""
    return url.render_as_string(hide_password=True)


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # transactions are ours: see _begin
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")  # safe against kill -9; with WAL no file breaks on power loss

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer takes its lock at once: a reader that turns writer could find the file changed under it.
        writes = connection.get_execution_options().get("marsad_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def make_engine(url: URL) -> Engine:
    """An engine for the address; the folder of a SQLite file is made, nothing is connected yet.

    Raises:
        StoreError: when the folder can't be made.
    """
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    if url.database and url.database != ":memory:":
        try:
            Path(url.database).expanduser().parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{url.database}: its folder can't be made: {error.strerror or error}") from error
        engine = create_engine(url.set(database=str(Path(url.database).expanduser())), poolclass=NullPool)
    else:
        engine = create_engine(url)
    _prepare_sqlite(engine)
    return engine


@contextmanager
def reachable(url: URL) -> Iterator[None]:
    """Turns a database that can't be reached or read into a clear error.

    Raises:
        StoreError: naming the database and what to do.
    """
    try:
        yield
    except OperationalError as error:
        reason = str(error.orig or error).strip().splitlines()[0]
        hint = "is the server running, and is the address right?"
        if url.get_backend_name() == "sqlite":
            hint = "another program may hold it, or the folder may not be writable"
        raise StoreError(f"{shown(url)}: {reason}; {hint}") from error
    except DatabaseError as error:
        reason = str(error.orig or error).strip().splitlines()[0]
        raise StoreError(f"{shown(url)}: {reason}; `marsad db check` tells more") from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the store throughout."""
    options: dict[str, Any] = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with engine.connect().execution_options(**options) as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction; one writer at a time, so that ids can follow each other without gaps."""
    with engine.execution_options(marsad_writes=True).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITE_LOCK})
        yield connection
