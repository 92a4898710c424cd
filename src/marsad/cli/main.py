"""`marsad`: the group of commands, and how a run ends.

Exit status: 0 all done; 1 some inputs failed, each named on standard error; 2 wrong usage; 130 stopped
by the user.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version

import click

from marsad.cli.code import code
from marsad.cli.db import db
from marsad.cli.evaluate import evaluate
from marsad.cli.export import export
from marsad.cli.gazetteer import gazetteer
from marsad.cli.incidents import incidents, judge
from marsad.cli.ingest import ingest
from marsad.cli.lexicon import lexicon
from marsad.cli.release import release
from marsad.cli.scale import scale
from marsad.cli.serve import serve
from marsad.cli.train import train
from marsad.cli.user import user
from marsad.cli.watch import watch
from marsad.errors import MarsadError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version("marsad"), prog_name="marsad")
def group() -> None:
    """Read Arabic conflict reporting; write event data with the words behind every field."""


for command in (
    code, ingest, watch, scale, db, incidents, judge, export, release, serve, user, evaluate, train, lexicon, gazetteer,
):  # fmt: skip
    group.add_command(command)


def _silence_stdout() -> None:
    """Points standard output at nothing, so that the interpreter's last flush can't fail."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def run(args: Sequence[str] | None = None) -> int:
    """Exit status of a run with these arguments (those of the process when None)."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        # Not `group.main`: it turns a closed pipe into a failure.
        with group.make_context("marsad", list(sys.argv[1:] if args is None else args)) as context:
            status = group.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as end:
        return end.exit_code
    except BrokenPipeError:
        _silence_stdout()  # who reads has read enough: no failure of ours
        return 0
    except (click.Abort, KeyboardInterrupt):
        click.echo("marsad: stopped", err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except MarsadError as error:
        click.echo(f"marsad: {error}", err=True)
        return 1
    except OSError as error:
        click.echo(f"marsad: {error.strerror or error}", err=True)
        return 1
    return status if isinstance(status, int) else 0


def main() -> None:
    """Entry point of the `marsad` script."""
    sys.exit(run())
