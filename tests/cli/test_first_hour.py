"""Every command of the two first hours does what the page says, in the order of the page."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from marsad.cli.main import run

ROOT = Path(__file__).parents[2]
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(page: str) -> list[tuple[str, str]]:
    return _BLOCK.findall((ROOT / "docs" / page).read_text(encoding="utf-8"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def follow(page: str, folder: Path) -> None:
    for language, code in blocks(page):
        if language == "json":
            (folder / "inbox.jsonl").write_text(code, encoding="utf-8")
        elif language == "python":
            exec(compile(code, page, "exec"), {})  # noqa: S102 - our own page
        for line in code.splitlines() if language == "sh" else ():
            name, *args = shlex.split(line)
            assert name == "marsad"
            if args[0] != "serve":  # listens until it is stopped
                assert run(args) == 0, line


def test_a_researchers_first_hour(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    follow("first-hour-researcher.md", folder)
    assert "fatalities_best" in capsys.readouterr().out
    assert len((folder / "release-2" / "changes.csv").read_text(encoding="utf-8").splitlines()) > 10


def test_a_desks_first_hour(folder: Path) -> None:
    follow("first-hour-desk.md", folder)
    (line,) = (folder / "incidents.jsonl").read_text(encoding="utf-8").splitlines()
    incident = json.loads(line)
    assert {key: incident["fatalities"][key] for key in ("low", "best", "high")} == {"low": 2, "best": 4, "high": 4}
    assert len(incident["claims"]) == 2
    assert "الجوابرة" not in "".join(
        path.read_text(encoding="utf-8") for path in folder.glob("*.*json*") if path.name != "inbox.jsonl"
    )
