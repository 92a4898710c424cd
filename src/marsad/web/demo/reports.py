"""Reports of invented acts, put together from sentences of our own; equal seeds give equal reports.

Several outlets tell of one act on the same or the next day, with tolls that differ and grow, and some print
another's text again. The sentences stand in `reports.yml`.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from marsad.article import Article
from marsad.gazetteer.lookup import PlaceEntry, load
from marsad.reading.fold import fold
from marsad.reading.words import split_words

FIRST_DAY = dt.date(2024, 1, 1)
DAYS = 150
_TABLES = Path(__file__).parent / "reports.yml"
_LEAST_PEOPLE = 8_000  # of a town that reports name without saying where it is
_REPORTS = (1, 1, 1, 2, 2, 2, 3, 3, 4)  # of an act
_REPRINTED = 0.12  # of further reports: another's text word by word
_GENDERS = re.compile(r"\[(\w+)\|(\w+)\]")
_SILENT = 0.35  # of reports: nobody is named as saying it


@dataclass(frozen=True, slots=True)
class Act:
    """An invented act.

    Args:
        sentence: what all reports of it say, with the day and the toll left open.
        dead, hurt: as the last report counts them; None: nobody is hurt.
    """

    kind: str
    place: str
    day: dt.date
    sentence: str
    dead: int | None
    hurt: int | None


@lru_cache(maxsize=1)
def _tables() -> dict[str, Any]:
    tables: dict[str, Any] = yaml.safe_load(_TABLES.read_text(encoding="utf-8"))
    return tables


def _keys(name: str) -> tuple[str, ...]:
    return tuple(word.form.key for word in split_words(fold(name).text))


@lru_cache(maxsize=1)
def _towns() -> Mapping[str, list[PlaceEntry]]:
    """Towns by country whose name no other place bears; in order of id."""
    gazetteer = load()
    found: dict[str, list[PlaceEntry]] = {iso: [] for iso in _tables()["countries"]}
    for place in gazetteer.places():
        if place.country not in found or not place.feature_code.startswith("PPL") or place.feature_code == "PPLX":
            continue
        if place.population < _LEAST_PEOPLE or not place.name_ar:
            continue
        if len(gazetteer.candidates(_keys(place.name_ar))) == 1:
            found[place.country].append(place)
    return {iso: sorted(places, key=lambda place: place.id) for iso, places in found.items()}


def _counted(forms: Mapping[str, str], n: int) -> str:
    form = {1: "one", 2: "two"}.get(n, "few" if n <= 10 else "many")
    return forms[form].format(n=n)


class _Writer:
    """Makes acts and reports from one source of chance."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - nothing secret is made of it
        self._tables = _tables()

    def _one(self, values: Sequence[Any]) -> Any:
        return self._random.choice(values)

    def act(self) -> Act:
        """An act of a kind, at a place and on a day by chance."""
        tables = self._tables
        kinds = tables["kinds"]
        kind = self._random.choices(list(kinds), [facts["weight"] for facts in kinds.values()])[0]
        facts = kinds[kind]
        country = self._one(list(tables["countries"]))
        sides = tables["countries"][country]
        town = self._one(_towns()[country])
        doer = self._one(sides[facts["doer"]]) if facts["doer"] else ""
        others = [side for side in sides[facts.get("other", "armed")] if side != doer]
        gender = 2 if doer.split(" ")[0] in tables["feminine"] else 1
        lead = _GENDERS.sub(lambda verb: verb[gender], self._one(facts["leads"]))
        if "{other}" in lead and not others:
            return self.act()
        sentence = lead.format(
            doer=doer,
            other=self._one(others) if others else "",
            target=self._one(tables["targets"]),
            place=town.name_ar,
            day="{day}",
        )
        dead = hurt = None
        if facts["toll"]:
            dead = max(1, int(self._random.triangular(1, facts["toll"]["up_to"], 2)))
            hurt = self._random.randrange(3, 3 + 2 * dead) if self._random.random() < 0.6 else None
        day = FIRST_DAY + dt.timedelta(days=self._random.randrange(DAYS))
        return Act(kind, town.name_ar, day, sentence, dead, hurt)

    def reports(self, act: Act, number: int) -> list[Article]:
        """What outlets publish of the act, in order."""
        count = self._one(_REPORTS)
        outlets = self._random.sample(self._tables["outlets"], count)
        out: list[Article] = []
        for index, outlet in enumerate(outlets):
            name = f"demo-{number:03d}-{index + 1}"
            url = f"https://example.org/{name}"
            if out and self._random.random() < _REPRINTED:
                out.append(replace(out[0], source=outlet, url=url, id=name))
                continue
            later = 0 if index == 0 else self._one((0, 0, 1, 1))
            published = act.day + dt.timedelta(days=later)
            text = self._text(act, later=later, share=(index + 1) / count)
            out.append(Article(text, title=self._title(act), published=published, source=outlet, url=url, id=name))
        return out

    def _title(self, act: Act) -> str:
        return act.sentence.replace(" {day}", "")

    def _day(self, act: Act, *, later: int) -> str:
        tables = self._tables
        phrase: str = self._one(tables["days"]["next" if later else "same"])
        return phrase.format(weekday=tables["weekdays"][act.day.weekday()])

    def _text(self, act: Act, *, later: int, share: float) -> str:
        tables = self._tables
        facts = tables["kinds"][act.kind]
        says = tables["nobody"] if self._random.random() < _SILENT else tables["says"]
        end = self._one(says).format(speaker=self._one(tables["speakers"]))
        toll = ""
        if act.dead is not None:
            dead = max(1, round(act.dead * self._random.uniform(min(share, 0.6), 1.0)))
            people = _counted(self._one(tables[facts["toll"]["people"]]), dead)
            if later and self._random.random() < 0.4:
                return self._update(act, dead, people)
            if act.hurt is not None:
                hurt = _counted(self._one(tables["hurt"]), max(1, round(act.hurt * max(share, 0.5))))
                toll = self._one(tables["tolls"]["both"]).format(dead=people, hurt=hurt)
            else:
                toll = self._one(tables["tolls"]["dead"]).format(dead=people)
        first = act.sentence.format(day=self._day(act, later=later)) + toll + end
        return "\n".join([first, *self._random.sample(tables["background"], self._random.randrange(3))])

    def _update(self, act: Act, dead: int, people: str) -> str:
        tables = self._tables
        on = tables["weekdays"][act.day.weekday()]
        return self._one(tables["updates"]).format(  # type: ignore[no-any-return]
            act=tables["kinds"][act.kind]["act"],
            place=act.place,
            on=on,
            victims=_counted(tables["victims"], dead),
            dead=people,
            speaker=self._one(tables["speakers"]),
        )


def make_reports(acts: int, *, seed: int = 7) -> Iterator[tuple[Act, list[Article]]]:
    """Acts with what is published of each.

    Args:
        acts: how many.
        seed: of chance.
    """
    writer = _Writer(seed)
    for number in range(1, acts + 1):
        act = writer.act()
        yield act, writer.reports(act, number)
