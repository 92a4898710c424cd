"""`marsad export` and `marsad release` as a user meets them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os

import pyarrow.parquet as pq
import pytest
from frictionless import validate

from marsad.article import Article, Span
from marsad.codebook import DatePrecision, Force, Kind, PlacePrecision, Status
from marsad.event import Claim, Event, Party, Place, Toll, When
from marsad.exports import FORMATS
from marsad.store import Arrival, open_store

NAME = "مازن الدروبي"
DAY = dt.date(2021, 7, 28)
VERSIONS = {"coder_version": "c1", "lexicon_version": "l1"}


def event(article: Article, **fields) -> Event:
    trigger = Span("text", 0, 4)
    return Event(
        article_id=article.id,
        status=Status.OCCURRED,
        anchor=article.text,
        trigger=trigger,
        sources=(f"الناشط {NAME}",),
        injured=None,
        protected=(),
        claims=(
            Claim(f"الناشط {NAME}", None, Force.SAYS, fields["kind"], (), (), fields["fatalities"], None, (trigger,)),
        ),
        evidence=(),
        confidence=0.8,
        **VERSIONS,
        **fields,
    )


@pytest.fixture(scope="module")
def stored(tmp_path_factory) -> str:
    """A store of two incidents: a shelling in Syria, arrests in Palestine a day later."""
    url = f"sqlite:///{tmp_path_factory.mktemp('store') / 'store.db'}"
    later = DAY + dt.timedelta(days=1)
    one = Article("قصف مدينة سراقب", "قصف", DAY, "وكالة الفرات", id="a1")
    two = Article("اعتقال خمسة في نابلس", "اعتقالات", later, "جريدة النهرين", id="a2")
    coded = (
        event(
            one,
            kind=Kind.SHELLING,
            date=When(DAY, DAY, DatePrecision.DAY),
            place=Place("سراقب", "SY", 35.864, 36.805, PlacePrecision.EXACT, 5.0, admin1="Idlib"),
            side_a=(Party("قوات النظام", "sy.syrian-army"),),
            side_b=(Party("مدنيين"),),
            fatalities=Toll(3, 3),
        ),
        event(
            two,
            kind=Kind.ARREST,
            date=When(later, later, DatePrecision.DAY),
            place=Place("نابلس", "PS", 32.221, 35.254, PlacePrecision.EXACT, 5.0),
            side_a=(Party("قوات الاحتلال", "il.army"),),
            side_b=(Party(NAME),),
            fatalities=None,
        ),
    )
    with open_store(url) as store:
        arrivals = [Arrival(one), Arrival(two)]
        with store.batch(arrivals, **VERSIONS) as batch:
            for arrival, found in zip(arrivals, coded, strict=True):
                batch.save_coded(batch.add(arrival), (found,))
        store.refresh_incidents()
    return url


def rows(path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def test_every_format_is_offered_by_the_command() -> None:
    from marsad.cli.export import NAMES

    assert tuple(FORMATS) == NAMES


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_is_written_with_a_file_that_says_how(marsad, stored, tmp_path, form) -> None:
    ran = marsad("export", form, "--db", stored, "-o", tmp_path / "out")
    assert (ran.status, ran.out) == (0, "")
    assert "rules: names of private persons masked; points of acts against health" in ran.err
    told = json.loads((tmp_path / "out.about.json").read_text(encoding="utf-8"))
    assert told["rules"]["names_of_private_persons"] == "masked"
    assert told["incidents"] == 2
    written = (tmp_path / "out").read_bytes()
    shown = (
        json.dumps(pq.read_table(tmp_path / "out").to_pylist(), default=str) if form == "parquet" else written.decode()
    )
    assert "الدروبي" not in shown
    assert {p.name for p in tmp_path.iterdir()} >= {"out", "out.about.json"}


def test_the_owner_may_keep_names_and_the_file_says_so(marsad, stored, tmp_path) -> None:
    marsad("export", "jsonl", "--db", stored, "-o", tmp_path / "out", "--keep-names", "--protected-radius", "0")
    assert NAME in (tmp_path / "out").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "out.about.json").read_text())["rules"]["names_of_private_persons"] == "kept"


@pytest.mark.parametrize(
    ("filters", "articles"),
    [
        ((), ["a1", "a2"]),
        (("--since", "2021-07-29"), ["a2"]),
        (("--until", "28/07/2021"), ["a1"]),
        (("--kind", "shelling", "--kind", "siege"), ["a1"]),
        (("--country", "ps"), ["a2"]),
        (("--bbox", "36,35,38,37"), ["a1"]),
        (("--admin1", "Idlib"), ["a1"]),
        (("--review", "accepted"), []),
    ],
)
def test_filters_choose_what_is_written(marsad, stored, tmp_path, filters, articles) -> None:
    assert marsad("export", "csv", "--db", stored, "-o", tmp_path / "out.csv", *filters).status == 0
    assert [row["articles"] for row in rows(tmp_path / "out.csv")] == articles


def test_what_a_format_leaves_out_is_said(marsad, stored, tmp_path) -> None:
    ran = marsad("export", "ucdp", "--db", stored, "-o", tmp_path / "ged.csv")
    assert "left out, no act of organised violence: 1 incidents" in ran.err
    assert "not held by ucdp, means (kind): 1 incidents" in ran.err
    assert len(rows(tmp_path / "ged.csv")) == 1


def test_standard_output_takes_an_export(marsad, stored) -> None:
    ran = marsad("export", "acled", "--db", stored, "-o", "-", "--inter", "numeric")
    assert [row["inter1"] for row in csv.DictReader(io.StringIO(ran.out))] == ["1", "8"]  # an army in another country


@pytest.mark.parametrize(
    "args",
    [
        ("export", "excel", "-o", "x"),
        ("export", "csv"),
        ("export", "csv", "-o", "x", "--hxl"),
        ("export", "ucdp", "-o", "x", "--inter", "numeric"),
        ("export", "csv", "-o", "x", "--bbox", "1,2,3"),
        ("export", "csv", "-o", "x", "--bbox", "200,0,1,1"),
        ("export", "csv", "-o", "x", "--kind", "war"),
        ("export", "csv", "-o", "x", "--protected-radius", "-1"),
        ("release", "-o", "x", "--name", "Mine!"),
        ("release", "-o", "x", "--previous", "nowhere"),
    ],
)
def test_wrong_usage_ends_with_two(marsad, args) -> None:
    assert marsad(*args).status == 2


def test_a_file_that_cannot_be_written_is_named(marsad, stored, tmp_path) -> None:
    ran = marsad("export", "csv", "--db", stored, "-o", tmp_path / "no" / "such" / "out.csv")
    assert ran.status == 1
    assert "out.csv" in ran.err


def test_what_is_no_file_is_not_replaced_by_one(marsad, stored, tmp_path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    ran = marsad("export", "csv", "--db", stored, "-o", pipe)
    assert ran.status == 1
    assert "pipe: no file" in ran.err
    assert pipe.is_fifo()


def test_a_release_that_cannot_be_written_is_named(marsad, stored, tmp_path) -> None:
    (tmp_path / "file").write_text("")
    ran = marsad("release", "--db", stored, "-o", tmp_path / "file" / "release")
    assert ran.status == 1
    assert "release: can't be written" in ran.err


def test_a_release_and_the_one_after_it(marsad, stored, tmp_path) -> None:
    first, second = tmp_path / "r1", tmp_path / "r2"
    assert marsad("release", "--db", stored, "-o", first, "--version", "1", "--licence", "CC-BY-4.0").status == 0
    ran = marsad("release", "--db", stored, "-o", second, "--previous", first, "--version", "2", "--kind", "shelling")
    assert ran.status == 0
    assert "0 added, 0 changed, 1 removed" in ran.err
    assert "no licence stated" in ran.err
    for folder in (first, second):
        assert validate(str(folder / "datapackage.json")).valid
    assert [row["change"] for row in rows(second / "changes.csv")] == ["removed"]
    assert marsad("release", "--db", stored, "-o", first).status == 1
