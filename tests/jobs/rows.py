from datetime import timedelta

from django.utils import timezone

from credentials.models import Site
from exports.models import Export, Window
from jobs import services
from jobs.services import Lease


def claimed(lane: str) -> Lease:
    """The lease of a row that is due."""
    lease = services.claim(lane)
    assert lease is not None
    return lease


def due_window(**columns) -> Window:
    """A real due row: jobs knows no model of its own that is one."""
    now = timezone.now()
    site, _ = Site.objects.get_or_create(name="The Daily", spot_id="sp_Daily001")
    export = Export.objects.create(
        kind="openweb_range",
        request={},
        request_hash="x",
        title="t",
        requested_by_name="ana",
    )
    values = {
        "export": export,
        "position": 0,
        "site": site,
        "site_name": site.name,
        "spot_id": site.spot_id,
        "since": now - timedelta(days=1),
        "to": now,
        "due_at": now - timedelta(seconds=1),
    }
    return Window.objects.create(**values | columns)
