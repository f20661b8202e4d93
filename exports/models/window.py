"""One unit of vendor work, and the queue it stands in."""

from typing import Self

from django.db import models
from django.db.models import Q

from credentials.models import Connection, KeyKind, Site, Tenant
from exports.models.export import Export
from exports.models.states import Grade, WindowState
from exports.ranges import Range
from jobs.models import DueRow
from providers.openweb.generations import GENERATIONS, Generation


class WindowQuerySet(models.QuerySet["Window"]):
    def standing(self) -> Self:
        """Without those whose halves stand for them."""
        return self.exclude(state=WindowState.SPLIT)


class Window(DueRow):
    """One unit of vendor work at one connection: a range of days, an article, a list.

    `site_name` and `spot_id` are the connection's name and what the vendor knows it by: a
    tenant's is its host.
    """

    objects = WindowQuerySet.as_manager()

    export = models.ForeignKey(Export, on_delete=models.CASCADE, related_name="windows")
    position = models.PositiveIntegerField()
    site = models.ForeignKey(Site, null=True, on_delete=models.SET_NULL, related_name="windows")
    tenant = models.ForeignKey(Tenant, null=True, on_delete=models.SET_NULL, related_name="windows")
    site_name = models.CharField(max_length=100)
    spot_id = models.CharField(max_length=200)
    generation = models.CharField(
        max_length=10, blank=True, help_text="of OpenWeb's export API, where that is asked"
    )
    zone = models.CharField(max_length=60, help_text="in which the days were meant")
    vendor_zone = models.CharField(max_length=60)
    since = models.DateTimeField(null=True, blank=True, help_text="UTC, inside the range")
    to = models.DateTimeField(
        null=True, blank=True, help_text="UTC, the first moment after the range"
    )
    rows_per_file = models.PositiveIntegerField(null=True, blank=True)
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
    times_overdue = models.PositiveSmallIntegerField(
        default=0, help_text="how often OpenWeb was not done in time"
    )
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
    taken_from = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.SET_NULL,
        related_name="taken_over_by",
        help_text="the part of an earlier export whose files these are",
    )
    findings = models.JSONField(
        default=dict, help_text="what else was found on the way; each kind of export knows its own"
    )

    class Meta:
        ordering = ["position", "since"]
        indexes = [
            models.Index(fields=["lane", "due_at"], name="window_due"),
            models.Index(fields=["state", "spot_id", "stored_at"], name="window_state_spot"),
            models.Index(fields=["spot_id", "state", "since", "to"], name="window_spot_range"),
            models.Index(fields=["site", "state", "to"], name="window_site_until"),
            models.Index(fields=["export", "site"], name="window_export_site"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["export", "position"],
                condition=Q(since__isnull=True),
                name="one_window_a_position",
            ),
            # The halves of a range stand where the whole of it stood.
            models.UniqueConstraint(
                fields=["export", "position", "since", "to"],
                name="one_window_a_position_and_range",
            ),
            models.CheckConstraint(
                condition=Q(to__gt=models.F("since")) | Q(since__isnull=True, to__isnull=True),
                name="window_not_empty",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site_name}, part {self.position + 1}"

    @property
    def api(self) -> Generation | None:
        """How OpenWeb is asked for it; None for what other interfaces are asked for."""
        return GENERATIONS.get(self.generation)

    @property
    def span(self) -> Range | None:
        """The moments that it asks for; None for what is no range of days."""
        return Range(self.since, self.to) if self.since and self.to else None

    @property
    def key_kind(self) -> KeyKind | None:
        """The key that it is asked with; None when its connection is gone.

        Whatever is not asked of the export API takes the last key, which every connection may have.
        """
        if self.api:
            return KeyKind(self.api.key)
        return self.connection.key_kinds[-1] if self.connection else None

    @property
    def is_being_built(self) -> bool:
        """Something is being built there of which OpenWeb may be told to stop."""
        built = self.state == WindowState.PROCESSING and bool(self.vendor_id)
        return built and self.api is not None and self.api.aborts

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
