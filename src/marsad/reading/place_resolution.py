"""What the places of an article are: a record for each mention, with point, radius and precision.

After `places` and `place_choice`, before the coder attaches places to acts.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from marsad.codebook import PlacePrecision
from marsad.event import Place
from marsad.gazetteer.geography import distance_km
from marsad.gazetteer.lookup import Gazetteer, PlaceEntry
from marsad.reading import place_relations as geometry
from marsad.reading.place_choice import Choice, fits
from marsad.reading.place_mentions import PlaceMention
from marsad.reading.place_names import CAPITAL
from marsad.reading.place_relations import Spot
from marsad.reading.place_tables import Head

_BETWEEN_KM = 200.0
_DOUBTFUL_SCORE, _FOREIGN_SCORE = 0.2, 0.4
_KNOWN_CITY = 20_000
_BACK, _FORWARD = 40, 4  # how many mentions away "the town" may have been named
_AROUND = (1, -1, 2, -2, 3, -3)
_SITE_KM = 2.0
_TOO_WIDE = frozenset(("PCLI", "ADM1"))
_AROUND_KM, _AROUND_LEAST_KM = 25.0, 10.0  # reaches of what holds a place that no gazetteer knows
_LONG_ROAD_KM = 10.0
_NOT_IN_TOWN = frozenset(("RGN", "VAL", "MT", "MTS", "HLL", "OILF", "ADM3", "FRM", "RD"))
_CITY, _COUNTRYSIDE = "مدينة", "ريف"
_AREA_FEATURES = frozenset(
    "ADM1 ADM2 ADM3 ADM4 ADMD RGN RGNE RGNH RGNL DSRT SEA GULF STRT PLN PEN COAST MTS UPLD VALS ISLS OCN LK STM".split()
)


@dataclass(frozen=True, slots=True)
class ResolvedPlace:
    """A mention with the place it means.

    Args:
        name: folded name without preposition; the caller shows the text's own letters by the mention's offsets.
        score: 0..1, how sure the choice is; below 0.3 it is more likely no place at all.
        rule: which reading decided, for the explanation.
        entry: the catalogued place, None for an uncatalogued name.
        full_name: the name to show where the words only point to the place ("the town"), else "".
        around: for a name in no catalogue, where it must be by the place that it is told to lie in or near.
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
    full_name: str = ""
    around: Spot | None = None

    def place(self, name: str) -> Place:
        """As the event carries it, under the name that the text writes or points back to."""
        spot, precision = self.around, PlacePrecision(self.precision)
        lat, lon, radius = self.lat, self.lon, self.radius_km
        if spot is not None:  # only here: two such names with one point are two places
            lat, lon, radius, precision = spot.lat, spot.lon, spot.radius_km, PlacePrecision.AREA
        return Place(
            self.full_name or name, self.country, lat, lon, precision, radius,
            self.bearing_deg, self.gazetteer_id, self.admin1, self.pcode,
        )  # fmt: skip


class _Article(Choice):
    """The records of one article."""

    def resolved(self, index: int) -> ResolvedPlace | None:
        """The record of one mention; None for "the town" when no town was named."""
        mention, entry = self.mentions[index], self.chosen[index]
        if mention.again:
            return self._again(index)
        if entry is None:
            return self._surrounded(index, self._uncatalogued(index))
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
            mention, mention.name, entry.country or mention.country or None,
            spot.lat, spot.lon, spot.radius_km, precision,
            mention.bearing_deg, entry.id, entry.pcode or None,
            entry.admin1 or (entry.name_en if entry.feature_code == "ADM1" else None), round(score, 3), rule, entry,
        )  # fmt: skip

    def _uncatalogued(self, index: int) -> ResolvedPlace:
        mention = self.mentions[index]
        if mention.longer is not None:  # only the first of its words bears the name of a place elsewhere
            last, end, name = mention.longer
            mention = replace(mention, last=last, name_end=end, name=name)
        country, admin1 = self.context_country(index)
        precision = mention.noun.precision if mention.noun is not None else "area"
        if mention.noun is None and mention.candidates:
            # only namesakes abroad are catalogued
            return ResolvedPlace(
                mention, mention.name, country, None, None, None, "exact" if mention.relation == "exact" else "near",
                mention.bearing_deg, None, None, admin1, _FOREIGN_SCORE, "place.uncatalogued", None,
            )  # fmt: skip
        if mention.noun is None:
            return self._whole(mention, country)
        town = self._town_of(index)
        if mention.relation in ("near", "direction", "distance", "between", "road"):
            precision = "near"
        elif town is not None:
            # a site with a name in a town that is known: the town's point, the town's reach
            return ResolvedPlace(
                mention, mention.name, town.country, town.lat, town.lon, town.radius_km, precision, None, None, None,
                town.admin1 or None, 0.5, "place.site_in_town", None,
            )  # fmt: skip
        return ResolvedPlace(
            mention, mention.name, country, None, None, None, precision, mention.bearing_deg, None, None,
            admin1, 0.5 if country else 0.4, "place.uncatalogued", None,
        )  # fmt: skip

    def _surrounded(self, index: int, place: ResolvedPlace) -> ResolvedPlace:
        """An uncatalogued place with the reach of the town or district that it is told to lie in or near."""
        if place.entry is not None or place.lat is not None:
            return place
        spots = [
            self._spot(outer, entry)[0]
            for outer in self.mentions[index].containers
            if (entry := self.chosen[outer]) is not None and entry.country == place.country
            and entry.feature_code not in _TOO_WIDE
        ]  # fmt: skip
        spot = min(spots, key=lambda spot: spot.radius_km, default=None)
        if spot is None or spot.radius_km > _AROUND_KM:
            return place
        wide = replace(spot, radius_km=max(spot.radius_km, _AROUND_LEAST_KM))
        return replace(place, around=wide, rule="place.around")

    def _whole(self, mention: PlaceMention, country: str | None) -> ResolvedPlace:
        """What "the country" and "the capital" are: those of the country that the text is about."""
        rule = "place.whole_country"
        country = country or self._last_country(mention)
        whole = self.gazetteer.country(country) if country else None
        if country and mention.name.endswith(CAPITAL):
            rule, whole = "place.capital", self.gazetteer.capital(country)
        if whole is None:
            return ResolvedPlace(
                mention, mention.name, country, None, None, None, "area", mention.bearing_deg, None, None, None,
                0.4, rule, None,
            )  # fmt: skip
        spot, precision, _ = self._placed(mention, whole)
        return ResolvedPlace(
            mention, mention.name, country, spot.lat, spot.lon, spot.radius_km, precision,
            mention.bearing_deg, whole.id, None, None, 0.5, rule, whole, whole.name_ar,
        )  # fmt: skip

    def _last_country(self, mention: PlaceMention) -> str | None:
        """The country named last before a mention of "the country"."""
        at = next(index for index, other in enumerate(self.mentions) if other is mention)
        for before in range(at - 1, max(-1, at - _BACK), -1):
            entry = self.chosen[before]
            if entry is not None and entry.feature_code == "PCLI":
                return entry.country
        return None

    def _town_of(self, index: int) -> PlaceEntry | None:
        """The town in which a site or quarter stands, when the text says so."""
        mention = self.mentions[index]
        noun = mention.noun
        if noun is None or not noun.in_name or noun.feature in _NOT_IN_TOWN or noun.radius_km > _SITE_KM:
            return None
        for outer in mention.containers[:1]:
            box, entry = self.mentions[outer], self.chosen[outer]
            inside = box.relation == "exact" and box.prep in ("ب", "في", "وسط", "داخل")
            if inside and entry is not None and entry.feature_code[:3] == "PPL":
                return entry
        return None

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
        for step in _AROUND:
            other = index + step
            if not 0 <= other < len(self.mentions) or self.mentions[other].again:
                continue
            beside = self.chosen[other]
            sure = beside is not None and self.margin[other] and beside.feature_code != "PCLI"
            # a lone namesake abroad beside the name says nothing
            if sure and beside and self.ground[beside.country] * 2 >= max(self.ground.values(), default=0) > 0:
                return beside.country, None
        spoken: dict[str, float] = {}
        if mention.candidates:  # all abroad, so that a country is surely told
            spoken = {country: self.said(country, mention.joined) for country in self.firm}
        for counts in (spoken, self.ground, self.countries):
            if counts:
                country, weight = max(sorted(counts.items()), key=lambda item: item[1])
                if weight > 0.4 * sum(counts.values()):
                    return country, None
        return None, None

    def _again(self, index: int) -> ResolvedPlace | None:
        """What "the town" points back to; None where no town was named."""
        mention = self.mentions[index]
        noun = mention.noun
        if noun is None:
            return None
        before = range(index - 1, max(-1, index - _BACK), -1)
        after = range(index + 1, min(len(self.mentions), index + _FORWARD))
        answers = [at for at in (*before, *after) if self._answers(noun, self.mentions[at], self.chosen[at])]
        if not answers and noun.feature == "PPL":  # "the town" of what was called a city or a village
            answers = [at for at in before if (n := self.mentions[at].noun) is not None and n.feature == "PPL"][:1]
        answers = self._at_home(answers)
        # what another place lies in or beside is not what the text is about
        themes = [
            at
            for at in answers
            if at not in self.holders
            and (
                self.mentions[at].relation != "direction"
                # the one named right before in the sentence: "المتمركزة شمال الفاشر … داخل المدينة"
                or (at == index - 1 and self.mentions[at].first < mention.first)
            )
        ]
        for other in (*themes, *answers):
            target, entry = self.mentions[other], self.chosen[other]
            if entry is None:
                country, admin1 = self.context_country(other)
                return ResolvedPlace(
                    mention, target.name, country, None, None, None, "near", None, None, None, admin1, 0.4,
                    "place.again", None,
                )  # fmt: skip
            spot, precision, _ = self._placed(mention, entry)
            site = noun.in_name and noun.radius_km <= _SITE_KM and not entry.name_ar.startswith(noun.lemma)
            return ResolvedPlace(
                mention, target.name, entry.country or None, spot.lat, spot.lon, spot.radius_km, precision,
                mention.bearing_deg, entry.id, entry.pcode or None, entry.admin1 or None, 0.45, "place.again", entry,
                f"{noun.lemma} {entry.name_ar}" if site else entry.name_ar,
            )  # fmt: skip
        return None

    def _at_home(self, answers: list[int]) -> list[int]:
        """Less the places of other countries than the one in which most of the report lies, if some are left."""
        main, weight = max(sorted(self.ground.items()), key=lambda item: item[1], default=("", 0))
        if weight * 2 <= sum(self.ground.values()):
            return answers
        ours = [at for at in answers if (entry := self.chosen[at]) is None or entry.country == main]
        return ours or answers

    @staticmethod
    def _answers(noun: Head, target: PlaceMention, entry: PlaceEntry | None) -> bool:
        """Whether "the town" can mean that place."""
        if target.again or (target.noun is not None and target.noun.many and noun.feature != "PPL"):
            return False
        if target.noun is not None and target.noun.lemma != _COUNTRYSIDE:
            return target.noun.lemma == noun.lemma
        if entry is None:
            return False
        if noun.feature == "PPL" and noun.lemma == _CITY:
            return entry.feature_code in ("PPLA", "PPLC") or (
                entry.feature_code[:3] == "PPL" and entry.feature_code != "PPLX" and entry.population >= _KNOWN_CITY
            )
        if noun.feature == "PPL":
            return entry.feature_code in ("PPL", "PPLL", "PPLA2", "PPLA3") and entry.population < _KNOWN_CITY
        alike = noun.feature.startswith("ADM") or entry.name_ar.startswith(noun.lemma)
        return noun.feature == entry.feature_code and alike

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
        wide = wide or (code == "RD" and radius > _LONG_ROAD_KM)
        named_area = noun is not None and noun.precision == "area" and noun.feature.startswith("ADM")
        return Spot(lat, lon, radius), "area" if wide or named_area else "exact", "place.name"


def resolve_places(
    mentions: Sequence[PlaceMention], gazetteer: Gazetteer, hints: Mapping[str, float] | None = None
) -> list[ResolvedPlace | None]:
    """The place each mention means, in the order of the mentions; None where there is none.

    Args:
        mentions: those of one article, title and body together.
        gazetteer: the one the mentions were found with.
        hints: country code -> weight, from parties, adjectives and the outlet; any scale.
    """
    article = _Article(mentions, gazetteer, hints or {})
    article.weigh()
    article.choose()
    article.weigh()
    before = article.chosen[:], article.margin[:]
    article.choose()
    if before != (article.chosen, article.margin):  # else the third pass would choose the same again
        article.weigh()
        article.choose()
    return [article.resolved(index) for index in range(len(mentions))]
