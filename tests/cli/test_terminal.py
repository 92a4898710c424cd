"""Right-to-left text on a terminal, and the lines of a table."""

from __future__ import annotations

import dataclasses
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from marsad.article import Article
from marsad.cli.formats.bidi import Layout, Order, clean, terminal_orders, wrap
from marsad.cli.formats.explain import ExplainWriter
from marsad.cli.formats.flat import harmless
from marsad.cli.formats.reasons import reason
from marsad.cli.formats.table import TableWriter, console_for
from marsad.codebook import DatePrecision, Force, Kind
from marsad.event import Claim, Evidence, Toll, When
from marsad.sources.document import Document


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "orders"),
    [
        ({"VTE_VERSION": "7200"}, True),
        ({"VTE_VERSION": "5202"}, False),
        ({"KONSOLE_VERSION": "230800"}, True),
        ({"TERM_PROGRAM": "Apple_Terminal"}, True),
        ({"TERM": "xterm-256color"}, False),
        ({}, False),
    ],
)
def test_which_terminals_order_themselves(environment, orders):
    assert terminal_orders(environment) is orders
    expected = Order.GUARDED if orders else Order.VISUAL
    assert Layout.choose("auto", Terminal(), environment).order is expected


def test_modes():
    assert Layout.choose("auto", io.StringIO(), {}).order is Order.LOGICAL
    assert Layout.choose("off", io.StringIO(), {}).order is Order.LOGICAL
    assert Layout.choose("off", Terminal(), {}).order is Order.GUARDED
    assert Layout.choose("on", io.StringIO(), {}).order is Order.VISUAL


def test_lines():
    assert Layout(Order.VISUAL).line("قتل 12") == "12 لتق"
    assert Layout(Order.VISUAL).line("قتل (12) «و»") == "«و» (12) لتق"
    assert Layout(Order.GUARDED).line("قتل") == "\u200e\u200fقتل\u200f\u200e"
    assert Layout(Order.VISUAL).line("abc") == "abc"
    assert Layout(Order.VISUAL).block("واحد اثنان ثلاثة", 12, "→ ", "  ") == "→ نانثا دحاو\n  ةثالث"


@given(st.text(alphabet="قصف مدينة abc\u064b\u4e2d", max_size=60), st.integers(8, 20))
def test_wrapping_keeps_words_and_width(text, width):
    lines = wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in lines)


def test_controls_cannot_reach_the_terminal():
    assert clean("a\x1b[2Jb\u202ec\nd\ud800") == "a [2Jb c d?"


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\t=1", "\r1", " =1"])
def test_formulas_are_made_harmless(cell):
    assert harmless(cell) == f"'{cell}"


def test_other_cells_stay():
    assert harmless("قصف = 1") == "قصف = 1"


@pytest.fixture
def document(report, day):
    return Document(Article(report, title="عنوان", source="وكالة", id="r-1", published=day), "report.txt")


@pytest.fixture
def event(document, coder):
    (event,) = coder.code(document.article)
    names = ("وزارة الصحة اللبنانية", "المكتب الإعلامي في محافظة")
    return dataclasses.replace(event, sources=names, date=When(event.date.start, event.date.end, DatePrecision.UNKNOWN))


@pytest.mark.parametrize("writer", [TableWriter, ExplainWriter])
@pytest.mark.parametrize("columns", [40, 60, 72, 80, 110, 160])
def test_no_line_is_wider_than_the_terminal(writer, columns, document, event, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(columns))
    out = Terminal()
    made = writer(out, Layout(Order.VISUAL))
    made.begin()
    made.write(document, [event, event])
    made.end()
    lines = [re.sub(r"\x1b\[[\d;]*m", "", line) for line in out.getvalue().splitlines()]
    assert max(cell_len(line) for line in lines) <= columns
    # Names are cut between words; the table's narrowest columns hold every word of these.
    shown = " ".join(lines)
    for word in "وزارة الصحة اللبنانية المكتب الإعلامي".split():
        assert word[::-1] in shown or writer is ExplainWriter, word


def test_explain_numbers_the_sentences_and_keeps_empty_claims_out(document, event):
    title = dataclasses.replace(event.trigger, field="title", start=0, end=5)
    claims = (
        Claim(None, None, Force.SAYS, event.kind, (), (), None, None, (event.trigger,)),
        Claim("ناطق", "وكالة", Force.DENIES, Kind.ARMED_CLASH, (), (), Toll(0, 0), None, (event.trigger, title)),
    )
    evidence = (*event.evidence, Evidence("date", (title,), "day of publication"))
    out = io.StringIO()
    told = dataclasses.replace(event, claims=claims, evidence=evidence)
    ExplainWriter(out, Layout(Order.LOGICAL)).write(document, [told])
    text = out.getvalue()
    assert "title (2): عنوان" in text
    assert "no day is told; that of publication ← «عنوان» (2)" in text
    assert "claim: ناطق (through وكالة) denies: armed clash, 0 dead" in text
    assert text.count("claim:") == 1


@pytest.mark.parametrize(
    ("field", "rule", "words"),
    [
        ("kind", "shelling.bombard + means: drone_strike", "lexicon entry shelling.bombard; the means told with it make it drone strike"),
        ("date", "passage: weekday with gregorian date", "no day of its own; the passage's: weekday and date that agree"),
        ("date", "today (no publication date to count from)", "today; no day of publication to count from"),
        ("side_a", "as as strike: bare", "next to the word for the act (frame strike); as for the act told beside it"),
        ("side_b", "kill: bare; strike: علي site", "next to the word for the act or after «على», by what is theirs (frame kill, strike)"),
        ("fatalities", "verb and people, headline", "a verb of killing or wounding, and the people after it, in the headline"),
        ("place", "place.near", "near a place of the catalogue"),
        ("place", "a rule without words", "a rule without words"),
    ],
)  # fmt: skip
def test_reasons(field, rule, words):
    assert reason(field, rule) == words


def test_a_reader_who_has_read_enough_is_no_failure():
    class Closed(io.StringIO):
        def write(self, _text: str) -> int:
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        console_for(Closed()).print("one line")
