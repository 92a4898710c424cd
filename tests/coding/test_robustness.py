"""What must not change, or must change in one field only, when a report is written another way.

The material is in `tests/cases/robustness/`. Tables are combined: each way of writing with each report.

- `reports.tsv`: reports of one act; `broken` is the word that a censored post would break. Spelt another way, told in
  another order or put into a mouth (`speakers.tsv`) they give the same events.
- `swaps.tsv` with `pairs.tsv`: `a` acts upon `b`, then the other way round; `t` is the ending of a verb before a feminine.
- `moves.tsv` with `places.tsv`: the same act in another country.
- `digits.tsv` with `numbers.tsv`: the same toll in each script and in words; `+` is a toll without an upper bound.
- `outlets.tsv`: `{one|other}` are words of opposed outlets, each with each.
- `unreal.tsv` with `acts.tsv`: what did not happen.
- `faults.tsv`: `case` is the id of a test that still fails, `fault` why; it must fail until the reason is gone.
"""

from __future__ import annotations

import csv
import datetime as dt
import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from marsad import Article, Coder
from marsad.event import Event, Party, Toll
from marsad.reading.fold import fold_word, key

FOLDER = Path(__file__).parents[1] / "cases" / "robustness"
PUBLISHED = dt.date(2021, 7, 28)
Row = dict[str, str]


def table(name: str) -> list[Row]:
    with (FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        assert None not in row, row
        assert None not in row.values(), row
    return rows


FAULTS = {row["case"]: row["fault"] for row in table("faults")}
REPORTS = table("reports")
CASES: list[str] = []


def params(family: str, cases: Iterable[tuple[str, tuple]]) -> list:
    """Cases as parameters of a test; one that is in `faults.tsv` must fail."""
    out = []
    for name, values in cases:
        case = f"{family} {name}"
        fault = FAULTS.get(case)
        marks = [pytest.mark.xfail(strict=True, reason=fault)] if fault else []
        CASES.append(case)
        out.append(pytest.param(*values, marks=marks, id=case))
    return out


def code(coder: Coder, text: str) -> tuple[Event, ...]:
    return coder.code(Article(text, published=PUBLISHED))


def folded(text: str) -> set[str]:
    return {key(fold_word(word)).removeprefix("ال") for word in text.split()}


def toll(value: Toll | None) -> tuple[int, int | None] | None:
    return value and (value.min, value.max)


def where(event: Event) -> object:
    if event.place is None:
        return None
    return event.place.gazetteer_id or frozenset(folded(event.place.name))


def core(event: Event) -> tuple:
    return event.kind.value, event.status.value, where(event), toll(event.fatalities), toll(event.injured)


def cores(events: Iterable[Event]) -> Counter:
    return Counter(core(event) for event in events)


def kinds(events: Iterable[Event]) -> list[str]:
    return sorted(event.kind.value for event in events)


def named(name: str, parties: tuple[Party, ...]) -> bool:
    return any(folded(name) <= folded(party.text) for party in parties)


# The sides.


def filled(row: Row, pair: Row, a: str, b: str) -> str:
    ending = "" if pair["t"] == "-" else pair["t"]
    return row["text"].format(t=ending, a=a, b=b, place=pair["place"])


@pytest.mark.parametrize(
    ("row", "pair"),
    params(
        "swap",
        ((f"{row['name']} {pair['name']}", (row, pair)) for row in table("swaps") for pair in table("pairs")),
    ),
)
def test_sides_swap_with_the_names(coder, row, pair):
    for a, b in itertools.permutations((pair["a"], pair["b"])):
        events = code(coder, filled(row, pair, a, b))
        assert kinds(events) == [row["kind"]], events
        for name, sides in ((a, (events[0].side_a, events[0].side_b)), (b, (events[0].side_b, events[0].side_a))):
            assert named(name, sides[0]), events
            assert not named(name, sides[1]), events


# The spelling.

VOWELS = "\u064e\u064f\u0650\u0651\u0652"
LEFT_JOINING = frozenset("بتثجحخسشصضطظعغفقكلمنهيئى")  # letters that join the one after them
LETTERS = LEFT_JOINING | frozenset("اأإآءؤوةدذرز")


def vocalised(word: str) -> str:
    return "".join(c + VOWELS[i % len(VOWELS)] if c in LETTERS else c for i, c in enumerate(word))


def joined_by(sign: str, word: str) -> str:
    """The word with a sign after the first letter that another one follows and joins."""
    for i, (c, after) in enumerate(itertools.pairwise(word)):
        if i and c in LEFT_JOINING and after in LETTERS:
            return word[: i + 1] + sign + word[i + 1 :]
    return word


def shapes() -> dict[tuple[str, str], str]:
    """(letter, shape) to the character that Unicode has for it: what a PDF gives."""
    out = {}
    for point in range(0xFE80, 0xFEF5):
        shape, *letters = unicodedata.decomposition(chr(point)).split()
        out[chr(int(letters[0], 16)), shape.strip("<>")] = chr(point)
    return out


SHAPES = shapes()


def shaped(word: str) -> str:
    out = []
    for i, c in enumerate(word):
        before = i > 0 and word[i - 1] in LEFT_JOINING and c in LETTERS and c != "ء"
        after = c in LEFT_JOINING and i + 1 < len(word) and word[i + 1] in LETTERS and word[i + 1] != "ء"
        shape = {(0, 0): "isolated", (0, 1): "initial", (1, 1): "medial", (1, 0): "final"}[before, after]
        out.append(SHAPES.get((c, shape), c))
    return "".join(out)


def words(change: Callable[[str], str]) -> Callable[[Row], str]:
    return lambda report: re.sub(r"[\u0621-\u064a]{2,}", lambda m: change(m[0]), report["text"])


def letters(before: str, after: str) -> Callable[[Row], str]:
    return lambda report: report["text"].translate(str.maketrans(before, after))


def broken(first: str, second: str = "") -> Callable[[Row], str]:
    def change(report: Row) -> str:
        word = report["broken"]
        assert word in report["text"]
        cuts = [i for i in range(1, len(word)) if word[i - 1] in LEFT_JOINING]
        cut = min(cuts, key=lambda i: abs(i - len(word) / 2))
        return report["text"].replace(word, word[:cut] + first + word[cut : cut + 1] + second + word[cut + 1 :], 1)

    return change


SPELLINGS: dict[str, Callable[[Row], str]] = {
    "vowels": words(vocalised),
    "no hamza": letters("أإآؤئ", "اااوي"),
    "heh for teh marbuta": letters("ة", "ه"),
    "yeh for alef maqsura": letters("ى", "ي"),
    "alef maqsura for yeh": lambda report: re.sub(r"ي\b", "ى", report["text"]),
    "tatweel": words(lambda word: joined_by("ــ", word)),
    "joiners": words(lambda word: joined_by("\u200d", word)),
    "marks of direction": lambda report: "\u200f" + report["text"].replace(" ", " \u200f"),
    "presentation forms": words(shaped),
    "Persian letters": letters("كيى", "کیی"),
    "hard spaces": letters(" ", "\u00a0"),
    "broken by a gap": broken("ـ ـ"),
    "broken by a dot": broken("ـ.ـ"),
    "broken by a slash": broken("/"),
    "broken by a star": broken("*"),
    "all at once": lambda report: letters("أإآؤئةىكي", "اااويهيکی")(
        {**report, "text": words(lambda word: joined_by("ـ", vocalised(word)))(report)}
    ),
}


@pytest.mark.parametrize("report", params("report", ((row["name"], (row,)) for row in REPORTS)))
def test_report(coder, report):
    assert kinds(code(coder, report["text"])) == [report["kind"]]


@pytest.mark.parametrize(
    ("report", "spelling"),
    params(
        "spelling",
        (
            (f"{spelling} {row['name']}", (row, spelling))
            for spelling, change in SPELLINGS.items()
            for row in REPORTS
            if change(row) != row["text"]
        ),
    ),
)
def test_spelling(coder, report, spelling):
    text = SPELLINGS[spelling](report)
    events = code(coder, text)
    assert cores(events) == cores(code(coder, report["text"])), (text, events)


# The order.


def neighbours() -> Iterable[tuple[str, tuple]]:
    for step in (1, 5):
        for i, one in enumerate(REPORTS):
            other = REPORTS[(i + step) % len(REPORTS)]
            yield f"{one['name']} {other['name']}", (one["text"], other["text"])


@pytest.mark.parametrize(("one", "other"), params("order", neighbours()))
def test_order_of_paragraphs(coder, one, other):
    events = code(coder, f"{one}\n\n{other}")
    turned = code(coder, f"{other}\n\n{one}")
    assert cores(turned) == cores(events) == cores((*code(coder, one), *code(coder, other))), (events, turned)


# The place.


@pytest.mark.parametrize(
    ("row", "place"),
    params(
        "move",
        ((f"{row['name']} {place['place']}", (row, place)) for row in table("moves") for place in table("places")),
    ),
)
def test_place_is_that_of_the_text(coder, row, place):
    events = code(coder, row["text"].format(place=place["place"]))
    assert kinds(events) == [row["kind"]], events
    assert folded(place["place"]) <= folded(events[0].place.name if events[0].place else ""), events
    assert events[0].place.country == place["country"], events


# The speaker.


@pytest.mark.parametrize(
    ("report", "speaker"),
    params(
        "speaker",
        ((f"{speaker['speaker']} {row['name']}", (row, speaker)) for speaker in table("speakers") for row in REPORTS),
    ),
)
def test_speaker_is_the_only_change(coder, report, speaker):
    plain = code(coder, report["text"])
    events = code(coder, speaker["text"].format(report=report["text"].rstrip(".")))
    assert cores(events) == cores(plain), events
    for event, before in zip(events, plain, strict=True):
        assert [p.text for p in event.side_a] == [p.text for p in before.side_a], events
        assert [p.text for p in event.side_b] == [p.text for p in before.side_b], events
        assert event.date == before.date, events
        assert any(folded(speaker["speaker"]) <= folded(source) for source in event.sources), events


# The numbers.

SCRIPTS: dict[str, Callable[[Row], str]] = {
    "western": lambda row: row["number"],
    "eastern": lambda row: row["number"].translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    "Persian": lambda row: row["number"].translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")),
    "words": lambda row: row["words"],
}


@pytest.mark.parametrize(
    ("row", "number", "script"),
    params(
        "number",
        (
            (f"{row['name']} {number['number']} {script}", (row, number, script))
            for row in table("digits")
            for number in table("numbers")
            for script in SCRIPTS
        ),
    ),
)
def test_number(coder, row, number, script):
    events = code(coder, row["text"].format(n=SCRIPTS[script](number), noun=number["noun"]))
    assert len(events) == 1, events
    wanted = int(number["number"])
    got = toll(getattr(events[0], row["toll"].rstrip("+")))
    assert got == (wanted, None if row["toll"].endswith("+") else wanted), events


# The outlet.


def outlets() -> Iterable[tuple[str, tuple]]:
    for row in table("outlets"):
        parts = [part.split("|") for part in re.split(r"[{}]", row["text"])]
        for choice in itertools.product(*parts):
            told = [word for word, part in zip(choice, parts, strict=True) if len(part) > 1]
            yield f"{row['name']} {', '.join(told)}", (row, "".join(choice))


@pytest.mark.parametrize(("row", "text"), params("outlet", outlets()))
def test_outlet(coder, row, text):
    events = code(coder, text)
    assert row["kind"] in kinds(events), events
    assert set(kinds(events)) <= {row["kind"], "armed_clash"}, events
    for event in events:
        assert folded(row["place"]) & folded(event.place.name if event.place else ""), events


# What did not happen.


@pytest.mark.parametrize(
    ("frame", "act"),
    params(
        "unreal",
        ((f"{frame['name']} {act['name']}", (frame, act)) for frame in table("unreal") for act in table("acts")),
    ),
)
def test_what_did_not_happen(coder, frame, act):
    text = frame["text"].format(noun=act["noun"], verb=act["verb"]).replace(" لال", " لل")
    events = code(coder, text)
    assert not [event for event in events if event.status == "occurred"], (text, events)


@pytest.mark.parametrize("act", params("real", ((act["name"], (act,)) for act in table("acts"))))
def test_what_happens(coder, act):
    assert act["kind"] in kinds(code(coder, f"{act['verb']}."))


def test_cases():
    assert len(CASES) == len(set(CASES)) >= 150
    assert set(FAULTS) <= set(CASES)
