"""`marsad code`: articles in, events out."""

from __future__ import annotations

import datetime as dt
import sys

import click

from marsad.cli import coding
from marsad.cli.formats import FORMATS, Writer, make_writer
from marsad.cli.formats.bidi import MODES, Layout
from marsad.cli.notices import Notices
from marsad.sources.dates import day_of, read_published


def parse_day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> dt.date | None:
    """The day that an option states.

    Raises:
        click.BadParameter: when it is none.
    """
    try:
        return day_of(read_published(value))
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--published",
    callback=parse_day,
    metavar="DATE",
    help="Publication date of inputs that carry none: 2024-05-01, 01/05/2024, or as feeds write it.",
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="What to write.")
@click.option(
    "--explain",
    is_flag=True,
    help="Show, for each event, every field with its rule and words. With a data format: on standard error.",
)
@click.option(
    "--bidi",
    type=click.Choice(MODES),
    default="auto",
    show_default=True,
    help="Who lays Arabic out from right to left: on = marsad, off = the terminal itself; auto asks the terminal. "
    "Only for table and --explain on a terminal (or when on); what goes to a file stays in logical order.",
)
def code(inputs: tuple[str, ...], published: dt.date | None, form: str, bidi: str, *, explain: bool) -> int:
    """Code the events of articles.

    INPUT is a text file (.txt), a JSON file, JSON lines (.jsonl: {id, url, source, published, title, text} on each
    line) or Parquet in such columns (.parquet), a web page (.html), a feed (.xml), a web archive (.warc), a Telegram
    export (result.json), any of these gzipped, a folder of such files, the address of a page or feed, or - for
    standard input.

    Texts longer than a million characters are read up to there, with a note. Texts that are not Arabic give a note
    and no events. Exit status: 0 all coded; 1 some inputs failed; 2 wrong usage.
    """
    notices = Notices()
    layout = Layout.choose(bidi, sys.stdout)
    aside = None
    writer: Writer
    if explain:
        from marsad.cli.formats.explain import ExplainWriter

        aside = ExplainWriter(sys.stderr, Layout.choose(bidi, sys.stderr))
    if explain and form == "table":
        writer, aside = ExplainWriter(sys.stdout, layout), None
    else:
        writer = make_writer(form, sys.stdout, layout)
    coder = coding.make_coder()
    documents = coding.dated_documents(inputs, published, notices)
    writer.begin()
    for document, events in coding.code_documents(documents, coder, notices):
        writer.write(document, events)
        if aside is not None:
            notices.progress.clear()
            aside.write(document, events)
    writer.end()
    notices.finish()
    return 1 if notices.failures else 0
