"""`marsad gazetteer`: the user's own place names."""

from __future__ import annotations

from pathlib import Path

import click


@click.group()
def gazetteer() -> None:
    """Work on the gazetteer."""


@gazetteer.command(name="import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--from",
    "source",
    type=click.Choice(("geonames", "cod")),
    required=True,
    help="geonames: a country dump (SY.txt or SY.zip); cod: administrative tables of OCHA (CSV, JSON lines).",
)
def import_(paths: tuple[Path, ...], source: str) -> int:
    """Take place names from files into the gazetteer of this user."""
    from marsad.gazetteer import importing

    read = importing.import_geonames if source == "geonames" else importing.import_cod
    for path in paths:
        click.echo(f"{path}: {read(path):,} places imported", err=True)
    return 0
