"""Why each field was read as it was: a tree an event, from its evidence.

Each field shows its value, the rule that read it, and the words, in quotation marks. The sentence of
the trigger stands on top; words from another sentence are shown with that sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TextIO

from rich.text import Text
from rich.tree import Tree

from marsad.article import Article, Span
from marsad.cli.formats import words
from marsad.cli.formats.bidi import Layout
from marsad.cli.formats.table import console_for, heading
from marsad.event import Claim, Event
from marsad.sources.document import Document

_SENTENCE_END = re.compile(r"[.!?\u061f\u06d4]+\s|\n+")
_LONGEST = 400  # characters of a sentence shown on each side of the words
_INDENT = 8


def sentence_around(article: Article, span: Span) -> tuple[int, int]:
    """[start, end) of the sentence in which a span begins, within its field."""
    body = article.title if span.field == "title" else article.text
    start = 0
    for end in _SENTENCE_END.finditer(body, max(0, span.start - _LONGEST), span.start):
        start = end.end()
    start = max(start, span.start - _LONGEST)
    after = _SENTENCE_END.search(body, max(span.start, span.end - 1), min(len(body), span.end + _LONGEST))
    return start, after.start() + 1 if after else min(len(body), span.end + _LONGEST)


def _values(event: Event) -> dict[str, str]:
    """Every field that holds something, in words."""
    place = event.place
    return {
        name: value
        for name, value in {
            "status": event.status.value,
            "date": words.when(event.date) if event.date else "",
            "place": f"{place.name}|{words.point(place)}" if place else "",
            "side_a": "; ".join(party.text for party in event.side_a),
            "side_b": "; ".join(party.text for party in event.side_b),
            "fatalities": words.toll(event.fatalities) if event.fatalities else "",
            "injured": words.toll(event.injured) if event.injured else "",
            "sources": "; ".join(event.sources),
            "protected": ", ".join(event.protected),
        }.items()
        if value
    }


class ExplainWriter:
    """Writes the derivation of every event."""

    def __init__(self, out: TextIO, layout: Layout) -> None:
        self._console = console_for(out)
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
        for event in events:
            console.print(self._tree(document.article, event), soft_wrap=True)
        console.print()

    def _quote(self, text: str, label: str = "") -> Text:
        width = max(40, self._console.width - _INDENT)
        return Text(self._layout.block(text, width, label, " " * len(label)))

    def _tree(self, article: Article, event: Event) -> Tree:
        tree = Tree(Text(f"{words.kind(event)}  (confidence {event.confidence:.2f}, event {event.id})", style="bold"))
        start, end = sentence_around(article, event.trigger)
        body = article.title if event.trigger.field == "title" else article.text
        where = "title" if event.trigger.field == "title" else "sentence"
        tree.add(self._quote(body[start:end], f"{where}: "))
        home = (event.trigger.field, start, end)
        rules = {item.field: item for item in event.evidence}
        told = rules.pop("kind", None) or rules.pop("trigger", None)
        rules.pop("trigger", None)
        kind = tree.add(self._head("kind", event.kind.value, told.rule if told else ""))
        self._add_words(kind, article, told.spans if told else (event.trigger,), home)
        for name, value in _values(event).items():
            item = rules.pop(name, None)
            if name == "status" and item is None:
                continue  # the usual status follows from nothing said against it
            branch = tree.add(self._head(name, value, item.rule if item else ""))
            if item:
                self._add_words(branch, article, item.spans, home)
        for name, item in rules.items():
            self._add_words(tree.add(self._head(name, "", item.rule)), article, item.spans, home)
        for claim in event.claims:
            self._add_claim(tree, article, claim, home)
        return tree

    def _head(self, name: str, value: str, rule: str) -> Text:
        text, _, more = value.partition("|")
        parts = [f"{name}:", *(self._layout.line(part) for part in (text, more and f"({more})") if part)]
        if rule:
            parts.append(f"← {rule}")
        return Text(" ".join(parts))

    def _add_words(self, branch: Tree, article: Article, spans: Iterable[Span], home: tuple[str, int, int]) -> None:
        for span in spans:
            quoted = f"«{article.words(span)}»"
            line = Text(f"← {self._layout.line(' '.join(quoted.split()))}")
            inside = span.field == home[0] and home[1] <= span.start < home[2]
            leaf = branch.add(line)
            if not inside:
                start, end = sentence_around(article, span)
                body = article.title if span.field == "title" else article.text
                leaf.add(self._quote(body[start:end], "title: " if span.field == "title" else "in: "))

    def _add_claim(self, tree: Tree, article: Article, claim: Claim, home: tuple[str, int, int]) -> None:
        speaker = self._layout.line(claim.speaker) if claim.speaker else "the outlet"
        via = f", through {self._layout.line(claim.via)}" if claim.via else ""
        tolls = [
            f"{name} {words.toll(value)}"
            for name, value in (("dead", claim.fatalities), ("wounded", claim.injured))
            if value is not None
        ]
        head = f"claim: {speaker}{via} {claim.force.value.replace('_', ' ')}: {claim.kind.value}"
        self._add_words(tree.add(Text(", ".join([head, *tolls]))), article, claim.spans, home)
