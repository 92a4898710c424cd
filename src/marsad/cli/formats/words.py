"""Values of an event in words for a person."""

from __future__ import annotations

from marsad.event import Event, Place, Toll, When

NOTHING = "–"


def plain(name: str) -> str:
    """A name of the codebook as words: air_strike as "air strike"."""
    return name.replace("_", " ")


def when(date: When | None) -> str:
    """A day, a span, or a dash."""
    if date is None or date.start is None or date.end is None:
        return "not known" if date is not None else NOTHING
    span = date.start.isoformat() if date.start == date.end else f"{date.start} to {date.end}"
    if date.precision in ("day", "span"):
        return span
    return f"{span} ({'day not told' if date.precision == 'unknown' else date.precision})"


def when_narrow(date: When | None) -> str:
    """As `when`, in lines of ten characters."""
    if date is None or date.start is None or date.end is None:
        return when(date)
    if date.start == date.end:
        return f"{date.start}" if date.precision in ("day", "span") else f"{date.start}\n({date.precision})"
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
    name = plain(event.kind.value)
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
