"""Strict reading of the lexicon's files: YAML with strings only and no repeated keys, CSV with a fixed header."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from marsad.errors import LexiconError

DATA = Path(__file__).parent / "data" / "ar"


class _StrictLoader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]
    """Every scalar is a string; a key given twice is an error instead of a silent loss."""


def _mapping(loader: Any, node: yaml.MappingNode) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key_node, value_node in node.value:
        name = loader.construct_object(key_node, deep=True)
        if name in out:
            raise LexiconError(f"{key_node.start_mark.name}:{key_node.start_mark.line + 1}: key {name!r} given twice")
        out[name] = loader.construct_object(value_node, deep=True)
    return out


_StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_yaml(path: Path) -> dict[str, Any]:
    """The mapping a YAML file holds.

    Raises:
        LexiconError: not YAML, not a mapping, or a key twice; names file and line.
    """
    try:
        with path.open(encoding="utf-8-sig") as file:
            value = yaml.load(file, Loader=_StrictLoader)  # noqa: S506 - builds strings, lists and dicts only
    except yaml.YAMLError as error:
        raise LexiconError(f"{path}: {error}") from error
    if not isinstance(value, dict):
        raise LexiconError(f"{path}: want a mapping at the top")
    return value


def read_csv(path: Path, header: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """(line number, row) for each row of a CSV file whose header must be `header`.

    Raises:
        LexiconError: wrong header or a row of another width; names file and line.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        found = tuple(next(reader, ()))
        if found != header:
            raise LexiconError(f"{path}:1: header is {','.join(found)!r}, want {','.join(header)!r}")
        for row in reader:
            if not row:
                continue
            if len(row) != len(header):
                raise LexiconError(f"{path}:{reader.line_num}: {len(row)} cells, want {len(header)}")
            yield reader.line_num, dict(zip(header, row, strict=True))


def as_list(value: Any) -> list[str]:
    """A YAML value that may be one string or a list of strings, as a list."""
    if value is None or value == "":
        return []
    if isinstance(value, str):
        return [value]
    return [str(v) for v in value]


def as_mappings(value: Any) -> list[Mapping[str, Any]]:
    """A YAML value that is a list of mappings, or missing."""
    return list(value or [])


@cache
def lexicon_files() -> tuple[Path, ...]:
    """Every table of the Arabic lexicon, in a fixed order."""
    return tuple(sorted(p for p in DATA.rglob("*") if p.suffix in {".yml", ".csv"}))
