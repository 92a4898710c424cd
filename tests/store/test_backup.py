"""Backups of a store in use, and what they are worth."""

from __future__ import annotations

import gzip
import hashlib
import json
import sqlite3

import pytest
from sqlalchemy import select, text

from marsad.article import Article
from marsad.errors import StoreError
from marsad.store import Action, Arrival, open_store, schema
from marsad.store.backup import backup, restore
from marsad.store.check import check
from marsad.store.tables import Base

TEXT = "قصف أول ثم قصف ثان على سراقب \x00 \ud800"


def contents(store):
    left_out = {"changed_at"}
    with store.reading() as connection:
        return {
            table.name: [
                tuple(row)
                for row in connection.execute(
                    select(*(c for c in table.columns if c.name not in left_out)).order_by(*table.primary_key.columns)
                )
            ]
            for table in Base.metadata.sorted_tables
        }


@pytest.fixture
def filled(store, put):
    """A store with something in every table."""
    put("", arrival=Arrival(Article(TEXT, id="a", source="وكالة"), original=b"<p>" * 100, signature=b"\x00\xff"))
    put("قصف معدل", id="a", source="وكالة")
    put("قصف آخر", id="b", source="صحيفة")
    ids = [coded.event.id for coded in store.coded("a")]
    store.add_review(Action.CORRECT, ids[-1], who="محررة", field="fatalities", value={"min": 1, "max": 2})
    store.retract(store.add_review(Action.REJECT, ids[0], who="محررة").id, who="محررة")
    store.withdraw("b", who="محررة", why="سُحب")
    store.set_mark("feed", {"etag": '"x"'})
    with store.batch([], coder_version="c1", lexicon_version="l1", run_id=store.start_run("ingest", ["a"])) as batch:
        batch.fail("read", "broken", origin="a.jsonl", line=3)
    store.refresh_incidents()
    return store


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_an_archive_is_restored_on_either_database(filled, target, tmp_path, postgres, backend):
    path = tmp_path / "b.jsonl.gz"
    backup(filled, path)
    url = f"sqlite:///{tmp_path / 'new.db'}" if target == "sqlite" else postgres(f"restored_from_{backend}", None)
    with restore(path, url) as copy:
        assert copy.incidents_are_stale()
        copy.refresh_incidents()
        assert contents(copy) == contents(filled)
        assert {hit.version.id for hit in copy.search("قصف", old_versions=True)} == {1, 2, 3}
        assert check(copy) == []
    with pytest.raises(StoreError, match="holds a store already"):
        restore(path, url)


def test_a_copy_of_a_sqlite_store(tmp_path, made_stores):
    with open_store(str(tmp_path / "store.db")) as store:
        store.set_mark("x", 1)
        backup(store, tmp_path / "copy.db")
        store.set_mark("x", 2)
    assert [p.name for p in tmp_path.glob("copy*")] == ["copy.db"]
    with restore(tmp_path / "copy.db", str(tmp_path / "sub" / "new.db")) as copy:
        assert copy.mark("x") == 1
    with pytest.raises(StoreError, match=r"new\.db: is there already"):
        restore(tmp_path / "copy.db", str(tmp_path / "sub" / "new.db"))


def test_nothing_is_overwritten(filled, tmp_path):
    path = tmp_path / "b.jsonl.gz"
    path.write_bytes(b"precious")
    with pytest.raises(StoreError, match="is there already"):
        backup(filled, path)
    assert path.read_bytes() == b"precious"
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith("b.")] == ["b.jsonl.gz"]


@pytest.mark.parametrize("name", ["backup", "backup.zip", "backup.jsonl"])
def test_other_names_are_refused(store, tmp_path, name):
    with pytest.raises(StoreError, match=r"name it \*\.jsonl\.gz"):
        backup(store, tmp_path / name)


def test_only_sqlite_is_copied_as_a_file(filled, tmp_path, backend):
    if backend == "sqlite":
        backup(filled, tmp_path / "copy.db")
        assert sqlite3.connect(tmp_path / "copy.db").execute("SELECT count(*) FROM articles").fetchone() == (2,)
    else:
        with pytest.raises(StoreError, match="only a SQLite store"):
            backup(filled, tmp_path / "copy.db")


def _lines(path):
    return gzip.decompress(path.read_bytes()).splitlines(keepends=True)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda lines: lines[:-1], "broken or cut off"),
        (lambda lines: [*lines[:5], *lines[6:]], "broken or cut off"),
        (lambda lines: [line.replace(b"feed", b"food") for line in lines], "broken or cut off"),
        (lambda lines: [*lines[:5], b"{oops\n", *lines[5:]], "broken or cut off"),
        (lambda _lines: [b'{"id": "a"}\n'], "no backup that"),
        (lambda _lines: [], "broken or cut off"),
    ],
)
def test_a_broken_archive_is_refused_before_anything_is_made(filled, tmp_path, damage, message):
    path = tmp_path / "b.jsonl.gz"
    backup(filled, path)
    path.write_bytes(gzip.compress(b"".join(damage(_lines(path)))))
    with pytest.raises(StoreError, match=message):
        restore(path, str(tmp_path / "new.db"))
    assert not (tmp_path / "new.db").exists()


def test_an_archive_that_breaks_off(filled, tmp_path):
    path = tmp_path / "b.jsonl.gz"
    backup(filled, path)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(StoreError, match="broken or cut off"):
        restore(path, str(tmp_path / "new.db"))
    with pytest.raises(StoreError, match="no such file"):
        restore(tmp_path / "none.jsonl.gz", str(tmp_path / "new.db"))


def test_an_archive_of_a_newer_marsad_is_refused(filled, tmp_path):
    path = tmp_path / "b.jsonl.gz"
    header = {"format": "marsad-store", "version": 1, "revision": "9999"}
    line = json.dumps(header).encode() + b"\n"
    end = json.dumps({"rows": 0, "sha256": hashlib.sha256(line).hexdigest()}).encode() + b"\n"
    path.write_bytes(gzip.compress(line + end))
    with pytest.raises(StoreError, match="upgrade Marsad"):
        restore(path, str(tmp_path / "new.db"))


def test_an_archive_of_an_older_revision_is_brought_up_to_date(tmp_path, put, store):
    put("قصف", id="a")
    path = tmp_path / "b.jsonl.gz"
    backup(store, path)
    lines = _lines(path)[:-1]
    lines[0] = lines[0].replace(b'"0002"', b'"0001"').replace(schema.HEAD.encode(), b"0001")
    rows = sum(line.startswith(b"[") for line in lines)
    end = json.dumps({"rows": rows, "sha256": hashlib.sha256(b"".join(lines)).hexdigest()}).encode() + b"\n"
    path.write_bytes(gzip.compress(b"".join([*lines, end])))
    with restore(path, str(tmp_path / "new.db")) as copy:
        assert copy.refresh_incidents().total == 1
        assert check(copy) == []


# What `check` finds


def unguarded(store, sql, **values):
    """Runs what the triggers forbid, as a person with the database's own tools could."""
    with store.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            for (name,) in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            connection.execute(text("SET session_replication_role = replica"))
        connection.execute(text(sql), values)
        if connection.dialect.name != "sqlite":
            connection.execute(text("SET session_replication_role = DEFAULT"))


def test_a_sound_store(filled):
    steps = []
    assert check(filled, progress=steps.append) == []
    assert steps[-1] == "incidents"


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("UPDATE versions SET text = 'آخر' WHERE id = 3", "article b, version 1: not the text that came in"),
        ("UPDATE versions SET outlet = 'آخر' WHERE id = 3", "article b, version 1: not the text that came in"),
        ("UPDATE versions SET title = 'كلمة' WHERE id = 3", "article b, version 1: the index of words"),
        ("UPDATE originals SET size = 5", "its bytes have another SHA-256"),
        ("UPDATE articles SET version_id = 1 WHERE id = 'a'", "article a: its newest version is 2, but 1"),
        ("UPDATE articles SET coding_id = 1 WHERE id = 'a'", "article a: coding 1 is not one of its newest version"),
        ("UPDATE events SET confidence = 0.1", "its columns are not those of its content"),
        ("UPDATE events SET id = 'ffffffffffffffff' WHERE coding_id = 3", "event ffffffffffffffff of article b: its"),
        ("UPDATE events SET data = '{}' WHERE coding_id = 3", "can't be read"),
        ("DELETE FROM events WHERE coding_id = 3", "coding 3: has 0 events, but gave 1"),
        ("UPDATE reviews SET event_id = 'ffffffffffffffff' WHERE id = 1", "review 1: there is no event ffff"),
        ("DELETE FROM incident_members", "1 events stand in none"),
    ],
)
def test_what_is_wrong_is_named(filled, sql, message):
    unguarded(filled, sql)
    assert any(message in problem for problem in check(filled)), check(filled)


def test_a_row_that_names_another_that_is_not_there(tmp_path):
    with open_store(str(tmp_path / "s.db")) as store:
        with store.engine.connect() as connection:
            connection.rollback()
            raw = connection.connection.dbapi_connection
            raw.execute("PRAGMA foreign_keys = OFF")
            raw.execute("INSERT INTO touched VALUES ('x')")
        assert any("touched: row" in problem and "articles" in problem for problem in check(store))


def test_an_old_schema_is_named(url):
    with open_store(url) as store:
        with store.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
        [problem] = check(store)
        assert problem == f"schema revision 0001, this Marsad works with {schema.HEAD}: run `marsad db upgrade`"
