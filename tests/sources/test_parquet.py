"""Parquet sets: rows are articles, what is broken is named."""

from __future__ import annotations

import datetime as dt
import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from marsad.errors import ReadError
from marsad.sources.inputs import read_stream
from marsad.sources.parquet import read_parquet

TEXT = "قصفت قوات النظام بلدة سراقب أمس وأصيب ثلاثة مدنيين"


def packed(rows, **options):
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), out, **options)
    return out.getvalue()


def read(data):
    return list(read_parquet(io.BytesIO(data), "a.parquet"))


def test_rows_are_articles():
    rows = [{"id": n, "text": TEXT, "published": dt.date(2021, 1, 2), "other": [1]} for n in range(600)]
    documents = read(packed(rows, row_group_size=250))
    assert [d.line for d in documents] == list(range(1, 601))
    assert {d.article.published for d in documents} == {dt.date(2021, 1, 2)}
    assert [d.article.id for d in documents] == [str(n) for n in range(600)]


def test_a_row_without_text_is_one_failure():
    documents = read(packed([{"text": TEXT}, {"text": None}, {"text": TEXT}]))
    assert [isinstance(d, ReadError) for d in documents] == [False, True, False]
    assert documents[1].line == 2


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (packed([{"text": TEXT}])[:-9], "no whole Parquet file"),
        (b"", "no whole Parquet file"),
        (packed([{"body": TEXT}]), "no column 'text' or 'title'; there are: body"),
    ],
)
def test_what_is_no_such_file_is_named(data, reason):
    [failure] = read(data)
    assert reason in failure.reason


def test_a_broken_row_group_costs_its_rows():
    rows = [{"text": f"{TEXT} {n}"} for n in range(30)]
    data = bytearray(packed(rows, row_group_size=10, compression="zstd", use_dictionary=False))
    at = pq.ParquetFile(io.BytesIO(bytes(data))).metadata.row_group(1).column(0).data_page_offset
    data[at : at + 30] = b"\xff" * 30
    found = read(bytes(data))
    [failure] = [d for d in found if isinstance(d, ReadError)]
    assert "rows 11 and after are broken" in failure.reason
    assert [d.line for d in found if not isinstance(d, ReadError)] == [*range(1, 11), *range(21, 31)]


def test_streams_are_known_by_their_beginning():
    data = packed([{"text": TEXT}])
    [document] = read_stream(io.BytesIO(data), "-")
    assert document.article.text == TEXT


def test_a_pipe_is_refused():
    class Pipe(io.BytesIO):
        def seekable(self):
            return False

    [failure] = read_parquet(Pipe(packed([{"text": TEXT}])), "-")
    assert "can't be read from a pipe" in failure.reason
