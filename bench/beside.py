"""What Marsad is measured beside: the limits of any program that reads text, and what else does a part of its work.

Only here are the libraries that nothing else needs. PyTorch may be missing; its ways are then left out.
"""

from __future__ import annotations

import datetime as dt
import html
import importlib.util
import warnings
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version

import ahocorasick
from dateparser.search import search_dates

from marsad import Article, Coder, __version__
from marsad.gazetteer.build import compiled
from marsad.lexicon.parties import read_actors
from marsad.lexicon.triggers import load_triggers
from marsad.reading.date_tables import date_tables
from marsad.reading.dates import find_dates
from marsad.reading.fold import fold, fold_word, key
from marsad.reading.words import split_words
from pages import EXTRACTORS
from rounds import Way

COPY = "a copy of the text in memory"
SCAN = "one dictionary pass"
CODER = "Marsad: coding"
DATES = "Marsad: dates alone"
DATEPARSER = f"dateparser {version('dateparser')}, search_dates"
PAGES = "pages: "  # the names of the ways to take pages apart begin so
FP32, BF16 = "BERT-base, forward pass, fp32", "BERT-base, forward pass, bf16"

_BLOCK = 1 << 26  # bytes copied at a time: more than the caches hold
_LAYERS, _WIDTH, _HEADS, _INNER, _VOCABULARY = 12, 768, 12, 3072, 30_522  # of BERT-base
_WINDOW = 512  # tokens that BERT takes at a time
CHARACTERS_A_TOKEN = 4.5
PAGE_BYTES = 40_000


def lexicon_forms() -> Iterator[str]:
    """Every folded form of the triggers, the parties' names and the places' names."""
    for first, forms in load_triggers().items():
        yield from (" ".join((first, *form.rest)) for form in forms)
    for _, _, _, names in read_actors():
        yield from (" ".join(key(word) for word in fold_word(name).split()) for name in names)
    yield from compiled()["names"]


def automaton() -> ahocorasick.Automaton:
    """A dictionary of all forms, ready to be passed over text."""
    made = ahocorasick.Automaton()
    for form in lexicon_forms():
        if form:
            made.add_word(form, len(form))
    made.make_automaton()
    return made


def _text(article: Article) -> str:
    return f"{article.title}\n{article.text}"


def _limits(articles: Sequence[Article], dictionary: ahocorasick.Automaton) -> dict[str, Way]:
    text = "\n".join(map(_text, articles))
    data = text.encode()
    block = (data * (_BLOCK // len(data) + 1))[:_BLOCK]
    target = memoryview(bytearray(block))  # there already: making room would take longer than copying

    def copy(one: bytes) -> None:
        target[:] = one

    folded = [(fold(_text(article)).text, len(_text(article))) for article in articles]
    return {
        COPY: Way(copy, [(block, _BLOCK * len(text) // len(data))]),
        SCAN: Way(lambda one: sum(1 for _ in dictionary.iter(one)), folded),
    }


def _dates(articles: Sequence[Article]) -> dict[str, Way]:
    tables = date_tables()

    def marsad(article: Article) -> object:
        return find_dates(split_words(fold(article.text).text), article.published, tables)

    def dateparser(article: Article) -> object:
        day = article.published or dt.date(2024, 1, 1)
        settings = {"RELATIVE_BASE": dt.datetime.combine(day, dt.time())}
        return search_dates(article.text, languages=["ar"], settings=settings)

    items = [(article, len(_text(article))) for article in articles]
    return {DATES: Way(marsad, items), DATEPARSER: Way(dateparser, items)}


def page_of(article: Article) -> str:
    """A web page of the article: menus, a script, links to other news, and the text."""
    menu = "".join(f'<li><a href="/section/{n}">قسم {n}</a></li>' for n in range(40))
    text = "".join(f"<p>{html.escape(line)}</p>" for line in article.text.split("\n") if line.strip())
    aside = "".join(f'<li><a href="/news/{n}">خبر آخر {n} من أخبار اليوم</a></li>' for n in range(30))
    title = html.escape(article.title)
    body = f"<nav><ul>{menu}</ul></nav><article><h1>{title}</h1>{text}</article><aside><ul>{aside}</ul></aside>"
    script = f"var data = '{'0123456789abcdef' * 4096}"[: max(0, PAGE_BYTES - len(body.encode()))]
    head = f'<meta charset="utf-8"><title>{title}</title><script>{script}\'</script>'
    return f'<!DOCTYPE html><html lang="ar" dir="rtl"><head>{head}</head><body>{body}</body></html>'


def _extractors(articles: Sequence[Article]) -> dict[str, Way]:
    made = [(page_of(article), len(_text(article))) for article in articles]
    return {PAGES + name: Way(run, made) for name, run in EXTRACTORS.items()}


def tokens(characters: int) -> list[int]:
    """How many tokens each window of a text would have: a token for 4.5 characters, two more a window."""
    left = max(1, round(characters / CHARACTERS_A_TOKEN))
    most = _WINDOW - 2
    return [min(most, left - at) + 2 for at in range(0, left, most)]


def _bert(articles: Sequence[Article]) -> dict[str, Way]:
    if importlib.util.find_spec("torch") is None:
        return {}
    with warnings.catch_warnings(action="ignore"):  # that there is no NumPy
        import torch
        from torch import nn

    torch.set_num_threads(1)
    torch.manual_seed(5)

    def forward(kind: torch.dtype) -> Callable[[list[int]], object]:
        layer = nn.TransformerEncoderLayer(_WIDTH, _HEADS, _INNER, activation="gelu", batch_first=True)
        encoder = nn.TransformerEncoder(layer, _LAYERS, enable_nested_tensor=False).to(kind).eval()
        embedding = nn.Embedding(_VOCABULARY, _WIDTH).to(kind)

        def run(windows: list[int]) -> object:
            with torch.inference_mode():
                return [encoder(embedding(torch.randint(_VOCABULARY, (1, length)))) for length in windows]

        return run

    items = [(tokens(len(_text(article))), len(_text(article))) for article in articles]
    return {FP32: Way(forward(torch.float32), items), BF16: Way(forward(torch.bfloat16), items)}


def all_ways(articles: Sequence[Article], dictionary: ahocorasick.Automaton) -> dict[str, Way]:
    """Every way by its name, over the articles."""
    coder = Coder()
    return {
        **_limits(articles, dictionary),
        CODER: Way(coder.code, [(article, len(_text(article))) for article in articles]),
        **_dates(articles),
        **_extractors(articles),
        **_bert(articles),
    }


def versions() -> str:
    """Names and versions of what was measured."""
    named = ["pyahocorasick", "dateparser", "resiliparse", "trafilatura"]
    named += ["torch"] if importlib.util.find_spec("torch") else []
    return ", ".join([f"marsad {__version__}", *(f"{name} {version(name)}" for name in named)])
