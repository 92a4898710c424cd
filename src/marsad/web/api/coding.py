"""Paste and see: code a report that is not stored."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field

from marsad import Coder
from marsad.article import Article
from marsad.event import event_to_dict
from marsad.sources.document import make_document
from marsad.web.people import Role, gate_of, needs

MAX_TEXT = 200_000  # characters: the longest reports; archives go through `marsad ingest`

router = APIRouter(tags=["coding"])


class Pasted(BaseModel):
    """A report as someone pasted it."""

    text: Annotated[str, Field(max_length=MAX_TEXT, description="Body, as published.")]
    title: Annotated[str, Field(max_length=2000, description="Headline.")] = ""
    published: Annotated[
        dt.date | None, Field(description="Day of publication; relative dates stay unresolved without it.")
    ] = None


class Coded(BaseModel):
    """The report with its events; every span counts code points in `title` or `text`."""

    title: str
    text: str
    published: dt.date | None
    notes: Annotated[list[str], Field(description="What the reader should know, in English, one sentence each.")]
    events: Annotated[list[dict[str, Any]], Field(description="Events as `marsad code --format jsonl` writes them.")]


class SharedCoder:
    """One coder for all requests, loaded when first asked for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._coder: Coder | None = None

    def get(self) -> Coder:
        """The coder; loading takes about half a second."""
        with self._lock:
            if self._coder is None:
                self._coder = Coder()
            return self._coder


def paster(request: Request) -> None:
    """Lets in whoever reaches an instance without accounts, and whoever is signed in to one with."""
    if gate_of(request).has_accounts:
        needs(Role.VIEWER)(request)


def shared_coder(request: Request) -> Coder:
    """The coder of the application that serves the request."""
    holder: SharedCoder = request.app.state.coder
    return holder.get()


@router.post("/code", summary="Code a report without storing it", dependencies=[Depends(paster)])
def code(pasted: Pasted, coder: Annotated[Coder, Depends(shared_coder)]) -> Coded:
    """Events of a pasted report, with evidence; the report is not kept."""
    article = Article(text=pasted.text, title=pasted.title, published=pasted.published)
    document = make_document(article, "pasted")
    events = coder.code(document.article) if document.is_codable else ()
    return Coded(
        title=document.article.title,
        text=document.article.text,
        published=document.article.published,
        notes=list(document.notes),
        events=[event_to_dict(event) for event in events],
    )
