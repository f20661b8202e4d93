from datetime import date

from django.utils import timezone

from credentials.fields import Secret
from credentials.models import Key, KeyKind, Site
from exports.by_range.order import RangeOrder
from tests.environment import TOKEN

V4_KEY = "v4/key+for=exports"
MARCH = (date(2026, 3, 1), date(2026, 3, 31))


def make_site(name: str, spot_id: str = "sp_Dem0Spot", token: str = TOKEN, **columns) -> Site:
    site = Site.objects.create(name=name, spot_id=spot_id, **columns)
    secrets = {KeyKind.EXPORT_TOKEN: token, KeyKind.EXPORT_V4_KEY: V4_KEY}
    now = timezone.now()
    for kind in site.key_kinds:
        Key.objects.create(
            site=site, kind=kind, secret=Secret.encrypt(secrets[kind]), changed_at=now
        )
    return site


def order(*sites: Site, days=MARCH, **rest) -> RangeOrder:
    return RangeOrder(sites=sites, first_day=days[0], last_day=days[1], **rest)
