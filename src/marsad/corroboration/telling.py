"""From coded articles to what `gather` takes, without a store: each event with its report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from marsad.article import Article
from marsad.corroboration.incident import Report, Told
from marsad.corroboration.reprints import Reprints, signature
from marsad.event import Event


def tell(coded: Iterable[tuple[Article, Sequence[Event]]], *, index: Reprints | None = None) -> Iterator[Told]:
    """The events with their reports, reprints known, in order of arrival.

    Args:
        coded: articles in order of arrival, each with its events.
        index: of the texts before these; a new one when None.
    """
    index = index if index is not None else Reprints()
    for article, events in coded:
        report = Report(
            article_id=article.id,
            outlet=article.source,
            published=article.published,
            url=article.url,
            title=article.title,
            reprint_of=index.add(article.id, signature(article.text), article.published),
        )
        for event in events:
            yield Told(event, report)
