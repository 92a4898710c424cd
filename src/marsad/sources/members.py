"""The members of a gzip file, each unpacked whole: of a web archive, each is one record.

ISA-L unpacks in half the time that zlib takes, and that is most of what reading an archive costs. Where it has not
been installed (it is made for 64-bit Intel and ARM processors), zlib does the same.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

try:
    from isal import isal_zlib

    UNPACKERS: tuple[Any, ...] = (isal_zlib, zlib)
except ImportError:
    UNPACKERS = (zlib,)

GZIP = b"\x1f\x8b"
PADDING = b"\x00\r\n"  # what may follow the last member

_CHUNK = 32 * 1024  # packed bytes asked for at a time: about a page


class BrokenMemberError(ValueError):
    """A member that can't be unpacked, or is cut off."""


class Members:
    """The members of a stream from where it stands, one after the other, as bytes.

    Ends at the end of the stream, and before a member that unpacks to more than the limit, where the stream then
    stands.

    Args:
        stream: gzip; can be sought in.
        limit: bytes that a member may have, unpacked, about.

    Attributes:
        position: where the member begins that is given or was found broken.
    """

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self.position = stream.tell()
        self._stream = stream
        self._limit = limit
        self._library = UNPACKERS[0]

    def __iter__(self) -> Iterator[bytes]:
        """The members.

        Raises:
            BrokenMemberError: for one that is broken.
        """
        packed = self._stream.read(_CHUNK)
        while packed:
            try:
                content, rest = self._unpack(packed)
            except (self._library.error, EOFError) as error:
                if not self._is_padding(packed):
                    raise BrokenMemberError(str(error)) from error
                return
            if content is None:
                self._stream.seek(self.position)
                return
            yield content
            packed = rest or self._stream.read(_CHUNK)
            self.position = self._stream.tell() - len(packed)

    def _unpack(self, packed: bytes) -> tuple[bytes | None, bytes]:
        """(content of the member that begins with these bytes, None where it is too large; bytes read behind it)."""
        unpacker = self._library.decompressobj(wbits=31)
        parts = []
        size = 0
        while True:
            part = unpacker.decompress(packed)
            parts.append(part)
            size += len(part)
            if size > self._limit:
                return None, b""
            if unpacker.eof:
                return b"".join(parts), unpacker.unused_data
            packed = self._stream.read(_CHUNK)
            if not packed:
                raise EOFError("cut off")

    def _is_padding(self, packed: bytes) -> bool:
        """Whether nothing but padding is left from these bytes on."""
        self._stream.seek(self.position + len(packed))
        while packed and not packed.strip(PADDING):
            packed = self._stream.read(_CHUNK)
        return not packed
