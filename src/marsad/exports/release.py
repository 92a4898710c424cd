"""A release: a Frictionless data package of incidents and claims, with what changed since the release before.

After the formats. Written to a folder next to the wanted one and moved there whole: a release is complete or
absent. Nothing in it depends on the clock but `created`, which the caller gives.
"""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from marsad import __version__
from marsad.codebook import KINDS, DatePrecision, Force, PlacePrecision, Protected, Status
from marsad.codebook import VERSION as CODEBOOK_VERSION
from marsad.corroboration.incident import Incident
from marsad.errors import ReadError
from marsad.exports.cells import Table
from marsad.exports.fields import CLAIM_COLUMNS, INCIDENT_COLUMNS, Column, claim_record, incident_record
from marsad.exports.format import ExportOptions, ExportReport, Format

CHANGE_COLUMNS: tuple[Column, ...] = (
    Column("id", "string", "Id of the incident", required=True),
    Column("change", "string", "added, changed or removed", required=True),
    Column("fields", "list", "Which columns changed"),
)
TOMBSTONE_COLUMNS: tuple[Column, ...] = (
    Column("id", "string", "Id of an incident that stood in an earlier release and no longer does", required=True),
    Column("removed_in", "string", "Version of the first release without it", required=True),
)
_DESCRIPTOR = "datapackage.json"
_TYPES = {"string": "string", "integer": "integer", "number": "number", "date": "date", "list": "string"}


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
    """What the owner says of a release.

    Args:
        version: of the data, e.g. "2024.2".
        created: moment of the release as an ISO date-time.
        licence: name of the licence under which the owner gives the data away, e.g. "CC-BY-4.0"; "" for none.
        name: of the package: small letters, digits, - . _ only.
        title: for readers.
    """

    version: str
    created: str
    licence: str = ""
    name: str = "marsad-incidents"
    title: str = "Incidents of armed conflict read from Arabic reporting"


@dataclass(slots=True)
class ReleaseReport:
    """What came of a release: the export's report and the number of changes of each sort."""

    export: ExportReport
    changes: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Before:
    """The release before: its rows by id, its tombstones, its version."""

    rows: Mapping[str, Mapping[str, str]]
    tombstones: tuple[tuple[str, str], ...]
    version: str


def write_release(
    incidents: Iterable[Incident],
    folder: Path,
    facts: ReleaseFacts,
    options: ExportOptions,
    *,
    previous: Path | None = None,
) -> ReleaseReport:
    """What came of the release, after it was written to `folder`, which must not exist or be empty.

    Raises:
        ReadError: the folder is in use or can't be written; the release before can't be read, or is not as its
            checksums say.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ReadError(str(folder), "is there already and not empty: a release is never written over another")
    before = _read_before(previous) if previous is not None else None
    work = _workplace(folder)
    try:
        report = _fill(incidents, work, facts, options, before)
        work.chmod(0o755)
        if folder.exists():
            folder.rmdir()
        work.rename(folder)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    return report


def _workplace(folder: Path) -> Path:
    """A new folder beside the one to be written.

    Raises:
        ReadError: when none can be made there.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    except OSError as error:
        raise ReadError(str(folder), f"can't be written: {error.strerror or error}") from error


def _fill(
    incidents: Iterable[Incident], work: Path, facts: ReleaseFacts, options: ExportOptions, before: _Before | None
) -> ReleaseReport:
    pair = Format("release", "", "", _tables(work), "")
    with (work / "incidents.csv").open("wb") as out:
        export = pair.write(incidents, out, options)
    changes = _changes(_rows(work / "incidents.csv"), before)
    _write_rows(work / "changes.csv", CHANGE_COLUMNS, changes)
    here = _rows(work / "incidents.csv").keys()
    stones = [stone for stone in (before.tombstones if before else ()) if stone[0] not in here]
    stones += [(row["id"], facts.version) for row in changes if row["change"] == "removed"]
    _write_rows(
        work / "tombstones.csv",
        TOMBSTONE_COLUMNS,
        [dict(zip(("id", "removed_in"), stone, strict=True)) for stone in stones],
    )
    (work / "codebook.json").write_text(json.dumps(codebook(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    descriptor = _descriptor(work, facts, options, export, before)
    text = json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n"
    (work / _DESCRIPTOR).write_text(text, encoding="utf-8")
    counts = {sort: sum(row["change"] == sort for row in changes) for sort in ("added", "changed", "removed")}
    return ReleaseReport(export, counts)


def _tables(work: Path) -> Any:
    """A writer of both tables at once: incidents may be read but once."""

    def write(incidents: Iterable[Incident], out: BinaryIO, _options: ExportOptions, report: ExportReport) -> None:
        rows = Table(out, [column.name for column in INCIDENT_COLUMNS])
        with (work / "claims.csv").open("wb") as claims_out:
            claims = Table(claims_out, [column.name for column in CLAIM_COLUMNS])
            for incident in incidents:
                rows.row(incident_record(incident))
                report.rows += 1
                for number, claim in enumerate(incident.claims, 1):
                    claims.row(claim_record(incident, number, claim))
            claims.end()
        rows.end()

    return write


def _write_rows(path: Path, columns: tuple[Column, ...], rows: Iterable[Mapping[str, Any]]) -> None:
    with path.open("wb") as out:
        table = Table(out, [column.name for column in columns])
        for row in rows:
            table.row(row)
        table.end()


def _rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["id"]: row for row in csv.DictReader(lines)}


def _changes(now: Mapping[str, Mapping[str, str]], before: _Before | None) -> list[dict[str, Any]]:
    """A row for each incident that is new, differs or is gone, by id; none for a first release."""
    if before is None:
        return []
    out: list[dict[str, Any]] = []
    for key in sorted(now.keys() | before.rows.keys()):
        new, old = now.get(key), before.rows.get(key)
        if new is None:
            out.append({"id": key, "change": "removed", "fields": []})
        elif old is None:
            out.append({"id": key, "change": "added", "fields": []})
        elif new != old:
            differing = [name for name in new if new.get(name) != old.get(name)]
            out.append({"id": key, "change": "changed", "fields": differing or sorted(old.keys() - new.keys())})
    return out


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _read_before(folder: Path) -> _Before:
    path = folder / _DESCRIPTOR
    try:
        descriptor = json.loads(path.read_text(encoding="utf-8"))
        for resource in descriptor["resources"]:
            if resource.get("hash") != f"sha256:{_sha256(folder / resource['path'])}":
                raise ReadError(str(folder / resource["path"]), "is not what its release wrote: its checksum differs")
        stones = tuple((row["id"], row["removed_in"]) for row in _rows(folder / "tombstones.csv").values())
        return _Before(_rows(folder / "incidents.csv"), stones, str(descriptor["version"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReadError(str(path), f"is no release of Marsad's: {error}") from error


def codebook() -> dict[str, Any]:
    """The codes that stand in a release, with what each kind is to ACLED and PLOVER."""
    return {
        "version": CODEBOOK_VERSION,
        "kinds": {
            kind.value: {
                "acled_event_type": facts.event_type,
                "acled_sub_event_type": facts.sub_event_type,
                "plover_type": facts.plover,
                "plover_mode": facts.mode or None,
            }
            for kind, facts in KINDS.items()
        },
        "status": [value.value for value in Status],
        "date_precision": [value.value for value in DatePrecision],
        "place_precision": [value.value for value in PlacePrecision],
        "force": [value.value for value in Force],
        "protected": [value.value for value in Protected],
        "list_separator": "; ",
    }


def _schema(columns: tuple[Column, ...], **more: Any) -> dict[str, Any]:
    fields = [
        {
            "name": column.name,
            "type": _TYPES[column.type],
            "description": column.about + ("; several are separated by '; '" if column.type == "list" else ""),
            **({"constraints": {"required": True}} if column.required else {}),
        }
        for column in columns
    ]
    return {"fields": fields, "missingValues": [""], **more}


def _descriptor(
    work: Path, facts: ReleaseFacts, options: ExportOptions, export: ExportReport, before: _Before | None
) -> dict[str, Any]:
    to_incidents = [{"fields": ["incident_id"], "reference": {"resource": "incidents", "fields": ["id"]}}]
    schemas = {
        "incidents": _schema(INCIDENT_COLUMNS, primaryKey=["id"]),
        "claims": _schema(CLAIM_COLUMNS, primaryKey=["incident_id", "number"], foreignKeys=to_incidents),
        "changes": _schema(CHANGE_COLUMNS, primaryKey=["id"]),
        "tombstones": _schema(TOMBSTONE_COLUMNS, primaryKey=["id"]),
    }
    resources: list[dict[str, Any]] = [
        {
            "name": name,
            "type": "table",
            "path": f"{name}.csv",
            "scheme": "file",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            **_sums(work / f"{name}.csv"),
            "schema": schema,
        }
        for name, schema in schemas.items()
    ]
    resources.append(
        {
            "name": "codebook",
            "path": "codebook.json",
            "scheme": "file",
            "format": "json",
            "mediatype": "application/json",
            "encoding": "utf-8",
            **_sums(work / "codebook.json"),
        }
    )
    return {
        "name": facts.name,
        "title": facts.title,
        "version": facts.version,
        "created": facts.created,
        **({"licenses": [{"name": facts.licence}]} if facts.licence else {}),
        "marsad": {
            "coder": __version__,
            "codebook": CODEBOOK_VERSION,
            "previous": before.version if before else None,
            "rules": options.rules.statement(),
            "filters": options.filters,
            "names_withheld": export.names,
            "points_coarsened": export.points,
        },
        "resources": resources,
    }


def _sums(path: Path) -> dict[str, Any]:
    return {"hash": f"sha256:{_sha256(path)}", "bytes": path.stat().st_size}
