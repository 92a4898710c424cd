"""`marsad lexicon`: the language tables."""

from __future__ import annotations

import click


@click.group()
def lexicon() -> None:
    """Work on the tables of words, parties and places."""


@lexicon.command()
def check() -> int:
    """Name every mistake in the tables, by file and line. Exit status 1 when there is an error.

    Warnings (an entry without an example, a needless spelling variant) are named too, and fail nothing.
    """
    from marsad.lexicon.check import check_all

    problems = check_all()
    for problem in problems:
        level = "warning: " if problem.is_warning else ""
        click.echo(f"{problem.file}:{problem.line}: {problem.code}: {level}{problem.message}")
    errors = sum(1 for problem in problems if not problem.is_warning)
    warnings = len(problems) - errors
    counts = f"{errors} error{'' if errors == 1 else 's'}, {warnings} warning{'' if warnings == 1 else 's'}"
    click.echo(counts if problems else "The tables are in order.", err=True)
    return 1 if errors else 0
