"""Counts in a text: how many, at least or at most, of whom or what, and what is a part of what.

After `numbers`, before `casualties`. Labels (unit numbers, dates, clock times, ages, calibres) are
given as things, so that nobody takes them for people.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from marsad.reading.count_context import (
    cues_at,
    group_end,
    is_break,
    is_joined,
    is_label,
    is_ordinal,
    is_percentage,
    match_phrase,
)
from marsad.reading.count_tables import CountTables, Entry, NounForm
from marsad.reading.numbers import read_number
from marsad.reading.words import Word

_PART_REACH = 12  # words between a total and "of whom"
_RANGE_WORDS = frozenset({"الي", "او"})


@dataclass(frozen=True, slots=True)
class CountMention:
    """A count, in word positions of its text.

    Args:
        first, last: words of the mention, bounds and noun included; inclusive.
        min, max: what it says; max None where open.
        exact: one figure, without bound or vagueness.
        rule: how it was read, in words.
        noun: key of the counted noun, None where it is left out.
        noun_index: word of that noun.
        category: of a person noun: armed, civilian, child, woman …
        role: dead, wounded, missing, detained, displaced, kidnapped by its own noun; persons; things;
            None where the noun is left out or not known.
        part_of: index, in the list, of the total that this is a part of.
        group: words of the people, head noun and modifiers; inclusive.
    """

    first: int
    last: int
    min: int
    max: int | None
    exact: bool
    rule: str
    noun: str | None = None
    noun_index: int | None = None
    category: str | None = None
    role: str | None = None
    part_of: int | None = None
    group: tuple[int, int] | None = None


class _Reader:
    """One pass over the words of one text."""

    def __init__(self, words: tuple[Word, ...], tables: CountTables) -> None:
        self.words = words
        self.tables = tables
        self.n = len(words)
        self.out: list[CountMention] = []
        self.total: int | None = None  # index of the total whose parts are being told

    def run(self) -> list[CountMention]:
        at = 0
        words, memo, entry_of = self.words, self.tables.memo, self.tables.entry
        while at < self.n:
            word = words[at]
            text = word.form.text
            entry = memo[text] if text in memo else entry_of(word)
            if self.total is not None and (is_break(word) or ")" in word.before):
                self.total = None
            if "(" in word.before and self.out and self.out[-1].role == "persons" and at - self.out[-1].last == 1:
                self._open_part(at)  # five civilians (four children and a woman)
            if entry is None or not entry.counts:
                at += 1
                continue
            if "part" in entry.cues:
                self._open_part(at)
                at += 1
                continue
            found = self._read(at, entry)
            if found is None:
                if entry.acts:
                    self.total = None
                at += 1
                continue
            self.out.append(self._placed(found))
            at = found.last + 1
        base = words[0].index if words else 0
        return [_shift(m, base) for m in self.out] if base else self.out

    def _open_part(self, at: int) -> None:
        """Words "of whom" at `at`: what follows is part of the last count of people, unless a sentence ended."""
        for index in range(len(self.out) - 1, -1, -1):
            count = self.out[index]
            if at - count.last > _PART_REACH:
                return
            if count.role == "things":
                continue
            between = range(count.last + 1, at + 1)
            if any(is_break(self.words[k]) for k in between):
                return
            self.total = count.part_of if count.part_of is not None else index
            return

    def _placed(self, count: CountMention) -> CountMention:
        """The count with what it is a part of."""
        if count.role == "things":
            return count
        follow = count.last + 1
        if (
            follow < self.n
            and is_joined(self.words[follow])
            and "part" in cues_at(self.words, follow, self.tables)
            and count.noun is None
            and self.words[follow].text.startswith("من")
        ):
            self.total = next(
                (
                    k if c.part_of is None else c.part_of
                    for k, c in reversed(list(enumerate(self.out)))
                    if c.role != "things"
                ),
                None,
            )
            if self.total is not None and any(
                is_break(self.words[k]) and "\n" in self.words[k].before
                for k in range(self.out[self.total].last + 1, follow)
            ):
                self.total = None
        if self.total is None:
            return count
        whole = self.out[self.total]
        own, theirs = count.role, whole.role
        if own not in (None, "persons") and own != theirs:
            self.total = None
            return count
        if count.max is not None and whole.max is not None and count.min > whole.max:
            self.total = None
            return count
        return replace(count, part_of=self.total)

    def _read(self, at: int, entry: Entry) -> CountMention | None:
        if entry.vague:
            found = self._vague(at, entry)
            if found is not None:
                return found
        if entry.number is not None:
            found = self._number(at, entry)
            if found is not None or not entry.person:
                return found
        noun = entry.casualty or entry.person
        if noun is not None and entry.thing is None:
            return self._noun(at, noun)
        return None

    # Nouns that count by their own form or by the number after them

    def _noun(self, at: int, noun: NounForm) -> CountMention | None:
        """Dual nouns, شخص واحد, مدنيين اثنين, الأطفال الثلاثة."""
        value, last, rule = None, at, ""
        nxt = self.tables.entry(self.words[at + 1]) if at + 1 < self.n and not self.words[at + 1].before else None
        number = nxt.number if nxt is not None else None
        if number is not None and number.kind != "digits" and not number.conjunction:
            one = self.words[at + 1].text in ("واحد", "واحده", "واحدا")
            if one and noun.number == 1 and noun.kind != "family" and self._alone(at + 1):
                value, last, rule = 1, at + 1, "noun and one"
            elif number.value == 2 and noun.number in (2, -1):
                value, last, rule = 2, at + 1, "dual and two"
            elif number.definite and noun.number in (0, -1) and noun.definite:
                read = read_number(self.words, at + 1, self.tables)
                if read is not None:
                    value, last, rule = read.value, read.last, "noun and definite number"
        if value is None and noun.number == 2 and not noun.pronoun:
            value, rule = 2, "dual"
        elif value is None and noun.number == 2:
            value, rule = 2, "dual with pronoun"
        if value is None:
            return None
        return self._mention(at, last, value, value, at, rule)

    def _alone(self, at: int) -> bool:
        """Whether a word واحد is the number one and not "and one of" (وأحد)."""
        if self.words[at].text != "واحد" or at + 1 >= self.n or self.words[at + 1].before:
            return True
        entry = self.tables.entry(self.words[at + 1])
        return not (entry and entry.person and entry.person.number == 0)

    # Vague and numbered

    def _vague(self, at: int, entry: Entry) -> CountMention | None:
        for phrase, low in entry.vague:
            if not match_phrase(self.words, at, phrase):
                continue
            last = at + len(phrase) - 1
            noun_at = self._noun_after(last) or self._militia(last + 1)
            small = low < 12
            if small:
                if noun_at is None:
                    return None
                known = self.tables.entry(self.words[noun_at])
                people = known is not None and (known.person or known.casualty or known.thing == "body")
                if known is None or not (people or "agent" in known.cues):
                    return None
            return self._mention(at, last, low, None, noun_at, "vague number")
        return None

    def _number(self, at: int, entry: Entry) -> CountMention | None:
        read = read_number(self.words, at, self.tables)
        if read is None or entry.number is None:
            return None
        last = read.last
        if self.words[at].text in ("واحد", "واحده", "احد", "احدي", "واحدي", "لاحد", "باحد") and last == at:
            return self._one_of(at)
        if read.definite and not read.digits and self.words[at].text not in ("العشرون",):
            noun_at = self._noun_after(last)
            known = self.tables.entry(self.words[noun_at]) if noun_at is not None else None
            if not (known and (known.person or known.casualty)) or read.value == 2:
                return None
        if is_ordinal(self.words, at, self.tables):
            return None
        low: int = read.value
        high: int | None = read.value
        rule, first = "number", at
        if not read.fraction:
            ranged = self._range(at, last, read.value)
            if ranged is not None:
                low, high, last, first, rule = ranged
        noun_at = None if is_percentage(self.words, last) else self._noun_after(last)
        if (
            is_label(self.words, self.tables, first=first, last=last, noun_at=noun_at, digits=read.digits)
            or read.fraction
            or is_percentage(self.words, last)
        ):
            return CountMention(first, last, low, high, False, "label", role="things")
        if low == 0 and noun_at is None:
            return CountMention(first, last, low, high, False, "label", role="things")
        return self._mention(first, last, low, high, noun_at, rule)

    def _one_of(self, at: int) -> CountMention | None:
        """أحد عناصر, إحدى النساء; the written واحد is "and one of" before plural people."""
        follow = at + 1
        before = self.tables.entry(self.words[at - 1]) if at and not self.words[at].before else None
        for _ in range(2):
            if follow >= self.n or self.words[follow].before:
                break
            entry = self.tables.entry(self.words[follow])
            noun = (entry.casualty or entry.person) if entry is not None else None
            if noun is not None and noun.number != 1 and not noun.conjunction:  # أحد العاملين, أحد الرجلين
                return self._mention(at, at, 1, 1, follow, "one of")
            follow += 1
        if before is not None and (before.person or before.casualty or before.thing):
            return None  # من عائلة واحدة
        if self.words[at].text in ("واحد", "واحده") and (
            at == 0 or "any" not in cues_at(self.words, at - 1, self.tables)
        ):
            return self._mention(at, at, 1, 1, None, "number")
        return None

    def _range(self, at: int, last: int, value: int) -> tuple[int, int, int, int, str] | None:
        """(low, high, last, first, rule) of "between 10 and 15", "10 to 15", "10-15"."""
        words = self.words
        between = at > 0 and words[at - 1].key in ("بين", "وبين") and not words[at].before
        start = last + 1
        if start >= self.n:
            return None
        if not words[start].is_number and words[start].text in _RANGE_WORDS and not words[start].before:
            start += 1
        elif words[start].is_number and words[start].before == "-":
            pass
        elif not (between and words[start].text.startswith("و") and not words[start].before):
            return None
        elif words[start].text == "و":
            start += 1
        elif words[start].text.startswith("و"):
            pass
        if start >= self.n:
            return None
        read = read_number(words, start, self.tables)
        if read is None or read.value <= value or read.fraction:
            return None
        if (
            at
            and words[at - 1].text == "من"
            and any("rise" in cues_at(words, k, self.tables) for k in range(max(0, at - 8), at))
        ):
            return None  # rose from 10 to 12
        if not between and value >= 1900:
            return None
        first = at
        if between:
            first = at - 2 if at > 1 and words[at - 2].key in ("ما", "وما") else at - 1
        return value, read.value, read.last, first, "range"

    def _noun_after(self, last: int) -> int | None:
        """Position of the noun that the number counts, None where it is left out."""
        at = last + 1
        if at < self.n and is_joined(self.words[at]):
            entry = self.tables.entry(self.words[at])
            for phrase, _ in entry.bounds_after if entry is not None else ():
                if match_phrase(self.words, at, phrase):
                    at += len(phrase)
                    break
        if at >= self.n or not is_joined(self.words[at]):
            return None
        entry = self.tables.entry(self.words[at])
        if entry is not None and "of" in entry.cues:
            at += 1
            if at >= self.n or not is_joined(self.words[at]):
                return None
            entry = self.tables.entry(self.words[at])
        if entry is None:
            return at if self._may_be_noun(at) else None
        if entry.person or entry.casualty:
            noun = entry.casualty or entry.person
            return None if noun is None or (noun.conjunction and not entry.thing and self._conj_real(at)) else at
        if entry.thing:
            with_b = any(s.preposition == "ب" and s.key in self.tables.things for s in self.words[at].stems)
            return at if self.words[at].key in self.tables.things or not with_b else None
        if entry.cues or entry.acts or entry.number or entry.vague or entry.bounds_after or entry.bounds_before:
            return None
        return at

    def _militia(self, at: int) -> int | None:
        """The position when militias stand there for their men: عدد من الميليشيات."""
        if at >= self.n or self.words[at].before or not self.words[at].text.endswith("ات"):
            return None
        entry = self.tables.entry(self.words[at])
        return at if entry is not None and entry.cues == {"agent"} else None

    def _may_be_noun(self, at: int) -> bool:
        """Whether an unknown word after a number can be what it counts; خمسة بقصف, ثلاثة الخميس leave the noun out."""
        word = self.words[at]
        if word.text[0] <= "\u0600" or word.is_number:
            return False
        if word.text.startswith("ال"):
            return len(word.stems) < 2
        if word.text[0] == "و" and len(word.text) > 4 and any(s.conjunction for s in word.stems):
            return word.text.endswith(("ون", "ين"))
        prepositional = any(s.preposition == "ب" or (s.preposition in ("ل", "ك") and s.definite) for s in word.stems)
        return not prepositional or word.text.endswith(("ون", "ين", "ات", "ا"))

    def _conj_real(self, at: int) -> bool:
        """Whether the و of a noun is a proclitic: not so in words that the tables hold whole (ولد, والد)."""
        return self.words[at].key not in self.tables.persons and self.words[at].key not in self.tables.casualties

    # The mention

    def _mention(
        self, first: int, last: int, low: int, high: int | None, noun_at: int | None, rule: str
    ) -> CountMention:
        words = self.words
        noun = category = role = None
        group = None
        if noun_at is not None:
            entry = self.tables.entry(words[noun_at])
            role, noun, category = self._role(noun_at, entry, low)
            if role != "things":
                end = group_end(words, noun_at, self.tables)
                group = (noun_at, end)
            last = max(last, noun_at)
        exact = low == high and rule != "vague number"
        effect, first = self._bound_before(first)
        if effect is None:
            effect, after_last = self._bound_after(last, group)
            if effect is not None and after_last is not None:
                last = max(last, after_last)
        if effect == "least":
            high, exact, rule = None, False, f"at least: {rule}"
        elif effect == "most" and high is not None:
            low, exact, rule = 1 if low else 0, False, f"at most: {rule}"
        elif effect == "about":
            exact, rule = False, f"about: {rule}"
        return CountMention(first, last, low, high, exact, rule, noun, noun_at, category, role, None, group)

    def _role(self, at: int, entry: Entry | None, low: int) -> tuple[str | None, str, str | None]:
        word = self.words[at]
        if entry is not None and entry.casualty:
            person = entry.person
            return entry.casualty.kind, entry.casualty.lemma, person.kind if person else None
        if entry is not None and entry.person and not (entry.thing and entry.person.number != 1 and low > 10):
            return "persons", entry.person.lemma, entry.person.kind
        if entry is not None and entry.thing:
            if entry.thing == "body" and at and "of" in cues_at(self.words, at - 1, self.tables):
                return "persons", word.key, "armed" if "agent" in entry.cues else None  # five of the forces
            return "things", word.key, None
        if len(word.key) >= 5 and word.key.endswith(("ون", "ين")) and not word.key.startswith("ال") and low > 2:
            return "persons", word.key, None  # قبرصيين: people take the sound plural
        return None, word.key, None

    def _bound_before(self, first: int) -> tuple[str | None, int]:
        words = self.words
        if words[first].before and not is_joined(words[first]):
            return None, first
        here = self.tables.entry(words[first])
        coupled = here is not None and here.number is not None and here.number.conjunction
        if first and not coupled:  # "ثلاثة جنود على الأقل وخمسة مدنيين": the bound is of the one before
            entry = self.tables.entry(words[first - 1])
            for phrase, effect in entry.bounds_before if entry is not None else ():
                start = first - len(phrase)
                if start < 0:
                    continue
                if all(words[start + k].key == phrase[k] for k in range(1, len(phrase))) and any(
                    s.key == phrase[0] and not s.post for s in words[start].stems
                ):
                    return effect, start
        return None, first

    def _bound_after(self, last: int, group: tuple[int, int] | None) -> tuple[str | None, int | None]:
        words = self.words
        start = max(0, last - 3) if group else last + 1
        stop = min(self.n, (group[1] if group else last) + 3)
        for at in range(max(start, 0), stop):
            if at > last and (is_break(words[at]) or words[at].is_number):
                break
            entry = self.tables.entry(words[at])
            for phrase, effect in entry.bounds_after if entry is not None else ():
                if match_phrase(words, at, phrase) and not self._compares(at + len(phrase)):
                    return effect, at + len(phrase) - 1
        return None, None

    def _compares(self, at: int) -> bool:
        """Whether "more" before `at` goes on with "than": another count, not a bound of this one."""
        return at < self.n and self.words[at].text == "من" and self.words[at - 1].text.endswith("اكثر")


def _shift(count: CountMention, base: int) -> CountMention:
    group = (count.group[0] + base, count.group[1] + base) if count.group else None
    noun_index = count.noun_index + base if count.noun_index is not None else None
    return replace(count, first=count.first + base, last=count.last + base, noun_index=noun_index, group=group)


def find_counts(words: tuple[Word, ...], tables: CountTables) -> list[CountMention]:
    """Counts of a text in their order; [] where it has none.

    Args:
        words: words of one text or of consecutive sentences of it.
        tables: from `count_tables.count_tables`.
    """
    return _Reader(words, tables).run()
