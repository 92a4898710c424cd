"""`marsad ingest` as a user meets it: what is kept, what is said, and that a killed run loses and repeats nothing."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time

import psutil
import pytest
from sqlalchemy import func, select

from marsad import Coder
from marsad.cli import coding
from marsad.cli.main import run
from marsad.store import open_store
from marsad.store.tables import ArticleRow, Base

DATE = ("--published", "2021-07-28")


def write(path, *records):
    lines = (record if isinstance(record, str) else json.dumps(record, ensure_ascii=False) for record in records)
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path


def test_articles_are_kept_under_their_ids_with_events_and_incidents(marsad, url, tmp_path, report):
    path = write(tmp_path / "a.jsonl", {"id": "b", "text": report, "source": "وكالة"}, {"id": 7, "text": "لا حدث"})
    ran = marsad("ingest", path, "--db", url, *DATE)
    assert (ran.status, ran.err) == (0, "")
    assert "2 articles read: 2 new, 0 new versions, 0 known; 1 events coded; 0 failures; 1 incidents" in ran.out
    with open_store(url) as store:
        assert [v.article.id for v in store.articles()] == ["b", "7"]
        assert store.article("b").current.origin == str(path)
        assert [incident.articles for incident in store.incidents()] == [("b",)]
        assert store.runs()[0].counts["new"] == 2


def test_a_second_run_changes_nothing(marsad, url, tmp_path, report):
    path = write(tmp_path / "a.jsonl", {"id": "a", "text": report}, {"text": report + "."}, "{broken")
    marsad("ingest", path, "--db", url, *DATE)
    before = contents(url)
    ran = marsad("ingest", path, "--db", url, *DATE)
    assert ran.status == 1
    assert "0 new, 0 new versions, 2 known; 0 events coded; 1 failures" in ran.out
    assert contents(url) == before


def test_what_fails_is_named_kept_and_tried_again(marsad, url, tmp_path, report, monkeypatch):
    path = write(
        tmp_path / "a.jsonl",
        {"id": "1", "text": "عطل في هذا النص العربي"},
        "{broken",
        {"id": "3", "text": "انهيار في هذا النص العربي"},
        {"id": "4", "text": report},
    )
    ran = marsad("ingest", path, "--db", url, *DATE)
    assert ran.status == 1
    assert "a.jsonl:1: article 1: places: a step failed" in ran.err
    assert "a.jsonl:2: broken JSON" in ran.err
    assert "a.jsonl:3: the coder failed (KeyError" in ran.err
    assert "3 articles read: 3 new" in ran.out
    with open_store(url) as store:
        kept = [(f.step, f.line, f.article_id, f.is_mended) for f in store.failures()]
        assert kept == [("code", 1, "1", False), ("read", 2, None, False), ("code", 3, "3", False)]
        assert len(list(store.told())) == 1
    monkeypatch.setattr(coding, "make_coder", _Mended)
    assert run(["ingest", str(path), "--db", url, *DATE]) == 1
    with open_store(url) as store:
        assert [f.is_mended for f in store.failures()] == [True, False, True]


class _Mended:
    versions = ("0", "0")

    def code(self, _article):
        return ()


def test_notes_are_given_once(marsad, url, tmp_path):
    path = write(tmp_path / "a.jsonl", {"id": "a", "text": "English only, no Arabic"})
    assert "no events" in marsad("ingest", path, "--db", url).err
    assert marsad("ingest", path, "--db", url).err == ""
    with open_store(url) as store:
        assert not store.article("a").current.is_codable


def test_a_database_that_can_not_be_opened_is_one_clear_line(marsad, tmp_path):
    ran = marsad("ingest", tmp_path, "--db", "mysql://h/x")
    assert ran.status == 1
    assert ran.err == "marsad: mysql://h/x: Marsad keeps its store in SQLite or PostgreSQL, not in mysql\n"


# A killed run

TOWNS = ["سراقب", "تدمر", "الرستن", "درعا", "منبج", "الباب"]
ACTS = [
    "قصفت قوات النظام بالمدفعية مدينة {} أمس، ما أدى إلى مقتل {} مدنيين.",
    "شن الطيران الحربي غارات على مدينة {} أمس، وقتل {} أشخاص.",
    "انفجرت سيارة مفخخة في مدينة {} أمس وقتل فيها {} مدنيين.",
    "تحدث وزير عن الاقتصاد في مدينة {} وعن {} مشاريع.",
]


def reports():
    """Reports of invented acts: edits under the same id or address, broken lines, reprints, articles without id."""
    rng = random.Random(5)  # noqa: S311
    for n in range(420):
        text = rng.choice(ACTS).format(rng.choice(TOWNS), rng.randint(3, 9))
        text += f" وقال مراسلنا إن ذلك جاء في التقرير رقم {rng.randint(1, 300)}."
        record = {"source": f"منبر {n % 9}", "published": f"2021-07-{1 + n // 20:02}", "title": "", "text": text}
        if n % 3:
            record["id"] = f"r{n if n % 10 else n - 20}"
        elif n % 4:
            record["url"] = f"https://{n % 9}.example/{n // 60}"
        yield "{broken" if n % 97 == 5 else record


def contents(url):
    """All that the store holds, but for the times at which things were done and the runs that did them."""
    left_out = {"at", "first_seen", "coded_at", "run_id", "changed_at"}
    found = {}
    with open_store(url) as store, store.reading() as connection:
        for table in Base.metadata.sorted_tables:
            if table.name != "runs":
                columns = [column for column in table.columns if column.name not in left_out]
                found[table.name] = sorted(map(repr, connection.execute(select(*columns)).all()))
        found["search"] = [hit.version.id for hit in store.search("قصف", limit=1000, old_versions=True)]
    return found


def articles_in(store):
    with store.reading() as connection:
        return connection.scalar(select(func.count()).select_from(ArticleRow))


def start(path, url, jobs):
    program = "from marsad.cli.main import main; main()"
    command = [sys.executable, "-c", program, "ingest", str(path), "--db", url, "--jobs", str(jobs)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603


@pytest.fixture(scope="module")
def coder():
    return Coder()


def test_killed_at_any_moment_and_started_again_it_equals_an_uninterrupted_run(
    backend, empty_url, tmp_path, monkeypatch, coder
):
    path = write(tmp_path / "reports.jsonl", *reports())
    whole = f"sqlite:///{tmp_path / 'whole.db'}"
    monkeypatch.setattr(coding, "make_coder", lambda: coder)
    assert run(["ingest", str(path), "--db", whole, "--jobs", "1"]) == 1  # broken lines
    expected = contents(whole)
    rng = random.Random(backend)  # noqa: S311
    with open_store(empty_url) as store:
        for jobs in (1, 2, 1):
            aim = articles_in(store) + rng.randint(1, 60)
            process = start(path, empty_url, jobs)
            workers = []
            while articles_in(store) < aim and process.poll() is None:
                time.sleep(rng.random() / 10)
            if process.poll() is None:
                workers = psutil.Process(process.pid).children(recursive=True)
                os.kill(process.pid, signal.SIGKILL)
            process.wait()
            psutil.wait_procs(workers, timeout=20)
            assert not any(worker.is_running() for worker in workers), "a killed run leaves no worker behind"
        assert articles_in(store) < len(expected["articles"]), "killed too late to show anything"
    assert run(["ingest", str(path), "--db", empty_url, "--jobs", "1"]) == 1
    assert contents(empty_url) == expected
    assert expected["events"]
    assert len(expected["versions"]) > len(expected["articles"])
