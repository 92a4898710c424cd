"""`marsad train`: how sure to be of what is coded, learnt from annotated articles."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from marsad.cli import coding
from marsad.cli.notices import Notices
from marsad.errors import ReadError
from marsad.sources.document import Document

if TYPE_CHECKING:
    from marsad.training import Annotated

# A folder of this name under one that is given is for measuring, never for learning.
HELD_OUT = "heldout"


def _is_held_out(document: Document, inputs: Sequence[str]) -> bool:
    below = [Path(document.origin).relative_to(name) for name in inputs if Path(document.origin).is_relative_to(name)]
    return any(HELD_OUT in path.parts for path in below)


def _annotated(inputs: Sequence[str], notices: Notices) -> tuple[list[Annotated], dict[str, str]]:
    """The annotated documents, each id once, and the digests of their files by name."""
    from marsad.cli.evaluate import read_gold
    from marsad.training import Annotated

    found: dict[str, Annotated] = {}
    files: dict[str, str] = {}
    for document in coding.dated_documents(inputs, None, notices):
        if _is_held_out(document, inputs):
            continue
        try:
            gold = read_gold(document)
        except ReadError as error:
            notices.failure(error)
            continue
        if not document.is_codable:
            continue
        if document.article.id in found:
            notices.failure(ReadError(document.origin, f"a second article {document.article.id!r}", document.line))
            continue
        found[document.article.id] = Annotated(document.article, gold)
        path = Path(document.origin)
        if path.is_file():
            name = path.name if path.is_absolute() else path.as_posix()
            files[name] = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    return list(found.values()), dict(sorted(files.items()))


def _train_pairs(sets: Sequence[str], output: Path | None, others: Sequence[str]) -> int:
    from marsad.cli.incident_sets import coded_set
    from marsad.corroboration.gather import gather
    from marsad.corroboration.weights import chosen_weights
    from marsad.evaluation.incidents import gathered_text, score
    from marsad.training.pairs import pairs_record, pairs_text, train_pairs

    told_set, told, files = coded_set(sets)
    try:
        trained = train_pairs(told, told_set, before=chosen_weights())
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    click.echo(pairs_text(trained), nl=False)
    if others:
        other_set, other_told, _ = coded_set(others)
        found = score(gather(other_told, weights=trained.weights), other_set)
        click.echo("\nReports that were not learned from:\n" + gathered_text(found), nl=False)
    if output is not None:
        content = json.dumps(pairs_record(trained, files), ensure_ascii=False, indent=1) + "\n"
        output.write_text(content, encoding="utf-8")
        click.echo(f"marsad: wrote {output}", err=True)
    return 0


@click.command()
@click.argument("gold", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write; without it the tables are printed and nothing is written.",
)
@click.option("--check", "others", multiple=True, help="Annotated articles to try the result on, not to learn from.")
@click.option(
    "--keep-weights",
    is_flag=True,
    help="Keep the weights of the installed model (or MARSAD_MODEL) and learn only how far to trust them, and the "
    "threshold: with fewer than some hundred articles of your own.",
)
@click.option(
    "--incidents",
    is_flag=True,
    help="GOLD are sets of reports that say which incidents they tell of: learn when two events are one act. "
    "Use the file with MARSAD_PAIRS=FILE.",
)
@click.option("--folds", type=click.IntRange(2, 100), default=10, show_default=True)
@click.option("--rounds", type=click.IntRange(1, 100), default=5, show_default=True, help="Divisions into folds.")
def train(
    gold: tuple[str, ...],
    output: Path | None,
    others: tuple[str, ...],
    folds: int,
    rounds: int,
    *,
    keep_weights: bool,
    incidents: bool,
) -> int:
    """Learn from annotated articles how sure to be of an act, and which to leave out.

    GOLD is JSON lines or JSON with an "events" list in each article, or a folder of such files; its folders named
    "heldout" are left alone. The same articles give the same file. Use it with MARSAD_MODEL=FILE, or
    Coder(model=FILE).
    """
    if incidents:
        return _train_pairs(gold, output, others)
    from marsad import Coder
    from marsad.coding.confidence import NEUTRAL, chosen_model
    from marsad.training import Settings, as_record, as_text, check_text, code_samples
    from marsad.training import train as learn

    notices = Notices()
    coder = Coder(model=NEUTRAL)  # whatever model is installed, it may not fit these features any more
    documents, files = _annotated(gold, notices)
    base = chosen_model(None) if keep_weights else None
    try:
        trained = learn(code_samples(documents, coder), Settings(folds=folds, rounds=rounds), base=base)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    trained = replace(trained, files=files)
    click.echo(as_text(trained), nl=False)
    if others:
        checked, _ = _annotated(others, notices)
        if checked:
            click.echo("\n" + check_text(trained, code_samples(checked, coder)), nl=False)
    if output is not None:
        content = json.dumps(as_record(trained), ensure_ascii=False, indent=1) + "\n"
        output.write_text(content, encoding="utf-8")
        click.echo(f"marsad: wrote {output}", err=True)
    notices.finish()
    return 1 if notices.failures else 0
