"""For real: a set of thousands of pages, Daft on this machine and on a Ray cluster, workers killed at their work."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from marsad.scale.files import Folder, list_inputs
from marsad.scale.finish import finish
from marsad.scale.run import Options, scale
from marsad.scale.work import FileWorker

PAGES = 3000
ARABIC = 60


@pytest.fixture(scope="module")
def inputs(archive, tmp_path_factory) -> Path:
    """Four archives of English pages with some Arabic ones, one of them longer than the others."""
    folder = tmp_path_factory.mktemp("sets")
    archive.write(folder / "long.warc.gz", range(1500), every=50)
    for n in range(3):
        archive.write(folder / f"short-{n}.warc.gz", range(1500 + 500 * n, 2000 + 500 * n), every=50)
    return folder


def start(*arguments: str, seed: int = 0) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - this interpreter
        [sys.executable, "-c", "from marsad.cli.main import main; main()", "scale", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONHASHSEED": str(seed)},
    )


def kill_worker_of(name: str, out: Path, process: subprocess.Popen[str]) -> None:
    """Kills the worker that has begun a file, once."""
    while not (notes := list((out / "begun").glob(f"{name}*.json"))):
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)
    os.kill(json.loads(notes[0].read_text())["pid"], signal.SIGKILL)
    assert not list((out / "parts").glob(f"{name}*")), "the file was finished before its worker was killed"


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def expected(inputs, tmp_path_factory) -> dict[str, bytes]:
    """What one process writes that codes file after file, the last one first; the manifest left out."""
    out = tmp_path_factory.mktemp("expected")
    jobs, _ = list_inputs([str(inputs)], str(out))
    worker = FileWorker(str(out))
    finish([worker.run(job) for job in reversed(jobs)], Folder(str(out)))
    return {name: data for name, data in contents(out).items() if not name.startswith("begun/")}


def check(out: Path, expected: dict[str, bytes]) -> None:
    found = contents(out)
    manifest = json.loads(found.pop("manifest.json"))
    assert found == expected
    assert (manifest["pages"], manifest["skipped"]) == (ARABIC, {"not Arabic": PAGES - ARABIC})
    assert ds.dataset(out / "pages", partitioning="hive").count_rows() == ARABIC - manifest["reprints"]


@pytest.mark.parametrize("runner", ["native", "ray"])
def test_a_killed_worker_loses_nothing(inputs, expected, tmp_path, runner):
    out = tmp_path / "out"
    process = start(str(inputs), "-o", str(out), "--workers", "2", "--runner", runner, seed=3)
    kill_worker_of("long", out, process)
    printed, said = process.communicate(timeout=120)
    assert process.returncode == 0, said
    check(out, expected)
    assert f"4 files (0 finished before): {ARABIC} Arabic pages" in printed
    repeats = int(said.partition(" files begun again")[0].rpartition(" ")[2])
    # Daft's native runner gives up the query, and so the file of the other process too.
    assert repeats == 1 if runner == "ray" else 1 <= repeats <= 2, said


def test_a_run_that_was_killed_goes_on(inputs, expected, tmp_path):
    out = tmp_path / "out"
    process = start(str(inputs), "-o", str(out), "--workers", "1", seed=5)
    while not list((out / "parts").glob("long*.json")):
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)
    process.kill()
    process.communicate()
    before = {p: p.stat().st_mtime_ns for p in (out / "parts").glob("long*")}
    process = start(str(inputs), "-o", str(out), "--workers", "1")
    printed, said = process.communicate(timeout=120)
    assert process.returncode == 0, said
    assert "(0 finished before)" not in printed
    check(out, expected)
    assert {p: p.stat().st_mtime_ns for p in before} == before


def test_what_failed_is_told_and_kept(archive, tmp_path, monkeypatch):
    good = archive.write(tmp_path / "in/good.warc.gz", range(2))
    empty = tmp_path / "in/empty.warc.gz"
    empty.touch()
    told = []
    out = tmp_path / "out"
    monkeypatch.setattr("marsad.scale.run.start", lambda _: None)
    monkeypatch.setattr(
        "marsad.scale.plan.code_files", lambda jobs, *, out, **_: map(FileWorker(out).run, jobs)
    )  # in this process
    summary = scale([str(good), str(empty), "nowhere"], str(out), options=Options(), on_problem=told.append)
    assert (summary.files, summary.pages, summary.failures) == (2, 2, 1)
    assert [problem.source for problem in told] == ["nowhere", str(empty)]
    [failure] = pq.read_table(out / "failures.parquet").to_pylist()
    assert (failure["origin"], failure["reason"]) == (str(empty), told[1].reason)
    assert scale([str(good), str(empty)], str(out), options=Options(), on_problem=told.append).known == 2
