"""The whole of reading: an article to the marks of its sentences.

Loads every table once; then a function from an article to immutable mentions. Sentences without a
trigger are read only for what gives context: days, places, countries.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import replace
from functools import partial

from marsad.gazetteer.lookup import load as load_gazetteer
from marsad.lexicon.grammar import load_grammar
from marsad.lexicon.morphology import VERB_PARTS
from marsad.lexicon.parties import load_parties
from marsad.lexicon.realis import load_realis, load_topics
from marsad.lexicon.speech import load_speech
from marsad.lexicon.triggers import load_triggers
from marsad.reading.casualties import find_casualties
from marsad.reading.coreference import resolve_short_forms
from marsad.reading.count_tables import count_tables
from marsad.reading.counts import find_counts
from marsad.reading.date_tables import date_tables
from marsad.reading.dates import DateMention, find_dates
from marsad.reading.document import Document
from marsad.reading.marks import Marks
from marsad.reading.parties import PartyFinder, PartyMention
from marsad.reading.place_resolution import resolve_places
from marsad.reading.place_tables import load_place_tables
from marsad.reading.places import PlaceMention, find_demonyms, find_places, place_concern
from marsad.reading.realis import RealisFinder
from marsad.reading.speakers import Attribution, SpeakerFinder
from marsad.reading.spots import SpotFinder, Spots, begins_with
from marsad.reading.triggers import TriggerFinder, TriggerMention
from marsad.reading.words import Word

_VICTIM_FRAMES = frozenset({"kill", "death", "detain", "free"})
_DATELINE_PARAGRAPHS = 6  # menus and captions may stand before it
_DATELINE_WORDS = 5  # from its last place to its dash
_DASHES = frozenset("-/:")
_COMMA = 0.5
_COMMAS = frozenset(",;:()")
_NAMES = ("name", "state")  # of the others the first word is a noun: "عناصر هيئة تحرير الشام"
_OF_NAMES = ("force", "people", "group", "office")  # parties that may hold the name of another
_COUNTRY = "PCLI"
_FRONT = "جبهة"
_SURE_CUE = 2  # of a place that a noun announces: "مديرية حرض" incites nobody


def _dateline(words: tuple[Word, ...], places: Sequence[PlaceMention]) -> int:
    """Words of the dateline, where the report was filed: "عدن (رويترز) -", "دبي، الإمارات (CNN) –"; 0 if none."""
    last = -1
    for place in places:
        if place.first != last + 1 or (last >= 0 and not _COMMAS.issuperset(words[place.first].before.split())):
            break
        last = place.last
    if last < 0:
        return 0
    for at in range(last + 1, min(len(words), last + 1 + _DATELINE_WORDS)):
        before = words[at].before
        if not _DASHES.isdisjoint(before):
            return at
        if not set(before) & set("(),"):
            break
    return 0


def _only(places: list[PlaceMention], kept: Set[int]) -> list[PlaceMention]:
    """The places at these indexes, with their links counted anew."""
    if len(kept) == len(places):
        return places
    new = {old: at for at, old in enumerate(sorted(kept))}
    return [
        replace(
            places[old],
            containers=tuple(new[c] for c in places[old].containers if c in new),
            linked=None if (link := places[old].linked) is None else new.get(link),
        )
        for old in sorted(kept)
    ]


def _inside_place(party: PartyMention, places: Sequence[PlaceMention]) -> bool:
    """Whether a common noun was read as people though it is part of a place's name: معرة حرمة."""
    if party.actors or party.cls not in ("people", "office", "force", "person"):
        return False
    return any(
        m.first <= party.first and party.last <= m.last and (m.last > m.first or m.head is not None) for m in places
    )


def _named_front(place: PlaceMention, parties: Sequence[PartyMention]) -> bool:
    """Whether a line of battle was read where an organisation called a front stands: "قيادي في جبهة النصرة"."""
    if place.noun is None or place.noun.lemma != _FRONT:
        return False
    first = place.first if place.head is None else min(place.head, place.first)
    return any(p.actors and p.first <= first and place.last <= p.last for p in parties)


class Reader:
    """Holds the tables and the finders. Make it once a process."""

    def __init__(self) -> None:
        self.gazetteer = load_gazetteer()
        self.party_tables = load_parties(self.gazetteer.demonyms)
        self.grammar = load_grammar(self.party_tables.sites)
        self.triggers = TriggerFinder(load_triggers())
        self.parties = PartyFinder(self.party_tables)
        self.speakers = SpeakerFinder(load_speech())
        self.realis = RealisFinder(load_realis())
        self._dates = date_tables()
        self._counts = count_tables()
        self._places = load_place_tables()
        self._spots = self._spot_finder()
        openers = self.grammar.openers
        self._opening = {f"و{key}": cost for key, cost in openers.items()} | openers

    def _spot_finder(self) -> SpotFinder:
        grammar = self.grammar
        return SpotFinder(
            {
                "triggers": self.triggers.concerns,
                "parties": self.parties.concerns,
                "dates": self._dates.concerns,
                "nations": begins_with(self.gazetteer.demonyms),
                "places": place_concern(self.gazetteer, self._places),
                "speakers": self.speakers.concerns,
                "realis": self.realis.concerns,
                "topics": begins_with(load_topics()),
                "means": begins_with(grammar.means.keys() | grammar.arms),
                "protected": begins_with(grammar.protected),
            }
        )

    def read(self, document: Document, published: dt.date | None) -> list[Marks]:
        """Marks of every sentence, in order; [] when no sentence holds a trigger."""
        spots = [self._spots.find(s.words) for s in document.sentences]
        found = [
            []
            if s.aside
            else self.triggers.find(s.words, partial(self.parties.names, s.words, at["parties"]), at["triggers"])
            for s, at in zip(document.sentences, spots, strict=True)
        ]
        if not any(found):
            return []
        dated = self._dated(document, published, spots)
        out: list[Marks] = []
        hints: Counter[str] = Counter()
        for sentence, at, told, ahead in zip(document.sentences, spots, found, [*found[1:], []], strict=True):
            words = sentence.words
            in_dates = {i for d in dated[sentence.index] for i in range(d.first, d.last + 1)}
            triggers = [t for t in told if t.first not in in_dates]
            acts = {
                i for t in triggers for i in range(t.first, t.last + 1) if i > t.first or not self._doer(words[i], t)
            }
            victims = {
                t.last: t.trigger.frame if t.parts <= VERB_PARTS and not t.stem.post else ""
                for t in triggers
                if t.trigger.frame in _VICTIM_FRAMES
            }
            found_parties = self.parties.find(words, acts, victims, in_dates, at["parties"])
            parties = [self._as_state(words, p) for p in found_parties]
            named = {i for p in parties if p.actors for i in range(p.first + (p.cls not in _NAMES), p.last + 1)}
            triggers = [t for t in triggers if t.first not in named]
            blocked = {i for p in parties if p.cls == "name" for i in range(p.first, p.last + 1)}
            holding = [p for p in parties if p.actors and p.cls in _OF_NAMES and p.last - p.first > 1]
            if holding:  # "عناصر من تنظيم X": no place in that name either
                names = self.parties.names(words)
                blocked |= {i for p in holding for i in range(p.first, p.last + 1) if i in names}
            for party in parties:
                countries = {a.country for a in party.actors if a.country != "XX"}
                if len(countries) == 1 and party.cls != "state":
                    hints[countries.pop()] += 1
            for _, country in find_demonyms(words, self.gazetteer, at["nations"]):
                hints[country] += 1
            dates = dated[sentence.index]
            for date in dates:
                blocked.update(range(date.first, date.last + 1))
            places = find_places(words, self.gazetteer, self._places, blocked, at["places"])
            places = _only(places, {n for n, m in enumerate(places) if not _named_front(m, parties)})
            if sentence.field == "text" and sentence.paragraph <= _DATELINE_PARAGRAPHS:
                filed = _dateline(words, places)
                places = _only(places, {n for n, m in enumerate(places) if m.first >= filed})
                parties = [p for p in parties if p.first >= filed or p.cls != "state"]
            parties = [p for p in parties if not _inside_place(p, places)]
            within = {i for m in places if m.cue >= _SURE_CUE for i in range(m.first, m.last + 1)}
            tolls = bool(triggers) or (bool(out) and bool(out[-1].triggers) and sentence.field == "text")
            counts = find_counts(words, self._counts) if tolls else []
            out.append(
                Marks(
                    sentence, triggers, parties, dates, counts,
                    find_casualties(words, counts, self._counts) if tolls else [],
                    places, [None] * len(places),
                    self._speakers(words, parties, places, (triggers, ahead), at["speakers"]),
                    [r for r in self.realis.find(words, at["realis"]) if r.at not in within] if triggers else [],
                    at,
                    self._bounds(words, {t.first for t in triggers if t.is_verb}),
                )
            )  # fmt: skip
        resolve_short_forms([(m.sentence.words, m.parties) for m in out])
        self._resolve(out, hints)
        return out

    def _as_state(self, words: tuple[Word, ...], party: PartyMention) -> PartyMention:
        """A state whose name has several words is one, and a place too: "بوركينا فاسو", "الولايات المتحدة"."""
        if party.cls != "name" or party.first == party.last or not all(a.state for a in party.actors):
            return party
        head = ("ال" if party.stem.pre.endswith(("ال", "لل")) else "") + party.stem.key
        keys = " ".join((head, *(w.form.key for w in words[party.first + 1 : party.last + 1])))
        is_country = any(e.feature_code == _COUNTRY for e in self.gazetteer.named(keys))
        return replace(party, cls="state") if is_country else party

    def _speakers(
        self,
        words: tuple[Word, ...],
        parties: Sequence[PartyMention],
        places: Sequence[PlaceMention],
        acts: tuple[Sequence[object], Sequence[object]],
        spots: Sequence[int],
    ) -> list[Attribution]:
        """Who speaks in a sentence that tells an act, or right before one that does: he may go on speaking of it.

        A province before a colon says where: "محافظة حلب: قصفت …". `acts` are those told here and in the next sentence.
        """
        here, ahead = acts
        if not here and not ahead:
            return []
        headings = {(m.head, m.last) for m in places if m.noun is not None}
        found = [a for a in self.speakers.find(words, parties, spots) if here or a.verbal]
        return [a for a in found if a.verbal or (a.first, a.last) not in headings]

    def _doer(self, word: Word, trigger: TriggerMention) -> bool:
        """Whether the word of an act is its doer: انتحاري."""
        head = self.parties.head(word)
        return head is not None and head[1].cls == "people" and trigger.parts == {"noun"}

    def _dated(self, document: Document, published: dt.date | None, spots: Sequence[Spots]) -> list[list[DateMention]]:
        """Mentions of time by sentence; read over title and body whole, as one day of writing holds for all."""
        out: list[list[DateMention]] = [[] for _ in document.sentences]
        for field in ("title", "text"):
            sentences = [s for s in document.sentences if s.field == field]
            words = [w for s in sentences for w in s.words]
            starts: list[tuple[int, int]] = []
            begins: list[int] = []
            at = 0
            for s in sentences:
                starts.append((at, s.index))
                begins += [at + spot for spot in spots[s.index]["dates"]]
                at += len(s.words)
            which = 0
            for mention in find_dates(words, published, self._dates, begins):
                while which + 1 < len(starts) and starts[which + 1][0] <= mention.first:
                    which += 1
                base, index = starts[which]
                last = min(mention.last - base, len(document.sentences[index].words) - 1)
                out[index].append(mention.moved(mention.first - base, last))
        return out

    def _resolve(self, marks: Sequence[Marks], hints: Counter[str]) -> None:
        mentions: list[PlaceMention] = []
        for sentence in marks:
            base = len(mentions)
            for m in sentence.places:
                mentions.append(
                    replace(
                        m,
                        containers=tuple(c + base for c in m.containers),
                        linked=None if m.linked is None else m.linked + base,
                    )
                    if base and (m.containers or m.linked is not None)
                    else m
                )
        resolved = resolve_places(mentions, self.gazetteer, hints)
        at = 0
        for sentence in marks:
            sentence.resolved = list(resolved[at : at + len(sentence.places)])
            at += len(sentence.places)

    def _bounds(self, words: tuple[Word, ...], verbs: set[int]) -> list[float]:
        out: list[float] = []
        total = 0.0
        opening = self._opening
        for at, word in enumerate(words):
            key = word.form.key
            opener = opening.get(key)
            comma = word.before and not _COMMAS.isdisjoint(word.before)
            if comma:
                total += _COMMA
            if opener:
                total += opener
            elif comma and at in verbs and key[:1] == "و":
                total += 1
            out.append(total)
        return out
