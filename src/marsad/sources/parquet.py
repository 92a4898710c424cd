"""Parquet sets of articles to documents: a row an article, in the columns of JSON lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from marsad.errors import ReadError
from marsad.sources.document import Document, record_to_document

_COLUMNS = ("id", "url", "source", "published", "title", "text", "language")
_ROWS = 256  # held at a time


def read_parquet(stream: BinaryIO, origin: str) -> Iterator[Document | ReadError]:
    """A document or a failure for every row; a row group that is broken is one failure, those after it are read.

    Args:
        stream: bytes of the file; must allow seeking, for its table of contents stands at the end.
        origin: what to name in an error.
    """
    if not stream.seekable():
        yield ReadError(origin, "a Parquet file can't be read from a pipe; give the file itself")
        return
    try:
        file = pq.ParquetFile(stream)
        columns = [name for name in file.schema_arrow.names if name in _COLUMNS]
    except (pa.ArrowException, OSError) as error:
        yield ReadError(origin, f"no whole Parquet file: {error}; get or write it again")
        return
    if "text" not in columns and "title" not in columns:
        there = ", ".join(file.schema_arrow.names[:8])
        yield ReadError(origin, f"no column 'text' or 'title'; there are: {there}; name the one with the report 'text'")
        return
    if not file.metadata.num_rows:
        yield ReadError(origin, "empty: there is no article in it; is it the right file?")
    first = 1
    for group in range(file.metadata.num_row_groups):
        number = first
        try:
            for batch in file.iter_batches(_ROWS, row_groups=[group], columns=columns):
                for record in batch.to_pylist():
                    try:
                        yield record_to_document(record, origin, number)
                    except ReadError as error:
                        yield error
                    number += 1
        except (pa.ArrowException, OSError) as error:
            reason = f"rows {number:,} and after are broken: {error}; get or write the file again"
            yield ReadError(origin, reason, number)
        first += file.metadata.row_group(group).num_rows
