"""From events to incidents: `gather`. The one entry of corroboration; it reads no clock and no database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from marsad.corroboration.clusters import Cluster, Clusters, chain
from marsad.corroboration.facts import Facts, facts_of
from marsad.corroboration.incident import Incident, Link, PairJudgement, ReviewState, Told
from marsad.corroboration.synthesis import incident_id, make_incident
from marsad.corroboration.weights import Weights, chosen_weights


def standing_judgements(judgements: Iterable[PairJudgement]) -> list[PairJudgement]:
    """The judgements that stand: of several on one pair the latest; in order of time."""
    last: dict[frozenset[str], PairJudgement] = {}
    for judgement in sorted(judgements, key=lambda j: (j.at, j.left, j.right)):
        last[frozenset((judgement.left, judgement.right))] = judgement
    return sorted(last.values(), key=lambda j: (j.at, j.left, j.right))


def _apart(judgements: Iterable[PairJudgement]) -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for judgement in judgements:
        if not judgement.same:
            found[judgement.left].add(judgement.right)
            found[judgement.right].add(judgement.left)
    return {name: frozenset(others) for name, others in found.items()}


def _restore(clusters: Clusters, incident: Incident) -> None:
    """Puts an incident back as the clusters from which it was made."""
    facts = {told.id: facts_of(told) for told in incident.members}
    own = [link for link in incident.links if link.judged_by is None]
    arrived = {link.right: at for at, link in enumerate(own)}
    groups = [sorted(group, key=lambda name: arrived.get(name, -1)) for group in chain(facts, own)]
    groups.sort(key=lambda group: incident_id(group[0]) != incident.id)  # the one that gave the id stays first
    for group in groups:
        inside = set(group)
        clusters.restore([facts[name] for name in group], [link for link in own if link.right in inside])


def _unite(
    clusters: Sequence[Cluster], judgements: Sequence[PairJudgement], apart: Mapping[str, frozenset[str]]
) -> list[tuple[list[Cluster], list[Link]]]:
    """Clusters in groups of one incident, with the links that persons made. A split stands before a merge."""
    cluster_of = {facts.id: cluster.number for cluster in clusters for facts in cluster.members}
    group_of = {cluster.number: [cluster] for cluster in clusters}
    made: defaultdict[int, list[Link]] = defaultdict(list)
    for judgement in judgements:
        numbers = [cluster_of.get(name) for name in (judgement.left, judgement.right)]
        if not judgement.same or numbers[0] is None or numbers[1] is None:
            continue
        left, right = group_of[numbers[0]], group_of[numbers[1]]
        if left is not right:
            names = {facts.id for cluster in right for facts in cluster.members}
            if any(apart.get(f.id, frozenset()) & names for cluster in left for f in cluster.members):
                continue
            united = sorted(left + right, key=lambda cluster: cluster.number)
            group_of.update({cluster.number: united for cluster in united})
        made[numbers[0]].append(Link(judgement.left, judgement.right, 1.0, (), judgement.who))
    groups = [group_of[cluster.number] for cluster in clusters if group_of[cluster.number][0] is cluster]
    return [(group, [link for cluster in group for link in made[cluster.number]]) for group in groups]


def _review(name: str, members: Iterable[Facts], reviews: Mapping[str, ReviewState]) -> ReviewState:
    """What was said of the incident; failing that, of its events."""
    if name in reviews:
        return reviews[name]
    states = {reviews.get(facts.id, ReviewState.UNREVIEWED) for facts in members}
    for state in (ReviewState.CORRECTED, ReviewState.ACCEPTED):
        if state in states:
            return state
    return ReviewState.UNREVIEWED


def gather(
    told: Iterable[Told],
    *,
    judgements: Sequence[PairJudgement] = (),
    reviews: Mapping[str, ReviewState] | None = None,
    standing: Iterable[Incident] = (),
    weights: Weights | None = None,
) -> tuple[Incident, ...]:
    """The incidents that events of many reports tell; every event stands in exactly one.

    Deterministic. An event joins the incident it fits best or begins one, in order of arrival, so that
    `gather(old + new)` and `gather(new, standing=gather(old))` are the same, as long as `judgements` are the same
    and `old` holds every event that shares a block with a new one (`blocks.keys`). After a new judgement, or when
    events were withdrawn, gather all events of the incidents concerned again.

    Args:
        told: events in order of arrival; a second one with the same id is passed over.
        judgements: what persons said of pairs. Two events said to be other acts are never in one incident; two said
            to be one act unite their incidents, unless a split forbids it.
        reviews: by incident id or event id, what was said of it.
        standing: incidents as `gather` made them before, to which events are added.
        weights: of the features; the chosen ones (`weights.chosen_weights`) when None.

    Returns:
        The incidents, `standing` ones included, in order of date and id.
    """
    judged = standing_judgements(judgements)
    apart = _apart(judged)
    clusters = Clusters(weights or chosen_weights(), apart)
    for incident in standing:
        _restore(clusters, incident)
    seen = {facts.id for cluster in clusters.all for facts in cluster.members}
    for item in told:
        facts = facts_of(item)
        if facts.id not in seen:
            seen.add(facts.id)
            clusters.put(facts)
    out = []
    for group, made in _unite(clusters.all, judged, apart):
        members = [facts for cluster in group for facts in cluster.members]
        links = [*(link for cluster in group for link in cluster.links), *made]
        review = _review(incident_id(members[0].id), members, reviews or {})
        out.append(make_incident(members[0].id, members, links, review))
    return tuple(sorted(out, key=_order))


def _order(incident: Incident) -> tuple[str, str]:
    date = incident.date
    start = date.start if date is not None else incident.first_reported
    return (start.isoformat() if start else "9999", incident.id)
