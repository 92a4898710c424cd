"""Who asks."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from marsad.web.answers import JsonAnswer
from marsad.web.people import LocalGate
from marsad.web.shapes import Me

router = APIRouter(tags=["session"])


def me_of(request: Request) -> dict[str, Any]:
    """Who asks, as `Me`."""
    gate: LocalGate = request.app.state.gate
    person = gate.person(request)
    user = {"name": person.name, "role": person.role.value} if person else None
    return {"user": user, "accounts": gate.has_accounts, "csrf": gate.csrf(request)}


@router.get("/me", summary="Who asks", response_model=Me)
def me(request: Request) -> Response:
    """The person signed in, and the token for changes."""
    return JsonAnswer(me_of(request))
