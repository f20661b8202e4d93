"""The log of an export."""

from django.db import models

from exports.models.export import Export
from exports.models.window import Window


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
