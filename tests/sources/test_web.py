"""Addresses: only public ones, only so much, only so long. Connects to no server but one on this machine."""

from __future__ import annotations

import gzip
import socket
import time
import zlib

import pytest

from marsad.errors import ReadError
from marsad.sources.page import page_to_document
from marsad.sources.web import MAX_BYTES, USER_AGENT, ask, fetch

PAGE = "<html><head><title>خبر</title></head><body><p>قصف مدفعي على المدينة</p></body></html>".encode()
HTML = {"Content-Type": "text/html; charset=utf-8"}


def get(site, path, **options):
    return fetch(site.url(path), resolver=site.resolver, **options)


def test_page(site):
    site.replies["/a"] = (200, HTML, PAGE)
    fetched = get(site, "/a#part")
    assert (fetched.data, fetched.media_type, fetched.charset) == (PAGE, "text/html", "utf-8")
    assert fetched.fetched_at is not None
    document = page_to_document(fetched, "x")
    assert (document.article.title, document.article.text) == ("خبر", "قصف مدفعي على المدينة")
    assert (document.article.source, document.article.url) == ("news.example", site.url("/a"))
    ((_, headers),) = site.asked
    assert headers["user-agent"] == USER_AGENT
    assert headers["host"] == f"news.example:{site.port}"


def test_plain_text_and_encodings(site):
    site.replies["/a"] = (
        200,
        {"Content-Type": "text/plain"},
        "قصف مدفعي على المدينة أدى إلى مقتل شخص".encode("cp1256"),
    )
    assert page_to_document(get(site, "/a"), "x").article.text.startswith("قصف مدفعي")


def raw_deflate(data):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("packing", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("deflate", raw_deflate), ("none", bytes)],
)
def test_packed(site, packing, pack):
    site.replies["/a"] = (200, {**HTML, "Content-Encoding": packing}, pack(PAGE))
    assert get(site, "/a").data == PAGE


@pytest.mark.parametrize(
    ("body", "packing", "reason"),
    [
        (gzip.compress(b"x" * (MAX_BYTES * 3)), "gzip", "larger than 5 MB"),
        (gzip.compress(gzip.compress(b"x" * 10**8))[:-9], "gzip", "broken or cut off"),
        (b"no gzip", "gzip", "broken or cut off"),
        (b"x", "br", "not asked for"),
        (b"x" * (MAX_BYTES + 1), "identity", "larger than 5 MB"),
    ],
)
def test_bodies_refused(site, body, packing, reason):
    site.replies["/a"] = (200, {"Content-Encoding": packing}, body)
    with pytest.raises(ReadError, match=reason):
        get(site, "/a")


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://127.0.0.1/", "private network"),
        ("http://2130706433/", "private network"),
        ("http://[::1]/", "private network"),
        ("http://169.254.169.254/latest", "private network"),
        ("http://192.168.1.1:8080/", "private network"),
        ("http://93.184.215.14:6379/", "none of the web's"),
        ("http://user:word@93.184.215.14/", "name and password"),
        ("ftp://93.184.215.14/", "only http"),
        ("file:///etc/hosts", "only http"),
        ("http://", "only http"),
        ("http://a:b/", "no address"),
    ],
)
def test_refused(monkeypatch, address, reason):
    numeric = {"2130706433": "127.0.0.1"}
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, **_: [(0, 0, 0, "", (numeric.get(host, host), port))])
    monkeypatch.setattr(socket, "create_connection", lambda *_a, **_o: pytest.fail("connected"))
    with pytest.raises(ReadError, match=reason):
        fetch(address)


def test_a_redirect_may_not_lead_inside(site):
    site.replies["/a"] = (302, {"Location": "http://inside.example/secret"}, b"")

    def resolver(host, port, source):
        if host == "inside.example":
            raise ReadError(source, "inside")
        return ["127.0.0.1"]

    with pytest.raises(ReadError, match="inside"):
        fetch(site.url("/a"), resolver=resolver)
    assert site.paths() == ["/a"]


@pytest.mark.parametrize(
    ("location", "reason"),
    [("file:///etc/hosts", "only http"), ("/a", "redirects more than"), ("http://a:b/", "no address|can't be fetched")],
)
def test_redirects_are_checked(site, location, reason):
    site.replies["/a"] = (302, {"Location": location}, b"")
    with pytest.raises(ReadError, match=reason):
        get(site, "/a")


def test_the_connection_goes_to_the_address_that_was_judged(site):
    # A name that answers otherwise on each look-up: one look-up is made, and its answer is connected to.
    asked = []

    def resolver(host, port, _source):
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    site.replies["/a"] = (200, HTML, PAGE)
    assert fetch(site.url("/a", "rebinding.example"), resolver=resolver).data == PAGE
    assert asked == ["rebinding.example"]


def test_permanent_moves_are_told_apart(site):
    site.replies |= {
        "/a": (301, {"Location": "/b"}, b""),
        "/b": (302, {"Location": "/c"}, b""),
        "/c": (200, HTML, PAGE),
    }
    answer = ask(site.url("/a"), resolver=site.resolver)
    assert (answer.moved_to, answer.fetched.url) == (site.url("/b"), site.url("/c"))


def test_statuses(site):
    site.replies["/same"] = (304, {"ETag": '"1"'}, b"")
    answer = ask(site.url("/same"), headers={"If-None-Match": '"1"'}, resolver=site.resolver)
    assert (answer.status, answer.is_success, answer.headers["etag"]) == (304, False, '"1"')
    assert site.asked[0][1]["if-none-match"] == '"1"'
    with pytest.raises(ReadError, match="404 Not Found"):
        get(site, "/missing")


def drip(handler):
    """One byte of the head now and then, without end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    for _ in range(100):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.02)


def drip_body(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    for _ in range(100):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.02)


def silence(_handler):
    time.sleep(0.6)


@pytest.mark.parametrize("reply", [drip, drip_body, silence])
def test_slow_servers_are_left(site, reply):
    site.replies["/a"] = reply
    began = time.monotonic()
    with pytest.raises(ReadError, match="in time"):
        ask(site.url("/a"), resolver=site.resolver, timeout_s=0.3)
    assert time.monotonic() - began < 1.5


@pytest.mark.parametrize(
    "sent",
    [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort", b"HTTP/1.1 200 OK\r\n" * 9],
)
def test_broken_answers(site, sent):
    site.replies["/a"] = lambda handler: handler.wfile.write(sent)
    with pytest.raises(ReadError, match="can't be fetched"):
        get(site, "/a")


def test_no_server_there(site):
    with pytest.raises(ReadError, match="can't be fetched"):
        fetch(site.url("/a"), resolver=lambda *_: [])


def test_pages_without_words(site):
    site.replies |= {"/empty": (200, HTML, b""), "/script": (200, HTML, b"<html><script>1</script></html>")}
    with pytest.raises(ReadError, match="empty"):
        page_to_document(get(site, "/empty"), "x")
    with pytest.raises(ReadError, match="no paragraphs"):
        page_to_document(get(site, "/script"), "x")
