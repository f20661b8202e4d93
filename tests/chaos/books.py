"""The vendor's own books: how often each range was built, beside how often it was asked for."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet

from exports.models import Event, Window
from tests.chaos.vendor import Vendor
from tests.chaos.victims import Hunter

UNCLEAR = {"cut_json", "truncate", "reset"}  # faults after which nobody knows if it was taken
IN_FLIGHT = 4  # requests that die with the vendor, at most

Range = tuple[str, str, str, str]  # generation, spot, both ends


def moment_of(moment: datetime | None) -> str:
    assert moment
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


@dataclass(frozen=True)
class Books:
    """How often each range was asked for here, and how often the vendor built it."""

    asked: Counter[Range]
    built: Counter[Range]
    explained: int

    def __str__(self) -> str:
        return (
            f"Asked {self.asked.total()} times, built {self.built.total()} times; crashes and "
            f"faults explain up to {self.explained} more."
        )

    def wrong(self) -> Iterator[str]:
        """At most once for each asking, but for what a crash left unknown; and the log says so."""
        extra = self.built - self.asked
        if extra.total() > self.explained:
            yield f"OpenWeb built {extra.total()} more than were asked for."
        told = {_range_of(event.window) for event in _told() if event.window}
        for key in set(extra) - told:
            yield f"OpenWeb built {key} {self.built[key]} times, and no log says why."


def books_of(vendor: Vendor, hunter: Hunter) -> Books:
    built = Counter(_range_asked(one) for one in vendor.ask("exports")["exports"])
    asked = Counter[Range]()
    for window in Window.objects.filter(taken_from=None).iterator():
        asked[_range_of(window)] += window.attempt + window.times_overdue
    return Books(asked, built, _deaths() + _unclear(vendor) + IN_FLIGHT * _outages(hunter))


def _range_asked(export: dict[str, Any]) -> Range:
    asked = export["asked"]
    since, to = asked["since" if "since" in asked else "from"], asked.get("to") or asked["until"]
    return export["generation"], export["spot_id"], since.rstrip("Z"), to.rstrip("Z")


def _range_of(window: Window) -> Range:
    ends = (moment_of(window.since).rstrip("Z"), moment_of(window.to).rstrip("Z"))
    return window.generation, window.spot_id, *ends


def _told() -> QuerySet[Event]:
    return Event.objects.filter(sentence__contains="twice").select_related("window")


def _deaths() -> int:
    return Event.objects.filter(sentence__startswith="A worker stopped before").count()


def _unclear(vendor: Vendor) -> int:
    routes = {"export", "v2-export", "v4-export"}
    requests = vendor.ask("log")["requests"]
    return sum(one["route"] in routes and one["fault"] in UNCLEAR for one in requests)


def _outages(hunter: Hunter) -> int:
    return hunter.killed["sandbox killed"] + hunter.killed["sandbox frozen"]
