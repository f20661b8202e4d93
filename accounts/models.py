"""People, what they may do, and what they did."""

from typing import Any, NoReturn

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models

SYSTEM = "Threadkeep"  # who acts where nobody is signed in: a worker, the command line


class Right(models.TextChoices):
    """What somebody may do; held as permissions of this app, grouped into roles."""

    START_EXPORTS = "start_exports", "Start, cancel and repeat exports"
    DOWNLOAD_FILES = "download_files", "Download files"
    LOOK_UP_PEOPLE = "look_up_people", "Look up what a person wrote"
    MANAGE_KEYS = "manage_keys", "Manage sites and their keys"
    SEE_AUDIT = "see_audit", "See who did what"


class User(AbstractUser):
    class Meta:
        permissions = tuple(Right.choices)

    def may(self, right: Right) -> bool:
        return self.has_perm(f"accounts.{right}")

    @property
    def display_name(self) -> str:
        return self.get_full_name() or self.username


class AppendOnly(Exception):
    """Somebody tried to change or remove what happened."""


class AuditQuerySet(models.QuerySet["AuditEvent"]):
    def update(self, **_: Any) -> NoReturn:
        raise AppendOnly("The audit trail is only ever added to.")

    def delete(self) -> NoReturn:
        raise AppendOnly("The audit trail is only ever added to.")


class AuditEvent(models.Model):
    """Who did what, when. Append-only; says that a key changed, never what it is."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    actor_name = models.CharField(max_length=150)
    action = models.CharField(max_length=60, db_index=True)
    target = models.CharField(max_length=250, blank=True)
    target_url = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.action} {self.target}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("The audit trail is only ever added to.")
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        raise AppendOnly("The audit trail is only ever added to.")
