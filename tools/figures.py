"""Fills the table of measured figures in README.md from `marsad evaluate --json`. Written by `make figures`."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
REGISTERS = ("agency", "local_site", "monitor", "newspaper", "radio", "telegram")
SETS = {
    "seen": [f"examples/{name}" for name in REGISTERS],
    "held out": ["examples/heldout"],
}
SHOWN = (
    ("events found, of those annotated", "event_r"),
    ("events right, of those coded", "event_p"),
    ("F1 of events of the right kind", "kind_f1"),
    ("date right", "date_acc"),
    ("place right, where the text names one", "place_told_acc"),
    ("point within 25 km", "within_25km"),
    ("dead right, where the text tells", "fatalities_told_acc"),
    ("wounded right, where the text tells", "injured_told_acc"),
    ("F1 of parties", "side_f1"),
    ("F1 of speakers", "source_f1"),
    ("F1 of events right in every field: usable as they are", "usable_f1"),
)
_TABLE = re.compile(r"(<!-- figures -->\n).*?(<!-- /figures -->)", re.DOTALL)


def evaluated(paths: list[str]) -> dict[str, Any]:
    """What `marsad evaluate --json` says of these folders."""
    code = "import sys; from marsad.cli.main import run; sys.exit(run())"
    command = [sys.executable, "-c", code, "evaluate", *paths, "--json"]
    ran = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, encoding="utf-8")
    figures: dict[str, Any] = json.loads(ran.stdout)
    return figures


def table(found: dict[str, dict[str, Any]]) -> str:
    """The table in Markdown."""
    sizes = [f"{figures['documents']}, {figures['gold_events']}" for figures in found.values()]
    lines = [
        f"| in % | {' | '.join(found)} |",
        "|---|" + "---:|" * len(found),
        f"| articles, events | {' | '.join(sizes)} |",
    ]
    for label, name in SHOWN:
        lines.append(f"| {label} | {' | '.join(f'{100 * f[name]:.0f}' for f in found.values())} |")
    extra = " | ".join(f"{f['false_events_per_negative']:.2f}" for f in found.values())
    lines.append(f"| events coded in an article that tells none | {extra} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measures and writes."""
    filled = table({name: evaluated(paths) for name, paths in SETS.items()})
    text = README.read_text(encoding="utf-8")
    if not _TABLE.search(text):
        raise SystemExit("README.md has no place for the figures")
    README.write_text(_TABLE.sub(lambda found: found[1] + filled + found[2], text), encoding="utf-8")
    print(filled, end="")


if __name__ == "__main__":
    main()
