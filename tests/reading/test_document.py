"""The article as sentences: where they end, which paragraph they stand in, and the way back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.article import Article
from marsad.reading.document import read_document
from marsad.reading.fold import fold


def sentences(text: str, title: str = "") -> list[str]:
    document = read_document(Article(text, title=title))
    return [
        document.article.words(document.span(s.field, s.words[0].start, s.words[-1].end)) for s in document.sentences
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("قصفت الطائرات البلدة. وقتل ثلاثة.", 2),
        ("قصفت الطائرات البلدة.وقتل ثلاثة", 2),
        ("هل سقطت البلدة؟ لا أحد يعلم!", 2),
        ("سقط الصاروخ على بعد 3.5 كم من البلدة", 1),
        ("سطر أول\nسطر ثان\n\nسطر ثالث", 3),
        ("قتل اثنان؛ وجرح ثلاثة", 2),
        ("قال: «قتل ثلاثة.» ثم مضى", 2),
        ("د. سامي في المستشفى", 2),
        ("", 0),
        ("... \n !", 0),
    ],
)
def test_where_sentences_end(text, count):
    assert len(sentences(text)) == count


def test_title_comes_first_and_paragraphs_are_counted():
    document = read_document(Article("خبر أول. خبر ثان.\nخبر ثالث.", title="العنوان هنا"))
    assert [(s.field, s.index, s.paragraph) for s in document.sentences] == [
        ("title", 0, 0),
        ("text", 1, 1),
        ("text", 2, 1),
        ("text", 3, 2),
    ]


def test_indexes_count_within_the_sentence():
    document = read_document(Article("قتل ثلاثة مدنيين. وأصيب أربعة."))
    assert [[w.index for w in s.words] for s in document.sentences] == [[0, 1, 2], [0, 1]]


def test_spans_are_of_the_article_as_written():
    text = "شـــنّ الطيرانُ غاراتٍ.\nوقُـــتِلَ ثلاثةٌ."
    assert sentences(text) == ["شـــنّ الطيرانُ غارات", "وقُـــتِلَ ثلاثة"]


@given(st.text(alphabet=st.sampled_from("ابتقصفكلمن ىةأ.؟!\n،؛«»ـًُ12"), max_size=80))
@settings(max_examples=300, deadline=None)
def test_no_word_is_lost_or_moved(text):
    document = read_document(Article(text))
    words = [w for s in document.sentences for w in s.words]
    folded = document.folded["text"].text
    assert folded == fold(text).text
    assert [folded[w.start : w.end] for w in words] == [w.text for w in words]
    assert [w.start for w in words] == sorted(w.start for w in words)
    assert all(s.words for s in document.sentences)
    assert [s.index for s in document.sentences] == list(range(len(document.sentences)))


def test_two_lines_of_links_amid_prose_are_aside():
    prose = (
        "قال مسؤولون محليون إن الانفجار الذي وقع صباح اليوم في المدينة أسفر عن مقتل ثلاثة جنود وإصابة آخرين من المارة."
    )
    links = "نازحون من المدينة يعودون إلى بيوتهم اليوم\nالصومال: ارتفاع عدد القتلى في تفجير مقديشو إلى 358"
    more = (
        "وأضاف المسؤولون أن قوات الأمن أغلقت الطرق المؤدية إلى مكان الانفجار، "
        "فيما نقلت سيارات الإسعاف الجرحى إلى المستشفى القريب من السوق."
    )
    told = read_document(Article(f"{prose}\n{links}\n{more}"))
    assert [s.aside for s in told.sentences] == [False, True, True, False]
    heads = read_document(Article(f"{prose}\nخلفية النزاع\n{more}"))
    assert not any(s.aside for s in heads.sentences)


def test_what_a_page_repeats_is_aside():
    prose = "قالت مصادر محلية إن قوات الأمن اعتقلت أمس أربعة شبان من بلدة بليدا بعد تفتيش منازلهم وصادرت هواتفهم."
    caption = "قافلة إغاثة تعبر الحدود عند نقطة التفتيش الشرقية قبل يومين."
    told = read_document(Article(f"{prose}\n{caption}\n{caption}"))
    assert [s.aside for s in told.sentences] == [False, False, True]
    cities = ("نيالا", "الأبيض", "مصراتة", "سبها", "مأرب", "تعز")
    teasers = [f"قصف عنيف على {city} يوقع قتلى وجرحى بين المدنيين صباح اليوم." for city in cities]
    page = read_document(Article("\n".join([prose, *(t for teaser in teasers for t in (teaser, teaser))])))
    assert [s.aside for s in page.sentences] == [False] + [True] * 12


def test_behind_a_word_of_the_page_stand_links():
    prose = "قصفت مدفعية الجيش صباح اليوم أطراف بلدة كفرنوران في ريف حلب الغربي، فيما أغلقت الفصائل الطرق المؤدية إليها خشية قصف جديد."
    page = read_document(Article("\n".join([prose, "التالي", "مقتل أربعة شبان في هجوم شرقي درعا"])))
    assert [s.aside for s in page.sentences] == [False, True, True]
    told = read_document(Article(f"{prose}\nالرئيس التالي\nمقتل أربعة شبان في هجوم شرقي درعا"))
    assert not any(s.aside for s in told.sentences)


def test_a_post_of_lines_without_stops_has_no_links():
    lines = (
        "طيران مسير يستهدف سيارة على طريق بلدة ميس الجبل والإسعاف يصل إلى المكان بعد دقائق وينقل المصابين إلى "
        "مستشفى تبنين الحكومي وسط إطلاق نار كثيف\n"
        "قصف مدفعي على أطراف عيترون\nإطلاق قنابل مضيئة فوق مارون الراس\nنزوح عائلات من بليدا باتجاه النبطية"
    )
    assert not any(s.aside for s in read_document(Article(lines)).sentences)
    assert any(s.aside for s in read_document(Article(lines, "يوم في الجنوب")).sentences)


@pytest.mark.parametrize(
    ("line", "aside"),
    [
        ("للمزيد: آلاف المتظاهرين في وهران", True),
        ("رابط الخبر بصحيفة الساحل: غارات على مواقع الحركة", True),
        ("لقراءة المزيد: حصيلة المعارك في مأرب", True),
        ("للمزيد من الماء يحتاج المخيم إلى صهاريج: قال المدير إنها لن تصل.", False),
        ("يحتاج النازحون للمزيد من الخيام.", False),
    ],
)
def test_a_line_that_calls_itself_a_link_is_aside(line, aside):
    told = (
        "قال المتحدث باسم البلدية إن العمل في إصلاح الجسر الذي ضربه السيل سيبدأ بعد العيد وإن السكان سيعبرون في قوارب."
    )
    document = read_document(Article(f"{told}\n{line}\n{told} ثم غادر."))
    assert document.sentences[1].aside is aside
