"""How well and how fast web pages are taken apart: Marsad beside the libraries that it could use.

    python bench/pages.py

Measures the pages of tests/sources/pages, of fifteen kinds of site, and prints the table of docs/sources.md.
Needs trafilatura, which no part of the package needs.
"""

from __future__ import annotations

import json
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import trafilatura
from resiliparse.extract.html2text import extract_plain_text

from marsad.sources.html import extract

PAGES = Path(__file__).parents[1] / "tests" / "sources" / "pages"
SECONDS = 2.0  # how long each is run for its rate
_WORD = re.compile(r"\w+")


def _resiliparse(page: str) -> str:
    return extract_plain_text(
        page,
        main_content=True,
        preserve_formatting=True,
        list_bullets=False,
        alt_texts=False,
        comments=False,
        post_meta=False,
    )


EXTRACTORS: dict[str, Callable[[str], str]] = {
    "Marsad (on Resiliparse's tree)": lambda page: extract(page).text,
    f"Resiliparse {version('resiliparse')}, main content": _resiliparse,
    f"trafilatura {version('trafilatura')}": lambda page: trafilatura.extract(page, include_comments=False) or "",
    f"trafilatura {version('trafilatura')}, fast": lambda page: (
        trafilatura.extract(page, include_comments=False, fast=True) or ""
    ),
}


def read(path: Path) -> str:
    """The text of a page; of the fixtures, those in windows-1256 say so in their names."""
    return path.read_text(encoding="windows-1256" if "1256" in path.name else "utf-8")


def quality(text: str, title: str, paragraphs: list[str]) -> tuple[float, float, float]:
    """Precision and recall of words, and the share of paragraphs that are lines of their own, letter by letter."""
    lines = [line.strip() for line in text.split("\n") if line.strip() not in ("", title)]
    got, wanted = Counter(_WORD.findall(" ".join(lines))), Counter(_WORD.findall(" ".join(paragraphs)))
    common = sum((got & wanted).values())
    whole = sum(paragraph in lines for paragraph in paragraphs) / len(paragraphs)
    return common / max(1, sum(got.values())), common / sum(wanted.values()), whole


def rate(extractor: Callable[[str], str], pages: list[str]) -> float:
    """Pages a second of processor time, which other work on the machine disturbs least."""
    began, number = time.process_time(), 0
    while time.process_time() - began < SECONDS:
        for page in pages:
            extractor(page)
        number += len(pages)
    return number / (time.process_time() - began)


def main() -> None:
    """Prints the table."""
    expected = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))["pages"]
    pages = {name: read(PAGES / f"{name}.html") for name in expected}
    print("| | precision of words | recall | paragraphs whole | pages a second |\n|---|---|---|---|---|")
    for name, extractor in EXTRACTORS.items():
        scores = [
            quality(extractor(pages[page]), facts["title"], facts["paragraphs"]) for page, facts in expected.items()
        ]
        precision, recall, whole = (statistics.fmean(part) for part in zip(*scores, strict=True))
        speed = rate(extractor, list(pages.values()))
        print(f"| {name} | {precision:.2f} | {recall:.2f} | {whole:.2f} | {speed:,.0f} |")


if __name__ == "__main__":
    main()
