"""Deciding through the API: judging, correcting, adding, merging and splitting; and the desk that hands work out."""

from __future__ import annotations

import json

import pytest
from fastapi.testclient import TestClient

from marsad.store import open_store
from marsad.web import shapes, work_shapes
from marsad.web.app import make_app

from .conftest import fill

API = "/api/v1"


@pytest.fixture
def store(tmp_path):
    with open_store(str(tmp_path / "store.db")) as store:
        yield fill(store)


@pytest.fixture
def client(store):
    with TestClient(make_app(store), base_url="http://localhost") as client:
        client.headers["X-CSRF-Token"] = client.get(f"{API}/me").json()["csrf"]
        yield client


def event_of(client, article):
    return client.get(f"{API}/articles/{article}").json()["events"][0]


def incident_of(client, article):
    return client.get(f"{API}/incidents/{event_of(client, article)['incident']}").json()


def judge(client, event, **body):
    return client.post(f"{API}/events/{event['id']}/review", json=body)


def test_accepting_and_rejecting(client):
    event = event_of(client, "b1")
    answer = judge(client, event, verdict="accept", why="seen")
    shapes.StoredArticle.model_validate(answer.json())
    assert answer.json()["events"][0]["review"] == "accepted"
    assert incident_of(client, "b1")["review"] == "accepted"
    judge(client, event, verdict="reject")
    rejected = event_of(client, "b1")
    assert (rejected["review"], rejected["incident"]) == ("rejected", None)
    judge(client, event, verdict="accept")
    assert event_of(client, "b1")["incident"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "drone_strike"),
        ("status", "disputed"),
        ("date", {"start": "2021-07-26", "end": "2021-07-27", "precision": "span"}),
        ("date", None),
        ("fatalities", {"min": 4, "max": None}),
        ("injured", {"min": 9, "max": 9}),
        ("side_a", [{"text": "مسلحون", "actor_id": None}]),
        ("sources", ["شهود"]),
        ("protected", ["health"]),
    ],
)
def test_correcting_a_field(client, field, value):
    event = event_of(client, "a1")
    answer = judge(client, event, verdict="correct", field=field, value=value, why="read again")
    assert answer.status_code == 200, answer.text
    (now,) = [e for e in answer.json()["events"] if e["id"] == event["id"]]
    assert (now[field], now["review"]) == (value, "corrected")
    history = incident_of(client, "a1")["judgements"]
    assert [(j["who"], j["verdict"], j["field"], j["value"], j["why"]) for j in history] == [
        ("local", "correct", field, value, "read again")
    ]


def test_correcting_a_place_with_the_gazetteers(client):
    (place, *_) = client.get(f"{API}/places", params={"q": "معرة النعمان"}).json()
    value = {**{k: place[k] for k in ("name", "country", "lat", "lon", "gazetteer_id", "admin1")}, "precision": "exact"}
    event = event_of(client, "a1")
    judge(client, event, verdict="correct", field="place", value=value)
    assert event_of(client, "a1")["place"]["gazetteer_id"] == place["gazetteer_id"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (None, 1),
        ("anchor", "x"),
        ("kind", "nonsense"),
        ("kind", None),
        ("fatalities", {"min": 5, "max": 4}),
        ("fatalities", {"min": -1, "max": 4}),
        ("fatalities", 5),
        ("date", {"start": "2021-07-26", "end": None, "precision": "day"}),
        ("date", {"start": "2021-07-27", "end": "2021-07-26", "precision": "span"}),
        ("place", {"name": "x", "lat": 0, "lon": 0, "precision": "exact"}),
        ("place", {"name": "x", "lat": 1, "precision": "exact"}),
        ("place", {"name": " ", "precision": "exact"}),
        ("place", {"name": "x", "country": "Syria", "precision": "exact"}),
        ("side_a", "someone"),
        ("side_a", [{"text": ""}]),
        ("side_a", [{"text": "x"}, {"text": "x"}]),
        ("protected", ["castle"]),
    ],
)
def test_what_the_codebook_does_not_know_is_refused(client, field, value):
    event = event_of(client, "a1")
    answer = judge(client, event, verdict="correct", field=field, value=value)
    assert answer.status_code == 422, answer.text
    assert event_of(client, "a1") == event


def test_judging_what_is_not_there(client):
    assert judge(client, {"id": "0000000000000000"}, verdict="accept").status_code == 404


def test_a_missed_event(client):
    text = client.get(f"{API}/articles/a3").json()["text"]
    start = text.index("القصف")
    body = {"field": "text", "start": start, "end": start + 5, "kind": "displacement", "sources": ["مصدر طبي"]}
    answer = client.post(f"{API}/articles/a3/events", json=body)
    assert answer.status_code == 201, answer.text
    (added,) = [e for e in answer.json()["events"] if e["kind"] == "displacement"]
    assert (added["anchor"], added["review"], added["evidence"]["rules"]["kind"]) == (
        "القصف",
        "accepted",
        "review.added",
    )
    assert client.get(f"{API}/incidents/{added['incident']}").json()["kind"] == "displacement"


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 3), (0, 10_000), (10_000, 10_001)])
def test_a_missed_event_needs_words(client, start, end):
    body = {"field": "text", "start": start, "end": end, "kind": "aid"}
    assert client.post(f"{API}/articles/a3/events", json=body).status_code == 422
    assert client.post(f"{API}/articles/none/events", json=body).status_code == 404


def test_merging_and_splitting(client):
    shelling, strike = incident_of(client, "a1"), incident_of(client, "b1")
    merged = client.post(
        f"{API}/incidents/{shelling['id']}/merge", json={"other": strike["id"], "why": "one act"}
    ).json()
    shapes.Incident.model_validate(merged)
    assert set(merged["articles"]) == {"a1", "a2", "a3", "b1"}
    assert any(link["judged_by"] == "local" for link in merged["links"])
    off = [event["id"] for event in merged["events"] if event["report"]["article_id"] in ("b1", "a3")]
    apart = client.post(f"{API}/incidents/{merged['id']}/split", json={"events": off}).json()
    assert set(apart["articles"]) == {"a3", "b1"}
    assert set(incident_of(client, "a1")["articles"]) == {"a1", "a2"}
    again = client.post(f"{API}/incidents/{apart['id']}/merge", json={"other": incident_of(client, "a1")["id"]}).json()
    assert set(again["articles"]) == {"a1", "a2", "a3", "b1"}


def test_splits_and_merges_that_make_no_sense(client):
    shelling = incident_of(client, "a1")
    path = f"{API}/incidents/{shelling['id']}"
    every = [event["id"] for event in shelling["events"]]
    assert client.post(f"{path}/merge", json={"other": shelling["id"]}).status_code == 422
    assert client.post(f"{path}/merge", json={"other": "0" * 16}).status_code == 404
    assert client.post(f"{path}/split", json={"events": every}).status_code == 422
    assert client.post(f"{path}/split", json={"events": ["0" * 16]}).status_code == 422


def test_judging_a_whole_incident(client):
    shelling = incident_of(client, "a1")
    path = f"{API}/incidents/{shelling['id']}"
    accepted = client.post(f"{path}/review", json={"verdict": "accept"}).json()
    assert (accepted["id"], accepted["review"]) == (shelling["id"], "accepted")
    rejected = client.post(f"{path}/review", json={"verdict": "reject", "why": "invented"}).json()
    shapes.Incident.model_validate(rejected)
    assert rejected["review"] == "rejected"
    assert shelling["id"] not in {item["id"] for item in client.get(f"{API}/incidents").json()["items"]}
    assert {event_of(client, article)["review"] for article in ("a1", "a2", "a3")} == {"rejected"}
    again = client.get(path).json()
    assert (again["review"], again["articles"], again["kind"]) == ("rejected", shelling["articles"], "shelling")
    assert client.post(f"{path}/review", json={"verdict": "accept"}).json()["review"] == "accepted"
    assert client.get(path).json()["review"] == "accepted"


def test_the_queue_says_why(client):
    queue = client.get(f"{API}/desk/queue").json()
    work_shapes.Queue.model_validate(queue)
    assert queue["total"] == 3
    assert [item["score"] for item in queue["items"]] == sorted(
        (item["score"] for item in queue["items"]), reverse=True
    )
    why = {item["incident"]["kind"]: item["why"] for item in queue["items"]}
    assert "disagreement" in why["shelling"]
    assert "protected" in why["air_strike"]
    client.post(f"{API}/incidents/{queue['items'][0]['incident']['id']}/review", json={"verdict": "accept"})
    assert client.get(f"{API}/desk/queue").json()["total"] == 2


def test_an_incident_is_one_persons_at_a_time(client, store, monkeypatch):
    from dataclasses import replace

    gate = client.app.state.gate
    incident = incident_of(client, "a1")["id"]
    taken = client.post(f"{API}/desk/claims", json={"incident": incident})
    work_shapes.Lease.model_validate(taken.json())
    assert client.post(f"{API}/desk/claims", json={"incident": incident}).status_code == 200
    monkeypatch.setattr(gate, "_local", replace(gate._local, name="other"))
    assert client.post(f"{API}/desk/claims", json={"incident": incident}).status_code == 409
    client.delete(f"{API}/desk/claims/{incident}")  # not theirs: nothing happens
    (item,) = [i for i in client.get(f"{API}/desk/queue").json()["items"] if i["incident"]["id"] == incident]
    assert item["claimed_by"] == "local"
    monkeypatch.setattr(gate, "_local", replace(gate._local, name="local"))
    assert client.delete(f"{API}/desk/claims/{incident}").status_code == 204
    monkeypatch.setattr(gate, "_local", replace(gate._local, name="other"))
    assert client.post(f"{API}/desk/claims", json={"incident": incident}).status_code == 200
    assert client.post(f"{API}/desk/claims", json={"incident": "0" * 16}).status_code == 404


def test_double_coding_is_blind_and_measured(client, monkeypatch):
    from dataclasses import replace

    for article in ("a1", "b1"):
        judge(client, event_of(client, article), verdict="accept")
    corrected = event_of(client, "a1")
    judge(client, corrected, verdict="correct", field="kind", value="armed_attack")
    monkeypatch.setattr(client.app.state.gate, "_local", replace(client.app.state.gate._local, name="second"))
    waiting = client.get(f"{API}/desk/seconds").json()
    work_shapes.Seconds.model_validate(waiting)
    assert {one["id"] for one in waiting["items"]} == {"a1", "b1"}
    blind = client.get(f"{API}/desk/second/a1").json()
    work_shapes.Blind.model_validate(blind)
    assert blind["events"][0]["kind"] == "shelling"
    for article, judgement in (
        ("a1", {"verdict": "accept"}),
        ("b1", {"verdict": "correct", "values": {"injured": None}}),
    ):
        event = client.get(f"{API}/desk/second/{article}").json()["events"][0]["id"]
        assert (
            client.post(
                f"{API}/desk/second/{article}", json={"judgements": [{"event": event, **judgement}]}
            ).status_code
            == 204
        )
    assert event_of(client, "b1")["injured"] is not None
    assert client.get(f"{API}/desk/seconds").json() == {"items": [], "total": 0}
    agreement = client.get(f"{API}/desk/agreement").json()
    work_shapes.Agreement.model_validate(agreement)
    assert agreement["pairs"] == 2
    assert agreement["fields"]["verdict"] == {"cohen": None, "krippendorff": None, "n": 2}
    assert agreement["fields"]["kind"]["cohen"] == pytest.approx(1 / 3)
    assert agreement["fields"]["place"]["cohen"] == 1


@pytest.mark.parametrize(
    "judgement",
    [
        {"event": "0" * 16, "verdict": "accept"},
        {"verdict": "correct"},
        {"verdict": "correct", "values": {"kind": "x"}},
        {"verdict": "accept", "values": {"kind": "aid"}},
    ],
)
def test_double_coding_is_checked(client, judgement):
    event = event_of(client, "a1")["id"]
    assert client.post(f"{API}/desk/second/a1", json={"judgements": [{"event": event, **judgement}]}).status_code == 422


def test_gold_is_what_evaluate_reads(client, tmp_path):
    from click.testing import CliRunner

    from marsad.cli.evaluate import evaluate

    assert client.get(f"{API}/desk/gold").text == ""
    for article in ("a1", "b1"):
        judge(client, event_of(client, article), verdict="accept")
    judge(client, event_of(client, "a2"), verdict="reject")
    answer = client.get(f"{API}/desk/gold")
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert {line["id"]: len(line["events"]) for line in lines} == {"a1": 1, "b1": 1, "a2": 0}
    (tmp_path / "gold.jsonl").write_bytes(answer.content)
    result = CliRunner().invoke(evaluate, [str(tmp_path / "gold.jsonl"), "--json"])
    assert result.exit_code == 0, result.output


def test_parties_and_places_by_name(client):
    parties = client.get(f"{API}/parties", params={"q": "حوثي"}).json()
    assert "ye.houthis" in {party["id"] for party in parties}
    assert client.get(f"{API}/parties", params={"q": "houthi"}).json()
    places = client.get(f"{API}/places", params={"q": "حلب"}).json()
    assert (places[0]["name"], places[0]["country"], len(places) <= 20) == ("حلب", "SY", True)
    assert client.get(f"{API}/places", params={"q": "ⵣⵣⵣ"}).json() == []
    assert client.get(f"{API}/codebook").json()["air_strike"]["family"] == "strike"


def test_every_decision_is_in_the_audit_log(client):
    judge(client, event_of(client, "a1"), verdict="accept")
    page = client.get(f"{API}/audit").json()
    work_shapes.AuditPage.model_validate(page)
    assert [(entry["who"], entry["action"]) for entry in page["items"]] == [("local", "event.accept")]
