"""Files are asked for again when workers die; one that kills every worker is given up, and it alone."""

from __future__ import annotations

import pytest

from marsad.errors import MarsadError
from marsad.scale import plan
from marsad.scale.engine import Engine, EngineError
from marsad.scale.files import Folder
from marsad.scale.job import Failure, Job, Receipt
from marsad.scale.work import begun_name, read_receipt, receipt_name

VERSIONS = ("1", "2")
JOBS = [Job(name, size, "") for name, size in (("a", 5), ("b", 1), ("c", 9), ("d", 3))]


class Workers:
    """Stands for the engine: a query ends with the first file that kills its worker, as Daft's native one does."""

    def __init__(self, folder: Folder, deadly: dict[str, int]) -> None:
        self.folder = folder
        self.deadly = deadly
        self.queries: list[str] = []

    def code_files(self, jobs, *, out, engine, workers):
        self.queries.append("".join(job.origin for job in jobs))
        for at, job in enumerate(jobs):
            for begun in jobs[at : at + workers]:
                self.folder.write(begun_name(begun), b'{"times": 1}')
            if self.deadly.get(job.origin, 0):
                self.deadly[job.origin] -= 1
                raise EngineError("RuntimeError: the process is gone\nand more")
            receipt = Receipt(job, VERSIONS, pages=1)
            self.folder.write(receipt_name(job), receipt.to_json().encode())
            yield receipt


@pytest.fixture
def run(tmp_path, monkeypatch):
    def go(deadly):
        folder = Folder(str(tmp_path / "out"))
        workers = Workers(folder, dict(deadly))
        monkeypatch.setattr(plan, "code_files", workers.code_files)
        made = plan.Plan(JOBS, folder=folder, versions=VERSIONS)
        list(made.run(Engine(workers=2)))
        return made, workers.queries

    return go


def test_the_longest_first(run):
    made, queries = run({})
    assert (queries, made.known, set(made.finished)) == (["cadb"], 0, set(JOBS))
    assert run({})[0].known == 4


def test_a_death_costs_a_repeat_and_nothing_else(run):
    made, queries = run({"a": 1})
    assert queries == ["cadb", "b", "a", "d"]
    assert all(receipt.pages == 1 for receipt in made.finished.values())


def test_a_file_that_kills_its_workers_is_given_up_alone(run, tmp_path):
    made, queries = run({"a": 99})
    assert queries == ["cadb", "b", "a", "a", "d"]
    assert {job.origin for job, receipt in made.finished.items() if receipt.failures} == {"a"}
    receipt = read_receipt(Folder(str(tmp_path / "out")), JOBS[0], VERSIONS)
    assert receipt.failures == (
        Failure(
            None,
            "the process that codes it dies (RuntimeError: the process is gone); nothing of this file is kept; "
            "give it more memory, and then --again",
        ),
    )


def test_an_engine_that_begins_nothing_is_no_reason_to_try_on(run, monkeypatch):
    def fail(*_args, **_options):
        raise EngineError("no cluster")
        yield

    made = run({})[0]
    made._pending = JOBS
    monkeypatch.setattr(plan, "code_files", fail)
    with pytest.raises(EngineError, match="no cluster"):
        list(made.run(Engine()))


def test_workers_of_other_versions_are_refused(run, monkeypatch):
    made = run({})[0]
    made._pending = JOBS
    monkeypatch.setattr(plan, "code_files", lambda jobs, **_: iter([Receipt(jobs[0], ("0", "2"))]))
    with pytest.raises(MarsadError, match="the workers run marsad 0/2, this machine 1/2"):
        list(made.run(Engine()))


def test_other_versions_and_failed_files_are_coded_again(run, tmp_path):
    run({"a": 99})
    folder = Folder(str(tmp_path / "out"))
    assert plan.Plan(JOBS, folder=folder, versions=("2", "2")).known == 0
    assert plan.Plan(JOBS, folder=folder, versions=VERSIONS).known == 4
    assert plan.Plan(JOBS, folder=folder, versions=VERSIONS, again=True).known == 3
