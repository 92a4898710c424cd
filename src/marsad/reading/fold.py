"""Folding: a view of Arabic text in which spelling variants are equal, with a map back.

Before `words`, after nothing. Letters fold one to one (alef and hamza carriers, ta marbuta, alif
maqsura, Persian and Urdu letters, digits, quotation marks); diacritics, tatweel, invisible marks
and the breaks that writers put into words to dodge moderation fold to nothing; presentation forms
fold to their letters; words that were run together behind a ta marbuta fold to two. The text itself is never changed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence, Set
from dataclasses import dataclass

LETTER = "\u0621-\u063a\u0641-\u064a\u0671-\u0673\u0679-\u06d3\u06d5"
_TATWEEL = "\N{ARABIC TATWEEL}"
_MARKS = (
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"  # diacritics
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"  # invisible
)
_JUNK = "*.·•_~\\-"

# What folds to nothing. Order matters: a break inside a word goes before its lone parts.
_DELETE = re.compile(
    # tatweel on both sides of a gap: the writer broke one word in two
    rf"[{_MARKS}]*{_TATWEEL}+[ {_JUNK}{_MARKS}]{{0,6}}{_TATWEEL}+"
    # tatweel, then marks without a space, then a letter
    rf"|[{_MARKS}]*{_TATWEEL}+[{_JUNK}]{{1,4}}(?=[{LETTER}])"
    rf"|(?<=[{LETTER}])[{_JUNK}]{{1,4}}{_TATWEEL}+(?=[{LETTER}])"
    # signs that never stand between two letters of running text
    rf"|(?<=[{LETTER}])[*·•~]{{1,4}}(?=[{LETTER}])"
    # dots around single letters; a dot between whole words ends a sentence instead
    rf"|(?<![{LETTER}][{LETTER}])(?<=[{LETTER}])\.(?=[{LETTER}])"
    rf"|(?<=[{LETTER}])\.(?=[{LETTER}](?![{LETTER}]))"
    rf"|[{_TATWEEL}{_MARKS}]+"
)
_BROKEN = re.compile(f"[{_TATWEEL}{_JUNK}{_MARKS}]")  # with one of these it begins; a run of signs is found quickly
# Without these nothing of it is there but marks.
_SUSPECT = frozenset(f"{_TATWEEL}*·•~")
_MARKED = re.compile(f"[{_MARKS}]+")
_DOTTED = re.compile(rf"\.(?<=[{LETTER}]\.)[{LETTER}]")
# Three or more lone letters in a row spell one word.
_SPELLED = re.compile(rf"(?<![{LETTER}])[{LETTER}](?: [{LETTER}]){{2,}}(?![{LETTER}])")
_LONE = re.compile(f" [{LETTER}] ")  # the middle one of them
_GLUED = re.compile(rf"ة(?=[{LETTER}])")  # ends a word wherever it stands: "الطبقةكان"
_PLAIN = re.compile(
    "[\u0621-\u0628\u062a-\u063a\u0641-\u064a]+"
)  # letters other than ta marbuta, behind which words part
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_RARE = re.compile("[^\u0621-\u063a\u0641-\u064a ]")  # signs other than the letters of Arabic: a few in a hundred


def _letters() -> dict[int, str]:
    table: dict[int, str] = {}
    for target, sources in {
        "ا": "أإآٱٲٳٵ",
        "و": "ؤۆۇۈۋ",
        "ي": "ئىیېےۓۍۑ",
        "ه": "ةەہھۀۂۃ",
        "ك": "کگڪڭڮ",
        "ب": "پٻ",
        "ف": "ڤڢ",
        "ج": "چ",
        "ز": "ژ",
        "ر": "ڕړ",
        "ل": "ڵ",
        "ن": "ں",
        '"': "«»“”„‟〝〞＂❝❞",
        "'": "‘’‚‛`´",
        "-": "‐‑‒–—―−",
        ",": "،٬",
        ".": "۔…",
        ";": "؛",
        "?": "؟",
        " ": "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t",
        "\n": "\r\u2028\u2029\u0085\x0b\x0c",
    }.items():
        for source in sources:
            table[ord(source)] = target
    for digit in range(10):
        table[0x0660 + digit] = str(digit)
        table[0x06F0 + digit] = str(digit)
    return table


_FOLD = _letters()
# No target is a source, so any order will do.
_COMMON = tuple((chr(sign), target) for sign, target in _FOLD.items() if not _RARE.match(chr(sign)))
_OTHERS = {chr(sign): target for sign, target in _FOLD.items() if _RARE.match(chr(sign))}
_LONG = 70  # characters from which going through them once a letter is quicker than asking for each


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and its map back.

    Args:
        text: the folded text.
        starts: positions in `text` (ascending) at which the shift changes; empty when nothing was deleted.
        shifts: for each of `starts`, how many code points of the original stand before it beyond its own position.
        expanded: offset of every folded character in the original, only where one code point became several.
    """

    text: str
    starts: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()
    expanded: tuple[int, ...] = ()

    def origin(self, position: int) -> int:
        """Offset in the original of the folded character at `position`, 0 <= position <= len(text)."""
        if self.starts:
            at = bisect_right(self.starts, position) - 1
            if at >= 0:
                position += self.shifts[at]
        if self.expanded:
            position = self.expanded[position]
        return position

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Original [start, end) of the folded [start, end), marks on its last letter left out; start < end."""
        return self.origin(start), self.origin(end - 1) + 1


def _expand(text: str) -> tuple[str, tuple[int, ...]]:
    pieces: list[str] = []
    offsets: list[int] = []
    for at, char in enumerate(text):
        plain = unicodedata.normalize("NFKC", char) if _PRESENTATION.match(char) else char
        # Isolated marks decompose to a space and the mark; the space is not in the text.
        plain = plain.strip() or char if len(plain) > 1 else plain
        pieces.append(plain)
        offsets.extend([at] * len(plain))
    offsets.append(len(text))
    return "".join(pieces), tuple(offsets)


def _deleted(text: str) -> list[tuple[int, int]]:
    """The ranges that fold to nothing, in order."""
    out: list[tuple[int, int]] = []
    at = 0
    while found := _BROKEN.search(text, at):
        at = found.start()
        if match := _DELETE.match(text, at):
            out.append(match.span())
            at = match.end()
        else:
            at += 1
    return out


def _marks(text: str, rare: Set[str]) -> list[tuple[int, int]]:
    """The ranges of marks in a text in which nothing else folds to nothing, in order."""
    out: list[tuple[int, int]] = []
    for mark in rare:
        if _MARKED.match(mark):
            at = text.find(mark)
            while at >= 0:
                out.append((at, at + 1))
                at = text.find(mark, at + 1)
    out.sort()
    return out


def _one_spelling(text: str, rare: Set[str]) -> str:
    """The text with its letters folded, one to one; `rare`: the signs in it that are no common letters."""
    if len(text) < _LONG:
        return text.translate(_FOLD)
    for source, target in _COMMON:
        text = text.replace(source, target)
    for source in rare & _OTHERS.keys():
        text = text.replace(source, _OTHERS[source])
    return text


def fold(text: str) -> Folded:
    """The folded view of `text`; never fails, whatever the code points."""
    expanded: tuple[int, ...] = ()
    rare = frozenset(_RARE.findall(text))
    if any("\ufb50" <= sign <= "\ufefc" for sign in rare) and _PRESENTATION.search(text):
        text, expanded = _expand(text)
        rare = frozenset(_RARE.findall(text))
    suspect = not _SUSPECT.isdisjoint(rare) or _DOTTED.search(text)
    cuts = _deleted(text) if suspect else _marks(text, rare)
    if _LONE.search(text):
        for match in _SPELLED.finditer(text):
            cuts.extend((i, i + 1) for i in range(match.start() + 1, match.end(), 2))
        cuts.sort()
    if not cuts:
        text, parted, back = _part(text, (), ())
        return Folded(_one_spelling(text, rare), parted, back, expanded)
    pieces: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    done = length = shift = 0
    for start, end in cuts:
        if start < done:
            continue
        pieces.append(text[done:start])
        length += start - done
        shift += end - start
        if starts and starts[-1] == length:
            shifts[-1] = shift
        else:
            starts.append(length)
            shifts.append(shift)
        done = end
    pieces.append(text[done:])
    text, parted, back = _part("".join(pieces), starts, shifts)
    return Folded(_one_spelling(text, rare), parted, back, expanded)


def _part(text: str, starts: Sequence[int], shifts: Sequence[int]) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """The text with a space between words that were run together, and its map back; see `Folded`."""
    spots = [m.end() for m in _GLUED.finditer(text)] if "ة" in text else []
    if not spots:
        return text, tuple(starts), tuple(shifts)
    changes = sorted([(at, 0, 0) for at in spots] + [(at, 1, by) for at, by in zip(starts, shifts, strict=True)])
    moved: dict[int, int] = {}
    shift = put = 0
    for at, is_cut, by in changes:
        if is_cut:
            shift = by
        else:
            put += 1
        moved[at + put] = shift - put
    parts = [text[a:b] for a, b in zip([0, *spots], [*spots, len(text)], strict=True)]
    return " ".join(parts), tuple(moved), tuple(moved.values())


def fold_word(word: str) -> str:
    """Folded form of a lexicon entry: as `fold`, outer white space dropped, inner white space single."""
    if _PLAIN.fullmatch(word):
        return word.translate(_FOLD)  # as `fold` has it; most entries are such, and every start folds all of them
    return " ".join(fold(word).text.split())


def key(word: str) -> str:
    """Look-up key of one folded word: hamza dropped too, except in words too short to lose a letter.

    ما (negation) and ماء (water) stay apart; هدوء and هدو, مساءلة and مسالة meet.
    """
    if "ء" in word and len(word) > 3:
        return word.replace("ء", "")
    return word
