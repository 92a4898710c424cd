"""What is remembered of a feed between two looks, and where: the part of a desk that must survive a restart."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from marsad.errors import ReadError


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a feed.

    Args:
        etag, last_modified: what the server gave with its last whole answer, to ask only for what is newer.
        next_due: when to look again; None means now.
        failures: looks in a row that failed.
        moved_to: the feed's new address, where the server said so for good.
        seen: digest of each entry that was handed on, by its key.
        tries: how often the page of an entry could not be had, by its key.
    """

    etag: str = ""
    last_modified: str = ""
    next_due: dt.datetime | None = None
    failures: int = 0
    moved_to: str = ""
    seen: Mapping[str, str] = field(default_factory=dict)
    tries: Mapping[str, int] = field(default_factory=dict)


def state_to_dict(state: FeedState) -> dict[str, Any]:
    """A state as JSON can hold it."""
    return {
        "etag": state.etag,
        "last_modified": state.last_modified,
        "next_due": state.next_due.isoformat() if state.next_due else None,
        "failures": state.failures,
        "moved_to": state.moved_to,
        "seen": dict(state.seen),
        "tries": dict(state.tries),
    }


def state_from_dict(value: Mapping[str, Any]) -> FeedState:
    """The state that `state_to_dict` wrote.

    Raises:
        ValueError, TypeError, KeyError: when it is none.
    """
    due = value["next_due"]
    return FeedState(
        etag=str(value["etag"]),
        last_modified=str(value["last_modified"]),
        next_due=dt.datetime.fromisoformat(due) if due else None,
        failures=int(value["failures"]),
        moved_to=str(value["moved_to"]),
        seen={str(key): str(digest) for key, digest in value["seen"].items()},
        tries={str(key): int(number) for key, number in value["tries"].items()},
    )


class FeedStates(Protocol):
    """Keeps the states of feeds by address: the store, a file, or memory."""

    def get(self, url: str) -> FeedState:
        """The state of a feed; an empty one for a feed not looked at yet."""

    def put(self, url: str, state: FeedState) -> None:
        """Keeps a state; lasting once it returns."""


class MemoryStates:
    """States that end with the process."""

    def __init__(self) -> None:
        self._states: dict[str, FeedState] = {}

    def get(self, url: str) -> FeedState:
        """The state of a feed."""
        return self._states.get(url, FeedState())

    def put(self, url: str, state: FeedState) -> None:
        """Keeps a state."""
        self._states[url] = state


class FileStates:
    """States in one JSON file, written anew and put in place at once, so that a killed run leaves a whole one.

    Raises:
        ReadError: when the file is there and holds something else.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._states: dict[str, FeedState] = {}
        with contextlib.suppress(FileNotFoundError):
            try:
                table = json.loads(path.read_text(encoding="utf-8"))
                self._states = {str(url): state_from_dict(value) for url, value in table.items()}
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                raise ReadError(str(path), "holds no states of feeds; move it away to start afresh") from error

    def get(self, url: str) -> FeedState:
        """The state of a feed."""
        return self._states.get(url, FeedState())

    def put(self, url: str, state: FeedState) -> None:
        """Keeps a state."""
        self._states[url] = state
        table = {url: state_to_dict(state) for url, state in self._states.items()}
        beside = self._path.with_name(self._path.name + ".new")
        with beside.open("w", encoding="utf-8") as file:
            json.dump(table, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._path)
