"""Parquet: a row an incident, typed, with its claims nested."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import islice
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from marsad.corroboration.incident import Incident
from marsad.exports.fields import CLAIM_COLUMNS, INCIDENT_COLUMNS, Column, claim_record, incident_record
from marsad.exports.format import ExportOptions, ExportReport, Format

_ROWS = 5_000  # a row group
_TYPES: dict[str, Any] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "list": pa.list_(pa.string()),
}
_NOT_NESTED = frozenset({"incident_id", "number"})


def _field(column: Column) -> Any:
    return pa.field(
        column.name, _TYPES[column.type], nullable=not column.required, metadata={"description": column.about}
    )


def schema() -> Any:
    """The table's schema, a pyarrow.Schema: `INCIDENT_COLUMNS` with `claims` as a list of structs."""
    claims = pa.list_(pa.struct([_field(column) for column in CLAIM_COLUMNS if column.name not in _NOT_NESTED]))
    return pa.schema(
        [
            pa.field("claims", claims, nullable=False, metadata={"description": "Who says what"})
            if column.name == "claims"
            else _field(column)
            for column in INCIDENT_COLUMNS
        ]
    )


def _text(value: Any) -> Any:
    """The value with lone surrogates, which no UTF-8 holds, replaced."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    return [_text(item) for item in value] if isinstance(value, list) else value


def _record(incident: Incident) -> dict[str, Any]:
    claims = [claim_record(incident, n, claim) for n, claim in enumerate(incident.claims, 1)]
    nested = [{name: _text(value) for name, value in claim.items() if name not in _NOT_NESTED} for claim in claims]
    return {**{name: _text(value) for name, value in incident_record(incident).items()}, "claims": nested}


def _write(incidents: Iterable[Incident], out: BinaryIO, options: ExportOptions, report: ExportReport) -> None:
    shape = schema().with_metadata({"marsad": json.dumps({"rules": options.rules.statement()})})
    rest = iter(incidents)
    with pq.ParquetWriter(out, shape, compression="zstd") as writer:
        while rows := [_record(incident) for incident in islice(rest, _ROWS)]:
            writer.write_table(pa.Table.from_pylist(rows, schema=shape))
            report.rows += len(rows)


FORMAT = Format("parquet", ".parquet", "Parquet: typed, claims nested", _write, "application/vnd.apache.parquet")
