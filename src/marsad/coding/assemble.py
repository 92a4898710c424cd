"""From a finished draft to an event: values, the article's own words, and evidence for every field."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable

from marsad.article import Span
from marsad.codebook import DatePrecision, Force, Kind, PartyType, Status
from marsad.coding.confidence import confidence
from marsad.coding.draft import DateRef, Draft, SpeakerRef, TollRef
from marsad.coding.group import HARM
from marsad.coding.tolls import HEADLINE
from marsad.coding.where import in_council
from marsad.event import Claim, Event, Evidence, Party, Place, Toll, When
from marsad.lexicon.closed import closed_class
from marsad.lexicon.parties import Actor
from marsad.reading.casualty_nouns import DIED_LATER
from marsad.reading.document import Document, Sentence
from marsad.reading.words import Form, Stem

_GROUPS = frozenset({PartyType.REBEL, PartyType.POLITICAL_MILITIA, PartyType.IDENTITY_MILITIA})
_PRECISIONS = frozenset(DatePrecision)
_DOZENS = 24
_MANY = 100  # dead of a sum at least
_TIMES = 8  # as many as the act's own
_ARTICLE = "ال"
_RELATING = ("يه", "ي")
_ORDINALS = closed_class("ordinals")
_QUOTES = (('"', '"'), ("“", "”"), ("«", "»"), ("(", ")"))


def _is_genitive(form: Form) -> bool:
    """Whether a word with the article is a noun rather than an adjective of relation or an ordinal."""
    return form.text.startswith(_ARTICLE) and not form.text.endswith(_RELATING) and form.key not in _ORDINALS


def _closed(name: str) -> str:
    """A name whose quotation marks and brackets match: the last one of «تنظيم "داعش"» stands behind its last word."""
    for opening, closing in _QUOTES:
        if name.count(opening) + name.count(closing) == 1 or (opening == closing and name.count(opening) % 2):
            if name.startswith((opening, closing)):
                name = name[1:]
            elif name.endswith((opening, closing)):
                name = name[:-1]
            else:
                name += closing
    return name


class Assembler:
    """Makes the events of one document."""

    def __init__(self, document: Document, published: dt.date | None, versions: tuple[str, str]) -> None:
        self._document = document
        self._published = published
        self._versions = versions

    def span(self, sentence: Sentence, first: int, last: int, skip: int = 0) -> Span:
        """The article's span of words first..last, `skip` letters of the first left out."""
        words = sentence.words
        return self._document.span(sentence.field, words[first].start + skip, words[last].end)

    def text(self, sentence: Sentence, first: int, last: int, stem: Stem | None = None) -> str:
        """The article's words first..last, proclitics of the first left out and لل made ال again."""
        skip, lead = 0, ""
        if stem is not None and stem.pre:
            pre = stem.pre
            if pre.endswith("لل"):
                own = stem.key.startswith("ل")  # the noun's own lam is written once: "للاجئين"
                skip, lead = len(pre) - own, _ARTICLE
                if own and first < last and _is_genitive(sentence.words[first + 1].form):
                    lead = ""  # "للواء الصمود"
            else:
                skip = len(pre) - (2 if pre.endswith(_ARTICLE) else 0)
        words = self._document.article.words(self.span(sentence, first, last, skip))
        return lead + _closed(" ".join(words.split()))

    def _sentence(self, index: int) -> Sentence:
        return self._document.sentences[index]

    def event(self, draft: Draft) -> Event:
        """The event of a draft."""
        sentence = draft.marks.sentence
        first = min(t.first for t in (draft.lead,))
        trigger = self.span(sentence, draft.lead.first, draft.lead.last)
        evidence: list[Evidence] = [Evidence("kind", (self._kind_span(draft),), self._kind_rule(draft))]
        date = self._date(draft, evidence)
        place = self._place(draft, evidence)
        side_a = self._side("side_a", draft, evidence)
        side_b = self._side("side_b", draft, evidence)
        dead, hurt = own_tolls(draft)
        fatalities = self._toll("fatalities", draft, dead, evidence)
        injured = self._toll("injured", draft, hurt, evidence)
        sources = self._sources(draft, evidence)
        protected = tuple(sorted(draft.protected))
        if protected:
            told = [draft.protected[p] for p in protected]
            spans = tuple(self.span(self._sentence(n), first, last) for n, first, last in told)
            evidence.append(Evidence("protected", spans, "protected object"))
        claims = self._claims(draft, side_a, side_b, fatalities, injured)
        last = max([draft.lead.last, *(t.last for t in draft.triggers)])
        anchor = " ".join(self._document.article.words(self.span(sentence, first, min(last, first + 12))).split())
        if not anchor:
            anchor = self._document.article.words(trigger)
        return Event(
            article_id=self._document.article.id,
            kind=draft.kind,
            status=draft.status,
            anchor=anchor,
            trigger=trigger,
            date=date,
            place=place,
            side_a=side_a,
            side_b=side_b,
            fatalities=fatalities,
            injured=injured,
            sources=sources,
            protected=protected,
            claims=claims,
            evidence=tuple(evidence),
            confidence=confidence(draft),
            coder_version=self._versions[0],
            lexicon_version=self._versions[1],
        )

    @staticmethod
    def _clip(sentence: Sentence, words: tuple[int, int]) -> tuple[int, int]:
        top = len(sentence.words) - 1
        return min(words[0], top), min(words[1], top)

    def _kind_span(self, draft: Draft) -> Span:
        if draft.means is not None:
            return self.span(draft.marks.sentence, *self._clip(draft.marks.sentence, draft.means))
        return self.span(draft.marks.sentence, draft.lead.first, draft.lead.last)

    @staticmethod
    def _kind_rule(draft: Draft) -> str:
        return f"{draft.lead.trigger.id}{' + ' + draft.means_rule if draft.means_rule else ''}"

    def _date(self, draft: Draft, evidence: list[Evidence]) -> When | None:
        ref: DateRef | None = draft.date
        mention = ref.mention if ref else None
        if ref is not None and mention is not None:
            span = self.span(self._sentence(ref.sentence), mention.first, mention.last)
            if mention.start is None:
                evidence.append(Evidence("date", (span,), f"{mention.rule} (no publication date to count from)"))
                return When(None, None, DatePrecision.UNKNOWN)
            end = mention.end or mention.start
            precision = DatePrecision(mention.precision) if mention.precision in _PRECISIONS else DatePrecision.UNKNOWN
            start = mention.start
            if ref.statement:
                precision = DatePrecision.UNKNOWN
            if mention.kind == "since":
                end, precision = self._published or end, DatePrecision.SPAN
            if self._published is not None and end > self._published and start <= self._published:
                end = self._published if precision is not DatePrecision.DAY else end
            evidence.append(
                Evidence(
                    "date",
                    (span,),
                    f"{'passage: ' if ref.inherited else 'statement: ' if ref.statement else ''}{mention.rule}",
                )
            )
            return When(start, max(start, end), precision)
        if self._published is None:
            return None
        evidence.append(
            Evidence(
                "date", (self.span(draft.marks.sentence, draft.lead.first, draft.lead.last),), "day of publication"
            )
        )
        return When(self._published, self._published, DatePrecision.UNKNOWN)

    def _place(self, draft: Draft, evidence: list[Evidence]) -> Place | None:
        ref = draft.place
        if ref is None or in_council(draft):
            return None
        sentence = self._sentence(ref.sentence)
        mention = ref.resolved.mention
        span = self._document.span(sentence.field, mention.name_start, mention.name_end)
        evidence.append(Evidence("place", (span,), ref.rule))
        name = " ".join(self._document.article.words(span).split()).strip("\"'«»“”#_ ")
        word = sentence.words[mention.first]
        if (
            word.start < mention.name_start
            and word.form.text[: mention.name_start - word.start].endswith("ل")
            and (name.startswith("ل") and ref.resolved.name.startswith(_ARTICLE))
        ):
            name = _ARTICLE + name[1:]
        return ref.resolved.place(name or ref.resolved.name)

    def _side(self, name: str, draft: Draft, evidence: list[Evidence]) -> tuple[Party, ...]:
        refs = draft.side_a if name == "side_a" else draft.side_b
        parties: list[Party] = []
        spans: list[Span] = []
        rules: list[str] = []
        for ref in refs:
            sentence = self._sentence(ref.sentence)
            mention = ref.mention
            text = self.text(sentence, mention.first, mention.last, mention.stem)
            if mention.full is not None:
                told = self._sentence(mention.full_sentence)
                text = self.text(told, mention.full.first, mention.full.last, mention.full.stem)
            if any(p.text == text for p in parties):
                continue
            ids = {a.id for a in mention.actors}
            parties.append(Party(text, min(ids) if len(ids) == 1 else self._actor(draft, ref.mention.actors)))
            spans.append(self.span(sentence, mention.first, mention.last))
            if mention.full is not None:
                spans.append(self.span(self._sentence(mention.full_sentence), mention.full.first, mention.full.last))
            rules.append(ref.rule)
        if not parties and name == "side_a" and draft.nation_a is not None:
            sentence = (draft.nation_of or draft).marks.sentence
            first, last = self._clip(sentence, draft.nation_a)
            parties.append(Party(self.text(sentence, first, last)))
            spans.append(self.span(sentence, first, last))
            rules.append("adjective of nationality")
        if parties:
            evidence.append(Evidence(name, tuple(spans), "; ".join(dict.fromkeys(rules))))
        return tuple(parties)

    @staticmethod
    def _actor(draft: Draft, actors: Iterable[Actor]) -> str | None:
        """The one of several catalogue entries that is of the country where the act was."""
        country = draft.place.resolved.country if draft.place else None
        fitting = sorted(a.id for a in actors if a.country == country)
        return fitting[0] if len(fitting) == 1 else None

    def _toll(self, name: str, draft: Draft, refs: list[TollRef], evidence: list[Evidence]) -> Toll | None:
        if not refs:
            return None
        refs = without_sums(refs, draft.sentence)
        toll = combine(refs)
        spans = tuple(dict.fromkeys(self.span(self._sentence(r.sentence), r.first, r.last) for r in refs))
        evidence.append(Evidence(name, spans, "; ".join(dict.fromkeys(r.rule for r in refs))))
        return toll

    def _sources(self, draft: Draft, evidence: list[Evidence]) -> tuple[str, ...]:
        names: list[str] = []
        spans: list[Span] = []
        claimers = {speaker.text for speaker in draft.speakers if _is_claim(draft, speaker)}
        for speaker in draft.speakers:
            if speaker.text and speaker.text not in names and speaker.text not in claimers:
                names.append(speaker.text)
                spans.append(self.span(self._sentence(speaker.sentence), speaker.first, speaker.last))
        if names:
            evidence.append(Evidence("sources", tuple(spans), "attribution"))
        return tuple(names)

    def _claims(
        self, draft: Draft, side_a: tuple[Party, ...], side_b: tuple[Party, ...], dead: Toll | None, hurt: Toll | None
    ) -> tuple[Claim, ...]:
        """One claim for every speaker, with what his own passage says; the outlet's own when nobody is named."""
        out: list[Claim] = []
        tellings = [draft, *draft.merged]
        seen: set[str | None] = set()
        for telling in tellings:
            sentence = telling.marks.sentence
            speakers: list[SpeakerRef | None] = list(telling.speakers) or [None]
            own_dead = combine(telling_tolls(telling, "dead")) if telling_tolls(telling, "dead") else None
            own_hurt = combine(telling_tolls(telling, "hurt")) if telling_tolls(telling, "hurt") else None
            for speaker in speakers:
                name = speaker.text if speaker else None
                if name in seen and not (own_dead or own_hurt):
                    continue
                if name in seen and any(
                    c.speaker == name and c.fatalities == own_dead and c.injured == own_hurt for c in out
                ):
                    continue
                seen.add(name)
                spans = [self.span(sentence, telling.lead.first, telling.lead.last)]
                if speaker is not None:
                    spans.append(self.span(self._sentence(speaker.sentence), speaker.first, speaker.last))
                a = tuple(
                    self.text(self._sentence(r.sentence), r.mention.first, r.mention.last, r.mention.stem)
                    for r in telling.side_a
                    if r.sentence == telling.sentence
                )
                b = tuple(
                    self.text(self._sentence(r.sentence), r.mention.first, r.mention.last, r.mention.stem)
                    for r in telling.side_b
                    if r.sentence == telling.sentence
                )
                out.append(Claim(
                    name, speaker.via if speaker else None, speaker.force if speaker else Force.SAYS, telling.kind,
                    a, b, own_dead, own_hurt, tuple(spans),
                ))  # fmt: skip
        del side_a, side_b, dead, hurt
        return tuple(out)


def telling_tolls(draft: Draft, role: str) -> list[TollRef]:
    """The tolls that the draft's own sentence tells."""
    return [t for t in (draft.dead if role == "dead" else draft.hurt) if t.sentence == draft.sentence]


def combine(refs: list[TollRef]) -> Toll:
    """One toll over what all passages claim (codebook, section 3: fatalities).

    A corrected running toll takes the last figure; the body's figure makes a headline's precise.
    Figures of one sentence and one speaker are of different people and add up; figures of several
    sentences or speakers are claims. A claim without an upper bound yields to an exact one that it
    allows, unless both stand against each other in one sentence; a death told of by itself is one of
    the several that another passage counts.
    """
    refs = _counting(refs)
    running = [r for r in refs if r.running]
    if running:
        return Toll(running[-1].min, running[-1].max)
    by_sentence: dict[int, list[TollRef]] = {}
    for ref in refs:
        by_sentence.setdefault(ref.sentence, []).append(ref)
    claims: list[tuple[int, float]] = []
    floor: int | None = None
    for told in by_sentence.values():
        rivals = [_claimed(part) for part in _by_clause(told)]
        if len(rivals) > 1 and any(high != math.inf for _, high in rivals):
            low = min(low for low, _ in rivals)
            floor = low if floor is None else min(floor, low)
        claims.extend(rivals)
    told_of = [c for c in claims if c[1] > 0] or claims
    closed = [c for c in told_of if c[1] != math.inf]
    if floor is None and any(low > 1 for low, _ in closed):
        closed = [c for c in closed if c != (1, 1)]  # one of them, told of by himself
    if closed:
        low = min(c[0] for c in closed)
        if floor is not None and max(c[0] for c in told_of) > max(c[1] for c in closed):
            return Toll(min(floor, low), None)  # "at least 30" against 17 in one sentence
        if low > 1 and all(c == (low, low) for c in closed) and (low, math.inf) in told_of:
            return Toll(low, None)  # "at least 16", told again as 16
        return Toll(low if floor is None or floor == 0 else min(floor, low), int(max(c[1] for c in closed)))
    return Toll(max(c[0] for c in told_of), None)


def own_tolls(draft: Draft) -> tuple[list[TollRef], list[TollRef]]:
    """The dead and wounded of a draft; what a number has come to with it is no toll of it if it has one of any sort."""
    if not any(_is_own(r) for r in (*draft.dead, *draft.hurt)):
        return draft.dead, draft.hurt
    dead, hurt = ([r for r in told if not (r.campaign and r.running)] for told in (draft.dead, draft.hurt))
    return dead, hurt


def _is_own(ref: TollRef) -> bool:
    return not ref.campaign and not ref.rule.endswith(HEADLINE) and ref.rule != DIED_LATER


def without_sums(refs: list[TollRef], sentence: int) -> list[TollRef]:
    """The tolls less those of other sentences that can't be of the act, beside its own, which its sentence tells.

    Sums of many acts are said to be such, or are many times the act's own toll; parts are as many times smaller.
    """
    if any(_is_own(r) for r in refs):
        refs = [r for r in refs if not r.campaign]
    own = max((r.min for r in refs if r.sentence == sentence and (r.max is not None or r.min >= _DOZENS)), default=0)
    most = max(_MANY, _TIMES * own) if own else math.inf
    least = own / _TIMES if own >= _MANY else 0
    return [r for r in refs if r.sentence == sentence or not r.min or least < r.min < most]


def _counting(refs: list[TollRef]) -> list[TollRef]:
    """The tolls that count: not the headline's where the body has one, nor the wounded who died beside a whole toll."""
    body = [r for r in refs if not r.rule.endswith(HEADLINE)]
    if any(r.min for r in body):
        refs = body
    return [r for r in refs if not r.rule.startswith(DIED_LATER)] or refs


def _claimed(told: list[TollRef]) -> tuple[int, float]:
    """What one speaker claims in one sentence; infinity where it is open."""
    exact = list(dict.fromkeys((t.min, t.max) for t in told if t.max is not None))
    if not exact or (exact == [(0, 0)] and any(t.max is None for t in told)):
        return max(t.min for t in told), math.inf
    if len({low for low, _ in exact}) == len(exact):
        return sum(low for low, _ in exact), float(sum(high or 0 for _, high in exact))
    return exact[0][0], float(exact[0][1] or 0)


def _by_clause(told: list[TollRef]) -> list[list[TollRef]]:
    """The tolls of one sentence by whose claim they are: "بينما تحدثت … عن 14" is another's."""
    parts: list[list[TollRef]] = []
    for ref in sorted(told, key=lambda r: r.first):
        if parts and ref.clause == parts[-1][-1].clause:
            parts[-1].append(ref)
        else:
            parts.append([ref])
    return parts


def _is_claim(draft: Draft, speaker: SpeakerRef) -> bool:
    """Whether a group that is no state's tells of an attack of its own: it claims it, and is no source (codebook 4)."""
    if draft.kind not in HARM:
        return False
    return any(
        ref.sentence == speaker.sentence
        and ref.mention.first == speaker.first
        and bool(ref.mention.actors)
        and all(a.type in _GROUPS for a in ref.mention.actors)
        for ref in draft.side_a
    )


def disputed(draft: Draft) -> Status:
    """Disputed when a speaker denies it or its own part."""
    return Status.DISPUTED if any(s.force is Force.DENIES for s in draft.speakers) else draft.status


__all__ = ["Assembler", "Kind", "combine", "disputed"]
