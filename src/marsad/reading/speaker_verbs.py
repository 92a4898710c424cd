"""Speakers told by verbs of saying: subject after the verb or before it, none, or one through another.

After `speaker_names`, for `speakers`.
"""

from __future__ import annotations

from collections.abc import Mapping

from marsad.codebook import Force
from marsad.lexicon.closed import closed_class
from marsad.lexicon.speech import SpeechTables, SpeechVerb
from marsad.reading.parties import PartyMention
from marsad.reading.person_names import BREAKS
from marsad.reading.speaker_names import Name, NameReader
from marsad.reading.speaker_signs import VOICES as _VOICES
from marsad.reading.speaker_signs import Attribution
from marsad.reading.words import Stem, Word

_QUOTE = '"'
_THAT_REACH = 9  # words between a verb's subject and what it says: "in a statement today that"
_BARE_REACH = 6
_SUBJECT_REACH = 14
_BLAME = "مسوولي"
_REACHES = "أبلغ"  # in the present also "amounts to"
_AMOUNT = frozenset({"من", "عدد", "عددهم", "عددها", "طوله", "طولها", "قيمته", "قيمتها", "نحو"})
_TIED = _VOICES | {"body"}
# May stand between the verb and its subject: "أعلن فيه رئيس …", "قالت اليوم وزارة …".
_ADJUNCTS = closed_class("between_verb_and_subject")
_AS_FOR = frozenset({"اما", "واما"})
_COUNTED = frozenset({"source", "people", "person"})
_REACTS = closed_class("reacts")
_FIRMLY = "موكد"  # "confirming", folded
_WAS = frozenset({"كان", "كانت", "وكان", "وكانت"})
_RELATIVE = frozenset({"الذي", "التي", "الذين"})
_THEIRS = ("ها", "هم", "هما")  # "تأييدها": what is announced
_SHORT = 4
_LED_WORDS = 7  # from "was" to the verb whose subject stands between them
_NUMBERS_OF = closed_class("speakers_counted")
_SOME = closed_class("speakers_some")
_REPORTS = frozenset({"people", "person", "source"})
_RELAYED = {"نقل": "عن", "علم": "من", "استقى": "من"}


class VerbReader:
    """Reads verbs of saying."""

    def __init__(self, tables: SpeechTables) -> None:
        self._tables = tables
        self._names = NameReader(tables)

    def _that(self, words: tuple[Word, ...], at: int, reach: int) -> int | None:
        """Index of the first "that" (or of the word after a colon or quotation mark) from `at`, in its sentence."""
        for i in range(at, min(len(words), at + reach)):
            before = words[i].before
            if ":" in before or (_QUOTE in before and i > at) or self._names.look(words[i]).that:
                return i
            if i > at and set(words[i].before) & set(".;?!\n"):
                return None
        return None

    def _subject(self, words: tuple[Word, ...], at: int, starts: Mapping[int, PartyMention]) -> Name | None:
        """The speaker whose name begins right after a verb at `at`."""
        first = at + 1
        while first < len(words) and first - at <= 2 and words[first].form.key in _ADJUNCTS and not words[first].before:
            first += 1
        first = self._past_number(words, first)
        if (
            first + 1 < len(words)
            and words[first].form.is_number
            and self._names.look(words[first + 1]).cls in _COUNTED
        ):
            first += 1
        if first >= len(words) or not BREAKS.isdisjoint(words[first].before):
            return None
        name = self._names.read(words, first, starts)
        that = self._that(words, first, _BARE_REACH)
        if name is not None:
            that = self._that(words, name.last + 1, _BARE_REACH)
            if that is None:
                return name
            return self._names.stretch(words, name, self._listener(words, name.last + 1, that, starts))
        return self._unknown(words, first, that, starts)

    @staticmethod
    def _past_number(words: tuple[Word, ...], at: int) -> int:
        """Index of those who speak behind "a number of", "some", "each of"."""
        if at + 2 < len(words) and words[at].form.key in _NUMBERS_OF and words[at + 1].form.key == "من":
            return at + 2
        return at + 1 if at + 1 < len(words) and words[at].form.key in _SOME else at

    def _led(self, words: tuple[Word, ...], at: int, starts: Mapping[int, PartyMention]) -> Name | None:
        """The subject between "was" and its verb: in "كانت دمشق اتهمت التحالف" who follows is accused."""
        if words[at].before or not any(words[i].form.key in _WAS for i in range(max(0, at - _LED_WORDS), at - 1)):
            return None
        name = self._before(words, at, starts)
        if name is None or name.cls == "unknown" or not name.first or words[name.first - 1].form.key not in _WAS:
            return None
        return name

    def _listener(self, words: tuple[Word, ...], first: int, limit: int, starts: Mapping[int, PartyMention]) -> int:
        """Index of the word that says to whom it was said, "لبي بي سي", or `limit`."""
        for at in range(first, limit):
            stem = starts[at].stem if at in starts else self._names.look(words[at]).stem
            if stem is not None and stem.preposition:
                return at
        return limit

    def _unknown(
        self, words: tuple[Word, ...], first: int, that: int | None, starts: Mapping[int, PartyMention]
    ) -> Name | None:
        """Whatever stands there is the speaker: "قال لافروف إن", "قال كابوري في كلمة", "وأبلغ فلان، المتحدث"."""
        info = self._names.look(words[first])
        text = words[first].form.text
        if (
            info.stop
            or info.that
            or info.verb is not None
            or info.markers
            or words[first].form.is_number
            or len(text) < 3
            or (len(text) > _SHORT and text.endswith(_THEIRS))
            or that == first
        ):
            return None
        if any(
            s.preposition and not s.post and (s.key in self._tables.nouns or s.key in self._tables.stops)
            for s in words[first].form.stems
        ):
            return None
        if text[0] in "لب" and first in starts and starts[first].stem.preposition:
            return None
        one = Name(first, first, "unknown", None, True)
        if that is not None:
            return self._names.stretch(words, one, self._end(words, first + 1, that))
        end = self._end(words, first + 1, min(len(words), first + 4))
        if end >= len(words) or (text.startswith("ال") and not text.endswith("ي")):
            return None
        after = self._names.look(words[end])
        sign = words[end].before.strip()
        if (sign == "(" and words[end].form.is_number) or (after.cls in ("person", "rank") and sign in ("", ",")):
            return self._names.stretch(words, one, end)
        if sign == "," and end - first <= 2 and self._that(words, end, 14) is not None:
            return self._names.stretch(words, one, end)
        if words[end].form.key in ("في", "خلال", "عبر", "من") and end - first <= 2 and not sign:
            spoken = end + 1 < len(words) and any(
                self._tables.nouns.get(s.key) == "document" for s in words[end + 1].form.stems
            )
            if spoken or self._that(words, end, 14) is not None:
                return self._names.stretch(words, one, end)
        return None

    def _end(self, words: tuple[Word, ...], at: int, that: int) -> int:
        while at < that and not words[at].before:
            info = self._names.look(words[at])
            if info.stop or (info.cls in ("person", "rank") and info.definite):
                break
            at += 1
        return at

    def _before(self, words: tuple[Word, ...], at: int, starts: Mapping[int, PartyMention]) -> Name | None:
        """The speaker whose name begins the clause and ends right before the verb at `at`."""
        end = at - 1
        if end >= 0 and words[end].form.key in ("قد", "فقد", "لقد"):
            end -= 1
        if end < 0 or BREAKS & set(words[end + 1].before) - {")", ","}:
            return None
        if words[at].form.key[:1] in "وف" and words[at].form.stems[0].key not in self._tables.verbs:
            return self._as_for(words, at, starts)
        for first in range(end, max(-1, at - _SUBJECT_REACH), -1):
            opens = first == 0 or not BREAKS.isdisjoint(words[first].before) or self._opener(words[first - 1])
            opens = opens or (_QUOTE in words[first].before and self._closed(words, first))
            if not opens:
                continue
            name = self._names.read(words, first, starts, ("", "ال", "و", "وال"))
            if name is None and first > 0 and words[first - 1].form.key in _WAS and end - first < 3:
                one = Name(first, first, "unknown", None, True)
                name = None if self._names.look(words[first]).stop else self._names.stretch(words, one, end + 1)
            if name is not None:
                if name.last < end:
                    name = self._names.stretch(words, name, end + 1)
                if name.last < end and self._coupled(words, name, end, starts):
                    return name
                if name.last == end or (end - 6 <= name.last < end and self._aside(words, name.last + 1, end)):
                    return name
            if first == 0 or set(words[first].before) & set(".;:?!\n"):
                return None
        return None

    def _as_for(self, words: tuple[Word, ...], at: int, starts: Mapping[int, PartyMention]) -> Name | None:
        """The speaker between "as for" and his verb: "أما وزارة الصحة فقالت"."""
        if words[at].form.key[:1] != "ف":
            return None
        back = range(at - 2, max(-1, at - _SUBJECT_REACH), -1)
        first = next((k + 1 for k in back if words[k].form.key in _AS_FOR), at)
        name = self._names.read(words, first, starts) if first < at else None
        return name if name is not None and at - name.last <= _BARE_REACH and name.last < at else None

    @staticmethod
    def _closed(words: tuple[Word, ...], at: int) -> bool:
        """Whether the quotation mark before a word closes one: an even number of them up to it."""
        return sum([words[i].before.count(_QUOTE) for i in range(at + 1)]) % 2 == 0

    def _coupled(self, words: tuple[Word, ...], name: Name, end: int, starts: Mapping[int, PartyMention]) -> bool:
        """Whether others tied to the name by "and" reach up to the verb: "شهود ومصادر طبية أكدت"."""
        while name.last < end and not words[name.last + 1].before and words[name.last + 1].form.key[:1] == "و":
            other = self._names.read(words, name.last + 1, starts, ("و", "وال"))
            if other is None or other.cls not in _TIED:
                return False
            name = self._names.stretch(words, other, end + 1)
        return name.last == end

    def _aside(self, words: tuple[Word, ...], first: int, last: int) -> bool:
        """Where or of what the speaker is, between him and his verb: "في سوريا"."""
        return words[first].form.key in ("في", "لدي", "ب", "بقياده", "لدى") and not any(
            words[i].before or self._names.look(words[i]).verb or self._names.look(words[i]).that
            for i in range(first, last + 1)
        )

    def _opener(self, word: Word) -> bool:
        return word.form.key in (
            "كان",
            "كانت",
            "وكان",
            "وكانت",
            "كما",
            "فيما",
            "بينما",
            "حيث",
            "لكن",
            "ولكن",
            "فان",
            "وان",
            "ان",
        )

    def _by_verb(
        self, words: tuple[Word, ...], at: int, verb: SpeechVerb, starts: Mapping[int, PartyMention]
    ) -> list[Attribution]:
        uses = verb.uses
        if "blame" in uses and not any(_BLAME in w.form.key for w in words[at + 1 : at + 14]):
            return []
        if verb.lemma == _REACHES and at + 1 < len(words) and words[at + 1].form.key in _AMOUNT:
            return []  # "تبلغ من العمر"
        behind = at > 0 and self._behind(words, at)
        name = self._led(words, at, starts) or self._subject(words, at, starts)
        issued = name is not None and name.cls == "document"
        if name is not None and issued:
            name = self._issuer(words, name, starts)
        if name is not None and not issued and self._disagrees(words, at, name):
            name = None  # "واتهم روسيا بـ": whom he accuses
        relative = at > 0 and words[at - 1].form.key in _RELATIVE
        if name is None and not relative:
            name = self._before(words, at, starts)
        if name is None or (relative and name.cls == "unknown"):
            return [] if relative else self._goes_on(words, at, verb)
        after = max(name.last, at) + 1
        that = self._that(words, after, _THAT_REACH)
        flies = name.party is not None and name.party.aircraft
        if flies or not self._speaks(words, name, verb, after, that):
            return []
        force = verb.force
        if (
            force is not Force.DENIES
            and after < len(words)
            and any(w.form.key in self._tables.responsibility for w in words[after : after + 3])
        ):
            force = Force.RESPONSIBILITY
        if name.cls == "anaphor":
            return [Attribution(at, at + 1, at, force, not behind, True, anaphor=(name.first, name.last))]
        lead = not behind and not (that is None and at > 0 and name.last > at and self._ends(words, at, after))
        first = [Attribution(at, name.first, name.last, force, lead, True, None, self._stem(words, name))]
        return first + self._joined(words, first[0], starts)

    def _issuer(self, words: tuple[Word, ...], name: Name, starts: Mapping[int, PartyMention]) -> Name:
        """Who issues a document: "بلاغ لوزارة الداخلية", "بيان صادر عن قيادة الجيش"; else the document."""
        if name.cls != "document":
            return name
        for at in range(name.first + 1, min(name.first + 5, len(words))):
            if not BREAKS.isdisjoint(words[at].before):
                break
            if self._names.look(words[at]).object_verb is not None or (
                words[at].form.key in ("عن", "ل", "من") and at + 1 < len(words)
            ):
                found = self._names.read(words, at + 1, starts)
            else:
                found = self._names.read(words, at, starts, ("ل", "لل"))
            if found is not None and found.cls not in ("document", "adjective"):
                return found
        return name

    def _having_said(self, words: tuple[Word, ...], at: int, starts: Mapping[int, PartyMention]) -> list[Attribution]:
        """A participle of saying, by the subject of its clause where that has not spoken yet."""
        name = self._of_clause(words, at, starts) if self._that(words, at + 1, _BARE_REACH) is not None else None
        if name is None:
            return []
        force = Force.CONFIRMS if words[at].form.key.startswith(_FIRMLY) else Force.SAYS
        return [Attribution(at, name.first, name.last, force, True, True, None, self._stem(words, name))]

    def _of_clause(self, words: tuple[Word, ...], at: int, starts: Mapping[int, PartyMention]) -> Name | None:
        """Whose clause "confirming that" goes on: "ندد المتحدث باسم الجيش بالتقرير، مؤكدا أن"."""
        for first in range(at - 1):
            word = words[first]
            if any(s.key in _REACTS and s.pre in ("", "و", "ف") and not s.post for s in word.form.stems):
                name = self._names.read(words, first + 1, starts) if not words[first + 1].before else None
                return name if name is not None and name.last < at and name.cls in _TIED | {"state"} else None
        return None

    def _disagrees(self, words: tuple[Word, ...], at: int, name: Name) -> bool:
        """Whether the verb is masculine and what follows it a feminine noun: its object."""
        form, noun = words[at].form.key.lstrip("وف"), words[name.first].form.key
        if name.cls not in ("capital", "state", "body", "outlet") or form.endswith("ت") or form[:1] in ("ت", "س"):
            return False
        return noun.endswith("ه") or (name.party is not None and name.last == name.first and noun.endswith("يا"))

    @staticmethod
    def _stem(words: tuple[Word, ...], name: Name) -> Stem | None:
        return name.stem if name.stem is not None and name.stem.pre else None

    def _speaks(self, words: tuple[Word, ...], name: Name, verb: SpeechVerb, after: int, that: int | None) -> bool:
        """Whether the verb has this sense here."""
        if "that" in verb.uses:
            return that is not None or _QUOTE in (words[after].before if after < len(words) else "")
        watched = "strict" in verb.uses and name.cls == "people" and name.party is not None and name.party.armed
        if (name.cls in _VOICES and not watched) or (name.party is not None and name.party.category == "media"):
            return True
        if "strict" in verb.uses:
            if any(self._names.look(w).cls == "document" for w in words[after : after + 3]):
                return True
            return that is not None and that - after <= 5
        return True

    def _behind(self, words: tuple[Word, ...], at: int) -> bool:
        """The verb stands in an aside: "كما أفاد", "وفق ما ذكر"."""
        before = words[at - 1].form.key
        return before in ("ما", "لما", "كما", "حسبما", "وفقما") and at > 1

    def _ends(self, words: tuple[Word, ...], at: int, after: int) -> bool:
        """Nothing that could be said follows the name in its clause: the words stand before it."""
        told = bool(set(words[at].before) & {",", _QUOTE})
        for i in range(after, min(len(words), after + _BARE_REACH)):
            signs = set(words[i].before)
            if signs & set(".;\n") or (told and "," in signs):
                return True
            word = words[i]
            if signs - {","} or not (self._names.look(word).stop or word.form.text[0] in "لبف"):
                return False
        return after + _BARE_REACH > len(words)

    def _goes_on(self, words: tuple[Word, ...], at: int, verb: SpeechVerb) -> list[Attribution]:
        """A verb without a subject goes on with the speaker before."""
        if at + 1 >= len(words):
            return []
        head = at == 0 or (at == 1 and words[0].form.key in ("كما", "فيما", "وقد", "ثم"))
        clause = head or bool(words[at].before) or words[at].form.key[:1] == "و"
        form = words[at].form.key
        if not verb.continues and (form[1:] if form[0] in "وف" else form)[0] in "يتن":
            return []  # ويذكر أن: nobody in particular
        opened = self._that(words, at + 1, 4 if verb.continues or head else 1)
        if opened is None and clause and _QUOTE in words[at + 1].before:
            opened = at + 1
        if opened is None and head and not verb.uses - {"continues"} and self._names.look(words[at + 1]).stop:
            opened = at + 1
        if (clause and opened is not None) or (
            head and verb.continues and "that" not in verb.uses and "strict" not in verb.uses
        ):
            return [Attribution(at, at + 1, at, verb.force, True, True)]
        return []

    def _joined(
        self, words: tuple[Word, ...], one: Attribution, starts: Mapping[int, PartyMention]
    ) -> list[Attribution]:
        """Further speakers tied on by "and": "ناشطون ومصادر طبية"."""
        out: list[Attribution] = []
        at = one.last + 1
        while at < len(words) and not words[at].before and words[at].form.key[:1] == "و":
            info = self._names.look(words[at])
            party = starts.get(at)
            tied = info.cls in _TIED or (party is not None and party.cls == "name" and party.last > at)
            stem = info.stem or (party.stem if party is not None else None)
            if stem is None or stem.conjunction != "و" or not tied or info.verb is not None:
                break
            name = self._names.read(words, at, starts, ("و", "وال"))
            if name is None:
                break
            out.append(
                Attribution(one.at, name.first, name.last, one.force, one.lead, one.verbal, one.through, name.stem)
            )
            at = name.last + 1
        return out

    def _by_relay(
        self, words: tuple[Word, ...], at: int, verb: SpeechVerb, starts: Mapping[int, PartyMention]
    ) -> list[Attribution]:
        """Both are sources in "نقلت X عن Y", and Y speaks through X."""
        relay = (
            self._names.read(words, at + 1, starts)
            if at + 1 < len(words) and BREAKS.isdisjoint(words[at + 1].before)
            else None
        )
        behind = at > 0 and self._behind(words, at)
        if relay is None:
            relay = self._before(words, at, starts)
        from_at = (relay.last if relay is not None and relay.last > at else at) + 1
        preposition = _RELAYED.get(verb.lemma, "عن")
        for at_from in range(from_at, min(from_at + 4, len(words))):
            if not BREAKS.isdisjoint(words[at_from].before):
                break
            if words[at_from].form.key == preposition:
                return self._relayed(words, at, relay, at_from + 1, lead=not behind, starts=starts)
        if relay is None or verb.lemma != "نقل":
            return []
        said = relay.cls in _REPORTS and self._that(words, relay.last + 1, _BARE_REACH) is not None
        if not said and relay.cls not in ("outlet", "agency"):  # "نقل الأهالي الجرحى" says nothing
            return []
        return [Attribution(at, relay.first, relay.last, Force.SAYS, not behind, True, None, self._stem(words, relay))]

    def _relayed(
        self, words: tuple[Word, ...], at: int, relay: Name | None, origin_at: int, *, lead: bool,
        starts: Mapping[int, PartyMention],
    ) -> list[Attribution]:  # fmt: skip
        origin = self._names.read(words, origin_at, starts)
        if origin is None:
            origin = self._subject(words, origin_at - 1, starts)
        out: list[Attribution] = []
        through = (relay.first, relay.last) if relay is not None else None
        if relay is not None:
            out.append(Attribution(at, relay.first, relay.last, Force.SAYS, lead, True, None, self._stem(words, relay)))
        if origin is not None:
            one = Attribution(at, origin.first, origin.last, Force.SAYS, lead, True, through, self._stem(words, origin))
            out += [one, *self._joined(words, one, starts)]
        return out
