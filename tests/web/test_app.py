"""The application: coding what is pasted, one shape of error, headers, limits, and the page on its addresses."""

from __future__ import annotations

import asyncio

import pytest
from fastapi.testclient import TestClient

from marsad.web.app import Settings, make_app
from marsad.web.headers import content_policy
from marsad.web.limits import MAX_BODY_BYTES, BodyLimit

REPORT = "قصفت قوات النظام بالمدفعية بلدة سراقب، أمس الثلاثاء، ما أدى إلى مقتل ثلاثة مدنيين، وفق الدفاع المدني."


@pytest.fixture(scope="module")
def client(tmp_path_factory, empty_store):
    static = tmp_path_factory.mktemp("static")
    (static / "index.html").write_text("<!doctype html><title>page</title>", encoding="utf-8")
    (static / "mark.svg").write_text("<svg/>", encoding="utf-8")
    (static / "assets").mkdir()
    (static / "assets" / "page.js").write_text("0", encoding="utf-8")
    with TestClient(make_app(empty_store, Settings(static=static)), base_url="http://localhost") as client:
        yield client


def test_pasted_report(client):
    answer = client.post("/api/v1/code", json={"text": REPORT, "published": "2021-07-28"})
    assert answer.status_code == 200
    (event,) = answer.json()["events"]
    assert (event["kind"], event["place"]["name"]) == ("shelling", "سراقب")
    start, end = event["evidence"]["trigger"]
    assert answer.json()["text"][start:end] == "قصفت"


def test_text_without_arabic_says_so(client):
    answer = client.post("/api/v1/code", json={"text": "Nothing to read here for a reader of Arabic."})
    assert answer.json()["events"] == []
    assert "no events" in answer.json()["notes"][0]


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"title": "x"}, 422, "text"),
        ({"text": 3}, 422, "text"),
        ({"text": "x" * 200_001}, 422, "text"),
        ({"text": REPORT, "published": "yesterday"}, 422, "published"),
        ({"text": REPORT, "published": "2021-02-30"}, 422, "published"),
    ],
)
def test_what_is_refused_names_the_field(client, body, status, field):
    answer = client.post("/api/v1/code", json=body)
    assert (answer.status_code, answer.json()["error"]["field"]) == (status, field)
    assert set(answer.json()) == {"error"}


def test_a_body_too_long_is_refused_whether_it_says_so_or_not(client):
    long = b"x" * (MAX_BODY_BYTES + 1)
    assert client.post("/api/v1/code", content=long).json()["error"]["code"] == "too_large"
    assert client.post("/api/v1/code", content=iter([long[:9], long[9:]])).status_code == 413


@pytest.mark.parametrize("path", ["/", "/articles/bbc.example-1", "/paste", "/incidents/1a2b"])
def test_the_page_answers_its_addresses(client, path):
    answer = client.get(path)
    assert answer.text.startswith("<!doctype html>")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/x.php", "/assets/none.js", "/assets/..%2findex.html"])
def test_nothing_else_does(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/assets/page.js", "/mark.svg", "/api/v1/openapi.json", "/api/v1/nothing"])
def test_every_answer_has_the_headers(client, path):
    headers = client.get(path).headers
    assert headers["content-security-policy"] == content_policy()
    assert headers["x-content-type-options"] == "nosniff"
    assert "strict-transport-security" not in headers


def test_the_policy_lets_nothing_in():
    policy = content_policy()
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "https://tiles.example" in content_policy("https://tiles.example")


def test_without_a_page_the_api_still_works(tmp_path, empty_store):
    with TestClient(
        make_app(empty_store, Settings(static=tmp_path, is_https=True)), base_url="http://localhost"
    ) as client:
        assert client.get("/").status_code == 503
        assert "strict-transport-security" in client.get("/").headers
        assert client.get("/api/v1/openapi.json").json()["info"]["title"] == "Marsad"


def test_a_body_that_trickles_in_is_given_up():
    answers = []

    async def receive():
        await asyncio.sleep(0.001)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def send(message):
        answers.append(message)

    async def unreachable(_scope, _receive, _send):
        pytest.fail("the application saw it")

    scope = {"type": "http", "method": "POST", "headers": []}
    asyncio.run(BodyLimit(unreachable, longest_s=0.05)(scope, receive, send))
    assert answers[0]["status"] == 408
