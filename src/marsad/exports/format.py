"""What every format shares: its options, its report, and the way to it, which leads through the mask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Literal

from marsad import __version__
from marsad.codebook import VERSION as CODEBOOK_VERSION
from marsad.corroboration.incident import Incident
from marsad.exports.mask import mask
from marsad.exports.rules import HarmRules


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What an owner may choose.

    Args:
        rules: what is withheld.
        inter: ACLED's actor types as words, as its interface gives them now, or as the older numbers.
        hxl: a second header row of HXL tags, where the format has any (`acled`, `ucdp`, `hapi`).
        filters: which incidents were asked for, in words; only told, never applied here.
    """

    rules: HarmRules = field(default_factory=HarmRules)
    inter: Literal["text", "numeric"] = "text"
    hxl: bool = False
    filters: str = ""


@dataclass(slots=True)
class ExportReport:
    """What came of an export.

    Args:
        format: name of the format.
        incidents: how many came in.
        rows: how many rows, lines or features were written.
        left_out: why whole incidents have no row, with their number.
        not_held: what of the incidents that have one the format could not say, with their number.
        names: names of private persons withheld, counted once an incident.
        points: points coarsened.
    """

    format: str
    incidents: int = 0
    rows: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    not_held: Counter[str] = field(default_factory=Counter)
    names: int = 0
    points: int = 0

    def as_dict(self, options: ExportOptions) -> dict[str, Any]:
        """The report as data: what the file beside an export says."""
        return {
            "format": self.format,
            "marsad": __version__,
            "codebook": CODEBOOK_VERSION,
            "rules": options.rules.statement(),
            "filters": options.filters,
            "incidents": self.incidents,
            "rows": self.rows,
            "names_withheld": self.names,
            "points_coarsened": self.points,
            "left_out": dict(sorted(self.left_out.items())),
            "not_held": dict(sorted(self.not_held.items())),
        }

    def sentences(self) -> Iterator[str]:
        """The report for a reader, a fact a line."""
        yield f"{self.incidents:,} incidents, {self.rows:,} rows as {self.format}"
        if self.names or self.points:
            yield f"withheld: {self.names:,} names of private persons; coarsened: {self.points:,} points"
        for reason, number in sorted(self.left_out.items(), key=lambda item: (-item[1], item[0])):
            yield f"left out, {reason}: {number:,} incidents"
        for what, number in sorted(self.not_held.items(), key=lambda item: (-item[1], item[0])):
            yield f"not held by {self.format}, {what}: {number:,} incidents"


Writer = Callable[[Iterable[Incident], BinaryIO, ExportOptions, ExportReport], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write incidents.

    Args:
        name: as the command takes it.
        suffix: of its files, with the dot.
        about: one line for the user.
        writer: writes masked incidents; counts in the report.
        media_type: for the web.
    """

    name: str
    suffix: str
    about: str
    writer: Writer
    media_type: str

    def write(self, incidents: Iterable[Incident], out: BinaryIO, options: ExportOptions) -> ExportReport:
        """The report, after all incidents were written to `out` under the rules of `options`."""
        report = ExportReport(self.name)
        self.writer(_masked(incidents, options.rules, report), out, options, report)
        return report


def _masked(incidents: Iterable[Incident], rules: HarmRules, report: ExportReport) -> Iterator[Incident]:
    for incident in incidents:
        masked = mask(incident, rules)
        report.incidents += 1
        report.names += masked.names
        report.points += masked.points
        yield masked.incident
