"""`marsad release`: a data package of incidents and claims, with what changed since the one before."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from marsad.cli import selection
from marsad.cli.database import db_option

if TYPE_CHECKING:
    from marsad.store.filters import Box

_NAME = re.compile(r"[-a-z0-9._]+")


@click.command()
@db_option
@click.option(
    "-o", "--output", required=True, metavar="FOLDER", type=click.Path(path_type=Path), help="A new folder to fill."
)
@click.option(
    "--previous",
    metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The release before: changes and tombstones are told against it.",
)
@click.option("--version", "number", metavar="TEXT", help="Version of the data. Default: today's date, as 2024.05.10.")
@click.option("--licence", default="", metavar="NAME", help="Under which you give the data away, e.g. CC-BY-4.0.")
@click.option("--name", default="marsad-incidents", show_default=True, metavar="NAME", help="Of the package.")
@click.option("--title", default="Incidents of armed conflict read from Arabic reporting", metavar="TEXT")
@selection.filter_options
@selection.harm_options
def release(  # noqa: PLR0913 - an option each
    db: str | None,
    output: Path,
    *,
    previous: Path | None,
    number: str | None,
    licence: str,
    name: str,
    title: str,
    since: dt.date | None,
    until: dt.date | None,
    kinds: tuple[str, ...],
    countries: tuple[str, ...],
    admin1: tuple[str, ...],
    box: Box | None,
    reviews: tuple[str, ...],
    radius_km: float,
    keep_names: bool,
) -> int:
    """Write a release of the store's incidents: a Frictionless data package.

    FOLDER holds incidents.csv, claims.csv, changes.csv (added, changed, removed since --previous),
    tombstones.csv (what earlier releases had and this one has not), codebook.json, and datapackage.json with
    their schemas and checksums, the version, the licence and the rules about what is withheld.
    """
    from marsad.exports import ExportOptions
    from marsad.exports.release import ReleaseFacts, write_release

    if not _NAME.fullmatch(name):
        raise click.BadParameter(f"{name!r}: want small letters, digits and - . _ only", param_hint="--name")
    now = dt.datetime.now(dt.UTC)
    filters = selection.filters_of(since, until, kinds, countries, admin1, box, reviews)
    rules = selection.rules_of(radius_km, keep_names=keep_names)
    options = ExportOptions(rules=rules, filters=selection.in_words(filters))
    facts = ReleaseFacts(
        number or f"{now:%Y.%m.%d}", now.isoformat(timespec="seconds").replace("+00:00", "Z"), licence, name, title
    )
    report = write_release(selection.wanted(db, filters), output, facts, options, previous=previous)
    selection.say(report.export.sentences())
    if previous is not None:
        told = ", ".join(f"{count:,} {sort}" for sort, count in report.changes.items())
        selection.say(iter([f"since {previous}: {told}"]))
    if not licence:
        selection.say(iter(["no licence stated: --licence says how others may use the data"]))
    selection.say(iter([f"rules: {rules.sentence()}"]))
    return 0
