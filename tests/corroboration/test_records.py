"""Incidents as JSON and back."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest

from marsad.codebook import Force
from marsad.corroboration.gather import gather
from marsad.corroboration.incident import PairJudgement, ReviewState
from marsad.corroboration.records import incident_from_dict, incident_to_dict
from marsad.event import Toll

from .build import NAWA, claim, told

NOON = dt.datetime(2024, 6, 1, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def incidents():
    reports = [
        told("a", dead=3, claims=(claim(Toll(3, 3)), claim(None, speaker="الجيش", force=Force.DENIES))),
        told("b", dead=Toll(4, None), coded_id="0123456789abcdef"),
        told("c", place=None, published=None),
        told("d", place=NAWA),
    ]
    judgement = PairJudgement(reports[0].id, reports[3].id, True, "محللة", NOON, "الحادثة نفسها")
    return gather(reports, judgements=[judgement], reviews={reports[2].id: ReviewState.ACCEPTED})


def test_an_incident_is_read_back_as_it_was(incidents):
    assert {len(i.members) for i in incidents} == {1, 3}
    for incident in incidents:
        assert incident_from_dict(json.loads(json.dumps(incident_to_dict(incident)))) == incident


def test_the_contract_has_its_names(incidents):
    record = incident_to_dict(max(incidents, key=lambda i: len(i.members)))
    names = "id kind status date place side_a side_b fatalities injured protected articles events outlets voices"
    names += " first_reported last_reported claims disagreements choices links confidence review"
    assert list(record) == names.split()
    assert record["articles"] == ["a", "b", "d"]
    assert set(record["fatalities"]) == {"low", "best", "high", "rule"}
    assert [e["id"] for e in record["events"]][1] == "0123456789abcdef"
    assert [link["judged_by"] for link in record["links"]] == [None, "محللة"]


def test_what_was_corrected_keeps_the_id_of_what_was_coded():
    as_coded = told("a")
    corrected = replace(as_coded, event=told("a", dead=9).event, coded_id=as_coded.id)
    assert corrected.id == as_coded.id != corrected.event.id
    assert gather([corrected])[0].id == gather([as_coded])[0].id
