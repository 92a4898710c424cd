"""`marsad db` as a user meets it."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text

from marsad.store import open_store


@pytest.fixture
def filled(marsad, url, tmp_path, report):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": "a", "text": report, "published": "2021-07-28"}), encoding="utf-8")
    assert marsad("ingest", path, "--db", url).status == 0
    return url


def test_upgrade_makes_the_tables_and_says_what_there_was(marsad, empty_url):
    assert "before: no tables" in marsad("db", "upgrade", "--db", empty_url).out
    assert "before" not in marsad("db", "upgrade", "--db", empty_url).out


def test_backup_and_restore(marsad, filled, tmp_path):
    file, new = tmp_path / "b.jsonl.gz", tmp_path / "new.db"
    ran = marsad("db", "backup", file, "--db", filled)
    assert (ran.status, ran.err) == (0, "")
    assert str(file) in ran.out
    ran = marsad("db", "restore", file, "--db", new)
    assert "restored 1 articles, 1 incidents" in ran.out
    assert marsad("db", "check", "--db", new).out == f"sqlite:///{new}: sound\n"
    again = marsad("db", "restore", file, "--db", new)
    assert again.status == 1
    assert "holds a store already" in again.err
    again = marsad("db", "backup", file, "--db", filled)
    assert again.status == 1
    assert "is there already" in again.err


def test_the_store_is_named_by_the_environment(marsad, filled, monkeypatch):
    monkeypatch.setenv("MARSAD_DB", filled)
    assert marsad("db", "check").status == 0


def test_check_says_what_is_wrong_and_mends_the_incidents(marsad, filled):
    with open_store(filled) as store, store.engine.begin() as connection:
        connection.execute(text("DELETE FROM incident_members"))
    ran = marsad("db", "check", "--db", filled)
    assert ran.status == 1
    assert "incidents: 1 events stand in none" in ran.err
    assert marsad("db", "check", "--mend", "--db", filled).status == 0
    assert marsad("db", "check", "--db", filled).status == 0


def test_a_backup_that_is_not_there(marsad, tmp_path):
    ran = marsad("db", "restore", tmp_path / "none.jsonl.gz", "--db", tmp_path / "new.db")
    assert ran.status == 1
    assert "no such file" in ran.err
