"""JSON and JSON lines to documents, one record at a time.

A line that can't be read is given as a `ReadError` in its place; the lines after it are read. Never
holds more than one line.
"""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from marsad.errors import ReadError
from marsad.sources.decode import decode
from marsad.sources.document import Document, Outcome, record_to_document
from marsad.sources.telegram import is_export, read_telegram

MAX_LINE_BYTES = 32 * 1024 * 1024
MAX_JSON_BYTES = 256 * 1024 * 1024

_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """(line number, bytes) of every line; None for one longer than the limit."""
    number = 0
    while True:
        line = stream.readline(MAX_LINE_BYTES + 1)
        if not line:
            return
        number += 1
        if len(line) <= MAX_LINE_BYTES:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(MAX_LINE_BYTES)
        yield number, None


def buffered(stream: BinaryIO) -> io.BufferedReader:
    """The stream with a `peek`."""
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)  # type: ignore[arg-type]


def _narrow(stream: BinaryIO) -> BinaryIO:
    """The stream as UTF-8 when it opens with a UTF-16 mark, whose line ends are two bytes; else as it is."""
    reader = buffered(stream)
    if not reader.peek(2)[:2].startswith(_WIDE_MARKS):
        return reader
    return codecs.EncodedFile(reader, "utf-8", "utf-16")


def parse_json(data: bytes, origin: str, line: int | None = None) -> object:
    """The JSON value in `data`.

    Raises:
        ReadError: with line and reason.
    """
    try:
        return json.loads(decode(data, origin))
    except ReadError as error:
        raise ReadError(origin, error.reason, line) from error
    except json.JSONDecodeError as error:
        at = line if line is not None else error.lineno
        mend = "mend it there" if line is None else "mend the line, or take it out"
        raise ReadError(origin, f"broken JSON at column {error.colno}: {error.msg}; {mend}", at) from error
    except RecursionError as error:
        raise ReadError(origin, "broken JSON: nested too deeply; an article is one flat object", line) from error
    except ValueError as error:  # a number of thousands of digits
        raise ReadError(origin, f"broken JSON: {str(error).split(';')[0]}; write it as a string", line) from error


def read_json_lines(stream: BinaryIO, origin: str) -> Iterator[Document | ReadError]:
    """A document or a failure for every line of a JSON-lines stream that is not blank."""
    empty = True
    try:
        for number, line in _lines(_narrow(stream)):
            if line is None:
                empty = False
                yield ReadError(origin, f"the line is longer than {MAX_LINE_BYTES // 2**20} MB; split it", number)
                continue
            if not line.strip(b"\xef\xbb\xbf \t\r\n\x00"):
                continue
            empty = False
            try:
                yield record_to_document(parse_json(line, origin, number), origin, number)
            except ReadError as error:
                yield error
    except (EOFError, OSError, UnicodeError) as error:
        yield ReadError(origin, f"reading broke off: {error}; what came before is read, so get the file again")
        return
    if empty:
        yield ReadError(origin, "empty: there is no article in it; is it the right file?")


def _records(value: object, origin: str) -> Iterable[object]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and "text" not in value and isinstance(value.get("articles"), list):
        articles: list[object] = value["articles"]
        return articles
    return [value]


def read_json(data: bytes, origin: str) -> Iterator[Outcome]:
    """The documents of a JSON file: an article, a list, an object whose "articles" is one, or Telegram's export."""
    if len(data) > MAX_JSON_BYTES:
        limit = MAX_JSON_BYTES // 2**20
        yield ReadError(origin, f"larger than {limit} MB; write one article a line (.jsonl) instead")
        return
    try:
        value = parse_json(data, origin)
    except ReadError as error:
        yield error
        return
    if isinstance(value, dict) and is_export(value):
        yield from read_telegram(value, origin)
        return
    records = list(_records(value, origin))
    if not records:
        yield ReadError(origin, "empty: there is no article in it; is it the right file?")
    many = isinstance(value, list) or len(records) != 1
    for number, record in enumerate(records, start=1):
        try:
            document = record_to_document(record, origin, None)
        except ReadError as error:
            yield ReadError(origin, f"article {number} of {len(records)}: {error.reason}" if many else error.reason)
            continue
        yield document
