"""A line on standard error that stands alone: behind no count on the terminal, within no line of standard output."""

from __future__ import annotations

import contextlib
import sys

import click

CLEAR = "\r\x1b[K"


def begin_line() -> None:
    """Takes what counts there off the terminal; writes first what standard output holds back."""
    with contextlib.suppress(OSError, ValueError):  # closed: what failed is to be told all the same
        sys.stdout.flush()
    if sys.stderr.isatty():
        click.echo(CLEAR, err=True, nl=False)


def say(line: str) -> None:
    """Writes a line on standard error, under the program's name."""
    begin_line()
    click.echo(f"marsad: {line}", err=True)
