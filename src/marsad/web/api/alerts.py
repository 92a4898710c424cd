"""Saved searches: each answers by an Atom feed, and by webhook or e-mail where one is given."""

from __future__ import annotations

import ipaddress
import secrets
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from starlette.responses import Response

from marsad.sources.guard import is_public
from marsad.store import Store
from marsad.store.audit import write_audit
from marsad.store.columns import now
from marsad.store.searches import Search, add_search, delete_search, read_search, read_searches
from marsad.web import work_shapes
from marsad.web.alerts import Alerts, wanted_of
from marsad.web.answers import JsonAnswer
from marsad.web.atom import feed
from marsad.web.find import find_rows
from marsad.web.people import Person, Role, needs
from marsad.web.wanted import Sort, page_of

router = APIRouter(tags=["alerts"])
Reader = Annotated[Person, Depends(needs(Role.VIEWER))]
SearchId = Annotated[int, Path(ge=1, le=2**31 - 1)]
_MOST = 100  # searches of one person
_ENTRIES = 50


def _public(url: str | None) -> str | None:
    """The address of a webhook; the address that its name resolves to is checked again whenever it is told.

    Raises:
        ValueError: when it is none that may be reached.
    """
    if url is None:
        return None
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
        raise ValueError("a webhook is an address that begins with https:// or http://, without name and password")
    try:
        is_inside = not is_public(str(ipaddress.ip_address(parts.hostname)))
    except ValueError:
        is_inside = parts.hostname == "localhost" or parts.hostname.endswith((".localhost", ".local", ".internal"))
    if is_inside:
        raise ValueError(f"{parts.hostname} is an address inside a private network")
    return url


class NewSearch(BaseModel):
    """A search to be saved."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
    filters: Annotated[str, Field(max_length=4000, description="A query as GET /incidents takes it.")] = ""
    webhook: Annotated[str | None, Field(max_length=1000), AfterValidator(_public)] = None
    email: Annotated[str | None, Field(max_length=254, pattern=r"^[^@\s<>,;:\"\\]+@[^@\s<>,;:\"\\]+$")] = None
    unmasked: Annotated[bool, Field(description="Tell names and points that are withheld else; for reviewers.")] = False


def _base(request: Request) -> str:
    base: str | None = request.app.state.settings.base
    return base or str(request.base_url).rstrip("/")


def _dict(request: Request, search: Search) -> dict[str, Any]:
    return {
        "id": search.id,
        "name": search.name,
        "filters": search.filters,
        "feed": f"/api/v1/searches/{search.id}/feed.atom?key={search.key}",
        "webhook": search.webhook,
        "email": search.email,
        "secret": search.secret,
        "is_masked": search.is_masked,
    }


@router.get("/searches", summary="One's saved searches", response_model=list[work_shapes.SavedSearch])
def searches(request: Request, person: Reader) -> Response:
    """In the order in which they were saved."""
    store: Store = request.app.state.store
    with store.reading() as connection:
        return JsonAnswer([_dict(request, search) for search in read_searches(connection, owner=person.name)])


@router.post("/searches", summary="Save a search", response_model=work_shapes.SavedSearch, status_code=201)
def save(request: Request, person: Reader, given: NewSearch) -> Response:
    """What it finds from now on is told; `secret` signs what the webhook gets."""
    store: Store = request.app.state.store
    alerts: Alerts = request.app.state.alerts
    if given.unmasked and not person.role.may(Role.REVIEWER):
        raise HTTPException(403, "unmasked: this needs the role reviewer")
    try:
        wanted_of(given.filters)
    except ValueError as error:
        raise HTTPException(422, f"filters: no query that GET /incidents takes: {given.filters[:200]}") from error
    with store.writing() as connection:
        if sum(1 for _ in read_searches(connection, owner=person.name)) >= _MOST:
            raise HTTPException(409, f"you have {_MOST} saved searches: remove one first")
        made = add_search(
            connection,
            Search(
                id=0,
                owner=person.name,
                name=given.name,
                filters=given.filters,
                is_masked=not given.unmasked,
                key=secrets.token_urlsafe(24),
                secret=secrets.token_urlsafe(32),
                webhook=given.webhook,
                email=given.email,
                created_at=now(),
            ),
        )
        write_audit(connection, person.name, "search.add", str(made.id), given.name)
    alerts.begin(made)
    return JsonAnswer(_dict(request, made), status_code=201)


@router.delete("/searches/{search_id}", summary="Remove a saved search", status_code=204)
def remove(request: Request, search_id: SearchId, person: Reader) -> Response:
    """One's own; an admin removes any."""
    store: Store = request.app.state.store
    with store.writing() as connection:
        search = read_search(connection, search_id)
        if search is None or (search.owner != person.name and not person.role.may(Role.ADMIN)):
            raise HTTPException(404, "no such saved search")
        delete_search(connection, search_id)
        write_audit(connection, person.name, "search.delete", str(search_id), search.name)
    return Response(status_code=204)


@router.get("/searches/{search_id}/feed.atom", summary="A saved search as a feed", response_class=Response)
def atom(request: Request, search_id: SearchId, key: Annotated[str, Query(max_length=100)] = "") -> Response:
    """Atom; the key in its address opens it, so that feed readers need no session."""
    store: Store = request.app.state.store
    alerts: Alerts = request.app.state.alerts
    with store.reading() as connection:
        search = read_search(connection, search_id)
    expected = search.key if search is not None else secrets.token_urlsafe(24)
    if not secrets.compare_digest(key.encode("utf-8", "replace"), expected.encode()) or search is None:
        raise HTTPException(404, "no such feed, or not its key")
    book = alerts.book(search)
    view = book.view()
    rows, _ = page_of(find_rows(store, view, wanted_of(search.filters)), Sort.REPORTED, _ENTRIES, None)
    entries = [(data, view.changed[data["id"]]) for data in book.summaries(rows)]
    base = _base(request)
    address = f"{base}/api/v1/searches/{search.id}/feed.atom"
    body = feed(search.name, address, base, entries, made_at=search.created_at)
    return Response(body, media_type="application/atom+xml")
