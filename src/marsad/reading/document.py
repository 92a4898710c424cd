"""The article as words in sentences: title first, then the body's paragraphs.

After `fold` and `words`. A sentence ends at a full stop, question or exclamation mark or line
break; a dot inside a number or an abbreviation ends nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from marsad.article import Article, Field, Span
from marsad.reading.fold import Folded, fold
from marsad.reading.words import Word, split_words

_END = re.compile(r"[.!?]+[\"')\]]*(?=\s|$)|[.!?]+(?=[\"']?[\u0621-\u064a]{2})|\n+|;")
_BULLET = re.compile(r"\n")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words of one sentence.

    Args:
        field: "title" or "text".
        words: in order; their offsets are into the folded field, their index counts within the sentence.
        index: position in the document, title first.
        paragraph: number of the paragraph it stands in; the title is 0.
        quoted: words at the same index stand inside quotation marks.
    """

    field: Field
    words: tuple[Word, ...]
    index: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Document:
    """An article read into sentences, with the folded views that map back to it."""

    article: Article
    folded: dict[str, Folded]
    sentences: tuple[Sentence, ...]

    def span(self, field: Field, start: int, end: int) -> Span:
        """The article's span of a folded range; start < end."""
        original = self.folded[field].span(start, end)
        return Span(field, *original)


def _sentences(field: Field, folded: Folded, first: int, paragraph: int) -> list[Sentence]:
    text = folded.text
    bounds: list[tuple[int, bool]] = []
    for match in _END.finditer(text):
        bounds.append((match.end(), "\n" in match.group()))
    bounds.append((len(text), False))
    words = split_words(text)
    out: list[Sentence] = []
    at = 0
    for end, new_paragraph in bounds:
        inside: list[Word] = []
        while at < len(words) and words[at].start < end:
            word = words[at]
            word.index = len(inside)
            inside.append(word)
            at += 1
        if inside:
            out.append(Sentence(field, tuple(inside), first + len(out), paragraph))
        if new_paragraph:
            paragraph += 1
    return out


def read_document(article: Article) -> Document:
    """The article as sentences; a document without words has none."""
    folded = {"title": fold(article.title), "text": fold(article.text)}
    sentences = _sentences("title", folded["title"], 0, 0)
    sentences += _sentences("text", folded["text"], len(sentences), 1)
    return Document(article, folded, tuple(sentences))
