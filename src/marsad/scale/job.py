"""A file to be coded, and what became of it: the two values that travel between the driver and its workers."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True, order=True)
class Job:
    """One input file.

    Args:
        origin: path or s3:// address, as the user named it or as its folder lists it.
        size: bytes.
        modified: time of the last change, ISO with zone; "" where the file system tells none.
    """

    origin: str
    size: int
    modified: str

    @property
    def key(self) -> str:
        """Name of what is written for this file: its own name, made safe, with a digest of where it stands."""
        stem = _NOT_IN_NAMES.sub("-", self.origin.rsplit("/", 1)[-1])[-60:].strip("-.")
        return f"{stem}-{hashlib.sha256(self.origin.encode('utf-8', 'surrogateescape')).hexdigest()[:12]}"

    def to_json(self) -> str:
        """The job on one line."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, line: str) -> Job:
        """What `to_json` wrote."""
        return cls(**json.loads(line))


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be read or coded.

    Args:
        record: number of the line or record in its file; None for the file as a whole or where it has none.
        reason: one sentence.
    """

    record: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one file; its presence in the output says that the file is finished.

    Args:
        job: the file, as it was then.
        versions: (coder version, lexicon version).
        pages: articles read, those without events included.
        events: events coded in them.
        weeks: the week of each batch of the part, and its rows, in order.
        failures: in the order of the file.
        skipped: what was left aside on purpose, counted.
    """

    job: Job
    versions: tuple[str, str]
    pages: int = 0
    events: int = 0
    weeks: tuple[tuple[str, int], ...] = ()
    failures: tuple[Failure, ...] = ()
    skipped: Mapping[str, int] = field(default_factory=dict)

    def to_json(self) -> str:
        """The receipt as JSON; equal receipts give equal bytes."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @classmethod
    def from_json(cls, content: str | bytes) -> Receipt:
        """What `to_json` wrote."""
        record: dict[str, Any] = json.loads(content)
        return cls(
            job=Job(**record["job"]),
            versions=(record["versions"][0], record["versions"][1]),
            pages=record["pages"],
            events=record["events"],
            weeks=tuple((week, rows) for week, rows in record["weeks"]),
            failures=tuple(Failure(**failure) for failure in record["failures"]),
            skipped=record["skipped"],
        )
