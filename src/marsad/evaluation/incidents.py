"""How well reports are gathered into incidents, against a set of reports that says which tell of which.

A set is JSON: `{"incidents": [{id, kind, date, place, country, lat, lon, fatalities?}], "reports": [{id, source,
published, title, text, tells: [incident ids]}]}`.

A *mention* is one incident in one report. A coded event is the mention's when its kind is the incident's or one that
reports use for it, its day no more than two off, and its place the same by name or within 25 km; of several the
nearest in kind, day and place, one event for one mention. The mention stands in the group of the incident that holds
its event; a mention whose event was not coded stands alone. The partition of mentions is scored (`clustering`).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marsad.article import Article
from marsad.codebook import Kind
from marsad.corroboration.facts import folded_name
from marsad.corroboration.incident import Incident, Told
from marsad.corroboration.kinds import kind_likeness
from marsad.corroboration.places import names_alike
from marsad.errors import ReadError
from marsad.evaluation.clustering import Agreement, agreement
from marsad.event import Event
from marsad.gazetteer.geography import distance_km

_DAYS = 2
_KM = 25.0


@dataclass(frozen=True, slots=True)
class Act:
    """An incident as the set's author has it. `dead` is None where the set says nothing of it."""

    id: str
    kind: Kind
    date: dt.date
    place: str
    lat: float
    lon: float
    dead: int | None


@dataclass(frozen=True, slots=True)
class IncidentSet:
    """Reports and what they tell of.

    Args:
        acts: by id.
        articles: in order of arrival.
        tells: by article id, ids of the acts.
    """

    acts: dict[str, Act]
    articles: tuple[Article, ...]
    tells: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Gathered:
    """How well a set was gathered.

    Args:
        all_mentions: the measures over all mentions.
        coded_mentions: over those that were coded: what corroboration alone can answer for.
        incidents, reports: size of the set.
        toll_right, toll_told: acts with known dead whose incident's best figure is that; acts compared.
    """

    all_mentions: Agreement
    coded_mentions: Agreement
    incidents: int
    reports: int
    toll_right: int
    toll_told: int


def _act(prefix: str, value: dict[str, Any]) -> Act:
    return Act(
        f"{prefix}/{value['id']}",
        Kind(value["kind"]),
        dt.date.fromisoformat(value["date"]),
        value["place"],
        float(value["lat"]),
        float(value["lon"]),
        value.get("fatalities"),
    )


def read_set(paths: Iterable[Path]) -> IncidentSet:
    """The sets of several files as one; ids of acts have the file's name before them.

    Raises:
        ReadError: when a file is no such set; names the file.
    """
    acts: dict[str, Act] = {}
    articles: list[Article] = []
    tells: dict[str, tuple[str, ...]] = {}
    for path in paths:
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
            acts.update((act.id, act) for act in (_act(path.stem, value) for value in record["incidents"]))
            for report in record["reports"]:
                published = dt.date.fromisoformat(report["published"])
                article = Article(report["text"], report["title"], published, report["source"], id=report["id"])
                told = tuple(f"{path.stem}/{name}" for name in report["tells"])
                if unknown := [name for name in told if name not in acts]:
                    raise ValueError(f"report {article.id} tells of {unknown[0]}, which is no incident of the file")
                if article.id in tells:
                    raise ValueError(f"two reports have the id {article.id}")
                articles.append(article)
                tells[article.id] = told
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ReadError(str(path), f"no set of incidents: {error}") from error
    order = sorted(articles, key=lambda a: (a.published or dt.date.max, a.id))
    return IncidentSet(acts, tuple(order), tells)


def fit(event: Event, act: Act) -> float:
    """How well an event may be a telling of an act, 0..3; 0 when it can't be one."""
    likeness = kind_likeness(event.kind, act.kind)
    if not likeness or event.place is None or event.date is None or event.date.start is None or event.date.end is None:
        return 0.0
    days = max(0, (event.date.start - act.date).days, (act.date - event.date.end).days)
    same_name = names_alike(folded_name(event.place.name), folded_name(act.place))
    km = _KM
    if event.place.lat is not None and event.place.lon is not None:
        km = distance_km(event.place.lat, event.place.lon, act.lat, act.lon)
    if days > _DAYS or (km >= _KM and not same_name):
        return 0.0
    return likeness + (1 - days / (_DAYS + 1)) + (1.0 if same_name else 1 - km / _KM)


def mentions(told: Iterable[Told], told_set: IncidentSet) -> dict[tuple[str, str], str | None]:
    """By (article id, act id) the id of the event that tells it; None when none was coded."""
    found: dict[tuple[str, str], str | None] = {
        (article.id, name): None for article in told_set.articles for name in told_set.tells[article.id]
    }
    possible = [
        (-value, item.report.article_id, at, name, item.id)
        for at, item in enumerate(told)
        for name in told_set.tells.get(item.report.article_id, ())
        if (value := fit(item.event, told_set.acts[name]))
    ]
    taken: set[str] = set()
    for _, article, _, name, event in sorted(possible):
        if found[article, name] is None and event not in taken:
            found[article, name] = event
            taken.add(event)
    return found


def score(incidents: Sequence[Incident], told_set: IncidentSet) -> Gathered:
    """The measures of what `gather` made of a set's reports."""
    of_event = {told.id: incident for incident in incidents for told in incident.members}
    found = mentions((told for incident in incidents for told in incident.members), told_set)
    true = {mention: mention[1] for mention in found}
    mine = {
        mention: of_event[event].id if event is not None else f"not coded {mention}" for mention, event in found.items()
    }
    coded = [mention for mention, event in found.items() if event is not None]
    right = compared = 0
    for act in told_set.acts.values():
        tolls = {of_event[event].fatalities for (_, name), event in found.items() if name == act.id and event}
        if act.dead is not None and (bests := {toll.best for toll in tolls if toll is not None}):
            compared += 1
            right += act.dead in bests
    return Gathered(
        agreement(mine, true),
        agreement({m: mine[m] for m in coded}, {m: true[m] for m in coded}),
        len(told_set.acts),
        len(told_set.articles),
        right,
        compared,
    )


def _measures(found: Agreement) -> dict[str, float]:
    shares = {"b_cubed": found.b_cubed, "muc": found.muc, "ceaf": found.ceaf}
    out: dict[str, float] = {"mentions": found.things}
    for name, share in shares.items():
        out |= {f"{name}_precision": share.precision, f"{name}_recall": share.recall, f"{name}_f1": share.f1}
    return {name: round(value, 4) for name, value in {**out, "conll_f1": found.conll_f1}.items()}


def gathered_dict(result: Gathered) -> dict[str, Any]:
    """Every figure, as plain JSON."""
    return {
        "incidents": result.incidents,
        "reports": result.reports,
        "all_mentions": _measures(result.all_mentions),
        "coded_mentions": _measures(result.coded_mentions),
        "tolls_right": result.toll_right,
        "tolls_compared": result.toll_told,
    }


def gathered_text(result: Gathered) -> str:
    """The figures for a person, a line each."""
    lines = [f"{result.incidents} incidents in {result.reports} reports"]
    for title, found in (("all mentions", result.all_mentions), ("mentions that were coded", result.coded_mentions)):
        lines.append(f"\n{title}: {found.things}\n{'':10}precision  recall     F1")
        for name, share in (("B-cubed", found.b_cubed), ("MUC", found.muc), ("CEAF", found.ceaf)):
            lines.append(f"{name:10}{share.precision:9.3f}{share.recall:8.3f}{share.f1:7.3f}")
        lines.append(f"{'CoNLL':10}{'':17}{found.conll_f1:7.3f}")
    lines.append(f"\nbest figure of the dead right: {result.toll_right} of {result.toll_told}")
    return "\n".join(lines) + "\n"
