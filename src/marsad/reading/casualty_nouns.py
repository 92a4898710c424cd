"""Casualty claims by noun: twelve dead, the number of the dead rose to 12, no victims.

After `people`, before `casualties`, which reads the verbs. A casualty noun takes its number; without
a number it counts only where something says that it is news; with a negation it gives zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marsad.reading.count_context import group_end, is_break, is_joined, match_phrase
from marsad.reading.count_tables import CountTables, Entry, NounForm
from marsad.reading.counts import CountMention
from marsad.reading.people import BOTH, FALLS, People, PeopleReader
from marsad.reading.words import Word

DIED_LATER = "wounded who died later"
_ZERO_REACH = 7
_ZERO_VERB_REACH = 14  # "لم يسفر الهجوم بطائرة مسيرة على مطار أربيل عن سقوط ضحايا"
_LICENCE_REACH = 6
_HARMED = (*BOTH, "missing")


@dataclass(frozen=True, slots=True)
class CasualtyMention:
    """A claim of casualties, in word positions of its text.

    Args:
        role: dead, wounded, missing, detained, displaced or kidnapped.
        min, max: persons; max None where open. Zero has both 0.
        first, last: words of the mention; inclusive.
        people: words of the victims, head noun and modifiers; None where left out.
        rule: how it was read, in words.
        zero: the text says that there were none.
        joint: one figure for dead and wounded together, which `total` holds; min is then what is sure.
        total: the joint figure.
        cumulative: counted since a start long ago.
        campaign: counted since a campaign or the like began, or said to be a sum.
        corrected: a toll said to have risen to this.
        count: index of the count it rests on, None where a noun alone says it.
        quality: 0..1, how sure the reading is.
    """

    role: str
    min: int
    max: int | None
    first: int
    last: int
    people: tuple[int, int] | None
    rule: str
    zero: bool = False
    joint: bool = False
    total: tuple[int, int | None] | None = None
    cumulative: bool = False
    campaign: bool = False
    corrected: bool = False
    count: int | None = None
    quality: float = 1.0


class NounReader(PeopleReader):
    """The claims of one text that nouns make; holds the list of all claims."""

    def __init__(self, words: tuple[Word, ...], counts: Sequence[CountMention], tables: CountTables) -> None:
        super().__init__(words, counts, tables)
        self.out: list[CasualtyMention] = []

    def _count_at(self, at: int) -> int | None:
        """Reads a counted casualty noun that starts at `at`."""
        index = self.at.get(at)
        if index is None or self.counts[index].first - self.base != at or index in self.used:
            return None
        return self._counted(index)

    def _add(self, role: str, people: People, first: int, rule: str, quality: float) -> None:
        if people.count is not None:
            self.used.add(people.count)
        self.out.append(
            CasualtyMention(
                role,
                people.min,
                people.max,
                min(first, people.first),
                people.last,
                people.span,
                rule,
                count=people.count,
                quality=quality,
            )
        )

    def _add_joint(self, roles: Sequence[str], people: People, first: int, rule: str, *, shared: bool = False) -> None:
        """One figure for both; `shared`: two verbs have it, so that even dozens may be nearly all of one kind."""
        if people.count is not None:
            self.used.add(people.count)
        open_count = not shared and people.count is not None and people.max is None and people.min >= 24
        for role in roles:
            low = people.min if open_count else 1
            self.out.append(
                CasualtyMention(
                    role,
                    low,
                    None,
                    min(first, people.first),
                    people.last,
                    people.span,
                    rule,
                    joint=True,
                    total=(people.min, people.max),
                    count=people.count,
                    quality=0.8,
                )
            )

    # Zero

    def _zero(self, at: int, cues: frozenset[str]) -> int | None:
        if "damage" in cues:
            self._none(BOTH, at, self._phrase_end(at, "damage"), "damage only", 0.95)
            return at + 2
        if "escape" in cues:
            return self._escape(at)
        if not cues & {"no", "without"}:
            return None
        start = at + 1
        if "without" in cues and start < self.n and "without" in self.cues(start):
            start += 1
        quality, denied = 1.0, False
        yields = "without" in cues and self.words[at].text not in ("عدم", "بعدم", "وعدم")
        verb = "no" in cues and start < self.n and bool({"yield", "licence"} & self.cues(start))
        reach = _ZERO_VERB_REACH if verb else _ZERO_REACH
        for pos in range(start, min(self.n, at + 1 + reach)):
            word, index = self.words[pos], self.at.get(pos)
            if word.before and not is_joined(word):
                return None
            if index is not None and self.counts[index].rule != "one of" and self.counts[index].role != "things":
                return None
            here, entry = self.cues(pos), self.entry(pos)
            if "unsure" in here:
                denied = True
            if "report" in here:
                quality = 0.6
            if (
                pos == start
                and not yields
                and not ({"yield", "hurt", "unsure", "casualties", "dead", "wounded"} & here)
                and not (entry is not None and entry.acts)
            ):
                return None
            if word.text in ("الذي", "التي", "يزال", "تزال", "يقل", "تقل", "فقط"):
                return None
            if "yield" in here:
                yields = True
            roles = self._zero_roles(pos, here, entry)
            if roles is None or not (yields or pos == start or "hurt" in here or len(roles) == 1):
                continue
            if denied:
                return pos + 1
            self._none(roles, at, pos, "none told of" if quality < 1 else "none", quality)
            more = pos + 2 < self.n and self.words[pos + 1].text == "او"  # "إصابات أو ضحايا"
            return pos + 3 if more and self._zero_roles(pos + 2, self.cues(pos + 2), self.entry(pos + 2)) else pos + 1
        return None

    def _zero_roles(self, pos: int, here: frozenset[str], entry: Entry | None) -> tuple[str, ...] | None:
        """Roles that a negation before `pos` empties; None where the word says nothing of casualties."""
        if "hurt" in here:
            return BOTH if self._any_after(pos) else None
        if entry is not None and entry.acts and "casualties" not in here:
            act = entry.acts[0]
            if act.role in BOTH and act.frame != "with" and act.lemma not in FALLS and self._any_after(pos):
                return (act.role,)
            return None
        if "casualties" in here:
            if self.words[pos].text.endswith("خساير"):
                follow = self.words[pos + 1].text if pos + 1 < self.n and not self.words[pos + 1].before else ""
                if follow.startswith(("ماد", "اقتصاد", "عسكري", "كبير", "جسيم")):
                    return None
            return BOTH
        if "dead" in here:
            return ("dead", "wounded") if self._pair_after(pos, "wounded") else ("dead",)
        if "wounded" in here:
            return ("wounded", "dead") if self._pair_after(pos, "dead") else ("wounded",)
        return None

    def _pair_after(self, pos: int, use: str) -> bool:
        return any(use in self.cues(k) for k in range(pos + 1, min(self.n, pos + 3)) if not self.words[k].before)

    def _any_after(self, pos: int) -> bool:
        return any(
            "any" in self.cues(k) or "casualties" in self.cues(k)
            for k in range(pos + 1, min(self.n, pos + 4))
            if not self.words[k].before
        )

    def _escape(self, at: int) -> int | None:
        if any(k in self.at and self.counts[self.at[k]].role == "persons" for k in range(max(0, at - 3), at)):
            return None  # 360 migrants escaped: others may not have
        for pos in range(at + 1, min(self.n, at + 8)):
            if is_break(self.words[pos]):
                return None
            index = self.at.get(pos)
            if index is not None and self.counts[index].role != "things":
                return None
            if self.words[pos].text in ("من", "باعجوبه"):
                self._none(("dead",), at, pos, "escaped", 0.5)
                return pos
        return None

    def _phrase_end(self, at: int, use: str) -> int:
        entry = self.entry(at)
        for phrase, found in entry.cue_phrases if entry is not None else ():
            if found == use and match_phrase(self.words, at, phrase):
                return at + len(phrase) - 1
        return at

    def _none(self, roles: Sequence[str], first: int, last: int, rule: str, quality: float) -> None:
        for role in roles:
            self.out.append(CasualtyMention(role, 0, 0, first, last, None, rule, zero=True, quality=quality))

    # "The number of the dead rose to 12"

    def _total(self, at: int) -> int | None:
        noun_at, role = None, None
        for pos in range(at, min(self.n, at + 18)):
            if pos > at and is_break(self.words[pos]):
                return None
            entry = self.entry(pos)
            index = self.at.get(pos)
            if index is not None and self.counts[index].role != "things" and pos > at:
                count = self.counts[index]
                if count.role in ("dead", "wounded", "detained", "kidnapped", "missing", "displaced"):
                    return None  # read with its own noun
                if role is None or noun_at is None or (count.role is None and count.noun is not None):
                    return None
                later = self._later(index)
                people = self._from_count(later)
                if self._is_part(noun_at, role, people):
                    self.used.add(index)
                    return people.last + 1
                pair_end = self._between_dead_and_wounded(people.span[1])
                if pair_end is not None:
                    people.last = pair_end
                    self._add_joint(BOTH, people, noun_at, "between dead and wounded")
                    return pair_end + 1
                self._add(role, people, noun_at, "number of victims, then the figure", 0.9)
                self.used.add(index)
                return people.last + 1
            if entry is not None and entry.casualty is not None and noun_at is None:
                noun_at, role = pos, entry.casualty.kind
            elif entry is not None and entry.acts and noun_at is not None and entry.acts[0].role in BOTH:
                return None
        return None

    def _is_part(self, noun_at: int, role: str, people: People) -> bool:
        """مقتل 17، وبلغ عدد القتلى من الشرطة سبعة: some of the dead told before."""
        of = noun_at + 1 < self.n and "of" in self.cues(noun_at + 1)
        return of and any(o.role == role and o.min > people.min and noun_at - o.last <= 12 for o in self.out)

    def _later(self, index: int) -> int:
        """The last of "from 10 to 12"."""
        first = self.counts[index]
        if index + 1 < len(self.counts):
            nxt = self.counts[index + 1]
            gap = self.words[first.last - self.base + 1 : nxt.first - self.base]
            if 0 < len(gap) <= 3 and gap[-1].text == "الي":
                return index + 1
        return index

    # Counted casualty nouns: 12 dead, two wounded

    def _counted(self, index: int) -> int | None:
        count = self.counts[index]
        if count.role in (None, "things"):
            return None
        if count.part_of is not None and count.part_of != index:
            return None
        start, last = count.first - self.base, count.last - self.base
        end = count.group[1] - self.base if count.group else last
        if count.role == "persons":
            pair_end = self._between_dead_and_wounded(max(end, last))
            if pair_end is None:
                return None
            people = self._from_count(index)
            people.last = pair_end
            self._add_joint(BOTH, people, start, "between dead and wounded")
            return pair_end + 1
        if count.noun_index is None or self._ill(last):
            return None
        noun_at = count.noun_index - self.base
        noun = self.entry(noun_at)
        people = self._from_count(index)
        form = noun.casualty if noun is not None else None
        if form is None:
            return None
        if form.sort == "act" and last + 1 < self.n and "hit" in self.cues(last + 1):
            return None
        other = self._joint_noun(noun_at, form)
        if other is not None:
            people.last = max(people.last, other)
            self._add_joint(BOTH, people, start, "dead and wounded in one figure")
            return other + 1
        if count.rule == "one of" and form.definite and form.sort == "person":
            return None  # أحد الجرحى: told before
        quality = 0.6 if form.sort == "body" else 0.5 if form.definite and count.min < 24 else 1.0
        self._add(count.role, people, start, "counted casualty noun", quality)
        return last + 1

    def _joint_noun(self, noun_at: int, form: NounForm) -> int | None:
        """Position of a second casualty noun that shares the figure: خمسون قتيلا وجريحا."""
        pos = noun_at + 1
        if pos >= self.n or self.words[pos].before or pos in self.at:
            return None
        entry = self.entry(pos)
        other = entry.casualty if entry is not None else None
        if other is None or not other.conjunction or other.kind == form.kind or other.kind not in BOTH:
            return None
        if other.sort == "act" and form.sort == "person":
            return None  # خمسة شهداء وإصابات
        same = max(0, other.number) == max(0, form.number) and other.definite == form.definite
        if form.number == 1 and not (form.accusative and other.accusative):
            return None
        return pos if same and form.kind in BOTH and form.number != 2 else None

    def _between_dead_and_wounded(self, end: int) -> int | None:
        """Last position of "بين قتيل وجريح" within three words after `end`."""
        for pos in range(end + 1, min(self.n - 2, end + 8)):
            if is_break(self.words[pos]):
                return None
            if self.words[pos].key == "بين":
                one, two = self.entry(pos + 1), self.entry(pos + 2)
                if (
                    one
                    and two
                    and one.casualty
                    and two.casualty
                    and {one.casualty.kind, two.casualty.kind} == set(BOTH)
                ):
                    return pos + 2
        return None

    # Casualty nouns without a figure

    def _bare(self, at: int, form: NounForm) -> int | None:
        if form.definite and form.number == 0 and at + 1 in self.at and (self._just_told(at) or self._subject(at)):
            index = self.at[at + 1]
            count = self.counts[index]
            if count.role is None and count.noun is None and not self.words[at + 1].before and count.part_of is None:
                self._add(form.kind, self._from_count(index), at, "number of victims, then the figure", 0.9)
                return count.last - self.base + 1
        if form.definite and form.number == 0 and (told := self._number_of_them(at + 1)) is not None:
            self._add(form.kind, self._from_count(told), at, "number of victims, then the figure", 0.9)
            return self.counts[told].last - self.base + 1
        if form.sort == "body":
            return self._bodies(at)
        if form.definite or form.pronoun or form.kind not in _HARMED:
            return None
        if form.accusative and form.number == 1 and form.sort == "person" and self._felled(at):
            return at + 1
        if self._ill(at) or (at + 1 < self.n and "hit" in self.cues(at + 1)) or self._in_part(at):
            return None
        if self.words[at - 1].key == "بين" and at and self._between_dead_and_wounded(at - 2) == at + 1:
            self._add_joint(BOTH, People(1, None, at, at + 1, (at, at + 1), None), at, "between dead and wounded")
            return at + 2  # سقط عدد من المتمردين بين قتيل وجريح
        dozens = self.by_dozens(at) if form.number == 0 else None
        licensed = dozens is not None or self._licensed(at)
        if not licensed and not (form.conjunction and self._just_told(at)):
            return None
        if form.number == 1 and form.lemma == "ضحيه":
            return None
        if form.number == 1 and form.sort == "act" and not self._just_told(at) and not self._starts(at):
            return None
        low, high = (1, 1) if form.number == 1 else (2, 2) if form.number in (2, 3) else (1, None)
        if form.number == 1 and form.sort == "act" and at + 1 < self.n and is_joined(self.words[at + 1]):
            follow, known = self.words[at + 1].text, self.entry(at + 1)
            if follow.endswith(("ين", "ون")):
                if known is not None and known.thing:
                    return None  # إصابة منزلين
                high = None  # إصابة منتسبين
            elif not (self._by_means(at + 1) or (known and (known.label == "ordinal" or "stop" in known.cues))):
                return None
        low = dozens or low
        people = People(low, high, at, at, (at, group_end(self.words, at, self.tables)), None)
        self._add(form.kind, people, at, "casualty noun", 0.9 if licensed else 0.8)
        return at + 1

    def _number_of_them(self, at: int) -> int | None:
        """The figure after "whose number is": المصابين البالغ عددهم ستة."""
        start = at + 1 if at < self.n and self.words[at].text == "البالغ" else at
        if start >= self.n or self.words[start].text not in ("عددهم", "عددها", "وعددهم"):
            return None
        index = self.at.get(start + 1)
        return index if index not in self.used else None

    def _bodies(self, at: int) -> int | None:
        """جثث أربعة أشخاص, جثة طفل: the dead, where their number stands after the bodies."""
        index = self.at.get(at + 1)
        if index is not None and self.counts[index].role == "persons" and not self.words[at + 1].before:
            people = self._from_count(index)
            if people.first == at + 1 and index not in self.used:
                self._add("dead", people, at, "bodies of", 0.6)
                return people.last + 1
        return None

    def _subject(self, at: int) -> bool:
        """Whether the noun opens a clause after إن: "that the dead are seven"."""
        return at > 0 and self.words[at - 1].text in ("ان", "وان", "بان") and not self.words[at].before

    def _by_means(self, at: int) -> bool:
        """Whether the word says by what: بجروح, برصاص; not a bus (باص) that was hit."""
        word = self.words[at]
        return word.text.startswith("ب") and len(word.text) > 3 and word.key not in self.tables.things

    def _felled(self, at: int) -> bool:
        """فأردوه قتيلا: the pronoun of the verb is who fell."""
        form = self.entry(at)
        for pos in range(at - 1, max(-1, at - 4), -1):
            for stem in self.words[pos].stems:
                if stem.post and "felled" in self.tables.cues.get(stem.key, ()):
                    low, high = (2, 2) if stem.post == "هما" else (1, None) if stem.post in ("هم", "هن") else (1, 1)
                    people = People(low, high, pos, at, (at, at), None)
                    self._add(form.casualty.kind if form and form.casualty else "dead", people, pos, "felled dead", 0.9)
                    return True
            if is_break(self.words[pos]):
                return False
        return False

    def _just_told(self, at: int) -> bool:
        if not self.out or self.out[-1].zero or is_break(self.words[at]):
            return False
        last = max(self.out[-1].last, self.out[-1].people[1] if self.out[-1].people else 0)
        return at - last <= 2

    def _starts(self, at: int) -> bool:
        before = self.words[at].before
        return at == 0 or is_break(self.words[at]) or ":" in before or "-" in before or "/" in before

    def _in_part(self, at: int) -> bool:
        return any("part" in self.cues(k) for k in range(max(0, at - 2), at))

    def _licensed(self, at: int) -> bool:
        if self._starts(at):
            follow = self.words[at + 1] if at + 1 < self.n else None
            return follow is None or not follow.text.startswith("ال")
        for pos in range(at - 1, max(-1, at - 1 - _LICENCE_REACH), -1):
            if "licence" in self.cues(pos):
                return True
            if is_break(self.words[pos + 1]):
                return False
        return False
