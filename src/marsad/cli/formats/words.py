"""Values of an event in words for a person."""

from __future__ import annotations

from marsad.event import Event, Place, Toll, When

NOTHING = "–"


def when(date: When | None) -> str:
    """A day, a span, or a dash."""
    if date is None or date.start is None or date.end is None:
        return "not known" if date is not None else NOTHING
    span = date.start.isoformat() if date.start == date.end else f"{date.start} to {date.end}"
    return span if date.precision in ("day", "span") else f"{span} ({date.precision})"


def when_narrow(date: When | None) -> str:
    """As `when`, in lines of ten characters."""
    if date is None or date.start is None or date.end is None or date.start == date.end:
        return when(date)
    end = f"{date.end:%m-%d}" if date.start.year == date.end.year else f"\n{date.end}"
    return f"{date.start}\nto {end}"


def toll(value: Toll | None) -> str:
    """7, 3–5, ≥7, or a dash where nothing is said."""
    if value is None:
        return NOTHING
    if value.max is None:
        return f"≥{value.min}"
    return str(value.min) if value.min == value.max else f"{value.min}–{value.max}"


def kind(event: Event) -> str:
    """The kind, with the status where it is not the usual one."""
    name = event.kind.value.replace("_", " ")
    return name if event.status == "occurred" else f"{name} ({event.status.value})"


def point(place: Place) -> str:
    """Country, coordinates and precision of a place."""
    parts = [place.country or "country not known"]
    if place.lat is not None and place.lon is not None:
        parts.append(f"{place.lat:.3f}, {place.lon:.3f}")
    else:
        parts.append("no point")
    parts.append(place.precision.value)
    if place.radius_km is not None:
        parts.append(f"within {place.radius_km:g} km")
    return "; ".join(parts)
