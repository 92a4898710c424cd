"""A table a document, for a person at a terminal: seven columns, five on a narrow one, lines on a very narrow one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from marsad.cli.formats import words
from marsad.cli.formats.bidi import Layout, clean
from marsad.codebook import SYMMETRIC
from marsad.event import Event
from marsad.sources.document import Document

_PIPE_WIDTH = 120  # columns where the output is no terminal and has no width
_WIDE = 110  # columns from which date and confidence have columns of their own
_NARROW = 72  # columns below which there is no table
_KIND, _DATE, _TOLL, _CONFIDENCE = 14, 10, 9, 4  # cells; no kind has a longer word
_GAP = 2
_LABEL = 14


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Passes the error on, to where a run ends: who reads has read enough, and that is no failure."""
        raise BrokenPipeError


def console_for(out: TextIO) -> Console:
    """A console on `out` that changes nothing of what is written."""
    width = None if out.isatty() else _PIPE_WIDTH
    return _Console(file=out, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


def heading(document: Document, layout: Layout, width: int) -> str:
    """Title (or first words), then outlet, date and id."""
    article = document.article
    title = clean(article.title) or clean(article.text[:400])
    if len(title) > width - 2:
        title = title[: width - 3].rsplit(" ", 1)[0] + "…"
    published = article.published.isoformat() if article.published else "no date"
    about = [layout.line(clean(article.source))] if article.source else []
    return f"{layout.line(title)}\n" + " · ".join([*about, published, layout.line(clean(article.id))])


class TableWriter:
    """Writes a heading and a table for each document; to `console` if one is given, else to one made on `out`."""

    def __init__(self, out: TextIO, layout: Layout, console: Console | None = None) -> None:
        self._console = console or console_for(out)
        self._layout = layout
        self._documents = self._events = 0

    def begin(self) -> None:
        """Writes nothing."""

    def write(self, document: Document, events: Sequence[Event]) -> None:
        """Writes one document."""
        console = self._console
        self._documents += 1
        self._events += len(events)
        console.print(Text(heading(document, self._layout, console.width), style="bold"))
        if events and console.width < _NARROW:
            for event in events:
                console.print(self._lines(event))
        elif events:
            console.print(self._table(events, wide=console.width >= _WIDE))
        else:
            console.print(Text("no events", style="dim"))
        console.print()

    def _table(self, events: Sequence[Event], *, wide: bool) -> Table:
        fixed = [_KIND, _TOLL, *([_DATE, _CONFIDENCE] if wide else [])]
        room = self._console.width - sum(fixed) - _GAP * (len(fixed) + 2)
        place, sides, sources = room * 28 // 100, room * 44 // 100, room * 28 // 100
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
        columns = [
            *([("kind", _KIND), ("date", _DATE)] if wide else [("kind, date", _KIND)]),
            *(("place", place), ("who → whom", sides), ("dead / wounded", _TOLL), ("according to", sources)),
            *([("conf", _CONFIDENCE)] if wide else []),
        ]
        for name, width in columns:
            table.add_column(name, width=width, overflow="fold")
        for event in events:
            kind, date = words.kind(event), words.when_narrow(event.date)
            table.add_row(
                *([kind, date] if wide else [f"{kind}\n{date}"]),
                self._place(event, place),
                self._sides(event, sides),
                Text(f"{words.toll(event.fatalities)} / {words.toll(event.injured)}"),
                self._names(event.sources, sources) or words.NOTHING,
                *([f"{event.confidence:.2f}"] if wide else []),
            )
            if not wide and event is not events[-1]:
                table.add_row()
        return table

    def _lines(self, event: Event) -> Text:
        """The event where no table has room: its kind, then a line for each field."""
        room = max(_LABEL, self._console.width - _LABEL)
        dead, wounded = words.toll(event.fatalities), words.toll(event.injured)
        fields = (
            ("date", Text(words.when(event.date))),
            ("place", self._place(event, room)),
            ("who → whom", self._sides(event, room)),
            ("dead, wounded", Text(f"{dead}, {wounded}") if event.fatalities or event.injured else Text()),
            ("according to", self._names(event.sources, room)),
        )
        out = Text.assemble((words.kind(event), "bold"), f" ({event.confidence:.2f})\n")
        for name, value in fields:
            lines = value.plain.splitlines() if value.plain not in ("", words.NOTHING) else []
            for at, line in enumerate(lines):
                out.append(f"{'' if at else name:{_LABEL}}{line}\n")
        return out

    def _place(self, event: Event, width: int) -> Text:
        place = event.place
        if place is None:
            return Text(words.NOTHING)
        about = ", ".join(filter(None, (place.country, "" if place.precision == "exact" else place.precision.value)))
        return Text(self._layout.block(place.name, width) + (f"\n{about}" if about else ""))

    def _names(self, names: Sequence[str], width: int, first: str = "", rest: str = "") -> Text:
        return Text("\n".join(self._layout.block(n, width, rest if at else first, rest) for at, n in enumerate(names)))

    def _sides(self, event: Event, width: int) -> Text:
        doers = self._names([party.text for party in event.side_a], width)
        others = [party.text for party in event.side_b]
        if not others:
            return doers or Text(words.NOTHING)
        arrow = "↔ " if event.kind in SYMMETRIC else "→ "
        return Text.assemble(doers, "\n" if doers else "", self._names(others, width, arrow, "  "))

    def end(self) -> None:
        """Writes the number of documents and events."""
        documents = "1 document" if self._documents == 1 else f"{self._documents:,} documents"
        events = "1 event" if self._events == 1 else f"{self._events:,} events"
        self._console.print(Text(f"{documents}, {events}", style="dim"))
