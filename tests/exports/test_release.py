"""Releases: what `frictionless` says of them, and what changed since the one before."""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from frictionless import validate

from marsad.errors import ReadError
from marsad.event import Party
from marsad.exports import ExportOptions
from marsad.exports.release import ReleaseFacts, write_release

from . import build


def facts(version: str = "1") -> ReleaseFacts:
    return ReleaseFacts(version, "2024-06-01T00:00:00Z", "CC-BY-4.0")


def release(folder: Path, *incidents, version: str = "1", previous: Path | None = None):
    return write_release(incidents, folder, facts(version), ExportOptions(), previous=previous)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def assert_valid(folder: Path) -> None:
    report = validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])


@pytest.mark.parametrize("incidents", [(), (build.incident(1), build.incident(2, date=None, place=None))])
def test_a_release_is_a_valid_data_package(tmp_path: Path, incidents) -> None:
    release(tmp_path / "r1", *incidents)
    assert_valid(tmp_path / "r1")
    assert len(rows(tmp_path / "r1" / "incidents.csv")) == len(incidents)


def test_cells_that_start_like_formulas_and_odd_text_stay_valid(tmp_path: Path) -> None:
    odd = build.incident(side_a=(Party("=1+1"),), side_b=(Party('"سطر\nثان", و'),))
    release(tmp_path / "r", odd)
    assert_valid(tmp_path / "r")


def test_the_descriptor_says_version_licence_rules_and_checksums(tmp_path: Path) -> None:
    release(tmp_path / "r", build.incident())
    told = json.loads((tmp_path / "r" / "datapackage.json").read_text(encoding="utf-8"))
    assert (told["version"], told["licenses"]) == ("1", [{"name": "CC-BY-4.0"}])
    assert told["marsad"]["rules"]["names_of_private_persons"] == "masked"
    for resource in told["resources"]:
        content = (tmp_path / "r" / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["bytes"] == len(content)
    assert {r["path"] for r in told["resources"]} | {"datapackage.json"} == {p.name for p in (tmp_path / "r").iterdir()}


def test_changes_are_told_and_what_is_gone_leaves_a_stone(tmp_path: Path) -> None:
    one, two, three = (build.incident(n) for n in (1, 2, 3))
    release(tmp_path / "r1", one, two)
    report = release(tmp_path / "r2", replace(one, voices=4), three, version="2", previous=tmp_path / "r1")
    assert report.changes == {"added": 1, "changed": 1, "removed": 1}
    assert rows(tmp_path / "r2" / "changes.csv") == [
        {"id": one.id, "change": "changed", "fields": "voices"},
        {"id": two.id, "change": "removed", "fields": ""},
        {"id": three.id, "change": "added", "fields": ""},
    ]
    assert rows(tmp_path / "r2" / "tombstones.csv") == [{"id": two.id, "removed_in": "2"}]
    assert_valid(tmp_path / "r2")


def test_stones_stay_until_the_incident_comes_back(tmp_path: Path) -> None:
    one, two = build.incident(1), build.incident(2)
    release(tmp_path / "r1", one, two)
    release(tmp_path / "r2", one, version="2", previous=tmp_path / "r1")
    release(tmp_path / "r3", one, version="3", previous=tmp_path / "r2")
    assert rows(tmp_path / "r3" / "tombstones.csv") == [{"id": two.id, "removed_in": "2"}]
    release(tmp_path / "r4", one, two, version="4", previous=tmp_path / "r3")
    assert rows(tmp_path / "r4" / "tombstones.csv") == []


def test_the_same_incidents_make_no_change(tmp_path: Path) -> None:
    release(tmp_path / "r1", build.incident())
    report = release(tmp_path / "r2", build.incident(), version="2", previous=tmp_path / "r1")
    assert report.changes == {"added": 0, "changed": 0, "removed": 0}
    assert (tmp_path / "r1" / "incidents.csv").read_bytes() == (tmp_path / "r2" / "incidents.csv").read_bytes()


def test_a_release_is_never_written_over_another(tmp_path: Path) -> None:
    release(tmp_path / "r", build.incident())
    with pytest.raises(ReadError, match="not empty"):
        release(tmp_path / "r", build.incident())


def test_a_release_that_was_tampered_with_is_refused(tmp_path: Path) -> None:
    release(tmp_path / "r1", build.incident())
    with (tmp_path / "r1" / "incidents.csv").open("a", encoding="utf-8") as table:
        table.write("x\n")
    with pytest.raises(ReadError, match="checksum differs"):
        release(tmp_path / "r2", build.incident(), previous=tmp_path / "r1")


@pytest.mark.parametrize("content", [None, "{", "[]", '{"resources": [], "version": "1"}'])
def test_what_is_no_release_is_refused_and_nothing_is_left_behind(tmp_path: Path, content: str | None) -> None:
    before = tmp_path / "before"
    before.mkdir()
    if content is not None:
        (before / "datapackage.json").write_text(content, encoding="utf-8")
    with pytest.raises(ReadError, match=r"datapackage\.json"):
        release(tmp_path / "r", build.incident(), previous=before)
    assert [path.name for path in tmp_path.iterdir()] == ["before"]


def test_a_failure_half_way_leaves_nothing(tmp_path: Path) -> None:
    def broken():
        yield build.incident()
        raise RuntimeError("the store went away")

    with pytest.raises(RuntimeError):
        write_release(broken(), tmp_path / "r", facts(), ExportOptions())
    assert list(tmp_path.iterdir()) == []
