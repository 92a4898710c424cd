"""The second pass: further prints are set apart, and nothing hangs on the order in which the parts came."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from marsad.scale.files import Folder, list_inputs
from marsad.scale.finish import finish
from marsad.scale.work import FileWorker


class Nothing:
    """Codes nothing, at once."""

    versions = ("1", "2")

    def code(self, article):
        return ()


@pytest.fixture
def sets(archive, tmp_path):
    """Three files: "b" prints a report of "a" the day after, "c" three days and two weeks after, and without a day."""

    def write(name, *articles):
        lines = [
            {"id": key, "source": name, "published": day and str(day), "title": f"{name} {key}", "text": text}
            for key, day, text in articles
        ]
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / f"in/{name}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))

    sunday = dt.date(2019, 12, 1)
    text, other = archive.report(1), archive.report(2)
    write("a", ("a1", sunday, text), ("a2", sunday, other), ("a1", sunday, text))
    write("b", ("b1", sunday + dt.timedelta(days=1), f"موقع الخبر\n{text}"))
    write(
        "c",
        ("c1", sunday + dt.timedelta(days=3), text),
        ("c2", sunday + dt.timedelta(days=17), text),
        ("c3", None, text),
        ("c4", None, text),
    )
    return tmp_path / "in"


def run(inputs: Path, out: Path, *, backwards: bool = False) -> int:
    jobs, _ = list_inputs([str(inputs)], str(out))
    worker = FileWorker(str(out), Nothing)
    receipts = [worker.run(job) for job in (reversed(jobs) if backwards else jobs)]
    return finish(receipts, Folder(str(out)))


def test_further_prints_are_set_apart(sets, tmp_path):
    assert run(sets, tmp_path / "out") == 4
    pages = ds.dataset(tmp_path / "out/pages", partitioning="hive").to_table().to_pylist()
    kept = [(page["week"], page["article_id"]) for page in pages]
    assert kept == [("2019-W48", "a1"), ("2019-W48", "a2"), ("2019-W51", "c2"), ("unknown", "c3")]
    again = pq.read_table(tmp_path / "out/reprints.parquet").to_pylist()
    assert [(r["article_id"], r["reprint_of"], r["outlet"], r["week"]) for r in again] == [
        ("a1", "a1", "a", "2019-W48"),
        ("b1", "a1", "b", "2019-W49"),
        ("c1", "a1", "c", "2019-W49"),
        ("c4", "c3", "c", "unknown"),
    ]


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_the_order_in_which_files_are_coded_changes_no_byte(sets, tmp_path):
    run(sets, tmp_path / "one")
    run(sets, tmp_path / "other", backwards=True)
    one = contents(tmp_path / "one")
    assert one == contents(tmp_path / "other")
    assert len(one) == 3 * 3 + 3 + 2  # note, part and receipt of each file; the weeks; reprints and failures


def test_weeks_and_failures_follow_the_inputs(sets, tmp_path):
    out = tmp_path / "out"
    run(sets, out)
    (sets / "c.jsonl").write_text("{broken\n")
    run(sets, out)
    assert sorted(p.parent.name for p in (out / "pages").rglob("*.parquet")) == ["week=2019-W48"]
    [failure] = pq.read_table(out / "failures.parquet").to_pylist()
    assert (failure["origin"], failure["record"]) == (str(sets / "c.jsonl"), 1)


def test_nothing_read_gives_empty_tables(tmp_path):
    assert finish([], Folder(str(tmp_path / "out"))) == 0
    assert pq.read_table(tmp_path / "out/reprints.parquet").num_rows == 0
    assert pq.read_table(tmp_path / "out/failures.parquet").num_rows == 0
