"""Accounts, sessions, audit log, leases and saved searches, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from marsad.errors import StoreError
from marsad.store import accounts, audit, desk, open_store, searches
from marsad.store.columns import now

WEEK = dt.timedelta(days=7)


@pytest.fixture
def store(url):
    with open_store(url) as store:
        yield store


def test_accounts_and_sessions(store):
    with store.writing() as connection:
        with pytest.raises(StoreError, match="first account"):
            accounts.add_user(connection, "amal", "coder", "hash")
        admin = accounts.add_user(connection, "amal", "admin", "hash")
        accounts.add_user(connection, "سامي", "coder", "hash")
        accounts.start_session(connection, admin, "token", "csrf")
    with store.reading() as connection:
        session = accounts.read_session(connection, "token", longest=WEEK, longest_idle=WEEK)
        assert (session.user.name, session.csrf) == ("amal", "csrf")
        assert accounts.read_session(connection, "token", longest=dt.timedelta(0), longest_idle=WEEK) is None
        assert accounts.read_session(connection, "other", longest=WEEK, longest_idle=WEEK) is None
        assert [user.name for user in accounts.read_users(connection)] == ["amal", "سامي"]
    with store.writing() as connection:
        accounts.touch_session(connection, "token")
        accounts.change_user(connection, "amal", password_hash="other")
        accounts.drop_old_sessions(connection, longest=WEEK)
        assert accounts.read_session(connection, "token", longest=WEEK, longest_idle=WEEK) is None
    with pytest.raises(StoreError, match="no admin would be left"), store.writing() as connection:
        accounts.delete_user(connection, "amal")
    with store.reading() as connection:
        assert accounts.read_user(connection, "amal") is not None


def test_the_audit_log_can_not_be_changed(store):
    with store.writing() as connection:
        for number in range(3):
            audit.write_audit(connection, "amal", "test", f"subject {number}", "تفصيل")
    with store.reading() as connection:
        assert [entry.id for entry in audit.read_audit(connection, limit=2)] == [3, 2]
        assert [entry.id for entry in audit.read_audit(connection, before=2)] == [1]
        assert audit.count_since(connection, "test", "subject 1", now() - WEEK) == 1
    for statement in ("UPDATE audit SET who = 'x'", "DELETE FROM audit"):
        with pytest.raises((StoreError, DatabaseError)), store.writing() as connection:
            connection.execute(text(statement))


def test_leases_run_out(store):
    incident = "0123456789abcdef"
    with store.writing() as connection:
        assert desk.take_lease(connection, incident, "amal", dt.timedelta(seconds=-1)).who == "amal"
        assert desk.read_leases(connection) == {}
        assert desk.take_lease(connection, incident, "sami", WEEK).who == "sami"
        assert desk.take_lease(connection, incident, "amal", WEEK).who == "sami"
        desk.end_lease(connection, incident, "amal")
        assert set(desk.read_leases(connection)) == {incident}
        desk.end_lease(connection, incident, "sami")
        assert desk.read_leases(connection) == {}


def test_saved_searches_remember_what_they_told(store):
    given = searches.Search(0, "amal", "قصف", "kind=shelling", True, "key", "secret", "https://h.example", None, now())
    with store.writing() as connection:
        made = searches.add_search(connection, given)
        searches.add_found(connection, made, ["a" * 16], tells=False)
        searches.add_found(connection, made, ["b" * 16], tells=True)
        assert searches.known_incidents(connection, made.id) == {"a" * 16, "b" * 16}
        assert searches.due(connection, made.id, "webhook", limit=9) == [("b" * 16, 0)]
        assert searches.due(connection, made.id, "email", limit=9) == []
        searches.note_told(connection, made.id, "webhook", ["b" * 16], again=now() - WEEK, problem="500")
        assert searches.due(connection, made.id, "webhook", limit=9) == [("b" * 16, 1)]
        searches.note_told(connection, made.id, "webhook", ["b" * 16])
        assert searches.due(connection, made.id, "webhook", limit=9) == []
        assert [search.name for search in searches.read_searches(connection, owner="amal")] == ["قصف"]
        searches.delete_search(connection, made.id)
        assert searches.read_search(connection, made.id) is None
