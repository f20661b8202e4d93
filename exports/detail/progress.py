"""The read model of the live page: how far, which step, and why it waits. Facts, not sentences."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from django.utils import timezone

from accounts.models import User
from exports.detail.waits import Wait, reasons_to_wait
from exports.estimates import Usual, time_left, usual_of
from exports.kinds import kind_of
from exports.models import (
    OPEN_WINDOW_STATES,
    RETRYABLE_WINDOW_STATES,
    Export,
    Window,
    WindowState,
)
from exports.queries import Fetched, fetched_by_window, last_event_id
from exports.stages import Stages, Step
from exports.tallies import Tally, tally

LEASE_COLUMNS = {"lane", "due_at", "deadline_at", "lease_token", "lost_owners", "polls"}
SPEED_NEEDS = timedelta(seconds=2)
YOUNG = timedelta(minutes=1)
STILL = (WindowState.WAITING, WindowState.STORED, *RETRYABLE_WINDOW_STATES)
BUILDING = (WindowState.REQUESTING, WindowState.PROCESSING)


@dataclass(frozen=True)
class Progress:
    """How far an export is. Times are UTC; `usual` is None while there is no past."""

    export: Export
    windows: tuple[Window, ...]
    fetched: dict[int, Fetched]
    waits: tuple[Wait, ...]
    usual: Usual | None
    last_event: int
    now: datetime = field(repr=False)

    @property
    def is_young(self) -> bool:
        """Something is about to happen: asked for, or asked OpenWeb, less than a minute ago."""
        begun = (window.state_since for window in self.windows)
        return self.now - max(begun, default=self.export.requested_at) < YOUNG

    @property
    def total(self) -> int:
        return len(self.windows)

    @cached_property
    def done(self) -> int:
        return sum(window.state == WindowState.STORED for window in self.windows)

    @cached_property
    def tally(self) -> Tally:
        """What is stored, in days where the parts are days."""
        return tally(self.windows, lambda window: window.state == WindowState.STORED)

    @cached_property
    def rows(self) -> int:
        return sum(self._rows_of(window) for window in self.windows)

    def _rows_of(self, window: Window) -> int:
        return window.received_rows or self.fetched_of(window).rows

    def fetched_of(self, window: Window) -> Fetched:
        return self.fetched.get(window.pk, Fetched())

    @property
    def files(self) -> int:
        return sum(fetched.stored for fetched in self.fetched.values())

    @property
    def size(self) -> int:
        return sum(fetched.size for fetched in self.fetched.values())

    @cached_property
    def downloading(self) -> list[Window]:
        return [window for window in self.windows if window.state == WindowState.DOWNLOADING]

    @property
    def builds_on(self) -> bool:
        """OpenWeb was asked to build data, and nothing of ours can stop it."""
        return any(window.state in BUILDING and not _aborts(window) for window in self.windows)

    @property
    def calls_off(self) -> bool:
        """OpenWeb is to be told that it can stop building data, or is being told."""
        return any(window.state in BUILDING and _aborts(window) for window in self.windows)

    @property
    def announced(self) -> int | None:
        """Rows announced by the parts being downloaded; None when one announced no number."""
        numbers = [window.announced_rows for window in self.downloading]
        return None if None in numbers else sum(number or 0 for number in numbers)

    @cached_property
    def bytes_done(self) -> int:
        return sum(self.fetched_of(window).bytes_done for window in self.downloading)

    @cached_property
    def bytes_total(self) -> int | None:
        """Of the parts being downloaded; known only once every one of their files has its size."""
        totals = [self.fetched_of(window).bytes_total for window in self.downloading]
        return None if None in totals else sum(total or 0 for total in totals)

    @cached_property
    def speed(self) -> float | None:
        """Bytes a second of the parts being downloaded; None while there is too little to tell."""
        if not self.downloading:
            return None
        took = self.now - min(window.state_since for window in self.downloading)
        known = self.bytes_done and took >= SPEED_NEEDS
        return self.bytes_done / took.total_seconds() if known else None

    @property
    def remaining(self) -> timedelta | None:
        if not self.speed or self.bytes_total is None:
            return None
        return timedelta(seconds=(self.bytes_total - self.bytes_done) / self.speed)

    @property
    def time_left(self) -> timedelta | None:
        """Of several parts, while nothing but their own turns keeps them waiting."""
        stands = any(wait.kind != "own_turn" for wait in self.waits)
        if stands or self.export.cancel_requested_at:
            return None
        return time_left(self.windows, self.now)

    @property
    def last_answer_at(self) -> datetime | None:
        return max(
            (window.last_answer_at for window in self.windows if window.last_answer_at),
            default=None,
        )

    @cached_property
    def _stages(self) -> Stages:
        return kind_of(self.export).stages

    @cached_property
    def current(self) -> Window | None:
        """The part that is furthest on its way, of those that are not at their end."""
        underway = [window for window in self.windows if window.state in OPEN_WINDOW_STATES]
        return max(underway, key=self._stages.stage_of, default=None)

    @property
    def steps(self) -> tuple[Step, ...]:
        return self._stages.steps_of(self.current) if self.current else ()

    @property
    def fingerprint(self) -> str:
        """Moves whenever the page would show something else; ages tick in the browser."""
        facts = [
            self.export.state,
            self.export.cancel_requested_at,
            [_columns(window) for window in self.windows],
            self.fetched,
            self.waits,
            self.last_event,
        ]
        return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


def progress_of(export: Export, reader: User) -> Progress:
    """Where the export stands. Others' exports are named only if `reader` may see them."""
    # A join would read the same site once more for each of thousands of windows.
    windows = tuple(export.windows.standing().prefetch_related("site", "tenant"))
    return Progress(
        export=export,
        windows=windows,
        fetched=fetched_by_window(export),
        waits=reasons_to_wait(windows, reader) if export.is_open else (),
        usual=usual_of(windows) if export.is_open else None,
        last_event=last_event_id(export),
        now=timezone.now(),
    )


def _aborts(window: Window) -> bool:
    return window.api is not None and window.api.aborts


def _columns(window: Window) -> list[object]:
    """Whatever moves; of those that wait or have ended nothing else does."""
    if window.state in STILL:
        return [window.pk, window.state, window.attempt, window.times_overdue]
    names = (column.attname for column in Window._meta.concrete_fields)
    return [getattr(window, name) for name in names if name not in LEASE_COLUMNS]
