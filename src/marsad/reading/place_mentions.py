"""What a place mention is, and how the mentions of one text hang together.

Before `places`, which finds them, and `place_resolution`, which decides what they mean.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from marsad.gazetteer.lookup import PlaceEntry
from marsad.reading.place_relations import is_joined
from marsad.reading.place_tables import Head
from marsad.reading.words import Word

_MAX_CONTAINER_GAP = 2
_LINKS = frozenset(("التابعه", "التابع", "الواقعه", "الواقع", "الكاينه"))
_AWAY = frozenset(("الي", "نحو", "صوب", "باتجاه", "اتجاه", "تجاه", "حتي", "عن", "مع", "ضد"))
_CONTAINER_FEATURES = frozenset(("ADM1", "ADM2", "ADM3", "RGN", "PCLI", "PEN", "DSRT", "ISL"))


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """One place as the text names it.

    Args:
        first, last: indexes of the first and last word of the name, inclusive.
        name_start, name_end: half-open range of the name in the folded text, proclitics left out.
        name: the folded name.
        joined: keys of the catalogued part, by which the gazetteer knows it; "" when it does not.
        head: index of the place noun before the name, None if none; noun: its table entry.
        candidates: places that bear the name; () for an uncatalogued one.
        relation: exact, near, direction, distance, between, road or area.
        bearing_deg, distance_km: from the named place, where told.
        prep: key of the preposition before the phrase, "" if none.
        cue: 0 nothing says it is a place, 1 a preposition or a list, 2 a place noun or relation, 3 both.
        start: index of the first word of the phrase, relation and noun included.
        cut: letters of conjunction and preposition taken off a bare name.
        country: code from an adjective after the name, "" if none.
        linked: index, among the mentions, of the other end of "between" or a road.
        again: it points back to a place named before ("the town").
        containers: indexes, among the mentions, of the places it lies in, narrowest first.
        longer: (last, name_end, name) with the word after it too, for a name of one word that may be cut short.
    """

    first: int
    last: int
    name_start: int
    name_end: int
    name: str
    joined: str
    head: int | None
    noun: Head | None
    candidates: tuple[PlaceEntry, ...]
    relation: str = "exact"
    bearing_deg: float | None = None
    distance_km: float | None = None
    prep: str = ""
    cue: int = 0
    start: int = 0
    cut: int = 0
    country: str = ""
    linked: int | None = None
    containers: tuple[int, ...] = ()
    again: bool = False
    longer: tuple[int, int, str] | None = None


def link_mentions(
    mentions: list[PlaceMention], words: tuple[Word, ...], is_conjoined: Callable[[Word], bool]
) -> list[PlaceMention]:
    """With the other ends of roads and of "between", and the places that contain others."""
    for index in range(len(mentions) - 1, 0, -1):
        inner, outer = mentions[index - 1], mentions[index]
        gap = outer.start - inner.last - 1
        if gap > _MAX_CONTAINER_GAP:
            continue
        begin = words[outer.start]
        conjoined = is_conjoined(begin)
        if inner.relation in ("between", "road") and gap <= 1:
            dashed = inner.relation == "road" and begin.before in ("-", "/", "")
            if dashed or outer.relation == "between" or conjoined:
                mentions[index - 1] = replace(inner, linked=index)
                continue
        if not all(is_joined(word) for word in words[inner.last + 1 : outer.first + 1]):
            if gap or begin.before not in (",", "-", "/"):
                continue
            conjoined = True
        if not gap and conjoined:
            side = inner.relation in ("direction", "area", "distance") and outer.relation != inner.relation
            if outer.containers and not side and (outer.prep == inner.prep or not outer.prep):
                # a list goes on: what holds its last member holds the others
                mentions[index - 1] = replace(inner, containers=outer.containers)
            continue
        if _contains(inner, outer, words[inner.last + 1 : outer.start]):
            mentions[index - 1] = replace(inner, containers=(index, *outer.containers))
    return mentions


def _contains(inner: PlaceMention, outer: PlaceMention, gap: tuple[Word, ...]) -> bool:
    """Whether a place that follows another with only `gap` between them says where that one lies."""
    if gap:
        # "الغوطة الشرقية المحاصرة قرب دمشق"
        described = outer.relation in ("near", "direction") and all(w.form.key.startswith("ال") for w in gap)
        return described or any(word.form.key in _LINKS for word in gap)
    if outer.prep in _AWAY or outer.relation == "road":
        return False
    if outer.relation in ("near", "direction", "area", "distance"):
        return True
    wide = outer.noun is not None and outer.noun.feature in _CONTAINER_FEATURES
    wide = wide or any(entry.feature_code in _CONTAINER_FEATURES for entry in outer.candidates)
    inside = outer.prep in ("ب", "في", "وسط")
    site = inner.noun is not None and inner.noun.in_name  # a quarter or square, then its town
    return (outer.noun is not None and (wide or inside)) or (inside and (wide or site))
