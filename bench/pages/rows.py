"""`python -m bench.pages.rows NUMBER`: in the product's own database, so many exports that ended,
each of a day at one of fifty sites, one every ten minutes until now; and one of thirty days that
runs, of which a third is here. No worker ever moves it. Prints its id."""

import os
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from credentials.models import Site

SITES = 50
APART, DAY = timedelta(minutes=10), timedelta(days=1)
BATCH = 1_000
THIRTY_DAYS = (date(2025, 3, 1), date(2025, 3, 30))
HERE = 10


def main(number: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()
    from django.db.models import F

    from credentials.services.sites import SiteDetails, save_site
    from exports.models import Export

    names = [f"sp_site{each:02}" for each in range(SITES)]
    sites = [save_site(SiteDetails(name, name, "UTC", "UTC"), by=None) for name in names]
    for first in range(0, number, BATCH):
        _add(sites, range(first, min(first + BATCH, number)))
    Export.objects.update(requested_at=F("finished_at"))
    _tidy()
    print(_add_running())


def _add(sites: Sequence["Site"], numbers: Sequence[int]) -> None:
    from django.utils import timezone

    from exports.models import Export, ExportState, Window, WindowState

    now = timezone.now()
    exports = Export.objects.bulk_create(
        Export(
            kind="openweb_range",
            requested_by_name="somebody",
            request={},
            request_hash=f"{number}",
            title=f"Comments of part {number}",
            state=ExportState.READY,
            finished_at=now - APART * number,
        )
        for number in numbers
    )
    Window.objects.bulk_create(
        Window(
            export=export,
            position=0,
            site=site,
            site_name=site.name,
            spot_id=site.spot_id,
            generation=site.generation,
            since=now - APART * number - DAY,
            to=now - APART * number,
            state=WindowState.STORED,
            stored_at=now - APART * number,
            received_rows=number,
        )
        for number, export in zip(numbers, exports, strict=True)
        for site in [sites[number % SITES]]
    )


def _tidy() -> None:
    """PostgreSQL's autovacuum, which comes later, would have done so over the years."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _add_running() -> int:
    from django.db import transaction
    from django.utils import timezone

    from credentials.services.sites import SiteDetails, save_site
    from credentials.services.vault import store_key
    from exports.by_range.order import RangeOrder
    from exports.models import Export, ExportState, WindowState
    from exports.services import start

    name = "sp_running"
    site = save_site(SiteDetails(name, name, "UTC", "UTC", longest_hours=24), by=None)
    store_key(site, "no vendor ever sees it", by=None)
    first, last = THIRTY_DAYS
    with transaction.atomic():
        export, _ = start(RangeOrder(sites=(site,), first_day=first, last_day=last), None)
        export.windows.update(due_at=None)  # what is due at no moment is nobody's to claim
        stored = {"state": WindowState.STORED, "stored_at": timezone.now(), "received_rows": 1_000}
        export.windows.filter(position__lt=HERE).update(**stored)
        export.windows.filter(position=HERE).update(state=WindowState.PROCESSING)
        Export.objects.filter(pk=export.pk).update(state=ExportState.RUNNING)
    return export.pk


if __name__ == "__main__":
    main(int(sys.argv[1]))
