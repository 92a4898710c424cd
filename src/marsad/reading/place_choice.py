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
_LISTED = 8  # words from one member of a list to the next
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
_UNTOLD_POINTS = -1.8  # a minor place of a country the report never speaks of, beside one of a country it does
_ABROAD_POINTS = -0.9  # only its army is named
_TOLD_NEAR_POINTS, _NEAR_MENTIONS = 0.6, 4
_SHADOWED_POINTS, _SMALL = -3.0, 50_000
_MAJOR_POPULATION = 300_000
_SLIGHT_POPULATION, _SLIGHT_CITY_POPULATION = 200_000, 50_000
_CITY, _VILLAGE = "مدينة", "قرية"
# Nouns of what is small, so that its name is likely to be borne in several countries.
_SMALL_NOUNS = frozenset("PPL PPLX ADM2 ADM3 RGN MT MTS HLL VAL PLN ST SQR RD JCT CHKP BDG MKT HSP MSQE SCH".split())
_TOWN_SITES = frozenset("PPLX ST SQR RD JCT CHKP BDG MKT HSP MSQE SCH".split())
_SURE_FEATURES = frozenset("PCLI PPLC ADM1 RGN SEA GULF STRT".split())
_MAJOR_FEATURES = frozenset("PCLI PPLC SEA GULF STRT".split())
# Their armies fight abroad: that they are named does not say where.
_ABROAD = frozenset("US RU TR IL IR SA AE FR GB".split())
_ONE_LAND = {"IL": "PS", "PS": "IL"}
_OPEN_CATALOGUE = "geonames."
_HINTED = ""  # stands among the names that tell a country for the words that are no place


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


def _is_slight(entry: PlaceEntry, noun: Head | None) -> bool:
    """Whether the place is one of the many small towns of the open catalogue, of which a namesake is likely."""
    if not entry.id.startswith(_OPEN_CATALOGUE) or entry.feature_code in _KNOWN_FEATURES:
        return False
    village = noun is not None and noun.lemma != _CITY
    return entry.population < (_SLIGHT_POPULATION if village else _SLIGHT_CITY_POPULATION)


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
        self.told: dict[str, set[str]] = {}
        self.firm: dict[str, set[str]] = {}
        self.settled = False
        self.holders: dict[int, list[int]] = {}
        for index, mention in enumerate(mentions):
            for outer in mention.containers:
                self.holders.setdefault(outer, []).append(index)

    def weigh(self) -> None:
        """Country weights, summing to one: the caller's hints and what is plain in the text."""
        named: Counter[str] = Counter()
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
            if entry is None and one_country and not self.settled:
                entry = mention.candidates[0]
            elif self.margin[index] < _SURE_MARGIN and not one_country:
                continue
            if entry is not None and entry.country and _is_known(entry) and not self._is_doubtful(mention):
                named[entry.country] += 1
            if entry is not None and entry.country and entry.feature_code != "PCLI" and not self._is_doubtful(mention):
                self.ground[entry.country] += 1
        self.countries = {}
        self._tell()
        sources: tuple[Mapping[str, float], ...] = (named, self.hints)
        for source in sources:
            total = sum(source.values()) + _DOUBT
            for country, weight in source.items():
                share = _HINT_SHARE * weight / total
                self.countries[country] = self.countries.get(country, 0.0) + share

    def _tell(self) -> None:
        """By country, the names that speak of it: in `firm` those that can hardly mean another country."""
        self.told = {country: {_HINTED} for country, weight in self.hints.items() if weight > 0}
        self.firm = {country: {_HINTED} for country in self.told if country not in _ABROAD}
        for index, mention in enumerate(self.mentions):
            if mention.country:
                self.told.setdefault(mention.country, set()).add(_HINTED)
                if not _is_border(mention):
                    self.firm.setdefault(mention.country, set()).add(_HINTED)
            entry = self.chosen[index]
            if mention.again or entry is None or not entry.country or self._is_doubtful(mention):
                continue
            self.told.setdefault(entry.country, set()).add(mention.joined)
            lands = {candidate.country for candidate in mention.candidates}
            sure = len(lands) == 1 or self.margin[index] >= _SURE_MARGIN
            abroad = entry.feature_code == "PCLI" and entry.country in _ABROAD
            if sure and not abroad and not _is_slight(entry, mention.noun):
                self.firm.setdefault(entry.country, set()).add(mention.joined)
        for country, twin in _ONE_LAND.items():
            if country in self.told:
                self.told.setdefault(twin, set()).update(self.told[country])

    def _is_told(self, country: str, joined: str) -> bool:
        """Whether anything in the report but the name itself speaks of the country."""
        return not country or bool(self.told.get(country, set()) - {joined})

    def _is_untold(self, entry: PlaceEntry, mention: PlaceMention) -> bool:
        """Whether a slight place lies in a country of which nothing speaks, while the report is set in another."""
        if not self.settled or not _is_slight(entry, mention.noun) or self._is_told(entry.country, mention.joined):
            return False
        if mention.noun is None and entry.country not in self.gazetteer.home:
            return False
        if any(c.country == entry.country and not c.id.startswith(_OPEN_CATALOGUE) for c in mention.candidates):
            return False  # the seat of a district that bears its name
        village = mention.noun is not None and mention.noun.lemma != _CITY
        told = max((self.said(country, mention.joined) for country in self.firm if country != entry.country), default=0)
        return told >= (1 if village else _FEW_PLACES)

    def _is_stray(self, entry: PlaceEntry, mention: PlaceMention) -> bool:
        """Whether a village, quarter or hill of one name lies in a country of which the report says nothing else."""
        noun = mention.noun
        if not self.settled or noun is None or noun.lemma == _CITY or mention.country:
            return False
        site = f"{joined_key(noun.lemma)} " if noun.feature in _TOWN_SITES else ""
        if " " in mention.joined.removeprefix(site):
            return False
        if noun.feature not in _SMALL_NOUNS or entry.feature_code in _SURE_FEATURES or not entry.country:
            return False
        if entry.population >= _MAJOR_POPULATION and noun.lemma != _VILLAGE:
            return False
        if self._is_told(entry.country, mention.joined):
            return False
        return any(self.ground[country] for country in self.firm if country != entry.country)

    def said(self, country: str, joined: str) -> float:
        """How much in the report but the name itself surely speaks of the country."""
        names = self.firm[country] - {joined}
        return len(names - {_HINTED}) + (max(1.0, self.hints.get(country, 0.0)) if _HINTED in names else 0.0)

    def _outdone(self, index: int, entry: PlaceEntry) -> float:
        """Less than nothing when the report speaks of the country of another place of the name, not of this one's."""
        mention = self.mentions[index]
        told = self.told.get(entry.country, set()) - {mention.joined}
        if told and not (entry.country in _ABROAD and told == {_HINTED}):
            return 0.0
        grounds = self.firm.keys() if told else self.firm.keys() | (_ONE_LAND.keys() & self.told.keys())
        rivals = {candidate.country for candidate in mention.candidates} & grounds
        if any(country and self._is_told(country, mention.joined) for country in rivals):
            return _ABROAD_POINTS if told else _UNTOLD_POINTS
        return 0.0

    def _told_near(self, index: int, entry: PlaceEntry) -> bool:
        """Whether a place named shortly before or after, surely, lies in the same country."""
        own = self.mentions[index].joined
        first, last = max(0, index - _NEAR_MENTIONS), min(len(self.mentions), index + _NEAR_MENTIONS + 1)
        return any(
            self.mentions[at].joined != own and beside.country == entry.country and self.margin[at] >= _SURE_MARGIN
            for at in range(first, last)
            if (beside := self.chosen[at]) is not None and beside.feature_code != "PCLI"
        )

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
        elif self.settled and self._leaves_list(index, entry):
            points -= _SAID_COUNTRY_POINTS
        elif mention.noun is None and self._shadowed(entry, mention):
            points += _SHADOWED_POINTS
        share = self.countries.get(entry.country, 0.0)
        points += _COUNTRY_POINTS * share
        if self.countries and not share and entry.country and entry.feature_code != "PCLI":
            points += _STRANGE_COUNTRY_POINTS
        if self.settled and entry.country:
            if self._told_near(index, entry):
                points += _TOLD_NEAR_POINTS
            if entry.feature_code not in _MAJOR_FEATURES and entry.population < _MAJOR_POPULATION:
                points += self._outdone(index, entry)
        return points + self._contained(index, entry) + self._holding(index, entry) + self._company(entry)

    @staticmethod
    def _shadowed(entry: PlaceEntry, mention: PlaceMention) -> bool:
        """Whether a village bears the name of a capital, which alone is named without a noun: "في الدوحة"."""
        capital = any(c.feature_code == "PPLC" for c in mention.candidates)
        return (
            capital and entry.feature_code[:3] == "PPL" and entry.feature_code != "PPLC" and entry.population < _SMALL
        )

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
        if self._is_untold(entry, mention) or self._leaves_list(index, entry) or self._is_stray(entry, mention):
            return None
        if mention.noun is None or _is_known(entry):
            return entry
        if self._contained(index, entry) <= _CONTRADICTED or self._is_foreign(entry, mention.noun):
            return None
        return None if self._is_namesake(index, entry) else entry

    def _leaves_list(self, index: int, entry: PlaceEntry) -> bool:
        """Whether the place lies in another country than those it is listed with: "بلدات المسيفرة والسهوة والجيزة"."""
        mention = self.mentions[index]
        if not self.settled or mention.noun is None or not mention.noun.many or mention.head is None:
            return False
        lands = {
            beside.country
            for at in (index - 1, index + 1)
            if 0 <= at < len(self.mentions)
            and self.mentions[at].noun is mention.noun
            and self.mentions[at].head == mention.head
            and abs(self.mentions[at].first - mention.first) < _LISTED
            and (beside := self.chosen[at]) is not None
            and self.margin[at] >= _SURE_MARGIN
        }
        return len(lands) == 1 and bool(entry.country) and entry.country not in lands

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
        self.settled = True
        self.anchors = [
            entry
            for entry, margin in zip(self.chosen, self.margin, strict=True)
            if entry is not None and margin >= _SURE_MARGIN and entry.feature_code not in ("PCLI", "SEA", "GULF")
        ][:_MOST_ANCHORS]
