"""Number words and digits to values: خمسة وعشرون, ثلاثمئة, 1.5 مليون, 12,000.

After `count_tables`, before `counts`. Reads the bare number only: bounds, nouns and what is counted
are read elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from marsad.reading.count_tables import CountTables, NumberWord
from marsad.reading.words import Word

_DURING = "اثناء"  # without its hamza it would be two
_GROUP_MARKS = frozenset({",", ".", "'"})


@dataclass(frozen=True, slots=True)
class Number:
    """A number as read.

    Args:
        value: its value; whole.
        last: position of its last word in the sequence.
        digits: written in digits only.
        fraction: has decimals that no scale word makes whole, so that it counts no persons.
        conjunction: proclitic و or ف of its first word, or "".
        definite: its first word has the article.
    """

    value: int
    last: int
    digits: bool
    fraction: bool
    conjunction: str
    definite: bool


def _touching(words: tuple[Word, ...], at: int) -> bool:
    return words[at].start - words[at - 1].end == len(words[at].before)


def _read_digits(words: tuple[Word, ...], at: int, tables: CountTables) -> tuple[float, int] | None:
    """Value and last position of digits, groups of three and decimals joined."""
    whole = words[at].text
    last, n = at, len(words)
    while last + 1 < n and words[last + 1].is_number:
        nxt = words[last + 1]
        if nxt.before in _GROUP_MARKS and _touching(words, last + 1):
            if len(nxt.text) == 3 and len(words[last].text) <= 3 and whole != "0":
                whole, last = whole + nxt.text, last + 1
                continue
            after = tables.entry(words[last + 2]) if last + 2 < n else None
            scaled = after is not None and after.number is not None and after.number.kind == "scale"
            if scaled or nxt.before in {".", ","}:
                return float(f"{whole}.{nxt.text}"), last + 1
            break
        if not nxt.before and nxt.text == "000" and len(words[last].text) <= 3:
            whole, last = whole + nxt.text, last + 1
            continue
        break
    return (float(whole), last) if len(whole) <= 12 else None


def _adds(group: int, total: int, nxt: NumberWord, scale: int) -> bool:
    """Whether a number word after و continues the number instead of starting another."""
    low = group % 100
    if nxt.kind == "digits":
        return group == 0 and 0 < nxt.value < scale
    if nxt.kind == "tens":
        return 0 < low < 10 or (low == 0 and (group > 0 or total > 0))
    if nxt.kind == "unit":
        return low == 0 and (group > 0 or total > 0)
    if nxt.kind in ("hundred", "hundreds"):
        return group == 0 and total > 0
    return group == 0 and total > nxt.value  # ألف after مليون


def read_number(words: tuple[Word, ...], at: int, tables: CountTables) -> Number | None:
    """The number that starts at position `at`, as long as it goes; None where none starts."""
    entry = tables.entry(words[at]) if words[at].text != _DURING else None
    first = entry.number if entry is not None else None
    if first is None:
        return None
    total = group = 0.0
    scale, last = 1, at
    digits = first.kind == "digits"
    if digits:
        read = _read_digits(words, at, tables)
        if read is None:
            return None
        group, last = read
    elif first.kind in ("scale", "sum"):
        total, scale = float(first.value), first.value if first.kind == "scale" else first.value // 2
    else:
        group = float(first.value)
    only_digits, previous = digits, first.kind
    while last + 1 < len(words) and not words[last + 1].before:
        step = 1
        if (
            words[last + 1].text == "و"
            and last + 2 < len(words)
            and words[last + 2].is_number
            and not words[last + 2].before
        ):
            if at and words[at - 1].key in ("بين", "وبين"):
                break
            step = 2  # و is a word of its own before digits
        found = tables.entry(words[last + step])
        nxt = found.number if found is not None else None
        if nxt is not None and step == 2:
            nxt = NumberWord(nxt.value, nxt.kind, "و", definite=False)
        if nxt is None:
            break
        if nxt.conjunction == "و":
            if digits and scale == 1:
                break  # 10 وخمسة: two numbers
            if not _adds(int(group), int(total), nxt, scale):
                break
            if nxt.kind in ("scale", "sum"):
                total, scale = total + nxt.value, nxt.value
            else:
                group += nxt.value
        elif nxt.definite != first.definite and nxt.definite:
            break
        elif nxt.kind == "unit" and nxt.value == 10 and previous == "unit" and 0 < group % 100 < 10:
            group += 10
        elif nxt.kind == "hundred" and previous == "unit" and group < 10:
            group *= 100
        elif nxt.kind == "scale" and group > 0:
            total, group, scale, only_digits = total + group * nxt.value, 0.0, nxt.value, False
        else:
            break
        last, previous, digits = last + step, nxt.kind, digits and nxt.kind == "digits"
        only_digits = only_digits and nxt.kind == "digits"
    value = total + group
    return Number(round(value), last, only_digits, value != int(value), first.conjunction, first.definite)
