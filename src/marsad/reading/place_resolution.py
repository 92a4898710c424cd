"""Which place is meant: joint choice among the bearers of each name in one article.

After `places`, before the coder attaches places to acts. A candidate is scored by how well known it
is, by the noun before its name, by the places that contain it in the text, by the country of what
else the text names, and by how near it lies to places already certain. Two passes: the first settles
what is plain, the second decides the rest beside it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marsad.codebook import PlacePrecision
from marsad.event import Place
from marsad.gazetteer.geography import distance_km
from marsad.gazetteer.lookup import Gazetteer, PlaceEntry
from marsad.reading import place_relations as geometry
from marsad.reading.place_mentions import PlaceMention
from marsad.reading.place_names import CAPITAL
from marsad.reading.place_relations import Spot
from marsad.reading.place_tables import joined_key

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
_SURE_MARGIN = 1.0
_ALONE_MARGIN = 2.0
_HINT_SHARE = 0.5  # what the text names weighs as much as what the caller hints
_DOUBT = 1.0  # one mention says little about an article's country, five say nearly all
_DOUBTFUL_SCORE, _FOREIGN_SCORE = 0.2, 0.4
_CLEAR_CONTEXT, _SITE_RADIUS_KM = 0.4, 3.0
_KNOWN_POPULATION = 20_000
_KNOWN_FEATURES = frozenset("PCLI PPLC PPLA ADM1 RGN SEA GULF STRT".split())
_BETWEEN_KM = 200.0
_AREA_FEATURES = frozenset(
    "ADM1 ADM2 ADM3 ADM4 ADMD RGN RGNE RGNH RGNL DSRT SEA GULF STRT PLN PEN COAST MTS UPLD VALS ISLS OCN LK STM".split()
)
_FAMILIES = (
    frozenset("PPL PPLA PPLA2 PPLA3 PPLC PPLL PPLX STLMT FRM".split()),
    frozenset("ADM1 ADM2 ADM3 ADM4 ADMD RGN RGNH".split()),
    frozenset("MT MTS HLL UPLD VAL RDGE PK".split()),
    frozenset("MILB AIRB AIRP AIRF INSM".split()),
    frozenset("DSRT RGN PLN".split()),
    frozenset("CMPRF CMP CMPL PPLX".split()),
    frozenset("SQR RD ST JCT BDG TRR BDRX CHKP BDG".split()),
)


@dataclass(frozen=True, slots=True)
class ResolvedPlace:
    """A mention with the place it means.

    Args:
        name: folded name without preposition; the caller shows the text's own letters by the mention's offsets.
        score: 0..1, how sure the choice is; below 0.3 it is more likely no place at all.
        rule: which reading decided, for the explanation.
        entry: the catalogued place, None for an uncatalogued name.
    """

    mention: PlaceMention
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    precision: str
    bearing_deg: float | None
    gazetteer_id: str | None
    pcode: str | None
    admin1: str | None
    score: float
    rule: str
    entry: PlaceEntry | None

    def place(self, name: str) -> Place:
        """As the event carries it, under the name as the text writes it."""
        return Place(
            name, self.country, self.lat, self.lon, PlacePrecision(self.precision), self.radius_km,
            self.bearing_deg, self.gazetteer_id, self.admin1, self.pcode,
        )  # fmt: skip


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


class _Article:
    """The choice for one article."""

    def __init__(self, mentions: Sequence[PlaceMention], gazetteer: Gazetteer, hints: Mapping[str, float]) -> None:
        self.mentions = mentions
        self.gazetteer = gazetteer
        self.hints = hints
        self.chosen: list[PlaceEntry | None] = [None] * len(mentions)
        self.margin: list[float] = [0.0] * len(mentions)
        self.countries: dict[str, float] = {}
        self.anchors: list[PlaceEntry] = []
        self.base: dict[tuple[str, str], float] = {}

    def weigh(self) -> None:
        """Country weights, summing to one: the caller's hints and what is plain in the text."""
        named: Counter[str] = Counter()
        for index, mention in enumerate(self.mentions):
            entry = self.chosen[index]
            if mention.country:
                named[mention.country] += 1
                continue
            if entry is None and len({e.country for e in mention.candidates}) == 1 and mention.cue:
                entry = mention.candidates[0]
            elif self.margin[index] < _SURE_MARGIN:
                continue
            if entry is not None and entry.country and _is_known(entry) and not self._is_doubtful(mention):
                named[entry.country] += 1
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
        return points + self._contained(index, entry) + self._company(entry)

    def _unless_elsewhere(self, index: int, entry: PlaceEntry) -> PlaceEntry | None:
        """The entry, or None when the noun makes it a place anyway and the text puts it elsewhere."""
        if self.mentions[index].noun is None or entry.population >= _KNOWN_POPULATION:
            return entry
        if self._contained(index, entry) <= _CONTRADICTED or self._is_foreign(entry):
            return None
        return entry

    def _is_foreign(self, entry: PlaceEntry) -> bool:
        """Whether a little-known place lies in a country that nothing else in the text is about."""
        if not entry.country or entry.radius_km > _SITE_RADIUS_KM or _is_known(entry):
            return False
        return entry.country not in self.countries and sum(self.countries.values()) >= _CLEAR_CONTEXT

    def _contained(self, index: int, entry: PlaceEntry) -> float:
        points = 0.0
        if entry.feature_code == "PCLI":
            return points
        for outer in self.mentions[index].containers:
            container = self.chosen[outer]
            if container is not None and container.id != entry.id:
                reach = _LOOSE_REACH_KM if self.mentions[outer].relation in ("direction", "distance") else _REACH_KM
                points += self._within(entry, container, reach)
        return points

    def _within(self, entry: PlaceEntry, container: PlaceEntry, reach_km: float) -> float:
        if container.feature_code == "PCLI":
            return _CONTAINER_COUNTRY_POINTS if container.country == entry.country else -_CONTAINER_COUNTRY_POINTS
        if entry.admin1 and entry.admin1 == (container.admin1 or container.name_en):
            return _CONTAINER_POINTS
        away = distance_km(entry.lat, entry.lon, container.lat, container.lon)
        reach = max(reach_km, 1.6 * container.radius_km)
        return _CONTAINER_POINTS if away <= reach else -_CONTAINER_POINTS * min(1.0, away / reach - 1)

    def _company(self, entry: PlaceEntry) -> float:
        nearest = min(
            (distance_km(entry.lat, entry.lon, a.lat, a.lon) for a in self.anchors if a.id != entry.id), default=None
        )
        if nearest is None:
            return 0.0
        return _CLOSE_POINTS if nearest <= _CLOSE_KM else _REGION_POINTS if nearest <= _REGION_KM else 0.0

    def choose(self) -> None:
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
        self.anchors = [
            entry
            for entry, margin in zip(self.chosen, self.margin, strict=True)
            if entry is not None and margin >= _SURE_MARGIN and entry.feature_code not in ("PCLI", "SEA", "GULF")
        ][:24]

    def context_country(self, index: int) -> tuple[str | None, str | None]:
        """(country, admin1) of what surrounds an uncatalogued name."""
        mention = self.mentions[index]
        for outer in mention.containers:
            container = self.chosen[outer]
            if container is not None:
                is_province = container.feature_code == "ADM1"
                return container.country or None, container.admin1 or (container.name_en if is_province else None)
        if mention.country:
            return mention.country, None
        if self.countries:
            country, weight = max(sorted(self.countries.items()), key=lambda item: item[1])
            if weight > 0.4 * sum(self.countries.values()):
                return country, None
        return None, None

    # -- from the chosen entry to a record ------------------------------------------------------------

    def resolved(self, index: int) -> ResolvedPlace:
        mention, entry = self.mentions[index], self.chosen[index]
        if entry is None:
            return self._uncatalogued(index)
        if entry.feature_code == "PCLI" and mention.noun is not None and mention.noun.feature == "PPLC":
            entry = self.gazetteer.capital(entry.country) or entry  # "the capital of Chad"
        spot, precision, rule = self._spot(index, entry)
        sure = 1 - math.exp(-max(0.0, self.margin[index]))
        score = min(0.99, 0.35 + 0.35 * sure + 0.1 * mention.cue)
        if self._is_doubtful(mention) and not self.countries.get(entry.country, 0.0):
            score = _DOUBTFUL_SCORE
        elif self._is_foreign(entry):
            score = min(score, _FOREIGN_SCORE)
        return ResolvedPlace(
            mention, mention.name, entry.country or None, spot.lat, spot.lon, spot.radius_km, precision,
            mention.bearing_deg, entry.id, entry.pcode or None,
            entry.admin1 or (entry.name_en if entry.feature_code == "ADM1" else None), round(score, 3), rule, entry,
        )  # fmt: skip

    def _uncatalogued(self, index: int) -> ResolvedPlace:
        mention = self.mentions[index]
        country, admin1 = self.context_country(index)
        precision = mention.noun.precision if mention.noun is not None else "area"
        rule = "place.uncatalogued"
        if mention.noun is None:  # "the country", "the capital": of whichever the text is about
            rule = "place.whole_country"
            whole = self.gazetteer.country(country) if country else None
            if country and mention.name.endswith(CAPITAL):
                rule, whole = "place.capital", self.gazetteer.capital(country)
            if whole is not None:
                spot, precision, _ = self._placed(mention, whole)
                return ResolvedPlace(
                    mention, mention.name, country, spot.lat, spot.lon, spot.radius_km, precision,
                    mention.bearing_deg, whole.id, None, None, 0.5, rule, whole,
                )  # fmt: skip
        elif mention.relation in ("near", "direction", "distance", "between", "road"):
            precision = "near"
        return ResolvedPlace(
            mention, mention.name, country, None, None, None, precision, mention.bearing_deg, None, None,
            admin1, 0.5 if country else 0.4, rule, None,
        )  # fmt: skip

    def _spot(self, index: int, entry: PlaceEntry) -> tuple[Spot, str, str]:
        mention = self.mentions[index]
        other = self.chosen[mention.linked] if mention.linked is not None else None
        if other is not None and other.feature_code not in ("PCLI", "ADM1") and entry.feature_code != "PCLI":
            away = distance_km(entry.lat, entry.lon, other.lat, other.lon)
            if away <= _BETWEEN_KM or mention.relation == "road":
                return geometry.halfway(entry.lat, entry.lon, other.lat, other.lon), "near", f"place.{mention.relation}"
        return self._placed(mention, entry)

    def _placed(self, mention: PlaceMention, entry: PlaceEntry) -> tuple[Spot, str, str]:
        noun, code, bearing = mention.noun, entry.feature_code, mention.bearing_deg
        lat, lon, radius = entry.lat, entry.lon, entry.radius_km
        wide = code == "PCLI" or code in _AREA_FEATURES
        if mention.relation in ("direction", "area", "distance", "near") and wide:
            if bearing is not None:
                return geometry.part_of(lat, lon, radius, bearing), "area", "place.part"
            return Spot(lat, lon, radius), "area", "place.area"
        if mention.relation == "area":
            if noun is not None and noun.lemma != "ريف":
                return geometry.towards(lat, lon, radius, bearing or 0.0, 0.0 if bearing is None else None), \
                    "near", "place.side"  # fmt: skip
            return geometry.countryside(lat, lon, bearing), "area", "place.countryside"
        if mention.relation in ("direction", "near") and bearing is not None:
            return geometry.towards(lat, lon, radius, bearing, mention.distance_km), "near", "place.direction"
        if mention.relation in ("near", "distance", "road"):
            belt = geometry.near(lat, lon, radius)
            reach = max(belt.radius_km, mention.distance_km or 0.0)
            return Spot(belt.lat, belt.lon, reach), "near", f"place.{mention.relation}"
        if code == "PCLI":
            return Spot(lat, lon, radius), "country", "place.country"
        if noun is not None and noun.in_name and not fits(noun.feature, code) and noun.radius_km < radius:
            # a site called after the town it stands in: the town's point, the town's reach
            return Spot(lat, lon, radius), noun.precision, "place.site"
        named_area = noun is not None and noun.precision == "area" and noun.feature.startswith("ADM")
        return Spot(lat, lon, radius), "area" if wide or named_area else "exact", "place.name"


def resolve_places(
    mentions: Sequence[PlaceMention], gazetteer: Gazetteer, hints: Mapping[str, float] | None = None
) -> list[ResolvedPlace]:
    """The place each mention means, in the order of the mentions.

    Args:
        mentions: those of one article, title and body together.
        gazetteer: the one the mentions were found with.
        hints: country code -> weight, from parties, adjectives and the outlet; any scale.
    """
    article = _Article(mentions, gazetteer, hints or {})
    article.weigh()
    for _ in range(2):
        article.choose()
        article.weigh()
    article.choose()
    return [article.resolved(index) for index in range(len(mentions))]
