"""Records to documents: caps, notes, dates."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.article import Article
from marsad.errors import ReadError
from marsad.sources.document import (
    MAX_CHARACTERS,
    NO_DATE,
    Original,
    language_code,
    make_document,
    record_to_document,
)
from marsad.sources.inputs import read_input

TODAY = dt.date(2024, 5, 1)


def test_text_is_kept_exactly():
    text = " قـ ـصف\r\n\u200f"
    assert record_to_document({"text": text}, "x").article.text == text


def test_cap_falls_at_a_line_end():
    document = make_document(Article(text=("ق" * 99 + "\n") * (MAX_CHARACTERS // 50)), "x")
    assert MAX_CHARACTERS // 2 < len(document.article.text) <= MAX_CHARACTERS
    assert document.article.text.endswith("ق")
    assert "only the first" in document.notes[0]


def test_dates():
    document = make_document(Article(text="قصف المدينة"), "x")
    assert document.with_default_date(None, TODAY).notes == (NO_DATE,)
    assert document.with_default_date(TODAY, TODAY).article.published == TODAY
    assert document.with_default_date(TODAY + dt.timedelta(days=1), TODAY).notes == ()
    assert "future" in document.with_default_date(TODAY + dt.timedelta(days=2), TODAY).notes[0]
    own = record_to_document({"text": "قصف المدينة", "published": "2023-01-02"}, "x").with_default_date(TODAY, TODAY)
    assert own.article.published == dt.date(2023, 1, 2)


def test_the_original_has_its_digest():
    original = Original(b"abc", "text/html")
    assert original.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert "abc" not in repr(original)


def test_hour_and_language_travel_with_the_article():
    document = record_to_document({"text": "قصف", "published": "2024-05-01T23:30:00+03:00", "language": "ar-SY"}, "x")
    assert document.published_at == dt.datetime(2024, 5, 1, 20, 30, tzinfo=dt.UTC)
    assert document.article.published == dt.date(2024, 5, 1)
    assert (document.language, document.original, document.edited_at) == ("ar", None, None)
    assert record_to_document({"text": "قصف", "published": "2024-05-01"}, "x").published_at is None


@pytest.mark.parametrize(
    ("stated", "code"),
    [("ar", "ar"), (" AR_eg ", "ar"), ("ckb-IQ", "ckb"), ("Arabic", ""), ("", ""), (None, ""), (7, "")],
)
def test_language_codes(stated, code):
    assert language_code(stated) == code


def test_a_default_date_does_not_change_the_id():
    document = make_document(Article(text="قصف المدينة"), "x")
    assert document.with_default_date(TODAY, TODAY).article.id == document.article.id


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.sampled_from(["id", "text", "title", "published", "x"]), x),
    )
)
def test_a_document_or_a_clear_word(record):
    try:
        record_to_document(record, "x", 3)
    except ReadError as error:
        message = str(error)
    else:
        message = "x:3: "
    assert message.startswith("x:3: ")


def test_a_name_that_no_file_can_have():
    (outcome,) = read_input("a\0b", stdin=lambda: pytest.fail("not asked for"))
    assert isinstance(outcome, ReadError)
