"""Masking: an incident as it may be shown to anybody. A pure function; the web's public view uses it, too.

After the store, before every writer of a format: no writer sees anything else. A name that is found in one
field is withheld in all of them, its family's name also where it stands alone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import unquote, urlsplit

from marsad.codebook import PlacePrecision
from marsad.corroboration.incident import Incident, IncidentClaim, Report, Told
from marsad.event import Claim, Event, Party, Place
from marsad.exports.areas import areas
from marsad.exports.rules import COARSENED, PLACEHOLDER, HarmRules
from marsad.reading.fold import fold, fold_word, key
from marsad.reading.private_names import PrivateNames, Range, private_names, spelt_out
from marsad.reading.words import split_words

_KM_PER_DEGREE = 111.32
_ARTICLE = "ال"
_MIN_FAMILY = 4  # letters of a family's name that is withheld where it stands alone
_URL_WORDS = re.compile(r"[\s\-_+./]+")


@dataclass(frozen=True, slots=True)
class Masked:
    """An incident as it may leave the house, and how much of it was withheld."""

    incident: Incident
    names: int
    points: int


def mask_incident(incident: Incident, rules: HarmRules) -> Incident:
    """The incident under the rules; the same incident and rules give the same result."""
    return mask(incident, rules).incident


def mask(incident: Incident, rules: HarmRules) -> Masked:
    """As `mask_incident`, with the number of names withheld and of points coarsened."""
    names = points = 0
    if rules.mask_names:
        masker = _Masker(incident)
        incident = masker.masked()
        names = masker.count
    if rules.protected_radius_km:
        incident, points = _coarsened(incident, rules.protected_radius_km)
    return Masked(incident, names, points)


def mask_text(text: str) -> str:
    """Running text with the names of private persons withheld, in it also where only a part of one stands."""
    names = _Names()
    ranges = private_names().find(text)
    for start, end in ranges:
        names.learn(text[start:end])
    return _cut(text, _joined((*ranges, *names.ranges(text))))


def withheld(texts: Sequence[str], incidents: Iterable[Incident]) -> list[list[Range]]:
    """Where names stand in an article's texts that are not for everybody, for each text in order.

    Args:
        texts: title and body: a name found in one is withheld in all.
        incidents: those that the article tells; so are names found anywhere in them.
    """
    names = _Names()
    own = [private_names().find(text) for text in texts]
    for text, ranges in zip(texts, own, strict=True):
        for start, end in ranges:
            names.learn(text[start:end])
    for incident in incidents:
        names.parts |= _Masker(incident).names.parts
    return [_joined((*ranges, *names.ranges(text))) for text, ranges in zip(texts, own, strict=True)]


def _cut(text: str, ranges: Iterable[Range]) -> str:
    out, done = [], 0
    for start, end in sorted(ranges):
        if start < done:
            continue
        out += [text[done:start], PLACEHOLDER]
        done = end
    return "".join((*out, text[done:]))


def _retold(told: Told, event: Event, report: Report) -> Told:
    """The masked event under the id it had: ids come from content."""
    return Told(event, report, told.coded_id or ("" if event.id == told.event.id else told.event.id))


class _Names:
    """Names that were found, as keys of their words; and where they, or what is left of them, stand again."""

    def __init__(self) -> None:
        self.learned: set[tuple[str, ...]] = set()
        self.parts: set[tuple[str, ...]] = set()

    def learn(self, name: str) -> None:
        """Remember a name, its first two words, and its family's name."""
        keys = tuple(word.form.key for word in split_words(fold(name).text))
        self.learned.add(keys)
        self.parts.add(keys)
        family = keys[-1]
        if len(keys) > 1 and len(family) >= _MIN_FAMILY and family.startswith(_ARTICLE):
            self.parts.add((family,))
        if len(keys) > 2:
            self.parts.add(keys[:2])

    def ranges(self, text: str) -> list[Range]:
        """Where any of them stands; they may overlap."""
        folded = fold(text)
        words = split_words(folded.text)
        return [
            spelt_out(text, *folded.span(words[at].start, words[at + len(name) - 1].end))
            for name in self.parts
            for at in range(len(words) - len(name) + 1)
            if name[0] in words[at].form.keys
            and all(words[at + i].form.key == part for i, part in enumerate(name) if i)
        ]


class _Masker:
    """Masks one incident: first every field gives up its names, then each field is rid of all of them."""

    def __init__(self, incident: Incident) -> None:
        self._finder: PrivateNames = private_names()
        self._incident = incident
        self.names = _Names()
        self._found: dict[tuple[str, str], tuple[Range, ...]] = {}
        for way, text in self._texts():
            for start, end in self._ranges(way, text):
                self.names.learn(text[start:end])

    @property
    def count(self) -> int:
        """Number of different names withheld."""
        return len(self.names.learned)

    def masked(self) -> Incident:
        """The incident without them."""
        incident = self._incident
        return replace(
            incident,
            place=self._place(incident.place),
            side_a=self._parties(incident.side_a),
            side_b=self._parties(incident.side_b),
            claims=tuple(self._claim(claim) for claim in incident.claims),
            members=tuple(
                _retold(told, self._event(told.event), self._report(told.report)) for told in incident.members
            ),
            links=tuple(replace(link, judged_by=link.judged_by and PLACEHOLDER) for link in incident.links),
            outlets=tuple(dict.fromkeys(self._outlet(outlet) for outlet in incident.outlets)),
        )

    def _texts(self) -> Iterator[tuple[str, str]]:
        """(way of reading, text) of every field that may hold a name."""
        incident = self._incident
        for party in (*incident.side_a, *incident.side_b):
            if party.actor_id is None:
                yield "field", party.text
        if incident.place is not None and incident.place.gazetteer_id is None:
            yield "field", incident.place.name
        for claim in incident.claims:
            yield from (("speaker", said) for said in (claim.speaker, claim.via) if said)
        for told in incident.members:
            yield "text", told.report.title
            yield "text", told.event.anchor
            yield from (("speaker", source) for source in told.event.sources)
            yield from (
                ("field", party.text) for party in (*told.event.side_a, *told.event.side_b) if party.actor_id is None
            )

    def _ranges(self, way: str, text: str) -> tuple[Range, ...]:
        known = self._found.get((way, text))
        if known is None:
            finder = self._finder
            if way == "brand":
                return ()
            find = {"field": finder.find_in_field, "speaker": finder.find_in_speaker, "text": finder.find}[way]
            known = self._found[way, text] = find(text)
        return known

    def _apply(self, way: str, text: str) -> str:
        if not text:
            return text
        ranges = (*self._ranges(way, text), *self.names.ranges(text))
        return _cut(text, _joined(ranges))

    def _text(self, text: str) -> str:
        return self._apply("text", text)

    def _outlet(self, text: str) -> str:
        """The outlet; a page that a person runs loses his name. A given name alone is a brand: خليل أونلاين."""
        ranges = self._ranges("text", text)
        branded = all(start == 0 and _ARTICLE not in text[start:end].split(" ", 1)[-1] for start, end in ranges)
        return self._apply("brand" if branded else "text", text)

    def _speaker(self, text: str | None) -> str | None:
        return None if text is None else self._apply("speaker", text)

    def _parties(self, parties: tuple[Party, ...]) -> tuple[Party, ...]:
        return tuple(p if p.actor_id is not None else Party(self._apply("field", p.text)) for p in parties)

    def _side(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self._apply("field", name) for name in names)

    def _place(self, place: Place | None) -> Place | None:
        if place is None or place.gazetteer_id is not None:
            return place
        return replace(place, name=self._apply("field", place.name))

    def _claim(self, claim: IncidentClaim) -> IncidentClaim:
        return replace(
            claim,
            speaker=self._speaker(claim.speaker),
            via=self._speaker(claim.via),
            side_a=self._side(claim.side_a),
            side_b=self._side(claim.side_b),
            outlet=self._outlet(claim.outlet),
        )

    def _event(self, event: Event) -> Event:
        return replace(
            event,
            anchor=self._text(event.anchor),
            place=self._place(event.place),
            side_a=self._parties(event.side_a),
            side_b=self._parties(event.side_b),
            sources=tuple(self._apply("speaker", source) for source in event.sources),
            claims=tuple(self._event_claim(claim) for claim in event.claims),
        )

    def _event_claim(self, claim: Claim) -> Claim:
        return replace(
            claim,
            speaker=self._speaker(claim.speaker),
            via=self._speaker(claim.via),
            side_a=self._side(claim.side_a),
            side_b=self._side(claim.side_b),
        )

    def _report(self, report: Report) -> Report:
        return replace(
            report, outlet=self._outlet(report.outlet), title=self._text(report.title), url=self._url(report.url)
        )

    def _url(self, url: str) -> str:
        """The address; only its host where its words name somebody."""
        words = [key(fold_word(word)) for word in _URL_WORDS.split(unquote(url)) if word]
        line = " ".join(words)
        told = any(f" {' '.join(name)} " in f" {line} " for name in self.names.parts)
        if not told and not self._finder.find(line):
            return url
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.netloc}/" if parts.netloc else ""


def _joined(ranges: Iterable[Range]) -> list[Range]:
    """The ranges, those that overlap made one."""
    out: list[Range] = []
    for start, end in sorted(ranges):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def snap(lat: float, lon: float, radius_km: float) -> tuple[float, float]:
    """Middle of the cell of a fixed grid that holds the point, at most `radius_km` from it.

    The cell hangs on nothing but the point and the radius: repeated exports say nothing more. Never 0/0.
    """
    side = radius_km * math.sqrt(2) / _KM_PER_DEGREE
    row = math.floor(lat / side)
    middle = min(max((row + 0.5) * side, -89.9), 89.9)
    # The edge of the band that is nearer to the equator is the wider one.
    edge = min(abs(row * side), abs((row + 1) * side), 89.0)
    width = side / math.cos(math.radians(edge))
    east = (math.floor(lon / width) + 0.5) * width
    return round(middle, 4), round(max(min(east, 180.0), -180.0), 4)


def _coarse(place: Place | None, radius_km: float) -> Place | None:
    if place is None or place.lat is None or place.lon is None:
        return place
    if place.precision in (PlacePrecision.AREA, PlacePrecision.COUNTRY) and (place.radius_km or 0) >= radius_km:
        return place  # no finer than what may be told
    around = areas(place)
    lat, lon = snap(place.lat, place.lon, radius_km)
    return replace(
        place,
        lat=lat,
        lon=lon,
        precision=PlacePrecision.NEAR if place.precision is PlacePrecision.EXACT else place.precision,
        radius_km=round(radius_km + (place.radius_km or 0), 1),
        bearing_deg=None,
        gazetteer_id=None,  # leads to the exact point
        pcode=around.admin2.pcode or around.admin1.pcode or None,
    )


def _coarsened(incident: Incident, radius_km: float) -> tuple[Incident, int]:
    """The incident with all its points moved if any report tells of a protected thing; whether its own was (0 or 1)."""
    hit = set(incident.protected).union(*(told.event.protected for told in incident.members))
    if not hit & set(COARSENED):
        return incident, 0
    coarse = partial(_coarse, radius_km=radius_km)
    members = tuple(
        _retold(told, replace(told.event, place=coarse(told.event.place)), told.report) for told in incident.members
    )
    place = coarse(incident.place)
    return replace(incident, place=place, members=members), int(place is not incident.place)
