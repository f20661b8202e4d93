"""Is anybody working? Read by every page's banner and by commands that wait."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from jobs.models import Heartbeat, Lane


@dataclass(frozen=True)
class Silence:
    """A lane nobody works for; `since` (UTC) is None when nobody ever did."""

    lane: Lane
    since: datetime | None


def silent_lanes() -> list[Silence]:
    """Lanes whose workers have not been seen for LEASE_SECONDS (at least 15 seconds)."""
    patience = timedelta(seconds=max(settings.LEASE_SECONDS, 15))
    limit = timezone.now() - patience
    rows = Heartbeat.objects.values_list("lane").annotate(seen=Max("seen_at"))
    seen: dict[str, datetime] = dict(rows)
    return [
        Silence(lane, seen.get(lane)) for lane in Lane if lane not in seen or seen[lane] < limit
    ]
