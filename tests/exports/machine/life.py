"""One window's life, from answer to answer, without a database: what each move may do to it."""

from datetime import UTC, datetime, timedelta

from exports import moves
from exports.models import Window, WindowState
from exports.moves import Answer, Doomed, KeyLooked, Move, OwnerLost
from exports.moves.limits import HELD_LIMIT, REQUESTING_LIMIT
from exports.moves.overdue import SHORTEST_HALF
from exports.ranges import Range
from jobs.services import LOST_OWNERS_LIMIT
from tests.exports.machine.answers import BY_STATE

BEGUN = datetime(2026, 4, 10, 12, tzinfo=UTC)
LIMITS = {
    WindowState.REQUESTING: REQUESTING_LIMIT,
    WindowState.PROCESSING: moves.PROCESSING_LIMIT,
    WindowState.DOWNLOADING: moves.SILENT_DOWNLOAD_LIMIT,
    WindowState.HELD: HELD_LIMIT,
}
REPAIRS = 3


class Life:
    """`hours` is the length of its range. An admin repairs the key REPAIRS times at most."""

    def __init__(self, hours: int, generation: str = "v1") -> None:
        since = BEGUN - timedelta(hours=hours)
        self.window = Window(generation=generation, since=since, to=BEGUN, due_at=BEGUN)
        self.now = BEGUN
        self.halves: tuple[Range, ...] = ()
        self.repaired = self.lost_in_a_row = 0

    @property
    def state(self) -> WindowState:
        return WindowState(self.window.state)

    @property
    def is_over(self) -> bool:
        return self.state not in BY_STATE

    def pass_time(self, late: timedelta) -> None:
        """A worker comes so late after the window was due."""
        due = self.window.due_at or self.now
        self.now = max(self.now, min(due, self.window.deadline_at or due)) + late

    def take(self, answer: Answer) -> None:
        answer = self._as_workers_would(answer)
        move = moves.decide(self.window, answer, self.now)
        self._check(answer, move)
        for name, value in move.changes.items():
            setattr(self.window, name, value)
        self.window.state, self.window.due_at = move.state, move.due_at
        self.window.deadline_at, self.halves = move.deadline_at, move.halves

    def _as_workers_would(self, answer: Answer) -> Answer:
        """Owners do not die over it for ever, and keys are not repaired for ever."""
        self.lost_in_a_row = self.lost_in_a_row + 1 if isinstance(answer, OwnerLost) else 0
        if self.lost_in_a_row >= LOST_OWNERS_LIMIT:
            return Doomed("The worker stopped unexpectedly several times at this point.")
        if answer == KeyLooked(usable=True):
            self.repaired += 1
            return KeyLooked(usable=self.repaired <= REPAIRS)
        return answer

    def _check(self, answer: Answer, move: Move) -> None:
        if move.ends or move.state == WindowState.WAITING:
            assert move.deadline_at is None
            assert move.sentence
            self._check_halves(move)
            return
        assert move.due_at is not None
        assert move.deadline_at is not None
        if move.state == self.state:
            assert self.now < move.deadline_at or isinstance(answer, OwnerLost)
            self._check_deadline(move.deadline_at)
        else:
            assert move.deadline_at <= self.now + LIMITS[move.state]

    def _check_deadline(self, deadline: datetime) -> None:
        """Only a request that was not taken yet gets more time, and that for half a day."""
        if self.window.deadline_at is not None and deadline <= self.window.deadline_at:
            return
        assert self.state == WindowState.REQUESTING
        assert self.window.requested_at is not None
        assert self.now < self.window.requested_at + moves.PROCESSING_LIMIT
        half_a_day = self.window.requested_at + moves.PROCESSING_LIMIT
        assert deadline <= max(half_a_day, self.now + REQUESTING_LIMIT)

    def _check_halves(self, move: Move) -> None:
        assert bool(move.halves) == (move.state == WindowState.SPLIT)
        if move.halves:
            first, second = move.halves
            assert (first.since, second.to) == (self.window.since, self.window.to)
            assert first.to == second.since
            assert min(first.to - first.since, second.to - second.since) >= SHORTEST_HALF
