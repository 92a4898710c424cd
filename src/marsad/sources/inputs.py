"""What the user names on the command line to a stream of documents.

An input is a file, a folder, a web address, or "-" for standard input. Gives documents and failures
in the order of the inputs; opens one file at a time and never holds a whole JSON-lines file. The readers of
formats are loaded when an input is of theirs: together they take as long as coding a hundred articles.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from marsad.errors import ReadError
from marsad.sources.document import Outcome, Skipped
from marsad.sources.jsonlines import MAX_JSON_BYTES, buffered, read_json, read_json_lines
from marsad.sources.text import read_text

if TYPE_CHECKING:
    from marsad.sources.page import Fetched

SUFFIXES = (".txt", ".json", ".jsonl", ".ndjson", ".html", ".htm", ".warc", ".parquet", ".xml", ".rss", ".atom")

_LINES = (".jsonl", ".ndjson")
_FEEDS = (".xml", ".rss", ".atom")
_SNIFFED = 64 * 1024
_GZIP = b"\x1f\x8b"
_MAX_FEED_BYTES = 64 * 1024 * 1024


def is_url(name: str) -> bool:
    """Whether the input is an address rather than a path."""
    return name.lower().startswith(("http://", "https://"))


def _format(path: Path) -> tuple[str, bool]:
    """(suffix that tells the format, whether it is gzipped); "" for a format that the name does not tell."""
    suffixes = [s.lower() for s in path.suffixes]
    packed = bool(suffixes) and suffixes[-1] == ".gz"
    if packed:
        suffixes.pop()
    return (suffixes[-1] if suffixes and suffixes[-1] in SUFFIXES else ""), packed


def _stem(relative: Path) -> str:
    """Id of a text file's article: its path within the input, without suffixes."""
    name = relative.name
    for suffix in (".gz", *SUFFIXES):
        if name.lower().endswith(suffix) and len(name) > len(suffix):
            name = name[: -len(suffix)]
    return (relative.parent / name).as_posix()


def _sniffed(reader: io.BufferedReader) -> str:
    """Suffix of the format that a stream without a name seems to have."""
    head = reader.peek(_SNIFFED)[:_SNIFFED].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"WARC/1."):
        return ".warc"
    if head.startswith(b"PAR1"):
        return ".parquet"
    if head[:1] == b"{":
        first, newline, _ = head.partition(b"\n")
        # A pretty-printed object opens with a line that is no object yet.
        pretty = newline and first.rstrip().endswith((b"{", b",", b"["))
        return ".json" if pretty or b'"messages":' in first else ".jsonl"
    if head[:1] == b"[" and head[1:].lstrip()[:1] in (b"{", b"]"):
        return ".json"
    if head[:15].lower().startswith((b"<!doctype html", b"<html")):
        return ".html"
    if head[:1] == b"<":
        from marsad.sources.feed import is_feed

        return ".xml" if is_feed(head) else ".txt"
    return ".txt"


def _is_packed_warc(head: bytes) -> bool:
    try:
        return zlib.decompressobj(wbits=31).decompress(head, 8).startswith(b"WARC/1.")
    except zlib.error:
        return False


def _read_as(suffix: str, stream: BinaryIO, origin: str, article_id: str) -> Iterator[Outcome]:
    if suffix in _LINES:
        yield from read_json_lines(stream, origin)
    elif suffix == ".json":
        yield from read_json(stream.read(MAX_JSON_BYTES + 1), origin)
    elif suffix == ".warc":
        from marsad.sources.warc import read_warc

        yield from read_warc(stream, origin)
    elif suffix == ".parquet":
        from marsad.sources.parquet import read_parquet

        yield from read_parquet(stream, origin)
    elif suffix in _FEEDS:
        from marsad.sources.feed import read_feed

        yield from read_feed(stream.read(_MAX_FEED_BYTES), origin)
    elif suffix in (".html", ".htm"):
        from marsad.sources.page import Fetched, page_to_document
        from marsad.sources.warc import MAX_PAGE_BYTES

        data = stream.read(MAX_PAGE_BYTES + 1)
        if len(data) > MAX_PAGE_BYTES:
            raise ReadError(origin, f"larger than {MAX_PAGE_BYTES // 2**20} MB; save the article as text and read that")
        yield page_to_document(Fetched(data, "text/html", None, ""), origin)
    else:
        yield read_text(stream, origin, article_id)


def read_stream(stream: BinaryIO, origin: str, suffix: str = "", article_id: str = "") -> Iterator[Outcome]:
    """Documents of an open stream, its format told by `suffix` or else by its beginning."""
    try:
        reader = buffered(stream)
        if reader.peek(2)[:2] == _GZIP:
            if suffix == ".warc" or _is_packed_warc(reader.peek(_SNIFFED)):
                from marsad.sources.warc import read_warc

                yield from read_warc(reader, origin)  # unpacks member by member, past those that are broken
                return
            reader = io.BufferedReader(gzip.GzipFile(fileobj=reader))
        yield from _read_as(suffix or _sniffed(reader), reader, origin, article_id)
    except ReadError as error:
        yield error
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        yield ReadError(origin, f"the gzip file is broken or cut off: {error}; get it again")
    except OSError as error:
        yield ReadError(origin, f"reading broke off: {error.strerror or error}; read it again")


def _read_file(path: Path, origin: str, article_id: str) -> Iterator[Outcome]:
    suffix, _ = _format(path)
    try:
        stream = path.open("rb")
    except OSError as error:
        yield ReadError(origin, f"can't be opened: {error.strerror or error}; check who may read it")
        return
    with stream:
        yield from read_stream(stream, origin, suffix, article_id)


def _files(folder: Path) -> Iterator[Path]:
    """Readable files under a folder, sorted by path; hidden ones and those of other formats left out."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            if not name.startswith(".") and _format(path)[0] and path.is_file():
                yield path


def _is_no_feed(outcome: Outcome) -> bool:
    from marsad.sources.feed import NoFeedError

    return isinstance(outcome, NoFeedError)


def _read_folder(folder: Path, origin: str) -> Iterator[Outcome]:
    empty = True
    others = 0
    for path in _files(folder):
        empty = False
        relative = path.relative_to(folder)
        for outcome in _read_file(path, str(Path(origin) / relative), _stem(relative)):
            # Site maps, settings and the like lie beside reports; a file that the user names is a failure.
            if _format(path)[0] == ".xml" and _is_no_feed(outcome):
                others += 1
            else:
                yield outcome
    if others:
        yield Skipped(origin, {"XML files that are no feeds": others})
    if empty:
        kinds = ", ".join(SUFFIXES)
        yield ReadError(origin, f"no file to read in this folder; looked for {kinds} (each also with .gz)")


def _read_address(name: str, fetcher: Callable[[str], Fetched] | None) -> Iterator[Outcome]:
    from marsad.sources.feed import is_feed, read_feed
    from marsad.sources.page import page_to_document
    from marsad.sources.web import fetch

    try:
        fetched = (fetcher or fetch)(name)
        if is_feed(fetched.data[:_SNIFFED]) and "html" not in fetched.media_type:
            yield from read_feed(fetched.data, name)
        else:
            yield page_to_document(fetched, name)
    except ReadError as error:
        yield error


def read_input(
    name: str, *, stdin: Callable[[], BinaryIO], fetcher: Callable[[str], Fetched] | None = None
) -> Iterator[Outcome]:
    """Documents and failures of one input, in order.

    Args:
        name: file, folder, address or "-".
        stdin: gives standard input as bytes; called only for "-".
        fetcher: gives what stands at an address; None: `fetch`.
    """
    if name == "-":
        yield from read_stream(stdin(), "-")
    elif is_url(name):
        yield from _read_address(name, fetcher)
    else:
        path = Path(name)
        with contextlib.suppress(OSError, ValueError):
            if path.is_dir():
                yield from _read_folder(path, name)
                return
            if path.exists():
                yield from _read_file(path, name, _stem(Path(path.name)))
                return
        yield ReadError(name, "no such file or folder; check the path, or give - to read what is piped in")


def read_inputs(
    names: Iterable[str], *, stdin: Callable[[], BinaryIO], fetcher: Callable[[str], Fetched] | None = None
) -> Iterator[Outcome]:
    """Documents and failures of all inputs, in order."""
    for name in names:
        yield from read_input(name, stdin=stdin, fetcher=fetcher)
