"""What the overview shows, each part in one query whatever the number of rows."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zlib import crc32

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, When
from django.utils import timezone

from accounts.models import User
from conversations.counting import Attention, attention
from conversations.progress import Progress
from conversations.queries import Reader, tenants_of
from credentials.models import Site
from credentials.queries import sites_visible_to
from exports.models import Export, ExportState, Watch, Window, WindowState
from exports.queries import exports_visible_to, of_visible_export, with_totals

ENDED_BADLY = (ExportState.FAILED, ExportState.INCOMPLETE)
RUNNING = (ExportState.QUEUED, ExportState.RUNNING)
ATTENTION_LASTS = timedelta(days=14)
ROWS_SHOWN = 8


def sites_of(user: User) -> QuerySet[Site]:
    """Active sites with their keys and `fetched_until` (UTC): the end of what is stored of them."""
    stored = Window.objects.filter(
        site=OuterRef("pk"), state=WindowState.STORED, to__isnull=False
    ).order_by("-to")
    return (
        sites_visible_to(user)
        .filter(is_active=True)
        .annotate(fetched_until=Subquery(stored.values("to")[:1]))
        .prefetch_related("keys")
        .order_by("name")
    )


@dataclass(frozen=True)
class TenantLine:
    """How up to date a tenant's list is, and what waits there."""

    progress: Progress
    attention: Attention


def tenant_lines(user: User) -> list[TenantLine]:
    """Of active tenants that this person may see."""
    tenants = tenants_of(user).filter(is_active=True)
    return [TenantLine(Progress(one), attention(Reader(user, one))) for one in tenants]


@dataclass(frozen=True)
class Work:
    """Exports as the overview groups them: mine first where something needs attention."""

    mine: list[Export]
    team: list[Export]
    running: list[Export]
    recent: list[Export]

    @property
    def version(self) -> str:
        """Changes when the groups would look different."""
        groups: tuple[list[Any], ...] = (self.mine, self.team, self.running, self.recent)
        seen = [[(export.pk, export.state, export.rows) for export in group] for group in groups]
        return f"{crc32(repr(seen).encode()):x}"


def watches_of(user: User) -> QuerySet[Watch]:
    """What is being watched, of the exports that this person may see; the next look first."""
    going_on = Watch.objects.filter(of_visible_export(user), ended_at=None)
    first = Window.objects.filter(export=OuterRef("export")).order_by("position")
    zoned = going_on.annotate(zone=Subquery(first.values("zone")[:1]))
    return zoned.select_related("export").order_by("due_at", "pk")


def _reason() -> Subquery:
    """What the first part that says why has to say."""
    telling = Window.objects.filter(export=OuterRef("pk")).exclude(message="")
    return Subquery(telling.order_by("position").values("message")[:1])


def _is_of(user: User) -> Case:
    """Asked for by this person, said so that SQLite does not begin at all that is theirs."""
    return Case(When(requested_by=user, then=True), default=False)


def work_for(user: User) -> Work:
    exports = with_totals(exports_visible_to(user))
    fresh = Q(finished_at__gt=timezone.now() - ATTENTION_LASTS, state__in=ENDED_BADLY)
    waiting = Q(state=ExportState.WAITING_FOR_ADMIN)
    troubled = exports.filter(fresh | waiting).annotate(reason=_reason())
    return Work(
        mine=list(troubled.filter(_is_of(user))[:ROWS_SHOWN]),
        team=list(troubled.exclude(requested_by=user)[:ROWS_SHOWN]),
        running=list(exports.filter(state__in=RUNNING)),
        recent=list(
            exports.filter(finished_at__isnull=False)
            .exclude(state__in=ENDED_BADLY)
            .order_by("-finished_at")[:ROWS_SHOWN]
        ),
    )
