"""Who says so: the speakers of a sentence to its acts."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from marsad.codebook import Force
from marsad.coding.draft import Draft, SpeakerRef
from marsad.coding.likeness import kind_agreement
from marsad.lexicon.closed import closed_class
from marsad.lexicon.parties import loose
from marsad.reading.fold import fold_word, key
from marsad.reading.marks import Marks
from marsad.reading.speakers import Attribution
from marsad.reading.words import Stem, Word

_NAMES = 1 << 12  # of speakers that a process keeps in mind
_FULL_STOP = 3
_SILENT_PARAGRAPHS = 1  # a speaker goes on only into the paragraph after his last words
_LEAD_PARAGRAPHS = 3  # who speaks in the lead tells the act of the headline too
_HEADLINE_SPEAKERS = 2
_NEXT_PARAGRAPHS = 2
_NOT_SPEAKERS = closed_class("not_speakers")
_DOCUMENTS = closed_class("bare_documents")
_DATELINE = 4  # an agency named within so many words at the head of a report is its outlet, no source to it
_ARTICLE = "ال"
_SOURCES = closed_class("told_sources")
_OUR, _REPORTERS = "نا", ("مراسل", "موفد")  # "our reporter" is "the reporter" of the next sentence


@dataclass(slots=True)
class Running(SpeakerRef):
    """The last speaker of a document so far, and what later sentences need of those before him.

    Args:
        paragraph: where he last spoke; nobody speaks when it is negative.
        told: every speaker of the document so far.
        drafts: every act of the document so far.
        credit: the agency to which the whole report is credited, or None.
    """

    paragraph: int = -1
    told: list[SpeakerRef] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    credit: SpeakerRef | None = None


def speak(marks: Marks, drafts: list[Draft], name: dict[int, str], before: SpeakerRef | None) -> SpeakerRef:
    """Give drafts their speakers; what the next sentence must know of them is returned.

    Args:
        marks: everything read in the sentence.
        drafts: its acts; their speakers are set.
        name: text of the speaker by index of the attribution; of a noun that points back by -1 - its place.
        before: what this returned for the sentence before; None for the first.
    """
    running = before if isinstance(before, Running) else Running("", 0, 0, -1, Force.SAYS)
    paragraph = marks.sentence.paragraph
    if paragraph - running.paragraph > _SILENT_PARAGRAPHS or paragraph == 0:
        running.paragraph = -1
    refs = _refs(marks, name, running)
    _assign(marks, drafts, [(a, r) for a, r in refs if not a.credit])
    own = [r for a, r in refs if not a.credit and r.force is not Force.RESPONSIBILITY]
    if own and marks.sentence.field == "text" and paragraph <= _LEAD_PARAGRAPHS:
        for draft in running.drafts:
            known = {s.text for s in draft.speakers}
            headline = draft.marks.sentence.field == "title" or _goes_into(draft, drafts, paragraph)
            if headline and len(known) < _HEADLINE_SPEAKERS and own[0].text not in known:
                draft.speakers = [*draft.speakers, own[0]]
    running.drafts.extend(drafts)
    if running.credit is not None:
        for draft in running.drafts:
            if not draft.speakers:
                draft.speakers = [running.credit]
    return running


def _goes_into(lead: Draft, drafts: list[Draft], paragraph: int) -> bool:
    """Whether an act of the first paragraph, told by nobody, is told again in one of the next by who speaks there."""
    if lead.speakers or lead.marks.sentence.paragraph > 1 or paragraph > _NEXT_PARAGRAPHS:
        return False
    return any(kind_agreement(lead, d) is not None for d in drafts)


def _refs(marks: Marks, name: dict[int, str], running: Running) -> list[tuple[Attribution, SpeakerRef]]:
    """The sentence's attributions as speakers, each in the fullest form that the document has for him."""
    refs: list[tuple[Attribution, SpeakerRef]] = []
    texts = {(a.first, a.last): _bare(name[n], marks.sentence.words[a.first], a.stem)
             for n, a in enumerate(marks.attributions) if n in name}  # fmt: skip
    acts = {t.first for t in marks.triggers if not t.is_verb}  # "كشفت عملية": no act speaks
    for attribution in marks.attributions:
        text = texts.get((attribution.first, attribution.last), "")
        if (attribution.credit and _is_site(marks, attribution)) or attribution.first in acts:
            continue
        if attribution.continues or _is_nobody(text):
            if running.paragraph < 0:
                if (own := _told_source(marks, attribution, name)) is not None:
                    refs.append((attribution, own))
                continue
            ref = SpeakerRef(
                running.text, running.sentence, running.first, running.last, attribution.force, running.via
            )
            running.told.append(ref)
        else:
            via = texts.get(attribution.through) if attribution.through else None
            ref = SpeakerRef(text, marks.sentence.index, attribution.first, attribution.last, attribution.force, via)
            _meet(ref, running.told)
        refs.append((attribution, ref))
        if attribution.credit:
            running.credit = ref if attribution.at > _DATELINE or not marks.sentence.index else None
        elif attribution.onward:
            continue
        elif attribution.force is not Force.RESPONSIBILITY and (attribution.verbal or attribution.lead):
            running.text, running.sentence, running.first, running.last = ref.text, ref.sentence, ref.first, ref.last
            running.via = ref.via
            running.paragraph = marks.sentence.paragraph
    return refs


def _told_source(marks: Marks, attribution: Attribution, name: dict[int, str]) -> SpeakerRef | None:
    """Who is named by "the sources" and the like where none was named before."""
    if attribution.anaphor is None:
        return None
    first, last = attribution.anaphor
    if not _SOURCES & {s.key for s in marks.sentence.words[first].form.stems}:
        return None
    return SpeakerRef(name[-1 - attribution.at], marks.sentence.index, first, last, attribution.force)


def _is_site(marks: Marks, attribution: Attribution) -> bool:
    """Whether a name behind a dash at the end of a page's title is that of the site."""
    words = marks.sentence.words
    last = attribution.last == len(words) - 1
    return marks.sentence.field == "title" and last and bool(set(words[attribution.first].before) & set("-|"))


@lru_cache(maxsize=_NAMES)
def _is_nobody(text: str) -> bool:
    """Whether the words stand for whoever spoke before: "المصدر", "البيان"."""
    return key(fold_word(text)) in _NOT_SPEAKERS or _is_bare_document(text)


def _is_bare_document(text: str) -> bool:
    """Whether no issuer is named with a statement or a toll: "بيان صحفي", "حصيلة جديدة", "المعلومات"."""
    words = fold_word(text).split()
    if not words or words[0] not in _DOCUMENTS:
        return False
    definite = words[0].startswith(_ARTICLE)
    return all(w.startswith(_ARTICLE) == definite and w[:1] != "ل" for w in words[1:])


def _bare(text: str, word: Word, stem: Stem | None) -> str:
    """The name without the proclitics that still stand before its first word; لل made ال again."""
    first = text.split(" ", 1)[0]
    if stem is None or not stem.pre or fold_word(first) != word.form.text:
        return text
    if stem.pre.endswith("لل"):
        return _ARTICLE + text[len(stem.pre) :]
    return text[len(stem.pre) - (len(_ARTICLE) if stem.pre.endswith(_ARTICLE) else 0) :]


@lru_cache(maxsize=_NAMES)
def _words(text: str) -> frozenset[str]:
    folded = fold_word(text)
    words = (key(w.strip("\"'()[]،,")) for w in folded.split())
    return frozenset(loose(w.removesuffix(_OUR) if w.startswith(_REPORTERS) else w) for w in words)


def _meet(ref: SpeakerRef, told: list[SpeakerRef]) -> None:
    """One speaker has one name in a document, the fullest: "the Observatory" is the one named before."""
    mine = _words(ref.text)
    for other in reversed(told):
        theirs = _words(other.text)
        if mine == theirs or mine < theirs:
            ref.text = other.text
            break
        if theirs < mine and len(theirs) > 1:
            short = other.text
            for earlier in told:
                if earlier.text == short:
                    earlier.text = ref.text
    told.append(ref)


def _assign(marks: Marks, drafts: list[Draft], refs: list[tuple[Attribution, SpeakerRef]]) -> None:
    for draft in drafts:
        at = draft.lead.first
        found: list[tuple[Attribution, SpeakerRef]] = []
        for attribution, ref in refs:
            if attribution.first <= at <= attribution.last or ref.force is Force.RESPONSIBILITY:
                continue
            if attribution.onward and attribution.at > at:
                continue
            # a later speaker in the sentence confirms what stands before only across no clause
            if attribution.lead and attribution.at > at and marks.apart(attribution.at, at) >= 1:
                continue
            if not attribution.lead and attribution.at < at and marks.apart(attribution.at, at) >= _FULL_STOP:
                continue
            found.append((attribution, ref))
        leads = [a.at for a, _ in found if a.verbal and a.lead and a.at < at]
        if leads:
            nearest = max(leads)
            found = [(a, r) for a, r in found if not (a.verbal and a.lead and a.at < nearest)]
        if not found:
            found = [
                (a, r)
                for a, r in refs
                if a.lead
                and a.verbal
                and not a.onward
                and a.at > at
                and r.force is not Force.RESPONSIBILITY
                and not a.first <= at <= a.last
            ][:1]
        draft.speakers = [r for _, r in found]
        draft.speakers += [
            r
            for a, r in refs
            if r.force is Force.DENIES
            and a.at > at
            and r not in draft.speakers
            and marks.apart(at, a.at) < _FULL_STOP
            and not any(at < d.lead.first < a.at for d in drafts if d is not draft)
        ]
