"""The sentences of an article in which given words stand."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from marsad.article import Article, Span
from marsad.reading.document import read_document


@lru_cache(maxsize=1024)
def sentence_ranges(article: Article) -> tuple[Span, ...]:
    """The article's sentences with their stops and quotation marks; the title's first."""
    document = read_document(article)
    words = [document.span(s.field, s.words[0].start, s.words[-1].end) for s in document.sentences if s.words]
    out: list[Span] = []
    for index, span in enumerate(words):
        body = article.title if span.field == "title" else article.text
        before = out[-1].end if out and out[-1].field == span.field else 0
        after = next((s.start for s in words[index + 1 : index + 2] if s.field == span.field), len(body))
        start, end = span.start, span.end
        while start > before and not body[start - 1].isspace():
            start -= 1
        while end < after and not body[end].isspace():
            end += 1
        out.append(Span(span.field, start, end))
    return tuple(out)


def sentences_with(article: Article, spans: Iterable[Span]) -> list[dict[str, Any]]:
    """The sentences in which the spans stand, in order: field, first code point, text."""
    wanted = list(spans)
    return [
        {"field": place.field, "start": place.start, "text": article.words(place)}
        for place in sentence_ranges(article)
        if any(s.field == place.field and s.start < place.end and place.start < s.end for s in wanted)
    ]
