"""Whether a text is Arabic: a look at its letters, before anything is coded.

Texts in other languages are not failures; they get a notice and no events. Languages that borrow the
script are told by letters that Arabic does not have. Never judges a text too short to tell.
"""

from __future__ import annotations

import re

_LETTERS = re.compile(r"[^\W\d_]+")
_ARABIC_SCRIPT = re.compile("[\u0621-\u063a\u0641-\u064a\u066e-\u06d3\u06fa-\u06ff\ufb50-\ufdfb\ufe70-\ufefc]+")
# Peh, tcheh, jeh, gaf, tteh, ddal, rreh, noon ghunna, heh doachashmee, ae, oe, yu and their like:
# everyday letters of Persian, Urdu, Kurdish, Pashto and Uyghur. Persian kaf and yeh are left out,
# for Arabic is often typed with them.
_FOREIGN = re.compile(
    "[\u067e\u0686\u0698\u06af\u0679\u0688\u0691\u06ba\u06be\u06d2\u06d5\u06c6\u06c7\u06ce\u067c\u0693\u069a\u06d0]"
)
_LINK = re.compile(r"(?:https?://|www\.|@)\S+")
_LINK_SIGNS = ("://", "www.", "@")
_HEAD = 20_000  # characters judged; the language of a report does not change after that

# Persian prose has 3 to 5 in a hundred of these letters, Urdu and Kurdish more; Arabic with Iraqi or
# Maghrebi names stays under 0.5.
_MAX_FOREIGN = 0.015
_MIN_FOREIGN = 4
_MIN_ARABIC = 0.1
_MIN_LETTERS = 3


def why_not_arabic(text: str) -> str:
    """One clause that says why the text is not read as Arabic; "" when it is."""
    head = text[:_HEAD]
    if any(sign in head for sign in _LINK_SIGNS):
        head = _LINK.sub(" ", head)
    arabic = sum(map(len, _ARABIC_SCRIPT.findall(head)))
    # Most texts have so many that their letters need not be counted.
    if arabic < _MIN_LETTERS or (arabic < _MIN_ARABIC * len(head) and arabic < _MIN_ARABIC * _letters(head)):
        return "not Arabic: hardly any Arabic letter in it"
    foreign = len(_FOREIGN.findall(head))
    if foreign >= _MIN_FOREIGN and foreign > _MAX_FOREIGN * arabic:
        return "not Arabic: its letters are those of Persian, Urdu, Kurdish or another language in Arabic script"
    return ""


def _letters(text: str) -> int:
    return sum(map(len, _LETTERS.findall(text)))


# Of the bytes of a page in UTF-8 that are no ASCII, those that open a letter of the Arabic block.
_ARABIC_LEADS = b"\xd8\xd9\xda\xdb"
_ASCII = bytes(range(128))
_UTF16_HIGH = 0x06  # of every Arabic letter in UTF-16; a control character in all else
_LETTER_ENTITY = re.compile(rb"&#(?:x0?6[0-9a-f]{2}|1[56]\d\d);", re.IGNORECASE)
# Alef and lam of windows-1256 and iso-8859-6: about a third of all letters of an Arabic text.
_SINGLE_BYTE_COMMON = b"\xc7\xe1\xe4"
_TELLING = _ARABIC_LEADS + _SINGLE_BYTE_COMMON
_MIN_BYTES = 40
_MIN_LEADS = 0.15  # letters take two bytes, and quotes, dashes and other scripts share the page
_MIN_COMMON = 0.15


def may_be_arabic(data: bytes) -> bool:
    """Whether a page's bytes may hold Arabic: a count, without decoding or taking the page apart.

    Says yes when in doubt (UTF-16, character references); Persian and Urdu pass, `why_not_arabic` tells them.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or _count(data, _UTF16_HIGH) >= _MIN_BYTES:
        return True
    if not data.isascii() and _has_arabic_bytes(data):
        return True
    return ord("#") in data and len(_LETTER_ENTITY.findall(data)) >= _MIN_BYTES


def _count(data: bytes, byte: int) -> int:
    return data.count(byte) if byte in data else 0  # finding none costs a fortieth of counting


def _has_arabic_bytes(data: bytes) -> bool:
    if not any(byte in data for byte in _TELLING):
        return False  # pages in other scripts seldom need more than this look
    high = data.translate(None, _ASCII)
    leads = sum(map(high.count, _ARABIC_LEADS))
    common = sum(map(high.count, _SINGLE_BYTE_COMMON))
    if len(high) < _MIN_BYTES:
        return False
    return (leads >= _MIN_BYTES // 2 and leads >= _MIN_LEADS * len(high)) or common >= _MIN_COMMON * len(high)
