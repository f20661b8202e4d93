"""People who start, stop and retry exports while everything around them breaks."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import DatabaseError, connection
from django.utils import timezone

from credentials.fields import Secret
from credentials.models import Key, KeyKind, KeyState, Site
from exports.by_range.order import RangeOrder
from exports.models import OPEN_STATES, Export
from exports.services import Refused, cancel, retry, start
from tests.chaos.vendor import Vendor

SECONDS_BETWEEN = 1.5
MOST_OPEN = 8
FIRST_DAY = date(2026, 1, 1)
LONGEST = {"v1": 20, "v2": 5, "v4": 40}
TOKEN, V4_KEY = "export-token-{}", "v4-key-{}"
SITES = (("v1", "sp_One"), ("v2", "sp_One"), ("v2", "sp_Two"), ("v4", "sp_Three"))


@contextmanager
def patient() -> Iterator[None]:
    """The database may be gone for a moment: then nothing was done."""
    try:
        yield
    except DatabaseError:
        connection.close()


class Crowd:
    def __init__(self, vendor: Vendor, chance: random.Random) -> None:
        self.chance, self.next_at = chance, 0.0
        self.sites = [
            _site(vendor, number, generation, spot_id)
            for number, (generation, spot_id) in enumerate(SITES)
        ]

    def act(self) -> None:
        if time.monotonic() < self.next_at:
            return
        self.next_at = time.monotonic() + SECONDS_BETWEEN
        with patient():
            if Export.objects.filter(state__in=OPEN_STATES).count() < MOST_OPEN:
                self._start()
            if self.chance.random() < 0.15:
                self._meddle()

    def _start(self) -> None:
        site = self.chance.choice(self.sites)
        first = FIRST_DAY + timedelta(days=self.chance.randrange(60))
        length = self.chance.randrange(LONGEST[site.generation])
        reuse = self.chance.random() < 0.2
        start(
            RangeOrder(
                sites=[site], first_day=first, last_day=first + timedelta(days=length), reuse=reuse
            ),
            None,
        )

    def _meddle(self) -> None:
        """Stop one that runs, or retry one that ended badly."""
        act = self.chance.choice((cancel, retry))
        exports = Export.objects.order_by("-pk")
        if act is cancel:
            exports = exports.filter(state__in=OPEN_STATES)
        else:
            exports = exports.exclude(state__in=OPEN_STATES)
        try:
            if found := list(exports[:20]):
                act(self.chance.choice(found), None)
        except Refused:
            return

    def retry_all(self) -> int:
        """Ask anew for whatever did not come; returns how many exports that were."""
        again = 0
        for export in Export.objects.exclude(state="ready"):
            try:
                retry(export, None)
                again += 1
            except Refused:
                continue
        return again

    def mend_keys(self) -> None:
        with patient():
            Key.objects.update(state=KeyState.UNPROVEN)


def _site(vendor: Vendor, number: int, generation: str, spot_id: str) -> Site:
    secrets = {
        KeyKind.EXPORT_TOKEN: TOKEN.format(spot_id),
        KeyKind.EXPORT_V4_KEY: V4_KEY.format(spot_id),
    }
    told = {"token": secrets[KeyKind.EXPORT_TOKEN], "v4_key": secrets[KeyKind.EXPORT_V4_KEY]}
    vendor.ask("spots", {"spot_id": spot_id, **told})
    site = Site.objects.create(name=f"Site {number}", spot_id=spot_id, generation=generation)
    for kind in site.key_kinds:
        secret = Secret.encrypt(secrets[kind])
        Key.objects.create(site=site, kind=kind, secret=secret, changed_at=timezone.now())
    return site


def counts() -> Counter[str]:
    """How many exports are in each state."""
    found: Counter[str] = Counter()
    with patient():
        found.update(Export.objects.values_list("state", flat=True))
    return found
