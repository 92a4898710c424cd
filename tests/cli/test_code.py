"""`marsad code` as a user meets it: inputs, formats, exit status, messages."""

from __future__ import annotations

import csv
import gzip
import io
import json
import subprocess
import sys

import pytest

from marsad.sources.document import MAX_CHARACTERS

DATE = ("--published", "2021-07-28")


def line(**fields: object) -> str:
    return json.dumps(fields, ensure_ascii=False) + "\n"


def records(out: str) -> list[dict]:
    return [json.loads(row) for row in out.splitlines()]


def test_json_lines_come_back_in_order_with_every_document(marsad, tmp_path, report):
    path = tmp_path / "a.jsonl"
    path.write_text(
        line(id="b", published="2021-07-28", text=report)
        + "\n"
        + line(id="a", published="28/07/2021", text="لا حدث في هذا النص")
        + line(id=7, published="Wed, 28 Jul 2021 10:00:00 +0300", text=report, unknown={"x": 1}),
        encoding="utf-8",
    )
    ran = marsad("code", path, "--format", "jsonl")
    assert (ran.status, ran.err) == (0, "")
    assert [(r["id"], len(r["events"])) for r in records(ran.out)] == [("b", 1), ("a", 0), ("7", 1)]
    event = records(ran.out)[2]["events"][0]
    assert event["date"]["start"] == "2021-07-28"
    assert report[slice(*event["evidence"]["trigger"])] == event["anchor"]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("{broken", "broken JSON at column 2: Expecting property name enclosed in double quotes; mend the line"),
        ("[1, 2]", "a JSON object, this is a list"),
        ("12", "a JSON object, this is a number"),
        ('{"id": "x", "body": "y"}', "the keys are: body, id; name the report's 'text'"),
        ('{"text": ""}', "has anything in it; take it out"),
        ('{"text": null, "title": "  "}', "empty"),
        ('{"text": ["a"]}', "'text' should be a string, but is a list"),
        ('{"text": "a", "title": {}}', "'title' should be a string, but is an object"),
        ('{"text": "a", "id": true}', "'id' should be a string"),
        ("[" * 100_000, "nested too deeply; an article is one flat object"),
        ('{"text": "a", "n": ' + "9" * 5000 + "}", "; write it as a string"),
        ("\x00\x01\x02\x03\x04", "binary"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_coded(marsad, tmp_path, report, bad, reason):
    path = tmp_path / "a.jsonl"
    good = line(id="a", published="2021-07-28", text=report)
    path.write_text(good + bad + "\n" + good, encoding="utf-8")
    ran = marsad("code", path, "--format", "jsonl")
    assert ran.status == 1
    assert len(records(ran.out)) == 2
    assert f"{path}:2: " in ran.err
    assert reason in ran.err


def test_fields_of_wrong_type_and_bad_dates_are_told(marsad, report):
    lines = line(published="someday", text=report) + line(published=[], text=report) + line(text=report)
    ran = marsad("code", "-", "--format", "jsonl", stdin=lines.encode())
    assert ran.status == 0
    assert "-:1: 'published' is not understood" in ran.err
    assert "-:2: 'published' is not understood: a list, not a date" in ran.err
    assert "-:3: no publication date" in ran.err
    assert all("relative dates" in r["notes"][-1] for r in records(ran.out))
    assert all(r["events"][0]["date"] is None for r in records(ran.out))


def test_a_future_date_is_told_and_used(marsad, report):
    ran = marsad("code", "-", "--format", "jsonl", stdin=line(published="2099-01-01", text=report).encode())
    assert ran.status == 0
    assert "lies in the future" in ran.err
    assert records(ran.out)[0]["events"][0]["date"]["start"] == "2099-01-01"


def test_the_same_note_is_not_said_a_thousand_times(marsad, report):
    ran = marsad("code", "-", "--format", "jsonl", stdin=line(text=report).encode() * 50)
    assert ran.err.count("\n") == 4
    assert "47 more inputs: no publication date" in ran.err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256", "iso-8859-6"])
@pytest.mark.parametrize("packed", [False, True])
def test_text_files_in_every_encoding(marsad, tmp_path, report, encoding, packed):
    path = tmp_path / ("report.txt.gz" if packed else "report.txt")
    data = report.replace("،", ",").encode(encoding)
    path.write_bytes(gzip.compress(data) if packed else data)
    ran = marsad("code", path, *DATE, "--format", "jsonl")
    assert (ran.status, ran.err) == (0, "")
    (record,) = records(ran.out)
    assert record["id"] == "report"
    assert len(record["events"]) == 1


def test_a_folder_is_read_in_order_of_its_paths(marsad, tmp_path, report):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "one.txt").write_text(report, encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps({"id": "first", "text": report, "events": []}, indent=2))
    (tmp_path / ".hidden.txt").write_text(report, encoding="utf-8")
    (tmp_path / "c.csv").write_text("x", encoding="utf-8")
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(line(id="z", text=report).encode()))
    ran = marsad("code", tmp_path, *DATE, "--format", "jsonl")
    assert ran.status == 0
    assert [r["id"] for r in records(ran.out)] == ["z", "first", "b/one"][::-1] or [
        r["id"] for r in records(ran.out)
    ] == ["first", "z", "b/one"]


def test_what_cannot_be_read_is_named(marsad, tmp_path, report):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "blank.txt").write_bytes(b" \n\n ")
    (tmp_path / "empty.jsonl").write_bytes(b"\n")
    (tmp_path / "paper.txt").write_bytes(b"%PDF-1.7 ...")
    (tmp_path / "photo.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "cut.txt.gz").write_bytes(gzip.compress(report.encode() * 100)[:60])
    (tmp_path / "list.json").write_text("[]")
    (tmp_path / "good.txt").write_text(report, encoding="utf-8")
    empty = tmp_path / "nothing"
    empty.mkdir()
    ran = marsad("code", tmp_path, empty, tmp_path / "absent.txt", "ftp://x", *DATE, "--format", "jsonl")
    assert ran.status == 1
    assert len(records(ran.out)) == 1
    for name, reason in {
        "empty.txt": "empty",
        "blank.txt": "empty",
        "empty.jsonl": "empty",
        "paper.txt": "a PDF",
        "photo.txt": "binary",
        "cut.txt.gz": "broken or cut off",
        "list.json": "empty",
        "nothing": "no file to read in this folder",
        "absent.txt": "no such file",
    }.items():
        assert any(name in row and reason in row for row in ran.err.splitlines()), name


@pytest.mark.parametrize(
    "text",
    [
        "Government forces shelled the town on Tuesday, residents said.",
        "Бои продолжаются в городе",
        "حمله به گروهی از چریک‌ها در پایگاه چابهار؛ قصف پرحجم گزارش شد",
        "زیادہ تر گاڑیاں تباہ ہو گئیں اور لوگ پناہ گاہوں میں چلے گئے، ٹینکوں کی گولہ باری",
        "🙂🙂🙂",
        "12 34",
        "هجوم".encode().decode("cp1252") * 5,
    ],
)
def test_other_languages_give_a_notice_and_no_events(marsad, text):
    ran = marsad("code", "-", *DATE, "--format", "jsonl", stdin=text.encode())
    assert ran.status == 0
    assert "no events" in ran.err
    assert records(ran.out)[0]["events"] == []


def test_a_huge_text_is_capped_with_a_note(marsad, report):
    ran = marsad(
        "code", "-", *DATE, "--format", "jsonl", stdin=((report.replace("قصف", "رصد") + "\n") * 120_000).encode()
    )
    assert ran.status == 0
    assert "the rest is not read" in ran.err
    assert f"of {MAX_CHARACTERS * 2:,}"[:4] in ran.err or "only the first" in ran.err


def test_articles_the_coder_fails_on_are_named(marsad, report):
    lines = line(text="عطل في الجهاز") + line(text="انهيار الجسر اليوم") + line(text=report)
    ran = marsad("code", "-", *DATE, "--format", "jsonl", stdin=lines.encode())
    assert ran.status == 1
    assert "-:1: article " in ran.err
    assert "places: a step failed" in ran.err
    assert "-:2: the coder failed (KeyError" in ran.err
    assert len(records(ran.out)) == 1


@pytest.mark.parametrize(
    "args", [(), ("code",), ("code", "x", "--format", "xml"), ("code", "x", "--published", "soon"), ("cod",)]
)
def test_wrong_usage(marsad, args):
    ran = marsad(*args)
    assert ran.status == 2


@pytest.mark.parametrize("command", ["code", "evaluate", "lexicon", "gazetteer"])
def test_help(marsad, command):
    assert marsad(command, "--help").status == 0


def test_standard_input_is_told_by_its_beginning(marsad, report):
    pretty = json.dumps({"id": "p", "text": report}, ensure_ascii=False, indent=1)
    many = json.dumps([{"id": "p", "text": report}, {"id": "q", "text": report}, 5], ensure_ascii=False)
    page = f"<!doctype html><html><head><title>خبر</title></head><body><p>{report}</p></body></html>"
    for data, ids in ((pretty, ["p"]), (many, ["p", "q"]), (line(id="l", text=report), ["l"])):
        ran = marsad("code", "-", *DATE, "--format", "jsonl", stdin=data.encode())
        assert [r["id"] for r in records(ran.out)] == ids
    assert "article 3 of 3" in marsad("code", "-", *DATE, stdin=many.encode()).err
    for data in (report.encode(), page.encode(), gzip.compress(report.encode()), ("[عاجل] " + report).encode()):
        ran = marsad("code", "-", *DATE, "--format", "jsonl", stdin=data)
        assert len(records(ran.out)[0]["events"]) == 1


def test_csv_is_harmless_in_a_spreadsheet(marsad, report):
    lines = line(id="=1+1", source="@x", url="-2", text=report, published="2021-07-28")
    ran = marsad("code", "-", "--format", "csv", stdin=lines.encode())
    (row,) = csv.DictReader(io.StringIO(ran.out))
    assert (row["article_id"], row["outlet"], row["url"]) == ("'=1+1", "'@x", "'-2")
    assert (row["lat"], row["fatalities_min"], row["fatalities_max"], row["injured_min"]) == ("35.864", "3", "", "")
    assert (row["side_a"], row["side_a_ids"], row["side_b_ids"]) == ("قوات النظام", "sy.regime", "")


def test_geojson_is_one_collection(marsad, report):
    ran = marsad(
        "code", "-", *DATE, "--format", "geojson", stdin=(line(text=report) + line(text=report + report)).encode()
    )
    collection = json.loads(ran.out)
    assert collection["type"] == "FeatureCollection"
    assert [f["geometry"]["coordinates"] for f in collection["features"]] == [[36.805, 35.864]] * 3
    assert json.loads(marsad("code", "-", *DATE, "--format", "geojson", stdin="لا شيء".encode()).out)["features"] == []


def test_table_keeps_logical_order_in_a_pipe(marsad, report):
    ran = marsad("code", "-", *DATE, stdin=report.encode())
    for words in (
        "shelling",
        "2021-07-28",
        "سراقب",
        "→ مدنيين",
        "≥3 / –",
        "الدفاع المدني",
        "0.83",
        "1 document, 1 event",
    ):
        assert words in ran.out
    assert "\u200e" not in ran.out


def test_table_lays_out_when_asked(marsad, report):
    ran = marsad("code", "-", *DATE, "--bidi", "on", stdin=report.encode())
    assert "سراقب"[::-1] in ran.out
    assert "→ " + "مدنيين"[::-1] in ran.out


def test_explain_shows_rule_and_words(marsad, report):
    ran = marsad("code", "-", *DATE, "--explain", stdin=report.encode())
    for words in (
        "ar.shelling.qasf",
        "«قصف»",
        "sentence: " + report[:20],
        "place: سراقب (SY; 35.864, 36.805; exact",
        "claim: الدفاع المدني says: ≥3 dead",
    ):
        assert words in ran.out
    data = marsad("code", "-", *DATE, "--explain", "--format", "jsonl", stdin=report.encode())
    assert len(records(data.out)) == 1
    assert "ar.shelling.qasf" in data.err


def test_broken_characters_survive(marsad):
    ran = marsad(
        "code", "-", *DATE, "--format", "jsonl", stdin=b'{"id": "\\ud800", "text": "\\u0642\\u0635\\u0641 \\udc00"}'
    )
    assert ran.status == 0
    assert records(ran.out)[0]["id"] == "\ud800"
    for form in ("csv", "geojson", "table"):
        assert (
            marsad(
                "code",
                "-",
                *DATE,
                "--format",
                form,
                stdin=b'{"id": "\\ud800", "text": "\\u0642\\u0635\\u0641 \\udc00"}',
            ).status
            == 0
        )


def test_a_record_longer_than_the_limit_is_skipped(marsad, monkeypatch, report):
    monkeypatch.setattr("marsad.sources.jsonlines.MAX_LINE_BYTES", 1000)
    lines = line(id="long", text=report * 100) + line(id="short", text=report)
    ran = marsad("code", "-", *DATE, "--format", "jsonl", stdin=lines.encode())
    assert ran.status == 1
    assert "-:1: the line is longer" in ran.err
    assert [r["id"] for r in records(ran.out)] == ["short"]


PIPE = """
import sys
from marsad.cli import coding
from marsad.cli.main import main
class Coder:
    def code(self, article): return ()
coding.make_coder = Coder
sys.argv = ["marsad", "code", "-", "--published", "2021-07-28", "--format", "jsonl"]
main()
"""


def test_a_reader_that_leaves_early_is_no_failure(report):
    process = subprocess.Popen(  # noqa: S603 - this very interpreter
        [sys.executable, "-c", PIPE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    process.stdout.close()
    process.stdout = None
    _, err = process.communicate(line(text=report).encode() * 3000, timeout=60)
    assert process.returncode == 0
    assert err == b""


def test_stopping_by_hand_is_clean(marsad, monkeypatch):
    def stop() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("marsad.cli.coding.make_coder", stop)
    ran = marsad("code", "-")
    assert ran.status == 130
    assert "stopped" in ran.err
