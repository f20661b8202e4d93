"""Who looked whom up, and why."""

from django.conf import settings
from django.db import models

from activity.models.capture import Capture


class Reason(models.TextChoices):
    MODERATION = "moderation", "Moderation"
    DATA_REQUEST = "data_request", "Data request"
    LEGAL = "legal", "Legal"
    EDITORIAL = "editorial", "Editorial"


class LookUp(models.Model):
    """One look at one person, at one or several sites; seen by who looked alone."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="look_ups"
    )
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    reason = models.CharField(max_length=20, choices=Reason)
    case_number = models.CharField(max_length=60, blank=True)
    asked_kind = models.CharField(max_length=20)
    asked_id = models.CharField(max_length=300)
    captures = models.ManyToManyField(Capture, related_name="look_ups")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.asked_id
