"""What outsiders write stays text, an empty store says what to do, and the pages read well in the dark."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from marsad import Article, Coder
from marsad.store import Action, Arrival, open_store
from marsad.store.accounts import add_user
from marsad.store.reviews import add_review
from marsad.web.passwords import hash_password

from .conftest import Desk, serving

MARKUP = "<img src=x onerror=\"document.title='taken'\">"
TEXT = (
    f"قصفت قوات النظام بلدة سراقب أمس الثلاثاء {MARKUP}، ما أدى إلى مقتل 12 مدنيا، "
    "وفق <script>document.title='taken'</script> الدفاع المدني."
)


def put(store, articles):
    coder = Coder()
    arrivals = [Arrival(article) for article in articles]
    with store.batch(arrivals, coder_version="test", lexicon_version="test") as batch:
        for arrival in arrivals:
            batch.save_coded(batch.add(arrival), coder.code(arrival.article))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """An observatory on one article that tries to be markup wherever it is shown."""
    article = Article(
        TEXT,
        title=f"قصف على سراقب {MARKUP}",
        published=dt.date(2021, 7, 28),
        source=f"صحيفة {MARKUP}",
        url="javascript:document.title='taken'",
        id=f"../..//%2e%2e/{MARKUP}?#",
    )
    with open_store(str(tmp_path_factory.mktemp("hostile") / "store.db")) as store:
        put(store, [article])
        with serving(store) as address:
            yield address


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """An observatory on a new store."""
    with open_store(str(tmp_path_factory.mktemp("bare") / "store.db")) as store, serving(store) as address:
        yield address


def visitor(browser, address, **options):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="ar", **options)
    context.set_default_timeout(15_000)
    return Desk(context.new_page(), address)


def is_only_text(page):
    assert page.title() == "مرصد"
    assert page.locator("main img, main script, a[href^='javascript:']").count() == 0


def test_an_article_is_never_markup(browser, hostile):
    desk = visitor(browser, hostile)
    page = desk.open("/")
    page.wait_for_selector(".item")
    for facet in page.locator(".facet summary").all()[2:]:
        facet.click()
    is_only_text(page)
    page.locator(".item").first.click()
    page.wait_for_selector(".claims")
    is_only_text(page)
    page.locator(".report header a").first.click()  # an id with slashes, dots and signs is one part of the address
    page.wait_for_selector(".judged")
    assert MARKUP in page.locator("h1").inner_text()
    is_only_text(page)
    page.reload()
    page.wait_for_selector(".judged")
    page.locator(".tree summary").first.click()
    page.wait_for_selector(".tree li")
    is_only_text(page)
    for path, shown in (("/desk", ".desk .report"), ("/bulletin?day=2021-07-27", ".entries li")):
        page = desk.open(path)
        page.wait_for_selector(shown)
        is_only_text(page)
    page = desk.open("/alerts")
    page.locator("#search-name").fill(MARKUP)
    page.get_by_role("button", name="احفظ").click()
    expect(page.locator(".searches")).to_contain_text(MARKUP)
    is_only_text(page)
    page.context.close()
    assert desk.faults == []


def test_an_empty_store_says_what_to_do(browser, bare):
    desk = visitor(browser, bare)
    page = desk.open("/")
    expect(page.get_by_text("marsad ingest")).to_be_visible()
    for path, words in (("/desk", "لا شيء ينتظر"), ("/bulletin", "لا حوادث في هذا اليوم"), ("/alerts", "التنبيهات")):
        expect(desk.open(path).get_by_text(words).first).to_be_visible()
    page.context.close()
    assert desk.faults == []


@pytest.mark.parametrize("path", ["/", "/paste", "/desk", "/bulletin?day=2018-11-07", "/alerts"])
def test_no_serious_hurdle_in_the_dark(browser, address, path):
    desk = visitor(browser, address, color_scheme="dark")
    page = desk.open(path)
    page.wait_for_selector("h1")
    page.wait_for_load_state("networkidle")
    hurdles = desk.hurdles()
    page.context.close()
    assert hurdles == []


def test_refusals_and_notes_are_in_the_readers_language(browser, bare):
    desk = visitor(browser, bare)
    page = desk.open("/incidents/0123456789abcdef")
    expect(page.get_by_role("alert")).to_contain_text("لا يوجد ما طلبته")
    desk.open("/paste")
    page.fill("#paste-title", "")
    page.fill("#paste-text", "Nothing in this text is written in Arabic letters, not even one word.")
    page.get_by_role("button", name="اقرأ الخبر").click()
    expect(page.locator(".note")).to_contain_text("ليس بالعربية")
    page.context.close()
    assert [fault for fault in desk.faults if "404" not in fault] == []


def test_a_second_person_codes_blind_and_the_agreement_is_shown(browser, tmp_path):
    text = "قصفت قوات النظام بالمدفعية بلدة سراقب أمس الثلاثاء، ما أدى إلى مقتل ثلاثة مدنيين، وفق الدفاع المدني."
    article = Article(text, title="قصف على سراقب", published=dt.date(2021, 7, 28), source="صحيفة النهر", id="a.1/2%20")
    with open_store(str(tmp_path / "store.db")) as store:
        put(store, [article])
        event = store.coded("a.1/2%20")[0].event.id
        with store.writing() as connection:
            add_review(connection, Action.ACCEPT, event, who="amal")
        with serving(store) as address:
            desk = visitor(browser, address)
            page = desk.open("/desk")
            page.get_by_text("ترميز ثانٍ", exact=True).click()
            page.get_by_role("link", name="قصف على سراقب").click()
            card = page.locator(".judged")
            expect(page.get_by_role("button", name="احفظ")).to_be_disabled()
            expect(card).not_to_contain_text("مقبول")
            assert desk.hurdles() == []
            card.get_by_label("صحّح").select_option("fatalities")
            form = page.locator(".editor")
            form.get_by_label("الأدنى").fill("4")
            form.get_by_role("button", name="احفظ").click()
            expect(card.locator(".row.f-fatalities")).to_contain_text("4")
            page.get_by_role("button", name="احفظ").click()
            expect(page.get_by_role("status")).to_contain_text("حُفظ ترميزك")
            desk.open("/desk")
            page.get_by_text("اتفاق المرمّزين").click()
            expect(page.locator("caption", has_text="أحكام")).to_contain_text("1")
            page.context.close()
            assert desk.faults == []


def test_with_accounts_every_page_waits_for_the_sign_in(browser, tmp_path):
    with open_store(str(tmp_path / "store.db")) as store:
        with store.writing() as connection:
            add_user(connection, "amal", "admin", hash_password("a long enough one"))
        with serving(store) as address:
            desk = visitor(browser, address)
            page = desk.open("/bulletin")
            page.get_by_label("الاسم").fill("amal")
            page.get_by_label("كلمة السر").fill("wrong")
            page.get_by_role("button", name="تسجيل الدخول").click()
            expect(page.get_by_role("alert")).to_contain_text("غير صحيح")
            page.get_by_label("كلمة السر").fill("a long enough one")
            page.get_by_role("button", name="تسجيل الدخول").click()
            expect(page.get_by_role("heading", name="مرصد — النشرة")).to_be_visible()
            page.get_by_role("link", name="الحسابات").click()
            expect(
                page.get_by_role("cell", name="amal").or_(page.get_by_role("rowheader", name="amal"))
            ).to_be_visible()
            assert desk.hurdles() == []
            page.get_by_role("button", name=re.compile("تسجيل الخروج")).click()
            expect(page.get_by_label("كلمة السر")).to_be_visible()
            expect(page.get_by_text("amal")).to_have_count(0)  # nothing of the page is left
            page.context.close()
            assert [fault for fault in desk.faults if "401" not in fault] == []
