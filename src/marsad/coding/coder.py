"""The coder: the ordered list of steps from an article to its events."""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path

from marsad import __version__
from marsad.article import Article
from marsad.codebook import Kind, Status
from marsad.coding.accept import MEANT, PAST, POINTS_BACK, real_triggers, reason_to_drop, status_of
from marsad.coding.arms import by_both_arms
from marsad.coding.assemble import Assembler, disputed
from marsad.coding.confidence import Around, Model, chosen_model, features
from marsad.coding.discourse import complete
from marsad.coding.draft import Draft, PlaceRef, SpeakerRef, TollRef
from marsad.coding.group import HARM, REMOTE, came_before, gather
from marsad.coding.homes import stand_at_home
from marsad.coding.kinds import by_victims, find_means, refine
from marsad.coding.likeness import kind_agreement, place_agreement, tolls_equal
from marsad.coding.merge import absorb, merge, told_as_past
from marsad.coding.namings import name_once
from marsad.coding.parts import without_parts
from marsad.coding.protect import protect
from marsad.coding.roles import RoleReader
from marsad.coding.says import speak
from marsad.coding.tolls import hurt_nowhere, split_by_place, tell_on, tell_part, toll_acts
from marsad.coding.topics import topic_of
from marsad.coding.when import Passage, date_acts, date_by_passage
from marsad.coding.where import place_acts
from marsad.event import Event
from marsad.gazetteer.build import version as gazetteer_version
from marsad.lexicon.closed import closed_class
from marsad.lexicon.tables import lexicon_files
from marsad.reading.dates import day_of_writing
from marsad.reading.document import Document, read_document
from marsad.reading.marks import Marks
from marsad.reading.reader import Reader
from marsad.reading.words import Stem, Word

_NAMED = ("office", "person")
_OWN_VERBS = frozenset({"strike", "attack", "target", "detain", "sweep", "hunt", "take", "seize", "destroy", "besiege"})
_VAGUE = frozenset({Kind.ARMED_ATTACK, Kind.ATTACK_ON_CIVILIANS})
_REFERENT_SENTENCES = 4
_PLACE_SENTENCES = 4  # through which a passage stays at one place
_TELLING = frozenset({"past", "passive"})
_AIMED = REMOTE | {Kind.WEAPONS_SEIZURE}  # what is meant for somebody
_FIGHTS = frozenset({Kind.ARMED_CLASH, Kind.ARMED_ATTACK})
_GAINS = frozenset({Kind.TERRITORY_CHANGE, Kind.SIEGE, Kind.TROOP_MOVEMENT})  # what a fight brings about
_ANOTHER = closed_class("another")
_DEMONSTRATIVES = closed_class("demonstratives")
_RANKED = closed_class("ranked")
_SAID_TO_BE = closed_class("is_said_to_be")
_RANK_REACH = 5  # words
_COPULAS = frozenset({"هي", "هو"})
_ACCORDING = closed_class("according")
_OPENING_LETTERS = 300
_TOLL_SENTENCES = 2  # a toll told alone belongs to an act at most so many sentences before


@lru_cache(maxsize=1)
def lexicon_version() -> str:
    """Twelve hex digits over every table of the lexicon and the gazetteer."""
    digest = hashlib.sha256(gazetteer_version().encode())
    for path in lexicon_files():
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@lru_cache(maxsize=1)
def _shared_reader() -> Reader:
    """The reader of this process. Its tables last as long as the process: garbage collection skips them from here on.

    A collection that walks a million entries of which none is ever garbage costs as much as many
    articles; workers forked afterwards share the memory, too.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        return Reader()
    finally:
        gc.freeze()
        if collecting:
            gc.enable()


def _day_of_writing(marks: Sequence[Marks], published: dt.date | None) -> dt.date | None:
    """The day that the opening of a report shows it to be of; a site's clock may be a day off."""
    opening = (m for m in marks if m.sentence.field == "text" and m.sentence.words[0].start <= _OPENING_LETTERS)
    return published and day_of_writing((date for m in opening for date in m.dates), published)


def _pointed_at(words: tuple[Word, ...], at: int) -> bool:
    """Whether a demonstrative stands before a word: "هذه الغارات", "هذه هي الغارة"."""
    if at > 1 and words[at - 1].form.key in _COPULAS:
        at -= 1
    return at > 0 and words[at - 1].form.key in _DEMONSTRATIVES


def _ranked(words: tuple[Word, ...], at: int) -> bool:
    """Whether it is said of an act that was told: "وهي ثالث غارة", "ويعد أعنف هجوم"."""
    if not at or words[at - 1].form.key not in _RANKED:
        return False
    before = words[max(0, at - _RANK_REACH) : at - 1]
    return any(w.form.keys & _SAID_TO_BE for w in before)


def _point_back(draft: Draft, words: tuple[Word, ...]) -> None:
    """Set what the leading word says of acts told before: whether it points back, tells another, goes on."""
    draft.elided = (
        draft.lead.is_verb
        and draft.lead.last == draft.lead.first
        and draft.lead.trigger.frame in _OWN_VERBS
        and draft.lead.parts == {"past"}
        and draft.lead.stem.key.endswith(("ت", "وا"))
    )
    ranked = not draft.lead.is_verb and _ranked(words, draft.lead.first)
    draft.anaphoric = ranked or (draft.lead.definite and not draft.lead.is_verb)
    at = draft.lead.first
    after = words[draft.lead.last + 1 : draft.lead.last + 4]
    draft.another = not draft.lead.definite and any(w.form.key in _ANOTHER and not w.before for w in after)
    draft.pointing = ranked or (draft.anaphoric and _pointed_at(words, at))
    if draft.kind is Kind.AGREEMENT and draft.lead.is_verb:
        demonstrative = any(w.form.key in _DEMONSTRATIVES for w in after[:1])  # "دخل هذا الاتفاق"
        draft.anaphoric = draft.pointing = demonstrative


def _passage_place(kept: list[Draft], draft: Draft) -> PlaceRef | None:
    """The place of the act told right before; for a verb that tells its own act, the last place of the passage."""
    if not kept or draft.all_toll or not (draft.side_a or draft.side_b):
        return None
    if kept[-1].place is not None and draft.sentence - kept[-1].sentence <= 1:
        return kept[-1].place
    told = draft.lead.parts & _TELLING and draft.status is Status.OCCURRED and not draft.lead.trigger.weak
    near = (act.place for act in reversed(kept) if draft.sentence - act.sentence <= _PLACE_SENTENCES)
    return next((place for place in near if place is not None), None) if told else None


def _referent(kept: list[Draft], draft: Draft) -> Draft | None:
    """The act before that a definite word points back to: "the attack left ten dead", told with nothing else."""
    if draft.dropped == MEANT:
        return next((a for a in reversed(kept) if draft.sentence - a.sentence <= 1 and a.kind in _AIMED), None)
    if not draft.anaphoric or draft.dropped not in POINTS_BACK:
        return None
    meant = [a for a in kept if kind_agreement(a, draft) is not None or (draft.kind in _VAGUE and a.kind in HARM)]
    if not meant:
        return None
    if meant[-1].other:  # at several places: their toll is that of the first
        near = draft.sentence - meant[-1].sentence <= _TOLL_SENTENCES and (draft.dead or draft.hurt)
        return next(a for a in meant if a.lead is meant[-1].lead) if near else None
    if draft.sentence - meant[-1].sentence <= _REFERENT_SENTENCES:
        return meant[-1]
    told = draft.dead or draft.hurt  # "the attack left 32 dead", far on, in a report of one attack
    return meant[0] if told and all(place_agreement(meant[0].place, a.place) > 0 for a in meant) else None


def _toll_of(kept: list[Draft], toll: Draft) -> Draft | None:
    """The act of a toll told alone: the one told right before it, or the fight in which that one took place."""
    if not kept:
        return None
    acts = [a for a in reversed(kept) if a.sentence == kept[-1].sentence and _tells_toll(a, toll)]
    if kept[-1].kind in _GAINS:
        acts.sort(key=lambda a: a.kind not in _FIGHTS)
    return acts[0] if acts and (acts[0] is kept[-1] or kept[-1].kind in _GAINS) else None


def _tells_toll(act: Draft, toll: Draft) -> bool:
    """Whether a toll told alone is that of the act told right before it."""
    if act.kind not in HARM or not 0 <= toll.sentence - act.sentence <= _TOLL_SENTENCES or not (toll.dead or toll.hurt):
        return False
    if came_before(toll.marks, toll.lead.first):
        return False
    return not (_differ(act.dead, toll.dead) or _differ(act.hurt, toll.hurt))


def _differ(one: list[TollRef], other: list[TollRef]) -> bool:
    """Whether both tell figures and none is told twice."""
    return bool(one and other) and not tolls_equal(one, other)


class Coder:
    """Codes articles. Deterministic; picklable; reads no clock, network or database.

    Args:
        model: weights, or the file of them that `marsad train` wrote; None: the file that the environment
            variable MARSAD_MODEL names, else the one that comes with the package.

    Example:
        >>> from marsad import Article, Coder
        >>> coder = Coder()
        >>> text = "قصفت قوات النظام بالمدفعية بلدة سراقب، اليوم الأحد، ما أدى إلى مقتل ثلاثة مدنيين."
        >>> [event] = coder.code(Article(text, published=dt.date(2019, 12, 1)))
        >>> event.kind.value, event.fatalities.min, event.place.name
        ('shelling', 3, 'سراقب')
    """

    def __init__(self, *, model: str | Path | Model | None = None) -> None:
        self._model = model if isinstance(model, Model) else chosen_model(model)
        self._reader = _shared_reader()
        self._roles = RoleReader(self._reader.grammar, self._reader.parties)
        own = f"+model.{self._model.digest}" if self._model.digest else ""
        self._versions = (__version__ + own, lexicon_version())

    def __reduce__(self) -> tuple[Callable[[], Coder], tuple[()]]:
        return (partial(Coder, model=self._model), ())

    @property
    def versions(self) -> tuple[str, str]:
        """(coder version, lexicon version), as its events bear them."""
        return self._versions

    def code(self, article: Article) -> tuple[Event, ...]:
        """The article's events, in the order in which their acts are first told; () when there are none."""
        judged = self._judged(article)
        return tuple(assembler.event(draft) for assembler, draft, around in judged if self._model.keeps(draft, around))

    def candidates(self, article: Article) -> list[tuple[Event, dict[str, float]]]:
        """The acts that the article tells, however unsure, each with its features: what `marsad train` learns from."""
        judged = self._judged(article)
        return [(assembler.event(draft), features(draft, around)) for assembler, draft, around in judged]

    def _judged(self, article: Article) -> Iterator[tuple[Assembler, Draft, Around]]:
        document = read_document(article)
        marks = self._reader.read(document, article.published)
        if not marks:
            return
        written = _day_of_writing(marks, article.published)
        around = self._drafts(marks, document, written)
        self._model.judge(around)
        assembler = Assembler(document, written, self._versions)
        for draft in around.acts:
            yield assembler, draft, around

    def _drafts(self, marks: list[Marks], document: Document, published: dt.date | None) -> Around:
        topic = topic_of(marks)
        assembler = Assembler(document, published, self._versions)
        kept: list[Draft] = []
        past: list[Draft] = []
        passage: Passage | None = None
        speaker: SpeakerRef | None = None
        for sentence in [m for m in marks if not m.sentence.aside]:  # nor do the tolls and days of links count
            triggers, under = real_triggers(sentence)
            drafts = gather(sentence, triggers)
            for draft in drafts:
                draft.status = status_of(draft, under)
                _point_back(draft, sentence.sentence.words)
            if drafts:
                self._roles.fill(sentence, drafts)
            protect(sentence, drafts, self._reader.grammar)
            left = toll_acts(sentence, drafts)
            tell_on(sentence, kept, drafts, left)
            means = find_means(sentence, self._reader.grammar) if drafts else []
            for draft in drafts:
                refine(draft, means, drafts, fought=topic.fought)
            date_acts(sentence, drafts, published)
            names = self._names(assembler, sentence)
            speaker = speak(sentence, drafts, names, speaker)
            if drafts:
                blocked = frozenset(i for a in sentence.attributions for i in range(a.first, a.last + 1))
                named = frozenset(
                    i for p in sentence.parties if p.cls in _NAMED for i in range(p.first, p.last + 1)
                )  # an officer's surname is no place
                drafts = by_both_arms(sentence, place_acts(sentence, drafts, blocked | named))
                split_by_place(sentence, drafts)
                tell_part(sentence, drafts)
            passage = date_by_passage(sentence, drafts, passage, published)
            for draft in drafts:
                borrowed = _passage_place(kept, draft) if draft.place is None else None
                if borrowed:
                    draft.place = borrowed
                draft.dropped = reason_to_drop(draft, topic, under, published)
                if borrowed:
                    draft.place = None  # only lent: whether it is this act's place is for the merge to say
                draft.status = disputed(draft)
                if not draft.dropped and told_as_past(past, kept, draft):
                    draft.dropped = "told before as past"
                if draft.dropped in PAST:
                    past.append(draft)
                if not draft.dropped:
                    kept.append(draft)
                elif (told := _referent(kept, draft)) is not None:
                    absorb(told, draft)
                elif draft.all_toll and (told := _toll_of(kept, draft)) is not None:
                    told.dead.extend(draft.dead)
                    told.hurt.extend(draft.hurt)
                    told.side_b.extend(draft.side_b[:2] if not told.side_b else ())
                    told.merged.append(draft)
        acts = without_parts(merge(kept))
        hurt_nowhere(acts)
        for act in acts:
            by_victims(act)
        complete(acts, marks)
        stand_at_home(acts, marks, self._reader.gazetteer)
        name_once(acts, marks)
        return Around(acts, topic, len(document.sentences), published)

    def _names(self, assembler: Assembler, sentence: Marks) -> dict[int, str]:
        """Texts of the speakers by index of the attribution; of nouns that point back by -1 - where they stand."""
        names = {
            n: assembler.text(sentence.sentence, a.first, a.last, self._speaker_stem(sentence, a.first))
            for n, a in enumerate(sentence.attributions)
            if not a.continues
        }
        told = [a for a in sentence.attributions if a.anaphor]
        names.update((-1 - a.at, assembler.text(sentence.sentence, *a.anaphor)) for a in told if a.anaphor)
        return names

    @staticmethod
    def _speaker_stem(sentence: Marks, first: int) -> Stem | None:
        for party in sentence.parties:
            if party.first == first:
                return party.stem
        for stem in sentence.sentence.words[first].form.stems:
            if stem.pre in ("ل", "لل") and first > 0 and sentence.sentence.words[first - 1].form.keys & _ACCORDING:
                return stem
        return None
