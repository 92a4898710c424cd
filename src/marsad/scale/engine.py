"""Files to workers over Daft: its native runner on one machine, its Ray runner on a cluster.

Daft hands out names only; a worker reads, codes and writes its file by itself. A worker that dies takes its file
with it: Ray starts another and repeats that file; Daft's native runner gives the whole query up, and what is not
finished is asked for again here.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from typing import Any, Literal

import pyarrow as pa

from marsad.errors import MarsadError
from marsad.scale.job import Job, Receipt
from marsad.scale.work import FileWorker

RunnerName = Literal["native", "ray"]

_LOT = 20_000  # files a query: its plan has a piece for each
_QUIET = {
    "DAFT_ANALYTICS_ENABLED": "0",  # nothing is sent anywhere
    "DO_NOT_TRACK": "1",
    "RAY_USAGE_STATS_ENABLED": "0",
    "DAFT_PROGRESS_BAR": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",  # else Ray warns of a default that will change
}


class EngineError(MarsadError):
    """Daft or Ray is missing or gave up; says what to do."""


@dataclass(frozen=True, slots=True)
class Engine:
    """Where the files are coded.

    Args:
        runner: "native": processes of this machine; "ray": a Ray cluster.
        workers: processes, each with a coder of its own.
        address: of the cluster ("auto", "ray://host:10001"); None: one that is started on this machine.
    """

    runner: RunnerName = "native"
    workers: int = 1
    address: str | None = None


class _NoPandas(MetaPathFinder):
    """Says that pandas is not there."""

    def find_spec(self, name: str, *_: object) -> None:
        """None, or an error for pandas."""
        if name == "pandas":
            raise ModuleNotFoundError(name)


def _do_without_pandas() -> None:
    """Lets pyarrow find no pandas, which it loads at its first conversion where it can: 46 MB that no worker uses."""
    if "pandas" not in sys.modules:
        finder = _NoPandas()
        sys.meta_path.insert(0, finder)
        try:
            pa.array([None])  # asks for it once, and never again
        finally:
            sys.meta_path.remove(finder)


class _Call:
    """What Daft makes once in each worker process."""

    def __init__(self, out: str) -> None:
        _do_without_pandas()
        self._worker = FileWorker(out)

    def run(self, lines: Any) -> list[str]:
        return [self._worker.run(Job.from_json(line)).to_json() for line in lines.to_pylist()]


def _import(name: str) -> Any:
    for variable, value in _QUIET.items():
        os.environ.setdefault(variable, value)
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise EngineError(f"{name} is not installed; install it with: pip install 'marsad[scale]'") from error


def _start_ray(engine: Engine) -> None:
    options: dict[str, Any] = {"log_to_driver": False, "logging_level": "error"}
    if engine.address is None:
        options |= {"num_cpus": engine.workers, "include_dashboard": False}
    try:
        _import("ray").init(engine.address or "local", **options)
    except (ConnectionError, OSError, RuntimeError, ValueError) as error:
        raise EngineError(f"Ray at {engine.address or 'this machine'}: {error}; does it run?") from error


def start(engine: Engine) -> None:
    """Makes the runner ready. A process that has used one runner of Daft can't take the other.

    Raises:
        EngineError: when Daft or Ray is missing, or the cluster can't be reached.
    """
    daft = _import("daft")
    if engine.runner == "native":
        if daft.get_or_infer_runner_type() != "native":
            daft.set_runner_native()
    else:
        if not _import("ray").is_initialized():  # it ends with the process: Daft holds on to the first
            _start_ray(engine)
        daft.set_runner_ray(noop_if_initialized=True)
    # A long file must not hold up the short ones behind it.
    daft.set_execution_config(maintain_order=False)


def code_files(jobs: Sequence[Job], *, out: str, engine: Engine, workers: int) -> Iterator[Receipt]:
    """Receipts of the files, as they are finished.

    Args:
        jobs: in the order in which they are begun.
        out: the output folder.
        engine: that was started.
        workers: processes.

    Raises:
        EngineError: when Daft gives up; what is finished by then stands in the output folder.
    """
    daft = _import("daft")
    for start_at in range(0, len(jobs), _LOT):
        lot = jobs[start_at : start_at + _LOT]
        count = min(workers, len(lot))
        # Made from the class here, for the number of processes is known only now.
        method = daft.method.batch(return_dtype=daft.DataType.string(), batch_size=1)
        call = daft.cls(max_concurrency=count, use_process=True)(type("Call", (_Call,), {"run": method(_Call.run)}))
        files = daft.from_pydict({"job": [job.to_json() for job in lot]})
        if engine.runner == "ray":
            files = files.into_partitions(len(lot))  # one file a task: what a dead worker had is all that is repeated
        try:
            for row in files.select(call(out).run(files["job"]).alias("receipt")).iter_rows():
                yield Receipt.from_json(row["receipt"])
        except MarsadError:
            raise
        except Exception as error:  # Daft raises RuntimeError, Ray its own, both what the worker raised
            raise EngineError(f"{type(error).__name__}: {error}") from error
