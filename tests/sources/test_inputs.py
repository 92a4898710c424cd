"""What the user names to documents, whatever kind it is."""

from __future__ import annotations

import gzip
import io
import json

import pytest

from marsad.errors import ReadError
from marsad.sources.document import Document, Skipped
from marsad.sources.inputs import read_input, read_inputs, read_stream
from marsad.sources.page import Fetched

WORDS = "قتل ثلاثة مدنيين بقصف مدفعي على أطراف البلدة صباح اليوم"
PAGE = f"<html><head><title>خبر</title></head><body><p>{WORDS}.</p></body></html>".encode()
FEED = f'<rss version="2.0"><channel><title>نداء</title><item><title>خبر</title><description>{WORDS}.</description></item></channel></rss>'.encode()
CHAT = json.dumps(
    {
        "name": "قناة",
        "type": "public_channel",
        "id": 7,
        "messages": [
            {"id": 1, "type": "message", "date": "2023-05-01T10:00:00", "text": f"{WORDS}."},
            {"id": 2, "type": "service", "date": "2023-05-01T10:00:00", "text": ""},
        ],
    },
    indent=1,
).encode()


def warc():
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://x.example/1\r\nWARC-Date: 2021-09-07T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    return head.encode() + http + b"\r\n\r\n"


def no_stdin():
    pytest.fail("standard input was read")


KINDS = [
    ("a.html", PAGE),
    ("a.warc", warc()),
    ("a.xml", FEED),
    ("a.rss", FEED),
    ("result.json", CHAT),
    ("a.txt", f"{WORDS}.".encode()),
]


@pytest.mark.parametrize(("name", "data"), KINDS)
@pytest.mark.parametrize("packed", [False, True])
def test_files_by_name_and_streams_by_content(tmp_path, name, data, packed):
    data = gzip.compress(data) if packed else data
    path = tmp_path / (f"{name}.gz" if packed else name)
    path.write_bytes(data)
    by_name = list(read_input(str(path), stdin=no_stdin))
    by_content = list(read_input("-", stdin=lambda: io.BytesIO(data)))
    for outcomes in (by_name, by_content):
        assert isinstance(outcomes[0], Document)
        assert outcomes[0].article.text == f"{WORDS}."
        assert [type(rest) for rest in outcomes[1:]] == ([Skipped] if "result" in name else [])


@pytest.mark.parametrize("name", ["a", "a.bin"])
def test_an_archive_is_known_by_its_content(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(gzip.compress(warc()))
    (document,) = read_input(str(path), stdin=no_stdin)
    assert document.article.url == "https://x.example/1"


def test_a_folder_of_everything(tmp_path):
    for name, data in KINDS:
        (tmp_path / name).write_bytes(data)
    (tmp_path / "b.warc.gz").write_bytes(gzip.compress(warc()))
    documents = [o for o in read_input(str(tmp_path), stdin=no_stdin) if isinstance(o, Document)]
    assert len(documents) == 7
    assert {d.article.text for d in documents} == {f"{WORDS}."}


def test_a_feed_by_address():
    fetched = Fetched(FEED, "application/rss+xml", None, "https://x.example/feed")
    (document,) = read_input("https://x.example/feed", stdin=no_stdin, fetcher=lambda _: fetched)
    assert (document.article.source, document.article.text) == ("نداء", f"{WORDS}.")


def test_pages_keep_their_bytes():
    (page,) = read_stream(io.BytesIO(PAGE), "x")
    assert page.original.data == PAGE
    assert len(page.original.sha256) == 64
    (text,) = read_stream(io.BytesIO(WORDS.encode()), "x")
    assert text.original is None


def test_a_broken_archive_by_name_is_a_failure():
    outcomes = list(read_stream(io.BytesIO(gzip.compress(b"x" * 99)), "x.warc.gz", ".warc"))
    assert [type(o) for o in outcomes] == [ReadError]


def test_other_xml_beside_reports_is_passed_over(tmp_path):
    (tmp_path / "sitemap.xml").write_text('<?xml version="1.0"?><urlset/>')
    (tmp_path / "a.txt").write_text("قصف مدفعي على المدينة", encoding="utf-8")
    text, others = read_inputs([str(tmp_path)], stdin=io.BytesIO)
    assert text.article.text == "قصف مدفعي على المدينة"
    assert str(others) == "1 XML files that are no feeds"
    (failure,) = read_inputs([str(tmp_path / "sitemap.xml")], stdin=io.BytesIO)
    assert "no RSS or Atom" in str(failure)


def test_a_page_beyond_all_measure(tmp_path):
    path = tmp_path / "a.html.gz"
    path.write_bytes(gzip.compress(b"<a>" * 6_000_000))
    (failure,) = read_inputs([str(path)], stdin=io.BytesIO)
    assert "larger than 16 MB" in str(failure)
