"""Tolls of short reports: the dead and wounded of every act that has any, in order of telling."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from marsad import Article, Coder
from marsad.coding.assemble import combine, without_sums
from marsad.coding.draft import TollRef
from marsad.coding.tolls import HEADLINE
from marsad.event import Toll

CASES = Path(__file__).parents[1] / "cases" / "tolls.csv"
PUBLISHED = dt.date(2021, 7, 28)


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(toll: Toll | None) -> str:
    """A toll as the table writes it: 7, 7+ (open), 7-9, or - for nothing said."""
    if toll is None:
        return "-"
    if toll.max is None:
        return f"{toll.min}+"
    return f"{toll.min}" if toll.min == toll.max else f"{toll.min}-{toll.max}"


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["text"])
def test_reports(row: dict[str, str], coder: Coder) -> None:
    events = coder.code(Article(row["text"], published=PUBLISHED))
    told = [f"{written(e.fatalities)}/{written(e.injured)}" for e in events if e.fatalities or e.injured]
    assert "|".join(told) == row["tolls"]


def test_every_toll_has_its_words(coder: Coder) -> None:
    for row in rows():
        for event in coder.code(Article(row["text"], published=PUBLISHED)):
            fields = {e.field for e in event.evidence}
            assert ("fatalities" in fields) == (event.fatalities is not None)
            assert ("injured" in fields) == (event.injured is not None)


def ref(
    low: int, high: int | None, sentence: int, first: int = 0, clause: float = 0.0, rule: str = "verb and people"
) -> TollRef:
    return TollRef(low, high, sentence, first, first + 1, rule, clause=clause)


@pytest.mark.parametrize(
    ("refs", "toll"),
    [
        ([ref(3, 3, 1), ref(2, 2, 1, 5)], Toll(5, 5)),
        ([ref(3, 3, 1), ref(4, 4, 2)], Toll(3, 4)),
        ([ref(30, None, 1), ref(32, 32, 2)], Toll(32, 32)),
        ([ref(60, None, 1), ref(136, 136, 1, 9, clause=1.0)], Toll(60, 136)),
        ([ref(20, 20, 0, rule=f"verb and people{HEADLINE}"), ref(22, 22, 1)], Toll(22, 22)),
        ([ref(20, 20, 0, rule=f"verb and people{HEADLINE}")], Toll(20, 20)),
        ([ref(0, 0, 1), ref(5, None, 2)], Toll(5, None)),
        ([ref(0, 0, 1)], Toll(0, 0)),
        ([ref(24, None, 1), ref(1, None, 2)], Toll(24, None)),
        ([ref(3, 3, 1), ref(1, 1, 2, rule="wounded who died later")], Toll(3, 3)),
        ([ref(1, 1, 2, rule="wounded who died later")], Toll(1, 1)),
    ],
)
def test_claims_combine(refs: list[TollRef], toll: Toll) -> None:
    assert combine(refs) == toll


def test_the_blast_told_again_at_a_quarter_that_no_gazetteer_knows_bears_the_toll(coder):
    text = (
        "قالت الشرطة الصومالية إن انتحاريا هاجم بسيارة مفخخة مقر البلدية في مقديشو.\n"
        "وذكر مسعفون أن التفجير الذي وقع في منطقة دار ليمون أسفر عن مقتل أربعة حراس."
    )
    [event] = coder.code(Article(text))
    assert (event.place.name, event.fatalities.min, event.fatalities.max) == ("مقديشو", 4, 4)


@pytest.mark.parametrize("opening", ["وفي تطور آخر", "ومن جهة ثانية", "وفي سياق متصل", "وفي هجوم آخر"])
def test_one_more_act_keeps_its_own_toll(coder, opening):
    text = (
        "قتل عشرون مسلحا في غارات شنتها طائرات التحالف على مواقع الحوثيين في محافظة الحديدة.\n"
        f"{opening}، قتل مدنيان وأصيب طفل جراء سقوط قذائف أطلقها الحوثيون على حي في محافظة الحديدة."
    )
    assert [(e.kind.value, e.fatalities.min) for e in coder.code(Article(text))] == [
        ("air_strike", 20),
        ("shelling", 2),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "اندلعت اشتباكات بين الجيش والمسلحين في سبها بعد مقتل جندي.",
        "شنت طائرات فرنسية غارات على مواقع المسلحين في كيدال رداً على مقتل دركيين.",
        "قصفت مدفعية الجيش السوداني مواقع الدعم السريع في بارا انتقاما لمقتل ضابط.",
        "تظاهر مئات في نانت احتجاجا على مقتل شاب برصاص الشرطة.",
    ],
)
def test_a_killing_that_an_act_came_of_is_no_toll_of_it(coder: Coder, text: str) -> None:
    [act, *others] = coder.code(Article(text))
    assert act.fatalities is None
    assert all(e.kind.value in ("attack_on_civilians", "armed_attack") for e in others)


def test_a_killing_told_after_its_act_is_its_toll(coder: Coder) -> None:
    [act] = coder.code(Article("انتهت اشتباكات بين الجيش والمسلحين في سبها بمقتل جندي."))
    assert act.fatalities == Toll(1, 1)


@pytest.mark.parametrize(
    ("later", "toll"),
    [
        ("وارتفعت حصيلة القتلى منذ بدء الحملة إلى 420 شخصا.", Toll(12, 12)),
        ("وارتفعت بذلك حصيلة القتلى خلال شهرين إلى 65 شخصا.", Toll(12, 12)),
        ("وأدت الحرب في السودان إلى مقتل قرابة عشرين ألف شخص.", Toll(12, 12)),
        ("وارتفعت حصيلة القتلى إلى 17 شخصا.", Toll(17, 17)),
    ],
)
def test_a_sum_of_many_acts_yields_to_the_toll_of_the_act(coder: Coder, later: str, toll: Toll) -> None:
    [act] = coder.code(Article(f"قتل 12 شخصا في غارة للتحالف على سوق في مدينة صعدة.\n{later}"))
    assert act.fatalities == toll


def test_an_act_takes_no_toll_many_times_its_own() -> None:
    told = [ref(14, 14, 0), ref(1350, 1350, 4), ref(16, 16, 5)]
    assert [r.min for r in without_sums(told, 0)] == [14, 16]
    assert [r.min for r in without_sums([ref(170, None, 0), ref(4, 4, 6)], 0)] == [170]
    assert [r.min for r in without_sums([ref(1, None, 0), ref(1350, 1350, 4)], 0)] == [1, 1350]


def test_the_attack_spoken_of_far_on_is_the_only_one_of_the_report(coder: Coder) -> None:
    between = "\n".join(
        f"وقال الوزير {n} إن الحكومة تتابع التحقيق." for n in ("الأول", "الثاني", "الثالث", "الرابع", "الخامس")
    )
    text = f"استهدف هجوم انتحاري مدينة سروج أمس.\n{between}\nوكان الهجوم قد أسفر عن مقتل 32 شخصا."
    [attack] = coder.code(Article(text, published=PUBLISHED))
    assert attack.fatalities == Toll(32, 32)


def test_at_least_so_many_told_again_as_so_many_stays_open() -> None:
    assert combine([ref(16, None, 0), ref(16, 16, 3)]) == Toll(16, None)
    assert combine([ref(9, None, 0), ref(12, 12, 3)]) == Toll(12, 12)
    assert combine([ref(1, None, 0), ref(1, 1, 3)]) == Toll(1, 1)
