"""One address to one answer: fetch a page, a text or a feed over HTTP.

Reads only public addresses on the web's ports, also after a redirect (see `guard`). Holds at most 5 MB,
packed or not, and waits at most 20 seconds for the whole, however slowly it comes.
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import httpcore
import httpx

from marsad.errors import ReadError
from marsad.sources.guard import Deadline, GuardedTransport, Resolver, public_addresses
from marsad.sources.page import Fetched
from marsad.sources.unpack import TooLargeError, unpack

MAX_BYTES = 5 * 1024 * 1024
TIMEOUT_S = 20.0
USER_AGENT = "Marsad/0.1 (reads reporting on conflict for human-rights monitors; obeys robots.txt)"
AGENT_NAME = "Marsad"  # what robots.txt is asked for

_MAX_REDIRECTS = 5
_ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, text/plain;q=0.9, */*;q=0.1"
_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": _ACCEPT,
    "Accept-Language": "ar, *;q=0.5",
    "Accept-Encoding": "gzip, identity",
}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said.

    Args:
        status: HTTP status after redirects.
        headers: by lower-case name.
        fetched: the body; empty unless the status is one of success.
        moved_to: the address after permanent redirects only; "" when none happened.
    """

    status: int
    headers: Mapping[str, str]
    fetched: Fetched
    moved_to: str = ""

    @property
    def is_success(self) -> bool:
        """Whether there is a body to read."""
        return 200 <= self.status < 300


def _too_large(source: str) -> ReadError:
    return ReadError(source, f"larger than {MAX_BYTES // 2**20} MB; save the article as text and read that")


def _body(response: httpx.Response, source: str, deadline: Deadline) -> bytes:
    parts: list[bytes] = []
    size = 0
    for part in response.iter_raw():
        size += len(part)
        if size > MAX_BYTES:
            raise _too_large(source)
        deadline.left()
        parts.append(part)
    data = b"".join(parts)
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing in ("", "identity", "none", "utf-8"):  # the last two are mistakes of servers that pack nothing
        return data
    if packing not in ("gzip", "x-gzip", "deflate"):
        raise ReadError(source, f"packed as {packing!r}, which was not asked for; save the page and read that")
    try:
        return unpack(data, MAX_BYTES)
    except TooLargeError as error:
        raise _too_large(source) from error
    except zlib.error as error:
        raise ReadError(source, "the answer is broken or cut off (gzip); try again") from error


def _checked_url(address: str, source: str) -> httpx.URL:
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, TypeError, ValueError) as error:
        raise ReadError(source, "this is no address; it should look like https://example.org/page") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise ReadError(source, "only http:// and https:// addresses are read")
    if url.userinfo:
        raise ReadError(source, "addresses with a name and password in them are not read")
    return url.copy_with(fragment=None)


def ask(
    source: str,
    *,
    headers: Mapping[str, str] | None = None,
    resolver: Resolver = public_addresses,
    transport: httpx.BaseTransport | None = None,
    timeout_s: float = TIMEOUT_S,
) -> Answer:
    """What the server at an address says, redirects followed; statuses that are no success included.

    Args:
        source: the address, as the user gave it.
        headers: to send besides the usual (If-None-Match).
        resolver: which addresses of a host may be connected to; for tests.
        transport: instead of a connection; for tests.
        timeout_s: seconds for the whole.

    Raises:
        ReadError: when there is no answer, or it may not be read.
    """
    url = _checked_url(source, source)
    deadline = Deadline(timeout_s)
    moved_to, permanent = "", True
    # Proxies of the environment are left aside: through one, the address reached could not be checked.
    with httpx.Client(
        transport=transport or GuardedTransport(resolver, deadline, source),
        trust_env=False,
        timeout=timeout_s / 2,
        headers=_HEADERS,
    ) as client:
        for _ in range(_MAX_REDIRECTS + 1):
            try:
                with client.stream("GET", url, headers=dict(headers or {})) as response:
                    if response.status_code in _REDIRECTS and "location" in response.headers:
                        url = _checked_url(str(url.join(response.headers["location"])), source)
                        permanent = permanent and response.status_code in (301, 308)
                        moved_to = str(url) if permanent else moved_to
                        continue
                    return _answer(response, source, deadline, str(url), moved_to)
            except (httpx.TimeoutException, httpcore.TimeoutException) as error:
                raise ReadError(source, "the server does not answer in time; try again later") from error
            except (httpx.HTTPError, httpx.InvalidURL, httpcore.NetworkError, httpcore.ProtocolError) as error:
                raise ReadError(source, f"can't be fetched: {error}; check the address and the connection") from error
    raise ReadError(source, f"redirects more than {_MAX_REDIRECTS} times; give the address at which it ends")


def _answer(response: httpx.Response, source: str, deadline: Deadline, url: str, moved_to: str) -> Answer:
    data = _body(response, source, deadline) if response.is_success else b""
    media_type = response.headers.get("content-type", "").split(";")[0].strip().lower()
    now = dt.datetime.now(tz=dt.UTC)
    fetched = Fetched(data, media_type, response.charset_encoding, url, now)
    named = {name.lower(): value for name, value in response.headers.items()}
    return Answer(response.status_code, named, fetched, moved_to)


def fetch(
    source: str, transport: httpx.BaseTransport | None = None, *, resolver: Resolver = public_addresses
) -> Fetched:
    """The page, text or feed at an address.

    Args:
        source: the address as the user gave it.
        transport: instead of a connection; for tests.
        resolver: which addresses of a host may be connected to; for tests.

    Raises:
        ReadError: in every case in which there is nothing to read.
    """
    answer = ask(source, transport=transport, resolver=resolver)
    if not answer.is_success:
        reason = httpx.codes.get_reason_phrase(answer.status)
        own_fault = answer.status >= httpx.codes.INTERNAL_SERVER_ERROR
        advice = "try again later" if own_fault else "check the address, or save the page and read that"
        raise ReadError(source, f"the server answers {answer.status} {reason}".rstrip() + f"; {advice}")
    return answer.fetched
