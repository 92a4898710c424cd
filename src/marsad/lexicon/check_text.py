"""Rules for every table, whatever it holds: it can be read, and its letters are those that reports are folded to.

After `tables`, beside the other `check_*` modules.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from marsad.lexicon.problems import Problem, Problems, name_of
from marsad.reading.fold import fold_word

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_TATWEEL = "\N{ARABIC TATWEEL}"
_BIDI = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_FOREIGN = re.compile("[\u0671-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f]")
# Letters that Arabic writers themselves use for foreign sounds: peh, tcheh, veh, gaf.
_BORROWED = frozenset("پچڤگ")
_DIGITS = (re.compile("[0-9]"), re.compile("[\u0660-\u0669]"), re.compile("[\u06f0-\u06f9]"))

NEVER_FOUND = "is taken apart otherwise in a text (signs, digits or capitals), so it is never found"


@dataclass(frozen=True, slots=True)
class Cell:
    """A string of a table and where it stands; `column` is "" in YAML."""

    text: str
    line: int
    column: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a CSV table."""

    line: int
    cells: dict[str, str]


def read_rows(path: Path) -> tuple[list[Row], list[Problem]]:
    """The rows of a CSV table and what is wrong with its shape; nothing is raised."""
    name = name_of(path)
    rows: list[Row] = []
    problems: list[Problem] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            if len(set(header)) != len(header) or not all(header):
                problems.append(Problem(name, 1, "LX001", "the header is empty or names a column twice"))
                return rows, problems
            for cells in reader:
                if not cells:
                    continue
                if len(cells) != len(header):
                    text = f"{len(cells)} cells in a table of {len(header)} columns"
                    problems.append(Problem(name, reader.line_num, "LX001", text))
                    continue
                rows.append(Row(reader.line_num, dict(zip(header, cells, strict=True))))
    except (UnicodeDecodeError, csv.Error) as error:
        problems.append(Problem(name, 1, "LX001", f"not a UTF-8 table: {error}"))
    return rows, problems


def read_tree(path: Path) -> tuple[yaml.Node | None, list[Problem]]:
    """The nodes of a YAML file, with their lines, and what is wrong with its shape; nothing is raised."""
    name = name_of(path)
    try:
        root = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        return None, [Problem(name, mark.line + 1 if mark else 1, "LX001", f"not YAML: {str(error).splitlines()[0]}")]
    if not isinstance(root, yaml.MappingNode):
        return None, [Problem(name, 1, "LX001", "want a mapping at the top")]
    return root, list(_repeated(root, name))


def _repeated(node: yaml.Node, name: str) -> Problems:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key_node, value in node.value:
            if key_node.value in seen:
                line = key_node.start_mark.line + 1
                yield Problem(name, line, "LX001", f"key {key_node.value!r} given twice in one mapping")
            seen.add(key_node.value)
            yield from _repeated(value, name)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _repeated(value, name)


def scalars(node: yaml.Node) -> Iterator[Cell]:
    """Every string under a node, keys included, with its line."""
    if isinstance(node, yaml.ScalarNode):
        yield Cell(node.value, node.start_mark.line + 1)
    elif isinstance(node, yaml.MappingNode):
        for key_node, value in node.value:
            yield from scalars(key_node)
            yield from scalars(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from scalars(value)


def letters(cells: Iterator[Cell], name: str) -> Problems:
    """LX002 to LX006: letters, marks, digits and spaces that don't belong in a table of Arabic words."""
    for cell in cells:
        text = cell.text
        if not text:
            continue
        if _BIDI.search(text):
            mark = _BIDI.search(text).group()  # type: ignore[union-attr]
            yield Problem(name, cell.line, "LX002", f"invisible mark U+{ord(mark):04X} in {_short(text)}")
        if text != text.strip() or "  " in text or any(part != part.strip() for part in text.split("|")):
            yield Problem(name, cell.line, "LX006", f"white space around or doubled in {_short(text)}")
        if text.startswith("|") or text.endswith("|") or "||" in text:
            yield Problem(name, cell.line, "LX006", f"an empty value between | in {_short(text)}")
        if not _ARABIC.search(text):
            continue
        if _TATWEEL in text and text.strip(_TATWEEL):
            yield Problem(name, cell.line, "LX003", f"tatweel in {_short(text)}")
        if _PRESENTATION.search(text):
            yield Problem(name, cell.line, "LX003", f"presentation form in {_short(text)}")
        foreign = sorted(set(_FOREIGN.findall(text)) - _BORROWED)
        if foreign:
            points = ", ".join(f"U+{ord(char):04X}" for char in foreign)
            yield Problem(name, cell.line, "LX004", f"letter of another language ({points}) in {_short(text)}")
        if sum(1 for digits in _DIGITS if digits.search(text)) > 1:
            yield Problem(name, cell.line, "LX005", f"digits of more than one script in {_short(text)}")


def variants(values: Iterator[Cell], name: str) -> Problems:
    """LX007: values of one cell or list that folding makes one and the same."""
    seen: dict[str, str] = {}
    for cell in values:
        folded = fold_word(cell.text)
        if folded in seen:
            text = f"{_short(cell.text)} says no more than {_short(seen[folded])}: spelling variants are folded"
            yield Problem(name, cell.line, "LX007", text)
        else:
            seen[folded] = cell.text


def _short(text: str) -> str:
    text = _BIDI.sub("\N{REPLACEMENT CHARACTER}", text)
    return f"«{text if len(text) <= 40 else text[:39] + '…'}»"
