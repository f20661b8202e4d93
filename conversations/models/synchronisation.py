"""Reading a tenant's whole list, again and again."""

from datetime import timedelta

from django.conf import settings
from django.db import models

from credentials.models import Tenant
from jobs.models import DueRow

EVERY = timedelta(hours=1)


class SyncState(models.TextChoices):
    RESTING = "resting", "Read"
    RUNNING = "running", "Synchronising"
    FAILED = "failed", "Could not be synchronised"
    CANCELLED = "cancelled", "Stopped"


class Synchronisation(DueRow):
    """How a tenant's list is brought up to date; one row a tenant, for good.

    A run is up to three passes over the list, until one brings no new id and lacks none that the
    run has seen. While it rests, `due_at` is the next run.
    `position` is where the pass goes on, as `providers/onq/paging.py` has it.
    """

    tenant = models.OneToOneField(Tenant, on_delete=models.CASCADE, related_name="synchronisation")
    state = models.CharField(max_length=10, choices=SyncState, default=SyncState.RESTING)
    every = models.DurationField(null=True, default=EVERY, help_text="never by itself when empty")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    started_at = models.DateTimeField(null=True, help_text="of the run, that goes on or was last")
    ended_at = models.DateTimeField(null=True)
    cancel_requested_at = models.DateTimeField(null=True)
    passes = models.PositiveSmallIntegerField(default=0, help_text="begun in this run")
    position = models.JSONField(null=True)
    last_answer_at = models.DateTimeField(null=True)
    trouble = models.TextField(blank=True, help_text="why it waits or failed; no secrets")
    trouble_code = models.CharField(max_length=40, blank=True)
    trouble_since = models.DateTimeField(null=True)

    as_of = models.DateTimeField(
        null=True, help_text="when the last pass began that came to the list's end"
    )
    is_settled = models.BooleanField(
        default=False, help_text="the last complete pass agreed with those before it in its run"
    )

    class Meta:
        indexes = [models.Index(fields=["lane", "due_at"], name="synchronisation_due")]

    def __str__(self) -> str:
        return f"Synchronisation of {self.tenant}"

    @property
    def is_running(self) -> bool:
        return self.state == SyncState.RUNNING


class Pass(models.Model):
    """Reading the list once, from its first page to its last.

    `rows` are different conversations, `new` those never seen before, `changed` those of which a
    documented field has changed.
    """

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="passes")
    number = models.PositiveSmallIntegerField(help_text="in its run, from 1 on")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, help_text="empty: it did not come to the end")
    calls = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unreadable = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Pass {self.pk} over {self.tenant}"
