"""How sure an act is: named features of a draft, weighed by a model that anyone can read.

After `merge` and `discourse`, before `assemble`. A logistic sum of the features below, with the weights of
`model.json`, is turned into a share by that file's calibration: of the acts with confidence 0.7, about seven
in ten are annotated, with that kind, in articles like those that the file was trained on. Acts below the
file's threshold are left out, but for short messages. `marsad train` writes such a file; nothing here learns.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import math
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from marsad.codebook import KINDS, Force, Status
from marsad.coding.draft import Draft, TollRef
from marsad.coding.likeness import kind_agreement, place_agreement
from marsad.coding.realis import UNREAL, effects
from marsad.coding.topics import Topic
from marsad.errors import LexiconError
from marsad.lexicon.closed import closed_class

FORMAT = 1
MODEL_VARIABLE = "MARSAD_MODEL"

# Name and meaning of every feature; 0 when it does not hold, 1 when it does, between where it has degrees.
FEATURES: dict[str, str] = {
    "weak trigger": "the lexicon marks the word as one that tells an act only with help",
    "conditions met": "words that the lexicon asks for stand beside the trigger",
    "trigger with needs": "the lexicon asks for certain arguments of the trigger",
    "trigger of many words": "the trigger is a phrase",
    "generic trigger": "the word carries the arguments of any act: to target, an operation",
    "finite verb": "the trigger is a verb",
    "present tense": "the trigger is a verb of the present and nothing else",
    "open form": "unvowelled, the trigger may be more than one part of speech",
    "plural noun": "the trigger is a plural noun: raids, attacks",
    "definite noun": "the trigger is a definite noun, which may point back",
    "noun in an adjunct": "the trigger is a noun behind an attached preposition: in the shelling",
    "relative clause": "a relative pronoun stands before the trigger: the town that was shelled",
    "toll only": "only dead or wounded are told, not the act that made them",
    "several triggers": "more than one word of the sentence tells it",
    "means told": "words for the means settled its kind",
    "attempted": "tried, foiled or failed",
    "doer told": "who acts is told with it",
    "doer catalogued": "who acts is a catalogued party",
    "doer armed": "who acts bears arms",
    "doer from the passage": "who acts is told only in another sentence",
    "doer by nationality": "who acts is told only by an adjective of nationality",
    "other side told": "to whom it is done is told",
    "other side catalogued": "to whom it is done is a catalogued party",
    "no side": "neither side is told",
    "place told": "it has a place of its own",
    "place sure": "how sure the place is, 0 to 1",
    "place exact": "the place is a town, a village or a site",
    "only a country": "no more than a country is told",
    "place from the passage": "its place is that of an act told before it",
    "no place": "it has no place at all",
    "own date": "its own clause has a date",
    "date from the passage": "its date is that of the passage",
    "date of a statement": "only the statement about it is dated",
    "days before publication": "how long ago it was, 1 for a month",
    "a span of days": "its date is more than one day",
    "toll told": "dead or wounded are told with it",
    "toll of another act": "an act told before it has the same toll",
    "tolls that differ": "two passages give it different numbers of dead",
    "told again": "how often the article tells it again, 1 for three times",
    "points back": "a demonstrative stands with the trigger",
    "speaker named": "somebody is named who says so",
    "denied": "a speaker denies it",
    "unreal words near": "a negation, plan, threat or the like stands near the trigger, though not over it",
    "only spoken of": "it stands under a word of words: condemned, spoke of",
    "in a headline": "it stands in the headline",
    "in the lead": "it stands in the first sentences",
    "far down": "how far down the article it stands, 0 to 1",
    "long sentence": "its sentence has more than 60 words",
    "acts in its sentence": "how many other acts its sentence tells, 1 for four",
    "one word for several": "its trigger tells of several places, each an act",
    "like act before": "an act of a like kind is told before it",
    "like act there before": "an act of a like kind at the same place is told before it",
    "acts in the article": "how many acts the article tells, 1 for sixteen",
    "long article": "the length of the article, 1 for 2,000 words",
    "short text": "the text is a message of at most 60 words",
    "words of war": "how many of the article's words are of conflict, 1 for one in ten",
    "words of other fields": "how many of its words are of sport, crime, accidents and the like, 1 for one in ten",
    "other field in its sentence": "words of another field stand in its sentence",
    "kind: strike": "air and drone strikes, shelling, chemical attacks",
    "kind: explosion": "bombings and grenades",
    "kind: battle": "clashes, armed attacks, gained ground",
    "kind: violence against people": "attacks on civilians, killings of captives, abductions, torture",
    "kind: demonstration": "protests, riots, and force used on them",
    "kind: politics": "agreements, talks, releases",
    "kind: forces": "arrests, sieges, movements, searches, seizures",
    "kind: hardship": "destruction, displacement, aid, missing people",
}

_FAMILIES = {
    "strike": "strike", "explosion": "explosion", "battle": "battle", "territory": "battle",
    "attack": "violence against people", "execution": "violence against people", "custody": "violence against people",
    "abduction": "violence against people", "sexual": "violence against people",
    "protest": "demonstration", "crackdown": "demonstration", "riot": "demonstration",
    "agreement": "politics", "negotiation": "politics", "release": "politics",
    "arrest": "forces", "siege": "forces", "movement": "forces", "withdrawal": "forces", "sweep": "forces",
    "reconnaissance": "forces", "weapons": "forces",
    "destruction": "hardship", "displacement": "hardship", "aid": "hardship", "missing": "hardship",
}  # fmt: skip

_RELATIVES = closed_class("relatives")
_NEAR_WORDS = 8
_LEAD_SENTENCES = 2
_LONG_SENTENCE = 60
_CLAUSE = 3
_SHORT_TEXT = 60  # words; a message of one or two sentences tells its act and little else
SHORT = "short text"


@dataclass(frozen=True, slots=True)
class Around:
    """What the features of one draft need of its article: every act in it, its topic, length and date."""

    acts: Sequence[Draft]
    topic: Topic
    sentences: int
    published: dt.date | None

    @property
    def short(self) -> bool:
        """Whether the text is a message too short to tell much beside its act: no act in it is left out."""
        return self.topic.words <= _SHORT_TEXT


def _share(value: float, top: float) -> float:
    return round(min(value, top) / top, 4)


def _trigger(draft: Draft) -> dict[str, float]:
    lead = draft.lead
    noun = not lead.is_verb
    words = draft.marks.sentence.words
    return {
        "weak trigger": lead.trigger.weak,
        "conditions met": lead.specific > 0,
        "trigger with needs": bool(lead.trigger.needs),
        "trigger of many words": lead.last > lead.first,
        "generic trigger": lead.trigger.generic,
        "finite verb": lead.is_verb,
        "present tense": lead.parts == {"present"},
        "open form": len(lead.parts) > 1,
        "plural noun": noun and draft.number_many,
        "definite noun": noun and lead.definite,
        "noun in an adjunct": noun and bool(lead.stem.preposition),
        "relative clause": lead.first > 0 and bool(words[lead.first - 1].form.keys & _RELATIVES),
        "toll only": draft.all_toll,
        "several triggers": len(draft.triggers) > 1,
        "means told": draft.means is not None,
        "attempted": draft.status is Status.ATTEMPTED,
        "points back": draft.pointing,
    }


def _own_sentences(draft: Draft) -> set[int]:
    return {draft.sentence, *(told.sentence for told in draft.merged)}


def _sides(draft: Draft) -> dict[str, float]:
    sentences = _own_sentences(draft)
    own = [ref for ref in draft.side_a if ref.sentence in sentences]
    return {
        "doer told": bool(own),
        "doer catalogued": any(ref.mention.actors for ref in draft.side_a),
        "doer armed": any(ref.mention.armed for ref in draft.side_a),
        "doer from the passage": bool(draft.side_a) and not own,
        "doer by nationality": not draft.side_a and draft.nation_a is not None,
        "other side told": bool(draft.side_b),
        "other side catalogued": any(ref.mention.actors for ref in draft.side_b),
        "no side": not (draft.side_a or draft.side_b or draft.nation_a),
    }


def _place(draft: Draft) -> dict[str, float]:
    place = draft.place
    inherited = place is not None and place.sentence not in _own_sentences(draft)
    precision = place.resolved.precision if place is not None else ""
    return {
        "place told": place is not None and not inherited,
        "place sure": round(place.resolved.score, 4) if place is not None else 0.0,
        "place exact": precision == "exact",
        "only a country": precision == "country",
        "place from the passage": inherited,
        "no place": place is None,
    }


def _date(draft: Draft, published: dt.date | None) -> dict[str, float]:
    date = draft.date
    mention = date.mention if date is not None else None
    start = mention.start if mention is not None else None
    end = (mention.end or start) if mention is not None else None
    ago = (published - end).days if published is not None and end is not None else 0
    return {
        "own date": date is not None and not date.inherited and not date.statement,
        "date from the passage": date is not None and date.inherited,
        "date of a statement": date is not None and date.statement,
        "days before publication": _share(max(0, ago), 31),
        "a span of days": mention is not None and (mention.kind == "since" or start != end),
    }


def _figures(refs: Sequence[TollRef]) -> set[tuple[int, int | None]]:
    return {(ref.min, ref.max) for ref in refs if ref.min > 0}


def _toll(draft: Draft, before: Sequence[Draft]) -> dict[str, float]:
    dead, hurt = _figures(draft.dead), _figures(draft.hurt)
    passages: dict[int, set[tuple[int, int | None]]] = {}
    for ref in draft.dead:
        passages.setdefault(ref.sentence, set()).add((ref.min, ref.max))
    return {
        "toll told": bool(draft.dead or draft.hurt),
        "toll of another act": any(dead & _figures(act.dead) or hurt & _figures(act.hurt) for act in before),
        "tolls that differ": len({frozenset(told) for told in passages.values()}) > 1,
    }


def _telling(draft: Draft) -> dict[str, float]:
    marks, at = draft.marks, draft.lead.first
    unreal = any(
        mark.effect in UNREAL and abs(mark.at - at) <= _NEAR_WORDS and marks.apart(mark.at, at) < _CLAUSE
        for mark in marks.realis
    )
    return {
        "told again": _share(len(draft.merged), 3),
        "speaker named": bool(draft.speakers),
        "denied": any(speaker.force is Force.DENIES for speaker in draft.speakers),
        "unreal words near": unreal,
        "only spoken of": "words" in effects(marks, draft.lead),
        "in a headline": marks.sentence.headline,
        "in the lead": not marks.sentence.headline and draft.sentence <= _LEAD_SENTENCES,
        "long sentence": len(marks.sentence.words) > _LONG_SENTENCE,
    }


def _surroundings(draft: Draft, around: Around, before: Sequence[Draft]) -> dict[str, float]:
    beside = [act for act in around.acts if act is not draft and act.sentence == draft.sentence]
    like = [act for act in before if kind_agreement(act, draft) is not None]
    words = max(1, around.topic.words)
    return {
        "far down": round(draft.sentence / max(1, around.sentences), 4),
        "acts in its sentence": _share(len(beside), 4),
        "one word for several": any(act.lead.first == draft.lead.first for act in beside),
        "like act before": bool(like),
        "like act there before": any(place_agreement(act.place, draft.place) > 0.5 for act in like),
        "acts in the article": _share(len(around.acts), 16),
        "long article": _share(words, 2000),
        SHORT: around.short,
        "words of war": _share(around.topic.conflict / words, 0.1),
        "words of other fields": _share(sum(around.topic.roles.values()) / words, 0.1),
        "other field in its sentence": bool(around.topic.hits.get(draft.sentence)),
    }


def features(draft: Draft, around: Around) -> dict[str, float]:
    """The features of a draft that hold, by name, in the order of `FEATURES`; those at 0 are left out."""
    at = next((n for n, act in enumerate(around.acts) if act is draft), 0)
    before = around.acts[:at]
    found = {
        **_trigger(draft),
        **_sides(draft),
        **_place(draft),
        **_date(draft, around.published),
        **_toll(draft, before),
        **_telling(draft),
        **_surroundings(draft, around, before),
        f"kind: {_FAMILIES[KINDS[draft.kind].family]}": 1.0,
    }
    return {name: float(found[name]) for name in FEATURES if found.get(name)}


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the features, calibration and threshold, as `model.json` has them.

    Args:
        bias: the sum when no feature holds.
        weights: what each feature adds.
        slope, intercept: of the calibration, from the sum to the log-odds of the confidence.
        threshold: acts with a confidence below it are left out, 0..1.
        digest: eight hex digits of the file; "" for the package's own, whose version tells it.
    """

    bias: float
    weights: Mapping[str, float]
    slope: float
    intercept: float
    threshold: float
    digest: str = ""

    def __reduce__(self) -> tuple[type[Model], tuple[object, ...]]:
        # A frozen class that is compiled can't be filled field by field, as pickle would.
        return Model, (self.bias, dict(self.weights), self.slope, self.intercept, self.threshold, self.digest)

    def score(self, found: Mapping[str, float]) -> float:
        """The weighted sum of features."""
        return self.bias + sum(self.weights[name] * value for name, value in found.items())

    def confidence(self, found: Mapping[str, float]) -> float:
        """Share of acts like it that are annotated with its kind, 0..1, two decimals."""
        log_odds = self.slope * self.score(found) + self.intercept
        return round(1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds)))), 2)

    def keeps(self, draft: Draft, around: Around) -> bool:
        """Whether a judged act is sure enough to be an event; in a short text every act is."""
        return around.short or draft.sure >= self.threshold

    def judge(self, around: Around) -> None:
        """Sets `sure` of every act of an article."""
        for draft in around.acts:
            draft.sure = self.confidence(features(draft, around))


# Every act as likely as not, none left out: what training codes with.
NEUTRAL = Model(0.0, dict.fromkeys(FEATURES, 0.0), 1.0, 0.0, 0.0)


def _number(value: Any, what: str, origin: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise LexiconError(f"{origin}: {what} should be a number, but is {value!r}")
    return float(value)


def read_model(content: bytes, origin: str) -> Model:
    """The model of a file's bytes.

    Raises:
        LexiconError: when it is no such file, or its features are not those of this version.
    """
    try:
        record = json.loads(content)
    except ValueError as error:
        raise LexiconError(f"{origin}: no JSON: {error}") from error
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise LexiconError(f"{origin}: no model of format {FORMAT}; write one with `marsad train`")
    weights, calibration = record.get("weights"), record.get("calibration")
    if not isinstance(weights, dict) or not isinstance(calibration, dict):
        raise LexiconError(f"{origin}: 'weights' and 'calibration' should be objects")
    if set(weights) != set(FEATURES):
        odd = ", ".join(sorted(set(weights) ^ set(FEATURES))[:4])
        raise LexiconError(f"{origin}: its features are not those of this version ({odd}); train it again")
    return Model(
        bias=_number(record.get("bias"), "'bias'", origin),
        weights={name: _number(weights[name], f"weight {name!r}", origin) for name in FEATURES},
        slope=_number(calibration.get("slope"), "'slope'", origin),
        intercept=_number(calibration.get("intercept"), "'intercept'", origin),
        threshold=_number(record.get("threshold"), "'threshold'", origin),
        digest=hashlib.sha256(content).hexdigest()[:8],
    )


def load_model(path: str | Path) -> Model:
    """The model of a file.

    Raises:
        LexiconError: when it can't be read or does not fit this version.
    """
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise LexiconError(f"{path}: can't be read: {error.strerror or error}") from error
    return read_model(content, str(path))


@lru_cache(maxsize=1)
def own_model() -> Model:
    """The model that comes with the package, read once a process."""
    content = files("marsad.coding").joinpath("model.json").read_bytes()
    return replace(read_model(content, "model.json"), digest="")


def chosen_model(path: str | Path | None) -> Model:
    """The model of the file; without one that of the environment's variable, or the package's own."""
    path = path or os.environ.get(MODEL_VARIABLE)
    return load_model(path) if path else own_model()


def confidence(draft: Draft) -> float:
    """How sure a judged act is, 0..1, two decimals."""
    return draft.sure
