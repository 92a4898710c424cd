"""A cheap answer to whether anything was written since one last looked."""

from __future__ import annotations

import sqlite3
import threading
import weakref

from sqlalchemy import Engine


class Pulse:
    """Beats when somebody, in whichever process, wrote to the database.

    Args:
        engine: of the store. Of PostgreSQL every look is a beat: there it is for the caller to ask what changed.
    """

    def __init__(self, engine: Engine) -> None:
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        database = engine.url.database
        if engine.dialect.name == "sqlite" and database and database != ":memory:":
            self._connection = sqlite3.connect(database, check_same_thread=False)
            weakref.finalize(self, self._connection.close)

    def look(self) -> int | None:
        """A number that stays as long as nothing is written; None: not known."""
        if self._connection is None:
            return None
        with self._lock:
            found: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
            return found
