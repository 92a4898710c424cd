"""Speakers: the table of sentences, and what the table's columns do not show."""

from __future__ import annotations

import csv
import datetime as dt
from functools import lru_cache
from pathlib import Path

import pytest

from marsad import Article, Coder
from marsad.codebook import Force
from marsad.errors import LexiconError
from marsad.gazetteer.lookup import load as load_gazetteer
from marsad.lexicon import speech
from marsad.lexicon.parties import load_parties
from marsad.lexicon.speech import load_speech
from marsad.reading.fold import fold
from marsad.reading.parties import PartyFinder
from marsad.reading.speakers import Attribution, SpeakerFinder
from marsad.reading.words import split_words

CASES = Path(__file__).parents[1] / "cases" / "speakers.csv"
GOES_ON = ">"


@lru_cache(maxsize=1)
def finders() -> tuple[PartyFinder, SpeakerFinder]:
    return PartyFinder(load_parties(load_gazetteer().demonyms)), SpeakerFinder(load_speech())


def find(text: str) -> list[tuple[str, Attribution]]:
    """(name as the text has it, attribution) of a sentence."""
    parties, speakers = finders()
    folded = fold(text)
    words = split_words(folded.text)
    out = []
    for attribution in speakers.find(words, parties.find(words)):
        name = GOES_ON
        if not attribution.continues:
            start, end = folded.span(words[attribution.first].start, words[attribution.last].end)
            pre = attribution.stem.pre if attribution.stem is not None else ""
            name = text[start + len(pre) : end]
            if pre.endswith(("ال", "لل")):
                name = "ال" + name
            name = name if name.count('"') % 2 == 0 else name.replace('"', "")
            name = name.lstrip("«") if "»" not in name else name
        out.append((name, attribution))
    return out


def rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["sentence"])
def test_sentences(row: dict[str, str]) -> None:
    found = find(row["sentence"])
    assert "|".join(name for name, _ in found) == row["speakers"]
    assert (found[0][1].force.value if found else "") == row["force"]


def test_relay_is_told_apart_from_the_origin() -> None:
    relay, origin = (a for _, a in find("قتل خمسة جنود، بحسب ما نقلت وكالة الأناضول عن مصادر أمنية."))
    assert relay.through is None
    assert origin.through == (relay.first, relay.last)


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("أعلن الجيش مقتل جندي في الهجوم.", True),
        ("قتل جندي في الهجوم، بحسب الجيش.", False),
        ("قتل جندي في الهجوم، كما أفاد ناشطون.", False),
        ("بحسب الشرطة، قتل المهاجم.", True),
    ],
)
def test_before_or_behind_what_is_said(text: str, lead: bool) -> None:
    [(_, attribution)] = find(text)
    assert attribution.lead is lead


def test_trailing_agency_is_a_credit() -> None:
    [(name, attribution)] = find("قتل ستة أشخاص في تفجير وسط المدينة (رويترز)")
    assert (name, attribution.credit) == ("رويترز", True)


def test_names_of_people_are_many_and_no_function_words() -> None:
    tables = load_speech()
    assert len(tables.given) > 700
    assert not tables.given & (tables.stops | tables.that)


def test_unknown_use_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "speech_verbs.csv").write_text(
        "verb,present,form,force,use,note\nقال,يقول,,says,loud,\n", encoding="utf-8"
    )
    monkeypatch.setattr(speech, "_GRAMMAR", tmp_path)
    with pytest.raises(LexiconError, match=r"speech_verbs\.csv:2"):
        speech._verbs()


def sources(text: str, title: str = "") -> list[tuple[str, ...]]:
    return [e.sources for e in Coder().code(Article(text, title=title, published=dt.date(2020, 3, 2)))]


def test_one_speaker_has_one_name() -> None:
    text = (
        "قال المرصد السوري لحقوق الإنسان إن الطيران قصف بلدة سراقب.\nوقال المرصد إن مسلحين خطفوا طبيبا في مدينة درعا."
    )
    assert {name for found in sources(text) for name in found} == {"المرصد السوري لحقوق الإنسان"}


def test_speaker_goes_on_into_the_next_paragraph() -> None:
    text = "قال مصدر أمني إن الطيران قصف بلدة سراقب.\nوأضاف أن مسلحين خطفوا طبيبا في مدينة درعا."
    assert sources(text) == [("مصدر أمني",), ("مصدر أمني",)]


def test_the_sources_stand_for_themselves_where_none_was_named() -> None:
    assert sources("وبحسب المصادر فإن الطيران قصف بلدة سراقب.") == [("المصادر",)]


def test_a_statement_without_issuer_names_nobody() -> None:
    text = "قال الجيش اللبناني إن مسيرة قصفت بلدة الخيام.\nوبحسب بيان جديد قصفت مسيرة أخرى مدينة صور."
    assert sources(text) == [("الجيش اللبناني",), ("الجيش اللبناني",)]


def test_the_site_at_the_end_of_a_title_is_no_source() -> None:
    article = Article(
        "قصفت قوات النظام بلدة سراقب بالمدفعية.", "قصف مدفعي على سراقب - جريدة الضفة", dt.date(2019, 12, 1)
    )
    assert [e.sources for e in Coder().code(article)] == [()]


def test_a_verbal_noun_of_saying_holds_only_onward() -> None:
    text = "استهدفت طائرة مسيرة مدينة الأبيض أمس بعد إعلان الجيش السوداني مقتل خمسة مسلحين في مدينة بارا."
    strike, killing = Coder().code(Article(text, published=dt.date(2025, 8, 1)))
    assert (strike.sources, strike.fatalities) == ((), None)
    assert killing.sources == ("الجيش السوداني",)


def test_claimer_of_an_attack_is_no_source() -> None:
    for found in sources("أعلن تنظيم الدولة الإسلامية مسؤوليته عن تفجير في بغداد أمس."):
        assert found == ()


def test_forces_are_those_of_the_codebook() -> None:
    assert {row["force"] for row in rows()} - {""} == {str(f) for f in Force}
