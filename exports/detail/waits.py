"""Why an export does not move, for its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from credentials.models import Connection
from exports.kinds import kind_of, sharing_turns
from exports.models import OPEN_WINDOW_STATES, Export, Window, WindowState
from exports.moves.limits import PROCESSING_LIMIT
from exports.queries import exports_visible_to
from exports.services.spots import turns_of
from jobs.queries import silent_lanes
from providers.errors import Busy, SlowDown

PATIENT = {Busy.code: "busy", SlowDown.code: "slow_down"}


@dataclass(frozen=True)
class Wait:
    """One reason. `kind` chooses the words: held, silence, trouble, busy, slow_down, turn or
    own_turn. `turns` is how many the spot takes at a time, `exports` how many others have one,
    `other` the first of them if the reader may see it."""

    kind: str
    message: str = ""
    since: datetime | None = None
    until: datetime | None = None
    connection: Connection | None = None
    other: Export | None = None
    turns: int = 1
    exports: int = 0

    @property
    def more(self) -> int:
        """How many have a turn besides the first."""
        return self.exports - 1


def reasons_to_wait(windows: Iterable[Window], reader: User) -> tuple[Wait, ...]:
    """What keeps the export from moving, the gravest first; empty while it moves."""
    every = list(windows)
    return (*_held(every), *_silence(every), *_trouble(every), *_turns(every, reader))


def _held(windows: list[Window]) -> Iterable[Wait]:
    held = {w.connection: w for w in reversed(windows) if w.state == WindowState.HELD}
    for window in held.values():
        yield Wait(
            "held", window.message, window.state_since, window.deadline_at, window.connection
        )


def _silence(windows: list[Window]) -> Iterable[Wait]:
    lanes = {window.lane for window in windows if window.state in OPEN_WINDOW_STATES}
    silent = [one for one in silent_lanes() if one.lane in lanes]
    if silent:
        known = [one.since for one in silent if one.since]
        yield Wait("silence", since=min(known, default=None))


def _trouble(windows: list[Window]) -> Iterable[Wait]:
    troubled = [w for w in windows if w.trouble_since and w.state != WindowState.HELD]
    for window in troubled[:1]:
        kind = PATIENT.get(window.last_answer, "trouble")
        until = _gives_up_at(window)
        yield Wait(kind, window.message, window.trouble_since, until, window.connection)


def _gives_up_at(window: Window) -> datetime | None:
    """Pauses that OpenWeb asks for move the deadline on, for half a day."""
    if window.state == WindowState.REQUESTING and window.last_answer in PATIENT:
        return (window.requested_at or window.state_since) + PROCESSING_LIMIT
    return window.deadline_at


def _turns(windows: list[Window], reader: User) -> Iterable[Wait]:
    """Parts that wait while their spot is busy, with whom the turns are if the reader may know."""
    export = windows[0].export
    kind = kind_of(export)
    spots = {w.spot_id: w for w in windows if w.state == WindowState.WAITING}
    own = [w for w in windows if w.state in kind.busy and w.spot_id in spots]
    others = _others(export, spots)
    for first in (own or others)[:1]:
        rivals = [w for w in others if w.spot_id == first.spot_id]
        yield Wait(
            "own_turn" if own else "turn",
            since=first.requested_at or first.state_since,
            connection=spots[first.spot_id].connection,
            other=_seen_by(reader, rivals[0]) if rivals else None,
            turns=turns_of(kind, first.spot_id),
            exports=len({w.export_id for w in rivals}),
        )


def _others(export: Export, spots: Iterable[str]) -> list[Window]:
    """Parts of other exports that have a turn at these spots, the longest first."""
    kind = kind_of(export)
    busy = Window.objects.filter(
        spot_id__in=spots, state__in=kind.busy, export__kind__in=sharing_turns(kind)
    )
    # Its own may have got a turn since they were read: nothing is before itself.
    return list(busy.exclude(export=export).order_by("requested_at", "pk"))


def _seen_by(reader: User, window: Window) -> Export | None:
    return exports_visible_to(reader).filter(pk=window.export_id).first()
