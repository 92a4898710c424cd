"""The demonstration's database: examples and reports coded, gathered, cached and copied."""

from __future__ import annotations

import pytest

from marsad.errors import StoreError
from marsad.store import open_store
from marsad.web.demo import fill


def test_examples_and_reports_become_incidents(tmp_path, monkeypatch):
    monkeypatch.setenv("MARSAD_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(fill, "examples_dir", lambda: None)
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    first = fill.demo_copy(tmp_path / "one", acts=12)
    with open_store(str(first)) as store:
        incidents = list(store.incidents())
        assert len(incidents) >= 10
        assert any(len(incident.members) > 1 for incident in incidents)
        with pytest.raises(StoreError, match="of its own"):
            fill.fill_demo(store)
    (kept,) = (tmp_path / "cache").glob("demo-*.db")
    before = kept.stat().st_mtime_ns
    fill.demo_copy(tmp_path / "two", acts=12)
    assert kept.stat().st_mtime_ns == before


def test_the_examples_are_found():
    documents = [document for document in fill.demo_documents(0) if document.origin != "demo"]
    assert len(documents) > 60
    assert all(document.original is None for document in documents)
