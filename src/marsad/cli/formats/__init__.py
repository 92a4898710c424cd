"""How events are written: one small file a format."""

from marsad.cli.formats.writer import FORMATS, Writer, make_writer

__all__ = ["FORMATS", "Writer", "make_writer"]
