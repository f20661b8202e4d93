"""Which conversations a file holds, and their lines, a thousand at a time."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from django.utils import timezone

from conversations.downloads.formats import STORED, Format, Values
from conversations.models import Conversation, Synchronisation
from conversations.ordering import Order
from conversations.queries import Reader, Wanted, conversations_for
from credentials.models import Tenant
from exports.names import slug
from jobs.failpoints import failpoint

CHUNK = 1_000


class Vanished(Exception):
    """Conversations were deleted under the download: what was sent of it must not look whole."""


@dataclass(frozen=True)
class Taking:
    """What the reader wants of a tenant's list, in its order, as a file."""

    reader: Reader
    wanted: Wanted
    order: Order
    format: Format

    @property
    def name(self) -> str:
        """`onq_our-courses_conversations_2026-03-01_0914_filtered.csv`: as of then, local time."""
        tenant = self.reader.tenant
        filtered = "" if self.wanted.is_everything else "_filtered"
        as_of, gaps = _as_of(tenant)
        at = f"{as_of.astimezone(ZoneInfo(tenant.zone)):%Y-%m-%d_%H%M}"
        stem = f"{tenant.vendor.lower()}_{slug(tenant.name)}_conversations_{at}"
        return f"{stem}{filtered}{gaps}{self.format.ending}"

    @cached_property
    def keys(self) -> "array[int]":
        """The conversations in their order, eight bytes each.

        Told at once: a synchronisation moves rows in the list while it is sent, so that going on
        by value would skip some and send others twice.
        """
        rows = self.order.sorted(conversations_for(self.reader, self.wanted))
        return array("q", rows.values_list("pk", flat=True).iterator())

    def pieces(self) -> Iterator[bytes]:
        """The file in pieces; raises Vanished."""
        yield self.format.head(self.reader.tenant)
        for at in range(0, len(self.keys), CHUNK):
            failpoint("mid_taking")
            rows = _rows(self.keys[at : at + CHUNK])
            yield self.format.lines(self.reader.tenant, rows)


def _rows(keys: "array[int]") -> list[Values]:
    """Those conversations as they are now, each chunk by a query of its own: a cursor would stay
    open as long as somebody downloads."""
    found = Conversation.objects.filter(pk__in=keys).values_list("pk", *STORED)
    by_key = {key: values for key, *values in found}
    if len(by_key) < len(keys):
        raise Vanished(f"{len(keys) - len(by_key)} conversations are not there any more.")
    return [by_key[key] for key in keys]


def _as_of(tenant: Tenant) -> tuple[datetime, str]:
    """How old the list is, and what its files are called when something may be missing."""
    sync = Synchronisation.objects.filter(tenant=tenant).first()
    if sync is None or sync.as_of is None:
        return timezone.now(), "_incomplete"
    return sync.as_of, "" if sync.is_settled else "_may-be-incomplete"
