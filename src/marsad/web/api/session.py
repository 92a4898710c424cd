"""Signing in and out, and who asks."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from marsad.store import Store
from marsad.store.accounts import User, change_user, read_user
from marsad.store.audit import count_since, write_audit
from marsad.web.answers import JsonAnswer
from marsad.web.passwords import hash_password, is_right
from marsad.web.people import COOKIE, Person, address_of, check_token, gate_of
from marsad.web.shapes import Me

router = APIRouter(tags=["session"])

_WINDOW = dt.timedelta(minutes=15)
# Failures within the window after which nobody may try: for one name from one address, for an address, for a name.
_MOST = {"pair": 5, "address": 30, "name": 50}
_KNOWN_FOR = dt.timedelta(days=30)  # an address from which the name signed in: others' guesses don't close its door
# A guess takes 64 MiB, and counts before the next one is looked at.
_ONE_AT_A_TIME = threading.Lock()

Password = Annotated[str, Field(max_length=512)]


class SignIn(BaseModel):
    """Name and password of an account."""

    name: Annotated[str, Field(max_length=80)]
    password: Password


class NewPassword(BaseModel):
    """The password as it is, and as it shall be."""

    old: Password
    new: Password


def _me(person: Person | None, *, has_accounts: bool) -> dict[str, Any]:
    user = {"name": person.name, "role": person.role.value} if person else None
    return {"user": user, "accounts": has_accounts, "csrf": person.csrf if person else ""}


@router.get("/me", summary="Who asks", response_model=Me)
def me(request: Request) -> Response:
    """The person signed in, and the token for changes."""
    gate = gate_of(request)
    return JsonAnswer(_me(gate.person(request), has_accounts=gate.has_accounts))


def _subjects(request: Request, name: str) -> dict[str, str]:
    address = address_of(request)
    return {"pair": f"{name} {address}", "address": address, "name": name}


@router.post("/session", summary="Sign in", response_model=Me)
def sign_in(request: Request, given: SignIn) -> Response:
    """Sets the session's cookie; a session that the browser had ends. After five failures a pause of minutes."""
    gate, store = gate_of(request), _store(request)
    if not gate.has_accounts:
        raise HTTPException(409, "there are no accounts: make the first with `marsad user add NAME --role admin`")
    with _ONE_AT_A_TIME:
        user = _proven(request, store, given)
    token = gate.sign_in(request, user)
    request.cookies[COOKIE] = token
    answer = JsonAnswer(_me(gate.person(request), has_accounts=True))
    answer.set_cookie(**gate.cookie(token))  # type: ignore[arg-type]
    return answer


def _proven(request: Request, store: Store, given: SignIn) -> User:
    """The account, when the password is its own; a failure is kept."""
    subjects = _subjects(request, given.name)
    at = dt.datetime.now(tz=dt.UTC)
    with store.reading() as connection:
        failures = {
            what: count_since(connection, f"failed.{what}", subject, at - _WINDOW) for what, subject in subjects.items()
        }
        here = subjects["address"]
        if count_since(connection, "session.begin", given.name, at - _KNOWN_FOR, detail=here):
            failures["name"] = 0
        user = read_user(connection, given.name)
    if any(failures[what] >= most for what, most in _MOST.items()):
        minutes = int(_WINDOW.total_seconds() // 60)
        said = f"too many failed attempts: try again in {minutes} minutes"
        raise HTTPException(429, said, headers={"Retry-After": str(minutes * 60)})
    kept = user.password_hash if user is not None and not user.is_disabled else None
    if not is_right(given.password, kept) or user is None:
        with store.writing() as connection:
            for what, subject in subjects.items():
                write_audit(connection, given.name, f"failed.{what}", subject)
        raise HTTPException(401, "no account has this name and password")
    return user


@router.delete("/session", summary="Sign out", response_model=Me)
def sign_out(request: Request) -> Response:
    """Ends the session and takes the cookie away."""
    gate = gate_of(request)
    person = gate.person(request)
    if person is not None:
        check_token(request, person)
    if gate.has_accounts:
        gate.sign_out(request)
        person = None
    answer = JsonAnswer(_me(person, has_accounts=gate.has_accounts))
    answer.delete_cookie(COOKIE, path="/")
    return answer


@router.put("/me/password", summary="Change one's password", response_model=Me)
def change_password(request: Request, given: NewPassword) -> Response:
    """Ends all sessions of the account, this one too."""
    gate, store = gate_of(request), _store(request)
    person = gate.person(request)
    if person is None or not gate.has_accounts:
        raise HTTPException(401, "sign in first")
    check_token(request, person)
    with store.reading() as connection:
        user = read_user(connection, person.name)
    if not is_right(given.old, user.password_hash if user else None):
        raise HTTPException(403, "the old password is another")
    try:
        kept = hash_password(given.new)
    except ValueError as error:
        raise HTTPException(422, str(error)) from error
    with store.writing() as connection:
        change_user(connection, person.name, password_hash=kept)
        write_audit(connection, person.name, "user.password", person.name)
    return JsonAnswer(_me(None, has_accounts=True))


def _store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store
