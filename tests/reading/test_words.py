"""Words: tokens, and the ways to take proclitics and pronouns off them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.reading.fold import fold, fold_word
from marsad.reading.words import Memo, form, split_words


def texts_of(text: str) -> list[str]:
    return [word.text for word in split_words(fold(text).text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("قتل 3 مدنيين", ["قتل", "3", "مدنيين"]),
        ('بلدتي «سراقب» و"بنش"', ["بلدتي", "سراقب", "و", "بنش"]),
        ("درعا-البلد", ["درعا", "البلد"]),
        ("طائرة MQ9 أميركية", ["طايره", "MQ", "9", "اميركيه"]),
        ("21/7/2021", ["21", "7", "2021"]),
        ("اللواء52", ["اللوا", "52"]),
        ("...", []),
        ("", []),
    ],
)
def test_tokens(text, words):
    found = texts_of(text)
    assert [w.replace("ء", "") for w in found] == words


@pytest.mark.parametrize(
    ("surface", "pre", "stem", "post"),
    [
        ("وبالقصف", "وبال", "قصف", ""),
        ("للجيش", "لل", "جيش", ""),
        ("وللحوثيين", "ولل", "حوثيين", ""),
        ("فقصفت", "ف", "قصفت", ""),
        ("قتلوه", "", "قتلوا", "ه"),
        ("قتلته", "", "قتلت", "ه"),
        ("مدينتهم", "", "مدينة", "هم"),
        ("مستشفاها", "", "مستشفى", "ها"),
        ("كالجيش", "كال", "جيش", ""),
        ("اعتقالهما", "", "اعتقال", "هما"),
        ("بغارتين", "ب", "غارتين", ""),
        ("وقتل", "", "وقتل", ""),
        ("وقتل", "و", "قتل", ""),
        ("للواء", "لل", "لواء", ""),
        ("الجيش", "ال", "جيش", ""),
        ("بلدة", "", "بلدة", ""),
    ],
)
def test_a_way_to_take_it_apart(surface, pre, stem, post):
    stems = {(s.pre, s.key, s.post) for s in form(fold_word(surface)).stems}
    wanted = fold_word(stem)
    assert (pre, wanted.replace("ء", "") if len(wanted) > 3 else wanted, post) in stems


@pytest.mark.parametrize(
    ("surface", "definite", "preposition", "conjunction"),
    [
        ("الهجوم", True, "", ""),
        ("والهجوم", True, "", "و"),
        ("بالهجوم", True, "ب", ""),
        ("للهجوم", True, "ل", ""),
    ],
)
def test_what_proclitics_tell(surface, definite, preposition, conjunction):
    stem = next(s for s in form(fold_word(surface)).stems if s.key == "هجوم" and not s.post)
    assert (stem.definite, stem.preposition, stem.conjunction) == (definite, preposition, conjunction)


def test_the_article_and_a_pronoun_exclude_each_other():
    assert not any(s.pre.endswith("ال") and s.post for s in form("الكتابه").stems)


def test_numbers_and_latin_are_whole():
    assert form("120").is_number
    assert [s.key for s in form("ISIS").stems] == ["isis"]


def test_what_stands_before_a_word_is_kept():
    words = split_words(fold("قصف، ثم اشتباك.\nوهدوء").text)
    assert ["," in words[1].before, "." in words[3].before, "\n" in words[3].before] == [True, True, True]


@given(st.text(alphabet=st.sampled_from("ابتجحدرسفقكلمنهويءلال 12٣ab.،\n"), max_size=60))
@settings(max_examples=300, deadline=None)
def test_words_lie_in_order_and_are_the_text(text):
    folded = fold(text).text
    words = split_words(folded)
    end = 0
    for index, word in enumerate(words):
        assert word.index == index
        assert end <= word.start < word.end <= len(folded)
        assert folded[word.start : word.end] == word.text
        end = word.end
    letters = sum(1 for char in folded if char.isalnum())
    assert sum(word.end - word.start for word in words) == letters


@given(st.text(alphabet=st.sampled_from("ابتجحدرسفقكلمنهويال"), min_size=1, max_size=10))
@settings(max_examples=300, deadline=None)
def test_the_whole_word_comes_first_and_stems_are_no_longer(surface):
    found = form(surface)
    assert (found.stems[0].pre, found.stems[0].post) == ("", "")
    assert len({(s.key, s.pre, s.post) for s in found.stems}) == len(found.stems)
    assert all(len(s.key) <= len(surface) + 1 for s in found.stems)


def test_a_memo_that_is_full_keeps_what_came_first(monkeypatch):
    monkeypatch.setattr("marsad.reading.words.MEMO", 4)
    made = []
    memo = Memo(lambda word: made.append(word.text) or word.text)
    for text in ("في", "من", "قصف", "درعا", "إدلب", "في", "من", "قصف"):
        assert memo[text] == text
        assert len(memo) <= 4
    assert made == ["في", "من", "قصف", "درعا", "إدلب"], "the last one goes, not those before"


@given(st.text(alphabet=[*map(chr, range(0x61F, 0x64C)), " ", "a", "3", "\u0671"], max_size=8))
def test_an_entry_is_folded_as_a_text_is(text):
    assert fold_word(text) == " ".join(fold(text).text.split())
