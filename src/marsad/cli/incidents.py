"""`marsad incidents`: what the reports in the store tell together. `marsad judge`: which of them are one act."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from marsad.cli import selection
from marsad.cli.database import db_option
from marsad.cli.formats.bidi import MODES, Layout
from marsad.corroboration.incident import Incident
from marsad.corroboration.records import incident_to_dict
from marsad.errors import StoreError

if TYPE_CHECKING:
    from marsad.store import Store
    from marsad.store.filters import Box


def _chosen(db: str | None, ids: tuple[str, ...]) -> Iterator[Incident]:
    """The incidents of these ids, in their order.

    Raises:
        StoreError: when there is none of an id.
    """
    from marsad.store import open_store

    with open_store(db) as store:
        if store.incidents_are_stale():
            store.refresh_incidents()
        for name in ids:
            incident = store.incident(name)
            if incident is None:
                raise StoreError(f"{store.name}: no incident {name}; `marsad incidents` lists them")
            yield incident


@click.command()
@click.argument("ids", nargs=-1, metavar="[INCIDENT]...")
@db_option
@click.option(
    "--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True, help="What to write."
)
@click.option(
    "--explain", is_flag=True, help="Show where every value comes from, all claims, and why they are one act."
)
@selection.filter_options
@click.option("--min-dead", type=click.IntRange(0), metavar="N", help="Only with so many dead by the best figure.")
@click.option("--outlet", default="", metavar="NAME", help="Only what this outlet reports.")
@click.option("--party", default="", metavar="NAME", help="Only with this side: its name, or its id in the catalogue.")
@click.option("--speaker", default="", metavar="NAME", help="Only what this source says something of.")
@click.option("--search", default="", metavar="WORDS", help="Only what an article with all these words tells.")
@click.option("--anew", is_flag=True, help="Gather all reports again first: after the weights (MARSAD_PAIRS) changed.")
@click.option(
    "--bidi", type=click.Choice(MODES), default="auto", show_default=True, help="As for `marsad code`; for the table."
)
def incidents(  # noqa: PLR0913 - an option each
    ids: tuple[str, ...],
    db: str | None,
    form: str,
    *,
    explain: bool,
    since: dt.date | None,
    until: dt.date | None,
    kinds: tuple[str, ...],
    countries: tuple[str, ...],
    admin1: tuple[str, ...],
    box: Box | None,
    reviews: tuple[str, ...],
    min_dead: int | None,
    outlet: str,
    party: str,
    speaker: str,
    search: str,
    anew: bool,
    bidi: str,
) -> int:
    """Show the incidents of the store: one act each, with all that its reports claim of it.

    INCIDENT are ids of incidents to show; without any, all that pass the filters. The dead are given as the best
    figure and, in brackets, the range of what is claimed. Voices are independent reports: reprints of one text
    count once.
    """
    if explain and form != "table":
        raise click.UsageError("--explain is for the table; jsonl has all reasons in it")
    if anew:
        from marsad.store import open_store

        with open_store(db) as store:
            store.refresh_incidents(full=True)
    if ids:
        found = _chosen(db, ids)
    else:
        filters = selection.filters_of(since, until, kinds, countries, admin1, box, reviews)
        found = selection.wanted(
            db,
            dataclasses.replace(
                filters, min_fatalities=min_dead, outlet=outlet, party=party, speaker=speaker, text=search
            ),
        )
    if form == "jsonl":
        for incident in found:
            click.echo(json.dumps(incident_to_dict(incident), ensure_ascii=False))
        return 0
    from marsad.cli.formats.incidents import IncidentExplainer, IncidentTable

    layout = Layout.choose(bidi, sys.stdout)
    writer = IncidentExplainer(sys.stdout, layout) if explain else IncidentTable(sys.stdout, layout)
    writer.write(found)
    return 0


def _event_of(store: Store, name: str) -> str:
    """The id of an event: the name itself, or of an incident its first event."""
    incident = store.incident(name)
    return incident.members[0].id if incident is not None else name


@click.command()
@click.argument("decision", type=click.Choice(["merge", "split"]))
@click.argument("left")
@click.argument("right")
@db_option
@click.option("--who", required=True, help="Who decides: kept with the decision.")
@click.option("--why", default="", help="Why: kept with the decision.")
def judge(decision: str, left: str, right: str, db: str | None, who: str, why: str) -> int:
    """Say that two incidents are one act (merge), or that two events of one incident are not (split).

    LEFT and RIGHT are ids of incidents or of events, as `marsad incidents --format jsonl` gives them. The decision is
    kept beside the events, never changes them, and stands until another is made on the same pair; reports that come
    later respect it.
    """
    from marsad.store import open_store
    from marsad.store.reviews import Action

    with open_store(db) as store:
        store.refresh_incidents()
        one, other = _event_of(store, left), _event_of(store, right)
        store.add_review(Action(decision), one, other_id=other, who=who, why=why)
        done = store.refresh_incidents()
    click.echo(f"{decision}: kept; {done.new} incidents new, {done.changed} changed, {done.gone} gone")
    return 0
