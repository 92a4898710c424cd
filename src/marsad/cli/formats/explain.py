"""Why each field was read as it was: a tree an event.

On top the event in one line and the sentences it was read from; then each field with its value, how it was
read in plain words, and the words of the text in quotation marks. Words from another than the trigger's
sentence carry that sentence's number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from marsad.article import Article, Span
from marsad.cli.formats import words
from marsad.cli.formats.bidi import Layout
from marsad.cli.formats.reasons import reason
from marsad.cli.formats.table import console_for, heading
from marsad.codebook import Force
from marsad.event import Claim, Event
from marsad.sources.document import Document

_SENTENCE_END = re.compile(r"[.!?\u061f\u06d4]+\s|\n+")
_LONGEST = 400  # characters of a sentence shown on each side of the words
_INDENT = 4

Sentence = tuple[str, int, int]
"""Field, and [start, end) within it."""


def sentence_around(article: Article, span: Span) -> tuple[int, int]:
    """[start, end) of the sentence in which a span begins, within its field."""
    body = article.title if span.field == "title" else article.text
    start = 0
    for end in _SENTENCE_END.finditer(body, max(0, span.start - _LONGEST), span.start):
        start = end.end()
    start = max(start, span.start - _LONGEST)
    after = _SENTENCE_END.search(body, max(span.start, span.end - 1), min(len(body), span.end + _LONGEST))
    return start, after.start() + 1 if after else min(len(body), span.end + _LONGEST)


def _values(event: Event) -> dict[str, tuple[str, tuple[str, ...], str]]:
    """Every field that holds something: label, the words of the text that are its value, and what else to say."""
    place = event.place
    found: dict[str, tuple[str, tuple[str, ...], str]] = {}
    if event.date:
        found["date"] = ("date", (), words.when(event.date))
    if place:
        found["place"] = ("place", (place.name,), f"({words.point(place)})")
    found["side_a"] = ("side a, who acts", tuple(party.text for party in event.side_a), "")
    found["side_b"] = ("side b, to whom", tuple(party.text for party in event.side_b), "")
    if event.fatalities:
        found["fatalities"] = ("dead", (), words.toll(event.fatalities))
    if event.injured:
        found["injured"] = ("wounded", (), words.toll(event.injured))
    found["sources"] = ("sources, who says so", event.sources, "")
    found["protected"] = ("protected", (), ", ".join(event.protected))
    return {name: value for name, value in found.items() if value[1] or value[2]}


def _filled(pieces: Iterable[tuple[str, str]], width: int) -> Text:
    """Pieces, each with its style, in lines of at most `width` cells; a piece is never cut."""
    runs: list[tuple[str, str]] = []
    at = 0
    for piece, style in pieces:
        size = cell_len(piece)
        gap = "\n" if at and at + 1 + size > width else " " if at else ""
        if runs and runs[-1][1] == style:  # one run: what lays it out sees its words together
            runs[-1] = (f"{runs[-1][0]}{gap}{piece}", style)
        else:
            runs += [(gap, ""), (piece, style)] if gap else [(piece, style)]
        at = size if gap == "\n" else at + len(gap) + size
    return Text.assemble(*runs)


class _Quotes:
    """The sentences that an event was read from, numbered as they come up; the trigger's is the first."""

    def __init__(self, article: Article, layout: Layout, home: Span) -> None:
        self._article = article
        self._layout = layout
        self.sentences: list[Sentence] = []
        self.number(home)

    def number(self, span: Span) -> int:
        """Number of the sentence in which the span begins, from 1."""
        for at, (field, start, end) in enumerate(self.sentences, start=1):
            if span.field == field and start <= span.start < end:
                return at
        self.sentences.append((span.field, *sentence_around(self._article, span)))
        return len(self.sentences)

    def words(self, spans: Iterable[Span]) -> list[str]:
        """The words of the spans, each in quotation marks and once, with its sentence's number if not the first."""
        found: list[str] = []
        for span in spans:
            quoted = f"«{self._layout.line(' '.join(self._article.words(span).split()))}»"
            number = self.number(span)
            found.append(f"{quoted} ({number})" if number > 1 else quoted)
        return list(dict.fromkeys(found))

    def bodies(self) -> list[tuple[str, str]]:
        """Label and text of each sentence."""
        out = []
        for at, (field, start, end) in enumerate(self.sentences, start=1):
            body = self._article.title if field == "title" else self._article.text
            name = "title" if field == "title" else "sentence"
            out.append((f"{name}: " if len(self.sentences) == 1 else f"{name} ({at}): ", body[start:end]))
        return out


class ExplainWriter:
    """Writes the derivation of every event; to `console` if one is given, else to one made on `out`."""

    def __init__(self, out: TextIO, layout: Layout, console: Console | None = None) -> None:
        self._console = console or console_for(out)
        self._layout = layout

    def begin(self) -> None:
        """Writes nothing."""

    def end(self) -> None:
        """Writes nothing."""

    def write(self, document: Document, events: Sequence[Event]) -> None:
        """Writes one document's events."""
        console = self._console
        console.print(Text(heading(document, self._layout, console.width), style="bold"))
        for note in document.notes:
            console.print(Text(f"note: {note}", style="dim"))
        if not events:
            console.print(Text("no events", style="dim"))
        for number, event in enumerate(events, start=1):
            console.print()
            self.write_event(document.article, event, f"{number} of {len(events)}")
        console.print()

    def write_event(self, article: Article, event: Event, number: str) -> None:
        """Writes one event's tree; `number` says which of the article's it is."""
        self._console.print(self._tree(article, event, number))

    def _line(self, event: Event, number: str) -> Text:
        """The event in one line."""
        tolls = [
            f"{words.toll(toll)} {name}"
            for toll, name in ((event.fatalities, "dead"), (event.injured, "wounded"))
            if toll is not None
        ]
        parts = [
            words.when(event.date) if event.date else "",
            self._layout.line(event.place.name) if event.place else "",
            ", ".join(tolls),
        ]
        line = " · ".join([words.kind(event).upper(), *filter(None, parts)])
        about = f"(event {number}, {event.id}, confidence {event.confidence:.2f})"
        return _filled([(line, "bold yellow"), (about, "dim")], self._console.width)

    def _tree(self, article: Article, event: Event, number: str) -> Tree:
        quotes = _Quotes(article, self._layout, event.trigger)
        rules = {item.field: item for item in event.evidence}
        told = rules.pop("kind", None)
        rules.pop("trigger", None)
        spans = (event.trigger, *(told.spans if told else ()))
        because = reason("kind", told.rule) if told else ""
        if told and "+" not in told.rule and not told.rule.startswith((f"{event.kind.value}.", "ar.")):
            because += f"; who was hit, or how, makes it {words.plain(event.kind.value)}"
        branches = [self._branch("kind", [words.plain(event.kind.value)], because, quotes.words(spans))]
        if item := rules.pop("status", None):
            quoted = quotes.words(item.spans)
            branches.append(self._branch("status", [event.status.value], reason("status", item.rule), quoted))
        for name, (label, texts, more) in _values(event).items():
            item = rules.pop(name, None)
            values = [self._layout.line(text) for text in texts]
            values = [*(f"{value};" for value in values[:-1]), *values[-1:], *([more] if more else [])]
            because = reason(name, item.rule) if item else ""
            branches.append(self._branch(label, values, because, quotes.words(item.spans if item else ())))
        for name, item in rules.items():
            branches.append(self._branch(name, [], reason(name, item.rule), quotes.words(item.spans)))
        branches += [branch for claim in event.claims if (branch := self._claim(event, claim, quotes))]
        tree = Tree(self._line(event, number), guide_style="dim")
        for label, body in quotes.bodies():
            tree.add(self._quote(body, label))
        for branch in branches:
            tree.add(branch)
        return tree

    def _quote(self, text: str, label: str) -> Text:
        quote = Text(self._layout.block(text, self._room, label, " " * len(label)))
        quote.stylize("dim", 0, len(label))
        return quote

    @property
    def _room(self) -> int:
        return max(40, self._console.width - _INDENT)

    def _branch(self, label: str, values: Sequence[str], because: str, quoted: Sequence[str]) -> Tree:
        """A field: its value, below it how it was read and from which words."""
        head = [(f"{label}:", "cyan"), *((value, "bold") for value in values)]
        branch = Tree(_filled(head, self._room), guide_style="dim")
        if because or quoted:
            pieces = [(word, "dim") for word in because.split()]
            first = [(f"← {quoted[0]}", "green")] if quoted else []
            pieces += [*first, *((words, "green") for words in quoted[1:])]
            branch.add(_filled(pieces, self._room - _INDENT))
        return branch

    def _claim(self, event: Event, claim: Claim, quotes: _Quotes) -> Tree | None:
        """Who says what of his own; None where he says no more than that it happened."""
        said = [] if claim.kind is event.kind else [words.plain(claim.kind.value)]
        said += [
            f"{words.toll(value)} {name}"
            for name, value in (("dead", claim.fatalities), ("wounded", claim.injured))
            if value is not None
        ]
        if not claim.speaker or (not said and claim.force is Force.SAYS and not claim.via):
            return None
        via = [f"(through {self._layout.line(claim.via)})"] if claim.via else []
        force = words.plain(claim.force.value)
        values = [self._layout.line(claim.speaker), *via, f"{force}: {', '.join(said)}" if said else force]
        named = quotes.words(s for s in claim.spans if s != event.trigger)
        return self._branch("claim", values, "", [one for one in named if one != f"«{values[0]}»"])
