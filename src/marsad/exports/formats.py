"""The formats, by name, in the order in which they are offered."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from marsad.exports import acled, flat, geojson, hapi, parquet, plover, polecat, ucdp
from marsad.exports.format import Format

FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        made.name: made
        for made in (
            flat.CSV,
            flat.JSONL,
            geojson.FORMAT,
            parquet.FORMAT,
            acled.FORMAT,
            ucdp.FORMAT,
            plover.FORMAT,
            polecat.FORMAT,
            hapi.FORMAT,
        )
    }
)
