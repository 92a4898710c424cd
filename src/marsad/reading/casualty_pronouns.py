"""Casualties told by a pronoun, by "as many", or by cases: "shot them dead", "and as many hurt", "50 cases of choking".

After `casualty_further`, before `casualties`, whose verbs and verbal nouns call it when no people stand
after them.
"""

from __future__ import annotations

from marsad.lexicon.closed import closed_class
from marsad.reading.casualty_further import FurtherReader
from marsad.reading.count_context import group_end, is_break, is_joined, match_phrase
from marsad.reading.count_tables import ActForm
from marsad.reading.people import BOTH, People

_OBJECTS = {"ه": 1, "ها": 1, "هما": 2, "هم": 0, "هن": 0}  # 0: several
_PRONOUNS = tuple(_OBJECTS)
_KILLS = closed_class("kills_him")  # verbs whose pronoun is the dead
_PRONOUN_REACH = 20  # words between two people and a pronoun of two
_TWO_WERE = ("كانا", "اتخذا", "حاولا", "نفذا", "تحصنا", "شاركا", "تورطا")  # verbs whose subject is two
_SHORT = 4  # letters of what ends as a verb of two does and need not be one
_BACK = 12  # words back to those whom a pronoun of several means
_WITH_HIM = ("مع", "برفقه", "رفقه", "بصحبه")
_WHO = ("الذي", "والذي")
_OF_PASSIVES = ("قتل", "استشهد", "اغتيل")
_THEREIN = ("فيه", "فيها", "عليه", "عليها", "به", "بها")
_SUBJECT_REACH = 8  # words between a verb and its subject
_ENDS_PHRASE = closed_class("ends_phrase")
_AS_MANY = closed_class("as_many")
_TWICE = closed_class("twice_as_many")
_WOUNDS = closed_class("wounds_him")
_ALL = closed_class("all_of_them")
_ABOARD = closed_class("who_was_there")
_LIMBS = closed_class("limbs")
_BY_WOUNDS = ("بجروح", "بجراح", "باصابات", "باصابه", "بطلق", "بشظايا")
_CASES = closed_class("cases")
_CASE_OF = {"dead": closed_class("cases_of_death"), "wounded": closed_class("cases_of_harm")}


class PronounReader(FurtherReader):
    """Reads casualties whose people are no noun after the verb."""

    def shot_them(self, at: int) -> int | None:
        """فأردوه, فأردتهم: whom a verb that always kills has as its pronoun."""
        if not self.words[at].text.endswith(_PRONOUNS):
            return None
        for stem in self.words[at].stems:
            number = _OBJECTS.get(stem.post)
            kills = stem.key in _KILLS
            wounds = stem.key in _WOUNDS and self._by_wounds(at + 1)
            if number is None or not (kills or wounds) or (stem.pre and stem.pre not in ("و", "ف")):
                continue
            follow = self.words[at + 1] if at + 1 < self.n and not self.words[at + 1].before else None
            entry = self.tables.entry(follow) if follow is not None else None
            if entry is not None and entry.casualty is not None:
                return None  # فأردوه قتيلا is read with its noun
            people = self.meant(at, number)
            if follow is not None and follow.text in ("مع", "برفقه") and at + 2 < self.n:
                beside = self._item(at + 2, None, first=True)
                if beside is not None and beside.max is not None and people.max is not None:
                    people.min, people.max = people.min + beside.min, people.max + beside.max  # فأردوهم مع سائقهم
            self._add("dead" if kills else "wounded", people, at, "verb with its pronoun", 0.8)
            return at + 1
        return None

    def _by_wounds(self, at: int) -> bool:
        return at < self.n and not self.words[at].before and self.words[at].text.startswith(_BY_WOUNDS)

    def by_himself(self, at: int, act: ActForm) -> People | None:
        """Whom a verb means that no people stand with: قضى على الفور, قتلوا جميعا, أصيب في ساقه."""
        if at + 1 >= self.n or self.words[at + 1].before or act.role not in BOTH:
            return None
        follow = self.words[at + 1].text
        if act.frame == "masdar":
            if act.lemma == "اصابه" and follow.startswith(("بجر", "بطلق")):
                return self.meant(at, 1)  # also أصابه بجروح, which folds alike
            aboard = follow == "من" and at + 2 < self.n and self.words[at + 2].key in _ABOARD
            return self.meant(at, None) if aboard else None  # ومقتل من كان على متنها
        if act.many:
            return self.meant(at, 0) if follow in _ALL and act.frame != "agent" else None
        if act.lemma == "اصيب":
            limb = follow == "في" and at + 2 < self.n and bool(_LIMBS & {s.key for s in self.words[at + 2].stems})
            return self.meant(at, 1) if limb or follow.startswith(("اصابه", *_BY_WOUNDS)) else None
        if act.frame in ("near", "victim", "both") and not act.present:
            at_once = match_phrase(self.words, at + 1, (follow, "الفور")) or match_phrase(
                self.words, at + 1, (follow, "الحال")
            )
            return self.meant(at, 1) if at_once else None
        return None

    def killed_with(self, at: int, act: ActForm) -> int | None:
        """فلان قتل مع ثلاثة من مرافقيه: he, told of before, and those who were with him."""
        if act.frame not in ("both", "victim") or act.present or at + 2 >= self.n or self.words[at + 1].before:
            return None
        if self.words[at + 1].text not in _WITH_HIM or not (number := self._how_many(at, act)):
            return None
        beside = self._item(at + 2, None, first=True)
        if beside is None or (beside.count is not None and self.counts[beside.count].role != "persons"):
            return None
        beside.max = beside.max + number if beside.max is not None else None
        beside.min, beside.first = beside.min + number, at
        self._add(act.role, beside, at, "verb, and those who were with him", 0.8)
        return beside.last + 1

    def one_further(self, at: int, act: ActForm) -> People | None:
        """قتل في المدينة شاب, أصيب خلاله جندي: one person told past the words that say when, where or how.

        Nothing definite rules a genitive, so that a bare noun behind it must be the subject.
        """
        if act.many or act.frame not in ("near", "victim", "both") or act.role not in BOTH:
            return None
        for pos in range(at + 1, min(self.n, at + _SUBJECT_REACH)):
            if self.words[pos].before and not is_joined(self.words[pos]):
                return None
            entry = self.entry(pos)
            if pos in self.at or (entry is not None and (entry.acts or entry.casualty or "agent" in entry.cues)):
                return None
            noun = entry.person if entry is not None else None
            if noun is None:
                continue
            if pos == at + 1 or noun.number != 1 or noun.definite or noun.pronoun or noun.conjunction:
                return None
            if noun.sort != "person" or noun.accusative or not self._ends_phrase(pos - 1):
                return None
            return People(1, 1, pos, pos, (pos, group_end(self.words, pos, self.tables)), None)
        return None

    def _ends_phrase(self, at: int) -> bool:
        """Whether no genitive can follow the word: it has the article or a pronoun, or says when."""
        word = self.words[at]
        if word.text.startswith("ال") or word.text in _ENDS_PHRASE:
            return True
        return word.text in _THEREIN or word.text.endswith(("ها", "هم"))

    def _how_many(self, at: int, act: ActForm) -> int:
        """How many the subject of a verb is by its ending; 0 where that does not tell."""
        return 1 if not act.many else 2 if self.words[at].text == f"{act.conjunction}{act.lemma}ا" else 0

    def who_was(self, at: int, act: ActForm) -> int | None:
        """المسلح الذي قتل في الاشتباك: one whom a relative clause tells of."""
        if at == 0 or self.words[at].before or act.many or act.present or act.lemma not in _OF_PASSIVES:
            return None
        if self.words[at - 1].text not in _WHO or at + 1 >= self.n or self.words[at + 1].before:
            return None
        follow = self.words[at + 1].text
        if follow in _THEREIN or not ("stop" in self.cues(at + 1) or follow.startswith("ب")):
            return None
        self._add(act.role, People(1, 1, at, at, (at, at), None), at, "one told of in a relative clause", 0.5)
        return at + 1

    def meant(self, at: int, number: int | None) -> People:
        """The people of a pronoun: one or two, or several (0), who may be counted before; None: some."""
        told = self._told_before(at) if number in (0, 2) else None
        return told or People(number or 1, number or None, at, at, (at, at), None)

    def _told_before(self, at: int) -> People | None:
        """The people counted before in the sentence whom a pronoun of several means."""
        for pos in range(at - 1, max(-1, at - 1 - _BACK), -1):
            if is_break(self.words[pos + 1]):
                return None
            index = self.at.get(pos)
            if index is None:
                continue
            count = self.counts[index]
            told = any(o.count == index and o.role in BOTH for o in self.out)
            if count.role == "persons" and count.part_of is None and not told:
                found = self._from_count(index)
                found.first = found.last = at
                return found
        return None

    def as_many(self, at: int, role: str) -> int | None:
        """وأصيب مثلهم, وجرح مثل هذا العدد, وجرح ضعفهم: the figure told right before, or twice it."""
        pos = at + 1
        if pos >= self.n or self.words[pos].before or not self.out or self.out[-1].zero or role not in BOTH:
            return None
        text = self.words[pos].text
        twice = text in _TWICE
        if not twice and text not in _AS_MANY:
            return None
        told = self.out[-1]
        times = 2 if twice else 1
        high = told.max * times if told.max is not None else None
        self._add(role, People(told.min * times, high, pos, pos, (pos, pos), None), at, "as many as before", 0.8)
        return pos + 1

    def cases(self, at: int) -> int | None:
        """خمسون حالة اختناق, ثلاث حالات وفاة: cases of what hurts or kills are people."""
        index = self.at.get(at)
        if index is None or index in self.used:
            return None
        count = self.counts[index]
        noun_at = count.last - self.base
        if count.first - self.base != at or self.words[noun_at].text not in _CASES or noun_at + 1 >= self.n:
            return None
        what = self.words[noun_at + 1]
        role = next((r for r, words in _CASE_OF.items() if what.key in words), None)
        if role is None or what.before or self._ill(noun_at):
            return None
        people = self._from_count(index)
        people.last = noun_at + 1
        self._add(role, people, at, "cases of harm", 0.9)
        return noun_at + 2

    def losses(self, at: int) -> int | None:
        """أنباء عن خسائر بشرية, تكبدت خسائر في الأرواح: dead, of no number."""
        if not self.words[at].text.endswith("خساير") or at + 1 >= self.n or not self._licensed(at):
            return None
        follow = self.words[at + 1].text
        if follow != "بشريه" and not (follow == "في" and at + 2 < self.n and self.words[at + 2].text == "الارواح"):
            return None
        self._add("dead", People(1, None, at, at + 1, (at, at + 1), None), at, "losses of life", 0.7)
        return at + 2

    def _dual_by_ordinal(self, people: People) -> None:
        """مقتل شرطيين وإصابة ثالث: a third one shows that they were two."""
        entry = self.entry(people.first)
        noun = (entry.person or entry.casualty) if entry is not None else None
        if noun is None or noun.number != -1:
            return
        for pos in range(people.span[1] + 1, min(self.n, people.span[1] + 6)):
            if is_break(self.words[pos]):
                return
            if self.words[pos].text in ("ثالث", "ثالثه", "الثالث", "الثالثه"):
                people.min = people.max = 2
                people.plural_only = False
                return
        self._dual_by_pronoun(people)

    def _dual_by_pronoun(self, people: People) -> None:
        """مقتل إرهابيين … أحدهما, شابين كانا …: a pronoun or verb of two shows that they were two."""
        near = [word.text for word in self.words[people.first + 1 : people.span[1] + 2]]
        if any(w in _TWO_WERE or (w.startswith("ي") and w.endswith("ان") and len(w) > _SHORT) for w in near):
            people.min = people.max = 2
            people.plural_only = False
            return
        for pos in range(people.span[1] + 1, min(self.n, people.span[1] + _PRONOUN_REACH)):
            entry = self.entry(pos)
            noun = (entry.person or entry.casualty) if entry is not None else None
            if is_break(self.words[pos]) or pos in self.at or (noun is not None and noun.number != 1):
                return
            if self.words[pos].text.endswith("هما"):
                people.min = people.max = 2
                people.plural_only = False
                return
