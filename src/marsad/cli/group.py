"""The group of commands; each is loaded when it is called, for what one needs another may do without."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version

import click

from marsad.cli.stderr import begin_line, say
from marsad.errors import MarsadError

# What `marsad --help` says of each; no module is loaded for it. A name stands in the module of its name, or the other.
COMMANDS = {
    "code": "Code the events of articles.",
    "ingest": "Read articles, code them, and keep both in the store.",
    "watch": "Follow feeds and keep what they bring in the store, coded.",
    "scale": "Code archives of any size into a folder of Parquet.",
    "db": "Take care of the store.",
    "incidents": "Show the incidents of the store.",
    "judge": "Say that two incidents are one act.",
    "export": "Write incidents as FORMAT.",
    "release": "Write a release of the store's incidents.",
    "serve": "Open the observatory in a browser.",
    "user": "Accounts of the observatory.",
    "evaluate": "Measure coded events against the annotated documents in GOLD.",
    "train": "Learn from annotated articles how sure to be of an act.",
    "lexicon": "Work on the tables of words, parties and places.",
    "gazetteer": "Work on the gazetteer.",
}
_ELSEWHERE = {"judge": "incidents"}


class LazyGroup(click.Group):
    """A group whose commands are loaded by name."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """All names, sorted."""
        return sorted(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """The command of a name; None when there is none."""
        if name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"marsad.cli.{_ELSEWHERE.get(name, name)}"), name)
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the names with a line each."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name]) for name in self.list_commands(context)])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version("marsad"), prog_name="marsad")
def group() -> None:
    """Read Arabic conflict reporting; write event data with the words behind every field."""


def _silence_stdout() -> None:
    """Points standard output at nothing, so that the interpreter's last flush can't fail."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def invoke(args: Sequence[str]) -> int:
    """Exit status of a run with these arguments."""
    try:
        # Not `group.main`: it turns a closed pipe into a failure.
        with group.make_context("marsad", list(args)) as context:
            status = group.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as end:
        return end.exit_code
    except BrokenPipeError:
        _silence_stdout()  # who reads has read enough: no failure of ours
        return 0
    except (click.Abort, KeyboardInterrupt):
        say("stopped")
        return 130
    except click.ClickException as error:
        begin_line()
        error.show()
        return error.exit_code
    except MarsadError as error:
        say(str(error))
        return 1
    except OSError as error:
        named = f"{error.filename}: " if error.filename else ""
        say(f"{named}{error.strerror or error}")
        return 1
    return status if isinstance(status, int) else 0
