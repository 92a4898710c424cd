"""A run from beginning to end: list, code what is not finished, lay out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from marsad.errors import ReadError
from marsad.scale.engine import Engine, start
from marsad.scale.files import Folder, list_inputs
from marsad.scale.finish import finish
from marsad.scale.job import Receipt
from marsad.scale.plan import Plan
from marsad.scale.work import shared_coder


@dataclass(frozen=True, slots=True)
class Options:
    """How to run.

    Args:
        engine: where the files are coded.
        again: code again the files in which something failed.
    """

    engine: Engine = field(default_factory=Engine)
    again: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run left in its folder.

    Args:
        files: inputs; `known` of them were finished by an earlier run.
        pages: Arabic pages read; `reprints` of them are further prints of another.
        events: coded, those in further prints included.
        repeats: how many times a file was begun again because its worker died.
        skipped: what was left aside on purpose, counted.
    """

    files: int
    known: int
    pages: int
    reprints: int
    events: int
    failures: int
    repeats: int
    skipped: Mapping[str, int]


def scale(
    inputs: Sequence[str],
    out: str,
    *,
    options: Options,
    on_problem: Callable[[ReadError], None],
    on_receipt: Callable[[Receipt], None] = lambda _: None,
) -> Summary:
    """Codes files into a folder; what an earlier run finished there is not coded again.

    Args:
        inputs: files, folders and globs, local or s3://.
        out: the folder; local or s3://.
        options: how.
        on_problem: told of each input that stands for no file, then of each failure within files, in order.
        on_receipt: told of each file as it is finished.

    Raises:
        ReadError: when the output can't be reached.
        EngineError: when Daft or Ray is missing or gives up.
    """
    jobs, problems = list_inputs(inputs, out)
    for problem in problems:
        on_problem(problem)
    folder = Folder(out)
    folder.remove("manifest.json")  # stands only beside a whole output
    plan = Plan(jobs, folder=folder, versions=shared_coder().versions, again=options.again)
    if len(plan.finished) < len(jobs):
        start(options.engine)
        for receipt in plan.run(options.engine):
            on_receipt(receipt)
    receipts = [plan.finished[job] for job in jobs]
    reprints = finish(receipts, folder)
    for receipt in receipts:
        for failure in receipt.failures:
            on_problem(ReadError(receipt.job.origin, failure.reason, failure.record))
    summary = _summary(receipts, plan, reprints)
    _write_manifest(folder, receipts, summary)
    return summary


def _summary(receipts: Sequence[Receipt], plan: Plan, reprints: int) -> Summary:
    skipped: Counter[str] = Counter()
    for receipt in receipts:
        skipped.update(receipt.skipped)
    return Summary(
        files=len(receipts),
        known=plan.known,
        pages=sum(receipt.pages for receipt in receipts),
        reprints=reprints,
        events=sum(receipt.events for receipt in receipts),
        failures=sum(len(receipt.failures) for receipt in receipts),
        repeats=plan.end(),
        skipped=dict(sorted(skipped.items())),
    )


def _write_manifest(folder: Folder, receipts: Sequence[Receipt], summary: Summary) -> None:
    """What stands in the folder; the same however it came to stand there."""
    versions = shared_coder().versions
    record = {
        "coder_version": versions[0],
        "lexicon_version": versions[1],
        "files": [
            {
                "origin": r.job.origin,
                "size": r.job.size,
                "pages": r.pages,
                "events": r.events,
                "failures": len(r.failures),
            }
            for r in receipts
        ],
        "pages": summary.pages,
        "reprints": summary.reprints,
        "events": summary.events,
        "failures": summary.failures,
        "skipped": summary.skipped,
    }
    content = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    folder.write("manifest.json", content.encode("utf-8", "surrogateescape"))
