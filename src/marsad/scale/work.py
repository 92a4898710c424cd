"""What a worker does: one file read, coded, written; its receipt last."""

from __future__ import annotations

import json
import os
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache

from marsad.coding.coder import Coder
from marsad.errors import ReadError
from marsad.scale.files import Folder, open_input, suffix_of
from marsad.scale.job import Failure, Job, Receipt
from marsad.scale.rows import PartWriter, make_row
from marsad.sources.document import Outcome, Skipped
from marsad.sources.inputs import read_stream
from marsad.sources.workers import Coding, code_one


def part_name(job: Job) -> str:
    """Where the pages of a file stand in the output folder."""
    return f"parts/{job.key}.arrow"


def receipt_name(job: Job) -> str:
    """Where its receipt stands."""
    return f"parts/{job.key}.arrow.json"  # not that of a part of another kind, which earlier versions wrote


def begun_name(job: Job) -> str:
    """Where it is noted that a worker has begun the file; gone when the run has ended."""
    return f"begun/{job.key}.json"


def read_receipt(folder: Folder, job: Job, versions: tuple[str, str]) -> Receipt | None:
    """The receipt of a file that is finished; None when it is not, has changed since, or other versions coded it."""
    content = folder.read(receipt_name(job))
    if content is None:
        return None
    receipt = Receipt.from_json(content)
    return receipt if (receipt.job, receipt.versions) == (job, versions) else None


@lru_cache(maxsize=1)
def shared_coder() -> Coding:
    """The coder of this process."""
    return Coder()


class FileWorker:
    """Codes files, one after the other, in a process of its own.

    Args:
        out: the output folder.
        make_coder: gives what codes; called once.
    """

    def __init__(self, out: str, make_coder: Callable[[], Coding] = shared_coder) -> None:
        self._folder = Folder(out)
        self._coder = make_coder()

    def run(self, job: Job) -> Receipt:
        """Codes a file, unless it is finished.

        Raises:
            OSError: when the output can't be written.
        """
        versions = self._coder.versions
        receipt = read_receipt(self._folder, job, versions)
        if receipt is None:
            self._note(job)
            receipt = self._code(job, versions)
            self._folder.write(receipt_name(job), receipt.to_json().encode())
        return receipt

    def _note(self, job: Job) -> None:
        """Notes who works on the file: shows whether it was begun before and never finished."""
        before = self._folder.read(begun_name(job))
        times = json.loads(before)["times"] if before else 0
        note = {"times": times + 1, "host": socket.gethostname(), "pid": os.getpid()}
        self._folder.write(begun_name(job), json.dumps(note).encode())

    def _code(self, job: Job, versions: tuple[str, str]) -> Receipt:
        failures: list[Failure] = []
        skipped: Counter[str] = Counter()
        pages = events = 0
        with self._folder.writing(part_name(job), lasting=True) as out:
            part = PartWriter(out)
            for outcome in _outcomes(job):
                if isinstance(outcome, Skipped):
                    skipped.update(outcome.counts)
                    continue
                if isinstance(outcome, ReadError):
                    failures.append(Failure(outcome.line, outcome.reason))
                    continue
                if not outcome.is_codable:
                    skipped["not Arabic"] += 1
                    continue
                coded = code_one(self._coder, outcome.article)
                if coded.error:
                    failures.append(Failure(outcome.line, coded.error))
                    continue
                part.add(make_row(outcome, coded.events, signature=coded.signature, versions=versions, row=pages))
                pages += 1
                events += len(coded.events)
            part.close()
        return Receipt(job, versions, pages, events, tuple(part.weeks), tuple(failures), dict(skipped))


def _outcomes(job: Job) -> Iterator[Outcome]:
    """What the file holds; a file that can't be opened is one failure."""
    try:
        stream = open_input(job.origin)
    except (OSError, ReadError) as error:
        yield ReadError(job.origin, f"can't be opened: {error}; check who may read it")
        return
    with stream:
        yield from read_stream(stream, job.origin, suffix_of(job.origin))
