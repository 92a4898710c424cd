"""One address to one document: fetch a page or a text over HTTP.

Reads only public addresses: every host name is resolved first, and the connection goes to the very
address that was checked, also after a redirect. Holds at most 5 MB and waits at most 20 seconds.
"""

from __future__ import annotations

import ipaddress
import socket
import time
import zlib
from dataclasses import dataclass

import httpx

from marsad.article import Article
from marsad.errors import ReadError
from marsad.sources.dates import day_of, read_published
from marsad.sources.decode import decode
from marsad.sources.document import Document, make_document
from marsad.sources.html import declared_charset, extract

MAX_BYTES = 5 * 1024 * 1024
TIMEOUT_S = 20.0
_MAX_REDIRECTS = 5
_HEADERS = {
    "User-Agent": "marsad (reads conflict reporting; fetches one page when a person asks for it)",
    "Accept": "text/html, text/plain, application/xhtml+xml;q=0.9, */*;q=0.1",
    "Accept-Language": "ar, *;q=0.5",
    "Accept-Encoding": "gzip, identity",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered: body, media type and stated encoding, and the address it was found at."""

    data: bytes
    media_type: str
    charset: str | None
    url: str


def public_address(host: str, port: int, source: str) -> str:
    """An IP address of `host`, all of whose addresses are public.

    Raises:
        ReadError: when the name is not known or any of its addresses is private, local or reserved.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ReadError(source, f"the host {host!r} is not known; check the address and the connection") from error
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        ip = ipaddress.ip_address(address.split("%")[0])
        inner = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None) or ip
        if not (ip.is_global and inner.is_global) or ip.is_multicast:
            raise ReadError(source, f"{host!r} is an address inside a private network; only public pages are read")
    return addresses[0]


def _body(response: httpx.Response, source: str, deadline: float) -> bytes:
    parts: list[bytes] = []
    size = 0
    for part in response.iter_raw():
        size += len(part)
        if size > MAX_BYTES:
            raise ReadError(source, f"larger than {MAX_BYTES // 2**20} MB; save the article as text and read that")
        if time.monotonic() > deadline:
            raise ReadError(source, f"no whole answer within {TIMEOUT_S:.0f} seconds; try again later")
        parts.append(part)
    data = b"".join(parts)
    packing = response.headers.get("content-encoding", "identity").lower()
    if packing in ("", "identity"):
        return data
    if packing not in ("gzip", "x-gzip", "deflate"):
        raise ReadError(source, f"the server packs its answer as {packing!r}, which was not asked for")
    unpacker = zlib.decompressobj(wbits=47)
    try:
        plain = unpacker.decompress(data, MAX_BYTES + 1)
    except zlib.error as error:
        raise ReadError(source, "the answer is broken (gzip); try again") from error
    if len(plain) > MAX_BYTES:
        raise ReadError(source, f"larger than {MAX_BYTES // 2**20} MB; save the article as text and read that")
    return plain


def _checked_url(address: str, source: str) -> httpx.URL:
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, TypeError, ValueError) as error:
        raise ReadError(source, "this is no address; it should look like https://example.org/page") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise ReadError(source, "only http:// and https:// addresses are read")
    return url


def fetch(source: str, transport: httpx.BaseTransport | None = None) -> Fetched:
    """The answer at an address.

    Args:
        source: the address as the user gave it.
        transport: for tests; None connects.

    Raises:
        ReadError: in every case in which there is no page to read.
    """
    deadline = time.monotonic() + TIMEOUT_S
    url = _checked_url(source, source)
    # Proxies of the environment are left aside: through one, the address reached could not be checked.
    with httpx.Client(transport=transport, trust_env=False, timeout=TIMEOUT_S / 2, headers=_HEADERS) as client:
        for _ in range(_MAX_REDIRECTS + 1):
            port = url.port or (443 if url.scheme == "https" else 80)
            ip = public_address(url.host, port, source)
            request = client.build_request(
                "GET",
                url.copy_with(host=ip),
                headers={"Host": url.netloc.decode("ascii")},
                extensions={"sni_hostname": url.host},
            )
            try:
                response = client.send(request, stream=True)
                try:
                    if response.is_redirect:
                        url = _checked_url(str(url.join(response.headers["location"])), source)
                        continue
                    if not response.is_success:
                        raise ReadError(source, f"the server answers {response.status_code} {response.reason_phrase}")
                    data = _body(response, source, deadline)
                finally:
                    response.close()
            except httpx.TimeoutException as error:
                raise ReadError(source, "the server does not answer in time; try again later") from error
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise ReadError(source, f"can't be fetched: {error}") from error
            kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
            return Fetched(data, kind, response.charset_encoding, str(url))
    raise ReadError(source, f"redirects more than {_MAX_REDIRECTS} times")


def page_to_document(fetched: Fetched, origin: str) -> Document:
    """The document of a fetched page or text.

    Raises:
        ReadError: when it is neither, or holds no words.
    """
    declared = fetched.charset or declared_charset(fetched.data)
    body = decode(fetched.data, origin, declared)
    host = httpx.URL(fetched.url).host if "://" in fetched.url else ""
    is_page = "html" in fetched.media_type or body.lstrip()[:200].lower().startswith(("<!doctype html", "<html"))
    if not is_page:
        return make_document(Article(text=body, source=host, url=fetched.url), origin)
    page = extract(body)
    if not (page.text or page.title):
        raise ReadError(origin, "the page has no paragraphs of text; save the article as text and read that")
    notes: tuple[str, ...] = ()
    published = None
    try:
        published = day_of(read_published(page.published))
    except ValueError as error:
        notes = (f"the page's date is not understood: {error}",)
    article = Article(text=page.text, title=page.title, published=published, source=page.site or host, url=fetched.url)
    return make_document(article, origin, notes=notes)
