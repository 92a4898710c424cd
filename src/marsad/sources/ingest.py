"""Documents into the store, coded on the way: in order, a batch a transaction, nothing twice.

A run that is killed at any moment leaves whole batches; the same run again passes over what is there and goes
on. What comes out then is what one run would have made.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from itertools import islice

from marsad.errors import ReadError
from marsad.sources.document import Document
from marsad.sources.workers import Coded, Coding, Workers, code_one
from marsad.store import Arrival, Batch, Store

_LOT = 50  # documents in a transaction: what a killed run has to do again at most, for each process


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one document or unreadable input.

    Args:
        document: None for an input that could not be read.
        article_id: under which it is kept.
        version: number of the version within its article.
        is_new: the store did not have this version.
        events: how many were coded now; 0 where nothing was to be coded.
        failure: why it was not read or not coded.
    """

    document: Document | None
    article_id: str = ""
    version: int = 0
    is_new: bool = False
    events: int = 0
    failure: ReadError | None = None


def to_arrival(document: Document) -> Arrival:
    """The document as the store takes it."""
    original = document.original
    return Arrival(
        article=document.article,
        original=original.data if original else None,
        content_type=original.content_type if original else "",
        published_at=document.published_at,
        edited_at=document.edited_at,
        fetched_at=document.fetched_at,
        language=document.language,
        origin=document.origin,
        line=document.line,
        notes=document.notes,
        is_codable=document.is_codable,
    )


@dataclass(slots=True)
class _Lot:
    outcomes: Sequence[Document | ReadError]
    arrivals: dict[int, Arrival]  # by position among the outcomes
    wanted: list[int]  # positions of those to be coded
    coding: Future[list[Coded]]


def ingest(
    outcomes: Iterable[Document | ReadError],
    store: Store,
    coder: Coding,
    *,
    run_id: int | None = None,
    jobs: int = 1,
    lot_size: int = _LOT,
) -> Iterator[Ingested]:
    """Keeps and codes the documents, in order; gives what became of each once it is in the store.

    Args:
        outcomes: documents, dated by the caller, and inputs that could not be read.
        store: where to.
        coder: picklable when `jobs` is above 1.
        run_id: from `Store.start_run`.
        jobs: processes that code.
        lot_size: documents in a transaction.
    """
    coder_version, lexicon_version = coder.versions
    stream = iter(outcomes)
    under_way: deque[_Lot] = deque()
    with Workers(coder, jobs) as workers:
        while found := list(islice(stream, lot_size)):
            arrivals = {n: to_arrival(found_) for n, found_ in enumerate(found) if isinstance(found_, Document)}
            wants = store.wants_coding(
                list(arrivals.values()), coder_version=coder_version, lexicon_version=lexicon_version
            )
            wanted = [n for n, is_wanted in zip(arrivals, wants, strict=True) if is_wanted]
            coding = workers.submit([(arrivals[n].article, arrivals[n].is_codable) for n in wanted])
            under_way.append(_Lot(found, arrivals, wanted, coding))
            if len(under_way) > workers.ahead:
                yield from _write(under_way.popleft(), store, coder, run_id)
        while under_way:
            yield from _write(under_way.popleft(), store, coder, run_id)


def _write(lot: _Lot, store: Store, coder: Coding, run_id: int | None) -> list[Ingested]:
    coded = dict(zip(lot.wanted, lot.coding.result(), strict=True))
    arrivals = {n: replace(a, signature=coded[n].signature) if n in coded else a for n, a in lot.arrivals.items()}
    coder_version, lexicon_version = coder.versions
    if not coded and not any(isinstance(outcome, ReadError) for outcome in lot.outcomes):
        return [_known(outcome) for outcome in lot.outcomes if isinstance(outcome, Document)]
    with store.batch(
        list(arrivals.values()), coder_version=coder_version, lexicon_version=lexicon_version, run_id=run_id
    ) as batch:
        out = []
        for n, outcome in enumerate(lot.outcomes):
            if isinstance(outcome, ReadError):
                batch.fail("read", outcome.reason, origin=outcome.source, line=outcome.line)
                out.append(Ingested(None, failure=outcome))
            else:
                out.append(_keep(batch, outcome, arrivals[n], coded.get(n), coder))
    return out


def _known(document: Document) -> Ingested:
    return Ingested(document, document.article.id)


def _keep(batch: Batch, document: Document, arrival: Arrival, coded: Coded | None, coder: Coding) -> Ingested:
    added = batch.add(arrival)
    events = 0
    failure = None
    if added.wants_coding:
        if coded is None:  # it became the newest version meanwhile
            coded = code_one(coder, arrival.article, is_codable=arrival.is_codable)
        if coded.error:
            failure = ReadError(document.origin, coded.error, document.line)
            batch.fail("code", coded.error, origin=document.origin, line=document.line, version_id=added.version_id)
        else:
            batch.save_coded(added, coded.events)
            events = len(coded.events)
    return Ingested(document, added.article_id, added.number, added.is_new, events, failure)
