"""Packed bodies of HTTP answers, unpacked no further than a limit: a bomb stays packed."""

from __future__ import annotations

import zlib


class TooLargeError(ValueError):
    """A body is larger than the limit."""


def unpack(data: bytes, limit: int) -> bytes:
    """The bytes of a body packed as gzip or deflate.

    Args:
        data: the packed bytes.
        limit: bytes that the plain body may have.

    Raises:
        TooLargeError: when there are more.
        zlib.error: when it is broken or cut off.
    """
    for wbits in (47, -15):  # gzip or zlib by its head, or deflate without any
        unpacker = zlib.decompressobj(wbits=wbits)
        try:
            plain = unpacker.decompress(data, limit + 1)
        except zlib.error:
            continue
        if len(plain) > limit:
            raise TooLargeError
        if unpacker.eof:
            return plain
        break
    raise zlib.error("the packed body is broken or cut off")
