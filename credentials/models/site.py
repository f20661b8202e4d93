"""A publisher's property at OpenWeb (a "spot" there)."""

from django.db import models
from django.urls import reverse

from credentials.models.connection import Connection
from credentials.models.key import KeyKind
from providers.openweb.article_addresses import LONGEST_RULE


class Site(Connection):
    vendor = "OpenWeb"
    noun = "site"
    key_kind = KeyKind.EXPORT_TOKEN

    spot_id = models.CharField(max_length=60)
    vendor_zone = models.CharField(
        max_length=60, default="UTC", help_text="how OpenWeb reads times without a zone"
    )
    article_rule = models.CharField(
        max_length=LONGEST_RULE, blank=True, default="", help_text="an article's address with {id}"
    )

    def get_absolute_url(self) -> str:
        return reverse("credentials:site", args=[self.pk])

    @property
    def vendor_id(self) -> str:
        return self.spot_id
