"""Events and reports made by hand, each with only what a test is about."""

from __future__ import annotations

import datetime as dt

from marsad.article import Span
from marsad.codebook import DatePrecision, Force, Kind, PlacePrecision, Status
from marsad.corroboration.incident import Report, Told
from marsad.event import Claim, Event, Party, Place, Toll, When

DAY = dt.date(2024, 5, 10)
SAQLA = Place("سقلا", "SY", 35.70, 36.50, PlacePrecision.EXACT, 2.0, gazetteer_id="t.saqla")
NAWA = Place("نوا الشرقية", "SY", 35.78, 36.50, PlacePrecision.EXACT, 2.0, gazetteer_id="t.nawa")  # 9 km off
QUARTER = Place("حي السوق", "SY", 35.702, 36.503, PlacePrecision.EXACT, 0.5, gazetteer_id="t.market")
COUNTRYSIDE = Place("ريف المحافظة", "SY", 35.75, 36.50, PlacePrecision.AREA, 45.0, gazetteer_id="t.rural")


def days(offset: int = 0, precision: DatePrecision = DatePrecision.DAY) -> When:
    day = DAY + dt.timedelta(days=offset)
    return When(day, day, precision)


def claim(
    dead: Toll | None = None, *, speaker: str | None = None, force: Force = Force.SAYS, kind=Kind.SHELLING
) -> Claim:
    return Claim(speaker, None, force, kind, (), (), dead, None, (Span("text", 0, 3),))


def told(
    article: str,
    *,
    kind: Kind = Kind.SHELLING,
    date: When | None = None,
    place: Place | None = SAQLA,
    dead: int | Toll | None = None,
    wounded: Toll | None = None,
    side_a: tuple[Party, ...] = (Party("قوات النظام", "sy.syrian-army"),),
    side_b: tuple[Party, ...] = (),
    status: Status = Status.OCCURRED,
    claims: tuple[Claim, ...] = (),
    published: int | None = 0,
    outlet: str | None = None,
    reprint_of: str | None = None,
    anchor: str = "قصف على البلدة",
    start: int = 0,
    confidence: float = 0.8,
    coded_id: str = "",
) -> Told:
    """One event of one report; `published` in days after DAY, `article` also names the outlet."""
    event = Event(
        article_id=article,
        kind=kind,
        status=status,
        anchor=anchor,
        trigger=Span("text", start, start + 3),
        date=date or days(),
        place=place,
        side_a=side_a,
        side_b=side_b,
        fatalities=Toll(dead, dead) if isinstance(dead, int) else dead,
        injured=wounded,
        sources=(),
        protected=(),
        claims=claims,
        evidence=(),
        confidence=confidence,
        coder_version="1",
        lexicon_version="1",
    )
    day = None if published is None else DAY + dt.timedelta(days=published)
    outlet = f"outlet of {article}" if outlet is None else outlet
    return Told(event, Report(article, outlet, day, "", "", reprint_of or article), coded_id)
