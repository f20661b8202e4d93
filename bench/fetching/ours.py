"""The product's own fetch, called as a worker calls it: rows in a database, a lease, a spool."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path


class Fetcher:
    """Django set up in this process on a data directory of its own, with one leased window."""

    def __init__(self, folder: Path) -> None:
        _set_up(folder / "fetching")
        from django.utils import timezone

        from exports.models import Export, Window
        from jobs.models import Lane
        from jobs.services import claim

        now = timezone.now()
        self.window = Window.objects.create(
            export=Export.objects.create(request={}, title="Benchmark"),
            position=0,
            since=now - timedelta(days=1),
            to=now,
            due_at=now,
        )
        lease = claim(Lane.FAST)
        assert lease
        self.lease = lease
        self.positions = count()

    @contextmanager
    def part(self) -> Iterator[Callable[[str], str]]:
        """A new part with its empty spool: fetches a link and returns the SHA-256."""
        from exports import spool
        from exports.by_range.fetch import Fetch
        from exports.models import Part

        position = next(self.positions)
        part = Part.objects.create(window=self.window, position=position, fingerprint=str(position))
        with spool.open_spool(self.window, part, self.lease) as into:
            fetch = Fetch(self.lease, self.window, part)
            yield lambda link: fetch.run(link, into)
        spool.clear(self.window)


def _set_up(data: Path) -> None:
    for name in ("DATABASE_URL", "DATABASE_URL_FILE"):  # somebody's own, where this would write
        os.environ.pop(name, None)
    os.environ |= {
        "DATA_DIR": str(data),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DOWNLOAD_ALLOWED_HOSTS": "127.0.0.1",
    }
    import django
    from django.core.management import call_command

    from config.keys import ensure_keys

    data.mkdir(parents=True)
    ensure_keys()
    django.setup()
    call_command("migrate", verbosity=0)
