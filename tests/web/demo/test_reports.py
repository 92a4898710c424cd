"""Generated reports: equal seeds, equal reports; the coder reads in them what they were made to say."""

from __future__ import annotations

from collections import Counter

from marsad import Coder
from marsad.web.demo.reports import make_reports


def test_the_same_seed_gives_the_same_reports():
    once, again, other = (list(make_reports(20, seed=seed)) for seed in (3, 3, 4))
    assert once == again != other


def test_the_coder_reads_the_acts_that_were_invented():
    coder = Coder()
    found: Counter[bool] = Counter()
    for act, reports in make_reports(80, seed=1):
        for report in reports:
            assert "{" not in report.text + report.title
            assert "|" not in report.text + report.title
            events = coder.code(report)
            found[
                any(
                    e.kind.value == act.kind and e.place and e.place.lat and e.date and e.date.start == act.day
                    for e in events
                )
            ] += 1
    assert found[True] > 0.9 * found.total()


def test_outlets_differ_in_the_toll_and_print_each_other():
    texts: Counter[str] = Counter()
    sizes = set()
    for _act, reports in make_reports(80, seed=1):
        assert len({report.source for report in reports}) == len(reports)
        sizes.add(len(reports))
        texts.update(report.text for report in reports)
    assert {1, 2, 3, 4} <= sizes
    assert max(texts.values()) > 1
