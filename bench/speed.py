"""How fast Marsad codes, alone and beside what else could be run: tables, and docs/performance.md.

    python bench/speed.py [CORPUS...] [--articles N] [--runs N] [--rounds N] [--write PAGE]

CORPUS is whatever `marsad code` reads; the examples are always measured, the last corpus is the one compared on.
`make bench` runs it with what it needs: the compiled build first on the path, where there is one. What is told of
Marsad alone is measured in a process for each build, which take their turns, so that their ratio doesn't drift.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import marsad
from marsad import Article, Coder
from marsad.sources import Document, read_inputs
from performance import Alone, Beside, Told, aligned, alone_table, beside_table, missed, page, verdict
from rounds import in_turn, interleave, ratio

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
WRITTEN, COMPILED = ROOT / "src", ROOT / "build" / "compiled"  # where the two builds are imported from
FEWEST = 500  # articles of a run; a smaller corpus is repeated up to there
_STARTS = 5
MEMORY_ARTICLES = 4000  # memory is measured over more of them, since caches fill slowly

FIRST_ARTICLE = """
import time
began = time.perf_counter()
import datetime as dt
from marsad import Article, Coder
text = "قصفت قوات النظام بالمدفعية بلدة سراقب، أمس الثلاثاء، ما أدى إلى مقتل ثلاثة مدنيين، وفق الدفاع المدني."
Coder().code(Article(text, published=dt.date(2021, 7, 28)))
print(time.perf_counter() - began, time.process_time())
"""


def read_articles(inputs: Sequence[str], most: int) -> list[Article]:
    """At most `most` articles, spread evenly over the inputs."""
    found = [o.article for o in read_inputs(inputs, stdin=lambda: sys.stdin.buffer) if isinstance(o, Document)]
    if not found:
        raise SystemExit(f"no article in {', '.join(inputs)}")
    if len(found) > most:
        return [found[at * len(found) // most] for at in range(most)]
    return found


def builds() -> dict[str, Path]:
    """The builds of Marsad that can be measured: as written always, compiled when this process runs it."""
    found = {"as written": WRITTEN}
    if (COMPILED / ".compiled").is_file() and Path(marsad.__file__).resolve().is_relative_to(COMPILED):
        found["compiled"] = COMPILED
    return found


def fresh(source: Path, *arguments: str) -> str:
    """What a new process of this interpreter prints, Marsad imported from there."""
    env = {**os.environ, "PYTHONPATH": str(source)}
    return subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.PIPE, text=True, env=env).stdout


def memory_mb(source: Path, path: str, most: int) -> float | None:
    """Highest resident size of a fresh process that codes the articles once, in megabytes."""
    if sys.platform == "win32":
        return None
    return float(fresh(source, __file__, "--memory", "--articles", str(most), path))


def print_memory(inputs: Sequence[str], most: int) -> None:
    """Codes the articles as they are read, and prints this process's highest resident size in megabytes."""
    import resource

    coder, number = Coder(), 0
    for outcome in read_inputs(inputs, stdin=lambda: sys.stdin.buffer):
        if isinstance(outcome, Document) and number < most:
            coder.code(outcome.article)
            number += 1
    unit = 1 if sys.platform == "darwin" else 1024
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6)


class Running:
    """A process that codes a corpus as often as it is asked.

    Args:
        process: that runs `code_when_asked`, its standard input and output open.
    """

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.facts: dict[str, int] = self._read()

    def _read(self) -> Any:
        assert self._process.stdout is not None  # noqa: S101 - opened with a pipe
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("a process that codes the corpus has ended: see above")
        return json.loads(line)

    def run(self) -> tuple[float, float]:
        """(wall, processor) seconds of one run."""
        assert self._process.stdin is not None  # noqa: S101 - opened with a pipe
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        wall, cpu = self._read()
        return wall, cpu


@contextmanager
def running(source: Path, path: str, most: int) -> Iterator[Running]:
    """A new process of this interpreter that codes the corpus, Marsad imported from there; its tables are warm."""
    command = [sys.executable, __file__, "--alone", "--articles", str(most), path]
    env = {**os.environ, "PYTHONPATH": str(source)}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env) as process:
        yield Running(process)
        process.communicate()  # the end of its input is its end


def code_when_asked(inputs: Sequence[str], most: int) -> None:
    """Prints what the articles hold, then for each line of standard input (wall, processor) seconds of coding them."""
    articles = read_articles(inputs, most)
    coded = articles * -(-FEWEST // len(articles))
    coder = Coder()
    events = sum(len(coder.code(article)) for article in articles)  # warm: every table and cache is filled
    words = sum(len(f"{article.title} {article.text}".split()) for article in articles)
    facts = {"distinct": len(articles), "coded": len(coded), "words": words, "events": events}
    print(json.dumps(facts), flush=True)
    for _ in sys.stdin:
        began, used = time.perf_counter(), time.process_time()
        for article in coded:
            coder.code(article)
        print(json.dumps([time.perf_counter() - began, time.process_time() - used]), flush=True)


def measure(corpus: str, path: str, most: int, rounds: int) -> list[Alone]:
    """Figures of every build over a corpus; in each round every build takes its turn."""
    sources = builds()
    with ExitStack() as stack:
        coding = {build: stack.enter_context(running(source, path, most)) for build, source in sources.items()}
        took = in_turn({build: one.run for build, one in coding.items()}, rounds=rounds)
    starts = cold_starts_s(sources, _STARTS)
    cpu = {build: [cpu for _, cpu in turns] for build, turns in took.items()}
    return [
        Alone(
            name=f"{corpus}, {build}",
            wall_s=statistics.median(wall for wall, _ in took[build]),
            cpu_s=statistics.median(cpu[build]),
            memory_mb=memory_mb(source, path, MEMORY_ARTICLES),
            start_s=starts[build][0],
            start_cpu_s=starts[build][1],
            faster=None if source == WRITTEN else ratio(cpu["as written"], cpu[build]),
            **coding[build].facts,
        )
        for build, source in sources.items()
    ]


def cold_starts_s(sources: Mapping[str, Path], runs: int) -> dict[str, tuple[float, float]]:
    """(import to first article by the clock, processor time of the process) in seconds, of each build.

    The least of the runs, for others' work only adds; the gazetteer is built already.
    """
    starts = {build: partial(fresh, source, "-c", FIRST_ARTICLE) for build, source in sources.items()}
    out = {}
    for build, printed in in_turn(starts, rounds=runs).items():
        wall, cpu = zip(*(map(float, one.split()) for one in printed), strict=True)
        out[build] = min(wall), min(cpu)
    return out


def load_average() -> float:
    """Processes that want to run, on average over the last minute; not a number where the system doesn't tell."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else math.nan


def compare(
    articles: Sequence[Article], rounds: int, turn_s: float
) -> tuple[dict[str, list[float]], list[Beside], dict[str, Any]]:
    """(articles a second of every way in each round, what stands beside what, facts for the page)."""
    import beside

    dictionary = beside.automaton()
    ways = beside.all_ways(articles, dictionary)
    characters = statistics.fmean(len(article.title) + 1 + len(article.text) for article in articles)
    found = interleave(ways, rounds=rounds, seconds=turn_s)
    rates = {name: [one / characters for one in of_rounds] for name, of_rounds in found.items()}
    pairs = [
        Beside(beside.CODER, beside.COPY, "coding", is_limit=True),
        Beside(beside.CODER, beside.SCAN, "coding", is_limit=True, asked=60),
        Beside(beside.DATES, beside.DATEPARSER, "dates alone", asked=10),
        *(Beside(beside.CODER, name, "coding", is_limit=True) for name in rates if name.startswith(beside.PAGES)),
        Beside(beside.CODER, beside.FP32, "coding", asked=100),
        Beside(beside.CODER, beside.BF16, "coding", asked=30),
    ]
    facts = {
        "versions": beside.versions(),
        "forms": len(dictionary),
        "characters": characters,
        "page_kb": beside.PAGE_BYTES // 1000,
        "characters_a_token": beside.CHARACTERS_A_TOKEN,
        "has_bert": beside.FP32 in rates,
    }
    return rates, pairs, facts


def main() -> None:
    """Measures, prints, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="*", help="files or folders as `marsad code` reads them")
    parser.add_argument("--articles", type=int, default=1000, help="at most so many of each corpus (%(default)s)")
    parser.add_argument("--runs", type=int, default=3, help="rounds of Marsad alone (%(default)s)")
    parser.add_argument("--rounds", type=int, default=7, help="in which every way takes its turn (%(default)s)")
    parser.add_argument("--turn", type=float, default=0.7, metavar="S", help="seconds of a turn (%(default)s)")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="write the page of documentation here too")
    parser.add_argument("--memory", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.memory:
        print_memory(options.corpus, options.articles)
        return
    if options.alone:
        code_when_asked(options.corpus, options.articles)
        return
    load = [load_average()]
    corpora = [("examples", str(EXAMPLES)), *((Path(name).name, name) for name in options.corpus)]
    found = [one for name, path in corpora for one in measure(name, path, options.articles, options.runs)]
    name, path = corpora[-1]
    articles = read_articles([path], 2 * options.articles)
    random.Random(5).shuffle(articles)  # noqa: S311 - so that every turn meets all sorts of them
    rates, pairs, facts = compare(articles, options.rounds, options.turn)
    alone, beside = alone_table(found), beside_table(rates, pairs)
    load.append(load_average())
    short_of = missed(found, rates, pairs)
    print(f"{aligned(alone)}\n\n{aligned(beside)}\n\n{verdict(short_of)}")
    if options.write:
        told = Told(
            runs=options.runs, rounds=options.rounds, corpus=name, memory_articles=MEMORY_ARTICLES, load=load,
            compiled=found[-1].faster.median if found[-1].faster else None, **facts,
        )  # fmt: skip
        options.write.write_text(page(alone, beside, short_of, told), encoding="utf-8")


if __name__ == "__main__":
    main()
