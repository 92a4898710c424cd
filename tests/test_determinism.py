"""The same article gives the same bytes: in any process, whatever the order of hashing, and after pickling."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path

from marsad import Article, Coder
from marsad.event import event_to_dict

ROOT = Path(__file__).parents[1]
PUBLISHED = "2021-07-28"
TEXTS = (
    "قصفت قوات النظام بالمدفعية بلدة سراقب، أمس الثلاثاء، ما أدى إلى مقتل ثلاثة مدنيين، وفق الدفاع المدني. "
    "وشن الطيران الروسي غارتين قرب مدينة أريحا. وقالت مصادر إن خمسة قتلوا.",
    "اندلعت اشتباكات بين الجيش وقوات الدعم السريع في الفاشر. ونزحت مئات العائلات من المدينة. واعتقل الجيش مطلوبين.",
    "هاجم مسلحون حاجزا للشرطة في العريش وقتلوا أربعة. وتظاهر المئات في الناصرية. وفكك الجيش عبوة ناسفة.",
)
SCRIPT = """
import datetime, json, sys
from marsad import Article, Coder
from marsad.event import event_to_dict
coder = Coder()
day = datetime.date.fromisoformat(sys.argv[1])
for text in json.load(sys.stdin):
    events = [event_to_dict(e) for e in coder.code(Article(text, published=day))]
    sys.stdout.write(json.dumps(events, ensure_ascii=True) + "\\n")
"""


def lines(seed: str) -> str:
    # No fixed path but the package's own: what the parent process imports is what the child imports.
    import marsad

    source = str(Path(marsad.__file__).parents[1])
    ran = subprocess.run(  # noqa: S603 - our own interpreter and script
        [sys.executable, "-c", SCRIPT, PUBLISHED],
        input=json.dumps(TEXTS),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": source},
    )
    return ran.stdout


def test_same_bytes_whatever_the_hash_seed():
    first = lines("0")
    assert first.count("\n") == len(TEXTS)
    assert '"kind"' in first
    assert lines("1") == first
    assert lines("4242") == first


def articles() -> list[Article]:
    import datetime as dt

    return [Article(text, published=dt.date.fromisoformat(PUBLISHED)) for text in TEXTS]


def test_a_pickled_coder_codes_the_same():
    coder = Coder()
    other = pickle.loads(pickle.dumps(coder))  # noqa: S301 - our own bytes
    for article in articles():
        assert other.code(article) == coder.code(article)


def test_what_was_coded_before_leaves_no_trace():
    coder = Coder()
    forth = {a.id: coder.code(a) for a in articles()}
    back = {a.id: coder.code(a) for a in reversed(articles())}
    assert forth == back
    assert [event_to_dict(e) for e in forth[articles()[0].id]] == [event_to_dict(e) for e in back[articles()[0].id]]
