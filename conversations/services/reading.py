"""What a worker writes while it reads a tenant's list. Every write is fenced by its lease."""

from dataclasses import asdict, dataclass
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
from providers.onq.paging import PageMeaning, Position, again, following

MOST_PASSES = 3
FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(seconds=60)
HEARD: dict[str, Any] = {"trouble": "", "trouble_code": "", "trouble_since": None}
_COLUMNS = [field.name for field in Synchronisation._meta.concrete_fields if not field.is_relation]


def begin(lease: Lease) -> "Reading":
    """The run of the leased row, which begins now where it rested. Raises LeaseLost."""
    now = timezone.now()
    leased = cast("QuerySet[Synchronisation]", lease.row())
    leased.exclude(state=SyncState.RUNNING).update(
        **HEARD,
        **NEW_RUN,
        state=SyncState.RUNNING,
        started_at=now,
        ended_at=None,
        requested_by=None,
        deadline_at=now + PATIENCE,
    )
    sync = leased.select_related("tenant").first()
    if sync is None:
        raise LeaseLost
    return Reading(lease, sync)


@dataclass
class Reading:
    """One run, by the owner of `lease`. Whatever writes raises LeaseLost."""

    lease: Lease
    sync: Synchronisation
    current: Pass | None = None

    def position(self) -> Position:
        """Where the run goes on: at its stored position, else at the list's beginning."""
        stored = self.sync.position
        if stored is None:
            return Position(meaning=self._set_by_hand())
        meaning = stored["meaning"] and PageMeaning(stored["meaning"])
        return Position(**stored | {"meaning": meaning or None})

    def _set_by_hand(self) -> PageMeaning | None:
        """What an admin says that `page` counts; None: each pass finds it out."""
        chosen = self.sync.tenant.page_meaning
        return PageMeaning(chosen) if chosen else None

    def keep(self, position: Position, page: Page) -> None:
        """Keep the answer to `position`, and go on, begin the next pass, or end the run.

        Rows and position are written together, so what is asked for again is what is not there
        yet. Raises LeaseLost, and UnclearAnswer for a list without end.
        """
        now = timezone.now()
        with transaction.atomic():
            if not self._leased().select_for_update().exists():
                raise LeaseLost
            current = self.current or self._pass(position)
            kept = pages.keep(current, page, now)
            _count(current, page, kept)
            heard = HEARD | {"last_answer_at": now}
            further = following(position, page.rows, kept.known, kept.unmet)
            if further:
                self._hold(**heard, position=asdict(further))
            else:
                self._end_pass(current, position, heard)
        self.current = current if further else None
        self.sync.refresh_from_db(fields=_COLUMNS)

    def _pass(self, position: Position) -> Pass:
        """The pass that goes on here, or a new one at the list's beginning."""
        tenant = self.sync.tenant
        begun = tenant.passes.first() if position.calls else None
        if begun is None:
            self._hold(passes=F("passes") + 1)
            self.sync.passes += 1
            begun = Pass.objects.create(tenant=tenant, started_at=timezone.now())
        begun.tenant = tenant
        return begun

    def _end_pass(self, ended: Pass, position: Position, heard: dict[str, Any]) -> None:
        ended.ended_at = timezone.now()
        ended.save()
        _mark_gone(ended)
        heard["as_of"] = ended.started_at
        if ended.new and self.sync.passes < MOST_PASSES:
            self._hold(**heard, position=asdict(again(position, self._set_by_hand())))
        else:
            settled = {"is_settled": not ended.new, "position": None}
            self._end(SyncState.RESTING, **heard, **settled)

    def ask_smaller(self, position: Position) -> None:
        """Begin the pass anew with these smaller pages."""
        self._hold(position=asdict(position))
        self.sync.refresh_from_db(fields=_COLUMNS)

    def trouble(self, error: ProviderError) -> None:
        """An answer that did not come: ask again while that may help and there is time."""
        now = timezone.now()
        since = self.sync.trouble_since or now
        due, ends = now + _pause(now - since, error), since + PATIENCE
        told = {"trouble": error.sentence, "trouble_code": error.code, "trouble_since": since}
        if error.retry and due < ends:
            self._hold(**told, due_at=due, deadline_at=ends, lease_token=None)
        else:
            self._end(SyncState.FAILED, **told)

    def stop(self) -> None:
        """End the run because somebody asked to."""
        self._end(SyncState.CANCELLED)

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


def _count(current: Pass, page: Page, kept: pages.Kept) -> None:
    current.calls += 1
    current.rows += kept.unmet
    current.new += kept.new
    current.changed += kept.changed
    current.unreadable += page.unreadable
    current.save()


def _mark_gone(ended: Pass) -> None:
    """Two complete passes without it: one alone may have missed what moved under it."""
    complete = Pass.objects.filter(tenant=ended.tenant_id, ended_at__isnull=False)
    before = complete.filter(pk__lt=ended.pk).first()
    if before:
        kept = Conversation.objects.filter(tenant=ended.tenant_id, gone_at=None)
        kept.filter(last_pass__lt=before.pk).update(gone_at=ended.ended_at)


def _pause(silent: timedelta, error: ProviderError) -> timedelta:
    """As long as nothing came so far, so that each pause is twice the last; more when asked to."""
    asked = timedelta(seconds=error.retry_after or 0)
    return max(min(max(silent, FIRST_PAUSE), LONGEST_PAUSE), asked)
