"""Why an export does not move, for its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Min
from django.db.models.functions import Coalesce

from accounts.models import User
from credentials.models import Connection
from exports.kinds import kind_of, sharing_turns
from exports.models import OPEN_WINDOW_STATES, Export, Window, WindowState
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
        since, until = window.trouble_since, window.deadline_at
        yield Wait(kind, window.message, since, until, window.connection)


def _turns(windows: list[Window], reader: User) -> Iterable[Wait]:
    """Parts that wait while their spot is busy, with whom the turns are if the reader may know."""
    export = windows[0].export
    kind = kind_of(export)
    spots = {w.spot_id: w for w in windows if w.state == WindowState.WAITING}
    own = [w.spot_id for w in windows if w.state in kind.busy and w.spot_id in spots]
    # Who only waits is before nobody, but gets a turn between those of this export's own parts.
    states = (WindowState.WAITING, *kind.busy) if own else kind.busy
    rivals = _rivals(export, own or spots, states)
    for spot_id in own[:1] or [rival.spot_id for rival in rivals[:1]]:
        there = [rival for rival in rivals if rival.spot_id == spot_id]
        yield Wait(
            "own_turn" if own else "turn",
            since=there[0].since if there else None,
            connection=spots[spot_id].connection,
            other=_seen_by(reader, there[0]) if there else None,
            turns=turns_of(kind, spot_id),
            exports=len(there),
        )


class _Rival(NamedTuple):
    """Another export with parts at a spot."""

    spot_id: str
    export_id: int
    since: datetime


def _rivals(export: Export, spots: Iterable[str], states: Iterable[str]) -> list[_Rival]:
    """Whose parts are in these states, the longest first."""
    found = Window.objects.filter(
        spot_id__in=list(spots), state__in=states, export__kind__in=sharing_turns(kind_of(export))
    )
    # Its own may have got a turn since they were read: nothing is before itself.
    others = found.exclude(export=export).order_by().values_list("spot_id", "export_id")
    since = Min(Coalesce("requested_at", "state_since"))
    return [_Rival(*row) for row in others.annotate(since=since).order_by("since", "export_id")]


def _seen_by(reader: User, rival: _Rival) -> Export | None:
    return exports_visible_to(reader).filter(pk=rival.export_id).first()
