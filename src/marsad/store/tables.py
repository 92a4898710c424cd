"""The tables. What stands in one marked *immutable* is never changed or deleted; triggers hold it.

Below everything else of the store. `migrations/` makes these tables; a test holds the two in step.
Ids are given by the store, without gaps, in order of arrival: after a killed and resumed run they are
the same as after an uninterrupted one.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, MetaData, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from marsad.store.columns import ExactText, Json, Moment

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

Sha256 = String(64)


class Base(DeclarativeBase):
    """Base of the tables."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: ExactText(),
        dt.datetime: Moment(),
        Any: Json(),
        bytes: LargeBinary(),
    }


class OriginalRow(Base):
    """Bytes as they were fetched or read, deflated, each once. Immutable."""

    __tablename__ = "originals"

    sha256: Mapped[str] = mapped_column(Sha256, primary_key=True)
    size: Mapped[int]
    data: Mapped[bytes]


class ArticleRow(Base):
    """An article, whatever its versions; holds only what points at the present state."""

    __tablename__ = "articles"
    __table_args__ = (Index(None, "url"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(unique=True)  # order of arrival, from 1
    outlet: Mapped[str]
    url: Mapped[str]
    version_id: Mapped[int | None]  # the present version; its coding; None until there is one
    coding_id: Mapped[int | None]
    is_withdrawn: Mapped[bool]
    reprint_of: Mapped[str]


class RunRow(Base):
    """One run of a command that writes; without an end when it was killed."""

    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    command: Mapped[str]
    inputs: Mapped[Any]
    started_at: Mapped[dt.datetime]
    finished_at: Mapped[dt.datetime | None]
    counts: Mapped[Any | None]


class VersionRow(Base):
    """An article's text as it stood at one time. Immutable."""

    __tablename__ = "versions"
    __table_args__ = (UniqueConstraint("article_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"))
    number: Mapped[int]  # from 1
    title: Mapped[str]
    text: Mapped[str]
    outlet: Mapped[str]
    url: Mapped[str]
    published: Mapped[dt.date | None] = mapped_column(index=True)  # day at the outlet
    published_at: Mapped[str | None] = mapped_column(String(40))  # ISO 8601 with the outlet's offset, where known
    edited_at: Mapped[str | None] = mapped_column(String(40))
    fetched_at: Mapped[dt.datetime | None]  # when taken from the web
    language: Mapped[str]
    content_type: Mapped[str]
    is_codable: Mapped[bool]
    notes: Mapped[Any]
    origin: Mapped[str]
    line: Mapped[int | None]
    original_sha256: Mapped[str | None] = mapped_column(Sha256, ForeignKey("originals.sha256"))
    text_sha256: Mapped[str] = mapped_column(Sha256, index=True)
    content_sha256: Mapped[str] = mapped_column(Sha256)
    first_seen: Mapped[dt.datetime]
    run_id: Mapped[int | None] = mapped_column(ForeignKey("runs.id"))


class SignatureRow(Base):
    """What near-duplicate detection keeps of a version; may be computed again."""

    __tablename__ = "signatures"

    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"), primary_key=True, autoincrement=False)
    signature: Mapped[bytes]


class CodingRow(Base):
    """That a version was coded, by what; also when it gave no event. Immutable."""

    __tablename__ = "codings"
    __table_args__ = (UniqueConstraint("version_id", "coder_version", "lexicon_version"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"))
    coder_version: Mapped[str]
    lexicon_version: Mapped[str]
    event_count: Mapped[int]
    coded_at: Mapped[dt.datetime]
    run_id: Mapped[int | None] = mapped_column(ForeignKey("runs.id"))


class EventRow(Base):
    """An event as coded: `data` is `event_to_dict`, the other columns are taken from it. Immutable."""

    __tablename__ = "events"
    __table_args__ = (Index(None, "id"), Index(None, "kind", "date_start"), Index(None, "country", "date_start"))

    coding_id: Mapped[int] = mapped_column(ForeignKey("codings.id"), primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(32))
    status: Mapped[str] = mapped_column(String(16))
    date_start: Mapped[dt.date | None]
    date_end: Mapped[dt.date | None]
    country: Mapped[str | None] = mapped_column(String(2))
    admin1: Mapped[str | None]
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    fatalities_min: Mapped[int | None]
    fatalities_max: Mapped[int | None]
    confidence: Mapped[float]
    data: Mapped[Any]


class ReviewRow(Base):
    """What a person said of an event or of two. Immutable: a change of mind is a new row."""

    __tablename__ = "reviews"
    __table_args__ = (Index(None, "event_id"), Index(None, "article_id"))

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    action: Mapped[str] = mapped_column(String(16))
    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"))  # of the event, or of the first of two
    event_id: Mapped[str] = mapped_column(String(16))
    other_id: Mapped[str | None] = mapped_column(String(16))  # merge, split: the second event
    field: Mapped[str | None] = mapped_column(String(32))  # correct
    value: Mapped[Any | None]  # correct: the field's new value; add: the event
    retracts: Mapped[int | None] = mapped_column(ForeignKey("reviews.id"))
    who: Mapped[str]
    at: Mapped[dt.datetime]
    why: Mapped[str]


class WithdrawalRow(Base):
    """That an article was withdrawn by its outlet, or stands again. Immutable."""

    __tablename__ = "withdrawals"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), index=True)
    is_withdrawn: Mapped[bool]
    who: Mapped[str]
    at: Mapped[dt.datetime]
    why: Mapped[str]


class FailureRow(Base):
    """An input or article that could not be read or coded, with the reason; each once."""

    __tablename__ = "failures"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[str] = mapped_column(Sha256, unique=True)  # of all that tells one failure from another
    step: Mapped[str] = mapped_column(String(32))
    origin: Mapped[str]
    line: Mapped[int | None]
    version_id: Mapped[int | None] = mapped_column(ForeignKey("versions.id"))
    reason: Mapped[str]
    at: Mapped[dt.datetime]
    run_id: Mapped[int | None] = mapped_column(ForeignKey("runs.id"))


class MarkRow(Base):
    """How far a source was read, under a name of the source's own choosing."""

    __tablename__ = "marks"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any]
    at: Mapped[dt.datetime]


class TouchedRow(Base):
    """Articles whose events or judgements changed since the incidents were last computed."""

    __tablename__ = "touched"

    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"), primary_key=True)


class IncidentRow(Base):
    """An incident as last computed: `data` is `incident_to_dict`, the other columns are taken from it."""

    __tablename__ = "incidents"
    __table_args__ = (
        Index(None, "date_start", "id"),
        Index(None, "kind"),
        Index(None, "country", "admin1"),
        Index(None, "lat", "lon"),
        Index(None, "changed_at"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    seq: Mapped[int]  # order of arrival of the first article that tells it
    kind: Mapped[str] = mapped_column(String(32))
    status: Mapped[str] = mapped_column(String(16))
    date_start: Mapped[dt.date | None]
    date_end: Mapped[dt.date | None]
    country: Mapped[str | None] = mapped_column(String(2))
    admin1: Mapped[str | None]
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    fatalities_low: Mapped[int | None]
    fatalities_best: Mapped[int | None]
    fatalities_high: Mapped[int | None]
    voices: Mapped[int]
    confidence: Mapped[float]
    review: Mapped[str] = mapped_column(String(16))
    changed_at: Mapped[dt.datetime]  # when it was last computed to something else
    data: Mapped[Any]


class IncidentMemberRow(Base):
    """An event of an incident."""

    __tablename__ = "incident_members"
    __table_args__ = (Index(None, "article_id"),)

    event_id: Mapped[str] = mapped_column(String(16), primary_key=True)
    incident_id: Mapped[str] = mapped_column(ForeignKey("incidents.id"), index=True)
    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"))


class IncidentFacetRow(Base):
    """What incidents are looked for by, other than their columns: outlet, party, actor, speaker, protected."""

    __tablename__ = "incident_facets"
    __table_args__ = (Index(None, "facet", "value"), {"sqlite_with_rowid": False})

    incident_id: Mapped[str] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    facet: Mapped[str] = mapped_column(String(16), primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)


class IncidentBlockRow(Base):
    """Blocks (see `corroboration.blocks`) in which an incident's events stand, each key as a 63-bit number."""

    __tablename__ = "incident_blocks"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - as SQLAlchemy wants it

    block: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    incident_id: Mapped[str] = mapped_column(ForeignKey("incidents.id"), primary_key=True, index=True)


# Triggers refuse to change or delete rows of these.
IMMUTABLE = ("originals", "versions", "codings", "events", "reviews", "withdrawals")

# Computed from the other tables, and computed anew after a backup is restored.
DERIVED = ("incidents", "incident_members", "incident_facets", "incident_blocks", "touched")
