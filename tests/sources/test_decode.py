"""Bytes to text, nothing lost and nothing invented."""

from __future__ import annotations

import codecs
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.errors import ReadError
from marsad.sources.decode import decode, is_mojibake

TEXT = "أعلنت مصادر محلية في المدينة أن القصف الذي استهدف الحي أمس أدى إلى مقتل ثلاثة أشخاص وإصابة آخرين"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1256", "iso-8859-6"]
)
def test_encodings(encoding):
    assert decode(TEXT.encode(encoding), "x") == TEXT
    assert decode("قُتل شخص".encode("windows-1256"), "x") == "قُتل شخص"


def test_big_endian_with_mark():
    assert decode(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "x") == TEXT


def test_nothing_is_changed():
    text = "قـ ـصف\r\n\u200fعلى  حيّ\u00a0\ufeff ﻻ"
    assert decode(text.encode(), "x") == text


def test_what_the_page_states_decides_between_single_byte_pages():
    data = "قصف".encode("iso-8859-6")
    assert decode(data, "x", "iso-8859-6") == "قصف"
    assert decode(TEXT.encode(), "x", "windows-1256") == TEXT
    assert decode(TEXT.encode("windows-1256"), "x", "no-such-encoding") == TEXT


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\n \t", "empty"),
        (b"\x00" * 100, "empty"),
        (b"%PDF-1.5\n", "PDF"),
        (b"PK\x03\x04zip", "Office"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (bytes(range(256)), "binary"),
        (codecs.BOM_UTF16_LE + "قصف".encode("utf-16-le")[:-1], "broken UTF-16"),
        (codecs.BOM_UTF8 + b"\xd9\x82\xff\xff", "broken UTF-8"),
    ],
)
def test_what_is_no_text(data, reason):
    with pytest.raises(ReadError, match=reason):
        decode(data, "x")


@given(st.binary(max_size=300))
def test_text_or_a_clear_word(data):
    with contextlib.suppress(ReadError):
        assert isinstance(decode(data, "x"), str)


def test_mojibake():
    assert is_mojibake(TEXT.encode().decode("latin-1"))
    assert not is_mojibake(TEXT)
    assert not is_mojibake("Ødegård à Ürümqi")
