"""What is said on standard error stands on lines of its own."""

from __future__ import annotations

import io
import sys

import pytest

from marsad.cli import code as code_command
from marsad.cli.group import invoke
from marsad.cli.notices import Notices, Progress
from marsad.cli.stderr import CLEAR
from marsad.errors import ReadError, StoreError


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


def on_terminal(monkeypatch) -> Terminal:
    """Puts standard error on a terminal, standard output in a file; every look at the clock takes ten seconds."""
    made = Terminal()
    monkeypatch.setattr(sys, "stderr", made)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    moments = iter(range(0, 1000, 10))
    monkeypatch.setattr("time.monotonic", lambda: float(next(moments)))
    return made


def shown(written: str) -> list[str]:
    """The lines that stay on the terminal: what is cleared is gone."""
    return [line.rpartition(CLEAR)[2] for line in written.split("\n")]


def test_a_failure_takes_the_count_off_the_terminal(monkeypatch):
    terminal = on_terminal(monkeypatch)
    notices = Notices()
    notices.progress.step(0)
    assert "1 documents" in terminal.getvalue()
    notices.failure(ReadError("a.jsonl", "broken; mend it", 3))
    notices.progress.step(2)
    notices.finish()
    assert shown(terminal.getvalue()) == ["marsad: a.jsonl:3: broken; mend it", ""]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (StoreError("desk.db: locked; try again"), "marsad: desk.db: locked; try again"),
        (OSError(28, "No space left on device", "out.csv"), "marsad: out.csv: No space left on device"),
        (KeyboardInterrupt(), "marsad: stopped"),
    ],
)
def test_what_ends_a_run_takes_the_count_off_the_terminal(monkeypatch, error, said):
    terminal = on_terminal(monkeypatch)

    def fail(*_arguments):
        Progress().step(1)
        raise error

    monkeypatch.setattr(code_command.coding, "code_documents", fail)
    assert invoke(["code", "examples/none"]) in (1, 130)
    assert "1 documents" in terminal.getvalue()
    assert shown(terminal.getvalue()) == [said, ""]


def test_in_one_file_no_failure_stands_within_a_line_of_output(monkeypatch):
    file = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(file, "utf-8"))
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(file, "utf-8", write_through=True))
    sys.stdout.write("a line\n")
    Notices().failure(ReadError("a.jsonl", "broken; mend it", 3))
    sys.stdout.write("another\n")
    sys.stdout.flush()
    assert file.getvalue().decode().split("\n") == ["a line", "marsad: a.jsonl:3: broken; mend it", "another", ""]
