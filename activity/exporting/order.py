"""Asking for one person's messages as a file: all of them, or those that a filter leaves."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from activity.models import Capture
from activity.queries import EVERYTHING, Wanted
from exports.kinds import SiteOrder
from exports.models import Export, Window
from exports.services import Refused
from providers.openweb.people_ids import PersonId, PersonKind


@dataclass(frozen=True, kw_only=True)
class ActivityOrder(SiteOrder):
    """`capture` is what the person who asks has in front of them; expired meanwhile, it is read
    anew."""

    kind: ClassVar[str] = "openweb_activity"
    person: PersonId
    wanted: Wanted = EVERYTHING
    capture: int

    @classmethod
    def of(cls, capture: Capture, wanted: Wanted, **rest: Any) -> "ActivityOrder":
        """What is shown of a capture, as a file; `rest` as in the class."""
        return cls(
            sites=(capture.site,),
            person=PersonId(PersonKind(capture.asked_kind), capture.asked_id),
            wanted=wanted,
            capture=capture.pk,
            **rest,
        )

    def frozen(self) -> dict[str, Any]:
        return {
            "sites": [site.pk for site in self.sites],
            "person": [self.person.kind, self.person.value],
            "wanted": _written(self.wanted),
            "capture": self.capture,
        }

    def title(self, now: datetime) -> str:
        some = "" if self.wanted.is_everything else "Some "
        what = f"{some}messages".capitalize()
        return f"{what} of {self.person.value[:100]} · {self.sites[0].name}"

    def windows(self, now: datetime) -> Iterable[Window]:
        return [Window(site=site) for site in self.sites]


def order_of(export: Export) -> ActivityOrder:
    """There is none: reading a person anew takes a look-up of its own. Raises Refused."""
    raise Refused(
        f"Look {person_of(export).value} up again under People: each reading needs a reason."
    )


def person_of(export: Export) -> PersonId:
    kind, value = export.request["person"]
    return PersonId(PersonKind(kind), value)


def wanted_of(export: Export) -> Wanted:
    asked = dict(export.request["wanted"])
    for name in ("first_day", "last_day"):
        asked[name] = date.fromisoformat(asked[name]) if asked[name] else None
    return Wanted(**asked | {"statuses": tuple(asked["statuses"])})


def _written(wanted: Wanted) -> dict[str, Any]:
    days = {
        name: day.isoformat() if day else None
        for name, day in (("first_day", wanted.first_day), ("last_day", wanted.last_day))
    }
    return asdict(wanted) | days | {"statuses": sorted(wanted.statuses)}
