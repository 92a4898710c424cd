"""Party mentions: names from the catalogue, and noun phrases whose head says they can act or suffer.

After `words`, before `coding`. A mention grows from its head over adjectives, genitives, "of" and
"belonging to" phrases: "خلايا تنظيم داعش", "شبان من أبناء درعا البلد", "دورية تابعة للجيش".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from types import MappingProxyType

from marsad.codebook import PartyType
from marsad.lexicon.closed import closed_class
from marsad.lexicon.parties import Actor, Head
from marsad.reading.party_slots import DoneTo
from marsad.reading.party_tails import behind_make, is_community, is_wing, numbered, quoted_end, so_called
from marsad.reading.party_unlike import is_no_party
from marsad.reading.party_words import ARTICLES, PartyMention
from marsad.reading.spots import concerned
from marsad.reading.words import Stem, Word

_BREAKS = frozenset(",.;:?!\n()[]/")
_DEMANDING = "طالب"  # a student, and who demands
_QUOTE = '"'
_MAX_WORDS = 12
# What never continues the name of a place or group after its head.
_FUNCTION = closed_class("function_words")
_HANDS = frozenset({"يد", "ايدي", "ايادي", "نيران", "بنيران", "رصاص", "برصاص"})
_PREPOSITIONS = closed_class("prepositions")
_IN = "في"
_THAT = closed_class("that_clauses")
_RELATIVE = closed_class("relatives")
_LED = closed_class("led_by")
_DELEGATIONS = closed_class("delegations")
_COMMAND = closed_class("under_command")
_PARTITIVE = closed_class("partitive")
_AIRCRAFT = closed_class("aircraft")
_AIRCRAFT_PLURAL = closed_class("aircraft_in_plural")
_CHAINED = ("force", "group", "people", "office")
_WITH_ARTICLE = ("definite", "article")  # genitives that have the article: required, or only taken where they stand
_LAND = closed_class("also_land")
_ABSTRACT = closed_class("abstract_alone")
_RELATING = ("ي", "يه")  # the ending of adjectives of relation
_PILOT = closed_class("pilot")
_WITHOUT = closed_class("without")
_PILOTLESS = closed_class("pilotless")
_ENDINGS = ("ان", "ين", "ون")
_LINK_PREPOSITIONS = closed_class("link_prepositions")
_BRANCHES = closed_class("army_branches")
_NOBODY: Mapping[int, str] = MappingProxyType({})
_NAMED_SO = closed_class("named_by_adjectives")
_SUSPECTED = closed_class("suspected")
_SUSPECTED_REACH = 3
_MEMBERSHIP = closed_class("membership")


__all__ = ["PartyFinder", "PartyMention"]


@lru_cache(maxsize=1 << 14)
def _described(actors: tuple[Actor, ...]) -> tuple[bool, str, bool]:
    """(all are states, category, an air force) of the actors that a name may mean."""
    category = "armed" if any(a.armed or a.state for a in actors) else "civilian"
    if all(a.media for a in actors):
        category = "media"
    flying = any("air force" in a.name_en.lower() or "air-force" in a.id for a in actors)
    return all(a.state for a in actors), category, flying


class PartyFinder(DoneTo):
    """Finds party mentions; holds the tables and memos of surface forms."""

    def find(
        self,
        words: tuple[Word, ...],
        acts: Set[int] = frozenset(),
        victims: Mapping[int, str] = _NOBODY,
        dated: Set[int] = frozenset(),
        spots: Sequence[int] | None = None,
    ) -> list[PartyMention]:
        """Mentions in order, not overlapping; [] if none.

        Args:
            words: of the sentence.
            acts: words of triggers: never heads of a party, but a party may stand right behind them.
            victims: those of them after which people stand, "مقتل سوري" names a man, "قصف سوري" does
                not; with their frames, "" for a noun, which has no subject.
            dated: words of dates, in no name.
            spots: the words that concern this finder; None: not known.
        """
        out: list[PartyMention] = []
        begins = frozenset(concerned(words, self.concerns, spots))
        slots = self.slots(words, victims, dated) if victims else {}
        at = 0
        aside = -1  # the word behind those whose wing a party is
        while at < len(words):
            named = out and out[-1].last == at - 1 and out[-1].cls == "person"
            if at not in begins and at not in slots and not named:
                at += 1
                continue
            mention = self._at(words, at, acts, victims) or self.announced(words, at, acts, out)
            if mention is None and at in slots:
                mention = self.done_to(words, at, acts | dated, slots[at])
            if mention is None:
                at += 1
                continue
            at = mention.last + 1
            if out and out[-1].armed and is_wing(words, out[-1].last, mention.first, aside):
                aside = at
                continue
            out.append(mention)
            if victims:
                slots.update(self.slot_after(words, mention, victims, dated))
        return out

    def _is_attribute(
        self, words: tuple[Word, ...], at: int, stem: Stem, number: str, acts: Set[int], victims: Mapping[int, str]
    ) -> bool:
        """Whether a word that may name people is here an adjective of the noun before it."""
        if at and stem.key in _PILOT and words[at - 1].form.key in _WITHOUT:
            return True  # "طائرة دون طيار"
        if stem.key not in self._tables.demonyms and stem.key not in self._tables.adjectives:
            return number == "one" and self.describes(words, at, stem, victims)
        if at == 0 or not _BREAKS.isdisjoint(words[at].before) or at - 1 in victims:
            return False
        if number in ("many", "two") and stem.key.endswith("ي") and words[at - 1].form.key in _HANDS:
            return False  # "على يد مسلحي X"
        owned = at - 1 in acts or any(s.key in self._tables.sites and not s.definite for s in words[at - 1].form.stems)
        if owned and stem.pre == "ال" and stem.key in _NAMED_SO and not words[at - 1].form.text.startswith("ال"):
            return False  # "قصف المعارضة", "معاقل المعارضة": whose it is
        before = words[at - 1].form
        if before.key in _THAT and self.accusative(words[at]):
            return False  # "أن مسلحا قتل": the subject of the clause
        if stem.key.endswith(("ين", "ون", "ات")):
            number = "many"
        if before.key in _PREPOSITIONS:
            return False  # "على إرهابي" is a man
        if before.is_number or before.key in _FUNCTION:
            return number not in ("many", "two") and not before.is_number
        definite = stem.pre.endswith("ال")
        if number == "many" and (not definite or stem.conjunction == "و"):
            return False  # "الجيش والمسلحين"
        if number == "two" and not definite and self.are_people(words, at):
            return False  # "أطلق مسلحان", "قتل مسلحي X", "نشر مسلحيه"
        if not definite and before.text.startswith("ال"):
            return False
        if (
            definite
            and at - 1 in acts
            and not before.text.startswith(ARTICLES)
            and not any(s.post for s in before.stems)
        ):
            return False  # "دكت المدفعية": no adjective of an act that has no article
        if self.opens_own(words, at) or (self.accusative(words[at]) and not before.text.endswith("ا")):
            return False
        return not stem.preposition and (
            before.text.startswith(("ال", "وال", "بال", "لل")) == definite or number != "many"
        )

    def _at(self, words: tuple[Word, ...], at: int, acts: Set[int], victims: Mapping[int, str]) -> PartyMention | None:
        named = self.catalogued(words, at)
        head = self.head(words[at])
        if head is not None and (at in acts or self._is_attribute(words, at, head[0], head[1].number, acts, victims)):
            head = None
        if named is not None and (head is None or named[0] > at or head[1].cls != "people"):
            last, stem, actors = named
            states, category, flying = _described(actors)
            cls = "state" if states and last == at else "name"
            last = self._extend(words, last, [], chain=False)
            if flying and last + 1 < len(words):
                last = self._serving(words, last, [], definite=False)  # "الطيران الحربي للجيش"
            aircraft = flying or (head is not None and self._aircraft(words, at, last))
            number = head[1].number if head is not None and head[1].cls == "people" else ""
            return PartyMention(at, last, stem, cls, category, actors, aircraft, number)
        if head is None:
            return self.person(words, at, acts) if at - 1 in acts else None
        stem, entry = head
        if entry.lemma == _DEMANDING and not stem.definite and at + 1 < len(words):
            following = words[at + 1]
            if not following.before and (self.head(following) or self.catalogued(words, at + 1)):
                return None  # "طالب الأمين العام": he demands
        if entry.cls == "site" or is_no_party(words, at, stem, entry.lemma):
            return None
        found: list[tuple[Actor, ...]] = []
        complement = "" if stem.definite else entry.complement  # a definite noun takes adjectives, no genitive
        last = self._extend(
            words,
            at,
            found,
            complement=complement,
            people=entry.cls in ("people", "group")
            or ((entry.cls == "force" and not stem.definite) or entry.lemma in _DELEGATIONS),
        )
        if last == at and not stem.definite and self._names_none(words, at, entry):
            return None
        if entry.cls in ("force", "people", "group", "office") and last + 1 < len(words):
            last = self._serving(words, last, found, definite=stem.definite and last == at)
        if entry.cls in ("office", "people") and entry.number != "many":
            last = self.name_after(words, last, acts)
        if last == at and stem.definite and entry.number == "one" and entry.lemma in _LAND:
            return None  # "في المزارع"
        actors = found[0] if found else ()
        if named is not None and not actors:
            actors = named[2]  # a plain noun that the catalogue knows too: الحوثيون
        if not actors and entry.cls == "people" and entry.category == "armed" and entry.number == "one":
            actors = self.of_plural(entry.lemma)
        category = entry.category
        if category == "neutral" and actors and any(a.armed for a in actors):
            category = "armed"
        elif category == "armed" and actors and all(a.type is PartyType.CIVILIANS for a in actors):
            category = "civilian"  # "فرق الدفاع المدني"
        return PartyMention(at, last, stem, entry.cls, category, actors, self._aircraft(words, at, last), entry.number)

    @staticmethod
    def _names_none(words: tuple[Word, ...], at: int, entry: Head) -> bool:
        """Whether an indefinite noun by itself says of nobody who they are: "أجهزة اتصال", "أمن بلاده"."""
        if entry.complement == "definite":
            following = words[at + 1] if at + 1 < len(words) else None
            return following is None or not following.form.text.endswith(_RELATING)
        return entry.complement in ("name", "place") or entry.lemma in _ABSTRACT

    def _aircraft(self, words: tuple[Word, ...], first: int, last: int) -> bool:
        for at in range(first, last + 1):
            head = self.head(words[at])
            if head is not None and head[1].lemma in _AIRCRAFT:
                return head[1].lemma not in _AIRCRAFT_PLURAL or head[0].key.endswith("ات")
        return False

    def _extend(
        self,
        words: tuple[Word, ...],
        last: int,
        found: list[tuple[Actor, ...]],
        *,
        complement: str = "",
        people: bool = False,
        chain: bool = True,
    ) -> int:
        """Index of the last word that belongs to the phrase ending at `last`; actors met go to `found`."""
        first = start = last
        filled = False  # its genitive has been told
        while last + 1 < len(words) and last - first < _MAX_WORDS:
            at = last + 1
            word = words[at]
            if last == start and (tail := self._tail(words, at, found)) is not None:
                last, complement = tail, ""
                continue
            if self._ends(words, start, last, quoted=complement == "name"):
                break
            if not word.form.is_number:
                named = self.catalogued(words, at) if chain or not self.is_adjective(word) else None
                if chain and self._agrees(words[start], words[last], word):
                    last = at
                    continue
                whole = filled or self.shut(words, start, last) or (last == start and self.no_genitive(words[last]))
                if named is not None and (whole or self.are_others(words, start, last, at)):
                    break  # a noun with its nunation takes no name: "اتهم ناشطون قوات النظام"
                if named is not None and not chain and (named[1].definite or named[1].key.startswith("ال")):
                    break  # a name takes no second name: "اتهمت قوات سوريا الديمقراطية الجيش التركي"
                if named is not None and not named[1].pre.startswith(("و", "ف", "ب", "ل", "ك")):
                    found.append(named[2])
                    last, complement = named[0], ""
                    continue
                if word.form.key in _PILOTLESS and not self._aircraft(words, start, last):
                    break  # a march or a drone of its own: "قوات الاحتلال مسيرة"
                if self.is_adjective(word) and not self.opens_own(words, at):
                    step = self._joined(words, at, found, people=people)
                    last = at if step is None else step
                    continue
                head = self.head(word)
                free = chain and head is not None and head[0].pre in ("", "ال") and last == first
                free = free and not self.no_genitive(words[last])
                if free and head is not None and head[1].cls in _CHAINED and not head[0].post:
                    complement = "" if head[0].definite else head[1].complement
                    last = first = at
                    continue
                if complement == "name" and _QUOTE in word.before:
                    end = quoted_end(words, at)
                    if end is not None:
                        last, complement = end, ""
                        continue
                if complement in _WITH_ARTICLE and not word.form.text.startswith("ال"):
                    complement = ""
                if complement and last == first and not word.form.is_number:
                    last = at
                    if complement == "place":
                        last = self._place_tail(words, last)
                        filled = True
                    complement = ""
                    continue
            branch = word.form.key[:1] == "و" and word.form.key[1:] in _BRANCHES
            if self._coupled(words, at) or (branch and last > start):
                last = at
                continue
            step = self._joined(words, at, found, people=people)
            if step is None:
                break
            last, complement = step, ""
        return last

    def _tail(self, words: tuple[Word, ...], at: int, found: list[tuple[Actor, ...]]) -> int | None:
        """Last word of a number, a make with whose it is, or "so-called X" behind a head, or None."""
        opens = self.head(words[at - 1])
        if opens is None:
            return None
        if numbered(words, at, opens[1]):
            return at
        if (name := so_called(words, at)) is not None:
            return self._inner(words, name, found, pre=("", "ال", "ب", "بال"))
        if opens[0].definite and words[at].form.text.startswith("ال") and not words[at].before:
            return self._of_arm(words, at, found)  # "الفرق الهندسية التابعة لـX"
        if opens[1].lemma not in _AIRCRAFT or (end := behind_make(words, at)) is None:
            return None
        return end if self.is_adjective(words[end]) else self._joined(words, end, found, people=False)

    def _of_arm(self, words: tuple[Word, ...], at: int, found: list[tuple[Actor, ...]]) -> int | None:
        """Last word of whose a force is that stands behind an adjective of its arm at word `at`, or None."""
        if at + 1 >= len(words) or words[at + 1].before or self.head(words[at]) or self.is_adjective(words[at]):
            return None
        linked = any(s.key in self._tables.links and s.pre == "ال" for s in words[at + 1].form.stems)
        return self._joined(words, at + 1, found, people=False) if linked else None

    def _ends(self, words: tuple[Word, ...], start: int, last: int, *, quoted: bool) -> bool:
        """Whether the word behind `last` can't belong to the phrase that opens at `start`."""
        word = words[last + 1]
        if word.before and (not _BREAKS.isdisjoint(word.before) or "-" in word.before):
            return True
        if _QUOTE in word.before and not quoted and not self.catalogued(words, last + 1):
            return True
        if word.form.key in _FUNCTION and word.form.key not in _PARTITIVE and word.form.key not in _RELATIVE:
            return True
        if self.accusative(word) and not self.accusative(words[start]):
            return True  # an indefinite accusative begins a phrase of its own: the object
        # a noun with its nunation takes no genitive: "مسلحون القيادي" are two
        return self.closed(words[last]) and word.form.text.startswith("ال") and last == start

    def _serving(self, words: tuple[Word, ...], last: int, found: list[tuple[Actor, ...]], *, definite: bool) -> int:
        """Last word of the force that the party serves: "قيادي في بوكو حرام", "دورية للجيش النيجري"."""
        if words[last + 1].before:
            return last
        if not definite and (owner := self.catalogued(words, last + 1)) is not None and owner[1].preposition == "ل":
            if not all(a.armed and not a.state for a in owner[2]):
                return last
            found.append(owner[2])
            return self._extend(words, owner[0], [], chain=False)
        if words[last + 1].form.key != _IN or last + 2 >= len(words) or words[last + 2].before:
            return last
        named = self.catalogued(words, last + 2)
        if named is None or named[1].preposition or not all(a.armed and not a.state for a in named[2]):
            return last
        found.append(named[2])
        return self._extend(words, named[0], [], chain=False)

    def _agrees(self, opens: Word, before: Word, word: Word) -> bool:
        """Whether a word that may name people is an adjective of the people before: "جنديان إسرائيليان"."""
        head = self.head(opens)
        if word.before or head is None or head[1].cls != "people":
            return False
        if any(s.key in self._tables.links for s in word.form.stems):
            return False
        text, last = word.form.text, before.form.text
        if text.startswith("ال"):
            of_one = head[1].number == "one" and head[0].definite
            other = self.head(word)
            return of_one and text.startswith("الم") and other is not None and other[1].number == "one"
        if not text.startswith("ال") and last.endswith("ا") and text.endswith("ا") and not last.startswith("ال"):
            return text[:-1] in self._tables.demonyms or self.is_adjective(word)
        ends = next((e for e in _ENDINGS if last.endswith(e)), None)
        other = self.head(word)
        return (
            ends is not None
            and text.endswith(ends)
            and not last.startswith("ال")
            and other is not None
            and other[1].cls == "people"
            and not other[0].pre
        )

    def _coupled(self, words: tuple[Word, ...], at: int) -> bool:
        """Whether a word is an adjective coupled to the last, with another behind it: "استطلاع وحربية إسرائيلية"."""
        return (
            at + 1 < len(words)
            and not words[at + 1].before
            and self.is_adjective(words[at + 1])
            and self.head(words[at]) is None
            and any(
                s.pre in ("و", "وال") and not s.post and s.key in self._tables.adjectives for s in words[at].form.stems
            )
        )

    def _place_tail(self, words: tuple[Word, ...], last: int) -> int:
        """A second word of a place name after "people of": درعا البلد."""
        return last + 1 if last + 1 < len(words) and is_community(words[last + 1]) else last

    def _joined(self, words: tuple[Word, ...], at: int, found: list[tuple[Actor, ...]], *, people: bool) -> int | None:
        """Last word of "من …" or "تابعة لـ…" beginning at `at`, or None."""
        word = words[at]
        if people and word.form.keys & _SUSPECTED and (step := self._suspected(words, at, found)) is not None:
            return step
        if word.form.key in _RELATIVE and at + 2 < len(words) and words[at + 1].form.key in _LED:
            return self._inner(words, at + 2, [], pre=("", "ال"))
        if word.form.key in _COMMAND and at + 1 < len(words):
            return self._inner(words, at + 1, [], pre=("", "ال"))
        if word.form.key in _PARTITIVE and people and at + 1 < len(words):
            inner = self._inner(words, at + 1, found, pre=("", "ال"))
            opens = self.head(words[at - 1])
            group = inner is None and opens is not None and opens[1].cls == "group" and not opens[0].definite
            return at + 1 if group and is_community(words[at + 1]) else inner
        link = next((s for s in word.form.stems if s.key in self._tables.links and s.pre in ("", "ال")), None)
        if link is None or at + 1 >= len(words):
            return None
        following = words[at + 1]
        if following.form.key in _LINK_PREPOSITIONS and at + 2 < len(words):
            return self._inner(words, at + 2, found, pre=("", "ال"))
        return self._inner(words, at + 1, found, pre=("ل", "لل", "ب", "بال", "", "ال"))

    def _suspected(self, words: tuple[Word, ...], at: int, found: list[tuple[Actor, ...]]) -> int | None:
        """Last word of "يشتبه بأنهم ينتمون إلى X", "يشتبه بانتمائهم إلى X" beginning at `at`, or None."""
        if self._aircraft(words, at - 1, at - 1):
            return None
        for i in range(at + 1, min(len(words) - 1, at + 1 + _SUSPECTED_REACH)):
            if words[i].before:
                return None
            if any(s.key in self._tables.links or s.key in _MEMBERSHIP for s in words[i].form.stems):
                start = i + (2 if words[i + 1].form.key in _LINK_PREPOSITIONS else 1)
                return self._inner(words, start, found, pre=("ل", "لل", "", "ال")) if start < len(words) else None
        return None

    def _inner(
        self, words: tuple[Word, ...], at: int, found: list[tuple[Actor, ...]], *, pre: tuple[str, ...]
    ) -> int | None:
        if not _BREAKS.isdisjoint(words[at].before):
            return None
        named = self.catalogued(words, at)
        if named is not None and named[1].pre in pre:
            found.append(named[2])
            return self._extend(words, named[0], found)
        head = self.head(words[at])
        if head is not None and head[0].pre in pre and head[1].cls != "site":
            inner_people = head[1].cls in ("people", "group")
            complement = "" if head[0].definite else head[1].complement
            return self._extend(words, at, found, complement=complement, people=inner_people)
        if pre[:1] == ("ل",) and words[at].form.text.startswith("لل") and not words[at].before:
            return at  # "تابعة للوفاق": whoever that is
        return None
