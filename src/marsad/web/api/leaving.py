"""What leaves the house: exports of what is wanted, and the feed of changes."""

from __future__ import annotations

import base64
import binascii
import json
import tempfile
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, BinaryIO

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from pydantic import Field
from starlette.responses import Response, StreamingResponse

from marsad.corroboration.incident import Incident
from marsad.corroboration.records import incident_from_dict
from marsad.exports import FORMATS, ExportOptions, HarmRules
from marsad.store import Store
from marsad.store.audit import write_audit
from marsad.web import work_shapes
from marsad.web.answers import JsonAnswer
from marsad.web.api.incidents import book_of, wanted_rows
from marsad.web.book import Book
from marsad.web.people import Person, Role, needs
from marsad.web.wanted import Wanted

router = APIRouter(tags=["export"])
Reader = Annotated[Person, Depends(needs(Role.VIEWER))]
_IN_MEMORY = 8 * 2**20
_CHUNK = 2**18
_PAGE = 500


class ExportWanted(Wanted):
    """Which incidents, and whether names and points may go with them."""

    unmasked: Annotated[bool, Field(description="Nothing withheld; for reviewers.")] = False


@router.get("/export/{name}", summary="Incidents in a format of others", response_class=StreamingResponse)
def export(request: Request, name: str, person: Reader, wanted: Annotated[ExportWanted, Query()]) -> Response:
    """A file: csv, jsonl, geojson, parquet, acled, ucdp, plover, polecat or hapi; masked unless a reviewer asks."""
    if name not in FORMATS:
        raise HTTPException(404, f"no format {name[:40]!r}; one of: {', '.join(FORMATS)}")
    if wanted.unmasked and not person.role.may(Role.REVIEWER):
        raise HTTPException(403, "unmasked: this needs the role reviewer")
    store: Store = request.app.state.store
    rows = wanted_rows(request, book_of(request, person).view(), wanted)
    rules: HarmRules = request.app.state.settings.rules
    if wanted.unmasked:
        rules = HarmRules(mask_names=False, protected_radius_km=0)
    made = FORMATS[name]
    out = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed when it was sent
    options = ExportOptions(rules=rules, filters=str(request.url.query))
    made.write(_incidents(request.app.state.book, [row.id for row in rows]), out, options)  # type: ignore[arg-type]
    with store.writing() as connection:
        write_audit(connection, person.name, "export", name, "unmasked" if wanted.unmasked else "")
    out.seek(0)
    headers = {"Content-Disposition": f'attachment; filename="marsad-{name}{made.suffix}"'}
    return StreamingResponse(_chunks(out), media_type=made.media_type, headers=headers)  # type: ignore[arg-type]


def _incidents(book: Book, ids: Sequence[str]) -> Iterator[Incident]:
    """The incidents with nothing withheld: the format's own way leads through the mask."""
    for start in range(0, len(ids), _PAGE):
        page = ids[start : start + _PAGE]
        found = book.read(page)
        yield from (incident_from_dict(found[name]) for name in page if name in found)


def _chunks(out: BinaryIO) -> Iterator[bytes]:
    with out:
        while chunk := out.read(_CHUNK):
            yield chunk


@router.get("/changes", summary="What changed", response_model=work_shapes.Changes)
def changes(
    request: Request,
    person: Reader,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    cursor: Annotated[str | None, Query(max_length=200, description="`next` of the last answer.")] = None,
) -> Response:
    """Incidents as they became new or other, and decisions, the oldest first; `next` asks for what comes after."""
    store: Store = request.app.state.store
    items: list[tuple[str, str, dict[str, Any]]] = [
        (at.isoformat(), f"incident {name}", {"type": "incident", "id": name, "at": at.isoformat()})
        for name, at in book_of(request, person).view().changed.items()
    ]
    if person.sees_all:
        items += [
            (
                review.at.isoformat(),
                f"review {review.id:010d}",
                {
                    "type": "decision",
                    "id": str(review.id),
                    "at": review.at.isoformat(),
                    "who": review.who,
                    "verdict": review.action.value,
                    "event": review.event_id,
                },
            )
            for review in store.reviews()
        ]
    after = _read_cursor(cursor) if cursor is not None else ("", "")
    page = sorted((item for item in items if item[:2] > after), key=lambda item: item[:2])[:limit]
    following = _cursor(*page[-1][:2]) if page else cursor
    return JsonAnswer({"items": [item[2] for item in page], "next": following})


def _cursor(at: str, name: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([at, name]).encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> tuple[str, str]:
    try:
        value = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
        at, name = value
    except (binascii.Error, UnicodeError, ValueError, TypeError, RecursionError):
        at, name = None, None
    if not isinstance(at, str) or not isinstance(name, str):
        raise HTTPException(422, "cursor: none that this gave; begin again without one")
    return at, name
