"""Web archives: whole, broken, hostile."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import io
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marsad.errors import ReadError
from marsad.sources.document import Document, Skipped
from marsad.sources.members import UNPACKERS
from marsad.sources.warc import MAX_PAGE_BYTES, read_warc

WORDS = "قُتل ثلاثة مدنيين وأصيب آخرون بقصف مدفعي على أطراف بلدة النيرب شرق إدلب صباح اليوم"
# Letters that no compressor shortens much, so that a cut goes through the middle of something.
NOISE = b"".join(hashlib.sha256(bytes([n])).hexdigest().encode() for n in range(50))


def page(number, words=WORDS):
    return f"<html><head><title>خبر {number}</title></head><body><p>{words} {number}.</p></body></html>".encode() + (
        b"<!--" + NOISE + b"-->"
    )


def record(number, body=None, *, status="200 OK", kind="text/html; charset=utf-8", head="", warc_type="response"):
    body = page(number) if body is None else body
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{head}\r\n".encode() + body
    content = "application/http; msgtype=response" if warc_type == "response" else "application/warc-fields"
    return (
        (
            f"WARC/1.0\r\nWARC-Type: {warc_type}\r\nWARC-Record-ID: <urn:uuid:0-{number}>\r\n"
            f"WARC-Target-URI: https://news.example/{number}\r\nWARC-Date: 2021-09-07T10:00:0{number % 10}Z\r\n"
            f"Content-Type: {content}\r\nContent-Length: {len(http)}\r\n\r\n"
        ).encode()
        + http
        + b"\r\n\r\n"
    )


def read(data):
    outcomes = list(read_warc(io.BytesIO(data), "x.warc"))
    documents = [o for o in outcomes if isinstance(o, Document)]
    return (
        [int(o.article.url.rsplit("/", 1)[1]) for o in documents],
        [o for o in outcomes if isinstance(o, ReadError)],
        {what: n for o in outcomes if isinstance(o, Skipped) for what, n in o.counts.items()},
        documents,
    )


@pytest.fixture(params=UNPACKERS, ids=lambda library: library.__name__, autouse=True)
def unpacker(request, monkeypatch):
    """Each library that unpacks members, in turn."""
    monkeypatch.setattr("marsad.sources.members.UNPACKERS", (request.param,))


def plain(*records):
    return b"".join(records)


def packed(*records):
    return b"".join(map(gzip.compress, records))


@pytest.mark.parametrize("join", [plain, packed])
def test_whole(join):
    info = record(0, b"software: x", warc_type="warcinfo")
    numbers, failures, skipped, documents = read(join(info, record(1), record(2)))
    assert (numbers, failures, skipped) == ([1, 2], [], {})
    document = documents[0]
    assert (document.article.title, document.article.text) == ("خبر 1", f"{WORDS} 1.")
    assert document.original.data == page(1)
    assert document.original.content_type == "text/html"
    assert document.fetched_at == dt.datetime(2021, 9, 7, 10, 0, 1, tzinfo=dt.UTC)
    assert [d.line for d in documents] == [2, 3]


def test_what_is_left_aside_is_counted():
    english = f"<html><body><p>{'Shelling hit the town on Tuesday. ' * 20}</p></body></html>".encode()
    persian = page(7, "گزارش‌ها حاکی است که در پی چند انفجار در شهر، گروهی از مردم کشته شدند و پلیس چیزی نگفت")
    _, failures, skipped, documents = read(
        packed(
            record(1),
            record(2, status="404 Not Found"),
            record(3, status="301 Moved", head="Location: /x\r\n"),
            record(4, b"\x89PNG", kind="image/png"),
            record(5, b'{"a": 1}', kind="application/json"),
            record(6, english),
            record(7, persian),
        )
    )
    assert len(documents) == 1
    assert failures == []
    assert skipped == {"answers other than 200 (errors, redirects)": 2, "not HTML": 2, "not Arabic": 2}


@pytest.mark.parametrize("encoding", ["windows-1256", "iso-8859-6", "utf-16", "utf-8-sig"])
def test_encodings(encoding):
    body = f"<html><head><title>خبر</title></head><body><p>{WORDS.replace('ُ', '')}</p></body></html>"
    numbers, failures, skipped, _ = read(packed(record(1, body.encode(encoding), kind="text/html")))
    assert (numbers, failures, skipped) == ([1], [], {})


def test_character_references():
    body = "".join(c if ord(c) < 128 else f"&#{ord(c)};" for c in page(1).decode("utf-8"))
    assert read(packed(record(1, body.encode())))[0] == [1]


def spoil(data, start, end):
    return data[:start] + bytes(b ^ 0x55 for b in data[start:end]) + data[end:]


@pytest.mark.parametrize(
    "damage",
    [
        lambda m: spoil(m, 200, 260),
        lambda m: spoil(m, 0, 12),
        lambda m: spoil(m, len(m) - 8, len(m)),
        lambda m: m[: len(m) // 2],
        lambda m: b"\x00" * len(m),
        lambda m: m[:5],
    ],
)
def test_a_broken_member_costs_one_record(damage):
    members = [gzip.compress(record(n)) for n in range(1, 6)]
    members[2] = damage(members[2])
    numbers, failures, _, _ = read(b"".join(members))
    assert numbers == [1, 2, 4, 5]
    assert len(failures) == 1
    assert "broken" in str(failures[0])


def test_two_broken_members_are_two_failures():
    members = [
        spoil(m, 200, 260) if n in (1, 2, 4) else m for n, m in enumerate(map(gzip.compress, map(record, range(7))))
    ]
    numbers, failures, _, _ = read(b"".join(members))
    assert numbers == [0, 3, 5, 6]
    assert len(failures) == 3


@pytest.mark.parametrize("join", [plain, packed])
def test_a_file_cut_off(join):
    data = join(*map(record, range(1, 5)))
    for cut in (300, 700, 1500):
        numbers, failures, _, _ = read(data[:-cut])
        assert numbers == [1, 2, 3]
        assert len(failures) == 1


def test_rubbish_between_plain_records():
    numbers, failures, _, _ = read(plain(record(1), b"rubbish\r\n" * 9, record(2), record(3)))
    assert numbers == [1, 2, 3]
    assert len(failures) == 1


@pytest.mark.parametrize("data", [b"", b"\x00" * 100, b"no archive at all\n" * 50, gzip.compress(b"no archive" * 50)])
def test_no_archive(data):
    numbers, failures, _, _ = read(data)
    assert numbers == []
    assert len(failures) == 1


def chunked(body):
    return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in (body[:500], body[500:])) + b"0\r\n\r\n"


def test_encodings_of_the_answer():
    body = page(1)
    numbers, failures, _, documents = read(
        packed(
            record(1, gzip.compress(body), head="Content-Encoding: gzip\r\n"),
            record(2, chunked(body), head="Transfer-Encoding: chunked\r\n"),
            record(3, body, head="Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"),  # already undone
            record(4, zlib.compress(body), head="Content-Encoding: deflate\r\n"),
            record(5, b"no gzip", head="Content-Encoding: gzip\r\n"),
            record(6, gzip.compress(b"x" * (MAX_PAGE_BYTES + 1)), head="Content-Encoding: gzip\r\n"),
            record(7),
        )
    )
    assert numbers == [1, 2, 3, 4, 7]
    assert [d.original.data for d in documents[:4]] == [body] * 4
    assert ["broken" in str(failures[0]), "larger than 16 MB" in str(failures[1])] == [True, True]
    assert [f.line for f in failures] == [5, 6]


def test_a_page_of_fifty_megabytes_is_one_failure():
    numbers, failures, _, _ = read(packed(record(1), record(2, b"<p>" + b"x" * 50_000_000), record(3)))
    assert numbers == [1, 3]
    assert [str(f) for f in failures] == ["x.warc:2: https://news.example/2: larger than 16 MB; not read"]


def test_a_pipe_is_read_to_its_first_break():
    class Pipe(io.BytesIO):
        def seekable(self):
            return False

    members = [gzip.compress(record(n)) for n in range(3)]
    outcomes = list(read_warc(Pipe(members[0] + spoil(members[1], 200, 260) + members[2]), "-"))
    assert [type(o) for o in outcomes] == [Document, ReadError, ReadError]
    assert "pipe" in str(outcomes[2])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_is_broken_reading_ends_and_the_rest_is_read(data):
    members = [gzip.compress(record(n)) for n in range(4)]
    victim = data.draw(st.integers(0, 3))
    at = data.draw(st.integers(0, len(members[victim]) - 1))
    size = data.draw(st.integers(1, 400))
    members[victim] = spoil(members[victim], at, at + size)
    numbers, failures, _, _ = read(b"".join(members))
    # Damage that leaves the member readable (its stamp, say) costs nothing; no other is ever lost.
    assert set(range(4)) - {victim} <= set(numbers)
    assert len(failures) <= 1


@pytest.mark.parametrize("join", [plain, packed])
def test_a_cut_anywhere_is_one_failure(join):
    whole = join(record(1), record(2))
    begins, ends = len(whole), len(whole) + len(join(record(3)))
    data = whole + join(record(3))
    for cut in (*range(begins + 1, begins + 40), *range(begins + 40, ends - 12, 61)):
        numbers, failures, _, _ = read(data[:cut])
        assert (numbers, len(failures)) == ([1, 2], 1), (cut - begins, failures)
    assert read(data)[1] == []


def test_records_packed_together_are_whole():
    numbers, failures, _, _ = read(gzip.compress(plain(record(1), record(2), record(3))))
    assert (numbers, failures) == ([1, 2, 3], [])


def test_a_page_broken_behind_a_large_one_costs_one_record():
    members = [gzip.compress(record(n)) for n in range(1, 6)]
    members[1] = gzip.compress(record(2, b"<p>" + b"x" * 20_000_000))
    members[3] = spoil(members[3], 200, 260)
    numbers, failures, _, _ = read(b"".join(members))
    assert (numbers, len(failures)) == ([1, 3, 5], 2)


def test_padding_behind_the_last_record_is_no_failure():
    members = packed(record(1), record(2))
    for padding in (b"\x00" * 100_000, b"\r\n"):
        assert read(members + padding)[:2] == ([1, 2], [])


def test_a_record_shorter_than_it_states_takes_nothing_from_the_next():
    short = gzip.compress(record(2)[:-600])
    numbers, failures, _, _ = read(packed(record(1)) + short + packed(record(3)))
    assert (numbers, len(failures)) == ([1, 3], 1)
    assert "cut off after" in str(failures[0])
