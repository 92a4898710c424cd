"""Stores for the web's tests: an empty one, and one with a few coded reports of a few acts."""

from __future__ import annotations

import datetime as dt

import pytest
from fastapi.testclient import TestClient

from marsad import Article, Coder
from marsad.store import Arrival, open_store
from marsad.web.app import make_app

DAY = dt.date(2021, 7, 28)
# (id, outlet, day, title, text): three reports of one shelling that differ in the toll, a strike on a hospital, a protest.
REPORTS = [
    ("a1", "صحيفة النهر", DAY, "قصف على سراقب", "قصفت قوات النظام بالمدفعية بلدة سراقب، أمس الثلاثاء، ما أدى إلى مقتل ثلاثة مدنيين، وفق الدفاع المدني."),
    ("a2", "وكالة السهل", DAY, "قتلى في سراقب", "قال المرصد المحلي إن خمسة وعشرين مدنيا قتلوا أمس الثلاثاء في قصف مدفعي شنته قوات النظام على بلدة سراقب بريف إدلب."),
    ("a3", "إذاعة الجبل", DAY + dt.timedelta(days=1), "حصيلة القصف على سراقب", "ارتفعت حصيلة القصف المدفعي الذي شنته قوات النظام الثلاثاء على بلدة سراقب إلى ستة قتلى، بحسب مصدر طبي."),
    ("b1", "وكالة السهل", dt.date(2021, 9, 2), "غارة على مستشفى", "استهدفت غارة جوية يوم الأربعاء مستشفى ميدانيا في مدينة تعز، ما أسفر عن إصابة سبعة أشخاص، حسبما قال الناشط سمير القرواني."),
    ("c/1", "صحيفة النهر", dt.date(2021, 9, 5), "احتجاج", "تظاهر مئات المحتجين اليوم الأحد في مدينة الناصرية للمطالبة بالخدمات."),
]  # fmt: skip


def fill(store, reports=REPORTS):
    coder = Coder()
    arrivals = [
        Arrival(
            Article(text, title=title, published=day, source=outlet, url=f"https://{name[0]}.example/{name}", id=name)
        )
        for name, outlet, day, title, text in reports
    ]
    coded = [coder.code(arrival.article) for arrival in arrivals]
    versions = {"coder_version": "test", "lexicon_version": "test"}
    with store.batch(arrivals, **versions) as batch:
        for arrival, events in zip(arrivals, coded, strict=True):
            added = batch.add(arrival)
            batch.save_coded(added, events)
    return store


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory):
    with open_store(str(tmp_path_factory.mktemp("empty") / "store.db")) as store:
        yield store


@pytest.fixture(scope="session")
def read_store(tmp_path_factory):
    """A filled store that tests only read."""
    with open_store(str(tmp_path_factory.mktemp("read") / "store.db")) as store:
        yield fill(store)


@pytest.fixture(scope="session")
def reader(read_store):
    """The local person on that store."""
    with TestClient(make_app(read_store), base_url="http://localhost") as client:
        yield client
