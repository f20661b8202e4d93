"""What an order of days would do: what is asked, how long it takes, what is here already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from accounts.models import User
from credentials.models import Site
from exports import estimates, ranges
from exports.by_range.kind import KIND
from exports.by_range.order import RangeOrder
from exports.by_range.zones import assumes_zone
from exports.estimates import Estimate, Past, Work
from exports.models import Window
from exports.queries import kept_twins, spots_in_use
from exports.ranges import Range
from exports.services.spots import turns_of
from exports.tallies import Tally, days_fetched, tally
from providers.openweb.generations import Asked as Request

Sent = Mapping[str, str | int]
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Asked:
    """What will be asked at each of the sites that share a zone, a generation and its limits.

    `last` is what the last request has other than the `first`. `vendor_zone` is empty where the
    moments that are sent name their zone.
    """

    words: str
    sites: tuple[Site, ...]
    range: Range
    days: int
    parts: int
    first: Sent
    last: Sent
    vendor_zone: str

    @property
    def hours(self) -> int | None:
        """The longest range that can be asked for at once."""
        longest = self.sites[0].limits.longest
        return longest // HOUR if longest else None

    @property
    def is_documented(self) -> bool:
        """Whether that is OpenWeb's own limit, not one that an admin entered."""
        return self.sites[0].limits.longest == self.sites[0].api.limits.longest


@dataclass(frozen=True)
class Offer:
    """What is here already, `fetched` on which days, and what fetching the rest takes."""

    here: Tally
    fetched: str
    rest: Estimate


class RangePlan:
    """Raises RangeRefused."""

    def __init__(self, order: RangeOrder, person: User, now: datetime) -> None:
        self._windows = list(order.windows(now))
        self._person = person
        self.asked = tuple(_asked(sites, self._windows) for sites in _alike(order.sites))

    @cached_property
    def anew(self) -> Estimate:
        """Of fetching everything."""
        return self._estimate(self._windows)

    @cached_property
    def shared(self) -> list[str]:
        """The sites at whose spots others are being exported, with whom turns are taken."""
        spots = {site.name: site.spot_id for site in self._known}
        in_use = spots_in_use(KIND, spots.values())
        return [name for name, spot_id in spots.items() if spot_id in in_use]

    @cached_property
    def offer(self) -> Offer | None:
        twins = kept_twins(self._windows, self._person)
        if not twins:
            return None
        here = {id(self._windows[index]) for index in twins}
        return Offer(
            here=tally(self._windows, lambda window: id(window) in here),
            fetched=days_fetched(twins.values(), self._windows[0].zone),
            rest=self._estimate([w for w in self._windows if id(w) not in here]),
        )

    def _estimate(self, windows: Sequence[Window]) -> Estimate:
        works = [
            Work(site.name, len(parts), _long(parts), *self._known[site])
            for site in self._known
            if (parts := [window for window in windows if window.site == site])
        ]
        return estimates.estimate(works, estimates.free_bytes())

    @cached_property
    def _known(self) -> dict[Site, tuple[int, Past | None]]:
        """Turns and past of each site, looked up once for both estimates."""
        sites = [site for asked in self.asked for site in asked.sites]
        return {site: (turns_of(KIND, site.spot_id), estimates.past_of(site)) for site in sites}


def _alike(sites: Sequence[Site]) -> list[tuple[Site, ...]]:
    alike: dict[object, tuple[Site, ...]] = {}
    for site in sites:
        how = (site.zone, site.vendor_zone, site.generation, site.limits)
        alike[how] = (*alike.get(how, ()), site)
    return list(alike.values())


def _asked(sites: tuple[Site, ...], windows: Sequence[Window]) -> Asked:
    site = sites[0]
    parts = [window for window in windows if window.site == site]
    first, last = (_request(window, site) for window in (parts[0], parts[-1]))
    whole = Range(*(replace(first, to=last.to).ends("UTC")))
    sent = site.api.sent(first)
    first_day, last_day = ranges.local_days(whole, parts[0].zone)
    return Asked(
        words=ranges.in_words(whole, parts[0].zone),
        sites=sites,
        range=whole,
        days=(last_day - first_day).days + 1,
        parts=len(parts),
        first=sent,
        last={k: value for k, value in site.api.sent(last).items() if value != sent[k]},
        vendor_zone=site.vendor_zone if assumes_zone(site.api, first) else "",
    )


def _request(window: Window, site: Site) -> Request:
    return Request(
        spot_id=site.spot_id,
        since=window.since,
        to=window.to,
        zone=site.vendor_zone,
        rows_per_file=window.rows_per_file,
    )


def _long(parts: Sequence[Window]) -> timedelta:
    return sum((part.to - part.since for part in parts if part.to and part.since), timedelta())
