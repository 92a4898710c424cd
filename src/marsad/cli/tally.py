"""How many documents came into the store, and what became of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from marsad.cli.notices import Notices

if TYPE_CHECKING:
    from marsad.sources.ingest import Ingested


class Tally:
    """Counts what became of documents, and says of each what the user should know.

    Args:
        notices: where to say it.
    """

    def __init__(self, notices: Notices) -> None:
        self.counts: Counter[str] = Counter()
        self._notices = notices

    def take(self, done: Ingested) -> None:
        """One more."""
        if done.failure is not None:
            self._notices.failure(done.failure)
            self.counts["failed"] += 1
        if done.document is not None:
            self.counts["articles"] += 1
            self.counts["new" if done.version == 1 else "versions"] += done.is_new
            self.counts["events"] += done.events
            if done.is_new:
                self._notices.notes(done.document)
            self._notices.progress.step(done.events)

    def __str__(self) -> str:
        counts = self.counts
        known = counts["articles"] - counts["new"] - counts["versions"]
        return (
            f"{counts['articles']:,} articles read: {counts['new']:,} new, {counts['versions']:,} new versions, "
            f"{known:,} known; {counts['events']:,} events coded; {counts['failed']:,} failures"
        )
