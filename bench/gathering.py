"""How long gathering takes: invented events over a grid of towns, as dense as a year of war in one country.

    python bench/gathering.py [EVENTS]

Each act is told by one to six reports, one in ten only of the area around its town; towns lie 9 km apart.
"""

from __future__ import annotations

import datetime as dt
import random
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace

from marsad.article import Span
from marsad.codebook import DatePrecision, Kind, PlacePrecision, Status
from marsad.corroboration.gather import gather
from marsad.corroboration.incident import Report, Told
from marsad.event import Event, Party, Place, Toll, When

KINDS = (Kind.SHELLING, Kind.AIR_STRIKE, Kind.DRONE_STRIKE, Kind.ARMED_CLASH, Kind.ARREST, Kind.ATTACK_ON_CIVILIANS)
SIDE = 30  # towns along each side of the grid
DAYS = 365


def events(count: int) -> Iterator[Told]:
    """So many events with their reports, in order of arrival."""
    chance = random.Random(5)  # noqa: S311 - invented data, not secrets
    acts, made = 0, 0
    while made < count:
        acts += 1
        row, column = chance.randrange(SIDE), chance.randrange(SIDE)
        day = dt.date(2024, 1, 1) + dt.timedelta(days=acts * DAYS * 3 // count % DAYS)
        town = Place(f"بلدة {row} {column}", "SY", 34 + row * 0.08, 36 + column * 0.1, PlacePrecision.EXACT, 2.0)
        area = replace(town, name=f"ريف {row // 6} {column // 6}", precision=PlacePrecision.AREA, radius_km=40.0)
        kind, dead = chance.choice(KINDS), chance.randrange(9)
        for _ in range(chance.randint(1, 6)):
            made += 1
            event = Event(
                article_id=f"a{made}", kind=kind, status=Status.OCCURRED, anchor="قصف على البلدة ومحيطها",
                trigger=Span("text", 0, 3), date=When(day, day, DatePrecision.DAY),
                place=area if chance.random() < 0.1 else town, side_a=(Party("الجيش", "sy.syrian-army"),), side_b=(),
                fatalities=Toll(dead, dead), injured=None, sources=(), protected=(), claims=(), evidence=(),
                confidence=0.8, coder_version="1", lexicon_version="1",
            )  # fmt: skip
            yield Told(event, Report(f"a{made}", f"outlet {made % 40}", day, "", "", f"a{made}"))


def main() -> None:
    """Prints the time, the rate and the memory."""
    told = list(events(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
    start, begun = time.perf_counter(), time.process_time()
    incidents = gather(told)
    took, worked = time.perf_counter() - start, time.process_time() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rate = f"{took:.1f} s ({worked:.1f} s of the processor), {len(told) / took:,.0f} a second, {memory:.0f} MB"
    print(f"{len(told):,} events, {len(incidents):,} incidents, {rate}")


if __name__ == "__main__":
    main()
