"""Marsad's own formats as text: CSV of flat incidents, and JSON lines with everything."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import BinaryIO

from marsad.corroboration.incident import Incident
from marsad.corroboration.records import incident_to_dict
from marsad.exports.cells import Table
from marsad.exports.fields import INCIDENT_COLUMNS, incident_record
from marsad.exports.format import ExportOptions, ExportReport, Format


def _write_csv(incidents: Iterable[Incident], out: BinaryIO, options: ExportOptions, report: ExportReport) -> None:
    del options
    table = Table(out, [column.name for column in INCIDENT_COLUMNS])
    for incident in incidents:
        table.row(incident_record(incident))
        report.rows += 1
        if incident.claims:
            report.not_held["the claims themselves: their number stands in the row"] += 1
    table.end()


def _write_lines(incidents: Iterable[Incident], out: BinaryIO, options: ExportOptions, report: ExportReport) -> None:
    rules = options.rules.statement()
    for incident in incidents:
        record = {**incident_to_dict(incident), "rules": rules}
        out.write(json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
        report.rows += 1


CSV = Format("csv", ".csv", "Marsad's own CSV: a row an incident", _write_csv, "text/csv")
JSONL = Format(
    "jsonl", ".jsonl", "JSON lines: incidents with all claims, events and links", _write_lines, "application/x-ndjson"
)
