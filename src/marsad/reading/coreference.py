"""Short forms of a party back to the full name that the article gave: "التنظيم" after "تنظيم الدولة", "قسد".

After `parties`, over a whole article, before `coding`. A one-word definite mention goes back to the
latest fuller mention before it whose own words hold the same head; a one-word catalogued name goes
to the first longer name of the same actor anywhere in the article.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from marsad.lexicon.closed import closed_class
from marsad.lexicon.parties import loose
from marsad.reading.parties import PartyMention
from marsad.reading.words import Word

_GENERIC = closed_class("short_forms")
_MEMBERS = ("ون", "ين")  # a name for those who belong to it stands for itself: الحوثيون


def _stands_alone(
    mention: PartyMention,
    longer: tuple[int, PartyMention],
    sentences: Sequence[tuple[tuple[Word, ...], list[PartyMention]]],
) -> bool:
    """Whether the word names its bearers by the very name in the longer form: الحوثيون beside جماعة الحوثي."""
    key = mention.stem.key
    if not key.endswith(_MEMBERS):
        return False
    words = sentences[longer[0]][0][longer[1].first : longer[1].last + 1]
    return any(s.key.startswith(key[:-2]) for w in words for s in w.form.stems)


def resolve_short_forms(sentences: Sequence[tuple[tuple[Word, ...], list[PartyMention]]]) -> None:
    """Give one-word mentions the fuller name, in place; their own words stay."""
    named: dict[str, tuple[int, PartyMention]] = {}
    for number, (_, mentions) in enumerate(sentences):
        for mention in mentions:
            if mention.cls == "name" and mention.last > mention.first and len(mention.actors) == 1:
                named.setdefault(mention.actors[0].id, (number, mention))
    known: dict[str, tuple[int, PartyMention]] = {}
    for number, (words, mentions) in enumerate(sentences):
        for at, mention in enumerate(mentions):
            head = loose(mention.stem.key)
            if mention.first == mention.last:
                full = known.get(head) if head in _GENERIC and mention.stem.definite else None
                if full is not None and (not mention.actors or len(mention.actors) > 1):
                    mentions[at] = replace(
                        mention, actors=full[1].actors, category=full[1].category, full=full[1], full_sentence=full[0]
                    )
                elif (
                    len(mention.actors) == 1
                    and mention.cls != "state"
                    and mention.actors[0].id in named
                    and mention.cls != "people"
                    and not _stands_alone(mention, named[mention.actors[0].id], sentences)
                ):
                    longer = named[mention.actors[0].id]
                    mentions[at] = replace(mention, full=longer[1], full_sentence=longer[0])
                continue
            for index in range(mention.first, mention.last + 1):
                key = head if index == mention.first else loose(words[index].form.stems[0].key)
                if key in _GENERIC:
                    known[key] = (number, mention)
                    if not key.endswith("ات") and key.endswith("ا"):
                        known[key + "ت"] = (number, mention)
