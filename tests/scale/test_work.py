"""One file: what is in it is coded, what is broken in it is counted, and it is coded once."""

from __future__ import annotations

import gzip
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from marsad.scale.files import Folder, list_inputs
from marsad.scale.work import FileWorker, begun_name, part_name, receipt_name


@pytest.fixture(scope="module")
def make_worker(tmp_path_factory):
    return lambda: FileWorker(str(tmp_path_factory.mktemp("out")))


def code(worker, path):
    [job], problems = list_inputs([str(path)], worker._folder.name)
    assert problems == []
    return worker.run(job)


def rows(worker, receipt):
    with pa.ipc.open_file(worker._folder.path(part_name(receipt.job))) as part:
        return part.read_all().to_pylist()


def test_a_row_a_page(archive, make_worker, tmp_path):
    worker = make_worker()
    receipt = code(worker, archive.write(tmp_path / "a.warc.gz", range(20), every=5))
    assert (receipt.pages, receipt.failures, receipt.skipped) == (4, (), {"not Arabic": 16})
    found = rows(worker, receipt)
    assert sorted(row["url"] for row in found) == [f"https://news.example/{n}" for n in (0, 10, 15, 5)]
    assert receipt.events == sum(len(row["events"]) for row in found) >= 4
    event = next(row for row in found if row["url"].endswith("/0"))["events"][0]
    assert event["fatalities"]["min"] >= 3
    assert json.loads(event["evidence"])["trigger"]


def corrupt(members):
    middle = len(members[2]) // 2
    members[2] = members[2][:middle] + b"\x00" * 40 + members[2][middle + 40 :]
    return b"".join(members)


def truncated(members):
    return b"".join(members)[: -len(members[-1]) // 2]


@pytest.mark.parametrize(
    ("damage", "pages"), [(corrupt, 5), (truncated, 5), (lambda _: b"", 0)], ids=["corrupt", "truncated", "empty"]
)
def test_what_is_broken_costs_one_failure(archive, make_worker, tmp_path, damage, pages):
    path = tmp_path / "a.warc.gz"
    path.write_bytes(damage(archive.members(range(6))))
    receipt = code(make_worker(), path)
    assert (len(receipt.failures), receipt.pages) == (1, pages), receipt.failures


def test_a_page_of_50_megabytes_is_one_failure(archive, make_worker, tmp_path):
    huge = archive.arabic(1).replace(b"</body>", b"<p>" + b"\xd8\xa7" * (25 << 20) + b"</p></body>")
    members = archive.members(range(4))
    members.insert(2, gzip.compress(archive.record("https://news.example/huge", huge), 1))
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(members))
    receipt = code(make_worker(), path)
    assert receipt.pages == 4
    [failure] = receipt.failures
    assert "https://news.example/huge: larger than" in failure.reason


def test_sets_of_articles(archive, make_worker, tmp_path):
    records = [
        {"id": f"r{n}", "source": "وكالة", "published": "2019-12-02", "title": "", "text": archive.report(n)}
        for n in range(3)
    ]
    lines = tmp_path / "a.jsonl"
    lines.write_text("".join(json.dumps(r) + "\n" for r in records[:2]) + "{broken\n", encoding="utf-8")
    table = tmp_path / "a.parquet"
    pq.write_table(pa.Table.from_pylist(records), table)
    worker = make_worker()
    one, other = code(worker, lines), code(worker, table)
    assert (one.pages, [f.record for f in one.failures], other.pages, other.failures) == (2, [3], 3, ())
    same = [{**row, "origin": None} for row in rows(worker, other)[:2]]
    assert [{**row, "origin": None} for row in rows(worker, one)] == same


def test_a_finished_file_is_left_alone_until_it_changes(archive, make_worker, tmp_path):
    worker = make_worker()
    path = archive.write(tmp_path / "a.warc.gz", range(2))
    receipt = code(worker, path)
    folder = Folder(worker._folder.name)
    folder.remove(begun_name(receipt.job))
    assert code(worker, path) == receipt
    assert folder.read(begun_name(receipt.job)) is None, "it was begun again"
    changed = code(worker, archive.write(path, range(3)))
    assert changed.pages == 3
    assert folder.read(receipt_name(changed.job)) == changed.to_json().encode()


def test_what_the_coder_fails_on_is_named(archive, tmp_path):
    class Failing:
        versions = ("1", "2")

        def code(self, article):
            if "/1" in article.url:
                raise ValueError("no")
            return ()

    receipt = code(FileWorker(str(tmp_path / "out"), Failing), archive.write(tmp_path / "a.warc.gz", range(3)))
    assert receipt.pages == 2
    [failure] = receipt.failures
    assert (failure.record, "ValueError: no" in failure.reason) == (2, True)
