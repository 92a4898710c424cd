"""Whatever the text, the coder answers, and what it answers keeps its promises."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marsad import Article
from marsad.event import event_to_dict

FOLDER = Path(__file__).parents[1] / "cases" / "reports"
PUBLISHED = dt.date(2021, 7, 28)
SIGNS = (" ", "، ", ". ", "\n", ": «", "» ", " (", ") ", " - ", "؛ ", "؟ ", "\u200f ", "ـ", " و", " ب", " 12 ", " ٣ ")


def vocabulary() -> list[str]:
    words: set[str] = set()
    for path in sorted(FOLDER.glob("*.md")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and "\u0600" <= line[0] <= "\u06ff":
                words.update(line.split())
    return sorted(words)


WORDS = vocabulary()
TEXTS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(SIGNS)), min_size=1, max_size=40).map(
    lambda pairs: "".join(word + sign for word, sign in pairs)
)
FIELDS = ("date", "place", "side_a", "side_b", "fatalities", "injured", "sources", "protected")


def keeps_its_promises(article: Article, events) -> None:
    for event in events:
        evidence = {item.field: item for item in event.evidence}
        for field in FIELDS:
            if getattr(event, field) not in (None, ()):
                assert field in evidence, field
        for item in event.evidence:
            for span in item.spans:
                assert article.words(span), item
        assert article.words(event.trigger)
        assert 0 <= event.confidence <= 1
        if article.published is not None and event.date is not None and event.date.end is not None:
            assert event.date.start is not None
            assert (article.published - event.date.end).days <= 31
        assert event_to_dict(event)["kind"] == event.kind.value


@given(TEXTS, TEXTS, st.sampled_from([PUBLISHED, None]))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_words_in_any_order(coder, text, title, published):
    article = Article(text, title=title, published=published)
    keeps_its_promises(article, coder.code(article))


@pytest.mark.parametrize("seed", range(4))
def test_long_texts(coder, seed):
    chance = random.Random(seed)  # noqa: S311 - a test that must repeat
    text = "".join(chance.choice(WORDS) + chance.choice(SIGNS) for _ in range(1500))
    article = Article(text, published=PUBLISHED)
    keeps_its_promises(article, coder.code(article))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "...",
        "قصف",
        "🚀🚀",
        "\ud800",
        "123",
        "a" * 5000,
        "ق" * 5000,
        "قصف " * 500,
        "«" * 50,
        "\x00قصف\x00",
    ],
)
def test_odd_texts(coder, text):
    article = Article(text, published=PUBLISHED)
    keeps_its_promises(article, coder.code(article))


@pytest.mark.parametrize(
    "text",
    ["انسحبت القوات الإثيوبية من مدينة مقلي، ومدينة مقلي هادئة", "قصفت المدفعية أحياء مدينة عدن وعدن القديمة"],
)
def test_a_place_named_twice_is_one_event(coder, text):
    events = coder.code(Article(text, published=PUBLISHED))
    assert len({event.id for event in events}) == len(events) == 1
