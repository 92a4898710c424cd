"""Place mentions: names of places in a text, with the noun before them and the relation they stand in.

After `words`, before `place_resolution`. Finds names by the gazetteer's look-up and unknown names
by the noun before them; decides nothing about which of several places of one name is meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache

from marsad.gazetteer.lookup import Gazetteer, PlaceEntry
from marsad.reading.place_relations import (
    Relation,
    bearing_of,
    combined,
    is_joined,
    read_distance_after,
    read_relation,
)
from marsad.reading.place_tables import Head, PlaceTables
from marsad.reading.words import Form, Word

# A single bare name without any cue is taken only when it is well known: least population.
_KNOWN_POPULATION = 20_000
_KNOWN_ABROAD_POPULATION = 500_000
_KNOWN_SHORT_POPULATION = 100_000
_SHORT_KEY = 3
_CUT_KEY = 5
_NISBA_KEY = 6
_MAX_CONTAINER_GAP = 2
_WHOLE_COUNTRY = "البلاد"
_CAPITAL = "العاصمه"
_BORDER = ("الحدود", "حدود")
_SITE_KEY = 5
_PRONOUN_ENDS = ("ها", "هم", "هن", "نا", "كم", "هما", "تين", "ات")
_SETTLED = frozenset(("PPL", "PPLX", "ADM2", "ADM3", "MT", "HLL", "VAL"))
# The words for a valley and a parish are also "and it led to" and "isolation".
_NEEDS_PREPOSITION = frozenset(("VAL", "ADM3"))
_MINOR_FEATURES = frozenset(("ADM3", "ADM4"))
_LINKS = frozenset(("التابعه", "التابع", "الواقعه", "الواقع", "الكاينه"))
_CONTAINER_FEATURES = frozenset(("ADM1", "ADM2", "ADM3", "RGN", "PCLI", "PEN", "DSRT", "ISL"))


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """One place as the text names it.

    Args:
        first, last: indexes of the first and last word of the name, inclusive.
        name_start, name_end: half-open range of the name in the folded text, proclitics left out.
        name: the folded name.
        joined: keys of the catalogued part, by which the gazetteer knows it; "" when it does not.
        head: index of the place noun before the name, None if none; noun: its table entry.
        candidates: places that bear the name; () for an uncatalogued one.
        relation: exact, near, direction, distance, between, road or area.
        bearing_deg, distance_km: from the named place, where told.
        prep: key of the preposition before the phrase, "" if none.
        cue: 0 nothing says it is a place, 1 a preposition or a list, 2 a place noun or relation, 3 both.
        start: index of the first word of the phrase, relation and noun included.
        cut: letters of conjunction and preposition taken off a bare name.
        country: code from an adjective after the name, "" if none.
        linked: index, among the mentions, of the other end of "between" or a road.
        containers: indexes, among the mentions, of the places it lies in, narrowest first.
    """

    first: int
    last: int
    name_start: int
    name_end: int
    name: str
    joined: str
    head: int | None
    noun: Head | None
    candidates: tuple[PlaceEntry, ...]
    relation: str = "exact"
    bearing_deg: float | None = None
    distance_km: float | None = None
    prep: str = ""
    cue: int = 0
    start: int = 0
    cut: int = 0
    country: str = ""
    linked: int | None = None
    containers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Start:
    """One way in which a surface form can begin a name; mask and seconds as in the gazetteer."""

    key: str
    pre: str
    cut: int
    mask: int
    seconds: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Glance:
    """What a surface form can begin: a name, a phrase with a place noun, the side of a country."""

    names: tuple[_Start, ...]
    bare: tuple[_Start, ...]
    head: Head | None
    head_pre: str
    head_cut: int
    side: str


@dataclass(frozen=True, slots=True)
class _Name:
    key: str
    pre: str
    cut: int
    count: int
    candidates: tuple[PlaceEntry, ...]


def _attached(pre: str) -> str:
    core = pre[1:] if pre[:1] in ("و", "ف") else pre
    return core[:1] if core[:1] in ("ب", "ل") else ""


class _Finder:
    """Finds mentions; remembers every surface form it has seen."""

    def __init__(self, gazetteer: Gazetteer, tables: PlaceTables) -> None:
        self.gazetteer = gazetteer
        self.tables = tables
        self.seen: dict[str, _Glance | None] = {}

    def glance(self, form: Form) -> _Glance | None:
        names: list[_Start] = []
        head, head_pre, head_cut = None, "", 0
        for stem in form.stems:
            if stem.post or "ك" in stem.pre:
                continue
            key, cut, pre = stem.key, len(stem.pre), stem.pre
            if pre.endswith("لل"):
                key, pre = "ال" + key, pre[:-1]
            elif pre.endswith("ال"):
                continue  # the stem before this one keeps the article in the key
            elif head is None and key in self.tables.heads:
                head, head_pre, head_cut = self.tables.heads[key], pre, cut
            mask = self.gazetteer.lengths(key)
            if mask and (not pre or len(key) >= _SHORT_KEY):
                names.append(_Start(key, pre, cut, mask, self.gazetteer.seconds(key)))
        side = ""
        key = form.key[1:] if form.key[:1] in ("ب", "و", "ل") and form.key[1:3] == "ال" else form.key
        if key in (_CAPITAL, *_BORDER) or (key.startswith("ال") and key[2:] in self.tables.bearings):
            side = key
        elif key in self.tables.bearings or key == _WHOLE_COUNTRY:
            side = key if key == _WHOLE_COUNTRY else ""
        if names or head or side:
            return _Glance(tuple(names), tuple(n for n in names if not n.pre), head, head_pre, head_cut, side)
        return None

    def name_at(self, words: Sequence[Word], at: int, starts: Sequence[_Start]) -> _Name | None:
        """The longest catalogued name that begins at a word; fewest letters cut among equals."""
        best: tuple[int, str, _Start] | None = None
        follower = words[at + 1].form.key if at + 1 < len(words) else ""
        for start in starts:
            if follower in start.seconds and is_joined(words[at + 1]):
                found = self.long_name(words, at, start)
                if found is not None and (best is None or found[0] > best[0]):
                    best = (*found, start)
            if best is None and start.mask & 2:
                best = (1, start.key, start)
        if best is None:
            return None
        count, joined, start = best
        return _Name(joined, start.pre, start.cut, count, self.gazetteer.named(joined))

    def long_name(self, words: Sequence[Word], at: int, start: _Start) -> tuple[int, str] | None:
        """(words, joined keys) of the longest name of several words."""
        for count in range(min(start.mask.bit_length() - 1, len(words) - at), 1, -1):
            if start.mask >> count & 1:
                rest = words[at + 1 : at + count]
                joined = " ".join([start.key, *[word.form.key for word in rest]])
                if self.gazetteer.has(joined) and all(is_joined(word) for word in rest):
                    return count, joined
        return None

    # -- one place ---------------------------------------------------------------------------------

    def find(self, words: Sequence[Word], blocked: Set[int]) -> list[PlaceMention]:
        out: list[PlaceMention] = []
        held: list[PlaceMention] = []
        seen = self.seen
        at, count = 0, len(words)
        item = -1  # where an unknown member of a list may stand
        while at < count:
            form = words[at].form
            text = form.text
            glance = seen.get(text, False)
            if glance is False:
                glance = seen[text] = self.glance(form)
            if glance is None or at in blocked:
                if at == item and glance is None and at not in blocked and text[0] == "و" and is_joined(words[at]):
                    found = self.unknown(words, at, out[-1].noun, list_of=out[-1])
                    if found is not None:
                        out.append(found)
                        at = found.last
                        item = at + 1
                at += 1
                continue
            assert isinstance(glance, _Glance)
            found = self.at(words, at, glance, out[-1] if out else None)
            if found is None or not blocked.isdisjoint(range(found.first, found.last + 1)):
                at += 1
                continue
            at = found.last + 1
            if found.cue >= self.needed(found):
                out.append(found)
                item = at if found.noun is not None and found.noun.many and found.noun.uncatalogued else -1
            else:
                held.append(found)
        return self.recall(out, held)

    def at(self, words: Sequence[Word], at: int, glance: _Glance, before: PlaceMention | None) -> PlaceMention | None:
        stop = before.last + 1 if before is not None else 0
        name = self.name_at(words, at, glance.names) if glance.names else None
        if glance.head is not None and (name is None or name.count == 1 or not glance.head.in_name):
            found = self.after_head(words, at, glance, stop)
            if found is not None and (found.candidates or name is None or name.count == 1):
                return found
        if glance.side:
            found = self.side(words, at, glance.side, stop)
            if found is not None:
                return found
        if name is None or self.is_person(words, at, name):
            return None
        listed = before if before is not None and self.continues(words, at, name.pre, before) else None
        noun = head = None
        if glance.head is not None and name.count > 1 and glance.head_pre == name.pre:
            noun, head = glance.head, at
        elif listed is not None and listed.noun is not None and listed.noun.many:
            noun, head = listed.noun, listed.head
        return self.mention(words, at, name, (head, noun, at), stop, listed)

    def after_head(self, words: Sequence[Word], at: int, glance: _Glance, stop: int) -> PlaceMention | None:
        noun = glance.head
        if noun is None or at + 1 >= len(words) or not is_joined(words[at + 1]):
            return None
        next_form = words[at + 1].form
        inner = self.glance_of(next_form)
        name = None
        if inner is not None:
            name = self.name_at(words, at + 1, inner.bare)
            if inner.head is not None and not inner.head_pre and (name is None or name.count == 1):
                nested = self.after_head(words, at + 1, inner, at + 1)
                if nested is not None:
                    return self.wrapped(words, at, glance, nested, stop)
            if name is None and inner.side == _WHOLE_COUNTRY:
                return None
        if name is None:
            other = self.gazetteer.respelled(next_form.key)
            if other is not None and other not in self.gazetteer.common and len(next_form.key) > _SHORT_KEY:
                name = _Name(other, "", 0, 1, self.gazetteer.named(other))
        if name is None:
            return self.unknown(words, at + 1, noun, head=at, head_cut=glance.head_cut, head_pre=glance.head_pre)
        first = at if noun.in_name and not noun.many else at + 1
        cut = glance.head_cut if first == at else 0
        name = _Name(name.key, glance.head_pre, cut, name.count, name.candidates)
        return self.mention(words, at + 1, name, (at, noun, first), stop, None)

    def wrapped(
        self, words: Sequence[Word], at: int, glance: _Glance, nested: PlaceMention, stop: int
    ) -> PlaceMention | None:
        """A noun before another place phrase: the countryside of the city of X, the villages of Y."""
        noun = glance.head
        relation = read_relation(words, at, _attached(glance.head_pre), self.tables, stop)
        found = replace(nested, prep=relation.prep, start=relation.start, cue=3 if relation.cue else 2)
        if noun is None or noun.many or not noun.in_name:
            kind = relation.kind if nested.relation == "exact" else nested.relation
            return replace(found, relation=kind, bearing_deg=relation.bearing_deg or nested.bearing_deg)
        begin = words[at].start + glance.head_cut
        name = " ".join([words[at].form.text[glance.head_cut :], *[w.form.text for w in words[at + 1 : nested.last + 1]]])
        found = replace(found, first=at, name_start=begin, name=name, head=at, noun=noun)
        return self.trailing(words, found)

    def glance_of(self, form: Form) -> _Glance | None:
        found = self.seen.get(form.text, False)
        if found is False:
            found = self.seen[form.text] = self.glance(form)
        assert found is None or isinstance(found, _Glance)
        return found

    def mention(
        self,
        words: Sequence[Word],
        at: int,
        name: _Name,
        phrase: tuple[int | None, Head | None, int],
        stop: int,
        listed: PlaceMention | None,
    ) -> PlaceMention:
        head, noun, first = phrase
        last = at + name.count - 1
        begin = words[first].start + name.cut
        start = head if head is not None and listed is None else at
        relation = read_relation(words, start, _attached(name.pre), self.tables, stop)
        cue = min(3, relation.cue + 2) if noun is not None and listed is None else relation.cue
        if listed is not None and relation.kind == "exact":
            conjoined = name.pre[:1] == "و" or words[at - 1].form.key == "و"
            many = listed.noun is not None and listed.noun.many and conjoined
            inherited = listed.cue if many else min(listed.cue, 1)
            kind = listed.relation if listed.relation in ("near", "between", "direction") else "exact"
            bearing = listed.bearing_deg if kind == "direction" else None
            relation = Relation(kind, relation.prep or listed.prep, bearing, None, relation.cue, relation.start)
            cue = max(cue, inherited)
        pieces = [words[first].form.text[name.cut :], *[w.form.text for w in words[first + 1 : last + 1]]]
        found = PlaceMention(
            first, last, begin, words[last].end, " ".join(pieces), name.key, head, noun, name.candidates,
            relation.kind, relation.bearing_deg, relation.distance_km, relation.prep, cue, relation.start,
            name.cut if noun is None else 0,
        )  # fmt: skip
        return self.trailing(words, found)

    def trailing(self, words: Sequence[Word], found: PlaceMention) -> PlaceMention:
        """With what follows the name: "the eastern", "the Syrian", "by 20 km"."""
        at = found.last + 1
        if found.noun is not None and found.noun.feature == "RD":
            found = replace(found, relation="road")
        if at >= len(words) or not is_joined(words[at]):
            return found
        sided = found.noun is not None and found.noun.lemma in ("ريف", "محور", "قطاع", "جهه", "جبهه")
        if sided or found.relation == "near":
            bearing = bearing_of(words[at], self.tables, definite=True)
            if bearing is not None:
                end = at
                if at + 1 < len(words) and is_joined(words[at + 1]) and not words[at + 1].form.text.startswith("و"):
                    second = bearing_of(words[at + 1], self.tables, definite=True)
                    if second is not None:
                        bearing, end = combined(bearing, second), at + 1
                found = replace(found, bearing_deg=bearing)
                if sided:
                    name = " ".join([found.name, *[w.form.text for w in words[at : end + 1]]])
                    found = replace(found, last=end, name_end=words[end].end, name=name, relation="area")
                at = end + 1
        if sided and found.noun is not None and found.noun.lemma == "ريف" and found.relation == "exact":
            found = replace(found, relation="area")
        if at < len(words) and words[at].form.key == _CAPITAL and found.candidates:
            name = f"{found.name} {words[at].form.text}"
            return replace(found, last=at, name_end=words[at].end, name=name, noun=self.tables.heads.get(_CAPITAL[2:]))
        if at < len(words) and is_joined(words[at]):
            country = self.demonym(words[at])
            if country:
                found = replace(found, country=country)
            elif found.bearing_deg is not None and found.distance_km is None:
                found = replace(found, distance_km=read_distance_after(words, at, self.tables))
        return found

    # -- lists, unknown names, sides of a country ----------------------------------------------------

    def continues(self, words: Sequence[Word], at: int, pre: str, before: PlaceMention) -> bool:
        """Whether a name at `at` continues the list that `before` stands in."""
        if before.last == at - 1:
            comma = words[at].before in (",", "-", "/")
            return (pre == "و" and (is_joined(words[at]) or comma)) or (not pre and comma)
        return before.last == at - 2 and words[at - 1].form.key == "و" and not pre

    def unknown(
        self,
        words: Sequence[Word],
        at: int,
        noun: Head | None,
        *,
        head: int | None = None,
        head_cut: int = 0,
        head_pre: str = "",
        list_of: PlaceMention | None = None,
    ) -> PlaceMention | None:
        """A name that no catalogue has, taken on the word of the noun before it."""
        if noun is None or not noun.uncatalogued or (noun.many and noun.feature == "RGN"):
            return None
        cut = 1 if list_of is not None else 0
        text = words[at].form.text[cut:]
        last = at
        key = words[at].form.key[cut:]
        if key in self.tables.opens and at + 1 < len(words) and is_joined(words[at + 1]):
            last = at + 1
        site = noun.feature not in _SETTLED
        if not self.is_nameable(words[last], words[last].form.key if last > at else key, site and last == at):
            return None
        if last + 1 < len(words) and is_joined(words[last + 1]) and words[last + 1].form.key in self.tables.closes:
            last += 1
        if list_of is not None:
            ended = last + 1 >= len(words) or not is_joined(words[last + 1]) or self.ends_list(words[last + 1])
            if not ended:
                return None
            relation = Relation(list_of.relation, list_of.prep, None, None, list_of.cue, at)
            first = at
        else:
            relation = read_relation(words, at - 1, _attached(head_pre), self.tables, 0)
            if not relation.cue and noun.feature in _NEEDS_PREPOSITION:
                return None
            first = at - 1 if noun.in_name and not noun.many else at
            cut = head_cut if first < at else 0
            text = words[first].form.text[cut:]
        found = PlaceMention(
            first, last, words[first].start + cut, words[last].end,
            " ".join([text, *[w.form.text for w in words[first + 1 : last + 1]]]), "",
            head if list_of is None else list_of.head, noun, (),
            relation.kind, relation.bearing_deg, relation.distance_km, relation.prep,
            3 if relation.cue else 2, relation.start,
        )  # fmt: skip
        return self.trailing(words, found)

    def ends_list(self, word: Word) -> bool:
        return word.form.text[0] == "و" or word.form.key in self.tables.relations or word.form.text[0] == "ب"

    def is_nameable(self, word: Word, key: str, site: bool) -> bool:
        """Whether a word that no catalogue has can be a name; stricter after a noun of sites."""
        form = word.form
        if form.is_number or len(key) < _SHORT_KEY or form.text[0] < "\u0600":
            return False
        if key in self.tables.not_names or key in self.tables.heads or key in self.tables.relations:
            return False
        if key.startswith(("لل", "بال", "وال", "كال")) or (key[0] == "و" and key[1:3] != "اد"):
            return False
        if key.endswith(_PRONOUN_ENDS) and len(key) > _SHORT_KEY + 1:
            return False
        definite = key.startswith("ال")
        if not definite and (key.endswith("يه") or (site and len(key) < _SITE_KEY)):
            return False
        for stem in form.stems:
            if stem.post:
                continue
            bare = stem.key
            if bare in self.gazetteer.demonyms or bare in self.tables.bearings:
                return False
            if stem.pre and (bare in self.tables.heads or (len(stem.pre) == 1 and bare in self.tables.not_names)):
                return False
        return True

    def side(self, words: Sequence[Word], at: int, side: str, stop: int) -> PlaceMention | None:
        """The capital of a country, a side of it or its border, told with its adjective; sides of "the country"."""
        cut = len(words[at].form.text) - len(side)
        attached = _attached(words[at].form.text[:cut])
        if side == _WHOLE_COUNTRY:
            relation = read_relation(words, at, attached, self.tables, stop)
            if relation.kind != "direction" and relation.prep not in ("في", "ب", "انحا", "عموم", "داخل"):
                return None
            return self._sided(words, (at, at), cut, relation, "")
        last = at
        bearing = self.tables.bearings.get(side[2:])
        if bearing is not None and at + 1 < len(words) and is_joined(words[at + 1]):
            second = bearing_of(words[at + 1], self.tables, definite=True)
            if second is not None:
                bearing, last = combined(bearing, second), at + 1
        if last + 1 >= len(words) or not is_joined(words[last + 1]):
            return None
        country = self.demonym(words[last + 1])
        if not country:
            return None
        last += 1
        relation = read_relation(words, at, attached, self.tables, stop)
        if side == _CAPITAL:
            if last + 1 < len(words) and is_joined(words[last + 1]):
                after = self.glance_of(words[last + 1].form)
                if after is not None and self.name_at(words, last + 1, after.bare):
                    return None  # the capital's name follows and speaks for itself
            capital = self.gazetteer.capital(country)
            found = self._sided(words, (at, last), cut, relation, country)
            return replace(found, candidates=(capital,) if capital is not None else ())
        if side in _BORDER:
            while last + 1 < len(words) and is_joined(words[last + 1]) and self.demonym(words[last + 1]):
                last += 1
            return replace(self._sided(words, (at, last), cut, relation, country), relation="area")
        found = self._sided(words, (at, last), cut, relation, country)
        return replace(found, relation="direction", bearing_deg=bearing)

    def _sided(
        self, words: Sequence[Word], span: tuple[int, int], cut: int, relation: Relation, country: str
    ) -> PlaceMention:
        at, last = span
        entry = self.gazetteer.country(country) if country else None
        pieces = [words[at].form.text[cut:], *[w.form.text for w in words[at + 1 : last + 1]]]
        return PlaceMention(
            at, last, words[at].start + cut, words[last].end, " ".join(pieces), "", None, None,
            (entry,) if entry is not None else (), relation.kind, relation.bearing_deg, relation.distance_km,
            relation.prep, 2, relation.start, 0, country,
        )  # fmt: skip

    # -- what is no place ------------------------------------------------------------------------------

    def is_person(self, words: Sequence[Word], at: int, name: _Name) -> bool:
        if at == 0 or name.pre or not is_joined(words[at]):
            return False
        return any(stem.key in self.tables.persons for stem in words[at - 1].form.stems if not stem.post)

    def needed(self, mention: PlaceMention) -> int:
        """The least cue with which the mention is taken for a place."""
        key = mention.joined
        if not key or mention.noun is not None:
            return 0
        level = self.gazetteer.common.get(key)
        if level is not None:
            return 2 if level == "head" or mention.cut else 1
        if " " in key:
            return 0
        best = max((entry.population for entry in mention.candidates), default=0)
        if mention.cut and best < _KNOWN_POPULATION and len(key) < _CUT_KEY:
            return 2
        if any(entry.feature_code in ("PCLI", "PPLC", "ADM1") for entry in mention.candidates):
            return 1 if key in self.gazetteer.demonyms else 0
        if len(key) <= _SHORT_KEY and best < _KNOWN_SHORT_POPULATION:
            return 1
        if key.startswith("ال") and key.endswith("ي") and len(key) >= _NISBA_KEY and best < _KNOWN_SHORT_POPULATION:
            return 1
        ours = any(
            not entry.id.startswith("geonames.") and entry.feature_code not in _MINOR_FEATURES
            for entry in mention.candidates
        )
        home = any(entry.country in self.gazetteer.home for entry in mention.candidates)
        return 0 if best >= (_KNOWN_POPULATION if home else _KNOWN_ABROAD_POPULATION) or (ours and home) else 1

    def recall(self, out: list[PlaceMention], held: list[PlaceMention]) -> list[PlaceMention]:
        """With the doubtful ones whose name is a place elsewhere in the same text."""
        if held:
            certain = {mention.joined for mention in out}
            out += [m for m in held if m.joined in certain and self.gazetteer.common.get(m.joined) != "head"]
            out.sort(key=lambda mention: mention.first)
        return out

    def demonym(self, word: Word) -> str:
        """Country code of an adjective of nationality with the article, "" if it is none."""
        for stem in word.form.stems:
            if stem.pre == "ال":
                return self.gazetteer.demonyms.get(stem.key, "")
        return ""


def _linked(mentions: list[PlaceMention], words: Sequence[Word]) -> list[PlaceMention]:
    """With the other ends of roads and of "between", and the places that contain others."""
    for index in range(len(mentions) - 1, 0, -1):
        inner, outer = mentions[index - 1], mentions[index]
        gap = outer.start - inner.last - 1
        if gap > _MAX_CONTAINER_GAP:
            continue
        begin = words[outer.start]
        conjoined = begin.form.text[0] == "و"
        if inner.relation in ("between", "road") and gap <= 1:
            dashed = inner.relation == "road" and begin.before in ("-", "/", "")
            if dashed or outer.relation == "between" or conjoined:
                mentions[index - 1] = replace(inner, linked=index)
                continue
        if not all(is_joined(word) for word in words[inner.last + 1 : outer.first + 1]):
            if gap or begin.before not in (",", "-", "/"):
                continue
            conjoined = True
        if not gap and conjoined:
            if outer.containers and (outer.prep == inner.prep or not outer.prep):
                # a list goes on: what holds its last member holds the others
                mentions[index - 1] = replace(inner, containers=outer.containers)
            continue
        if _contains(outer, words[inner.last + 1 : outer.start]):
            mentions[index - 1] = replace(inner, containers=(index, *outer.containers))
    return mentions


def _contains(outer: PlaceMention, gap: Sequence[Word]) -> bool:
    """Whether a place that follows another with only `gap` between them says where that one lies."""
    if gap:
        return any(word.form.key in _LINKS for word in gap)
    if outer.relation in ("near", "direction", "area", "distance"):
        return True
    wide = outer.noun is not None and outer.noun.feature in _CONTAINER_FEATURES
    wide = wide or any(entry.feature_code in _CONTAINER_FEATURES for entry in outer.candidates)
    inside = outer.prep in ("ب", "في", "وسط")
    return (outer.noun is not None and (wide or inside)) or (inside and wide)


@lru_cache(maxsize=4)
def _finder(gazetteer: Gazetteer, tables: PlaceTables) -> _Finder:
    return _Finder(gazetteer, tables)


def find_places(
    words: Sequence[Word], gazetteer: Gazetteer, tables: PlaceTables, blocked: Set[int] = frozenset()
) -> list[PlaceMention]:
    """Places that the words name, in order of the text; [] when there are none.

    Args:
        blocked: indexes of words that belong to names of parties, in which no place is looked for.
    """
    return _linked(_finder(gazetteer, tables).find(words, blocked), words)


def find_demonyms(words: Sequence[Word], gazetteer: Gazetteer) -> Iterator[tuple[int, str]]:
    """(word index, country code) of every adjective or noun of nationality, in order."""
    demonyms = gazetteer.demonyms
    for index, word in enumerate(words):
        for stem in word.form.stems:
            if not stem.post and stem.key in demonyms:
                yield index, demonyms[stem.key]
                break


def country_cues(words: Sequence[Word], gazetteer: Gazetteer) -> Counter[str]:
    """How often adjectives of nationality point to each country."""
    return Counter(country for _, country in find_demonyms(words, gazetteer))
