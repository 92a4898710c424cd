"""An authority acts at home: where nothing else is told, its act stands in the country of its adjective.

After `discourse`. "اعتقلت الشرطة المصرية …" has no place but the adjective; what police and courts do is
done in their own country, so another country, and a foreign town that no "in" ties to the act ("بعد عودته من
لندن"), give way.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.codebook import Kind
from marsad.coding.draft import Draft, PlaceRef, Ref
from marsad.gazetteer.lookup import Gazetteer
from marsad.lexicon.closed import closed_class, closed_phrases
from marsad.reading.marks import Marks
from marsad.reading.place_mentions import PlaceMention
from marsad.reading.place_resolution import ResolvedPlace
from marsad.reading.words import Stem, Word

_KINDS = frozenset(
    {
        Kind.ARREST,
        Kind.SWEEP,
        Kind.RELEASE,
        Kind.EXECUTION,
        Kind.CUSTODY_ABUSE,
        Kind.WEAPONS_SEIZURE,
        Kind.PROTEST_CRACKDOWN,
    }
)
_AUTHORITIES = closed_phrases("authorities")
_INSIDE = closed_class("inside")
_OCCUPIERS = frozenset({"IL"})  # its police act outside its country as well
_SCORE = 0.4
_FAR = 6  # words from the act on: where somebody it tells of did something else


def stand_at_home(acts: Sequence[Draft], marks: Sequence[Marks], gazetteer: Gazetteer) -> None:
    """Give acts of authorities the country of their adjective, in place; `marks` are those of the whole article."""
    told = {m.sentence.index: m for m in marks}
    home: PlaceRef | None = None
    for act in acts:
        if act.kind not in _KINDS:
            continue
        for ref in act.side_a:
            words = told[ref.sentence].sentence.words[ref.mention.first : ref.mention.last + 1]
            if not _is_authority(words):
                continue
            own = _adjective(told[ref.sentence], ref, gazetteer)
            home = own or home
            if home is not None and _gives_way(act, home, named=own is not None):
                act.place = home
            break


def _is_authority(words: tuple[Word, ...]) -> bool:
    return any(
        all(key in word.form.keys for key, word in zip(phrase, words[at:], strict=False))
        for phrase in _AUTHORITIES
        for at in range(len(words) - len(phrase) + 1)
    )


def _gives_way(act: Draft, home: PlaceRef, *, named: bool) -> bool:
    """Whether the act has no place, or a foreign one that nothing says it was in."""
    if act.place is None:
        return True
    mention, resolved = act.place.mention, act.place.resolved
    foreign = resolved.country is not None and resolved.country != home.resolved.country
    near = act.place.sentence == act.sentence and 0 < mention.first - act.lead.last <= _FAR
    tied = mention.prep in _INSIDE and (near or resolved.precision != "country")
    return named and foreign and not tied and mention.relation == "exact"


def _adjective(marks: Marks, ref: Ref, gazetteer: Gazetteer) -> PlaceRef | None:
    """The adjective of nationality in the name of a party, as a place."""
    for at in range(ref.mention.first + 1, ref.mention.last + 1):
        word = marks.sentence.words[at]
        stem = next((s for s in word.form.stems if _is_nation(s, gazetteer)), None)
        entry = gazetteer.country(gazetteer.demonyms[stem.key]) if stem is not None else None
        if stem is None or entry is None or entry.country in _OCCUPIERS:
            continue
        mention = PlaceMention(
            at, at, word.start, word.end, word.form.text, "", None, None, (entry,), country=entry.country, start=at
        )
        resolved = ResolvedPlace(
            mention, word.form.text, entry.country, entry.lat, entry.lon, entry.radius_km, "country", None, entry.id,
            None, None, _SCORE, "country of the authority", entry,
        )  # fmt: skip
        return PlaceRef(mention, resolved, ref.sentence, resolved.rule, _SCORE)
    return None


def _is_nation(stem: Stem, gazetteer: Gazetteer) -> bool:
    return not stem.post and stem.pre in ("", "ال") and stem.key in gazetteer.demonyms
