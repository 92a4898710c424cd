"""The daily bulletin: a day's incidents and their sums, every figure with the incidents that it was counted from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from marsad.web import work_shapes
from marsad.web.answers import JsonAnswer
from marsad.web.api.incidents import book_of
from marsad.web.people import Person, Role, needs
from marsad.web.rows import Row, day_number
from marsad.web.wanted import Wanted, conditions, select_rows

router = APIRouter(tags=["bulletin"])
Reader = Annotated[Person, Depends(needs(Role.VIEWER))]
Summary = dict[str, Any]


def _last_day(rows: Sequence[Row], today: dt.date) -> dt.date:
    """The last day up to today on which something happened; today when nothing did."""
    limit = day_number(today) or 0
    last = max((row.end for row in rows if row.end is not None and row.end <= limit), default=limit)
    return today - dt.timedelta(days=limit - last)


def counts(incidents: Sequence[Summary]) -> dict[str, Any]:
    """Sums over incidents; an open upper bound leaves the sum's open."""
    killed = [data["fatalities"] for data in incidents if data["fatalities"]]
    highs = [toll["high"] for toll in killed]
    return {
        "incidents": len(incidents),
        "killed_low": sum(toll["low"] for toll in killed),
        "killed_best": sum(toll["best"] for toll in killed),
        "killed_high": None if None in highs else sum(highs),
        "injured_best": sum(data["injured"]["best"] for data in incidents if data["injured"]),
        "ids": [data["id"] for data in incidents],
    }


def _groups(incidents: Sequence[Summary], name: str, key: Callable[[Summary], str | None]) -> list[dict[str, Any]]:
    """Sums by a value, the deadliest first."""
    groups: dict[str | None, list[Summary]] = {}
    for data in incidents:
        groups.setdefault(key(data), []).append(data)
    made = [{name: value, **counts(found)} for value, found in groups.items()]
    return sorted(made, key=lambda row: (-row["killed_best"], -row["incidents"], str(row[name])))


@router.get("/bulletin", summary="A day's incidents", response_model=work_shapes.Bulletin)
def bulletin(
    request: Request,
    person: Reader,
    day: Annotated[dt.date | None, Query(description="Else the last day on which something happened.")] = None,
) -> Response:
    """Incidents that may have happened on the day, with sums by country and kind."""
    book = book_of(request, person)
    rows = book.view().rows
    chosen = day or _last_day(rows, dt.datetime.now(tz=dt.UTC).date())
    found = book.summaries(select_rows(rows, conditions(Wanted(since=chosen, until=chosen))))
    found.sort(key=lambda data: (-(data["fatalities"] or {"best": -1})["best"], data["id"]))
    return JsonAnswer(
        {
            "day": chosen.isoformat(),
            "totals": counts(found),
            "countries": _groups(found, "country", lambda data: data["place"]["country"] if data["place"] else None),
            "kinds": _groups(found, "kind", lambda data: data["kind"]),
            "incidents": found,
        }
    )
