"""`marsad export`: incidents of the store as a file that others read."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

import click

from marsad.cli import selection
from marsad.cli.database import db_option

if TYPE_CHECKING:
    from marsad.store.filters import Box

NAMES = ("csv", "jsonl", "geojson", "parquet", "acled", "ucdp", "plover", "polecat", "hapi")
_STDOUT = "-"


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file that appears under its name when it is complete, or not at all.

    Raises:
        click.ClickException: when its folder is none or can't be written to, or the name is that of no file.
    """
    if path.exists() and not path.is_file():
        raise click.ClickException(f"{path}: no file, and can't be replaced by one; - writes to standard output")
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    except OSError as error:
        raise click.ClickException(f"{path}: can't be written: {error.strerror}; does the folder exist?") from error
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
        Path(temporary).chmod(0o644)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(NAMES))
@db_option
@click.option("-o", "--output", required=True, metavar="FILE", help="Where to write; - for standard output.")
@selection.filter_options
@selection.harm_options
@click.option(
    "--inter",
    type=click.Choice(["text", "numeric"]),
    default="text",
    show_default=True,
    help="acled: types of actors as words or as the older numbers.",
)
@click.option("--hxl", is_flag=True, help="acled, ucdp, hapi: a second header row of HXL tags.")
def export(  # noqa: PLR0913 - an option each
    form: str,
    db: str | None,
    output: str,
    *,
    since: dt.date | None,
    until: dt.date | None,
    kinds: tuple[str, ...],
    countries: tuple[str, ...],
    admin1: tuple[str, ...],
    box: Box | None,
    reviews: tuple[str, ...],
    radius_km: float,
    keep_names: bool,
    inter: Literal["text", "numeric"],
    hxl: bool,
) -> int:
    """Write incidents as FORMAT.

    csv, jsonl, geojson and parquet hold Marsad's own record. acled (31 columns), ucdp (49) and hapi (monthly, by
    second-level area) are tables that researchers and aid workers read already; plover and polecat are PLOVER
    records and POLECAT's table of 40 columns.

    Names of private persons are masked, and points of acts against hospitals, camps and aid are coarsened, unless
    you say otherwise. FILE.about.json, beside the file, says under which rules it was made and what the format
    could not hold; so does standard error.
    """
    from marsad.exports import FORMATS, ExportOptions

    if hxl and form not in ("acled", "ucdp", "hapi"):
        raise click.UsageError(f"--hxl is for acled, ucdp and hapi: {form} has no HXL tags")
    if inter != "text" and form != "acled":
        raise click.UsageError(f"--inter is for acled: {form} has no such codes")
    filters = selection.filters_of(since, until, kinds, countries, admin1, box, reviews)
    rules = selection.rules_of(radius_km, keep_names=keep_names)
    options = ExportOptions(rules=rules, inter=inter, hxl=hxl, filters=selection.in_words(filters))
    incidents = selection.wanted(db, filters)
    if output == _STDOUT:
        report = FORMATS[form].write(incidents, sys.stdout.buffer, options)
    else:
        path = Path(output)
        with whole_file(path) as out:
            report = FORMATS[form].write(incidents, out, options)
        with whole_file(path.with_name(f"{path.name}.about.json")) as out:
            told = report.as_dict(options)
            out.write((json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode())
    selection.say(report.sentences())
    selection.say(iter([f"rules: {rules.sentence()}"]))
    return 0
