"""Saved searches: feeds, signed webhooks to public addresses only, mail; the bulletin; exports and changes."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import hmac
import io
import json
import time
from xml.etree import ElementTree

import httpx
import pytest
from fastapi.testclient import TestClient

from marsad.errors import ReadError
from marsad.store import open_store
from marsad.store.searches import due, note_told
from marsad.web import alerts, tell, work_shapes
from marsad.web.app import Settings, make_app
from marsad.web.atom import feed, headline
from marsad.web.tell import Smtp, TellError, parse_smtp, post_webhook

from .conftest import REPORTS, fill

API = "/api/v1"
ATOM = "{http://www.w3.org/2005/Atom}"
EVIL = "<script>alert(1)</script>]]>&\x01"
SMTP = Smtp("mail.example", 587, "desk@example.org")


@pytest.fixture
def store(tmp_path):
    with open_store(str(tmp_path / "store.db")) as store:
        yield fill(store, REPORTS[:3])


@pytest.fixture
def app(store):
    return make_app(store, Settings(base="https://marsad.example", smtp=SMTP))


@pytest.fixture
def client(app):
    with TestClient(app, base_url="http://localhost") as client:
        client.headers["X-CSRF-Token"] = client.get(f"{API}/me").json()["csrf"]
        yield client


def save(client, **given):
    answer = client.post(f"{API}/searches", json={"name": "قصف", **given})
    assert answer.status_code == 201, answer.text
    work_shapes.SavedSearch.model_validate(answer.json())
    return answer.json()


class Sent:
    def __init__(self, app):
        self.posts, self.mails, self.fails = [], [], 0
        app.state.alerts._post = self.post
        app.state.alerts._send = lambda server, mail: self.mails.append(mail)

    def post(self, url, secret, content):
        if self.fails:
            self.fails -= 1
            raise TellError("the server answers 500")
        self.posts.append((url, secret, content))


def test_a_feed_needs_its_key_and_nothing_else(client, app):
    search = save(client, filters="kind=shelling&min_fatalities=1")
    stranger = TestClient(app, base_url="http://localhost")
    answer = stranger.get(search["feed"])
    assert answer.headers["content-type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(answer.content)  # noqa: S314
    assert root.findtext(f"{ATOM}title") == "قصف"
    (entry,) = root.findall(f"{ATOM}entry")
    assert "shelling, سراقب (SY)" in entry.findtext(f"{ATOM}title")
    assert entry.find(f"{ATOM}link").get("href").startswith("https://marsad.example/incidents/")
    for key in ("", "wrong", "é"):
        assert stranger.get(f"{API}/searches/{search['id']}/feed.atom", params={"key": key}).status_code == 404
    assert stranger.get(f"{API}/searches/99/feed.atom?key=x").status_code == 404


def test_what_is_told_is_masked_and_an_outsiders_text_is_text(app, client, store):
    fill(
        store,
        [
            (
                "e1",
                EVIL,
                dt.date(2021, 9, 2),
                EVIL,
                "استهدفت غارة جوية يوم الأربعاء مستشفى في مدينة تعز، ما أسفر عن إصابة سبعة أشخاص، حسبما قال الناشط سمير القرواني. "
                + EVIL,
            )
        ],
    )
    search = save(client, name=EVIL.replace("\x01", ""))
    body = client.get(search["feed"]).content
    assert "القرواني".encode() not in body
    assert b"<script" not in body
    root = ElementTree.fromstring(body)  # noqa: S314
    assert any("<script>" in (content.text or "") for content in root.iter(f"{ATOM}content"))
    bulletin = client.get(f"{API}/bulletin", params={"day": "2021-09-01"})
    assert bulletin.headers["content-type"] == "application/json"
    assert bulletin.headers["x-content-type-options"] == "nosniff"


def test_only_what_comes_later_is_told_and_only_once(client, app, store):
    sent = Sent(app)
    search = save(
        client, filters="kind=air_strike&kind=shelling", webhook="https://hook.example/x", email="a@example.org"
    )
    app.state.alerts.look()
    assert (sent.posts, sent.mails) == ([], [])
    fill(store, REPORTS[3:])
    for _ in range(2):
        app.state.alerts.look()
    ((url, secret, content),) = sent.posts
    assert (url, secret, content["search"]["id"]) == ("https://hook.example/x", search["secret"], search["id"])
    (incident,) = content["incidents"]
    assert incident["kind"] == "air_strike"
    assert incident["link"] == f"https://marsad.example/incidents/{incident['id']}"
    (mail,) = sent.mails
    assert (mail["To"], mail["From"]) == ("a@example.org", "desk@example.org")
    assert incident["link"] in mail.get_content()
    assert "القرواني" not in mail.get_content() + json.dumps(content, ensure_ascii=False)


def test_a_failure_is_tried_again_and_then_given_up(client, app, store, monkeypatch):
    sent = Sent(app)
    search = save(client, webhook="https://hook.example/x")
    fill(store, REPORTS[3:4])
    sent.fails = 1
    app.state.alerts.look()
    app.state.alerts.look()
    assert sent.posts == []  # the pause is not over
    monkeypatch.setattr(alerts, "PAUSES", (dt.timedelta(0),) * 3)
    with store.writing() as connection:
        names = [incident.id for incident in store.incidents()]
        note_told(connection, search["id"], "webhook", names, again=dt.datetime.now(tz=dt.UTC))
    app.state.alerts.look()
    assert len(sent.posts) == 1
    fill(store, REPORTS[4:])
    sent.fails = 99
    for _ in range(9):
        app.state.alerts.look()
    assert 90 < sent.fails < 99
    with store.reading() as connection:
        assert due(connection, search["id"], "webhook", limit=9) == []


def test_the_signature_is_what_a_receiver_computes():
    seen = {}

    def receive(request):
        seen.update(headers=request.headers, body=request.content)
        return httpx.Response(200)

    post_webhook("https://hook.example/x", "secret", {"a": "خبر"}, transport=httpx.MockTransport(receive))
    moment, digest = (part.split("=")[1] for part in seen["headers"]["marsad-signature"].split(","))
    assert hmac.new(b"secret", moment.encode() + b"." + seen["body"], hashlib.sha256).hexdigest() == digest
    with pytest.raises(TellError, match="answers 302"):
        post_webhook(
            "https://hook.example/x",
            "s",
            {},
            transport=httpx.MockTransport(lambda _: httpx.Response(302, headers={"Location": "http://127.0.0.1/"})),
        )


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/x",
        "http://localhost:8600/",
        "http://[::1]/",
        "http://10.0.0.7/",
        "http://169.254.169.254/latest/meta-data",
        "http://[::ffff:127.0.0.1]/",
        "ftp://hook.example/",
        "file:///etc/passwd",
        "https://user:pw@hook.example/",
        "https://",
        "javascript:alert(1)",
        "http://db.internal/",
    ],
)
def test_webhooks_reach_no_private_network(client, url):
    answer = client.post(f"{API}/searches", json={"name": "x", "webhook": url})
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, "webhook")


def test_a_name_that_resolves_inside_is_refused_when_it_is_told():
    def inside(host, port, source):
        raise ReadError(source, f"{host!r} is an address inside a private network")

    with pytest.raises(TellError, match="inside a private network"):
        post_webhook("http://rebound.example/", "s", {}, resolver=inside)


@pytest.mark.parametrize(
    "given",
    [
        {"filters": "kind=nonsense"},
        {"filters": "colour=red"},
        {"filters": "bbox=1"},
        {"email": "no address"},
        {"email": "a@b\nBcc: c@d"},
        {"name": ""},
        {"name": "a\r\nb"},
    ],
)
def test_a_search_that_can_not_be_is_refused(client, given):
    assert client.post(f"{API}/searches", json={"name": "x", **given}).status_code == 422


def test_searches_are_ones_own(client, app, monkeypatch):
    from dataclasses import replace

    from marsad.web.people import Role

    search = save(client)
    monkeypatch.setattr(app.state.gate, "_local", replace(app.state.gate._local, name="other", role=Role.VIEWER))
    assert client.get(f"{API}/searches").json() == []
    assert client.delete(f"{API}/searches/{search['id']}").status_code == 404
    assert client.post(f"{API}/searches", json={"name": "x", "unmasked": True}).status_code == 403
    monkeypatch.setattr(app.state.gate, "_local", replace(app.state.gate._local, name="local"))
    assert client.delete(f"{API}/searches/{search['id']}").status_code == 204
    assert client.get(search["feed"]).status_code == 404


def test_mail_servers_addresses():
    assert parse_smtp("smtps://me:p%40ss@mail.example?from=d@example.org") == Smtp(
        "mail.example", 465, "d@example.org", "me", "p@ss", True
    )
    assert parse_smtp("smtp://localhost:25?from=d@example.org").port == 25
    assert "p@ss" not in repr(parse_smtp("smtp://me:p%40ss@mail.example?from=d@example.org"))
    for wrong in ("mail.example", "smtp://mail.example", "http://mail.example?from=a@b"):
        with pytest.raises(ValueError, match="a mail server is"):
            parse_smtp(wrong)


def test_a_mail_goes_through_starttls(monkeypatch):
    calls = []

    class Server:
        def __init__(self, host, port, timeout):
            calls.append((host, port))

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

        def starttls(self, context):
            calls.append("starttls")

        def login(self, user, password):
            calls.append((user, password))

        def send_message(self, mail):
            calls.append(mail["Subject"])

    monkeypatch.setattr(tell.smtplib, "SMTP", Server)
    mail = tell.make_mail("d@example.org", "a@example.org", "قصف", [], "https://marsad.example")
    tell.send_mail(Smtp("mail.example", 587, "d@example.org", "me", "pw"), mail)
    assert calls == [("mail.example", 587), "starttls", ("me", "pw"), "Marsad: قصف (0)"]


def test_an_empty_feed_is_a_feed():
    body = feed("x", "https://m.example/f", "https://m.example", [], made_at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
    assert ElementTree.fromstring(body).findtext(f"{ATOM}updated") == "2024-01-01T00:00:00+00:00"  # noqa: S314


def test_a_headline_says_what_is_known():
    data = {"kind": "air_strike", "place": None, "date": None, "fatalities": {"low": 1, "best": 2, "high": None}}
    assert headline(data) == "air strike, killed: 2 (1 to more)"


def test_the_bulletin_counts_what_it_lists(reader):
    bulletin = reader.get(f"{API}/bulletin", params={"day": "2021-07-27"}).json()
    work_shapes.Bulletin.model_validate(bulletin)
    assert bulletin["totals"]["ids"] == [one["id"] for one in bulletin["incidents"]]
    assert (bulletin["totals"]["incidents"], bulletin["totals"]["killed_low"], bulletin["totals"]["killed_high"]) == (
        1,
        3,
        25,
    )
    assert [row["country"] for row in bulletin["countries"]] == ["SY"]
    assert [row["kind"] for row in bulletin["kinds"]] == ["shelling"]
    assert reader.get(f"{API}/bulletin").json()["day"] == "2021-09-05"
    assert reader.get(f"{API}/bulletin", params={"day": "1999-01-01"}).json()["totals"]["ids"] == []


def test_a_corrected_toll_stands_in_the_export(client):
    event = client.get(f"{API}/articles/a1").json()["events"][0]
    for article in ("a1", "a2", "a3"):
        event = client.get(f"{API}/articles/{article}").json()["events"][0]
        client.post(
            f"{API}/events/{event['id']}/review",
            json={"verdict": "correct", "field": "fatalities", "value": {"min": 11, "max": 11}},
        )
    answer = client.get(f"{API}/export/acled", params={"kind": "shelling"})
    assert "marsad-acled.csv" in answer.headers["content-disposition"]
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert row["fatalities"] == "11"


@pytest.mark.parametrize("name", ["csv", "jsonl", "geojson", "parquet", "acled", "ucdp", "plover", "polecat", "hapi"])
def test_every_format_comes_masked_unless_a_reviewer_asks(reader, name):
    masked = reader.get(f"{API}/export/{name}")
    assert masked.status_code == 200
    assert len(masked.content) > 100
    assert "القرواني".encode() not in masked.content
    assert reader.get(f"{API}/export/{name}", params={"unmasked": True}).status_code == 200
    assert reader.get(f"{API}/export/..%2f{name}").status_code == 404


def test_changes_follow_each_other(client):
    first = client.get(f"{API}/changes").json()
    work_shapes.Changes.model_validate(first)
    assert [item["type"] for item in first["items"]] == ["incident"]
    assert client.get(f"{API}/changes", params={"cursor": first["next"]}).json() == {"items": [], "next": first["next"]}
    event = client.get(f"{API}/articles/a1").json()["events"][0]
    client.post(f"{API}/events/{event['id']}/review", json={"verdict": "accept"})
    later = client.get(f"{API}/changes", params={"cursor": first["next"]}).json()
    assert {item["type"] for item in later["items"]} == {"incident", "decision"}
    assert client.get(f"{API}/changes", params={"cursor": "x"}).status_code == 422


def test_the_thread_looks_by_itself(store, monkeypatch):
    app = make_app(store, Settings(alerts_every_s=0.01))
    seen = []
    monkeypatch.setattr(app.state.alerts, "look", lambda: seen.append(1))
    with TestClient(app, base_url="http://localhost"):
        for _ in range(200):
            if seen:
                break
            time.sleep(0.01)
    assert seen
