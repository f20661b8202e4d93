"""A publisher's property at OpenWeb (a "spot" there)."""

from datetime import timedelta

from django.db import models
from django.urls import reverse

from credentials.models.connection import Connection
from credentials.models.key import Key, KeyKind
from providers.openweb.article_addresses import LONGEST_RULE
from providers.openweb.generations import GENERATIONS, Generation, Limits


class Site(Connection):
    vendor = "OpenWeb"
    noun = "site"

    spot_id = models.CharField(max_length=60)
    vendor_zone = models.CharField(
        max_length=60, default="UTC", help_text="how OpenWeb reads times without a zone"
    )
    generation = models.CharField(
        max_length=10, default="v1", help_text="of OpenWeb's export API; one of GENERATIONS"
    )
    longest_hours = models.PositiveIntegerField(
        null=True, blank=True, help_text="the longest range of one part; as documented when empty"
    )
    exports_at_once = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="how many OpenWeb builds at a time; as documented if empty"
    )
    rows_per_file = models.PositiveIntegerField(
        null=True, blank=True, help_text="asked for where OpenWeb lets one; as documented if empty"
    )
    article_rule = models.CharField(
        max_length=LONGEST_RULE, blank=True, default="", help_text="an article's address with {id}"
    )

    @property
    def api(self) -> Generation:
        """The generation of OpenWeb's export API that this spot is asked by."""
        return GENERATIONS[self.generation]

    @property
    def limits(self) -> Limits:
        """OpenWeb's limits for this spot: what an admin entered, else what is documented."""
        known = self.api.limits
        return Limits(
            timedelta(hours=self.longest_hours) if self.longest_hours else known.longest,
            self.exports_at_once or known.at_once,
            self.rows_per_file or known.rows_per_file,
        )

    @property
    def key_kinds(self) -> tuple[KeyKind, ...]:
        """Articles and people are asked for with the export token, whatever opens exports."""
        return tuple(dict.fromkeys((KeyKind(self.api.key), KeyKind.EXPORT_TOKEN)))

    @property
    def export_token(self) -> Key | None:
        """What articles and people are asked for with."""
        return self.key_of(KeyKind.EXPORT_TOKEN)

    def get_absolute_url(self) -> str:
        return reverse("credentials:site", args=[self.pk])

    @property
    def vendor_id(self) -> str:
        return self.spot_id
