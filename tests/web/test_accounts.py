"""Accounts: signing in and out, sessions, throttling, roles on every route, requests of others."""

from __future__ import annotations

import itertools
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient

from marsad.store import open_store
from marsad.store.accounts import add_user
from marsad.web import passwords, shapes, work_shapes
from marsad.web.api import session
from marsad.web.app import Settings, make_app
from marsad.web.people import COOKIE, Role

from .conftest import DAY, fill

API = "/api/v1"
PASSWORD = "a long enough one"
ROLES = [None, *Role]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    kept = passwords.hash_password(PASSWORD)
    with open_store(str(tmp_path_factory.mktemp("accounts") / "store.db")) as store:
        fill(store)
        with store.writing() as connection:
            for role in reversed(Role):
                add_user(connection, role.value, role.value, kept)
        yield store


@pytest.fixture(scope="module")
def app(store):
    return make_app(store)


def signed_in(app, name, password=PASSWORD, **options):
    client = TestClient(app, base_url="http://localhost", **options)
    answer = client.post(f"{API}/session", json={"name": name, "password": password})
    assert answer.status_code == 200, answer.text
    client.headers["X-CSRF-Token"] = answer.json()["csrf"]
    return client


@pytest.fixture(scope="module")
def clients(app):
    """A client for each role; None: nobody."""
    return {None: TestClient(app, base_url="http://localhost"), **{role: signed_in(app, role.value) for role in Role}}


# What each route asks for; None: nothing. A route that is not listed here fails the test below.
NEEDED: dict[tuple[str, str], Role | None] = {
    ("GET", "/me"): None,
    ("POST", "/session"): None,
    ("DELETE", "/session"): None,
    ("PUT", "/me/password"): Role.VIEWER,
    ("GET", "/codebook"): None,
    ("GET", "/basemap/places"): None,
    ("POST", "/code"): Role.VIEWER,
    ("GET", "/incidents"): Role.VIEWER,
    ("GET", "/incidents/columns"): Role.VIEWER,
    ("GET", "/incidents.geojson"): Role.VIEWER,
    ("GET", "/incidents/{incident_id}"): Role.VIEWER,
    ("GET", "/articles/{article_id}"): Role.VIEWER,
    ("GET", "/articles/{article_id}/derivation/{event_id}"): Role.VIEWER,
    ("GET", "/places"): Role.VIEWER,
    ("GET", "/parties"): Role.VIEWER,
    ("POST", "/events/{event_id}/review"): Role.CODER,
    ("POST", "/articles/{article_id}/events"): Role.CODER,
    ("POST", "/incidents/{incident_id}/review"): Role.CODER,
    ("POST", "/incidents/{incident_id}/merge"): Role.CODER,
    ("POST", "/incidents/{incident_id}/split"): Role.CODER,
    ("GET", "/desk/queue"): Role.CODER,
    ("POST", "/desk/claims"): Role.CODER,
    ("DELETE", "/desk/claims/{incident_id}"): Role.CODER,
    ("GET", "/desk/seconds"): Role.CODER,
    ("GET", "/desk/second/{article_id}"): Role.CODER,
    ("POST", "/desk/second/{article_id}"): Role.CODER,
    ("GET", "/desk/agreement"): Role.REVIEWER,
    ("GET", "/desk/gold"): Role.REVIEWER,
    ("GET", "/searches"): Role.VIEWER,
    ("POST", "/searches"): Role.VIEWER,
    ("DELETE", "/searches/{search_id}"): Role.VIEWER,
    ("GET", "/searches/{search_id}/feed.atom"): None,
    ("GET", "/bulletin"): Role.VIEWER,
    ("GET", "/export/{name}"): Role.VIEWER,
    ("GET", "/changes"): Role.VIEWER,
    ("GET", "/users"): Role.ADMIN,
    ("POST", "/users"): Role.ADMIN,
    ("PUT", "/users/{name}"): Role.ADMIN,
    ("DELETE", "/users/{name}"): Role.ADMIN,
    ("GET", "/audit"): Role.ADMIN,
}


def test_every_route_is_listed(app):
    paths = app.openapi()["paths"]
    routes = {(method.upper(), path.removeprefix(API)) for path, methods in paths.items() for method in methods}
    assert routes == set(NEEDED)


@pytest.mark.parametrize(("route", "role"), list(itertools.product(NEEDED, ROLES)), ids=str)
def test_nobody_goes_further_than_the_role(clients, route, role):
    method, path = route
    if path in ("/session", "/me/password"):
        return  # they change the clients' own sessions; tested below
    needed = NEEDED[route]
    path = path.replace("{", "").replace("}", "")
    status = clients[role].request(method, f"{API}{path}", json={} if method in ("POST", "PUT") else None).status_code
    is_allowed = needed is None or (role is not None and role.may(needed))
    if is_allowed:
        assert status not in (401, 403)
        assert status < 500
    else:
        assert status == (401 if role is None else 403)


def test_who_signs_in_gets_a_new_session_and_loses_the_old_one(app):
    client = TestClient(app, base_url="http://localhost")
    client.cookies.set(COOKIE, "planted-by-somebody", domain="localhost.local", path="/")
    client.post(f"{API}/session", json={"name": "coder", "password": PASSWORD})
    first = client.cookies.get(COOKIE, domain="localhost.local")
    tokens = {cookie.value for cookie in client.cookies.jar if cookie.name == COOKIE}
    assert "planted-by-somebody" not in tokens
    assert len(first or next(iter(tokens))) > 40
    again = client.post(f"{API}/session", json={"name": "coder", "password": PASSWORD})
    old = TestClient(app, base_url="http://localhost", cookies={COOKIE: first or next(iter(tokens))})
    assert old.get(f"{API}/me").json()["user"] is None
    shapes.Me.model_validate(again.json())


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(store):
    for is_https in (False, True):
        base = f"http{'s' if is_https else ''}://localhost"
        client = TestClient(make_app(store, Settings(is_https=is_https)), base_url=base)
        header = client.post(f"{API}/session", json={"name": "viewer", "password": PASSWORD}).headers["set-cookie"]
        assert "HttpOnly" in header
        assert "SameSite=lax" in header
        assert "Path=/" in header
        assert ("Secure" in header) == is_https


def test_signing_out_ends_the_session(app):
    client = signed_in(app, "coder")
    token = next(cookie.value for cookie in client.cookies.jar)
    assert client.delete(f"{API}/session").json()["user"] is None
    stolen = TestClient(app, base_url="http://localhost", cookies={COOKIE: token})
    assert stolen.get(f"{API}/desk/queue").status_code == 401


@pytest.mark.parametrize("token", ["", "wrong", "é", "0" * 43])
def test_a_change_without_the_sessions_token_is_refused(app, token):
    client = signed_in(app, "coder")
    incident = client.get(f"{API}/incidents").json()["items"][0]["id"]
    for path, body in (
        ("/desk/claims", {"incident": incident}),
        (f"/incidents/{incident}/review", {"verdict": "accept"}),
    ):
        answer = client.post(f"{API}{path}", json=body, headers={"X-CSRF-Token": token.encode()})
        assert answer.status_code == 403
        assert "token" in answer.json()["error"]["message"].lower()


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://localhost.evil.example"},
    ],
)
def test_changes_from_other_sites_are_refused(app, headers):
    client = signed_in(app, "coder")
    incident = client.get(f"{API}/incidents").json()["items"][0]["id"]
    assert client.post(f"{API}/desk/claims", json={"incident": incident}, headers=headers).status_code == 403
    own = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert client.post(f"{API}/desk/claims", json={"incident": incident}, headers=own).status_code == 200
    client.delete(f"{API}/desk/claims/{incident}")


def test_a_form_of_another_site_signs_nobody_in(app):
    client = TestClient(app, base_url="http://localhost")
    form = client.post(f"{API}/session", data={"name": "coder", "password": PASSWORD})
    assert form.status_code == 422
    other = client.post(
        f"{API}/session", json={"name": "coder", "password": PASSWORD}, headers={"Origin": "http://evil"}
    )
    assert other.status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "", "192.168.1.7:8600"])
def test_a_foreign_name_for_this_machine_is_refused(app, store, host):
    assert TestClient(app, base_url="http://localhost").get(f"{API}/me", headers={"Host": host}).status_code == 400
    named = make_app(store, Settings(hosts=("evil.example",)))
    assert TestClient(named).get(f"{API}/me", headers={"Host": "Evil.example:80"}).status_code == 200
    assert TestClient(make_app(store, Settings(hosts=None))).get(f"{API}/me").status_code == 200


def test_local_names_with_ports(app):
    for host in ("localhost:8600", "127.0.0.1:1", "[::1]:8600", "LOCALHOST"):
        assert TestClient(app).get(f"{API}/me", headers={"Host": host}).status_code == 200


def test_guessing_is_slowed_down(app, monkeypatch):
    client = TestClient(app, base_url="http://localhost")

    def attempt(name, password):
        return client.post(f"{API}/session", json={"name": name, "password": password})

    statuses = [attempt("guessed", "wrong").status_code for _ in range(7)]
    assert statuses == [401] * 5 + [429] * 2
    assert int(attempt("guessed", "wrong").headers["retry-after"]) > 0
    assert attempt("viewer", PASSWORD).status_code == 200
    monkeypatch.setattr(session, "_MOST", {"pair": 99, "address": 6, "name": 99})
    assert attempt("somebody", "wrong").status_code == 401
    assert attempt("viewer", PASSWORD).status_code == 429


def test_others_guesses_lock_nobody_out_of_a_known_place(app, monkeypatch):
    monkeypatch.setattr(session, "_MOST", {"pair": 5, "address": 999, "name": 6})

    def attempt(password, host):
        client = TestClient(app, base_url="http://localhost", client=(host, 5000))
        return client.post(f"{API}/session", json={"name": "coder", "password": password}).status_code

    assert attempt(PASSWORD, "192.0.2.7") == 200
    assert [attempt("wrong", f"198.51.100.{n}") for n in range(7)] == [401] * 6 + [429]
    assert attempt(PASSWORD, "203.0.113.9") == 429  # from anywhere else the name is closed for a while
    assert attempt(PASSWORD, "192.0.2.7") == 200


def test_addresses_of_one_ipv6_network_are_one(app):
    def attempt(host):
        client = TestClient(app, base_url="http://localhost", client=(host, 5000))
        return client.post(f"{API}/session", json={"name": "guessed too", "password": "wrong"}).status_code

    assert [attempt(f"2001:db8::{n}") for n in range(6)] == [401] * 5 + [429]
    assert attempt("2001:db8:1::1") == 401


def test_guesses_at_once_are_counted_one_after_the_other(app):
    def attempt(_):
        client = TestClient(app, base_url="http://localhost")
        return client.post(f"{API}/session", json={"name": "guessed at once", "password": "wrong"}).status_code

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(attempt, range(8))) == [401] * 5 + [429] * 3


def test_what_is_said_does_not_tell_whether_an_account_exists(app):
    client = TestClient(app, base_url="http://localhost")
    answers = [
        client.post(f"{API}/session", json={"name": n, "password": "wrong"}).json() for n in ("reviewer", "nobody")
    ]
    assert answers[0] == answers[1]


def test_changing_an_account_ends_its_sessions(app, clients):
    admin = clients[Role.ADMIN]
    made = admin.post(f"{API}/users", json={"name": "new.one", "password": PASSWORD, "role": "coder"})
    assert made.status_code == 201
    work_shapes.User.model_validate(made.json())
    assert (
        admin.post(f"{API}/users", json={"name": "new.one", "password": PASSWORD, "role": "coder"}).status_code == 409
    )
    client = signed_in(app, "new.one")
    assert client.get(f"{API}/desk/queue").status_code == 200
    admin.put(f"{API}/users/new.one", json={"role": "viewer"})
    assert client.get(f"{API}/me").json()["user"] is None
    client = signed_in(app, "new.one")
    assert client.get(f"{API}/desk/queue").status_code == 403
    assert client.put(f"{API}/me/password", json={"old": "wrong", "new": "another long one"}).status_code == 403
    assert client.put(f"{API}/me/password", json={"old": PASSWORD, "new": "short"}).status_code == 422
    assert client.put(f"{API}/me/password", json={"old": PASSWORD, "new": "another long one"}).status_code == 200
    client = signed_in(app, "new.one", "another long one")
    admin.put(f"{API}/users/new.one", json={"is_disabled": True})
    assert client.get(f"{API}/incidents").status_code == 401
    answer = client.post(f"{API}/session", json={"name": "new.one", "password": "another long one"})
    assert answer.status_code == 401
    assert admin.delete(f"{API}/users/new.one").status_code == 204
    assert admin.delete(f"{API}/users/new.one").status_code == 404
    assert "password" not in admin.get(f"{API}/users").text


@pytest.mark.parametrize("body", [{"role": "viewer"}, {"is_disabled": True}])
def test_the_last_admin_stays(clients, body):
    admin = clients[Role.ADMIN]
    assert admin.put(f"{API}/users/admin", json=body).status_code == 409
    assert admin.delete(f"{API}/users/admin").status_code == 409
    assert admin.get(f"{API}/users").status_code == 200


@pytest.mark.parametrize("name", ["", " x", "a\nb", "../x", "<b>", "x" * 81])
def test_odd_names_are_refused(clients, name):
    answer = clients[Role.ADMIN].post(f"{API}/users", json={"name": name, "password": PASSWORD, "role": "viewer"})
    assert answer.status_code == 422


def test_the_first_account_is_an_admins_and_ends_the_open_door(tmp_path):
    with open_store(str(tmp_path / "store.db")) as store:
        client = TestClient(make_app(store), base_url="http://localhost")
        client.headers["X-CSRF-Token"] = client.get(f"{API}/me").json()["csrf"]
        body = {"name": "one", "password": PASSWORD}
        assert client.post(f"{API}/session", json=body).status_code == 409
        assert client.post(f"{API}/users", json={**body, "role": "coder"}).status_code == 409
        assert client.post(f"{API}/users", json={**body, "role": "admin"}).status_code == 201
        assert client.get(f"{API}/me").json() == {"user": None, "accounts": True, "csrf": ""}
        assert client.get(f"{API}/users").status_code == 401


def test_viewers_see_no_names_of_private_persons_and_no_exact_hospital(clients):
    name = "سمير القرواني"
    coder, viewer = clients[Role.CODER], clients[Role.VIEWER]
    strike = next(i["id"] for i in coder.get(f"{API}/incidents", params={"kind": "air_strike"}).json()["items"])
    paths = [f"/incidents/{strike}", "/articles/b1", "/incidents/columns", "/incidents", "/incidents.geojson"]
    assert name in coder.get(f"{API}/articles/b1").text
    for path in paths:
        assert "القرواني" not in viewer.get(f"{API}{path}").text, path
    event = viewer.get(f"{API}/articles/b1").json()["events"][0]["id"]
    assert "القرواني" not in viewer.get(f"{API}/articles/b1/derivation/{event}").text
    seen, whole = (c.get(f"{API}/incidents/{strike}").json()["place"] for c in (viewer, coder))
    assert (seen["lat"], seen["gazetteer_id"]) != (whole["lat"], whole["gazetteer_id"])
    assert viewer.get(f"{API}/incidents", params={"speaker": "الناشط سمير القرواني"}).json()["total"] == 0
    for asked in (f"الناشط {name}", name):
        assert coder.get(f"{API}/incidents", params={"q": asked}).json()["total"] == 1, asked
        assert viewer.get(f"{API}/incidents", params={"q": asked}).json()["total"] == 0, asked


def test_spans_of_masked_articles_hold_the_words(clients):
    data = clients[Role.VIEWER].get(f"{API}/articles/b1").json()
    assert data["is_masked"]
    whole = clients[Role.CODER].get(f"{API}/articles/b1").json()
    for seen, told in zip(data["events"], whole["events"], strict=True):
        start, end = seen["evidence"]["trigger"]
        first, last = told["evidence"]["trigger"]
        assert data["text"][start:end] == whole["text"][first:last]
        for field, start, end in seen["evidence"]["sources"]:
            assert "[name withheld]" in data[field][start:end]
    incident = clients[Role.VIEWER].get(f"{API}/incidents/{data['events'][0]['incident']}").json()
    shapes.Incident.model_validate(incident)
    assert any("[name withheld]" in sentence["text"] for sentence in incident["sentences"]["b1"])


def test_a_name_withheld_from_an_article_is_withheld_from_its_sentences_under_every_incident(tmp_path):
    text = (
        "قصفت قوات النظام بالمدفعية أمس الثلاثاء بلدة سراقب قرب منزل القرواني، ما أدى إلى مقتل ثلاثة مدنيين. "
        "واستهدفت غارة جوية يوم الاثنين مدينة تعز، ما أسفر عن مقتل سبعة أشخاص، حسبما قال سمير القرواني."
    )
    with open_store(str(tmp_path / "store.db")) as store:
        fill(store, [("z", "وكالة السهل", DAY, "حصيلة يومين", text)])
        with store.writing() as connection:
            for role in (Role.ADMIN, Role.VIEWER):
                add_user(connection, role.value, role.value, passwords.hash_password(PASSWORD))
        viewer = signed_in(make_app(store), "viewer")
        found = [one["id"] for one in viewer.get(f"{API}/incidents").json()["items"]]
        assert len(found) == 2
        for name in found:
            answer = viewer.get(f"{API}/incidents/{name}")
            assert "قصفت" in answer.text or "غارة" in answer.text
            leaks = [
                field for field, value in answer.json().items() if "القرواني" in json.dumps(value, ensure_ascii=False)
            ]
            assert leaks == []
