"""What each finder has to look at: one look-up a word gives every finder the words that concern it."""

from __future__ import annotations

from datetime import date

import pytest

from marsad.article import Article
from marsad.reading.dates import find_dates
from marsad.reading.document import read_document
from marsad.reading.fold import fold
from marsad.reading.places import find_demonyms, find_places
from marsad.reading.spots import SpotFinder, begins_with, concerned
from marsad.reading.words import split_words

TEXTS = (
    "قصفت قوات النظام السوري بالمدفعية بلدة سراقب، اليوم الأحد، ما أدى إلى مقتل ثلاثة مدنيين.",
    "وقال مسؤول عراقي: إن المسلحين لم يهاجموا مستشفى الموصل العام بسيارة مفخخة في 14 تموز 2014",
    "هددت حركة الشباب بأنها ستقتل الجنود الكينيين إذا بقوا في مقديشو وبيدوا وكيسمايو",
)


def test_each_finder_is_given_its_own_words():
    words = split_words("قتل جندي وقتل مدني في حلب")
    finder = SpotFinder({"deaths": begins_with(["قتل"]), "towns": begins_with(["حلب", "حمص"]), "seas": begins_with([])})
    assert finder.find(words) == {"deaths": [0, 2], "towns": [5], "seas": []}
    assert finder.find(()) == {"deaths": [], "towns": [], "seas": []}


def test_without_spots_a_finder_asks_each_word():
    words = split_words("قتل جندي وقتل مدني")
    assert concerned(words, begins_with(["قتل"])) == [0, 2]
    assert concerned(words, begins_with(["قتل"]), [2]) == [2]


@pytest.mark.parametrize("text", TEXTS)
def test_finders_find_the_same_at_their_spots_as_in_all_words(reader, text):
    [marks] = reader.read(read_document(Article(text)), date(2019, 12, 1))
    words, spots = marks.sentence.words, marks.spots
    assert reader.triggers.find(words, spots=spots["triggers"]) == reader.triggers.find(words, spots=range(len(words)))
    assert reader.parties.find(words, spots=spots["parties"]) == reader.parties.find(words, spots=range(len(words)))
    assert reader.parties.names(words, spots["parties"]) == reader.parties.names(words, range(len(words)))
    assert reader.realis.find(words, spots["realis"]) == reader.realis.find(words, range(len(words)))
    parties = reader.parties.find(words)
    speakers = reader.speakers
    assert speakers.find(words, parties, spots["speakers"]) == speakers.find(words, parties, range(len(words)))
    gazetteer = reader.gazetteer
    assert find_demonyms(words, gazetteer, spots["nations"]) == find_demonyms(words, gazetteer)


@pytest.mark.parametrize("text", TEXTS)
def test_places_and_dates_begin_at_their_spots(reader, text):
    [marks] = reader.read(read_document(Article(text)), None)
    words = split_words(fold(text).text)
    found = [d.first for d in find_dates(words, None, reader._dates)]
    assert set(found) <= set(marks.spots["dates"])
    assert [d.first for d in marks.dates] == found
    places = find_places(words, reader.gazetteer, reader._places)
    assert {p.first if p.head is None else min(p.first, p.head) for p in places} <= set(marks.spots["places"])
    assert places
