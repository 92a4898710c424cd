"""Who asks, and what they may do."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from fastapi import HTTPException, Request

SAFE = ("GET", "HEAD", "OPTIONS")
CSRF_HEADER = "X-CSRF-Token"


class Role(StrEnum):
    """What a person may do; each may what those before it may."""

    VIEWER = "viewer"  # read, names and points masked
    CODER = "coder"  # read all, judge events, correct, add missed ones
    REVIEWER = "reviewer"  # merge, split, accept and reject incidents, export gold
    ADMIN = "admin"  # accounts, audit log

    def may(self, needed: Role) -> bool:
        """Whether it holds the rights of the other."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts in a request."""

    name: str
    role: Role


LOCAL = Person("local", Role.ADMIN)  # whoever sits at a machine on which nobody made accounts


class LocalGate:
    """Knows everybody as the local admin: for an instance without accounts that listens on localhost only."""

    has_accounts = False

    def __init__(self) -> None:
        self._csrf = secrets.token_urlsafe(32)

    def person(self, _request: Request) -> Person | None:
        """Who asks."""
        return LOCAL

    def csrf(self, _request: Request) -> str:
        """The token that every change has to bring along."""
        return self._csrf


def person_of(request: Request) -> Person | None:
    """Who asks; None for nobody known."""
    gate: LocalGate = request.app.state.gate
    return gate.person(request)


def needs(role: Role) -> Callable[[Request], Person]:
    """A dependency that lets in who has at least the role, for a change only with the session's token."""

    def person(request: Request) -> Person:
        gate: LocalGate = request.app.state.gate
        found = gate.person(request)
        if found is None:
            raise HTTPException(401, "sign in first")
        if not found.role.may(role):
            raise HTTPException(403, f"this needs the role {role.value}; yours is {found.role.value}")
        if request.method not in SAFE:
            given = request.headers.get(CSRF_HEADER, "")
            if not secrets.compare_digest(given.encode(), gate.csrf(request).encode()):
                raise HTTPException(403, f"{CSRF_HEADER} is missing or not this session's: load the page again")
        return found

    return person
