"""Which incidents a question wants, in which order, and which page of them."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from operator import attrgetter
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from marsad.codebook import Kind
from marsad.corroboration.incident import ReviewState
from marsad.web.rows import Row, day_number

Count = Annotated[int, Field(ge=0, le=10_000_000)]
Name = Annotated[str, Field(max_length=300)]
Names = Annotated[list[Name], Field(max_length=200)]


def _box(text: str | None) -> str | None:
    if text is not None:
        box_of(text)
    return text


def box_of(text: str) -> tuple[float, float, float, float]:
    """West, south, east, north in degrees; west > east crosses the date line.

    Raises:
        ValueError: when the text is no such box.
    """
    try:
        west, south, east, north = (float(edge) for edge in text.split(","))
    except ValueError:
        raise ValueError("a box is west,south,east,north in degrees, as 35.5,32.3,42.4,37.3") from None
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise ValueError("a box is west,south,east,north in degrees, south at most north")
    return west, south, east, north


class Wanted(BaseModel):
    """Conditions that all have to hold; of several values of one condition any may."""

    model_config = ConfigDict(extra="forbid")

    since: Annotated[dt.date | None, Field(description="May have happened on this day or later.")] = None
    until: Annotated[dt.date | None, Field(description="May have happened on this day or earlier.")] = None
    kind: Annotated[list[Kind], Field(description="Kinds of the codebook.")] = []
    country: Annotated[Names, Field(description="ISO 3166-1 alpha-2.")] = []
    admin1: Annotated[Names, Field(description="Governorates, as the gazetteer writes them.")] = []
    party: Annotated[Names, Field(description="A side by its name as shown, or by its catalogue id.")] = []
    outlet: Annotated[Names, Field(description="Reported by this outlet.")] = []
    speaker: Annotated[Names, Field(description="This speaker says something of it.")] = []
    review: Annotated[list[ReviewState], Field(description="What people said of it.")] = []
    min_fatalities: Annotated[Count | None, Field(description="Killed by the best figure, at least.")] = None
    max_fatalities: Annotated[Count | None, Field(description="Killed by the best figure, at most.")] = None
    bbox: Annotated[
        str | None, AfterValidator(_box), Field(max_length=100, description="west,south,east,north in degrees.")
    ] = None
    q: Annotated[str | None, Field(max_length=300, description="Words that all stand in one of its reports.")] = None

    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return all(getattr(self, name) in (None, []) for name in Wanted.model_fields)


class Sort(StrEnum):
    """Orders of a list; equal ones by id."""

    LAST = "-date"
    FIRST = "date"
    TOLL = "-fatalities"
    SURE = "-confidence"
    UNSURE = "confidence"
    REPORTED = "-reported"


class Page(Wanted):
    """A page of the incidents that are wanted."""

    sort: Sort = Sort.LAST
    limit: Annotated[int, Field(ge=1, le=500, description="At most so many.")] = 50
    cursor: Annotated[str | None, Field(max_length=200, description="`next` of the page before.")] = None


_FAR = 10**9  # after all days: undated incidents come last in either direction
_KEYS: dict[Sort, Callable[[Row], float]] = {
    Sort.LAST: lambda row: _FAR if row.end is None else -row.end,
    Sort.FIRST: lambda row: _FAR if row.start is None else row.start,
    Sort.TOLL: lambda row: 1 if row.best is None else -row.best,
    Sort.SURE: lambda row: -row.confidence,
    Sort.UNSURE: lambda row: row.confidence,
    Sort.REPORTED: lambda row: _FAR if row.first_reported is None else -row.first_reported,
}


def conditions(wanted: Wanted, articles: frozenset[str] | None = None) -> list[Callable[[Row], bool]]:
    """What a row has to hold.

    Args:
        wanted: the question.
        articles: ids of the articles in which the words of `q` stand; None when it is not asked.
    """
    since, until = day_number(wanted.since), day_number(wanted.until)
    low, high = wanted.min_fatalities, wanted.max_fatalities
    out: list[Callable[[Row], bool]] = []
    if since is not None:
        out.append(lambda row: row.end is not None and row.end >= since)
    if until is not None:
        out.append(lambda row: row.start is not None and row.start <= until)
    for field in ("kind", "country", "admin1", "review"):
        if values := frozenset(str(value) for value in getattr(wanted, field)):
            out.append(_any(field, values, is_list=False))
    for field, attribute in (("outlet", "outlets"), ("speaker", "speakers")):
        if values := frozenset(getattr(wanted, field)):
            out.append(_any(attribute, values, is_list=True))
    if parties := frozenset(wanted.party):
        out.append(lambda row: not (parties.isdisjoint(row.parties) and parties.isdisjoint(row.actors)))
    if low is not None:
        out.append(lambda row: row.best is not None and row.best >= low)
    if high is not None:
        out.append(lambda row: row.best is not None and row.best <= high)
    if wanted.bbox is not None:
        out.append(_within(*box_of(wanted.bbox)))
    if articles is not None:
        out.append(lambda row: not articles.isdisjoint(row.articles))
    return out


def _any(attribute: str, values: frozenset[str], *, is_list: bool) -> Callable[[Row], bool]:
    read = attrgetter(attribute)
    if is_list:
        return lambda row: not values.isdisjoint(read(row))
    return lambda row: read(row) in values


def _within(west: float, south: float, east: float, north: float) -> Callable[[Row], bool]:
    def holds(row: Row) -> bool:
        if row.lat is None or row.lon is None or not south <= row.lat <= north:
            return False
        return west <= row.lon <= east if west <= east else row.lon >= west or row.lon <= east

    return holds


def select_rows(rows: Iterable[Row], tests: Sequence[Callable[[Row], bool]]) -> list[Row]:
    """The rows for which all tests hold, in order."""
    found = list(rows)
    for test in tests:
        found = [row for row in found if test(row)]
    return found


def page_of(rows: Sequence[Row], sort: Sort, limit: int, cursor: str | None) -> tuple[list[Row], str | None]:
    """A page of the rows, and the cursor of the next one; None after the last.

    Raises:
        ValueError: when the cursor is none that this gave for the order.
    """
    key = _KEYS[sort]
    ordered = sorted(((key(row), row.id, row) for row in rows), key=lambda item: item[:2])
    if cursor is not None:
        after = _read_cursor(cursor, sort)
        ordered = [item for item in ordered if item[:2] > after]
    page = ordered[:limit]
    following = _cursor(sort, *page[-1][:2]) if len(ordered) > limit else None
    return [row for _, _, row in page], following


def _cursor(sort: Sort, key: float, name: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([sort, key, name]).encode()).decode().rstrip("=")


def _read_cursor(cursor: str, sort: Sort) -> tuple[float, str]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        value: Any = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        order, key, name = value
    except (binascii.Error, UnicodeError, ValueError, TypeError, RecursionError):
        order, key, name = None, None, None
    if order != sort or not isinstance(key, int | float) or not isinstance(name, str):
        raise ValueError("no cursor of this order: begin again without one")
    return key, name
