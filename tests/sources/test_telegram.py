"""Telegram Desktop's exports: what is read, what is left aside, what is not kept."""

from __future__ import annotations

import datetime as dt
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import ReadError
from marsad.sources.document import Document, Skipped
from marsad.sources.inputs import read_stream
from marsad.sources.telegram import is_export, read_telegram

PLAIN = {
    "id": 41,
    "type": "message",
    "date": "2023-05-01T01:10:00",
    "date_unixtime": "1682892600",
    "from": "راصد ريف حماة",
    "from_id": "channel1500",
    "text": "قصف مدفعي على أطراف قلعة المضيق دون إصابات",
    "text_entities": [],
}
RICH = {
    "id": 42,
    "type": "message",
    "date": "2023-05-01T12:00:00",
    "date_unixtime": "1682931600",
    "edited": "2023-05-01T13:00:00",
    "edited_unixtime": "1682935200",
    "forwarded_from": "مرصد السهل",
    "forwarded_from_id": "channel77",
    "from": "راصد ريف حماة",
    "from_id": "channel1500",
    "text": [
        {"type": "bold", "text": "عاجل"},
        " | مقتل مدني ",
        {"type": "hashtag", "text": "#إدلب"},
        "\n\nبغارة على ",
        {"type": "text_link", "text": "الطريق", "href": "https://x.example"},
    ],
}
MEDIA = {"id": 43, "type": "message", "date": "2023-05-01T12:00:00", "photo": "photos/1.jpg", "text": ""}
SERVICE = {
    "id": 44,
    "type": "service",
    "date": "2023-05-01T12:00:00",
    "actor": "x",
    "action": "pin_message",
    "text": "",
}


def chat(*messages, kind="public_channel", name="راصد ريف حماة"):
    return {"name": name, "type": kind, "id": 1500, "messages": list(messages)}


def split(value):
    outcomes = list(read_telegram(value, "result.json"))
    return [o for o in outcomes if isinstance(o, Document)], [o for o in outcomes if not isinstance(o, Document)]


def test_messages():
    (plain, rich), (skipped,) = split(chat(PLAIN, RICH, MEDIA, SERVICE))
    assert plain.article.text == PLAIN["text"]
    assert plain.article.id == "telegram-1500-41"
    assert plain.article.source == "راصد ريف حماة"
    assert plain.article.url == "https://t.me/c/1500/41"
    # The day that Telegram showed, though it was still April in UTC.
    assert plain.article.published == dt.date(2023, 5, 1)
    assert plain.published_at == dt.datetime(2023, 4, 30, 22, 10, tzinfo=dt.UTC)
    assert plain.edited_at is None
    assert rich.article.text == "عاجل | مقتل مدني #إدلب\n\nبغارة على الطريق"
    assert rich.edited_at == dt.datetime(2023, 5, 1, 10, 0, tzinfo=dt.UTC)
    assert rich.record == {"forwarded_from": "مرصد السهل"}
    assert isinstance(skipped, Skipped)
    assert skipped.counts == {"messages without text (photos, videos, files)": 1, "service messages": 1}


def test_an_edited_message_keeps_its_id():
    before, after = chat(PLAIN), chat({**PLAIN, "text": "نص آخر", "edited_unixtime": "1682892900"})
    (old,), (new,) = split(before)[0], split(after)[0]
    assert old.article.id == new.article.id
    assert (old.edited_at, new.edited_at is not None) == (None, True)


def test_people_are_left_out():
    person = {**PLAIN, "from": "شخص ما", "from_id": "user5", "forwarded_from": "شخص آخر", "forwarded_from_id": "user6"}
    export = {
        "about": "x",
        "personal_information": {"phone_number": "+0"},
        "chats": {
            "list": [
                chat(person, kind="personal_chat", name="شخص ما"),
                chat(person, kind="private_group"),
                chat(person, kind="private_channel"),
                chat(person, kind="saved_messages"),
                chat(person, kind="public_supergroup", name="أخبار البلد"),
            ]
        },
        "left_chats": {"list": [chat(PLAIN)]},
    }
    documents, (skipped,) = split(export)
    assert [d.article.source for d in documents] == ["أخبار البلد", "راصد ريف حماة"]
    assert "شخص" not in repr(documents)
    assert skipped.counts == {"personal or private chats": 4}


@pytest.mark.parametrize("kind", ["personal_chat", "private_group", "private_supergroup", "bot_chat", "saved_messages"])
def test_a_private_chat_alone_is_a_clear_failure(kind):
    documents, (failure,) = split(chat(PLAIN, kind=kind))
    assert documents == []
    assert "personal or private" in str(failure)


def test_a_private_channel_exported_by_itself_is_read():
    assert len(split(chat(PLAIN, kind="private_channel"))[0]) == 1


@pytest.mark.parametrize(
    "message",
    [
        {**PLAIN, "date": "soon", "date_unixtime": "x"},
        {**PLAIN, "text": [None, 5, {"text": 3}, {"type": "bold"}, "قصف"]},
        {**PLAIN, "text": None, "text_entities": [{"type": "plain", "text": "قصف"}]},
        {"id": 5, "text": "قصف"},
        {**PLAIN, "id": None},
        "no object",
        None,
    ],
)
def test_odd_messages_cost_no_other(message):
    documents, rest = split(chat(message, PLAIN))
    assert documents[-1].article.text == PLAIN["text"]
    assert len(documents) + sum(isinstance(o, ReadError) for o in rest) == 2


@pytest.mark.parametrize("indent", [None, 1])
def test_recognised_by_content(indent):
    data = json.dumps(chat(PLAIN), ensure_ascii=False, indent=indent).encode()
    for suffix in ("", ".json"):
        (document,) = read_stream(io.BytesIO(data), "x", suffix)
        assert document.article.id == "telegram-1500-41"
    assert not is_export({"text": "x"})
    assert not is_export([])


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda x: st.lists(x, max_size=3))


@given(st.dictionaries(st.sampled_from(sorted(RICH)), JSON))
def test_never_fails(message):
    list(read_telegram(chat(message), "x"))
    list(read_telegram({"chats": {"list": [message, chat(message)]}}, "x"))
