"""Incidents for a person at a terminal: a table, or each with its claims side by side and why they are together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from marsad.cli.formats import words
from marsad.cli.formats.bidi import Layout
from marsad.cli.formats.table import console_for
from marsad.codebook import SYMMETRIC
from marsad.corroboration.features import explain
from marsad.corroboration.incident import Incident, IncidentClaim, Link, TollRange
from marsad.event import Party

_ID, _DATE, _KIND, _TOLL, _REPORTS, _CONFIDENCE = 16, 10, 14, 9, 8, 4  # cells
_GAP = 2
_NARROW = 100  # columns below which an incident is lines instead of a row
_SHOWN_REASONS = 5
_LABEL = 12


def toll_range(toll: TollRange | None) -> str:
    """The best figure, and the range in brackets where there is one: 5 (4–7), 7 (≥5), or a dash."""
    if toll is None:
        return words.NOTHING
    if toll.low == toll.best == toll.high:
        return str(toll.best)
    span = f"≥{toll.low}" if toll.high is None else f"{toll.low}–{toll.high}"
    return f"{toll.best} ({span})"


def _kind(incident: Incident) -> str:
    name = words.plain(incident.kind.value)
    return name if incident.status == "occurred" else f"{name} ({incident.status.value})"


def _reports(incident: Incident) -> str:
    return f"{len(incident.articles)} / {incident.voices}"


class IncidentTable:
    """Writes incidents as rows of one table, a page of rows at a time."""

    def __init__(self, out: TextIO, layout: Layout, console: Console | None = None) -> None:
        self._console = console or console_for(out)
        self._layout = layout

    def write(self, incidents: Iterable[Incident]) -> int:
        """Writes all of them, then how many; the number is returned."""
        listed = list(incidents)
        if self._console.width < _NARROW:
            for incident in listed:
                self._console.print(self._lines(incident))
        elif listed:
            self._console.print(self._table(listed))
        count = "1 incident" if len(listed) == 1 else f"{len(listed):,} incidents"
        self._console.print(Text(count, style="dim"))
        return len(listed)

    def _table(self, incidents: Sequence[Incident]) -> Table:
        fixed = _ID + _DATE + _KIND + _TOLL + _REPORTS + _CONFIDENCE
        room = self._console.width - fixed - 8 * _GAP
        place, sides = room * 2 // 5, room * 3 // 5
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
        for name, width in (
            ("incident", _ID), ("date", _DATE), ("kind", _KIND), ("place", place), ("who → whom", sides),
            ("dead", _TOLL), ("reports / voices", _REPORTS), ("conf", _CONFIDENCE),
        ):  # fmt: skip
            table.add_column(name, width=width, overflow="fold")
        for incident in incidents:
            disputed = (
                f"\nnot agreed: {words.plain(', '.join(incident.disagreements))}" if incident.disagreements else ""
            )
            table.add_row(
                incident.id,
                words.when_narrow(incident.date),
                _kind(incident) + disputed,
                self._place(incident, place),
                self._sides(incident, sides),
                toll_range(incident.fatalities),
                _reports(incident),
                f"{incident.confidence:.2f}",
            )
        return table

    def _lines(self, incident: Incident) -> Text:
        room = max(_LABEL, self._console.width - _LABEL)
        out = Text.assemble((incident.id, "bold"), f"  {_kind(incident)} ({incident.confidence:.2f})\n")
        for name, value in (
            ("date", words.when(incident.date)),
            ("place", self._place(incident, room)),
            ("who → whom", self._sides(incident, room)),
            ("dead", toll_range(incident.fatalities)),
            ("reports", f"{len(incident.articles)}, {incident.voices} independent"),
            ("not agreed", words.plain(", ".join(incident.disagreements))),
        ):
            for at, line in enumerate(value.splitlines() if value != words.NOTHING else []):
                out.append(f"{'' if at else name:{_LABEL}}{line}\n")
        return out

    def _place(self, incident: Incident, width: int) -> str:
        place = incident.place
        if place is None:
            return words.NOTHING
        about = ", ".join(filter(None, (place.country, "" if place.precision == "exact" else place.precision.value)))
        return self._layout.block(place.name, width) + (f"\n{about}" if about else "")

    def _sides(self, incident: Incident, width: int) -> str:
        arrow = "↔ " if incident.kind in SYMMETRIC else "→ "
        lines = [self._layout.block(party.text, width) for party in incident.side_a]
        lines += [
            self._layout.block(party.text, width, "  " if at else arrow, "  ")
            for at, party in enumerate(incident.side_b)
        ]
        return "\n".join(lines) or words.NOTHING


class IncidentExplainer:
    """Writes each incident with where its values come from, its claims side by side, and why they are together."""

    def __init__(self, out: TextIO, layout: Layout, console: Console | None = None) -> None:
        self._console = console or console_for(out)
        self._layout = layout

    def write(self, incidents: Iterable[Incident]) -> int:
        """Writes all of them; their number is returned."""
        count = 0
        for incident in incidents:
            self._one(incident)
            count += 1
        return count

    def _one(self, incident: Incident) -> None:
        say = self._console.print
        say(Text.assemble((incident.id, "bold"), f"  {_kind(incident)}, confidence {incident.confidence:.2f}"))
        for name, value in self._values(incident):
            say(Text(f"  {name:{_LABEL}}{value}"))
        if incident.disagreements:
            say(Text(f"  {'not agreed':{_LABEL}}{words.plain(', '.join(incident.disagreements))}", style="bold"))
        if incident.claims:
            say(Text("\n  What is claimed"))
            say(self._claims(incident.claims))
        if incident.links:
            say(Text("\n  Why these reports are of one act"))
            article_of = {told.id: told.report.article_id for told in incident.members}
            for link in incident.links:
                say(self._link(link, article_of))
        say()

    def _values(self, incident: Incident) -> list[tuple[str, str]]:
        rules = {choice.field: choice.rule for choice in incident.choices}
        place = incident.place
        where = f"{self._layout.line(place.name)} ({words.point(place)})" if place else ""
        values = [
            ("kind", words.plain(incident.kind.value), rules.get("kind")),
            ("status", incident.status.value, rules.get("status")),
            ("date", words.when(incident.date) if incident.date else "", rules.get("date")),
            ("place", where, rules.get("place")),
            ("side a", self._names(incident.side_a), rules.get("side_a")),
            ("side b", self._names(incident.side_b), rules.get("side_b")),
        ]
        for name, toll in (("dead", incident.fatalities), ("wounded", incident.injured)):
            values.append((name, toll_range(toll) if toll else "", toll.rule if toll else None))
        values.append(("protected", ", ".join(incident.protected), None))
        values.append(("reports", f"{len(incident.articles)}, {incident.voices} independent", None))
        return [(name, f"{value}  [{rule}]" if rule else value) for name, value, rule in values if value]

    def _names(self, parties: Sequence[Party]) -> str:
        return ", ".join(self._layout.line(party.text) for party in parties)

    def _claims(self, claims: Sequence[IncidentClaim]) -> Table:
        room = self._console.width - 2 - _DATE - _KIND - 2 * _TOLL - 7 * _GAP
        width = max(8, room // 3)
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
        for name, cells in (
            ("  published", _DATE + 2), ("outlet", width), ("who says so", width), ("kind", _KIND), ("side a", width),
            ("dead", _TOLL), ("wounded", _TOLL),
        ):  # fmt: skip
            table.add_column(name, width=cells, overflow="fold")
        for claim in claims:
            speaker = self._layout.block(claim.speaker, width) if claim.speaker else "the outlet"
            force = "" if claim.force == "says" else f"\n({words.plain(claim.force.value)})"
            table.add_row(
                f"  {claim.published or words.NOTHING}",
                self._layout.block(claim.outlet or words.NOTHING, width),
                speaker + force,
                words.plain(claim.kind.value),
                "\n".join(self._layout.block(name, width) for name in claim.side_a) or words.NOTHING,
                words.toll(claim.fatalities),
                words.toll(claim.injured),
            )
        return table

    def _link(self, link: Link, article_of: dict[str, str]) -> Text:
        left, right = (self._layout.line(article_of.get(name, name)) for name in (link.left, link.right))
        if link.judged_by is not None:
            return Text(f"  {right} with {left}: said by {self._layout.line(link.judged_by)}")
        out = Text(f"  {right} with {left}: {link.score:.2f}")
        for reason in link.reasons[:_SHOWN_REASONS]:
            out.append(f"\n    {reason.value * reason.weight:+5.1f}  {explain(reason.feature)}")
        if more := len(link.reasons) - _SHOWN_REASONS:
            rest = sum(reason.value * reason.weight for reason in link.reasons[_SHOWN_REASONS:])
            if more > 0:
                out.append(f"\n    {rest:+5.1f}  {more} more")
        return out
