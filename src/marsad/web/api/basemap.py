"""Names for the map's labels, from the gazetteer: nothing of it comes from the network."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from marsad.gazetteer.build import compiled
from marsad.web import shapes
from marsad.web.answers import JsonAnswer

router = APIRouter(tags=["map"])

# Population from which a place is named at a zoom. A country's name comes before all, a governorate's seat early.
_ZOOMS = (
    (5_000_000, 3), (1_500_000, 4), (500_000, 5), (200_000, 6), (80_000, 7), (30_000, 8), (10_000, 9), (1_000, 10),
)  # fmt: skip
_COUNTRY_ZOOM, _CAPITAL_ZOOM, _SEAT_ZOOM = 2, 4, 6


def _rank(code: str, population: int) -> int | None:
    """The zoom from which a place is named; None: never."""
    if code == "PCLI":
        return _COUNTRY_ZOOM
    if not code.startswith("PPL") or code == "PPLX":
        return None
    by_size = next((zoom for least, zoom in _ZOOMS if population >= least), None)
    seat = {"PPLC": _CAPITAL_ZOOM, "PPLA": _SEAT_ZOOM}.get(code)
    return min((zoom for zoom in (by_size, seat) if zoom is not None), default=None)


@lru_cache(maxsize=1)
def labels() -> dict[str, Any]:
    """The largest places of the countries that the gazetteer is made for, with Arabic and English names."""
    data = compiled()
    home = set(data["home"])
    features: dict[tuple[str, float, float], dict[str, Any]] = {}
    for _id, arabic, english, code, country, _admin1, lat, lon, _radius, population, *_more in data["entries"]:
        rank = _rank(code, population) if country in home else None
        if rank is None or not arabic:
            continue
        names = {"ar": arabic, **({"en": english} if english else {})}
        kept = features.get((arabic, round(lat, 1), round(lon, 1)))
        if kept is not None and kept["properties"]["rank"] <= rank:
            continue
        features[arabic, round(lat, 1), round(lon, 1)] = {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [round(lon, 4), round(lat, 4)]},
            "properties": {**names, "rank": rank},
        }
    ordered = sorted(features.values(), key=lambda f: (f["properties"]["rank"], f["properties"]["ar"]))
    return {"type": "FeatureCollection", "features": ordered}


@router.get("/basemap/places", summary="Place names for the map", response_model=shapes.FeatureCollection)
def places() -> Response:
    """GeoJSON points with `ar`, `en` and `rank`: the zoom from which the name is shown."""
    return JsonAnswer(labels(), headers={"Cache-Control": "max-age=86400"})
