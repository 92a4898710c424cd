"""A database of example data: the project's example articles and generated reports, coded and gathered as any others.

Made once for a coder, lexicon and set of reports, and kept in the user's cache folder; each demonstration works on
a copy.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import marsad
from marsad import Coder
from marsad.errors import StoreError
from marsad.gazetteer.tables import cache_dir
from marsad.sources.document import Document, make_document
from marsad.sources.ingest import ingest
from marsad.sources.inputs import read_inputs
from marsad.store import Store, open_store
from marsad.store.schema import HEAD
from marsad.web.demo.reports import make_reports

ACTS = 330
_HERE = Path(__file__).parent
_KEPT = 2  # databases of earlier versions that stay in the cache


def examples_dir() -> Path | None:
    """The example articles: inside an installed package, or beside its source; None where there are none."""
    for folder in (_HERE / "examples", Path(marsad.__file__).parents[2] / "examples"):
        if folder.is_dir():
            return folder
    return None


def demo_documents(acts: int) -> Iterator[Document]:
    """The example articles in order of their files, then the generated reports in order of publication."""
    folder = examples_dir()
    if folder is not None:
        read = read_inputs([str(folder)], stdin=io.BytesIO)
        yield from (replace(document, original=None) for document in read if isinstance(document, Document))
    reports = [report for _, told in make_reports(acts) for report in told]
    for report in sorted(reports, key=lambda report: (str(report.published), report.id)):
        yield make_document(report, "demo")


def fill_demo(store: Store, *, acts: int = ACTS) -> None:
    """Fills an empty store with the example data.

    Args:
        store: without articles.
        acts: how many invented acts are told.

    Raises:
        StoreError: when it holds articles already.
    """
    if not store.is_empty():
        raise StoreError(f"{store.name} holds articles: give the demonstration a database of its own")
    run = store.start_run("serve --demo", [])
    count = sum(1 for _ in ingest(demo_documents(acts), store, Coder(), run_id=run, lot_size=200))
    store.refresh_incidents()
    store.finish_run(run, {"articles": count})


def demo_copy(folder: Path, *, acts: int = ACTS) -> Path:
    """A SQLite file of the example data in the folder, made or copied from the cache."""
    kept = cache_dir() / f"demo-{_version(acts)}.db"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as place:
            made = Path(place) / "demo.db"
            with open_store(str(made)) as store:
                fill_demo(store, acts=acts)
            os.replace(made, kept)
        for old in sorted(kept.parent.glob("demo-*.db"), key=lambda path: path.stat().st_mtime)[:-_KEPT]:
            old.unlink(missing_ok=True)
    return Path(shutil.copy(kept, folder / "demo.db"))


def _version(acts: int) -> str:
    """Digits that change with whatever the data are made of."""
    digest = hashlib.sha256(repr((Coder().versions, HEAD, acts)).encode())
    folder = examples_dir()
    files = [
        *sorted(_HERE.glob("*.yml")),
        *sorted(_HERE.glob("*.py")),
        *sorted(folder.rglob("*.json") if folder else ()),
    ]
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
