"""Backups of a store that is in use, and stores made of them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import delete, insert, select

from marsad.errors import StoreError
from marsad.store import schema, search
from marsad.store.archive import load_archive, read_header, write_archive
from marsad.store.engine import default_url, make_engine, parse_url, shown
from marsad.store.store import Store, open_store, unopened
from marsad.store.tables import ArticleRow, TouchedRow

COPIES = (".db", ".sqlite", ".sqlite3")
ARCHIVES = (".jsonl.gz",)


def _is_copy(path: Path) -> bool:
    """Whether the name asks for a SQLite file; else for an archive.

    Raises:
        StoreError: when it asks for neither.
    """
    if path.name.lower().endswith(COPIES):
        return True
    if path.name.lower().endswith(ARCHIVES):
        return False
    raise StoreError(f"{path}: name it *.jsonl.gz for an archive of any store, or *.db for a copy of a SQLite store")


@contextmanager
def _new_file(path: Path) -> Iterator[Path]:
    """A file beside `path`, which gets that name when all went well.

    Raises:
        StoreError: when `path` is there already or can't be written.
    """
    if path.exists():
        raise StoreError(f"{path}: is there already; backups don't overwrite: give another name")
    part = path.with_name(f"{path.name}.part-{os.getpid()}")
    try:
        yield part
        os.link(part, path)  # unlike a rename, fails when the name was taken meanwhile
    except OSError as error:
        raise StoreError(f"{path}: can't be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


def backup(store: Store, path: Path) -> None:
    """Writes the store as it is now to a new file; others may go on reading and writing.

    Args:
        store: any store.
        path: `*.jsonl.gz`: an archive that any database takes; `*.db`: a copy, of a SQLite store only.

    Raises:
        StoreError: when the file is there already, can't be written, or its name fits no kind of backup.
    """
    if not _is_copy(path):
        with _new_file(path) as part, store.reading() as connection:
            write_archive(connection, part)
        return
    if store.engine.dialect.name != "sqlite":
        raise StoreError(f"{path}: only a SQLite store can be copied to a file of that kind; name it *.jsonl.gz")
    with _new_file(path) as part, store.reading() as connection, closing(sqlite3.connect(part)) as copy:
        source = connection.connection.dbapi_connection
        assert isinstance(source, sqlite3.Connection)  # noqa: S101 - told by the dialect
        connection.rollback()  # the backup reads by itself
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it


def restore(path: Path, url: str | None) -> Store:
    """A new store made of a backup. Nothing is overwritten: the database must be empty.

    Args:
        path: what `backup` wrote.
        url: of a database without tables.

    Raises:
        StoreError: when the backup is broken or newer than this Marsad, or the database is not empty.
    """
    if not path.is_file():
        raise StoreError(f"{path}: no such file")
    if _is_copy(path):
        return _restore_copy(path, url)
    revision = read_header(path)["revision"]
    target = unopened(url)
    try:
        with target.writing() as connection:
            if schema.revision(connection) is not None:
                raise StoreError(
                    f"{target.name}: holds a store already; restoring overwrites nothing: give another --db"
                )
            schema.upgrade(connection, to=revision)
            load_archive(connection, path)
            schema.upgrade(connection)
            search.index_all(connection)
            connection.execute(delete(TouchedRow))
            connection.execute(insert(TouchedRow).from_select(["article_id"], select(ArticleRow.id)))
    except BaseException:
        target.close()
        raise
    return target


def _restore_copy(path: Path, url: str | None) -> Store:
    address = parse_url(url or default_url())
    if address.get_backend_name() != "sqlite" or not address.database:
        raise StoreError(f"{path}: a copy of a SQLite store; {shown(address)} takes an archive (*.jsonl.gz)")
    file = Path(address.database).expanduser()
    if file.exists():
        raise StoreError(f"{file}: is there already; restoring overwrites nothing: give another --db")
    make_engine(address).dispose()  # makes its folder
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as source:
        try:
            sound = source.execute("PRAGMA integrity_check").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise StoreError(f"{path}: the backup is broken: {error}") from error
        if sound != "ok":
            raise StoreError(f"{path}: the backup is broken: {sound}")
        with _new_file(file) as part, closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
    return open_store(str(file))
