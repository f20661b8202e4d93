"""What a worker writes while it reads a tenant's list. Every write is fenced by its lease."""

import time
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any, cast

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from conversations.models import Conversation, Pass, Synchronisation, SyncState
from conversations.services import pages
from conversations.services.schedule import NEW_RUN, PATIENCE, next_run
from jobs.services import Lease, LeaseLost, lease_end
from providers.errors import ProviderError
from providers.onq.answer import Page
from providers.onq.entry import Entry
from providers.onq.paging import PageMeaning, Position, again, following

MOST_PASSES = 3
ROWS_AT_ONCE = 5_000
SECONDS_AT_ONCE = 1.0
FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(seconds=60)
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
        self.position = self._stored_position()
        self._goes_on = self.position.calls > 0  # with the pass that was begun
        self._begin_pass()

    def _begin_pass(self) -> None:
        self._met: set[str] = set()  # the ids that came in this pass
        self._current: Pass | None = None
        self._gather()

    def _gather(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._calls = self._unreadable = 0
        self._since = time.monotonic()

    def _stored_position(self) -> Position:
        """Where the run goes on: at its stored position, else at the list's beginning."""
        stored = self.sync.position
        if stored is None:
            return Position(meaning=self._set_by_hand())
        meaning = PageMeaning(stored["meaning"]) if stored["meaning"] else None
        position = Position(**stored | {"meaning": meaning})
        # The first page, from which the second one tells what is counted, is not at hand any more.
        return position if meaning else replace(position, page=1, calls=0, first_rows=0)

    def _set_by_hand(self) -> PageMeaning | None:
        """What an admin says that `page` counts; None: each pass finds it out."""
        chosen = self.sync.tenant.page_meaning
        return PageMeaning(chosen) if chosen else None

    def take(self, page: Page) -> None:
        """Take the answer to `position`; go on, begin the next pass, or end the run.

        Raises UnclearAnswer for a list without end.
        """
        entries = pages.entries_of(page)
        unmet = entries.keys() - self._met
        further = following(self.position, page.rows, len(entries) - len(unmet), len(unmet))
        self._met |= unmet
        self._entries |= {onq_id: entries[onq_id] for onq_id in unmet}
        self._calls += 1
        self._unreadable += page.unreadable
        if further is None:
            self._end_pass()
        else:
            self.position = further
            if self._has_enough():
                self.write()

    def _has_enough(self) -> bool:
        late = time.monotonic() - self._since > SECONDS_AT_ONCE
        return late or len(self._entries) >= ROWS_AT_ONCE

    def write(self) -> None:
        """Write what was gathered, if anything, and where to go on."""
        if self._calls:
            with transaction.atomic():
                self._write_rows()
                self._hold(**HEARD, last_answer_at=timezone.now(), position=asdict(self.position))
            self._gather()
            self.sync.refresh_from_db(fields=_COLUMNS)

    def _write_rows(self) -> Pass:
        if not self._leased().select_for_update().exists():
            raise LeaseLost
        current = self._current = self._current or self._pass()
        kept = pages.keep(current, self._first_pass(), self._entries, timezone.now())
        current.calls += self._calls
        current.rows += len(self._entries)
        current.unreadable += self._unreadable
        current.new += kept.new
        current.changed += kept.changed
        current.save()
        return current

    def _pass(self) -> Pass:
        """The pass that goes on here, or a new one."""
        tenant, passes = self.sync.tenant, self.sync.passes
        begun = tenant.passes.first() if self._goes_on else None
        if begun is None or begun.ended_at:
            self._hold(passes=F("passes") + 1)
            begun = tenant.passes.create(number=passes + 1, started_at=timezone.now())
        begun.tenant = tenant
        return begun

    def _first_pass(self) -> Pass:
        """That of this run."""
        return self.sync.tenant.passes.filter(number=1).latest("pk")

    def _end_pass(self) -> None:
        with transaction.atomic():
            ended = self._write_rows()
            ended.ended_at = timezone.now()
            ended.save()
            _mark_gone(ended)
            heard = HEARD | {"last_answer_at": ended.ended_at, "as_of": ended.started_at}
            is_settled = not ended.new and not self._has_missed(ended)
            if is_settled or ended.number >= MOST_PASSES:
                self._end(SyncState.RESTING, **heard, is_settled=is_settled, position=None)
            else:
                self.position = again(self.position, self._set_by_hand())
                self._hold(**heard, position=asdict(self.position))
        self._begin_pass()
        self.sync.refresh_from_db(fields=_COLUMNS)

    def _has_missed(self, ended: Pass) -> bool:
        """Whether the run saw more than its last pass did.

        Then the list moves, and it may have missed just as well what none of them saw.
        """
        kept = Conversation.objects.filter(tenant=ended.tenant_id)
        return kept.filter(last_pass__gte=self._first_pass().pk).count() > ended.rows

    def ask_smaller(self, position: Position) -> None:
        """Begin the pass anew with these smaller pages."""
        self._hold(position=asdict(position))
        self.position = position

    def is_to_stop(self) -> bool:
        """Whether somebody asked to."""
        asked = self._leased().values_list("cancel_requested_at", flat=True).first()
        return asked is not None

    def stop(self) -> None:
        """End the run because somebody asked to."""
        self.write()
        self._end(SyncState.CANCELLED)

    def trouble(self, error: ProviderError) -> None:
        """An answer that did not come: ask again while that may help and there is time."""
        self.write()
        now = timezone.now()
        since = self.sync.trouble_since or now
        due, ends = now + _pause(now - since, error), since + PATIENCE
        told = {"trouble": error.sentence, "trouble_code": error.code, "trouble_since": since}
        if self.is_to_stop():  # perhaps asked for while onQ was silent
            self.stop()
        elif error.retry and due < ends:
            self._hold(**told, due_at=due, deadline_at=ends, lease_token=None)
        else:
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


def _mark_gone(ended: Pass) -> None:
    """Two complete passes without it: one alone may have missed what moved under it.

    A row is known to have been seen in a run, not in which of its passes: so what counts is that
    the whole run of the pass before did not see it.
    """
    passes = Pass.objects.filter(tenant=ended.tenant_id, pk__lt=ended.pk)
    before = passes.filter(ended_at__isnull=False).first()
    if before:
        first = passes.filter(number=1, pk__lte=before.pk).latest("pk")
        kept = Conversation.objects.filter(tenant=ended.tenant_id, gone_at=None)
        kept.filter(last_pass__lt=first.pk).update(gone_at=ended.ended_at)


def _at_the_end(error: ProviderError) -> str:
    """Its first sentence says what was wrong; that it is still being tried is no longer true."""
    reason = error.sentence.split(". ", maxsplit=1)[0].rstrip(".")
    return f"{reason}. Synchronise again later." if error.retry else error.sentence


def _pause(silent: timedelta, error: ProviderError) -> timedelta:
    """As long as nothing came so far, so that each pause is twice the last; more when asked to."""
    asked = timedelta(seconds=error.retry_after or 0)
    return max(min(max(silent, FIRST_PAUSE), LONGEST_PAUSE), asked)
