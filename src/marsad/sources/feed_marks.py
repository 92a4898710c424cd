"""What is remembered of feeds, kept among the store's marks: a desk and its articles live and move together."""

from __future__ import annotations

from marsad.sources.feed_state import FeedState, state_from_dict, state_to_dict
from marsad.store import Store

_PREFIX = "feed "


class StoredStates:
    """States of feeds in a store.

    Args:
        store: an open one.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, url: str) -> FeedState:
        """The state of a feed; an empty one for a feed not looked at yet."""
        value = self._store.mark(_PREFIX + url)
        try:
            return state_from_dict(value) if value is not None else FeedState()
        except (ValueError, TypeError, KeyError, AttributeError):
            # Written by another version. Starting afresh does no harm: the store knows the articles it has.
            return FeedState()

    def put(self, url: str, state: FeedState) -> None:
        """Keeps a state."""
        self._store.set_mark(_PREFIX + url, state_to_dict(state))
