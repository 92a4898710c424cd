"""Marsad reads Arabic reporting on conflict and turns it into event data that a person can check."""

__version__ = "0.1.0"

from marsad.article import Article, Span
from marsad.coding.coder import Coder
from marsad.event import Event

__all__ = ["Article", "Coder", "Event", "Span", "__version__"]
