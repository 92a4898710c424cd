"""What a person may say of a field: the codebook's values, checked before they reach the store."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from marsad.codebook import DatePrecision, Kind, PlacePrecision, Protected, Status

Words = Annotated[str, Field(min_length=1, max_length=300, pattern=r"\S")]
People = Annotated[int, Field(ge=0, le=10_000_000)]


class _Value(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=False)


class TollValue(_Value):
    """Persons, both inclusive; max null: no upper bound."""

    min: People
    max: People | None


class PartyValue(_Value):
    """A side."""

    text: Words
    actor_id: Annotated[str | None, Field(max_length=100)] = None


class WhenValue(_Value):
    """Inclusive days, both or none."""

    start: dt.date | None
    end: dt.date | None
    precision: DatePrecision


class PlaceValue(_Value):
    """A place; lat and lon both or neither, never 0/0."""

    name: Words
    country: Annotated[str | None, Field(pattern=r"^[A-Z]{2}$")] = None
    lat: Annotated[float | None, Field(ge=-90, le=90, allow_inf_nan=False)] = None
    lon: Annotated[float | None, Field(ge=-180, le=180, allow_inf_nan=False)] = None
    precision: PlacePrecision
    radius_km: Annotated[float | None, Field(ge=0, le=3000, allow_inf_nan=False)] = None
    bearing_deg: Annotated[float | None, Field(ge=0, le=360, allow_inf_nan=False)] = None
    gazetteer_id: Annotated[str | None, Field(max_length=100)] = None
    admin1: Annotated[str | None, Field(max_length=300)] = None
    pcode: Annotated[str | None, Field(max_length=100)] = None


def _once(values: list[Any]) -> list[Any]:
    if any(value in values[:at] for at, value in enumerate(values)):
        raise ValueError("a value is given twice")
    return values


Parties = Annotated[list[PartyValue], Field(max_length=30), AfterValidator(_once)]
Sources = Annotated[list[Words], Field(max_length=50), AfterValidator(_once)]
Objects = Annotated[list[Protected], AfterValidator(_once)]

_TYPES: dict[str, TypeAdapter[Any]] = {
    "kind": TypeAdapter(Kind),
    "status": TypeAdapter(Status),
    "date": TypeAdapter(WhenValue | None),
    "place": TypeAdapter(PlaceValue | None),
    "side_a": TypeAdapter(Parties),
    "side_b": TypeAdapter(Parties),
    "fatalities": TypeAdapter(TollValue | None),
    "injured": TypeAdapter(TollValue | None),
    "sources": TypeAdapter(Sources),
    "protected": TypeAdapter(Objects),
}


def checked(field: str, value: Any) -> Any:
    """The value as `event_to_dict` writes it.

    Args:
        field: one of the fields that can be corrected.
        value: as a person gave it.

    Raises:
        ValueError: when the field is none of these, or can't have the value; the message says why.
    """
    if field not in _TYPES:
        raise ValueError(f"{field} is no field that can be corrected; one of: {', '.join(_TYPES)}")
    try:
        made = _TYPES[field].validate_python(value)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join([field, *(str(part) for part in first["loc"] if isinstance(part, str | int))])
        raise ValueError(f"{where}: {first['msg']}") from error
    return _TYPES[field].dump_python(made, mode="json")
