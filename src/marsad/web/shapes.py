"""The shapes of answers, for the OpenAPI description. What makes them is elsewhere; tests hold both in step."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from marsad.codebook import DatePrecision, Force, Kind, PlacePrecision, Protected, Status
from marsad.corroboration.incident import ReviewState
from marsad.web.people import Role

FieldName = Literal["title", "text"]
Span = Annotated[tuple[FieldName, int, int], Field(description="Field, first and last code point, half-open.")]


class Toll(BaseModel):
    """Persons; max null: no upper bound told."""

    min: int
    max: int | None


class Range(BaseModel):
    """Persons over all claims; `rule` says how `best` was chosen."""

    low: int
    best: int
    high: int | None
    rule: str


class Party(BaseModel):
    """A side: the words, and the catalogue entry they were resolved to."""

    text: str
    actor_id: str | None


class When(BaseModel):
    """Inclusive span of days."""

    start: dt.date | None
    end: dt.date | None
    precision: DatePrecision


class Place(BaseModel):
    """A named place, WGS84 degrees."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: PlacePrecision
    radius_km: float | None
    bearing_deg: float | None
    gazetteer_id: str | None
    admin1: str | None
    pcode: str | None


class Claim(BaseModel):
    """What one speaker says of the act; speaker null: the outlet itself."""

    speaker: str | None
    via: str | None
    force: Force
    kind: Kind
    side_a: list[str]
    side_b: list[str]
    fatalities: Toll | None
    injured: Toll | None
    evidence: list[Span]


class Act(BaseModel):
    """The codebook's fields of an act."""

    id: str
    kind: Kind
    status: Status
    date: When | None
    place: Place | None
    side_a: list[Party]
    side_b: list[Party]
    protected: list[Protected]
    confidence: float


class Event(Act):
    """An event as `marsad code --format jsonl` writes it."""

    anchor: str
    fatalities: Toll | None
    injured: Toll | None
    sources: list[str]
    acled: dict[str, str]
    plover: dict[str, str]
    claims: list[Claim]
    evidence: Annotated[dict[str, Any], Field(description="Spans by field, the trigger's own, and `rules` by field.")]
    coder_version: str
    lexicon_version: str


class Report(BaseModel):
    """The article behind an event."""

    article_id: str
    outlet: str
    published: dt.date | None
    url: str
    title: str
    reprint_of: str


class Member(Event):
    """An event of an incident."""

    report: Report


class IncidentClaim(Claim):
    """A claim with the report that has it."""

    outlet: str
    article_id: str
    event_id: str
    published: dt.date | None


class Reason(BaseModel):
    """One feature of a pair of events."""

    feature: str
    value: float
    weight: float


class Link(BaseModel):
    """Why two events stand in one incident."""

    left: str
    right: str
    score: float
    reasons: list[Reason]
    judged_by: str | None


class Choice(BaseModel):
    """Where the value of a field comes from."""

    field: str
    rule: str
    events: list[str]


class Summary(Act):
    """An incident as lists show it."""

    fatalities: Range | None
    injured: Range | None
    outlets: list[str]
    voices: int
    first_reported: dt.date | None
    last_reported: dt.date | None
    disagreements: list[str]
    review: ReviewState


class SummaryPage(BaseModel):
    """A page of incidents; `next` null: the last one."""

    items: list[Summary]
    next: str | None
    total: int


class Sentence(BaseModel):
    """A sentence of a report; `start` is its first code point in the field."""

    field: FieldName
    start: int
    text: str


class Judgement(BaseModel):
    """What a person decided."""

    id: int
    event_id: str
    who: str
    at: dt.datetime
    verdict: str
    field: str | None
    value: Any
    why: str


class Incident(Summary):
    """One act with all that the reports say of it."""

    articles: list[str]
    events: list[Member]
    claims: list[IncidentClaim]
    choices: list[Choice]
    links: list[Link]
    sentences: Annotated[dict[str, list[Sentence]], Field(description="What tells of it, by article.")]
    judgements: list[Judgement]


class ArticleEvent(Event):
    """An event of a stored article; rejected ones too."""

    review: ReviewState
    incident: str | None


class VersionFacts(BaseModel):
    """A version of an article."""

    version: int
    seen: dt.datetime
    is_current: bool


class StoredArticle(BaseModel):
    """An article with its events; every span counts code points in `title` or `text`."""

    id: str
    title: str
    text: str
    outlet: str
    url: str
    published: dt.date | None
    version: int
    versions: list[VersionFacts]
    is_withdrawn: bool
    is_masked: Annotated[bool, Field(description="Whether names of private persons may be withheld.")]
    events: list[ArticleEvent]


class Derivation(BaseModel):
    """How a field was read: the rule, its words, and what it rests on."""

    rule: str
    field: str
    words: str
    children: list[Derivation]


class Columns(BaseModel):
    """Incidents as columns: one entry an incident, ordered by id; indices point into the lists of names."""

    n: int
    version: str
    id: list[str]
    kind: list[int]
    start: Annotated[list[int | None], Field(description="Days since 1970-01-01.")]
    end: list[int | None]
    lat: list[float | None]
    lon: list[float | None]
    precision: list[int | None]
    radius_km: list[float | None]
    bearing_deg: list[float | None]
    country: list[int | None]
    admin1: list[int | None]
    place: list[int | None]
    best: list[int | None]
    confidence: Annotated[list[int], Field(description="0..100.")]
    review: list[int]
    voices: list[int]
    disagreement: list[int]
    protected: list[int]
    outlets: list[list[int]]
    parties: list[list[int]]
    speakers: list[list[int]]
    kinds: list[Kind]
    precisions: list[PlacePrecision]
    countries: list[str]
    admin1s: list[str]
    places: list[str]
    reviews: list[ReviewState]
    outlet_names: list[str]
    party_names: list[str]
    speaker_names: list[str]


class Account(BaseModel):
    """Who is signed in."""

    name: str
    role: Role


class Me(BaseModel):
    """Who asks, whether this instance has accounts, and the token that changes bring along."""

    user: Account | None
    accounts: bool
    csrf: str


class FeatureCollection(BaseModel):
    """GeoJSON."""

    type: Literal["FeatureCollection"]
    features: list[dict[str, Any]]


class GazetteerPlace(BaseModel):
    """A place of the gazetteer."""

    name: str
    name_en: str
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    radius_km: float
    gazetteer_id: str
    pcode: str | None


class CatalogueParty(BaseModel):
    """A party of the catalogue."""

    id: str
    name_ar: str
    name_en: str
    country: str | None
    type: str


class KindFacts(BaseModel):
    """What a kind maps to."""

    event_type: str
    sub_event_type: str
    plover: str
    mode: str
    family: str
