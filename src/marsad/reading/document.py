"""The article as words in sentences: title first, then the body's paragraphs.

After `fold` and `words`. A sentence ends at a full stop, question or exclamation mark or line
break; a dot inside a number or an abbreviation ends nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from marsad.article import Article, Field, Span
from marsad.lexicon.closed import closed_phrases
from marsad.reading.fold import Folded, fold
from marsad.reading.words import Word, split_words

_END = re.compile(
    # one set of signs comes first, so that what lies between them is passed over quickly
    r"[.!?;\n](?:(?<=[.!?])[.!?]*(?:[\"')\]]*(?=\s|$)|(?=[\"']?[\u0621-\u064a]{2}))|(?<=\n)\n*|(?<=;))"
)
# A paragraph of so many words is told, not listed; a line of so few, without a stop, may be a link.
_LONGEST = 220  # words; what is longer has lost its punctuation
_PROSE_WORDS = 22
_TOLD_WORDS = 10  # with a full stop
_LINK_WORDS = 16
_LINKS = 3
_TEASER_WORDS = 5  # from which two lines without a stop amid prose are links, not headings
_MARKER_WORDS = 8
_REPEATED_WORDS = 5  # from which a paragraph that stands twice is no chance
_TEASERS = 6  # so many paragraphs that stand twice are links with the first lines of other articles
_RELATED = closed_phrases("related_articles")
_PAGE_LINES = frozenset(closed_phrases("page_lines"))
_RELATED_FIRSTS = frozenset(marker[0] for marker in _RELATED)
_LABELS = (*_RELATED, *closed_phrases("link_labels"))
_LABEL_FIRSTS = frozenset(marker[0] for marker in _LABELS)
_LABEL_WORDS = 3  # up to the colon behind it: "رابط الخبر بصحيفة الرأي:"


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words of one sentence.

    Args:
        field: "title" or "text".
        words: in order; their offsets are into the folded field, their index counts within the sentence.
        index: position in the document, title first.
        paragraph: number of the paragraph it stands in; the title is 0.
        headline: the title, or a line of the body that repeats it.
        aside: a line of links to other articles, not of this report.
    """

    field: Field
    words: tuple[Word, ...]
    index: int
    paragraph: int
    headline: bool = False
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """An article read into sentences, with the folded views that map back to it."""

    article: Article
    folded: dict[str, Folded]
    sentences: tuple[Sentence, ...]
    _spans: dict[tuple[Field, int, int], Span] = field(default_factory=dict, init=False, repr=False, compare=False)

    def span(self, field: Field, start: int, end: int) -> Span:
        """The article's span of a folded range; start < end."""
        place = (field, start, end)
        found = self._spans.get(place)
        if found is None:  # most are asked for twice or more
            first, last = self.folded[field].span(start, end)
            found = self._spans[place] = Span(field, first, last)
        return found


def _pieces(words: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    """A sentence as it is, or, where one runs on without a stop, in pieces cut at commas if there are any."""
    while len(words) > _LONGEST:
        cut = next((i for i in range(_LONGEST, _LONGEST // 2, -1) if "," in words[i].before), _LONGEST)
        yield words[:cut]
        words = words[cut:]
        for index, word in enumerate(words):
            word.index = index
    if words:
        yield words


def _sentences(field: Field, folded: Folded, first: int, paragraph: int) -> list[Sentence]:
    text = folded.text
    bounds: list[tuple[int, bool]] = []
    for match in _END.finditer(text):
        bounds.append((match.end(), "\n" in match.group()))
    bounds.append((len(text), False))
    words = split_words(text)
    starts = [word.start for word in words]
    out: list[Sentence] = []
    at = 0
    for end, new_paragraph in bounds:
        to = bisect_left(starts, end, at)
        inside, at = words[at:to], to
        for index, word in enumerate(inside):
            word.index = index
        for piece in _pieces(inside):
            out.append(Sentence(field, piece, first + len(out), paragraph))
        if new_paragraph:
            paragraph += 1
    return out


def read_document(article: Article) -> Document:
    """The article as sentences; a document without words has none."""
    folded = {"title": fold(article.title), "text": fold(article.text)}
    sentences = _sentences("title", folded["title"], 0, 0)
    sentences += _sentences("text", folded["text"], len(sentences), 1)
    return Document(article, folded, tuple(_flagged(sentences, folded["text"].text)))


def _flagged(sentences: list[Sentence], body: str) -> list[Sentence]:
    """The sentences, with headlines and lines of links marked."""
    title = {w.form.text for s in sentences if s.field == "title" for w in s.words}
    sizes: dict[int, int] = {}
    stopped: set[int] = set()
    for s in sentences:
        if s.field == "text":
            sizes[s.paragraph] = sizes.get(s.paragraph, 0) + len(s.words)
            if body[s.words[-1].end : s.words[-1].end + 3].strip(" \"')")[:1] in (".", "!", "?"):
                stopped.add(s.paragraph)
    first_prose = min(
        (p for p, n in sizes.items() if n >= _PROSE_WORDS or (n >= _TOLD_WORDS and p in stopped)), default=None
    )
    if not title and not stopped:
        first_prose = None  # a post told in lines, none of which ends in a stop
    links: set[int] = set()
    run: list[int] = []
    related = False
    for paragraph in sorted(sizes):
        short = sizes[paragraph] <= _LINK_WORDS and paragraph not in stopped
        if first_prose is None or paragraph <= first_prose:
            continue
        if short:
            run.append(paragraph)
            continue
        pair = len(run) == _LINKS - 1 and paragraph in stopped and all(sizes[p] >= _TEASER_WORDS for p in run)
        if len(run) >= _LINKS or related or pair:
            links.update(run)
        run, related = [], False
    if len(run) >= _LINKS:
        links.update(run if first_prose is not None and sizes[first_prose] >= _PROSE_WORDS else run[1:])
    links |= _repeated(sentences)
    out: list[Sentence] = []
    after_marker = False
    for s in sentences:
        if s.field == "text":
            if len(s.words) <= _MARKER_WORDS and (_is_marker(s.words) or _is_page_line(s, sizes)):
                after_marker = True
            elif sizes[s.paragraph] >= _PROSE_WORDS:
                after_marker = False
        aside = s.field == "text" and (s.paragraph in links or (after_marker and first_prose is not None))
        aside = aside or (s.field == "text" and len(s.words) <= _PROSE_WORDS and _opens(s.words))
        count = len(s.words)
        repeats = (
            s.field == "text"
            and bool(title)
            and 4 <= count <= 30
            and sum([w.form.text in title for w in s.words]) >= 0.85 * count
        )
        headline = s.field == "title" or repeats
        marked = headline or aside
        out.append(Sentence(s.field, s.words, s.index, s.paragraph, headline, not headline) if marked else s)
    return out


def _repeated(sentences: list[Sentence]) -> set[int]:
    """Paragraphs of the body that stand there again; where many do, a page's links, the first of each pair too."""
    words: dict[int, tuple[str, ...]] = {}
    for s in sentences:
        if s.field == "text":
            words[s.paragraph] = words.get(s.paragraph, ()) + tuple(w.form.text for w in s.words)
    first: dict[tuple[str, ...], int] = {}
    again: dict[int, int] = {}
    for paragraph, told in words.items():
        if len(told) >= _REPEATED_WORDS and first.setdefault(told, paragraph) != paragraph:
            again[paragraph] = first[told]
    many = len(set(again.values())) >= _TEASERS
    return set(again) | (set(again.values()) if many else set())


def _is_marker(words: tuple[Word, ...]) -> bool:
    """Whether the words announce other articles: "اقرأ أيضا"."""
    keys = tuple([w.form.key for w in words])
    if _RELATED_FIRSTS.isdisjoint(keys):
        return False
    return any(keys[at : at + len(marker)] == marker for marker in _RELATED for at in range(len(keys)))


def _is_page_line(s: Sentence, sizes: dict[int, int]) -> bool:
    """Whether the whole paragraph is a word of the page, behind which no article goes on: "التالي", "التعليقات"."""
    return sizes[s.paragraph] == len(s.words) and tuple([w.form.key for w in s.words]) in _PAGE_LINES


def _opens(words: tuple[Word, ...]) -> bool:
    """Whether the sentence is a link that says so: "اقرأ أيضا: مقتل جنديين في هجوم"."""
    if words[0].form.key not in _LABEL_FIRSTS:
        return False
    keys = tuple([w.form.key for w in words[:_MARKER_WORDS]])
    return any(
        keys[: len(m)] == m and any(":" in w.before for w in words[len(m) : len(m) + _LABEL_WORDS]) for m in _LABELS
    )
