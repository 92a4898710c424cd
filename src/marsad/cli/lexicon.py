"""`marsad lexicon`: the language tables."""

from __future__ import annotations

import click


@click.group()
def lexicon() -> None:
    """Work on the tables of words, parties and places."""


@lexicon.command()
def check() -> int:
    """Name every mistake in the tables, by file and line. Exit status 1 when there is one."""
    from marsad.lexicon.check import check_all

    problems = check_all()
    for problem in problems:
        click.echo(f"{problem.file}:{problem.line}: {problem.code}: {problem.message}")
    if problems:
        click.echo(f"{len(problems)} problem{'s' if len(problems) > 1 else ''}", err=True)
        return 1
    click.echo("The tables are in order.", err=True)
    return 0
