"""The observatory as a person meets it: in a real browser, by pointer and by keyboard, in both languages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

PAGES = ["/", "/paste", "/desk", "/bulletin", "/alerts"]


def wait_for_map(page: Page) -> None:
    page.wait_for_selector('.canvas[data-ready="true"]')


def found(page: Page) -> int:
    return int(re.sub(r"\D", "", page.locator("[data-testid=found]").inner_text()))


def test_paste_and_see(desk):
    page = desk.open("/paste")
    page.get_by_role("button", name="اقرأ الخبر").click()
    cards = page.locator(".event")
    expect(cards.first).to_be_visible()
    assert cards.count() >= 10
    page.locator(".event .row.f-place").first.hover()
    words = page.locator(".mark.lit.f-place")
    expect(words.first).to_be_visible()
    desk.look("web-paste")
    # and the other way: the pointer on words lights their field
    page.mouse.move(0, 0)
    page.locator(".passage .mark").nth(2).hover()
    expect(page.locator(".event .lit, .event.on").first).to_be_visible()


def test_pasted_text_is_never_markup(desk):
    page = desk.open("/paste")
    page.fill("#paste-title", "<img src=x onerror=alert(1)> قصف على سراقب")
    page.fill("#paste-text", "<script>document.title='taken'</script> قصفت قوات النظام بلدة سراقب أمس <b>الثلاثاء</b>.")
    page.get_by_role("button", name="اقرأ الخبر").click()
    expect(page.locator(".event").first).to_be_visible()
    assert "<b>" in page.locator(".passage").last.inner_text()
    assert page.locator(".passage img, .passage script, .passage b").count() == 0
    assert page.title() == "مرصد"


def test_filter_by_kind_time_and_map(desk):
    page = desk.open("/")
    wait_for_map(page)
    page.wait_for_selector(".item")
    everything = found(page)
    assert everything > 200
    desk.look("web-overview")
    page.get_by_label(re.compile("^قصف ")).check()
    expect(page.locator("[data-testid=found]")).not_to_have_text(str(everything))
    shelling = found(page)
    assert 0 < shelling < everything
    assert "kind=shelling" in page.url
    page.get_by_label("من", exact=True).fill("2019-01-01")
    page.wait_for_url(re.compile("since=2019-01-01"))
    expect(page.locator("[data-testid=found]")).not_to_have_text(str(shelling))
    later = found(page)
    assert 0 < later < shelling
    # the address holds it all: a colleague who opens it sees the same
    page.reload()
    wait_for_map(page)
    expect(page.locator("[data-testid=found]")).to_have_text(str(later))
    page.get_by_role("button", name="امسح الكل").click()
    expect(page.locator("[data-testid=found]")).to_have_text(str(everything))
    for _ in range(3):
        page.locator(".maplibregl-ctrl-zoom-in").click()
        page.wait_for_timeout(500)
    page.get_by_role("button", name="ما تظهره الخريطة فقط").click()
    page.wait_for_url(re.compile("bbox="))
    expect(page.locator("[data-testid=found]")).not_to_have_text(str(everything))
    assert found(page) < everything


def test_dragging_over_the_timeline_chooses_days(desk):
    page = desk.open("/")
    page.wait_for_selector(".item")
    everything = found(page)
    box = page.locator(".timeline .overlay").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + 25, steps=5)
    page.mouse.up()
    page.wait_for_url(re.compile(r"since=\d{4}-\d\d-\d\d&until=\d{4}"))
    expect(page.locator("[data-testid=found]")).not_to_have_text(str(everything))
    assert 0 < found(page) < everything


def test_an_incident_from_the_list(desk):
    page = desk.open("/?min_fatalities=5")
    page.locator(".item").first.click()
    page.wait_for_url(re.compile("/incidents/[0-9a-f]{16}$"))
    expect(page.get_by_role("table", name="من يقول ماذا")).to_be_visible()
    expect(page.locator(".tolls svg").first).to_be_visible()
    page.locator(".claims tbody tr").first.hover()
    expect(page.locator(".report .mark.lit").first).to_be_visible()
    desk.look("web-incident")


def test_select_words_to_add_a_missed_event(desk):
    page = desk.open("/")
    page.locator(".item").first.click()
    page.locator(".report header a").first.click()
    page.wait_for_selector(".judged")
    before = page.locator(".judged").count()
    page.locator(".text div.passage mark").first.evaluate("node => getSelection().selectAllChildren(node)")
    page.locator(".missed select").select_option("protest")
    page.get_by_role("button", name="أضف الحدث").click()
    expect(page.locator(".judged")).to_have_count(before + 1)


def test_a_corrected_toll_stands_in_the_acled_export(desk):
    page = desk.open("/?min_fatalities=2")
    page.locator(".item").first.click()
    page.locator(".report header a").first.click()
    page.wait_for_selector(".judged")
    card = page.locator(".judged", has=page.locator(".row.f-fatalities")).first
    card.get_by_label("صحّح").select_option("fatalities")
    form = card.locator(".editor")
    form.get_by_label("الأدنى").fill("4321")
    form.get_by_label("الأعلى").fill("4321")
    desk.look("web-correct")
    form.get_by_role("button", name="احفظ").click()
    expect(card.locator(".row.f-fatalities")).to_contain_text("4,321")
    table = page.request.get(desk.address + "/api/v1/export/acled")
    assert table.ok
    assert "4321" in table.text()


def test_review_by_keyboard(desk):
    page = desk.open("/desk")
    page.wait_for_selector(".queue button[aria-current]")
    first = page.locator(".queue button[aria-current]").inner_text()
    page.keyboard.press("j")
    expect(page.locator(".queue button").nth(1)).to_have_attribute("aria-current", "true")
    page.keyboard.press("k")
    expect(page.locator(".queue button").first).to_have_attribute("aria-current", "true")
    expect(page.locator(".desk .actions .primary")).to_be_enabled()
    desk.look("web-desk")
    page.keyboard.press("a")
    expect(page.get_by_role("status")).to_contain_text("قبول")
    expect(page.locator(".queue button").first).not_to_have_text(first)


def test_both_languages(desk):
    page = desk.open("/paste")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    expect(page.get_by_role("heading", name="Paste a report")).to_be_visible()
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="Overview").click()
    wait_for_map(page)
    page.wait_for_selector(".item")
    desk.look("web-overview-en")
    for path in PAGES:
        desk.open(path)
        page.wait_for_selector("h1")
        own = page.evaluate(
            "Array.from(document.querySelectorAll('nav, h1, label, button, legend, summary, th[scope=col]'))"
            ".filter(e => !e.closest('bdi, [lang=ar], .facet ul, .queue')).map(e => e.innerText).join(' ')"
        )
        assert not re.search(r"[\u0621-\u064a]", own.replace("العربية", "")), path


def test_on_a_phone(phone):
    for path in PAGES:
        page = phone.open(path)
        page.wait_for_selector("h1")
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth") <= 391, path
    phone.open("/")
    wait_for_map(phone.page)
    phone.page.wait_for_selector(".item")
    phone.look("web-phone")


def test_bulletin_figures_lead_to_incidents(desk):
    page = desk.open("/bulletin?day=2018-11-07")
    page.wait_for_selector(".entries li")
    desk.look("web-bulletin")
    page.locator(".tables a").first.click()
    page.wait_for_selector(".item")
    assert found(page) > 0


@pytest.mark.parametrize("path", PAGES)
def test_no_serious_hurdle(desk, path):
    page = desk.open(path)
    page.wait_for_selector("h1")
    page.wait_for_load_state("networkidle")
    assert desk.hurdles() == []


def test_no_serious_hurdle_on_an_incident_and_its_article(desk):
    page = desk.open("/")
    page.locator(".item").first.click()
    page.wait_for_selector(".claims")
    assert desk.hurdles() == []
    page.locator(".report header a").first.click()
    page.wait_for_selector(".judged")
    assert desk.hurdles() == []
