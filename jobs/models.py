"""Rows that workers act on. The row is the truth; messages only say "look"."""

import uuid

from django.db import models


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


class Heartbeat(models.Model):
    """One worker process of one lane, seen whenever it answers a wake-up or renews a lease."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lane = models.CharField(max_length=8, choices=Lane)
    host = models.CharField(max_length=100)
    pid = models.PositiveIntegerField()
    started_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lane", "host", "pid"], name="one_heartbeat_a_process")
        ]

    def __str__(self) -> str:
        return f"{self.lane} worker {self.pid} on {self.host}"
