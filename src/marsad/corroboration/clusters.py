"""Clusters of events, one event at a time in order of arrival.

An event joins the incident it fits best, or begins one. It never moves afterwards and never joins two incidents
into one, so that what stands is not reshuffled by what comes: the clusters after n events are those after n - 1
with one event added. Only a person's judgement unites two clusters (`gather`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from marsad.corroboration.blocks import days_of, is_wide, places_of
from marsad.corroboration.facts import Facts
from marsad.corroboration.features import compare, day_gap, tells_one_act
from marsad.corroboration.incident import Link
from marsad.corroboration.kinds import GROUPS, kind_likeness
from marsad.corroboration.places import PlaceRelation, relation
from marsad.corroboration.weights import Weights, probability

_COMPARED = 12  # members of a cluster with which a newcomer is compared: more change nothing but the time
_COUNTED = 3  # of which so many, the likest, are averaged: one chance likeness is not enough
_FARTHEST = 2  # days between two events of which one has no day of its own


@dataclass(eq=False)
class Cluster:
    """Events that tell one act, in order of arrival.

    Args:
        number: number of its making, from 0.
        members: all of them.
        links: why each member but the first came in.
        compared: the members that newcomers are compared with, from different reports where possible.
        firm: of members with the same kind, days and place the first: what newcomers must not contradict.
    """

    number: int
    members: list[Facts] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    compared: list[Facts] = field(default_factory=list)
    firm: list[Facts] = field(default_factory=list)

    def add(self, facts: Facts) -> None:
        """Adds a member."""
        self.members.append(facts)
        if len(self.compared) < _COMPARED and all(facts.voice != other.voice for other in self.compared):
            self.compared.append(facts)
        known = {_signature(other) for other in self.firm}
        if _signature(facts) not in known:
            self.firm.append(facts)


@dataclass(frozen=True, slots=True, eq=False)
class _Fit:
    """How well an event fits a cluster, the member it is likest to, and the features of the two."""

    score: float
    cluster: Cluster
    member: Facts
    pair: Mapping[str, float]


def _signature(facts: Facts) -> tuple[object, ...]:
    return facts.kind, facts.days, facts.own_day, facts.sure_day, facts.point, facts.radius_km, facts.close, facts.name


def parted(a: Facts, b: Facts) -> bool:
    """Whether two events can't be one act, however alike: other days, other places, kinds that do not go together."""
    gap = day_gap(a, b)
    if gap and (gap > _FARTHEST or (a.own_day and b.own_day) or (gap > 1 and a.sure_day and b.sure_day)):
        return True
    return not kind_likeness(a.kind, b.kind) or relation(a, b) is PlaceRelation.APART


class Clusters:
    """The clusters so far and where to look for them.

    Args:
        weights: of the features.
        apart: by event id, the ids that a person said are another act.
    """

    def __init__(self, weights: Weights, apart: Mapping[str, frozenset[str]]) -> None:
        self.all: list[Cluster] = []
        self._weights = weights
        self._apart = apart
        self._near: defaultdict[str, dict[int, None]] = defaultdict(dict)
        self._areas: defaultdict[str, dict[int, None]] = defaultdict(dict)
        self._far: defaultdict[str, dict[int, None]] = defaultdict(dict)

    def restore(self, members: Iterable[Facts], links: Iterable[Link]) -> None:
        """Puts in a cluster as it stood."""
        cluster = self._new()
        for facts in members:
            cluster.add(facts)
            self._register(facts, cluster)
        cluster.links.extend(links)

    def put(self, facts: Facts) -> None:
        """Puts in the next event: into the cluster it fits best, or one of its own."""
        found: list[_Fit] = []
        for number in self._candidates(facts):
            cluster = self.all[number]
            if self._allowed(facts, cluster) and (fit := self._fit(facts, cluster)) is not None:
                found.append(fit)
        found.sort(key=lambda fit: (-fit.score, fit.cluster.members[0].id))
        if found and self._sure(facts, found):
            cluster = found[0].cluster
            cluster.links.append(self._link(facts, found[0]))
        else:
            cluster = self._new()
        cluster.add(facts)
        self._register(facts, cluster)

    def _new(self) -> Cluster:
        cluster = Cluster(len(self.all))
        self.all.append(cluster)
        return cluster

    def _register(self, facts: Facts, cluster: Cluster) -> None:
        near, far = places_of(facts)
        wide = is_wide(facts)
        for group in GROUPS[facts.kind]:
            for day in days_of(facts):
                for place in near:
                    self._near[f"{group}|{day}|{place}"][cluster.number] = None
                for place in far:
                    self._far[f"{group}|{day}|{place}"][cluster.number] = None
                    if wide:
                        self._areas[f"{group}|{day}|{place}"][cluster.number] = None
        self._near[f"text|{facts.voice}"][cluster.number] = None

    def _candidates(self, facts: Facts) -> list[int]:
        near, far = places_of(facts)
        index = self._far if is_wide(facts) else self._areas
        found = dict(self._near.get(f"text|{facts.voice}", {}))
        for group in GROUPS[facts.kind]:
            for day in days_of(facts):
                for place in near:
                    found.update(self._near.get(f"{group}|{day}|{place}", {}))
                for place in far:
                    found.update(index.get(f"{group}|{day}|{place}", {}))
        return sorted(found)

    def _allowed(self, facts: Facts, cluster: Cluster) -> bool:
        forbidden = self._apart.get(facts.id)
        if forbidden and any(member.id in forbidden for member in cluster.members):
            return False
        return not any(parted(facts, member) for member in cluster.firm)

    def _fit(self, facts: Facts, cluster: Cluster) -> _Fit | None:
        """How an event fits a cluster; None below the threshold."""
        pairs = [
            (self._weights.log_odds(pair), member, pair)
            for member in cluster.compared
            if tells_one_act(pair := compare(member, facts))
        ]
        if not pairs:
            return None
        best = sorted((odds for odds, _, _ in pairs), reverse=True)[:_COUNTED]
        score = probability(sum(best) / len(best))
        if score < self._weights.threshold:
            return None
        _, member, pair = max(pairs, key=lambda item: item[0])
        return _Fit(score, cluster, member, pair)

    def _sure(self, facts: Facts, found: list[_Fit]) -> bool:
        """Whether the first choice is one: what names only an area must fit one incident clearly better than others."""
        return facts.close or len(found) == 1 or found[0].score - found[1].score >= self._weights.margin

    def _link(self, facts: Facts, fit: _Fit) -> Link:
        score = round(probability(self._weights.log_odds(fit.pair)), 4)
        return Link(fit.member.id, facts.id, score, self._weights.reasons(fit.pair))


def chain(ids: Iterable[str], links: Iterable[Link]) -> list[list[str]]:
    """The ids in groups that links unite, in their order."""
    parent = {name: name for name in ids}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for link in links:
        if link.left in parent and link.right in parent:
            parent[root(link.right)] = root(link.left)
    groups: dict[str, list[str]] = {}
    for name in parent:
        groups.setdefault(root(name), []).append(name)
    return list(groups.values())
