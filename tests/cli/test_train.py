"""`marsad train`, with the real coder on a few examples."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from marsad.cli.main import run
from marsad.coding.confidence import load_model

EXAMPLES = Path(__file__).parents[2] / "examples"
QUICK = ("--folds", "3", "--rounds", "1")


def test_writes_a_model_and_leaves_the_held_out_alone(tmp_path, capsys, monkeypatch):
    for name in ("agency", "telegram"):
        shutil.copytree(EXAMPLES / name, tmp_path / "gold" / name)
    shutil.copytree(EXAMPLES / "monitor", tmp_path / "gold" / "heldout" / "monitor")
    monkeypatch.chdir(tmp_path)
    assert run(["train", "gold", *QUICK, "-o", "own.json", "--check", str(EXAMPLES / "radio")]) == 0
    captured = capsys.readouterr()
    assert "| confidence | acts |" in captured.out
    assert "Check on " in captured.out
    load_model("own.json")
    names = json.loads(Path("own.json").read_text(encoding="utf-8"))["training"]["files"]
    assert names
    assert {Path(name).parts[1] for name in names} == {"agency", "telegram"}
    assert run(["code", str(EXAMPLES / "radio"), "--format", "jsonl"]) == 0


def test_too_little_is_named(tmp_path, capsys):
    assert run(["train", str(EXAMPLES / "radio"), "--folds", "50", "-o", str(tmp_path / "own.json")]) == 1
    assert "too few" in capsys.readouterr().err
    assert not (tmp_path / "own.json").exists()


def test_what_is_not_annotated_is_named(tmp_path, capsys):
    (tmp_path / "plain.json").write_text('{"id": "a", "text": "قصف"}', encoding="utf-8")
    assert run(["train", str(tmp_path), *QUICK]) == 1
    assert "not annotated" in capsys.readouterr().err
