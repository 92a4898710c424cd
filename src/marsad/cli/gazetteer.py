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
@click.option(
    "--alternate-names",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="alternateNamesV2.txt or .zip of GeoNames, for Arabic names that the country dump lacks.",
)
def import_(paths: tuple[Path, ...], source: str, alternate_names: Path | None) -> int:
    """Take place names from files into the gazetteer of this user."""
    from marsad.gazetteer.importing import import_cod, import_geonames

    if alternate_names and source != "geonames":
        raise click.UsageError("--alternate-names goes with --from geonames")
    for path in paths:
        number = import_geonames(path, alternate_names) if source == "geonames" else import_cod(path)
        click.echo(f"{path}: {number:,} places imported", err=True)
    return 0
