"""What readers of counts ask of words: where a clause ends, which cue stands here, how far a group goes.

After `count_tables`, before `counts`. Also tells labels (unit numbers, years, hours, percentages) from
numbers that count.
"""

from __future__ import annotations

from marsad.reading.count_tables import CountTables, Entry
from marsad.reading.words import Word

_MODIFIERS = 4  # words that a head noun may draw after it
_HARD = frozenset(".!?;\n|")
_JOINING = frozenset("\"'()[]{}")
_PERCENT = ("%", "٪")


def is_break(word: Word) -> bool:
    """Whether a sentence or clause ends before the word."""
    return bool(word.before) and not _HARD.isdisjoint(word.before)


def is_joined(word: Word) -> bool:
    """Whether nothing, or only quotes and brackets, stands between the word and the one before."""
    return not word.before or _JOINING.issuperset(word.before.replace(" ", ""))


def match_phrase(words: tuple[Word, ...], at: int, phrase: tuple[str, ...]) -> bool:
    """Whether the words from `at` are the phrase; its first word has been matched already."""
    if at + len(phrase) > len(words):
        return False
    return all(words[at + k].key == phrase[k] and is_joined(words[at + k]) for k in range(1, len(phrase)))


def cues_at(words: tuple[Word, ...], at: int, tables: CountTables) -> frozenset[str]:
    """Cue uses of the word at `at`, phrases that start there included."""
    entry = tables.entry(words[at])
    if entry is None:
        return frozenset()
    if not entry.cue_phrases:
        return entry.cues
    return entry.cues.union(use for phrase, use in entry.cue_phrases if match_phrase(words, at, phrase))


def group_end(words: tuple[Word, ...], head: int, tables: CountTables) -> int:
    """Last position of the noun phrase whose head noun is at `head`: up to four modifiers."""
    at, limit = head, min(len(words) - 1, head + _MODIFIERS)
    while at < limit:
        word = words[at + 1]
        if not is_joined(word) or word.text == "و":
            break
        entry = tables.entry(word)
        of = entry is not None and "of" in entry.cues
        if entry is not None and not of and (_ends_group(entry, word) or entry.number is not None):
            break
        after_of = "of" in cues_at(words, at, tables)
        if not after_of and word.text[0] in "وب" and len(word.text) > 3 and len(word.stems) > 1:
            break
        at += 1
    return at - 1 if at > head and "of" in cues_at(words, at, tables) else at


def _ends_group(entry: Entry, word: Word) -> bool:
    if entry.cues & {"stop", "part", "no", "without", "licence", "since"}:
        return True
    if entry.person is not None and entry.person.conjunction:
        return True
    return any(a.frame != "masdar" or not a.pronoun for a in entry.acts) and not word.text.startswith("ال")


def is_ordinal(words: tuple[Word, ...], at: int, tables: CountTables) -> bool:
    """Whether an ordinal stands before the number: الرابع عشر."""
    if at == 0 or words[at].before:
        return False
    entry = tables.entry(words[at - 1])
    return entry is not None and entry.label == "ordinal" and entry.number is None


def is_label(
    words: tuple[Word, ...], tables: CountTables, *, first: int, last: int, noun_at: int | None, digits: bool
) -> bool:
    """Whether the number names (a unit, a year, an hour) and counts nothing."""
    nxt = words[last + 1] if last + 1 < len(words) else None
    if nxt is not None and nxt.is_number and nxt.before in ("/", ":", "-", "\\") and nxt.start - words[last].end == 1:
        return True
    if (
        first
        and words[first].before in ("/", ":", "\\")
        and words[first - 1].is_number
        and words[first].start - words[first - 1].end == 1
    ):
        return True
    if (
        words[first].before == "-"
        and first
        and not words[first - 1].is_number
        and words[first].start - words[first - 1].end == 1
    ):
        return True  # إف-16
    known = tables.entry(words[noun_at]) if noun_at is not None else None
    people = known is not None and (known.person or known.casualty)
    if first and not words[first].before and not people:
        before = tables.entry(words[first - 1])
        if before is not None and before.label == "label" and not before.bounds_before:
            return True
        if words[first - 1].text[0] < "\u0600" and not words[first - 1].is_number:
            return True
    year = digits and first == last and len(words[first].text) == 4 and 1900 <= int(words[first].text) <= 2100
    return year and not people


def is_percentage(words: tuple[Word, ...], last: int) -> bool:
    """Whether a percent sign or word follows the number that ends at `last`."""
    if last + 1 >= len(words):
        return False
    word = words[last + 1]
    if word.before.startswith(_PERCENT):
        return True
    if word.before:
        return False
    if word.text in ("بالميه", "بالمايه"):
        return True
    return word.text == "في" and last + 2 < len(words) and words[last + 2].text in ("الميه", "المايه")
