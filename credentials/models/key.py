"""The secrets of connections."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from credentials.fields import SecretField

if TYPE_CHECKING:
    from credentials.models.connection import Connection


class KeyKind(models.TextChoices):
    EXPORT_TOKEN = "export_token", "Export token"
    EXPORT_V4_KEY = "export_v4_key", "Export v4 API key"
    API_SECRET = "api_secret", "API secret"


class KeyState(models.TextChoices):
    UNPROVEN = "unproven", "Not proven yet"
    WORKS = "works", "Works"
    REFUSED = "refused", "Refused"
    UNREADABLE = "unreadable", "Cannot be read"


# What a check of a key found; each check's name is a statement.
OUTCOME_WORDS = {"ok": "Yes", "refused": "No", "unknown": "Cannot be told yet"}
BAD_STATES = (KeyState.REFUSED, KeyState.UNREADABLE)


class Key(models.Model):
    """A connection's secret. Written once, never shown; `state` is what the last use told us."""

    site = models.ForeignKey(
        "credentials.Site", null=True, on_delete=models.CASCADE, related_name="keys"
    )
    tenant = models.ForeignKey(
        "credentials.Tenant", null=True, on_delete=models.CASCADE, related_name="keys"
    )
    kind = models.CharField(max_length=20, choices=KeyKind)
    secret = SecretField()
    state = models.CharField(max_length=12, choices=KeyState, default=KeyState.UNPROVEN)
    problem = models.TextField(blank=True, help_text="the vendor's reason, redacted")
    changed_at = models.DateTimeField()
    changed_by_name = models.CharField(max_length=150, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checks = models.JSONField(default=list, help_text="what the last test found, check by check")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "kind"], name="one_key_a_site_and_kind"),
            models.UniqueConstraint(fields=["tenant", "kind"], name="one_key_a_tenant_and_kind"),
            models.CheckConstraint(
                condition=Q(site=None, tenant__isnull=False) | Q(site__isnull=False, tenant=None),
                name="key_of_one_connection",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.connection}"

    @property
    def connection(self) -> "Connection":
        """Whose key it is."""
        found = self.site or self.tenant
        assert found is not None  # noqa: S101 - the table's constraint
        return found

    @property
    def answers(self) -> list[dict[str, str]]:
        """The checks of the last test: name, outcome, its words, sentence."""
        return [{**check, "words": OUTCOME_WORDS[check["outcome"]]} for check in self.checks]

    @property
    def is_bad(self) -> bool:
        """Known to be useless until an admin mends it."""
        return self.state in BAD_STATES


@dataclass(frozen=True)
class KeyPlace:
    """One of the secrets that a connection may hold; `key` is None while nobody has stored it."""

    kind: KeyKind
    key: Key | None
    is_needed: bool  # for whatever the connection is mainly for
