"""What single words are to parties: names of the catalogue, head nouns, adjectives, nations, their case.

Before `parties`, which grows mentions from them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marsad.lexicon.closed import closed_class
from marsad.lexicon.parties import Actor, Head, NameNode, PartyTables, loose
from marsad.reading.spots import concerned
from marsad.reading.words import Form, Memo, Stem, Word

_BREAKS = frozenset(",.;:?!\n()[]/")
_MAIN = closed_class("main")
_WITH_PRONOUN = ("يها", "يهم", "يهما")  # مقاتليها
_PLURALS = ("ان", "ين", "ون")
_OBLIQUE = "ين"  # of plurals and duals that are no subject
ARTICLES = ("ال", "وال", "بال", "لل", "فال", "كال")


def _article(stem: Stem) -> bool:
    return stem.pre.endswith(("ال", "لل"))


@dataclass(frozen=True, slots=True)
class PartyMention:
    """A party in its place.

    Args:
        first, last: word indexes, inclusive.
        stem: how the first word was taken apart (its proclitics are not part of the name).
        cls: force, group, people, office, person (a bare name), state or name (catalogued).
        category: armed, civilian, neutral, protester, medical …
        actors: catalogue entries the words may mean; several only where countries differ.
        aircraft: the words are about aircraft.
        number: of its head: "one", "two", "many" or "".
        full, full_sentence: the fuller mention that this short form points back to, and its sentence.
    """

    first: int
    last: int
    stem: Stem
    cls: str
    category: str
    actors: tuple[Actor, ...]
    aircraft: bool
    number: str
    full: PartyMention | None = None
    full_sentence: int = -1

    @property
    def armed(self) -> bool:
        """Whether it bears arms, or commands or sends those who do."""
        return self.category == "armed" or self.cls == "state"


class PartyWords:
    """What single words are to parties: names of the catalogue, heads, adjectives; with memos of surface forms."""

    def __init__(self, tables: PartyTables) -> None:
        self._tables = tables
        self._starts = Memo(self._look_up_names)
        self._heads = Memo(self._look_up_head)
        self._adjectives = Memo(self._may_be_adjective)
        self._accusatives = Memo(self._is_accusative)
        self.begins = Memo(self._may_begin)  # whether a party may begin at a word: a name, a head or a given name

    def concerns(self, surface: Form) -> bool:
        """Whether a party may begin at a word of this form."""
        return self.begins[surface.text]

    def _may_begin(self, surface: Form) -> bool:
        known = self._starts[surface.text] or self._heads[surface.text]
        return bool(known) or not self._tables.given.isdisjoint(surface.keys)

    def _look_up_names(self, surface: Form) -> tuple[tuple[Stem, NameNode, tuple[Actor, ...]], ...]:
        """Ways in which the word begins a name: its stem, what may follow, and whom it names by itself."""
        out: list[tuple[Stem, NameNode, tuple[Actor, ...]]] = []
        for stem in surface.stems:
            if stem.post:
                continue
            node = self._tables.names.get(loose(stem.key))
            if node is not None:
                article = _article(stem) or stem.key.startswith("ال")
                alone = [a for a, wants, refuses in node.get("", ()) if not (refuses if article else wants)]
                out.append((stem, node, tuple(alone)))
        return tuple(out)

    def _look_up_head(self, surface: Form) -> tuple[Stem, Head] | None:
        if self._tables.heads.keys().isdisjoint(surface.keys):
            return None
        for stem in surface.stems:
            head = self._tables.heads.get(stem.key)
            if not stem.post and stem.key in self._tables.not_heads:
                break
            if head is not None:
                return stem, head
        return None

    def catalogued(self, words: tuple[Word, ...], at: int) -> tuple[int, Stem, tuple[Actor, ...]] | None:
        """(last word, stem of the first, actors) of the longest catalogue name at `at`, or None."""
        starts = self._starts[words[at].form.text]
        if not starts:
            return None
        best: tuple[int, Stem, tuple[Actor, ...]] | None = None
        for stem, start, alone in starts:
            node, last = start, at
            hit = (at, alone) if alone else None
            while last + 1 < len(words):
                following = words[last + 1]
                if following.before and not _BREAKS.isdisjoint(following.before):
                    break
                further = node.get(loose(following.form.key))
                if further is None:
                    break
                node = further
                last += 1
                if "" in node:
                    hit = (last, tuple(a for a, _, _ in node[""]))
            if hit and (best is None or hit[0] > best[0]):
                best = (hit[0], stem, hit[1])
        if best is not None and len(best[2]) > 1:
            return best[0], best[1], tuple(dict.fromkeys(best[2]))
        return best

    def of_plural(self, lemma: str) -> tuple[Actor, ...]:
        """Whom the catalogue knows by the plural of a noun of one man: حوثي, as الحوثيين; () for nobody."""
        node = self._tables.names.get(loose(lemma + "ين"))
        return () if node is None else tuple(dict.fromkeys(a for a, _, _ in node.get("", ())))

    def names(self, words: tuple[Word, ...], spots: Sequence[int] | None = None) -> frozenset[int]:
        """Words inside catalogue names of two words or more; `spots`: the words that concern this finder."""
        inside: set[int] = set()
        for at in concerned(words, self.concerns, spots):
            named = self.catalogued(words, at)
            if named is not None and named[0] > at:
                inside.update(range(at, named[0] + 1))
        return frozenset(inside)

    def head(self, word: Word) -> tuple[Stem, Head] | None:
        """The head noun that a word is, if it is one."""
        return self._heads[word.form.text]

    def is_adjective(self, word: Word) -> bool:
        """Whether a word may be an adjective of a party: from the table, or of a country."""
        return self._adjectives[word.form.text]

    def _may_be_adjective(self, surface: Form) -> bool:
        for stem in surface.stems:
            if (
                stem.pre in ("", "ال")
                and not stem.post
                and (stem.key in self._tables.adjectives or stem.key in self._tables.demonyms)
            ):
                return True
        return False

    def describes(self, words: tuple[Word, ...], at: int, stem: Stem, victims: Mapping[int, str]) -> bool:
        """Whether a participle or relative adjective goes with a definite noun of no party: "القطاع المحاصر"."""
        if at == 0 or words[at].before or at - 1 in victims or stem.pre != "ال":
            return False
        before = words[at - 1]
        main = stem.key in _MAIN
        return (
            (stem.key.endswith("ي") or stem.key.startswith("م") or main)
            and (before.form.text.startswith(ARTICLES) or (main and bool(before.form.stems[-1].post)))
            and not self.begins[before.form.text]
            and not self.is_adjective(before)
        )

    def are_people(self, words: tuple[Word, ...], at: int) -> bool:
        """Whether a dual, or a plural before its genitive, is a noun and no adjective of the noun before it."""
        text, before = words[at].form.text, words[at - 1].form.text
        if text.endswith("ي"):
            following = words[at + 1] if at + 1 < len(words) and not words[at + 1].before else None
            if following is None:
                return False
            own = self.begins[following.form.text] and not self.is_adjective(following)
            return own or following.form.text.startswith("ال")
        if text.endswith("يه"):
            return not self.is_adjective(words[at]) and not before.endswith(("ه", "ات"))
        return not before.endswith(_PLURALS)

    def opens_own(self, words: tuple[Word, ...], at: int) -> bool:
        """Whether people, no adjective, stand behind a definite noun: "الجيش مسلحي الحركة", "الجيش مسلحين"."""
        head, text, before = self.head(words[at]), words[at].form.text, words[at - 1]
        if head is None or head[1].cls != "people" or not before.form.text.startswith(ARTICLES):
            return False
        if text.startswith("ال"):  # an adjective of one force is no plural: "الجيش المسلحين"
            owner = self.head(before)
            of_men = at > 1 and self.begins[words[at - 2].form.text]  # "رجال الأمن المسلحين"
            force = owner is not None and owner[1].cls == "force" and owner[1].number == "one"
            return force and not of_men and text.endswith(_OBLIQUE)
        return text.endswith(_OBLIQUE) or (text.endswith("ي") and self.are_people(words, at))

    def are_others(self, words: tuple[Word, ...], start: int, last: int, at: int) -> bool:
        """Whether people without an article stand behind a noun with its adjective: "طعن شاب فلسطيني مستوطنين"."""
        head, opens = self.head(words[at]), self.head(words[start])
        people = head is not None and head[1].cls == "people" and head[1].number == "many" and not head[0].pre
        return people and last > start and opens is not None and opens[1].number == "one"

    def no_genitive(self, word: Word) -> bool:
        """Whether a noun has its article, a pronoun or its nunation, and so no genitive: "هاجم الحوثيون قوات"."""
        return self.closed(word) or word.form.text.startswith(ARTICLES) or word.form.text.endswith(_WITH_PRONOUN)

    def shut(self, words: tuple[Word, ...], start: int, last: int) -> bool:
        """Whether the phrase opens with a noun in its nunation and has none but adjectives yet."""
        return self.closed(words[start]) and all(self.is_adjective(words[i]) for i in range(start + 1, last + 1))

    def demonym(self, word: Word) -> str | None:
        """ISO country of an adjective of nationality, or None."""
        for stem in word.form.stems:
            if stem.pre in ("", "ال", "و", "وال") and not stem.post:
                country = self._tables.demonyms.get(stem.key)
                if country:
                    return country
        return None

    def nation(self, word: Word) -> bool:
        """Whether a word is an adjective that names a doer: of a country, or of a party (الحوثي)."""
        if self.demonym(word):
            return True
        return any(s.key in self._tables.doers and s.pre in ("", "ال") for s in word.form.stems)

    def accusative(self, word: Word) -> bool:
        """Whether a noun or adjective shows the indefinite accusative: جنديا, تكفيريا."""
        text = word.form.text
        return text.endswith("ا") and self._accusatives[text]

    def _is_accusative(self, surface: Form) -> bool:
        text = surface.text
        if text.startswith("ال") or len(text) < 4:
            return False
        if "" in self._tables.names.get(loose(surface.key), {}):
            return False  # روسيا is a name
        bare = text[:-1]
        return bare in self._tables.heads or bare in self._tables.adjectives or bare in self._tables.demonyms

    def closed(self, word: Word) -> bool:
        """Whether a noun shows its nunation, so that nothing definite can follow it as its genitive."""
        text = word.form.text
        if text.startswith("ال"):
            return False
        heads = self._tables.heads
        return (text.endswith(("ون", "ين", "ان")) and (text[:-2] in heads or text[:-2] + "ه" in heads)) or (
            text.endswith("ا") and text[:-1] in heads
        )
