"""Right-to-left text on a terminal, and the lines of a table."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from marsad.cli.formats.bidi import Layout, Order, clean, terminal_orders, wrap
from marsad.cli.formats.flat import harmless


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
    assert Layout(Order.GUARDED).line("قتل") == "\u200eقتل\u200e"
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
