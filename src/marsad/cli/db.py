"""`marsad db`: bring the store up to date, back it up, make one of a backup, check it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from marsad.cli.database import db_option


@click.group()
def db() -> None:
    """Take care of the store."""


@db.command()
@db_option
def upgrade(db: str | None) -> None:
    """Bring the store's tables to this version of Marsad; make them where there are none.

    Any other command does this too; here it can be done by itself, after a backup.
    """
    from marsad.store import schema
    from marsad.store.store import open_store, unopened

    with unopened(db) as store, store.reading() as connection:
        before = schema.revision(connection)
    with open_store(db) as store:
        was = "" if before == schema.HEAD else f", before: {before or 'no tables'}"
        click.echo(f"{store.name}: revision {schema.HEAD}{was}")


@db.command()
@click.argument("file", type=click.Path(path_type=Path))
@db_option
def backup(file: Path, db: str | None) -> None:
    """Write the store to FILE while others use it.

    FILE is *.jsonl.gz, an archive with checksums that SQLite and PostgreSQL both take, or *.db, a copy of a SQLite
    store. A file that is there already is not overwritten.
    """
    from marsad.store import open_store
    from marsad.store.backup import backup as write

    with open_store(db) as store:
        write(store, file)
        click.echo(f"{file}: backup of {store.name}, {file.stat().st_size:,} bytes")


@db.command()
@click.argument("file", type=click.Path(path_type=Path))
@db_option
def restore(file: Path, db: str | None) -> None:
    """Make a store of the backup in FILE. Nothing is overwritten: --db names a new SQLite file or an empty database."""
    from marsad.store.backup import restore as read

    with read(file, db) as store:
        total = store.refresh_incidents().total
        articles = sum(1 for _ in store.articles(withdrawn=True))
        click.echo(f"{store.name}: restored {articles:,} articles, {total:,} incidents")


@db.command()
@click.option("--mend", is_flag=True, help="Compute the incidents anew; all else that is wrong needs a backup.")
@db_option
def check(db: str | None, *, mend: bool) -> int:
    """Check that the store is sound, and say what is wrong.

    Compares every text and original with its SHA-256, every event with its id, the index of words with the texts,
    incidents with events, and looks for rows that name others that are not there. Exit status: 0 sound, 1 not.
    """
    from marsad.store.check import check as look
    from marsad.store.store import unopened

    def progress(step: str) -> None:
        if sys.stderr.isatty():
            click.echo(f"checking: {step}", err=True)

    with unopened(db) as store:
        if mend:
            store.refresh_incidents(full=True)
        problems = look(store, progress=progress)
        for problem in problems:
            click.echo(f"marsad: {store.name}: {problem}", err=True)
        if not problems:
            click.echo(f"{store.name}: sound")
    return 1 if problems else 0
