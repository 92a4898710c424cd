"""Articles and a coder small enough to foresee."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from marsad.article import Article, Span
from marsad.codebook import DatePrecision, Force, Kind, PlacePrecision, Status
from marsad.event import Claim, Event, Evidence, Party, Place, Toll, When
from marsad.store import Arrival, Store

DAY = dt.date(2021, 7, 28)
VERSIONS = {"coder_version": "c1", "lexicon_version": "l1"}


def shelling(article: Article, *, word: str = "قصف", dead: int = 3, town: str = "سراقب") -> tuple[Event, ...]:
    """A shelling for each time the word stands in the text."""
    found = []
    at = article.text.find(word)
    while at >= 0:
        trigger = Span("text", at, at + len(word))
        day = article.published
        found.append(
            Event(
                article_id=article.id,
                kind=Kind.SHELLING,
                status=Status.OCCURRED,
                anchor=word,
                trigger=trigger,
                date=When(day, day, DatePrecision.DAY) if day else None,
                place=Place(town, "SY", 35.864, 36.805, PlacePrecision.EXACT, radius_km=5, admin1="إدلب"),
                side_a=(Party("قوات النظام", "sy.regime"),),
                side_b=(Party("مدنيين"),),
                fatalities=Toll(dead, None),
                injured=None,
                sources=("الدفاع المدني",),
                protected=(),
                claims=(
                    Claim("الدفاع المدني", None, Force.SAYS, Kind.SHELLING, (), (), Toll(dead, None), None, (trigger,)),
                ),
                evidence=(Evidence("kind", (trigger,), "ar.shelling.qasf"), Evidence("fatalities", (trigger,), "toll")),
                confidence=0.83,
                coder_version="c1",
                lexicon_version="l1",
            )
        )
        at = article.text.find(word, at + 1)
    return tuple(found)


@pytest.fixture
def put(store: Store) -> Callable[..., str]:
    """Adds one article and codes it; gives the id under which it is kept."""

    def add(text: str, *, versions: dict[str, str] = VERSIONS, dead: int = 3, arrival: Arrival | None = None, **fields):
        fields.setdefault("published", DAY)
        made = arrival or Arrival(Article(text, **fields))
        with store.batch([made], **versions) as batch:
            added = batch.add(made)
            if added.wants_coding:
                batch.save_coded(added, shelling(made.article, dead=dead))
        return added.article_id

    return add


@pytest.fixture
def code() -> Callable[..., tuple[Event, ...]]:
    """A coder small enough to foresee: a shelling for each time a word stands in the text."""
    return shelling
