"""Coding in other processes, results in the order in which the articles were given."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from typing import Protocol

from marsad.article import Article
from marsad.corroboration.reprints import signature
from marsad.errors import MarsadError
from marsad.event import Event

_ALONE = 2  # lots coded in this process first: starting others takes longer than a small input
_ORPHAN_S = 1.0

_coder: Coding | None = None  # the coder of a worker process


class Coding(Protocol):
    """What codes articles and says by which versions: `marsad.Coder`, or a stand-in in tests."""

    @property
    def versions(self) -> tuple[str, str]:
        """(coder version, lexicon version)."""

    def code(self, article: Article) -> Sequence[Event]:
        """The events of an article, in the order in which it tells them."""


@dataclass(frozen=True, slots=True)
class Coded:
    """What became of one article: its events and signature, or the reason why it has none.

    Args:
        events: () too when it tells none.
        signature: for near-duplicate detection.
        error: one sentence; "" when all went well.
    """

    events: tuple[Event, ...]
    signature: bytes
    error: str = ""


def code_one(coder: Coding, article: Article, *, is_codable: bool = True) -> Coded:
    """The article coded; an error of the coder is a result, so that one bad article ends no run."""
    mark = signature(article.text)
    try:
        return Coded(tuple(coder.code(article)) if is_codable else (), mark)
    except MarsadError as error:
        return Coded((), mark, str(error))
    except Exception as error:
        reason = f"the coder failed ({type(error).__name__}: {error}); please report it with this article"
        return Coded((), mark, reason)


def _die_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_ORPHAN_S)
    os._exit(1)


def _start(coder: Coding, parent: int) -> None:
    global _coder  # noqa: PLW0603 - one coder for a process's life
    _coder = coder
    # A parent killed by kill -9 tells its workers nothing.
    threading.Thread(target=_die_with, args=(parent,), daemon=True).start()


def _code_here(lot: Sequence[tuple[Article, bool]]) -> list[Coded]:
    if _coder is None:  # not reached: _start has run
        raise RuntimeError("this process was started without a coder")
    return [code_one(_coder, article, is_codable=is_codable) for article, is_codable in lot]


class Workers:
    """Codes lots of articles, `jobs` at a time; a context manager.

    Args:
        coder: picklable when `jobs` is above 1.
        jobs: processes; 1: this one only.
    """

    def __init__(self, coder: Coding, jobs: int) -> None:
        self._coder = coder
        self._jobs = jobs
        self._lots = 0
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_exception: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    @property
    def ahead(self) -> int:
        """How many lots should be under way before a result is waited for."""
        return 0 if self._jobs == 1 else self._jobs + 1

    def submit(self, lot: Sequence[tuple[Article, bool]]) -> Future[list[Coded]]:
        """The results for (article, is it codable) to come, in that order."""
        self._lots += 1
        if self._jobs == 1 or self._lots <= _ALONE or not lot:
            done: Future[list[Coded]] = Future()
            done.set_result([code_one(self._coder, article, is_codable=codable) for article, codable in lot])
            return done
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self._jobs,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_start,
                initargs=(self._coder, os.getpid()),
            )
        return self._pool.submit(_code_here, lot)
