"""The article: what comes in. Text is kept exactly as decoded; every offset counts in it."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from typing import Literal

Field = Literal["title", "text"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range [start, end) of code points in an article's `text` or `title`.

    Raises:
        ValueError: when not 0 <= start < end.
    """

    field: Field
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"span [{self.start}, {self.end}) of {self.field}: want 0 <= start < end")


@dataclass(frozen=True, slots=True)
class Article:
    """One report, as published.

    Args:
        text: body, exactly as decoded (code points are what spans count).
        title: headline; may be empty.
        published: calendar day of publication at the outlet; None when unknown, and then
            relative dates stay unresolved.
        source: outlet, as a name or host; may be empty.
        url: address; may be empty.
        id: given by the caller, or derived from source, url, title and text.
    """

    text: str
    title: str = ""
    published: dt.date | None = None
    source: str = ""
    url: str = ""
    id: str = field(default="")

    def __post_init__(self) -> None:
        if isinstance(self.published, dt.datetime):
            object.__setattr__(self, "published", self.published.date())
        if not self.id:
            recipe = "\x1f".join((self.source, self.url, self.title, self.text))
            digest = hashlib.sha256(recipe.encode("utf-8", "surrogatepass")).hexdigest()
            object.__setattr__(self, "id", digest[:16])

    def words(self, span: Span) -> str:
        """The exact words that a span covers."""
        body = self.title if span.field == "title" else self.text
        return body[span.start : span.end]
