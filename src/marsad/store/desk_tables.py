"""The tables of people at work: accounts, sessions, the audit log, the review desk, saved searches.

Beside `tables`; nothing of what is coded depends on them.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from marsad.store.tables import Base, Sha256


class UserRow(Base):
    """An account."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str] = mapped_column(String(16))
    password_hash: Mapped[str]
    is_disabled: Mapped[bool]
    created_at: Mapped[dt.datetime]


class SessionRow(Base):
    """Someone signed in; the cookie's token is kept as its SHA-256 only."""

    __tablename__ = "sessions"

    token_sha256: Mapped[str] = mapped_column(Sha256, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    csrf: Mapped[str]
    created_at: Mapped[dt.datetime]
    seen_at: Mapped[dt.datetime]


class AuditRow(Base):
    """Who did what, when. Immutable."""

    __tablename__ = "audit"
    __table_args__ = (Index(None, "action", "subject", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime]
    who: Mapped[str]
    action: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str]
    detail: Mapped[str]


class LeaseRow(Base):
    """An incident that someone looks at just now."""

    __tablename__ = "leases"

    incident_id: Mapped[str] = mapped_column(String(16), primary_key=True)
    who: Mapped[str]
    expires_at: Mapped[dt.datetime]


class SecondRow(Base):
    """What a second coder says of an event, not having seen what others said. Never changes what stands."""

    __tablename__ = "second_codings"
    __table_args__ = (Index(None, "article_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"))
    event_id: Mapped[str] = mapped_column(String(16))
    who: Mapped[str]
    at: Mapped[dt.datetime]
    verdict: Mapped[str] = mapped_column(String(16))
    said: Mapped[Any]  # by field, where they differ from what was coded


class SearchRow(Base):
    """A saved search; `key` opens its feed, `secret` signs its webhook."""

    __tablename__ = "searches"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    owner: Mapped[str]
    name: Mapped[str]
    filters: Mapped[str]
    is_masked: Mapped[bool]
    key: Mapped[str]
    secret: Mapped[str]
    webhook: Mapped[str | None]
    email: Mapped[str | None]
    created_at: Mapped[dt.datetime]


class AlertRow(Base):
    """An incident that a saved search found, and what became of telling so."""

    __tablename__ = "alerts"

    search_id: Mapped[int] = mapped_column(ForeignKey("searches.id"), primary_key=True, autoincrement=False)
    incident_id: Mapped[str] = mapped_column(String(16), primary_key=True)
    found_at: Mapped[dt.datetime]
    webhook_due: Mapped[dt.datetime | None]  # None: told, given up, or nobody to tell
    email_due: Mapped[dt.datetime | None]
    tries: Mapped[int]
    problem: Mapped[str]
