"""Asking for comments: an order becomes an export with one window a site."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import record
from credentials.models import Site
from exports import ranges
from exports.models import OPEN_STATES, Export, Window
from exports.ranges import Range
from exports.services import states
from exports.services.actions import Refused


@dataclass(frozen=True)
class Order:
    """What a person asks for: whole days, or, from the command line, exact moments.

    `zone` None means each site's own zone. `first` and `last` are both dates (whole days, the last
    one included) or both datetimes without a zone (`last` excluded).
    """

    sites: Sequence[Site]
    first_day: date
    last_day: date
    zone: str | None = None
    label: str = ""
    case_number: str = ""

    def range_for(self, site: Site, now: datetime) -> Range:
        """The order's range at one site, UTC, half-open. Raises exports.ranges.RangeRefused."""
        zone = self.zone or site.zone
        if isinstance(self.first_day, datetime) and isinstance(self.last_day, datetime):
            return ranges.between(self.first_day, self.last_day, zone, now)
        return ranges.whole_days(self.first_day, self.last_day, zone, now)

    def frozen(self) -> dict[str, Any]:
        return {
            "sites": sorted(site.pk for site in self.sites),
            "first_day": self.first_day.isoformat(),
            "last_day": self.last_day.isoformat(),
            "zone": self.zone,
        }

    def title(self, now: datetime) -> str:
        first = self.sites[0]
        asked = self.range_for(first, now)
        days = ranges.days_in_words(*ranges.local_days(asked, self.zone or first.zone))
        more = f" and {len(self.sites) - 1} more" if len(self.sites) > 1 else ""
        return f"Comments {days} · {first.name}{more}"


def start(order: Order, person: User | None) -> tuple[Export, bool]:
    """Create an export with one window a site; workers find it by themselves.

    Returns (export, True), or (the one that runs, False) when the same person has the same request
    open already. `person` None is the command line. Raises Refused, exports.ranges.RangeRefused.
    """
    _check_sites(order.sites)
    now = timezone.now()
    request = order.frozen()
    digest = hashlib.sha256(json.dumps(request, sort_keys=True).encode()).hexdigest()
    try:
        with transaction.atomic():
            export = _create(order, person, request, digest, now)
    except IntegrityError:
        same = Export.objects.filter(requested_by=person, request_hash=digest)
        running = same.filter(state__in=OPEN_STATES).first()
        if running is None:
            raise Refused("Something changed in this moment. Try once more.") from None
        return running, False
    return export, True


def _check_sites(sites: Sequence[Site]) -> None:
    if not sites:
        raise Refused("Choose at least one site.")
    for site in sites:
        if not site.is_active:
            raise Refused(f"{site.name} is switched off. An admin can switch it on again.")
        if not site.keys.exists():
            raise Refused(f"{site.name} has no key yet. An admin must store one first.")


def _create(
    order: Order, person: User | None, request: dict[str, Any], digest: str, now: datetime
) -> Export:
    export = Export.objects.create(
        requested_by=person,
        requested_by_name=person.display_name if person else "command line",
        request=request,
        request_hash=digest,
        title=order.title(now)[:200],
        label=order.label,
        case_number=order.case_number,
    )
    for position, site in enumerate(order.sites):
        asked = order.range_for(site, now)
        Window.objects.create(
            export=export,
            position=position,
            site=site,
            site_name=site.name,
            spot_id=site.spot_id,
            zone=order.zone or site.zone,
            vendor_zone=site.vendor_zone,
            since=asked.since,
            to=asked.to,
            due_at=now,
        )
    states.log(export, f"Asked for by {export.requested_by_name}.")
    record(person, "started an export", export.title, export.get_absolute_url())
    return export


def order_of(export: Export) -> Order:
    """The order behind an export, for asking once more. Raises Refused when its sites are gone."""
    request = export.request
    sites = list(Site.objects.filter(pk__in=request["sites"]).order_by("pk"))
    if len(sites) < len(request["sites"]):
        raise Refused("A site of this export was deleted, so it cannot be asked for again.")
    exact = "T" in request["first_day"]
    read = datetime.fromisoformat if exact else date.fromisoformat
    return Order(
        sites=sites,
        first_day=read(request["first_day"]),
        last_day=read(request["last_day"]),
        zone=request["zone"],
        label=export.label,
        case_number=export.case_number,
    )


def repeat(export: Export, person: User | None) -> tuple[Export, bool]:
    """The same request as a new export, fetched anew; returns what `start` returns."""
    return start(order_of(export), person)
