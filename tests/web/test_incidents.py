"""Incidents as the API gives them: pages, columns, GeoJSON, one with its sentences; and the shapes that it promises."""

from __future__ import annotations

import pytest

from marsad.web import shapes

API = "/api/v1"


def items(client, **query):
    answer = client.get(f"{API}/incidents", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


def test_reports_of_one_act_are_one_incident(reader):
    page = reader.get(f"{API}/incidents").json()
    shapes.SummaryPage.model_validate(page)
    assert page["total"] == 3
    assert [item["kind"] for item in page["items"]] == ["protest", "air_strike", "shelling"]
    shelling = page["items"][-1]
    assert (shelling["fatalities"]["low"], shelling["fatalities"]["high"]) == (3, 25)
    assert (shelling["voices"], "fatalities" in shelling["disagreements"]) == (3, True)


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ({"kind": ["shelling", "protest"]}, {"shelling", "protest"}),
        ({"since": "2021-09-01"}, {"air_strike", "protest"}),
        ({"until": "2021-08-01"}, {"shelling"}),
        ({"country": ["YE"]}, {"air_strike"}),
        ({"min_fatalities": 1}, {"shelling"}),
        ({"min_fatalities": 100}, set()),
        ({"max_fatalities": 100}, {"shelling"}),
        ({"outlet": ["صحيفة النهر"]}, {"shelling", "protest"}),
        ({"bbox": "35.5,32.3,42.4,37.3"}, {"shelling"}),
        ({"bbox": "40,10,30,37"}, {"air_strike", "protest"}),
        ({"q": "مستشفى"}, {"air_strike"}),
        ({"q": "!"}, set()),
        ({"review": ["unreviewed"]}, {"shelling", "air_strike", "protest"}),
        ({"review": ["accepted"]}, set()),
        ({"kind": ["shelling"], "country": ["YE"]}, set()),
    ],
)
def test_filters(reader, query, kinds):
    assert {item["kind"] for item in items(reader, **query)} == kinds
    columns = reader.get(f"{API}/incidents/columns", params=query).json()
    assert {columns["kinds"][index] for index in columns["kind"]} == kinds


@pytest.mark.parametrize("order", ["-date", "date", "-fatalities", "-confidence", "confidence", "-reported"])
def test_pages_follow_each_other_without_gap_or_repetition(reader, order):
    whole = [item["id"] for item in items(reader, sort=order)]
    found, cursor = [], None
    for _ in whole:
        page = reader.get(
            f"{API}/incidents", params={"sort": order, "limit": 1, **({"cursor": cursor} if cursor else {})}
        ).json()
        found += [item["id"] for item in page["items"]]
        cursor = page["next"]
    assert (found, cursor) == (whole, None)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"kind": "nonsense"}, "kind.0"),
        ({"since": "2021-13-01"}, "since"),
        ({"bbox": "1,2,3"}, "bbox"),
        ({"bbox": "nan,1,2,3"}, "bbox"),
        ({"limit": 0}, "limit"),
        ({"min_fatalities": -1}, "min_fatalities"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_wrong_condition_is_named(reader, query, field):
    answer = reader.get(f"{API}/incidents", params=query)
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, field)


@pytest.mark.parametrize("cursor", ["x", "WyItZGF0ZSIsMSwyXQ", "bnVsbA", "é" * 20, "W1tbW1tbW1s"])
def test_a_cursor_that_is_none_is_refused(reader, cursor):
    assert reader.get(f"{API}/incidents", params={"cursor": cursor}).status_code == 422


def test_columns_are_equally_long_and_point_into_their_names(reader):
    answer = reader.get(f"{API}/incidents/columns")
    columns = answer.json()
    shapes.Columns.model_validate(columns)
    lists = [name for name, field in shapes.Columns.model_fields.items() if name not in ("n", "version")]
    named = {
        "kinds",
        "precisions",
        "countries",
        "admin1s",
        "places",
        "reviews",
        "outlet_names",
        "party_names",
        "speaker_names",
    }
    assert {len(columns[name]) for name in lists if name not in named} == {columns["n"]} == {3}
    assert columns["id"] == sorted(columns["id"])
    row = [columns["kinds"][index] for index in columns["kind"]].index("shelling")
    assert columns["countries"][columns["country"][row]] == "SY"
    assert columns["places"][columns["place"][row]] == "سراقب"
    assert {columns["outlet_names"][i] for i in columns["outlets"][row]} == {
        "صحيفة النهر",
        "وكالة السهل",
        "إذاعة الجبل",
    }
    assert columns["end"][row] == 18835  # 2021-07-27
    assert (columns["disagreement"][row], columns["best"][row] in (3, 25, 6)) == (1, True)


def test_columns_are_not_sent_twice(reader):
    first = reader.get(f"{API}/incidents/columns")
    assert first.headers["content-encoding"] == "gzip"
    again = reader.get(f"{API}/incidents/columns", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    plain = reader.get(f"{API}/incidents/columns", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.json() == first.json()


def test_geojson(reader):
    answer = reader.get(f"{API}/incidents.geojson", params={"kind": "shelling"})
    assert answer.headers["content-type"] == "application/geo+json"
    (feature,) = answer.json()["features"]
    assert feature["geometry"]["coordinates"] == [pytest.approx(36.8, abs=0.1), pytest.approx(35.86, abs=0.1)]
    assert feature["properties"]["kind"] == "shelling"


def test_an_incident_shows_the_sentences_that_say_it(reader):
    (shelling,) = items(reader, kind="shelling")
    data = reader.get(f"{API}/incidents/{shelling['id']}").json()
    shapes.Incident.model_validate(data)
    assert set(data["sentences"]) == set(data["articles"]) == {"a1", "a2", "a3"}
    for claim in data["claims"]:
        for field, start, end in claim["evidence"]:
            assert any(
                s["field"] == field and s["start"] <= start and end <= s["start"] + len(s["text"])
                for s in data["sentences"][claim["article_id"]]
            )
    assert data["judgements"] == []


def test_no_such_incident(reader):
    assert reader.get(f"{API}/incidents/0000000000000000").status_code == 404
    assert reader.get(f"{API}/incidents/..%2f..%2fetc").status_code == 404
