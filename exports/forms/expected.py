"""How many comments OpenWeb says that articles have, to be shown before they are asked for."""

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

from credentials.models import Site
from credentials.network import PAGE_PATIENCE, openweb
from exports.by_article.order import Article
from providers.openweb import message_counts
from providers.openweb.generations import Host

MOST_COUNTED = 3 * message_counts.BATCH  # somebody waits in front of the page


@dataclass(frozen=True)
class Expected:
    """About so many comments, in so many of the articles: OpenWeb may not know all of them."""

    comments: int
    articles: int


def expected(articles: Sequence[Article], count: int | None = None) -> Expected | None:
    """None when OpenWeb does not answer or knows nothing, or when there are too many to ask for.

    `count` is how many of each are wanted at most. Needs no key; never raises.
    """
    if len(articles) > MOST_COUNTED:
        return None
    numbers = _asked_in_time(articles)
    if not numbers:
        return None
    wanted = [min(number, count) if count else number for number in numbers]
    return Expected(sum(wanted), len(wanted))


def _asked_in_time(articles: Sequence[Article]) -> list[int]:
    """Nothing at all when it takes too long: half of a sum would mislead."""
    by_site: dict[Site, list[str]] = {}
    for article in articles:
        by_site.setdefault(article.site, []).append(article.post_id)
    deadline = time.monotonic() + PAGE_PATIENCE
    numbers: list[int] = []
    with closing(openweb(Host.OPEN_API, hurried=True)) as http:
        for site, post_ids in by_site.items():
            if time.monotonic() > deadline:
                return []
            numbers += message_counts.counts(http, site.spot_id, post_ids).values()
    return numbers
