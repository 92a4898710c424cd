"""`marsad scale`: its options, and what it says."""

from __future__ import annotations

import sys

from marsad.cli.main import run
from marsad.scale.engine import _import


def test_nothing_to_read_is_told(tmp_path, capsys):
    assert run(["scale", str(tmp_path / "nowhere"), "-o", str(tmp_path / "out")]) == 1
    said = capsys.readouterr()
    assert "nowhere: no such file" in said.err
    assert "0 files" in said.out


def test_an_output_is_needed(capsys):
    assert run(["scale", "a.warc"]) == 2
    assert "--output" in capsys.readouterr().err


def test_a_missing_engine_says_how_to_install_it(tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "daft", None)
    (tmp_path / "a.warc").touch()
    assert run(["scale", str(tmp_path / "a.warc"), "-o", str(tmp_path / "out")]) == 1
    assert "pip install 'marsad[scale]'" in capsys.readouterr().err


def test_nothing_is_sent_anywhere(monkeypatch):
    for name in ("DAFT_ANALYTICS_ENABLED", "RAY_USAGE_STATS_ENABLED"):
        monkeypatch.delenv(name, raising=False)
    import os

    _import("json")
    assert (os.environ["DAFT_ANALYTICS_ENABLED"], os.environ["RAY_USAGE_STATS_ENABLED"]) == ("0", "0")
