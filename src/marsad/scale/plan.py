"""Which files are still to be coded, and what happens when a worker dies of one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from marsad.errors import MarsadError
from marsad.scale.engine import Engine, EngineError, code_files
from marsad.scale.files import UNFINISHED, Folder
from marsad.scale.job import Failure, Job, Receipt
from marsad.scale.work import begun_name, read_receipt, receipt_name

_ALONE = 2  # deaths of a file that is coded alone, after which it is given up

Coding = Callable[[Sequence[Job], int], Iterator[Receipt]]


class Plan:
    """The files of a run.

    Args:
        jobs: all files.
        folder: the output.
        versions: (coder version, lexicon version); what others coded is coded again.
        again: code again the files in which something failed.
    """

    def __init__(self, jobs: Sequence[Job], *, folder: Folder, versions: tuple[str, str], again: bool = False) -> None:
        self._folder = folder
        self._versions = versions
        self.finished: dict[Job, Receipt] = {}
        self.known = 0
        for name in folder.names("begun", ".json"):
            folder.remove(name)  # of a run that was killed: what it had begun is begun anew
        for job in jobs:
            receipt = read_receipt(folder, job, versions)
            if receipt is not None and again and receipt.failures:
                folder.remove(receipt_name(job))
            elif receipt is not None:
                self.finished[job] = receipt
        self.known = len(self.finished)
        # The longest first, so that no worker sits over a long one at the end while the others wait.
        self._pending = sorted((job for job in jobs if job not in self.finished), key=lambda job: (-job.size, job))

    def run(self, engine: Engine) -> Iterator[Receipt]:
        """Codes what is pending; receipts as they come.

        A file at which a worker died is coded again alone, so that the one that kills workers is found, and is
        given up, with its reason, when it does so again.

        Raises:
            EngineError: when the engine fails without having begun a file.
            MarsadError: when the workers' coder or tables are others than this machine's.
        """
        fresh, suspects = self._pending, list[Job]()
        while fresh:
            try:
                yield from self._code(fresh, engine, engine.workers)
                fresh = []
            except EngineError as error:
                fresh, begun = self._split(fresh)
                if not begun:
                    raise EngineError(f"{error}; give the same command again: what is finished is kept") from error
                suspects += begun
        for job in suspects:
            yield from self._alone(job, engine)

    def _code(self, jobs: Sequence[Job], engine: Engine, workers: int) -> Iterator[Receipt]:
        for receipt in code_files(jobs, out=self._folder.name, engine=engine, workers=workers):
            if receipt.versions != self._versions:
                theirs, ours = ("/".join(versions) for versions in (receipt.versions, self._versions))
                raise MarsadError(f"the workers run marsad {theirs}, this machine {ours}; install the same on all")
            self.finished[receipt.job] = receipt
            yield receipt

    def _split(self, jobs: Sequence[Job]) -> tuple[list[Job], list[Job]]:
        """(files not begun, files begun and not finished); keeps the receipts that were on their way."""
        fresh: list[Job] = []
        begun: list[Job] = []
        names = set(self._folder.names("begun", ".json"))
        for job in jobs:
            receipt = self.finished.get(job) or read_receipt(self._folder, job, self._versions)
            if receipt is not None:
                self.finished[job] = receipt
            else:
                (begun if begun_name(job) in names else fresh).append(job)
        return fresh, begun

    def _alone(self, job: Job, engine: Engine) -> Iterator[Receipt]:
        for _ in range(_ALONE):
            try:
                yield from self._code([job], engine, 1)
            except EngineError as error:
                reason = str(error).splitlines()[0]
            else:
                return
        dies = f"the process that codes it dies ({reason[:200]}); nothing of this file is kept"
        failure = Failure(None, f"{dies}; give it more memory, and then --again")
        receipt = Receipt(job, self._versions, failures=(failure,))
        self._folder.write(receipt_name(job), receipt.to_json().encode())
        self.finished[job] = receipt
        yield receipt

    def end(self) -> int:
        """Takes the notes of what was begun away; gives how many times a file was begun again."""
        repeats = 0
        for name in self._folder.names("begun", ".json"):
            repeats += json.loads(self._folder.read(name) or '{"times": 1}')["times"] - 1
            self._folder.remove(name)
        for name in self._folder.names("parts", UNFINISHED):
            self._folder.remove(name)  # what a worker that died was writing
        return repeats
