"""Victims: the people a casualty verb or verbal noun is about, and how many they are in sum.

After `counts`, before `casualties`, whose words it serves. Reads رجل وامرأة وطفلان as four, leaves out
what is a part of a total, and tells who did it from whom it was done to.
"""

from __future__ import annotations

from marsad.reading.count_context import is_break, is_joined, match_phrase
from marsad.reading.count_tables import ActForm, Entry
from marsad.reading.people_items import BOTH, FALLS, ItemReader, People

REACH = 9  # words between a verb and the people it is about
_BACK_REACH = 8
# Words before people who are not the victims: doers, enemies, those who were with them.
_BEFORE_OTHERS = frozenset("من بين ضد علي مع يد ايدي بيد بايدي قبل بنيران برصاص بين".split())
_BESIDE = frozenset(("مع", "برفقه", "رفقه", "بجانب", "جانب", "بصحبه", "الي"))  # "with two of his men"
_CLAUSES = frozenset(("وان", "وانه", "وانها", "وانهم"))  # "قتلوا وإن ستة آخرين أصيبوا"
_MADE_UP = frozenset(("مكونه", "مولفه", "تتالف", "تتكون", "تضم", "قوامها", "عددها", "افرادها"))
_RANKS = "صفوف"
_KIN_REACH = 6  # words from somebody with his name to "and his driver"
_TOGETHER = frozenset(("برفقه", "رفقه", "بصحبه", "وبرفقته", "وبرفقتهم"))  # before those who shared his fate
_ONE_OF = frozenset({"احدهم", "احداهن", "احدهما"})


__all__ = ["BOTH", "FALLS", "REACH", "People", "PeopleReader"]


class PeopleReader(ItemReader):
    """Whole groups of people, and which people a verb is about."""

    def _people(self, at: int, act: ActForm | None) -> People | None:
        """People right at `at`, those added with و summed: رجل وامرأة وطفلان is four."""
        if at >= self.n or (self.words[at].before and not is_joined(self.words[at])):
            return None
        if "eachof" in self.cues(at):
            return self.each_of(at)
        whole = self._item(at, act, first=True)
        if whole is None:
            return None
        if (
            whole.count is None
            and whole.min == 2
            and whole.max is None
            and at + 2 < self.n
            and "of" in self.cues(at + 1)
        ):
            members = self._item(at + 2, act, first=True)  # عائلة من خمسة أفراد
            if members is not None and members.count is not None:
                members.first = at
                return members
        members = self._made_up(whole)
        if members is not None:
            return members
        whole = self._with_more(whole, act)
        return self._with_companions(whole) if whole.count is None and whole.min == 1 else whole

    def _made_up(self, family: People) -> People | None:
        """عائلة كاملة مكونة من سبعة أشخاص, أسرة تضم ستة: how many a family was."""
        if family.count is not None or family.min != 2 or family.max is not None:
            return None
        for pos in range(family.last + 1, min(self.n - 1, family.last + 4)):
            if self.words[pos].before:
                return None
            if self.words[pos].text in _MADE_UP:
                at = pos + 2 if self.words[pos + 1].text == "من" else pos + 1
                found = self._item(at, None, first=True)
                if found is None or found.count is None:
                    return None
                found.first = family.first
                return found
        return None

    def _with_companions(self, whole: People) -> People:
        """القيادي فلان، قائد الكتيبة، وعدد من مرافقيه: those who were with him, past his titles."""
        for pos in range(whole.last + 1, min(self.n, whole.last + 18)):
            if is_break(self.words[pos]):
                break
            index = self.at.get(pos)
            if index is None or index in self.used:
                entry = self.entry(pos)
                noun = entry.person if entry is not None else None
                his = noun is not None and noun.conjunction and noun.pronoun and pos - whole.last <= _KIN_REACH
                his = his and all(is_joined(self.words[k]) for k in range(whole.last + 1, pos + 1))
                if noun is not None and noun.number in (1, 2) and (self.words[pos - 1].text in _TOGETHER or his):
                    whole.min += noun.number  # برفقة جنديين
                    whole.max = whole.max + noun.number if whole.max is not None else None
                    whole.last = pos
                    break
                if entry is not None and (self._is_verb(entry) or "part" in entry.cues):
                    break
                continue
            count = self.counts[index]
            noun_at = count.noun_index - self.base if count.noun_index is not None else None
            his = noun_at is not None and any(s.post in ("ه", "ها") for s in self.words[noun_at].stems)
            beside = self.words[pos].text.startswith("و") or self.words[pos - 1].text in _BESIDE
            near = not any("stop" in self.cues(k) for k in range(whole.last + 1, pos - 1))
            together = self.words[pos - 1].text in _TOGETHER or (self.words[pos - 1].text == "مع" and near)
            if count.role == "persons" and ((his and beside) or together) and count.part_of is None:
                whole.min += count.min
                whole.max = whole.max + count.max if whole.max is not None and count.max is not None else None
                whole.last = count.last - self.base
                self.used.add(index)
            break
        return whole

    def _with_more(self, whole: People, act: ActForm | None) -> People:
        last_head, pos = whole.last, whole.last + 1
        counts_of = whole.count is not None and any(
            "of" in self.cues(k) for k in range(whole.first, min(self.n, whole.last + 1))
        )
        while pos < self.n and pos - last_head <= 7:
            word = self.words[pos]
            if is_break(word):
                break
            if word.text == "في" and pos + 1 < self.n and self.words[pos + 1].text == _RANKS and not word.before:
                last_head, pos = pos + 1, pos + 2  # قياديان في صفوف الحوثيين، إلى جانب العشرات
                continue
            beside = self._beside(pos, act)
            if beside is not None:
                whole.min += beside.min
                whole.max = whole.max + beside.max if whole.max is not None and beside.max is not None else None
                whole.last = last_head = beside.last
                pos = beside.last + 1
                continue
            start = pos + 1 if word.text == "و" and pos + 1 < self.n else pos
            joined_by_and = start > pos or (
                word.text.startswith(("و", "ف")) and word.form.text not in self.tables.persons
            )
            if joined_by_and:
                item = self._item(start, act, first=False)
                if item is not None and item.count is not None and not self._has_and(start):
                    known = self.counts[item.count]
                    if known.rule != "vague number" or known.noun is None or not known.role:
                        item = None
                if item is None or not self._adds(item, start > pos, counts_of, pos - last_head):
                    if start > pos or self._is_conjunction(pos):
                        break
                    pos += 1
                    continue
                if not (whole.plural_only and item.plural_only):  # مقتل مدنيين ومقاتلين: some, of no number
                    whole.min += item.min
                whole.max = whole.max + item.max if whole.max is not None and item.max is not None else None
                if item.count is not None:
                    self.used.add(item.count)
                whole.last = item.last
                last_head, pos = item.last, item.last + 1
                continue
            entry = self.entry(pos)
            if not is_joined(word) or pos in self.at:
                break
            if entry is not None and (
                entry.cues & {"stop", "part", "no", "without", "licence", "since"} or self._is_verb(entry)
            ):
                break
            pos += 1
        return whole

    def _beside(self, at: int, act: ActForm | None) -> People | None:
        """Those counted after "in addition to": مقتل 12 مدنيا إضافة إلى خمسة جنود."""
        entry = self.entry(at)
        for phrase, use in entry.cue_phrases if entry is not None else ():
            start = at + len(phrase)
            if use == "joins" and start in self.at and match_phrase(self.words, at, phrase):
                index = self.at[start]
                item = self._item(start, act, first=False) if index not in self.used else None
                if item is not None and self.counts[index].role is not None:
                    self.used.add(index)
                    return item
        return None

    def _adds(self, item: People, after_and: bool, counts_of: bool, distance: int) -> bool:
        """Whether a phrase after و adds people to the sum."""
        if item.count is not None:
            count = self.counts[item.count]
            return count.role is not None or (count.noun is None and not after_and)
        entry = self.entry(item.first)
        noun = entry.person if entry is not None else None
        if noun is None or entry is None or not noun.conjunction or noun.lemma in _ONE_OF:
            return False
        if entry.acts and item.first + 1 in self.at:
            return False  # وأسر خمسة: a verb
        if item.plural_only:
            return not counts_of and distance <= 2
        return True

    def _is_conjunction(self, at: int) -> bool:
        """Whether a word with و before it starts another phrase."""
        entry = self.entry(at)
        return entry is not None or len(self.words[at].text) > 5

    @staticmethod
    def _is_verb(entry: Entry) -> bool:
        return any(not a.pronoun for a in entry.acts)

    def _victims_of_agent(self, at: int, agent: People) -> People | None:
        """قتل مسلحون ثلاثة مدنيين: the first people did it when a count or an accusative follows."""
        for pos in range(agent.last + 1, min(self.n, agent.last + 6)):
            word, index = self.words[pos], self.at.get(pos)
            if not is_joined(word) or word.text in _BESIDE or word.text in _TOGETHER:
                return None  # قتل الضابط برفقة جنديين
            if index is not None:
                return self._people(pos, None) if not (self._has_and(pos) or word.text[0] == "و") else None
            entry = self.entry(pos)
            if entry is not None and (entry.cues & {"stop", "part"} or self._is_verb(entry)):
                return None
            if entry is not None and entry.person is not None:
                if entry.person.conjunction:
                    return None
                if entry.person.accusative or (self._are_doers(agent) and entry.person.definite):
                    return self._people(pos, None)
        return None

    def _are_doers(self, agent: People) -> bool:
        """Whether several who act are told of in no construct, so that a definite noun behind them is the object."""
        text = self.words[agent.first].text
        return agent.plural_only and text.endswith("ون") and not text.startswith("ال")

    def _has_and(self, at: int) -> bool:
        if self.words[at].text == "واحد" and at in self.at and self.counts[self.at[at]].rule == "one of":
            return True
        return (
            self.words[at].text == "و"
            or (at > 0 and self.words[at - 1].text == "و")
            or bool(
                (e := self.entry(at)) and ((e.number and e.number.conjunction) or (e.person and e.person.conjunction))
            )
        )

    def _near(self, at: int) -> People | None:
        """People up to three words on, time and place between: توفي أمس ثلاثة أطفال."""
        following = self.entry(at + 1) if at + 1 < self.n else None
        if following is not None and any(a.frame != "masdar" for a in following.acts):
            return None  # سقطا وأصيب خمسة
        for pos in range(at + 2, min(self.n, at + 4)):
            if self.words[pos].before:
                return None
            if pos in self.at:
                index = self.at[pos]
                if self.counts[index].role in ("persons",) and not self._has_and(pos):
                    return self._people(pos, None)
                return None
        return None

    def _far(self, at: int, act: ActForm | None, *, stop: int | None = None) -> People | None:
        """A count of people, or an indefinite accusative person, within reach of a verb."""
        end = min(self.n, at + REACH, stop if stop is not None else self.n)
        here = self.cues(at) if at < self.n else frozenset()
        agent = "agent" in here
        hits = agent and act is not None and act.frame == "agent"
        subject = act is not None and act.frame in ("both", "agent") and "stop" not in here
        masdar = act is not None and act.frame == "masdar"
        for pos in range(at, end):
            word, index = self.words[pos], self.at.get(pos)
            if (
                is_break(word)
                or word.text in _CLAUSES
                or (masdar and (not is_joined(word) or word.text == "و" or pos - at > 5))
            ):
                return None
            if index is not None:
                count = self.counts[index]
                if self._has_and(pos) and count.first - self.base == pos:
                    return None
                unknown = count.role is None and (count.noun is not None or (act is not None and act.role not in BOTH))
                if (
                    count.first - self.base == pos
                    and self._usable(count, act)
                    and not unknown
                    and index not in self.used
                ):
                    if pos and self.words[pos - 1].text in _BEFORE_OTHERS:
                        return None
                    item = self._item(pos, act, first=True)
                    found = self._with_more(item, act) if item is not None else None
                    if found is not None:
                        found.far = pos - at > 3
                    return found
                if count.role in BOTH:
                    return None
                continue
            entry = self.entry(pos)
            if entry is None:
                continue
            if "part" in entry.cues or (entry.acts and self._stops_far(entry)):
                return None
            if "stop" in entry.cues:
                subject = False
            if (
                (agent or subject)
                and entry.person is not None
                and (entry.person.accusative or (hits and pos > at and self._one_woman(pos)))
                and not entry.person.conjunction
            ):
                found = self._people(pos, act)
                if found is not None:
                    found.far = True
                return found
        return None

    def _one_woman(self, at: int) -> bool:
        """Whether one woman or girl is told of, indefinite; her noun has no accusative to see."""
        entry = self.entry(at)
        noun = entry.person if entry is not None else None
        return (
            noun is not None
            and noun.number == 1
            and not noun.definite
            and self.words[at].text.endswith("ه")
            and noun.sort == "person"
            and noun.kind in ("woman", "child", "civilian")
        )

    @staticmethod
    def _stops_far(entry: Entry) -> bool:
        return any(a.role in ("dead", "wounded", "detained", "kidnapped") and not a.pronoun for a in entry.acts)

    def _whole_before(self, at: int) -> People | None:
        """The people whose parts stand between them and their verb: 45 عنصرا، بينهم قياديون، قتلوا."""
        for pos in range(at - 1, max(-1, at - 13), -1):
            if is_break(self.words[pos + 1]):
                return None
            entry = self.entry(pos)
            if entry is not None and any(a.frame != "masdar" for a in entry.acts):
                return None
            if "part" not in self.cues(pos):
                continue
            for back in range(pos - 1, max(-1, pos - 8), -1):
                index = self.at.get(back)
                if is_break(self.words[back + 1]):
                    return None
                if index is None:
                    continue
                count = self.counts[index]
                if count.part_of is not None or count.role not in ("persons", None) or index in self.used:
                    return None
                found = self._from_count(index)
                found.last = at
                return found
            return None
        return None

    def _with_before(self, found: People) -> People:
        """The people with those coupled before them: خمسة مدنيين و11 من المتمردين قتلوا is sixteen."""
        index = found.count
        while index and self._has_and(found.first):
            count = self.counts[index - 1]
            end = (count.group[1] if count.group else count.last) - self.base
            if (
                index - 1 in self.used
                or count.role not in ("persons", None)
                or count.part_of is not None
                or not 0 < found.first - end <= 3
                or any(is_break(self.words[k]) for k in range(end + 1, found.first + 1))
            ):
                break
            found.min += count.min
            found.max = found.max + count.max if found.max is not None and count.max is not None else None
            found.first = count.first - self.base
            self.used.add(index - 1)
            index -= 1
        return found

    def _one_before(self, at: int, act: ActForm) -> People | None:
        """One person before a verb of one: إن رضيعا توفي, أن الطفل استشهد, أن جنديا أميركيا قتل."""
        if at < 2 or self.words[at].before or act.many or act.frame not in ("near", "victim", "with", "both"):
            return None
        k = at - 1
        if self.words[k].text.endswith(("يا", "يه")) and not self.words[k].before:
            two = self.entry(k - 1)
            k -= two is not None and two.person is not None and two.person.accusative
        noun = one.person if (one := self.entry(k)) is not None else None
        named = k > 0 and self.words[k - 1].text in ("ان", "وان", "بان") and not self.words[k].before
        if noun is None or noun.conjunction or not (noun.accusative or (named and noun.number == 1)):
            return None
        return People(1, 1, k, at, (k, at - 1), None)

    def _before(self, at: int, act: ActForm) -> People | None:
        """People before their verb: ثلاثة مدنيين قتلوا."""
        if act.frame == "agent" or (act.conjunction and not act.many):
            return None
        if at and self.cues(at - 1) & {"stop", "of"}:
            return None  # نجوا من غرق: a verbal noun after its preposition
        if act.many and (whole := self._whole_before(at)) is not None:
            return whole
        if (one := self._one_before(at, act)) is not None:
            return one
        for pos in range(at - 1, max(-1, at - 1 - _BACK_REACH), -1):
            if self.words[pos + 1].before and not is_joined(self.words[pos + 1]):
                return None
            index = self.at.get(pos)
            if index is not None:
                count = self.counts[index]
                bracketed = any("(" in w.before for w in self.words[max(0, pos - 3) : pos + 1])
                if count.part_of is not None and act.many and bracketed:
                    index, count = count.part_of, self.counts[count.part_of]
                    pos = count.last - self.base  # noqa: PLW2901 - خمسة مدنيين (أربعة أطفال وسيدة) قتلوا
                    found = None if index in self.used else self._with_before(self._from_count(index))
                    if found is not None:
                        found.last = max(found.last, at)
                    return found
                if index in self.used or count.role not in ("persons", None) or count.part_of is not None:
                    return None
                if count.role is None and (not act.many or act.frame == "near"):
                    return None
                near = at - 1 - (max(count.group[1], count.last) if count.group else count.last) + self.base
                if near > (5 if act.many else 2):
                    return None
                found = self._with_before(self._from_count(index))
                found.last = max(found.last, at)
                return found
            entry = self.entry(pos)
            if entry is not None and entry.acts and any(a.frame != "masdar" for a in entry.acts):
                return None
        return None
