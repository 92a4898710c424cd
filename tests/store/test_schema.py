"""Migrations make what the code expects, and databases of others are left alone."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from marsad.errors import StoreError
from marsad.store import open_store, schema
from marsad.store.tables import Base


def test_the_newest_revision_is_the_last_file():
    assert schema.revisions()[-1] == schema.HEAD


def test_migrations_make_the_tables_of_the_code(empty_url):
    with open_store(empty_url) as store, store.reading() as connection:
        options = {
            "compare_type": False,
            "include_name": lambda name, kind, _parents: kind != "table" or not name.startswith("article_words"),
        }
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []
        assert schema.revision(connection) == schema.HEAD


def test_a_store_is_opened_again(empty_url):
    open_store(empty_url).close()
    with open_store(empty_url) as store:
        assert store.is_empty()


def test_a_newer_store_is_refused(url):
    with open_store(url) as store, store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match=r"revision 9999, newer than this Marsad .*: upgrade Marsad"):
        open_store(url)


def test_a_database_of_another_program_is_refused(empty_url):
    from sqlalchemy import create_engine

    from marsad.store.engine import parse_url

    engine = create_engine(parse_url(empty_url))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE customers (id integer)"))
    engine.dispose()
    with pytest.raises(StoreError, match="tables of another program"):
        open_store(empty_url)


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("mysql://root:secret@localhost/x", r"mysql://root:\*\*\*@localhost/x: .* not in mysql"),
        ("http://localhost/x", "not in http"),
        ("://", "no database address"),
    ],
)
def test_other_addresses_are_refused(address, message):
    with pytest.raises(StoreError, match=message):
        open_store(address)


def test_a_file_that_is_no_database_is_named(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("these are notes, and rather long ones, of more than a hundred bytes " * 4)
    with pytest.raises(StoreError, match=r"notes\.txt: file is not a database"):
        open_store(str(path))


def test_a_server_that_is_not_there_is_named(tmp_path):
    with pytest.raises(StoreError, match=r"marsad\?host=.*: .*is the server running"):
        open_store(f"postgresql://u:secret@/marsad?host={tmp_path}")


def test_the_default_is_a_file_of_the_user(tmp_path, monkeypatch):
    monkeypatch.delenv("MARSAD_DB", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr("platformdirs.user_data_dir", lambda name, **_: str(tmp_path / name))
    with open_store() as store:
        assert store.is_empty()
    assert (tmp_path / "marsad" / "marsad.db").is_file()
    monkeypatch.setenv("MARSAD_DB", str(tmp_path / "other.db"))
    open_store().close()
    assert (tmp_path / "other.db").is_file()
