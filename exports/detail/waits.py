"""Why an export does not move, for its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from credentials.models import Connection
from exports.kinds import kind_of
from exports.models import OPEN_WINDOW_STATES, Export, Window, WindowState
from exports.queries import exports_visible_to
from jobs.queries import silent_lanes


@dataclass(frozen=True)
class Wait:
    """One reason. `kind` chooses the words: held, silence, trouble, turn or own_turn."""

    kind: str
    message: str = ""
    since: datetime | None = None
    until: datetime | None = None
    connection: Connection | None = None
    other: Export | None = None


def reasons_to_wait(windows: Iterable[Window], reader: User) -> tuple[Wait, ...]:
    """What keeps the export from moving, the gravest first; empty while it moves."""
    every = list(windows)
    return (*_held(every), *_silence(every), *_trouble(every), *_turn(every, reader))


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
        yield Wait("trouble", window.message, window.trouble_since, window.deadline_at)


def _turn(windows: list[Window], reader: User) -> Iterable[Wait]:
    """A part that waits while its spot is busy: with whom, if the reader may know."""
    waiting = {w.spot_id for w in windows if w.state == WindowState.WAITING}
    if not waiting:
        return
    kind = kind_of(windows[0].export)
    if any(w.state in kind.busy and w.spot_id in waiting for w in windows):
        yield Wait("own_turn")
        return
    busy = Window.objects.filter(spot_id__in=waiting, state__in=kind.busy, export__kind=kind.name)
    other = busy.select_related("export").order_by("state_since").first()
    if other:
        seen = exports_visible_to(reader).filter(pk=other.export_id).first()
        yield Wait("turn", connection=_connection_of(windows, other.spot_id), other=seen)


def _connection_of(windows: list[Window], spot_id: str) -> Connection | None:
    return next((w.connection for w in windows if w.spot_id == spot_id), None)
