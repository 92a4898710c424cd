"""Import of GeoNames dumps and COD-AB tables from tiny files written here."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path

import pytest

from marsad.errors import LexiconError, ReadError
from marsad.gazetteer import build, tables
from marsad.gazetteer.importing import import_cod, import_geonames
from marsad.gazetteer.lookup import Gazetteer


@pytest.fixture(autouse=True)
def user_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MARSAD_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("MARSAD_CACHE", str(tmp_path / "cache"))
    return tmp_path


def _line(place_id: int, name: str, alternates: str, lat: str, lon: str, *, country: str = "SY") -> str:
    cells = [str(place_id), name, name, alternates, lat, lon, "P", "PPL", country, "", "", "", "", "", "1200"]
    return "\t".join([*cells, "", "", "Asia/Damascus", "2020-01-01"])


def _rows(folder: Path) -> list[dict[str, str]]:
    out = []
    for path in sorted((folder / "data" / "places").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            out += list(csv.DictReader(stream))
    return out


def test_geonames_keeps_what_has_an_arabic_name(user_folders: Path) -> None:
    dump = user_folders / "SY.txt"
    dump.write_text(
        "\n".join(
            [
                _line(1, "Qaryat Awwal", "Awwal,شمبلة", "35.1", "36.2"),
                _line(2, "No Arabic", "Nothing", "35.2", "36.2"),
                _line(3, "Katzrin", "قصرين الجولان", "32.992", "35.691", country="IL"),
            ]
        ),
        encoding="utf-8",
    )
    assert import_geonames(dump) == 2
    rows = _rows(user_folders)
    assert [(row["id"], row["country"]) for row in rows] == [("geonames.1", "SY"), ("geonames.3", "SY")]
    assert rows[0]["note"] == "population 1200"


def test_geonames_zip_with_alternate_names(user_folders: Path) -> None:
    dump = user_folders / "SY.zip"
    with zipfile.ZipFile(dump, "w") as archive:
        archive.writestr("readme.txt", "not the table")
        archive.writestr("SY.txt", _line(2, "Second", "Nothing", "35.2", "36.2"))
    names = user_folders / "alternateNamesV2.txt"
    names.write_text("10\t2\tar\tشمبلة\t\t\t\t\t\t\n11\t2\ten\tOther\t\t\t\t\t\t\n", encoding="utf-8")
    assert import_geonames(dump) == 0
    assert import_geonames(dump, names) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [("one\ttwo\n", "19"), (_line(1, "X", "شمبلة", "95.0", "36.2"), "coordinate")],
)
def test_geonames_errors_name_file_and_line(user_folders: Path, text: str, words: str) -> None:
    dump = user_folders / "SY.txt"
    dump.write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match=words) as caught:
        import_geonames(dump)
    assert "SY.txt:1" in str(caught.value)
    assert _rows(user_folders) == []


def test_missing_and_binary_files(user_folders: Path) -> None:
    with pytest.raises(ReadError, match="can't be read"):
        import_geonames(user_folders / "none.txt")
    broken = user_folders / "broken.zip"
    broken.write_bytes(b"no zip")
    with pytest.raises(ReadError, match="can't be read"):
        import_geonames(broken)
    binary = user_folders / "binary.txt"
    binary.write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(ReadError, match="UTF-8"):
        import_geonames(binary)


@pytest.mark.parametrize(
    "header",
    [
        "admin0Pcode,admin1Pcode,admin1Name_en,admin1Name_ar,admin2Pcode,admin2Name_en,admin2Name_ar,lat,lon",
        "ADM0_PCODE,ADM1_PCODE,ADM1_EN,ADM1_AR,ADM2_PCODE,ADM2_EN,ADM2_AR,center_lat,center_lon",
    ],
)
def test_cod_headers_of_both_styles(user_folders: Path, header: str) -> None:
    table = user_folders / "adm2.csv"
    table.write_text(f"{header}\nSY,SY08,Al-Hasakeh,الحسكة,SY0899,Shambala,شمبلة,36.5,40.7\n", encoding="utf-8")
    assert import_cod(table) == 1
    [row] = _rows(user_folders)
    assert (row["pcode"], row["name_ar"], row["admin1"], row["feature_code"]) == (
        "SY0899", "شمبلة", "Al-Hasakeh", "ADM2",
    )  # fmt: skip


def test_cod_json_lines(user_folders: Path) -> None:
    table = user_folders / "cod.jsonl"
    record = {"country": "YE", "level": 2, "pcode": "YE9999", "name_en": "S", "name_ar": "شمبله", "lat": 15, "lon": 44}
    table.write_text(json.dumps(record) + "\n", encoding="utf-8")
    assert import_cod(table) == 1
    assert _rows(user_folders)[0]["country"] == "YE"


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.csv", "name,lat,lon\nشمبلة,1,2\n", "P-code"),
        ("b.csv", "ADM1_PCODE,ADM1_AR\nSY01,شمبلة\n", "no point"),
        ("c.jsonl", "{broken\n", "not JSON"),
        ("d.jsonl", "[1]\n", "object"),
        ("e.csv", "", "no rows"),
    ],
)
def test_cod_errors_are_plain(user_folders: Path, name: str, text: str, words: str) -> None:
    table = user_folders / name
    table.write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match=words):
        import_cod(table)


def test_imported_places_enter_the_gazetteer(user_folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dump = user_folders / "SY.txt"
    dump.write_text(_line(1, "First", "شمبلتان", "35.1", "36.2"), encoding="utf-8")
    monkeypatch.setattr(build, "_towns", lambda: iter(()))
    before = build.version()
    import_geonames(dump)
    assert build.version() != before
    [entry] = Gazetteer(build.compiled()).candidates(("شمبلتان",))
    assert (entry.id, entry.population, entry.lat) == ("geonames.1", 1200, 35.1)


def test_a_table_with_a_wrong_header_is_refused(user_folders: Path) -> None:
    table = user_folders / "places.csv"
    table.write_text("id,name\n1,2\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"places.csv:1: header"):
        list(tables.read_rows(table, tables.PLACE_HEADER))
