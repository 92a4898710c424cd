"""Which incidents are wanted: the one set of filters that commands, exports and the web share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, false, or_, select

from marsad.codebook import Kind
from marsad.corroboration.facts import folded_name
from marsad.corroboration.incident import ReviewState
from marsad.store.search import matches, parse_query
from marsad.store.tables import ArticleRow, IncidentFacetRow, IncidentMemberRow, IncidentRow, VersionRow

_LONGEST = 200  # code points of a name that count: an index of PostgreSQL takes no endless ones


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in WGS84 degrees; west > east crosses the date line.

    Raises:
        ValueError: when it is none on Earth.
    """

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        if not (-90 <= self.south <= self.north <= 90 and -180 <= self.west <= 180 and -180 <= self.east <= 180):
            raise ValueError(f"{self.west},{self.south},{self.east},{self.north} is no west,south,east,north on Earth")


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions that all have to hold; an empty one leaves everything in.

    Args:
        since: incidents that may have happened on this day or later; undated ones are left out.
        until: incidents that may have happened on this day or earlier; undated ones are left out.
        kinds: any of these.
        countries: ISO 3166-1 alpha-2, any of these.
        admin1: names of first-level units as the gazetteer writes them, any of these.
        box: with a point inside.
        reviews: any of these states.
        min_fatalities: at least so many by the best estimate.
        outlet: reported by this outlet.
        party: a side of this name as reports write it (however spelt), or of this catalogue id.
        speaker: this speaker says something of it.
        protected: any of these protected objects was hit.
        text: words that all stand in one article that tells it (see `Store.search`).
        article_id: told by this article.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    kinds: Sequence[Kind] = ()
    countries: Sequence[str] = ()
    admin1: Sequence[str] = ()
    box: Box | None = None
    reviews: Sequence[ReviewState] = ()
    min_fatalities: int | None = None
    outlet: str = ""
    party: str = ""
    speaker: str = ""
    protected: Sequence[str] = ()
    text: str = ""
    article_id: str = ""


def facet_value(facet: str, value: str) -> str:
    """A facet's value as it is kept and compared: names of parties and speakers meet however spelt."""
    return (value if facet in ("outlet", "actor", "protected") else folded_name(value))[:_LONGEST]


def _facet(facets: Sequence[tuple[str, str]]) -> ColumnElement[bool]:
    wanted = [
        and_(IncidentFacetRow.facet == facet, IncidentFacetRow.value == facet_value(facet, value))
        for facet, value in facets
    ]
    return IncidentRow.id.in_(select(IncidentFacetRow.incident_id).where(or_(*wanted)))


def _in_box(box: Box) -> ColumnElement[bool]:
    inside = IncidentRow.lat.between(box.south, box.north)
    if box.west <= box.east:
        return and_(inside, IncidentRow.lon.between(box.west, box.east))
    return and_(inside, or_(IncidentRow.lon >= box.west, IncidentRow.lon <= box.east))


def _told_by(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return IncidentRow.id.in_(select(IncidentMemberRow.incident_id).where(condition))


def _with_text(query: str, dialect: str) -> ColumnElement[bool]:
    asked = parse_query(query)
    if not asked.phrases:
        return false()  # words without letters are in no article
    found = (
        select(ArticleRow.id).join(VersionRow, VersionRow.id == ArticleRow.version_id).where(matches(asked, dialect))
    )
    return _told_by(IncidentMemberRow.article_id.in_(found))


def conditions(filters: Filters, connection: Connection) -> list[ColumnElement[bool]]:
    """The filters as conditions on `incidents`."""
    out: list[ColumnElement[bool]] = []
    if filters.since is not None:
        out.append(IncidentRow.date_end >= filters.since)
    if filters.until is not None:
        out.append(IncidentRow.date_start <= filters.until)
    lists: list[tuple[Any, Sequence[str]]] = [
        (IncidentRow.kind, [kind.value for kind in filters.kinds]),
        (IncidentRow.country, filters.countries),
        (IncidentRow.admin1, filters.admin1),
        (IncidentRow.review, [state.value for state in filters.reviews]),
    ]
    out += [column.in_(values) for column, values in lists if values]
    if filters.box is not None:
        out.append(_in_box(filters.box))
    if filters.min_fatalities is not None:
        out.append(IncidentRow.fatalities_best >= filters.min_fatalities)
    if filters.outlet:
        out.append(_facet([("outlet", filters.outlet)]))
    if filters.party:
        out.append(_facet([("party", filters.party), ("actor", filters.party)]))
    if filters.speaker:
        out.append(_facet([("speaker", filters.speaker)]))
    if filters.protected:
        out.append(_facet([("protected", value) for value in filters.protected]))
    if filters.text:
        out.append(_with_text(filters.text, connection.dialect.name))
    if filters.article_id:
        out.append(_told_by(IncidentMemberRow.article_id == filters.article_id))
    return out
