"""Trigger mentions: the mechanism on a small table of its own, and the real table on plain reports."""

from __future__ import annotations

import pytest

import marsad.lexicon.triggers as lexicon
from marsad.reading.fold import fold
from marsad.reading.triggers import TriggerFinder
from marsad.reading.words import split_words

SETS = """\
weapons:
  - سلاح
  - صواريخ
"""
KIND = """\
kind: shelling
triggers:
  - id: shelling.pound
    verb:
      - قصف
    masdar:
      - قصف
    frame: strike
  - id: shelling.rockets
    noun:
      - رشقة صاروخية|رشقات صاروخية
    frame: strike
  - id: shelling.launch
    verb:
      - أطلق
    with:
      - "@weapons"
      - قذائف هاون
    frame: strike
  - id: shelling.hit
    noun:
      - ضربة|ضربات
    without:
      - جزاء
    not_after:
      - سدد
    frame: strike
  - id: shelling.cannon
    phrase:
      - قصف مدفعي
    frame: strike
    kind: shelling
"""


@pytest.fixture
def finder(tmp_path, monkeypatch):
    (tmp_path / "kinds").mkdir()
    (tmp_path / "sets.yml").write_text(SETS, encoding="utf-8")
    (tmp_path / "kinds" / "shelling.yml").write_text(KIND, encoding="utf-8")
    monkeypatch.setattr(lexicon, "DATA", tmp_path)
    return TriggerFinder(lexicon.load_triggers())


def found(finder: TriggerFinder, text: str) -> list[tuple[str, str]]:
    words = split_words(fold(text).text)
    return [
        (m.trigger.id.split(".")[1], " ".join(w.text for w in words[m.first : m.last + 1])) for m in finder.find(words)
    ]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("قصفت الطائرات البلدة", [("pound", "قصفت")]),
        ("وقصفوها مجددا", [("pound", "وقصفوها")]),
        ("ستقصف المدفعية", [("pound", "ستقصف")]),
        ("جراء القصف على البلدة", [("pound", "القصف")]),
        ("بالقصف المدفعي على البلدة", [("cannon", "بالقصف المدفعي")]),
        ("قصف مدفعي على البلدة", [("cannon", "قصف مدفعي")]),
        ("رشقات صاروخية على المدينة", [("rockets", "رشقات صاروخيه")]),
        ("رشقتين صاروخيتين على المدينة", [("rockets", "رشقتين صاروخيتين")]),
        ("أطلقت الجماعة ثلاثة صواريخ", [("launch", "اطلقت")]),
        ("أطلقت الجماعة اسم الشهيد", []),
        ("أطلق قذائف هاون", [("launch", "اطلق")]),
        ("أطلقت الجماعة المسلحة الموالية لحكومة البلد المجاور له منذ سنوات ثلاثة صواريخ", [("launch", "اطلقت")]),
        ("أطلقت الجماعة المسلحة الموالية لحكومة البلد اسما قال إنه يشبه صواريخ", []),
        ("ضربات على المدينة", [("hit", "ضربات")]),
        ("ضربة جزاء للفريق", []),
        ("سدد ضربة قوية", []),
        ("قصفت، ثم قصفت مرة أخرى", [("pound", "قصفت"), ("pound", "قصفت")]),
        ("المدينة هادئة", []),
    ],
)
def test_mechanism(finder, text, mentions):
    assert found(finder, text) == mentions


def test_conditions_do_not_reach_into_the_next_sentence(finder):
    assert found(finder, "أطلق الرجل صيحة. وجدت صواريخ") == []


def test_a_verb_takes_no_preposition(finder):
    words = split_words(fold("بقصفت").text)
    assert not any(m.is_verb for m in finder.find(words))


@pytest.mark.parametrize(
    ("text", "definite", "parts"),
    [
        ("القصف", True, {"masdar"}),
        ("قصفهم", True, {"past", "masdar"}),
        ("قصف", False, {"past", "masdar"}),
        ("يقصف", False, {"present"}),
        ("سيقصف", False, {"future"}),
    ],
)
def test_what_the_form_tells(finder, text, definite, parts):
    [mention] = finder.find(split_words(fold(text).text))
    assert mention.definite is definite
    assert mention.parts == frozenset(parts)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("frame: strike\n    colour: red", "unknown field colour"),
        ('with:\n      - "@absent"', "no word set 'absent'"),
        ("refine:\n      - weather", "unknown word in refine"),
        ("present:\n      - يقصف\n      - يضرب", "2 presents for 1 verbs"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path, monkeypatch, entry, message):
    (tmp_path / "kinds").mkdir()
    (tmp_path / "sets.yml").write_text(SETS, encoding="utf-8")
    text = f"kind: shelling\ntriggers:\n  - id: shelling.x\n    verb:\n      - قصف\n    {entry}\n"
    (tmp_path / "kinds" / "shelling.yml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(lexicon, "DATA", tmp_path)
    with pytest.raises(lexicon.LexiconError, match=message):
        lexicon.load_triggers()


# The real table: each sentence holds a trigger of the kind.
REAL = [
    ("air_strike", "شن الطيران الحربي غارتين على أطراف البلدة"),
    ("shelling", "قصفت المدفعية الأحياء السكنية"),
    ("bombing", "انفجرت عبوة ناسفة بسيارة"),
    ("suicide_bombing", "فجر انتحاري نفسه وسط السوق"),
    ("armed_clash", "اندلعت اشتباكات عنيفة بين الطرفين"),
    ("armed_attack", "هاجم مسلحون حاجزا للجيش"),
    ("arrest", "اعتقلت قوات الاحتلال خمسة شبان"),
    ("abduction", "خطف مسلحون طبيبا من عيادته"),
    ("assassination", "اغتال مجهولون القيادي أمام منزله"),
    ("execution", "أعدم التنظيم ثلاثة أسرى"),
    ("protest", "تظاهر المئات في ساحة المدينة"),
    ("displacement", "نزحت مئات العائلات من القرى"),
    ("withdrawal", "انسحبت القوات من القرية"),
    ("territory_change", "سيطرت الفصائل على البلدة"),
    ("release", "أفرجت السلطات عن المعتقلين"),
    ("siege", "حاصرت القوات البلدة"),
    ("sweep", "بدأت القوات عملية تمشيط واسعة"),
    ("property_destruction", "هدمت الجرافات ثلاثة منازل في القرية"),
    ("negotiation", "جرت مفاوضات بين الوفدين"),
    ("agreement", "توصل الطرفان إلى اتفاق هدنة"),
    ("missing", "عثر الأهالي على جثث مجهولة الهوية"),
    ("aid", "دخلت قافلة مساعدات إلى المخيم"),
    ("weapons_seizure", "اعترضت الدفاعات الجوية صاروخا باليستيا"),
    ("troop_movement", "وصلت تعزيزات عسكرية إلى المنطقة"),
    ("custody_abuse", "قضى تحت التعذيب في السجن"),
    ("grenade", "ألقى مجهولون قنبلة يدوية على المقر"),
    ("reconnaissance", "حلقت طائرات استطلاع في أجواء المدينة"),
    ("chemical_attack", "قصف بغاز الكلور"),
    ("sexual_violence", "تعرضت نساء للاغتصاب على يد الجنود"),
]


@pytest.mark.parametrize(("kind", "text"), REAL, ids=[kind for kind, _ in REAL])
def test_real_table(reader, kind, text):
    words = split_words(fold(text).text)
    means = {k.value for w in words for s in w.stems for k, rest in reader.grammar.means.get(s.key, ()) if not rest}
    assert kind in {m.trigger.kind.value for m in reader.triggers.find(words)} | means


@pytest.mark.parametrize(
    "text", ["سجل اللاعب هدفا في الشباك", "ارتفعت أسعار الذهب اليوم", "افتتح الوزير المعرض السنوي للكتاب"]
)
def test_nothing_where_nothing_is_told(reader, text):
    assert reader.triggers.find(split_words(fold(text).text)) == []
