"""Written forms of lemmas. Forms are compared as folded keys, as the reader sees them."""

from __future__ import annotations

import pytest

from marsad.lexicon.morphology import noun_forms, participle_forms, principal_parts, verb_forms
from marsad.reading.fold import fold_word, key


def k(word: str) -> str:
    return key(fold_word(word))


# past, present where it is not regular, form II, and forms that it must have: past, passive, present, future.
VERBS = [
    ("قتل", "", False, "قتلت قتلوا قتلا قتلتا يقتل تقتل يقتلون سيقتل نقتل"),
    ("قصف", "", False, "قصفت قصفوا يقصف تقصف يقصفون يقصفوا ستقصف"),
    ("هاجم", "", False, "هاجمت هاجموا يهاجم تهاجم يهاجمون هوجم هوجمت"),
    ("استهدف", "", False, "استهدفت استهدفوا يستهدف تستهدف يستهدفون ستستهدف"),
    ("استعاد", "", False, "استعادت استعادوا يستعيد تستعيد يستعيدون استعيد استعيدت"),
    ("اعتقل", "", False, "اعتقلت اعتقلوا يعتقل تعتقل يعتقلون سيعتقل"),
    ("اقتحم", "", False, "اقتحمت يقتحم تقتحم يقتحمون"),
    ("اغتال", "", False, "اغتالت اغتالوا يغتال تغتال اغتيل اغتيلت"),
    ("أطلق", "", False, "أطلقت أطلقوا يطلق تطلق يطلقون"),
    ("أصاب", "", False, "أصابت يصيب تصيب أصيب أصيبت أصيبوا يصاب"),
    ("انفجر", "", False, "انفجرت ينفجر تنفجر انفجرا"),
    ("انهار", "", False, "انهارت ينهار تنهار"),
    ("اندلع", "", False, "اندلعت تندلع يندلع"),
    ("تقدم", "", False, "تقدمت تقدموا يتقدم تتقدم"),
    ("تبادل", "", False, "تبادلت تبادلوا يتبادل تتبادل يتبادلون"),
    ("سيطر", "", False, "سيطرت سيطروا يسيطر تسيطر يسيطرون"),
    ("فجر", "", True, "فجرت فجروا يفجر تفجر يفجرون"),
    ("دمر", "", True, "دمرت دمروا يدمر تدمر"),
    ("ألقى", "يلقي", False, "ألقت ألقوا يلقي تلقي يلقون ألقيا"),
    ("رمى", "يرمي", False, "رمت رموا يرمي ترمي يرمون"),
    ("استولى", "", False, "استولت استولوا يستولي تستولي يستولون"),
    ("دعا", "يدعو", False, "دعت دعوا يدعو تدعو يدعون"),
    ("شن", "يشن", False, "شنت شنوا يشن تشن يشنون ستشن"),
    ("وصل", "يصل", False, "وصلت وصلوا يصل تصل يصلون"),
    ("اتهم", "", False, "اتهمت يتهم تتهم يتهمون"),
    ("بدأ", "يبدأ", False, "بدأت بدأوا يبدأ تبدأ"),
    ("لجأ", "يلجأ", False, "لجأت لجأوا يلجأ"),
    ("شكا", "يشكو", False, "شكت شكوا يشكو"),
]


def fault(*values: str, why: str):
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, reason=why))


@pytest.mark.parametrize(("past", "present", "doubled", "forms"), VERBS, ids=[v[0] for v in VERBS])
def test_verb_forms(past, present, doubled, forms):
    found = {form.key for form in verb_forms(k(past), present=k(present), doubled=doubled)}
    assert {k(form) for form in forms.split()} - found == set()


@pytest.mark.parametrize(
    ("past", "form", "part"),
    [
        ("قتل", "قتلت", "past"),
        ("قتل", "يقتل", "present"),
        ("قتل", "سيقتل", "future"),
        ("هاجم", "هوجم", "passive"),
        ("استعاد", "استعيد", "passive"),
        ("اغتال", "اغتيل", "passive"),
    ],
)
def test_parts_of_speech(past, form, part):
    assert part in {f.part for f in verb_forms(k(past)) if f.key == k(form)}


@pytest.mark.parametrize(
    ("past", "masdar"),
    [
        ("استهدف", "استهداف"),
        ("استعاد", "استعادة"),
        ("استولى", "استيلاء"),
        ("احتل", "احتلال"),
        fault("انضم", "انضمام", why="form VII of a doubled root is taken for form IV"),
        ("انفجر", "انفجار"),
        ("اعتقل", "اعتقال"),
        ("اغتال", "اغتيال"),
        ("اقتحم", "اقتحام"),
        ("أطلق", "إطلاق"),
        ("أصاب", "إصابة"),
        ("ألقى", "إلقاء"),
        ("تقدم", "تقدم"),
        ("تبادل", "تبادل"),
        ("هاجم", "مهاجمة"),
        ("سيطر", "سيطرة"),
        ("انهار", "انهيار"),
        ("اتهم", "اتهام"),
    ],
)
def test_regular_masdars(past, masdar):
    assert k(masdar) in {key(found) for found in principal_parts(k(past)).masdar}


@pytest.mark.parametrize("past", ["قتل", "قصف", "خطف", "نهب", "حرق"])
def test_form_one_has_no_regular_masdar(past):
    assert principal_parts(past).masdar == ()


@pytest.mark.parametrize(
    ("past", "active", "patient"),
    [
        ("قتل", "قاتل", "مقتول"),
        ("خطف", "خاطف", "مخطوف"),
        fault("هاجم", "مهاجم", "مهاجم", why="form III has a passive participle, written like the active"),
        ("استهدف", "مستهدف", "مستهدف"),
        ("اعتقل", "معتقل", "معتقل"),
        ("أصاب", "مصيب", "مصاب"),
    ],
)
def test_participles(past, active, patient):
    parts = principal_parts(k(past))
    assert (parts.active, parts.patient) == (k(active), k(patient))


@pytest.mark.parametrize(
    ("lemma", "plurals", "form", "number"),
    [
        ("غارة", ("غارات",), "غارتين", "two"),
        ("غارة", ("غارات",), "غارتا", "two"),
        ("غارة", ("غارات",), "غارات", "many"),
        ("هجوم", ("هجمات",), "هجومين", "two"),
        ("هجوم", ("هجمات",), "هجومان", "two"),
        ("هجوم", ("هجمات",), "هجمات", "many"),
        ("هجوم", ("هجمات",), "هجوما", "one"),
        ("كمين", ("كمائن",), "كمائن", "many"),
        ("عبوة", ("عبوات",), "عبوتان", "two"),
        ("اشتباك", (), "اشتباكات", "many"),
        ("لغم", ("ألغام",), "ألغاما", "many"),
    ],
)
def test_noun_forms(lemma, plurals, form, number):
    found = {f.key: f.number for f in noun_forms(k(lemma), "noun", plurals=tuple(k(p) for p in plurals))}
    assert found.get(k(form)) == number


@pytest.mark.parametrize(
    ("form", "number"),
    [("مسلح", "one"), ("مسلحة", "one"), ("مسلحون", "many"), ("مسلحين", "many"), ("مسلحات", "many"), ("مسلحان", "two")],
)
def test_participle_numbers(form, number):
    assert {f.number for f in participle_forms("مسلح", "active") if f.key == k(form)} == {number}


def test_forms_are_keys():
    for past, present, doubled, _ in VERBS:
        for form in verb_forms(k(past), present=k(present), doubled=doubled):
            assert form.key == fold_word(form.key)
            assert " " not in form.key
            assert len(form.key) >= 2
