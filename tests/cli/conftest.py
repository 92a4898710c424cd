"""A coder small enough to foresee, and a way to run the command line in this process."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
from collections.abc import Callable

import pytest

from marsad.article import Article, Span
from marsad.cli import coding
from marsad.cli.main import run
from marsad.codebook import DatePrecision, Force, Kind, PlacePrecision, Status
from marsad.errors import CodingError
from marsad.event import Claim, Event, Evidence, Party, Place, Toll, When

TRIGGER = "قصف"


class SmallCoder:
    """One shelling for each time its trigger stands in the text; fails on two words."""

    versions = ("0", "0")

    def code(self, article: Article) -> tuple[Event, ...]:
        if "عطل" in article.text:
            raise CodingError(article.id, "places", "a step failed")
        if "انهيار" in article.text:
            raise KeyError("unexpected")
        return tuple(self._events(article))

    def _events(self, article: Article):
        at = article.text.find(TRIGGER)
        while at >= 0:
            trigger = Span("text", at, at + len(TRIGGER))
            day = article.published
            yield Event(
                article_id=article.id,
                kind=Kind.SHELLING,
                status=Status.OCCURRED,
                anchor=TRIGGER,
                trigger=trigger,
                date=When(day, day, DatePrecision.DAY) if day else None,
                place=Place("سراقب", "SY", 35.864, 36.805, PlacePrecision.EXACT, radius_km=5),
                side_a=(Party("قوات النظام", "sy.regime"),),
                side_b=(Party("مدنيين"),),
                fatalities=Toll(3, None),
                injured=None,
                sources=("الدفاع المدني",),
                protected=(),
                claims=(
                    Claim("الدفاع المدني", None, Force.SAYS, Kind.SHELLING, (), (), Toll(3, None), None, (trigger,)),
                ),
                evidence=(Evidence("kind", (trigger,), "ar.shelling.qasf"),),
                confidence=0.83,
                coder_version="0",
                lexicon_version="0",
            )
            at = article.text.find(TRIGGER, at + 1)


@dataclasses.dataclass(frozen=True)
class Ran:
    """How a run ended and what it wrote."""

    status: int
    out: str
    err: str


@pytest.fixture
def marsad(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs `marsad ARGS` with the small coder; `stdin` gives the bytes of standard input."""
    monkeypatch.setattr(coding, "make_coder", SmallCoder)

    def call(*args: object, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(coding, "stdin_bytes", lambda: io.BytesIO(stdin))
        status = run([str(arg) for arg in args])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return Ran(status, captured.out, captured.err)

    return call


@pytest.fixture
def coder() -> SmallCoder:
    """The small coder itself."""
    return SmallCoder()


@pytest.fixture
def report() -> str:
    """A short report with one act."""
    return "قصف مدفعي لقوات النظام على مدينة سراقب أوقع ثلاثة قتلى على الأقل من المدنيين، وفق الدفاع المدني."


@pytest.fixture
def day() -> dt.date:
    """The day on which the reports of these tests are published."""
    return dt.date(2021, 7, 28)
