"""Rules for the small tables of words: grammar, speech, numbers, dates, casualties, words around places.

After `check_text`, beside the other `check_*` modules.
"""

from __future__ import annotations

from collections.abc import Mapping

from marsad.codebook import Force, Protected
from marsad.lexicon.check_text import Cell, Row, letters, read_rows
from marsad.lexicon.persons import NO_ROLE, ROLES
from marsad.lexicon.problems import Problem, Problems, name_of
from marsad.lexicon.realis import FORMS, SIDES
from marsad.lexicon.tables import DATA
from marsad.reading.fold import fold_word

EFFECTS: frozenset[str] = frozenset(
    "negated denied halted future plan threat warning demand possible conditional purpose capability exercise mock "
    "fiction accusation rumour question habit name unit_name place_name attempt foiled before history words was "
    "underwent carrier opaque cut none state".split()
)
FORCES: frozenset[str] = frozenset({*Force, "relays"})

# What a column may hold, by table.
_ALLOWED: Mapping[str, Mapping[str, frozenset[str]]] = {
    "grammar/clauses.csv": {"strength": frozenset({"strong", "weak", "none"})},
    "grammar/light_verbs.csv": {
        "subject": frozenset({"doer", "target", "scene", "result", "happen"}),
        "form": frozenset({"", "II"}),
    },
    "grammar/party_heads.csv": {
        "class": frozenset({"force", "group", "people", "office", "site"}),
        "complement": frozenset({"", "article", "definite", "name", "place"}),
    },
    "grammar/party_links.csv": {"role": frozenset({"link", "site"})},
    "grammar/protected.csv": {"class": frozenset(Protected)},
    "grammar/realis.csv": {
        "effect": EFFECTS,
        "negated": EFFECTS | {""},
        "form": FORMS,
        "side": SIDES,
    },
    "grammar/speech_markers.csv": {"force": FORCES | {""}},
    "grammar/speech_verbs.csv": {"force": FORCES, "form": frozenset({"", "II"})},
    "persons/roles.csv": {"role": ROLES | NO_ROLE},
    "places/head_nouns.csv": {"precision": frozenset({"exact", "near", "area", "country"})},
}
_NUMBERS: Mapping[str, tuple[str, ...]] = {
    "grammar/realis.csv": ("window",),
    "numbers/cardinals.csv": ("value",),
    "numbers/tens.csv": ("value",),
    "numbers/hundreds.csv": ("value",),
    "numbers/thousands.csv": ("value",),
    "places/units.csv": ("km",),
    "places/head_nouns.csv": ("radius_km",),
}
# Tables in which a word given twice is a mistake: only one of its rows is ever used.
_UNIQUE = frozenset(
    {
        "casualties/masdars.csv", "casualties/nouns.csv", "casualties/persons.csv", "dates/months.csv",
        "dates/relative.csv", "dates/units.csv", "dates/weekdays.csv", "grammar/clauses.csv",
        "grammar/light_verbs.csv", "grammar/not_heads.csv", "grammar/party_adjectives.csv", "grammar/party_heads.csv",
        "grammar/party_links.csv", "grammar/protected.csv", "grammar/realis.csv",
        "grammar/speech_verbs.csv", "numbers/cardinals.csv", "numbers/hundreds.csv",
        "persons/public_figures.csv", "persons/roles.csv",
        "numbers/labels.csv", "numbers/tens.csv", "numbers/thousands.csv", "numbers/things.csv", "numbers/vague.csv",
        "places/directions.csv", "places/head_nouns.csv", "places/relations.csv", "places/units.csv",
    }
)  # fmt: skip


def check_words() -> Problems:
    """Problems of every CSV table of the lexicon but the catalogue of parties."""
    for path in sorted(DATA.rglob("*.csv")):
        if path.parent.name == "parties":
            continue
        table, name = path.relative_to(DATA).as_posix(), name_of(path)
        rows, problems = read_rows(path)
        yield from problems
        seen: dict[tuple[str, ...], int] = {}
        for row in rows:
            yield from letters((Cell(text, row.line, column) for column, text in row.cells.items()), name)
            yield from _values(row, name, table)
            word = next(iter(row.cells.values()))
            rest = () if table in _UNIQUE else [text for column, text in row.cells.items() if column != "note"][1:]
            same = (fold_word(word), *(fold_word(text) for text in rest))
            if same in seen and table in _UNIQUE:
                text = f"«{word}» stands in line {seen[same]} already: only one of the two is used"
                yield Problem(name, row.line, "LX401", text)
            elif same in seen:
                text = f"«{word}» says no more than line {seen[same]}: spelling variants are folded"
                yield Problem(name, row.line, "LX007", text)
            seen.setdefault(same, row.line)


def _values(row: Row, name: str, table: str) -> Problems:
    if not next(iter(row.cells.values())):
        yield Problem(name, row.line, "LX402", "the first column is empty")
    for column, known in _ALLOWED.get(table, {}).items():
        value = row.cells.get(column, "")
        if value not in known:
            yield Problem(name, row.line, "LX402", f"{column} {value!r} is none of {', '.join(sorted(known))}")
    for column in _NUMBERS.get(table, ()):
        try:
            float(row.cells.get(column, ""))
        except ValueError:
            yield Problem(name, row.line, "LX402", f"{column} {row.cells.get(column)!r} is no number")
