"""A beat for every write, by whomever; none without."""

from __future__ import annotations

from marsad.store import open_store
from marsad.store.pulse import Pulse


def test_it_beats_when_somebody_writes(tmp_path):
    path = str(tmp_path / "store.db")
    with open_store(path) as store, open_store(path) as other:
        pulse = Pulse(store.engine)
        first = pulse.look()
        assert first is not None
        store.runs()
        assert pulse.look() == first
        store.set_mark("a", 1)
        second = pulse.look()
        assert second != first
        other.set_mark("b", 1)
        assert pulse.look() not in (first, second)


def test_other_databases_are_asked_each_time():
    from marsad.store.engine import make_engine, parse_url

    assert Pulse(make_engine(parse_url("postgresql://u@localhost/x"))).look() is None
