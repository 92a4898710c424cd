"""Web archives (WARC, plain or gzipped) to documents, one record at a time.

Fastwarc reads the records, those of a gzipped archive member by member. Reading stops at a record that is broken;
here the next whole one is looked for behind it, so that a corrupt member costs one record and a file cut off gives
all before the cut.
"""

from __future__ import annotations

import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from fastwarc.stream_io import ChunkedReader
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from marsad.errors import ReadError
from marsad.sources.document import Document, Outcome, Skipped
from marsad.sources.members import GZIP, PADDING, BrokenMemberError, Members
from marsad.sources.page import Fetched, page_to_document
from marsad.sources.script import may_be_arabic
from marsad.sources.unpack import TooLargeError, unpack

MAX_PAGE_BYTES = 16 * 1024 * 1024

_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain", ""})
_WARC_HEAD = b"WARC/"
_HEADS = re.compile(rb"\x1f\x8b\x08|\n(?P<plain>WARC/1\.)")
_CHUNK = 1 << 20
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d+)(?:[^\n]*\n)+?\r?\n", re.IGNORECASE | re.MULTILINE)
_LONGEST_HEAD = 1 << 16
_MAX_MEMBER = MAX_PAGE_BYTES + 2 * _LONGEST_HEAD  # bytes unpacked; a larger one is read as a stream
_OPENING = 4096  # packed bytes that surely hold the first of a record
_OK = 200


def read_warc(stream: BinaryIO, origin: str) -> Iterator[Outcome]:
    """The Arabic pages of an archive, its failures, and at the end what was left aside.

    Args:
        stream: bytes of the file, not unpacked. Where it can't be sought in (a pipe), reading ends at the
            first broken record.
        origin: what to name in an error.
    """
    skipped: Counter[str] = Counter()
    empty = True
    number = start = 0
    is_retry = failed = False
    while True:
        records = _Records(stream)
        try:
            for record in records:
                empty = False
                number += 1
                outcome = _outcome(record, origin, number, skipped)
                failed = isinstance(outcome, ReadError)
                if outcome is not None:
                    yield outcome
        except (OSError, ValueError) as error:
            if not (is_retry and records.count == 0):  # else: the same broken record, now from its beginning
                empty = False
                at = f"a record at byte {records.last:,} or after it is broken"
                yield ReadError(origin, f"{at}: {error}; get the file again if it matters, the rest is read")
        else:
            if not empty and not failed and stream.seekable() and _is_cut(stream, records.last):
                at = f"cut off in the record at byte {records.last:,} or the head of the next"
                yield ReadError(origin, f"{at}; get the file again, what came before is read")
            break
        if not stream.seekable():
            yield ReadError(origin, "the rest can't be read from a pipe; give the file itself")
            break
        start = max(start, records.last) + 1
        found = _next_record(stream, start)
        if found is None:
            break
        start = found
        is_retry = not records.is_exact and (not is_retry or records.count > 0)
    if empty:
        yield ReadError(origin, "empty: there is no record in it; get the file again")
    if skipped:
        yield Skipped(origin, dict(skipped))


class _Records:
    """The records of a stream from where it stands; knows how far it came.

    Attributes:
        count: records so far.
        last: where the last one begins, or the broken one where `is_exact`.
        is_exact: whether `last` is the record that is at fault in an error.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self.count = 0
        self.last = stream.tell() if stream.seekable() else 0
        self.is_exact = False
        self._stream = stream

    def __iter__(self) -> Iterator[WarcRecord]:
        if self._stream.seekable() and self._opens_packed():
            self.is_exact = True
            members = Members(self._stream, _MAX_MEMBER)
            try:
                for content in members:
                    for record in ArchiveIterator(io.BytesIO(content), parse_http=False):
                        self.count += 1
                        self.last = members.position
                        yield record
            except BrokenMemberError:
                self.last = members.position
                raise
            self.is_exact = False
        for record in ArchiveIterator(self._stream, parse_http=False):  # not packed, or all in one large member
            self.count += 1
            self.last = record.stream_pos
            yield record

    def _opens_packed(self) -> bool:
        start = self._stream.tell()
        is_packed = self._stream.read(len(GZIP)) == GZIP
        self._stream.seek(start)
        return is_packed


def _next_record(stream: BinaryIO, start: int) -> int | None:
    """Position at or after `start` where a record begins, the stream standing there; None when none does."""
    position = start
    while True:
        stream.seek(position)
        chunk = stream.read(_CHUNK)
        for found in _HEADS.finditer(chunk):
            if found["plain"] or _opens_record(chunk[found.start() : found.start() + _OPENING]):
                begins = position + (found.start("plain") if found["plain"] else found.start())
                stream.seek(begins)
                return begins
        if len(chunk) < _CHUNK:
            return None
        position += len(chunk) - _OPENING


def _is_cut(stream: BinaryIO, last: int) -> bool:
    """Whether the file ends within the record at `last` or a head behind it, of which fastwarc says nothing."""
    stream.seek(last)
    head = stream.read(_LONGEST_HEAD)
    is_packed = head.startswith(GZIP)
    if is_packed:
        head, size, rest = _member(stream, last)
    elif head.lstrip().startswith(_WARC_HEAD):
        size = stream.seek(0, io.SEEK_END) - last
    else:
        return False  # records packed together: where one begins can't be told
    length = _LENGTH.search(head)
    end = length.end() + int(length[1]) if length else size + 1
    if end <= size and not is_packed:
        stream.seek(last + end)
        rest = stream.read(_OPENING)
    return end > size or bool(rest.strip(PADDING))


def _member(stream: BinaryIO, start: int) -> tuple[bytes, int, bytes]:
    """(first bytes, number of bytes, the first packed bytes behind it) of the gzip member that begins at `start`."""
    stream.seek(start)
    unpacker = zlib.decompressobj(wbits=31)
    head, size, packed = b"", 0, b""
    while not unpacker.eof and (packed := packed or stream.read(_CHUNK)):
        data = unpacker.decompress(packed, _CHUNK)
        packed = unpacker.unconsumed_tail
        head, size = head or data, size + len(data)
    return head, size, unpacker.unused_data or stream.read(_OPENING)


def _opens_record(packed: bytes) -> bool:
    try:
        return zlib.decompressobj(wbits=31).decompress(packed, len(_WARC_HEAD)).startswith(_WARC_HEAD)
    except zlib.error:
        return False


def _outcome(record: WarcRecord, origin: str, number: int, skipped: Counter[str]) -> Document | ReadError | None:
    """The document of a record; None, with a count, when it holds no Arabic page."""
    if record.record_type != WarcRecordType.response or not record.is_http:
        return None  # requests, metadata and the like accompany the pages
    record.parse_http(strict_mode=False)
    if record.http_headers.status_code != _OK:
        skipped["answers other than 200 (errors, redirects)"] += 1
        return None
    media_type = (record.http_content_type or "").split(";")[0].strip().lower()
    if media_type not in _HTML_TYPES:
        skipped["not HTML"] += 1
        return None
    url = record.headers.get("WARC-Target-URI", "") or ""
    try:
        data = _payload(record)
    except TooLargeError:
        limit = MAX_PAGE_BYTES // 2**20
        return ReadError(origin, f"{url or 'a page'}: larger than {limit} MB; not read", number)
    except (zlib.error, OSError, ValueError) as error:
        return ReadError(origin, f"{url or 'a page'}: {error}; get the file again if it matters", number)
    if not may_be_arabic(data):
        skipped["not Arabic"] += 1
        return None
    fetched = Fetched(data, media_type, record.http_charset, url.strip("<>"), record.record_date)
    try:
        document = page_to_document(fetched, origin, number)
    except ReadError as error:
        return ReadError(origin, f"{url}: {error.reason}", number)
    if not document.is_codable:
        skipped["not Arabic"] += 1
        return None
    return document


def _payload(record: WarcRecord) -> bytes:
    """The body of an answer, its transfer and content encodings undone.

    Raises:
        TooLargeError: when it is larger than the limit.
        ValueError: when it is cut off.
        zlib.error, OSError: when an encoding is broken.
    """
    if record.content_length > MAX_PAGE_BYTES:
        raise TooLargeError
    stated = record.content_length
    data = record.reader.read(MAX_PAGE_BYTES + 1)
    if len(data) < stated:
        raise ValueError(f"cut off after {len(data):,} of {stated:,} bytes")
    headers = record.http_headers
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower() and not data.lstrip().startswith(b"<"):
        data = ChunkedReader(io.BytesIO(data)).read(MAX_PAGE_BYTES)
    if (headers.get("Content-Encoding") or "").lower() in ("gzip", "x-gzip", "deflate") and not data.startswith(b"<"):
        data = unpack(data, MAX_PAGE_BYTES)
    return data
