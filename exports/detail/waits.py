"""Why an export does not move, for its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from credentials.models import Connection
from exports.kinds import Kind, kind_of, sharing_turns
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
    own_turn. `turns` is how many the spot takes at a time, `more` how many have one besides
    `other`."""

    kind: str
    message: str = ""
    since: datetime | None = None
    until: datetime | None = None
    connection: Connection | None = None
    other: Export | None = None
    turns: int = 1
    more: int = 0


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
    """Parts that wait while their spot is busy."""
    waiting = [window for window in windows if window.state == WindowState.WAITING]
    kind = kind_of(windows[0].export)
    spots = {window.spot_id: window for window in waiting}
    own = [w for w in windows if w.state in kind.busy and w.spot_id in spots]
    if own:
        yield Wait("own_turn", turns=turns_of(kind, own[0].spot_id))
        return
    yield from _turn(kind, spots, reader)


def _turn(kind: Kind, spots: dict[str, Window], reader: User) -> Iterable[Wait]:
    """With whom the turns of these spots are, if the reader may know."""
    busy = Window.objects.filter(
        spot_id__in=spots, state__in=kind.busy, export__kind__in=sharing_turns(kind)
    )
    others = list(busy.select_related("export").order_by("requested_at", "pk"))
    for first in others[:1]:
        yield Wait(
            "turn",
            since=first.requested_at or first.state_since,
            connection=spots[first.spot_id].connection,
            other=exports_visible_to(reader).filter(pk=first.export_id).first(),
            turns=turns_of(kind, first.spot_id),
            more=len({w.export_id for w in others if w.spot_id == first.spot_id}) - 1,
        )
