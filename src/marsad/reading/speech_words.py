"""What the tables of speech say of a word, remembered by its surface form.

After `words`, for `speaker_names` and `speakers`.
"""

from __future__ import annotations

from dataclasses import dataclass

from marsad.lexicon.closed import closed_class
from marsad.lexicon.speech import Marker, SpeechTables, SpeechVerb
from marsad.reading.words import Form, Memo, Stem, Word

_SPREAD = closed_class("spread")
HAVING_SAID = closed_class("having_said")
_SAYINGS = closed_class("sayings")
_BEFORE_SAYING = frozenset({"", "و", "ب", "ل"})
NAMED = frozenset({"باسم", "بلسان"})  # "in the name of": for whom a spokesman speaks


@dataclass(slots=True)
class Info:
    """What the tables say of a surface form."""

    verb: SpeechVerb | None
    object_verb: SpeechVerb | None  # a verb with its object's pronoun: "ما ذكرته", "بيان نشرته"
    markers: tuple[Marker, ...]
    cls: str
    stem: Stem | None  # how the noun is taken apart, when it is one that can speak
    adjective: bool
    given: bool
    particle: bool
    that: bool
    stop: bool
    definite: bool
    active: bool  # may begin an attribution
    seconds: frozenset[str] | None  # where only longer markers begin with it: what may follow it
    saying: bool  # a verbal noun or participle of saying: "بعد إعلان الجيش", "مؤكدا أن"


# What the tables say of most words: nothing.
_UNKNOWN = Info(None, None, (), "", None, False, False, False, False, False, False, False, None, False)
_DEFINITE = Info(None, None, (), "", None, False, False, False, False, False, True, False, None, False)


class SpeechWords:
    """Looks words up; holds the tables and a memo of surface forms."""

    def __init__(self, tables: SpeechTables) -> None:
        self.tables = tables
        self.memo = Memo(self._learn)
        nouns = (noun.removeprefix("ال") for noun in tables.nouns)
        self._known = frozenset(tables.verbs.keys() | tables.markers.keys() | tables.nouns.keys()).union(
            nouns, tables.adjectives, tables.given, tables.particles, tables.that, tables.stops, _SAYINGS, HAVING_SAID
        )

    def look(self, word: Word) -> Info:
        """What the tables say of a word."""
        return self.memo[word.form.text]

    def concerns(self, form: Form) -> bool:
        """Whether a form is in the tables."""
        whole = form.key
        return not self._known.isdisjoint(form.keys) or (whole[:1] in "وف" and whole[1:] in self.tables.that)

    def _learn(self, form: Form) -> Info:
        tables = self.tables
        whole = form.key
        if not self.concerns(form):
            return _DEFINITE if whole.startswith("ال") and len(whole) > 3 else _UNKNOWN
        verb = object_verb = None
        markers: tuple[Marker, ...] = ()
        cls, stem = "", None
        adjective = False
        stop = whole in tables.stops
        for s in form.stems:
            if s.post:
                if s.post in ("ه", "ها") and s.pre in ("", "و"):
                    object_verb = object_verb or tables.verbs.get(s.key)
                noun = tables.nouns.get(s.key, "") if not cls and s.pre in ("", "ل", "ب", "و") else ""
                # مصادرنا; مصادره is seizure as well
                if noun in ("person", "people", "outlet") or (noun == "source" and s.post == "نا"):
                    cls, stem = noun, s
                continue
            if s.pre in ("", "و", "ف"):
                if verb is None and s.key not in tables.given:
                    verb = tables.verbs.get(s.key)
                if not markers:
                    markers = tables.markers.get(s.key, ())
                if s.pre and s.key in tables.stops and not verb:
                    stop = stop or s.key in tables.that
            if not cls and "ك" not in s.pre:  # كاميرا is no princess
                found = tables.nouns.get("ال" + s.key if s.pre.endswith(("ال", "لل")) else s.key)
                if found is None or found not in ("rank", "anaphor", "agency", "capital"):
                    found = tables.nouns.get(s.key) or found
                if found:
                    cls, stem = found, s
            adjective = adjective or (s.pre in ("", "ال") and s.key in tables.adjectives)
        given = whole in tables.given and whole not in NAMED
        that = whole in tables.that or (whole[:1] in "وف" and whole[1:] in tables.that)
        if stop or that:
            cls, stem, given = "", None, False
        definite = (whole.startswith("ال") and len(whole) > 3) or (stem is not None and stem.definite)
        saying = whole in HAVING_SAID or any(
            s.key in _SAYINGS and s.pre in _BEFORE_SAYING and not s.post for s in form.stems
        )
        longer = bool(markers) and verb is None and all(m.rest for m in markers)
        return Info(
            verb, object_verb, markers, cls, stem, adjective, given, whole in tables.particles, that, stop, definite,
            verb is not None or bool(markers) or saying or (object_verb is not None and object_verb.lemma in _SPREAD),
            frozenset(m.rest[0] for m in markers) if longer and not saying else None,
            saying,
        )  # fmt: skip
