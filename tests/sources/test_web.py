"""Addresses: only public ones, only so much, only so long. Nothing here connects."""

from __future__ import annotations

import gzip
import socket

import httpx
import pytest

from marsad.errors import ReadError
from marsad.sources.web import MAX_BYTES, fetch, page_to_document

PUBLIC = "93.184.215.14"
PAGE = "<html><head><title>خبر</title></head><body><p>قصف مدفعي على المدينة</p></body></html>"


@pytest.fixture
def names(monkeypatch):
    """Host names and their addresses."""
    table = {"news.example": [PUBLIC], "inside.example": ["10.0.0.5"], "both.example": [PUBLIC, "127.0.0.1"]}

    def resolve(host, port, **_options):
        if host not in table and not host.replace(".", "").replace(":", "").isalnum():
            raise socket.gaierror("unknown")
        if host not in table and any(c.isalpha() and c not in "abcdef" for c in host):
            raise socket.gaierror("unknown")
        return [(0, 0, 0, "", (address, port)) for address in table.get(host, [host])]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return table


def reply(body: bytes = b"", status: int = 200, **headers: str) -> httpx.MockTransport:
    """Answers every request so, its body not read beforehand."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.MockTransport(lambda _: httpx.Response(status, headers=named, stream=httpx.ByteStream(body)))


def test_page(names):
    seen = []

    def handler(request):
        seen.append((request.url.host, request.headers["host"], request.extensions["sni_hostname"]))
        body = httpx.ByteStream(PAGE.encode())
        return httpx.Response(200, headers={"content-type": "text/html; charset=utf-8"}, stream=body)

    fetched = fetch("https://news.example/a", httpx.MockTransport(handler))
    assert seen == [(PUBLIC, "news.example", "news.example")]
    document = page_to_document(fetched, "https://news.example/a")
    assert (document.article.title, document.article.text) == ("خبر", "قصف مدفعي على المدينة")
    assert (document.article.source, document.article.url) == ("news.example", "https://news.example/a")


def test_plain_text_and_encodings(names):
    body = "قصف مدفعي على المدينة أدى إلى مقتل شخص".encode("windows-1256")
    fetched = fetch("http://news.example/a", reply(body, content_type="text/plain"))
    assert page_to_document(fetched, "x").article.text.startswith("قصف مدفعي")


def test_packed(names):
    fetched = fetch("http://news.example/a", reply(gzip.compress(PAGE.encode()), content_encoding="gzip"))
    assert fetched.data == PAGE.encode()
    bomb = gzip.compress(b"x" * (MAX_BYTES * 3))
    with pytest.raises(ReadError, match="larger than 5 MB"):
        fetch("http://news.example/a", reply(bomb, content_encoding="gzip"))
    with pytest.raises(ReadError, match="broken"):
        fetch("http://news.example/a", reply(b"no gzip", content_encoding="gzip"))


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://127.0.0.1/", "private network"),
        ("http://[::1]/", "private network"),
        ("http://[::ffff:10.0.0.1]/", "private network"),
        ("http://169.254.169.254/latest", "private network"),
        ("http://192.168.1.1:8080/", "private network"),
        ("http://0.0.0.0/", "private network"),
        ("http://inside.example/", "private network"),
        ("http://both.example/", "private network"),
        ("http://nowhere.invalid/", "is not known"),
        ("http://", "only http"),
        ("http://[", "is not known|no address"),
        ("http://a:b/", "no address"),
    ],
)
def test_refused(names, address, reason):
    with pytest.raises(ReadError, match=reason):
        fetch(address, httpx.MockTransport(lambda _: pytest.fail("connected")))


@pytest.mark.parametrize(
    ("location", "reason"),
    [("http://10.1.1.1/", "private network"), ("file:///etc/hosts", "only http"), ("/again", "redirects more than")],
)
def test_redirects_are_checked(names, location, reason):
    with pytest.raises(ReadError, match=reason):
        fetch("http://news.example/", reply(status=302, location=location))


def test_failures(names):
    def slow(_request):
        raise httpx.ReadTimeout("slow")

    with pytest.raises(ReadError, match="does not answer in time"):
        fetch("http://news.example/", httpx.MockTransport(slow))
    with pytest.raises(ReadError, match="404"):
        fetch("http://news.example/", reply(status=404))
    with pytest.raises(ReadError, match="larger than 5 MB"):
        fetch("http://news.example/", reply(b"x" * (MAX_BYTES + 1)))
    with pytest.raises(ReadError, match="empty"):
        page_to_document(fetch("http://news.example/", reply(b"")), "x")
    empty = fetch("http://news.example/", reply(b"<html><script>1</script></html>"))
    with pytest.raises(ReadError, match="no paragraphs"):
        page_to_document(empty, "x")
