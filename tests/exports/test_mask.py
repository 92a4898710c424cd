"""What leaves the house under the default rules, and what its owner may change."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.codebook import Force, Kind, PlacePrecision, Protected
from marsad.corroboration.records import incident_to_dict
from marsad.event import Claim, Party, Place
from marsad.exports.mask import mask, mask_incident, mask_text, snap
from marsad.exports.rules import PLACEHOLDER, HarmRules

from . import build

NAME = "مازن الدروبي"


def _claim(speaker: str) -> Claim:
    return Claim(speaker, speaker, Force.SAYS, Kind.SHELLING, (speaker,), (speaker,), None, None, ())


def _full() -> object:
    one = build.incident(
        side_b=(Party(NAME),),
        place=Place(f"منزل {NAME}", "SY", 32.9, 36.0, PlacePrecision.EXACT, 1.0),
        event_changes={
            "anchor": f"قصف استهدف منزل {NAME}",
            "claims": (_claim(f"الناشط {NAME}"),),
            "sources": (f"الناشط {NAME}",),
        },
        links=(build.JUDGED,),
    )
    return build.report(
        one, title=f"قصف منزل {NAME}", url="https://example.org/2024/قصف-منزل-مازن-الدروبي", outlet=f"صفحة {NAME}"
    )


def test_a_private_name_is_in_no_field_of_the_incident() -> None:
    written = json.dumps(incident_to_dict(mask_incident(_full(), HarmRules())), ensure_ascii=False)
    for word in ("مازن", "الدروبي", "reviewer-7"):
        assert word not in written
    assert "الناشط" in written
    assert '"https://example.org/"' in written


def test_the_owner_may_keep_names() -> None:
    one = _full()
    assert mask_incident(one, HarmRules(mask_names=False)) == one


def test_a_name_told_with_a_title_in_one_field_is_withheld_in_all_even_its_family_alone() -> None:
    one = build.incident(event_changes={"claims": (_claim("الناشط زريق الدروبي"),), "anchor": "قصف حي بحسب الدروبي"})
    masked = mask_incident(build.report(one, title="زريق الدروبي: قصف"), HarmRules())
    told = masked.members[0]
    assert told.report.title == f"{PLACEHOLDER}: قصف"
    assert told.event.anchor == f"قصف حي بحسب {PLACEHOLDER}"


def test_ids_stay_when_names_go() -> None:
    one = _full()
    masked = mask_incident(one, HarmRules())
    assert masked.id == one.id
    assert masked.members[0].id == one.members[0].id


def test_bodies_offices_places_and_catalogued_parties_stay() -> None:
    one = build.incident(
        event_changes={"claims": (_claim("وزارة الصحة"), _claim("المتحدث باسم الجيش العميد ناصر الدوسري"))}
    )
    assert mask_incident(one, HarmRules()) == one


def test_masking_twice_changes_nothing_more() -> None:
    once = mask_incident(_full(), HarmRules())
    assert mask_incident(once, HarmRules()) == once


def test_names_withheld_are_counted() -> None:
    assert mask(_full(), HarmRules()).names == 1
    assert mask(build.incident(), HarmRules()).names == 0


@pytest.mark.parametrize("what", [Protected.HEALTH, Protected.CAMP, Protected.HUMANITARIAN])
def test_protected_points_are_moved_and_say_how_far(what: Protected) -> None:
    one = build.incident(protected=(what,))
    result = mask(one, HarmRules())
    place = result.incident.place
    assert result.points == 1
    assert (place.lat, place.lon) != (build.NAWA.lat, build.NAWA.lon)
    assert place.radius_km == 8.0
    assert place.precision is PlacePrecision.NEAR
    assert place.gazetteer_id is None
    assert place.pcode == "SY1202"
    assert result.incident.members[0].event.place == place


def test_points_of_other_acts_stay() -> None:
    one = build.incident(protected=(Protected.MARKET,))
    assert mask_incident(one, HarmRules()).place == build.NAWA


def test_one_report_of_a_hospital_is_enough_to_coarsen_the_incident() -> None:
    one = build.incident(event_changes={"protected": build.HOSPITAL}, protected=())
    assert not one.protected
    assert mask_incident(one, HarmRules()).place.lat != build.NAWA.lat


def test_no_member_of_a_coarsened_incident_keeps_its_point() -> None:
    one = build.incident(event_changes={"protected": build.HOSPITAL}, protected=())
    other = build.incident(event_changes={"anchor": "قصف آخر", "protected": ()}).members[0]
    masked = mask_incident(replace(one, members=(*one.members, other)), HarmRules())
    exact = (build.NAWA.lat, build.NAWA.lon)
    assert exact not in [(told.event.place.lat, told.event.place.lon) for told in masked.members]


def test_vowel_signs_and_lengthening_go_with_the_name() -> None:
    assert mask_text("قتل السيد عَبْدُ اللَّطِيفِ البَكْرِيّ ليلا") == f"قتل السيد {PLACEHOLDER} ليلا"
    assert mask_text("قال الناشط مازن الدروبـــ إن") == f"قال الناشط {PLACEHOLDER} إن"


def test_the_owner_may_set_the_radius_or_turn_it_off() -> None:
    one = build.incident(protected=build.HOSPITAL)
    assert mask_incident(one, HarmRules(protected_radius_km=0)) == one
    assert mask_incident(one, HarmRules(protected_radius_km=20)).place.radius_km == 23.0
    with pytest.raises(ValueError, match="0 to 100"):
        HarmRules(protected_radius_km=-1)


def test_a_coarse_place_is_not_made_to_look_finer() -> None:
    area = replace(build.NAWA, precision=PlacePrecision.AREA, radius_km=30.0)
    one = build.incident(place=area, protected=build.HOSPITAL)
    assert mask_incident(one, HarmRules()).place == area


def _distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    lat1, lat2 = math.radians(a[0]), math.radians(b[0])
    turn = math.radians(b[1] - a[1])
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(turn / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(half))


@given(st.floats(-80, 80), st.floats(-179, 179), st.sampled_from([1.0, 5.0, 25.0]))
def test_a_point_moves_no_further_than_the_radius_and_always_to_the_same_spot(
    lat: float, lon: float, km: float
) -> None:
    moved = snap(lat, lon, km)
    assert _distance_km((lat, lon), moved) <= km * 1.01
    assert snap(*moved, km) == moved
    assert moved != (0.0, 0.0)


def test_running_text_is_masked_alone() -> None:
    assert mask_text(f"قال الناشط {NAME} إن القصف عنيف") == f"قال الناشط {PLACEHOLDER} إن القصف عنيف"


@pytest.mark.parametrize(
    ("outlet", "shown"),
    [
        ("خليل أونلاين", "خليل أونلاين"),
        ("جريدة الفرات", "جريدة الفرات"),
        (f"صفحة الناشط {NAME}", f"صفحة الناشط {PLACEHOLDER}"),
        (NAME, PLACEHOLDER),
    ],
)
def test_outlets_keep_their_names_persons_pages_do_not(outlet: str, shown: str) -> None:
    one = mask_incident(build.report(build.incident(), outlet=outlet), HarmRules())
    assert one.outlets == (shown,)
    assert one.members[0].report.outlet == shown
