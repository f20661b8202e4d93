"""The states of an export and its windows, in the sets that the code asks for."""

from django.db import models


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
    SPLIT = "split", "Asked for in halves"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


ACTIVE_WINDOW_STATES = (
    WindowState.REQUESTING,
    WindowState.PROCESSING,
    WindowState.DOWNLOADING,
)
OPEN_WINDOW_STATES = (WindowState.WAITING, *ACTIVE_WINDOW_STATES, WindowState.HELD)
RETRYABLE_WINDOW_STATES = (WindowState.FAILED, WindowState.CANCELLED)


class Grade(models.TextChoices):
    """How sure we are that nothing is missing (see docs/architecture.md)."""

    COMPLETE = "complete", "Complete"
    WHOLE = "whole", "Whole"
    INCOMPLETE = "incomplete", "Incomplete"
