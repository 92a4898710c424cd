"""Documents to events for the commands: the one place where they call the coder."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, Protocol

from marsad.article import Article
from marsad.cli.notices import Notices
from marsad.errors import MarsadError, ReadError
from marsad.event import Event
from marsad.sources import Document, read_inputs
from marsad.sources.document import Skipped


class ArticleCoder(Protocol):
    """What codes an article: `marsad.Coder`, or a stand-in in tests."""

    @property
    def versions(self) -> tuple[str, str]:
        """(coder version, lexicon version)."""

    def code(self, article: Article) -> Sequence[Event]:
        """The events of an article, in the order in which it tells them."""


def make_coder() -> ArticleCoder:
    """A new coder with the installed lexicon and gazetteer."""
    from marsad import Coder

    return Coder()


def stdin_bytes() -> BinaryIO:
    """Standard input as bytes."""
    return sys.stdin.buffer


def dated_outcomes(
    inputs: Iterable[str], published: dt.date | None, notices: Notices
) -> Iterator[Document | ReadError]:
    """Documents of the inputs, dated `published` where they give no date, and what can't be read; in order.

    What is passed over on purpose is named and left out.
    """
    today = dt.datetime.now(tz=dt.UTC).date()
    for outcome in read_inputs(inputs, stdin=stdin_bytes):
        if isinstance(outcome, Skipped):
            notices.skipped(outcome)
        else:
            yield outcome if isinstance(outcome, ReadError) else outcome.with_default_date(published, today)


def dated_documents(inputs: Iterable[str], published: dt.date | None, notices: Notices) -> Iterator[Document]:
    """The documents of `dated_outcomes`; what can't be read is named and left out."""
    for outcome in dated_outcomes(inputs, published, notices):
        if isinstance(outcome, ReadError):
            notices.failure(outcome)
        else:
            yield outcome


def code_documents(
    documents: Iterable[Document], coder: ArticleCoder, notices: Notices
) -> Iterator[tuple[Document, Sequence[Event]]]:
    """Each document with its events; one that the coder fails on is named and left out."""
    for document in documents:
        notices.notes(document)
        events: Sequence[Event] = ()
        if document.is_codable:
            try:
                events = coder.code(document.article)
            except MarsadError as error:
                notices.failure(ReadError(document.origin, str(error), document.line))
                continue
            except Exception as error:  # one bad article must not end a run of millions
                reason = f"the coder failed ({type(error).__name__}: {error}); please report it with this article"
                notices.failure(ReadError(document.origin, reason, document.line))
                continue
        notices.progress.step(len(events))
        yield document, events
