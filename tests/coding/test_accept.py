"""Which drafts are events: topics of articles, and why an act is left out."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad import Article
from marsad.coding.topics import Topic, topic_of
from marsad.reading.document import read_document
from marsad.reading.reader import Reader

SUNDAY = dt.date(2023, 7, 30)
MATCH = (
    "فاز المنتخب في المباراة النهائية على ملعب الدوحة. وشن المهاجم هجوما على مرمى الحارس في الشوط الثاني. "
    "وقال المدرب إن اللاعبين قصفوا المرمى بتسديدات اللاعب الهداف."
)
WAR = "قصفت قوات النظام بالمدفعية بلدة سراقب اليوم الأحد، ما أدى إلى مقتل ثلاثة مدنيين قرب ملعب كرة القدم."
DRILL = (
    "انطلقت في الأردن مناورات بمشاركة عشر دول. وتشمل المناورات والتمارين قصف أهداف. "
    "وقال قائد التمرين إن الطائرات هاجمت أهدافها."
)
THIEVES = "ألقت شرطة السويداء القبض على لص يسرق الدراجات اليوم الأحد."
TERROR = "ألقت الشرطة القبض على قيادي في تنظيم داعش في الموصل اليوم الأحد."


def topic(text: str) -> Topic:
    return topic_of(Reader().read(read_document(Article(text)), SUNDAY))


def kinds(coder, text: str) -> list[str]:
    return [event.kind.value for event in coder.code(Article(text, published=SUNDAY))]


def test_an_article_of_sport_is_foreign():
    assert topic(MATCH).foreign


def test_an_article_of_war_is_not():
    assert not topic(WAR).foreign


def test_a_drill_is_mostly_a_drill():
    assert topic(DRILL).mostly("drill")
    assert not topic(WAR).mostly("drill")


def test_near_counts_only_words_in_reach():
    found = topic(WAR)
    at = found.hits[0][0].at
    assert found.near(0, at, "figure", 3) >= 1
    assert found.near(0, at - 10, "figure", 3) == 0
    assert found.near(7, at, "figure", 3) == 0


@pytest.mark.parametrize("text", [MATCH, DRILL, THIEVES])
def test_other_subjects_make_no_events(coder, text):
    assert kinds(coder, text) == []


@pytest.mark.parametrize(("text", "kind"), [(WAR, "shelling"), (TERROR, "arrest")])
def test_conflict_stays(coder, text, kind):
    assert kinds(coder, text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "قتل عشرات المدنيين في غارات على صنعاء عام 2016.",
        "قصفت قوات النظام بلدة سراقب في 3 يناير 2023.",
        "وقع هجوم.",
        "أدان مجلس الأمن الهجوم في مقديشو.",
        "لم يسفر الحادث في عدن عن مقتل أي مدنيين.",
    ],
)
def test_left_out(coder, text):
    assert kinds(coder, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "اقتحمت قوات الدعم السريع بلدة أم روابة فجر الثلاثاء. وقال شاهد إن السكان لزموا بيوتهم. وأضاف أن المتاجر أغلقت "
        "أبوابها. ونزحت مئات الأسر منذ المساء.",
        "قصفت قوات النظام بالمدفعية مدينة سرمين اليوم الاثنين. ولم ترد أنباء عن ضحايا. وبقيت المدارس مغلقة. "
        "ونزح مئات المدنيين خوفا من القصف.",
    ],
)
def test_a_verb_of_its_own_happens_where_the_passage_is(coder, text):
    assert "displacement" in kinds(coder, text)


SIEGE_OF_FASHER = (
    "قصفت قوات الدعم السريع بالمدفعية حي الدرجة في مدينة الفاشر فقتل تسعة مدنيين. ودارت اشتباكات عنيفة بين الجيش وقوات الدعم "
    "السريع شرق المدينة، وشن الطيران الحربي غارات على مواقع المليشيا قتل فيها أربعة مسلحين. وهاجم مسلحون دورية للجيش في "
    "مليط فقتلوا ثلاثة جنود، وقصفت المليشيا مخيم أبو شوك فأصيب ستة نازحين. "
)


@pytest.mark.parametrize(
    ("talks", "kind"),
    [
        ("وبدأ وجهاء القبيلتين التفاوض على هدنة.", "negotiation"),
        ("وبدأ وجهاء القبيلتين التفاوض على هدنة حتى موعد الانتخابات.", ""),
    ],
)
def test_who_meets_amid_a_war_talks_about_it(coder, talks, kind):
    found = set(kinds(coder, SIEGE_OF_FASHER + talks)) & {"negotiation", "agreement"}
    assert found == ({kind} if kind else set())
    assert "negotiation" not in kinds(coder, talks)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # the noise of a strike or an interception is no explosion of its own
        ("سمعت أصوات انفجارات في مليط، جراء قصف مدفعي لقوات الدعم السريع على المدينة.", ["shelling"]),
        ("اعترضت الدفاعات الجوية صاروخين فوق الدمام. وسمع دوي انفجارات في الدمام.", ["weapons_seizure"]),
        # what vehicle is meant
        ("انفجر لغم ليل السبت بشاحنة تنقل جنودا على طريق كسلا، فقتل جنديان.", ["bombing"]),
        # its rank among others
        ("شنت طائرات أميركية غارة على معسكر لحركة الشباب في جلب. وهي ثالث غارة تطال الحركة.", ["air_strike"]),
        ("فجر انتحاري نفسه في سوق جلال آباد فقتل عشرة. ويعد هذا أعنف هجوم في المدينة.", ["suicide_bombing"]),
    ],
)
def test_what_belongs_to_an_act_that_is_told(coder, text, found):
    assert kinds(coder, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # what is published, and who attacks by words
        ("نشر الجيش الوطني الليبي، أمس السبت، لقطات مصورة لجنوده في مدينة سبها.", []),
        (
            "نشرت سرايا القدس، الجناح العسكري للحركة، مشاهد من كمين في مدينة جنين.",
            ["armed_attack"],
        ),  # the ambush, no deployment
        ("نشر الجيش السوداني دبابات وجنودا في شوارع كسلا.", ["troop_movement"]),
        ("هاجم وزير الإعلام قوات المعارضة في مدينة غدامس.", []),
        ("هاجم مسلحون قوات المعارضة في مدينة غدامس.", ["armed_attack"]),
        # what is yet to be done, what a reward is for, what a court rules
        ("بدأ الجيش الصومالي حملة لاستكمال تحرير مدينة كيسمايو من حركة الشباب.", []),
        ("أكد قائد الجيش أن استعادة مدينة مدني على رأس أولويات قواته.", []),
        ("رصدت الحكومة مكافأة لمن يقدم معلومات تؤدي إلى اعتقال قيادي في القاعدة في حضرموت.", []),
        ("قضت محكمة في تونس، أمس، بالسجن على ثمانية شبان من سوسة.", []),
        ("تقترب قوات الحكومة من السيطرة على مدينة زليتن.", []),
        ("سيتم نشر وحدات من الجيش في مدينة الأبيض.", []),
        ("تعهدت تركيا بسحب جنودها من بلدة بعشيقة العراقية.", []),
        ("اشترطت الحركة انسحاب قوات الحكومة من كادوقلي.", []),
        ("يتطلع سكان الرقة إلى تحرير مدينتهم من داعش.", []),
        ("يحاول الوسطاء إقناع المسلحين بالانسحاب من مدينة عين الحلوة.", []),
        # a clash with a crowd
        ("اندلعت اشتباكات بين الشرطة ومحتجين في مدينة قفصة أمس السبت.", ["riot"]),
        ("ألغى الجيش النيجري عملية اقتحام بلدة ديفا.", []),
        ("علقت السلطات عمليات إجلاء المدنيين من مدينة الرقة.", []),
        ("أعلن رئيس تشاد عزمه سحب جنوده من مدينة غاو.", []),
        ("ستستضيف الدوحة محادثات بين الحكومة الأفغانية وطالبان.", []),
        ("لا تزال العائلات بانتظار إجلائها من بلدة مضايا.", []),
        # whom a later passage names decides what it was
        (
            "أطلق مسلحون النار على حافلة في مقديشو. وقال شهود إن الهجوم أوقع أربعة قتلى من المدنيين.",
            ["attack_on_civilians"],
        ),
        ("استهدف مقاتلون سيارة في ريف حلب بصاروخ موجه، ما أسفر عن مقتل ثلاثة مدنيين.", ["shelling"]),
        # two words of one sentence at its several places
        ("نفذ الجيش العراقي عمليات تمشيط وملاحقة لعناصر داعش في سنجار وتلعفر.", ["sweep", "sweep"]),
    ],
)
def test_told_once_or_not_at_all(coder, text, found):
    assert kinds(coder, text) == found


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("أصيبت امرأة في قصف للنظام طال مخيما للاجئين قرب عرسال.", "اللاجئين"),
        ("هاجم مسلحون نقطة للجان الشعبية في عدن.", "اللجان الشعبية"),
    ],
)
def test_a_noun_in_lam_keeps_its_letter(coder, text, side):
    [event] = coder.code(Article(text, published=SUNDAY))
    assert side in [party.text for party in event.side_b]


def test_amid_a_report_of_war_a_fight_needs_no_more_than_a_place_and_a_day(coder):
    fight = "كما شهدت مديرية الدريهمي صباح اليوم الأحد مواجهات عنيفة."
    war = (
        "قصفت مدفعية الحوثيين أحياء مدينة تعز اليوم الأحد. وشنت مقاتلات التحالف غارات على مواقع الحوثيين في حرض. "
        "وهاجم مسلحو الحوثي حاجزا للجيش في مأرب فقتل خمسة جنود. وقتل ثلاثة من مسلحي الحوثي في غارة على صعدة. "
    )
    events = coder.code(Article(war + fight, published=SUNDAY))
    assert "الدريهمي" in [event.place.name for event in events if event.place is not None]


def test_a_present_that_opens_a_report_tells_the_news(coder):
    text = "قوات الاحتلال تحاصر مدينة قلقيلية. وقالت مصادر محلية إن الجنود أغلقوا مداخلها."
    events = coder.code(Article(text, published=dt.date(2021, 7, 28)))
    assert "siege" in [event.kind.value for event in events]
