"""The second pass: pages printed again are set apart, and what is left is laid out by week.

Goes over the parts in an order of its own (week, day, file, page), so that nothing hangs on which worker coded what
and when. Holds the signatures of two weeks, and the pages of one batch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from marsad.corroboration.reprints import Reprints
from marsad.scale.files import Folder
from marsad.scale.job import Receipt
from marsad.scale.rows import COMPRESSION, NO_WEEK, PAGE, PART
from marsad.scale.work import part_name

_MARKS = ["article_id", "day", "row", "signature", "outlet", "url"]
_REPRINT = pa.schema(
    [
        *((name, pa.string()) for name in ("article_id", "reprint_of", "outlet", "url", "origin", "week")),
        ("day", pa.date32()),
    ]
)
_FAILURE = pa.schema([("origin", pa.string()), ("record", pa.int64()), ("reason", pa.string())])


@dataclass(frozen=True, slots=True)
class _Mark:
    """What of a page tells whether it was printed before."""

    day: Any
    file: int
    row: int
    article_id: str
    signature: bytes
    outlet: str | None
    url: str | None


class Weeks:
    """The parts by week.

    Args:
        receipts: of the files, in the order of their names.
        folder: the output.
    """

    def __init__(self, receipts: Sequence[Receipt], folder: Folder) -> None:
        self._receipts = receipts
        self._folder = folder
        self._batches: defaultdict[str, dict[int, list[int]]] = defaultdict(dict)
        for file, receipt in enumerate(receipts):
            for batch, (week, _) in enumerate(receipt.weeks):
                self._batches[week].setdefault(file, []).append(batch)

    def names(self) -> list[str]:
        """The weeks, in order; the pages without a day last."""
        return sorted(self._batches)

    def origin(self, file: int) -> str:
        """Name of a file."""
        return self._receipts[file].job.origin

    def tables(self, week: str, columns: Sequence[str]) -> Iterator[tuple[int, Any]]:
        """(number of the file, pyarrow.Table) for each batch of a week, in the order of files and pages."""
        wanted = pa.ipc.IpcReadOptions(included_fields=[PART.get_field_index(name) for name in columns])
        for file, batches in self._batches[week].items():
            with (
                self._folder.open(part_name(self._receipts[file].job)) as stream,
                pa.ipc.open_file(stream, options=wanted) as part,
            ):
                for batch in batches:
                    yield file, pa.Table.from_batches([part.get_batch(batch)])

    def marks(self, week: str) -> list[_Mark]:
        """The pages of a week in the order in which they count as having appeared."""
        found = [
            _Mark(r["day"], file, r["row"], r["article_id"], r["signature"], r["outlet"], r["url"])
            for file, table in self.tables(week, _MARKS)
            for r in table.to_pylist()
        ]
        return sorted(found, key=lambda mark: (mark.day is not None, mark.day, mark.file, mark.row))


class _Repeats:
    """Tells week after week which pages are further prints of one that came before."""

    def __init__(self) -> None:
        self._last: list[_Mark] = []
        self._first_of: dict[str, str] = {}

    def of(self, marks: list[_Mark]) -> dict[tuple[int, int], str]:
        """By (file, row) the first print's article id, for each page of the week that is a further one."""
        index = Reprints()
        for mark in self._last:  # what was printed a week ago may be printed again
            index.add(mark.article_id, mark.signature, mark.day)
        known = dict(self._first_of)
        seen = {mark.article_id for mark in self._last}
        out: dict[tuple[int, int], str] = {}
        for mark in marks:
            first = index.add(mark.article_id, mark.signature, mark.day)
            first = known.get(first, first)
            if mark.article_id in seen or first != mark.article_id:
                out[mark.file, mark.row] = first
            seen.add(mark.article_id)
            known.setdefault(mark.article_id, first)
        self._first_of = {mark.article_id: known[mark.article_id] for mark in marks}
        self._last = marks
        return out


def finish(receipts: Sequence[Receipt], folder: Folder) -> int:
    """Writes the pages by week, the further prints and the failures; takes weeks of an earlier run away.

    Args:
        receipts: of all files.
        folder: the output.

    Returns:
        How many pages were further prints.
    """
    weeks = Weeks(sorted(receipts, key=lambda receipt: receipt.job.origin), folder)
    repeats = _Repeats()
    written = set()
    total = 0
    with (
        folder.writing("reprints.parquet") as out,
        pq.ParquetWriter(out, _REPRINT, compression=COMPRESSION) as reprints,
    ):
        for week in weeks.names():
            marks = weeks.marks(week)
            if week == NO_WEEK:
                repeats = _Repeats()  # of unknown days, known only among themselves
            again = repeats.of(marks)
            total += len(again)
            if again:
                reprints.write_table(_reprint_table(marks, again, weeks, week))
            if len(again) < len(marks):
                name = f"pages/week={week}/pages.parquet"
                _write_week(folder, name, weeks, week, again)
                written.add(name)
    for name in folder.names("pages", ".parquet"):
        if name not in written:
            folder.remove(name)
    _write_failures(receipts, folder)
    return total


def _reprint_table(marks: list[_Mark], again: dict[tuple[int, int], str], weeks: Weeks, week: str) -> Any:
    rows = [
        {
            "article_id": mark.article_id,
            "reprint_of": again[mark.file, mark.row],
            "outlet": mark.outlet,
            "url": mark.url,
            "origin": weeks.origin(mark.file),
            "week": week,
            "day": mark.day,
        }
        for mark in marks
        if (mark.file, mark.row) in again
    ]
    return pa.Table.from_pylist(rows, schema=_REPRINT)


def _write_week(folder: Folder, name: str, weeks: Weeks, week: str, again: dict[tuple[int, int], str]) -> None:
    """The pages of a week that are no further prints."""
    with folder.writing(name) as out, pq.ParquetWriter(out, PAGE, compression=COMPRESSION) as writer:
        for file, table in weeks.tables(week, [*PAGE.names, "row"]):
            kept = pa.array([(file, row) not in again for row in table["row"].to_pylist()], pa.bool_())
            pages = table.filter(kept).select(PAGE.names)
            if pages.num_rows:
                writer.write_table(pages)


def _write_failures(receipts: Sequence[Receipt], folder: Folder) -> None:
    rows = [
        {"origin": receipt.job.origin, "record": failure.record, "reason": failure.reason}
        for receipt in sorted(receipts, key=lambda receipt: receipt.job.origin)
        for failure in receipt.failures
    ]
    with folder.writing("failures.parquet") as out:
        pq.write_table(pa.Table.from_pylist(rows, schema=_FAILURE), out, compression=COMPRESSION)
