"""What the commands say on standard error: failures, notes, progress."""

from __future__ import annotations

import re
import sys
import time
from collections import Counter

import click

from marsad.cli.stderr import CLEAR, say
from marsad.errors import ReadError
from marsad.sources.document import Document, Skipped

# The same note on thousands of lines hides the others: the first few are shown, the rest counted.
_SHOWN_ALIKE = 3
_VARIABLE = re.compile(r"\d[\d,.\-]*|'[^']*'")

_PROGRESS_AFTER_S = 1.0
_PROGRESS_EVERY_S = 0.25


class Notices:
    """Says what went wrong or was noticed, and counts it."""

    def __init__(self) -> None:
        self.failures = 0
        self.progress = Progress()
        self._alike: Counter[str] = Counter()

    def failure(self, error: ReadError) -> None:
        """Names an input that failed, its line and the reason."""
        self.failures += 1
        say(str(error))

    def skipped(self, skipped: Skipped) -> None:
        """Says what an archive or export held that was left aside."""
        say(f"note: {skipped.origin}: left aside: {skipped}")

    def notes(self, document: Document) -> None:
        """Says what the user should know of a document that was read."""
        at = f"{document.origin}:{document.line}" if document.line is not None else document.origin
        for note in document.notes:
            alike = _VARIABLE.sub("…", note)
            self._alike[alike] += 1
            if self._alike[alike] <= _SHOWN_ALIKE:
                say(f"note: {at}: {note}")

    def finish(self) -> None:
        """Says how many notes were left out."""
        self.progress.clear()
        for note, number in self._alike.items():
            if number > _SHOWN_ALIKE:
                say(f"note: {number - _SHOWN_ALIKE:,} more inputs: {note}")


class Progress:
    """A line on the terminal that counts documents and events; silent elsewhere, and in short runs."""

    def __init__(self) -> None:
        # A table scrolling by on the same terminal is progress enough.
        self._on = sys.stderr.isatty() and not sys.stdout.isatty()
        self._began = self._last = time.monotonic()
        self._documents = self._events = 0
        self._drawn = False

    def step(self, events: int) -> None:
        """One more document, with so many events."""
        self._documents += 1
        self._events += events
        now = time.monotonic()
        if self._on and now - self._began > _PROGRESS_AFTER_S and now - self._last > _PROGRESS_EVERY_S:
            self._last = now
            rate = self._documents / (now - self._began)
            line = f"{self._documents:,} documents, {self._events:,} events, {rate:,.0f} documents a second"
            click.echo(f"{CLEAR}{line}", err=True, nl=False)
            self._drawn = True

    def clear(self) -> None:
        """Takes the line off the terminal."""
        if self._drawn:
            click.echo(CLEAR, err=True, nl=False)
            self._drawn = False
