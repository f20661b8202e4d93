"""What a reader may see of conversations: each list, number, filter, page and file starts here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from conversations.models import Conversation, Star, Visit
from credentials.models import Tenant
from credentials.queries import tenants_visible_to

SOON = timedelta(days=7)
DATES = (
    *("start_on", "end_on", "start_register_on", "close_on"),
    *("last_updated_on", "created_on", "changed_at"),
)
CHOICES = ("type", "sub_type", "status", "register_status")
FLAGS = ("visible", "active", "private_mode")


def tenants_of(person: User) -> QuerySet[Tenant]:
    """Tenants this person may see, each with its synchronisation at hand."""
    return tenants_visible_to(person).select_related("synchronisation").order_by("name")


@dataclass(frozen=True)
class Wanted:
    """Which conversations; empty means all that are still listed.

    `choices` and `flags` are the values that each of CHOICES and FLAGS may have, "" being unknown.
    Days are whole days of the tenant's zone, both included, and count for the date `dated`.
    `attention` is one of ATTENTION.
    """

    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    flags: tuple[tuple[str, tuple[bool | None, ...]], ...] = ()
    text: str = ""
    dated: str = "start_on"
    first_day: date | None = None
    last_day: date | None = None
    attention: str = ""
    mine: bool = False
    gone: bool = False

    @property
    def is_everything(self) -> bool:
        return self == Wanted(dated=self.dated)


@dataclass(frozen=True)
class Reader:
    """Who reads which tenant's list, and what is new to them. `since` is UTC."""

    person: User
    tenant: Tenant
    since: datetime | None = None

    @classmethod
    def of(cls, person: User, tenant: Tenant) -> "Reader":
        """With the end of this person's last visit as `since`."""
        seen = Visit.objects.filter(person=person, tenant=tenant).first()
        return cls(person, tenant, seen.previous_at if seen else None)


def _questions(_: Reader) -> Q:
    return Q(open_questions_count__gt=0)


def _messages(_: Reader) -> Q:
    return Q(to_facilitator_count__gt=0)


def _closing(_: Reader) -> Q:
    """Whatever will close: registration, or the conversation itself."""
    now = timezone.now()
    return Q(close_on__range=(now, now + SOON)) | Q(end_on__range=(now, now + SOON))


def _starting(_: Reader) -> Q:
    now = timezone.now()
    return Q(start_on__range=(now, now + SOON))


def _full(_: Reader) -> Q:
    return Q(is_full=True)


def _changed(reader: Reader) -> Q:
    return Q(changed_at__gt=reader.since) if reader.since else Q(pk=None)


ATTENTION = {
    "questions": _questions,
    "messages": _messages,
    "closing": _closing,
    "starting": _starting,
    "full": _full,
    "changed": _changed,
}


def conversations_for(reader: Reader, wanted: Wanted) -> QuerySet[Conversation]:
    """What the reader wants of the tenant, in no order; the tenant must be one they may see."""
    listed = Conversation.objects.filter(tenant=reader.tenant)
    return listed.filter(_condition(reader, wanted))


def _condition(reader: Reader, wanted: Wanted) -> Q:
    every = condition_beside_values(reader, wanted)
    for name, values in (*wanted.choices, *wanted.flags):
        if values:
            every &= _one_of(name, values)
    return every


def condition_beside_values(reader: Reader, wanted: Wanted) -> Q:
    """All that is wanted but the values of CHOICES and FLAGS."""
    every = Q() if wanted.gone else Q(gone_at=None)
    for word in wanted.text.casefold().split():
        every &= Q(words__contains=word)
    if wanted.attention:
        every &= ATTENTION[wanted.attention](reader)
    if wanted.mine:
        every &= Q(Exists(_stars(reader.person)))
    return every & _within(wanted, ZoneInfo(reader.tenant.zone))


def _one_of(name: str, values: Iterable[Any]) -> Q:
    """What is unknown is asked for apart: a list with None in it would never find it."""
    known = [value for value in values if value is not None]
    unknown = Q(**{f"{name}__isnull": True}) if None in values else Q(pk__in=[])
    return Q(**{f"{name}__in": known}) | unknown


def _stars(person: User) -> QuerySet[Star]:
    return Star.objects.filter(person=person, conversation=OuterRef("pk"))


def _within(wanted: Wanted, zone: ZoneInfo) -> Q:
    every = Q()
    if wanted.first_day:
        every &= Q(**{f"{wanted.dated}__gte": _midnight(wanted.first_day, zone)})
    if wanted.last_day:
        after = _midnight(wanted.last_day + timedelta(days=1), zone)
        every &= Q(**{f"{wanted.dated}__lt": after})
    return every


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def starred_among(conversations: Iterable[Conversation], person: User) -> set[int]:
    """The keys of those that are on this person's own list."""
    stars = Star.objects.filter(person=person, conversation__in=[one.pk for one in conversations])
    return set(stars.values_list("conversation", flat=True))
