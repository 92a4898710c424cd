"""Sets of reports that say which incidents they tell of, read and coded for the commands that measure and learn."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from marsad.cli import coding
from marsad.corroboration.incident import Told
from marsad.corroboration.telling import tell
from marsad.errors import ReadError
from marsad.evaluation.incidents import IncidentSet, read_set


def coded_set(inputs: Sequence[str]) -> tuple[IncidentSet, list[Told], dict[str, str]]:
    """The set, its coded events in order of arrival, and the digests of its files by name.

    Args:
        inputs: JSON files and folders of such.

    Raises:
        ReadError: when there is no file, or one is no set.
    """
    paths: list[Path] = []
    for name in inputs:
        path = Path(name)
        found = sorted(path.rglob("*.json")) if path.is_dir() else [path]
        if not found:
            raise ReadError(name, "no .json file in this folder")
        paths += found
    for path in paths:
        if not path.is_file():
            raise ReadError(str(path), "no such file")
    told_set = read_set(paths)
    coder = coding.make_coder()
    told = list(tell((article, coder.code(article)) for article in told_set.articles))
    return told_set, told, {path.as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:16] for path in paths}
