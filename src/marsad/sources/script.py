"""Whether a text is Arabic: a look at its letters, before anything is coded.

Texts in other languages are not failures; they get a notice and no events. Languages that borrow the
script are told by letters that Arabic does not have. Never judges a text too short to tell.
"""

from __future__ import annotations

import re

_LETTERS = re.compile(r"[^\W\d_]")
_ARABIC_SCRIPT = re.compile("[\u0621-\u063a\u0641-\u064a\u066e-\u06d3\u06fa-\u06ff\ufb50-\ufdfb\ufe70-\ufefc]")
# Peh, tcheh, jeh, gaf, tteh, ddal, rreh, noon ghunna, heh doachashmee, ae, oe, yu and their like:
# everyday letters of Persian, Urdu, Kurdish, Pashto and Uyghur. Persian kaf and yeh are left out,
# for Arabic is often typed with them.
_FOREIGN = re.compile(
    "[\u067e\u0686\u0698\u06af\u0679\u0688\u0691\u06ba\u06be\u06d2\u06d5\u06c6\u06c7\u06ce\u067c\u0693\u069a\u06d0]"
)
_LINK = re.compile(r"(?:https?://|www\.|@)\S+")
_HEAD = 20_000  # characters judged; the language of a report does not change after that

# Persian prose has 3 to 5 in a hundred of these letters, Urdu and Kurdish more; Arabic with Iraqi or
# Maghrebi names stays under 0.5.
_MAX_FOREIGN = 0.015
_MIN_FOREIGN = 4
_MIN_ARABIC = 0.1
_MIN_LETTERS = 3


def why_not_arabic(text: str) -> str:
    """One clause that says why the text is not read as Arabic; "" when it is."""
    head = _LINK.sub(" ", text[:_HEAD])
    letters = len(_LETTERS.findall(head))
    arabic = len(_ARABIC_SCRIPT.findall(head))
    if arabic < _MIN_LETTERS or arabic < _MIN_ARABIC * letters:
        return "not Arabic: hardly any Arabic letter in it"
    foreign = len(_FOREIGN.findall(head))
    if foreign >= _MIN_FOREIGN and foreign > _MAX_FOREIGN * arabic:
        return "not Arabic: its letters are those of Persian, Urdu, Kurdish or another language in Arabic script"
    return ""
