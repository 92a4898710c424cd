"""Accounts and the audit log, for admins."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from marsad.errors import StoreError
from marsad.store import Store
from marsad.store.accounts import User, add_user, change_user, delete_user, read_users
from marsad.store.audit import read_audit, write_audit
from marsad.web import work_shapes
from marsad.web.answers import JsonAnswer
from marsad.web.passwords import LONGEST, SHORTEST, hash_password
from marsad.web.people import Person, Role, needs

router = APIRouter(tags=["accounts"])
Admin = Annotated[Person, Depends(needs(Role.ADMIN))]
# Letters, digits and a few signs: a name stands in logs, addresses and headers.
AccountName = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[\w][\w .@+-]*$")]
NewPassword = Annotated[str, Field(min_length=SHORTEST, max_length=LONGEST)]


class NewUser(BaseModel):
    """An account to be made."""

    model_config = ConfigDict(extra="forbid")

    name: AccountName
    password: NewPassword
    role: Role


class UserChange(BaseModel):
    """What shall be different; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    role: Role | None = None
    password: NewPassword | None = None
    is_disabled: bool | None = None


def user_dict(user: User) -> dict[str, Any]:
    """The account without its password."""
    return {
        "name": user.name,
        "role": user.role,
        "is_disabled": user.is_disabled,
        "created": user.created_at.isoformat(),
    }


@router.get("/users", summary="All accounts", response_model=list[work_shapes.User])
def users(request: Request, _admin: Admin) -> Response:
    """Accounts by name."""
    store: Store = request.app.state.store
    with store.reading() as connection:
        return JsonAnswer([user_dict(user) for user in read_users(connection)])


@router.post("/users", summary="Make an account", response_model=work_shapes.User, status_code=201)
def add(request: Request, admin: Admin, given: NewUser) -> Response:
    """The first one has to be an admin's; from then on everybody signs in."""
    store: Store = request.app.state.store
    kept = hash_password(given.password)
    try:
        with store.writing() as connection:
            made = add_user(connection, given.name, given.role.value, kept)
            write_audit(connection, admin.name, "user.add", made.name, made.role)
    except StoreError as error:
        raise HTTPException(409, str(error)) from error
    return JsonAnswer(user_dict(made), status_code=201)


@router.put("/users/{name}", summary="Change an account", response_model=work_shapes.User)
def change(request: Request, name: str, admin: Admin, given: UserChange) -> Response:
    """Role, password, or whether it may sign in; ends the account's sessions."""
    store: Store = request.app.state.store
    kept = hash_password(given.password) if given.password is not None else None
    role = given.role.value if given.role is not None else None
    said = given.model_dump(exclude_none=True, exclude={"password"}, mode="json")
    try:
        with store.writing() as connection:
            made = change_user(connection, name, role=role, password_hash=kept, is_disabled=given.is_disabled)
            detail = ", ".join([*(f"{k}={v}" for k, v in said.items()), *(["password"] if kept else [])])
            write_audit(connection, admin.name, "user.change", name, detail)
    except StoreError as error:
        raise _refused(error) from error
    return JsonAnswer(user_dict(made))


@router.delete("/users/{name}", summary="Take an account away", status_code=204)
def remove(request: Request, name: str, admin: Admin) -> Response:
    """What it decided stays under its name."""
    store: Store = request.app.state.store
    try:
        with store.writing() as connection:
            delete_user(connection, name)
            write_audit(connection, admin.name, "user.delete", name)
    except StoreError as error:
        raise _refused(error) from error
    return Response(status_code=204)


def _refused(error: StoreError) -> HTTPException:
    return HTTPException(404 if "no account" in str(error) else 409, str(error))


@router.get("/audit", summary="Who did what", response_model=work_shapes.AuditPage)
def audit(
    request: Request,
    _admin: Admin,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    cursor: Annotated[int | None, Query(ge=1, le=2**31 - 1, description="`next` of the page before.")] = None,
) -> Response:
    """The last things done first."""
    store: Store = request.app.state.store
    with store.reading() as connection:
        found = list(read_audit(connection, before=cursor, limit=limit + 1))
    items = [
        {"id": e.id, "at": e.at.isoformat(), "who": e.who, "action": e.action, "subject": e.subject, "detail": e.detail}
        for e in found[:limit]
    ]
    return JsonAnswer({"items": items, "next": str(items[-1]["id"]) if len(found) > limit else None})
