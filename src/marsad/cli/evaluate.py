"""`marsad evaluate`: how well coded events agree with annotated ones."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from marsad.cli import coding
from marsad.cli.notices import Notices
from marsad.errors import ReadError
from marsad.evaluation import as_dict, as_text
from marsad.evaluation import evaluate as measure
from marsad.evaluation.pairing import is_kind
from marsad.event import event_to_dict
from marsad.sources.document import Document
from marsad.sources.jsonlines import parse_json

Gold = dict[str, Any]


def read_gold(document: Document) -> Gold:
    """The annotated document.

    Raises:
        ReadError: when its annotation is not as it should be.
    """
    events = (document.record or {}).get("events")
    if not isinstance(events, list) or not all(isinstance(event, dict) for event in events):
        raise ReadError(document.origin, "not annotated: 'events' should be a list of objects", document.line)
    for event in events:
        if not is_kind(event.get("kind")):
            raise ReadError(document.origin, f"the codebook has no kind {event.get('kind')!r}", document.line)
    return {**(document.record or {}), "id": document.article.id, "events": events}


def _read_coded(path: Path, notices: Notices) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                record = parse_json(line, str(path), number)
                if not isinstance(record, dict) or not isinstance(record.get("events"), list) or "id" not in record:
                    raise ReadError(str(path), 'each line should be {"id": ..., "events": [...]}', number)
            except ReadError as error:
                notices.failure(error)
                continue
            yield str(record["id"]), record["events"]


def _coded_now(documents: Sequence[Document], notices: Notices) -> dict[str, list[Mapping[str, Any]]]:
    coder = coding.make_coder()
    pairs = coding.code_documents(documents, coder, notices)
    return {document.article.id: [event_to_dict(event) for event in events] for document, events in pairs}


def _evaluate_incidents(sets: Sequence[str], *, as_json: bool) -> int:
    from marsad.cli.incident_sets import coded_set
    from marsad.corroboration.gather import gather
    from marsad.evaluation.incidents import gathered_dict, gathered_text, score

    told_set, told, _ = coded_set(sets)
    result = score(gather(told), told_set)
    if as_json:
        click.echo(json.dumps(gathered_dict(result), indent=1))
    else:
        click.echo(gathered_text(result), nl=False)
    return 0


@click.command()
@click.argument("gold", nargs=-1, required=True)
@click.option(
    "--coded",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Events coded before, as `marsad code --format jsonl` writes them; without it the documents are coded now.",
)
@click.option(
    "--incidents",
    is_flag=True,
    help="GOLD are sets of reports that say which of them tell of which incidents; measure how they are gathered.",
)
@click.option("--json", "as_json", is_flag=True, help="Print every figure as JSON.")
def evaluate(gold: tuple[str, ...], coded: Path | None, *, incidents: bool, as_json: bool) -> int:
    """Measure coded events against the annotated documents in GOLD.

    GOLD is JSON lines or JSON with an "events" list in each article, or a folder of such files. With --incidents it
    is JSON with "incidents" and "reports" (docs/incidents.md), or a folder of such files.
    """
    if incidents:
        if coded:
            raise click.UsageError("--incidents codes the reports itself; leave --coded out")
        return _evaluate_incidents(gold, as_json=as_json)
    notices = Notices()
    annotated: list[Gold] = []
    kept: list[Document] = []
    for document in coding.dated_documents(gold, None, notices):
        try:
            annotated.append(read_gold(document))
            kept.append(document)
        except ReadError as error:
            notices.failure(error)
    if not annotated:
        raise click.ClickException("no annotated document could be read")
    events = dict(_read_coded(coded, notices)) if coded else _coded_now(kept, notices)
    result = measure(annotated, events)
    if as_json:
        click.echo(json.dumps(as_dict(result), ensure_ascii=False, indent=1))
    else:
        click.echo(as_text(result), nl=False)
    notices.finish()
    return 1 if notices.failures else 0
