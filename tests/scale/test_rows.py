"""The columns hold what an event says; row groups hold one week and few rows."""

from __future__ import annotations

import datetime as dt
import io

import pyarrow as pa

from marsad.article import Article
from marsad.coding.coder import Coder
from marsad.event import event_to_dict
from marsad.scale.rows import EVENT, PART, PartWriter, day_of, make_row, week_of
from marsad.sources.document import Document


def document(text="نص", **fields):
    return Document(Article(text, **fields), "a.warc")


def row(n, published=None, text="نص"):
    made = document(f"{text} {n}", published=published)
    return make_row(made, (), signature=b"", versions=("1", "2"), row=n)


def test_every_field_of_an_event_has_its_column(archive):
    text = archive.report(1)
    [event, *_] = Coder().code(Article(text, published=dt.date(2019, 12, 2)))
    record = event_to_dict(event)
    assert [field.name for field in EVENT] == [k for k in record if k not in ("coder_version", "lexicon_version")]
    for name in ("place", "claims", "acled", "plover"):
        value, column = record[name], EVENT.field(name).type
        if isinstance(value, list):
            value, column = value[0], column.value_type
        assert list(value) == [field.name for field in column]
    made = make_row(document(text), [event], signature=b"", versions=("1", "2"), row=0)
    assert made["text"] == text
    assert set(made) == set(PART.names)
    assert made["events"][0]["date"]["start"] == dt.date.fromisoformat(record["date"]["start"])


def test_the_week_is_that_of_publication_or_else_of_fetching():
    fetched = dt.datetime(2024, 1, 1, 0, 30, tzinfo=dt.timezone(dt.timedelta(hours=3)))
    assert week_of(day_of(Document(Article("نص"), "a", fetched_at=fetched))) == "2023-W52"
    assert week_of(day_of(document(published=dt.date(2024, 12, 30)))) == "2025-W01"
    assert week_of(day_of(document())) == "unknown"


def test_batches_hold_one_week_and_few_rows():
    out = io.BytesIO()
    writer = PartWriter(out)
    days = [dt.date(2020, 1, 1) + dt.timedelta(weeks=n * n % 37) for n in range(3000)]
    most = 0
    for n, day in enumerate(days):
        writer.add(row(n, day))
        most = max(most, writer._number)
    writer.close()
    assert most <= 1024
    file = pa.ipc.open_file(out.getvalue())
    rows_of: dict[str, list[int]] = {}
    for at, (week, number) in enumerate(writer.weeks):
        found = file.get_batch(at).to_pylist()
        assert (len(found), {r["week"] for r in found}) == (number, {week})
        rows_of.setdefault(week, []).extend(r["row"] for r in found)
    assert all(numbers == sorted(numbers) for numbers in rows_of.values())
    assert sorted(number for numbers in rows_of.values() for number in numbers) == list(range(3000))


def test_broken_characters_are_replaced_one_by_one():
    out = io.BytesIO()
    writer = PartWriter(out)
    made = row(0)
    writer.add({**made, "title": "قصف \ud800 سراقب", "text": "\udfff"})
    writer.close()
    [found] = pa.ipc.open_file(out.getvalue()).read_all().to_pylist()
    assert (found["title"], found["text"]) == ("قصف ? سراقب", "?")
