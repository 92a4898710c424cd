"""Imports point one way: the contracts in pyproject.toml hold."""

from __future__ import annotations

from pathlib import Path

from importlinter import cli

ROOT = Path(__file__).parents[1]


def test_imports_point_one_way(capsys):
    status = cli.lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None)
    assert status == cli.EXIT_STATUS_SUCCESS, capsys.readouterr().out
