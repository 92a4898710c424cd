"""When it happened: the date of an act's clause, else the day of the passage, else the day of publication."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from marsad.codebook import Kind
from marsad.coding.draft import DateRef, Draft
from marsad.lexicon.closed import closed_phrases
from marsad.reading.dates import DateMention
from marsad.reading.marks import Marks

WINDOW_DAYS = 31  # docs/codebook.md, section 1: what is older is background
_REACH = 60
_SINCE_TOLL = 8  # words between a toll and the day since which it is counted
_AFTER = "after"
_OF = "من"
_LASTING = frozenset(
    {Kind.ARMED_CLASH, Kind.PROTEST, Kind.RIOT, Kind.SIEGE, Kind.NEGOTIATION, Kind.SHELLING, Kind.AIR_STRIKE}
)
_DAY_AFTER = 5  # words between "a day after" and the act
_OWN_DAY = 3  # words from an act to its own day
_A_DAY_AFTER = closed_phrases("a_day_after")
_OTHER_MATTERS = closed_phrases("other_matters")
_FURTHER_MATTERS = (*_OTHER_MATTERS, *closed_phrases("beside_matters"))
_LONGEST_PHRASE = max(len(phrase) for phrase in _FURTHER_MATTERS)
_DAY_BEFORE = "day before"  # begins the rule of a day that was counted back from the one told
_PASSAGE_LETTERS = 1000  # how far on a day told in passing may hold
_YESTERDAY = "yesterday"  # begins the rule of the day before publication
_LEAD_LETTERS = 400  # how far on the opening of a report goes
_PASSAGE_DAYS = 3  # an older day belongs to what is told with it
VAGUE = frozenset({"recently"})  # says no more than that it is news


@dataclass(frozen=True, slots=True)
class Passage:
    """The day of which a passage tells, with the sentence, paragraph and offset where it was told.

    `lead` is the passage that opened the report where that told of yesterday: a newspaper's report of a whole day.
    """

    mention: DateMention
    sentence: int
    paragraph: int
    start: int
    lead: Passage | None = None


def usable(mention: DateMention) -> bool:
    """Whether a mention can be the date of an act: in the past, and no mere length of time."""
    return not mention.future and mention.kind in ("point", "since") and mention.start is not None


def _cost(marks: Marks, draft: Draft, mention: DateMention) -> float | None:
    best: float | None = None
    for trigger in draft.triggers:
        gap = mention.first - trigger.last if mention.first > trigger.last else trigger.first - mention.last
        apart = marks.apart(trigger.first, mention.first)
        if gap > _REACH:
            continue
        cost = 0.01 * max(0, gap) + 0.5 * apart
        if best is None or cost < best:
            best = cost
    return best


def _counts_since(marks: Marks, mention: DateMention) -> bool:
    """Whether a toll is counted from that day on: "ليرتفع إلى 117 عدد القتلى منذ التاسع عشر من يونيو"."""
    return any(c.corrected and 0 <= mention.first - c.last <= _SINCE_TOLL for c in marks.casualties)


def _ends_another(marks: Marks, drafts: list[Draft], draft: Draft, mention: DateMention) -> bool:
    """Whether the day closes what is told before the act: "تفجير … في أول تموز، وتفجير آخر …"."""
    lead = draft.lead
    if not 0 < lead.first - mention.last <= 1 or lead.stem.conjunction != "و":
        return False
    return any(d is not draft and any(t.last < mention.first for t in d.triggers) for d in drafts)


def date_acts(marks: Marks, drafts: list[Draft], published: dt.date | None) -> None:
    """Give each draft of a sentence the date that its own sentence names, if any."""
    speech = [a for a in marks.attributions if a.verbal]
    for draft in drafts:
        best: tuple[float, DateMention, bool] | None = None
        for mention in marks.dates:
            if mention.future or mention.kind not in ("point", "since") or mention.rule in VAGUE:
                continue
            if mention.start is None and mention.precision != "unknown":
                continue
            cost = _cost(marks, draft, mention)
            if cost is None:
                continue
            if mention.kind == "since":
                cost += 1.0 if not _counts_since(marks, mention) else 3.0
            if _ends_another(marks, drafts, draft, mention):
                cost += 1.0
            # "said on Monday that": the statement's day, unless nothing else is told
            statement = any(0 <= mention.first - a.last <= 4 and draft.lead.first > mention.last for a in speech)
            if statement:
                cost += 1.2
            if best is None or cost < best[0]:
                best = (cost, mention, statement)
        if best is not None and not best[2]:
            own = 0 < best[1].first - draft.lead.last <= _OWN_DAY  # "غداة احتجاجات الجمعة"
            before = day_before(draft, best[1], days=0 if own else 1)
            best = best if before is None else (best[0], before, False)
        earlier = _long_before(draft, best[1] if best is not None else None, published)
        if earlier is not None:
            best = (0.0, earlier, False)
            draft.another = True  # than what came after it
        if best is not None:
            draft.date = DateRef(best[1], draft.sentence, best[1].rule, statement=best[2])


def is_old(mention: DateMention, published: dt.date | None) -> bool:
    """Whether all of it lies before the codebook's window."""
    if published is None or mention.end is None:
        return False
    return (published - mention.end).days > WINDOW_DAYS


def day_before(draft: Draft, told: DateMention, *, days: int = 1) -> DateMention | None:
    """The day before `told` for an act that something else followed: "غداة اقتحام …", "بعد يوم من اعتقال …".

    With 0 `days` it is `told` itself, which is not the day of what follows in the report.
    """
    words = draft.marks.sentence.words
    before = [w.form.key for w in words[max(0, draft.lead.first - _DAY_AFTER) : draft.lead.first]]
    follows = any(before[i : i + len(phrase)] == list(phrase) for i in range(len(before)) for phrase in _A_DAY_AFTER)
    if not follows or told.start is None or told.precision != "day":
        return None
    day = told.start - dt.timedelta(days=days)
    return replace(told, start=day, end=day, rule=f"{_DAY_BEFORE} {told.rule}")


def _long_before(draft: Draft, told: DateMention | None, published: dt.date | None) -> DateMention | None:
    """The day of an act that something else came so long after: "بعد يومين على هجوم …".

    Counted from the day told before it, or from publication. "After weeks of fighting" tells how long, not when.
    """
    marks, lead = draft.marks, draft.lead
    span = next((m for m in marks.dates if m.kind == _AFTER and 0 < lead.first - m.last <= _DAY_AFTER), None)
    if span is None or published is None or span.start is None or span.end is None:
        return None
    between = marks.sentence.words[span.last + 1 : lead.first]
    if lead.definite and draft.kind in _LASTING and any(w.form.key == _OF for w in between):
        return None
    if told is not None and told.first > lead.first:
        return None  # the act has a day of its own
    later = dt.timedelta(0)
    if told is not None and told.precision == "day" and told.kind == "point" and told.start is not None:
        later = told.start - published
    return replace(span, start=span.start + later, end=span.end + later, kind="point")


def date_by_passage(
    marks: Marks, drafts: list[Draft], passage: Passage | None, published: dt.date | None
) -> Passage | None:
    """Give undated drafts the day of the passage, in place; the passage's day after this sentence."""
    sentence = marks.sentence
    if passage is not None and not _holds(passage, marks, published):
        passage = replace(passage.lead, lead=passage.lead) if passage.lead else None
    for draft in drafts:
        if draft.date is None and passage is not None:
            mention = day_before(draft, passage.mention) or passage.mention
            draft.date = DateRef(mention, passage.sentence, mention.rule, inherited=True)
    if sentence.field != "text":
        return passage
    own = [d.date.mention for d in drafts if d.date and not d.date.inherited and not d.date.statement]
    acted = next((m for m in reversed(own) if m is not None and _tells_day(m, published)), None)
    dated = [m for m in marks.dates if usable(m) and _tells_day(m, published)]
    told = acted or (dated[0] if dated else None)
    if told is None:
        return passage
    now = Passage(told, sentence.index, sentence.paragraph, sentence.words[0].start, passage.lead if passage else None)
    opens = acted is not None and acted.rule.startswith(_YESTERDAY) and now.start <= _LEAD_LETTERS
    return replace(now, lead=now) if opens and passage is None else now


def _tells_day(mention: DateMention, published: dt.date | None) -> bool:
    """Whether what follows can be of the day or days mentioned."""
    if mention.precision not in ("day", "span") or mention.kind != "point" or is_old(mention, published):
        return False
    return not mention.rule.startswith(_DAY_BEFORE)


def _holds(passage: Passage, marks: Marks, published: dt.date | None) -> bool:
    """Whether a sentence without a day can be of the day told before: not of another matter, not far on."""
    sentence, mention = marks.sentence, passage.mention
    if sentence.paragraph == passage.paragraph or sentence.field != "text":
        return True
    words = sentence.words
    if mention.precision == "span" or words[0].start - passage.start > _PASSAGE_LETTERS:
        return False
    if published is not None and mention.end is not None and (published - mention.end).days > _PASSAGE_DAYS:
        return False
    return not opens_other_matter(marks)


def opens_other_matter(marks: Marks) -> bool:
    """Whether a sentence begins by turning to another matter: "من جهة أخرى", "في حادث منفصل"."""
    return _begins([w.form.key for w in marks.sentence.words[:_LONGEST_PHRASE]], _OTHER_MATTERS)


def opens_further_act(marks: Marks) -> bool:
    """Whether a sentence begins by turning to one more act: "وفي تطور آخر", "وفي سياق متصل", "إلى ذلك"."""
    return _begins([w.form.key for w in marks.sentence.words[:_LONGEST_PHRASE]], _FURTHER_MATTERS)


def _begins(keys: Sequence[str], phrases: Sequence[tuple[str, ...]]) -> bool:
    """Whether one of the phrases stands first, with "and" before it or not."""
    if not keys:
        return False
    heads = (keys[0], keys[0].removeprefix("و"))
    return any(phrase[0] in heads and list(phrase[1:]) == list(keys[1 : len(phrase)]) for phrase in phrases)
