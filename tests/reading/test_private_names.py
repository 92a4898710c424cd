"""Who is a private person: `tests/cases/private_names.csv`, invented names in the ways that reports name people.

No word of a name under `masked` may stay; what is under `kept` must.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from marsad.reading.fold import fold
from marsad.reading.private_names import private_names
from marsad.reading.words import split_words

TABLE = Path(__file__).parents[1] / "cases" / "private_names.csv"
CASES = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))


def _without_names(case: dict[str, str]) -> str:
    finder = private_names()
    find = {"text": finder.find, "speaker": finder.find_in_speaker}.get(case["where"], finder.find_in_field)
    text = case["words"]
    for start, end in reversed(find(text)):
        text = text[:start] + "*" + text[end:]
    return text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["words"][:40])
def test_names_of_private_persons_are_found_and_others_are_not(case: dict[str, str]) -> None:
    left = _without_names(case)
    words = {key for word in split_words(fold(left).text) for key in (word.form.text, word.form.text.removeprefix("و"))}
    for name in filter(None, case["masked"].split("|")):
        assert not words & set(fold(name).text.split()), left
    for kept in filter(None, case["kept"].split("|")):
        assert kept in left


def test_ranges_count_in_the_text_as_given_marks_and_all() -> None:
    text = "قال الناشط مـــازن الدُّرُوبي إن"
    ((start, end),) = private_names().find(text)
    assert text[start:end] == "مـــازن الدُّرُوبي"


@pytest.mark.parametrize("text", ["", "   ", "12", "?!", "John Smith", "﷽"])
def test_nothing_is_found_in_text_without_names(text: str) -> None:
    assert private_names().find(text) == ()


def test_words_of_a_speaker_that_no_table_knows_count_as_a_name() -> None:
    assert private_names().find_in_speaker("John Smith") == ((0, 10),)
