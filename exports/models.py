"""What was asked for (Export), one unit of vendor work (Window), what was fetched (StoredFile)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from credentials.models import Site
from jobs.models import DueRow


class ExportState(models.TextChoices):
    QUEUED = "queued", "Queued"
    RUNNING = "running", "Running"
    WAITING_FOR_ADMIN = "waiting_for_admin", "Waiting for an admin"
    READY = "ready", "Ready"
    INCOMPLETE = "incomplete", "Incomplete"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


OPEN_STATES = (ExportState.QUEUED, ExportState.RUNNING, ExportState.WAITING_FOR_ADMIN)


class WindowState(models.TextChoices):
    WAITING = "waiting", "Waiting"
    REQUESTING = "requesting", "Asking OpenWeb"
    PROCESSING = "processing", "OpenWeb is building it"
    DOWNLOADING = "downloading", "Downloading"
    HELD = "held", "Waiting for an admin"
    STORED = "stored", "Stored"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


ACTIVE_WINDOW_STATES = (
    WindowState.REQUESTING,
    WindowState.PROCESSING,
    WindowState.DOWNLOADING,
)
OPEN_WINDOW_STATES = (WindowState.WAITING, *ACTIVE_WINDOW_STATES, WindowState.HELD)
VENDOR_BUSY_STATES = (WindowState.REQUESTING, WindowState.PROCESSING)
RETRYABLE_WINDOW_STATES = (WindowState.FAILED, WindowState.CANCELLED)


class Grade(models.TextChoices):
    """How sure we are that nothing is missing (see docs/architecture.md)."""

    COMPLETE = "complete", "Complete"
    WHOLE = "whole", "Whole"
    INCOMPLETE = "incomplete", "Incomplete"


class Export(models.Model):
    """What somebody asked for. `request` is frozen at creation; sites may change or go later."""

    kind = models.CharField(max_length=40, default="openweb_range")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="exports"
    )
    requested_by_name = models.CharField(max_length=150)
    requested_at = models.DateTimeField(auto_now_add=True, db_index=True)
    request = models.JSONField()
    request_hash = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    label = models.CharField(max_length=100, blank=True)
    case_number = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=20, choices=ExportState, default=ExportState.QUEUED)
    cancel_requested_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    files_removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["requested_by", "request_hash"],
                condition=Q(state__in=OPEN_STATES),
                name="one_open_export_a_person_and_request",
            )
        ]

    def __str__(self) -> str:
        return self.label or self.title

    def get_absolute_url(self) -> str:
        return reverse("exports:detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES


class Window(DueRow):
    """One unit of vendor work: here, one range of days at one site."""

    export = models.ForeignKey(Export, on_delete=models.CASCADE, related_name="windows")
    position = models.PositiveIntegerField()
    site = models.ForeignKey(Site, null=True, on_delete=models.SET_NULL, related_name="windows")
    site_name = models.CharField(max_length=100)
    spot_id = models.CharField(max_length=60)
    zone = models.CharField(max_length=60, help_text="in which the days were meant")
    vendor_zone = models.CharField(max_length=60)
    since = models.DateTimeField(help_text="UTC, inside the range")
    to = models.DateTimeField(help_text="UTC, the first moment after the range")

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

    class Meta:
        ordering = ["position"]
        indexes = [
            models.Index(fields=["lane", "due_at"], name="window_due"),
            models.Index(fields=["spot_id", "state"], name="window_spot_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["export", "position"], name="one_window_a_position"),
            models.CheckConstraint(condition=Q(to__gt=models.F("since")), name="window_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.site_name}, part {self.position + 1}"


class StoredFile(models.Model):
    """A file as the vendor sent it, kept once per content and spot."""

    spot_id = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    container = models.CharField(max_length=8, help_text="zip, gzip or plain: told by content")
    storage_key = models.CharField(max_length=200, unique=True)
    stored_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["spot_id", "sha256"], name="one_file_a_content_and_spot"
            )
        ]

    def __str__(self) -> str:
        return self.storage_key


class PartState(models.TextChoices):
    PENDING = "pending", "Not yet fetched"
    FETCHED = "fetched", "Fetched, not yet published"
    STORED = "stored", "Stored"


class Part(models.Model):
    """One link of a window's answer and what became of it. The link itself is never stored."""

    window = models.ForeignKey(Window, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    fingerprint = models.CharField(
        max_length=64, help_text="of host and path: finds the part again among fresh links"
    )
    state = models.CharField(max_length=8, choices=PartState, default=PartState.PENDING)
    bytes_done = models.PositiveBigIntegerField(default=0)
    bytes_total = models.PositiveBigIntegerField(null=True, blank=True)
    etag = models.CharField(max_length=200, blank=True)
    tries = models.PositiveSmallIntegerField(default=0, help_text="how often it came damaged")
    host = models.CharField(max_length=200, blank=True)
    rows = models.PositiveBigIntegerField(default=0)
    member_name = models.CharField(max_length=200, blank=True)
    stored_file = models.ForeignKey(
        StoredFile, null=True, on_delete=models.PROTECT, related_name="parts"
    )

    class Meta:
        ordering = ["window__position", "position"]
        constraints = [
            models.UniqueConstraint(fields=["window", "position"], name="one_part_a_position")
        ]

    def __str__(self) -> str:
        return f"{self.window}, file {self.position + 1}"


class EventLevel(models.TextChoices):
    INFO = "info", "Information"
    GOOD = "good", "Success"
    WARNING = "warning", "Warning"
    BAD = "bad", "Failure"


class Event(models.Model):
    """A change of state or a new kind of answer; repeated polls only move `last_answer_at`."""

    export = models.ForeignKey(Export, on_delete=models.CASCADE, related_name="events")
    window = models.ForeignKey(Window, null=True, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField(auto_now_add=True)
    level = models.CharField(max_length=8, choices=EventLevel, default=EventLevel.INFO)
    sentence = models.TextField()
    detail = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.sentence


class SpotQueue(models.Model):
    """One row a vendor host and spot, locked while somebody counts what runs there."""

    host = models.CharField(max_length=200)
    spot_id = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["host", "spot_id"], name="one_queue_a_host_and_spot")
        ]

    def __str__(self) -> str:
        return f"{self.spot_id} at {self.host}"
