"""`python -m bench.polls.rows SPOT… < TOKEN`: in the product's own database, a site for each spot
and an order of four days there, each day a part of its own."""

import os
import sys
from datetime import date

DAYS = (date(2025, 3, 2), date(2025, 3, 5))
AT_ONCE = 4


def main(spot_ids: list[str], token: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()
    from credentials.services.sites import SiteDetails, save_site
    from credentials.services.vault import store_key
    from exports.by_range.order import RangeOrder
    from exports.services import start

    for spot_id in spot_ids:
        details = SiteDetails(
            spot_id, spot_id, "UTC", "UTC", longest_hours=24, exports_at_once=AT_ONCE
        )
        site = save_site(details, by=None)
        store_key(site, token, by=None)
        start(RangeOrder(sites=(site,), first_day=DAYS[0], last_day=DAYS[1]), None)


if __name__ == "__main__":
    main(sys.argv[1:], sys.stdin.read())
