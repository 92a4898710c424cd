"""Telegram Desktop's JSON export (result.json) to documents, one a message.

Reads channels and public groups. Personal chats and private groups are left aside and counted, whatever
the export holds; so are the names of people who wrote or forwarded a message.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from marsad.article import Article
from marsad.errors import ReadError
from marsad.sources.dates import read_published
from marsad.sources.document import Outcome, Skipped, make_document

_PUBLIC = frozenset({"public_channel", "public_supergroup", "public_group"})
_CHANNEL = "private_channel"  # read when the user exported just this one


def is_export(value: object) -> bool:
    """Whether a JSON value is an export: a chat with its messages, or an account's chats."""
    if not isinstance(value, dict):
        return False
    if isinstance(value.get("messages"), list) and "type" in value:
        return True
    return any(isinstance(value.get(key), dict) and "list" in value[key] for key in ("chats", "left_chats"))


def read_telegram(value: Mapping[str, Any], origin: str) -> Iterator[Outcome]:
    """A document for every message with text of the channels and public groups of an export.

    Args:
        value: the export, for which `is_export` holds.
        origin: what to name in an error.
    """
    skipped: Counter[str] = Counter()
    alone = isinstance(value.get("messages"), list)
    read = 0
    for chat in [value] if alone else _chats(value):
        kind = str(chat.get("type"))
        if not (kind in _PUBLIC or (alone and kind == _CHANNEL)):
            skipped["personal or private chats"] += 1
            continue
        messages = chat.get("messages")
        for message in messages if isinstance(messages, list) else []:
            outcome = _message(message, chat, origin, skipped)
            if outcome is not None:
                read += 1
                yield outcome
    if not read:
        held = Skipped(origin, skipped) or "empty"
        yield ReadError(origin, f"no message to read in this Telegram export ({held}); export a channel with its texts")
    elif skipped:
        yield Skipped(origin, dict(skipped))


def _chats(value: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for key in ("chats", "left_chats"):
        part = value.get(key)
        chats = part.get("list") if isinstance(part, dict) else None
        for chat in chats if isinstance(chats, list) else []:
            if isinstance(chat, dict):
                yield chat


def _message(message: object, chat: Mapping[str, Any], origin: str, skipped: Counter[str]) -> Outcome | None:
    if not isinstance(message, dict) or not isinstance(message.get("id"), int | str):
        return ReadError(origin, "a message of this Telegram export has no id; it is left out")
    if message.get("type", "message") != "message":
        skipped["service messages"] += 1
        return None
    text = _text(message.get("text")) or _text(message.get("text_entities"))
    if not text.strip():
        skipped["messages without text (photos, videos, files)"] += 1
        return None
    number = message["id"] if isinstance(message["id"], int) else None
    published_at, day, notes = _published(message)
    chat_id = chat.get("id", "")
    article = Article(
        text=text,
        published=day,
        source=chat["name"] if isinstance(chat.get("name"), str) else "",
        url=f"https://t.me/c/{chat_id}/{message['id']}" if chat_id else "",
        id=f"telegram-{chat_id}-{message['id']}",
    )
    return replace(
        make_document(article, origin, number, notes),
        published_at=published_at,
        edited_at=_moment(message.get("edited_unixtime")),
        record=_record(message),
    )


def _text(value: object) -> str:
    """The words of a text that is a string or a list of strings and formatted parts."""
    if isinstance(value, str):
        return value
    parts = value if isinstance(value, list) else []
    words = (part.get("text", "") if isinstance(part, dict) else part for part in parts)
    return "".join(word for word in words if isinstance(word, str))


def _moment(value: object) -> dt.datetime | None:
    try:
        stated = read_published(value if isinstance(value, str | int) else None)
    except ValueError:
        return None
    return stated if isinstance(stated, dt.datetime) else None


def _published(message: Mapping[str, Any]) -> tuple[dt.datetime | None, dt.date | None, tuple[str, ...]]:
    """Moment and calendar day of a message. The day is the one Telegram showed to who exported it."""
    moment = _moment(message.get("date_unixtime"))
    try:
        shown = read_published(message.get("date"))
    except ValueError as error:
        day = moment.date() if moment else None
        return moment, day, (f"the message's date is not understood: {error}",)
    day = shown.date() if isinstance(shown, dt.datetime) else shown
    return moment, day or (moment.date() if moment else None), ()


def _record(message: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What else matters of a message: the channel it was forwarded from, never a person."""
    from_channel = str(message.get("forwarded_from_id") or "").startswith("channel")
    name = message.get("forwarded_from")
    return {"forwarded_from": name} if from_channel and isinstance(name, str) else None
