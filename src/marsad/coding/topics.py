"""What an article, and each of its sentences, is about: conflict, or another subject that borrows its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from marsad.codebook import Kind
from marsad.lexicon.realis import TopicWord, load_topics
from marsad.reading.marks import Marks
from marsad.reading.words import Form, Memo, Word

FIGURE = "figure"
IN_FIGHT = "fight"  # a trigger that tells a taking only in a report of a fight
_FIGHTS = frozenset({Kind.ARMED_CLASH, Kind.ARMED_ATTACK, Kind.TERRITORY_CHANGE})
# Weight of its words, and share of the words of conflict, from which an article is mostly about a subject.
_MOSTLY = 3
_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of another subject: where it stands in its sentence, its role and how surely it tells it."""

    at: int
    role: str
    weight: float


@dataclass(frozen=True, slots=True)
class Topic:
    """What an article is about, in counts of words.

    Args:
        conflict: strong triggers, armed parties and casualties.
        other: words of subjects in which war words are figures of speech, weighed.
        words: all words.
        roles: weight of the words of each role.
        hits: words of other subjects by index of their sentence.
        fought: whether it tells of a fight or of ground taken: those who enter a town then take it.
    """

    conflict: float
    other: float
    words: int
    roles: dict[str, float] = field(default_factory=dict)
    hits: dict[int, tuple[Hit, ...]] = field(default_factory=dict)
    fought: bool = False

    @property
    def foreign(self) -> bool:
        """Whether war words in it are likely to be figures of speech."""
        return self.other >= 3 and self.other > 0.25 * self.conflict

    def mostly(self, role: str) -> bool:
        """Whether the article as a whole is about subjects of this role."""
        weight = self.roles.get(role, 0.0)
        return weight >= _MOSTLY and weight > _SHARE * self.conflict

    def near(self, sentence: int, at: int, role: str, reach: int) -> float:
        """Weight of the words of a role within `reach` words of a word."""
        return sum(h.weight for h in self.hits.get(sentence, ()) if h.role == role and abs(h.at - at) <= reach)


class TopicFinder:
    """Finds words of other subjects; holds the table and a memo of surface forms."""

    def __init__(self, table: dict[str, tuple[TopicWord, ...]]) -> None:
        self._table = table
        self._words = Memo(self._look_up)

    def _look_up(self, surface: Form) -> tuple[TopicWord, ...]:
        out: list[TopicWord] = []
        for stem in surface.stems:
            for entry in self._table.get(stem.key, ()):
                if entry not in out:
                    out.append(entry)
        return tuple(sorted(out, key=lambda e: -len(e.rest)))

    def find(self, words: tuple[Word, ...], spots: Sequence[int]) -> tuple[Hit, ...]:
        """Hits in order; () if none. `spots`: the words that may begin one."""
        out: list[Hit] = []
        known = self._words
        for at in spots:
            for entry in known[words[at].form.text]:
                if not entry.rest or self._rest(words, at + 1, entry.rest):
                    out.append(Hit(at, entry.role, entry.weight))
                    break
        return tuple(out)

    @staticmethod
    def _rest(words: tuple[Word, ...], at: int, rest: tuple[str, ...]) -> bool:
        return at + len(rest) <= len(words) and all(
            any(s.key == wanted for s in words[at + i].form.stems) for i, wanted in enumerate(rest)
        )


@lru_cache(maxsize=1)
def shared_finder() -> TopicFinder:
    """The finder over the tables, made once a process."""
    return TopicFinder(load_topics())


def topic_of(marks: Sequence[Marks]) -> Topic:
    """The topic of an article from its marks."""
    finder = shared_finder()
    conflict = 0.0
    words = 0
    roles: dict[str, float] = {}
    hits: dict[int, tuple[Hit, ...]] = {}
    for sentence in marks:
        words += len(sentence.sentence.words)
        conflict += sum(0.8 for t in sentence.triggers if not t.trigger.weak)
        conflict += sum(1.0 for p in sentence.parties if p.category == "armed" and p.cls != "state")
        conflict += sum(1.0 for c in sentence.casualties if not c.zero)
        found = finder.find(sentence.sentence.words, sentence.spots["topics"])
        if found:
            hits[sentence.sentence.index] = found
            for hit in found:
                roles[hit.role] = roles.get(hit.role, 0.0) + hit.weight
    fought = any(t.trigger.kind in _FIGHTS and IN_FIGHT not in t.trigger.refine for m in marks for t in m.triggers)
    return Topic(conflict, roles.get(FIGURE, 0.0), words, roles, hits, fought)
