"""`marsad scale`: archives to Parquet, on all cores of a machine or on a cluster."""

from __future__ import annotations

import time
from typing import Literal

import click

from marsad.cli.database import default_jobs
from marsad.cli.stderr import say
from marsad.errors import MarsadError, ReadError

_SHOWN = 20


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--output", required=True, metavar="FOLDER", help="Where to write; a path or s3://bucket/folder.")
@click.option(
    "--runner",
    type=click.Choice(("native", "ray")),
    default="native",
    show_default=True,
    help="Processes, or Ray.",
)
@click.option(
    "--workers", type=click.IntRange(1), metavar="N", help="Processes that code. Default: the cores there are, up to 8."
)
@click.option(
    "--ray", "address", metavar="ADDRESS", help="A running cluster (auto, ray://HOST:10001); implies --runner ray."
)
@click.option("--again", is_flag=True, help="Code those files again in which something failed.")
def scale(
    inputs: tuple[str, ...],
    output: str,
    runner: Literal["native", "ray"],
    workers: int | None,
    address: str | None,
    *,
    again: bool,
) -> int:
    """Code archives of any size into a folder of Parquet.

    INPUT is a web archive (.warc), Parquet or JSON lines (.parquet, .jsonl: id, url, source, published, title, text),
    gzipped or not, a folder of these or a pattern ("2024-*/*.warc.gz", in quotes), here or in S3 (s3://bucket/folder).

    FOLDER holds pages/week=…/ (a row an Arabic page, with its events), reprints.parquet (pages that print another
    again), failures.parquet, manifest.json, and parts/ for the next run: started again, it codes only what is new,
    has changed or was not finished. The same files give the same bytes, whatever the number of workers.

    Exit status: 0 all done; 1 some inputs failed; 2 wrong usage.
    """
    from marsad.scale.engine import Engine
    from marsad.scale.run import Options
    from marsad.scale.run import scale as run

    engine = Engine("ray" if address else runner, workers or default_jobs(), address)
    problems = 0

    def on_problem(problem: ReadError) -> None:
        nonlocal problems
        problems += 1
        if problems <= _SHOWN:
            say(str(problem))

    began = time.monotonic()
    try:
        done = run(inputs, output, options=Options(engine, again), on_problem=on_problem)
    except MarsadError as error:
        raise click.ClickException(str(error)) from error
    took = time.monotonic() - began
    if problems > _SHOWN:
        say(f"{problems - _SHOWN:,} more failures; all stand in {output}/failures.parquet")
    if done.skipped:
        aside = ", ".join(f"{number:,} {what}" for what, number in done.skipped.items())
        say(f"note: left aside: {aside}")
    if done.repeats:
        say(f"note: {done.repeats:,} files begun again after a worker died")
    click.echo(
        f"{output}: {done.files:,} files ({done.known:,} finished before): {done.pages:,} Arabic pages, "
        f"{done.reprints:,} of them printed again; {done.events:,} events; {done.failures:,} failures; {took:,.0f} s"
    )
    return 1 if problems else 0
