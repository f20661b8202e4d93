"""The parts of an export on its page: as few as say everything, since there may be thousands."""

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from exports.detail.facts import PartFacts, facts_of
from exports.detail.progress import Progress
from exports.kinds import kind_of
from exports.models import Event, Window, WindowState

MOST = 100
FEW = 5


class Reason(NamedTuple):
    """Why parts failed: the first of them, and how many more."""

    message: str
    parts: list[PartFacts]
    more: int


class Parts:
    def __init__(self, progress: Progress, *, everything: bool) -> None:
        self._progress, self._everything = progress, everything
        self._story = kind_of(progress.export).story

    @property
    def several(self) -> bool:
        return self._progress.total > 1

    @cached_property
    def windows(self) -> list[Window]:
        """The first ones and the first that failed; a list of all would be megabytes."""
        windows = self._progress.windows
        if self._everything:
            return list(windows)
        failed = [window for window in windows[MOST:] if window.state == WindowState.FAILED]
        return [*windows[:MOST], *failed[:MOST]]

    @cached_property
    def listed(self) -> list[PartFacts]:
        return list(facts_of(self._progress, self.windows))

    @property
    def announces_rows(self) -> bool:
        """Whether OpenWeb says beforehand how many rows there are."""
        apis = [window.api for window in self.windows]
        return self._story.announces_rows and any(api and api.announces_rows for api in apis)

    @property
    def hidden(self) -> int:
        return self._progress.total - len(self.windows)

    @property
    def asked(self) -> list[PartFacts]:
        """Of those that are asked for alike a few are enough."""
        return self.listed if self._everything else self.listed[:FEW]

    @property
    def hidden_asked(self) -> int:
        return self._progress.total - len(self.asked)

    @cached_property
    def reasons(self) -> list[Reason]:
        """Why parts failed: each reason once, with the parts it hit."""
        found: dict[str, list[Window]] = {}
        for window in self._progress.windows:
            if window.state == WindowState.FAILED:
                found.setdefault(window.message, []).append(window)
        return [
            Reason(message, list(facts_of(self._progress, hit[:FEW])), len(hit[FEW:]))
            for message, hit in found.items()
        ]

    def names_in(self, events: Iterable[Event]) -> dict[int, str]:
        """How the log tells several parts apart, by their windows' keys: no longer than needed."""
        if not self.several:
            return {}
        spots = len({window.spot_id for window in self._progress.windows})
        told = {event.window.pk: event.window for event in events if event.window}
        return {pk: self._name_of(window, spots) for pk, window in told.items()}

    def _name_of(self, window: Window, spots: int) -> str:
        if spots == self._progress.total:
            return window.site_name
        words = self._story.part_words(window)
        return words if spots == 1 else f"{window.site_name}, {words}"
