"""Casualties in a text: who was said to be killed, hurt, held, missing or driven out, and how many.

After `counts`. A verb or verbal noun takes the people after it (or a verb the people before it), a
casualty noun takes its number, a negation with either gives zero. Knows neither act nor party, and
does not decide which event a toll belongs to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from marsad.reading.casualty_further import ONE_MORE
from marsad.reading.casualty_nouns import DIED_LATER, CasualtyMention
from marsad.reading.casualty_scope import ScopeReader
from marsad.reading.count_context import group_end, is_break, is_joined
from marsad.reading.count_tables import OVER_NOUNS, ActForm, CountTables, Entry
from marsad.reading.counts import CountMention
from marsad.reading.people import BOTH, FALLS, REACH, People
from marsad.reading.words import Word

_YEARS = ("عاما", "سنه", "عام", "سنوات", "اعوام")  # of an age
_BY_OTHERS = ("نقل", "عالج", "تعرض")  # count only with a figure
_OF_ONE = ("مقتل", "استشهاد", "مصرع", "اغتيال", "استشهد", "اغتيل")  # take a name after them
_ALL_OF = ("كافه", "جميع", "معظم", "اغلب", "باقي", "بقيه")  # stand before whom they count, no names
_SENTENCED = ("محكم", "المحكم", "محاكم", "جنايات", "بالسجن", "بسجن", "بالحبس", "بحبس", "بالاعدام", "باعدام")
_CARRIED_OFF = "اودي"
_THE_OTHER = ("الاخر", "الاخري", "احدها", "احدهما", "بعضها", "معظمها")
_OF_THEM = ("منهم", "منها", "منهن")
_SOME = ("مجموعه", "عدد", "اعداد", "العديد", "بعض", "المزيد")  # whoever follows, some of them
_BREATHES = frozenset({"لفظ"})  # who breathes his last was hurt before
_OUTWEIGHS = 20  # words after a zero within which a figure outweighs it
_BESIDE = 2  # words from one figure to the next that goes with it
_DID = ("قام", "قامت", "قاموا", "وقام", "وقامت", "وقاموا", "ثم")

__all__ = ["CasualtyMention", "find_casualties"]


class _Reader(ScopeReader):
    """One pass over the words of one text."""

    def run(self) -> list[CasualtyMention]:
        at, words, memo, entry_of = 0, self.words, self.tables.memo, self.tables.entry
        out = self.out
        while at < self.n:
            word = words[at]
            text = word.form.text
            entry = memo[text] if text in memo else entry_of(word)
            further = self.further(at) if out and text[0] == "و" else None
            if entry is not None:
                at = max(at + 1, further or self._step(at, entry))
            else:
                # أكثر من 10 قتلى: the bound starts it
                at = further or self._count_at(at) or self.shot_them(at) or at + 1
        return self._finish()

    def _step(self, at: int, entry: Entry) -> int:
        """Reads what starts at `at`; the position to go on from."""
        if entry.cues or entry.cue_phrases:
            cues = self.cues(at)
            nxt = self._zero(at, cues)
            if nxt is not None:
                return nxt
            if "total" in cues:
                nxt = self._total(at)
                if nxt is not None:
                    return nxt
            nxt = self.losses(at) if "casualties" in cues else None
            if nxt is not None:
                return nxt
        if entry.acts:
            nxt = self._act(at, entry)
            if nxt is not None:
                return nxt
        nxt = self._count_at(at) or self.cases(at)
        if nxt is not None:
            return nxt
        if entry.casualty is not None and at not in self.at:
            nxt = self._bare(at, entry.casualty)
            if nxt is not None:
                return nxt
        return at + 1

    # Verbs and verbal nouns

    def _act(self, at: int, entry: Entry) -> int | None:
        prior = self.cues(at - 1) if at and not self.words[at].before else frozenset()
        if "no" in prior and self.words[at - 1].text != "لا":
            return at + 1
        leads = any(act.conjunction for act in entry.acts)
        planned = "plan" in prior or (at > 1 and not leads and "plan" in self.cues(at - 2)) or self._aimed(at)
        if planned and not self._carried_out(at):
            return None
        roles, nxt, acts = self._joined_acts(at, entry)
        if len(roles) > 1:
            people = self._people(nxt, None) or self._far(nxt, None)
            if people is None and nxt < self.n and self.words[nxt].text in _SOME and not self.words[nxt].before:
                people = People(1, None, nxt, nxt, (nxt, nxt), None)  # مقتل وجرح أعداد كبيرة
            if people is not None and not self._ill(people.last):
                self._add_joint(roles, people, at, "dead and wounded in one figure", shared=True)
                return people.last + 1
        for act in sorted(acts, key=lambda a: (a.frame != "over", a.frame == "masdar")):
            done = self._one_act(at, act)
            if done is not None:
                return done
        return None

    def _aimed(self, at: int) -> bool:
        """بالتخطيط لقتل, بمخطط لاغتيال: what somebody means to do."""
        if at == 0 or self.words[at].before or not self.words[at].text.startswith(("لقتل", "لاغتيال")):
            return False
        return any("plan" in self.tables.cues.get(s.key, ()) for s in self.words[at - 1].stems)

    def _carried_out(self, at: int) -> bool:
        return any("carried" in self.cues(k) for k in range(max(0, at - 6), at))

    def _over(self, at: int, act: ActForm) -> int | None:
        """قضت القوات على ثلاثة, القضاء على عنصرين: the people after على."""
        for pos in range(at + 1, min(self.n - 1, at + REACH)):
            if not is_joined(self.words[pos]):
                return None
            if self.words[pos].text != "علي":
                if act.lemma in OVER_NOUNS or self.words[pos].text.startswith(_SENTENCED):
                    return None  # قضت المحكمة بالسجن على ثلاثة
                continue
            people = self._people(pos + 1, act)
            if people is None:
                follow = self.entry(pos + 1)
                people = self._far(pos + 1, act, stop=pos + 4) if follow is not None and follow.cues else None
            if people is None or self._ill(people.last) or (people.count is None and self._is_definite(people.first)):
                return None
            self._add(act.role, people, at, "made an end of", 0.9)
            return people.last + 1
        return None

    def _joined_acts(self, at: int, entry: Entry) -> tuple[tuple[str, ...], int, tuple[ActForm, ...]]:
        """Roles of مقتل وإصابة or قتل وأصيب, and where their people start."""
        if at + 1 < self.n and not self.words[at + 1].before:
            following = self.entry(at + 1)
            for one in entry.acts:
                for two in following.acts if following is not None else ():
                    alike = (one.frame == "masdar") == (two.frame == "masdar")
                    if one.many and not two.many:
                        continue  # ثلاثة قتلوا وأصيب اثنان
                    hers = [self.words[k].text.endswith("ت") for k in (at, at + 1)]
                    if one.frame != "masdar" and hers == [False, True]:
                        continue  # فلان قتل وأصيبت زوجته
                    if one.frame != "masdar" and (self._just_before(at, one) or self._another(at + 2)):
                        continue  # إن رجلا واحدا قتل وأصيب ستة
                    if (
                        alike
                        and two.conjunction
                        and two.role != one.role
                        and {one.role, two.role} == set(BOTH)
                        and not two.pronoun
                        and not one.pronoun
                    ):
                        return (one.role, two.role), at + 2, entry.acts
        return (), at + 1, entry.acts

    def _another(self, at: int) -> bool:
        """أن جنديا قتل وأصيب آخر: each verb has its own."""
        return at < self.n and not self.words[at].before and self.words[at].text in ONE_MORE

    def _just_before(self, at: int, act: ActForm) -> bool:
        """Whether uncounted-for people stand right before the verb."""
        if self._one_before(at, act) is not None:
            return True  # إن جنديا قتل وأصيب ستة
        for pos in range(at - 1, max(-1, at - 5), -1):
            if self.words[pos + 1].before and not is_joined(self.words[pos + 1]):
                return False
            index = self.at.get(pos)
            if index is not None:
                return index not in self.used and self.counts[index].role == "persons"
        return False

    def _one_act(self, at: int, act: ActForm) -> int | None:
        masdar = act.frame == "masdar"
        if act.frame == "over":
            return self._over(at, act)
        if act.frame == "with":
            return self._with_complement(at, act)
        if masdar and act.pronoun:
            return self._pronoun_victim(at, act)
        if at + 2 < self.n and self.words[at + 1].text in _OF_THEM and at + 2 in self.at:
            told = self._from_count(self.at[at + 2])
            if told.count is not None and told.first == at + 2 and told.count not in self.used:
                self._add(act.role, told, at, "verb, of them, and a figure", 0.9)
                return told.last + 1  # فقتل منهم ستة
        if (again := self.as_many(at, act.role) or self.killed_with(at, act)) is not None:
            return again
        near_only = act.frame == "near" or act.lemma in ("سقوط", "موت", "ضبط", "فرار", "غرق", "سجن")
        agent = self._item(at + 1, act, first=True) if act.frame in ("both", "agent") else None
        victims = self._victims_of_agent(at, agent) if agent is not None and agent.count is None else None
        people = victims or self._people(at + 1, act)
        if people is not None and act.frame == "agent" and people is not victims and people.count is None:
            object_ = not self.words[at].text.endswith("ت") and self._one_woman(people.first)  # أصاب طفلة
            people = people if object_ else None
        if people is None and near_only and not masdar and act.lemma != "قضي":
            people = self._near(at)
        if people is None and not near_only:
            people = self._far(at + 1, act)
            if people is not None and act.many and not masdar and self._parted(at, people.first):
                people = self._before(at, act) or people  # إن 14 قتلوا في الهجوم، مضيفا أن 79 أصيبوا
        if people is None and not masdar and not act.complement:
            people = self.one_further(at, act) or self._before(at, act)
        if people is None:
            return self._no_people(at, act)
        if self._ill(people.last) or self._meant_otherwise(at, act, people):
            return None
        if people.count is not None and act.role == "dead" and self._were_wounded(people.count):
            self._add("dead", people, at, DIED_LATER, 0.5)
            return people.last + 1
        if people.count is not None and self.counts[people.count].role in BOTH and act.role in BOTH:
            return self._counted(people.count)  # سقوط 50 قتيلا وجريحا, ارتقى ثلاثة شهداء
        if act.role in BOTH:
            pair_end = self._between_dead_and_wounded(people.span[1])
            if pair_end is not None:
                people.last = pair_end
                self._add_joint(BOTH, people, at, "between dead and wounded")
                return pair_end + 1
        if people.plural_only and people.min == 1:
            self._dual_by_ordinal(people)
        quality = 0.7 if people.far else 0.9 if people.plural_only else 1.0
        if people.plural_only and self._is_definite(people.first):
            quality = 0.5  # the killing of the civilians: told again, or in general
        if near_only and not self._is_casualty(people.first):
            quality -= 0.2
        self._add(act.role, people, at, f"{'verbal noun' if masdar else 'verb'} and people", quality)
        return people.last + 1 if people.first > at else at + 1

    def _no_people(self, at: int, act: ActForm) -> int | None:
        """What a verb or verbal noun says whose people the tables do not know: a name, two who are named before."""
        follow = self.words[at + 1] if at + 1 < self.n and not self.words[at + 1].before else None
        alone = self.by_himself(at, act)
        if alone is None and (told := self.who_was(at, act)) is not None:
            return told
        if alone is not None:
            self._add(act.role, alone, at, "verb without people", 0.5)
            return at + 1
        if follow is not None and follow.text in _SOME and act.role in BOTH and act.frame == "masdar":
            self._add(act.role, People(1, None, at, at + 1, (at + 1, at + 1), None), at, "some, of no number", 0.6)
            return at + 2  # مقتل مجموعة من السيخ
        if act.lemma in _OF_ONE or (act.lemma in ("قتل", "اصيب") and act.frame != "masdar" and self._age_after(at)):
            return self._named(at, act)
        aged = at > 2 and ")" in self.words[at].before and self.words[at - 2].is_number
        if aged and not act.many and act.frame in ("both", "victim") and self.words[at - 1].text in _YEARS:
            return self._alone(at, act, 1)  # فلان (25 عاما) أصيب
        if act.many and act.frame in ("both", "victim") and self.words[at].text == f"{act.conjunction}{act.lemma}ا":
            before = self.cues(at - 1) if at else frozenset()
            if act.lemma in ("قتل", "استشهد", "اصيب") and self.words[at].before.strip() in (")", "") and not before:
                return self._alone(at, act, 2) if at and ")" in self.words[at].before else None
        return None

    def _alone(self, at: int, act: ActForm, number: int) -> int:
        self._add(act.role, People(number, number, at, at, (at, at), None), at, "verb without people", 0.5)
        return at + 1

    def _age_after(self, at: int) -> bool:
        """Whether an age stands among the next words: قتل فلان بن فلان (15 عاما)."""
        for pos in range(at + 2, min(self.n - 1, at + 6)):
            if is_break(self.words[pos]):
                return False
            if self.words[pos].is_number and self.words[pos + 1].text in _YEARS:
                return True
        return False

    def _were_wounded(self, index: int) -> bool:
        """وفاة ثلاثة من الجرحى, توفي أحد المصابين: some of the wounded that were told before."""
        count = self.counts[index]
        if count.role != "wounded" or count.noun_index is None:
            return False
        noun = self.entry(count.noun_index - self.base)
        form = noun.casualty if noun is not None else None
        return form is not None and (form.definite or bool(form.pronoun))

    def _is_definite(self, at: int) -> bool:
        entry = self.entry(at)
        return entry is not None and entry.person is not None and entry.person.definite and not entry.person.pronoun

    def _is_casualty(self, at: int) -> bool:
        entry = self.entry(at)
        return entry is not None and entry.casualty is not None

    def _meant_otherwise(self, at: int, act: ActForm, people: People) -> bool:
        """Whether the verb says something else: سقط عشرات الجرحى, يؤدي إلى تشريد ألف عائلة (folds like يودي)."""
        if act.lemma == _CARRIED_OFF and people.first > at:
            return not self.words[people.first].text.startswith("ب")
        return act.lemma in FALLS and self._fell_not_dead(people)

    def _fell_not_dead(self, people: People) -> bool:
        """سقط عشرات الجرحى: the noun says what became of them; سقط الآخر في البحر: the other shell."""
        if people.count is None and self.words[people.first].text in _THE_OTHER:
            return True
        return people.count is not None and self.counts[people.count].role in ("wounded", "detained", "missing")

    def _with_complement(self, at: int, act: ActForm) -> int | None:
        """لقي ثلاثة مصرعهم, أودى بحياة ثلاثة, حصد أرواح عشرة."""
        far = 10 if act.lemma == "لقي" else 2  # لقي … مصرعه holds long names
        for pos in range(at + 1, min(self.n, at + REACH + far)):
            if is_break(self.words[pos]):
                return None
            if any(s.key in act.complement for s in self.words[pos].stems) or self.words[pos].key in act.complement:
                if pos + 1 < self.n and self.words[pos + 1].text == "علي":
                    pos += 1  # noqa: PLW2901 - ألقت القبض على
                people = self._people(at + 1, act) if pos > at + 1 else None
                by_others = act.role == "detained" or act.lemma in _BY_OTHERS
                if people is not None and people.count is None and by_others:
                    people = None  # the police, not the arrested; the doctors, not the treated
                people = people or self._people(pos + 1, act)
                if people is None and pos > at + 1:
                    people = self._far(at + 1, act, stop=pos)
                people = people or self._far(pos + 1, act) or self._before(at, act)
                his = any(s.post in ("ه", "ها") and s.key in act.complement for s in self.words[pos].stems)
                if people is None and his:
                    people = People(1, 1, at, pos, (min(at + 1, pos - 1), max(at, pos - 1)), None)
                if people is not None and people.count is None and people.max == 1:
                    people.last = max(people.last, pos)
                    people = self._with_companions(people)
                if people is None or self._ill(people.last):
                    return None
                if people.count is None and act.lemma in _BY_OTHERS:
                    return None
                if people.count is not None and act.role == "dead" and self._were_wounded(people.count):
                    self._add("dead", people, at, DIED_LATER, 0.5)
                    return people.last + 1
                if people.count is not None and self.counts[people.count].role in BOTH:
                    done = self._counted(people.count)
                    if done is not None:
                        return done
                people.last = max(people.last, pos)
                rule = DIED_LATER if act.lemma in _BREATHES else "verb with its complement"
                self._add(act.role, people, at, rule, 0.9 if people.far else 1.0)
                return people.last + 1
        return None

    def _pronoun_victim(self, at: int, act: ActForm) -> int | None:
        killed = self._people(at + 1, act) if at + 1 in self.at else None
        if killed is not None and killed.count is not None and act.lemma in ("قتل", "اغتيال", "اصابه"):
            self._add(act.role, killed, at, "verbal noun with its doer, and people", 0.8)
            return killed.last + 1
        number = {"ه": 1, "ها": 1, "هما": 2, "هم": 0}.get(act.pronoun)
        if number is None or act.role not in BOTH or act.lemma in ("سقوط", "موت"):
            return None
        prior = self.cues(at - 1) if at else frozenset()
        done = at > 0 and self.words[at - 1].key in _DID and self.words[at].text.startswith("ب")  # قاموا بقتله
        if not (done or "licence" in prior or (at > 1 and "licence" in self.cues(at - 2)) or act.conjunction):
            return None
        if number == 0 and act.conjunction:
            return None
        people = self.meant(at, number)
        self._add(act.role, people, at, "verbal noun with pronoun", 0.4)
        return at + 1

    def _named(self, at: int, act: ActForm) -> int | None:
        """A name that the tables do not hold, right after the verbal noun."""
        pos = at + 1
        if pos >= self.n or self.words[pos].before or pos in self.at or self.entry(pos) is not None:
            return None
        text = self.words[pos].text
        if text in _ALL_OF or text[0] < "\u0600":
            return None
        if text.endswith(("ون", "ين", "ات", "ها", "هم", "هما", "هن", "نا")) or len(text) < 3:
            return None
        people = People(1, 1, pos, pos, (pos, group_end(self.words, pos, self.tables)), None)
        self._add(act.role, people, at, "verbal noun and a name", 0.4)
        return pos + 1

    def _sentence(self, at: int) -> tuple[int, int]:
        start = at
        while start > 0 and not is_break(self.words[start]):
            start -= 1
        end = at + 1
        while end < self.n and not is_break(self.words[end]):
            end += 1
        return start, end

    def _finish(self) -> list[CasualtyMention]:
        out: list[CasualtyMention] = []
        for one in self.out:
            start, end = self._sentence(one.first)
            if (
                one.zero
                and not self._of_a_place(one)
                and any(
                    not other.zero and other.role == one.role and start <= other.first < min(end, one.last + _OUTWEIGHS)
                    for other in self.out
                )
            ):
                continue
            corrected = any("rise" in self.cues(k) for k in range(max(start, one.first - 10), one.first))
            cumulative = self._is_cumulative(one, start, end)
            adds_up = self._adds_up(one, start)
            if out and out[-1].corrected and out[-1].campaign and 0 < one.first + self.base - out[-1].last <= _BESIDE:
                corrected = adds_up = True  # "إلى 43 ألف شهيد و103 آلاف مصاب"
            campaign = adds_up or self._superseded(one, start) or (self.base > 0 and self._of_campaign(one))
            if not (self.base or corrected or cumulative or campaign):
                out.append(one)
                continue
            out.append(
                replace(
                    one,
                    first=one.first + self.base,
                    last=one.last + self.base,
                    people=(one.people[0] + self.base, one.people[1] + self.base) if one.people else None,
                    corrected=corrected and not one.zero,
                    cumulative=cumulative and not one.zero,
                    campaign=campaign and not one.zero,
                )
            )
        out.sort(key=lambda m: m.first)
        return out


def find_casualties(
    words: tuple[Word, ...], counts: Sequence[CountMention], tables: CountTables
) -> list[CasualtyMention]:
    """Casualty claims of a text in their order; [] where it has none.

    Args:
        words: the words that the counts were found in.
        counts: from `counts.find_counts` over the same words.
        tables: from `count_tables.count_tables`.
    """
    return _Reader(words, counts, tables).run()
