"""Bytes to text: the encodings in which Arabic reporting reaches us.

First step of every source. Tried in order: byte-order mark, UTF-16 without a mark, UTF-8, then the
two single-byte Arabic code pages, of which the one that yields more likely Arabic is taken. What is
no text at all is refused; nothing is replaced or dropped.
"""

from __future__ import annotations

import codecs
import re

from marsad.errors import ReadError

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP or Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "a sound, video or image file"),
    (b"\x1f\x8b", "a gzip file whose name does not end in .gz"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"7z\xbc\xaf", "a 7z file"),
    (b"{\\rtf", "an RTF file"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
)

# Control characters other than tab, line feed, form feed and carriage return.
_CONTROL = bytes([*range(0x09), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20)])
_SAMPLE = 8192  # bytes looked at for the nature of a file
_MAX_CONTROL = 0.005  # share of control characters above which a sample is no text

# Share of 00 and 06 among the high and the low bytes of two-byte text: nearly all of the first; of the
# second only the spaces of one block.
_HIGH_BYTES = 0.9
_LOW_BYTES = 0.6
_WIDE_BYTES = (0x00, 0x06)

_SINGLE_BYTE = ("windows-1256", "iso-8859-6")
_ARABIC = re.compile("[\u0621-\u064a]")
_LATIN_ACCENTED = re.compile("[\u00c0-\u00ff]")
# An Arabic text decoded by the right page is full of words that begin with the article.
_ARTICLE = re.compile(r"\b[\u0648\u0641\u0628\u0643]?\u0627\u0644[\u0621-\u064a]")
# UTF-8 Arabic that was read as a Western page and saved again: D8 and D9 open every letter.
_MOJIBAKE = re.compile("[\u00d8\u00d9][\u0080-\u00bf\u0152-\u2122]")


def _zeros(sample: bytes, offset: int) -> float:
    """Share of bytes at even (0) or odd (1) positions that a two-byte encoding of our scripts would have."""
    part = sample[offset::2]
    return sum(part.count(high) for high in _WIDE_BYTES) / len(part) if part else 0.0


def _utf16_without_mark(sample: bytes) -> str | None:
    # The high byte of Arabic letters is 06, of Latin letters, digits and spaces 00.
    if len(sample) < 8 or not any(high in sample for high in _WIDE_BYTES):
        return None
    even, odd = _zeros(sample, 0), _zeros(sample, 1)
    if max(even, odd) <= _HIGH_BYTES or min(even, odd) >= _LOW_BYTES:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _likelihood(text: str) -> float:
    """How much a text looks like Arabic; comparable between decodings of the same bytes."""
    return (
        len(_ARABIC.findall(text))
        + 5 * len(_ARTICLE.findall(text))
        - 3 * len(_LATIN_ACCENTED.findall(text))
        - 3 * sum(text.count(chr(c)) for c in range(0x80, 0xA0))
    )


def encoding_of(data: bytes, source: str) -> str:
    """Name of the encoding in which `data` decodes without loss.

    Args:
        data: the bytes, or their first part; a character cut at the end is forgiven.
        source: what to name in an error.

    Raises:
        ReadError: when the bytes are no text.
    """
    return _stated_or_wide(data, source) or _narrow(data)


def _stated_or_wide(data: bytes, source: str) -> str | None:
    """The encoding that a mark states or that has two bytes a letter; None for all others.

    Raises:
        ReadError: when the bytes are no text.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    sample = data[:_SAMPLE]
    for magic, what in _MAGIC:
        if sample.startswith(magic):
            raise ReadError(source, f"this is {what}, not text; save it as plain text (UTF-8) and try again")
    wide = _utf16_without_mark(sample[: len(sample) // 2 * 2])
    if wide:
        return wide
    if len(sample) - len(sample.translate(None, _CONTROL)) > _MAX_CONTROL * len(sample):
        raise ReadError(source, "this is binary data, not text; save it as plain text (UTF-8) and try again")
    return None


def _narrow(data: bytes) -> str:
    """UTF-8, or the single-byte encoding that is likelier; a character cut at the end is forgiven."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return _single_byte(data)
    return "utf-8"


def _single_byte(data: bytes) -> str:
    best, score = _SINGLE_BYTE[0], float("-inf")
    for name in _SINGLE_BYTE:
        try:
            likely = _likelihood(data.decode(name))
        except UnicodeDecodeError:
            continue
        if likely > score:
            best, score = name, likely
    return best


def decode(data: bytes, source: str, declared: str | None = None) -> str:
    """The text of `data`, every character kept.

    Args:
        data: all bytes of a document.
        source: what to name in an error.
        declared: encoding that a header or page states; tried after the marks and UTF-8, if it is known.

    Raises:
        ReadError: when the bytes are empty, no text, or broken in their encoding.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise ReadError(source, "empty: there is no text to read; save the report again, as UTF-8 text")
    name = _stated_or_wide(data, source)
    if name is None:
        try:
            return data.decode()  # nearly all there is
        except UnicodeDecodeError:
            name = _narrow(data)
    if name in _SINGLE_BYTE and declared:
        try:
            return data.decode(declared)
        except (LookupError, UnicodeDecodeError):
            pass  # the statement is wrong, or no encoding at all: what the bytes show holds
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        where = f"byte {error.start} of {len(data)}"
        reason = f"broken {name.upper()} at {where}; save it again as UTF-8"
        raise ReadError(source, reason) from error


def is_mojibake(text: str) -> bool:
    """Whether Arabic UTF-8 was read as a Western encoding and saved again, so that no Arabic letter is left."""
    return not _ARABIC.search(text) and len(_MOJIBAKE.findall(text)) >= 5
