"""Which revision of the schema a database has, and bringing it to the newest."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, select, table
from sqlalchemy import column as named

from marsad.errors import StoreError
from marsad.store import desk_tables  # noqa: F401 - its tables belong to the schema, whoever asks

HEAD = "0003"  # the newest revision; a test holds it in step with the files

_VERSION = table("alembic_version", named("version_num"))


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "marsad.store:migrations")
    return config


def revisions() -> list[str]:
    """All revisions, the first one first."""
    return [script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()][::-1]


def revision(connection: Connection) -> str | None:
    """The database's revision; None for one without Marsad's tables.

    Raises:
        StoreError: when its tables are those of another program.
    """
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" not in tables:
        if tables:
            raise StoreError("this database holds tables of another program; give Marsad one of its own")
        return None
    return connection.scalar(select(_VERSION.c.version_num))


def upgrade(connection: Connection, *, to: str = HEAD) -> str | None:
    """Brings the schema to a revision in the open transaction; the revision that it had before.

    Args:
        connection: in a writing transaction.
        to: the revision; the newest one when not given.

    Raises:
        StoreError: when the database is newer than this Marsad, or another program's.
    """
    before = revision(connection)
    if before == to:
        return before
    if before is not None and before not in revisions():
        raise StoreError(f"its schema is revision {before}, newer than this Marsad knows ({HEAD}): upgrade Marsad")
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)
    return before
