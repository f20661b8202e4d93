"""Who may do what, and what was done."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet

from accounts.models import SYSTEM, AuditEvent, Right, User


def people_who_may(right: Right) -> QuerySet[User]:
    """Active people with this right, by name."""
    people: QuerySet[User] = User.objects.with_perm(f"accounts.{right}")
    return people.order_by("username")


@dataclass(frozen=True)
class AuditFilter:
    """What to look for; empty means everything. Days are whole days in TIME_ZONE, both included."""

    person: User | None = None
    by_threadkeep: bool = False
    action: str = ""
    text: str = ""
    first_day: date | None = None
    last_day: date | None = None


def audit_events(wanted: AuditFilter) -> QuerySet[AuditEvent]:
    """The matching lines of the audit trail, newest first."""
    events = AuditEvent.objects.all()
    if wanted.person:
        events = events.filter(actor=wanted.person)
    if wanted.by_threadkeep:
        events = events.filter(actor_name=SYSTEM, actor=None)
    if wanted.action:
        events = events.filter(action=wanted.action)
    if wanted.text:
        here = Q(target__icontains=wanted.text) | Q(actor_name__icontains=wanted.text)
        events = events.filter(here | Q(action__icontains=wanted.text))
    if wanted.first_day:
        events = events.filter(at__gte=_edge(wanted.first_day, time.min))
    if wanted.last_day:
        events = events.filter(at__lte=_edge(wanted.last_day, time.max))
    return events


def _edge(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, ZoneInfo(settings.TIME_ZONE))


def audited_actions() -> list[str]:
    """Every action that occurs in the trail, by name."""
    actions = AuditEvent.objects.order_by("action").values_list("action", flat=True)
    return list(actions.distinct())
