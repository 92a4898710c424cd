"""Look-up of names, the country rules of the codebook, and the cache."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest

from marsad.gazetteer import build, tables
from marsad.gazetteer.geography import country_of, distance_km, moved
from marsad.gazetteer.lookup import Gazetteer, load
from marsad.gazetteer.names import arabic_names, clean_name, name_key


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load()


def test_candidates_are_found_by_folded_keys(gazetteer: Gazetteer) -> None:
    assert {entry.country for entry in gazetteer.candidates(name_key("دير الزور"))} >= {"SY"}
    assert {entry.country for entry in gazetteer.candidates(name_key("طرابلس"))} >= {"LY", "LB"}
    assert gazetteer.candidates(("لامكان",)) == ()


def test_longest_name_wins(gazetteer: Gazetteer) -> None:
    keys = name_key("درعا البلد اليوم")
    count, entries = gazetteer.longest(keys)
    assert count == 2
    assert entries[0].country == "SY"
    assert gazetteer.longest(name_key("قال إن")) == (0, ())


def test_article_put_or_taken(gazetteer: Gazetteer) -> None:
    assert gazetteer.respelled("فلوجه") == "الفلوجه"
    assert gazetteer.respelled("لامكان") is None


def test_every_country_of_the_table_is_there(gazetteer: Gazetteer) -> None:
    with (tables.DATA / "countries.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) >= 200
    for row in rows:
        entry = gazetteer.country(row["iso2"])
        assert entry is not None
        assert entry.feature_code == "PCLI"


@pytest.mark.parametrize(
    ("adjective", "country"),
    [("سوري", "SY"), ("سورية", "SY"), ("يمنيين", "YE"), ("أمريكية", "US"), ("أميركي", "US"), ("فلسطينيون", "PS")],
)
def test_demonyms(gazetteer: Gazetteer, adjective: str, country: str) -> None:
    assert gazetteer.demonyms[" ".join(name_key(adjective))] == country


@pytest.mark.parametrize("country", ["SY", "YE", "IQ", "LY", "SD", "LB", "EG", "TN", "DZ", "SA", "TR", "IR", "AF"])
def test_capitals(gazetteer: Gazetteer, country: str) -> None:
    capital = gazetteer.capital(country)
    assert capital is not None
    assert capital.country == country


@pytest.mark.parametrize(
    ("lat", "lon", "country"),
    [
        (31.932, 35.044, "PS"),  # Modiin Illit, a settlement
        (32.106, 35.174, "PS"),  # Ariel, a settlement
        (32.992, 35.691, "SY"),  # Katzrin on the Golan
        (32.085, 34.781, "IL"),  # Tel Aviv
        (32.518, 35.154, "IL"),  # Umm al-Fahm, close to the line
        (33.207, 35.570, "IL"),  # Kiryat Shmona
        (31.252, 34.791, "IL"),  # Beersheba
    ],
)
def test_country_as_the_codebook_counts_it(lat: float, lon: float, country: str) -> None:
    assert country_of("IL", lat, lon) == country


def test_jerusalem_is_palestinian(gazetteer: Gazetteer) -> None:
    assert {entry.country for entry in gazetteer.candidates(("القدس",))} == {"PS"}


def test_moving_and_measuring_agree() -> None:
    lat, lon = moved(35.95, 39.01, bearing_deg=90, km=20)
    assert lon > 39.01
    assert distance_km(35.95, 39.01, lat, lon) == pytest.approx(20, rel=0.01)


def test_common_words_are_known_as_such(gazetteer: Gazetteer) -> None:
    assert gazetteer.common["النصر"] == "head"
    assert gazetteer.common["الباب"] == "prep"
    assert "حلب" not in gazetteer.common


@pytest.mark.parametrize(
    ("raw", "clean"),
    [("مدينة حلب", "حلب"), ("حلب، سوريا", "حلب"), ("Aleppo", None), ("حلب 2", None), ("حلب (مدينة)", "حلب")],
)
def test_clean_name(raw: str, clean: str | None) -> None:
    assert clean_name(raw) == clean


def test_plain_spellings_are_preferred() -> None:
    assert arabic_names(["الرقة", "ڕەقە", "Raqqa"]) == ["الرقة"]
    assert arabic_names(["تهران", "تِهران"]) == ["تهران"]
    assert arabic_names(["Paris"]) == []


@pytest.mark.parametrize("name", ["خانيونس", "ديرالزور", "كفر نبل", "كفرتخاريم", "جسرالشغور", "معرة شورين"])
def test_names_run_together_or_apart(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.candidates(name_key(name))


def test_everyday_words_need_a_noun(gazetteer: Gazetteer) -> None:
    everyday = ["المدينة", "العاصمة", "القريتين", "الفصائل", "ضمان", "خطاب", "القصر", "الوساطة"]
    assert [gazetteer.common.get(" ".join(name_key(word))) for word in everyday] == ["head"] * len(everyday)


def test_loading_is_fast(gazetteer: Gazetteer) -> None:
    begin = time.perf_counter()
    Gazetteer(build.compiled())
    assert time.perf_counter() - begin < 1.0  # 0.05 s on an idle machine; the cache is there by now


def test_a_torn_cache_is_built_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "build", lambda: {"entries": []})
    monkeypatch.setenv("MARSAD_CACHE", str(tmp_path))
    first = build.compiled()
    [cached] = tmp_path.iterdir()
    assert build.compiled() == first
    cached.write_bytes(b"torn")
    assert build.compiled() == first


def test_a_cache_that_cannot_be_written_costs_only_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "build", lambda: {"entries": []})
    blocker = tmp_path / "file"
    blocker.write_text("")
    monkeypatch.setenv("MARSAD_CACHE", str(blocker / "below"))
    assert build.compiled()["entries"] == []
