"""What somebody asked for."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from exports.models.states import OPEN_STATES, ExportState


class Export(models.Model):
    """What somebody asked for. `request` is frozen at creation; sites may change or go later."""

    kind = models.CharField(max_length=40)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="exports"
    )
    requested_by_name = models.CharField(max_length=150)
    requested_at = models.DateTimeField(auto_now_add=True)
    request = models.JSONField()
    request_hash = models.CharField(max_length=64)
    continues = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.SET_NULL,
        related_name="updates",
        help_text="the earlier export that this one brings up to date",
    )
    title = models.CharField(max_length=200)
    label = models.CharField(max_length=100, blank=True)
    case_number = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=20, choices=ExportState, default=ExportState.QUEUED)
    cancel_requested_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True, db_index=True)
    files_removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-requested_at", "-pk"]
        # What lists are sorted by, each with what they are often narrowed to.
        indexes = [
            models.Index(fields=["requested_at", "id"], name="export_by_age"),
            models.Index(fields=["requested_by", "requested_at", "id"], name="export_mine_by_age"),
            models.Index(fields=["state", "requested_at", "id"], name="export_state_by_age"),
            models.Index(fields=["state", "finished_at"], name="export_state_by_end"),
            models.Index(fields=["title", "id"], name="export_by_title"),
        ]
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
