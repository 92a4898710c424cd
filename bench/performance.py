"""docs/performance.md: its tables, the aims, and the words around them."""

from __future__ import annotations

import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rounds import Spread, ratio, short, spread

Table = list[tuple[str, ...]]
Rates = Mapping[str, Sequence[float]]  # of each way, in each round

# What is asked of one core: articles a second, seconds, megabytes.
LEAST_RATE, MOST_START_S, MOST_MEMORY_MB = 400, 1.0, 300


@dataclass(frozen=True)
class Alone:
    """Figures of Marsad by itself over one corpus.

    Args:
        name: of the corpus, and of the build of Marsad.
        distinct, coded: articles of the corpus that were measured; articles coded in a run, each perhaps several times.
        words, events: in the distinct articles.
        wall_s, cpu_s: median of the runs, for all `coded` articles.
        memory_mb: highest resident size of a process that codes the corpus once; None where it can't be asked.
        start_s, start_cpu_s: from import to the first article by the clock, and processor time of that process.
        faster: how many times as fast as written this build codes, in the same rounds; None for what is as written.
    """

    name: str
    distinct: int
    coded: int
    words: int
    events: int
    wall_s: float
    cpu_s: float
    memory_mb: float | None
    start_s: float
    start_cpu_s: float
    faster: Spread | None = None

    @property
    def rate(self) -> float:
        """Articles a second of processor time."""
        return self.coded / self.cpu_s


@dataclass(frozen=True)
class Beside:
    """A way of Marsad's beside another, and what is asked of it.

    Args:
        ours, other: names of the two ways.
        what: a word for the first.
        is_limit: whether ours can only be slower; the ratio is then how many times as long it takes, else how many
            times as fast it is.
        asked: of the ratio's median, at most for a limit, else at least; None: nothing is.
    """

    ours: str
    other: str
    what: str
    is_limit: bool = False
    asked: float | None = None

    def ratio(self, rates: Rates) -> Spread:
        """Of the two ways, round by round."""
        return (
            ratio(rates[self.other], rates[self.ours]) if self.is_limit else ratio(rates[self.ours], rates[self.other])
        )

    def words(self, found: object) -> str:
        """The ratio in words."""
        return f"{self.what} takes {found} times as long" if self.is_limit else f"{self.what}: {found} times as fast"

    def aim(self) -> str:
        """What is asked, as the table shows it."""
        return "" if self.asked is None else f"{'≤' if self.is_limit else '≥'} {self.asked:g}"

    def is_met(self, rates: Rates) -> bool:
        """Whether the median is as asked."""
        found = self.ratio(rates).median
        return self.asked is None or (found <= self.asked if self.is_limit else found >= self.asked)


def alone_table(found: Sequence[Alone]) -> Table:
    """Marsad by itself: a heading, then a line for each figure."""

    def line(what: str, value: Callable[[Alone], str], aim: str = "") -> tuple[str, ...]:
        return (what, *(value(one) for one in found), aim)

    def mb(one: Alone) -> str:
        return "not measured" if one.memory_mb is None else f"{one.memory_mb:,.0f} MB"

    faster = line("times as fast as written, in the same round", lambda one: str(one.faster or ""))
    return [
        ("", *(one.name for one in found), "aim"),
        line("articles", lambda one: f"{one.distinct:,}"),
        line("words in an article", lambda one: f"{one.words / one.distinct:,.0f}"),
        line("events in an article", lambda one: f"{one.events / one.distinct:.1f}"),
        line("articles a second, processor time", lambda one: f"{one.rate:,.0f}", f"≥ {LEAST_RATE}"),
        line("articles a second, wall time", lambda one: f"{one.coded / one.wall_s:,.0f}"),
        *([faster] if any(one.faster for one in found) else []),
        line("highest memory", mb, f"≤ {MOST_MEMORY_MB} MB"),
        line("import and first article", lambda one: f"{one.start_s:.2f} s", f"≤ {MOST_START_S:.1f} s"),
        line("processor time of that process", lambda one: f"{one.start_cpu_s:.2f} s"),
    ]


def beside_table(rates: Rates, pairs: Sequence[Beside]) -> Table:
    """The ways that were measured, in order, with their rates and what of Marsad's stands beside them."""
    by_other = {pair.other: pair for pair in pairs}
    lines: Table = [("", "articles a second", "Marsad beside it", "aim")]
    for name, found in rates.items():
        pair = by_other.get(name)
        cells = (pair.words(pair.ratio(rates)), pair.aim()) if pair else ("", "")
        lines.append((name, str(spread(found)), *cells))
    return lines


def missed(alone: Sequence[Alone], rates: Rates, pairs: Sequence[Beside]) -> list[str]:
    """What fell short of the aims, in words."""
    out = []
    for one in alone:
        if one.rate < LEAST_RATE:
            out.append(f"{one.name}: {one.rate:.0f} articles a second (≥ {LEAST_RATE})")
        if one.memory_mb and one.memory_mb > MOST_MEMORY_MB:
            out.append(f"{one.name}: {one.memory_mb:.0f} MB (≤ {MOST_MEMORY_MB})")
        if one.start_s > MOST_START_S:
            out.append(f"{one.name}: {one.start_s:.2f} s to the first article (≤ {MOST_START_S:.1f})")
    measured = [pair for pair in pairs if pair.other in rates]
    return out + [
        f"{pair.other}: {pair.words(short(pair.ratio(rates).median))} ({pair.aim()})"
        for pair in measured
        if not pair.is_met(rates)
    ]


def verdict(short_of: Sequence[str]) -> str:
    """One sentence on the aims."""
    return f"Short of the aims: {'; '.join(short_of)}." if short_of else "All aims are met."


def processor() -> str:
    """Name of the processor as far as the system tells it, and how many there are."""
    name = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return name
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{len(named)} cores of {named[0]}" if named else name


def markdown(table: Table) -> str:
    """The table in Markdown."""
    head, *body = [f"| {' | '.join(line)} |" for line in table]
    return "\n".join([head, "|---" * len(table[0]) + "|", *body])


def aligned(table: Table) -> str:
    """The table for a terminal, columns in line."""
    widths = [max(len(line[at]) for line in table) for at in range(len(table[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in table
    )


@dataclass(frozen=True)
class Told:
    """What the page says besides its tables.

    Args:
        versions: of what was measured.
        runs, rounds: of the first and of the second table.
        corpus: name of the second table's.
        characters: in an article of it, on average.
        forms: in the dictionary of the pass.
        page_kb: of a page.
        characters_a_token: by which tokens are estimated.
        memory_articles: at most so many are coded for the memory.
        has_bert: whether PyTorch was there.
        compiled: how many times as fast as written the compiled build codes that corpus; None when there is none.
        load: processes that wanted to run, on average over a minute, before and after.
    """

    versions: str
    runs: int
    rounds: int
    corpus: str
    characters: float
    forms: int
    page_kb: int
    characters_a_token: float
    memory_articles: int
    has_bert: bool
    load: Sequence[float]
    compiled: float | None


_BERT = """- *BERT-base*: what any coder on transformers pays for reading, before it decides anything. Twelve layers of
  768 with 12 heads (`torch.nn.TransformerEncoder`), one thread, one text at a time, windows of 512 tokens. Weights are
  random, which costs the same as learned ones; tokens are not made but counted: one to {rule:g} characters, two more a
  window.
"""


_COMPILED = """Marsad is [compiled](compiled.md) here; as it is written in Python it takes {times:.2f} times as long.
"""
_WRITTEN = """Marsad is measured as written in Python: no compiler was there to [compile](compiled.md) it.
"""


def page(alone: Table, beside: Table, short_of: Sequence[str], told: Told) -> str:
    """docs/performance.md."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    others = "" if told.corpus == "examples" else f" `{told.corpus}` is not part of the repository."
    build = _COMPILED.format(times=told.compiled) if told.compiled else _WRITTEN
    bert = _BERT.format(rule=told.characters_a_token) if told.has_bert else "- BERT: PyTorch was not installed.\n"
    return f"""# Performance

Written by `make bench`; on a corpus of your own: `make bench CORPUS=reports.jsonl`. One process, one
core.{others}

{verdict(short_of)}

## Marsad alone

{markdown(alone)}

Medians, and least to most, of {told.runs} rounds after a first one that is not counted; in each every build takes its
turn.

- *Processor time* is what the process itself used; *wall time* suffers from whatever else the machine does.
- *Highest memory* is that of a process which codes the whole corpus, at most {told.memory_articles:,} articles.
- *Import and first article* is a new process with the gazetteer already built, the quickest of five, by the clock. The
  very first run on a machine builds the gazetteer, which takes some seconds more.
- *As written* is the Python that is installed by default, *compiled* the same modules translated to C
  ([compiled.md](compiled.md)); both give the same bytes.
- Articles are coded independently of each other: on several cores, run one process a core.

## Beside what else could be run

{build}
{markdown(beside)}

On `{told.corpus}`, {told.characters:,.0f} characters an article on average. Medians, and least to most, of
{told.rounds} rounds after one that is not counted; in each every way takes its turn: the rates drift with the machine,
the ratios hold. Processor time.

- *A copy in memory* and *one dictionary pass* are the limits. The first reads and writes each byte once. The second is
  a run of pyahocorasick, in C, over text folded beforehand, with the {told.forms:,} forms of the same triggers, party
  names and place names. It finds strings and decides nothing. Marsad itself does not use it.
- *Dates alone* folds the text, finds its words and resolves every mention of time; *dateparser* searches the same text.
- *Pages*: the article taken out of a page of {told.page_kb} kB with menus, a script and links; how well, is in
  [sources.md](sources.md).
{bert}- A coder of events in Arabic that others publish could not be installed from a package, so none stands here.

Measured with {told.versions},
{python} on {platform.system()}, {processor()}; load {told.load[0]:.1f} at the beginning, {told.load[1]:.1f} at
the end (this is one of them): on a machine that does much else, what is told by the clock is too slow.
"""
