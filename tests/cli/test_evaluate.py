"""`marsad evaluate`."""

from __future__ import annotations

import json


def gold(report, **fields):
    event = {"kind": "shelling", "anchor": "قصف", "date": {"start": "2021-07-28"}, "place": {"name": "سراقب", "country": "SY"},
             "side_a": ["قوات النظام"], "side_b": ["المدنيين"], "fatalities": {"min": 3, "max": None}}  # fmt: skip
    return json.dumps(
        {"id": "g", "published": "2021-07-28", "text": report, "events": [event], **fields}, ensure_ascii=False
    )


def test_codes_and_measures(marsad, tmp_path, report):
    (tmp_path / "one.json").write_text(gold(report), encoding="utf-8")
    ran = marsad("evaluate", tmp_path, "--json")
    assert ran.status == 0
    assert json.loads(ran.out)["usable_f1"] == 1.0
    assert "usable as they are" in marsad("evaluate", tmp_path).out


def test_measures_what_was_coded_before(marsad, tmp_path, report):
    annotated, coded = tmp_path / "gold.jsonl", tmp_path / "coded.jsonl"
    annotated.write_text(gold(report) + "\n" + gold(report, id="h"), encoding="utf-8")
    coded.write_text(marsad("code", annotated, "--format", "jsonl").out.splitlines()[0] + "\n{\n", encoding="utf-8")
    ran = marsad("evaluate", annotated, "--coded", coded, "--json")
    assert ran.status == 1
    assert "coded.jsonl:2: broken JSON" in ran.err
    figures = json.loads(ran.out)
    assert (figures["documents_missing"], figures["event_r"]) == (1, 0.5)


def test_what_is_not_annotated_is_named(marsad, tmp_path, report):
    path = tmp_path / "gold.jsonl"
    lines = [gold(report), gold(report, events=None), gold(report, events=[{"kind": "war"}])]
    path.write_text("\n".join(lines), encoding="utf-8")
    ran = marsad("evaluate", path)
    assert ran.status == 1
    assert "gold.jsonl:2: not annotated" in ran.err
    assert "gold.jsonl:3: the codebook has no kind 'war'" in ran.err
    path.write_text(lines[1], encoding="utf-8")
    assert "no annotated document" in marsad("evaluate", path).err
