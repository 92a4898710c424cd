"""What people say of events: rows that are only ever added. What stands is the view over all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, func, insert, select

from marsad.corroboration.incident import ReviewState
from marsad.errors import StoreError
from marsad.event import event_from_dict
from marsad.store.articles import touch
from marsad.store.columns import now
from marsad.store.corrections import CORRECTABLE, corrected
from marsad.store.succession import Successor, successors
from marsad.store.tables import ArticleRow, CodingRow, EventRow, ReviewRow, VersionRow


class Action(StrEnum):
    """What a person decides."""

    ACCEPT = "accept"  # the event is right as it stands
    CORRECT = "correct"  # one field of it should be another value
    REJECT = "reject"  # it is no event
    MERGE = "merge"  # two events tell one act
    SPLIT = "split"  # two events tell two acts
    ADD = "add"  # an event that the coder missed
    RETRACT = "retract"  # an earlier decision no longer stands


_STATES = {
    Action.ACCEPT: ReviewState.ACCEPTED,
    Action.CORRECT: ReviewState.CORRECTED,
    Action.REJECT: ReviewState.REJECTED,
    Action.ADD: ReviewState.ACCEPTED,
}


@dataclass(frozen=True, slots=True)
class Review:
    """One decision of one person.

    Args:
        id: number in order of decision; 0 before it is kept.
        action: what was decided.
        event_id: the event, or the first of two.
        who: name or account of the person.
        why: in that person's words; may be empty.
        at: when, in UTC.
        other_id: the second event of a merge or split.
        field: corrected field, one of `CORRECTABLE`.
        value: a correction's new value, as `event_to_dict` writes it; an added event's dictionary.
        article_id: of the event.
        retracts: id of the decision that no longer stands.
    """

    id: int
    action: Action
    event_id: str
    who: str
    why: str
    at: dt.datetime
    article_id: str
    other_id: str | None = None
    field: str | None = None
    value: Any = None
    retracts: int | None = None

    @property
    def state(self) -> ReviewState | None:
        """What it makes of its event; None for a judgement over two."""
        return _STATES.get(self.action)


def _article_of(connection: Connection, event_id: str) -> str:
    query = (
        select(VersionRow.article_id)
        .join(CodingRow, CodingRow.version_id == VersionRow.id)
        .join(EventRow, EventRow.coding_id == CodingRow.id)
        .where(EventRow.id == event_id)
        .limit(1)
    )
    found = connection.scalar(query)
    if found is None:
        added = select(ReviewRow.article_id).where(ReviewRow.action == Action.ADD, ReviewRow.event_id == event_id)
        found = connection.scalar(added.limit(1))
    if found is None:
        raise StoreError(f"no event {event_id!r} in the store")
    return found


def _check_correction(connection: Connection, event_id: str, article_id: str, field: str | None, value: Any) -> None:
    if field not in CORRECTABLE:
        raise StoreError(f"{field!r} is no field that can be corrected; one of: {', '.join(CORRECTABLE)}")
    data: Any = connection.scalar(select(EventRow.data).where(EventRow.id == event_id).limit(1))
    if data is None:
        data = connection.scalar(
            select(ReviewRow.value).where(ReviewRow.action == Action.ADD, ReviewRow.event_id == event_id).limit(1)
        )
    try:
        corrected(event_from_dict(article_id, data), field, value)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise StoreError(f"event {event_id}: {field} can't be {value!r}: {error}") from error


def add_review(
    connection: Connection,
    action: Action,
    event_id: str,
    *,
    who: str,
    why: str = "",
    other_id: str | None = None,
    field: str | None = None,
    value: Any = None,
) -> Review:
    """Keeps a decision on an event, or on two (merge, split).

    Raises:
        StoreError: for an event that the store lacks, a field or value that can't be, or a decision without a name.
    """
    if not who.strip():
        raise StoreError("a decision needs the name of who takes it")
    if (action in (Action.MERGE, Action.SPLIT)) != (other_id is not None) or event_id == other_id:
        raise StoreError(f"{action.value}: merge and split take two different events, all else takes one")
    if action in (Action.ADD, Action.RETRACT):
        raise StoreError(f"{action.value}: use add_event or retract")
    article_id = _article_of(connection, event_id)
    touched = [article_id]
    if other_id is not None:
        touched.append(_article_of(connection, other_id))
    if action is Action.CORRECT:
        _check_correction(connection, event_id, article_id, field, value)
    return _keep(
        connection,
        Review(0, action, event_id, who, why, now(), article_id, other_id=other_id, field=field, value=value),
        touched,
    )


def add_event(connection: Connection, article_id: str, data: dict[str, Any], *, who: str, why: str = "") -> Review:
    """Keeps an event that the coder missed; `data` as `event_to_dict` writes it.

    Raises:
        StoreError: when the store lacks the article, or `data` is no event.
    """
    if not connection.scalar(select(func.count()).where(ArticleRow.id == article_id)):
        raise StoreError(f"no article {article_id!r} in the store")
    try:
        event = event_from_dict(article_id, data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise StoreError(f"article {article_id}: no event can be made of this: {error}") from error
    review = Review(0, Action.ADD, event.id, who, why, now(), article_id, value=data)
    return _keep(connection, review, [article_id])


def retract(connection: Connection, review_id: int, *, who: str, why: str = "") -> Review:
    """Keeps that an earlier decision no longer stands.

    Raises:
        StoreError: when there is no such decision.
    """
    row = connection.execute(select(ReviewRow.__table__).where(ReviewRow.id == review_id)).one_or_none()
    if row is None:
        raise StoreError(f"no decision {review_id} in the store")
    touched = [row.article_id] + ([_article_of(connection, row.other_id)] if row.other_id else [])
    review = Review(
        0, Action.RETRACT, row.event_id, who, why, now(), row.article_id, other_id=row.other_id, retracts=review_id
    )
    return _keep(connection, review, touched)


def _keep(connection: Connection, review: Review, touched: list[str]) -> Review:
    number = (connection.scalar(select(func.max(ReviewRow.id))) or 0) + 1
    values = {name: getattr(review, name) for name in ReviewRow.__table__.columns.keys()}  # noqa: SIM118
    connection.execute(insert(ReviewRow).values({**values, "id": number, "action": review.action.value}))
    touch(connection, touched)
    return Review(**{**values, "id": number, "action": review.action})


def read_reviews(connection: Connection, *, event_id: str | None = None) -> Iterator[Review]:
    """All decisions in order, retracted ones too; of one event those that name it first or second."""
    query = select(ReviewRow.__table__).order_by(ReviewRow.id)
    if event_id is not None:
        query = query.where((ReviewRow.event_id == event_id) | (ReviewRow.other_id == event_id))
    for row in connection.execute(query):
        yield Review(**{**row._asdict(), "action": Action(row.action)})


def standing_reviews(connection: Connection) -> dict[str, list[Review]]:
    """Decisions on single events that stand, by article, in order."""
    by_article: dict[str, list[Review]] = {}
    for review in _standing(connection):
        if review.action not in (Action.MERGE, Action.SPLIT):
            by_article.setdefault(review.article_id, []).append(review)
    return by_article


def standing_pairs(connection: Connection) -> list[Review]:
    """Merges and splits that stand, in order; of two on the same pair the later one holds."""
    return [review for review in _standing(connection) if review.action in (Action.MERGE, Action.SPLIT)]


def _standing(connection: Connection) -> list[Review]:
    """Decisions not taken back, those on a superseded event under the id of the one that tells it now."""
    every = list(read_reviews(connection))
    retracted = {review.retracts for review in every if review.retracts is not None}
    standing = [review for review in every if review.action is not Action.RETRACT and review.id not in retracted]
    named = {name for review in standing for name in (review.event_id, review.other_id) if name is not None}
    now_told = successors(connection, named)
    return [_carried(review, now_told) for review in standing] if now_told else standing


def _carried(review: Review, now_told: Mapping[str, Successor]) -> Review:
    """The decision on what tells it now, as far as it can be meant of that.

    What was accepted was accepted as it stood. What was corrected was corrected against the text as it stood.
    """
    one, other = now_told.get(review.event_id), now_told.get(review.other_id or "")
    if review.action is Action.ACCEPT or (review.action is Action.CORRECT and one and not one.same_text):
        return review
    return replace(review, event_id=one.id if one else review.event_id, other_id=other.id if other else review.other_id)
