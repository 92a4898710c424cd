"""A plain text file or stream to one document."""

from __future__ import annotations

from typing import BinaryIO

from marsad.article import Article
from marsad.errors import ReadError
from marsad.sources.decode import decode, encoding_of
from marsad.sources.document import MAX_CHARACTERS, Document, make_document

# Four bytes a character is the most that any of the encodings needs.
_MAX_BYTES = 4 * MAX_CHARACTERS


def read_text(stream: BinaryIO, origin: str, article_id: str = "") -> Document:
    """The document of a stream of plain text. What lies far beyond the longest text coded is not read.

    Args:
        stream: bytes.
        origin: what to name in an error.
        article_id: id of the article; "" derives it from the content.

    Raises:
        ReadError: when it is empty or no text.
    """
    data = stream.read(_MAX_BYTES + 1)
    notes: tuple[str, ...] = ()
    if len(data) > _MAX_BYTES:
        notes = (f"longer than {_MAX_BYTES // 10**6} MB: the rest is not read; split the text",)
        data = _whole_characters(data[:_MAX_BYTES], origin)
    text = decode(data, origin)
    if not text.strip():
        raise ReadError(origin, "empty: there is no text to read; save the report again, as UTF-8 text")
    return make_document(Article(text=text, id=article_id), origin, notes=notes)


def _whole_characters(data: bytes, origin: str) -> bytes:
    """`data` without a character that the cut went through."""
    if encoding_of(data, origin).startswith("utf-8"):
        end = len(data)
        while end and data[end - 1] & 0xC0 == 0x80:
            end -= 1
        return data[: end - 1]
    return data[: len(data) // 4 * 4]
