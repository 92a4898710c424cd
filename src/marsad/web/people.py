"""Who asks, and what they may do: accounts where there are any, else the person at this machine."""

from __future__ import annotations

import datetime as dt
import ipaddress
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from fastapi import HTTPException, Request

from marsad.store import Store
from marsad.store.accounts import (
    User,
    drop_old_sessions,
    end_session,
    has_users,
    read_session,
    start_session,
    touch_session,
)
from marsad.store.audit import write_audit
from marsad.store.pulse import Pulse

SAFE = ("GET", "HEAD", "OPTIONS")
CSRF_HEADER = "X-CSRF-Token"
COOKIE = "marsad_session"
LONGEST = dt.timedelta(days=7)  # that a session lasts at all
LONGEST_IDLE = dt.timedelta(hours=12)
_TOUCHED_EVERY = dt.timedelta(minutes=5)


class Role(StrEnum):
    """What a person may do; each may what those before it may."""

    VIEWER = "viewer"  # read, names of private persons and protected points withheld
    CODER = "coder"  # read all; judge, correct, add, merge and split
    REVIEWER = "reviewer"  # agreement, gold, unmasked exports
    ADMIN = "admin"  # accounts, audit log

    def may(self, needed: Role) -> bool:
        """Whether it holds the rights of the other."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts in a request; `csrf` is the token that changes bring along."""

    name: str
    role: Role
    csrf: str

    @property
    def sees_all(self) -> bool:
        """Whether nothing is withheld."""
        return self.role.may(Role.CODER)


class Gate:
    """Knows who asks. One for all requests.

    As long as there is no account, whoever reaches the server is the local admin: `marsad serve` then listens on
    localhost only.

    Args:
        store: where accounts are.
        is_https: whether cookies are for TLS only.
    """

    def __init__(self, store: Store, *, is_https: bool) -> None:
        self._store = store
        self._is_https = is_https
        self._local = Person("local", Role.ADMIN, secrets.token_urlsafe(32))
        self._has_accounts = False
        self._pulse = Pulse(store.engine)
        self._beat: int | None = None  # at which there was none

    @property
    def has_accounts(self) -> bool:
        """Whether anybody has to sign in; once so, it stays."""
        beat = self._pulse.look()
        if not self._has_accounts and (beat is None or beat != self._beat):
            with self._store.reading() as connection:
                self._has_accounts = has_users(connection)
            self._beat = beat
        return self._has_accounts

    def person(self, request: Request) -> Person | None:
        """Who asks; None for nobody known."""
        if not self.has_accounts:
            return self._local
        token = request.cookies.get(COOKIE, "")
        if not token:
            return None
        with self._store.reading() as connection:
            session = read_session(connection, token, longest=LONGEST, longest_idle=LONGEST_IDLE)
        if session is None:
            return None
        if dt.datetime.now(tz=dt.UTC) - session.seen_at > _TOUCHED_EVERY:
            with self._store.writing() as connection:
                touch_session(connection, token)
        return Person(session.user.name, Role(session.user.role), session.csrf)

    def sign_in(self, request: Request, user: User) -> str:
        """A new session's token; the one that the request came with, whoever set it, ends."""
        token = secrets.token_urlsafe(32)
        with self._store.writing() as connection:
            drop_old_sessions(connection, longest=LONGEST)
            end_session(connection, request.cookies.get(COOKIE, ""))
            start_session(connection, user, token, secrets.token_urlsafe(32))
            write_audit(connection, user.name, "session.begin", user.name, address_of(request))
        return token

    def sign_out(self, request: Request) -> None:
        """Ends the request's session."""
        with self._store.writing() as connection:
            end_session(connection, request.cookies.get(COOKIE, ""))

    def cookie(self, token: str) -> dict[str, object]:
        """The session's cookie, as `Response.set_cookie` takes it."""
        return {
            "key": COOKIE,
            "value": token,
            "max_age": int(LONGEST.total_seconds()),
            "httponly": True,
            "samesite": "lax",
            "secure": self._is_https,
            "path": "/",
        }


def address_of(request: Request) -> str:
    """Where a request comes from, for throttling; of IPv6 the network, for whoever has one address there has all."""
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv4Address) or address.ipv4_mapped:
        return str(getattr(address, "ipv4_mapped", None) or address)
    return str(ipaddress.ip_network((address.packed[:8] + bytes(8), 64)))


def gate_of(request: Request) -> Gate:
    """The application's gate."""
    gate: Gate = request.app.state.gate
    return gate


def needs(role: Role) -> Callable[[Request], Person]:
    """A dependency that lets in who has at least the role, for a change only with the session's token."""

    def person(request: Request) -> Person:
        found = gate_of(request).person(request)
        if found is None:
            raise HTTPException(401, "sign in first")
        if not found.role.may(role):
            raise HTTPException(403, f"this needs the role {role.value}; yours is {found.role.value}")
        check_token(request, found)
        return found

    return person


def check_token(request: Request, person: Person) -> None:
    """Refuses a change that does not bring the session's token."""
    if request.method in SAFE:
        return
    given = request.headers.get(CSRF_HEADER, "")
    if not secrets.compare_digest(given.encode("utf-8", "replace"), person.csrf.encode()):
        raise HTTPException(403, f"{CSRF_HEADER} is missing or not this session's: load the page again")
