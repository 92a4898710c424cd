"""Articles, events, reviews and runs in a database."""

from marsad.store.articles import Arrival, Hit, StoredArticle, Version
from marsad.store.batch import Added, Batch
from marsad.store.events import CodedEvent
from marsad.store.reviews import Action, Review
from marsad.store.store import Store, open_store

__all__ = [
    "Action",
    "Added",
    "Arrival",
    "Batch",
    "CodedEvent",
    "Hit",
    "Review",
    "Store",
    "StoredArticle",
    "Version",
    "open_store",
]
