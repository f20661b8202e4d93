"""How up to date a tenant's list is, and how far reading it has come."""

import hashlib
from datetime import timedelta
from functools import cached_property

from conversations.models import Pass, Synchronisation, SyncState
from credentials.models import Tenant

SHOWN_PASSES = 8
NOTHING = "0"
EVERY = (
    (None, "Only when asked"),
    (timedelta(minutes=15), "Every 15 minutes"),
    (timedelta(hours=1), "Every hour"),
    (timedelta(hours=6), "Every 6 hours"),
    (timedelta(days=1), "Every day"),
)


class Progress:
    """A tenant's synchronisation in a reader's words. `shown` is the version of the list that a
    browser shows; empty for one that is drawn now."""

    def __init__(self, tenant: Tenant, shown: str = "") -> None:
        self.tenant = tenant
        self.sync: Synchronisation | None = getattr(tenant, "synchronisation", None)
        self._shown = shown

    @property
    def is_running(self) -> bool:
        return self.sync is not None and self.sync.is_running

    @cached_property
    def passes(self) -> list[Pass]:
        """The last ones, the newest first."""
        return list(self.tenant.passes.all()[:SHOWN_PASSES])

    @property
    def current(self) -> Pass | None:
        """The pass that goes on; None before its first answer."""
        if not self.passes or self.sync is None or not self.sync.is_running:
            return None
        last = self.passes[0]
        goes_on = last.ended_at is None and last.number == self.sync.passes
        return last if goes_on else None

    @property
    def rows(self) -> int:
        return self.current.rows if self.current else 0

    @cached_property
    def expected(self) -> int:
        """How many the last complete pass found; 0 without one."""
        complete = (one for one in self.passes if one.ended_at)
        found = next(complete, None) or self.tenant.passes.filter(ended_at__isnull=False).first()
        return found.rows if found else 0

    @property
    def checks_again(self) -> bool:
        """Whether a pass of this run has come to the end already."""
        if self.sync is None:
            return False
        return self.sync.passes > 1 or (self.sync.passes == 1 and self.current is None)

    @property
    def may_be_incomplete(self) -> bool:
        sync = self.sync
        return bool(sync and sync.as_of and not sync.is_running and not sync.is_settled)

    @property
    def has_failed(self) -> bool:
        return self.sync is not None and self.sync.state == SyncState.FAILED

    @property
    def was_stopped(self) -> bool:
        return self.sync is not None and self.sync.state == SyncState.CANCELLED

    @property
    def every(self) -> list[tuple[str, str, bool]]:
        """How often it can happen by itself: minutes, words, and whether it is so."""
        now = self.sync.every if self.sync else Synchronisation._meta.get_field("every").default
        choices = list(EVERY)
        if now not in dict(EVERY):
            choices.append((now, "As set at the command line"))
        return [(minutes_of(one), words, one == now) for one, words in choices]

    @property
    def version(self) -> str:
        """Moves when reading has brought something new or changed."""
        brought = next((one for one in self.passes if one.new or one.changed), None)
        return f"{brought.pk}.{brought.new}.{brought.changed}" if brought else NOTHING

    @property
    def has_newer(self) -> bool:
        """Whether there is more than the browser shows. While reading goes on, each page would
        bring some: worth saying only to whoever has nothing in front of them."""
        moved = bool(self._shown) and self._shown != self.version
        return moved and (not self.is_running or self._shown == NOTHING)

    @property
    def brings_the_first(self) -> bool:
        """Whether a list that was empty has conversations now: then nobody has to ask for them."""
        is_first_run = self.sync is not None and self.sync.passes >= len(self.passes)
        return self.has_newer and self._shown == NOTHING and is_first_run

    @property
    def shown(self) -> str:
        return self._shown or self.version

    @property
    def stage(self) -> str:
        """What decides which actions there are."""
        stops = self.sync is not None and self.sync.cancel_requested_at is not None
        return f"{self.sync.state if self.sync else ''}{'.stops' if stops else ''}"

    @property
    def seen(self) -> str:
        """Moves whenever the page would show something else."""
        sync = self.sync
        facts = [self.version, self.rows, len(self.passes), self.has_newer]
        if sync:
            facts += [sync.passes, sync.trouble, sync.as_of, sync.is_settled, sync.every]
        return f"{self.stage}-{hashlib.sha256(repr(facts).encode()).hexdigest()[:12]}"


def minutes_of(every: timedelta | None) -> str:
    """As forms write it; empty for never."""
    return str(round(every.total_seconds() / 60)) if every else ""
