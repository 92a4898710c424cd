"""The feeds that a desk follows: `feeds.toml`, read strictly."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from marsad.errors import ReadError
from marsad.sources.document import language_code

MIN_MINUTES = 5
MAX_MINUTES = 7 * 24 * 60
_DEFAULTS: Mapping[str, Any] = {"language": "", "country": "", "minutes": 30, "full_text": True}
_KEYS: Mapping[str, type] = {
    "url": str,
    "outlet": str,
    "language": str,
    "country": str,
    "minutes": int,
    "full_text": bool,
}
_KINDS: Mapping[type, str] = {str: "a string", int: "a whole number", bool: "true or false"}


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed to follow.

    Args:
        url: its address.
        outlet: name under which its reports are kept.
        language: code of its language, for reports that state none.
        country: code of the country that it reports on; may be empty.
        interval: how long to wait between two looks.
        full_text: whether to fetch the page that an entry links to; else the feed's own text is the report.
    """

    url: str
    outlet: str
    language: str = ""
    country: str = ""
    interval: dt.timedelta = dt.timedelta(minutes=30)
    full_text: bool = True


def load_feeds(path: Path) -> tuple[Feed, ...]:
    """The feeds of a `feeds.toml`, in its order.

    Raises:
        ReadError: naming the feed and the key that is wrong.
    """
    origin = str(path)
    try:
        with path.open("rb") as file:
            table = tomllib.load(file)
    except OSError as error:
        raise ReadError(origin, f"can't be opened: {error.strerror or error}; check the path") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ReadError(origin, f"no valid TOML: {error}; mend it there") from error
    unknown = set(table) - {"defaults", "feed"}
    if unknown:
        raise ReadError(origin, f"unknown key {sorted(unknown)[0]!r}; there are [defaults] and [[feed]]")
    entries, defaults = table.get("feed", []), table.get("defaults", {})
    if not isinstance(entries, list) or not entries:
        raise ReadError(origin, "no feed in it; write a [[feed]] with url and outlet for each")
    if not isinstance(defaults, dict) or {"url", "outlet"} & set(defaults):
        raise ReadError(origin, "[defaults] holds language, country, minutes and full_text only")
    feeds = tuple(_feed({**_DEFAULTS, **defaults, **entry}, origin, number) for number, entry in enumerate(entries, 1))
    urls = [feed.url for feed in feeds]
    twice = next((url for url in urls if urls.count(url) > 1), None)
    if twice:
        raise ReadError(origin, f"{twice} is listed twice; take one of them out")
    return feeds


def _feed(entry: Mapping[str, Any], origin: str, number: int) -> Feed:
    def wrong(what: str) -> ReadError:
        return ReadError(origin, f"feed {number}: {what}")

    for key, value in entry.items():
        kind = _KEYS.get(key)
        if kind is None:
            raise wrong(f"unknown key {key!r}; there are {', '.join(_KEYS)}")
        if type(value) is not kind:
            raise wrong(f"{key} should be {_KINDS[kind]}")
    url, outlet = entry.get("url", ""), str(entry.get("outlet", "")).strip()
    if not outlet:
        raise wrong("no outlet; name whose reports these are")
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise wrong("url should be an http:// or https:// address")
    if entry["language"] and not language_code(entry["language"]):
        raise wrong(f"language {entry['language']!r} is no language code such as ar")
    if not MIN_MINUTES <= entry["minutes"] <= MAX_MINUTES:
        raise wrong(f"minutes should lie between {MIN_MINUTES} and {MAX_MINUTES}, out of courtesy to the outlet")
    return Feed(
        url=url,
        outlet=outlet,
        language=language_code(entry["language"]),
        country=entry["country"].strip().upper(),
        interval=dt.timedelta(minutes=entry["minutes"]),
        full_text=entry["full_text"],
    )
