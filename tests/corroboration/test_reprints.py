"""Which texts are one text: reprints whatever is put around them, and no two reports of one act."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest

from marsad.corroboration.reprints import _WORD, Reprints, bands, likeness, nearly_same, signature
from marsad.reading.fold import fold
from marsad.reading.words import split_words

DAY = dt.date(2024, 5, 10)
AGENCY = """قتل أربعة مدنيين بينهم طفلان وأصيب أحد عشر آخرون، اليوم الجمعة، جراء قصف مدفعي نفذته قوات النظام على الأحياء السكنية في مدينة أريحا جنوبي إدلب.
وقال متحدث باسم الدفاع المدني إن القذائف سقطت قرب سوق شعبي في ساعة الذروة، وإن فرق الإسعاف نقلت المصابين إلى مشفى المدينة، وبينهم ثلاثة في حالة حرجة.
وأضاف أن القصف تجدد بعد ساعة على أطراف المدينة الغربية دون وقوع إصابات، فيما حلقت طائرات استطلاع في أجواء المنطقة حتى المساء."""
ANOTHER = """أفاد مراسلنا بسقوط أربعة قتلى وعدد من الجرحى في أريحا بريف إدلب إثر استهداف المدينة بقذائف المدفعية بعد صلاة الجمعة.
وبحسب شهود عيان فإن القصف مصدره معسكر جورين، وقد طال محيط السوق القديم وألحق أضرارا بعدد من المحال التجارية والسيارات المتوقفة في المكان."""
REPRINTS = {
    "as it was": AGENCY,
    "an outlet before it": "أريحا - وكالات\n" + AGENCY,
    "a headline in the text": "مجزرة جديدة في أريحا ضحيتها أربعة مدنيين بينهم أطفال\n\n" + AGENCY,
    "menus around it": "الرئيسية\nسياسة\nرياضة\nاقرأ أيضا\n" + AGENCY + "\nشارك الخبر\nتويتر\nفيسبوك\nالأكثر قراءة",
    "vowels and tatweel": AGENCY.replace("قتل", "قُتِـــلَ").replace("أحد", "احد"),
    "cut short": AGENCY.rsplit("\n", 1)[0],
    "a paragraph of background": AGENCY
    + "\nوتتعرض مناطق شمال غربي سوريا لقصف متكرر منذ أشهر رغم اتفاق وقف إطلاق النار الموقع بين الدول الضامنة، وهو ما دفع آلاف العائلات إلى ترك منازلها باتجاه المخيمات القريبة من الحدود التركية شمالا.",
}


@pytest.mark.parametrize("text", REPRINTS.values(), ids=REPRINTS)
def test_a_reprint_is_known(text):
    assert nearly_same(signature(AGENCY), signature(text))
    assert set(bands(signature(AGENCY))) & set(bands(signature(text)))


def test_another_report_of_the_same_act_is_no_reprint():
    assert not nearly_same(signature(AGENCY), signature(ANOTHER))
    assert max(likeness(signature(AGENCY), signature(ANOTHER))) < 0.2


def test_words_are_those_of_the_coder():
    text = fold(f"{AGENCY}\nRPG-7 و3 قذائف عيار 122ملم، abc،d ـ ٣٥ \u0671 \u067e").text
    assert _WORD.findall(text) == [word.text for word in split_words(text)]


def test_a_short_text_is_nobodys_reprint():
    short = "عاجل: قصف مدفعي على مدينة أريحا"
    assert signature(short) == signature("") == b""
    index = Reprints()
    assert [index.add(name, signature(short)) for name in "ab"] == ["a", "b"]


def test_reprints_have_one_first_and_strangers_their_own():
    index = Reprints()
    texts = [AGENCY, ANOTHER, *REPRINTS.values()]
    firsts = [index.add(f"n{at}", signature(text), DAY) for at, text in enumerate(texts)]
    assert firsts == ["n0", "n1", *["n0"] * len(REPRINTS)]
    assert index.add("n5", signature(ANOTHER), DAY) == "n0", "an article keeps its answer"


def test_an_index_for_some_questions_answers_them_as_a_whole_one():
    texts = [AGENCY, ANOTHER, *REPRINTS.values()]
    asked = {key for text in texts[4:] for key in bands(signature(text))}
    index = Reprints(asked)
    known = ["n0", "n1", "n0", "n0"]
    for at, of in enumerate(known):
        assert index.add(f"n{at}", signature(texts[at]), DAY, of=of) == of
    assert [index.add(f"n{at}", signature(texts[at]), DAY) for at in range(4, len(texts))] == ["n0"] * (len(texts) - 4)


def test_a_reprint_of_a_reprint_is_of_the_first():
    index = Reprints()
    index.add("b", signature(AGENCY), DAY, of="a of last month")
    assert index.add("c", signature(AGENCY), DAY) == "a of last month"


def test_a_text_printed_again_next_month_is_another_voice():
    index = Reprints()
    assert index.add("a", signature(AGENCY), DAY) == "a"
    assert index.add("b", signature(AGENCY), DAY + dt.timedelta(days=30)) == "b"


def test_signatures_do_not_depend_on_the_process():
    code = f"from marsad.corroboration.reprints import signature; print(signature({AGENCY!r}).hex())"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")  # noqa: S603
    assert said.stdout.strip() == signature(AGENCY).hex()
    assert len(signature(AGENCY)) == 512
