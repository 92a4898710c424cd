"""Pages to title, paragraphs and date."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from marsad.sources.html import declared_charset, extract

PAGE = """<!DOCTYPE html><html lang="ar"><head><meta charset="windows-1256"><title>موقع | خبر</title>
<meta property="og:site_name" content="موقع"><script type="application/ld+json">{"datePublished": "2021-07-28T10:00:00+03:00"}</script>
<style>p {color: red}</style></head><body><nav><p>الرئيسية</p></nav><article><h1>خبر عاجل</h1>
<p>فقرة <b>أولى</b>&nbsp;&amp; تتمة<br>سطر</p><p>فقرة ثانية<p>فقرة ثالثة<aside><p>إعلان</p></aside></article>
<footer><p>حقوق</p></footer><p>خارج المقال</p></body></html>"""


def test_article():
    page = extract(PAGE)
    assert (page.title, page.site, page.published) == ("خبر عاجل", "موقع", "2021-07-28T10:00:00+03:00")
    assert page.text.split("\n") == ["فقرة أولى & تتمة", "سطر", "فقرة ثانية", "فقرة ثالثة"]


def test_pages_without_structure():
    assert extract("<p>واحد</p><div>اثنان</div>").text == "واحد"
    assert extract("<div>واحد</div><div>اثنان</div>").text == "واحد\nاثنان"
    assert extract("نص فقط").text == "نص فقط"
    assert extract("").text == ""


def test_charset():
    assert declared_charset(PAGE.encode()) == "windows-1256"
    assert declared_charset(b'<meta http-equiv=x content="text/html; charset=utf-8">') == "utf-8"
    assert declared_charset(b"<p>") is None


def test_broken_declarations():
    assert extract("<p>واحد</p><![;").text == "واحد"
    assert extract("<![;>بعد").text == "بعد"


@given(st.text(alphabet="<>/!-pdivscript ='\"&;#\u0642[]", max_size=80))
def test_never_fails(markup):
    extract(markup)
