"""What a reader may see of people's activity: each page, filter, total, chart and file."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Max, Min, OrderBy, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, TruncDate

from accounts.models import Right, User
from activity.models import Capture, LookUp, Message
from credentials.models import KeyKind, Site
from credentials.queries import sites_visible_to

RECENT = 20


def captures_visible_to(user: User) -> QuerySet[Capture]:
    """What this person looked up by a look-up of their own, at sites that they may see."""
    if not user.may(Right.LOOK_UP_PEOPLE):
        return Capture.objects.none()
    mine = LookUp.objects.filter(by=user).values("captures")
    return Capture.objects.filter(pk__in=mine, site__in=sites_visible_to(user))


def sites_to_look_at(user: User) -> QuerySet[Site]:
    """Active sites with an export token that this person may see, each with its keys at hand."""
    sites = sites_visible_to(user).filter(is_active=True, keys__kind=KeyKind.EXPORT_TOKEN)
    return sites.distinct().prefetch_related("keys").order_by("name")


def recent_look_ups(user: User) -> QuerySet[LookUp]:
    """This person's own, the newest first, with the captures they may still see at hand."""
    kept = captures_visible_to(user).select_related("site").order_by("site__name")
    mine = LookUp.objects.filter(by=user)
    return mine.prefetch_related(Prefetch("captures", kept))[:RECENT]


def found_by(look_up: LookUp, user: User) -> QuerySet[Capture]:
    """What each site answered, with `loaded` messages and the `last_at` of those."""
    captures = captures_visible_to(user).filter(look_ups=look_up).select_related("site")
    numbers = {"loaded": Count("messages"), "last_at": Max("messages__written_at")}
    return captures.annotate(**numbers).order_by("site__name")


@dataclass(frozen=True)
class Wanted:
    """Which messages; empty means all. Days are whole days of the site's zone, both included."""

    statuses: tuple[str, ...] = ()
    kind: str = ""  # comment or reply
    text: str = ""
    first_day: date | None = None
    last_day: date | None = None

    @property
    def is_everything(self) -> bool:
        return self == EVERYTHING


EVERYTHING = Wanted()


def by_date(messages: QuerySet[Message]) -> QuerySet[Message]:
    """The newest first; those without a date last."""
    return messages.order_by(_newest("written_at"), "position")


def by_article(messages: QuerySet[Message]) -> QuerySet[Message]:
    """Article by article, the one written in last first; inside, the newest first."""
    article = (_newest("conversation__last_at"), "conversation")
    return messages.order_by(*article, _newest("written_at"), "position")


def _newest(column: str) -> OrderBy:
    return F(column).desc(nulls_last=True)


def messages_of(capture: Capture, wanted: Wanted) -> QuerySet[Message]:
    """The messages in the vendor's order, each with its conversation."""
    messages = capture.messages.filter(_condition(wanted, ZoneInfo(capture.site.zone)))
    return messages.select_related("conversation")


def _condition(wanted: Wanted, zone: ZoneInfo) -> Q:
    condition = Q()
    if wanted.statuses:
        condition &= Q(status__in=wanted.statuses)
    if wanted.kind:
        condition &= Q(is_reply=wanted.kind == "reply")
    if wanted.text:
        # As a pattern: SQLite's own comparison knows no upper and lower case but that of ASCII.
        said = re.escape(wanted.text)
        condition &= Q(text__iregex=said) | Q(conversation__title__iregex=said)
    if wanted.first_day:
        condition &= Q(written_at__gte=_midnight(wanted.first_day, zone))
    if wanted.last_day:
        condition &= Q(written_at__lt=_midnight(wanted.last_day + timedelta(days=1), zone))
    return condition


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


@dataclass(frozen=True)
class Totals:
    """Of the messages that a filter leaves. Times are UTC."""

    messages: int
    comments: int
    replies: int
    edited: int
    deleted: int
    votes_up: int
    votes_down: int
    first_at: datetime | None
    last_at: datetime | None


def totals_of(messages: QuerySet[Message]) -> Totals:
    """In one query."""
    sums = messages.order_by().aggregate(
        messages=Count("pk"),
        comments=Count("pk", filter=Q(is_reply=False)),
        replies=Count("pk", filter=Q(is_reply=True)),
        edited=Count("pk", filter=Q(edited=True)),
        deleted=Count("pk", filter=Q(deleted=True)),
        votes_up=Coalesce(Sum("votes_up"), 0),
        votes_down=Coalesce(Sum("votes_down"), 0),
        first_at=Min("written_at"),
        last_at=Max("written_at"),
    )
    return Totals(**sums)


def statuses_of(capture: Capture) -> list[tuple[str, int]]:
    """How many messages of the whole capture have each status, the most first."""
    rows = capture.messages.order_by().values("status").annotate(number=Count("pk"))
    return [(row["status"], row["number"]) for row in rows.order_by("-number", "status")]


def per_day(messages: QuerySet[Message], zone: str) -> list[tuple[date, int]]:
    """Messages a day of the site's zone, days without any left out; undated ones too."""
    dated = messages.order_by().filter(written_at__isnull=False)
    days = dated.annotate(day=TruncDate("written_at", tzinfo=ZoneInfo(zone)))
    rows = days.values("day").annotate(number=Count("pk")).order_by("day")
    return [(row["day"], row["number"]) for row in rows]
