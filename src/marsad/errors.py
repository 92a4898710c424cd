"""Errors that Marsad raises on purpose.

    MarsadError
    ├── ReadError       an input that can't be read: names the input, the place and what to do
    ├── LexiconError    a table of the lexicon or gazetteer that is not as it should be
    ├── CodingError     the coder met a state that it can't be in; names the article and the step
    └── StoreError      the store can't be opened, read or written; names the database and the next step

Messages name the thing, the place in it, and the next step. Nothing here is raised for an
article that merely holds no event.
"""

from __future__ import annotations


class MarsadError(Exception):
    """Base of every error that Marsad raises on purpose."""


class ReadError(MarsadError):
    """An input that can't be read.

    Args:
        source: file name, URL or "-" as the user gave it.
        reason: one sentence that says what is wrong and what to do.
        line: 1-based line number within the input, when there is one.
    """

    def __init__(self, source: str, reason: str, line: int | None = None) -> None:
        self.source = source
        self.reason = reason
        self.line = line
        at = f"{source}:{line}" if line is not None else source
        super().__init__(f"{at}: {reason}")


class LexiconError(MarsadError):
    """A table that is not as its schema says; the message names file and line."""


class CodingError(MarsadError):
    """The coder failed on one article; names the article and the step."""

    def __init__(self, article_id: str, step: str, reason: str) -> None:
        self.article_id = article_id
        self.step = step
        self.reason = reason
        super().__init__(f"article {article_id}: {step}: {reason}")


class StoreError(MarsadError):
    """The store can't be opened, read or written; the message names the database and the next step."""
