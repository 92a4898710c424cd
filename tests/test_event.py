"""Events as values: ids from content, limits of their parts, and evidence for every field that is not null."""

from __future__ import annotations

import datetime as dt
import json
import pickle
from dataclasses import FrozenInstanceError, replace

import pytest

from marsad import Article, Coder
from marsad.article import Span
from marsad.codebook import DatePrecision, Kind, PlacePrecision, Status
from marsad.event import Event, Party, Place, Toll, When, event_from_dict, event_to_dict

DAY = dt.date(2021, 7, 28)
# Long enough that most fields of some event are filled: all sorts of place, date, toll and speaker.
REPORTS = [
    Article(
        "قصفت قوات النظام بالمدفعية مستشفى بلدة سراقب، أمس الثلاثاء، ما أدى إلى مقتل ثلاثة مدنيين وإصابة سبعة، "
        "وفق ما ذكر الدفاع المدني. وشن الطيران الروسي غارتين قرب مدينة أريحا.",
        title="قتلى بقصف على سراقب",
        published=DAY,
    ),
    Article(
        "اندلعت اشتباكات بين الجيش السوداني وقوات الدعم السريع في الفاشر. وقالت مصادر طبية إن عشرات المدنيين قتلوا. "
        "ونفى الجيش السوداني قصف السوق. ونزحت مئات العائلات من المدينة إلى مخيم زمزم.",
        published=DAY,
    ),
    Article(
        "اعتقلت قوات الاحتلال الإسرائيلي خمسة شبان من بلدة سلواد. واغتال مجهولون قياديا في مدينة عدن مساء الاثنين. "
        "وتظاهر المئات في الناصرية.",
    ),
    Article("شـــنّ الطيرانُ الحربيُّ غـــارتيْن على مدينة إدلب، وقُـــتِلَ طفلان.", published=DAY),
]
FIELDS = ("date", "place", "side_a", "side_b", "fatalities", "injured", "sources", "protected")


@pytest.fixture(scope="module")
def coded():
    coder = Coder()
    return [(article, coder.code(article)) for article in REPORTS]


def test_there_is_something_to_look_at(coded):
    assert all(events for _, events in coded)
    filled = {field for _, events in coded for event in events for field in FIELDS if getattr(event, field)}
    assert filled >= {"date", "place", "side_a", "side_b", "fatalities", "injured", "sources"}


def test_every_field_that_is_not_null_has_evidence_in_the_article(coded):
    for article, events in coded:
        for event in events:
            told = {item.field: item for item in event.evidence}
            for field in FIELDS:
                if getattr(event, field) in (None, ()):
                    continue
                assert field in told, (event.anchor, field)
                assert told[field].rule
            for item in event.evidence:
                for span in item.spans:
                    assert article.words(span).strip(), item
                    assert span.end <= len(article.title if span.field == "title" else article.text)


def test_fields_without_words_of_their_own_are_only_dates(coded):
    for _, events in coded:
        for event in events:
            for item in event.evidence:
                assert item.spans or (
                    item.field == "date" and event.date is not None and event.date.precision == "unknown"
                )


def test_the_trigger_stands_in_the_anchor_and_the_anchor_in_the_article(coded):
    for article, events in coded:
        for event in events:
            body = article.title if event.trigger.field == "title" else article.text
            assert article.words(event.trigger) in event.anchor
            assert event.anchor in body


def test_names_stand_in_the_article(coded):
    for article, events in coded:
        for event in events:
            whole = f"{article.title}\n{article.text}"
            for name in [p.text for p in event.side_a + event.side_b] + list(event.sources):
                assert name in whole
            if event.place:
                assert event.place.name in whole


def test_claims_span_the_toll(coded):
    for _, events in coded:
        for event in events:
            for field in ("fatalities", "injured"):
                told = [t for claim in event.claims if (t := getattr(claim, field)) is not None and t.max is not None]
                whole = getattr(event, field)
                if told and whole:
                    assert whole.min <= min(toll.min for toll in told)
            assert 0 <= event.confidence <= 1


def test_ids_come_from_content(coded):
    again = Coder()
    for article, events in coded:
        assert [e.id for e in again.code(article)] == [e.id for e in events]
        assert len({e.id for e in events}) == len(events)
        for event in events:
            assert len(event.id) == 16
            assert replace(event, anchor=event.anchor + " ").id != event.id
            assert replace(event, article_id="other").id != event.id
            assert replace(event, fatalities=Toll(99, 99)).id != event.id
            # What the coder thinks of it, and which tables it used, is not what happened.
            assert replace(event, confidence=0.123, lexicon_version="x", coder_version="y").id == event.id


def test_known_id():
    """Ids are stored by those who use them: a change of the recipe must be meant."""
    event = Event(
        article_id="article",
        kind=Kind.SHELLING,
        status=Status.OCCURRED,
        anchor="قصفت",
        trigger=Span("text", 0, 4),
        date=When(DAY, DAY, DatePrecision.DAY),
        place=Place("سراقب", "SY", 35.86, 36.8, PlacePrecision.EXACT),
        side_a=(Party("قوات النظام"),),
        side_b=(),
        fatalities=Toll(3, None),
        injured=None,
        sources=(),
        protected=(),
        claims=(),
        evidence=(),
        confidence=0.5,
        coder_version="1",
        lexicon_version="1",
    )
    assert event.id == "0f89616d022effac"


def test_events_are_frozen_and_travel(coded):
    for _, events in coded:
        for event in events:
            with pytest.raises(FrozenInstanceError):
                event.anchor = ""
            assert pickle.loads(pickle.dumps(event)) == event  # noqa: S301 - our own bytes
            line = json.dumps(event_to_dict(event), ensure_ascii=False)
            assert json.loads(line)["id"] == event.id


def test_as_a_dictionary(coded):
    for _, events in coded:
        for event in events:
            found = event_to_dict(event)
            for field in FIELDS:
                if found[field] not in (None, []):
                    assert field in found["evidence"], field
            assert found["evidence"]["trigger"] == [event.trigger.start, event.trigger.end]
            assert found["evidence"]["field"] in ("text", "title")


@pytest.mark.parametrize(
    "make",
    [
        lambda: Span("text", 3, 3),
        lambda: Span("text", -1, 3),
        lambda: When(dt.date(2021, 1, 2), dt.date(2021, 1, 1), DatePrecision.SPAN),
        lambda: When(dt.date(2021, 1, 2), None, DatePrecision.DAY),
        lambda: Place("س", "SY", 0, 0, PlacePrecision.EXACT),
        lambda: Place("س", "SY", 35.0, None, PlacePrecision.EXACT),
        lambda: Place("س", "SY", 91.0, 20.0, PlacePrecision.EXACT),
        lambda: Toll(5, 4),
        lambda: Toll(-1, None),
    ],
)
def test_values_that_cannot_be(make):
    with pytest.raises(ValueError, match=r".+"):
        make()


def test_equal_values_are_equal():
    assert Party("الجيش") == Party("الجيش", None)
    assert Toll(1, None) != Toll(1, 1)


def test_what_is_written_is_read_back(coded):
    for article, events in coded:
        for event in events:
            assert event_from_dict(article.id, json.loads(json.dumps(event_to_dict(event)))) == event
