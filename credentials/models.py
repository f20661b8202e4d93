"""OpenWeb sites, their keys, and who may see them."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse

from credentials.fields import SecretField
from providers.openweb.article_addresses import LONGEST_RULE


class Site(models.Model):
    """A publisher's property at OpenWeb (a "spot" there)."""

    name = models.CharField(max_length=100)
    spot_id = models.CharField(max_length=60)
    zone = models.CharField(max_length=60, default="UTC", help_text="what “yesterday” means")
    vendor_zone = models.CharField(
        max_length=60, default="UTC", help_text="how OpenWeb reads times without a zone"
    )
    article_rule = models.CharField(
        max_length=LONGEST_RULE, blank=True, default="", help_text="an article's address with {id}"
    )
    is_active = models.BooleanField(default=True)
    # A flag of its own: were an empty list to mean "everyone", deleting the last allowed group
    # would open the site to all.
    is_limited = models.BooleanField(default=False, help_text="only the chosen may see it")
    allowed_people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="limited_sites"
    )
    allowed_groups = models.ManyToManyField(Group, blank=True, related_name="limited_sites")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="one_site_a_name",
                violation_error_message="There is already a site with this name.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("credentials:site", args=[self.pk])

    @property
    def export_key(self) -> "Key | None":
        """The key that exports use, or None; costs no query when `keys` was prefetched."""
        return next((key for key in self.keys.all() if key.kind == KeyKind.EXPORT_TOKEN), None)

    @property
    def is_hidden(self) -> bool:
        """Limited, and nobody is chosen: only people who manage sites see it."""
        chosen = self.allowed_people.all() or self.allowed_groups.all()
        return self.is_limited and not chosen


class KeyKind(models.TextChoices):
    EXPORT_TOKEN = "export_token", "Export token"


class KeyState(models.TextChoices):
    UNPROVEN = "unproven", "Not proven yet"
    WORKS = "works", "Works"
    REFUSED = "refused", "Refused by OpenWeb"
    UNREADABLE = "unreadable", "Cannot be read"


# What a check of a key found; each check's name is a statement.
OUTCOME_WORDS = {"ok": "Yes", "refused": "No", "unknown": "Cannot be told yet"}
BAD_STATES = (KeyState.REFUSED, KeyState.UNREADABLE)


class Key(models.Model):
    """A secret of a site. Written once, never shown; `state` is what the last use told us."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="keys")
    kind = models.CharField(max_length=20, choices=KeyKind, default=KeyKind.EXPORT_TOKEN)
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
            models.UniqueConstraint(fields=["site", "kind"], name="one_key_a_site_and_kind")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.site}"

    @property
    def answers(self) -> list[dict[str, str]]:
        """The checks of the last test: name, outcome, its words, sentence."""
        return [{**check, "words": OUTCOME_WORDS[check["outcome"]]} for check in self.checks]

    @property
    def is_bad(self) -> bool:
        """Known to be useless until an admin mends it."""
        return self.state in BAD_STATES
