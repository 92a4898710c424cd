"""Marsad reads Arabic reporting on conflict and turns it into event data that a person can check."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from marsad.article import Article, Span

if TYPE_CHECKING:
    from marsad.coding.coder import Coder
    from marsad.event import Event

__version__ = "0.1.0"

_MODULES = {"Coder": "marsad.coding.coder", "Event": "marsad.event"}

__all__ = ["Article", "Coder", "Event", "Span", "__version__"]


def __getattr__(name: str) -> Any:
    # Loaded when asked for: what only looks at a store or prints a help page has no use for the tables of the coder.
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(module), name)
