"""Which of the places that bear a name is meant: points for each, and the choice for a whole article.

After `places`, before `place_resolution`, which makes records of what is chosen here. A candidate is
scored by how well known it is, by the noun before its name, by the places that contain it in the
text, by the country of what else the text names, and by how near it lies to places already certain.
Two passes: the first settles what is plain, the second decides the rest beside it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from marsad.gazetteer.geography import distance_km
from marsad.gazetteer.lookup import Gazetteer, PlaceEntry
from marsad.reading.place_mentions import PlaceMention
from marsad.reading.place_names import BORDER
from marsad.reading.place_tables import Head, joined_key

# Weights of the choice, in points; a place of a million people known by its main name has about 3.
_FEATURE_POINTS = {
    "PCLI": 3.5, "PPLC": 3.0, "PPLA": 2.4, "PPL": 1.7, "ADM1": 1.9, "RGN": 1.8, "RGNH": 1.6, "ADM2": 1.5,
    "ADM3": 1.1, "ADM4": 0.9, "SEA": 4.0, "GULF": 3.0, "STRT": 3.0, "PPLX": 1.4, "CMPRF": 1.4, "ISL": 1.5,
}  # fmt: skip
_OTHER_POINTS = 1.2
_ALIAS_POINTS = -0.4
_NOUN_POINTS = 1.6
_COUNTRY_POINTS = 3.0
_STRANGE_COUNTRY_POINTS = -1.2
_SAID_COUNTRY_POINTS = 4.0
_CONTAINER_POINTS = 3.0
_CONTAINER_COUNTRY_POINTS = 2.0
_CONTRADICTED = -1.5  # the text says it lies elsewhere: a namesake that no catalogue has
_REACH_KM, _LOOSE_REACH_KM = 40.0, 160.0  # "in the district of"; "south of the capital"
_CLOSE_KM, _CLOSE_POINTS = 30.0, 1.0
_REGION_KM, _REGION_POINTS = 120.0, 0.5
_REGION_DEGREES = 1.1  # of latitude, a little more than the kilometres above
_SURE_MARGIN = 1.0
_ALONE_MARGIN = 2.0
_HINT_SHARE = 0.5  # what the text names weighs as much as what the caller hints
_DOUBT = 1.0  # one mention says little about an article's country, five say nearly all
_CLEAR_CONTEXT, _SITE_RADIUS_KM = 0.4, 3.0
_KNOWN_POPULATION = 20_000
_KNOWN_FEATURES = frozenset("PCLI PPLC PPLA ADM1 RGN SEA GULF STRT".split())
_FAMILIES = (
    frozenset("PPL PPLA PPLA2 PPLA3 PPLC PPLL PPLX STLMT FRM".split()),
    frozenset("ADM1 ADM2 ADM3 ADM4 ADMD RGN RGNH".split()),
    frozenset("MT MTS HLL UPLD VAL RDGE PK".split()),
    frozenset("MILB AIRB AIRP AIRF INSM".split()),
    frozenset("DSRT RGN PLN".split()),
    frozenset("CMPRF CMP CMPL PPLX".split()),
    frozenset("SQR RD ST JCT BDG TRR BDRX CHKP BDG".split()),
)
_WIDE_NOUNS = frozenset("PPL RGN ADM1 ADM2 ADM3 DSRT MT MTS CMPRF RD PLN".split())
_FEW_PLACES = 2
_ENDLESS_KM = 300.0
_LONG_FEATURES = frozenset(("STM", "RD", "COAST", "MTS", "DSRT"))
_HELD_POINTS = 1.2
_MOST_ANCHORS = 24


def fits(noun_feature: str, code: str) -> bool:
    """Whether a place of this code can be called by a noun of that feature."""
    if noun_feature == code:
        return True
    return any(noun_feature in family and code in family for family in _FAMILIES)


def _prominence(entry: PlaceEntry, joined: str) -> float:
    code = entry.feature_code
    points = _FEATURE_POINTS.get(code, _FEATURE_POINTS.get(code[:4], _OTHER_POINTS))
    if entry.population:
        points = max(points, math.log10(max(entry.population, 100)) / 2)
    if joined and joined_key(entry.name_ar) != joined:
        points += _ALIAS_POINTS
    return points


def _is_known(entry: PlaceEntry) -> bool:
    """Whether the place is known well enough to say which country a text is about."""
    return entry.population >= _KNOWN_POPULATION or entry.feature_code in _KNOWN_FEATURES


def _is_border(mention: PlaceMention) -> bool:
    """Whether a border is named, which lies between two countries and says little of where."""
    return mention.noun is None and mention.name.startswith(BORDER)


class Choice:
    """The choice for one article."""

    def __init__(self, mentions: Sequence[PlaceMention], gazetteer: Gazetteer, hints: Mapping[str, float]) -> None:
        self.mentions = mentions
        self.gazetteer = gazetteer
        self.hints = hints
        self.chosen: list[PlaceEntry | None] = [None] * len(mentions)
        self.margin: list[float] = [0.0] * len(mentions)
        self.countries: dict[str, float] = {}
        self.anchors: list[PlaceEntry] = []
        self.beside: dict[str, float] = {}
        self.base: dict[tuple[str, str], float] = {}
        self.ground: Counter[str] = Counter()
        self.holders: dict[int, list[int]] = {}
        for index, mention in enumerate(mentions):
            for outer in mention.containers:
                self.holders.setdefault(outer, []).append(index)

    def weigh(self) -> None:
        """Country weights, summing to one: the caller's hints and what is plain in the text."""
        named: Counter[str] = Counter()
        chosen_once = any(entry is not None for entry in self.chosen)
        self.ground = Counter()
        for index, mention in enumerate(self.mentions):
            entry = self.chosen[index]
            if mention.again:
                continue
            if mention.country:
                if not _is_border(mention):
                    named[mention.country] += 1
                continue
            one_country = mention.cue > 0 and len({e.country for e in mention.candidates}) == 1
            if entry is None and one_country and not chosen_once:
                entry = mention.candidates[0]
            elif self.margin[index] < _SURE_MARGIN and not one_country:
                continue
            if entry is not None and entry.country and _is_known(entry) and not self._is_doubtful(mention):
                named[entry.country] += 1
            if entry is not None and entry.country and entry.feature_code != "PCLI" and not self._is_doubtful(mention):
                self.ground[entry.country] += 1
        self.countries = {}
        sources: tuple[Mapping[str, float], ...] = (named, self.hints)
        for source in sources:
            total = sum(source.values()) + _DOUBT
            for country, weight in source.items():
                share = _HINT_SHARE * weight / total
                self.countries[country] = self.countries.get(country, 0.0) + share

    def _is_doubtful(self, mention: PlaceMention) -> bool:
        """Whether only a preposition tells the place from an everyday word."""
        return mention.cue < 2 and mention.joined in self.gazetteer.common

    def points(self, index: int, entry: PlaceEntry) -> float:
        """How well an entry suits a mention, in points."""
        mention = self.mentions[index]
        base_key = (entry.id, mention.joined)
        points = self.base.get(base_key)
        if points is None:
            points = self.base[base_key] = _prominence(entry, mention.joined)
        if mention.noun is not None:
            points += _NOUN_POINTS if fits(mention.noun.feature, entry.feature_code) else 0.0
            if mention.noun.feature.startswith("ADM") and entry.feature_code.startswith("PPL"):
                points -= _NOUN_POINTS
            if mention.noun.feature in ("PPL", "PPLX") and entry.feature_code in ("PCLI", "ADM1"):
                points -= _NOUN_POINTS
        if mention.country:
            points += _SAID_COUNTRY_POINTS if entry.country == mention.country else 0.0
        share = self.countries.get(entry.country, 0.0)
        points += _COUNTRY_POINTS * share
        if self.countries and not share and entry.country and entry.feature_code != "PCLI":
            points += _STRANGE_COUNTRY_POINTS
        return points + self._contained(index, entry) + self._holding(index, entry) + self._company(entry)

    def _holding(self, index: int, entry: PlaceEntry) -> float:
        """For a container: what lies in it tells where it is."""
        for inner in self.holders.get(index, ()):
            mention = self.mentions[inner]
            countries = {candidate.country for candidate in mention.candidates}
            noun = mention.noun
            suits = (
                noun is None
                or mention.name == mention.joined
                or any(fits(noun.feature, candidate.feature_code) for candidate in mention.candidates)
            )
            if len(countries) == 1 and suits and mention.joined not in self.gazetteer.common:
                return _HELD_POINTS if entry.country in countries else 0.0
        return 0.0

    def _unless_elsewhere(self, index: int, entry: PlaceEntry) -> PlaceEntry | None:
        """The entry, or None when the noun makes it a place anyway and the text puts it elsewhere."""
        mention = self.mentions[index]
        if mention.noun is None or _is_known(entry):
            return entry
        if self._contained(index, entry) <= _CONTRADICTED or self._is_foreign(entry, mention.noun):
            return None
        return None if self._is_namesake(index, entry) else entry

    def _is_foreign(self, entry: PlaceEntry, noun: Head | None = None) -> bool:
        """Whether a little-known place lies in a country in which nothing else that the text names lies."""
        other = noun is not None and noun.in_name and not fits(noun.feature, entry.feature_code)
        if not entry.country or _is_known(entry) or (entry.radius_km > _SITE_RADIUS_KM and not other):
            return False
        if entry.country in self.countries or sum(self.countries.values()) < _CLEAR_CONTEXT:
            return False
        if noun is not None and noun.feature == "PPLX" and entry.feature_code != "PPLX" and self.ground:
            return not self.ground[entry.country]
        # armies that fight abroad say nothing of where: places have to
        return not self.ground[entry.country] and sum(self.ground.values()) >= _FEW_PLACES

    def _is_namesake(self, index: int, entry: PlaceEntry) -> bool:
        """Whether a street or hospital only bears the name of a small town that lies elsewhere."""
        mention = self.mentions[index]
        noun = mention.noun
        if noun is None or not noun.in_name or noun.feature in _WIDE_NOUNS or fits(noun.feature, entry.feature_code):
            return False
        if _is_known(entry) or entry.feature_code in ("ADM1", "ADM2") or mention.name == mention.joined:
            return False
        held = [self.chosen[outer] for outer in mention.containers]
        if any(box is not None and self._within(entry, box, _REACH_KM) > 0 for box in held):
            return False
        others = [anchor for anchor in self.anchors if anchor.id != entry.id]
        near = any(distance_km(entry.lat, entry.lon, a.lat, a.lon) <= _CLOSE_KM for a in others)
        return not near and not (mention.relation == "exact" and entry.country in self.ground and not held)

    def _contained(self, index: int, entry: PlaceEntry) -> float:
        points = 0.0
        if entry.feature_code == "PCLI":
            return points
        for outer in self.mentions[index].containers:
            container = self.chosen[outer]
            if container is not None and container.id != entry.id and not _is_border(self.mentions[outer]):
                reach = _LOOSE_REACH_KM if self.mentions[outer].relation in ("direction", "distance") else _REACH_KM
                points += self._within(entry, container, reach)
        return points

    def _within(self, entry: PlaceEntry, container: PlaceEntry, reach_km: float) -> float:
        if container.feature_code == "PCLI":
            return _CONTAINER_COUNTRY_POINTS if container.country == entry.country else -_CONTAINER_COUNTRY_POINTS
        if container.radius_km >= _ENDLESS_KM or not entry.country or entry.feature_code in _LONG_FEATURES:
            return 0.0  # a border, a sea, a river
        if entry.admin1 and entry.admin1 == (container.admin1 or container.name_en):
            return _CONTAINER_POINTS
        away = distance_km(entry.lat, entry.lon, container.lat, container.lon)
        reach = max(reach_km, 1.6 * container.radius_km)
        return _CONTAINER_POINTS if away <= reach else -_CONTAINER_POINTS * min(1.0, away / reach - 1)

    def _company(self, entry: PlaceEntry) -> float:
        known = self.beside.get(entry.id)
        if known is None:
            known = self.beside[entry.id] = self._nearness(entry)
        return known

    def _nearness(self, entry: PlaceEntry) -> float:
        nearest = _REGION_KM
        for anchor in self.anchors:
            if anchor.id == entry.id or abs(anchor.lat - entry.lat) > _REGION_DEGREES:
                continue
            nearest = min(nearest, distance_km(entry.lat, entry.lon, anchor.lat, anchor.lon))
        return _CLOSE_POINTS if nearest <= _CLOSE_KM else _REGION_POINTS if nearest < _REGION_KM else 0.0

    def choose(self) -> None:
        """Chooses an entry for each mention, and takes the sure ones as anchors for the next pass."""
        # Containers stand after what they contain: going backwards, they are chosen first.
        for index in range(len(self.mentions) - 1, -1, -1):
            candidates = self.mentions[index].candidates
            if not candidates:
                continue
            if len(candidates) == 1:
                self.chosen[index], self.margin[index] = self._unless_elsewhere(index, candidates[0]), _ALONE_MARGIN
                continue
            ranked = sorted(((self.points(index, e), -at, e) for at, e in enumerate(candidates)), reverse=True,
                            key=lambda item: (item[0], item[1]))  # fmt: skip
            self.chosen[index] = self._unless_elsewhere(index, ranked[0][2])
            self.margin[index] = ranked[0][0] - ranked[1][0]
        self.beside = {}
        self.anchors = [
            entry
            for entry, margin in zip(self.chosen, self.margin, strict=True)
            if entry is not None and margin >= _SURE_MARGIN and entry.feature_code not in ("PCLI", "SEA", "GULF")
        ][:_MOST_ANCHORS]
