"""`marsad lexicon check` and `marsad gazetteer import`: thin wrappers."""

from __future__ import annotations

import importlib
import sys
import types
from dataclasses import dataclass

import pytest

from marsad.errors import LexiconError


@dataclass(frozen=True)
class Problem:
    file: str
    line: int
    code: str
    message: str
    is_warning: bool = False


def stand_in(monkeypatch: pytest.MonkeyPatch, name: str, **functions: object) -> None:
    """Puts functions in the place of a module."""
    module = types.ModuleType(name)
    vars(module).update(functions)
    monkeypatch.setitem(sys.modules, name, module)
    parent, _, child = name.rpartition(".")
    monkeypatch.setattr(importlib.import_module(parent), child, module, raising=False)


def test_check(marsad, monkeypatch):
    stand_in(
        monkeypatch, "marsad.lexicon.check", check_all=lambda: [Problem("a.csv", 3, "LX001", "twice the same word")]
    )
    ran = marsad("lexicon", "check")
    assert ran.status == 1
    assert ran.out == "a.csv:3: LX001: twice the same word\n"
    stand_in(
        monkeypatch,
        "marsad.lexicon.check",
        check_all=lambda: [Problem("a.yml", 2, "LX109", "no example", is_warning=True)],
    )
    ran = marsad("lexicon", "check")
    assert (ran.status, ran.out) == (0, "a.yml:2: LX109: warning: no example\n")
    stand_in(monkeypatch, "marsad.lexicon.check", check_all=list)
    assert marsad("lexicon", "check").status == 0


def test_import(marsad, monkeypatch, tmp_path):
    def broken(path):
        raise LexiconError(f"{path}:2: 18 columns instead of 19")

    stand_in(monkeypatch, "marsad.gazetteer.importing", import_geonames=lambda path, names: 1234, import_cod=broken)
    path = tmp_path / "SY.txt"
    path.write_text("x")
    ran = marsad("gazetteer", "import", path, "--from", "geonames")
    assert (ran.status, "1,234 places" in ran.err) == (0, True)
    ran = marsad("gazetteer", "import", path, "--from", "cod")
    assert ran.status == 1
    assert "SY.txt:2: 18 columns" in ran.err
    assert marsad("gazetteer", "import", tmp_path / "absent", "--from", "cod").status == 2
