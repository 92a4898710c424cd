"""Accounts and who is signed in. Knows no passwords: hashes come from above, tokens are kept as their SHA-256."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from marsad.errors import StoreError
from marsad.store.columns import now
from marsad.store.desk_tables import SessionRow, UserRow


@dataclass(frozen=True, slots=True)
class User:
    """An account; `role` is one of viewer, coder, reviewer, admin."""

    id: int
    name: str
    role: str
    password_hash: str
    is_disabled: bool
    created_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Session:
    """Someone signed in; `csrf` is the token that changes bring along."""

    user: User
    csrf: str
    created_at: dt.datetime
    seen_at: dt.datetime


_USER = (
    UserRow.id,
    UserRow.name,
    UserRow.role,
    UserRow.password_hash,
    UserRow.is_disabled,
    UserRow.created_at.label("made_at"),
)


def _user(row: Any) -> User:
    return User(row.id, row.name, row.role, row.password_hash, row.is_disabled, row.made_at)


def has_users(connection: Connection) -> bool:
    """Whether there is any account, disabled ones too."""
    return connection.execute(select(UserRow.id).limit(1)).first() is not None


def read_users(connection: Connection) -> Iterator[User]:
    """All accounts by name."""
    for row in connection.execute(select(*_USER).order_by(UserRow.name)):
        yield _user(row)


def read_user(connection: Connection, name: str) -> User | None:
    """The account of that name; None for none."""
    row = connection.execute(select(*_USER).where(UserRow.name == name)).one_or_none()
    return None if row is None else _user(row)


def add_user(connection: Connection, name: str, role: str, password_hash: str) -> User:
    """Keeps a new account.

    Raises:
        StoreError: when the name is taken, or the first account is no admin's.
    """
    if read_user(connection, name) is not None:
        raise StoreError(f"there is an account {name!r} already")
    if role != "admin" and not has_users(connection):
        raise StoreError("the first account has to be an admin's, or nobody could make others")
    number = (connection.scalar(select(func.max(UserRow.id))) or 0) + 1
    made = User(number, name, role, password_hash, False, now())
    connection.execute(
        insert(UserRow).values(
            id=number, name=name, role=role, password_hash=password_hash, is_disabled=False, created_at=made.created_at
        )
    )
    return made


def change_user(
    connection: Connection,
    name: str,
    *,
    role: str | None = None,
    password_hash: str | None = None,
    is_disabled: bool | None = None,
) -> User:
    """Changes what is given of an account, and ends its sessions.

    Raises:
        StoreError: when there is none, or no admin would be left.
    """
    given = {"role": role, "password_hash": password_hash, "is_disabled": is_disabled}
    values = {field: value for field, value in given.items() if value is not None}
    user = _known(connection, name)
    if values:
        connection.execute(update(UserRow).where(UserRow.id == user.id).values(**values))
    connection.execute(delete(SessionRow).where(SessionRow.user_id == user.id))
    _keep_an_admin(connection)
    return _known(connection, name)


def delete_user(connection: Connection, name: str) -> None:
    """Takes an account away; what it decided stays under its name.

    Raises:
        StoreError: when there is none, or no admin would be left.
    """
    user = _known(connection, name)
    connection.execute(delete(SessionRow).where(SessionRow.user_id == user.id))
    connection.execute(delete(UserRow).where(UserRow.id == user.id))
    _keep_an_admin(connection)


def _known(connection: Connection, name: str) -> User:
    user = read_user(connection, name)
    if user is None:
        raise StoreError(f"there is no account {name!r}")
    return user


def _keep_an_admin(connection: Connection) -> None:
    left = select(UserRow.id).where(UserRow.role == "admin", UserRow.is_disabled.is_(False)).limit(1)
    if connection.execute(left).first() is None:
        raise StoreError("no admin would be left who can sign in: make another one first")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def start_session(connection: Connection, user: User, token: str, csrf: str) -> None:
    """Keeps that the user signed in; `token` is what the cookie holds."""
    at = now()
    connection.execute(
        insert(SessionRow).values(token_sha256=_digest(token), user_id=user.id, csrf=csrf, created_at=at, seen_at=at)
    )


def read_session(
    connection: Connection, token: str, *, longest: dt.timedelta, longest_idle: dt.timedelta
) -> Session | None:
    """Who is signed in under the token; None when nobody is, too long ago, or the account is disabled."""
    at = now()
    row = connection.execute(
        select(*_USER, SessionRow.csrf, SessionRow.created_at, SessionRow.seen_at)
        .join(SessionRow, SessionRow.user_id == UserRow.id)
        .where(
            SessionRow.token_sha256 == _digest(token),
            SessionRow.created_at > at - longest,
            SessionRow.seen_at > at - longest_idle,
            UserRow.is_disabled.is_(False),
        )
    ).one_or_none()
    return None if row is None else Session(_user(row), row.csrf, row.created_at, row.seen_at)


def touch_session(connection: Connection, token: str) -> None:
    """Notes that the session is in use."""
    connection.execute(update(SessionRow).where(SessionRow.token_sha256 == _digest(token)).values(seen_at=now()))


def end_session(connection: Connection, token: str) -> None:
    """Signs out; nothing happens for an unknown token."""
    connection.execute(delete(SessionRow).where(SessionRow.token_sha256 == _digest(token)))


def drop_old_sessions(connection: Connection, *, longest: dt.timedelta) -> None:
    """Forgets sessions that ran out."""
    connection.execute(delete(SessionRow).where(SessionRow.created_at < now() - longest))
