"""Pages of the systems that Arabic outlets use to headline, paragraphs and facts."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.sources.dates import read_published
from marsad.sources.html import TangledPageError, declared_charset, extract
from marsad.sources.page import Fetched, page_to_document

PAGES = Path(__file__).parent / "pages"
EXPECTED = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))

PAGE = """<!DOCTYPE html><html lang="ar"><head><meta charset="windows-1256"><title>موقع | خبر</title>
<meta property="og:site_name" content="موقع"><script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2021-07-28T10:00:00+03:00"}</script>
<style>p {color: red}</style></head><body><nav><p>الرئيسية</p></nav><article><h1>خبر عاجل</h1>
<p>فقرة <b>أولى</b>&nbsp;&amp; تتمة<br>سطر</p><p>فقرة ثانية<p>فقرة ثالثة<aside><p>إعلان</p></aside></article>
<footer><p>حقوق</p></footer></body></html>"""


def read(name):
    data = (PAGES / f"{name}.html").read_bytes()
    return page_to_document(Fetched(data, "text/html", None, ""), name)


@pytest.mark.parametrize("name", EXPECTED["pages"])
def test_pages(name):
    expected = EXPECTED["pages"][name]
    document = read(name)
    article = document.article
    lines = article.text.split("\n")
    assert article.title == expected["title"]
    assert [line for line in lines if line in expected["paragraphs"]] == expected["paragraphs"]
    assert [part for part in EXPECTED["elsewhere"] if part in article.text] == []
    assert len(lines) <= len(expected["paragraphs"]) + 2
    assert article.source == expected["source"]
    assert document.language == expected["language"]
    stated = read_published(expected["published"])
    assert str(article.published or "") == str(stated or "")[:10]
    assert (document.edited_at is not None) == bool(expected["modified"])
    assert document.is_codable
    assert document.original is not None
    assert document.original.data == (PAGES / f"{name}.html").read_bytes()


def test_article():
    page = extract(PAGE)
    assert (page.title, page.facts.site, page.facts.published) == ("خبر عاجل", "موقع", "2021-07-28T10:00:00+03:00")
    assert page.text.split("\n") == ["فقرة أولى\u00a0& تتمة", "سطر", "فقرة ثانية", "فقرة ثالثة"]


def test_pages_without_structure():
    assert extract("<div>واحد</div><div>اثنان</div>").text == "واحد\nاثنان"
    assert extract("نص فقط").text == "نص فقط"
    assert extract("").text == ""


@pytest.mark.parametrize(
    "shown",
    [
        '<div class="story_tmstmp">الأربعاء، 28 آب/أغسطس 2013، آخر تحديث 14:00 (GMT+0400)</div>',
        "<div>الأربعاء 28 أغسطس 2013</div>",
        "<p>28/08/2013</p>",
    ],
)
def test_dates_that_a_page_only_shows(shown):
    text = "<p>دارت اشتباكات عنيفة في محيط البلدة منذ ساعات الفجر بين مقاتلين من الطرفين في 3 مايو 2011.</p>"
    page = f"<html><head><title>خبر</title></head><body><h1>خبر</h1>{shown}{text * 2}</body></html>"
    document = page_to_document(Fetched(page.encode(), "text/html", None, ""), "x")
    assert str(document.article.published) == "2013-08-28"
    assert document.article.text.count("اشتباكات") == 2


def test_a_page_that_is_all_links_keeps_its_words():
    assert "قصف" in extract('<p><a href="/1">قصف على المدينة</a></p>').text


def test_charset():
    assert declared_charset(PAGE.encode()) == "windows-1256"
    assert declared_charset(b'<meta http-equiv=x content="text/html; charset=utf-8">') == "utf-8"
    assert declared_charset(b"<p>") is None


@pytest.mark.parametrize("block", ["{", "[" * 100_000, '{"@graph": [1, null, {"headline": 5}]}', '"x"', "{}" * 5])
def test_broken_structured_data(block):
    page = extract(f'<title>خبر</title><script type="application/ld+json">{block}</script><p>قصف المدينة</p>')
    assert (page.title, page.text) == ("خبر", "قصف المدينة")


@pytest.mark.parametrize(
    "page",
    [
        *("<div>" * 50_000, "<ul><li>x" * 50_000, "<b>" * 50_000, "<table><tr><td>" * 20_000),
        "<p " + " ".join(f"a{n}=1" for n in range(20_000)) + ">x",
    ],
)
def test_tangled_pages_are_refused_at_once(page):
    began = time.monotonic()
    with pytest.raises(TangledPageError):
        extract(page)
    assert time.monotonic() - began < 5


def test_long_pages_are_read():
    page = extract("<article>" + "<p>قصف مدفعي على أطراف المدينة ليلا</p>" * 20_000 + "</article>")
    assert page.text.count("\n") == 19_999


@given(st.text(alphabet="<>/!-pdivscript ='\"&;#\u0642[]", max_size=80))
def test_never_fails(markup):
    extract(markup)


@given(st.lists(st.text(alphabet="قصفمدن \u064e\u0640\u200c\u200f٣،.", max_size=40), min_size=1, max_size=5))
def test_letters_survive(ends):
    paragraphs = [f"قصف المدينة ليلا وسقوط عدد من الجرحى في أحيائها{end.rstrip(' ')}." for end in ends]
    page = extract("<article>" + "".join(f"<p>{p}</p>" for p in paragraphs) + "</article>")
    assert page.text.split("\n") == [re.sub(" +", " ", paragraph) for paragraph in paragraphs]


@pytest.mark.parametrize("attribute", ["a{}", 'a{}="<"', "a{}='>'", "a{}<", "a{} = x"])
def test_tags_stuffed_with_attributes(attribute):
    tag = " ".join(attribute.format(n) for n in range(30_000))
    with pytest.raises(TangledPageError, match="attributes"):
        extract(f"<html><body><p {tag}>x</p></body></html>")


def test_long_scripts_and_pictures_are_no_stuffed_tags():
    picture = "A" * 60_000
    script = "if(a<b){x=1;}" * 30_000
    page = extract(f"<html><body><img src='data:,{picture}'><p>قصف مدفعي</p><script>{script}</script></body></html>")
    assert page.text == "قصف مدفعي"
