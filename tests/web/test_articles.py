"""Articles with their events, how fields were read, and names for the map."""

from __future__ import annotations

import pytest

from marsad import Article
from marsad.article import Span
from marsad.web import shapes
from marsad.web.passages import sentence_ranges, sentences_with

API = "/api/v1"


def test_an_article_with_its_events(reader):
    data = reader.get(f"{API}/articles/a1").json()
    shapes.StoredArticle.model_validate(data)
    (event,) = data["events"]
    start, end = event["evidence"]["trigger"]
    assert data["text"][start:end] == "قصفت"
    assert (event["review"], data["version"], data["is_masked"]) == ("unreviewed", 1, False)
    incident = reader.get(f"{API}/incidents/{event['incident']}").json()
    assert "a1" in incident["articles"]


def test_an_id_with_a_slash(reader):
    assert reader.get(f"{API}/articles/c%2F1").json()["title"] == "احتجاج"


@pytest.mark.parametrize(
    "path",
    ["articles/none", "articles/..%2f..%2fetc%2fpasswd", "articles/a1/derivation/none", "articles/none/derivation/x"],
)
def test_what_is_not_there(reader, path):
    assert reader.get(f"{API}/{path}").status_code == 404


def test_every_field_shows_its_rule_and_words(reader):
    (event,) = reader.get(f"{API}/articles/a1").json()["events"]
    tree = reader.get(f"{API}/articles/a1/derivation/{event['id']}").json()
    shapes.Derivation.model_validate(tree)
    assert (tree["field"], tree["words"].split()[0]) == ("kind", "قصفت")
    words = {child["field"]: child["words"] for child in tree["children"]}
    assert words["place"] == "سراقب"
    assert words["fatalities"]
    assert all(child["rule"] for child in tree["children"])


def test_sentences_keep_their_stops_and_quotation_marks():
    text = "  «قصفت الطائرات المدينة.» وقالت: «قتل ثلاثة!»\nثم عاد الهدوء"
    article = Article(text, title="خبر")
    ranges = sentence_ranges(article)
    assert [article.words(span) for span in ranges] == [
        "خبر",
        "«قصفت الطائرات المدينة.»",
        "وقالت: «قتل ثلاثة!»",
        "ثم عاد الهدوء",
    ]
    (found,) = sentences_with(article, [Span("text", 5, 9)])
    assert text[found["start"] :].startswith(found["text"])


def test_an_article_without_words_has_no_sentences():
    assert sentence_ranges(Article("... !")) == ()


def test_names_for_the_map(reader):
    data = reader.get(f"{API}/basemap/places").json()
    shapes.FeatureCollection.model_validate(data)
    ranks = {feature["properties"]["ar"]: feature["properties"]["rank"] for feature in data["features"]}
    assert ranks["سوريا"] < ranks["حلب"] < ranks["سراقب"]
    assert 1000 < len(data["features"]) < 4000
    assert all(feature["properties"]["ar"] for feature in data["features"])


def test_who_asks(reader):
    me = reader.get(f"{API}/me").json()
    shapes.Me.model_validate(me)
    assert (me["user"], me["accounts"], len(me["csrf"]) > 20) == ({"name": "local", "role": "admin"}, False, True)
