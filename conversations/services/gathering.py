"""What a pass has read, until it is written."""

import time

from conversations.services import pages
from providers.onq.answer import Page
from providers.onq.entry import Entry
from providers.onq.paging import Position, following

ROWS_AT_ONCE = 5_000
SECONDS_AT_ONCE = 1.0


class Gathering:
    """One pass's answers, of which those since the last `clear` wait to be written."""

    entries: dict[str, Entry]
    calls: int
    unreadable: int

    def __init__(self) -> None:
        self._met: set[str] = set()
        self.clear()

    def clear(self) -> None:
        """Everything so far is written."""
        self.entries = {}
        self.calls = self.unreadable = 0
        self._since = time.monotonic()

    def add(self, position: Position, page: Page) -> Position | None:
        """Add the answer to a position; answers what to ask for next, None at the pass's end.

        Raises UnclearAnswer for a list without end.
        """
        entries = pages.entries_of(page)
        unmet = {onq_id: one for onq_id, one in entries.items() if onq_id not in self._met}
        further = following(position, page.rows, len(entries) - len(unmet), len(unmet))
        self._met |= unmet.keys()
        self.entries |= unmet
        self.calls += 1
        self.unreadable += page.unreadable
        return further

    def is_enough(self) -> bool:
        """Whether it is time to write."""
        late = time.monotonic() - self._since > SECONDS_AT_ONCE
        return late or len(self.entries) >= ROWS_AT_ONCE
