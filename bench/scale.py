"""How fast `marsad scale` reads and codes archives, next to reading them only, and to a bare pool of processes.

    python bench/scale.py [--pages N] [--files N] [--padding BYTES] [--rounds N] [--runner ray]

The archives are made of the examples, in pages with menus and scripts. One-process figures are processor time, so that
what else the machine does changes little; the others are wall time, the ways taken in turn, and are worth as ratios.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import hashlib
import json
import os
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from html import escape
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecordType
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from marsad.article import Article
from marsad.event import Event
from marsad.scale.engine import Engine
from marsad.scale.files import list_inputs
from marsad.scale.job import Job
from marsad.scale.run import Options, scale
from marsad.scale.work import FileWorker

ROOT = Path(__file__).parents[1]


def _articles() -> list[dict[str, str]]:
    return [json.loads(p.read_text()) for p in sorted((ROOT / "examples").rglob("*.json")) if "title" in p.read_text()]


def _noise(seed: int, size: int) -> str:
    """Scripts and menus, half of which a compressor takes away, as of real pages."""
    menu = "".join(f'<li class="item"><a href="/section/{n}">Section {n}</a></li>' for n in range(60))
    script = "".join(hashlib.sha256(f"{seed} {n}".encode()).hexdigest() for n in range(max(0, size - len(menu)) // 64))
    return f"<ul>{menu}</ul><script>var data = '{script}';</script>"


def _page(article: dict[str, str], seed: int, size: int) -> bytes:
    text = "".join(f"<p>{escape(line)} ({seed})</p>" for line in article["text"].split("\n") if line.strip())
    title = escape(article["title"])
    stamp = f'<meta property="article:published_time" content="{article["published"]}">'
    body = f"<article><h1>{title}</h1>{text}</article>"
    head = f"<head><title>{title}</title>{stamp}</head>"
    return f'<html lang="ar">{head}<body>{_noise(seed, size)}{body}</body></html>'.encode()


def _english(seed: int, size: int) -> bytes:
    body = "<p>The council met on Tuesday and put the matter off until next month, its speaker said.</p>" * 20
    return f'<html lang="en"><head><title>{seed}</title></head><body>{_noise(seed, size)}{body}</body></html>'.encode()


def make_archives(folder: Path, pages: int, files: int, *, every: int, padding: int) -> None:
    """Archives of `pages` pages in all; of `every` pages one is Arabic."""
    articles = _articles()
    day = dt.date(2024, 1, 1)
    for file in range(files):
        with (folder / f"{file:04}.warc.gz").open("wb") as out:
            for n in range(file, pages, files):
                body = _english(n, padding)
                if n // files % every == 0:
                    article = articles[n // files // every % len(articles)]
                    published = str(day + dt.timedelta(days=n % 14))
                    body = _page({**article, "published": published}, n, padding)
                http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
                head = (
                    f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:n:{n}>\r\n"
                    f"WARC-Target-URI: https://n{n % 97}.example/{n}\r\nWARC-Date: {day}T10:00:00Z\r\n"
                    f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
                )
                out.write(gzip.compress(head.encode() + http + b"\r\n\r\n", 6))


def _bodies(folder: Path) -> Iterator[bytes]:
    for path in sorted(folder.glob("*.warc.gz")):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, record_types=WarcRecordType.response):
                yield record.reader.read()


def read_only(folder: Path) -> None:
    """Fastwarc alone."""
    for _ in _bodies(folder):
        pass


def read_and_extract(folder: Path) -> None:
    """Fastwarc, and Resiliparse's main content of every page."""
    for body in _bodies(folder):
        extract_plain_text(HTMLTree.parse(body.decode()), main_content=True)


_worker: FileWorker | None = None


def _start(out: str) -> None:
    global _worker  # noqa: PLW0603 - one for a process's life
    _worker = FileWorker(out)


def _run(job: Job) -> int:
    assert _worker is not None  # noqa: S101 - _start has run
    return _worker.run(job).pages


def _jobs(folder: Path, out: str) -> list[Job]:
    return list_inputs([str(folder)], out)[0]


# Each way gives the moments at which files were finished.
def pool(folder: Path, workers: int) -> list[float]:
    """A bare pool of processes, the coder loaded once in each."""
    with (
        tempfile.TemporaryDirectory() as out,
        ProcessPoolExecutor(workers, initializer=_start, initargs=(out,)) as made,
    ):
        under_way = [made.submit(_run, job) for job in _jobs(folder, out)]
        return [time.perf_counter() for done in as_completed(under_way) if done.result()]


def scaled(folder: Path, engine: Engine) -> list[float]:
    """`marsad scale`."""
    moments: list[float] = []

    def fail(problem: Exception) -> None:
        raise problem

    with tempfile.TemporaryDirectory() as out:
        note = lambda _: moments.append(time.perf_counter())  # noqa: E731
        scale([str(folder)], out, options=Options(engine), on_problem=fail, on_receipt=note)
    return moments


def processor_s(what: Callable[[], object]) -> float:
    """Processor time of this process."""
    began = time.process_time()
    what()
    return time.process_time() - began


class _NoCoder:
    """Codes nothing: what is left is everything else that a worker does."""

    versions = ("none", "none")

    def code(self, _article: Article) -> tuple[Event, ...]:
        return ()


def _alone(name: str, folder: Path, *, pages: int, rounds: int, worker_out: Path) -> None:
    def run(worker: FileWorker) -> None:
        shutil.rmtree(worker_out, ignore_errors=True)
        for job in _jobs(folder, str(worker_out)):
            worker.run(job)

    whole, idle = FileWorker(str(worker_out)), FileWorker(str(worker_out), _NoCoder)
    ways = {
        "fastwarc": lambda: read_only(folder),
        "fastwarc and resiliparse": lambda: read_and_extract(folder),
        "marsad, file to part": lambda: run(whole),
        "the same without coding": lambda: run(idle),
    }
    found: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(rounds):
        for way, what in ways.items():
            found[way].append(processor_s(what))
    for way, times in found.items():
        middle = statistics.median(times)
        spread = (max(times) - min(times)) / middle
        ratios = ", ".join(
            f"{middle / statistics.median(found[other]):.1f} times {other}" for other in ways if other != way
        )
        print(f"{name}: {way}: {pages / middle:,.0f} pages a second (spread {spread:.0%}); {ratios}", flush=True)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1200)
    parser.add_argument("--files", type=int, default=4)
    parser.add_argument("--padding", type=int, default=40_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--runner", choices=("native", "ray"), default="native")
    options = parser.parse_args()
    print(f"load before: {os.getloadavg()}; {options.pages} pages in {options.files} files; {options.rounds} rounds")
    with tempfile.TemporaryDirectory() as place:
        for name, every in (("Arabic", 1), ("4 % Arabic", 25)):
            folder = Path(place, name)
            folder.mkdir()
            make_archives(folder, options.pages, options.files, every=every, padding=options.padding)
            packed = sum(p.stat().st_size for p in folder.iterdir())
            print(f"{name}: {packed / options.pages / 1000:.0f} kB a page, packed")
            _alone(name, folder, pages=options.pages, rounds=options.rounds, worker_out=Path(place, "out"))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"highest memory of this process: {peak} MB")
        folder = Path(place, "Arabic")
        ways: dict[str, Callable[[], list[float]]] = {
            "pool of 1": lambda: pool(folder, 1),
            "pool of 2": lambda: pool(folder, 2),
            options.runner: lambda: scaled(folder, Engine(options.runner, 2)),
        }
        found: dict[str, list[float]] = {way: [] for way in ways}
        for _ in range(options.rounds):
            for way, what in ways.items():
                moments = what()
                found[way].append((len(moments) - 1) / (moments[-1] - moments[0]))  # the start left out
        for way, rates in found.items():
            pages = statistics.median(rates) * options.pages / options.files
            shown = ", ".join(f"{rate * options.pages / options.files:.0f}" for rate in rates)
            ratio = statistics.median(rates) / statistics.median(found["pool of 2"])
            print(f"Arabic, once started: {way}: {pages:.0f} pages a second ({shown}); {ratio:.2f} × pool of 2")
    print(f"load after: {os.getloadavg()}")


if __name__ == "__main__":
    main()
