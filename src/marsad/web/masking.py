"""Articles for readers from whom names are withheld: the text without them, and every span moved with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from marsad.article import Article
from marsad.corroboration.incident import Incident
from marsad.exports.mask import withheld
from marsad.exports.rules import PLACEHOLDER


@dataclass(frozen=True, slots=True)
class Redaction:
    """A text without the given ranges, a placeholder in the place of each.

    Args:
        before: the text.
        ranges: half-open, in order, without overlap.
    """

    before: str
    ranges: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        """What is shown."""
        out, done = [], 0
        for start, end in self.ranges:
            out += [self.before[done:start], PLACEHOLDER]
            done = end
        return "".join((*out, self.before[done:]))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where words of the text stand in what is shown; a part of a name is the whole placeholder."""
        return self._at(start, is_end=False), self._at(end, is_end=True)

    def _at(self, offset: int, *, is_end: bool) -> int:
        moved = 0
        for start, end in self.ranges:
            if offset <= start:
                break
            if offset < end:
                return start + moved + (len(PLACEHOLDER) if is_end else 0)
            moved += len(PLACEHOLDER) - (end - start)
        return offset + moved


@dataclass(frozen=True, slots=True)
class RedactedArticle:
    """An article as shown to readers from whom names are withheld.

    Args:
        title: of the article.
        text: of the article.
        anchors: by event, its words as shown; a family's name that stands there alone is known from elsewhere.
    """

    title: Redaction
    text: Redaction
    anchors: Mapping[str, str]

    def article(self, article: Article) -> Article:
        """The article with its texts as shown."""
        return replace(article, title=self.title.text, text=self.text.text)

    def spans(self, spans: Iterable[Sequence[Any]]) -> list[list[Any]]:
        """Spans [field, start, end] moved."""
        return [[field, *self._field(field).span(start, end)] for field, start, end in spans]

    def _field(self, field: str) -> Redaction:
        return self.title if field == "title" else self.text

    def event(self, data: dict[str, Any]) -> dict[str, Any]:
        """An event as `event_to_dict` writes it, its spans moved."""
        evidence = data["evidence"]
        moved = {name: self.spans(evidence[name]) for name in evidence["rules"]}
        trigger = self._field(evidence["field"]).span(*evidence["trigger"])
        return {
            **data,
            "anchor": self.anchors.get(data["id"], data["anchor"]),
            "claims": [{**claim, "evidence": self.spans(claim["evidence"])} for claim in data["claims"]],
            "evidence": {**evidence, **moved, "trigger": list(trigger)},
        }


def redact(article: Article, incidents: Sequence[Incident]) -> RedactedArticle:
    """The article without names of private persons, its own and those of the incidents that it tells."""
    anchors = {told.id: told.event.anchor for incident in incidents for told in incident.members}
    bodies = (article.title, article.text, *anchors.values())
    found = withheld(bodies, incidents)
    title, text, *rest = (Redaction(body, tuple(ranges)) for body, ranges in zip(bodies, found, strict=True))
    return RedactedArticle(title, text, dict(zip(anchors, (one.text for one in rest), strict=True)))
