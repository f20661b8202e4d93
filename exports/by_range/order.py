"""Asking for ranges of days: windows no longer than OpenWeb allows at each site."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, ClassVar

from credentials.models import Site
from exports import ranges
from exports.kinds import SiteOrder
from exports.models import Export, Window
from exports.ranges import Range, RangeRefused
from exports.services.orders import sites_of

MOST_PARTS = 5_000


@dataclass(frozen=True, kw_only=True)
class RangeOrder(SiteOrder):
    """Whole days, or, from the command line, exact moments.

    `zone` None means each site's own zone. `first` and `last` are both dates (whole days, the last
    one included) or both datetimes without a zone (`last` excluded).
    """

    kind: ClassVar[str] = "openweb_range"
    first_day: date
    last_day: date
    zone: str | None = None

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
            "reuse": self.reuse,
        }

    def title(self, now: datetime) -> str:
        first = self.sites[0]
        asked = self.range_for(first, now)
        days = ranges.days_in_words(*ranges.local_days(asked, self.zone or first.zone))
        more = f" and {len(self.sites) - 1} more" if len(self.sites) > 1 else ""
        return f"Comments {days} · {first.name}{more}"

    def windows(self, now: datetime) -> Iterable[Window]:
        """Raises RangeRefused when they are more than an export can hold."""
        windows = list(islice(self._every_window(now), MOST_PARTS + 1))
        if len(windows) > MOST_PARTS:
            raise RangeRefused(
                "first_day",
                f"That makes more than {MOST_PARTS:,} parts, as long as OpenWeb allows each to be. "
                "Choose fewer days or fewer sites, and start another export for the rest.",
            )
        return windows

    def _every_window(self, now: datetime) -> Iterator[Window]:
        for site in self.sites:
            zone = self.zone or site.zone
            for piece in ranges.cut(self.range_for(site, now), site.limits.longest, zone):
                yield Window(
                    site=site,
                    zone=zone,
                    since=piece.since,
                    to=piece.to,
                    generation=site.generation,
                    rows_per_file=site.limits.rows_per_file,
                )


def order_of(export: Export) -> RangeOrder:
    """The order behind an export, for asking once more. Raises exports.services.Refused."""
    request = export.request
    exact = "T" in request["first_day"]
    read = datetime.fromisoformat if exact else date.fromisoformat
    return RangeOrder(
        sites=sites_of(export),
        first_day=read(request["first_day"]),
        last_day=read(request["last_day"]),
        zone=request["zone"],
        label=export.label,
        case_number=export.case_number,
    )
