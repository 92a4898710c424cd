"""Commands load only what they need; a package that is missing is named."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version

import click
import pytest

from marsad.cli.group import COMMANDS, LazyGroup, group
from marsad.cli.main import run

ARTICLE = {"id": "a", "published": "2019-12-01", "text": "قصفت قوات النظام بالمدفعية بلدة سراقب أمس."}
HEAVY = {"alembic", "daft", "fastapi", "fastwarc", "feedparser", "httpx", "pyarrow", "ray", "resiliparse", "sqlalchemy"}


def loaded_by(*arguments: str) -> set[str]:
    """The modules that a command loads in a process of its own."""
    program = "import sys\nfrom marsad.cli.main import run\nrun(sys.argv[1:])\nprint(*sys.modules, file=sys.stderr)"
    done = subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


def test_help_loads_no_command():
    found = loaded_by("--help")
    assert not found & {"marsad.coding.coder", "marsad.sources", "marsad.store", "marsad.web", "rich.console", *HEAVY}
    assert not {name for name in COMMANDS if f"marsad.cli.{name}" in found}


def test_coding_a_text_loads_no_reader_of_other_formats(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(ARTICLE), encoding="utf-8")
    found = loaded_by("code", "--format", "jsonl", str(path))
    assert "marsad.coding.coder" in found
    assert not found & {"marsad.sources.web", "marsad.store", "marsad.web", "marsad.exports", "rich.console", *HEAVY}


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_there_and_says_of_itself_what_the_group_says(name):
    command = group.get_command(click.Context(group), name)
    assert command.name == name
    assert command.get_short_help_str(200).startswith(COMMANDS[name].rstrip("."))


def test_unknown_commands(capsys):
    assert isinstance(group, LazyGroup)
    assert run(["nothing"]) == 2
    assert "No such command" in capsys.readouterr().err
    assert run(["--version"]) == 0
    assert version("marsad") in capsys.readouterr().out


@pytest.mark.parametrize(
    ("missing", "arguments"),
    [("click", ["--help"]), ("yaml", ["code", "a.txt"]), ("sqlalchemy", ["db", "upgrade", "--db", "a.db"])],
)
def test_a_missing_package_is_named_in_one_line(tmp_path, missing, arguments):
    program = f"import sys\nsys.modules[{missing!r}] = None\nfrom marsad.cli.main import main\nmain()"
    done = subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert f"the package {missing} is not installed" in done.stderr
    assert "make" in done.stderr
    assert "pip install" in done.stderr


def test_a_package_too_old_is_named(monkeypatch, capsys):
    def fail(_args):
        raise ImportError("cannot import name 'new' from 'httpx'", name="httpx")

    monkeypatch.setattr("marsad.cli.group.invoke", fail)
    assert run([]) == 2
    assert "the package httpx is too old" in capsys.readouterr().err


def test_a_mistake_of_ours_is_no_missing_package(monkeypatch):
    def fail(_args):
        raise ModuleNotFoundError("No module named 'marsad.nothing'", name="marsad.nothing")

    monkeypatch.setattr("marsad.cli.group.invoke", fail)
    with pytest.raises(ModuleNotFoundError):
        run([])
