"""A running desk: looks at its feeds when they are due and hands on what is new or changed.

The loop of `marsad watch`. An entry counts as seen once whoever takes the documents has asked for the next:
a run that is killed hands it on again, and loses none.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from marsad.errors import ReadError
from marsad.sources.dates import day_of
from marsad.sources.document import Document
from marsad.sources.feed import Entry, FeedText, entry_to_document, parse_feed
from marsad.sources.feed_list import Feed
from marsad.sources.feed_state import FeedState, FeedStates
from marsad.sources.page import page_to_document
from marsad.sources.polite import Asker, Guest, ask_web, retry_after
from marsad.sources.web import Answer

_MAX_BACK_OFF = dt.timedelta(days=1)
_GONE_FOR = dt.timedelta(days=7)
_MAX_TRIES = 3  # looks after which an entry whose page can't be had is taken as the feed tells it, or left
_MAX_SEEN = 2000  # entries remembered of a feed, the latest ones
_STEP_S = 60.0
_NOT_MODIFIED = 304
_GONE = 410


def utc_now() -> dt.datetime:
    """The time, in UTC."""
    return dt.datetime.now(tz=dt.UTC)


class Desk:
    """Follows feeds.

    Args:
        feeds: which.
        states: what is remembered of them.
        asker: what asks servers.
        clock: gives the time, with a zone.
        sleeper: waits so many seconds.
    """

    def __init__(
        self,
        feeds: Sequence[Feed],
        states: FeedStates,
        *,
        asker: Asker = ask_web,
        clock: Callable[[], dt.datetime] = utc_now,
        sleeper: Callable[[float], None] = time.sleep,
    ) -> None:
        self._feeds = tuple(feeds)
        self._states = states
        self._clock = clock
        self._sleep = sleeper
        self._guest = Guest(asker, clock, sleeper)

    def due(self) -> tuple[Feed, ...]:
        """Feeds to be looked at now, in order."""
        now = self._clock()
        return tuple(feed for feed in self._feeds if self._due_at(feed, now) <= now)

    def _due_at(self, feed: Feed, now: dt.datetime) -> dt.datetime:
        return self._states.get(feed.url).next_due or now

    def look_at_due(self) -> Iterator[Document | ReadError]:
        """One round: what the feeds bring that are due now, in order."""
        for feed in self.due():
            yield from self.look(feed)

    def next_due(self) -> dt.datetime | None:
        """When the first feed is to be looked at; None without feeds."""
        now = self._clock()
        return min((self._due_at(feed, now) for feed in self._feeds), default=None)

    def wait(self, *, until: Callable[[], bool] = lambda: False) -> None:
        """Waits until a feed is due, or `until` is true."""
        while not until():
            due = self.next_due()
            left = (due - self._clock()).total_seconds() if due else 0.0
            if left <= 0:
                return
            # In short steps, so that an end is noticed and a clock set forward does no harm.
            self._sleep(min(left, _STEP_S))

    def watch(self, *, until: Callable[[], bool] = lambda: False) -> Iterator[Document | ReadError]:
        """What the feeds bring, without end; waits between looks.

        Args:
            until: asked before each round and while waiting; ends the loop when true.
        """
        while self._feeds and not until():
            yield from self.look_at_due()
            self.wait(until=until)

    def look(self, feed: Feed) -> Iterator[Document | ReadError]:
        """New and changed entries of one feed, whether due or not, and what failed."""
        state = self._states.get(feed.url)
        headers = {}
        if state.etag:
            headers["If-None-Match"] = state.etag
        if state.last_modified:
            headers["If-Modified-Since"] = state.last_modified
        try:
            answer = self._guest.get(state.moved_to or feed.url, headers)
            if answer.status == _NOT_MODIFIED:
                self._states.put(feed.url, self._after_success(feed, state))
                return
            if not answer.is_success:
                yield self._refused(feed, state, answer)
                return
            text = parse_feed(answer.fetched.data, feed.url, answer.fetched.charset)
        except ReadError as error:
            self._put_off(feed, state, None)
            yield ReadError(feed.url, error.reason)
            return
        yield from self._entries(feed, state, answer, text)

    def _entries(self, feed: Feed, state: FeedState, answer: Answer, text: FeedText) -> Iterator[Document | ReadError]:
        waiting = False
        for entry in text.entries:
            if state.seen.get(entry.key) == entry.digest:
                continue
            outcome = self._read(feed, entry, text, state.tries.get(entry.key, 0))
            yield outcome
            tries = {key: number for key, number in state.tries.items() if key != entry.key}
            if isinstance(outcome, Document) or state.tries.get(entry.key, 0) + 1 >= _MAX_TRIES:
                seen = {key: digest for key, digest in state.seen.items() if key != entry.key}
                state = replace(state, seen={**seen, entry.key: entry.digest}, tries=tries)
            else:
                waiting = True
                state = replace(state, tries={**tries, entry.key: state.tries.get(entry.key, 0) + 1})
            self._states.put(feed.url, state)
        listed = {entry.key for entry in text.entries}
        state = replace(
            state,
            # While pages are still wanted the whole feed is asked for again.
            etag="" if waiting else answer.headers.get("etag", ""),
            last_modified="" if waiting else answer.headers.get("last-modified", ""),
            moved_to=answer.moved_to or state.moved_to,
            seen=dict(list(state.seen.items())[-_MAX_SEEN:]),
            tries={key: number for key, number in state.tries.items() if key in listed},
        )
        self._states.put(feed.url, self._after_success(feed, state))

    def _read(self, feed: Feed, entry: Entry, text: FeedText, tries: int) -> Document | ReadError:
        """The document of an entry: of the page that it links to, or of its own text."""
        language = text.language or feed.language
        notes: tuple[str, ...] = ()
        if feed.full_text and entry.url:
            try:
                return self._page(feed, entry, language)
            except ReadError as error:
                if tries + 1 < _MAX_TRIES or not entry.text:
                    return error
                notes = (f"its page can't be had ({error.reason}); read as the feed tells it",)
        try:
            document = entry_to_document(entry, entry.url or feed.url, feed.outlet, language)
        except ReadError as error:
            return error
        return _of_feed(replace(document, notes=(*document.notes, *notes)), feed)

    def _page(self, feed: Feed, entry: Entry, language: str) -> Document:
        answer = self._guest.get(entry.url)
        if not answer.is_success:
            raise ReadError(entry.url, f"the server answers {answer.status}")
        document = page_to_document(answer.fetched, entry.url)
        article = document.article
        own = article.published is not None
        moment = entry.published if isinstance(entry.published, dt.datetime) else None
        article = replace(
            article,
            title=article.title or entry.title,
            published=article.published if own else day_of(entry.published),
            source=feed.outlet,
            id="",
        )
        return _of_feed(
            replace(
                document,
                article=article,
                language=document.language or language,
                published_at=document.published_at or (moment if not own else None),
                edited_at=document.edited_at or entry.edited_at,
            ),
            feed,
        )

    def _after_success(self, feed: Feed, state: FeedState) -> FeedState:
        return replace(state, failures=0, next_due=self._clock() + feed.interval)

    def _refused(self, feed: Feed, state: FeedState, answer: Answer) -> ReadError:
        if answer.status == _GONE:
            self._states.put(feed.url, replace(state, failures=state.failures + 1, next_due=self._clock() + _GONE_FOR))
            return ReadError(feed.url, "the server says that this feed is gone for good; take it out of the list")
        wait = self._put_off(feed, state, retry_after(answer, self._clock()))
        return ReadError(feed.url, f"the server answers {answer.status}; tried again in {_told(wait)}")

    def _put_off(self, feed: Feed, state: FeedState, asked: dt.timedelta | None) -> dt.timedelta:
        """Plans the next look after a failed one: twice as far away each time, never sooner than asked for."""
        doubled = min(feed.interval * (1 << min(state.failures, 10)), max(_MAX_BACK_OFF, feed.interval))
        wait = max(doubled, asked or dt.timedelta(0))
        self._states.put(feed.url, replace(state, failures=state.failures + 1, next_due=self._clock() + wait))
        return wait


def _of_feed(document: Document, feed: Feed) -> Document:
    record = {"feed": feed.url, **({"country": feed.country} if feed.country else {})}
    return replace(document, record=record)


def _told(wait: dt.timedelta) -> str:
    minutes = round(wait.total_seconds() / 60)
    return f"{minutes} minutes" if minutes < 120 else f"{round(minutes / 60)} hours"
