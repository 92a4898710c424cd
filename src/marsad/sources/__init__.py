"""From what the user has (files, folders, addresses) to articles."""

from marsad.sources.document import Document, Original
from marsad.sources.inputs import read_inputs

__all__ = ["Document", "Original", "read_inputs"]
