"""What a worker writes while it reads a tenant's list. Every write is fenced by its lease."""

from dataclasses import asdict
from typing import Any, cast

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from conversations.models import Pass, Synchronisation, SyncState
from conversations.services import pages, passes, positions
from conversations.services.gathering import Gathering
from conversations.services.schedule import NEW_RUN, PATIENCE, next_run
from exports.moves.limits import pause_after
from jobs.services import Lease, LeaseLost, lease_end
from providers.errors import ProviderError
from providers.onq.answer import Page
from providers.onq.paging import Position, again

MOST_PASSES = 3
HEARD: dict[str, Any] = {"trouble": "", "trouble_code": "", "trouble_since": None}
_COLUMNS = [field.name for field in Synchronisation._meta.concrete_fields if not field.is_relation]


def begin(lease: Lease) -> "Reading | None":
    """The run of the leased row, which begins now where it rested. Raises LeaseLost.

    None where the tenant is switched off: then nothing begins by itself.
    """
    now = timezone.now()
    leased = cast("QuerySet[Synchronisation]", lease.row())
    sync = leased.select_related("tenant").first()
    if sync is None:
        raise LeaseLost
    if not (sync.is_running or sync.tenant.is_active):
        leased.update(lease_token=None, due_at=sync.every and now + sync.every)
        return None
    leased.exclude(state=SyncState.RUNNING).update(
        **HEARD,
        **NEW_RUN,
        state=SyncState.RUNNING,
        started_at=now,
        ended_at=None,
        requested_by=None,
        due_at=lease_end(),  # somebody may have said "only when asked" since the row was claimed
        deadline_at=now + PATIENCE,
    )
    sync.refresh_from_db(fields=_COLUMNS)
    return Reading(lease, sync)


class Reading:
    """One run, by the owner of `lease`. Whatever writes raises LeaseLost.

    `position` is what to ask for next. Answers are gathered and written a few thousand rows at a
    time, with the position after them: alone, each would have half of an index written anew. So
    what a dead worker's successor asks for again is what was not written yet.
    """

    def __init__(self, lease: Lease, sync: Synchronisation) -> None:
        self.lease = lease
        self.sync = sync
        self.position = positions.stored(sync)
        self._goes_on = self.position.calls > 0  # with the pass that was begun
        self._begin_pass()

    def _begin_pass(self) -> None:
        self._gathered = Gathering()
        self._current: Pass | None = None
        self._began_at = timezone.now()

    def take(self, page: Page) -> None:
        """Take the answer to `position`; go on, begin the next pass, or end the run.

        Raises UnclearAnswer for a list without end.
        """
        further = self._gathered.add(self.position, page)
        if further is None:
            self.end_pass()
        else:
            self.position = further
            if self._gathered.is_enough():
                self.write()

    def write(self) -> None:
        """Write what was gathered, if anything, and where to go on.

        Nothing before it is known what `page` counts: who comes next begins the pass anew, so that
        to call it an answer would have a second page that never comes be tried for ever.
        """
        if self.position.meaning:
            self._write()

    def _write(self) -> None:
        if self._gathered.calls:
            with transaction.atomic():
                self._write_rows()
                self._hold(**HEARD, last_answer_at=timezone.now(), position=asdict(self.position))
            self._gathered.clear()
            self.sync.refresh_from_db(fields=_COLUMNS)

    def _write_rows(self) -> Pass:
        if not self._leased().select_for_update().exists():
            raise LeaseLost
        current = self._current = self._current or self._pass()
        read, first = self._gathered, passes.first_of_run(current)
        kept = pages.keep(current, first, read.entries, timezone.now())
        current.calls += read.calls
        current.rows += len(read.entries)
        current.unreadable += read.unreadable
        current.new += kept.new
        current.changed += kept.changed
        current.save()
        return current

    def _pass(self) -> Pass:
        """The pass that goes on here, or a new one."""
        tenant, number = self.sync.tenant, self.sync.passes + 1
        begun = tenant.passes.first() if self._goes_on else None
        if begun is None or begun.ended_at:
            self._hold(passes=F("passes") + 1)
            begun = tenant.passes.create(number=number, started_at=self._began_at)
        begun.tenant = tenant
        return begun

    def end_pass(self, *, refused: bool = False) -> None:
        """The pass is at its end: begin the next one, or end the run.

        `refused`: onQ refuses to go on, which may be its way to say so, or may not. Then it counts
        only when the pass before, with other pages, came as far.
        """
        now = timezone.now()
        heard = HEARD | {"last_answer_at": now, "is_settled": False}
        with transaction.atomic():
            ended = self._write_rows()
            seen = passes.seen_in_run(ended)
            # What stands in two pages counted twice where a successor went on between them.
            ended.rows = min(ended.rows, seen)
            if not refused or passes.agrees_with_last(ended):
                ended.ended_at = now
                passes.mark_gone(ended)
                heard["is_settled"] = not ended.new and ended.rows == seen
                heard["as_of"] = ended.started_at
            ended.save()
            if heard["is_settled"] or ended.number >= MOST_PASSES:
                self._end(SyncState.RESTING, **heard, position=None)
            else:
                self.position = again(self.position, positions.set_by_hand(self.sync))
                self._hold(**heard, position=asdict(self.position))
        self._goes_on = False
        self._begin_pass()
        self.sync.refresh_from_db(fields=_COLUMNS)

    def ask_smaller(self, position: Position) -> None:
        """Begin the pass anew with these smaller pages."""
        self._hold(position=asdict(position))
        self.position = position

    def is_to_stop(self) -> bool:
        """Whether somebody asked to."""
        leased = self._leased().values("cancel_requested_at").first()
        if leased is None:
            raise LeaseLost
        return leased["cancel_requested_at"] is not None

    def stop(self) -> None:
        """End the run because somebody asked to."""
        self._write()
        self._end(SyncState.CANCELLED)

    def trouble(self, error: ProviderError) -> None:
        """An answer that did not come: ask again while that may help and there is time."""
        self.write()
        now = timezone.now()
        since = self.sync.trouble_since or now
        due, ends = now + pause_after(now - since, error), since + PATIENCE
        told = {"trouble": error.sentence, "trouble_code": error.code, "trouble_since": since}
        if self.is_to_stop():  # perhaps asked for while onQ was silent
            self.stop()
        elif error.retry and due < ends:
            self._hold(**told, due_at=due, deadline_at=ends, lease_token=None)
        else:
            self._write()
            self._end(SyncState.FAILED, **told | {"trouble": _at_the_end(error)})

    def give_up(self) -> None:
        """End a run whose workers died over and over."""
        sentence = "The worker stopped unexpectedly several times while reading. Try again later."
        self._end(SyncState.FAILED, trouble=sentence, trouble_code="")

    def _end(self, state: SyncState, **columns: Any) -> None:
        given_back = {"lease_token": None, "due_at": next_run(self.sync), "deadline_at": None}
        ended = {"ended_at": timezone.now(), "cancel_requested_at": None}
        self._hold(state=state, **given_back, **ended, **columns)

    def _hold(self, **columns: Any) -> None:
        """Write to the leased row, which stays leased unless `columns` give it back."""
        if not self._leased().update(**{"lost_owners": 0, "due_at": lease_end()} | columns):
            raise LeaseLost

    def _leased(self) -> QuerySet[Synchronisation]:
        """The leased row as a query that finds nothing once the lease is lost."""
        return cast("QuerySet[Synchronisation]", self.lease.row())


def _at_the_end(error: ProviderError) -> str:
    """Its first sentence says what was wrong; that it is still being tried is no longer true."""
    reason = error.sentence.split(". ", maxsplit=1)[0].rstrip(".")
    return f"{reason}. Synchronise again later." if error.retry else error.sentence
