"""What the whole of reading puts together: links between places when some of them are taken out."""

from __future__ import annotations

import pytest

from marsad.article import Article
from marsad.reading.document import read_document
from marsad.reading.reader import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(
    ("text", "inner", "outer"),
    [
        ("قال قيادي في جبهة النصرة إن المدفعية قصفت بلدة خان طومان في ريف حلب الجنوبي.", "خان طومان", "ريف حلب"),
        ("هاجمت جبهة النصرة حاجزا للجيش قرب بلدة عرسال شرق بعلبك.", "عرسال", "بعلبك"),
        ("رام الله - قصفت طائرة مخيم نور شمس شرق طولكرم، اليوم الأحد.", "مخيم نور شمس", "طولكرم"),
    ],
)
def test_what_holds_a_place_is_counted_anew_when_a_place_before_it_goes(reader, text, inner, outer):
    [marks] = reader.read(read_document(Article(text)), None)
    held = next(m for m in marks.places if m.name.startswith(inner))
    assert any(marks.places[at].name.startswith(outer) for at in held.containers)
