"""The sentences that stand beside the trigger entries: each example is found, each `not_events` sentence is no event."""

from __future__ import annotations

import datetime as dt

import pytest

from marsad import Article, Coder
from marsad.errors import LexiconError
from marsad.lexicon.tables import DATA, as_list, as_mappings, read_yaml
from marsad.lexicon.triggers import load_triggers
from marsad.reading.document import read_document
from marsad.reading.triggers import TriggerFinder

PUBLISHED = dt.date(2021, 7, 28)


def sentences(field: str) -> list:
    """(kind, entry, sentence) for each sentence that stands under `field`, of an entry or of a whole file."""
    out = []
    for path in sorted((DATA / "kinds").glob("*.yml")):
        data = read_yaml(path)
        for entry in [*as_mappings(data.get("triggers")), {"id": data["kind"], field: data.get(field)}]:
            kind = entry.get("kind", data["kind"])
            for n, text in enumerate(as_list(entry.get(field)), start=1):
                out.append(pytest.param(kind, entry["id"], text, id=f"{entry['id']}-{n}"))
    return out


EXAMPLES = sentences("examples")
NOT_EVENTS = sentences("not_events")


@pytest.fixture(scope="module")
def finder() -> TriggerFinder:
    return TriggerFinder(load_triggers())


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def test_the_entries_compile():
    try:
        assert load_triggers()
    except LexiconError as error:
        pytest.fail(str(error))


if EXAMPLES:

    @pytest.mark.parametrize(("kind", "entry", "text"), EXAMPLES)
    def test_example_is_found(finder, kind, entry, text):
        found = [m.trigger for s in read_document(Article(text)).sentences for m in finder.find(s.words)]
        if "." in entry:
            assert entry in [trigger.id for trigger in found]
        else:
            assert kind in [trigger.kind.value for trigger in found]


if NOT_EVENTS:

    @pytest.mark.parametrize(("kind", "entry", "text"), NOT_EVENTS)
    def test_no_event_of_that_kind(coder, kind, entry, text):
        events = coder.code(Article(text, published=PUBLISHED))
        assert kind not in [event.kind.value for event in events], entry
