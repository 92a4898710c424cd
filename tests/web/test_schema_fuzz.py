"""schemathesis over the OpenAPI description: no generated request makes the server fail, and answers keep their shapes."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings, strategies
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance

from marsad.store import open_store
from marsad.web.app import make_app
from marsad.web.people import Gate

from .conftest import fill
from .test_accounts import NEEDED

API = "/api/v1"
HOST = {"Host": "localhost"}


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    with open_store(str(tmp_path_factory.mktemp("fuzz") / "store.db")) as store:
        yield make_app(fill(store))


@pytest.fixture(scope="module")
def description(app):
    return schemathesis.openapi.from_asgi(f"{API}/openapi.json", app, headers=HOST)


@pytest.fixture(scope="module")
def real(app):
    """What stands in the store, for the half of the requests that name something that is there."""
    article = app.state.store.article("a1")
    (told,) = app.state.store.told(articles=[article.id])
    app.state.book.view()
    incident = app.state.book.incidents_of(article.id)[told.id]
    return {"incident_id": incident, "event_id": told.id, "article_id": article.id, "name": "acled"}


@pytest.mark.parametrize(("method", "path"), list(NEEDED), ids=str)
def test_no_request_breaks_the_server(app, description, real, monkeypatch, method, path):
    monkeypatch.setattr(Gate, "has_accounts", False)  # the first account that is made would close the door
    operation = description[f"{API}{path}"][method]
    names = [name for name in real if f"{{{name}}}" in path]

    @given(case=operation.as_strategy(), is_real=strategies.booleans())
    @settings(max_examples=16, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    def ask(case, is_real):
        if is_real and names:
            case.path_parameters = {**case.path_parameters, **{name: real[name] for name in names}}
        headers = {**HOST, "X-CSRF-Token": app.state.gate._local.csrf}
        case.call_and_validate(headers=headers, checks=[not_a_server_error, response_schema_conformance])

    ask()
