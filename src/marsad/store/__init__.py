"""Articles, events, reviews and runs in a database."""

from marsad.store.articles import Arrival, Hit, StoredArticle, Version
from marsad.store.batch import Added, Batch
from marsad.store.events import CodedEvent
from marsad.store.filters import Box, Filters
from marsad.store.incidents import Refreshed
from marsad.store.reviews import Action, Review
from marsad.store.store import Store, open_store

__all__ = [
    "Action",
    "Added",
    "Arrival",
    "Batch",
    "Box",
    "CodedEvent",
    "Filters",
    "Hit",
    "Refreshed",
    "Review",
    "Store",
    "StoredArticle",
    "Version",
    "open_store",
]
