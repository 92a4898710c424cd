"""How a guest behaves: what robots.txt forbids is not fetched, and a host is not asked twice in a moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from typing import Protocol
from urllib.parse import urlsplit

from protego import Protego

from marsad.errors import ReadError
from marsad.sources.web import AGENT_NAME, Answer, ask

_KEPT = dt.timedelta(hours=24)  # RFC 9309: a robots.txt may be believed for a day
_KEPT_FAILED = dt.timedelta(minutes=30)
_MAX_ROBOTS = 512 * 1024
MIN_DELAY_S = 2.0
MAX_DELAY_S = 60.0
_MAX_RETRY = dt.timedelta(days=1)
_UNAVAILABLE = 500
_TOO_MANY = 429
_BUSY = 503
_PAUSE = dt.timedelta(minutes=5)  # for a host that is asked too much and does not say for how long


class Asker(Protocol):
    """What asks a server: `marsad.sources.web.ask`, or a stand-in in tests."""

    def __call__(self, address: str, headers: Mapping[str, str]) -> Answer:
        """The answer; raises ReadError when there is none."""


def ask_web(address: str, headers: Mapping[str, str]) -> Answer:
    """The answer of the server at an address of the open web."""
    return ask(address, headers=headers)


class Guest:
    """Asks servers, each host with pauses, and only for what its robots.txt allows.

    Args:
        asker: what asks.
        clock: gives the time, with a zone.
        sleeper: waits so many seconds.
    """

    def __init__(self, asker: Asker, clock: Callable[[], dt.datetime], sleeper: Callable[[float], None]) -> None:
        self._ask = asker
        self._clock = clock
        self._sleep = sleeper
        self._rules: dict[str, tuple[dt.datetime, Protego | None]] = {}
        self._last: dict[str, dt.datetime] = {}
        self._paused: dict[str, dt.datetime] = {}

    def get(self, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer at an address.

        Raises:
            ReadError: when there is none, the site does not want programs there, or its host asked for a pause.
        """
        paused = self._paused.get(_host(address))
        if paused is not None and self._clock() < paused:
            raise ReadError(address, "its host answered that it is asked too much; not fetched before it wants")
        rules = self._rules_of(address)
        if rules is None:
            raise ReadError(address, "its robots.txt can't be had now; nothing is fetched without; tried again later")
        if not rules.can_fetch(address, AGENT_NAME):
            raise ReadError(address, "its robots.txt asks programs to stay away; not fetched")
        delay = min(max(rules.crawl_delay(AGENT_NAME) or 0.0, MIN_DELAY_S), MAX_DELAY_S)
        return self._paced(address, headers or {}, delay)

    def _paced(self, address: str, headers: Mapping[str, str], delay: float) -> Answer:
        host = _host(address)
        last = self._last.get(host)
        if last is not None:
            passed = (self._clock() - last).total_seconds()
            if 0 <= passed < delay:
                self._sleep(delay - passed)
        try:
            answer = self._ask(address, headers)
        finally:
            self._last[host] = self._clock()
        if answer.status in (_TOO_MANY, _BUSY):
            now = self._clock()
            self._paused[host] = now + (retry_after(answer, now) or _PAUSE)
        return answer

    def _rules_of(self, address: str) -> Protego | None:
        """The rules of an address's site; None while they can't be had."""
        parts = urlsplit(address)
        root = f"{parts.scheme}://{parts.netloc}"
        known = self._rules.get(root)
        if known is not None and self._clock() < known[0]:
            return known[1]
        rules: Protego | None = None
        try:
            answer = self._ask(f"{root}/robots.txt", {})
            if answer.is_success:
                rules = Protego.parse(answer.fetched.data[:_MAX_ROBOTS].decode("utf-8-sig", "replace"))
            elif answer.status < _UNAVAILABLE and answer.status != _TOO_MANY:
                rules = Protego.parse("")  # no such file: everything is allowed
        except ReadError:
            pass  # told by `get`, which does not fetch then
        self._rules[root] = (self._clock() + (_KEPT if rules is not None else _KEPT_FAILED), rules)
        return rules


def _host(address: str) -> str:
    return urlsplit(address).netloc.lower()


def retry_after(answer: Answer, now: dt.datetime) -> dt.timedelta | None:
    """How long a server asks to be left alone, at most a day; None when it does not."""
    stated = answer.headers.get("retry-after", "").strip()
    if stated.isascii() and stated.isdigit():
        return min(dt.timedelta(seconds=min(int(stated), 10**6)), _MAX_RETRY)
    try:
        until = parsedate_to_datetime(stated)
    except (ValueError, TypeError, IndexError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=dt.UTC)
    return min(max(until - now, dt.timedelta(0)), _MAX_RETRY)
