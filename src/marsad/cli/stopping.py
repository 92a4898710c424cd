"""How a command that runs without end is stopped: soon, but never in the middle of what it writes."""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, ParamSpec, TypeVar

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class StoppedError(Exception):
    """The user, or the system, asked for an end while something was waited for."""


class Stop:
    """Ctrl+C and SIGTERM while it is entered; a context manager of the main thread.

    A wait in `waiting` is broken off at once; whatever else goes on comes to its end first. A second Ctrl+C is a
    KeyboardInterrupt wherever it comes.
    """

    def __init__(self) -> None:
        self.asked = False
        self._is_waiting = False
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Stop:
        for number in _SIGNALS:
            self._before[number] = signal.signal(number, self._take)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _take(self, _number: int, _frame: FrameType | None) -> None:
        if self.asked and not self._is_waiting:
            raise KeyboardInterrupt
        self.asked = True
        if self._is_waiting:
            raise StoppedError

    def waiting(self, wait: Callable[_Given, _Result]) -> Callable[_Given, _Result]:
        """The same function, broken off by StoppedError when an end is asked for; not begun after that."""

        def interruptible(*args: _Given.args, **options: _Given.kwargs) -> _Result:
            self._is_waiting = True
            try:
                if self.asked:
                    raise StoppedError
                return wait(*args, **options)
            finally:
                self._is_waiting = False

        return interruptible
