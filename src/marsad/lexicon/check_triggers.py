"""Rules for the trigger entries (`kinds/*.yml`), word sets, frames and means.

After `check_text` and `triggers`. Whether an example is found is judged by the entry's own words and
conditions; that no other entry takes its place there is what the tests try with the whole reader.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import yaml

from marsad.codebook import Kind
from marsad.errors import LexiconError
from marsad.lexicon.check_text import NEVER_FOUND, Cell, letters, read_tree, scalars, variants
from marsad.lexicon.morphology import VERB_PARTS
from marsad.lexicon.problems import Problem, Problems, name_of
from marsad.lexicon.tables import DATA
from marsad.lexicon.triggers import FIELDS, NEEDS, REFINEMENTS, Condition, Trigger, TriggerForm, keys_of, load_triggers
from marsad.reading.fold import fold_word
from marsad.reading.words import Word, split_words

_WORDS = ("verb", "masdar", "noun", "phrase")
_CONDITIONS = ("with", "without", "not_after")
_FLAGS = ("weak", "active", "toll", "generic")
_TOP = frozenset({"kind", "triggers", "examples", "not_events", "note"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it stands in its file: the strings of each field, with their lines."""

    id: str
    file: str
    line: int
    fields: dict[str, list[Cell]]

    def text(self, name: str) -> str:
        """The first string of a field, "" if there is none."""
        cells = self.fields.get(name)
        return cells[0].text if cells else ""


def _entries(path: Path, root: yaml.Node) -> Iterator[Entry]:
    for key_node, value in root.value:
        if key_node.value != "triggers" or not isinstance(value, yaml.SequenceNode):
            continue
        for node in value.value:
            fields = {k.value: list(scalars(v)) for k, v in node.value} if isinstance(node, yaml.MappingNode) else {}
            id_ = fields["id"][0].text if fields.get("id") else "?"
            yield Entry(id_, name_of(path), node.start_mark.line + 1, fields)


def check_triggers() -> Problems:
    """Problems of the kind files, `sets.yml`, `frames.yml` and `means.yml`."""
    yield from _sets()
    sets, frames = _names_under(DATA / "sets.yml"), _names_under(DATA / "frames.yml", "frames")
    for name in ("frames.yml", "means.yml"):
        root, problems = read_tree(DATA / name)
        yield from problems
        if root is not None:
            yield from letters(scalars(root), name_of(DATA / name))
    entries: dict[str, Entry] = {}
    for path in sorted((DATA / "kinds").glob("*.yml")):
        root, problems = read_tree(path)
        yield from problems
        if root is None:
            continue
        yield from letters(scalars(root), name_of(path))
        yield from _top(root, path)
        for entry in _entries(path, root):
            if entry.id in entries:
                other = entries[entry.id]
                yield Problem(entry.file, entry.line, "LX101", f"id {entry.id} is taken by {other.file}:{other.line}")
                continue
            entries[entry.id] = entry
            yield from _schema(entry, path.stem, sets, frames)
            yield from _spelling(entry)
    try:
        table = load_triggers()
    except (LexiconError, KeyError, ValueError, IndexError) as error:
        yield Problem("lexicon/data/ar/kinds", 1, "LX001", f"the entries can't be compiled: {error}")
        return
    yield from _compiled(entries, table)


def _names_under(path: Path, name: str = "") -> frozenset[str]:
    """The keys at the top of a file, or under one of them."""
    root, _ = read_tree(path)
    if not name:
        return frozenset(k.value for k, _ in root.value) if root is not None else frozenset()
    for key_node, value in root.value if root is not None else ():
        if key_node.value == name and isinstance(value, yaml.MappingNode):
            return frozenset(k.value for k, _ in value.value)
    return frozenset()


def _sets() -> Problems:
    path = DATA / "sets.yml"
    root, problems = read_tree(path)
    yield from problems
    if root is None:
        return
    yield from letters(scalars(root), name_of(path))
    for key_node, value in root.value:
        members = list(scalars(value))
        yield from variants(iter(members), name_of(path))
        for member in members:
            if len(split_words(fold_word(member.text))) > 1:
                text = (
                    f"set {key_node.value}: «{member.text}» has two words, and the words of a set are looked up singly"
                )
                yield Problem(name_of(path), member.line, "LX107", text)


def _top(root: yaml.Node, path: Path) -> Problems:
    for key_node, value in root.value:
        line = key_node.start_mark.line + 1
        if key_node.value not in _TOP:
            yield Problem(name_of(path), line, "LX102", f"unknown field {key_node.value!r} at the top of the file")
        if key_node.value == "kind" and value.value != path.stem:
            yield Problem(name_of(path), line, "LX103", f"kind {value.value} in a file of the name {path.name}")
        if key_node.value == "kind" and value.value not in set(Kind):
            yield Problem(name_of(path), line, "LX103", f"{value.value!r} is no kind of the codebook")


def _schema(entry: Entry, stem: str, sets: frozenset[str], frames: frozenset[str]) -> Problems:
    """LX102 and LX103; LX104 for every value that must name something."""

    def problem(code: str, message: str, name: str = "") -> Problem:
        cells = entry.fields.get(name)
        return Problem(entry.file, cells[0].line if cells else entry.line, code, f"{entry.id}: {message}")

    for name in sorted(set(entry.fields) - FIELDS):
        yield problem("LX102", f"unknown field {name!r}", name)
    if entry.id == "?" or not entry.id.isascii():
        yield problem("LX102", "an entry needs an id in ASCII letters")
    elif not entry.id.startswith(f"{stem}."):
        yield problem("LX103", f"the id does not begin with {stem}, the file's kind")
    if not any(entry.fields.get(name) for name in _WORDS):
        yield problem("LX102", f"no words: give one of {', '.join(_WORDS)}")
    presents, verbs = len(entry.fields.get("present", ())), len(entry.fields.get("verb", ()))
    if presents and presents != verbs:
        yield problem("LX102", f"{presents} presents for {verbs} verbs: one for each, in the same order", "present")
    if entry.text("kind") and entry.text("kind") not in set(Kind):
        yield problem("LX103", f"{entry.text('kind')!r} is no kind of the codebook", "kind")
    allowed = {
        "frame": frames,
        "refine": REFINEMENTS,
        "needs": NEEDS,
        "status": frozenset({"", "attempted"}),
        "form": frozenset({"", "II"}),
        **dict.fromkeys(_FLAGS, frozenset({"yes", "no"})),
    }
    for name, known in allowed.items():
        for cell in entry.fields.get(name, ()):
            if cell.text not in known:
                text = f"{entry.id}: {name} {cell.text!r} is none of {', '.join(sorted(known - {''}))}"
                yield Problem(entry.file, cell.line, "LX104", text)
    for cell in (cell for name in _CONDITIONS for cell in entry.fields.get(name, ())):
        if cell.text.startswith("@") and cell.text[1:] not in sets:
            yield Problem(entry.file, cell.line, "LX104", f"{entry.id}: no word set {cell.text[1:]!r} in sets.yml")


def _spelling(entry: Entry) -> Problems:
    for name in (*_WORDS, *_CONDITIONS):
        cells = entry.fields.get(name, [])
        yield from variants(iter(cells), entry.file)
        for cell in cells:
            for part in cell.text.split("|"):
                if part.startswith("@"):
                    continue
                seen = tuple(word.key for word in split_words(fold_word(part)))
                if seen != keys_of(part):
                    yield Problem(entry.file, cell.line, "LX108", f"{entry.id}: «{part}» {NEVER_FOUND}")
    yield from _told(entry)


def _told(entry: Entry) -> Problems:
    examples = {fold_word(cell.text): cell for cell in entry.fields.get("examples", ())}
    if not examples:
        yield Problem(entry.file, entry.line, "LX109", f"{entry.id}: no example")
    for cell in entry.fields.get("not_events", ()):
        if fold_word(cell.text) in examples:
            text = f"{entry.id}: the same sentence is an example and no event"
            yield Problem(entry.file, cell.line, "LX111", text)


def _compiled(entries: dict[str, Entry], table: dict[str, tuple[TriggerForm, ...]]) -> Problems:
    forms: dict[str, list[tuple[str, TriggerForm]]] = defaultdict(list)
    for first, found in table.items():
        for form in found:
            forms[form.trigger.id].append((first, form))
    for entry in entries.values():
        own = forms.get(entry.id, [])
        if not own:
            continue
        trigger = own[0][1].trigger
        if trigger.with_ and _never(trigger.with_, trigger.without):
            text = f"{entry.id}: every word of with stands in without too, so it can never be met"
            yield Problem(entry.file, entry.line, "LX107", text)
        by_first: dict[str, list[TriggerForm]] = defaultdict(list)
        for first, form in own:
            by_first[first].append(form)
        for cell in entry.fields.get("examples", ()):
            if not _found(split_words(fold_word(cell.text)), by_first):
                yield Problem(
                    entry.file, cell.line, "LX110", f"{entry.id}: not found in its example «{cell.text[:60]}»"
                )
    yield from _rivals(entries, table)


def _never(with_: Condition, without: Condition) -> bool:
    phrases = all(
        rest in without.sequences.get(first, ()) for first, rests in with_.sequences.items() for rest in rests
    )
    return with_.singles <= without.singles and phrases


def _found(words: Sequence[Word], forms: dict[str, list[TriggerForm]]) -> bool:
    """Whether an entry's words stand in a sentence and its conditions can be met there."""
    for at, word in enumerate(words):
        for stem in word.stems:
            for form in forms.get(stem.key, ()):
                if form.part in VERB_PARTS and stem.pre.removeprefix("و").removeprefix("ف") not in ("", "ل"):
                    continue
                last = at + len(form.rest)
                if last >= len(words) or not all(
                    any(s.key.startswith(wanted.removesuffix("ه")) for s in words[at + 1 + i].stems)
                    for i, wanted in enumerate(form.rest)
                ):
                    continue
                trigger = form.trigger
                free = not (trigger.with_ or trigger.before)
                if free or _holds(words[last + 1 :], trigger.with_) or _holds(words[:at], trigger.before):
                    return True
    return False


def _holds(words: Sequence[Word], condition: Condition) -> bool:
    keys = [{word.key, *(stem.key for stem in word.stems)} for word in words]
    for at, here in enumerate(keys):
        if here & condition.singles:
            return True
        for rest in (rest for first in here for rest in condition.sequences.get(first, ())):
            following = keys[at + 1 : at + 1 + len(rest)]
            if len(following) == len(rest) and all(k in found for k, found in zip(rest, following, strict=True)):
                return True
    return False


def _rivals(entries: dict[str, Entry], table: dict[str, tuple[TriggerForm, ...]]) -> Problems:
    """LX106, LX112 and LX113: entries that claim the same words; each pair is told once."""
    pairs: dict[tuple[str, str], tuple[Trigger, Trigger, str]] = {}
    for first, found in table.items():
        for a, b in combinations(found, 2):
            if a.rest == b.rest and a.trigger is not b.trigger:
                pairs.setdefault((a.trigger.id, b.trigger.id), (a.trigger, b.trigger, " ".join((first, *a.rest))))
    for _, (winner, loser, words) in sorted(pairs.items(), key=lambda pair: pair[0]):
        entry = entries.get(loser.id)
        told = _rivalry(winner, loser, words)
        if entry is not None and told is not None:
            yield Problem(entry.file, entry.line, *told)


def _rivalry(winner: Trigger, loser: Trigger, words: str) -> tuple[str, str] | None:
    """(code, message) where one of two entries with the same words is wrongly never taken."""
    if winner.with_ != loser.with_:
        if not (winner.with_ and loser.with_):
            return None  # the one with a condition goes first where it is met
        shared = len(winner.with_.singles & loser.with_.singles)
        if not shared or winner.kind is loser.kind or winner.with_.width != loser.with_.width:
            return None  # where both are met, the entry with the narrower condition is taken
        text = (
            f"{loser.id} and {winner.id} share «{words}» and {shared} words of their with; there {winner.id} is taken"
        )
        return "LX113", text
    if winner.without != loser.without or winner.not_after != loser.not_after:
        return None
    if winner.kind is loser.kind:
        return "LX106", f"{loser.id} is never found as «{words}»: {winner.id} has the same words"
    if winner.refine:
        return None
    text = f"«{words}» tells {winner.kind} in {winner.id} and {loser.kind} in {loser.id}, and nothing tells them apart"
    return "LX112", text
