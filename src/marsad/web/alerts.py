"""Saved searches at work: what each newly finds is kept, and told until it is heard or given up."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from marsad.errors import MarsadError
from marsad.store import Store
from marsad.store.searches import Search, add_found, due, known_incidents, note_told, read_searches
from marsad.web.book import Book, short
from marsad.web.find import find_rows
from marsad.web.tell import Smtp, TellError, make_mail, post_webhook, send_mail
from marsad.web.wanted import Wanted

_LOG = logging.getLogger(__name__)
MOST = 100  # incidents in one message
# After a failure; then it is given up.
PAUSES = tuple(dt.timedelta(minutes=m) for m in (1, 5, 30, 120, 720))

_LISTS = frozenset(name for name, field in Wanted.model_fields.items() if field.default == [])


def wanted_of(filters: str) -> Wanted:
    """The conditions of a query as an address holds them.

    Raises:
        ValueError: when it holds others, or values that can't be; pydantic's, which names them.
    """
    query = parse_qs(filters.removeprefix("?"), keep_blank_values=True, max_num_fields=300)
    return Wanted.model_validate({k: v if k in _LISTS else v[-1] for k, v in query.items()})


class Alerts:
    """Looks at the saved searches again and again, in a thread of its own.

    Args:
        store: where searches and incidents are.
        books: the view with everything, and the masked one.
        base: address of the observatory that links lead to, without a slash at the end.
        smtp: None: no mail is sent.
        post: sends a webhook; for tests.
        send: sends a mail; for tests.
    """

    def __init__(
        self,
        store: Store,
        books: tuple[Book, Book],
        *,
        base: str,
        smtp: Smtp | None,
        post: Callable[[str, str, Any], None] = post_webhook,
        send: Callable[[Smtp, Any], None] = send_mail,
    ) -> None:
        self._store = store
        self._whole, self._masked = books
        self._base = base
        self._smtp = smtp
        self._post = post
        self._send = send
        self._is_warm = False
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, every_s: float) -> None:
        """Begins, looking every so many seconds."""
        self._thread = threading.Thread(target=self._run, args=(every_s,), name="alerts", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends after the round that is under way."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=30)

    def _run(self, every_s: float) -> None:
        while not self._stop.wait(every_s if self._is_warm else 0):
            try:
                self._whole.view()  # so that the first reader does not wait for it
                self._is_warm = True
                self.look()
            except MarsadError:
                _LOG.exception("saved searches could not be looked at; again in %s seconds", every_s)

    def book(self, search: Search) -> Book:
        """The incidents as the search may tell them."""
        return self._masked if search.is_masked else self._whole

    def begin(self, search: Search) -> None:
        """Takes what a new search finds now as known: only what comes later is told."""
        self._note_new(search, tells=False)

    def look(self) -> None:
        """One round over all searches."""
        with self._store.reading() as connection:
            searches = list(read_searches(connection))
        for search in searches:
            self._note_new(search, tells=True)
            if search.webhook:
                self._tell(search, "webhook", self._by_webhook)
            if search.email and self._smtp is not None:
                self._tell(search, "email", self._by_mail)

    def _note_new(self, search: Search, *, tells: bool) -> None:
        rows = find_rows(self._store, self.book(search).view(), wanted_of(search.filters))
        with self._store.reading() as connection:
            known = known_incidents(connection, search.id)
        new = [row.id for row in rows if row.id not in known]
        if new:
            with self._store.writing() as connection:
                known = known_incidents(connection, search.id)
                add_found(connection, search, (name for name in new if name not in known), tells=tells)

    def _tell(self, search: Search, channel: str, way: Callable[[Search, list[dict[str, Any]]], None]) -> None:
        with self._store.reading() as connection:
            waiting = due(connection, search.id, channel, limit=MOST)
        if not waiting:
            return
        names = [name for name, _ in waiting]
        found = self.book(search).read(names)
        again, problem = None, ""
        try:
            if found:
                way(search, [found[name] for name in names if name in found])
        except (TellError, ValueError) as error:
            tries = max(count for _, count in waiting)
            problem = str(error)
            if tries < len(PAUSES):
                again = dt.datetime.now(tz=dt.UTC) + PAUSES[tries]
        with self._store.writing() as connection:
            note_told(connection, search.id, channel, names, again=again, problem=problem)

    def _by_webhook(self, search: Search, incidents: list[dict[str, Any]]) -> None:
        told = [{**short(data), "link": f"{self._base}/incidents/{data['id']}"} for data in incidents]
        content = {"search": {"id": search.id, "name": search.name}, "incidents": told}
        self._post(search.webhook or "", search.secret, content)

    def _by_mail(self, search: Search, incidents: list[dict[str, Any]]) -> None:
        if self._smtp is not None:
            mail = make_mail(self._smtp.sender, search.email or "", search.name, incidents, self._base)
            self._send(self._smtp, mail)
