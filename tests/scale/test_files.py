"""Inputs are found, each once; what is written stands there whole or not at all."""

from __future__ import annotations

import os

import pytest

from marsad.scale.files import Folder, list_inputs, suffix_of


@pytest.fixture
def tree(tmp_path, monkeypatch):
    for name in ("in/2024/a.warc.gz", "in/2024/b.warc", "in/2025/c.jsonl.gz", "in/2025/d.parquet", "in/notes.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    for name in ("in/.hidden/e.warc", "in/_old/f.warc", "in/out/parts/g.parquet"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(b"x")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["in"], ["in/2024/a.warc.gz", "in/2024/b.warc", "in/2025/c.jsonl.gz", "in/2025/d.parquet"]),
        (["in/"], ["in/2024/a.warc.gz", "in/2024/b.warc", "in/2025/c.jsonl.gz", "in/2025/d.parquet"]),
        (["in/2024/*"], ["in/2024/a.warc.gz", "in/2024/b.warc"]),
        (["in/2024/*.warc"], ["in/2024/b.warc"]),
        (["in/**/*.gz"], ["in/2024/a.warc.gz", "in/2025/c.jsonl.gz"]),
        (["in/202[!4]/?.parquet", "./in/2025/d.parquet"], ["in/2025/d.parquet"]),
        (["in/_old/f.warc", "in/2024/b.warc"], ["in/2024/b.warc", "in/_old/f.warc"]),
    ],
)
def test_inputs(tree, names, found):
    jobs, problems = list_inputs(names, "in/out")
    assert ([job.origin for job in jobs], problems) == (found, [])
    assert {job.size for job in jobs} == {1}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nowhere.warc", "no such file"),
        ("in/*.warc", "no such file"),
        ("in/out", "without files to read"),
        ("in/notes.txt", "of no format read here"),
        ("ftp://host/a.warc", "can't be reached"),
    ],
)
def test_what_stands_for_no_file_is_named(tree, name, reason):
    jobs, [problem] = list_inputs([name], "in/out")
    assert jobs == []
    assert problem.source == name
    assert reason in problem.reason


def test_formats():
    names = ("a.warc.gz", "a.WARC", "a.ndjson", "a.txt.gz", "warc")
    assert [suffix_of(name) for name in names] == [".warc", ".warc", ".ndjson", "", ""]


def test_keys_are_safe_and_differ(tree):
    (tree / "in/2025/b.warc").write_bytes(b"")
    (tree / "in/2025/خبر ١.warc").write_bytes(b"")
    keys = [job.key for job in list_inputs(["in"], "out")[0]]
    assert len(set(keys)) == len(keys)
    assert all(key.isascii() and "/" not in key and not key.startswith(".") for key in keys)


def test_what_is_not_written_whole_is_not_there(tmp_path):
    folder = Folder(str(tmp_path / "out"))
    folder.write("parts/a.json", b"before")

    def fail():
        with folder.writing("parts/a.json") as stream:
            stream.write(b"after")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert folder.read("parts/a.json") == b"before"
    assert os.listdir(tmp_path / "out/parts") == ["a.json"]
    folder.remove("parts/a.json")
    folder.remove("parts/a.json")
    assert folder.read("parts/a.json") is None
