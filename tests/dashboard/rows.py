"""Sites and exports as the overview meets them."""

from datetime import UTC, datetime

from django.utils import timezone

from accounts.models import User
from credentials.fields import Secret
from credentials.models import Key, KeyState, Site
from exports.models import OPEN_STATES, Export, ExportState, Window, WindowState
from tests.environment import TOKEN

MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC)


def make_site(name: str, state: KeyState = KeyState.WORKS) -> Site:
    site = Site.objects.create(name=name, spot_id=f"sp_{name}", zone="Europe/Berlin")
    Key.objects.create(
        kind=site.key_kind,
        site=site,
        secret=Secret.encrypt(TOKEN),
        state=state,
        changed_at=timezone.now(),
    )
    return site


def make_export(person: User, site: Site, state: ExportState, title: str = "") -> Export:
    export = Export.objects.create(
        kind="openweb_range",
        requested_by=person,
        requested_by_name=person.username,
        request={"sites": [site.pk]},
        request_hash=title or state,
        title=title or f"{state} export",
        state=state,
        finished_at=None if state in OPEN_STATES else timezone.now(),
    )
    Window.objects.create(
        export=export,
        position=0,
        site=site,
        site_name=site.name,
        spot_id=site.spot_id,
        generation=site.generation,
        zone="UTC",
        vendor_zone="UTC",
        since=MIDNIGHT.replace(day=1),
        to=MIDNIGHT,
        state=WindowState.STORED if state == ExportState.READY else WindowState.WAITING,
        received_rows=412_300 if state == ExportState.READY else 0,
    )
    return export
