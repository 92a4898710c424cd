"""Rules in plain words: what `--explain` says of how a value was read.

A rule that has no words here is shown as it is; nothing is hidden.
"""

from __future__ import annotations

import re

_COUNTED = ", counted from the day of publication"
_NO_DAY = " (no publication date to count from)"
_CALENDAR = re.compile(r"gregorian|hijri|numeric|feast")

_DATES = {
    "before yesterday": "the day before yesterday",
    "day and next day": "a day and the one after it",
    "gregorian date": "date",
    "gregorian month": "month",
    "hijri date": "date of the Hijri calendar",
    "hijri month": "month of the Hijri calendar",
    "numeric date": "date in figures",
    "weekdays": "two weekdays, the days from one to the other",
    "feast": "feast of the calendar",
}
_DATE_PREFIXES = {
    "passage: ": "no day of its own; the passage's: ",
    "statement: ": "no day of its own; that of the statement about it: ",
}

_PLACES = {
    "place of the passage": "no place of its own; that of the passage",
    "place.again": "a noun that points back to a place told before",
    "place.area": "a region, at its middle",
    "place.around": "in no catalogue; somewhere in the place that it is told to lie in or near",
    "place.between": "between two places, half-way",
    "place.capital": "a capital that stands for its country",
    "place.country": "a country",
    "place.countryside": "the country around a town",
    "place.direction": "a direction from a place",
    "place.name": "a name in the catalogue of places",
    "place.near": "near a place of the catalogue",
    "place.part": "a part of a region",
    "place.road": "a road between places",
    "place.side": "one side of a place",
    "place.site": "a site or building, at the place it is named with",
    "place.site_in_town": "a site or building, at the town that it stands in",
    "place.uncatalogued": "by its noun or preposition a place, but in no catalogue",
    "place.whole_country": "the country as a whole",
}

_TOLLS = {
    "between dead and wounded": "one figure for dead and wounded together",
    "casualty noun": "a noun for the dead or wounded, without a figure",
    "counted casualty noun": "a noun for the dead or wounded, with its figure",
    "damage only": "damage only is reported",
    "dead and wounded in one figure": "one figure for dead and wounded together",
    "escaped": "the target is said to have escaped",
    "felled dead": "a verb of felling, with the dead as its complement",
    "made an end of": "a verb of making an end of people",
    "none": "said to be none",
    "none told of": "said not to have been reported",
    "number of victims, then the figure": "the number of victims, then its figure",
    "verb and people": "a verb of killing or wounding, and the people after it",
    "verb with its complement": "a verb that needs its complement to tell of death or wounds",
    "verbal noun and a name": "a verbal noun of death or wounding, and a person's name",
    "verbal noun and people": "a verbal noun of death or wounding, and the people after it",
    "verbal noun with pronoun": "a verbal noun of death or wounding, with a pronoun",
    "wounded who died later": "wounded who died later",
}
_HEADLINE = ", headline"

_SIDES = {
    "adjective of nationality": "told by an adjective of nationality",
    "armed party named before the act": "the armed party named before the act",
    "attacked while sweeping": "attacked during its own sweep",
    "claims responsibility": "claims responsibility",
    "doer named by the trigger": "the word for the act names its doer",
    "doer told in the passage": "told in another sentence of the passage",
    "its enemy elsewhere in the report": "not told here; the enemy of the other side elsewhere in the report",
    "named for the adjective of nationality": "the party that the adjective of nationality stands for",
    "reports its own act": "reports its own act",
    "victims of the toll": "the victims that the toll counts",
    "who fired what was shot down": "fired what was shot down",
}
_ARGUMENT = re.compile(r"(?P<frame>[a-z_]+): (?P<slot>\S+)(?P<site> site)?")
_BORROWED = "as "
_FOLDED = {"علي": "على", "الي": "إلى"}  # slots are kept folded; readers want them as written

_OTHERS = {"attribution": "named as who says so", "protected object": "a word for what the act hit or hindered"}


def _date(rule: str) -> str:
    prefix = next((words for start, words in _DATE_PREFIXES.items() if rule.startswith(start)), "")
    if prefix:
        rule = rule.partition(": ")[2]
    if rule == "day of publication":
        return "no day is told; that of publication"
    bare = rule.removesuffix(_NO_DAY)
    parts = bare.split(" with ")
    told = " and ".join(_DATES.get(part, part) for part in parts)
    agree = " that agree" if len(parts) > 1 else ""
    if bare != rule:
        return f"{prefix}{told}; no day of publication to count from"
    return f"{prefix}{told}{agree}{'' if _CALENDAR.search(bare) else _COUNTED}"


def _argument(slot: str, site: str | None) -> str:
    where = {"bare": "next to the word for the act", "agent": "after words that name a doer"}.get(slot)
    return (where or f"after «{_FOLDED.get(slot, slot)}»") + (", by what is theirs" if site else "")


def _sides(rule: str) -> str:
    """Arguments first, gathered with the names of their frames; then the other rules."""
    places: dict[str, None] = {}
    frames: dict[str, None] = {}
    others: dict[str, None] = {}
    for one in rule.split("; "):
        bare = one
        while bare.startswith(_BORROWED):
            bare = bare.removeprefix(_BORROWED)
        argument = _ARGUMENT.fullmatch(bare)
        if argument:
            places.setdefault(_argument(argument["slot"], argument["site"]))
            frames.setdefault(argument["frame"])
        else:
            others.setdefault(_SIDES.get(bare, bare))
        if bare != one:
            others.setdefault("as for the act told beside it")
    told = [f"{' or '.join(places)} (frame {', '.join(frames)})"] if places else []
    return "; ".join([*told, *others])


def _toll(rule: str) -> str:
    bare = rule.removesuffix(_HEADLINE)
    return _TOLLS.get(bare, bare) + (", in the headline" if bare != rule else "")


def _kind(rule: str) -> str:
    entry, _, refined = rule.partition(" + ")
    if refined.startswith("means: "):
        refined = f"the means told with it make it {refined[7:].replace('_', ' ')}"
    return f"lexicon entry {entry}" + (f"; {refined}" if refined else "")


def reason(field: str, rule: str) -> str:
    """How a rule reads, in plain words; a field's rules are joined by "; ".

    Example:
        >>> reason("date", "yesterday with weekday")
        'yesterday and weekday that agree, counted from the day of publication'
    """
    if field == "kind":
        return _kind(rule)
    if field in ("side_a", "side_b"):
        return _sides(rule)
    words = []
    for one in rule.split("; "):
        if field == "date":
            words.append(_date(one))
        elif field in ("fatalities", "injured"):
            words.append(_toll(one))
        else:
            words.append(_PLACES.get(one) or _OTHERS.get(one, one))
    return "; ".join(dict.fromkeys(words))
