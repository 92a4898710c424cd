"""Draws docs/images/demo.svg: what `marsad code` shows of an example, as a terminal with Arabic would show it.

Written by `make picture`. The coder runs; nothing in the picture is typed by hand.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from marsad import Coder
from marsad.cli.formats.bidi import Layout, Order
from marsad.cli.formats.explain import ExplainWriter
from marsad.cli.formats.table import TableWriter
from marsad.sources import Document, read_inputs

ROOT = Path(__file__).parents[1]
EXAMPLE = "examples/monitor/monitor-gezira-massacre.json"
TARGET = ROOT / "docs" / "images" / "demo.svg"
COLUMNS = 112

THEME = TerminalTheme(
    (250, 250, 247),
    (40, 44, 52),
    [(40, 44, 52), (176, 48, 48), (46, 125, 50), (146, 94, 0), (30, 90, 170), (130, 60, 140), (0, 110, 120), (90,) * 3],
)  # fmt: skip
FONTS = "'DejaVu Sans Mono','Noto Sans Mono','Noto Sans Arabic',Consolas,Menlo,monospace"

_RUN = re.compile(r'(<text [^>]*?) textLength="[^"]*"([^>]*>)([^<]*)(</text>)')
_ARABIC = re.compile("[\u0600-\u06ff]")


def shaped(svg: str) -> str:
    """The picture with Arabic left to be laid out: a stretched run would tear its letters apart."""

    def run(found: re.Match[str]) -> str:
        return "".join(found.group(1, 2, 3, 4)) if _ARABIC.search(found[3]) else found[0]

    svg = _RUN.sub(run, svg)
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)  # fonts of the reader, nothing fetched
    return re.sub(r"font-family: (Fira Code|arial)[^;]*;", f"font-family: {FONTS};", svg)


def main() -> None:
    """Codes the example and draws it."""
    console = Console(
        record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, highlight=False, markup=False, emoji=False
    )  # fmt: skip
    layout = Layout(Order.GUARDED)  # an SVG viewer lays out both directions itself
    [document] = [o for o in read_inputs([str(ROOT / EXAMPLE)], stdin=io.BytesIO) if isinstance(o, Document)]
    events = Coder().code(document.article)
    console.print(Text(f"$ marsad code {EXAMPLE}\n", style="dim"))
    TableWriter(console.file, layout, console).write(document, events)
    console.print(Text(f"$ marsad code --explain {EXAMPLE}\n…", style="dim"))
    ExplainWriter(console.file, layout, console).write_event(document.article, events[0], f"1 of {len(events)}")
    console.print(Text("…", style="dim"))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    svg = console.export_svg(title="marsad", theme=THEME, unique_id="demo")
    TARGET.write_text(shaped(svg), encoding="utf-8")


if __name__ == "__main__":
    main()
