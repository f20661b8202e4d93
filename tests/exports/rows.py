from datetime import date

from django.utils import timezone

from credentials.fields import Secret
from credentials.models import Key, Site
from exports.by_range.order import RangeOrder
from tests.environment import TOKEN

MARCH = (date(2026, 3, 1), date(2026, 3, 31))


def make_site(name: str, spot_id: str = "sp_Dem0Spot", token: str = TOKEN, **columns) -> Site:
    site = Site.objects.create(name=name, spot_id=spot_id, **columns)
    Key.objects.create(
        site=site, kind=site.key_kind, secret=Secret.encrypt(token), changed_at=timezone.now()
    )
    return site


def order(*sites: Site, days=MARCH, **rest) -> RangeOrder:
    return RangeOrder(sites=sites, first_day=days[0], last_day=days[1], **rest)
