"""One unit of vendor work, and the queue it stands in."""

from django.db import models
from django.db.models import Q

from credentials.models import Connection, Site, Tenant
from exports.models.export import Export
from exports.models.states import Grade, WindowState
from jobs.models import DueRow


class Window(DueRow):
    """One unit of vendor work at one connection: a range of days, an article, a list.

    `site_name` and `spot_id` are the connection's name and what the vendor knows it by: a
    tenant's is its host.
    """

    export = models.ForeignKey(Export, on_delete=models.CASCADE, related_name="windows")
    position = models.PositiveIntegerField()
    site = models.ForeignKey(Site, null=True, on_delete=models.SET_NULL, related_name="windows")
    tenant = models.ForeignKey(Tenant, null=True, on_delete=models.SET_NULL, related_name="windows")
    site_name = models.CharField(max_length=100)
    spot_id = models.CharField(max_length=200)
    zone = models.CharField(max_length=60, help_text="in which the days were meant")
    vendor_zone = models.CharField(max_length=60)
    since = models.DateTimeField(null=True, blank=True, help_text="UTC, inside the range")
    to = models.DateTimeField(
        null=True, blank=True, help_text="UTC, the first moment after the range"
    )
    post_id = models.CharField(max_length=300, blank=True, help_text="the article's id")
    count = models.PositiveIntegerField(
        null=True, blank=True, help_text="so many of the article's oldest messages; all when empty"
    )

    state = models.CharField(max_length=12, choices=WindowState, default=WindowState.WAITING)
    held_from = models.CharField(max_length=12, choices=WindowState, blank=True)
    attempt = models.PositiveSmallIntegerField(default=1)
    state_since = models.DateTimeField(auto_now_add=True)
    requested_at = models.DateTimeField(null=True, blank=True)
    vendor_id = models.CharField(max_length=200, blank=True)
    polls = models.PositiveIntegerField(default=0)
    last_answer = models.CharField(max_length=60, blank=True)
    last_answer_at = models.DateTimeField(null=True, blank=True)
    trouble_since = models.DateTimeField(null=True, blank=True)
    message = models.TextField(blank=True, help_text="why it waits, stopped or failed; no secrets")
    detail = models.TextField(blank=True, help_text="technical details, redacted")

    announced_rows = models.PositiveBigIntegerField(null=True, blank=True)
    received_rows = models.PositiveBigIntegerField(default=0)
    duplicate_rows = models.PositiveBigIntegerField(default=0)
    outside_rows = models.PositiveBigIntegerField(default=0)
    first_row_at = models.DateTimeField(null=True, blank=True)
    last_row_at = models.DateTimeField(null=True, blank=True)
    stored_at = models.DateTimeField(null=True, blank=True)
    grade = models.CharField(max_length=12, choices=Grade, blank=True)
    findings = models.JSONField(
        default=dict, help_text="what else was found on the way; each kind of export knows its own"
    )

    class Meta:
        ordering = ["position"]
        indexes = [
            models.Index(fields=["lane", "due_at"], name="window_due"),
            models.Index(fields=["spot_id", "state"], name="window_spot_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["export", "position"], name="one_window_a_position"),
            models.CheckConstraint(
                condition=Q(to__gt=models.F("since")) | Q(since__isnull=True, to__isnull=True),
                name="window_not_empty",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site_name}, part {self.position + 1}"

    @property
    def connection(self) -> Connection | None:
        """Where it is asked; None once that was deleted."""
        return self.site or self.tenant


class SpotQueue(models.Model):
    """One row a vendor host and spot, locked while somebody counts what runs there."""

    host = models.CharField(max_length=200)
    spot_id = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["host", "spot_id"], name="one_queue_a_host_and_spot")
        ]

    def __str__(self) -> str:
        return f"{self.spot_id} at {self.host}"
