"""The option that every command with a store takes, and how many processes a command may use."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

_MOST_JOBS = 8  # each process holds the lexicon and gazetteer of its own


def db_option(command: Command) -> Command:
    """Adds `--db URL`, from MARSAD_DB when not given; passed to the command as `db`, None for the default file."""
    return click.option(
        "--db",
        envvar="MARSAD_DB",
        metavar="URL",
        help="The store: path of a SQLite file, sqlite:///file.db or postgresql://user@host/database. "
        "Default: $MARSAD_DB, else marsad.db in the user's data folder.",
    )(command)


def default_jobs() -> int:
    """Processes that coding may use: those that this one may run on, up to a limit."""
    affinity = getattr(os, "sched_getaffinity", None)
    cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    return min(cores, _MOST_JOBS)
