"""How fast Marsad codes, next to one dictionary pass over the same text: a table, and docs/performance.md.

    python bench/speed.py [CORPUS...] [--articles N] [--runs N] [--write PAGE]

CORPUS is whatever `marsad code` reads; the examples are always measured. Needs pyahocorasick, which no
part of the package needs.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import ahocorasick

from marsad import Article, Coder
from marsad.gazetteer.build import compiled
from marsad.lexicon.parties import read_actors
from marsad.lexicon.triggers import load_triggers
from marsad.reading.fold import fold, fold_word, key
from marsad.sources import Document, read_inputs

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
_ONE_CORPUS = 3  # columns of its table
FEWEST = 500  # articles of a run; a smaller corpus is repeated up to there
MEMORY_ARTICLES = 10_000  # memory is measured over more of them, since caches fill slowly

# What is asked of one core: articles a second, seconds, megabytes.
LEAST_RATE, MOST_START_S, MOST_MEMORY_MB = 100, 1.5, 400

FIRST_ARTICLE = """
import time
began = time.perf_counter()
import datetime as dt
from marsad import Article, Coder
text = "قصفت قوات النظام بالمدفعية بلدة سراقب، أمس الثلاثاء، ما أدى إلى مقتل ثلاثة مدنيين، وفق الدفاع المدني."
Coder().code(Article(text, published=dt.date(2021, 7, 28)))
print(time.perf_counter() - began)
"""


@dataclass(frozen=True)
class Measured:
    """Figures of one corpus.

    Args:
        distinct, coded: articles of the corpus that were measured; articles coded in a run, each perhaps several times.
        words, events: in the distinct articles.
        wall_s, cpu_s: median of the runs, for all `coded` articles.
        pass_s: processor seconds of the dictionary pass over the same text, folded beforehand.
        memory_mb: highest resident size of a process that codes the corpus once, at most `MEMORY_ARTICLES` of it;
            None where it can't be asked.
    """

    name: str
    distinct: int
    coded: int
    words: int
    events: int
    wall_s: float
    cpu_s: float
    pass_s: float
    memory_mb: float | None


def read_articles(inputs: Sequence[str], most: int) -> list[Article]:
    """At most `most` articles, spread evenly over the inputs."""
    found = [o.article for o in read_inputs(inputs, stdin=lambda: sys.stdin.buffer) if isinstance(o, Document)]
    if not found:
        raise SystemExit(f"no article in {', '.join(inputs)}")
    if len(found) > most:
        return [found[at * len(found) // most] for at in range(most)]
    return found


def seconds(work: Callable[[], object], runs: int) -> tuple[float, float]:
    """(wall, processor) seconds of the work, each the median of the runs."""
    wall, cpu = [], []
    for _ in range(runs):
        began, used = time.perf_counter(), time.process_time()
        work()
        wall.append(time.perf_counter() - began)
        cpu.append(time.process_time() - used)
    return statistics.median(wall), statistics.median(cpu)


def lexicon_forms() -> Iterator[str]:
    """Every folded form of the triggers, the parties' names and the places' names."""
    for first, forms in load_triggers().items():
        yield from (" ".join((first, *form.rest)) for form in forms)
    for _, _, _, names in read_actors():
        yield from (" ".join(key(word) for word in fold_word(name).split()) for name in names)
    yield from compiled()["names"]


def automaton() -> ahocorasick.Automaton:
    """A dictionary of all forms, ready to be passed over text."""
    made = ahocorasick.Automaton()
    for form in lexicon_forms():
        if form:
            made.add_word(form, len(form))
    made.make_automaton()
    return made


def memory_mb(inputs: Sequence[str], most: int) -> float | None:
    """Highest resident size of a fresh process that codes the articles once, in megabytes."""
    if sys.platform == "win32":
        return None
    command = [sys.executable, __file__, "--memory", "--articles", str(most), *inputs]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


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


def measure(name: str, inputs: Sequence[str], most: int, runs: int, dictionary: ahocorasick.Automaton) -> Measured:
    """Figures of a corpus."""
    articles = read_articles(inputs, most)
    coded = articles * -(-FEWEST // len(articles))
    coder = Coder()
    events = sum(len(coder.code(article)) for article in articles)  # warm: every table and cache is filled
    wall, cpu = seconds(lambda: [coder.code(article) for article in coded], runs)
    folded = [fold(f"{article.title}\n{article.text}").text for article in coded]
    _, passed = seconds(lambda: [sum(1 for _ in dictionary.iter(text)) for text in folded], runs)
    words = sum(len(text.split()) for text in folded[: len(articles)])
    memory = memory_mb(inputs, MEMORY_ARTICLES)
    return Measured(name, len(articles), len(coded), words, events, wall, cpu, passed, memory)


def cold_start_s(runs: int) -> tuple[float, float]:
    """(import to first article, the whole process) in seconds, medians; the gazetteer is built already."""
    inner, outer = [], []
    for _ in range(runs + 1):
        began = time.perf_counter()
        ran = subprocess.run([sys.executable, "-c", FIRST_ARTICLE], check=True, capture_output=True, text=True)
        outer.append(time.perf_counter() - began)
        inner.append(float(ran.stdout))
    return statistics.median(inner[1:]), statistics.median(outer[1:])  # the first fills the disk's cache


def processor() -> str:
    """Name of the processor as far as the system tells it."""
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def rows(found: Sequence[Measured], start: tuple[float, float], forms: int) -> list[tuple[str, ...]]:
    """The table: a heading, then a line for each figure."""

    def line(what: str, value: Callable[[Measured], str], aim: str = "") -> tuple[str, ...]:
        return (what, *(value(m) for m in found), aim)

    def mb(m: Measured) -> str:
        return "not measured" if m.memory_mb is None else f"{m.memory_mb:,.0f} MB"

    return [
        ("", *(m.name for m in found), "aim"),
        line("articles", lambda m: f"{m.distinct:,}"),
        line("words in an article", lambda m: f"{m.words / m.distinct:,.0f}"),
        line("events in an article", lambda m: f"{m.events / m.distinct:.1f}"),
        line("articles a second, processor time", lambda m: f"{m.coded / m.cpu_s:,.0f}", f"≥ {LEAST_RATE}"),
        line("articles a second, wall time", lambda m: f"{m.coded / m.wall_s:,.0f}"),
        line(f"one dictionary pass ({forms:,} forms), articles a second", lambda m: f"{m.coded / m.pass_s:,.0f}"),
        line("coding takes as long as so many passes", lambda m: f"{m.cpu_s / m.pass_s:,.0f}"),
        line("highest memory", mb, f"< {MOST_MEMORY_MB} MB"),
        ("import and first article", *([f"{start[0]:.2f} s"] * len(found)), f"≤ {MOST_START_S} s"),
        ("the same, interpreter included", *([f"{start[1]:.2f} s"] * len(found)), ""),
    ]


def missed(found: Sequence[Measured], start_s: float) -> list[str]:
    """What fell short of the aims, in words."""
    out = [f"{m.name}: {m.coded / m.cpu_s:.0f} articles a second" for m in found if m.coded / m.cpu_s < LEAST_RATE]
    out += [f"{m.name}: {m.memory_mb:.0f} MB" for m in found if m.memory_mb and m.memory_mb >= MOST_MEMORY_MB]
    return out + ([f"{start_s:.2f} s to the first article"] if start_s > MOST_START_S else [])


def page(table: Sequence[Sequence[str]], short: Sequence[str], runs: int) -> str:
    """docs/performance.md."""
    others = " The other corpus is not part of the repository." if len(table[0]) > _ONE_CORPUS else ""
    versions = ", ".join(f"{name} {version(name)}" for name in ("marsad", "pyahocorasick"))
    python = f"{platform.python_implementation()} {platform.python_version()}"
    head, *body = [f"| {' | '.join(row)} |" for row in table]
    ruled = [head, "|---" * len(table[0]) + "|", *body]
    aims = "All aims are met." if not short else f"Short of the aims: {'; '.join(short)}."
    return f"""# Performance

Written by `make bench`; a corpus of your own: `make bench CORPUS=reports.jsonl`. One process, one core; the
medians of {runs} runs after a first run that is not counted.{others}

{chr(10).join(ruled)}

{aims}

Measured with {versions}, {python} on {platform.system()}, {processor()}.

- *Processor time* is what the process itself used; *wall time* suffers from whatever else the machine does.
- *One dictionary pass* is one run of pyahocorasick, in C, over the same text, folded beforehand, with the forms of the
  same triggers, party names and place names. It finds strings and decides nothing: the floor below which no coder that
  looks words up can go. Marsad itself does not use it.
- Measured as written in Python; how much faster the compiled build is stands in [compiled.md](compiled.md).
- *Highest memory* is that of a process which codes the whole corpus, at most {MEMORY_ARTICLES:,} articles.
- *Import and first article* is a new process with the gazetteer already built. The very first run on a machine builds
  it, which takes some seconds more.
- Articles are coded independently of each other: on several cores, run one process a core.
"""


def show(table: Sequence[Sequence[str]]) -> None:
    """Prints the table, columns in line."""
    widths = [max(len(row[at]) for row in table) for at in range(len(table[0]))]
    for first, *rest in table:
        cells = [cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True)]
        print("  ".join([first.ljust(widths[0]), *cells]).rstrip())


def main() -> None:
    """Measures, prints, writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="*", help="files or folders as `marsad code` reads them")
    parser.add_argument("--articles", type=int, default=1000, help="at most so many of each corpus (%(default)s)")
    parser.add_argument("--runs", type=int, default=5, help="runs of which the median counts (%(default)s)")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="write the page of documentation here too")
    parser.add_argument("--memory", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.memory:
        print_memory(options.corpus, options.articles)
        return
    start = cold_start_s(options.runs)
    dictionary = automaton()
    corpora = [("examples", str(EXAMPLES)), *((Path(name).name, name) for name in options.corpus)]
    found = [measure(name, [path], options.articles, options.runs, dictionary) for name, path in corpora]
    table = rows(found, start, len(dictionary))
    short = missed(found, start[0])
    show(table)
    print("\n" + ("All aims are met." if not short else "Short of the aims: " + "; ".join(short)))
    if options.write:
        options.write.write_text(page(table, short, options.runs), encoding="utf-8")


if __name__ == "__main__":
    main()
