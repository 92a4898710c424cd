"""Every format read back with what its users read it with: pandas, pyarrow, a JSON reader."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pandas as pd
import pyarrow.parquet as pq
import pytest

from marsad.codebook import DatePrecision, Kind, PlacePrecision, Protected
from marsad.corroboration.incident import TollRange
from marsad.corroboration.records import incident_from_dict
from marsad.event import Party, Place
from marsad.exports import FORMATS, ExportOptions, ExportReport, HarmRules
from marsad.exports.ucdp import priogrid_gid

from . import build

ACLED_COLUMNS = """event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1
assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2
admin3 location latitude longitude geo_precision source source_scale notes fatalities tags timestamp""".split()
UCDP_COLUMNS = """id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name
dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b
number_of_sources source_article source_office source_date source_headline source_original where_prec
where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region
event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa
gwnob""".split()
POLECAT_FIRST, POLECAT_LAST = ["Event ID", "Event Date", "Event Type", "Event Mode"], ["Language", "Version"]
HAPI_COLUMNS = """location_code has_hrp in_gho provider_admin1_name provider_admin2_name admin1_code admin1_name
admin2_code admin2_name admin_level event_type events fatalities reference_period_start reference_period_end
dataset_hdx_id resource_hdx_id warning error""".split()


def write(name: str, *incidents, **options) -> tuple[bytes, ExportReport]:
    out = io.BytesIO()
    report = FORMATS[name].write(incidents, out, ExportOptions(**options))
    return out.getvalue(), report


def table(name: str, *incidents, **options) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(write(name, *incidents, **options)[0]), sep="\t" if name == "polecat" else ",")


def rows(name: str, *incidents) -> list[list[str]]:
    """The rows of a table below its header, as they stand."""
    lines = io.StringIO(write(name, *incidents)[0].decode(), newline="")
    style = {"delimiter": "\t", "quoting": csv.QUOTE_NONE} if name == "polecat" else {}
    return list(csv.reader(lines, **style))[1:]


@pytest.mark.parametrize("name", FORMATS)
def test_no_incidents_make_a_file_that_can_be_read(name: str) -> None:
    written, report = write(name)
    assert report.rows == 0
    if name == "parquet":
        assert pq.read_table(io.BytesIO(written)).num_rows == 0
    elif name == "geojson":
        assert json.loads(written)["features"] == []
    elif name in ("jsonl", "plover"):
        assert written == b""
    else:
        assert len(written.splitlines()) == 1


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_incidents_give_the_same_bytes(name: str) -> None:
    incidents = [build.incident(n) for n in range(1, 4)]
    assert write(name, *incidents)[0] == write(name, *incidents)[0]


def test_acled_has_its_columns_and_types() -> None:
    frame = table("acled", build.incident())
    assert list(frame.columns) == ACLED_COLUMNS
    row = frame.iloc[0]
    assert row.event_id_cnty == "SYR1"
    assert (row.event_date, row.year, row.time_precision) == ("2024-05-10", 2024, 1)
    assert (row.disorder_type, row.event_type) == ("Political violence", "Explosions/Remote violence")
    assert row.sub_event_type == "Shelling/artillery/missile attack"
    assert (row.inter1, row.inter2, row.interaction) == ("State forces", "Civilians", "State forces-Civilians")
    assert row.civilian_targeting == "Civilian targeting"
    assert (row.iso, row.region, row.country) == (760, "Middle East", "Syria")
    assert (row.admin1, row.admin2) == ("Dara", "Izra district")
    assert (row.latitude, row.longitude, row.geo_precision) == (32.8892, 36.0421, 1)
    assert (row.fatalities, row.timestamp) == (3, 1715299200)
    assert pd.api.types.is_integer_dtype(frame.year)
    assert pd.api.types.is_float_dtype(frame.longitude)


def test_acled_gives_numbers_for_actors_when_asked() -> None:
    row = table("acled", build.incident(), inter="numeric").iloc[0]
    assert (row.inter1, row.inter2, row.interaction) == (1, 7, 17)
    alone = table("acled", build.incident(side_b=()), inter="numeric").iloc[0]
    assert (alone.inter2, alone.interaction) == (0, 10)
    nobody = table("acled", build.incident(side_a=()), inter="numeric").iloc[0]
    assert pd.isna(nobody.inter1)  # ACLED has no first actor of type 0


def test_acled_names_countries_as_acled_does() -> None:
    there = build.incident(place=Place("غزة", "PS", 31.5, 34.46, PlacePrecision.EXACT, 3.0))
    assert table("acled", there).iloc[0].country == "Palestine"
    assert table("ucdp", there).iloc[0].country == "Palestinian Territory"


@pytest.mark.parametrize(
    ("changes", "sub_event_type", "disorder"),
    [
        ({"kind": Kind.TERRITORY_CHANGE}, "Government regains territory", "Political violence"),
        (
            {"kind": Kind.TERRITORY_CHANGE, "side_a": (Party("مسلحون"),)},
            "Non-state actor overtakes territory",
            "Political violence",
        ),
        (
            {"kind": Kind.PROTEST_CRACKDOWN},
            "Excessive force against protesters",
            "Political violence; Demonstrations",
        ),
        (
            {"kind": Kind.PROTEST_CRACKDOWN, "fatalities": None, "injured": None},
            "Protest with intervention",
            "Demonstrations",
        ),
        ({"kind": Kind.RIOT}, "Violent demonstration", "Demonstrations"),
        ({"kind": Kind.ARREST}, "Arrests", "Strategic developments"),
    ],
)
def test_acled_subtypes_follow_what_the_incident_tells(changes, sub_event_type: str, disorder: str) -> None:
    row = table("acled", build.incident(**changes)).iloc[0]
    assert (row.sub_event_type, row.disorder_type) == (sub_event_type, disorder)


def test_a_states_forces_abroad_are_external_to_acled() -> None:
    abroad = build.incident(place=replace(build.NAWA, country="IQ", pcode=None, gazetteer_id=None, admin1=None))
    assert table("acled", abroad).iloc[0].inter1 == "External/Other forces"


def test_an_incident_without_a_day_is_left_out_and_said() -> None:
    for name in ("acled", "ucdp", "plover", "polecat", "hapi"):
        _, report = write(name, build.incident(date=None))
        assert report.rows == 0
        assert report.left_out == {"no day known": 1}


def test_what_acled_does_not_hold_is_counted() -> None:
    _, report = write("acled", build.incident(fatalities=None, side_a=(Party("أحدهم"),), place=None))
    assert report.not_held["no point known"] == 1
    assert report.not_held["no death told and none denied: empty, where ACLED writes 0"] == 1
    assert report.not_held["injured"] == 1
    assert pd.isna(table("acled", build.incident(fatalities=None)).iloc[0].fatalities)


def test_ucdp_has_its_columns_and_values() -> None:
    frame = table("ucdp", build.incident())
    assert list(frame.columns) == UCDP_COLUMNS
    row = frame.iloc[0]
    assert (row.id, row.year, row.code_status) == (1, 2024, "Unreviewed")
    assert row.type_of_violence == 3
    assert (row.low, row.best, row.high) == (2, 3, 3)
    assert (row.deaths_a, row.deaths_b, row.deaths_civilians, row.deaths_unknown) == (0, 0, 3, 0)
    assert (row.where_prec, row.date_prec, row.event_clarity) == (1, 1, 1)
    assert row.geom_wkt == "POINT (36.0421 32.8892)"
    assert (row.priogrid_gid, row.country_id, row.gwnoa) == (176833, 652, 652)
    assert pd.isna(row.gwnob)
    assert row.region == "Middle East"


def test_ucdp_types_of_violence() -> None:
    rebels = Party("الحوثيين", "ye.houthis")
    fight = build.incident(kind=Kind.ARMED_CLASH, side_b=(Party("مسلحين"),))
    assert table("ucdp", fight).iloc[0].type_of_violence == 1
    assert table("ucdp", fight).iloc[0].deaths_unknown == 3
    between = build.incident(kind=Kind.ARMED_CLASH, side_a=(rebels,), side_b=(Party("مسلحين"),))
    assert table("ucdp", between).iloc[0].type_of_violence == 2
    unknown = build.incident(kind=Kind.SHELLING, side_a=(), side_b=())
    assert pd.isna(table("ucdp", unknown).iloc[0].type_of_violence)
    assert write("ucdp", unknown)[1].not_held["type of violence unknown"] == 1


def test_ucdp_keeps_the_order_of_tolls_where_no_upper_bound_is_told() -> None:
    one = build.incident(fatalities=TollRange(1, 4, None, "at least"))
    row = table("ucdp", one).iloc[0]
    assert row.low <= row.best <= row.high
    assert write("ucdp", one)[1].not_held["no upper bound of the toll: high is best"] == 1


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"kind": Kind.PROTEST}, "no act of organised violence"),
        ({"fatalities": None}, "no deaths told"),
        ({"fatalities": TollRange(0, 0, 0, "only")}, "no deaths told"),
    ],
)
def test_ucdp_leaves_out_what_it_does_not_count(changes, reason: str) -> None:
    assert write("ucdp", build.incident(**changes))[1].left_out == {reason: 1}


@pytest.mark.parametrize(
    ("days", "precision", "expected"),
    [(1, "day", 1), (3, "span", 2), (7, "span", 3), (20, "span", 4), (45, "span", 5), (7, "week", 3), (30, "month", 4)],
)
def test_ucdp_date_precision_follows_the_length_of_the_span(days: int, precision: str, expected: int) -> None:
    last = build.DAY + pd.Timedelta(days=days - 1).to_pytimedelta()
    one = build.incident(date=build.day(build.DAY, last, DatePrecision(precision)))
    assert table("ucdp", one).iloc[0].date_prec == expected


@pytest.mark.parametrize(
    ("lat", "lon", "gid"), [(-89.9, -179.9, 1), (-89.9, 179.9, 720), (-89.4, -179.9, 721), (89.9, 179.9, 259200)]
)
def test_priogrid_cells_count_from_the_south_west(lat: float, lon: float, gid: int) -> None:
    assert priogrid_gid(lat, lon) == gid


def test_plover_records_name_both_sides_of_a_fight_as_actors() -> None:
    records = [
        json.loads(line)
        for line in write("plover", build.incident(1), build.incident(2, kind=Kind.ARMED_CLASH))[0].splitlines()
    ]
    shelling, clash = records
    assert (shelling["event"], shelling["mode"], shelling["quad_code"]) == (
        ["ASSAULT"],
        ["heavy-weapons"],
        "MATERIAL CONFLICT",
    )
    assert shelling["actor"][0]["code"] == "SYR"
    assert shelling["actor"][0]["sector_code"] == "MIL"
    assert shelling["recipient"][0] == {
        "raw_text": "مدنيين",
        "entity_name": None,
        "code": None,
        "country_name": None,
        "sector_code": "CVL",
    }
    assert shelling["size"] == {"dead": 3, "injured": 5}
    assert shelling["event_loc"]["province"] == "Dara"
    assert len(clash["actor"]) == 2
    assert clash["recipient"] == []
    assert "names of private persons masked" in shelling["comment"]


def test_polecat_has_forty_columns_of_plain_cells() -> None:
    frame = table(
        "polecat", build.incident(event_changes={"anchor": "قصف\tعنيف"}, place=replace(build.NAWA, name="نوى\nالبلد"))
    )
    assert len(frame.columns) == 40
    assert list(frame.columns)[:4] == POLECAT_FIRST
    assert list(frame.columns)[-2:] == POLECAT_LAST
    row = frame.iloc[0]
    assert (row["Event Type"], row["Actor Country"], row["Actor COW"]) == ("ASSAULT", "SYR", 652)
    assert row["Raw Placename"] == "نوى البلد"
    assert row["Latitude"] == 32.8892


def test_geojson_gives_longitude_first_and_null_where_no_point_is_known() -> None:
    collection = json.loads(write("geojson", build.incident(1), build.incident(2, place=None))[0])
    known, unknown = collection["features"]
    assert collection["type"] == "FeatureCollection"
    assert known["geometry"] == {"type": "Point", "coordinates": [36.0421, 32.8892]}
    assert unknown["geometry"] is None
    assert known["properties"]["radius_km"] == 3.0
    assert known["properties"]["date_start"] == "2024-05-10"
    assert "lat" not in known["properties"]
    assert collection["marsad"]["rules"]["names_of_private_persons"] == "masked"


def test_parquet_is_typed_and_holds_claims() -> None:
    read = pq.read_table(io.BytesIO(write("parquet", build.incident(1), build.incident(2, date=None))[0]))
    assert str(read.schema.field("date_start").type) == "date32[day]"
    assert str(read.schema.field("fatalities_best").type) == "int64"
    assert str(read.schema.field("lat").type) == "double"
    assert str(read.schema.field("side_a").type).startswith("list<")
    rows = read.to_pylist()
    assert rows[0]["date_start"] == build.DAY
    assert rows[1]["date_start"] is None
    assert rows[0]["claims"][0]["speaker"] == "مصادر محلية"
    assert rows[0]["claims"][0]["fatalities_min"] == 2
    rules = json.loads(read.schema.metadata[b"marsad"])["rules"]
    assert rules["protected_points_radius_km"] == 5.0
    assert pd.read_parquet(io.BytesIO(write("parquet", build.incident())[0])).shape[0] == 1


def test_hapi_counts_events_by_area_month_and_type() -> None:
    killed = build.incident(1)
    other = build.incident(2, kind=Kind.ARMED_CLASH, fatalities=None)
    later = build.incident(3, date=build.day(build.DAY.replace(month=6)))
    frame = table("hapi", killed, other, later, build.incident(4, kind=Kind.ARREST))
    assert list(frame.columns) == HAPI_COLUMNS
    may = frame[(frame.reference_period_start == "2024-05-01")].set_index("event_type")
    assert may.loc["political_violence", "events"] == 2
    assert may.loc["political_violence", "fatalities"] == 3
    assert may.loc["civilian_targeting", "events"] == 1
    assert set(frame.admin2_code) == {"SY1202"}
    assert set(frame.admin_level) == {2}
    assert set(frame.reference_period_end) == {"2024-05-31", "2024-06-30"}


def test_hapi_never_invents_an_area_or_a_toll() -> None:
    wide = build.incident(
        place=Place("ريف درعا", "SY", 32.8, 36.1, PlacePrecision.AREA, 40.0, admin1="Dara"), fatalities=None
    )
    written, report = write("hapi", wide)
    frame = pd.read_csv(io.BytesIO(written))
    assert set(frame.admin_level) == {1}
    assert frame.admin2_code.isna().all()
    assert frame.fatalities.isna().all()
    assert report.not_held["second-level area unknown: counted at the level above"] == 1
    assert report.left_out == {}


@pytest.mark.parametrize(("name", "tag"), [("acled", "#event+code"), ("ucdp", "#date+year"), ("hapi", "#country+code")])
def test_a_row_of_hxl_tags_stands_second_when_asked(name: str, tag: str) -> None:
    assert tag in write(name, build.incident(), hxl=True)[0].decode().splitlines()[1]
    assert tag not in write(name, build.incident())[0].decode()


def test_csv_cells_are_harmless_and_numbers_stay_numbers() -> None:
    one = build.incident(
        side_a=(Party("=HYPERLINK(1)"),),
        place=Place("+نوى", "MA", 33.5, -7.6, PlacePrecision.EXACT, 1.0),
        event_changes={"anchor": "@SUM(1)", "sources": ()},
    )
    for name in ("csv", "acled", "ucdp"):
        text = write(name, one)[0].decode()
        for cell in text.replace("\n", ",").split(","):
            assert not cell.lstrip('"').startswith(("=", "+", "@")), name
        frame = pd.read_csv(io.StringIO(text))
        longitude = frame["lon" if name == "csv" else "longitude"]
        assert longitude.iloc[0] == -7.6


@pytest.mark.parametrize("before", ["", " ", "\u00a0", "\u200f", "\ufeff\u202b", "\x0b", "\t"])
@pytest.mark.parametrize("sign", "=+-@\uff1d")
def test_no_sign_that_is_not_seen_hides_a_formula(before: str, sign: str) -> None:
    one = build.report(build.incident(side_a=(Party(f"{before}{sign}1+1"),)), title=f"{before}{sign}1+1")
    for name in ("csv", "acled", "ucdp", "polecat"):
        cells = [cell for row in rows(name, one) for cell in row]
        bare = [cell.lstrip("\u200f\ufeff\u202b \u00a0\t\x0b") for cell in cells]
        assert not [cell for cell in bare if cell.startswith(sign)], name
        assert any(cell.startswith("'") for cell in cells), name


def test_json_lines_give_the_masked_incident_back_with_the_rules() -> None:
    one = build.incident()
    (line,) = write("jsonl", one)[0].splitlines()
    record = json.loads(line)
    assert record.pop("rules")["placeholder"] == "[name withheld]"
    assert incident_from_dict(record) == one


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_the_rules_it_was_made_under_in_its_report(name: str) -> None:
    options = ExportOptions(rules=HarmRules(mask_names=False, protected_radius_km=0))
    report = FORMATS[name].write([build.incident()], io.BytesIO(), options)
    told = report.as_dict(options)
    assert told["rules"]["names_of_private_persons"] == "kept"
    assert told["rules"]["protected"] == []
    assert told["incidents"] == 1


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_tells_an_exact_protected_point_by_default(name: str) -> None:
    written = write(name, build.incident(protected=(Protected.HEALTH,)))[0]
    if name == "parquet":
        written = str(pq.read_table(io.BytesIO(written)).to_pylist()).encode()
    assert b"32.8892" not in written
    assert b"36.0421" not in written


@pytest.mark.parametrize("name", FORMATS)
def test_odd_text_breaks_no_format(name: str) -> None:
    odd = 'سطر\nثان\t"اقتباس", \u202e \ud800 \x00 نهاية'
    one = build.incident(side_b=(Party(odd),), event_changes={"anchor": odd})
    if name == "parquet":
        pq.read_table(io.BytesIO(write(name, one)[0]))
    else:
        assert write(name, one)[1].incidents == 1


@pytest.mark.parametrize(
    ("words", "inter"),
    [
        ("جنديين", "State forces"),
        ("وحدات الجيش الوطني", "State forces"),
        ("عناصر من الشرطة", "State forces"),
        ("مسلحون مجهولون", "Political militia"),
        ("متظاهرين", "Protesters"),
        ("ثلاثة أطفال", "Civilians"),
        ("صحفي", "Civilians"),
        ("الحوثيين", "Political militia"),
    ],
)
def test_types_of_parties_in_no_catalogue_come_from_their_nouns(words: str, inter: str) -> None:
    row = table("acled", build.incident(side_a=(Party(words),))).iloc[0]
    assert row.inter1 == inter
