"""Incidents made by hand: one shelling with all that an export can meet, and ways to change it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from marsad.article import Span
from marsad.codebook import DatePrecision, Force, Kind, PlacePrecision, Protected, Status
from marsad.corroboration.incident import Incident, IncidentClaim, Link, Report, Told, TollRange
from marsad.event import Claim, Event, Party, Place, Toll, When

DAY = dt.date(2024, 5, 10)
NAWA = Place("نوى", "SY", 32.8892, 36.0421, PlacePrecision.EXACT, 3.0, None, "sy.nawa", "Daraa", "SY120200")
ARMY = Party("قوات النظام", "sy.syrian-army")
CIVILIANS = Party("مدنيين")


def day(first: dt.date = DAY, last: dt.date | None = None, precision: DatePrecision = DatePrecision.DAY) -> When:
    return When(first, last or first, precision)


def event(article: str = "a1", **changes: Any) -> Event:
    fields: dict[str, Any] = {
        "article_id": article,
        "kind": Kind.SHELLING,
        "status": Status.OCCURRED,
        "anchor": "قصف على المدينة",
        "trigger": Span("text", 0, 3),
        "date": day(),
        "place": NAWA,
        "side_a": (ARMY,),
        "side_b": (CIVILIANS,),
        "fatalities": Toll(2, 3),
        "injured": Toll(5, None),
        "sources": ("مصادر محلية",),
        "protected": (),
        "claims": (
            Claim("مصادر محلية", None, Force.SAYS, Kind.SHELLING, (), (), Toll(2, 3), None, (Span("text", 0, 3),)),
        ),
        "evidence": (),
        "confidence": 0.75,
        "coder_version": "1",
        "lexicon_version": "abc",
    }
    return Event(**(fields | changes))


def incident(number: int = 1, *, event_changes: dict[str, Any] | None = None, **changes: Any) -> Incident:
    """An incident of one report whose event has the same fields; `changes` are of the incident."""
    shared = {
        k: v for k, v in changes.items() if k in ("kind", "status", "date", "place", "side_a", "side_b", "protected")
    }
    one = event(f"a{number}", **(shared | (event_changes or {})))
    report = Report(one.article_id, "جريدة الفرات", DAY, f"https://example.org/{number}", "قصف على نوى", one.article_id)
    told = Told(one, report)
    claims = tuple(
        IncidentClaim(
            c.speaker, c.via, c.force, c.kind, c.side_a, c.side_b, c.fatalities, c.injured, report.outlet,
            one.article_id, told.id, DAY, c.spans,
        )
        for c in one.claims
    )  # fmt: skip
    fields: dict[str, Any] = {
        "id": f"{number:012x}abcd",
        "kind": one.kind,
        "status": one.status,
        "date": one.date,
        "place": one.place,
        "side_a": one.side_a,
        "side_b": one.side_b,
        "fatalities": TollRange(2, 3, 3, "highest of the best informed"),
        "injured": TollRange(5, 5, None, "only figure"),
        "protected": one.protected,
        "claims": claims,
        "members": (told,),
        "outlets": (report.outlet,),
        "voices": 1,
        "disagreements": (),
        "links": (),
        "confidence": 0.75,
    }
    return Incident(**(fields | changes))


def report(one: Incident, **changes: Any) -> Incident:
    """The incident with its only report changed."""
    told = one.members[0]
    changed = replace(told.report, **changes)
    return replace(one, members=(Told(told.event, changed, told.id),), outlets=(changed.outlet,))


JUDGED = Link("a", "b", 1.0, (), "reviewer-7")
HOSPITAL = (Protected.HEALTH,)
