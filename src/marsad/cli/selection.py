"""Options that `export` and `release` share: which incidents, and what of them is withheld."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import click

from marsad.cli.code import parse_day
from marsad.codebook import Kind
from marsad.corroboration.incident import Incident, ReviewState

if TYPE_CHECKING:
    from marsad.exports.rules import HarmRules
    from marsad.store.filters import Box, Filters

Command = TypeVar("Command", bound=Callable[..., Any])

_UNREJECTED = tuple(state.value for state in ReviewState if state is not ReviewState.REJECTED)


def parse_box(_context: click.Context, _parameter: click.Parameter, value: str | None) -> Box | None:
    """The rectangle that an option states.

    Raises:
        click.BadParameter: when it is none.
    """
    from marsad.store.filters import Box

    if value is None:
        return None
    try:
        west, south, east, north = (float(part) for part in value.split(","))
        return Box(west, south, east, north)
    except ValueError as error:
        raise click.BadParameter(f"want WEST,SOUTH,EAST,NORTH in degrees: {error}") from error


def filter_options(command: Command) -> Command:
    """Adds the filters; they reach the command under the names of `filters_of`."""
    for option in reversed(
        (
            click.option("--since", callback=parse_day, metavar="DATE", help="Nothing before this day."),
            click.option("--until", callback=parse_day, metavar="DATE", help="Nothing after this day."),
            click.option(
                "--kind", "kinds", multiple=True, type=click.Choice([kind.value for kind in Kind]), metavar="KIND",
                help="Only this kind of act; may be given again.",
            ),
            click.option(
                "--country", "countries", multiple=True, metavar="CC",
                help="Only this country, by its two letters (SY, YE); may be given again.",
            ),
            click.option("--admin1", multiple=True, metavar="NAME", help="Only this first-level area, in English."),
            click.option(
                "--bbox", "box", callback=parse_box, metavar="W,S,E,N", help="Only with a point in this rectangle."
            ),
            click.option(
                "--review", "reviews", multiple=True, type=click.Choice([state.value for state in ReviewState]),
                default=_UNREJECTED,
                help="Only in this state of review; may be given again. Default: all but rejected.",
            ),
        )
    ):  # fmt: skip
        command = option(command)
    return command


def harm_options(command: Command) -> Command:
    """Adds what an owner may change about what is withheld."""
    for option in (
        click.option(
            "--protected-radius", "radius_km", type=click.FloatRange(0, 100), default=5.0, show_default=True,
            metavar="KM", help="Points of acts against hospitals, camps and aid are moved up to so far; 0 leaves them.",
        ),
        click.option("--keep-names", is_flag=True, help="Leave the names of private persons in."),
    ):  # fmt: skip
        command = option(command)
    return command


def filters_of(
    since: dt.date | None,
    until: dt.date | None,
    kinds: tuple[str, ...],
    countries: tuple[str, ...],
    admin1: tuple[str, ...],
    box: Box | None,
    reviews: tuple[str, ...],
) -> Filters:
    """The store's filters."""
    from marsad.store.filters import Filters

    return Filters(
        since=since,
        until=until,
        kinds=tuple(Kind(kind) for kind in kinds),
        countries=tuple(code.upper() for code in countries),
        admin1=admin1,
        box=box,
        reviews=tuple(ReviewState(state) for state in reviews),
    )


def in_words(filters: Filters) -> str:
    """The filters as an export states them."""
    box = filters.box
    parts = (
        f"since {filters.since}" if filters.since else "",
        f"until {filters.until}" if filters.until else "",
        f"kind {', '.join(filters.kinds)}" if filters.kinds else "",
        f"country {', '.join(filters.countries)}" if filters.countries else "",
        f"admin1 {', '.join(filters.admin1)}" if filters.admin1 else "",
        f"bbox {box.west:g},{box.south:g},{box.east:g},{box.north:g}" if box else "",
        f"review {', '.join(filters.reviews)}",
    )
    return "; ".join(part for part in parts if part)


def rules_of(radius_km: float, *, keep_names: bool) -> HarmRules:
    """The rules about what is withheld."""
    from marsad.exports.rules import HarmRules

    return HarmRules(mask_names=not keep_names, protected_radius_km=radius_km)


def wanted(db: str | None, filters: Filters) -> Iterator[Incident]:
    """The incidents of the store that pass, brought up to its present state first."""
    from marsad.store import open_store

    with open_store(db) as store:
        if store.incidents_are_stale():
            store.refresh_incidents()
        yield from store.incidents(filters)


def say(lines: Iterator[str]) -> None:
    """Tells the user what came of it, on standard error."""
    for line in lines:
        click.echo(f"marsad: {line}", err=True)
