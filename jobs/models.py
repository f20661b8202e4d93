"""Rows that workers act on. The row is the truth; messages only say "look"."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone


class Lane(models.TextChoices):
    FAST = "fast", "requests and polls"
    BULK = "bulk", "downloads"


class DueRow(models.Model):
    """A row that is due at a moment, and that one worker at a time may move.

    `due_at` is the only thing claiming looks at: the next step, the deadline, or, while a worker
    holds the row, the end of its lease. So a row whose owner died becomes due again by itself.
    """

    lane = models.CharField(max_length=8, choices=Lane, default=Lane.FAST)
    due_at = models.DateTimeField(null=True, blank=True)
    deadline_at = models.DateTimeField(null=True, blank=True)
    lease_token = models.UUIDField(null=True, blank=True)
    lost_owners = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True


class Process(models.Model):
    """A process that background work needs, as it last told of itself (jobs/heartbeats.py).

    `place` are the columns that another process has in common that took its place.
    """

    place: ClassVar[tuple[str, ...]]
    told_when_alive: ClassVar[tuple[str, ...]] = (
        "version",
        "started_at",
        "seen_at",
        "noted_at",
        "stopped_at",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    host = models.CharField(max_length=100)
    pid = models.PositiveIntegerField()
    version = models.CharField(max_length=40, blank=True, db_default="", help_text="its product's")
    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)
    noted_at = models.DateTimeField(null=True, help_text="`seen_at` by the database's clock")
    stopped_at = models.DateTimeField(null=True, help_text="it was asked to end, and did")

    class Meta:
        abstract = True


class Heartbeat(Process):
    """One worker of one lane: the parent, not the processes of its pool."""

    place = ("lane", "host")

    lane = models.CharField(max_length=8, choices=Lane)
    woken_at = models.DateTimeField(null=True, help_text="the last wake-up that reached its pool")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lane", "host", "pid"], name="one_heartbeat_a_process")
        ]

    def __str__(self) -> str:
        return f"{self.lane} worker {self.pid} on {self.host}"


class Beat(Process):
    """The process whose wake-ups reach the workers through the broker; there should be one."""

    place = ("host",)
    told_when_alive = (*Process.told_when_alive, "broker_seen_at")

    broker_seen_at = models.DateTimeField(null=True, help_text="it took a wake-up")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["host", "pid"], name="one_beat_a_process")]

    def __str__(self) -> str:
        return f"beat {self.pid} on {self.host}"
