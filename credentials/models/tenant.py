"""A publisher's property at onQ."""

from urllib.parse import quote, urlsplit

from django.db import models
from django.urls import reverse

from credentials.models.connection import Connection
from credentials.models.key import KeyKind
from providers.onq.paging import PageMeaning


class Tenant(Connection):
    """Tokens are signed anew for each call from these claims and the secret, and never stored."""

    vendor = "onQ"
    noun = "tenant"
    vendor_zone = "UTC"  # onQ's document names no zone

    key_id = models.CharField(max_length=100, help_text="goes as `kid` into each token's header")
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=200)
    audience = models.CharField(max_length=200, help_text="the tenant's URL, without a slash last")
    page_meaning = models.CharField(
        max_length=20,
        blank=True,
        choices=[(one.value, one.value) for one in PageMeaning],
        help_text="what onQ's `page` counts; found out when empty",
    )
    conversation_url = models.CharField(
        max_length=300, blank=True, help_text="a conversation's address at onQ, with {id}"
    )

    @property
    def key_kinds(self) -> tuple[KeyKind, ...]:
        return (KeyKind.API_SECRET,)

    def get_absolute_url(self) -> str:
        return reverse("credentials:tenant", args=[self.pk])

    @property
    def vendor_id(self) -> str:
        return urlsplit(self.audience).netloc

    def address_of(self, conversation_id: str) -> str:
        """Where a conversation is read at onQ; the tenant's own address while no rule is known."""
        if not self.conversation_url:
            return self.audience
        return self.conversation_url.replace("{id}", quote(conversation_id, safe=""))
