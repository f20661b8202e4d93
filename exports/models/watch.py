"""Looking again and again whether an article has news."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from exports.models.export import Export
from jobs.models import DueRow


class Watch(DueRow):
    """Brings an export up to date whenever its articles have news, until a moment.

    `export` is the newest copy, with which the next look compares.
    """

    export = models.ForeignKey(Export, on_delete=models.CASCADE, related_name="watches")
    every = models.DurationField()
    until = models.DateTimeField()
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="watches"
    )
    started_by_name = models.CharField(max_length=150)
    started_at = models.DateTimeField(auto_now_add=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    message = models.TextField(blank=True, help_text="why the last look failed, or it ended")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-started_at"]
        indexes = [models.Index(fields=["lane", "due_at"], name="watch_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["export"], condition=Q(ended_at=None), name="one_open_watch_an_export"
            )
        ]

    def __str__(self) -> str:
        return f"Watch of {self.export}"
