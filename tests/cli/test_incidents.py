"""`marsad incidents` and `marsad judge` over a store of a few reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from marsad import Coder
from marsad.cli import coding

SET = Path(__file__).parents[1] / "cases" / "incidents" / "tuning" / "idlib-market.json"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The address of a store with the reports of one set."""
    from marsad.cli.main import run

    folder = tmp_path_factory.mktemp("incidents")
    articles = folder / "articles.jsonl"
    reports = json.loads(SET.read_text(encoding="utf-8"))["reports"]
    lines = [
        json.dumps({k: r[k] for k in ("id", "source", "published", "title", "text")}, ensure_ascii=False)
        for r in reports
    ]
    articles.write_text("\n".join(lines), encoding="utf-8")
    url = f"sqlite:///{folder / 'store.db'}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(coding, "make_coder", Coder)
        assert run(["ingest", str(articles), "--db", url, "--jobs", "1"]) == 0
    return url


@pytest.fixture
def show(store, capsys):
    from marsad.cli.main import run

    def call(*args: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = run(["incidents", "--db", store, *args])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def records(out: str) -> list[dict]:
    return [json.loads(line) for line in out.splitlines()]


def test_jsonl_has_an_incident_a_line_with_the_ids_that_the_input_gave(show):
    status, out, _ = show("--format", "jsonl")
    found = records(out)
    assert status == 0
    market = next(r for r in found if "idlib-market-01" in r["articles"])
    assert {"idlib-market-02", "idlib-market-03", "idlib-market-04", "idlib-market-05"} <= set(market["articles"])
    assert market["voices"] < len(market["articles"])
    assert market["fatalities"]["low"] <= market["fatalities"]["best"] <= market["fatalities"]["high"]
    assert len(market["claims"]) >= len(market["articles"])


def test_filters_choose(show):
    dates = {r["date"]["start"] for r in records(show("--format", "jsonl", "--since", "2023-09-03")[1])}
    assert dates
    assert min(dates) >= "2023-09-03"
    kinds = {r["kind"] for r in records(show("--format", "jsonl", "--kind", "air_strike")[1])}
    assert kinds == {"air_strike"}
    assert all(r["fatalities"]["best"] >= 2 for r in records(show("--format", "jsonl", "--min-dead", "2")[1]))
    assert show("--format", "jsonl", "--country", "YE")[1] == ""


def test_the_table_names_each_incident(show):
    status, out, _ = show()
    ids = [r["id"] for r in records(show("--format", "jsonl")[1])]
    assert status == 0
    assert all(name in out for name in ids)
    assert f"{len(ids)} incidents" in out
    assert max(map(len, out.splitlines())) <= 120


def test_explain_shows_claims_and_reasons(show):
    found = records(show("--format", "jsonl")[1])
    market = max(found, key=lambda r: len(r["articles"]))
    status, out, _ = show("--explain", market["id"])
    assert status == 0
    for words in (
        "What is claimed",
        "Why these reports are of one act",
        "Both name the same town",
        market["fatalities"]["rule"],
    ):
        assert words in out
    assert all(r["id"] not in out for r in found if r is not market)


def test_an_unknown_incident_is_named(show):
    status, _, err = show("0000000000000000")
    assert status == 1
    assert "0000000000000000" in err


def test_explain_goes_with_the_table_only(show):
    assert show("--explain", "--format", "jsonl")[0] == 2


def test_new_weights_gather_the_store_anew(show, tmp_path, monkeypatch):
    before = show("--format", "jsonl")[1]
    path = tmp_path / "never.json"
    path.write_text(json.dumps({"format": 1, "bias": -99, "threshold": 0.5, "margin": 0.1, "weights": {}}))
    with monkeypatch.context() as patch:
        patch.setenv("MARSAD_PAIRS", str(path))
        assert show("--format", "jsonl")[1] == before, "what is kept stays until it is gathered anew"
        alone = records(show("--format", "jsonl", "--anew")[1])
    assert {len(r["events"]) for r in alone} == {1}
    assert show("--format", "jsonl", "--anew")[1] == before


def test_a_persons_merge_and_split_stand(store, show):
    from marsad.cli.main import run

    before = records(show("--format", "jsonl")[1])
    one, other = before[0], before[-1]
    assert run(["judge", "merge", one["id"], other["id"], "--db", store, "--who", "محللة"]) == 0
    merged = records(show("--format", "jsonl")[1])
    assert len(merged) == len(before) - 1
    assert any({one["articles"][0], other["articles"][0]} <= set(r["articles"]) for r in merged)
    events = one["events"][0]["id"], other["events"][0]["id"]
    assert run(["judge", "split", *events, "--db", store, "--who", "محللة", "--why", "بلدتان"]) == 0
    assert {r["id"] for r in records(show("--format", "jsonl")[1])} == {r["id"] for r in before}
