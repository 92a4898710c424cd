"""What README, the pages of docs/ and the Makefile promise is there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from marsad.cli.group import COMMANDS

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8")):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), target


def test_every_page_stands_in_the_table_of_contents():
    contents = (ROOT / "docs" / "index.md").read_text("utf-8")
    assert [
        p.name for p in (ROOT / "docs").glob("*.md") if f"({p.name})" not in contents and p.name != "index.md"
    ] == []


def test_the_snippet_of_the_readme_runs(capsys):
    text = (ROOT / "README.md").read_text("utf-8")
    (snippet,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    exec(snippet, {})  # noqa: S102 - our own page
    assert "سراقب" in capsys.readouterr().out
    assert len(text.splitlines()) <= 120


def test_commands_that_are_shown_exist():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    for page in (*PAGES, ROOT / "Makefile"):
        text = page.read_text("utf-8")
        assert set(re.findall(r"^make ([a-z]+)", text, re.MULTILINE)) <= targets, page.name
        for line in re.findall(r"\.venv/bin/marsad ([^\"`|>\n]+)", text):
            command, *args = shlex.split(line)
            if command.startswith("-"):
                continue
            assert command in COMMANDS, line
            for arg in args:
                if arg.startswith("examples/") and "<" not in arg:
                    assert (ROOT / arg).exists(), line
    variables = dict(re.findall(r"^([A-Z]+) := ((?:.*\\\n)*.*)", makefile, re.MULTILINE))
    demo = re.findall(r"[\w/-]+\.json", variables["DEMO"])
    assert len(demo) == 6
    assert all((ROOT / "examples" / name).exists() for name in demo)
    assert (ROOT / variables["EXPLAINED"]).exists()
