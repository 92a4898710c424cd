"""Short forms of a party back to the full name that the article gave before: "التنظيم" after "تنظيم الدولة".

After `parties`, over a whole article, before `coding`. Only one-word definite mentions are resolved,
to the latest fuller mention whose own words hold the same head.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from marsad.lexicon.closed import closed_class
from marsad.lexicon.parties import loose
from marsad.reading.parties import PartyMention
from marsad.reading.words import Word

_GENERIC = closed_class("short_forms")


def resolve_short_forms(sentences: Sequence[tuple[Sequence[Word], list[PartyMention]]]) -> None:
    """Give one-word definite mentions the actors of the fuller name before them, in place."""
    known: dict[str, PartyMention] = {}
    for words, mentions in sentences:
        for at, mention in enumerate(mentions):
            head = loose(mention.stem.key)
            if mention.first == mention.last:
                full = known.get(head) if head in _GENERIC and mention.stem.definite else None
                if full is not None and (not mention.actors or len(mention.actors) > 1):
                    mentions[at] = replace(mention, actors=full.actors, category=full.category, full=full)
                continue
            for index in range(mention.first, mention.last + 1):
                key = loose(words[index].form.stems[-1 if index == mention.first else 0].key)
                if index == mention.first:
                    key = head
                if key in _GENERIC:
                    known[key] = mention
                    if not key.endswith("ات") and key.endswith("ا"):
                        known[key + "ت"] = mention
